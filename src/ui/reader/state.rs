//! What the reader keeps from frame to frame.

use std::collections::BTreeSet;
use std::ops::Range;

use eframe::egui::{Rect, Ui};

use super::ReaderView;
use super::drafts::Drafting;
use super::flow::Sheet;
use super::furniture::GroupName;
use super::motion::{Current, Motion};
use super::scroll_bar::{self, Bar};
use super::selecting::Settling;
use super::selection::{Selecting, Selection};
use crate::model::{Address, Alignment, AnnotationId, Row, SideName};
use crate::ui::rows::{Position, Visible};
use crate::workspace::{Command, DocumentId, ReadingPlace};

/// What the reader keeps from frame to frame. One for the window is enough: it notices another document.
#[derive(Default)]
pub struct ReaderState {
    shown: Option<(DocumentId, u64)>,
    /// Serial of the last order to go somewhere that was followed.
    followed: Option<u64>,
    pub(super) position: Position,
    pub(super) motion: Motion,
    pub(super) sheet: Sheet,
    pub(super) current: Current,
    pub(super) opened: BTreeSet<GroupName>,
    pub(super) wants_translation: bool,
    pub(super) drafting: Drafting,
    pub(super) lit: Option<usize>,
    /// The part of the selection that is being made, or was made last.
    pub(super) selecting: Option<Selecting>,
    /// The part that was made before on the other side.
    pub(super) partner: Option<Selection>,
    pub(super) settling: Settling,
    /// The side that was last pointed at.
    pub(super) side: Option<SideName>,
    /// The notes that the last click met.
    pub(super) met: Vec<AnnotationId>,
    /// The note that a click chose: it is where the person looks.
    pub(super) chosen_here: Option<AnnotationId>,
    /// Serial of the last choice of a note that was followed.
    pub(super) followed_choice: Option<u64>,
    pub(super) wants_notes: bool,
    bar: Bar,
    reported: Position,
    /// A passage of the upper row and one of the current row, to find them again when rows change.
    anchors: [Option<(SideName, u32)>; 2],
}

impl ReaderState {
    /// The current row (index into the alignment's `rows`) and the sentence pair in it (from 0).
    pub fn current(&self) -> (usize, Option<usize>) {
        self.current
    }

    /// The beads of the current pair, or of the current row where no pair is chosen: positions in the alignment's
    /// `beads`.
    pub fn chosen_beads(&self, alignment: &Alignment) -> Option<Range<usize>> {
        let (row, pair) = self.current;
        let beads = alignment.rows.get(row)?.beads.range();
        match pair {
            Some(pair) if pair < beads.len() => Some(beads.start + pair..beads.start + pair + 1),
            _ => Some(beads),
        }
    }

    /// The sentence of the chosen pair that was clicked, with its side, or else the pair's first on `side`, or on the only
    /// side it has: a position among the alignment's segments.
    pub fn chosen_sentence(&self, alignment: &Alignment, side: SideName) -> Option<(SideName, usize)> {
        let beads = self.chosen_beads(alignment)?;
        let clicked = self.selecting.map(|selecting| (selecting.side(), selecting.place()));
        if let Some((side, caret)) = clicked
            && let Some(segment) = alignment.segment_at(side, caret.passage, caret.byte)
            && alignment.bead_of(side, segment).is_some_and(|bead| beads.contains(&bead))
        {
            return Some((side, segment));
        }
        let first = |side| {
            let beads = alignment.beads.get(beads.clone())?;
            beads
                .iter()
                .map(|bead| bead.part(side))
                .find(|range| !range.is_empty())
                .map(|range| (side, range.start as usize))
        };
        first(side).or_else(|| first(side.other()))
    }

    /// Makes the first pair of the current row the current one, if none is.
    pub fn choose_pair(&mut self, alignment: &Alignment) {
        let (row, pair) = self.current;
        if pair.is_none() && alignment.rows.get(row).is_some_and(|row| !row.beads.is_empty()) {
            self.current.1 = Some(0);
        }
    }

    /// The address of the current row or pair, for the status bar.
    pub fn address(&self, alignment: &Alignment) -> Option<Address> {
        let (row, pair) = self.current;
        let number = alignment.rows.get(row)?.number;
        Some(Address { row: number, pair: pair.map(|pair| pair as u32 + 1) })
    }

    /// The bead that is lit on both sides, because it is pointed at or current: its index in the alignment's `beads`.
    pub fn lit(&self) -> Option<usize> {
        self.lit
    }

    /// Whether the person has asked to add a translation since this was last called.
    pub fn take_wants_translation(&mut self) -> bool {
        std::mem::take(&mut self.wants_translation)
    }

    /// Whether the person has clicked on a note in the text since this was last called.
    pub fn take_wants_notes(&mut self) -> bool {
        std::mem::take(&mut self.wants_notes)
    }

    /// Notices another document, other rows, and orders to go somewhere.
    pub(super) fn follow(&mut self, view: &ReaderView) {
        let now = Some((view.id, view.revision));
        let last = view.alignment.rows.len().saturating_sub(1);
        if self.shown.map(|(id, _)| id) != Some(view.id) {
            let sheet = std::mem::take(&mut self.sheet);
            let wants_translation = self.wants_translation;
            *self = Self { sheet, wants_translation, ..Self::default() };
            let row = view.place.row.min(last);
            self.position = Position { row, offset: f64::from(view.place.offset) };
            self.reported = self.position;
            // Who comes from Align mode goes on with the pair that was chosen there.
            self.current = (row, view.jump.filter(|jump| jump.row == row).and_then(|jump| jump.pair));
            self.followed = view.jump.map(|jump| jump.serial);
            self.followed_choice = view.chosen.map(|chosen| chosen.serial);
        } else if self.shown != now {
            let [upper, current] = self.anchors;
            // Who stands at the very top has not begun to read, and stays there whatever the first row is now.
            let at_top = self.position.row == 0 && self.position.offset <= 0.0;
            let moved = |anchor, row: usize| if at_top && row == 0 { Some(0) } else { row_of(view.alignment, anchor) };
            let (top, chosen) = (moved(upper, self.position.row), moved(current, self.current.0));
            self.keep_fraction();
            self.position.row = top.unwrap_or(self.position.row).min(last);
            self.current = (chosen.unwrap_or(self.current.0).min(last), None);
            self.opened.clear();
            self.clear_selection();
        }
        self.shown = now;
        if let Some(jump) = view.jump.filter(|jump| self.followed != Some(jump.serial)) {
            self.followed = Some(jump.serial);
            self.motion.jump((jump.row.min(last), jump.pair));
        }
        self.follow_choice(view);
    }

    /// Goes to a note that was chosen elsewhere.
    fn follow_choice(&mut self, view: &ReaderView) {
        let Some(chosen) = view.chosen.filter(|chosen| self.followed_choice != Some(chosen.serial)) else { return };
        self.followed_choice = Some(chosen.serial);
        if self.chosen_here.take().is_some_and(|here| here == chosen.note) {
            return;
        }
        let Some(placed) = view.notes.note(&chosen.note) else { return };
        let (Some(row), Some(&(side, passage, at))) = (placed.row, placed.spans.first()) else { return };
        let pair = pair_of(view.alignment, row, view.alignment.bead_at(side, passage as usize, at.start as usize));
        self.motion.show_note((row, pair), (side, passage, at));
    }

    /// Remembers how much of the upper row is above the view, because its height is about to change.
    pub(super) fn keep_fraction(&mut self) {
        let height = f64::from(self.sheet.heights.height(self.position.row));
        if height > 0.0 && self.sheet.heights.is_measured(self.position.row) && self.position.offset > 0.0 {
            self.motion.keep((self.position.offset / height).clamp(0.0, 1.0));
        }
    }

    pub(super) fn scroll_by_wheel(&mut self, ui: &Ui, list: Rect) {
        if !ui.rect_contains_pointer(list) {
            return;
        }
        let by = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
        self.motion.scroll(-f64::from(by));
    }

    pub(super) fn scroll_by_bar(&mut self, ui: &mut Ui, bars: Rect, view: &ReaderView) {
        let Some(to) = scroll_bar::show(ui, bars, view, &self.sheet, self.position, &mut self.bar) else { return };
        let height = f64::from(self.sheet.heights.height(to.row));
        if to.offset >= 0.0 && height > 0.0 {
            self.motion.go_within(to.row, to.offset / height);
        } else {
            self.motion.go(to);
        }
        ui.ctx().request_repaint();
    }

    /// Opens or closes furniture.
    pub(super) fn toggle(&mut self, row: usize, name: GroupName) {
        if !self.opened.remove(&name) {
            self.opened.insert(name);
        }
        self.sheet.forget(row);
    }

    /// Keeps the current row in the view when the view moved away from it.
    pub(super) fn keep_current_visible(&mut self, visible: &[Visible]) {
        if !self.motion.is_moving() || visible.iter().any(|visible| visible.row == self.current.0) {
            return;
        }
        let whole = visible.iter().find(|visible| visible.top >= 0.0).or(visible.first());
        self.current = (whole.map_or(0, |visible| visible.row), None);
    }

    /// Tells the workspace where reading stands, once it stands.
    pub(super) fn report(&mut self, ui: &Ui, view: &ReaderView, send: &mut Vec<Command>) {
        let row = |row: usize| view.alignment.rows.get(row).and_then(anchor);
        self.anchors = [row(self.position.row), row(self.current.0)];
        if self.position == self.reported {
            return;
        }
        if self.motion.is_moving() {
            ui.ctx().request_repaint();
            return;
        }
        self.reported = self.position;
        let place = ReadingPlace { row: self.position.row, offset: self.position.offset as f32, pair: None };
        send.push(Command::SetPlace { document: view.id, place });
    }
}

/// A passage of the row.
fn anchor(row: &Row) -> Option<(SideName, u32)> {
    let side = if row.source.is_empty() { SideName::Translation } else { SideName::Source };
    (!row.part(side).is_empty()).then(|| (side, row.part(side).start))
}

/// The pair of a row that a bead is, counted from 0.
pub(super) fn pair_of(alignment: &Alignment, row: usize, bead: Option<usize>) -> Option<usize> {
    let beads = alignment.rows.get(row)?.beads;
    bead.filter(|bead| beads.contains(*bead)).map(|bead| bead - beads.start as usize)
}

/// The row that holds a passage.
fn row_of(alignment: &Alignment, passage: Option<(SideName, u32)>) -> Option<usize> {
    let (side, passage) = passage?;
    alignment.row_of_passage(side, passage as usize)
}
