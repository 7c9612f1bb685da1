//! Where a pair is split when a person does not say it: where its two sides have gone equally far.

use std::ops::Range;

use super::grid::Grid;
use super::{Correction, Level, Refusal, Unit};
use crate::model::{Alignment, SideName};

impl Correction {
    /// Splits a pair of sentences where its two sides have gone most nearly as far; nothing where neither side has two.
    pub fn split_by_length(alignment: &Alignment, bead: usize) -> Option<Self> {
        let grid = Grid::new(alignment, Level::Sentences);
        let cell = grid.cell(bead).ok()?;
        let longer = cell[SideName::Translation as usize].len() > cell[SideName::Source as usize].len();
        let side = if longer { SideName::Translation } else { SideName::Source };
        let part = cell[side as usize].range();
        let places = part.start + 1..part.end;
        let (at, (other, _)) = places
            .map(|at| (at, grid.partner_of_cut(cell[side.other() as usize].range(), side, part.clone(), at)))
            .min_by(|one, other| one.1.1.total_cmp(&other.1.1))?;
        Some(Self::Split { unit: Unit::Bead(bead), side, at, other: Some(other) })
    }
}

impl Grid<'_> {
    /// Where the other side of a cell is split when one is split before `at`.
    pub(super) fn goes_with(&self, nth: usize, side: SideName, at: usize) -> Result<usize, Refusal> {
        let cell = self.cell(nth)?;
        if self.level == Level::Paragraphs {
            return Ok(self.split_of_row(nth, side, at));
        }
        let (own, other) = (cell[side as usize].range(), cell[side.other() as usize].range());
        Ok(self.partner_of_cut(other, side, own, at).0)
    }

    /// Where sentences of the other side are split when `own` are split before `at`, and how far the two places are off
    /// each other, as a share of the text. Both parts have some of the other side, where it has enough.
    fn partner_of_cut(&self, other: Range<usize>, side: SideName, own: Range<usize>, at: usize) -> (usize, f64) {
        let share = |side: SideName, all: &Range<usize>, cut: usize| {
            let length = |nth: usize| self.alignment.segments(side).get(nth).map_or(0, |one| one.at.len());
            let before: usize = all.clone().filter(|nth| *nth < cut).map(length).sum();
            before as f64 / all.clone().map(length).sum::<usize>().max(1) as f64
        };
        let wanted = share(side, &own, at);
        let cuts = if other.len() > 1 { other.start + 1..other.end } else { other.start..other.end + 1 };
        let off = |cut: usize| (cut, (share(side.other(), &other, cut) - wanted).abs());
        cuts.map(off).min_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((other.start, 1.0))
    }
}
