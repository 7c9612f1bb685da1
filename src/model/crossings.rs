//! Beads and rows that stand out of order: a person paired a sentence with one that comes earlier or later than its
//! neighbours'.
//!
//! All of a list but these are in order on both sides, so what a place of the translation belongs to is found by
//! halving the list without them, and then among them.

use std::ops::Range;

use super::{Bead, IndexRange, Row};

/// The beads and rows of an alignment that stand out of order. Nothing in nearly all alignments.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Crossings {
    /// Among the alignment's `beads`.
    pub beads: OutOfOrder,
    /// Among its `rows`.
    pub rows: OutOfOrder,
}

impl Crossings {
    /// Those of an alignment with these rows and beads, both in the order of the source.
    pub fn of(rows: &[Row], beads: &[Bead]) -> Self {
        Self {
            beads: OutOfOrder::of(beads.iter().map(|bead| bead.translation)),
            rows: OutOfOrder::of(rows.iter().map(|row| row.translation)),
        }
    }

    /// Whether nothing stands out of order.
    pub fn is_empty(&self) -> bool {
        self.beads.is_empty() && self.rows.is_empty()
    }
}

/// The fewest of a list without which the translation of the others is in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutOfOrder {
    /// Their positions, ascending.
    by_place: Vec<u32>,
    /// The same, ordered by their translation.
    by_translation: Vec<u32>,
}

impl OutOfOrder {
    /// Those of a list that has these ranges of the translation, which share no position. Empty ones are in order
    /// wherever they stand.
    pub fn of(ranges: impl Iterator<Item = IndexRange> + Clone) -> Self {
        if is_in_order(ranges.clone()) {
            return Self::default();
        }
        let some: Vec<(usize, IndexRange)> = ranges.enumerate().filter(|(_, range)| !range.is_empty()).collect();
        let among = some.get(disorder(&some)).unwrap_or_default();
        let kept = longest_rise(among);
        let mut others = among.iter().zip(kept).filter(|(_, kept)| !kept).map(|(one, _)| *one).collect::<Vec<_>>();
        let by_place = others.iter().map(|(nth, _)| *nth as u32).collect();
        others.sort_by_key(|(_, range)| range.start);
        Self { by_place, by_translation: others.iter().map(|(nth, _)| *nth as u32).collect() }
    }

    /// Whether all is in order.
    pub fn is_empty(&self) -> bool {
        self.by_place.is_empty()
    }

    /// Whether the one at position `nth` stands out of order.
    pub fn contains(&self, nth: usize) -> bool {
        self.by_place.binary_search(&(nth as u32)).is_ok()
    }

    /// Their positions, ascending.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.by_place.iter().map(|nth| *nth as usize)
    }

    /// The one of a list of `len` whose translation holds `position`. `part` gives the translation of each.
    pub(super) fn find(&self, len: usize, position: usize, part: impl Fn(usize) -> IndexRange) -> Option<usize> {
        let ends_before = |nth: usize| part(nth).end as usize <= position;
        let holds = |nth: usize| part(nth).contains(position).then_some(nth);
        let in_order = len.saturating_sub(self.by_place.len());
        let nth = halve(in_order, |nth| ends_before(self.in_order(nth)));
        let among_the_others = || {
            let nth = self.by_translation.partition_point(|nth| ends_before(*nth as usize));
            holds(*self.by_translation.get(nth)? as usize)
        };
        let found = if nth < in_order { holds(self.in_order(nth)) } else { None };
        found.or_else(among_the_others)
    }

    /// The position of number `nth` of those that are in order.
    fn in_order(&self, nth: usize) -> usize {
        // How many of the others stand before it: the one of number `other` has `by_place[other] - other` before it.
        nth + halve(self.by_place.len(), |other| self.by_place[other] as usize - other <= nth)
    }
}

/// The first number below `len` of which `is_before` does not hold; it holds of all smaller ones. `len` where there is
/// none.
fn halve(len: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, len);
    while from < to {
        let middle = from.midpoint(to);
        if is_before(middle) { from = middle + 1 } else { to = middle }
    }
    from
}

/// Whether ranges follow each other. Empty ones do wherever they stand.
fn is_in_order(mut ranges: impl Iterator<Item = IndexRange>) -> bool {
    let mut next = 0;
    ranges.all(|range| range.is_empty() || range.start >= std::mem::replace(&mut next, range.end))
}

/// The positions between which something is out of order: what stands before follows each other and comes before all that
/// stands there or later, and so it is with what stands behind. Most often that is little of the list.
fn disorder(ranges: &[(usize, IndexRange)]) -> Range<usize> {
    let follows = |pair: &[(usize, IndexRange)]| matches!(pair, [(_, one), (_, next)] if one.end <= next.start);
    let rising = ranges.windows(2).take_while(|pair| follows(pair)).count() + 1;
    let least = ranges.iter().skip(rising).map(|(_, range)| range.start).min().unwrap_or(u32::MAX);
    let first = ranges.iter().take(rising).position(|(_, range)| range.end > least).unwrap_or(rising.min(ranges.len()));
    let rising = ranges.windows(2).rev().take_while(|pair| follows(pair)).count() + 1;
    let rest = ranges.len().saturating_sub(rising);
    let greatest = ranges.iter().take(rest).map(|(_, range)| range.end).max().unwrap_or_default();
    let behind = ranges.iter().rev().take(rising).position(|(_, range)| range.start < greatest).unwrap_or(rising);
    first..ranges.len().saturating_sub(behind).max(first)
}

/// Which of the ranges belong to the longest run that only rises.
fn longest_rise(ranges: &[(usize, IndexRange)]) -> Vec<bool> {
    // The last of the run of each length that ends earliest, and what stands before each in its run.
    let mut last_of: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(ranges.len());
    for (nth, (_, range)) in ranges.iter().enumerate() {
        // Nearly all go on with the longest run: that is seen without halving.
        let goes_on = last_of.last().is_none_or(|last| ranges[*last].1.start < range.start);
        let is_shorter = |last: &usize| ranges[*last].1.start < range.start;
        let shorter = if goes_on { last_of.len() } else { last_of.partition_point(is_shorter) };
        before.push(shorter.checked_sub(1).map(|one| last_of[one]));
        if shorter == last_of.len() { last_of.push(nth) } else { last_of[shorter] = nth }
    }
    let mut kept = vec![false; ranges.len()];
    let mut at = last_of.last().copied();
    while let Some(nth) = at {
        kept[nth] = true;
        at = before[nth];
    }
    kept
}

/// Lets the empty sides of a list stand after what comes before them in order: an empty range says between which
/// sentences or passages of its side something stands.
pub(super) fn place_empty_sides<'a>(
    sides: impl Iterator<Item = (&'a mut IndexRange, &'a mut IndexRange)>,
    out_of_order: &OutOfOrder,
) {
    let mut next = [0, 0];
    for (nth, (source, translation)) in sides.enumerate() {
        let counts = [true, out_of_order.is_empty() || !out_of_order.contains(nth)];
        for ((range, next), counts) in [source, translation].into_iter().zip(&mut next).zip(counts) {
            if range.is_empty() {
                *range = IndexRange { start: *next, end: *next };
            } else if counts {
                *next = range.end;
            }
        }
    }
}

/// Puts items in the order of the source, and lets what stands alone in the translation stand where its text does,
/// whatever crosses: between those of the others that are in order, and there as near as may be to where it was. Where
/// nothing is out of order nothing moves.
pub(super) fn settle_order<T: Copy>(items: &mut Vec<T>, parts: impl Fn(&T) -> [IndexRange; 2]) {
    let source = |item: &T| parts(item)[0];
    let by_source = items.iter().map(source).filter(|range| !range.is_empty()).is_sorted_by_key(|range| range.start);
    if by_source && is_in_order(items.iter().map(|item| parts(item)[1])) {
        return;
    }
    let mut others: Vec<T> = Vec::with_capacity(items.len());
    // What stands alone, and how many of the others stood before it.
    let mut alone: Vec<(T, usize)> = Vec::new();
    for item in items.iter() {
        if source(item).is_empty() { alone.push((*item, others.len())) } else { others.push(*item) }
    }
    others.sort_by_key(|item| source(item).start);
    if alone.is_empty() {
        *items = others;
        return;
    }
    let crossing = OutOfOrder::of(others.iter().map(|item| parts(item)[1]));
    let places = others.iter().enumerate().map(|(nth, item)| (nth, parts(item)[1]));
    let fixed: Vec<_> = places.filter(|(nth, range)| !range.is_empty() && !crossing.contains(*nth)).collect();
    alone.sort_by_key(|(item, _)| parts(item)[1].start);
    items.clear();
    let mut next = others.iter();
    let mut taken = 0;
    for (item, was) in alone {
        let range = parts(&item)[1];
        let after = fixed.partition_point(|(_, other)| other.end <= range.start);
        let from = after.checked_sub(1).map_or(0, |before| fixed[before].0 + 1);
        let to = fixed.get(after).map_or(others.len(), |(nth, _)| *nth);
        let place = was.clamp(from, to.max(from)).max(taken);
        items.extend(next.by_ref().take(place - taken));
        items.push(item);
        taken = place;
    }
    items.extend(next);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranges(of: &[(usize, usize)]) -> Vec<IndexRange> {
        of.iter().map(|(start, end)| IndexRange::new(*start, *end)).collect()
    }

    /// Ranges of these sizes that follow each other, and where the last one ends.
    fn following(sizes: &[usize]) -> (Vec<IndexRange>, usize) {
        let mut at = 0;
        let range = |size: &usize| {
            at += size;
            IndexRange::new(at - size, at)
        };
        (sizes.iter().map(range).collect(), sizes.iter().sum())
    }

    #[test]
    fn as_few_as_possible_are_out_of_order() {
        for (list, expected) in [
            (&[(0, 1), (1, 3), (3, 3), (3, 4)][..], &[][..]),
            (&[(0, 1), (3, 4), (1, 2), (2, 3)], &[1]),
            (&[(2, 3), (0, 1), (1, 2)], &[0]),
            (&[(0, 1), (0, 0), (2, 3), (9, 9), (1, 2)], &[2]),
            (&[(4, 5), (2, 4), (0, 2)], &[0, 1]),
        ] {
            let found = OutOfOrder::of(ranges(list).into_iter());
            assert_eq!(found.positions().collect::<Vec<_>>(), expected, "{list:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_in_order_at_both_ends_makes_no_difference(
            sizes in prop::collection::vec(0..3_usize, 0..30),
            moves in prop::collection::vec((0..30_usize, 0..30_usize), 0..4),
        ) {
            let (mut list, _) = following(&sizes);
            let len = list.len();
            for (from, to) in moves.into_iter().filter(|(from, to)| from.max(to) < &len) {
                let one = list.remove(from);
                list.insert(to, one);
            }
            let some: Vec<(usize, IndexRange)> =
                list.iter().copied().enumerate().filter(|(_, range)| !range.is_empty()).collect();
            let kept = longest_rise(&some);
            let expected: Vec<usize> =
                some.iter().zip(kept).filter(|(_, kept)| !kept).map(|((nth, _), _)| *nth).collect();
            prop_assert_eq!(OutOfOrder::of(list.into_iter()).positions().collect::<Vec<_>>(), expected);
        }

        #[test]
        fn every_position_is_found_wherever_it_stands(
            sizes in prop::collection::vec(0..4_usize, 0..40),
            swaps in prop::collection::vec((0..40_usize, 0..40_usize), 0..12),
        ) {
            let (mut list, at) = following(&sizes);
            let len = list.len();
            for (one, other) in swaps.into_iter().filter(|(one, other)| one.max(other) < &len) {
                list.swap(one, other);
            }
            let found = OutOfOrder::of(list.iter().copied());
            let mut dummy = vec![IndexRange::default(); len];
            place_empty_sides(dummy.iter_mut().zip(&mut list), &found);
            for position in 0..at {
                let expected = list.iter().position(|range| range.contains(position));
                prop_assert_eq!(found.find(len, position, |nth| list[nth]), expected);
            }
            prop_assert_eq!(found.find(len, at, |nth| list[nth]), None);
        }
    }
}
