//! What Align mode keeps from frame to frame: the pairs, the cursor, the view, and what is marked, cut or dragged.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::Id;

use super::caret::Caret;
use super::cursor::{Cursor, Step};
use super::differing::Differing;
use super::flow::{Flow, Sheet};
use super::met::Met;
use super::mouse::{Dragged, Gesture};
use super::pairs::Pairs;
use super::strip::Map;
use crate::model::{Address, Alignment, Document, IndexRange, SideName};
use crate::ui::rows::bar::Held;
use crate::ui::rows::{Position, Rows as _};
use crate::workspace::{AlignLevel, DocumentId, OpenDocument, ReadingPlace};

/// Where a pair comes to stand when something goes to it, as a share of the view.
const CONTEXT: f64 = 0.25;
/// What keys leave in view above and below the chosen pair, where there is room: what comes next is read with it.
const AROUND: f64 = 84.0;

/// A place in the text, which means the same whatever the pairs are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    /// Its side.
    pub(crate) side: SideName,
    /// Its passage.
    pub(crate) passage: usize,
    /// Byte of the passage's reading text.
    pub(crate) byte: usize,
}

/// How the chosen pair is to be brought into the view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Show {
    /// With as little movement as it takes.
    Least,
    /// Where there is something to see before it.
    Context,
}

/// What Align mode keeps from frame to frame. One for the window is enough: it notices another document.
#[derive(Default)]
pub struct AlignerState {
    shown: Option<(DocumentId, u64, AlignLevel)>,
    /// The alignment that the pairs are of.
    alignment: Arc<Alignment>,
    pub(super) pairs: Arc<Pairs>,
    pub(super) cursor: Cursor,
    pub(super) position: Position,
    pub(super) sheet: Sheet,
    /// Where the chosen box came to stand when the level was switched last, and where it had stood before.
    switched: Option<(Place, Place)>,
    /// The sentence that waits for its partner.
    pub(super) marked: Option<Place>,
    /// Where a sentence is about to be cut.
    pub(super) cutting: Option<Caret>,
    /// Where the text was clicked last.
    pub(super) clicked: Option<Caret>,
    pub(super) dragged: Option<Dragged>,
    pub(super) gestures: Vec<Gesture>,
    pub(super) bar: Held,
    pub(super) map: Option<Map>,
    pub(super) differing: Differing,
    pub(super) met: Option<((u64, usize), Vec<Met>)>,
    /// The pair whose reasons were asked for last, by revision and bead.
    pub(super) asked: Option<(u64, usize)>,
    /// The list, for the keyboard.
    pub(super) list: Option<Id>,
    /// Whether the list is to have the keyboard.
    pub(super) wants_focus: bool,
    pub(super) height: f32,
    followed: Option<u64>,
    by: f64,
    to: Option<Position>,
    fraction: Option<f64>,
    show: Option<Show>,
    pub(super) moving: bool,
    pub(super) reported: Option<ReadingPlace>,
}

impl AlignerState {
    /// Notices another document, other pairs, another level, and orders to go somewhere.
    pub(crate) fn follow(&mut self, open: &OpenDocument, level: AlignLevel) {
        let now = (open.id, open.revision, level);
        let alignment = &open.work.alignment;
        if self.shown.map(|shown| shown.0) != Some(open.id) {
            *self = Self {
                sheet: std::mem::take(&mut self.sheet),
                list: self.list,
                wants_focus: self.wants_focus,
                ..Self::default()
            };
            self.pairs = Arc::new(Pairs::of(alignment, level));
            self.alignment = Arc::clone(alignment);
            self.cursor = Cursor::at(self.pair_of(open.place.row, open.place.pair).unwrap_or(0), SideName::Source);
            self.position = Position { row: self.pairs.block_of(self.cursor.pair), offset: 0.0 };
            self.show = Some(Show::Context);
            self.followed = open.jump.map(|jump| jump.serial);
        } else if self.shown != Some(now) {
            self.change_pairs(open, level);
        }
        self.shown = Some(now);
        self.alignment = Arc::clone(alignment);
        if let Some(jump) = open.jump.filter(|jump| self.followed != Some(jump.serial)) {
            self.followed = Some(jump.serial);
            self.go_to(jump.row, jump.pair);
        }
    }

    /// Puts other pairs in the place of those there are, and keeps what is chosen and what is in view.
    fn change_pairs(&mut self, open: &OpenDocument, level: AlignLevel) {
        let (document, alignment) = (&open.document, &open.work.alignment);
        let (side, old) = (self.cursor.side, self.cursor.pair);
        let is_other_level = self.pairs.level != level;
        // Who switches there and back without going elsewhere is back at the same box.
        let here = self.place(document);
        let left = self.switched.take().filter(|(now, _)| is_other_level && here == Some(*now));
        let held = left.map(|(_, before)| before).or(here);
        let top = self.top_place(document);
        self.pairs = Arc::new(Pairs::of(alignment, level));
        let pairs = &*self.pairs;
        let found = held.and_then(|held| find(pairs, alignment, held));
        self.cursor = found
            .and_then(|(side, cell)| Cursor::on_cell(pairs, side, cell))
            .map_or(Cursor::at(old, side).within(pairs), |found| found.with_side(side));
        let row = top.and_then(|top| find(pairs, alignment, top)).and_then(|(side, cell)| pairs.owner(side, cell));
        self.position.row = row.map_or(self.position.row, |pair| pairs.block_of(pair));
        self.alignment = Arc::clone(alignment);
        self.switched = if is_other_level { self.place(document).zip(held) } else { None };
        self.cutting = None;
        self.clicked = None;
        self.dragged = None;
        self.show = Some(Show::Least);
    }

    /// Where the chosen box stands in the text.
    pub(crate) fn place(&self, document: &Document) -> Option<Place> {
        let at = |side| Some((side, self.cursor.cell(&self.pairs, side)?));
        let (side, cell) = at(self.cursor.side).or_else(|| at(self.cursor.side.other()))?;
        self.place_of(document, side, cell)
    }

    /// Where a cell stands in the text.
    pub(crate) fn place_of(&self, document: &Document, side: SideName, cell: usize) -> Option<Place> {
        let (passage, at) = self.pairs.place(document, &self.alignment, side, cell)?;
        Some(Place { side, passage, byte: at.start as usize })
    }

    fn top_place(&self, document: &Document) -> Option<Place> {
        let pair = self.pairs.get(self.pairs.block(self.position.row).start as usize)?;
        let side = if pair.part(SideName::Source).is_empty() { SideName::Translation } else { SideName::Source };
        self.place_of(document, side, pair.part(side).start as usize)
    }

    /// The pairs that are shown.
    pub(crate) fn pairs(&self) -> &Arc<Pairs> {
        &self.pairs
    }

    /// What is chosen.
    pub(crate) fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The beads of the chosen pairs: positions among the alignment's `beads`.
    pub(crate) fn chosen_beads(&self) -> Option<Range<usize>> {
        let chosen = self.cursor.pairs();
        let (first, last) = (self.pairs.get(*chosen.start())?, self.pairs.get(*chosen.end())?);
        Some(first.beads.start as usize..last.beads.end as usize)
    }

    /// The bead of the chosen pair, if it is one.
    pub(crate) fn chosen_bead(&self) -> Option<usize> {
        let beads: IndexRange = self.pairs.get(self.cursor.pair)?.beads;
        (beads.len() == 1).then_some(beads.start as usize)
    }

    /// The difference that the chosen pair stands in, if one waits for a decision.
    pub(crate) fn difference(&self) -> Option<usize> {
        self.differing.of(&self.pairs.get(self.cursor.pair)?)
    }

    /// The name of the chosen pair.
    pub(crate) fn address(&self) -> Option<Address> {
        self.pairs.address(&self.alignment, self.cursor.pair)
    }

    /// The row of the chosen pair, and which of its pairs it is, as the reader counts them.
    pub(crate) fn current(&self) -> (usize, Option<usize>) {
        let Some(pair) = self.pairs.get(self.cursor.pair) else { return (0, None) };
        let first = self.alignment.rows.get(pair.row).map_or(0, |row| row.beads.start);
        let within = match self.pairs.level {
            AlignLevel::Sentences => Some((pair.beads.start - first) as usize),
            AlignLevel::Paragraphs => None,
        };
        (pair.row, within)
    }

    /// Goes to a row, and to a pair of it.
    pub(crate) fn go_to(&mut self, row: usize, pair: Option<usize>) {
        let Some(found) = self.pair_of(row, pair) else { return };
        self.choose(Cursor::at(found, self.cursor.side));
        self.show = Some(Show::Context);
    }

    /// The pair that shows a row, and a pair of it.
    fn pair_of(&self, row: usize, pair: Option<usize>) -> Option<usize> {
        let first = self.pairs.first_of_row(row)?;
        let many = self.alignment.rows.get(row).map_or(1, |row| row.beads.len());
        let further = match self.pairs.level {
            AlignLevel::Sentences => pair.unwrap_or(0).min(many.saturating_sub(1)),
            AlignLevel::Paragraphs => 0,
        };
        Some(first + further)
    }

    /// Goes to a pair far away that somebody looked for. The hand comes to the side where there is something to move.
    pub(crate) fn go_to_pair(&mut self, pair: usize) {
        self.choose(Cursor::at(pair, self.cursor.side).within(&self.pairs).with_hand(&self.pairs));
        // What is in view already need not move far.
        let block = self.pairs.block_of(pair);
        let is_near = self.sheet.blocks.contains_key(&block) && block >= self.position.row;
        self.show = Some(if is_near { Show::Least } else { Show::Context });
    }

    /// Chooses something else.
    pub(crate) fn choose(&mut self, cursor: Cursor) {
        if cursor != self.cursor {
            self.clicked = None;
            self.cutting = None;
        }
        self.cursor = cursor;
        self.show = Some(Show::Least);
    }

    /// Moves the cursor.
    pub(crate) fn step(&mut self, step: Step) {
        self.choose(self.cursor.step(&self.pairs, step));
    }

    /// Moves the cursor by about as many pairs as fit into the view.
    pub(crate) fn turn_page(&mut self, pages: i32) {
        let heights = &self.sheet.heights;
        let block = self.pairs.block_of(self.cursor.pair);
        let y = heights.top(block) + f64::from(pages) * f64::from(self.height * 0.8).max(AROUND);
        let (to, _) = heights.row_at(y);
        let pair = self.pairs.block(to).start as usize;
        // However high the pair is, a page goes on.
        let pair = if pair == self.cursor.pair { pair.saturating_add_signed(pages as isize) } else { pair };
        self.step(Step::To(pair));
    }

    /// Gives up what was begun last: a cut, else a mark, else a choice of several pairs.
    pub(crate) fn let_go(&mut self) {
        if self.cutting.take().is_none() && self.clicked.take().is_none() && self.marked.take().is_none() {
            self.cursor = self.cursor.narrow();
        }
    }

    /// Chooses the box at a place of the text.
    pub(crate) fn choose_place(&mut self, place: Option<Place>) {
        let found = place.and_then(|place| find(&self.pairs, &self.alignment, place));
        if let Some(cursor) = found.and_then(|(side, cell)| Cursor::on_cell(&self.pairs, side, cell)) {
            self.choose(cursor);
        }
    }

    /// The cell that is marked.
    pub(crate) fn marked_cell(&self) -> Option<(SideName, usize)> {
        find(&self.pairs, &self.alignment, self.marked?)
    }

    /// Marks a place, or none.
    pub(crate) fn mark(&mut self, place: Option<Place>) {
        self.marked = place;
    }

    /// Where a sentence is about to be cut.
    pub(crate) fn cutting(&self) -> Option<Caret> {
        self.cutting
    }

    /// Where the text of the chosen box was clicked.
    pub(crate) fn clicked(&self) -> Option<Caret> {
        self.clicked.filter(|caret| self.cursor.here(&self.pairs) == Some(caret.cell) && self.cursor.side == caret.side)
    }

    /// Begins to cut, goes on with it, or ends it.
    pub(crate) fn cut(&mut self, caret: Option<Caret>) {
        self.cutting = caret;
        self.show = Some(Show::Least);
    }

    /// What the mouse did since this was last asked.
    pub(crate) fn take_gestures(&mut self) -> Vec<Gesture> {
        std::mem::take(&mut self.gestures)
    }

    /// The widget that has the keyboard while pairs are aligned.
    pub(crate) fn list(&self) -> Option<Id> {
        self.list
    }

    /// Gives the keyboard to the list.
    pub(crate) fn request_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Scrolls down by some points.
    pub(super) fn scroll(&mut self, by: f64) {
        self.by += by;
    }

    /// Scrolls to a place of the scroll bar.
    pub(super) fn scroll_to(&mut self, to: Position) {
        self.to = Some(to);
    }

    /// Remembers how much of the upper block is above the view, because its height is about to change.
    pub(super) fn keep_fraction(&mut self) {
        let height = f64::from(self.sheet.heights.height(self.position.row));
        if height > 0.0 && self.position.offset > 0.0 {
            self.fraction = Some((self.position.offset / height).clamp(0.0, 1.0));
        }
    }

    /// Does all movements that were asked for.
    pub(super) fn carry_out(&mut self, moves: &Moves, flow: &mut Flow, height: f32) {
        let height = f64::from(height);
        let before = self.position;
        let mut at = moves.to.unwrap_or(self.position);
        if let Some(fraction) = moves.fraction {
            at.offset = fraction * flow.measure(at.row);
        }
        at.offset += moves.by;
        at = flow.settle(at, height);
        if let Some(show) = moves.show {
            let (block, (top, bottom)) = flow.reach(self.cursor.pair);
            if show == Show::Context {
                at = flow.settle(Position { row: block, offset: top - CONTEXT * height }, height);
            }
            let room = ((height - (bottom - top)) / 2.0).clamp(0.0, AROUND);
            at = flow.bring_into_view(at, block, (top - room, bottom + room), height);
        }
        self.moving = at != before;
        self.position = at;
    }

    /// Takes the movements that were asked for.
    pub(super) fn take_moves(&mut self) -> Moves {
        Moves {
            by: std::mem::take(&mut self.by),
            to: self.to.take(),
            fraction: self.fraction.take(),
            show: self.show.take(),
        }
    }
}

/// Movements that were asked for and not carried out yet.
pub(super) struct Moves {
    by: f64,
    to: Option<Position>,
    fraction: Option<f64>,
    show: Option<Show>,
}

/// The cell at a place of the text.
fn find(pairs: &Pairs, alignment: &Alignment, place: Place) -> Option<(SideName, usize)> {
    let cell = pairs.cell_at(alignment, place.side, place.passage, place.byte)?;
    Some((place.side, cell))
}
