//! When a place is beyond doubt. In formulaic text the next sentence differs in one name, so a sentence that the
//! quotation is a part of counts with it, and one that is merely very like it counts for nothing.

use super::common::Common;
use super::drift::Drift;
use super::fit::{Fit, fit};
use super::index::{Index, Occurrence};
use super::pattern::{Edge, LONG, Pattern};
use super::track::Course;
use super::versions::Ways;
use crate::model::{CONTEXT, Selector};

/// How many characters of the worse half of the context have to stand without a difference, if the other half does as
/// a whole.
const ENOUGH: usize = 12;

/// How many other places of a quotation are compared with the one that is found.
const RIVALS: usize = 16;

/// How like the context of a quotation that of its other places may be, 0 to 1. Sentences that differ in one or two
/// names are more alike than that, unrelated ones far less.
const ALIKE: f32 = 0.65;

/// How like a quotation another place may be, and how like its sentence; less so than what is kept of a sentence.
const QUOTE_ALIKE: f32 = 0.6;
const SENTENCE_ALIKE: f32 = 0.62;

/// How much of a sentence, and of the text before or after a quotation, has to be as it was.
const KEPT: f32 = 0.75;

/// How many characters of a sentence are looked at on either side of a quotation.
const SENTENCE: usize = 400;

/// The same for the context of one side: the last of a list of look-alikes has another neighbour on one side only.
const HALF_ALIKE: f32 = 0.8;

/// Where a quotation of the old text stands in the new one, in comparable characters, if that is certain.
///
/// It is where a run that stands once in each version is a part of it, or of the sentences it is a part of, and all of
/// them are there; or where such runs stand before and after those sentences with nothing between changed.
pub(super) fn moved(selector: &Selector, old: &Index, common: &Common) -> Option<(usize, usize)> {
    let (pattern, start, end) = stood(selector, old)?;
    let left = |sentence: &Pattern| if pattern.edge.is_none() { (sentence.left, sentence.right) } else { (0, 0) };
    let (left, right) = sentence_of(selector, old).as_ref().map_or((0, 0), left);
    let (from, to) = (start.checked_sub(left)?, end + right);
    let at = common
        .held_by_itself(start, end)
        .or_else(|| common.held_by_itself(from, to).map(|at| at + left))
        .or_else(|| common.held_between(from, to).map(|at| at + left))?;
    Some((at, at + (end - start)))
}

/// Where a quotation of the old text stands in the new one, if the way from the one to the other leaves no doubt: the
/// quotation is as it was but for marks, most of its sentence and of what is before or after it too, and nothing in
/// either text is like it.
pub(super) fn tracked(selector: &Selector, ways: &Ways) -> Option<(usize, usize)> {
    let (pattern, start, end) = stood(selector, &ways.old)?;
    if pattern.edge.is_some() {
        return None;
    }
    let track = &ways.track;
    let course = track.unchanged(start, end, &ways.old.text.chars, &ways.new.text.chars)?;
    let kept_around = track.likeness_before(start, CONTEXT).max(track.likeness_after(end, CONTEXT));
    (kept_around >= KEPT && is_alone(selector, (start, end), course, ways)).then_some((course.start, course.end))
}

/// The code points where a quotation went that may have changed a little, if that leaves no doubt about the place.
pub(super) fn followed(selector: &Selector, ways: &Ways) -> Option<(u32, u32)> {
    let (_, start, end) = stood(selector, &ways.old)?;
    let course = ways.track.mostly(start, end)?;
    is_alone(selector, (start, end), course, ways).then(|| ways.new.text.span(course.start, course.end))
}

/// Whether the sentence of a quotation is where the quotation went, and nothing else in either text is so like it that
/// the one may be taken for the other, changes of some characters included.
fn is_alone(selector: &Selector, (start, end): (usize, usize), course: Course, ways: &Ways) -> bool {
    let Some(sentence) = sentence_of(selector, &ways.old) else { return false };
    let (from, to) = (start.saturating_sub(sentence.left), end + sentence.right);
    let whole = (sentence.left + sentence.right + sentence.quote.len()) as f32;
    let is_equal = |fit: &Fit| {
        let quote = fit.quote * sentence.quote.len() as f32;
        let rest = fit.context.unwrap_or_default() * (sentence.left + sentence.right) as f32;
        fit.quote >= QUOTE_ALIKE && (quote + rest) / whole >= SENTENCE_ALIKE
    };
    let has_equal = |text: &Index, at: usize| text.others(&sentence, at).iter().any(is_equal);
    ways.track.likeness(from, to) >= KEPT && !has_equal(&ways.old, start) && !has_equal(&ways.new, course.start)
}

/// The sentences that a quotation is a part of.
fn sentence_of(selector: &Selector, text: &Index) -> Option<Pattern> {
    Pattern::in_sentence(&text.text.selector_in(selector.start, selector.end, SENTENCE))
}

/// What to look for to find a selector again, and where it stood in comparable characters of the text it is of; nothing
/// where it does not stand as it says.
fn stood(selector: &Selector, text: &Index) -> Option<(Pattern, usize, usize)> {
    if !text.text.holds(selector) {
        return None;
    }
    let pattern = Pattern::new(selector)?;
    let (first, length) = (text.text.first_from(selector.start), pattern.quote.len());
    let (start, end) = match pattern.edge {
        None => (first, text.text.first_from(selector.end)),
        Some(Edge::Start) => (first, first + length),
        Some(Edge::End) => (first.checked_sub(length)?, first),
    };
    Some((pattern, start, end))
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
    let is_rival = |one: &&Occurrence| {
        fit(pattern, &text.text.chars, one.at as i64).is_some_and(|fit| is_in_like_context(pattern, &fit))
    };
    rivals.iter().take(RIVALS).any(is_rival)
}

/// Whether what stands around a place is very like the context of a quotation.
fn is_in_like_context(pattern: &Pattern, fit: &Fit) -> bool {
    let long = [pattern.prefix.len() >= ENOUGH, pattern.suffix.len() >= ENOUGH];
    let half = fit.halves.iter().zip(long).any(|(half, long)| long && *half >= HALF_ALIKE);
    half || fit.context.is_some_and(|context| context >= ALIKE)
}

/// The only occurrence in the same sentences, with the context of one side as it was and enough of the other, where the
/// notes around it say that it must be.
fn in_its_sentence(pattern: &Pattern, found: &[Occurrence], text: &Index, drift: &Drift) -> Option<usize> {
    let mut same = found.iter().filter(|one| one.left >= pattern.left && one.right >= pattern.right);
    let (only, None) = (same.next()?, same.next()) else { return None };
    let (before, after) = (pattern.prefix.len(), pattern.suffix.len());
    let enough = |have: usize, of: usize, sentence: usize| have >= of.min(sentence + ENOUGH);
    let one_whole = (only.left == before && before >= ENOUGH && enough(only.right, after, pattern.right))
        || (only.right == after && after >= ENOUGH && enough(only.left, before, pattern.left));
    // A look-alike that took the place of what is gone may have such a context too, but stands elsewhere.
    let expected = pattern.stood.and_then(|(start, _)| drift.expect(start, text.text.raw.len() as u32));
    let in_place = expected.is_some_and(|expected| expected.steady && expected.at == text.text.position(only.at));
    (one_whole && in_place).then_some(only.at)
}

/// A long quotation: where its head stands, if all of it follows.
fn long(pattern: &Pattern, text: &Index, drift: &Drift, held: Option<usize>) -> Option<(usize, usize)> {
    let (first, _) = pattern.ends();
    let (start, _) = quoted(&first, text, drift, held)?;
    let end = start + pattern.quote.len();
    (text.text.chars.get(start..end) == Some(pattern.quote.as_slice())).then_some((start, end))
}
