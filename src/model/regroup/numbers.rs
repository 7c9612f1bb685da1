//! The numbers of rows: fixed when a document is first aligned, kept through every change.
//!
//! A row goes on as the one that began with the same passage of the source, else with the same of the translation, else
//! as the one that its first passage stood in. A number that nobody goes on with is remembered with the passage that its
//! row began with, and comes back with it. What is new is numbered on from the greatest.

use crate::model::{Alignment, Called, IndexRange, Retired, Row, SideName};

/// Gives rows their numbers: for each the row that it goes on as, by its position, and the numbers nobody has.
pub(super) fn assign(before: &Alignment, rows: &mut [Row]) -> (Vec<Option<usize>>, Vec<Retired>) {
    let old = Old::new(&before.rows);
    let mut taken = vec![false; before.rows.len()];
    let mut was: Vec<Option<usize>> = vec![None; rows.len()];
    for rule in [Old::began_alike, Old::began_in_translation, Old::held] {
        for (row, was) in rows.iter().zip(&mut was).filter(|(_, was)| was.is_none()) {
            // A row that waits for the aligner has no number yet to give.
            *was = rule(&old, row).filter(|nth| !taken[*nth] && before.rows[*nth].number > 0);
            if let Some(nth) = *was {
                taken[nth] = true;
            }
        }
    }
    let mut retired = before.retired.clone();
    let mut last = greatest_number(before);
    for (row, was) in rows.iter_mut().zip(&was) {
        row.number = match was {
            Some(nth) => before.rows[*nth].number,
            None => back(&mut retired, row).unwrap_or_else(|| {
                last += 1;
                last
            }),
        };
    }
    let gone = before.rows.iter().zip(taken).filter(|(row, taken)| !taken && row.number > 0);
    retired.extend(gone.filter_map(|(row, _)| {
        let (side, passage) = first(row)?;
        Some(Retired { side, passage, number: row.number })
    }));
    retired.sort_by_key(|one| (one.side, one.passage, one.number));
    (was, retired)
}

/// The greatest number that a row has or had. None that is new gets a smaller one.
pub(in crate::model) fn greatest_number(alignment: &Alignment) -> u32 {
    let numbers = alignment.rows.iter().map(|row| row.number).chain(alignment.retired.iter().map(|one| one.number));
    numbers.chain(set_aside(alignment)).max().unwrap_or_default()
}

/// The numbers of rows whose text was set aside.
fn set_aside(before: &Alignment) -> impl Iterator<Item = u32> + '_ {
    let called = SideName::BOTH.into_iter().flat_map(|side| before.structure.side(side).called.values());
    called.filter_map(|called| match called {
        Called::Furniture { row, .. } => *row,
        Called::Text(_) => None,
    })
}

/// The number that a row with its first passage had, if there was one.
fn back(retired: &mut Vec<Retired>, row: &Row) -> Option<u32> {
    let (side, passage) = first(row)?;
    let nth = retired.partition_point(|one| (one.side, one.passage) < (side, passage));
    let found = retired.get(nth).filter(|one| (one.side, one.passage) == (side, passage))?.number;
    retired.remove(nth);
    Some(found)
}

/// The passage that a row begins with, of the source if it has any.
fn first(row: &Row) -> Option<(SideName, u32)> {
    let side = SideName::BOTH.into_iter().find(|side| !row.part(*side).is_empty())?;
    Some((side, row.part(side).start))
}

/// The rows there were, by their passages.
struct Old<'a> {
    rows: &'a [Row],
    /// The row of each passage, source first, and whether it begins with it.
    of: [Vec<Option<(usize, bool)>>; 2],
}

impl<'a> Old<'a> {
    fn new(rows: &'a [Row]) -> Self {
        let of = SideName::BOTH.map(|side| {
            let passages = rows.iter().map(|row| row.part(side).end as usize).max().unwrap_or_default();
            let mut of = vec![None; passages];
            for (nth, row) in rows.iter().enumerate() {
                let IndexRange { start, end } = row.part(side);
                for passage in start..end {
                    of[passage as usize] = Some((nth, passage == start));
                }
            }
            of
        });
        Self { rows, of }
    }

    fn of(&self, side: SideName, row: &Row) -> Option<(usize, bool)> {
        let part = row.part(side);
        if part.is_empty() { None } else { self.of[side as usize].get(part.start as usize).copied().flatten() }
    }

    /// The row that began with the same passage: of the source, or of the translation where neither has any.
    fn began_alike(&self, row: &Row) -> Option<usize> {
        let side = if row.source.is_empty() { SideName::Translation } else { SideName::Source };
        let (nth, began) = self.of(side, row)?;
        (began && (side == SideName::Source || self.rows[nth].source.is_empty())).then_some(nth)
    }

    /// The row that began with the same passage of the translation.
    fn began_in_translation(&self, row: &Row) -> Option<usize> {
        self.of(SideName::Translation, row).filter(|(_, began)| *began).map(|(nth, _)| nth)
    }

    /// The row that held the first passage.
    fn held(&self, row: &Row) -> Option<usize> {
        SideName::BOTH.into_iter().find_map(|side| self.of(side, row)).map(|(nth, _)| nth)
    }
}
