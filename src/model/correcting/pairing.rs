//! Putting two sentences or passages together, wherever they stand: what they stood with stays as it was, without them.
//! And carrying one to a pair further off, as far as nothing stands between.

use super::Refusal;
use super::grid::{Cell, Grid, Made, Outcome, Parts, formed, loose, remainder, with};
use crate::model::{IndexRange, SideName};

const NONE: IndexRange = IndexRange { start: 0, end: 0 };

impl Grid<'_> {
    /// A cell of one of the source and one of the translation. Where others stand between them it crosses those.
    pub(super) fn pair(&self, source: usize, translation: usize) -> Result<Outcome, Refusal> {
        let find = |side, position| self.find(side, position).ok_or(Refusal::Gone);
        let (with_source, with_translation) =
            (find(SideName::Source, source)?, find(SideName::Translation, translation)?);
        let pair = [IndexRange::new(source, source + 1), IndexRange::new(translation, translation + 1)];
        let chosen = (SideName::Source, source);
        if with_source == with_translation {
            return Ok(Outcome { cells: self.carved(with_source, pair), chosen });
        }
        let mut cells: Vec<Cell> = Vec::with_capacity(self.cells.len() + 4);
        for (nth, parts) in self.cells.iter().enumerate() {
            if nth == with_source {
                without_source(*parts, pair, &mut cells);
            } else if nth == with_translation {
                without_translation(*parts, pair[1], &mut cells);
            } else {
                cells.push(Cell { parts: *parts, made: Made::Kept(nth) });
            }
        }
        Ok(Outcome { cells, chosen })
    }

    /// A sentence or passage in another cell, with what stands between it and the edge of its own there.
    pub(super) fn carry(&self, side: SideName, position: usize, to: usize) -> Result<Outcome, Refusal> {
        let from = self.find(side, position).ok_or(Refusal::Gone)?;
        let (cell, target, part) = (self.cell(from)?, self.cell(to)?, self.part(from, side)?);
        if from == to {
            return Err(Refusal::Nothing);
        }
        let (first, last) = (from.min(to), from.max(to));
        if let Some(full) = (first + 1..last).find(|nth| !self.cells[*nth][side as usize].is_empty()) {
            return Err(Refusal::Between(self.address(full), side));
        }
        let down = to > from;
        let middle = if down { position } else { position + 1 };
        let parts = [IndexRange::new(part.start as usize, middle), IndexRange::new(middle, part.end as usize)];
        let (stays, goes) = if down { (parts[0], parts[1]) } else { (parts[1], parts[0]) };
        let (upper, lower) = if down { (goes, target[side as usize]) } else { (target[side as usize], goes) };
        let all = self.join(first, last, side, [upper, lower])?;
        let (rest, grown) = (remainder(with(cell, side, stays)), formed(with(target, side, all)));
        let mut cells = vec![if down { rest } else { grown }];
        cells.extend(self.cells[first + 1..last].iter().map(|parts| loose(*parts)));
        cells.push(if down { grown } else { rest });
        Ok(Outcome { cells: self.spliced(first..last + 1, cells), chosen: (side, position) })
    }

    /// A pair out of the cell that holds both: what stands before them, they, and what stands after them.
    fn carved(&self, nth: usize, pair: Parts) -> Vec<Cell> {
        let (mut before, mut after) = (self.cells[nth], self.cells[nth]);
        for side in [0, 1] {
            before[side] = IndexRange { start: before[side].start, end: pair[side].start };
            after[side] = IndexRange { start: pair[side].end, end: after[side].end };
        }
        self.spliced(nth..nth + 1, vec![loose(before), formed(pair), loose(after)])
    }
}

/// Adds what is left of the cell that the sentence of the source is taken from, and the pair at its place.
fn without_source(parts: Parts, pair: Parts, cells: &mut Vec<Cell>) {
    let [of_source, other] = parts;
    let before = IndexRange { start: of_source.start, end: pair[0].start };
    let after = IndexRange { start: pair[0].end, end: of_source.end };
    let (with_before, with_after) = if before.is_empty() { (NONE, other) } else { (other, NONE) };
    push(cells, loose([before, with_before]));
    cells.push(formed(pair));
    push(cells, loose([after, with_after]));
}

/// Adds what is left of the cell that the sentence of the translation is taken from.
fn without_translation(parts: Parts, taken: IndexRange, cells: &mut Vec<Cell>) {
    let [other, of_translation] = parts;
    let before = IndexRange { start: of_translation.start, end: taken.start };
    let after = IndexRange { start: taken.end, end: of_translation.end };
    let (with_other, without) = if before.is_empty() { (after, NONE) } else { (before, after) };
    push(cells, loose([other, with_other]));
    push(cells, loose([NONE, without]));
}

/// Adds a cell that holds something.
fn push(cells: &mut Vec<Cell>, cell: Cell) {
    if cell.parts.iter().any(|part| !part.is_empty()) {
        cells.push(cell);
    }
}
