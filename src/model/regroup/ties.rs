//! Which passages stand in one row: those that something ties together, and all that stand between them.

use super::{Parts, Seam};
use crate::model::{Alignment, Bead, IndexRange, Row, Segment, SideName};

/// Passages of both sides, those of the source first, and which are tied to which.
pub(super) struct Ties<'a> {
    alignment: &'a Alignment,
    /// How many passages each side has.
    counts: [usize; 2],
    /// Leads from each passage, over others, to the first of all that are tied to it.
    towards: Vec<u32>,
}

/// The row of each passage, those of the source first.
pub(super) struct RowOf {
    rows: Vec<u32>,
    source: usize,
}

impl RowOf {
    /// The row of a bead.
    pub(super) fn bead(&self, alignment: &Alignment, bead: &Bead) -> usize {
        let of = |segments: &[Segment], range: IndexRange, before: usize| {
            let first = segments.get(range.range())?.first()?;
            self.rows.get(before + first.passage as usize).map(|row| *row as usize)
        };
        let source = of(&alignment.source, bead.source, 0);
        source.or_else(|| of(&alignment.translation, bead.translation, self.source)).unwrap_or_default()
    }
}

impl<'a> Ties<'a> {
    /// The passages of an alignment, none tied to another.
    pub(super) fn new(alignment: &'a Alignment) -> Self {
        let count = |segments: &[Segment]| segments.last().map_or(0, |segment| segment.passage as usize + 1);
        let counts = [count(&alignment.source), count(&alignment.translation)];
        Self { alignment, counts, towards: (0..(counts[0] + counts[1]) as u32).collect() }
    }

    /// Ties all passages of a row.
    pub(super) fn tie_row(&mut self, parts: Parts) {
        let [source, translation] = parts.map(IndexRange::range);
        let before = self.counts[0];
        let all = source.chain(translation.start + before..translation.end + before);
        let mut last = None;
        for one in all {
            if let Some(last) = last {
                self.tie(last, one);
            }
            last = Some(one);
        }
    }

    /// Ties the passages that a bead has sentences of.
    pub(super) fn tie_bead(&mut self, bead: &Bead) {
        self.tie_row(SideName::BOTH.map(|side| passages(self.alignment.segments(side), bead.part(side))));
    }

    /// Ties what stands in one row though no bead holds it together: someone put it there. A row comes to such a place
    /// between two beads where a passage ends on both sides. At `seams` nothing is tied.
    pub(super) fn tie_joined(&mut self, alignment: &Alignment, row: &Row, seams: &[Seam]) {
        let beads = alignment.beads.get(row.beads.range()).unwrap_or_default();
        let of = |bead: &Bead| SideName::BOTH.map(|side| passages(alignment.segments(side), bead.part(side)));
        // The first passages from each bead on: where all that comes later begins.
        let mut later = vec![[None, None]; beads.len() + 1];
        for (nth, bead) in beads.iter().enumerate().rev() {
            let starts = of(bead).map(|range| (!range.is_empty()).then_some(range.start));
            later[nth] = [0, 1].map(|side| least(starts[side], later[nth + 1][side]));
        }
        let mut earlier: [Option<u32>; 2] = [None, None];
        for (nth, bead) in beads.iter().enumerate() {
            let next = later[nth];
            let parts = |side: usize| earlier[side].zip(next[side]).is_none_or(|(last, next)| last < next);
            let is_seam = seams.iter().any(|(side, passage)| next[*side as usize] == Some(*passage));
            if nth > 0 && parts(0) && parts(1) && !is_seam {
                let node = |[source, translation]: [Option<u32>; 2]| {
                    source.or(translation.map(|passage| passage + self.counts[0] as u32))
                };
                if let Some((last, next)) = node(earlier).zip(node(next)) {
                    self.tie(last as usize, next as usize);
                }
            }
            let ends = of(bead).map(|range| range.end.checked_sub(1).filter(|_| !range.is_empty()));
            earlier = [0, 1].map(|side| earlier[side].max(ends[side]));
        }
    }

    /// The rows, in the order of their first passages, and the row of each passage.
    pub(super) fn rows(mut self) -> (Vec<Parts>, RowOf) {
        self.fill();
        let mut row_of_first = vec![u32::MAX; self.towards.len()];
        let mut rows: Vec<Parts> = Vec::new();
        let mut row_of = Vec::with_capacity(self.towards.len());
        for one in 0..self.towards.len() {
            let first = self.first(one);
            if row_of_first[first] == u32::MAX {
                row_of_first[first] = rows.len() as u32;
                rows.push(Parts::default());
            }
            let row = row_of_first[first];
            row_of.push(row);
            let (side, passage) = if one < self.counts[0] { (0, one) } else { (1, one - self.counts[0]) };
            let part = &mut rows[row as usize][side];
            let start = if part.is_empty() { passage } else { part.start as usize };
            *part = IndexRange::new(start, passage + 1);
        }
        (rows, RowOf { rows: row_of, source: self.counts[0] })
    }

    /// Ties what stands between passages that are tied, until no row has a gap.
    fn fill(&mut self) {
        let sides = [(0, self.counts[0]), (self.counts[0], self.counts[0] + self.counts[1])];
        loop {
            let mut changed = false;
            for (start, end) in sides {
                let mut last = vec![0_u32; self.towards.len()];
                for one in start..end {
                    let first = self.first(one);
                    last[first] = one as u32;
                }
                let mut open: Option<(usize, u32)> = None;
                for one in start..end {
                    let first = self.first(one);
                    open = match open {
                        Some((of, until)) if one as u32 <= until => {
                            changed |= of != first;
                            self.tie(of, first);
                            Some((self.first(of), until.max(last[first])))
                        }
                        _ => Some((first, last[first])),
                    };
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn tie(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.towards[one.max(other)] = one.min(other) as u32;
    }

    fn first(&mut self, mut one: usize) -> usize {
        while self.towards[one] as usize != one {
            let next = self.towards[one] as usize;
            self.towards[one] = self.towards[next];
            one = next;
        }
        one
    }
}

/// The passages that some of the segments belong to.
fn passages(segments: &[Segment], range: IndexRange) -> IndexRange {
    let segments = segments.get(range.range()).unwrap_or_default();
    let ends = segments.first().zip(segments.last());
    ends.map_or_else(IndexRange::default, |(first, last)| IndexRange { start: first.passage, end: last.passage + 1 })
}

fn least(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    [one, other].into_iter().flatten().min()
}
