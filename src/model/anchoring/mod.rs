//! Finding the places of notes again: in a corrected version of their document, or in the document that a file of
//! notes belongs to. No I/O.
//!
//! A wrong silent match is the worst outcome, so a place is sure only where its text is beyond doubt; what merely looks
//! right is put before a person. Texts are compared without blanks and in one character form, so that a conversion
//! between traditional and simplified characters, or blanks that a correction removed, are no change.
//!
//! Between two versions of a text a place is sure where a run of characters that stands once in each version holds it
//! and its sentence (`sure::moved`), or where all good ways of making the one version out of the other leave the
//! quotation as it was, at one place, and nothing else in either version is like it (`sure::tracked`). For a quotation
//! alone (`sure::quoted`) it is sure where it and its context are found without a difference, once. What is not sure is
//! looked for by approximate matching (`fit`), and put where quotation, context and neighbours fit best.

mod common;
mod drift;
mod fit;
mod grams;
mod guess;
mod index;
mod pattern;
mod plain;
mod sure;
mod track;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use self::drift::rising;
pub use self::versions::{Stretch, Versions};

use self::drift::Drift;
use self::guess::guess;
use self::index::Index;
use self::pattern::{LONG, Pattern};
use super::{Document, Selector, SideName, SideText, Standing, Target, Work};

/// The work with its notes and drafts moved from `old`, the texts of its sides, to `new`, those of a later version or
/// of another reading.
///
/// The alignment is that of `old` still: rows are for the aligner to make. Targets that were lost are looked for
/// again; targets that a person has yet to confirm stay so.
#[must_use]
pub fn move_all(work: &Work, old: &[Option<SideText>; 2], new: &[Option<SideText>; 2]) -> Work {
    on_each_side(work, |side, targets| match (&old[side as usize], &new[side as usize]) {
        (Some(before), Some(after)) => Some(move_targets(targets, before, after)),
        (None, Some(after)) => Some(place_all(targets, after)),
        (_, None) => None,
    })
}

/// The work with its targets found by `find`, which gets those of each side; where a side is not there, they are lost.
fn on_each_side(work: &Work, find: impl Fn(SideName, &[&Target]) -> Option<Vec<Target>>) -> Work {
    let notes = work.annotations.values().flat_map(|one| one.targets.iter());
    let targets: Vec<&Target> = notes.chain(work.drafts.values().map(|draft| &draft.target)).collect();
    let mut moved = owned(&targets);
    for side in SideName::BOTH {
        let chosen: Vec<usize> = (0..targets.len()).filter(|nth| targets[*nth].side == side).collect();
        if chosen.is_empty() {
            continue;
        }
        let here: Vec<&Target> = chosen.iter().map(|nth| targets[*nth]).collect();
        let found = find(side, &here).unwrap_or_else(|| here.into_iter().map(lost).collect());
        for (nth, target) in chosen.into_iter().zip(found) {
            moved[nth] = target;
        }
    }
    with_targets(work, moved)
}

fn owned(targets: &[&Target]) -> Vec<Target> {
    targets.iter().map(|target| (*target).clone()).collect()
}

/// Whether the quotations of all notes and drafts stand where they say, but for those that are known to be lost.
pub fn stands(work: &Work, document: &Document) -> bool {
    let texts = SideText::both(document);
    let stands = |target: &Target| {
        target.standing == Standing::Lost
            || texts[target.side as usize].as_ref().is_some_and(|text| text.holds(&target.selector))
    };
    work.annotations.values().flat_map(|one| &one.targets).all(stands)
        && work.drafts.values().all(|draft| stands(&draft.target))
}

/// The work with its notes and drafts where they stand in `document` as it is read now, when nothing is known of how it
/// was read before. What stands as it says, with its context, stays.
#[must_use]
pub fn place_work(work: &Work, document: &Document) -> Work {
    on_each_side(work, |side, targets| {
        let text = document.side(side).map(SideText::new)?;
        let holds = |target: &&Target| target.standing == Standing::Lost || text.holds(&target.selector);
        if targets.iter().all(holds) {
            return Some(owned(targets));
        }
        let index = Index::new(&text);
        let stands = |target: &Target| target.standing != Standing::Lost && index.text.holds(&target.selector);
        Some(place_others(targets, &index, stands))
    })
}

/// The targets, all of one side, in a later version of its text, in the order given.
#[must_use]
pub fn move_targets(targets: &[&Target], old: &SideText, new: &SideText) -> Vec<Target> {
    Versions::new(old, new).targets(targets)
}

/// A target that is known by its selector alone, in a text that may be another than the one it was made in.
#[must_use]
pub fn place(target: &Target, text: &SideText) -> Target {
    place_all(&[target], text).pop().unwrap_or_else(|| target.clone())
}

/// Targets that are known by their selectors alone, all of one side, in the order given. Those that are sure help to
/// place the others.
#[must_use]
pub fn place_all(targets: &[&Target], text: &SideText) -> Vec<Target> {
    place_others(targets, &Index::new(text), |_| false)
}

/// Places all targets but those that stand already; these too help to place the others.
fn place_others(targets: &[&Target], index: &Index, stands: impl Fn(&Target) -> bool) -> Vec<Target> {
    let nothing = Drift::new(Vec::new());
    let surely = |target: &&Target| {
        if stands(target) { Some((*target).clone()) } else { surely_quoted(target, index, &nothing) }
    };
    let mut placed: Vec<Option<Target>> = targets.iter().map(surely).collect();
    let mut pairs: Vec<(u32, u32)> = targets
        .iter()
        .zip(&placed)
        .filter(|(target, _)| target.selector.end > target.selector.start)
        .filter_map(|(target, placed)| Some((target.selector.start, placed.as_ref()?.selector.start)))
        .collect();
    pairs.sort_unstable();
    let drift = Drift::new(rising(&pairs));
    targets
        .iter()
        .zip(&mut placed)
        .map(|(target, placed)| placed.take().unwrap_or_else(|| found(target, index, true, &drift)))
        .collect()
}

/// Where a target is found: surely, if its quotation is all that is known, else probably or not at all.
fn found(target: &Target, new: &Index, quoted: bool, drift: &Drift) -> Target {
    if quoted && let Some(target) = surely_quoted(target, new, drift) {
        return target;
    }
    let Some(pattern) = Pattern::new(&target.selector) else {
        return by_position(target, new);
    };
    let found = likely(&pattern, &target.selector, new, drift).or_else(|| only(&pattern, &target.selector, new));
    match found {
        Some((start, end)) => to_confirm(target, new.text.selector(start, end)),
        None => lost(target),
    }
}

fn surely_quoted(target: &Target, index: &Index, drift: &Drift) -> Option<Target> {
    let Selector { start, end, .. } = target.selector;
    let holds = end > start && index.text.holds(&target.selector);
    let Some(pattern) = Pattern::new(&target.selector).filter(|pattern| pattern.edge.is_none()) else {
        return holds.then(|| surely(target, index, start, end));
    };
    let held = holds.then(|| index.text.first_from(start));
    let (from, to) = sure::quoted(&pattern, index, drift, held)?;
    let (start, end) = if holds { (start, end) } else { pattern.place(&index.text, &target.selector, from, to) };
    Some(surely(target, index, start, end))
}

/// Where the pattern probably is, in code points. A long quotation is found by its ends.
fn likely(pattern: &Pattern, selector: &Selector, new: &Index, drift: &Drift) -> Option<(u32, u32)> {
    if pattern.quote.len() <= LONG {
        let (start, end) = guess(pattern, new, drift)?;
        return Some(pattern.place(&new.text, selector, start, end));
    }
    let (head, tail) = pattern.ends();
    let (start, first_end) = guess(&head, new, drift)?;
    let (last_start, end) = guess(&tail, new, drift)?;
    let length = end.checked_sub(start)?;
    let alike = first_end <= last_start && (pattern.quote.len() / 2..=pattern.quote.len() * 2).contains(&length);
    alike.then(|| new.text.span(start, end))
}

/// Where a quotation of some length stands without a difference, if it does so once: its context may all be gone.
fn only(pattern: &Pattern, selector: &Selector, new: &Index) -> Option<(u32, u32)> {
    const TELLING: usize = 6;
    let (found, true) = new.occurrences(pattern, 0) else { return None };
    let [one] = found.as_slice() else { return None };
    let telling = pattern.edge.is_none() && pattern.quote.len() >= TELLING;
    telling.then(|| pattern.place(&new.text, selector, one.at, one.at + pattern.quote.len()))
}

/// A target that says only where it stood, and quotes nothing.
fn by_position(target: &Target, index: &Index) -> Target {
    let Selector { start, end, .. } = target.selector;
    if start <= end && end as usize <= index.text.raw.len() && end > 0 {
        return to_confirm(target, index.text.selector(start, end));
    }
    lost(target)
}

fn surely(target: &Target, index: &Index, start: u32, end: u32) -> Target {
    let selector = index.text.selector(start, end);
    match &target.standing {
        Standing::ToConfirm { was } => {
            Target { side: target.side, selector, standing: Standing::ToConfirm { was: was.clone() } }
        }
        Standing::Sure | Standing::Lost => Target { side: target.side, selector, standing: Standing::Sure },
    }
}

fn to_confirm(target: &Target, selector: Selector) -> Target {
    let was = match &target.standing {
        Standing::ToConfirm { was } => was.clone(),
        Standing::Sure | Standing::Lost => target.selector.clone(),
    };
    Target { side: target.side, selector, standing: Standing::ToConfirm { was } }
}

/// A target whose text is gone: it keeps what it quoted when it was last sure.
fn lost(target: &Target) -> Target {
    let selector = match &target.standing {
        Standing::ToConfirm { was } => was.clone(),
        Standing::Sure | Standing::Lost => target.selector.clone(),
    };
    Target { side: target.side, selector, standing: Standing::Lost }
}

/// The work with other targets, given in the order of its annotations and then its drafts.
fn with_targets(work: &Work, targets: Vec<Target>) -> Work {
    let mut targets = targets.into_iter();
    let mut annotations = BTreeMap::new();
    for (id, one) in work.annotations.iter() {
        let moved: Vec<Target> = targets.by_ref().take(one.targets.len()).collect();
        let kept = if moved == one.targets {
            one.clone()
        } else {
            Arc::new(super::Annotation { targets: moved, ..(**one).clone() })
        };
        annotations.insert(id.clone(), kept);
    }
    let mut drafts = BTreeMap::new();
    for (id, draft) in work.drafts.iter() {
        let target = targets.next().unwrap_or_else(|| draft.target.clone());
        let kept =
            if target == draft.target { draft.clone() } else { Arc::new(super::Draft { target, ..(**draft).clone() }) };
        drafts.insert(id.clone(), kept);
    }
    Work { annotations: Arc::new(annotations), drafts: Arc::new(drafts), ..work.clone() }
}
