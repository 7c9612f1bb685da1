//! When a place is beyond doubt. In formulaic text the next sentence differs in one name, so a sentence that the
//! quotation is a part of counts with it, and one that is merely very like it counts for nothing.

use super::common::Common;
use super::drift::Drift;
use super::fit::fit;
use super::index::{Index, Occurrence};
use super::pattern::{LONG, Pattern};
use crate::model::Selector;

/// How many characters of the worse half of the context have to stand without a difference, if the other half does as
/// a whole.
const ENOUGH: usize = 12;

/// How many other places of a quotation are compared with the one that is found.
const RIVALS: usize = 16;

/// How like the context of a quotation that of its other places may be, 0 to 1. Sentences that differ in one or two
/// names are more alike than that, unrelated ones far less.
const ALIKE: f32 = 0.65;

/// The same for the context of one side: the last of a list of look-alikes has another neighbour on one side only.
const HALF_ALIKE: f32 = 0.8;

/// Where a quotation of the old text stands in the new one, in comparable characters, if that is certain.
///
/// It is where a run that stands once in each version is a part of it, or of the sentences it is a part of, and all of
/// them are there; or where such runs stand before and after those sentences with nothing between changed.
pub(super) fn moved(selector: &Selector, old: &Index, common: &Common) -> Option<(usize, usize)> {
    if !old.text.holds(selector) {
        return None;
    }
    let pattern = Pattern::new(selector)?;
    let (start, end) = if pattern.edge.is_none() {
        (old.text.first_from(selector.start), old.text.first_from(selector.end))
    } else {
        let at = old.text.first_from(selector.start);
        let length = pattern.quote.len();
        if pattern.edge == Some(super::pattern::Edge::Start) {
            (at, at + length)
        } else {
            (at.checked_sub(length)?, at)
        }
    };
    let (from, to) = (start.checked_sub(pattern.left)?, end + pattern.right);
    let at = common
        .held_by_itself(start, end)
        .or_else(|| common.held_by_itself(from, to).map(|at| at + pattern.left))
        .or_else(|| common.held_between(from, to).map(|at| at + pattern.left))?;
    Some((at, at + (end - start)))
}

/// Where a quotation stands in a text, if the quotation and its context leave no doubt. `held` is where it stands if
/// it stands as its selector says.
pub(super) fn quoted(pattern: &Pattern, text: &Index, drift: &Drift, held: Option<usize>) -> Option<(usize, usize)> {
    if pattern.quote.len() > LONG {
        return long(pattern, text, drift, held);
    }
    let near = pattern.stood.map_or(0, |(start, _)| text.text.first_from(start));
    let (found, all) = text.occurrences(pattern, near);
    let whole = |one: &&Occurrence| one.left == pattern.prefix.len() && one.right == pattern.suffix.len();
    let at = match (held, found.iter().filter(whole).collect::<Vec<_>>().as_slice()) {
        (Some(held), _) => held,
        (None, [only]) if all => only.at,
        (None, []) if all => in_its_sentence(pattern, &found, text, drift)?,
        _ => return None,
    };
    (!has_rival(pattern, &found, at, text)).then_some((at, at + pattern.quote.len()))
}

/// Whether the quotation stands elsewhere too, in a context that is very like its own. What is found may then be the
/// look-alike of what was meant, which is gone.
fn has_rival(pattern: &Pattern, found: &[Occurrence], at: usize, text: &Index) -> bool {
    let mut rivals: Vec<&Occurrence> = found.iter().filter(|one| one.at != at).collect();
    rivals.sort_by_key(|one| std::cmp::Reverse(one.left + one.right));
    let long = [pattern.prefix.len() >= ENOUGH, pattern.suffix.len() >= ENOUGH];
    let is_rival = |one: &&Occurrence| {
        fit(pattern, &text.text.chars, one.at as i64).is_some_and(|fit| {
            let half = fit.halves.iter().zip(long).any(|(half, long)| long && *half >= HALF_ALIKE);
            half || fit.context.is_some_and(|context| context >= ALIKE)
        })
    };
    rivals.iter().take(RIVALS).any(is_rival)
}

/// The only occurrence in the same sentences, with the context of one side as it was and enough of the other.
fn in_its_sentence(pattern: &Pattern, found: &[Occurrence], text: &Index, drift: &Drift) -> Option<usize> {
    let mut same = found.iter().filter(|one| one.left >= pattern.left && one.right >= pattern.right);
    let (only, None) = (same.next()?, same.next()) else { return None };
    let (before, after) = (pattern.prefix.len(), pattern.suffix.len());
    let enough = |have: usize, of: usize, sentence: usize| have >= of.min(sentence + ENOUGH);
    let one_whole = (only.left == before && before >= ENOUGH && enough(only.right, after, pattern.right))
        || (only.right == after && after >= ENOUGH && enough(only.left, before, pattern.left));
    let expected = pattern.stood.and_then(|(start, _)| drift.expect(start, text.text.raw.len() as u32));
    let position = text.text.position(only.at);
    let in_order = expected.is_none_or(|expected| (expected.low..=expected.high).contains(&position));
    (one_whole && in_order).then_some(only.at)
}

/// A long quotation: where its head stands, if all of it follows.
fn long(pattern: &Pattern, text: &Index, drift: &Drift, held: Option<usize>) -> Option<(usize, usize)> {
    let (first, _) = pattern.ends();
    let (start, _) = quoted(&first, text, drift, held)?;
    let end = start + pattern.quote.len();
    (text.text.chars.get(start..end) == Some(pattern.quote.as_slice())).then_some((start, end))
}
