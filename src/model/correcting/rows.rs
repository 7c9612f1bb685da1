//! Grouping by paragraphs: from the cells of rows to rows with the beads of their sentences.
//!
//! A bead stands in one row. Where its sentences come to stand in several, it is torn: each row has its part of it. A row
//! with both sides in which no pair of sentences is left gets one pair of all its sentences: its paragraphs stand beside
//! each other as a whole, until someone aligns what is inside.

use super::grid::{Cell, Grid, Made};
use crate::model::crossings::settle_order;
use crate::model::regroup::{self, Listed};
use crate::model::{Alignment, Bead, IndexRange, Segment, SideName, Status};

/// The row of each passage after a change, source first.
struct NewRows {
    of: [Vec<u32>; 2],
}

impl NewRows {
    fn new(cells: &[Cell]) -> Self {
        let of = [0, 1].map(|side| {
            let end = cells.iter().map(|cell| cell.parts[side].end as usize).max().unwrap_or_default();
            let mut of = vec![0; end];
            for (nth, cell) in (0..).zip(cells) {
                of.get_mut(cell.parts[side].range()).unwrap_or_default().fill(nth);
            }
            of
        });
        Self { of }
    }

    /// The parts of a bead by their rows.
    fn parts(&self, alignment: &Alignment, bead: &Bead) -> Vec<(usize, [IndexRange; 2])> {
        let mut parts: Vec<(usize, [IndexRange; 2])> = Vec::with_capacity(1);
        for side in SideName::BOTH {
            let segments = alignment.segments(side);
            for nth in bead.part(side).range() {
                let Some(passage) = segments.get(nth).map(|segment| segment.passage as usize) else { continue };
                let row = self.of[side as usize].get(passage).map_or(0, |row| *row as usize);
                let found = parts.iter().position(|(of, _)| *of == row);
                let at = found.unwrap_or_else(|| {
                    parts.push((row, [IndexRange::default(); 2]));
                    parts.len() - 1
                });
                let range = &mut parts[at].1[side as usize];
                let start = if range.is_empty() { nth } else { range.start as usize };
                *range = IndexRange::new(start, nth + 1);
            }
        }
        parts
    }
}

/// The alignment with its rows as these cells say.
pub(super) fn apply(alignment: &Alignment, cells: &[Cell]) -> Alignment {
    let rows = NewRows::new(cells);
    let mut kept = vec![false; alignment.rows.len()];
    for cell in cells {
        if let Made::Kept(nth) = cell.made {
            kept[nth] = true;
        }
    }
    let mut beads: Vec<Vec<Listed>> = vec![Vec::new(); cells.len()];
    for (row, _) in alignment.rows.iter().zip(&kept).filter(|(_, kept)| !**kept) {
        for nth in row.beads.range() {
            let bead = alignment.beads[nth];
            let parts = rows.parts(alignment, &bead);
            let is_whole = parts.len() == 1;
            for (row, [source, translation]) in parts {
                let torn = Listed { bead: Bead::loose(source, translation), was: None };
                beads[row].push(if is_whole { Listed { bead, was: Some(nth) } } else { torn });
            }
        }
    }
    let of_cell = |(cell, mut beads): (&Cell, Vec<Listed>)| {
        if let Made::Kept(nth) = cell.made {
            let own = alignment.rows[nth].beads.range();
            beads = own.map(|nth| Listed { bead: alignment.beads[nth], was: Some(nth) }).collect();
        } else {
            settle_order(&mut beads, |one| [one.bead.source, one.bead.translation]);
            settle(alignment, cell, &mut beads);
        }
        (cell.parts, beads)
    };
    regroup::with_rows(alignment, cells.iter().zip(beads).map(of_cell).collect())
}

/// Says of the beads of a changed row what the change said of the row.
fn settle(alignment: &Alignment, cell: &Cell, beads: &mut Vec<Listed>) {
    let formed = |bead: Bead| match cell.made {
        Made::Formed => Bead { status: Status::Corrected, confidence: 1.0, ..bead },
        _ => bead,
    };
    let is_paired = cell.parts.iter().all(|part| !part.is_empty());
    if is_paired && !beads.iter().any(|one| one.bead.is_paired()) {
        let sentences = |side: SideName| sentences(alignment.segments(side), cell.parts[side as usize]);
        let all = Bead::loose(sentences(SideName::Source), sentences(SideName::Translation));
        *beads = vec![Listed { bead: formed(all), was: None }];
    } else if !is_paired {
        for one in beads.iter_mut().filter(|one| !one.bead.status.is_settled()) {
            let bead = formed(one.bead);
            *one = Listed { bead, was: one.was.filter(|_| bead == one.bead) };
        }
    }
}

/// The sentences of some passages.
fn sentences(segments: &[Segment], passages: IndexRange) -> IndexRange {
    let first = segments.partition_point(|segment| segment.passage < passages.start);
    let end = segments.partition_point(|segment| segment.passage < passages.end);
    IndexRange::new(first, end)
}

impl Grid<'_> {
    /// Where the other side of a row is best split, when one side is split before passage `at`: where the fewest pairs
    /// of sentences are torn, and of those where both sides are split alike by their length.
    pub(super) fn split_of_row(&self, nth: usize, side: SideName, at: usize) -> usize {
        let other = side.other();
        let Some(row) = self.alignment.rows.get(nth) else { return 0 };
        let beads = self.alignment.beads.get(row.beads.range()).unwrap_or_default();
        let part = row.part(other);
        let length = |side: SideName, range: IndexRange| {
            let segments = self.alignment.segments(side);
            segments.get(sentences(segments, range).range()).unwrap_or_default().iter().map(|one| one.at.len()).sum()
        };
        let shares = |side: SideName, at: usize| {
            let (all, before): (usize, usize) =
                (length(side, row.part(side)), length(side, IndexRange { end: at as u32, ..row.part(side) }));
            before as f64 / all.max(1) as f64
        };
        let wanted = shares(side, at.clamp(row.part(side).start as usize, row.part(side).end as usize));
        let torn = |cut: usize| beads.iter().filter(|bead| self.is_torn(bead, (side, at), cut)).count();
        let cuts = part.start as usize..=part.end as usize;
        let key = |cut: &usize| (torn(*cut), ((shares(other, *cut) - wanted).abs() * 1e6) as u64);
        cuts.min_by_key(key).unwrap_or(part.end as usize)
    }

    /// Whether a bead has sentences on both sides of a line through both texts.
    fn is_torn(&self, bead: &Bead, (side, at): (SideName, usize), other_at: usize) -> bool {
        let is_above = |of: SideName, cut: usize| {
            let segments = self.alignment.segments(of).get(bead.part(of).range()).unwrap_or_default();
            segments.iter().map(move |segment| (segment.passage as usize) < cut).collect::<Vec<_>>()
        };
        let all = [is_above(side, at), is_above(side.other(), other_at)].concat();
        all.contains(&true) && all.contains(&false)
    }
}
