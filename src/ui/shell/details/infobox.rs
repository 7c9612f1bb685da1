//! The infobox as a table of two columns: labels, and values with one line an item.

use eframe::egui::{Align, Color32, CornerRadius, FontId, Frame, Label, Layout, Margin, RichText, Stroke, Ui, vec2};

use super::GoneTo;
use super::data::InfoboxRow;
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::shell::widgets::{self, TEXT_SIZE};

const LABEL_SIZE: f32 = 12.0;

/// Draws the table over the whole width.
pub(super) fn infobox_ui(ui: &mut Ui, palette: &Palette, rows: &[InfoboxRow], gone: &mut Option<&mut GoneTo>) {
    const PADDING: i8 = 8;
    Frame::new()
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(PADDING, 2))
        .show(ui, |ui| {
            let width = ui.available_width();
            let label_width = label_width(ui, rows, width);
            for (nth, row) in rows.iter().enumerate() {
                if nth > 0 {
                    line(ui, palette, f32::from(PADDING));
                }
                GoneTo::mark(gone, ui, palette, &row.kind, |ui| row_ui(ui, palette, row, (width, label_width)));
            }
        });
}

fn row_ui(ui: &mut Ui, palette: &Palette, row: &InfoboxRow, (width, label_width): (f32, f32)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        column(ui, label_width, |ui| {
            ui.add(Label::new(widgets::bold(&row.label, LABEL_SIZE).color(palette.soft)).wrap());
        });
        column(ui, width - label_width - 10.0, |ui| {
            for item in &row.items {
                item_ui(ui, palette, item.level, &item.text);
            }
        });
    });
}

/// As much of `width` as the longest word of a label takes, so that none is broken, within reason.
fn label_width(ui: &Ui, rows: &[InfoboxRow], width: f32) -> f32 {
    let font = FontId::new(LABEL_SIZE, fonts::interface_bold());
    let words = rows.iter().flat_map(|row| row.label.split(' '));
    let widest = words
        .map(|word| ui.painter().layout_no_wrap(word.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x)
        .fold(0.0, f32::max);
    // Rounding up keeps the longest word itself from being one pixel too long.
    (widest + 1.0).clamp(width * 0.3, width * 0.5).ceil()
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(4.0);
        contents(ui);
        ui.add_space(4.0);
    });
}

/// An item of a value; deeper ones stand further in.
fn item_ui(ui: &mut Ui, palette: &Palette, level: usize, text: &str) {
    let label = Label::new(RichText::new(text).size(TEXT_SIZE).color(palette.ink)).wrap();
    if level == 0 {
        ui.add(label);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let indent = 10.0 * level as f32;
        ui.add_space(indent);
        let width = ui.available_width();
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| ui.add(label));
    });
}

fn line(ui: &Ui, palette: &Palette, padding: f32) {
    let x = ui.max_rect().x_range().expand(padding);
    let y = ui.cursor().top() - ui.spacing().item_spacing.y / 2.0;
    ui.painter().hline(x, y, Stroke::new(1.0, palette.row_line));
}
