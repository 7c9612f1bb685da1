//! What a person has settled and the aligner keeps: beads that stand (walls) and sentences that belong together (pins).

use thiserror::Error;

use crate::model::{Bead, Cancelled, IndexRange};

/// What an alignment has to keep.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Constraints {
    /// Beads that stand as they are, whatever the order in which they are given. No other bead crosses one. Where one
    /// has no sentences of a side, its empty range says between which sentences of that side it stands.
    pub walls: Vec<Bead>,
    /// Sentences that must stand in one bead.
    pub pins: Vec<Pin>,
}

impl Constraints {
    /// The same for sides that have changed places.
    pub(super) fn turned(&self) -> Self {
        let wall = |wall: &Bead| Bead { source: wall.translation, translation: wall.source, ..*wall };
        let pin = |pin: &Pin| Pin { source: pin.translation, translation: pin.source };
        Self { walls: self.walls.iter().map(wall).collect(), pins: self.pins.iter().map(pin).collect() }
    }
}

/// A sentence of each side that must stand in one bead, which may hold others too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pin {
    /// Position of the segment of the source.
    pub source: u32,
    /// Position of the segment of the translation.
    pub translation: u32,
}

/// Two things that cannot both be kept, or one that cannot be at all. Positions are of segments, from 0.
#[derive(Clone, Copy, PartialEq, Debug, Error)]
pub enum Contradiction {
    /// A bead of segments that are not there, or of none.
    #[error("there are no such sentences to keep together: {}", bead(.0))]
    NoSuchBead(Bead),
    /// A pin of segments that are not there.
    #[error("there is no such pair of sentences: {}", pair(*.0))]
    NoSuchPin(Pin),
    /// Two beads that share sentences or cross each other.
    #[error("two pairs that are to be kept cross each other: {} and {}", bead(.0), bead(.1))]
    CrossingBeads(Bead, Bead),
    /// Two pins that cross each other.
    #[error("two pairs of sentences cross each other: {} and {}", pair(*.0), pair(*.1))]
    CrossingPins(Pin, Pin),
    /// A pin that would tear a bead or cross one.
    #[error("the sentences {} cannot be paired beside what is to be kept: {}", pair(*.0), bead(.1))]
    PinAgainstBead(Pin, Bead),
}

/// Gives beads that stand as walls their status and confidence back.
pub(super) fn settle(beads: &mut [Bead], walls: &[Bead]) {
    let key = |bead: &Bead| (bead.source.start, bead.translation.start);
    for wall in walls {
        // Beads without sentences of a side are found by where they stand, as all others.
        if let Ok(found) = beads.binary_search_by_key(&key(wall), key)
            && let Some(bead) = beads.get_mut(found)
        {
            (bead.status, bead.confidence) = (wall.status, wall.confidence);
        }
    }
}

/// Why there is no alignment.
#[derive(Clone, Copy, PartialEq, Debug, Error)]
pub enum NotAligned {
    /// Nobody wanted it any more.
    #[error("the work was stopped")]
    Cancelled,
    /// What was to be kept contradicts itself.
    #[error(transparent)]
    Contradiction(#[from] Contradiction),
}

impl From<Cancelled> for NotAligned {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// A bead as people count its sentences, from 1.
fn bead(bead: &Bead) -> String {
    format!("{} with {}", sentences(bead.source), sentences(bead.translation))
}

fn sentences(range: IndexRange) -> String {
    match range.end.saturating_sub(range.start) {
        0 => "none".to_owned(),
        1 => range.end.to_string(),
        _ => format!("{} to {}", range.start + 1, range.end),
    }
}

fn pair(pin: Pin) -> String {
    format!("{} with {}", u64::from(pin.source) + 1, u64::from(pin.translation) + 1)
}
