//! The small parts that panels and dialogs share: headings, tabs, list items, icon buttons, chips, cards.

use std::sync::Arc;

use eframe::egui::epaint::text::TextWrapping;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Color32, CornerRadius, FontFamily, FontId, Frame, Galley, Id, Margin, Rect, Response, RichText, Role,
    Sense, Stroke, StrokeKind, TextFormat, Ui, WidgetInfo, pos2, vec2,
};

use super::icons::{self, Icon};
use super::notes::Stretch;
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::theme::RADIUS;

/// Height of an item of a list, in points.
pub(crate) const ITEM_HEIGHT: f32 = 28.0;
/// Blank between the edge of a panel and what is in it, in points.
pub(crate) const PANEL_MARGIN: f32 = 14.0;
/// Size of the interface's text, in points.
pub(crate) const TEXT_SIZE: f32 = 13.0;

/// A small heading in spaced capitals.
pub(crate) fn heading(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    ui.label(RichText::new(text.to_uppercase()).size(11.0).extra_letter_spacing(0.7).color(palette.muted))
}

/// Text of the interface, bold.
pub(crate) fn bold(text: impl Into<String>, size: f32) -> RichText {
    RichText::new(text).font(FontId::new(size, fonts::interface_bold()))
}

/// `text` on one line of at most `width` points, cut with an ellipsis.
pub(crate) fn one_line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text of which what differs stands on another ground.
pub(crate) fn marked(stretches: &[Stretch], format: &TextFormat, ground: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for Stretch { text, differs } in stretches {
        let background = if *differs { ground } else { format.background };
        job.append(text, 0.0, TextFormat { background, ..format.clone() });
    }
    job
}

/// How an item of a list looks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Item<'a> {
    /// What stands before it in muted ink, such as an address.
    pub(crate) before: &'a str,
    /// What it says.
    pub(crate) text: &'a str,
    /// Points by which it stands further in.
    pub(crate) indent: f32,
    /// Whether it is the current one.
    pub(crate) selected: bool,
    /// Whether it is a heading.
    pub(crate) bold: bool,
    /// Whether it stands below a heading: then its ink is softer, because bold Chinese alone would not show.
    pub(crate) soft: bool,
}

/// An item of a list over the whole width. Its accessible name is the address and the text.
pub(crate) fn item(ui: &mut Ui, palette: &Palette, item: Item<'_>) -> Response {
    let size = vec2(ui.available_width(), ITEM_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let name = [item.before, item.text].join(" ").trim().to_owned();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, item.selected, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    item_ground(ui, palette, rect, &response, item.selected);
    let painter = ui.painter();
    let mut left = rect.left() + PANEL_MARGIN + 4.0 + item.indent;
    if !item.before.is_empty() {
        let font = FontId::new(11.5, FontFamily::Proportional);
        let shown = painter.text(pos2(left, rect.center().y), Align2::LEFT_CENTER, item.before, font, palette.muted);
        left = shown.right() + 6.0;
    }
    let family = if item.bold { fonts::interface_bold() } else { FontFamily::Proportional };
    let ink = if item.soft && !item.selected { palette.soft } else { palette.ink };
    let galley = one_line(ui, item.text, FontId::new(TEXT_SIZE, family), ink, rect.right() - 10.0 - left);
    let cut = galley.elided;
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
    if cut { response.on_hover_text(item.text) } else { response }
}

/// The ground of an item: chosen, pointed at, or with the keyboard on it.
fn item_ground(ui: &Ui, palette: &Palette, rect: Rect, response: &Response, selected: bool) {
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, CornerRadius::ZERO, palette.selected);
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        painter.rect_filled(bar, CornerRadius::ZERO, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, CornerRadius::ZERO, palette.selected.gamma_multiply(0.55));
    }
    if response.has_focus() {
        painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
}

/// Names a field for a screen reader where no label stands beside it.
pub(crate) fn name_field(ui: &Ui, field: Id, name: &str) {
    ui.ctx().accesskit_node_builder(field, |node| node.set_label(name));
}

/// A row of tabs with a line below; returns the tab that was clicked.
pub(crate) fn tabs<T: Copy + PartialEq>(ui: &mut Ui, palette: &Palette, choices: &[(T, &str)], chosen: T) -> Option<T> {
    const HEIGHT: f32 = 38.0;
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let mut left = bar.left() + PANEL_MARGIN;
    let mut clicked = None;
    for (tab, name) in choices {
        let color = if *tab == chosen { palette.ink } else { palette.muted };
        let font = FontId::new(TEXT_SIZE, FontFamily::Proportional);
        let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap((*name).to_owned(), font, color));
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(galley.size().x, HEIGHT));
        let response = ui.interact(rect.expand2(vec2(6.0, 0.0)), ui.scope_id().with(name), Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, *tab == chosen, *name));
        let color = if response.hovered() || response.has_focus() { palette.ink } else { color };
        ui.painter().galley_with_override_text_color(
            pos2(left, rect.center().y - galley.size().y / 2.0),
            galley,
            color,
        );
        if *tab == chosen {
            ui.painter().hline(rect.x_range(), bar.bottom() - 1.0, Stroke::new(2.0, palette.accent));
        }
        if response.clicked() {
            clicked = Some(*tab);
        }
        left = rect.right() + PANEL_MARGIN;
    }
    clicked
}

/// A button that is an icon. `name` is what a screen reader says; the tooltip is the caller's.
pub(crate) fn icon_button(ui: &mut Ui, palette: &Palette, icon: Icon, name: &str, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 26.0), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), on, name));
    let radius = CornerRadius::same(RADIUS);
    if on || response.hovered() {
        ui.painter().rect_filled(rect, radius, palette.selected);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    icons::paint(ui.painter(), rect, icon, palette.ink);
    response
}

/// A short remark on a rounded ground, cut where it is wider than what is left of the line.
pub(crate) fn chip(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    const PADDING: f32 = 9.0;
    const HEIGHT: f32 = 21.0;
    let font = FontId::new(12.0, FontFamily::Proportional);
    let widest = ui.max_rect().width() - 2.0 * PADDING;
    let galley = one_line(ui, text, font, palette.soft, widest);
    let size = vec2(galley.size().x + 2.0 * PADDING, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, CornerRadius::same(10), palette.selected);
    let cut = galley.elided;
    let at = pos2(rect.left() + PADDING, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.soft);
    if cut { response.on_hover_text(text) } else { response }
}

/// A card with a stripe of `stripe` at its left edge.
pub(crate) fn card<R>(ui: &mut Ui, palette: &Palette, stripe: Color32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = Frame::new()
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin { left: 14, right: 11, top: 9, bottom: 9 })
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            contents(ui)
        });
    let edge = shown.response.rect;
    let stripe_rect = Rect::from_min_size(edge.min, vec2(4.0, edge.height()));
    let radius = CornerRadius { nw: RADIUS, sw: RADIUS, ne: 0, se: 0 };
    ui.painter().rect_filled(stripe_rect, radius, stripe);
    shown.inner
}
