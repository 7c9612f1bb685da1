//! The model of the second stage: what a bead scores.

use super::super::programme::{BOUNDARIES, ENGLISH, LENGTH, NULL_EXTEND, NULL_OPEN, WORDS};
use super::beads::BEAD_FEATURES;
use super::chain::Score;
use super::cuts::CUT_FEATURES;
use super::lattice::Lattice;
use super::marks::TURNS;
use super::weights;

/// Ways in which a cut stands to speech on both sides.
pub const TALKS: usize = TURNS * TURNS;

/// A lattice with the features of its beads and cuts.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// The beads and cuts.
    pub lattice: Lattice,
    /// The features of each bead, in the order of [`BEAD_FEATURES`].
    pub beads: Vec<[f32; BEAD_FEATURES.len()]>,
    /// The features of each cut, in the order of [`CUT_FEATURES`].
    pub cuts: Vec<[f32; CUT_FEATURES.len()]>,
    /// How each cut stands to speech: a place in [`Weights::turns`].
    pub turns: Vec<u8>,
}

/// What each feature counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// Of the features of beads.
    pub beads: [f32; BEAD_FEATURES.len()],
    /// Of the features of the cut where a bead ends.
    pub cuts: [f32; CUT_FEATURES.len()],
    /// Of the ways in which a cut stands to speech, Chinese by English.
    pub turns: [f32; TALKS],
    /// What is added after a bead without a partner: for Chinese text without one, for English, for a bead with one.
    pub after_alone: [f32; 3],
}

impl Weights {
    /// The weights as fitted on all hand-aligned texts.
    pub fn fitted() -> Self {
        Self { beads: weights::BEADS, cuts: weights::CUTS, turns: weights::TURNS, after_alone: weights::AFTER_ALONE }
    }

    /// The weights of the first stage, where fitting starts.
    pub fn start() -> Self {
        let mut beads = [0.0; BEAD_FEATURES.len()];
        for (name, weight) in [
            ("prior", 1.0),
            ("chinese alone", NULL_OPEN),
            ("english alone", NULL_OPEN),
            ("english words", 10.0 * WORDS * ENGLISH),
            ("chinese words", 10.0 * WORDS),
            ("length", LENGTH),
            ("starts", BOUNDARIES),
            ("ends", BOUNDARIES),
        ] {
            if let Some(nth) = BEAD_FEATURES.iter().position(|feature| *feature == name) {
                beads[nth] = weight as f32;
            }
        }
        let after = (NULL_EXTEND - NULL_OPEN) as f32;
        Self { beads, cuts: [0.0; CUT_FEATURES.len()], turns: [0.0; TALKS], after_alone: [after, after, 0.0] }
    }

    /// The score of every bead of a lattice.
    pub fn scores(&self, described: &Described) -> Vec<Score> {
        let cuts: Vec<_> = described
            .cuts
            .iter()
            .zip(&described.turns)
            .map(|(cut, &turn)| dot(&self.cuts, cut) + self.turns[usize::from(turn)])
            .collect();
        let score = |(edge, row): (&super::lattice::Edge, &[f32; BEAD_FEATURES.len()])| {
            let paired = f64::from(dot(&self.beads, row) + cuts[edge.to as usize] + edge.fixed);
            let after = match (edge.chinese, edge.english) {
                (_, 0) => self.after_alone[0],
                (0, _) => self.after_alone[1],
                _ => self.after_alone[2],
            };
            // A cut inside text that can have no partner parts nothing that belongs together.
            let inside = edge.surplus * cuts[edge.from as usize];
            Score { paired, alone: paired + f64::from(after + edge.fixed_after_alone - inside) }
        };
        described.lattice.edges.iter().zip(&described.beads).map(score).collect()
    }
}

fn dot(weights: &[f32], features: &[f32]) -> f32 {
    weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum()
}
