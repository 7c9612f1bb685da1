//! The list of keys, from the table of commands.

use eframe::egui::{Align, Grid, Layout, RichText, ScrollArea, Ui, vec2};

use super::{Stay, title};
use crate::ui::palette::Palette;
use crate::ui::shell::commands::{Place, TABLE, key_text};
use crate::ui::shell::widgets;

/// Draws the list.
pub(super) fn shortcuts_ui(ui: &mut Ui, palette: &Palette) -> Stay {
    title(ui, palette, "Keyboard shortcuts");
    ui.add_space(4.0);
    let height = (ui.ctx().content_rect().height() - 180.0).max(160.0);
    ScrollArea::vertical().id_salt("keys").max_height(height).min_scrolled_height(height).show(ui, |ui| {
        for (place, name) in Place::MENU {
            widgets::heading(ui, palette, name);
            place_ui(ui, palette, place);
            ui.add_space(8.0);
        }
    });
    let closed = ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.button("Close").clicked()).inner;
    if closed { Stay::Close } else { Stay::Open }
}

fn place_ui(ui: &mut Ui, palette: &Palette, place: Place) {
    let width = ui.available_width();
    Grid::new(("keys of", place)).num_columns(2).spacing(vec2(12.0, 4.0)).min_col_width(width * 0.45).show(ui, |ui| {
        for entry in TABLE.iter().filter(|entry| entry.place == place && !entry.keys.is_empty()) {
            ui.label(entry.name.trim_end_matches('…'));
            ui.horizontal(|ui| {
                for (nth, shortcut) in entry.keys.iter().enumerate() {
                    if nth > 0 {
                        ui.label(RichText::new("or").color(palette.muted));
                    }
                    widgets::chip(ui, palette, &key_text(ui.ctx(), *shortcut));
                }
            });
            ui.end_row();
        }
    });
}
