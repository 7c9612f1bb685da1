//! The rows that notes stand on.

use super::{Cell, RowView};
use crate::model::{Address, Alignment, Document, IndexRange, Passage, SideName};

/// The rows of a document, and where each passage stands in them.
pub(super) struct Laid {
    pub(super) rows: Vec<RowView>,
    /// Row and position in its cell of each passage, source first.
    pub(super) places: [Vec<(usize, usize)>; 2],
}

/// Lays the passages into rows. A passage that no row holds stands in a row of its own, at the end, so that no text is
/// left out.
pub(super) fn lay(document: &Document, alignment: &Alignment) -> Laid {
    let passages = SideName::BOTH.map(|side| document.side(side).map_or(&[][..], |side| &side.passages));
    let mut places = passages.map(|passages| vec![None; passages.len()]);
    let mut rows: Vec<RowView> = Vec::with_capacity(alignment.rows.len());
    for row in &alignment.rows {
        let mut cells = [Vec::new(), Vec::new()];
        for (side, range) in [row.source, row.translation].into_iter().enumerate() {
            take(passages[side], range, &mut cells[side], &mut places[side], rows.len());
        }
        rows.push(RowView { address: Some(Address { row: row.number, pair: None }), cells });
    }
    let places = [0, 1].map(|side| {
        let (all, held) = (passages[side], &places[side]);
        let place = |(passage, held): (&Passage, &Option<(usize, usize)>)| {
            held.unwrap_or_else(|| {
                let mut cells = [Vec::new(), Vec::new()];
                cells[side].push(cell(passage));
                rows.push(RowView { address: None, cells });
                (rows.len() - 1, 0)
            })
        };
        all.iter().zip(held).map(place).collect()
    });
    Laid { rows, places }
}

fn take(
    passages: &[Passage],
    range: IndexRange,
    cells: &mut Vec<Cell>,
    places: &mut [Option<(usize, usize)>],
    row: usize,
) {
    for nth in range.range() {
        let (Some(passage), Some(place)) = (passages.get(nth), places.get_mut(nth)) else { return };
        *place = Some((row, cells.len()));
        cells.push(cell(passage));
    }
}

fn cell(passage: &Passage) -> Cell {
    Cell { kind: passage.kind, level: passage.level, text: passage.text.text().to_owned(), notes: Vec::new() }
}
