//! Moving a whole column: what stands on one side from a cell on moves against the other side, as far as the next wall.
//!
//! The grammar is that of the editors of the field: InterText's "move text down" and "move text up", OmegaT's and LF
//! Aligner's shifts. There a column moves to its end; here it ends where the misalignment ends:
//!
//! - **Push** opens a gap. A cell loses its text to the one below, that one its own to the next, and so on, until one has
//!   room: it has no text of that side. Before a wall, and at the end, the last text stands alone.
//! - **Pull** closes one. The text of a cell joins that of the cell above, the next moves up into its place, and so on,
//!   until one has nothing but its text: it is gone then. Before a wall, and at the end, the last cell is left without.
//!
//! So one gesture repairs all that a text which one side lacks, or has twice, has shifted, up to where the aligner had
//! found its way again. **Move** takes the column as a whole, gaps included, by any number of cells, to the next wall.

use super::Refusal;
use super::grid::{Cell, Grid, Outcome, Parts, any_or, formed, loose, with};
use crate::model::{IndexRange, SideName};

const NONE: IndexRange = IndexRange { start: 0, end: 0 };

impl Grid<'_> {
    /// Opens a gap on a side of a cell: its text goes one down, and what is there too, until there is room.
    pub(super) fn push(&self, nth: usize, side: SideName) -> Result<Outcome, Refusal> {
        let mut carried = self.part(nth, side)?;
        let first = (side, carried.start as usize);
        let mut cells = vec![formed(with(self.cell(nth)?, side, NONE))];
        let mut next = nth + 1;
        while !carried.is_empty() {
            let open = self.cells.get(next).filter(|_| !self.is_wall(next));
            let Some(cell) = open else {
                cells.push(loose(with([NONE; 2], side, carried)));
                break;
            };
            cells.push(loose(with(*cell, side, carried)));
            carried = cell[side as usize];
            next += 1;
        }
        let gap = any_or(with(self.cell(nth)?, side, NONE), first);
        Ok(Outcome { cells: self.spliced(nth..next, cells), chosen: gap })
    }

    /// Joins the text of a side of a cell with that of the cell above, and lets what follows move up, until a cell has
    /// nothing else.
    pub(super) fn pull(&self, nth: usize, side: SideName) -> Result<Outcome, Refusal> {
        let part = self.part(nth, side)?;
        let (above, parts) = self.above(nth)?;
        let all = self.join(above, nth, side, [parts[side as usize], part])?;
        let mut cells = vec![formed(with(parts, side, all))];
        let mut given = nth;
        loop {
            // The cell at `given` has given its text away and takes that of the next.
            let other = with(self.cells[given], side, NONE);
            given += 1;
            if other[side.other() as usize].is_empty() {
                break;
            }
            let Some(next) = self.cells.get(given).filter(|_| !self.is_wall(given)) else {
                cells.push(loose(other));
                break;
            };
            cells.push(loose(with(other, side, next[side as usize])));
        }
        Ok(Outcome { cells: self.spliced(above..given, cells), chosen: (side, part.start as usize) })
    }

    /// Moves all text of a side from a cell on by `by` cells, down or (negative) up, to the next wall. Up it goes only
    /// over cells that have no text of that side.
    pub(super) fn shift(&self, nth: usize, side: SideName, by: i32) -> Result<Outcome, Refusal> {
        let steps = by.unsigned_abs() as usize;
        if steps == 0 {
            return Err(Refusal::Nothing);
        }
        let part = self.part(nth, side)?;
        let end = (nth + 1..self.cells.len()).find(|next| self.is_wall(*next)).unwrap_or(self.cells.len());
        let start = if by < 0 { self.room_above(nth, side, steps)? } else { nth };
        let column = |cells: &[Parts]| cells.iter().map(|cell| cell[side as usize]).collect::<Vec<_>>();
        let mut moved = vec![NONE; if by > 0 { steps } else { 0 }];
        moved.extend(column(&self.cells[nth..end]));
        let others: Vec<IndexRange> = self.cells[start..end].iter().map(|cell| cell[side.other() as usize]).collect();
        let shifted = (0..moved.len().max(others.len())).map(|row| {
            let parts = with([NONE; 2], side, moved.get(row).copied().unwrap_or_default());
            let parts = with(parts, side.other(), others.get(row).copied().unwrap_or_default());
            // The gesture is about the gap that it opens, or the pair that it closes one with.
            let is_named = if by > 0 { row < steps } else { row == 0 };
            if is_named { formed(parts) } else { loose(parts) }
        });
        let cells: Vec<Cell> = shifted.collect();
        Ok(Outcome { cells: self.spliced(start..end, cells), chosen: (side, part.start as usize) })
    }

    /// The cell so many steps above, where there is no text of a side in between.
    fn room_above(&self, nth: usize, side: SideName, steps: usize) -> Result<usize, Refusal> {
        let start = nth.checked_sub(steps).ok_or_else(|| Refusal::NothingAbove(self.address(0)))?;
        match (start..nth).rev().find(|above| !self.cells[*above][side as usize].is_empty()) {
            Some(full) => Err(Refusal::InTheWay(self.address(full), side)),
            None => Ok(start),
        }
    }
}
