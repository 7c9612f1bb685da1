//! From stretches of a side to sentence pairs, rows and addresses. Linear to build, logarithmic to ask.

use crate::export::notes::AddressRange;
use crate::model::{Address, Alignment, Bead, IndexRange, SideName, Span};

/// The alignment, ready to be asked which row and which pair a stretch belongs to.
pub(in crate::export) struct Addresses<'a> {
    alignment: &'a Alignment,
    /// Row and number of the pair in it, for each bead.
    beads: Vec<Option<(usize, u32)>>,
    /// The bead of each segment, source first.
    segments: [Vec<Option<usize>>; 2],
    /// The row of each passage, source first.
    passages: [Vec<Option<usize>>; 2],
}

impl<'a> Addresses<'a> {
    pub(in crate::export) fn new(alignment: &'a Alignment) -> Self {
        let mut beads = vec![None; alignment.beads.len()];
        let mut passages = [Vec::new(), Vec::new()];
        for (nth, row) in alignment.rows.iter().enumerate() {
            for (pair, bead) in (1..).zip(beads.get_mut(row.beads.range()).unwrap_or_default()) {
                *bead = Some((nth, pair));
            }
            for side in SideName::BOTH {
                fill(&mut passages[side as usize], row.part(side), nth);
            }
        }
        let mut segments = [Vec::new(), Vec::new()];
        for (nth, bead) in alignment.beads.iter().enumerate() {
            for side in SideName::BOTH {
                fill(&mut segments[side as usize], bead.part(side), nth);
            }
        }
        Self { alignment, beads, segments, passages }
    }

    /// Position of the row that holds a passage.
    pub(in crate::export) fn row_of_passage(&self, side: SideName, passage: u32) -> Option<usize> {
        self.passages[side as usize].get(passage as usize).copied().flatten()
    }

    /// Positions of the beads that a stretch of a passage touches. An empty stretch touches the sentence it stands in.
    pub(in crate::export) fn beads_at(&self, side: SideName, passage: u32, at: Span) -> Vec<usize> {
        let all = self.alignment.segments(side);
        let first = all.partition_point(|one| (one.passage, one.at.end) <= (passage, at.start));
        let touched = all
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, one)| one.passage == passage && (one.at.start < at.end || one.at.start <= at.start));
        let mut beads: Vec<usize> = touched.filter_map(|(nth, _)| self.bead_of(side, nth)).collect();
        if beads.is_empty() && first > 0 && all.get(first - 1).is_some_and(|one| one.passage == passage) {
            // The end of a passage belongs to its last sentence.
            beads.extend(self.bead_of(side, first - 1));
        }
        beads.dedup();
        beads
    }

    /// Where a stretch of a passage stands: its sentence pairs, or its row where that has none.
    pub(in crate::export) fn range(&self, side: SideName, passage: u32, at: Span) -> Option<AddressRange> {
        let whole_row = || {
            let row = self.alignment.rows.get(self.row_of_passage(side, passage)?)?;
            Some(Address { row: row.number, pair: None })
        };
        let pairs = self.beads_at(side, passage, at).into_iter().filter_map(|bead| self.address(bead));
        let one = |address| AddressRange { first: address, last: address };
        pairs.map(one).reduce(AddressRange::union).or_else(|| whole_row().map(one))
    }

    /// The address of a bead.
    pub(in crate::export) fn address(&self, bead: usize) -> Option<Address> {
        let (row, pair) = self.beads.get(bead).copied().flatten()?;
        Some(Address { row: self.alignment.rows.get(row)?.number, pair: Some(pair) })
    }

    /// Whether a bead has sentences of both sides.
    pub(in crate::export) fn is_paired(&self, bead: usize) -> bool {
        self.alignment.beads.get(bead).is_some_and(Bead::is_paired)
    }

    fn bead_of(&self, side: SideName, segment: usize) -> Option<usize> {
        self.segments[side as usize].get(segment).copied().flatten()
    }
}

/// Writes `value` at all positions of `range`, making room where there is none.
fn fill(list: &mut Vec<Option<usize>>, range: IndexRange, value: usize) {
    if list.len() < range.end as usize {
        list.resize(range.end as usize, None);
    }
    list.get_mut(range.range()).unwrap_or_default().fill(Some(value));
}
