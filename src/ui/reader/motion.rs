//! How the view moves: by wheel, by page, to a row, to a pair, and how the text under the eyes stays when widths change.

use super::ReaderView;
use super::flow::Flow;
use super::keyboard::Wish;
use super::pointing::Caret;
use crate::model::{SideName, Span};
use crate::ui::rows::{Position, Rows as _};

/// How much of a page stays in view when paging, in points.
const OVERLAP: f64 = 48.0;
/// Where a row comes to stand when something goes to it, as a share of the view.
const CONTEXT: f64 = 0.12;

/// The current row and the sentence pair in it.
pub(super) type Current = (usize, Option<usize>);

/// A stretch of a side: bytes of a passage.
pub(super) type Stretch = (SideName, u32, Span);

/// Movements that were asked for and not carried out yet.
#[derive(Default)]
pub(super) struct Motion {
    /// Points to go down.
    by: f64,
    /// Where to go.
    to: Option<Position>,
    /// The row and pair to bring into view.
    jump: Option<Current>,
    /// The end of the selection that keys moved: the row, side and place to keep in the view.
    caret: Option<(usize, SideName, Caret)>,
    /// A note to bring into view: the pair where it starts, and what it covers there.
    note: Option<(Current, Stretch)>,
    /// The part of the upper row that was above the view before heights changed.
    fraction: Option<f64>,
    moving: bool,
}

impl Motion {
    /// Goes down by some points, or up where there are less than none.
    pub(super) fn scroll(&mut self, by: f64) {
        self.by += by;
    }

    /// Goes to a position.
    pub(super) fn go(&mut self, to: Position) {
        self.to = Some(to);
        self.fraction = None;
    }

    /// Goes to a position that is `fraction` of its row below the row's upper edge.
    pub(super) fn go_within(&mut self, row: usize, fraction: f64) {
        self.to = Some(Position { row, offset: 0.0 });
        self.fraction = Some(fraction);
    }

    /// Goes to a row and a pair of it.
    pub(super) fn jump(&mut self, to: Current) {
        self.jump = Some(to);
    }

    /// Keeps a place of a row in the view.
    pub(super) fn keep_in_view(&mut self, row: usize, side: SideName, caret: Caret) {
        self.caret = Some((row, side, caret));
    }

    /// Makes the pair where a note starts the current one, and brings the note into view if nothing of it is there.
    pub(super) fn show_note(&mut self, current: Current, at: Stretch) {
        self.note = Some((current, at));
    }

    /// Keeps `fraction` of the upper row above the view.
    pub(super) fn keep(&mut self, fraction: f64) {
        self.fraction = Some(fraction);
    }

    /// Whether the view moved in this frame.
    pub(super) fn is_moving(&self) -> bool {
        self.moving
    }

    /// Does all that was asked for. Gives the new position.
    pub(super) fn carry_out(
        &mut self,
        flow: &mut Flow,
        view: &ReaderView,
        position: Position,
        height: f32,
        wishes: &[Wish],
        current: &mut Current,
    ) -> Position {
        let height = f64::from(height);
        let before = position;
        let mut at = self.to.take().unwrap_or(position);
        if let Some(fraction) = self.fraction.take() {
            at.offset = fraction * flow.measure(at.row);
        }
        at.offset += std::mem::take(&mut self.by);
        let mut show = false;
        for &wish in wishes {
            match wish {
                Wish::Page(pages) => at.offset += f64::from(pages) * (height - OVERLAP).max(OVERLAP),
                Wish::First => at = Position::default(),
                Wish::Last => at = Position { row: view.alignment.rows.len().saturating_sub(1), offset: height },
                Wish::Row(by) => {
                    *current = step_row(view, *current, by);
                    show = true;
                }
                Wish::Pair(by) => {
                    *current = step_pair(view, *current, by);
                    show = true;
                }
                Wish::SelectCell | Wish::Grow(_) | Wish::Copy | Wish::Escape => {}
            }
        }
        at = flow.settle(at, height);
        if show {
            at = bring_into_view(flow, at, *current, height);
        }
        if let Some(jump) = self.jump.take() {
            *current = jump;
            at = flow.settle(Position { row: jump.0, offset: -CONTEXT * height }, height);
            at = bring_into_view(flow, at, *current, height);
        }
        if let Some((row, side, caret)) = self.caret.take() {
            let reach = reach_of(flow, row, (side, caret.passage as u32, Span::empty(caret.byte)));
            at = flow.bring_into_view(at, row, reach, height);
        }
        if let Some((pair, stretch)) = self.note.take() {
            *current = pair;
            let reach = reach_of(flow, pair.0, stretch);
            if !flow.is_seen(at, pair.0, reach, height) {
                at = flow.settle(Position { row: pair.0, offset: -CONTEXT * height }, height);
                at = flow.bring_into_view(at, pair.0, reach, height);
            }
        }
        self.moving = at != before;
        at
    }
}

/// Where a stretch of a row begins and ends; all of the row where it is not there.
fn reach_of(flow: &mut Flow, row: usize, (side, passage, at): Stretch) -> (f64, f64) {
    let is_it = |name, nth| name == side && nth == passage as usize;
    let reach = flow.reach(row, |name, nth| if is_it(name, nth) { vec![at] } else { Vec::new() });
    reach.unwrap_or_else(|| (0.0, flow.measure(row)))
}

/// The current row, `by` further; its first pair if a pair was current.
fn step_row(view: &ReaderView, current: Current, by: i32) -> Current {
    let last = view.alignment.rows.len().saturating_sub(1);
    let row = current.0.saturating_add_signed(by as isize).min(last);
    if row == current.0 { current } else { (row, None) }
}

/// The pair `by` further, over the end of a row into the next one.
fn step_pair(view: &ReaderView, (row, pair): Current, by: i32) -> Current {
    let pairs = |row: usize| view.alignment.rows.get(row).map_or(0, |row| row.beads.len());
    match (pair, by > 0) {
        (None, true) => (row, (pairs(row) > 0).then_some(0)),
        (None | Some(0), false) => match row.checked_sub(1) {
            Some(above) => (above, pairs(above).checked_sub(1)),
            None => (row, pair),
        },
        (Some(pair), false) => (row, Some(pair - 1)),
        (Some(pair), true) if pair + 1 < pairs(row) => (row, Some(pair + 1)),
        (Some(pair), true) if row + 1 >= view.alignment.rows.len() => (row, Some(pair)),
        (Some(_), true) => (row + 1, (pairs(row + 1) > 0).then_some(0)),
    }
}

/// Moves as little as it takes to have the current row, or its current pair, in the view.
fn bring_into_view(flow: &mut Flow, at: Position, current: Current, height: f64) -> Position {
    let (row, pair) = current;
    let row_height = flow.measure(row);
    let reach = pair.and_then(|pair| flow.pair_reach(row, pair)).unwrap_or((0.0, row_height));
    flow.bring_into_view(at, row, reach, height)
}
