//! The mouse: choosing boxes, placing the caret, and dragging a sentence to another pair or onto its partner.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui};

use super::AlignerView;
use super::caret::{Caret, inside};
use super::cursor::Cursor;
use super::layout::PADDING;
use super::paint::Scene;
use super::state::AlignerState;
use crate::model::SideName;

/// Points a second that the view moves for each point the pointer is dragged over its edge.
const DRAG_SPEED: f32 = 12.0;

/// Something the mouse asks for that is done elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gesture {
    /// Move a cell to another pair.
    Move {
        /// Its side.
        side: SideName,
        /// The cell.
        cell: usize,
        /// The pair it was dropped on.
        to: usize,
    },
    /// Pair two cells.
    Pair {
        /// The cell of the source.
        source: usize,
        /// That of the translation.
        translation: usize,
    },
    /// Go to a difference of the proposal.
    Differ(usize),
}

/// A cell that is being dragged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dragged {
    /// Its side.
    pub(super) side: SideName,
    /// The cell.
    pub(super) cell: usize,
    /// Where it would be dropped now.
    pub(super) target: Option<Gesture>,
}

/// Takes clicks and drags on the boxes. `boxes` are those in the view with what the pointer did to them.
pub(super) fn take(
    ui: &Ui,
    view: &AlignerView,
    state: &mut AlignerState,
    list: &Response,
    scene: &Scene,
    boxes: &[Response],
) {
    for (response, shown) in boxes.iter().zip(&scene.boxes) {
        if response.clicked() {
            list.request_focus();
            click(ui, view, state, shown.pair, shown.side, shown.cell, response.interact_pointer_pos(), shown.rect);
        }
        if response.drag_started_by(PointerButton::Primary)
            && let Some(cell) = shown.cell
        {
            list.request_focus();
            state.dragged = Some(Dragged { side: shown.side, cell, target: None });
            if let Some(cursor) = Cursor::on_cell(&state.pairs, shown.side, cell) {
                state.cursor = cursor;
            }
        }
    }
    drag(ui, state, list.rect, scene);
}

#[expect(clippy::too_many_arguments, reason = "what was clicked, and where")]
fn click(
    ui: &Ui,
    view: &AlignerView,
    state: &mut AlignerState,
    pair: usize,
    side: SideName,
    cell: Option<usize>,
    pointer: Option<Pos2>,
    rect: Rect,
) {
    if ui.input(|input| input.modifiers.shift) {
        state.choose(state.cursor.extended_to(pair));
        return;
    }
    let cutting = state.cutting.take();
    let cursor = cell.and_then(|cell| Cursor::on_cell(&state.pairs, side, cell));
    let cursor = match cursor {
        // A box on the other side of the chosen pair leaves the chosen box of this side as it is.
        Some(there) if there.pair == state.cursor.pair => {
            let other = side.other();
            match state.cursor.cell(&state.pairs, other) {
                Some(kept) => there.with_cell(&state.pairs, other, kept),
                None => there,
            }
        }
        Some(there) => there,
        None => Cursor::at(pair, side),
    };
    state.choose(cursor);
    let caret = cell.zip(pointer).and_then(|(cell, pointer)| caret_at(view, state, side, cell, pointer, rect));
    state.clicked = caret;
    // While a sentence is being cut, a click into it says where.
    if let Some(caret) = caret.filter(|caret| cutting.is_some_and(|old| (old.side, old.cell) == (side, caret.cell))) {
        state.cutting = Some(caret);
    }
}

/// The place in a cell's text that was clicked.
fn caret_at(
    view: &AlignerView,
    state: &AlignerState,
    side: SideName,
    cell: usize,
    pointer: Pos2,
    rect: Rect,
) -> Option<Caret> {
    let laid = state.sheet.blocks.values().flat_map(|block| &block.boxes);
    let text = laid.filter(|one| one.side == side && one.cell == Some(cell)).find_map(|one| one.text.as_ref())?;
    let byte = text.nearest(pointer - rect.min - eframe::egui::Vec2::from(PADDING));
    let (document, alignment) = (&view.open.document, &view.open.work.alignment);
    let (passage, at) = state.pairs.place(document, alignment, side, cell)?;
    inside(state.pairs.text(document, alignment, side, cell), at, byte)?;
    Some(Caret { side, cell, passage, byte })
}

/// Follows a drag to where it is let go.
fn drag(ui: &Ui, state: &mut AlignerState, area: Rect, scene: &Scene) {
    let Some(mut dragged) = state.dragged else { return };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    dragged.target = target(state, scene, dragged, pointer.clamp(area.min, area.max));
    if ui.input(|input| input.pointer.primary_down()) {
        ui.ctx().set_cursor_icon(if dragged.target.is_some() { CursorIcon::Grabbing } else { CursorIcon::NoDrop });
        let over = pointer.y - pointer.y.clamp(area.top(), area.bottom());
        if over != 0.0 {
            let seconds = ui.input(|input| input.stable_dt).min(0.1);
            state.scroll(f64::from(over * DRAG_SPEED * seconds));
            ui.ctx().request_repaint();
        }
        state.dragged = Some(dragged);
    } else {
        state.gestures.extend(dragged.target);
        state.dragged = None;
    }
}

/// What letting go at a place would do.
fn target(state: &AlignerState, scene: &Scene, dragged: Dragged, pointer: Pos2) -> Option<Gesture> {
    let own = state.pairs.owner(dragged.side, dragged.cell)?;
    let under = scene.boxes.iter().find(|shown| shown.rect.contains(pointer));
    if let Some(shown) = under.filter(|shown| shown.side != dragged.side)
        && let Some(cell) = shown.cell
    {
        let (source, translation) =
            if shown.side == SideName::Translation { (dragged.cell, cell) } else { (cell, dragged.cell) };
        return Some(Gesture::Pair { source, translation });
    }
    let pair = under.map(|shown| shown.pair).or_else(|| scene.pair_at(pointer.y))?;
    (pair != own).then_some(Gesture::Move { side: dragged.side, cell: dragged.cell, to: pair })
}
