//! The list of keys, from the table of commands, and those of the text.

use eframe::egui::{Align, Grid, KeyboardShortcut, Layout, RichText, ScrollArea, Ui, vec2};

use super::{Stay, title};
use crate::ui::palette::Palette;
use crate::ui::reader::TEXT_KEYS;
use crate::ui::shell::commands::{Doing, Entry, Place, key_text, table};
use crate::ui::shell::widgets;

/// Draws the list.
pub(super) fn shortcuts_ui(ui: &mut Ui, palette: &Palette, doing: Doing) -> Stay {
    title(ui, palette, "Keyboard shortcuts");
    ui.add_space(4.0);
    let height = (ui.ctx().content_rect().height() - 180.0).max(160.0);
    ScrollArea::vertical().id_salt("keys").max_height(height).min_scrolled_height(height).show(ui, |ui| {
        for (place, name) in Place::with_keys() {
            let there = |entry: &&Entry| entry.place == place && entry.doing.contains(&doing) && !entry.keys.is_empty();
            let entries: Vec<&Entry> = table().filter(there).collect();
            if entries.is_empty() {
                continue;
            }
            widgets::heading(ui, palette, name);
            let lines = entries.iter().map(|entry| (entry.name.trim_end_matches('…'), entry.keys));
            keys_ui(ui, palette, name, lines);
            ui.add_space(8.0);
        }
        if doing == Doing::Reading {
            widgets::heading(ui, palette, "In the text");
            keys_ui(ui, palette, "In the text", TEXT_KEYS.iter().map(|(name, keys)| (*name, &keys[..])));
            ui.add_space(8.0);
        }
    });
    let closed = ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.button("Close").clicked()).inner;
    if closed { Stay::Close } else { Stay::Open }
}

/// What keys do, a line each.
fn keys_ui<'a>(
    ui: &mut Ui,
    palette: &Palette,
    heading: &str,
    lines: impl Iterator<Item = (&'a str, &'a [KeyboardShortcut])>,
) {
    let width = ui.available_width();
    Grid::new(("keys of", heading)).num_columns(2).spacing(vec2(12.0, 4.0)).min_col_width(width * 0.45).show(
        ui,
        |ui| {
            for (name, keys) in lines {
                ui.label(name);
                ui.horizontal(|ui| {
                    for (nth, shortcut) in keys.iter().enumerate() {
                        if nth > 0 {
                            ui.label(RichText::new("or").color(palette.muted));
                        }
                        widgets::chip(ui, palette, &key_text(ui.ctx(), *shortcut));
                    }
                });
                ui.end_row();
            }
        },
    );
}
