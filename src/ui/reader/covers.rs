//! Which of the notes on a text lies on top, which lie below it, and in which order a click reaches them. Bytes and
//! numbers only; draws nothing.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::{Annotation, AnnotationId, Motivation, SideName, Span};
use crate::workspace::Cover;

/// How many lines can stand under a line of text, one for each note that lies below another there.
pub(super) const LANES: usize = 3;

/// Notes on a text, as they lie over each other. Notes are named by their position among the spans asked about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Layers {
    /// Each stretch with the note on top of it, in order.
    pub(super) tops: Vec<(Span, usize)>,
    /// Each stretch where a note lies below another, in the order of their starts.
    pub(super) below: Vec<Below>,
}

/// A stretch where a note lies below another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Below {
    /// Where.
    pub(super) at: Span,
    /// The note.
    pub(super) note: usize,
    /// The lane of its line, from 0: the same wherever the note lies below.
    pub(super) lane: usize,
}

/// What is drawn in the text, in the order in which clicks reach it: the shortest first, of those the newest.
///
/// Bookmarks are not: they have their ribbon beside the text.
pub(super) fn in_order<'a>(covers: impl Iterator<Item = &'a Cover>, side: SideName) -> Vec<&'a Cover> {
    let mut found: Vec<&Cover> = covers.filter(|cover| cover.note.motivation != Motivation::Bookmarking).collect();
    let key = |cover: &&Cover| (length(&cover.note, side), Reverse(cover.note.created));
    found.sort_by(|one, other| key(one).cmp(&key(other)).then_with(|| one.note.id.cmp(&other.note.id)));
    found
}

/// How much of `side` a note is about, in characters.
fn length(note: &Annotation, side: SideName) -> u32 {
    note.target(side).map_or(0, |target| target.selector.end.saturating_sub(target.selector.start))
}

/// How notes lie over each other. `spans` come in the order of clicks; an earlier one lies on a later one.
pub(super) fn layers(spans: &[Span]) -> Layers {
    let mut events: Vec<(u32, bool, usize)> = Vec::with_capacity(2 * spans.len());
    for (nth, span) in spans.iter().enumerate().filter(|(_, span)| !span.is_empty()) {
        events.extend([(span.start, true, nth), (span.end, false, nth)]);
    }
    events.sort_unstable();
    let mut sweep = Sweep::default();
    let mut events = events.into_iter().peekable();
    while let Some((at, starts, nth)) = events.next() {
        sweep.step(starts, nth);
        if let Some((next, ..)) = events.peek()
            && *next > at
        {
            sweep.emit(Span { start: at, end: *next });
        }
    }
    sweep.layers
}

/// What is known at a place of the text on the way from its start to its end.
#[derive(Default)]
struct Sweep {
    layers: Layers,
    here: BTreeSet<usize>,
    /// The note that has each lane, and the last stretch that was drawn in it.
    lanes: [Option<(usize, Option<usize>)>; LANES],
}

impl Sweep {
    fn step(&mut self, starts: bool, note: usize) {
        if starts {
            self.here.insert(note);
            return;
        }
        self.here.remove(&note);
        for lane in &mut self.lanes {
            if lane.is_some_and(|(holder, _)| holder == note) {
                *lane = None;
            }
        }
    }

    fn emit(&mut self, at: Span) {
        let mut here = self.here.iter().copied();
        let Some(top) = here.next() else { return };
        match self.layers.tops.last_mut() {
            Some((last, note)) if *note == top && last.end == at.start => last.end = at.end,
            _ => self.layers.tops.push((at, top)),
        }
        for note in here.take(LANES) {
            let is_held = self.lanes.iter().flatten().any(|(holder, _)| *holder == note);
            if !is_held && let Some(free) = self.lanes.iter_mut().find(|lane| lane.is_none()) {
                *free = Some((note, None));
            }
        }
        for (lane, held) in self.lanes.iter_mut().enumerate() {
            let Some((note, drawn)) = held.as_mut().filter(|(note, _)| *note != top) else { continue };
            match drawn.and_then(|drawn| self.layers.below.get_mut(drawn)) {
                Some(last) if last.at.end == at.start => last.at.end = at.end,
                _ => {
                    *drawn = Some(self.layers.below.len());
                    self.layers.below.push(Below { at, note: *note, lane });
                }
            }
        }
    }
}

/// Which of `spans` lie at a character, or, for mere places, at the gap nearest to the pointer.
pub(super) fn hits(spans: impl Iterator<Item = Span>, under: Option<usize>, gap: usize) -> Vec<usize> {
    let here = |span: &Span| {
        if span.is_empty() { span.start as usize == gap } else { under.is_some_and(|under| span.contains(under)) }
    };
    spans.enumerate().filter(|(_, span)| here(span)).map(|(nth, _)| nth).collect()
}

/// Which of the notes under a click is chosen: the first, or, where the click before met the same ones, the next.
pub(super) fn step(hits: &[AnnotationId], before: &[AnnotationId], chosen: Option<&AnnotationId>) -> Option<usize> {
    let last = hits.len().checked_sub(1)?;
    let now = chosen.and_then(|chosen| hits.iter().position(|hit| hit == chosen)).filter(|_| hits == before);
    Some(match now {
        Some(now) if now < last => now + 1,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Selector, Standing, Target, Timestamp};

    /// "群众囘来了！𠮷家。": three bytes a character but 𠮷, which has four.
    const TEXT: &str = "群众囘来了！𠮷家。";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).expect("it is there");
        Span::new(start, start + words.len())
    }

    fn cover(id: &str, words: &str, created: i64, motivation: Motivation) -> Cover {
        let chars = words.chars().count() as u32;
        let selector = Selector { start: 0, end: chars, exact: words.to_owned(), ..Selector::default() };
        let note = Annotation {
            targets: vec![Target { side: SideName::Source, selector, standing: Standing::Sure }],
            created: Some(Timestamp(created)),
            ..Annotation::new(AnnotationId(id.into()), motivation)
        };
        Cover { at: span(words), note: Arc::new(note), starts: true, ends: true }
    }

    #[test]
    fn the_shortest_lies_on_top_and_of_those_the_newest() {
        use Motivation::{Bookmarking, Commenting, Highlighting};
        let covers = [
            cover("全句", "群众囘来了！", 9, Highlighting),
            cover("旧", "囘来", 1, Highlighting),
            cover("新", "囘来", 2, Commenting),
            cover("签", "囘", 3, Bookmarking),
            cover("字", "𠮷", 1, Highlighting),
        ];
        let order: Vec<&str> =
            in_order(covers.iter(), SideName::Source).iter().map(|cover| &*cover.note.id.0).collect();
        assert_eq!(order, ["字", "新", "旧", "全句"]);
    }

    #[test]
    fn what_lies_below_has_a_line_in_a_lane() {
        let below = |words: &str, note, lane| Below { at: span(words), note, lane };
        for (spans, tops, lines) in [
            (vec!["囘来"], vec![("囘来", 0)], vec![]),
            (vec!["囘来", "群众囘来了！"], vec![("群众", 1), ("囘来", 0), ("了！", 1)], vec![below("囘来", 1, 0)]),
            (vec!["来了", "众囘来"], vec![("众囘", 1), ("来了", 0)], vec![below("来", 1, 0)]),
            (
                vec!["囘", "囘", "众囘来"],
                vec![("众", 2), ("囘", 0), ("来", 2)],
                vec![below("囘", 1, 0), below("囘", 2, 1)],
            ),
            (vec!["群众", "𠮷家"], vec![("群众", 0), ("𠮷家", 1)], vec![]),
        ] {
            let spans: Vec<Span> = spans.into_iter().map(span).collect();
            let found = layers(&spans);
            let expected: Vec<(Span, usize)> = tops.into_iter().map(|(words, note)| (span(words), note)).collect();
            assert_eq!(found.tops, expected);
            assert_eq!(found.below, lines);
        }
        assert_eq!(layers(&[Span::empty(3), Span::empty(3)]), Layers::default());
    }

    #[test]
    fn clicks_step_through_what_lies_there() {
        let ids =
            |names: &[&str]| -> Vec<AnnotationId> { names.iter().map(|name| AnnotationId((*name).into())).collect() };
        let [a, b] = [AnnotationId("甲".into()), AnnotationId("乙".into())];
        let both = ids(&["甲", "乙"]);
        for (hits, before, chosen, expected) in [
            (&both, ids(&[]), None, Some(0)),
            (&both, ids(&["丙"]), Some(&a), Some(0)),
            (&both, both.clone(), Some(&a), Some(1)),
            (&both, both.clone(), Some(&b), Some(0)),
            (&both, both.clone(), None, Some(0)),
            (&ids(&[]), ids(&[]), Some(&a), None),
        ] {
            assert_eq!(step(hits, &before, chosen), expected, "{before:?} {chosen:?}");
        }
    }

    #[test]
    fn places_are_hit_at_their_gap_and_stretches_under_the_pointer() {
        let spans = [span("囘"), span("群众囘来"), Span::empty(6)];
        for (under, gap, expected) in
            [(Some(6), 6, vec![0, 1, 2]), (Some(6), 9, vec![0, 1]), (Some(3), 6, vec![1, 2]), (None, 9, vec![])]
        {
            assert_eq!(hits(spans.iter().copied(), under, gap), expected, "{under:?} {gap}");
        }
    }

    proptest! {
        #[test]
        fn every_covered_byte_has_one_top_and_lanes_never_meet(
            ends in prop::collection::vec((0u32..30, 0u32..30), 0..12),
        ) {
            let spans: Vec<Span> =
                ends.iter().map(|(one, other)| Span { start: *one.min(other), end: *one.max(other) }).collect();
            let found = layers(&spans);
            for at in 0..30 {
                let covering = spans.iter().position(|span| span.contains(at));
                let tops: Vec<usize> =
                    found.tops.iter().filter(|(span, _)| span.contains(at)).map(|(_, note)| *note).collect();
                prop_assert_eq!(tops, Vec::from_iter(covering));
                let mut lanes: Vec<usize> =
                    found.below.iter().filter(|below| below.at.contains(at)).map(|below| below.lane).collect();
                let many = lanes.len();
                lanes.sort_unstable();
                lanes.dedup();
                prop_assert_eq!(lanes.len(), many);
                let count = spans.iter().filter(|span| span.contains(at)).count();
                prop_assert!(count < 2 || many > 0, "what lies below is seen");
            }
        }
    }
}
