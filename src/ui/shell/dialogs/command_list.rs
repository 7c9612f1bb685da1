//! The command palette: every command by name.

use eframe::egui::{Align, Align2, FontFamily, FontId, Key, Modifiers, ScrollArea, Ui, vec2};

use super::{Out, Stay, first_field};
use crate::ui::palette::Palette;
use crate::ui::shell::commands::{Action, Doing, Entry, matching};
use crate::ui::shell::top_bar::is_possible;
use crate::ui::shell::widgets::{self, Item};
use crate::workspace::Workspace;

/// The palette, what was typed into it, and which entry Enter would take.
#[derive(Default)]
pub(crate) struct CommandList {
    typed: String,
    at: usize,
    focused: bool,
}

impl CommandList {
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        (workspace, doing, selected): (&Workspace, Doing, bool),
        out: &mut Out,
    ) -> Stay {
        let entries: Vec<&Entry> = matching(doing, &self.typed)
            .into_iter()
            .filter(|entry| entry.action != Action::Palette && is_possible(entry, workspace, selected))
            .collect();
        let moved = self.arrows(ui, entries.len());
        let label = widgets::bold("Command", 11.0).color(palette.muted);
        let field = first_field(ui, label, &mut self.typed, "Type the name of a command", &mut self.focused);
        if field.changed() {
            self.at = 0;
        }
        let mut chosen = None;
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            chosen = entries.get(self.at).map(|entry| entry.action);
            field.request_focus();
        }
        ui.add_space(2.0);
        ScrollArea::vertical().id_salt("commands").max_height(340.0).min_scrolled_height(340.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if entries.is_empty() {
                ui.label(eframe::egui::RichText::new("No command has that name").color(palette.muted));
            }
            for (nth, entry) in entries.iter().enumerate() {
                let selected = nth == self.at;
                let response = widgets::item(ui, palette, Item { text: entry.name, selected, ..Item::default() });
                if let Some(key) = entry.key_text(ui.ctx()) {
                    let at = response.rect.right_center() - vec2(12.0, 0.0);
                    let font = FontId::new(11.5, FontFamily::Proportional);
                    ui.painter().text(at, Align2::RIGHT_CENTER, key, font, palette.muted);
                }
                if selected && moved {
                    response.scroll_to_me(Some(Align::Center));
                }
                if response.clicked() {
                    chosen = Some(entry.action);
                }
            }
        });
        let Some(action) = chosen else { return Stay::Open };
        out.actions.push(action);
        Stay::Close
    }

    /// Follows the arrow keys; whether they moved.
    fn arrows(&mut self, ui: &Ui, entries: usize) -> bool {
        let (down, up) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            (down, input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp))
        });
        let last = entries.saturating_sub(1);
        let before = self.at;
        self.at = (self.at.min(last) + down).min(last).saturating_sub(up);
        self.at != before
    }
}
