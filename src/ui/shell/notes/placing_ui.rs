//! Asks about the place of a note that moved with its text, or that has lost it.

use eframe::egui::{Label, RichText, Ui, vec2};

use super::Wish;
use super::card::small_button;
use super::list::Name;
use crate::model::{Annotation, Standing};
use crate::ui::palette::Palette;
use crate::ui::shell::commands::Action;
use crate::ui::shell::widgets;

/// Says that a note moved or is lost, and offers what can be done about it; how to place it elsewhere where somebody
/// asked for that. Nothing for one that stands.
pub(super) fn placing_ui(ui: &mut Ui, palette: &Palette, note: &Annotation, is_placed: bool, wishes: &mut Vec<Wish>) {
    let said = match note.standing() {
        Standing::Sure => return,
        Standing::ToConfirm { .. } => widgets::bold("Moved, please confirm", 12.0).color(palette.unsure),
        Standing::Lost => widgets::bold("Lost: its text was not found", 12.0).color(palette.error),
    };
    ui.label(said);
    let is_lost = note.standing() == Standing::Lost;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
        let mut ask = |ui: &mut Ui, text: &str, tip: String, wish: Wish| {
            if small_button(ui, text).on_hover_text(tip).clicked() {
                wishes.push(wish);
            }
        };
        let id = || note.id.clone();
        if !is_lost {
            ask(ui, "Right here", Action::ConfirmPlace.tooltip(ui.ctx()), Wish::Confirm(id()));
            ask(ui, "Go and look", Action::GoToNote.tooltip(ui.ctx()), Wish::Go(Name::Note(id())));
        }
        let elsewhere = if is_lost { "Place again" } else { "Place elsewhere" };
        ask(ui, elsewhere, "Say which text it is about now".to_owned(), Wish::Place(id()));
        if !is_lost {
            ask(ui, "Keep as lost", Action::KeepLost.tooltip(ui.ctx()), Wish::KeepLost(id()));
        }
    });
    if is_placed {
        let text = "Select the text it is about now, then choose “Place the note here”.";
        ui.add(Label::new(RichText::new(text).size(12.0).color(palette.ink)).wrap());
    }
}
