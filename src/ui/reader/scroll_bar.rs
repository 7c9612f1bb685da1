//! The scroll bar.

use eframe::egui::{Color32, Rangef, Rect, Role, Sense, Ui, WidgetInfo};

use super::ReaderView;
use super::flow::{Position, Sheet};
use super::status::Surety;
use super::strip;
use crate::ui::palette::Palette;

/// Width of the bar.
pub(super) const BAR: f32 = 10.0;
/// Width of the strip.
pub(super) const STRIP: f32 = 14.0;
/// Shortest handle.
const SHORTEST: f32 = 28.0;

/// What the bar and the strip keep from frame to frame.
#[derive(Default)]
pub(super) struct Bar {
    /// Where in the handle the pointer holds it.
    held: Option<f32>,
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
    let handle = handle(left, sheet, at);
    drag_bar(ui, left, handle, view.palette, sheet, bar).or(clicked)
}

fn handle(bar: Rect, sheet: &Sheet, at: Position) -> Option<Rect> {
    let total = sheet.heights.total();
    let view = f64::from(bar.height());
    if total <= view {
        return None;
    }
    let height = ((view * view / total) as f32).max(SHORTEST).min(bar.height());
    let seen = (sheet.heights.top(at.row) + at.offset) / (total - view).max(1.0);
    let top = bar.top() + (bar.height() - height) * (seen.clamp(0.0, 1.0) as f32);
    Some(Rect::from_x_y_ranges(bar.x_range().shrink(2.0), Rangef::new(top, top + height)))
}

fn drag_bar(
    ui: &mut Ui,
    bar: Rect,
    handle: Option<Rect>,
    palette: &Palette,
    sheet: &Sheet,
    state: &mut Bar,
) -> Option<Position> {
    let id = ui.scope_id().with("scroll bar");
    let response = ui.interact(bar, id, Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll bar"));
    let Some(handle) = handle else {
        state.held = None;
        return None;
    };
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(1.0);
        node.set_numeric_value(f64::from((handle.top() - bar.top()) / (bar.height() - handle.height()).max(1.0)));
    });
    let color = if response.dragged() || response.is_pointer_button_down_on() {
        palette.muted
    } else if response.hovered() {
        palette.unpaired
    } else {
        palette.line
    };
    ui.painter().rect_filled(handle, 3.0, color);
    let pointer =
        response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on() || response.dragged());
    let Some(pointer) = pointer else {
        state.held = None;
        return None;
    };
    let grip = if handle.y_range().contains(pointer.y) { pointer.y - handle.top() } else { handle.height() / 2.0 };
    let held = *state.held.get_or_insert(grip);
    let room = (bar.height() - handle.height()).max(1.0);
    let seen = f64::from(((pointer.y - held - bar.top()) / room).clamp(0.0, 1.0));
    let (row, offset) = sheet.heights.row_at(seen * (sheet.heights.total() - f64::from(bar.height())).max(0.0));
    Some(Position { row, offset })
}

/// The colour of a degree of surety.
pub(super) fn color(surety: Surety, palette: &Palette) -> Color32 {
    match surety {
        Surety::Settled | Surety::Sure => palette.sure,
        Surety::Unsure => palette.unsure,
        Surety::Unpaired => palette.unpaired,
    }
}
