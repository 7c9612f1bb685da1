//! Where a view stands in a list of rows of unequal heights: a row and an offset into it, never a sum of points.
//!
//! Heights of rows that were never seen are estimates; what replaces them moves the scroll bar, never the text that is
//! being read.

use super::heights::Heights;

/// A place in the flow of rows: the upper edge of the view.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Position {
    /// Index of the row at the upper edge.
    pub(crate) row: usize,
    /// Points from the row's upper edge to that of the view.
    pub(crate) offset: f64,
}

/// A row in the view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Visible {
    /// Its index.
    pub(crate) row: usize,
    /// Points from the upper edge of the view to that of the row.
    pub(crate) top: f64,
}

/// How much of the view may stay empty below the last row.
const EMPTY_BELOW: f64 = 0.3;
/// A step of more points than this goes by estimated heights.
const FAR: f64 = 6_000.0;
/// What stays between a row and the edge of the view when keys move to it.
const EDGE: f64 = 12.0;

/// Rows that are laid out as they come into view.
pub(crate) trait Rows {
    /// The heights of all rows, estimated or measured.
    fn heights(&self) -> &Heights;

    /// The true height of a row, which is laid out for it.
    fn measure(&mut self, row: usize) -> f64;

    /// Lays out what of a very long row is in the view, whose height is given with the row's upper edge in it.
    fn unfold(&mut self, _row: usize, _top: f64, _height: f64) {}

    /// Brings a position into its row and into the document, for a view of `height` points.
    fn settle(&mut self, position: Position, height: f64) -> Position {
        let mut at = position;
        let last = self.heights().len().saturating_sub(1);
        if at.row > last || at.offset.abs() > FAR {
            let y = self.heights().top(at.row.min(last)) + at.offset;
            let (row, offset) = self.heights().row_at(y);
            at = Position { row, offset };
            let estimate = f64::from(self.heights().height(row));
            let measured = self.measure(row);
            at.offset *= if estimate > 0.0 { measured / estimate } else { 0.0 };
        }
        at = self.walk(at, last);
        let missing = self.missing_below(at, height * (1.0 - EMPTY_BELOW));
        if missing > 0.0 {
            at.offset -= missing;
            at = self.walk(at, last);
        }
        at
    }

    /// Walks to the row that the offset really falls into.
    fn walk(&mut self, mut at: Position, last: usize) -> Position {
        loop {
            if at.offset < 0.0 {
                let Some(above) = at.row.checked_sub(1) else { return Position::default() };
                at = Position { row: above, offset: at.offset + self.measure(above) };
                continue;
            }
            let height = self.measure(at.row);
            if at.offset < height || at.row >= last {
                return at;
            }
            at = Position { row: at.row + 1, offset: at.offset - height };
        }
    }

    /// How many of the `wanted` points below the position are beyond the last row.
    fn missing_below(&mut self, at: Position, wanted: f64) -> f64 {
        let mut below = -at.offset;
        for row in at.row..self.heights().len() {
            below += self.measure(row);
            if below >= wanted {
                return 0.0;
            }
        }
        wanted - below
    }

    /// The rows in a view of `height` points.
    fn visible(&mut self, at: Position, height: f32) -> Vec<Visible> {
        let mut visible = Vec::new();
        let mut top = -at.offset;
        for row in at.row..self.heights().len() {
            if top >= f64::from(height) {
                break;
            }
            visible.push(Visible { row, top });
            self.measure(row);
            self.unfold(row, top, f64::from(height));
            top += self.measure(row);
        }
        visible
    }

    /// Moves as little as it takes to have `reach`, points below the upper edge of `row`, in the view.
    fn bring_into_view(&mut self, at: Position, row: usize, reach: (f64, f64), height: f64) -> Position {
        let (top, bottom) = reach;
        let above = Position { row, offset: top - EDGE };
        if row < at.row || (row == at.row && top < at.offset) {
            return self.settle(above, height);
        }
        let mut below = -at.offset;
        for between in at.row..row {
            below += self.measure(between);
            if below > height {
                break;
            }
        }
        if below + bottom <= height {
            return at;
        }
        // What is higher than the view shows its beginning.
        let end = Position { row, offset: (bottom + EDGE - height).min(top - EDGE) };
        self.settle(end, height)
    }
}
