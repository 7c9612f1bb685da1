//! What a person does to correct an alignment, each gesture a value: what comes of it, or why it cannot be.
//!
//! Two kinds are told apart, in names here and in the window. **Grouping** says which sentences stand in one pair, and
//! which paragraphs in one row; it changes `beads` and `rows`. **Cutting** says where sentences and paragraphs begin, and
//! what paragraphs are; it changes the segments and the `structure`. Grouping by sentences lets rows follow, cutting lets
//! both follow; neither ever changes a text.
//!
//! What a person put together is [`Status::Corrected`]: a wall for the aligner, as all but proposals are, so that what
//! was corrected stays when the rest is aligned again. It is not `Confirmed`: that a pair is right is for a person to
//! say, and a gesture is often the first of two. What only comes of a gesture (the pairs that a column moves through,
//! text that lost its partner) is a proposal that nobody has weighed, and the aligner may do better.

mod columns;
mod crossing;
mod grid;
mod kinds;
#[cfg(test)]
pub(crate) mod notation;
mod pairing;
mod passages;
#[cfg(test)]
mod properties;
mod refusal;
mod rows;
mod saying;
mod sentences;
mod splitting;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use refusal::Refusal;

use super::crossings::settle_order;
use super::regroup::{self, Listed};
use super::structure::{Called, TextKind};
use super::{Alignment, Annotation, AnnotationId, Bead, Document, Draft, DraftId, Items, SideName, Status, Work};
use grid::{Cell, Grid, Made, Outcome};

/// Whether pairs of sentences are meant or rows of paragraphs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// Pairs of sentences.
    Sentences,
    /// Rows of paragraphs.
    Paragraphs,
}

/// A pair that a gesture is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unit {
    /// A pair of sentences: its position in the alignment's `beads`.
    Bead(usize),
    /// A pair of paragraphs: its position in the alignment's `rows`.
    Row(usize),
}

impl Unit {
    /// Whether it is one of sentences or of paragraphs.
    pub fn level(self) -> Level {
        match self {
            Self::Bead(_) => Level::Sentences,
            Self::Row(_) => Level::Paragraphs,
        }
    }

    /// Its position in its list.
    pub fn nth(self) -> usize {
        match self {
            Self::Bead(nth) | Self::Row(nth) => nth,
        }
    }
}

/// A gesture that corrects an alignment. Positions are those of the alignment it is made on.
///
/// Opposites: `MergeUp` and `Split`; `FirstUp` and `LastDown`; `Shift` by n and by -n, over a gap; `Push`, and `Pull` of
/// the pair below the gap where nothing else stops either; `Swap` and itself; `Unpair` of two sentences and `Pair`;
/// `CutSentence` and `JoinSentences`; `CutPassage` and `JoinPassage`; `Call` and `Call`. Undo is the opposite of all.
#[derive(Clone, PartialEq, Debug)]
pub enum Correction {
    /// Grouping: joins a pair with the one above.
    MergeUp(Unit),
    /// Grouping: joins pairs that follow each other into one.
    Merge(Level, Range<usize>),
    /// Grouping: opens a gap on one side of a pair. Its text there goes to the pair below, that one's to the next, until
    /// one has room.
    Push(Unit, SideName),
    /// Grouping: closes a gap. The text of a side joins that of the pair above, and what follows moves up, until a pair
    /// is used up.
    Pull(Unit, SideName),
    /// Grouping: the first sentence or paragraph of a side goes to the pair above.
    FirstUp(Unit, SideName),
    /// Grouping: the last sentence or paragraph of a side goes to the pair below.
    LastDown(Unit, SideName),
    /// Grouping: all text of a side from a pair on goes so many pairs down, or up where negative, to the next settled pair.
    Shift(Unit, SideName, i32),
    /// Grouping: two pairs of one.
    Split {
        /// The pair.
        unit: Unit,
        /// The side on which the place is named.
        side: SideName,
        /// The sentence or paragraph that the second pair begins with: its position in the side.
        at: usize,
        /// The one that it begins with on the other side; where nothing is given, what goes with it by length.
        other: Option<usize>,
    },
    /// Grouping: both sides of a pair stand alone.
    Unpair(Unit),
    /// Grouping: a sentence or paragraph goes to another pair, with all that stands between it and the edge of its own
    /// pair there. Pairs in between must have no text of that side: nothing comes to cross.
    Move {
        /// The side.
        side: SideName,
        /// Its position in the side.
        at: usize,
        /// The pair that it goes to.
        to: Unit,
    },
    /// Grouping: one sentence or paragraph of each side becomes a pair, wherever they stand. Where others stand between,
    /// the pair crosses them.
    Pair {
        /// Whether sentences or paragraphs are meant.
        level: Level,
        /// Position in the source.
        source: usize,
        /// Position in the translation.
        translation: usize,
    },
    /// Grouping: a pair and the one below take each other's translation, so that they cross.
    Swap(Unit),
    /// Says something of pairs of sentences. Left out can only be what has one side.
    Say(Range<usize>, Status),
    /// Says that a pair of sentences is right, and all above it of which nothing else was said.
    ConfirmUpTo(usize),
    /// Cutting: ends a sentence at a byte of a passage's reading text.
    CutSentence {
        /// The side.
        side: SideName,
        /// Position of the passage.
        passage: usize,
        /// The byte.
        at: usize,
    },
    /// Cutting: makes one sentence of a sentence, by its position in the side, and the next one of its pair and paragraph.
    JoinSentences {
        /// The side.
        side: SideName,
        /// Position of the first sentence.
        segment: usize,
    },
    /// Cutting: ends a paragraph at a byte of its reading text. Rows part there if the other side lets them.
    CutPassage {
        /// The side.
        side: SideName,
        /// Position of the passage.
        passage: usize,
        /// The byte.
        at: usize,
    },
    /// Cutting: ends the paragraphs of both sides before a pair of sentences, so that a row begins with it.
    CutRow(usize),
    /// Cutting: takes back that a paragraph was cut from the one before it.
    JoinPassage {
        /// The side.
        side: SideName,
        /// Position of the second passage.
        passage: usize,
    },
    /// Cutting: says what a paragraph is: text of some kind, or furniture.
    Call {
        /// The side.
        side: SideName,
        /// Position of the passage.
        passage: usize,
        /// What it is.
        called: Called,
    },
    /// Cutting: says that furniture is text. Notes after it are carried along.
    CallFurniture {
        /// The side.
        side: SideName,
        /// Position among the side's furniture.
        furniture: usize,
        /// What it is.
        text: TextKind,
    },
}

/// What a correction is made on.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The document as its importer read it.
    pub parsed: &'a Document,
    /// The document that is shown: what comes of `parsed` and the alignment's structure.
    pub document: &'a Document,
    /// The work on it.
    pub work: &'a Work,
}

/// The notes and drafts of a document.
pub type NotesAndDrafts = (Arc<Items<AnnotationId, Annotation>>, Arc<Items<DraftId, Draft>>);

/// What came of a correction.
#[derive(Clone, PartialEq, Debug)]
pub struct Corrected {
    /// The alignment.
    pub alignment: Arc<Alignment>,
    /// Notes and drafts, where text came into a side or went from it and they were carried along.
    pub carried: Option<NotesAndDrafts>,
    /// What was done, as a noun that can stand after "Undo".
    pub label: String,
    /// The pair to go on with.
    pub chosen: Unit,
}

/// An alignment that came of a correction, and the sentence (of a side) to go on with.
struct Done {
    alignment: Alignment,
    carried: Option<NotesAndDrafts>,
    chosen: (SideName, usize),
}

impl Correction {
    /// What comes of the gesture.
    ///
    /// # Errors
    /// When it makes no sense where it is made. Nothing has changed then.
    pub fn apply(&self, scene: &Scene<'_>) -> Result<Corrected, Refusal> {
        let alignment = &*scene.work.alignment;
        let label = self.label(alignment);
        let Done { alignment, carried, chosen } = match self {
            Self::Pair { level: Level::Sentences, source, translation } => {
                crossing::pair(scene, (*source, *translation))?
            }
            Self::Say(beads, status) => saying::say(alignment, beads.clone(), *status)?,
            Self::ConfirmUpTo(bead) => saying::confirm_up_to(alignment, *bead)?,
            Self::CutSentence { side, passage, at } => sentences::cut(scene, *side, (*passage, *at))?,
            Self::JoinSentences { side, segment } => sentences::join(alignment, *side, *segment)?,
            Self::CutPassage { side, passage, at } => passages::cut(scene, *side, (*passage, *at))?,
            Self::CutRow(bead) => passages::cut_row(scene, *bead)?,
            Self::JoinPassage { side, passage } => passages::join(scene, *side, *passage)?,
            Self::Call { side, passage, called } => kinds::call(scene, *side, *passage, *called)?,
            Self::CallFurniture { side, furniture, text } => kinds::call_furniture(scene, *side, *furniture, *text)?,
            _ => self.group(alignment)?,
        };
        let bead = alignment.bead_of(chosen.0, chosen.1).unwrap_or_default();
        let chosen = match self.level() {
            Level::Sentences => Unit::Bead(bead),
            Level::Paragraphs => Unit::Row(alignment.row_of_bead(bead).unwrap_or_default()),
        };
        Ok(Corrected { alignment: Arc::new(alignment), carried, label, chosen })
    }

    /// What comes of a gesture that groups. It needs no text.
    fn group(&self, alignment: &Alignment) -> Result<Done, Refusal> {
        let grid = Grid::new(alignment, self.level());
        let outcome = match self {
            Self::MergeUp(unit) => grid.merge_up(unit.nth()),
            Self::Merge(_, pairs) => grid.merge(pairs.clone()),
            Self::Push(unit, side) => grid.push(unit.nth(), *side),
            Self::Pull(unit, side) => grid.pull(unit.nth(), *side),
            Self::FirstUp(unit, side) => grid.first_up(unit.nth(), *side),
            Self::LastDown(unit, side) => grid.last_down(unit.nth(), *side),
            Self::Shift(unit, side, by) => grid.shift(unit.nth(), *side, *by),
            Self::Split { unit, side, at, other } => {
                let other = other.map_or_else(|| grid.goes_with(unit.nth(), *side, *at), Ok)?;
                grid.split(unit.nth(), *side, (*at, other))
            }
            Self::Unpair(unit) => grid.unpair(unit.nth()),
            Self::Move { side, at, to } => grid.carry(*side, *at, to.nth()),
            Self::Swap(unit) => grid.swap(unit.nth()),
            Self::Pair { source, translation, .. } => grid.pair(*source, *translation),
            _ => Err(Refusal::Nothing),
        }?;
        Ok(grouped(&grid, outcome))
    }

    /// Whether it cuts: else it groups, or says something of pairs.
    pub fn cuts(&self) -> bool {
        matches!(
            self,
            Self::CutSentence { .. }
                | Self::JoinSentences { .. }
                | Self::CutPassage { .. }
                | Self::CutRow(_)
                | Self::JoinPassage { .. }
                | Self::Call { .. }
                | Self::CallFurniture { .. }
        )
    }

    /// Whether it is about sentences or about paragraphs.
    pub fn level(&self) -> Level {
        match self {
            Self::MergeUp(unit)
            | Self::Push(unit, _)
            | Self::Pull(unit, _)
            | Self::FirstUp(unit, _)
            | Self::LastDown(unit, _)
            | Self::Shift(unit, ..)
            | Self::Split { unit, .. }
            | Self::Move { to: unit, .. }
            | Self::Unpair(unit)
            | Self::Swap(unit) => unit.level(),
            Self::Merge(level, _) | Self::Pair { level, .. } => *level,
            Self::Say(..) | Self::ConfirmUpTo(_) | Self::CutSentence { .. } | Self::JoinSentences { .. } => {
                Level::Sentences
            }
            Self::CutPassage { .. }
            | Self::CutRow(_)
            | Self::JoinPassage { .. }
            | Self::Call { .. }
            | Self::CallFurniture { .. } => Level::Paragraphs,
        }
    }
}

/// The alignment that comes of a change of its cells.
fn grouped(grid: &Grid<'_>, mut outcome: Outcome) -> Done {
    let (side, position) = outcome.chosen;
    match grid.level {
        Level::Sentences => {
            let alignment = regroup::with_beads(grid.alignment, listed(grid.alignment, &outcome.cells), &[]);
            Done { alignment, carried: None, chosen: (side, position) }
        }
        Level::Paragraphs => {
            settle_order(&mut outcome.cells, |cell| cell.parts);
            let alignment = rows::apply(grid.alignment, &outcome.cells);
            let segments = alignment.segments(side);
            let chosen = segments.partition_point(|segment| (segment.passage as usize) < position);
            Done { alignment, carried: None, chosen: (side, chosen) }
        }
    }
}

/// Cells of sentences as beads.
fn listed(alignment: &Alignment, cells: &[Cell]) -> Vec<Listed> {
    let listed = |cell: &Cell| {
        let [source, translation] = cell.parts;
        let loose = Bead::loose(source, translation);
        let (bead, was) = match cell.made {
            Made::Kept(nth) => (alignment.beads[nth], Some(nth)),
            Made::Part(nth) => (Bead { source, translation, ..alignment.beads[nth] }, None),
            Made::Formed => (Bead { status: Status::Corrected, confidence: 1.0, ..loose }, None),
            Made::Loose => (loose, None),
        };
        Listed { bead, was }
    };
    cells.iter().map(listed).collect()
}

/// All beads of an alignment, as they are.
fn all_kept(alignment: &Alignment) -> Vec<Listed> {
    alignment.beads.iter().enumerate().map(|(nth, bead)| Listed { bead: *bead, was: Some(nth) }).collect()
}
