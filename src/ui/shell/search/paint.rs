//! How the lines of the list of hits look.

use eframe::egui::epaint::text::TextWrapping;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Color32, CornerRadius, FontFamily, FontId, Galley, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, TextFormat,
    Ui, WidgetInfo, pos2,
};
use std::sync::Arc;

use super::list::{self, HIT_PADDING, MOST_LINES, PARTNER_LINE, PARTNER_SIZE, Snippet, TEXT_LINE, TEXT_SIZE, label};
use crate::model::search::Hit;
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::shell::widgets::{self, PANEL_MARGIN};
use crate::workspace::Group;

/// Blank at both sides of the text of a hit.
pub(super) const MARGINS: f32 = 2.0 * PANEL_MARGIN + 4.0;

/// The name of a document.
pub(super) fn document_ui(ui: &Ui, palette: &Palette, group: &Group, rect: Rect) {
    let response = ui.interact(rect, ui.scope_id().with(("document", rect.top().to_bits())), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &group.title));
    let font = FontId::new(12.5, fonts::interface_bold());
    let width = rect.width() - MARGINS;
    let galley = widgets::one_line(ui, &group.title, font, palette.ink, width);
    let cut = galley.elided;
    ui.painter().hline(rect.x_range(), rect.top() + 5.5, Stroke::new(1.0, palette.line));
    let top = rect.bottom() - 5.0 - galley.size().y;
    ui.painter().galley(pos2(rect.left() + PANEL_MARGIN + 4.0, top), galley, palette.ink);
    if cut {
        response.on_hover_text(&group.title);
    }
}

/// A hit: a click goes there.
pub(super) fn hit_ui(ui: &Ui, palette: &Palette, hit: &Hit, (rect, id): (Rect, Id), chosen: bool) -> Response {
    let response = ui.interact(rect, id, Sense::CLICK);
    let label = label(hit);
    response.widget_info(|| {
        let (text, partner) = (Snippet::of(&hit.text, &hit.marks).text, list::partner(hit).text);
        let parts = [label.as_str(), &text, &partner].map(str::trim);
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        WidgetInfo::selected(Role::ListBoxOption, true, chosen, name)
    });
    ground(ui, palette, rect, &response, chosen);
    let left = rect.left() + PANEL_MARGIN + 4.0;
    let width = rect.width() - MARGINS;
    let text = Snippet::of(&hit.text, &hit.marks);
    let before = if label.is_empty() { String::new() } else { format!("{label}  ") };
    let galley = galley(ui, palette, (&before, &text), (TEXT_SIZE, TEXT_LINE, palette.ink), width);
    ui.painter().galley(pos2(left, rect.top() + HIT_PADDING), galley.clone(), palette.ink);
    let partner = list::partner(hit);
    if !partner.text.is_empty() {
        let top = rect.top() + HIT_PADDING + galley.size().y;
        let galley = self::galley(ui, palette, ("", &partner), (PARTNER_SIZE, PARTNER_LINE, palette.muted), width);
        ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(pos2(left, top), galley, palette.muted);
    }
    response
}

/// A text with its marks, on no more lines than a hit may take.
fn galley(
    ui: &Ui,
    palette: &Palette,
    (before, snippet): (&str, &Snippet),
    (size, line, ink): (f32, f32, Color32),
    width: f32,
) -> Arc<Galley> {
    let format = |size: f32, color: Color32, background: Color32| TextFormat {
        font_id: FontId::new(size, FontFamily::Proportional),
        color,
        background,
        line_height: Some(line),
        ..TextFormat::default()
    };
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width), ..LayoutJob::default() };
    job.wrap.max_rows = MOST_LINES;
    if !before.is_empty() {
        job.append(before, 0.0, format(size - 1.5, palette.muted, Color32::TRANSPARENT));
    }
    let mut end = 0;
    for mark in &snippet.marks {
        let between = snippet.text.get(end..mark.start).unwrap_or_default();
        job.append(between, 0.0, format(size, ink, Color32::TRANSPARENT));
        let marked = snippet.text.get(mark.clone()).unwrap_or_default();
        job.append(marked, 0.0, format(size, palette.ink, palette.found));
        end = mark.end;
    }
    job.append(snippet.text.get(end..).unwrap_or_default(), 0.0, format(size, ink, Color32::TRANSPARENT));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The ground of a hit: chosen, pointed at, or with the keyboard on it.
fn ground(ui: &Ui, palette: &Palette, rect: Rect, response: &Response, chosen: bool) {
    let painter = ui.painter();
    if chosen {
        painter.rect_filled(rect, CornerRadius::ZERO, palette.selected);
        let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
        painter.rect_filled(bar, CornerRadius::ZERO, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, CornerRadius::ZERO, palette.selected.gamma_multiply(0.55));
    }
    if response.has_focus() {
        painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
}

/// A line that says that there is more.
pub(super) fn more(ui: &Ui, palette: &Palette, text: &str, rect: Rect, response: &Response, can_open: bool) {
    let color = if can_open { palette.link } else { palette.muted };
    let galley =
        widgets::one_line(ui, text, FontId::new(12.0, FontFamily::Proportional), color, rect.width() - MARGINS);
    let at = pos2(rect.left() + PANEL_MARGIN + 4.0, rect.center().y - galley.size().y / 2.0);
    if can_open && (response.hovered() || response.has_focus()) {
        ui.painter().hline(at.x..=at.x + galley.size().x, at.y + galley.size().y, Stroke::new(1.0, color));
    }
    ui.painter().galley(at, galley, color);
}
