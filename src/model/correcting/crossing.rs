//! Pairing two sentences at any distance.
//!
//! Inside a row the pair may cross others. Where both stand in different rows and others stand between, a row of their own
//! crosses instead: rows are stretches without a gap, so that every format that goes by rows keeps all text in its place.
//! If they stand among other sentences of their paragraphs, the paragraphs are cut around them, on both sides.

use super::grid::{Grid, Outcome};
use super::passages::cut_before;
use super::{Done, Level, Refusal, Scene, grouped, listed};
use crate::model::crossings::OutOfOrder;
use crate::model::{Alignment, SideName, regroup};

/// What comes of pairing a sentence of the source with one of the translation.
pub(super) fn pair(scene: &Scene<'_>, (source, translation): (usize, usize)) -> Result<Done, Refusal> {
    let alignment = &*scene.work.alignment;
    let grid = Grid::new(alignment, Level::Sentences);
    let outcome = grid.pair(source, translation)?;
    let rows = [(SideName::Source, source), (SideName::Translation, translation)].map(|(side, segment)| {
        let passage = alignment.segments(side).get(segment)?.passage;
        alignment.row_of_passage(side, passage as usize)
    });
    if rows[0] == rows[1] || !crosses_more(alignment, &outcome) {
        return Ok(grouped(&grid, outcome));
    }
    across_rows(scene, &grid, (source, translation))
}

/// Whether more pairs cross after a change than did before.
fn crosses_more(alignment: &Alignment, outcome: &Outcome) -> bool {
    // What stands alone in the translation has no place of its own yet, and finds one where it crosses nothing.
    let with_source = outcome.cells.iter().filter(|cell| !cell.parts[0].is_empty());
    let after = OutOfOrder::of(with_source.map(|cell| cell.parts[1]));
    after.positions().len() > alignment.crossings.beads.positions().len()
}

fn across_rows(scene: &Scene<'_>, grid: &Grid<'_>, (source, translation): (usize, usize)) -> Result<Done, Refusal> {
    let alignment = grid.alignment;
    let find = |side, position| grid.find(side, position).ok_or(Refusal::Gone);
    let (with_source, with_translation) = (find(SideName::Source, source)?, find(SideName::Translation, translation)?);
    let entangled = || Refusal::Entangled(grid.address(with_source), grid.address(with_translation));
    if alignment.crosses(with_source) || alignment.crosses(with_translation) {
        return Err(entangled());
    }
    // Where the other side parts: behind what stays with the sentences before, if there are any in their pairs.
    let [bead_of_source, bead_of_translation] = [with_source, with_translation].map(|nth| alignment.beads[nth]);
    let is_first = bead_of_source.source.start as usize == source;
    let across = if is_first { bead_of_source.translation.start } else { bead_of_source.translation.end };
    let is_first = bead_of_translation.translation.start as usize == translation;
    let back = if is_first { bead_of_translation.source.start } else { bead_of_translation.source.end };
    let (source, translation) = (source as u32, translation as u32);
    let places = [
        (SideName::Source, source),
        (SideName::Source, source + 1),
        (SideName::Translation, across),
        (SideName::Translation, translation),
        (SideName::Translation, translation + 1),
        (SideName::Source, back),
    ];
    let (cut, seams) = cut_before(alignment, scene.parsed, &places)?;
    let grid = Grid::new(&cut, Level::Sentences);
    let outcome = grid.pair(source as usize, translation as usize)?;
    let alignment = regroup::with_beads(&cut, listed(&cut, &outcome.cells), &seams);
    let bead = alignment.bead_of(SideName::Source, source as usize).ok_or(Refusal::Gone)?;
    let row = alignment.row_of_bead(bead).and_then(|row| alignment.rows.get(row)).ok_or(Refusal::Gone)?;
    if (row.source.len(), row.translation.len()) != (1, 1) {
        return Err(entangled());
    }
    Ok(Done { alignment, carried: None, chosen: outcome.chosen })
}
