//! The scroll bar, and beside it the strip that maps unsure and unpaired rows.

use eframe::egui::{Rect, Ui, vec2};

use super::ReaderView;
use super::flow::Sheet;
use crate::ui::rows::Position;
use crate::ui::rows::bar::{Held, MARK, STRIP, bar_ui, color, scale, strip_ui};
use crate::ui::rows::status::{Surety, surety};
use crate::workspace::DocumentId;

/// What the bar and the strip keep from frame to frame.
#[derive(Default)]
pub(super) struct Bar {
    held: Held,
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
    let names = ("Map of unsure and unpaired rows", "Unsure and unpaired rows: click to go there");
    let clicked = strip_ui(ui, strip, view.palette, &sheet.heights, names);
    paint_map(ui, strip, view, sheet, bar);
    bar_ui(ui, left, view.palette, &sheet.heights, at, &mut bar.held).or(clicked)
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

/// One mark for every `MARK` points that hold a row worth looking at; unsure outranks unpaired.
fn marks(view: &ReaderView, sheet: &Sheet, strip: Rect) -> Vec<(f32, Surety)> {
    if view.aligning || view.document.translation.is_none() {
        return Vec::new();
    }
    let scale = scale(strip, &sheet.heights);
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
