//! The scroll bar of a list of rows, and what the strip beside it shares: its scale, its clicks and its colours.

use eframe::egui::{Color32, Rangef, Rect, Role, Sense, Ui, WidgetInfo};

use super::heights::Heights;
use super::position::Position;
use super::status::Surety;
use crate::ui::palette::Palette;

/// Width of the bar.
pub(crate) const BAR: f32 = 10.0;
/// Width of the strip.
pub(crate) const STRIP: f32 = 14.0;
/// Height of a mark of the strip.
pub(crate) const MARK: f32 = 3.0;
/// Shortest handle.
const SHORTEST: f32 = 28.0;

/// Where in the handle the pointer holds it, if it does.
pub(crate) type Held = Option<f32>;

/// Points of the document to a point of the bar.
pub(crate) fn scale(bar: Rect, heights: &Heights) -> f64 {
    f64::from(bar.height()) / heights.total().max(1.0)
}

/// Draws the bar into `bar` for a view that stands at `at`, and tells where the person took it.
pub(crate) fn bar_ui(
    ui: &mut Ui,
    bar: Rect,
    palette: &Palette,
    heights: &Heights,
    at: Position,
    state: &mut Held,
) -> Option<Position> {
    let id = ui.scope_id().with("scroll bar");
    let response = ui.interact(bar, id, Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll bar"));
    let Some(handle) = handle(bar, heights, at) else {
        *state = None;
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
        *state = None;
        return None;
    };
    let grip = if handle.y_range().contains(pointer.y) { pointer.y - handle.top() } else { handle.height() / 2.0 };
    let held = *state.get_or_insert(grip);
    let room = (bar.height() - handle.height()).max(1.0);
    let seen = f64::from(((pointer.y - held - bar.top()) / room).clamp(0.0, 1.0));
    let (row, offset) = heights.row_at(seen * (heights.total() - f64::from(bar.height())).max(0.0));
    Some(Position { row, offset })
}

fn handle(bar: Rect, heights: &Heights, at: Position) -> Option<Rect> {
    let total = heights.total();
    let view = f64::from(bar.height());
    if total <= view {
        return None;
    }
    let height = ((view * view / total) as f32).max(SHORTEST).min(bar.height());
    let seen = (heights.top(at.row) + at.offset) / (total - view).max(1.0);
    let top = bar.top() + (bar.height() - height) * (seen.clamp(0.0, 1.0) as f32);
    Some(Rect::from_x_y_ranges(bar.x_range().shrink(2.0), Rangef::new(top, top + height)))
}

/// Draws the ground of the strip, called `name`, and tells where a click on it leads. `marks` says how many marks of each
/// kind there are, to whoever cannot see them.
pub(crate) fn strip_ui(
    ui: &mut Ui,
    strip: Rect,
    palette: &Palette,
    heights: &Heights,
    (name, tip, marks): (&str, &str, String),
) -> Option<Position> {
    ui.painter().rect_filled(strip, 0.0, palette.panel);
    ui.painter().vline(strip.left() + 0.5, strip.y_range(), (1.0, palette.line));
    let response = ui.interact(strip, ui.scope_id().with("strip"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(marks));
    let response = response.on_hover_text_at_pointer(tip);
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked())?;
    let (row, _) = heights.row_at(f64::from(pointer.y - strip.top()) / scale(strip, heights));
    Some(Position { row, offset: -f64::from(strip.height()) * 0.2 })
}

/// The colour of a degree of surety.
pub(crate) fn color(surety: Surety, palette: &Palette) -> Color32 {
    match surety {
        Surety::Settled | Surety::Corrected | Surety::Sure => palette.sure,
        Surety::Review => palette.accent,
        Surety::Unsure => palette.unsure,
        Surety::LeftOut | Surety::Unpaired => palette.unpaired,
    }
}
