//! Cutting sentences: where one ends inside a passage. Pairs hold the same text before and after.

use super::saying::chosen;
use super::{Done, Refusal, Scene};
use crate::model::{Alignment, IndexRange, RunnerUp, Segment, SideName, Span};

/// Ends a sentence at a byte of a passage. Blanks at the place belong to the sentence before.
pub(super) fn cut(scene: &Scene<'_>, side: SideName, (passage, at): (usize, usize)) -> Result<Done, Refusal> {
    let alignment = &*scene.work.alignment;
    let text = text(scene, side, passage)?;
    let at = behind_blanks(text, at).ok_or(Refusal::NoPlace)?;
    let nth = alignment.segment_at(side, passage, at).ok_or(Refusal::CutAlready)?;
    let segment = alignment.segments(side).get(nth).ok_or(Refusal::NoPlace)?;
    if segment.at.start as usize == at {
        return Err(Refusal::CutAlready);
    }
    let before = text.get(segment.at.start as usize..at).ok_or(Refusal::NoPlace)?;
    if before.trim().is_empty() {
        return Err(Refusal::NoPlace);
    }
    let after = split_segment(alignment.clone(), side, nth, at as u32);
    Ok(Done { alignment: after, carried: None, chosen: (side, nth + 1) })
}

/// Makes one sentence of two that follow each other in one pair and one passage.
pub(super) fn join(alignment: &Alignment, side: SideName, nth: usize) -> Result<Done, Refusal> {
    let segments = alignment.segments(side);
    let first = segments.get(nth).ok_or(Refusal::Gone)?;
    let second = segments.get(nth + 1).filter(|second| second.passage == first.passage);
    second.ok_or(Refusal::NoNextSentence)?;
    let beads = [nth, nth + 1].map(|nth| alignment.bead_of(side, nth));
    let [Some(one), Some(other)] = beads else { return Err(Refusal::Gone) };
    if one != other {
        let addresses = alignment.address(one).zip(alignment.address(other)).ok_or(Refusal::Gone)?;
        return Err(Refusal::TwoPairs(addresses.0, addresses.1));
    }
    let mut after = alignment.clone();
    let segments = segments_mut(&mut after, side);
    let gone = segments.remove(nth + 1);
    segments[nth].at.end = gone.at.end;
    move_sentences(&mut after, side, Shift::joined(nth as u32));
    let cuts = |range: IndexRange| range.start == nth as u32 + 1 || range.end == nth as u32 + 1;
    let split_there =
        |one: &RunnerUp| cuts(part(one.instead_of, side)) || cuts(part((one.source, one.translation), side));
    let was: Vec<bool> = alignment.runners_up.iter().map(split_there).collect();
    let mut was = was.into_iter();
    after.runners_up.retain(|_| !was.next().unwrap_or_default());
    let chosen = chosen(&after, one);
    Ok(Done { alignment: after, carried: None, chosen })
}

/// The alignment with two sentences in the place of one, the second from byte `at` of the passage on.
pub(super) fn split_segment(mut alignment: Alignment, side: SideName, nth: usize, at: u32) -> Alignment {
    let segments = segments_mut(&mut alignment, side);
    let Segment { passage, at: was } = segments[nth];
    segments[nth].at = Span { start: was.start, end: at };
    segments.insert(nth + 1, Segment { passage, at: Span { start: at, end: was.end } });
    move_sentences(&mut alignment, side, Shift::split(nth as u32));
    alignment
}

/// How ranges of a list follow when some of it comes or goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    /// Ranges that start at this position or later start so much later, or earlier.
    starts_from: u32,
    /// Ranges that end behind this position end so much later, or earlier.
    ends_behind: u32,
    by: i64,
}

impl Shift {
    /// One becomes two: what holds it holds both.
    pub(super) fn split(at: u32) -> Self {
        Self { starts_from: at + 1, ends_behind: at, by: 1 }
    }

    /// One and the next become one.
    pub(super) fn joined(at: u32) -> Self {
        Self { by: -1, ..Self::split(at) }
    }

    /// Some come in before a position.
    pub(super) fn inserted(at: u32, count: u32) -> Self {
        Self { starts_from: at, ends_behind: at, by: i64::from(count) }
    }

    /// One goes.
    pub(super) fn removed(at: u32) -> Self {
        Self { starts_from: at + 1, ends_behind: at, by: -1 }
    }

    /// Where a range is then.
    pub(super) fn range(self, range: IndexRange) -> IndexRange {
        let moved = |position: u32, moves: bool| {
            if moves { (i64::from(position) + self.by).max(0) as u32 } else { position }
        };
        let end = moved(range.end, range.end > self.ends_behind);
        if range.is_empty() {
            return IndexRange { start: end, end };
        }
        IndexRange { start: moved(range.start, range.start >= self.starts_from).min(end), end }
    }

    /// Where a position is then.
    pub(super) fn position(self, position: u32) -> u32 {
        self.range(IndexRange { start: position, end: position + 1 }).start
    }
}

/// Lets beads and runners-up follow what comes into the sentences of a side or goes from them.
pub(super) fn move_sentences(alignment: &mut Alignment, side: SideName, shift: Shift) {
    for bead in &mut alignment.beads {
        let part = if side == SideName::Source { &mut bead.source } else { &mut bead.translation };
        *part = shift.range(*part);
    }
    for runner_up in &mut alignment.runners_up {
        let (own, instead) = match side {
            SideName::Source => (&mut runner_up.source, &mut runner_up.instead_of.0),
            SideName::Translation => (&mut runner_up.translation, &mut runner_up.instead_of.1),
        };
        (*own, *instead) = (shift.range(*own), shift.range(*instead));
    }
}

pub(super) fn segments_mut(alignment: &mut Alignment, side: SideName) -> &mut Vec<Segment> {
    match side {
        SideName::Source => &mut alignment.source,
        SideName::Translation => &mut alignment.translation,
    }
}

pub(super) fn part((source, translation): (IndexRange, IndexRange), side: SideName) -> IndexRange {
    match side {
        SideName::Source => source,
        SideName::Translation => translation,
    }
}

/// The reading text of a passage.
pub(super) fn text<'a>(scene: &Scene<'a>, side: SideName, passage: usize) -> Result<&'a str, Refusal> {
    let passage = scene.document.side(side).and_then(|side| side.passages.get(passage));
    passage.map(|passage| passage.text.text()).ok_or(Refusal::Gone)
}

/// The place behind the blanks that stand at a byte; nothing where that is no boundary, or nothing but blanks follows.
pub(super) fn behind_blanks(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blanks = rest.len() - rest.trim_start().len();
    (blanks < rest.len() && at + blanks > 0).then_some(at + blanks)
}
