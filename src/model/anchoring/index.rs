//! A text made ready for finding quotations in it, once for all quotations.

use std::sync::OnceLock;

use super::fit::{Fit, fit};
use super::grams::{Grams, Occurrences, nearest};
use super::pattern::Pattern;
use super::plain::Plain;
use crate::model::SideText;

/// Characters of the runs that are indexed: enough to tell Chinese words apart, few enough that some survive in a
/// quotation with errors.
const RUN: usize = 3;

/// How many runs of a pattern vote for places.
const VOTERS: usize = 24;
/// For how many places each of them votes.
const VOTES: usize = 48;

/// How many places are compared in full.
const COMPARED: usize = 6;

/// A text with what finds quotations in it.
pub(super) struct Index {
    pub(super) text: Plain,
    runs: Grams,
    /// The places of single characters, made when a quotation is shorter than a run.
    singles: OnceLock<Grams>,
}

/// An occurrence of a quotation, with how much of its context stands around it without a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Occurrence {
    /// Where it starts.
    pub(super) at: usize,
    /// How many characters before it are as in the prefix.
    pub(super) left: usize,
    /// How many characters after it are as in the suffix.
    pub(super) right: usize,
}

impl Index {
    pub(super) fn new(text: &SideText) -> Self {
        let text = Plain::new(text.text());
        let runs = Grams::new(&text.chars, RUN);
        Self { text, runs, singles: OnceLock::new() }
    }

    /// Where the quotation stands, looked for near a comparable character first, and whether these are all places.
    pub(super) fn occurrences(&self, pattern: &Pattern, near: usize) -> (Vec<Occurrence>, bool) {
        let chars = &self.text.chars;
        let Occurrences { at, all } = self.grams(pattern.quote.len()).occurrences(chars, &pattern.quote, near);
        let occurrence = |at: usize| {
            let (before, rest) = chars.split_at(at);
            let after = rest.get(pattern.quote.len()..).unwrap_or_default();
            let left = pattern.prefix.iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b).count();
            let right = pattern.suffix.iter().zip(after).take_while(|(a, b)| a == b).count();
            Occurrence { at, left, right }
        };
        (at.into_iter().map(occurrence).collect(), all)
    }

    /// The places that look most like the pattern, the quotation possibly changed. Of many, those near a comparable
    /// character are looked at.
    pub(super) fn likely(&self, pattern: &Pattern, near: usize) -> Vec<Fit> {
        let mut guesses = self.voted(pattern, near);
        let (mut exact, _) = self.occurrences(pattern, near);
        exact.sort_by_key(|one| (std::cmp::Reverse(one.left + one.right), one.at.abs_diff(near)));
        guesses.extend(exact.iter().take(COMPARED).map(|one| one.at as i64));
        guesses.push(near as i64);
        guesses.sort_unstable();
        guesses.dedup();
        let mut fits: Vec<Fit> =
            guesses.into_iter().filter_map(|guess| fit(pattern, &self.text.chars, guess)).collect();
        fits.sort_by_key(|fit| (fit.start, fit.end));
        fits.dedup_by_key(|fit| (fit.start, fit.end));
        fits
    }

    /// Places for the start of the quotation that most of the rarest runs of the pattern agree on.
    fn voted(&self, pattern: &Pattern, near: usize) -> Vec<i64> {
        let whole = pattern.whole();
        let grams = self.grams(whole.len());
        let mut rarest: Vec<(usize, usize)> =
            whole.windows(grams.length()).enumerate().map(|(offset, run)| (grams.places(run).len(), offset)).collect();
        rarest.retain(|(places, _)| *places > 0);
        rarest.sort_unstable();
        let mut votes: Vec<i64> = Vec::new();
        for (_, offset) in rarest.into_iter().take(VOTERS) {
            let run = whole.get(offset..offset + grams.length()).unwrap_or_default();
            let places = nearest(grams.places(run), near + offset, VOTES);
            votes.extend(places.iter().map(|place| i64::from(*place) - offset as i64 + pattern.prefix.len() as i64));
        }
        elected(votes, near, pattern.quote.len())
    }

    /// How a pattern that stands `at` a place lies on the other places that are most like it.
    pub(super) fn others(&self, pattern: &Pattern, at: usize) -> Vec<Fit> {
        let whole = pattern.whole();
        let grams = self.grams(whole.len());
        let own = at as i64 - pattern.prefix.len() as i64;
        // Runs that stand here alone have nothing to say of other places; of the others some from all parts are heard.
        let shared: Vec<(usize, &[u32])> = whole
            .windows(grams.length())
            .enumerate()
            .map(|(offset, run)| (offset, nearest(grams.places(run), at + offset, VOTES)))
            .filter(|(_, places)| places.len() > 1)
            .collect();
        let every = shared.len().div_ceil(2 * VOTERS).max(1);
        let nearest_other = 2 + pattern.quote.len() as i64 / 2;
        let votes: Vec<i64> = shared
            .into_iter()
            .step_by(every)
            .flat_map(|(offset, places)| places.iter().map(move |place| i64::from(*place) - offset as i64))
            .filter(|start| (start - own).abs() > nearest_other)
            .map(|start| start + pattern.prefix.len() as i64)
            .collect();
        let guesses = elected(votes, at, pattern.quote.len());
        let fits = guesses.into_iter().filter_map(|guess| fit(pattern, &self.text.chars, guess));
        fits.filter(|fit| fit.start.abs_diff(at) as i64 > nearest_other).collect()
    }

    fn grams(&self, length: usize) -> &Grams {
        if length >= RUN { &self.runs } else { self.singles.get_or_init(|| Grams::new(&self.text.chars, 1)) }
    }
}

/// The places that most votes agree on, nearly.
fn elected(mut votes: Vec<i64>, near: usize, length: usize) -> Vec<i64> {
    votes.sort_unstable();
    let slack = 2 + length as i64 / 16;
    let mut groups: Vec<(usize, i64)> =
        votes.chunk_by(|one, next| next - one <= slack).map(|group| (group.len(), group[group.len() / 2])).collect();
    groups.sort_by_key(|(votes, at)| (std::cmp::Reverse(*votes), at.abs_diff(near as i64)));
    groups.into_iter().take(COMPARED).map(|(_, at)| at).collect()
}
