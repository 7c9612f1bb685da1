//! The scroll bar, and beside it the strip.

use eframe::egui::{Rect, Ui};

use super::ReaderView;
use super::flow::Sheet;
use super::strip;
use crate::ui::rows::Position;
use crate::ui::rows::bar::{Held, STRIP, bar_ui};

/// What the bar and the strip keep from frame to frame.
#[derive(Default)]
pub(super) struct Bar {
    held: Held,
    map: strip::Map,
}

/// Draws bar and strip into `rect` and tells where the person took them.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    view: &ReaderView,
    sheet: &Sheet,
    at: Position,
    bar: &mut Bar,
) -> Option<Position> {
    let (left, right) = rect.split_left_right_at_x(rect.right() - STRIP);
    let clicked = strip::show(ui, right, view, sheet, &mut bar.map);
    bar_ui(ui, left, view.palette, &sheet.heights, at, &mut bar.held).or(clicked)
}
