//! Bookmarks: a ribbon in the gutter, beside the line where the bookmark starts.

use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{CursorIcon, Mesh, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::{Annotation, AnnotationId, Motivation};
use crate::ui::note_words;
use crate::ui::palette::Palette;
use crate::ui::rows::TextBlock;
use crate::workspace::Cover;

/// Width and height of a ribbon in points.
const SIZE: eframe::egui::Vec2 = vec2(9.0, 16.0);
/// Bookmarks on lines nearer to each other than this, in points, share a ribbon.
const NEAR: f64 = 16.0;

/// A ribbon beside a row.
pub(super) struct Ribbon {
    /// From the row's upper edge to its middle.
    middle: f64,
    /// The bookmarks that start there.
    notes: Vec<Arc<Annotation>>,
}

/// Adds to `ribbons` those of the bookmarks among `covers` that start in `text`, which stands `top` points below the
/// row's upper edge.
pub(super) fn collect(ribbons: &mut Vec<Ribbon>, covers: &[&Cover], text: &TextBlock, top: f64) {
    let bookmarks = covers.iter().filter(|cover| cover.starts && cover.note.motivation == Motivation::Bookmarking);
    for cover in bookmarks.filter(|cover| cover.at.start >= text.span.start) {
        let middle = top + f64::from(text.place(cover.at.start as usize).center().y);
        match ribbons.iter_mut().find(|ribbon| (ribbon.middle - middle).abs() < NEAR) {
            Some(ribbon) => ribbon.notes.push(cover.note.clone()),
            None => ribbons.push(Ribbon { middle, notes: vec![cover.note.clone()] }),
        }
    }
}

/// What the ribbons of a row are drawn with.
pub(super) struct Beside<'a> {
    /// Index of the row.
    pub(super) row: usize,
    /// Upper edge of the row on the screen.
    pub(super) top: f32,
    /// Left edge of the sheet on the screen.
    pub(super) left: f32,
    /// The part of the screen the rows may cover.
    pub(super) list: Rect,
    /// The colours.
    pub(super) palette: &'a Palette,
    /// The note that was chosen.
    pub(super) chosen: Option<&'a AnnotationId>,
}

/// Draws the ribbons of a row, and tells which bookmark was clicked: where several share a ribbon, the one after the
/// chosen one.
pub(super) fn show(ui: &mut Ui, ribbons: &[Ribbon], beside: &Beside) -> Option<AnnotationId> {
    let mut clicked = None;
    for (nth, ribbon) in ribbons.iter().enumerate() {
        let corner = pos2(beside.left - 4.0, beside.top + ribbon.middle as f32 - SIZE.y / 2.0);
        let rect = Rect::from_min_size(corner.round_to_pixels(ui.pixels_per_point()), SIZE);
        let reach = rect.expand2(vec2(2.0, 3.0)).intersect(beside.list);
        if !reach.is_positive() {
            continue;
        }
        let id = ui.scope_id().with(("ribbon", beside.row, nth));
        let response = ui.interact(reach, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        let names: Vec<String> = ribbon.notes.iter().map(|note| note_words::label(note)).collect();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, names.join("; ")));
        let now = ribbon.notes.iter().position(|note| Some(&note.id) == beside.chosen);
        let strong = response.hovered() || response.has_focus() || now.is_some();
        paint(ui, if strong { rect.expand(1.0) } else { rect }, beside.palette);
        if response.clicked() {
            let next = now.map_or(0, |now| (now + 1) % ribbon.notes.len());
            clicked = ribbon.notes.get(next).map(|note| note.id.clone());
        }
        if response.hovered() || response.is_tooltip_open() {
            response.on_hover_ui(|ui| {
                for name in &names {
                    ui.label(name);
                }
            });
        }
    }
    clicked
}

/// A ribbon with a swallow tail, as two triangles and the part between: the shape is not convex.
fn paint(ui: &Ui, rect: Rect, palette: &Palette) {
    let notch = pos2(rect.center().x, rect.bottom() - rect.height() * 0.28);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), notch, rect.left_bottom()];
    let mut mesh = Mesh::default();
    for corner in corners {
        mesh.colored_vertex(corner, palette.accent);
    }
    for [a, b, c] in [[0, 1, 3], [1, 2, 3], [0, 3, 4]] {
        mesh.add_triangle(a, b, c);
    }
    ui.painter().add(mesh);
}
