//! What a passage is: a heading, a note, an item; or no text at all but furniture, and the way back.

use std::sync::Arc;

use super::grid::{Cell, Made, loose};
use super::passages::{cut_at, move_passages};
use super::sentences::{Shift, move_sentences, segments_mut};
use super::{Done, NotesAndDrafts, Refusal, Scene, all_kept};
use crate::model::regroup::{self, Listed};
use crate::model::structure::{Called, FurnitureOrigin, Inserted, Origin, Returned, Structure, TextKind};
use crate::model::{
    Alignment, Bead, FurnitureKind, IndexRange, PassageKind, Place, Retired, Selector, SideName, SidePlace, SideText,
    Standing, Target, sentences_of,
};

/// Says what a passage is.
pub(super) fn call(scene: &Scene<'_>, side: SideName, passage: usize, called: Called) -> Result<Done, Refusal> {
    let alignment = &*scene.work.alignment;
    let shown = scene.document.side(side).ok_or(Refusal::Gone)?;
    let is = shown.passages.get(passage).ok_or(Refusal::Gone)?;
    let origins = alignment.structure.passage_origins(scene.parsed, side);
    let origin = *origins.get(passage).ok_or(Refusal::Gone)?;
    match called {
        Called::Text(text) => {
            let text = sensible(text);
            if (is.kind, is.level) == (text.kind, text.level) {
                return Err(Refusal::Nothing);
            }
            Ok(call_text(scene, side, (passage, origin), text))
        }
        Called::Furniture { .. } if shown.passages.len() == 1 => Err(Refusal::OnlyPassage(side)),
        Called::Furniture { .. } if is_noted(scene, side, passage) => Err(Refusal::Noted),
        Called::Furniture { kind, .. } => call_no_text(scene, side, (passage, origin), kind),
    }
}

/// Whether a note, a bookmark or a draft stands on a passage and on nothing else: were it no text, that would be seen at
/// text that it is not about.
fn is_noted(scene: &Scene<'_>, side: SideName, passage: usize) -> bool {
    let (notes, drafts) = (&scene.work.annotations, &scene.work.drafts);
    let Some(shown) = scene.document.side(side).filter(|_| !notes.is_empty() || !drafts.is_empty()) else {
        return false;
    };
    let text = SideText::new(shown);
    let is_here = |nth: u32| nth as usize == passage;
    let on_it = |target: &Target| {
        let Selector { start, end, .. } = target.selector;
        let spans = text.spans(start, end);
        let stands = target.side == side && target.standing != Standing::Lost;
        let at_it = || text.place(start).is_some_and(|place| is_here(place.passage));
        stands && if spans.is_empty() { at_it() } else { spans.iter().all(|(nth, _)| is_here(*nth)) }
    };
    let mut targets = notes.values().flat_map(|one| &one.targets).chain(drafts.values().map(|one| &one.target));
    targets.any(on_it)
}

/// A kind with a level that it can have.
fn sensible(TextKind { kind, level }: TextKind) -> TextKind {
    let level = match kind {
        PassageKind::Heading => level.clamp(1, 6),
        PassageKind::ListItem => level.max(1),
        _ => 0,
    };
    TextKind { kind, level }
}

fn call_text(scene: &Scene<'_>, side: SideName, (passage, origin): (usize, Origin), text: TextKind) -> Done {
    let mut alignment = Alignment::clone(&scene.work.alignment);
    let structure = Arc::make_mut(&mut alignment.structure).side_mut(side);
    match origin {
        Origin::Furniture(nth) => {
            if let Some(returned) = structure.returned.get_mut(&nth) {
                returned.text = text;
            }
        }
        Origin::Passage(place) => {
            let parsed = scene.parsed.side(side).and_then(|side| side.passages.get(place.passage as usize));
            let is_as_parsed = parsed.is_some_and(|parsed| (parsed.kind, parsed.level) == (text.kind, text.level));
            if is_as_parsed {
                structure.called.remove(&place);
            } else {
                structure.called.insert(place, Called::Text(text));
            }
        }
    }
    let chosen = first_sentence(&alignment, side, passage);
    Done { alignment, carried: None, chosen }
}

fn call_no_text(
    scene: &Scene<'_>,
    side: SideName,
    (passage, origin): (usize, Origin),
    kind: FurnitureKind,
) -> Result<Done, Refusal> {
    let alignment = &*scene.work.alignment;
    let row = alignment.row_of_passage(side, passage).and_then(|row| alignment.rows.get(row));
    let alone = row.filter(|row| row.source.len() + row.translation.len() == 1).map(|row| row.number);
    let mut structure = Structure::clone(&alignment.structure);
    let mut carried = None;
    match origin {
        Origin::Passage(place) => {
            structure.side_mut(side).called.insert(place, Called::Furniture { kind, row: alone });
        }
        Origin::Furniture(nth) => {
            structure.side_mut(side).returned.remove(&nth);
            carried = Some(carried_out(scene, side, passage, &structure)?);
        }
    }
    let mut taken = without_passage(alignment, side, passage);
    taken.structure = Arc::new(structure);
    let after = regroup::with_beads(&taken, all_kept(&taken), &[]);
    let passages = after.segments(side).last().map_or(0, |segment| segment.passage as usize);
    let chosen = first_sentence(&after, side, passage.min(passages));
    Ok(Done { alignment: after, carried, chosen })
}

/// Says that furniture is text.
pub(super) fn call_furniture(scene: &Scene<'_>, side: SideName, nth: usize, text: TextKind) -> Result<Done, Refusal> {
    let (mut alignment, text) = (Alignment::clone(&scene.work.alignment), sensible(text));
    let furniture = scene.document.side(side).and_then(|side| side.furniture.get(nth)).ok_or(Refusal::Gone)?;
    if furniture.text.trim().is_empty() {
        return Err(Refusal::NoPlace);
    }
    let origins = alignment.structure.origins(scene.parsed, side);
    let from = *origins.furniture.get(nth).ok_or(Refusal::Gone)?;
    let (origin, row) = match from {
        FurnitureOrigin::Aside(place) => {
            (Origin::Passage(place), called_as_text(&mut alignment, scene, side, (place, text)))
        }
        FurnitureOrigin::Parsed(parsed) => {
            let Place { passage, offset } = furniture.place;
            if offset > 0 {
                let mut passages = alignment.structure.passage_origins(scene.parsed, side);
                alignment = cut_at(alignment, &mut passages, side, (passage as usize, offset as usize))?;
            }
            let had = scene.parsed.side(side).and_then(|side| side.furniture.get(parsed as usize));
            let returned = Returned::of(had.ok_or(Refusal::Gone)?, text);
            Arc::make_mut(&mut alignment.structure).side_mut(side).returned.insert(parsed, returned);
            (Origin::Furniture(parsed), None)
        }
    };
    let origins = alignment.structure.passage_origins(scene.parsed, side);
    let passage = origins.iter().position(|one| *one == origin).ok_or(Refusal::NoPlace)?;
    let carried = match origin {
        Origin::Furniture(_) => Some(carried_in(scene, side, passage, &alignment.structure)),
        Origin::Passage(_) => None,
    };
    let after = with_passage(scene, &alignment, side, passage, row);
    let chosen = first_sentence(&after, side, passage);
    Ok(Done { alignment: after, carried, chosen })
}

/// Lets text that was set aside be text again: the number of the row that it was.
fn called_as_text(
    alignment: &mut Alignment,
    scene: &Scene<'_>,
    side: SideName,
    (place, text): (Place, TextKind),
) -> Option<u32> {
    let called = &mut Arc::make_mut(&mut alignment.structure).side_mut(side).called;
    let was = called.remove(&place);
    let parsed = scene.parsed.side(side).and_then(|side| side.passages.get(place.passage as usize));
    if parsed.is_none_or(|parsed| (parsed.kind, parsed.level) != (text.kind, text.level)) {
        called.insert(place, Called::Text(text));
    }
    match was {
        Some(Called::Furniture { row, .. }) => row,
        _ => None,
    }
}

/// The text of a side with another structure.
fn text_with(scene: &Scene<'_>, side: SideName, structure: &Structure) -> Option<SideText> {
    scene.parsed.side(side).map(|parsed| SideText::new(&structure.side(side).apply(parsed).0))
}

/// Where a passage stands in the text that has it, with the line ends that are there because of it.
fn inserted(with: &SideText, without: &SideText, passage: usize) -> Inserted {
    let start = with.position(SidePlace { passage: passage as u32, at: 0 }).unwrap_or_default();
    Inserted { at: start.saturating_sub(1), len: with.len() - without.len() }
}

fn carried_in(scene: &Scene<'_>, side: SideName, passage: usize, structure: &Structure) -> NotesAndDrafts {
    let notes = (&scene.work.annotations, &scene.work.drafts);
    let texts = scene.document.side(side).map(SideText::new).zip(text_with(scene, side, structure));
    let carried = texts.map(|(without, with)| inserted(&with, &without, passage).carry_in(side, notes, &with));
    carried.unwrap_or_else(|| (notes.0.clone(), notes.1.clone()))
}

fn carried_out(
    scene: &Scene<'_>,
    side: SideName,
    passage: usize,
    structure: &Structure,
) -> Result<NotesAndDrafts, Refusal> {
    let texts = scene.document.side(side).map(SideText::new).zip(text_with(scene, side, structure));
    let (with, without) = texts.ok_or(Refusal::Gone)?;
    let notes = (&scene.work.annotations, &scene.work.drafts);
    inserted(&with, &without, passage).carry_out(side, notes, &without).ok_or(Refusal::Noted)
}

/// The alignment without the sentences of a passage. A pair that has nothing else is gone, and a row too.
fn without_passage(alignment: &Alignment, side: SideName, passage: usize) -> Alignment {
    let mut after = alignment.clone();
    let segments = segments_mut(&mut after, side);
    let start = segments.partition_point(|segment| (segment.passage as usize) < passage) as u32;
    let end = segments.partition_point(|segment| segment.passage as usize <= passage) as u32;
    segments.drain(start as usize..end as usize);
    for segment in segments.iter_mut().skip(start as usize) {
        segment.passage -= 1;
    }
    let was_paired: Vec<bool> = alignment.beads.iter().map(Bead::is_paired).collect();
    for nth in (start..end).rev() {
        move_sentences(&mut after, side, Shift::removed(nth));
    }
    after.runners_up.retain(|one| {
        let is_empty = |(source, translation): (IndexRange, IndexRange)| source.is_empty() && translation.is_empty();
        !is_empty(one.instead_of) && !is_empty((one.source, one.translation))
    });
    after.runners_up.sort_by_key(|one| (one.instead_of.0.start, one.instead_of.1.start));
    let is_empty = |bead: &Bead| bead.source.is_empty() && bead.translation.is_empty();
    // How many beads before each are left.
    let mut left = Vec::with_capacity(after.beads.len() + 1);
    left.push(0_u32);
    for (bead, was_paired) in after.beads.iter_mut().zip(was_paired) {
        if was_paired && !bead.is_paired() {
            *bead = Bead::loose(bead.source, bead.translation);
        }
        left.push(left.last().copied().unwrap_or_default() + u32::from(!is_empty(bead)));
    }
    after.beads.retain(|bead| !is_empty(bead));
    for row in &mut after.rows {
        row.beads = IndexRange { start: left[row.beads.start as usize], end: left[row.beads.end as usize] };
    }
    after.retired.retain(|one| one.side != side || one.passage as usize != passage);
    move_passages(&mut after, side, Shift::removed(passage as u32));
    after.rows.retain(|row| !row.source.is_empty() || !row.translation.is_empty());
    after.crossings = crate::model::Crossings::of(&after.rows, &after.beads);
    after
}

/// The alignment with the sentences of a passage that is new, each alone; `row` is the number that its row shall have.
fn with_passage(scene: &Scene<'_>, before: &Alignment, side: SideName, passage: usize, row: Option<u32>) -> Alignment {
    let mut after = before.clone();
    let laid = scene.parsed.side(side).map(|parsed| after.structure.side(side).apply(parsed).0);
    let Some(laid) = laid else { return after };
    let text = laid.passages.get(passage).map_or("", |passage| passage.text.text());
    let new = sentences_of(passage as u32, text, laid.language);
    let segments = segments_mut(&mut after, side);
    let start = segments.partition_point(|segment| (segment.passage as usize) < passage);
    for segment in segments.iter_mut().skip(start) {
        segment.passage += 1;
    }
    let count = new.len() as u32;
    segments.splice(start..start, new);
    move_sentences(&mut after, side, Shift::inserted(start as u32, count));
    move_passages(&mut after, side, Shift::inserted(passage as u32, 1));
    after.retired.extend(row.map(|number| Retired { side, passage: passage as u32, number }));
    after.retired.sort_by_key(|one| (one.side, one.passage, one.number));
    let list = with_sentences(&after, side, IndexRange::new(start, start + count as usize));
    regroup::with_beads(&after, list, &[])
}

/// All beads, and new ones for sentences that none of them holds.
fn with_sentences(alignment: &Alignment, side: SideName, new: IndexRange) -> Vec<Listed> {
    let kept = |(nth, bead): (usize, &Bead)| Cell { parts: [bead.source, bead.translation], made: Made::Kept(nth) };
    let mut cells: Vec<Cell> = alignment.beads.iter().enumerate().map(kept).collect();
    // What stands in the middle of a pair is of the pair.
    let is_held = |nth: &usize| alignment.beads.iter().any(|bead| bead.part(side).contains(*nth));
    for nth in new.range().filter(|nth| !is_held(nth)) {
        let one = IndexRange::new(nth, nth + 1);
        let comes_before = |cell: &Cell| {
            let part = cell.parts[side as usize];
            !part.is_empty() && part.start < one.start
        };
        let at = cells.iter().rposition(comes_before).map_or(0, |before| before + 1);
        let mut parts = [IndexRange::default(); 2];
        parts[side as usize] = one;
        cells.insert(at, loose(parts));
    }
    super::listed(alignment, &cells)
}

/// The first sentence of a passage.
fn first_sentence(alignment: &Alignment, side: SideName, passage: usize) -> (SideName, usize) {
    (side, alignment.segments(side).partition_point(|segment| (segment.passage as usize) < passage))
}
