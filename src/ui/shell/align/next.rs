//! The button that goes to the next pair of those that are wanted, and the small list that says which are.

use eframe::egui::{Button, Popup, Response, RichText, Role, Ui, WidgetInfo, vec2};

use super::action::{AlignAction, WANTED, wanted_name};
use crate::ui::palette::Palette;
use crate::ui::shell::Out;
use crate::ui::shell::commands::{Action, key_text};
use crate::ui::shell::icons::{self, Icon};
use crate::workspace::Wanted;

/// Draws button and list; `found` is how many pairs are wanted.
pub(crate) fn next_ui(ui: &mut Ui, palette: &Palette, wanted: Wanted, out: &mut Out) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 1.0;
        let next = Action::Align(AlignAction::Next);
        let key = next.entry().keys.first().map_or(String::new(), |key| key_text(ui.ctx(), *key));
        let text = format!("Next {}", wanted_name(wanted));
        let button = Button::new(&text).shortcut_text(RichText::new(key).size(11.5).color(palette.muted));
        let response = ui.add(button.min_size(vec2(140.0, 26.0)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
        if response.on_hover_text(next.tooltip(ui.ctx())).clicked() {
            out.actions.push(next);
        }
        let more = ui.add(Button::new("").min_size(vec2(24.0, 26.0)));
        more.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "What to look for"));
        icons::paint(ui.painter(), more.rect, Icon::Down, palette.muted);
        list_ui(&more, palette, wanted, out);
        more.on_hover_text("What to look for");
    });
}

fn list_ui(button: &Response, palette: &Palette, wanted: Wanted, out: &mut Out) {
    Popup::menu(button).width(270.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for one in WANTED {
            let action = Action::Align(AlignAction::Want(one));
            let key = action.entry().key_text(ui.ctx()).unwrap_or_default();
            let key = RichText::new(key).size(11.5).color(palette.muted);
            let button =
                Button::new(action.name()).shortcut_text(key).frame_when_inactive(false).selected(one == wanted);
            if ui.add(button.min_size(vec2(ui.available_width(), 26.0))).clicked() {
                out.actions.push(action);
                ui.close();
            }
        }
    });
}
