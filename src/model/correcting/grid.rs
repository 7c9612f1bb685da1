//! Pairs as cells of two columns, whether of sentences or of passages, and the small moves of grouping: merge, move one
//! up or down, split, unpair, swap.
//!
//! What a gesture puts together is `Formed`, whatever the cells were before: a person named them. What only comes of it
//! is `Loose`. Cells that are settled or cross others are walls for what goes through the list (`columns`), never for the
//! gesture that names them.

use std::ops::Range;

use super::{Level, Refusal};
use crate::model::{Address, Alignment, IndexRange, SideName};

/// The two sides of a cell: positions of sentences, or of passages. Where one is empty its place says nothing.
pub(super) type Parts = [IndexRange; 2];

/// A cell after a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cell {
    pub(super) parts: Parts,
    pub(super) made: Made,
}

/// Where a cell comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Made {
    /// It is a cell there was.
    Kept(usize),
    /// It is a part of a cell that has one side alone.
    Part(usize),
    /// A person put it together.
    Formed,
    /// It came of a change elsewhere.
    Loose,
}

/// What came of a change: all cells, and the text that the gesture was about, which is to be chosen next.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) cells: Vec<Cell>,
    pub(super) chosen: (SideName, usize),
}

/// The cells of an alignment.
pub(super) struct Grid<'a> {
    pub(super) alignment: &'a Alignment,
    pub(super) level: Level,
    pub(super) cells: Vec<Parts>,
}

pub(super) fn formed(parts: Parts) -> Cell {
    Cell { parts, made: Made::Formed }
}

pub(super) fn loose(parts: Parts) -> Cell {
    Cell { parts, made: Made::Loose }
}

/// The parts with another range on a side.
pub(super) fn with(mut parts: Parts, side: SideName, range: IndexRange) -> Parts {
    parts[side as usize] = range;
    parts
}

/// Two ranges that follow each other as one.
pub(super) fn joined(one: IndexRange, other: IndexRange) -> Option<IndexRange> {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => Some(other),
        (_, true) => Some(one),
        _ if one.end == other.start => Some(IndexRange { start: one.start, end: other.end }),
        _ if other.end == one.start => Some(IndexRange { start: other.start, end: one.end }),
        _ => None,
    }
}

/// Whether two cells hold the same.
fn is_same(one: &Parts, other: &Parts) -> bool {
    one.iter().zip(other).all(|(one, other)| one == other || one.is_empty() && other.is_empty())
}

impl<'a> Grid<'a> {
    pub(super) fn new(alignment: &'a Alignment, level: Level) -> Self {
        let cells = match level {
            Level::Sentences => alignment.beads.iter().map(|bead| [bead.source, bead.translation]).collect(),
            Level::Paragraphs => alignment.rows.iter().map(|row| [row.source, row.translation]).collect(),
        };
        Self { alignment, level, cells }
    }

    /// The cell at a position.
    pub(super) fn cell(&self, nth: usize) -> Result<Parts, Refusal> {
        self.cells.get(nth).copied().ok_or(Refusal::Gone)
    }

    /// The part of a cell on a side, which must not be empty.
    pub(super) fn part(&self, nth: usize, side: SideName) -> Result<IndexRange, Refusal> {
        let part = self.cell(nth)?[side as usize];
        if part.is_empty() { Err(Refusal::NoText(self.address(nth), side)) } else { Ok(part) }
    }

    /// The cell above, as (position, parts).
    pub(super) fn above(&self, nth: usize) -> Result<(usize, Parts), Refusal> {
        let above = nth.checked_sub(1).ok_or_else(|| Refusal::NothingAbove(self.address(nth)))?;
        Ok((above, self.cell(above)?))
    }

    /// The cell below, as (position, parts).
    fn below(&self, nth: usize) -> Result<(usize, Parts), Refusal> {
        let below = self.cells.get(nth + 1).ok_or_else(|| Refusal::NothingBelow(self.address(nth)))?;
        Ok((nth + 1, *below))
    }

    /// The cell that holds a sentence or passage.
    pub(super) fn find(&self, side: SideName, position: usize) -> Option<usize> {
        match self.level {
            Level::Sentences => self.alignment.bead_of(side, position),
            Level::Paragraphs => self.alignment.row_of_passage(side, position),
        }
    }

    pub(super) fn address(&self, nth: usize) -> Address {
        let address = match self.level {
            Level::Sentences => self.alignment.address(nth),
            Level::Paragraphs => self.alignment.rows.get(nth).map(|row| Address { row: row.number, pair: None }),
        };
        address.unwrap_or(Address { row: 0, pair: None })
    }

    /// Whether what goes through the list ends before a cell: somebody said something of it, or it crosses others.
    pub(super) fn is_wall(&self, nth: usize) -> bool {
        let beads = match self.level {
            Level::Sentences => nth..nth + 1,
            Level::Paragraphs if self.alignment.crossings.rows.contains(nth) => return true,
            Level::Paragraphs => self.alignment.rows.get(nth).map_or(0..0, |row| row.beads.range()),
        };
        let settled = |bead: &crate::model::Bead| bead.status.is_settled();
        let crosses = !self.alignment.crossings.is_empty() && beads.clone().any(|bead| self.alignment.crosses(bead));
        crosses || self.alignment.beads.get(beads).unwrap_or_default().iter().any(settled)
    }

    /// Two parts of neighbouring cells as one.
    pub(super) fn join(&self, above: usize, below: usize, side: SideName, of: Parts) -> Result<IndexRange, Refusal> {
        let [one, other] = of;
        joined(one, other).ok_or_else(|| Refusal::Apart(self.address(above), self.address(below), side))
    }

    /// All cells, with some of them in the place of those in `range`. Empty ones are left out, and what is as it was is
    /// what it was.
    pub(super) fn spliced(&self, range: Range<usize>, cells: Vec<Cell>) -> Vec<Cell> {
        let kept = |nth: usize| Cell { parts: self.cells[nth], made: Made::Kept(nth) };
        let mut all: Vec<Cell> = Vec::with_capacity(self.cells.len() + cells.len());
        all.extend((0..range.start).map(kept));
        let mut old = range.clone();
        for cell in cells.into_iter().filter(|cell| cell.parts.iter().any(|part| !part.is_empty())) {
            let same = if cell.made == Made::Loose { self.same_in(&mut old, &cell.parts) } else { None };
            all.push(same.map_or(cell, kept));
        }
        all.extend((range.end..self.cells.len()).map(kept));
        all
    }

    /// The next of some old cells that holds the same, if it begins no later than these parts.
    fn same_in(&self, old: &mut Range<usize>, parts: &Parts) -> Option<usize> {
        let starts_later = |nth: usize| {
            let starts = |side: usize| self.cells[nth][side].start > parts[side].start;
            [0, 1].into_iter().all(|side| parts[side].is_empty() || self.cells[nth][side].is_empty() || starts(side))
        };
        while let Some(nth) = old.clone().next() {
            if is_same(&self.cells[nth], parts) {
                old.start += 1;
                return Some(nth);
            }
            if starts_later(nth) {
                return None;
            }
            old.start += 1;
        }
        None
    }

    /// The cell with the one above.
    pub(super) fn merge_up(&self, nth: usize) -> Result<Outcome, Refusal> {
        self.cell(nth)?;
        let (above, _) = self.above(nth)?;
        self.merge(above..nth + 1)
    }

    /// Cells that follow each other as one.
    pub(super) fn merge(&self, range: Range<usize>) -> Result<Outcome, Refusal> {
        if range.len() < 2 {
            return Err(Refusal::Nothing);
        }
        let mut all = Parts::default();
        for side in SideName::BOTH {
            all[side as usize] = self.part_of_all(range.clone(), side)?;
        }
        Ok(Outcome { cells: self.spliced(range, vec![formed(all)]), chosen: any(all) })
    }

    /// What cells have of a side, which must be one stretch of it.
    fn part_of_all(&self, range: Range<usize>, side: SideName) -> Result<IndexRange, Refusal> {
        let mut parts = Vec::with_capacity(range.len());
        for nth in range {
            let part = self.cell(nth)?[side as usize];
            if !part.is_empty() {
                parts.push((part, nth));
            }
        }
        // Pairs that cross may stand side by side in the text all the same.
        parts.sort_by_key(|(part, _)| part.start);
        let Some(((first, _), rest)) = parts.split_first() else { return Ok(IndexRange::default()) };
        let (mut all, mut last) = (*first, parts[0].1);
        for (part, nth) in rest {
            all = self.join(last.min(*nth), last.max(*nth), side, [all, *part])?;
            last = *nth;
        }
        Ok(all)
    }

    /// The first of a side to the cell above.
    pub(super) fn first_up(&self, nth: usize, side: SideName) -> Result<Outcome, Refusal> {
        let part = self.part(nth, side)?;
        let (cell, (above, parts)) = (self.cell(nth)?, self.above(nth)?);
        let middle = part.start as usize + 1;
        let first = IndexRange::new(part.start as usize, middle);
        let all = self.join(above, nth, side, [parts[side as usize], first])?;
        let rest = with(cell, side, IndexRange::new(middle, part.end as usize));
        let cells = vec![formed(with(parts, side, all)), remainder(rest)];
        Ok(Outcome { cells: self.spliced(above..nth + 1, cells), chosen: any_or(rest, (side, part.start as usize)) })
    }

    /// The last of a side to the cell below.
    pub(super) fn last_down(&self, nth: usize, side: SideName) -> Result<Outcome, Refusal> {
        let part = self.part(nth, side)?;
        let (cell, (below, parts)) = (self.cell(nth)?, self.below(nth)?);
        let middle = part.end as usize - 1;
        let last = IndexRange::new(middle, part.end as usize);
        let all = self.join(nth, below, side, [last, parts[side as usize]])?;
        let rest = with(cell, side, IndexRange::new(part.start as usize, middle));
        let cells = vec![remainder(rest), formed(with(parts, side, all))];
        Ok(Outcome { cells: self.spliced(nth..below + 1, cells), chosen: any_or(rest, (side, middle)) })
    }

    /// Two cells where there was one: what stands before `at` on a side and before `other` on the other one, and the
    /// rest.
    pub(super) fn split(&self, nth: usize, side: SideName, (at, other): (usize, usize)) -> Result<Outcome, Refusal> {
        let cell = self.cell(nth)?;
        let mut cuts = [at, other];
        if side == SideName::Translation {
            cuts.reverse();
        }
        let (mut upper, mut lower) = (cell, cell);
        for (which, cut) in cuts.into_iter().enumerate().filter(|(which, _)| !cell[*which].is_empty()) {
            let part = cell[which].range();
            if !(part.start..=part.end).contains(&cut) {
                return Err(Refusal::NothingBefore(self.address(nth)));
            }
            upper[which] = IndexRange::new(part.start, cut);
            lower[which] = IndexRange::new(cut, part.end);
        }
        let is_empty = |parts: &Parts| parts.iter().all(|part| part.is_empty());
        if is_empty(&upper) || is_empty(&lower) {
            return Err(Refusal::NothingBefore(self.address(nth)));
        }
        let one_sided = cell.iter().any(|part| part.is_empty());
        let made = |parts| if one_sided { Cell { parts, made: Made::Part(nth) } } else { remainder(parts) };
        Ok(Outcome { cells: self.spliced(nth..nth + 1, vec![made(upper), made(lower)]), chosen: any(lower) })
    }

    /// Both sides of a cell alone.
    pub(super) fn unpair(&self, nth: usize) -> Result<Outcome, Refusal> {
        let [source, translation] = self.cell(nth)?;
        if source.is_empty() || translation.is_empty() {
            return Err(Refusal::OneSided(self.address(nth)));
        }
        let none = IndexRange::default();
        let cells = vec![formed([source, none]), formed([none, translation])];
        let cells = self.spliced(nth..nth + 1, cells);
        Ok(Outcome { cells, chosen: (SideName::Source, source.start as usize) })
    }

    /// The cell and the one below with each other's translation.
    pub(super) fn swap(&self, nth: usize) -> Result<Outcome, Refusal> {
        let one = self.cell(nth)?;
        let (below, other) = self.below(nth)?;
        for nth in [nth, below] {
            if self.cells[nth].iter().any(|part| part.is_empty()) {
                return Err(Refusal::OneSided(self.address(nth)));
            }
        }
        let cells = vec![formed([one[0], other[1]]), formed([other[0], one[1]])];
        Ok(Outcome { cells: self.spliced(nth..below + 1, cells), chosen: (SideName::Source, one[0].start as usize) })
    }
}

/// What is left of a cell that a gesture named: still the person's where it has both sides, else nobody's.
pub(super) fn remainder(parts: Parts) -> Cell {
    if parts.iter().any(|part| part.is_empty()) { loose(parts) } else { formed(parts) }
}

/// Something that the cell holds.
pub(super) fn any(parts: Parts) -> (SideName, usize) {
    any_or(parts, (SideName::Source, 0))
}

/// Something that the cell holds; what is given where it holds nothing.
pub(super) fn any_or(parts: Parts, otherwise: (SideName, usize)) -> (SideName, usize) {
    let some = SideName::BOTH.into_iter().find(|side| !parts[*side as usize].is_empty());
    some.map_or(otherwise, |side| (side, parts[side as usize].start as usize))
}
