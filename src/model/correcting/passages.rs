//! Cutting paragraphs: where a passage ends that the importer read as one, and where rows part therefore.

use std::sync::Arc;

use super::grid::Grid;
use super::sentences::{Shift, behind_blanks, segments_mut, split_segment, text};
use super::{Done, Level, Refusal, Scene, all_kept, rows};
use crate::model::regroup::{self, Seam};
use crate::model::structure::Origin;
use crate::model::{Alignment, Document, IndexRange, Place, SideName, Span};

/// Ends a paragraph at a byte. The row parts there if its pairs let it.
pub(super) fn cut(scene: &Scene<'_>, side: SideName, (passage, at): (usize, usize)) -> Result<Done, Refusal> {
    let text = text(scene, side, passage)?;
    let at = behind_blanks(text, at).ok_or(Refusal::NoPlace)?;
    if at >= text.len() || text.get(..at).is_none_or(|before| before.trim().is_empty()) {
        return Err(Refusal::NoPlace);
    }
    let alignment = Alignment::clone(&scene.work.alignment);
    let mut origins = alignment.structure.passage_origins(scene.parsed, side);
    let cut = cut_at(alignment, &mut origins, side, (passage, at))?;
    let alignment = regroup::with_beads(&cut, all_kept(&cut), &[(side, passage as u32 + 1)]);
    let chosen = alignment.segments(side).partition_point(|segment| segment.passage as usize <= passage);
    Ok(Done { alignment, carried: None, chosen: (side, chosen) })
}

/// Ends the paragraphs of both sides before a pair, so that a row begins with it.
pub(super) fn cut_row(scene: &Scene<'_>, bead: usize) -> Result<Done, Refusal> {
    let alignment = &*scene.work.alignment;
    let nth = alignment.row_of_bead(bead).ok_or(Refusal::Gone)?;
    let (row, pair) = (alignment.rows[nth], alignment.beads[bead]);
    if row.beads.start as usize == bead {
        return Err(Refusal::CutAlready);
    }
    let ahead = &alignment.beads[row.beads.range().start..bead];
    let behind = &alignment.beads[bead..row.beads.range().end];
    let end = |range: IndexRange| if range.is_empty() { 0 } else { range.end };
    let first = behind.iter().filter(|one| !one.translation.is_empty()).map(|one| one.translation.start).min();
    let last = ahead.iter().map(|one| end(one.translation)).max().unwrap_or_default();
    if first.is_some_and(|first| first < last) {
        let addresses = alignment.address(bead - 1).zip(alignment.address(bead)).ok_or(Refusal::Gone)?;
        return Err(Refusal::Entangled(addresses.0, addresses.1));
    }
    let places = [(SideName::Source, pair.source.start), (SideName::Translation, first.unwrap_or(last))];
    let (cut, seams) = cut_before(alignment, scene.parsed, &places)?;
    let cut = regroup::with_beads(&cut, all_kept(&cut), &seams);
    let chosen = super::saying::chosen(alignment, bead);
    Ok(Done { alignment: cut, carried: None, chosen })
}

/// Takes back that a passage was cut from the one before it.
pub(super) fn join(scene: &Scene<'_>, side: SideName, passage: usize) -> Result<Done, Refusal> {
    let alignment = &*scene.work.alignment;
    let (first, place) = cut_between(scene, side, passage)?;
    let rows = [passage - 1, passage].map(|passage| alignment.row_of_passage(side, passage));
    let [Some(one), Some(other)] = rows else { return Err(Refusal::Gone) };
    let grid = Grid::new(alignment, Level::Paragraphs);
    let mut after = match other.checked_sub(one) {
        Some(0) => alignment.clone(),
        Some(1) => rows::apply(alignment, &grid.merge_up(other)?.cells),
        _ => return Err(Refusal::Entangled(grid.address(one), grid.address(other))),
    };
    let structure = Arc::make_mut(&mut after.structure).side_mut(side);
    structure.cuts.remove(&place);
    structure.called.remove(&place);
    for segment in segments_mut(&mut after, side).iter_mut().filter(|one| one.passage as usize >= passage) {
        if segment.passage as usize == passage {
            segment.at = segment.at.shifted(first);
        }
        segment.passage -= 1;
    }
    after.retired.retain(|one| one.side != side || one.passage as usize != passage);
    move_passages(&mut after, side, Shift::joined(passage as u32 - 1));
    let chosen = after.segments(side).partition_point(|segment| (segment.passage as usize) < passage - 1);
    Ok(Done { alignment: after, carried: None, chosen: (side, chosen) })
}

/// How long the passage before a cut is, and where the cut is in the parsed side.
fn cut_between(scene: &Scene<'_>, side: SideName, passage: usize) -> Result<(usize, Place), Refusal> {
    let shown = scene.document.side(side).ok_or(Refusal::Gone)?;
    let before = passage.checked_sub(1).and_then(|before| shown.passages.get(before)).ok_or(Refusal::NotCut)?;
    let goes_on = shown.passages.get(passage).ok_or(Refusal::Gone)?.continues;
    let is_aside_between = shown.aside.iter().any(|aside| aside.before as usize == passage);
    let origins = scene.work.alignment.structure.passage_origins(scene.parsed, side);
    match (origins.get(passage - 1), origins.get(passage)) {
        (Some(Origin::Passage(first)), Some(Origin::Passage(second)))
            if goes_on && !is_aside_between && first.passage == second.passage =>
        {
            Ok((before.text.text().len(), *second))
        }
        _ => Err(Refusal::NotCut),
    }
}

/// The alignment with passages cut before sentences, in rows as they were, and where those rows may part.
pub(super) fn cut_before(
    alignment: &Alignment,
    parsed: &Document,
    places: &[(SideName, u32)],
) -> Result<(Alignment, Vec<Seam>), Refusal> {
    let mut after = alignment.clone();
    let mut origins = SideName::BOTH.map(|side| alignment.structure.passage_origins(parsed, side));
    for (side, segment) in places {
        let segments = after.segments(*side);
        let here = segments.get(*segment as usize);
        let before = segment.checked_sub(1).and_then(|before| segments.get(before as usize));
        if let Some((before, here)) = before.zip(here).filter(|(before, here)| before.passage == here.passage) {
            let place = (before.passage as usize, here.at.start as usize);
            after = cut_at(after, &mut origins[*side as usize], *side, place)?;
        }
    }
    let seam = |(side, segment): &(SideName, u32)| Some((*side, after.segments(*side).get(*segment as usize)?.passage));
    let seams = places.iter().filter_map(seam).collect();
    Ok((after, seams))
}

/// The alignment with a passage cut at a byte, both pieces in the row of the whole. `origins` says what the passages of
/// the side are made of, and follows.
pub(super) fn cut_at(
    alignment: Alignment,
    origins: &mut Vec<Origin>,
    side: SideName,
    (passage, at): (usize, usize),
) -> Result<Alignment, Refusal> {
    let nth = alignment.segment_at(side, passage, at).ok_or(Refusal::NoPlace)?;
    let begins = alignment.segments(side)[nth].at.start as usize == at;
    let mut after = if begins { alignment } else { split_segment(alignment, side, nth, at as u32) };
    // Furniture that became text is one passage: it was one mark on the page.
    let Some(Origin::Passage(place)) = origins.get(passage).copied() else { return Err(Refusal::NoPlace) };
    let cut = Place { passage: place.passage, offset: place.offset + at as u32 };
    let structure = Arc::make_mut(&mut after.structure).side_mut(side);
    structure.cuts.insert(cut);
    origins.insert(passage + 1, Origin::Passage(cut));
    if let Some(called) = structure.called.get(&place).copied() {
        structure.called.insert(cut, called);
    }
    for segment in segments_mut(&mut after, side).iter_mut().filter(|one| one.passage as usize >= passage) {
        let is_piece = segment.passage as usize == passage;
        if !is_piece || segment.at.start as usize >= at {
            segment.passage += 1;
        }
        if is_piece && segment.at.start as usize >= at {
            segment.at = Span { start: segment.at.start - at as u32, end: segment.at.end - at as u32 };
        }
    }
    move_passages(&mut after, side, Shift::split(passage as u32));
    Ok(after)
}

/// Lets rows follow what comes into the passages of a side or goes from them.
pub(super) fn move_passages(alignment: &mut Alignment, side: SideName, shift: Shift) {
    for row in &mut alignment.rows {
        let part = if side == SideName::Source { &mut row.source } else { &mut row.translation };
        *part = shift.range(*part);
    }
    for one in alignment.retired.iter_mut().filter(|one| one.side == side) {
        one.passage = shift.position(one.passage);
    }
}
