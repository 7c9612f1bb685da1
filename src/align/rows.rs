//! Rows of whole passages from the beads of their sentences.
//!
//! Two passages stand in one row when a bead ties them. A passage that no bead ties to the other side is a row of its
//! own, unless it stands in the middle of a row. Rows are monotone on both sides and leave nothing out.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::{
    Alignment, Bead, Carried, IndexRange, OutOfOrder, Pairing, Row, RunnerUp, Segment, SideName, place_empty_beads,
    row_confidence,
};

/// Passages of both sides that become a row.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Group {
    source: Range<u32>,
    translation: Range<u32>,
    /// Position of its first bead, by which rows of one side are put in order.
    first_bead: usize,
}

impl Group {
    fn pairing(&self) -> Pairing {
        match (self.source.is_empty(), self.translation.is_empty()) {
            (false, true) => Pairing::SourceOnly,
            (true, _) => Pairing::TranslationOnly,
            (false, false) => Pairing::Paired,
        }
    }
}

/// The alignment of beads that cover the segments of both sides in order, each with the one that would take its place.
pub(super) fn from_beads(
    source: Vec<Segment>,
    translation: Vec<Segment>,
    beads: Vec<(Bead, Option<Bead>)>,
) -> Alignment {
    let (beads, mut runners_up): (Vec<_>, Vec<_>) = beads.into_iter().unzip();
    let groups = groups(&source, &translation, &beads);
    // Beads of one side alone may stand in the order of the other side's rows; a stable sort by row mends it, and
    // keeps the order of each side because rows are monotone.
    let row_of = RowOf::new(&groups, &source, &translation);
    let mut beads: Vec<_> = beads.into_iter().zip(&mut runners_up).collect();
    beads.sort_by_key(|(bead, _)| row_of.bead(bead));
    let (mut beads, runners_up): (Vec<_>, Vec<_>) = beads.into_iter().unzip();
    place_empty_beads(&mut beads, &OutOfOrder::default());
    let runners_up = beads.iter().zip(runners_up).filter_map(|(bead, runner_up)| {
        let Bead { source, translation, confidence, .. } = runner_up.take()?;
        Some(RunnerUp { instead_of: (bead.source, bead.translation), source, translation, confidence })
    });
    let runners_up = runners_up.collect();
    let mut rows = Vec::with_capacity(groups.len());
    let mut next = 0;
    for (nth, group) in groups.iter().enumerate() {
        let start = next;
        while beads.get(next).is_some_and(|bead| row_of.bead(bead) == nth) {
            next += 1;
        }
        rows.push(Row {
            number: nth as u32 + 1,
            source: IndexRange { start: group.source.start, end: group.source.end },
            translation: IndexRange { start: group.translation.start, end: group.translation.end },
            beads: IndexRange::new(start, next),
            confidence: row_confidence(&beads[start..next], group.pairing()),
        });
    }
    Alignment { rows, beads, source, translation, runners_up, ..Alignment::default() }
}

/// Every passage a row of its own, the two sides mixed in proportion.
pub(super) fn one_sided(source: Vec<Segment>, translation: Vec<Segment>) -> Alignment {
    around(source, translation, &Carried::default())
}

/// The same around beads that a person settled, with the numbers that rows had.
pub(super) fn around(source: Vec<Segment>, translation: Vec<Segment>, carried: &Carried) -> Alignment {
    let mut beads = Vec::with_capacity(source.len() + translation.len());
    let (mut i, mut j) = (0, 0);
    for wall in &carried.beads {
        add_alone(
            &mut beads,
            (&source, i..wall.source.range().start),
            (&translation, j..wall.translation.range().start),
        );
        beads.push((*wall, None));
        (i, j) = (wall.source.range().end, wall.translation.range().end);
    }
    add_alone(&mut beads, (&source, i..source.len()), (&translation, j..translation.len()));
    let is_final = source.is_empty() || translation.is_empty();
    let mut alignment = from_beads(source, translation, beads);
    if !carried.crossing.is_empty() {
        alignment = with_crossing(&alignment, &carried.crossing);
    }
    if carried.greatest > 0 {
        number(&mut alignment.rows, carried, is_final);
    }
    alignment
}

/// The same with pairs that stand across others, of sentences that are alone in it.
fn with_crossing(alignment: &Alignment, crossing: &[Bead]) -> Alignment {
    let is_held = |bead: &Bead| {
        let holds = |one: &Bead, side| {
            let part = bead.part(side);
            !part.is_empty() && one.part(side).contains(part.start as usize)
        };
        crossing.iter().any(|one| SideName::BOTH.into_iter().any(|side| holds(one, side)))
    };
    let others = alignment.beads.iter().filter(|bead| !is_held(bead));
    let regrouped = alignment.regrouped(others.chain(crossing).copied().collect());
    Alignment { retired: Vec::new(), ..regrouped }
}

/// Adds the sentences of two ranges as beads of one sentence each, the sides mixed in proportion.
fn add_alone(
    beads: &mut Vec<(Bead, Option<Bead>)>,
    (source, of_source): (&[Segment], Range<usize>),
    (translation, of_translation): (&[Segment], Range<usize>),
) {
    let (n, m) = (of_source.len(), of_translation.len());
    let (mut i, mut j) = (0, 0);
    while i + j < n + m {
        // The side that is less far goes on, and never in the middle of a passage.
        let source_next = j == m || i < n && (i + 1) * m <= (j + 1) * n;
        let (segments, range, at) =
            if source_next { (source, &of_source, &mut i) } else { (translation, &of_translation, &mut j) };
        let passage = segments[range.start + *at].passage;
        let goes_on = |nth: usize| range.contains(&nth) && segments[nth].passage == passage;
        while goes_on(range.start + *at) {
            let (alone, none) = (IndexRange::new(range.start + *at, range.start + *at + 1), IndexRange::default());
            let (source, translation) = if source_next { (alone, none) } else { (none, alone) };
            beads.push((Bead::proposed(source, translation, 0.0), None));
            *at += 1;
        }
    }
}

/// Gives rows the numbers of those that began with the same passage. Of the others the first gets a new one; the rest
/// do if there is nothing to align, else they wait for it.
fn number(rows: &mut [Row], carried: &Carried, is_final: bool) {
    let known: FxHashMap<(SideName, u32), u32> =
        carried.numbers.iter().map(|(side, passage, number)| ((*side, *passage), *number)).collect();
    let mut last = carried.greatest;
    for row in rows {
        let side = if row.source.is_empty() { SideName::Translation } else { SideName::Source };
        let had = known.get(&(side, row.part(side).start)).copied();
        let is_numbered = is_final || last == carried.greatest;
        row.number = had.unwrap_or(if is_numbered { last + 1 } else { 0 });
        last = last.max(row.number);
    }
}

/// The passages that some of the segments belong to.
fn passages(segments: &[Segment], range: IndexRange) -> Option<Range<u32>> {
    let segments = segments.get(range.range())?;
    Some(segments.first()?.passage..segments.last()?.passage + 1)
}

/// All rows in order: those with both sides first found, then the passages left between them.
fn groups(source: &[Segment], translation: &[Segment], beads: &[Bead]) -> Vec<Group> {
    let mut paired: Vec<Group> = Vec::new();
    for (nth, bead) in beads.iter().enumerate() {
        let sides = passages(source, bead.source).zip(passages(translation, bead.translation));
        let Some((of_source, of_translation)) = sides else { continue };
        match paired.last_mut() {
            Some(last) if of_source.start < last.source.end || of_translation.start < last.translation.end => {
                last.source.end = last.source.end.max(of_source.end);
                last.translation.end = last.translation.end.max(of_translation.end);
            }
            _ => paired.push(Group { source: of_source, translation: of_translation, first_bead: nth }),
        }
    }
    let mut groups = Vec::with_capacity(paired.len());
    let (mut next_source, mut next_translation) = (0, 0);
    let end = |segments: &[Segment]| segments.last().map_or(0, |segment| segment.passage + 1);
    let last = Group { source: end(source)..0, translation: end(translation)..0, first_bead: beads.len() };
    let alone = Alone::new(source, translation, beads);
    for group in paired.into_iter().chain([last]) {
        let between = alone.rows(next_source..group.source.start, next_translation..group.translation.start);
        groups.extend(between);
        (next_source, next_translation) = (group.source.end, group.translation.end);
        if group.first_bead < beads.len() {
            groups.push(group);
        }
    }
    groups
}

/// Where the first bead of each passage stands.
struct Alone {
    source: Vec<usize>,
    translation: Vec<usize>,
}

impl Alone {
    fn new(source: &[Segment], translation: &[Segment], beads: &[Bead]) -> Self {
        let place = |segments: &[Segment], side: fn(&Bead) -> IndexRange| {
            let passages = segments.last().map_or(0, |segment| segment.passage as usize + 1);
            let mut places = vec![usize::MAX; passages];
            for (nth, bead) in beads.iter().enumerate() {
                for segment in segments.get(side(bead).range()).unwrap_or_default() {
                    let place = &mut places[segment.passage as usize];
                    *place = (*place).min(nth);
                }
            }
            places
        };
        Self { source: place(source, |bead| bead.source), translation: place(translation, |bead| bead.translation) }
    }

    /// The rows of passages without a partner, in the order of their first beads.
    fn rows(&self, mut source: Range<u32>, mut translation: Range<u32>) -> Vec<Group> {
        let place = |places: &[usize], passage: u32| places.get(passage as usize).copied().unwrap_or(usize::MAX);
        let mut rows = Vec::with_capacity(source.len() + translation.len());
        loop {
            let of_source = (!source.is_empty()).then(|| place(&self.source, source.start));
            let of_translation = (!translation.is_empty()).then(|| place(&self.translation, translation.start));
            let (from_source, first_bead) = match (of_source, of_translation) {
                (Some(a), Some(b)) => (a <= b, a.min(b)),
                (Some(a), None) => (true, a),
                (None, Some(b)) => (false, b),
                (None, None) => return rows,
            };
            let (s, t) = (source.start, translation.start);
            source.start += u32::from(from_source);
            translation.start += u32::from(!from_source);
            rows.push(Group { source: s..source.start, translation: t..translation.start, first_bead });
        }
    }
}

/// The row of each segment.
struct RowOf {
    source: Vec<usize>,
    translation: Vec<usize>,
}

impl RowOf {
    fn new(groups: &[Group], source: &[Segment], translation: &[Segment]) -> Self {
        let rows = |segments: &[Segment], side: fn(&Group) -> &Range<u32>| {
            let row = |segment: &Segment| groups.partition_point(|group| side(group).end <= segment.passage);
            segments.iter().map(row).collect()
        };
        Self { source: rows(source, |group| &group.source), translation: rows(translation, |group| &group.translation) }
    }

    fn bead(&self, bead: &Bead) -> usize {
        let of = |rows: &[usize], range: IndexRange| rows.get(range.range()).and_then(|rows| rows.first()).copied();
        of(&self.source, bead.source).or_else(|| of(&self.translation, bead.translation)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// Segments of passages with so many sentences each.
    fn side(sentences: &[u32]) -> Vec<Segment> {
        let segment = |passage| Segment { passage, at: Span::default() };
        (0..).zip(sentences).flat_map(|(passage, &count)| (0..count).map(move |_| segment(passage))).collect()
    }

    /// Beads from pairs of counts.
    fn beads(counts: &[(usize, usize)]) -> Vec<Bead> {
        let (mut i, mut j) = (0, 0);
        let bead = |&(a, b): &(usize, usize)| {
            let bead = Bead::proposed(IndexRange::new(i, i + a), IndexRange::new(j, j + b), 1.0);
            (i, j) = (i + a, j + b);
            bead
        };
        counts.iter().map(bead).collect()
    }

    fn check(source: &[u32], translation: &[u32], counts: &[(usize, usize)], expected: &[(Range<u32>, Range<u32>)]) {
        let alignment =
            from_beads(side(source), side(translation), beads(counts).into_iter().map(|bead| (bead, None)).collect());
        let rows: Vec<_> = alignment
            .rows
            .iter()
            .map(|row| (row.source.start..row.source.end, row.translation.start..row.translation.end))
            .collect();
        assert_eq!(rows, expected);
        let ends: Vec<_> = alignment.rows.iter().map(|row| row.beads.end as usize).collect();
        assert_eq!(ends.last().copied().unwrap_or(0), alignment.beads.len());
    }

    #[test]
    fn passages_that_share_a_bead_stand_in_one_row() {
        // Two paragraphs of one side are one of the other.
        check(&[2, 1], &[3], &[(1, 1), (1, 1), (1, 1)], &[(0..2, 0..1)]);
        check(&[1, 1], &[1, 1], &[(1, 1), (1, 1)], &[(0..1, 0..1), (1..2, 1..2)]);
    }

    #[test]
    fn passages_without_a_partner_stand_alone() {
        let alone = [(0..1, 0..0), (1..2, 0..1), (2..3, 1..1), (3..3, 1..2)];
        check(&[1, 1, 2], &[1, 1], &[(1, 0), (1, 1), (1, 0), (0, 1), (1, 0)], &alone);
        check(&[], &[1, 1], &[(0, 1), (0, 1)], &[(0..0, 0..1), (0..0, 1..2)]);
        check(&[], &[], &[], &[]);
    }

    #[test]
    fn a_passage_between_two_of_a_row_is_in_it() {
        check(&[1, 1, 1], &[2], &[(1, 1), (1, 0), (1, 1)], &[(0..3, 0..1)]);
    }

    #[test]
    fn rows_of_one_side_come_in_proportion() {
        let alignment = one_sided(side(&[1, 2, 1]), side(&[1]));
        let sides: Vec<_> = alignment.rows.iter().map(|row| (row.source.len(), row.translation.len())).collect();
        assert_eq!(sides.iter().filter(|side| **side == (1, 0)).count(), 3);
        assert_eq!(sides.iter().filter(|side| **side == (0, 1)).count(), 1);
        assert_eq!(alignment.beads.len(), 5);
    }
}
