//! What a person settled of an alignment, carried to another state of the text: a corrected version of the file, or the
//! same file as another version of the program reads it. No I/O.
//!
//! A pair that comes to stand at a wrong place would be a wall there. So a pair is carried where its sentences are
//! found beyond doubt, both sides of it; what changed a little is marked for review; of what cannot be found it is told.

mod shape;
mod text;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::anchoring::Versions;
use super::regroup::greatest_number;
use super::{Address, Alignment, Bead, IndexRange, Row, SideName, SideText, Status, place_empty_beads};
use shape::ByShape;
use text::ByText;

/// What was carried.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Carried {
    /// The beads that a person settled, on the sentences of the new state: in order, and none crosses another.
    pub beads: Vec<Bead>,
    /// The pairs that a person put together across others: they share no sentence with those, nor with each other.
    pub crossing: Vec<Bead>,
    /// Sentences that a person put together, by their positions in the source and in the translation.
    pub pins: Vec<(u32, u32)>,
    /// Numbers of rows, each with the passage that the row began with and its side.
    pub numbers: Vec<(SideName, u32, u32)>,
    /// The greatest number that a row had. None gets the number of one that is gone.
    pub greatest: u32,
    /// How many of the beads are marked for review since their text changed.
    pub to_review: usize,
    /// Where the others stood that a person settled.
    pub gone: Vec<Address>,
    /// How many pins were not found.
    pub gone_pins: usize,
}

impl Carried {
    /// Whether something that a person settled was not carried as it was.
    pub fn is_less(&self) -> bool {
        self.to_review + self.gone.len() + self.gone_pins > 0
    }
}

/// Sentences of the new state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Found {
    at: IndexRange,
    /// Whether they say something else than they did.
    changed: bool,
}

/// Finds sentences of an old state in a new one.
trait Find {
    /// Where the sentences of a side are, whole and nothing else, if that is beyond doubt.
    fn find(&self, side: SideName, sentences: IndexRange) -> Option<Found>;
}

/// The texts of the sides that a document has, source first.
type Texts = [Option<SideText>; 2];

/// Carries what was settled of `kept`, an alignment of sides with the texts `old`, to `cut`, which has the sentences of
/// the texts `new`. `pins` are positions among the sentences of `kept`.
pub fn carry_to_version(
    (old, kept, pins): (&Texts, &Alignment, &[(u32, u32)]),
    (new, cut): (&Texts, &Alignment),
) -> Carried {
    if kept.is_untouched() {
        return Carried::default();
    }
    let versions = SideName::BOTH.map(|side| {
        let (old, new) = (old[side as usize].as_ref()?, new[side as usize].as_ref()?);
        Some(ByText::new(Versions::new(old, new), (old, kept.segments(side)), (new, cut.segments(side))))
    });
    carry(kept, pins, cut, &versions)
}

/// Carries what was settled of `kept` to `cut`, the sentences of the same file as this program reads it. How the file
/// was read before is not known any more, but for where passages and sentences ended.
pub fn carry_to_reading(kept: &Alignment, cut: &Alignment) -> Carried {
    let shapes = SideName::BOTH.map(|side| Some(ByShape::new(kept.segments(side), cut.segments(side))));
    carry(kept, &[], cut, &shapes)
}

/// Two alignments of one text brought together.
#[derive(Clone, PartialEq, Debug)]
pub enum Joined {
    /// The first has all that was settled in the second.
    Same,
    /// It gets its statuses from the second.
    Settled(Alignment),
    /// Something was settled that does not stand beside anything yet: it is to be aligned again around this.
    Around(Carried),
}

/// Brings what was settled of `from` into `into`, an older alignment of the same text. Where both were settled, and not
/// alike, `from` is right.
pub fn join_settled(into: &Alignment, from: &Alignment) -> Joined {
    if from.beads.iter().all(|bead| bead.status == Status::Proposed) {
        return Joined::Same;
    }
    let carried = carry_to_reading(from, into);
    let mut joined = into.clone();
    let places: FxHashMap<_, usize> =
        into.beads.iter().enumerate().map(|(nth, bead)| ((bead.source, bead.translation), nth)).collect();
    for bead in carried.beads.iter().chain(&carried.crossing) {
        let Some(nth) = places.get(&(bead.source, bead.translation)) else {
            return Joined::Around(with_settled(carried, into));
        };
        joined.beads[*nth].status = bead.status;
    }
    if joined == *into { Joined::Same } else { Joined::Settled(joined) }
}

/// What was carried, with what was settled of `into` besides and can stand beside it.
fn with_settled(mut carried: Carried, into: &Alignment) -> Carried {
    let mut beads = into.beads.clone();
    place_empty_beads(&mut beads, &into.crossings.beads);
    let start = |bead: &Bead| (bead.source.start, bead.translation.start, bead.source.end);
    let settled = |crossing: bool| {
        let all =
            (0..).zip(&beads).filter(move |(nth, bead)| bead.status.is_settled() && into.crosses(*nth) == crossing);
        all.map(|(_, bead)| *bead)
    };
    for bead in settled(true) {
        if !meets_any(&bead, carried.beads.iter().chain(&carried.crossing)) {
            carried.crossing.push(bead);
        }
    }
    let is_free = |bead: &Bead| {
        let next = carried.beads.partition_point(|settled| start(settled) < start(bead));
        let before = next.checked_sub(1).and_then(|one| carried.beads.get(one));
        before.is_none_or(|before| follows(before, bead))
            && carried.beads.get(next).is_none_or(|after| follows(bead, after))
            && !meets_any(bead, &carried.crossing)
    };
    let beads: Vec<Bead> = settled(false).filter(is_free).collect();
    carried.beads.extend(beads);
    carried.beads.sort_by_key(start);
    let side = |row: &Row| if row.source.is_empty() { SideName::Translation } else { SideName::Source };
    let number = |row: &Row| (side(row), row.part(side(row)).start, row.number);
    carried.greatest = greatest_number(into);
    carried.numbers = into.rows.iter().filter(|row| row.number > 0).map(number).collect();
    carried
}

/// Whether a bead shares a sentence with one of others.
fn meets_any<'a>(bead: &Bead, others: impl IntoIterator<Item = &'a Bead>) -> bool {
    let meets = |other: &Bead, side| {
        let (one, other) = (bead.part(side), other.part(side));
        one.start.max(other.start) < one.end.min(other.end)
    };
    others.into_iter().any(|other| SideName::BOTH.into_iter().any(|side| meets(other, side)))
}

/// Whether a bead can stand after another one.
fn follows(before: &Bead, after: &Bead) -> bool {
    before.source.end <= after.source.start && before.translation.end <= after.translation.start
}

impl<F: Find> Find for [Option<F>; 2] {
    fn find(&self, side: SideName, sentences: IndexRange) -> Option<Found> {
        self[side as usize].as_ref()?.find(side, sentences)
    }
}

fn carry(kept: &Alignment, pins: &[(u32, u32)], cut: &Alignment, find: &impl Find) -> Carried {
    let mut beads = kept.beads.clone();
    // Where a bead without sentences of a side stands is told by the beads before it.
    place_empty_beads(&mut beads, &kept.crossings.beads);
    let settled = (0..).zip(&beads).filter(|(_, bead)| bead.status != Status::Proposed);
    let (mut found, mut gone): (Vec<(usize, Bead)>, Vec<usize>) = (Vec::new(), Vec::new());
    for (nth, bead) in settled {
        match carried(bead, (kept, cut), find) {
            Some(bead) => found.push((nth, bead)),
            None => gone.push(nth),
        }
    }
    let crossing: Vec<(usize, Bead)> = found.extract_if(.., |(nth, _)| kept.crosses(*nth)).collect();
    let (together, rearranged) = without_crossings(found);
    gone.extend(rearranged);
    let mut across: Vec<(usize, Bead)> = Vec::new();
    for (nth, bead) in crossing {
        let others = together.iter().chain(&across).map(|(_, other)| other);
        if stands_apart(nth, (kept, cut), find) && !meets_any(&bead, others) {
            across.push((nth, bead));
        } else {
            gone.push(nth);
        }
    }
    gone.sort_unstable();
    let pin = |(source, translation): &(u32, u32)| {
        let one = |side, at: u32| {
            let found = find.find(side, IndexRange { start: at, end: at + 1 })?;
            (found.at.len() == 1).then_some(found.at.start)
        };
        Some((one(SideName::Source, *source)?, one(SideName::Translation, *translation)?))
    };
    let found_pins: Vec<(u32, u32)> = pins.iter().filter_map(pin).collect();
    let changed = |(nth, bead): &&(usize, Bead)| bead.status != beads[*nth].status;
    Carried {
        to_review: together.iter().chain(&across).filter(changed).count(),
        gone: gone.into_iter().filter_map(|nth| kept.address(nth)).collect(),
        gone_pins: pins.len() - found_pins.len(),
        pins: found_pins,
        numbers: if kept.is_untouched() { Vec::new() } else { numbers(kept, cut, find) },
        greatest: if kept.is_untouched() { 0 } else { greatest_number(kept) },
        beads: together.into_iter().map(|(_, bead)| bead).collect(),
        crossing: across.into_iter().map(|(_, bead)| bead).collect(),
    }
}

/// Whether a pair across others can stand in rows of its own again, if it did: else it would tie all rows between its
/// sides together.
fn stands_apart(nth: usize, (kept, cut): (&Alignment, &Alignment), find: &impl Find) -> bool {
    let Some(row) = kept.row_of_bead(nth).and_then(|row| kept.rows.get(row)) else { return false };
    let is_whole = |side: SideName| {
        let first = |passage: u32| kept.segments(side).partition_point(|segment| segment.passage < passage);
        let sentences = IndexRange::new(first(row.part(side).start), first(row.part(side).end));
        let begins = |nth: u32| cut.segments(side).get(nth as usize).is_none_or(|segment| segment.at.start == 0);
        find.find(side, sentences).is_some_and(|found| begins(found.at.start) && begins(found.at.end))
    };
    kept.crossings.rows.is_empty() || SideName::BOTH.into_iter().all(is_whole)
}

/// The bead on the sentences of the new state; one whose text changed is to be looked at.
fn carried(bead: &Bead, (kept, cut): (&Alignment, &Alignment), find: &impl Find) -> Option<Bead> {
    let of_side = |side| {
        let part = bead.part(side);
        if part.is_empty() {
            let at = between(side, part.start, (kept, cut), find)?;
            return Some(Found { at: IndexRange { start: at, end: at }, changed: false });
        }
        find.find(side, part)
    };
    let (source, translation) = (of_side(SideName::Source)?, of_side(SideName::Translation)?);
    let status = if source.changed || translation.changed { Status::Review } else { bead.status };
    Some(Bead { source: source.at, translation: translation.at, status, ..*bead })
}

/// The place between two sentences of a side, if both are found and nothing came between them.
fn between(side: SideName, at: u32, (kept, cut): (&Alignment, &Alignment), find: &impl Find) -> Option<u32> {
    let one = |start: u32| find.find(side, IndexRange { start, end: start + 1 });
    let (len_before, len) = (kept.segments(side).len() as u32, cut.segments(side).len() as u32);
    let after_the_one_before = match at.checked_sub(1) {
        Some(before) => one(before)?.at.end,
        None => 0,
    };
    let before_the_next = if at < len_before { one(at)?.at.start } else { len };
    (after_the_one_before == before_the_next).then_some(before_the_next)
}

/// As many of the beads as can stand together, in order, and which of the others cannot: text may have been rearranged.
fn without_crossings(mut found: Vec<(usize, Bead)>) -> (Vec<(usize, Bead)>, Vec<usize>) {
    let start = |bead: &Bead| (bead.source.start, bead.translation.start, bead.source.end, bead.translation.end);
    found.sort_by_key(|(_, bead)| start(bead));
    // For each number of beads the chain of so many that leaves most room after it, by its last bead.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(found.len());
    for (nth, (_, bead)) in found.iter().enumerate() {
        let length = ends.partition_point(|end| follows(&found[*end].1, bead));
        before.push(length.checked_sub(1).map(|one| ends[one]));
        match ends.get_mut(length) {
            Some(end) if found[*end].1.translation.end > bead.translation.end => *end = nth,
            Some(_) => (),
            None => ends.push(nth),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(nth) = next {
        chain.push(nth);
        next = before[nth];
    }
    chain.reverse();
    let mut chosen = chain.into_iter().peekable();
    let (mut together, mut crossing): (Vec<(usize, Bead)>, Vec<usize>) = (Vec::new(), Vec::new());
    for (nth, (old, bead)) in found.into_iter().enumerate() {
        let is_chosen = chosen.next_if_eq(&nth).is_some();
        if is_chosen && together.last().is_none_or(|(_, last)| follows(last, &bead)) {
            together.push((old, bead));
        } else {
            crossing.push(old);
        }
    }
    (together, crossing)
}

/// The numbers of the rows whose first passage is there again, at the start of a passage.
fn numbers(kept: &Alignment, cut: &Alignment, find: &impl Find) -> Vec<(SideName, u32, u32)> {
    let first = |side: SideName, passage: u32| {
        let segments = kept.segments(side);
        let nth = segments.partition_point(|segment| segment.passage < passage);
        let found = find.find(side, IndexRange::new(nth, nth + 1))?;
        let segment = cut.segments(side).get(found.at.start as usize)?;
        (segment.at.start == 0).then_some(segment.passage)
    };
    let mut numbers: Vec<(SideName, u32, u32)> = Vec::new();
    for row in kept.rows.iter().filter(|row| row.number > 0) {
        let side = if row.source.is_empty() { SideName::Translation } else { SideName::Source };
        if let Some(passage) = first(side, row.part(side).start) {
            numbers.push((side, passage, row.number));
        }
    }
    // What two rows began with cannot be one passage; if it is, neither can be cited by it.
    numbers.sort_unstable();
    let place = |(side, passage, _): &(SideName, u32, u32)| (*side, *passage);
    numbers
        .chunk_by(|one, other| place(one) == place(other))
        .filter(|same| same.len() == 1)
        .flatten()
        .copied()
        .collect()
}

/// The sentences that cover `span` and nothing else, `starts` and `ends` being where sentences start and end.
fn whole_sentences(starts: &[u32], ends: &[u32], span: Range<u32>) -> Option<IndexRange> {
    let first = starts.partition_point(|start| *start < span.start);
    let last = ends.partition_point(|end| *end < span.end);
    let is_whole = starts.get(first) == Some(&span.start) && ends.get(last) == Some(&span.end) && first <= last;
    is_whole.then(|| IndexRange::new(first, last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(source: (usize, usize), translation: (usize, usize)) -> Bead {
        Bead::proposed(IndexRange::new(source.0, source.1), IndexRange::new(translation.0, translation.1), 1.0)
    }

    #[test]
    fn of_beads_that_cross_most_are_kept() {
        for (what, beads, expected) in [
            ("先后", vec![((0, 1), (0, 1)), ((1, 2), (1, 2)), ((4, 5), (3, 4))], vec![0, 1, 2]),
            ("一个移到末尾", vec![((0, 1), (9, 10)), ((1, 2), (1, 2)), ((4, 5), (3, 4))], vec![1, 2]),
            ("空边", vec![((0, 1), (0, 0)), ((1, 2), (0, 1)), ((2, 3), (1, 1))], vec![0, 1, 2]),
            ("重叠", vec![((0, 2), (0, 1)), ((1, 3), (1, 2)), ((3, 4), (2, 3))], vec![0, 2]),
            ("长的后面还有地方", vec![((0, 1), (0, 9)), ((1, 2), (1, 2)), ((2, 3), (2, 3))], vec![1, 2]),
            ("无", vec![], vec![]),
        ] {
            let found: Vec<_> =
                beads.into_iter().map(|(source, translation)| bead(source, translation)).enumerate().collect();
            let all = found.len();
            let (together, crossing) = without_crossings(found);
            assert_eq!(together.iter().map(|(nth, _)| *nth).collect::<Vec<_>>(), expected, "{what}");
            assert_eq!(together.len() + crossing.len(), all, "{what}");
        }
    }
}
