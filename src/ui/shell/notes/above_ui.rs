//! What stands above the list when it has to be said: notes that moved, a note that went while it was edited, and the
//! question for a name.

use eframe::egui::{Frame, Key, Label, Margin, RichText, TextEdit, Ui, vec2};

use super::Wish;
use super::card::small_button;
use super::editing::Editor;
use super::filter::{Filter, State};
use super::list::Listing;
use crate::ui::palette::Palette;
use crate::ui::shell::harmless::harmless;
use crate::ui::shell::widgets;

/// What stands above the list.
pub(super) struct Above<'a> {
    pub(super) palette: &'a Palette,
    pub(super) listing: &'a Listing,
    pub(super) filter: &'a Filter,
    pub(super) editor: Option<&'a Editor>,
    /// What was typed of the writer's name, where it is asked for.
    pub(super) name: Option<&'a mut String>,
    /// Whether the filter hides the chosen note.
    pub(super) hides_chosen: bool,
}

impl Above<'_> {
    pub(super) fn ui(&mut self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        let margin = Margin { left: 12, right: 12, top: 0, bottom: 0 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            if let Some(editor) = self.editor.filter(|editor| editor.gone().is_some()) {
                gone_ui(ui, self.palette, editor, wishes);
            }
            self.moved_ui(ui, wishes);
            if let Some(name) = self.name.as_deref_mut() {
                name_ui(ui, self.palette, name, wishes);
            }
            if self.hides_chosen {
                self.hidden_ui(ui, wishes);
            }
        });
    }

    /// How many notes moved or are lost, and the way to them.
    fn moved_ui(&self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        let Listing { to_confirm, lost, .. } = *self.listing;
        let Some(text) = moved_words(to_confirm, lost) else { return };
        widgets::card(ui, self.palette, self.palette.unsure, |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            ui.add(Label::new(widgets::bold(text, 12.5).color(self.palette.ink)).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
                for (count, state, name) in
                    [(to_confirm, State::ToConfirm, "Show what moved"), (lost, State::Lost, "Show what is lost")]
                {
                    let is_shown = self.filter.state == Some(state);
                    if is_shown {
                        if small_button(ui, "Show all notes").clicked() {
                            wishes.push(Wish::Unplaced(None));
                        }
                    } else if count > 0 && small_button(ui, name).clicked() {
                        wishes.push(Wish::Unplaced(Some(state)));
                    }
                }
            });
        });
    }

    fn hidden_ui(&self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("The filter hides the chosen note").size(12.0).color(self.palette.muted));
            if small_button(ui, "Show all notes").clicked() {
                wishes.push(Wish::Unplaced(None));
            }
        });
    }
}

/// `3 notes moved, please confirm · 1 lost`; nothing where all stand.
fn moved_words(to_confirm: usize, lost: usize) -> Option<String> {
    let moved = match to_confirm {
        0 => None,
        1 => Some("1 note moved, please confirm".to_owned()),
        many => Some(format!("{many} notes moved, please confirm")),
    };
    let gone = (lost > 0).then(|| match (to_confirm, lost) {
        (0, 1) => "1 note has lost its place".to_owned(),
        (0, many) => format!("{many} notes have lost their places"),
        (_, many) => format!("{many} lost"),
    });
    let parts: Vec<String> = moved.into_iter().chain(gone).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// A note that somebody removed while it was edited here: what was typed is shown and can be kept.
fn gone_ui(ui: &mut Ui, palette: &Palette, editor: &Editor, wishes: &mut Vec<Wish>) {
    widgets::card(ui, palette, palette.error, |ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        let said = "This note was removed elsewhere while you were writing";
        ui.add(Label::new(widgets::bold(said, 12.5).color(palette.ink)).wrap());
        let start: String = editor.text.chars().take(600).collect();
        ui.add(Label::new(RichText::new(harmless(&start)).size(12.5).color(palette.ink)).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
            if small_button(ui, "Keep as a new note").clicked() {
                wishes.push(Wish::Done);
            }
            if small_button(ui, "Throw away").clicked() {
                wishes.push(Wish::Discard);
            }
        });
    });
}

/// Asks for the name that notes are signed with.
fn name_ui(ui: &mut Ui, palette: &Palette, name: &mut String, wishes: &mut Vec<Wish>) {
    widgets::card(ui, palette, palette.accent, |ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        let label =
            ui.add(Label::new(widgets::bold("Sign your notes with your name?", 12.5).color(palette.ink)).wrap());
        let field = TextEdit::singleline(name).hint_text("Your name").desired_width(f32::INFINITY);
        let field = ui.add(field.margin(vec2(8.0, 4.0))).labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_name = !name.trim().is_empty();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let signs = ui.add_enabled_ui(is_name, |ui| small_button(ui, "Sign my notes")).inner.clicked();
            if is_name && (signs || entered) {
                wishes.push(Wish::Sign(name.trim().to_owned()));
            }
            if small_button(ui, "Without a name").clicked() {
                wishes.push(Wish::Sign(String::new()));
            }
        });
        let said = "It can be changed under Text and theme.";
        ui.add(Label::new(RichText::new(said).size(11.0).color(palette.muted)).wrap());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_is_counted_in_words() {
        for (to_confirm, lost, expected) in [
            (0, 0, None),
            (3, 1, Some("3 notes moved, please confirm · 1 lost")),
            (1, 0, Some("1 note moved, please confirm")),
            (0, 1, Some("1 note has lost its place")),
            (0, 12, Some("12 notes have lost their places")),
        ] {
            assert_eq!(moved_words(to_confirm, lost).as_deref(), expected);
        }
    }
}
