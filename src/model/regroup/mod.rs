//! Rows from beads after a change: which passages stand together follows from which sentences do, as far as possible
//! without a word about what was not changed.
//!
//! Passages of one bead stand in one row, and rows are stretches without a gap on both sides. Beyond that the rows that
//! are there stay: passages that a person put into one row stay in it, and rows part only where a bead held them together
//! that does so no more.

mod numbers;
mod ties;

use super::crossings::{OutOfOrder, place_empty_sides, settle_order};
use super::{Alignment, Bead, Crossings, IndexRange, Row, SideName};
pub(super) use numbers::greatest_number;
use ties::Ties;

/// A bead of a list that takes the place of the one there was.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Listed {
    /// The bead. Where it has no sentence of a side, its range there says nothing.
    pub(super) bead: Bead,
    /// Position of the same bead in the list there was, if it is one of those.
    pub(super) was: Option<usize>,
}

/// The passages of a row: source, translation.
pub(super) type Parts = [IndexRange; 2];

/// A passage before which two rows may part that were one.
pub(super) type Seam = (SideName, u32);

impl Alignment {
    /// The same sentences in other beads, which hold each of them once and come to stand in the order of the source. Rows
    /// keep their passages where the beads allow it, and their numbers.
    #[must_use]
    pub fn regrouped(&self, beads: Vec<Bead>) -> Self {
        let list: Vec<Listed> = beads.into_iter().map(|bead| Listed { bead, was: None }).collect();
        with_beads(self, list, &[])
    }
}

/// The alignment with another list of beads. At `seams` rows part if no bead holds them together.
pub(super) fn with_beads(before: &Alignment, mut list: Vec<Listed>, seams: &[Seam]) -> Alignment {
    settle_order(&mut list, |one| [one.bead.source, one.bead.translation]);
    let mut kept = vec![false; before.beads.len()];
    for was in list.iter().filter_map(|one| one.was) {
        kept[was] = true;
    }
    let mut ties = Ties::new(before);
    for row in &before.rows {
        let has_seam = seams.iter().any(|(side, passage)| row.part(*side).contains(*passage as usize));
        if kept[row.beads.range()].iter().all(|kept| *kept) && !has_seam {
            ties.tie_row([row.source, row.translation]);
        } else {
            ties.tie_joined(before, row, seams);
        }
    }
    for one in &list {
        ties.tie_bead(&one.bead);
    }
    let (mut rows, row_of) = ties.rows();
    let order = order(&list, &rows, |bead| row_of.bead(before, bead));
    rows = order.iter().map(|row| rows[*row]).collect();
    let mut rank = vec![0; order.len()];
    for (nth, row) in order.iter().enumerate() {
        rank[*row] = nth;
    }
    let mut sorted: Vec<(usize, Listed)> =
        list.iter().map(|one| (rank[row_of.bead(before, &one.bead)], *one)).collect();
    if !sorted.is_sorted_by_key(|(row, _)| *row) {
        sorted.sort_by_key(|(row, _)| *row);
    }
    finish(before, &rows, &sorted)
}

/// The alignment with other rows, and the beads of each of them.
pub(super) fn with_rows(before: &Alignment, rows: Vec<(Parts, Vec<Listed>)>) -> Alignment {
    let (parts, beads): (Vec<Parts>, Vec<Vec<Listed>>) = rows.into_iter().unzip();
    let list = beads.into_iter().enumerate().flat_map(|(row, beads)| beads.into_iter().map(move |one| (row, one)));
    let list: Vec<(usize, Listed)> = list.collect();
    finish(before, &parts, &list)
}

/// In which order rows stand: that of their first beads with source text; those without any by their first bead.
fn order(list: &[Listed], rows: &[Parts], row_of: impl Fn(&Bead) -> usize) -> Vec<usize> {
    let mut first = vec![usize::MAX; rows.len()];
    for (nth, one) in list.iter().enumerate() {
        let row = row_of(&one.bead);
        if first[row] == usize::MAX && (rows[row][0].is_empty() || !one.bead.source.is_empty()) {
            first[row] = nth;
        }
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|row| first[*row]);
    order
}

/// Puts rows and beads together, both in order; each bead with its row.
fn finish(before: &Alignment, parts: &[Parts], list: &[(usize, Listed)]) -> Alignment {
    let mut rows: Vec<Row> = parts
        .iter()
        .map(|[source, translation]| Row {
            number: 0,
            source: *source,
            translation: *translation,
            beads: IndexRange::default(),
            confidence: 0.0,
        })
        .collect();
    let mut next = 0;
    for (nth, row) in rows.iter_mut().enumerate() {
        let start = next;
        while list.get(next).is_some_and(|(of, _)| *of == nth) {
            next += 1;
        }
        row.beads = IndexRange::new(start, next);
    }
    let mut beads: Vec<Bead> = list.iter().map(|(_, one)| one.bead).collect();
    let crossings = Crossings::of(&rows, &beads);
    place_empty_beads(&mut beads, &crossings.beads);
    place_empty_rows(&mut rows, &crossings.rows);
    let (was, retired) = numbers::assign(before, &mut rows);
    for (row, was) in rows.iter_mut().zip(was) {
        let was = was.and_then(|was| before.rows.get(was));
        let own = beads.get(row.beads.range()).unwrap_or_default();
        let is_same = was.filter(|was| {
            let bead_was = was.beads.range().map(Some);
            let same_beads = list[row.beads.range()].iter().map(|(_, one)| one.was).eq(bead_was);
            same_beads && (was.source.len(), was.translation.len()) == (row.source.len(), row.translation.len())
        });
        row.confidence = is_same.map_or_else(|| row_confidence(own, row.pairing()), |was| was.confidence);
    }
    Alignment { rows, beads, crossings, retired, ..before.clone_sides() }
}

impl Alignment {
    /// The same without rows and beads.
    fn clone_sides(&self) -> Self {
        Self {
            source: self.source.clone(),
            translation: self.translation.clone(),
            runners_up: self.runners_up.clone(),
            structure: self.structure.clone(),
            ..Self::default()
        }
    }
}

/// Lets the empty side of a bead stand after the sentences of the beads before it.
pub fn place_empty_beads(beads: &mut [Bead], out_of_order: &OutOfOrder) {
    place_empty_sides(beads.iter_mut().map(|bead| (&mut bead.source, &mut bead.translation)), out_of_order);
}

/// Lets the empty side of a row stand after the passages of the rows before it.
pub(super) fn place_empty_rows(rows: &mut [Row], out_of_order: &OutOfOrder) {
    place_empty_sides(rows.iter_mut().map(|row| (&mut row.source, &mut row.translation)), out_of_order);
}

/// How sure a row is: the mean of its beads by their sentences; in a row with both sides the beads with both decide.
pub fn row_confidence(beads: &[Bead], pairing: super::Pairing) -> f32 {
    let telling = |bead: &&Bead| pairing != super::Pairing::Paired || bead.is_paired();
    let (mut sum, mut sentences) = (0.0, 0.0);
    for bead in beads.iter().filter(telling) {
        let weight = (bead.source.len() + bead.translation.len()) as f32;
        sum += weight * bead.confidence;
        sentences += weight;
    }
    if sentences > 0.0 { sum / sentences } else { 0.0 }
}
