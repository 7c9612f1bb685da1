//! The menu on the text: what the bar over a selection offers, and what can be done with the chosen note.

use eframe::egui::{Popup, Response, Ui};

use super::Out;
use super::commands::Action;
use super::top_bar::{is_possible, menu_item};
use crate::model::Colour;
use crate::ui::palette::Palette;
use crate::workspace::Workspace;

/// What the menu holds, in groups.
const GROUPS: [&[Action]; 6] = [
    &[
        Action::Highlight(Colour::Yellow),
        Action::Highlight(Colour::Blue),
        Action::Highlight(Colour::Red),
        Action::Highlight(Colour::Green),
        Action::Highlight(Colour::Purple),
    ],
    &[Action::Note, Action::Question, Action::Bookmark],
    &[Action::DraftTranslation, Action::SuggestWording, Action::LeaveOut],
    &[Action::SelectSentence, Action::BothSides],
    &[Action::CopyText, Action::CopyCitation],
    &[Action::PlaceNote, Action::RemoveNote],
];

/// Opens the menu on a right click on `text`; `selected` says whether some of it is.
pub(super) fn text_menu_ui(text: &Response, palette: &Palette, workspace: &Workspace, selected: bool, out: &mut Out) {
    Popup::context_menu(text).width(300.0).show(|ui| groups_ui(ui, palette, workspace, selected, out));
}

fn groups_ui(ui: &mut Ui, palette: &Palette, workspace: &Workspace, selected: bool, out: &mut Out) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut is_first = true;
    for group in GROUPS {
        let entries = group.iter().map(|action| action.entry());
        let possible: Vec<_> = entries.filter(|entry| is_possible(entry, workspace, selected)).collect();
        if possible.is_empty() {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            ui.separator();
        }
        for entry in possible {
            menu_item(ui, palette, entry, entry.name, out);
        }
    }
}
