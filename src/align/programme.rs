//! The dynamic programme: the best monotone sequence of beads, and how probable each of its beads is.

use std::ops::Range;

use super::band::Band;
use super::boundary::{Boundaries, Edges};
use super::gains::Gains;
use super::length::Lengths;
use super::shape::{MOST_CHINESE, MOST_ENGLISH, Prior};
use super::structure::Structure;
use crate::model::{Cancelled, Progress};

/// Weight of the words.
const WORDS: f64 = 0.35;
/// Weight of the gain of English words beside that of Chinese ones.
const ENGLISH: f64 = 0.7;
/// Half the weight of the squared distance of the lengths.
const LENGTH: f64 = 0.35 / 2.0;
/// Weight of the boundary table.
const BOUNDARIES: f64 = 0.7;
/// Price of text without a partner: the first sentence, and each one that follows it.
const NULL_OPEN: f64 = -6.0;
const NULL_EXTEND: f64 = -2.0;
/// Scores are divided by this before they are read as log probabilities: they count evidence that is not independent.
const TEMPERATURE: f64 = 1.6;

/// Neighbouring sentences of both sides that translate each other, Chinese first.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Link {
    /// Chinese sentences.
    pub chinese: Range<usize>,
    /// English sentences.
    pub english: Range<usize>,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

/// Everything a bead is scored by.
#[derive(Debug)]
pub(super) struct Scores<'a> {
    pub band: &'a Band,
    pub gains: &'a Gains,
    pub lengths: &'a Lengths,
    pub prior: &'a Prior,
    pub boundaries: &'a Boundaries,
    /// Edges of the Chinese and of the English sentences.
    pub edges: (&'a [Edges], &'a [Edges]),
    pub structure: Option<&'a Structure>,
}

/// A step of the path into a node: a bead, and the state it may come from.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Chinese sentences of the bead.
    a: usize,
    /// English sentences of the bead.
    b: usize,
    /// Node and state it comes from, as `node * 2 + state`.
    from: usize,
    /// Node and state it leads to.
    to: usize,
    score: f64,
}

/// Whether the last bead of the path had no partner: it makes the next such bead cheaper, as text without a partner
/// comes in blocks.
const PAIRED: usize = 0;
const ALONE: usize = 1;

impl Scores<'_> {
    /// Visits all steps into node `(i, j)`.
    fn steps_into(&self, i: usize, j: usize, mut visit: impl FnMut(Step)) {
        let node = self.band.index(i, j);
        let bonus = self.structure.map_or(0.0, |structure| structure.cut(i, j));
        for (a, b) in [(1, 0), (0, 1)] {
            let Some(before) = i.checked_sub(a).zip(j.checked_sub(b)).and_then(|(p, q)| self.band.node(p, q)) else {
                continue;
            };
            let (open, extend) = self.structure.map_or((NULL_OPEN, NULL_EXTEND), |structure| {
                let (open, extend) = structure.alone(i - a..i, j - b..j);
                (NULL_OPEN + open, NULL_EXTEND + extend)
            });
            visit(Step { a, b, from: before * 2 + PAIRED, to: node * 2 + ALONE, score: open + bonus });
            visit(Step { a, b, from: before * 2 + ALONE, to: node * 2 + ALONE, score: extend + bonus });
        }
        if i == 0 || j == 0 {
            return;
        }
        let ending = f64::from(self.boundaries.ending(self.edges.0[i - 1], self.edges.1[j - 1]));
        let mut chinese_gains = [0.0; MOST_ENGLISH + 1];
        for a in 1..=MOST_CHINESE.min(i) {
            let p = i - a;
            let row = self.band.row(p);
            let mut english_gain = 0.0;
            for b in 1..=MOST_ENGLISH.min(j) {
                let q = j - b;
                if q < row.start {
                    break;
                }
                english_gain += self.gains.english(i - 1, q, a);
                chinese_gains[b] += self.gains.chinese(p, j - 1, b);
                let prior = self.prior.of(a, b);
                if prior == f32::NEG_INFINITY || q >= row.end {
                    continue;
                }
                let words = f64::from(chinese_gains[b]) + ENGLISH * f64::from(english_gain);
                let starting = f64::from(self.boundaries.starting(self.edges.0[p], self.edges.1[q]));
                let score = f64::from(prior) + WORDS * words - LENGTH * self.lengths.distance(p, i, q, j)
                    + BOUNDARIES * (starting + ending)
                    + self.structure.map_or(0.0, |structure| structure.bead(p..i, q..j))
                    + bonus;
                let before = self.band.index(p, q) * 2;
                visit(Step { a, b, from: before + PAIRED, to: node * 2 + PAIRED, score });
                visit(Step { a, b, from: before + ALONE, to: node * 2 + PAIRED, score });
            }
        }
    }
}
