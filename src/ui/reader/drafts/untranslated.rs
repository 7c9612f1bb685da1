//! Going from one text without a translation to the next.

use super::insets::{Gap, Kind, Texts, Typed, insets};
use crate::model::{Bead, SideName, Status};

/// The next text without a translation, nor a draft of one, after the current pair, or the one before it: its row, the
/// pair in it where only a part of the row has none, and the gap. After the last comes the first. What is `typed` just now
/// is a draft already.
pub(super) fn next(
    texts: &Texts,
    typed: Option<&Typed>,
    (row, pair): (usize, Option<usize>),
    forward: bool,
) -> Option<(usize, Option<usize>, Gap)> {
    let rows = texts.alignment.rows.len();
    let texts = Texts { asks: true, ..*texts };
    let here = texts.alignment.rows.get(row)?;
    let bead = here.beads.start as usize + pair.unwrap_or_default();
    // A row that is current as a whole stands at its gap if it is one, and else before the first of its gaps.
    let is_ahead = |gap: &Gap| match (forward, pair) {
        (_, _) if here.translation.is_empty() && !gap.is_part => false,
        (forward, None) => forward,
        (true, Some(_)) => gap.beads.start > bead,
        (false, Some(_)) => gap.beads.start < bead,
    };
    let at = |nth: usize| {
        let mut gaps = gaps(&texts, typed, nth);
        if !forward {
            gaps.reverse();
        }
        gaps.into_iter()
    };
    let answer = |(nth, gap): (usize, Gap)| {
        let row = texts.alignment.rows.get(nth)?;
        let pair = gap.is_part.then(|| gap.beads.start.saturating_sub(row.beads.start as usize));
        Some((nth, pair, gap))
    };
    let others = (1..=rows).map(|step| if forward { (row + step) % rows } else { (row + rows - step) % rows });
    let here = at(row).find(is_ahead).map(|gap| (row, gap));
    here.or_else(|| others.into_iter().find_map(|nth| Some((nth, at(nth).next()?)))).and_then(answer)
}

/// The gaps of a row's translation. Rows that cannot have one are told at a glance: there may be very many.
fn gaps(texts: &Texts, typed: Option<&Typed>, nth: usize) -> Vec<Gap> {
    let Some(row) = texts.alignment.rows.get(nth) else { return Vec::new() };
    let beads = texts.alignment.beads.get(row.beads.range()).unwrap_or_default();
    let is_open = |bead: &Bead| bead.translation.is_empty() && bead.status != Status::LeftOut;
    if !beads.is_empty() && !beads.iter().any(is_open) {
        return Vec::new();
    }
    let gap = |kind| match kind {
        Kind::Gap(gap) => Some(gap),
        _ => None,
    };
    let all = insets(texts, nth, typed).into_iter().filter(|inset| inset.side == SideName::Translation);
    all.filter_map(|inset| gap(inset.kind)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Draft, DraftId, Edit, SidePlace};
    use crate::ui::reader::drafts::samples::Sample;

    #[test]
    fn gaps_follow_each_other_round_and_round() {
        let mut sample = Sample::new();
        let go = |sample: &Sample, from, forward| {
            next(&sample.texts(), None, from, forward).map(|(row, pair, _)| (row, pair))
        };
        for (from, forward, expected) in [
            ((0, None), true, (0, Some(1))),
            ((0, Some(0)), true, (0, Some(1))),
            ((0, Some(1)), true, (1, None)),
            ((1, None), true, (0, Some(1))),
            ((2, None), true, (0, Some(1))),
            ((3, None), false, (1, None)),
            ((1, None), false, (0, Some(1))),
            ((0, Some(3)), false, (0, Some(1))),
            ((0, Some(1)), false, (1, None)),
            ((0, None), false, (1, None)),
        ] {
            assert_eq!(go(&sample, from, forward), Some(expected), "{from:?} {forward}");
        }
        sample.leave_out(1);
        sample.leave_out(2);
        assert_eq!(go(&sample, (0, None), true), Some((1, None)));
        let place = |at| SidePlace { passage: 1, at };
        let target = sample.places.target(SideName::Source, place(0), place(27)).expect("it is there");
        let draft = Draft::new(DraftId("甲".into()), target, "Copies to all.".to_owned());
        sample.edit(&Edit::PutDraft(Arc::new(draft)));
        assert_eq!(go(&sample, (0, None), true), None);
    }
}
