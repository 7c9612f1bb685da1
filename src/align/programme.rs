//! The dynamic programme: the best monotone sequence of beads, and how probable each of its beads is.

use std::ops::Range;

use super::band::Band;
use super::boundary::Boundaries;
use super::engine::Texts;
use super::gains::Gains;
use super::plan::{Plan, Room};
use super::shape::{MOST_ENGLISH, Prior};
use super::structure::Structure;
use crate::model::{Cancelled, Progress};

/// Weight of the words.
pub(super) const WORDS: f64 = 0.35;
/// Weight of the gain of English words beside that of Chinese ones.
pub(super) const ENGLISH: f64 = 0.7;
/// Half the weight of the squared distance of the lengths.
pub(super) const LENGTH: f64 = 0.35 / 2.0;
/// Weight of the boundary table.
pub(super) const BOUNDARIES: f64 = 0.7;
/// Price of text without a partner: the first sentence, and each one that follows it.
pub(super) const NULL_OPEN: f64 = -6.0;
pub(super) const NULL_EXTEND: f64 = -2.0;

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
    pub texts: &'a Texts,
    pub band: &'a Band,
    pub gains: &'a Gains,
    pub prior: &'a Prior,
    pub boundaries: &'a Boundaries,
    pub structure: Option<&'a Structure>,
}

/// A step of the path into a node: a bead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Chinese sentences of the bead.
    pub a: usize,
    /// English sentences of the bead.
    pub b: usize,
    /// Place it comes from.
    pub from: usize,
    /// Place it leads to.
    pub to: usize,
    pub score: f64,
}

/// The places of a node, as `node * PLACES + place`.
///
/// After a bead without a partner the next such bead is cheaper, as text without a partner comes in blocks; so paths
/// that end with one are kept apart. A bead with a partner does not care: it starts from either, which `EITHER` sums
/// up once for all beads that leave the node.
pub(super) const PLACES: usize = 3;
/// The last bead had a partner.
pub(super) const PAIRED: usize = 0;
/// The last bead had none.
pub(super) const ALONE: usize = 1;
/// The last bead may have had one or not.
pub(super) const EITHER: usize = 2;

impl Scores<'_> {
    /// Visits all steps into node `(i, j)`.
    pub(super) fn steps_into(&self, i: usize, j: usize, mut visit: impl FnMut(Step)) {
        let node = self.band.index(i, j);
        for (a, b) in [(1, 0), (0, 1)] {
            let Some(before) = i.checked_sub(a).zip(j.checked_sub(b)).and_then(|(p, q)| self.band.node(p, q)) else {
                continue;
            };
            let forgiven = self.structure.map_or(0.0, |structure| structure.alone(i - a..i, j - b..j));
            let (open, extend) = (NULL_OPEN + forgiven, NULL_EXTEND + forgiven.min(-NULL_EXTEND));
            let (before, to) = (before * PLACES, node * PLACES + ALONE);
            visit(Step { a, b, from: before + PAIRED, to, score: open });
            visit(Step { a, b, from: before + ALONE, to, score: extend });
        }
        if i == 0 || j == 0 {
            return;
        }
        let ending = f64::from(self.boundaries.ending(self.texts.edges.0[i - 1], self.texts.edges.1[j - 1]));
        let mut chinese_gains = [0.0; MOST_ENGLISH + 1];
        let leftmost = self.band.row(i.saturating_sub(self.prior.reach.0)).start;
        for a in 1..=self.prior.reach.0.min(i) {
            let p = i - a;
            let row = self.band.row(p);
            let mut english_gain = 0.0;
            // Wider beads start further left, so the sums go on where this row has no node.
            for (b, chinese_gain) in
                chinese_gains.iter_mut().enumerate().take((j - leftmost).min(self.prior.reach.1) + 1).skip(1)
            {
                let q = j - b;
                english_gain += self.gains.english(i - 1, q, a);
                *chinese_gain += self.gains.chinese(p, j - 1, b);
                let prior = self.prior.of(a, b);
                if prior == f32::NEG_INFINITY || !row.contains(&q) {
                    continue;
                }
                let words = f64::from(*chinese_gain) + ENGLISH * f64::from(english_gain);
                let starting = f64::from(self.boundaries.starting(self.texts.edges.0[p], self.texts.edges.1[q]));
                let score = f64::from(prior) + WORDS * words - LENGTH * self.texts.lengths.distance(p, i, q, j)
                    + BOUNDARIES * (starting + ending)
                    + self.structure.map_or(0.0, |structure| structure.bead(p..i, q..j));
                let from = self.band.index(p, q) * PLACES + EITHER;
                visit(Step { a, b, from, to: node * PLACES + PAIRED, score });
            }
        }
    }
}

/// The best path that keeps what `plan` has.
pub(super) fn best_path(
    scores: &Scores<'_>,
    plan: &Plan,
    progress: &Progress,
    done: Range<f32>,
) -> Result<Vec<Link>, Cancelled> {
    let band = scores.band;
    let mut best = vec![f64::NEG_INFINITY; band.nodes() * PLACES];
    let mut came: Vec<Came> = vec![(0, 0, 0); best.len()];
    let mut links = Vec::with_capacity(band.rows());
    for (room, wall) in plan.rooms() {
        let first = band.index(room.from.0, room.from.1) * PLACES;
        (best[first + PAIRED], best[first + EITHER]) = (0.0, 0.0);
        came[first + EITHER].2 = PAIRED as u8;
        fill(scores, plan, room, (&mut best, &mut came), |row| {
            let part = row as f32 / band.rows() as f32;
            progress.report(done.start + (done.end - done.start) * part)
        })?;
        trace(band, &came, room, &mut links);
        links.extend(wall.cloned());
    }
    Ok(links)
}

/// How the best path to a place came in: Chinese and English sentences of its last bead, and the place before it.
type Came = (u8, u8, u8);

/// Finds the best paths to all places of a room from its first cut.
fn fill(
    scores: &Scores<'_>,
    plan: &Plan,
    room: Room,
    (best, came): (&mut [f64], &mut [Came]),
    progress: impl FnMut(usize) -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    let band = scores.band;
    for_each_node(band, plan, room, progress, |i, j| {
        scores.steps_into(i, j, |step| {
            // Places outside the room belong to another path.
            if i - step.a < room.from.0 || j - step.b < room.from.1 {
                return;
            }
            let score = best[step.from] + step.score;
            if score > best[step.to] {
                best[step.to] = score;
                came[step.to] = (step.a as u8, step.b as u8, (step.from % PLACES) as u8);
            }
        });
        let node = band.index(i, j) * PLACES;
        let better = if best[node + ALONE] > best[node + PAIRED] { ALONE } else { PAIRED };
        best[node + EITHER] = best[node + better];
        came[node + EITHER] = (0, 0, better as u8);
    })
}

/// Adds the beads of the best path through a room.
fn trace(band: &Band, came: &[Came], room: Room, links: &mut Vec<Link>) {
    let mut end = room.to;
    let mut place = EITHER;
    let first = links.len();
    while end != room.from {
        let (chinese, english, before) = came[band.index(end.0, end.1) * PLACES + place];
        let start = (end.0 - usize::from(chinese), end.1 - usize::from(english));
        if start != end {
            links.push(Link { chinese: start.0..end.0, english: start.1..end.1, confidence: 0.0 });
        }
        (end, place) = (start, usize::from(before));
    }
    links[first..].reverse();
}

/// Visits all nodes of a room but the first, row by row, where a bead may end.
fn for_each_node(
    band: &Band,
    plan: &Plan,
    room: Room,
    mut progress: impl FnMut(usize) -> Result<(), Cancelled>,
    mut visit: impl FnMut(usize, usize),
) -> Result<(), Cancelled> {
    for i in room.from.0..=room.to.0 {
        progress(i)?;
        for j in room.columns(band, i) {
            if (i, j) != room.from && plan.allows(i, j) {
                visit(i, j);
            }
        }
    }
    Ok(())
}
