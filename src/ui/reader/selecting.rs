//! How text is selected: by clicks, drags and keys, on one side or on both, and when a selection has settled.

use eframe::egui::{Modifiers, PointerButton, Pos2, Rect, Response, Ui};

use super::ReaderView;
use super::covers::step;
use super::extent::{self, Step};
use super::keyboard::Wish;
use super::metrics::Columns;
use super::pointing::{Caret, Pointed, Scene};
use super::selection::{Selecting, Selection, Unit};
use super::state::{ReaderState, pair_of};
use crate::model::{Alignment, AnnotationId, Document, SideName};
use crate::ui::rows::Visible;
use crate::workspace::Command;

/// Points a second that the view moves for each point the pointer is dragged over its edge.
const DRAG_SPEED: f32 = 12.0;
/// Seconds for which a selection stays as it is before something is offered for it.
const SETTLED: f64 = 0.2;

/// Where a selection stands that has settled: what is offered for it stands near.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SettledSelection {
    /// Its first line that is in the view.
    pub first: Rect,
    /// Its last line that is in the view.
    pub last: Rect,
    /// The view.
    pub view: Rect,
    /// Where the pointer was when it settled.
    pub pointer: Option<Pos2>,
    /// The side that was selected last.
    pub side: SideName,
}

/// Waits until a selection stays as it is.
#[derive(Default)]
pub(super) struct Settling {
    what: [Option<Selection>; 2],
    since: f64,
    pointer: Option<Pos2>,
    settled: Option<SettledSelection>,
}

/// What the pointer meets.
#[derive(Default)]
struct Met {
    pointed: Option<Pointed>,
    notes: Vec<AnnotationId>,
}

impl ReaderState {
    /// What was selected last, if anything: the part of the selection that keys and the pointer change.
    pub fn selection(&self) -> Option<Selection> {
        self.selecting.and_then(|selecting| selecting.selection())
    }

    /// All that is selected: nothing, a part of one side, or one of each, that of the source first.
    pub fn selections(&self) -> Vec<Selection> {
        self.parts().into_iter().flatten().collect()
    }

    /// What is selected of each side, that of the source first.
    pub(super) fn parts(&self) -> [Option<Selection>; 2] {
        let both = [self.selection(), self.partner];
        SideName::BOTH.map(|side| both.into_iter().flatten().find(|part| part.side == side))
    }

    /// What is selected, as text: the source above the translation where both are.
    pub fn selected_text(&self, document: &Document) -> Option<String> {
        let text = |part: Selection| document.side(part.side).map(|side| part.text(side));
        let parts: Vec<String> = self.selections().into_iter().filter_map(text).collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    /// Where the selection stands, once it has settled and as far as it is in the view.
    pub fn settled_selection(&self) -> Option<SettledSelection> {
        self.settling.settled
    }

    /// Whether a drag is selecting text just now.
    pub(super) fn is_dragging(&self) -> bool {
        self.selecting.is_some_and(|selecting| selecting.dragging)
    }

    /// Selects nothing.
    pub fn clear_selection(&mut self) {
        self.selecting = None;
        self.partner = None;
    }

    /// What the chosen pair holds of each side; all of the row where no pair is chosen.
    pub fn chosen_text(&self, document: &Document, alignment: &Alignment) -> Vec<Selection> {
        let Some(beads) = self.chosen_beads(alignment) else { return Vec::new() };
        let part = |side| extent::of_beads(document, alignment, beads.clone(), side);
        SideName::BOTH.into_iter().filter_map(part).collect()
    }

    /// Adds to the selection what stands beside it on the other side, or takes that away again. With nothing selected,
    /// selects both sides of the chosen pair.
    pub fn toggle_both_sides(&mut self, document: &Document, alignment: &Alignment) {
        if let Some(partner) = self.partner.take() {
            self.selecting = Some(Selecting::of(partner, Unit::Character));
            return;
        }
        let Some(selection) = self.selection() else {
            let mut both = self.chosen_text(document, alignment).into_iter();
            self.selecting = both.next().map(|part| Selecting::of(part, Unit::Character));
            self.partner = both.next();
            return;
        };
        let beads = extent::beads_of(alignment, &selection);
        let beside = beads.and_then(|beads| extent::of_beads(document, alignment, beads, selection.side.other()));
        if let Some(beside) = beside {
            // The new part is the one that keys grow.
            self.begin(Selecting::of(beside, Unit::Character), true);
        }
    }

    /// Selects the chosen sentence; if that is selected already, its pair on both sides; and then the sentence again.
    pub fn select_sentence(&mut self, document: &Document, alignment: &Alignment) {
        if self.partner.is_some() {
            self.toggle_both_sides(document, alignment);
            return;
        }
        let Some((side, segment)) = self.chosen_sentence(alignment, self.side.unwrap_or(SideName::Source)) else {
            return;
        };
        let Some(sentence) = extent::of_sentence(document, alignment, side, segment) else { return };
        if self.selection() == Some(sentence) {
            self.toggle_both_sides(document, alignment);
        } else {
            self.begin(Selecting::of(sentence, Unit::Sentence), false);
        }
    }

    /// Does what keys ask for that is not a movement.
    pub(super) fn obey(&mut self, ui: &Ui, view: &ReaderView, wishes: &[Wish], send: &mut Vec<Command>) {
        for wish in wishes {
            match *wish {
                Wish::Copy => {
                    if let Some(text) = self.selected_text(view.document) {
                        ui.ctx().copy_text(text);
                    }
                }
                Wish::SelectCell => self.select_cell(view),
                // What is chosen now is another sentence.
                Wish::Row(_) | Wish::Pair(_) => self.clear_selection(),
                Wish::Grow(step) => {
                    self.grow(view, step);
                    ui.ctx().request_repaint();
                }
                Wish::Escape if !self.selections().is_empty() => self.clear_selection(),
                Wish::Escape if view.chosen.is_some() => {
                    send.push(Command::ChooseNote { document: view.id, note: None, edit: false });
                }
                _ => {}
            }
        }
    }

    /// Selects the current row's cell on the side that was last pointed at.
    fn select_cell(&mut self, view: &ReaderView) {
        let Some(row) = view.alignment.rows.get(self.current.0) else { return };
        let side = self.side.unwrap_or(SideName::Source);
        let side = if row.part(side).is_empty() { side.other() } else { side };
        let passages = row.part(side);
        let Some(last) = passages.range().next_back() else { return };
        let passage = view.document.side(side).and_then(|side| side.passages.get(last));
        let end = passage.map_or(0, |passage| passage.text.text().len());
        self.begin(Selecting::passages(side, passages.start as usize, last, end), false);
    }

    /// Moves the end of the selection by a step. With nothing selected it starts where was clicked in the chosen pair,
    /// or else at the near end of the chosen sentence.
    fn grow(&mut self, view: &ReaderView, step: Step) {
        let Some((side, anchor, from)) = self.growing(view, step) else { return };
        let Some(text) = view.document.side(side) else { return };
        let to = extent::moved(text, side, view.alignment, from, step);
        self.selecting = Some(Selecting::between(side, anchor, to));
        if self.partner.is_some_and(|partner| partner.side == side) {
            self.partner = None;
        }
        self.side = Some(side);
        if let Some(row) = view.alignment.row_of_passage(side, to.passage) {
            self.motion.keep_in_view(row, side, to);
        }
    }

    /// The side of a selection that grows, the end that stays and the end that moves.
    fn growing(&self, view: &ReaderView, step: Step) -> Option<(SideName, Caret, Caret)> {
        if let Some(selecting) = self.selecting.filter(|selecting| selecting.selection().is_some()) {
            let (anchor, focus) = selecting.ends();
            return Some((selecting.side(), anchor, focus));
        }
        let wanted = self.side.unwrap_or(SideName::Source);
        let (side, segment) = self.chosen_sentence(view.alignment, wanted)?;
        if let Some(selecting) = self.selecting {
            let caret = selecting.place();
            if selecting.side() == side && view.alignment.segment_at(side, caret.passage, caret.byte) == Some(segment) {
                return Some((side, caret, caret));
            }
        }
        let sentence = extent::of_sentence(view.document, view.alignment, side, segment)?;
        let start = Caret { passage: sentence.first_passage, byte: sentence.start };
        let end = Caret { passage: sentence.last_passage, byte: sentence.end };
        let from = if step.forward { start } else { end };
        Some((side, from, from))
    }

    /// Begins to select. With `keep`, what is selected on the other side stays.
    fn begin(&mut self, selecting: Selecting, keep: bool) {
        let mut others = self.parts().into_iter().flatten().filter(|part| keep && part.side != selecting.side());
        self.partner = others.next_back();
        self.selecting = Some(selecting);
    }

    /// Takes clicks and drags on the text.
    pub(super) fn select(
        &mut self,
        ui: &Ui,
        view: &ReaderView,
        list: &Response,
        visible: &[Visible],
        columns: Columns,
        send: &mut Vec<Command>,
    ) {
        let area = list.rect;
        let at = |state: &Self, pointer: Pos2, nearest| {
            let scene = Scene { sheet: &state.sheet, visible, columns, top: area.top() };
            let pointed = scene.pointed(pointer, nearest);
            let notes = pointed.map_or_else(Vec::new, |pointed| scene.notes_at(pointed));
            Met { pointed, notes: notes.into_iter().map(|note| note.id.clone()).collect() }
        };
        let modifiers = ui.input(|input| input.modifiers);
        if (list.clicked() || list.secondary_clicked())
            && let Some(pointer) = list.interact_pointer_pos()
        {
            list.request_focus();
            let side = columns.side_at(pointer.x);
            let exact = at(self, pointer, None);
            let met = if exact.pointed.is_some() { exact } else { at(self, pointer, Some(side)) };
            if list.secondary_clicked() {
                self.click_for_menu(view, met, send);
            } else {
                self.click(view, list, met, modifiers, send);
            }
        }
        if list.drag_started_by(PointerButton::Primary) {
            let origin = ui.input(|input| input.pointer.press_origin());
            let side = origin.map_or(SideName::Source, |origin| columns.side_at(origin.x));
            if let Some(pointed) = origin.and_then(|origin| at(self, origin, Some(side)).pointed) {
                self.side = Some(side);
                let keep = adds(modifiers) || (self.partner.is_some() && self.is_beside_selection(view, pointed));
                self.begin(Selecting::start(view, pointed, Unit::Character), keep);
            }
        }
        let Some(mut selecting) = self.selecting.filter(|selecting| selecting.dragging) else { return };
        selecting.dragging = ui.input(|input| input.pointer.primary_down());
        if let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) {
            let inside = pointer.clamp(area.min, area.max);
            if let Some(pointed) = at(self, inside, Some(selecting.side())).pointed {
                selecting.extend(view, pointed);
            }
            let over = pointer.y - inside.y;
            if selecting.dragging && over != 0.0 {
                let seconds = ui.input(|input| input.stable_dt).min(0.1);
                self.motion.scroll(f64::from(over * DRAG_SPEED * seconds));
                ui.ctx().request_repaint();
            }
        }
        self.selecting = Some(selecting);
    }

    /// Whether what is pointed at stands in a row that holds some of what is selected.
    fn is_beside_selection(&self, view: &ReaderView, pointed: Pointed) -> bool {
        let row = |side, passage| view.alignment.row_of_passage(side, passage);
        self.selections().iter().any(|part| {
            let rows = row(part.side, part.first_passage).zip(row(part.side, part.last_passage));
            rows.is_some_and(|(first, last)| (first..=last).contains(&pointed.row))
        })
    }

    fn click(&mut self, view: &ReaderView, list: &Response, met: Met, modifiers: Modifiers, send: &mut Vec<Command>) {
        let Some(pointed) = met.pointed else {
            self.clear_selection();
            return;
        };
        self.side = Some(pointed.side);
        if list.triple_clicked() {
            self.begin(Selecting::start(view, pointed, Unit::Sentence), adds(modifiers));
        } else if list.double_clicked() {
            self.begin(Selecting::start(view, pointed, Unit::Word), adds(modifiers));
        } else if let Some(selecting) = self.selecting.as_mut().filter(|_| modifiers.shift) {
            selecting.extend(view, pointed);
        } else if let Some(part) = self.partner_clicked(view, pointed, modifiers) {
            self.begin(Selecting::of(part, Unit::Character), true);
        } else {
            // An empty selection, for a click with shift to extend.
            self.begin(Selecting::start(view, pointed, Unit::Character), false);
            self.current = (pointed.row, pair_at(view, pointed));
            self.choose_note(view, met.notes, true, send);
        }
        if let Some(selecting) = &mut self.selecting {
            selecting.dragging = false;
        }
    }

    /// Chooses what is pointed at for a menu on it, unless that lies in the selection.
    fn click_for_menu(&mut self, view: &ReaderView, met: Met, send: &mut Vec<Command>) {
        let Some(pointed) = met.pointed else { return };
        self.side = Some(pointed.side);
        let byte = pointed.under.unwrap_or(pointed.caret.byte);
        let here = Caret { byte, ..pointed.caret };
        let is_inside = self.selections().iter().any(|part| part.side == pointed.side && part.holds(here));
        if !is_inside {
            self.begin(Selecting::between(pointed.side, pointed.caret, pointed.caret), false);
            self.current = (pointed.row, pair_at(view, pointed));
            self.choose_note(view, met.notes, false, send);
        }
    }

    /// What a click adds to a selection on the other side: what stands beside that, where it is clicked; with Ctrl or
    /// Alt the sentence that is clicked, wherever it stands.
    fn partner_clicked(&self, view: &ReaderView, pointed: Pointed, modifiers: Modifiers) -> Option<Selection> {
        let selection = self.selection().filter(|part| part.side != pointed.side)?;
        let bead = view.alignment.bead_at(pointed.side, pointed.caret.passage, pointed.under?)?;
        if adds(modifiers) {
            let sentence = view.alignment.segment_at(pointed.side, pointed.caret.passage, pointed.under?)?;
            return extent::of_sentence(view.document, view.alignment, pointed.side, sentence);
        }
        let beads = extent::beads_of(view.alignment, &selection).filter(|beads| beads.contains(&bead))?;
        if self.partner.is_some() {
            return None;
        }
        extent::of_beads(view.document, view.alignment, beads, pointed.side)
    }

    /// Chooses one of the notes that a click met, if it met any.
    fn choose_note(&mut self, view: &ReaderView, met: Vec<AnnotationId>, show: bool, send: &mut Vec<Command>) {
        let chosen = view.chosen.map(|chosen| &chosen.note);
        if let Some(note) = step(&met, &self.met, chosen).and_then(|nth| met.get(nth)) {
            self.chosen_here = Some(note.clone());
            self.wants_notes |= show;
            send.push(Command::ChooseNote { document: view.id, note: Some(note.clone()), edit: false });
        }
        self.met = met;
    }

    /// Chooses a note that was clicked beside the text.
    pub(super) fn choose_clicked(&mut self, view: &ReaderView, note: AnnotationId, send: &mut Vec<Command>) {
        self.chosen_here = Some(note.clone());
        self.wants_notes = true;
        send.push(Command::ChooseNote { document: view.id, note: Some(note), edit: false });
    }

    /// Notices when a selection, whose lines in the view are `seen`, has settled.
    pub(super) fn settle(&mut self, ui: &Ui, view: Rect, seen: Option<(Rect, Rect)>) {
        let (now, pointer) = ui.input(|input| (input.time, input.pointer.latest_pos()));
        let what = self.parts();
        let dragging = self.is_dragging();
        let settling = &mut self.settling;
        if dragging || settling.what != what {
            (settling.what, settling.since, settling.pointer) = (what, now, pointer);
        }
        settling.settled = None;
        let Some(side) = self.selecting.map(|selecting| selecting.side()).filter(|_| !dragging) else { return };
        let Some((first, last)) = seen else { return };
        let left = settling.since + SETTLED - now;
        if left > 0.0 {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        } else {
            settling.settled = Some(SettledSelection { first, last, view, pointer: settling.pointer, side });
        }
    }
}

/// Whether keys that are held let a click or a drag add to what is selected on the other side.
fn adds(modifiers: Modifiers) -> bool {
    modifiers.command || modifiers.alt
}

/// The pair of the row that is pointed at.
fn pair_at(view: &ReaderView, pointed: Pointed) -> Option<usize> {
    let bead = view.alignment.bead_at(pointed.side, pointed.caret.passage, pointed.under?);
    pair_of(view.alignment, pointed.row, bead)
}
