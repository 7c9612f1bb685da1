//! A linear semi-Markov model over the beads of a lattice (Sarawagi and Cohen 2004) and its posteriors.
//!
//! The score of an alignment is the sum of the scores of its beads and cuts, and its probability the exponential of
//! that over the sum of those of all alignments. One thing is remembered from bead to bead: whether the last one had a
//! partner, as text without one comes in blocks.

use super::lattice::{Edge, Lattice};

/// How much a bead scores after one with a partner, and how much after one without.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Score {
    /// After a bead with a partner.
    pub paired: f64,
    /// After a bead without a partner.
    pub alone: f64,
}

/// How probable a bead is, after one with a partner and after one without.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Posterior {
    /// After a bead with a partner.
    pub paired: f64,
    /// After a bead without a partner.
    pub alone: f64,
}

impl Posterior {
    /// How probable the bead is.
    pub fn total(&self) -> f64 {
        self.paired + self.alone
    }
}

/// Two sums at a cut: over the paths whose last bead had a partner, and over the others.
type Sums = [f64; 2];

/// The logarithm of the sum over all paths, and the probability of each bead.
pub fn posteriors(lattice: &Lattice, scores: &[Score]) -> (f64, Vec<Posterior>) {
    let mut forward = vec![[f64::NEG_INFINITY; 2]; lattice.nodes.len()];
    if let Some(first) = forward.first_mut() {
        first[0] = 0.0;
    }
    for (edge, score) in lattice.edges.iter().zip(scores) {
        let [paired, alone] = forward[edge.from as usize];
        let sum = &mut forward[edge.to as usize][state(edge)];
        *sum = add(*sum, add(paired + score.paired, alone + score.alone));
    }
    let mut backward: Vec<Sums> = vec![[f64::NEG_INFINITY; 2]; lattice.nodes.len()];
    if let Some(last) = backward.last_mut() {
        *last = [0.0; 2];
    }
    for (edge, score) in lattice.edges.iter().zip(scores).rev() {
        let after = backward[edge.to as usize][state(edge)];
        let [paired, alone] = &mut backward[edge.from as usize];
        *paired = add(*paired, after + score.paired);
        *alone = add(*alone, after + score.alone);
    }
    let total = backward.first().map_or(0.0, |first| first[0]);
    let posterior = |(edge, score): (&Edge, &Score)| {
        let [paired, alone] = forward[edge.from as usize];
        let after = backward[edge.to as usize][state(edge)] - total;
        Posterior { paired: (paired + score.paired + after).exp(), alone: (alone + score.alone + after).exp() }
    };
    (total, lattice.edges.iter().zip(scores).map(posterior).collect())
}

/// How probable each bead is, wherever on the path it stands.
///
/// A sentence without a partner may stand beside many cuts of the other side, and is the same bead at each of them:
/// where both sides have such text in one place, none of these cuts is probable, and all of them together are.
pub fn beliefs(lattice: &Lattice, posteriors: &[Posterior]) -> Vec<f64> {
    let first = lattice.nodes.first().copied().unwrap_or_default();
    // The sentence that a bead without a partner holds, counted from the first, Chinese and English apart.
    let sentence = |edge: &Edge| {
        let (i, j) = lattice.nodes[edge.from as usize];
        if edge.english == 0 { (0, (i - first.0) as usize) } else { (1, (j - first.1) as usize) }
    };
    let mut alone = [Vec::new(), Vec::new()];
    for (edge, posterior) in lattice.edges.iter().zip(posteriors).filter(|(edge, _)| !edge.is_paired()) {
        let (side, nth) = sentence(edge);
        let sums: &mut Vec<f64> = &mut alone[side];
        sums.resize(sums.len().max(nth + 1), 0.0);
        sums[nth] += posterior.total();
    }
    let belief = |(edge, posterior): (&Edge, &Posterior)| {
        let (side, nth) = sentence(edge);
        if edge.is_paired() { posterior.total() } else { alone[side][nth] }
    };
    lattice.edges.iter().zip(posteriors).map(belief).collect()
}

fn state(edge: &Edge) -> usize {
    usize::from(!edge.is_paired())
}

/// The logarithm of the sum of two exponentials.
fn add(one: f64, other: f64) -> f64 {
    let (high, low) = if one > other { (one, other) } else { (other, one) };
    // What is e^40 times smaller changes no bit.
    if low - high < -40.0 || low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// The edges of the path that is right most often: minimum-risk decoding (Goel and Byrne 2000).
///
/// It has the greatest sum of posteriors less a price for each bead, `PRICE`: half the F that one expects, which makes
/// the sum the expected gain in F. Without the price many small beads would win. A bead without a partner counts
/// half, as F counts it in precision alone.
pub fn decode(lattice: &Lattice, posteriors: &[f64]) -> Vec<usize> {
    const PRICE: f64 = 0.465;
    let mut best = vec![(f64::NEG_INFINITY, usize::MAX); lattice.nodes.len()];
    if let Some(first) = best.first_mut() {
        first.0 = 0.0;
    }
    for (nth, (edge, posterior)) in lattice.edges.iter().zip(posteriors).enumerate() {
        let worth = if edge.is_paired() { *posterior } else { posterior / 2.0 };
        let sum = best[edge.from as usize].0 + worth - PRICE;
        if sum > best[edge.to as usize].0 {
            best[edge.to as usize] = (sum, nth);
        }
    }
    let mut path = Vec::new();
    let mut node = lattice.nodes.len().saturating_sub(1);
    while let Some(edge) = lattice.edges.get(best.get(node).map_or(usize::MAX, |best| best.1)) {
        path.push(best[node].1);
        node = edge.from as usize;
    }
    path.reverse();
    path
}
