//! The scroll bar, and beside it the strip that maps unsure and unpaired rows.

use eframe::egui::{Color32, Rangef, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::ReaderView;
use super::flow::{Position, Sheet};
use super::status::{Surety, surety};
use crate::ui::palette::Palette;
use crate::workspace::DocumentId;

/// Width of the bar.
pub(super) const BAR: f32 = 10.0;
/// Width of the strip.
pub(super) const STRIP: f32 = 14.0;
/// Shortest handle.
const SHORTEST: f32 = 28.0;
/// Height of a mark of the strip.
const MARK: f32 = 3.0;

/// What the bar and the strip keep from frame to frame.
#[derive(Default)]
pub(super) struct Bar {
    /// Where in the handle the pointer holds it.
    held: Option<f32>,
    map: Option<Map>,
}

/// The marks of the strip, made once for a document and a height: one at most in every `MARK` points.
struct Map {
    key: (DocumentId, u64, u64, bool, u32, u32),
    marks: Vec<(f32, Surety)>,
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
    let (left, strip) = rect.split_left_right_at_x(rect.right() - STRIP);
    ui.painter().rect_filled(strip, 0.0, view.palette.panel);
    ui.painter().vline(strip.left() + 0.5, strip.y_range(), (1.0, view.palette.line));
    paint_map(ui, strip, view, sheet, bar);
    let handle = handle(left, sheet, at);
    let moved = drag_bar(ui, left, handle, view.palette, sheet, bar);
    moved.or_else(|| click_strip(ui, strip, sheet))
}

/// Points of the document to a point of the bar.
fn scale(bar: Rect, sheet: &Sheet) -> f64 {
    f64::from(bar.height()) / sheet.heights.total().max(1.0)
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

fn click_strip(ui: &mut Ui, strip: Rect, sheet: &Sheet) -> Option<Position> {
    let response = ui.interact(strip, ui.scope_id().with("strip"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Map of unsure and unpaired rows"));
    let response = response.on_hover_text("Unsure and unpaired rows: click to go there");
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked())?;
    let (row, _) = sheet.heights.row_at(f64::from(pointer.y - strip.top()) / scale(strip, sheet));
    Some(Position { row, offset: -f64::from(strip.height()) * 0.2 })
}

fn paint_map(ui: &Ui, strip: Rect, view: &ReaderView, sheet: &Sheet, state: &mut Bar) {
    // Made again when heights have changed by some two percent: for every measured row would be too often.
    let total = (sheet.heights.total().max(1.0).ln() * 50.0) as u32;
    let key = (view.id, view.revision, view.statuses, view.aligning, strip.height() as u32, total);
    if state.map.as_ref().is_none_or(|map| map.key != key) {
        state.map = Some(Map { key, marks: marks(view, sheet, strip) });
    }
    let Some(map) = &state.map else { return };
    for &(y, surety) in &map.marks {
        let place = Rect::from_min_size(strip.min + vec2(3.0, y), vec2(8.0, MARK));
        ui.painter().rect_filled(place, 1.0, color(surety, view.palette));
    }
}

/// The colour of a degree of surety.
pub(super) fn color(surety: Surety, palette: &Palette) -> Color32 {
    match surety {
        Surety::Settled | Surety::Sure => palette.sure,
        Surety::Unsure => palette.unsure,
        Surety::Unpaired => palette.unpaired,
    }
}

/// One mark for every `MARK` points that hold a row worth looking at; unsure outranks unpaired.
fn marks(view: &ReaderView, sheet: &Sheet, strip: Rect) -> Vec<(f32, Surety)> {
    if view.aligning || view.document.translation.is_none() {
        return Vec::new();
    }
    let scale = scale(strip, sheet);
    let mut marks: Vec<(f32, Surety)> = Vec::new();
    let mut top = 0.0;
    for (nth, row) in view.alignment.rows.iter().enumerate() {
        let y = ((top * scale) as f32 / MARK).floor() * MARK;
        top += f64::from(sheet.heights.height(nth));
        let surety = surety(view.alignment, row);
        if !surety.wants_a_look() {
            continue;
        }
        match marks.last_mut() {
            Some(last) if last.0 >= y => {
                if surety == Surety::Unsure {
                    last.1 = surety;
                }
            }
            _ => marks.push((y, surety)),
        }
    }
    marks
}
