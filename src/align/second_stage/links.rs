//! How strongly each token is linked to each sentence of the other side that it may be aligned with.
//!
//! The link of a token `e` to a sentence is `ln(1 + κ·max of t(e|c)/p(e) over the tokens c of the sentence)`: unlike the
//! gain of the first stage it does not fade as sentences grow, so it tells where in a sentence a word has its partner.

use std::ops::Range;

use super::super::gains::Lift;
use super::super::nearby::Nearby;
use super::super::sparse::Sparse;
use super::super::tokens::Tokens;

/// How much the lift counts beside 1.
const KAPPA: f32 = 0.2;
/// Sentences that are filled in at a time.
const PART: usize = 64;

/// Links of the tokens of some sentences of one side to sentences of the other.
#[derive(Debug)]
pub(super) struct Links {
    /// First sentence that is covered.
    start: usize,
    /// Sentences of the other side each one is linked to.
    windows: Vec<Range<usize>>,
    /// Position of the links of each sentence to the first of its window.
    first: Vec<usize>,
    /// Tokens of each sentence.
    tokens: Vec<usize>,
    values: Vec<f32>,
}

impl Links {
    /// Links of the sentences of `mine` from `start` on to their windows in `others`. `lift` has the tokens of the
    /// others as rows.
    pub(super) fn new(mine: &Tokens, others: &Tokens, lift: &Sparse, start: usize, windows: Vec<Range<usize>>) -> Self {
        let mut first = Vec::with_capacity(windows.len() + 1);
        let mut total = 0;
        let tokens: Vec<_> = (start..start + windows.len()).map(|sentence| mine.of(sentence).len()).collect();
        for (window, tokens) in windows.iter().zip(&tokens) {
            first.push(total);
            total += window.len() * tokens;
        }
        let mut links = Self { start, windows, first, tokens, values: vec![0.0; total] };
        links.fill(mine, others, lift);
        links
    }

    /// No links at all.
    pub(super) fn none() -> Self {
        Self { start: 0, windows: Vec::new(), first: Vec::new(), tokens: Vec::new(), values: Vec::new() }
    }

    fn fill(&mut self, mine: &Tokens, others: &Tokens, lift: &Sparse) {
        let Some(low) = self.windows.iter().map(|window| window.start).min() else { return };
        let high = self.windows.iter().map(|window| window.end).max().unwrap_or(low);
        // Both ends of the windows only grow, so those that hold a sentence are neighbours.
        let mut from = 0;
        for part in (low..high).step_by(PART).map(|start| start..(start + PART).min(high)) {
            while self.windows.get(from).is_some_and(|window| window.end <= part.start) {
                from += 1;
            }
            let end = self.windows.partition_point(|window| window.start < part.end).max(from);
            let stretch = self.start + from..self.start + end;
            let offset = mine.positions(stretch.clone()).start;
            let mut nearby = Nearby::new(mine.between(stretch), mine.vocabulary.len(), lift);
            let mut best = vec![0.0_f32; nearby.different()];
            for other in part {
                best.fill(0.0);
                for &token in others.of(other) {
                    for &(linked, value) in nearby.row(token) {
                        let best = &mut best[linked as usize];
                        *best = best.max(value);
                    }
                }
                for nth in from..end {
                    let window = &self.windows[nth];
                    if !window.contains(&other) {
                        continue;
                    }
                    let at = self.first[nth] + (other - window.start) * self.tokens[nth];
                    let positions = mine.positions(self.start + nth..self.start + nth + 1);
                    let tokens = &nearby.tokens()[positions.start - offset..positions.end - offset];
                    for (link, &token) in self.values[at..].iter_mut().zip(tokens) {
                        let value = best[token as usize];
                        if value > 0.0 {
                            *link = (KAPPA * value).ln_1p();
                        }
                    }
                }
            }
        }
    }

    /// Links of the tokens of a sentence to one of the other side; nothing for sentences out of reach.
    pub(super) fn of(&self, sentence: usize, other: usize) -> &[f32] {
        let nth = sentence.wrapping_sub(self.start);
        let Some(window) = self.windows.get(nth).filter(|window| window.contains(&other)) else { return &[] };
        let (tokens, at) = (self.tokens[nth], self.first[nth] + (other - window.start) * self.tokens[nth]);
        self.values.get(at..at + tokens).unwrap_or_default()
    }
}

/// The most a token of each kind could be linked by: `ln(1 + κ/p)`.
pub(super) fn surprise(shares: &[f32]) -> Vec<f32> {
    shares.iter().map(|share| (KAPPA / share).ln_1p()).collect()
}

/// The link of two tokens seen from both sides: the geometric mean.
pub(super) fn mutual(lift: &Lift, chinese: u32, english: u32) -> f32 {
    let there = lift.english(chinese, english);
    if there == 0.0 {
        return 0.0;
    }
    ((KAPPA * there).ln_1p() * (KAPPA * lift.chinese(chinese, english)).ln_1p()).sqrt()
}
