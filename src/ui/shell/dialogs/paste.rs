//! Asking for text: a field to paste into.

use eframe::egui::{Align, FontId, Key, KeyboardShortcut, Layout, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::{Out, Stay, main_button, title};
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::workspace::Command;

/// The dialog and what was pasted into it.
#[derive(Default)]
pub(crate) struct PasteDialog {
    text: String,
    focused: bool,
}

impl PasteDialog {
    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, out: &mut Out) -> Stay {
        const ENTER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
        title(ui, palette, "Paste text");
        let hint = "An archive page, wikitext, or plain text in Chinese, in English or in both";
        let label = ui.label(RichText::new(hint).color(palette.muted));
        // Before the field, which would take it as a line end.
        let entered = ui.input_mut(|input| input.consume_shortcut(&ENTER));
        ScrollArea::vertical().id_salt("pasted").max_height(320.0).show(ui, |ui| {
            let field = TextEdit::multiline(&mut self.text)
                .font(FontId::new(14.0, fonts::english()))
                .desired_width(f32::INFINITY)
                .desired_rows(13)
                .margin(vec2(10.0, 8.0));
            let field = ui.add(field).labelled_by(label.id);
            if !std::mem::replace(&mut self.focused, true) {
                field.request_focus();
            }
        });
        ui.add_space(8.0);
        let mut stay = Stay::Open;
        let ready = !self.text.trim().is_empty();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let opened = main_button(ui, palette, "Open", ready);
            if ui.button("Cancel").clicked() {
                stay = Stay::Close;
            }
            if ready && (opened || entered) {
                out.commands.push(Command::OpenText(std::mem::take(&mut self.text)));
                stay = Stay::Close;
            }
        });
        stay
    }
}
