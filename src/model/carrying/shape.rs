//! Sentences found again by their shape, where the text as it was read before is not known: a passage whose sentences
//! all have the lengths that they had, among others of which the same is true, is the same passage.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Find, Found};
use crate::model::anchoring::rising;
use crate::model::{IndexRange, Segment, SideName};

/// Passages of a run: so many shapes in a row are not the same by chance.
const RUN: usize = 4;

/// For each sentence of the old reading the one that it is now.
pub(super) struct ByShape(Vec<Option<u32>>);

/// A passage by where its sentences end.
struct Shape {
    /// Position of its first sentence in the side.
    first: u32,
    sentences: u32,
    ends: u64,
}

impl ByShape {
    pub(super) fn new(old: &[Segment], new: &[Segment]) -> Self {
        let (before, now) = (shapes(old), shapes(new));
        let mut found = vec![None; old.len()];
        for (one, other) in before.iter().zip(same(&before, &now)) {
            let Some(other) = other.map(|other| &now[other]) else { continue };
            for nth in 0..one.sentences {
                found[(one.first + nth) as usize] = Some(other.first + nth);
            }
        }
        Self(found)
    }
}

impl Find for ByShape {
    fn find(&self, _: SideName, sentences: IndexRange) -> Option<Found> {
        let found = self.0.get(sentences.range())?;
        let start = (*found.first()?)?;
        let in_order = (start..).zip(found).all(|(expected, found)| *found == Some(expected));
        let at = IndexRange { start, end: start + found.len() as u32 };
        in_order.then_some(Found { at, changed: false })
    }
}

fn shapes(segments: &[Segment]) -> Vec<Shape> {
    let mut first = 0;
    let shape = |passage: &[Segment]| {
        let mut ends = FxHasher::default();
        for segment in passage {
            ends.write_u32(segment.at.end);
        }
        let shape = Shape { first, sentences: passage.len() as u32, ends: ends.finish() };
        first += shape.sentences;
        shape
    };
    segments.chunk_by(|one, next| one.passage == next.passage).map(shape).collect()
}

/// For each passage of the old reading the one that it is now.
///
/// What stands in the middle of a run that both readings have once is known. From there, and from the ends, shapes are
/// followed as far as they agree; where that reaches the same passage from both sides along different ways, one of
/// several passages of one shape came or went, and none of them is known.
fn same(before: &[Shape], now: &[Shape]) -> Vec<Option<usize>> {
    let mut found = vec![None; before.len()];
    let (mut from, mut to) = (0, 0);
    let runs = rising(&common(before, now));
    for block in runs.chunk_by(|one, next| next.0 == one.0 + 1 && next.1 == one.1 + 1) {
        let [at, there] = [block[0].0, block[0].1].map(|first| first as usize + RUN - 1);
        let known = (block.len() + 1).saturating_sub(RUN);
        if known == 0 {
            continue;
        }
        follow(&mut found, (before, from..at), (now, to..there));
        for nth in 0..known {
            found[at + nth] = Some(there + nth);
        }
        (from, to) = (at + known, there + known);
    }
    follow(&mut found, (before, from..before.len()), (now, to..now.len()));
    found
}

/// Follows shapes from both ends of a gap.
fn follow(found: &mut [Option<usize>], (before, old): (&[Shape], Range<usize>), (now, new): (&[Shape], Range<usize>)) {
    let alike = |(one, other): &(usize, usize)| before[*one].ends == now[*other].ends;
    let shorter = old.len().min(new.len());
    let mut top = old.clone().zip(new.clone()).take_while(alike).count();
    let mut bottom = old.clone().rev().zip(new.clone().rev()).take_while(alike).count();
    if top + bottom > shorter && old.len() != new.len() {
        (top, bottom) = (shorter - bottom, shorter - top);
    }
    for (one, other) in old.clone().zip(new.clone()).take(top) {
        found[one] = Some(other);
    }
    for (one, other) in old.rev().zip(new.rev()).take(bottom) {
        found[one] = Some(other);
    }
}

/// Where runs of shapes start that stand once in each reading, in the order of the old one.
fn common(before: &[Shape], now: &[Shape]) -> Vec<(u32, u32)> {
    let ends = |run: &[Shape]| run.iter().map(|shape| shape.ends).collect::<Vec<u64>>();
    let places = |shapes: &[Shape]| {
        let mut places: FxHashMap<Vec<u64>, Option<u32>> = FxHashMap::default();
        for (at, run) in shapes.windows(RUN).enumerate() {
            places.entry(ends(run)).and_modify(|place| *place = None).or_insert(Some(at as u32));
        }
        places
    };
    let (in_old, in_new) = (places(before), places(now));
    let once = |run: &[Shape]| {
        let run = ends(run);
        in_old.get(&run).copied().flatten().zip(in_new.get(&run).copied().flatten())
    };
    before.windows(RUN).filter_map(once).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// Passages by the bytes of their only sentences.
    fn side(lengths: &[usize]) -> Vec<Segment> {
        let passage = |(nth, length): (usize, &usize)| Segment { passage: nth as u32, at: Span::new(0, *length) };
        lengths.iter().enumerate().map(passage).collect()
    }

    #[test]
    fn passages_are_known_by_their_shapes_and_their_neighbours() {
        for (what, old, new, expected) in [
            ("一样", &[3, 6, 9][..], &[3, 6, 9][..], "0 1 2"),
            ("中间变了", &[3, 6, 9, 3, 12], &[3, 6, 15, 3, 12], "0 1 - 3 4"),
            ("少了一段", &[3, 6, 9, 3, 12], &[3, 9, 3, 12], "0 - 1 2 3"),
            ("同样长的少了一段", &[3, 6, 6, 6, 12], &[3, 6, 6, 12], "0 - - - 3"),
            ("全一样长", &[6, 6, 6], &[6, 6, 6], "0 1 2"),
            ("同样长的多了一段", &[6, 6, 6], &[6, 6, 6, 6], "- - -"),
            (
                "两处变了",
                &[3, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 3],
                &[3, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 7, 7, 3],
                "0 - 2 3 4 5 6 7 8 9 10 - 13",
            ),
            ("空", &[], &[3], ""),
        ] {
            let found = ByShape::new(&side(old), &side(new)).0;
            let said: Vec<String> = found.iter().map(|at| at.map_or("-".to_owned(), |at| at.to_string())).collect();
            assert_eq!(said.join(" "), expected, "{what}");
        }
    }
}
