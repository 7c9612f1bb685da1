//! Asking by how many pairs a column is to be moved.

use eframe::egui::{Key, RichText, Ui};

use super::{Stay, complaint, first_field};
use crate::ui::palette::Palette;
use crate::ui::shell::App;

/// The dialog and what was typed into it.
#[derive(Default)]
pub(crate) struct MoveColumnDialog {
    typed: String,
    complaint: Option<&'static str>,
    focused: bool,
}

impl MoveColumnDialog {
    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, app: &mut App) -> Stay {
        let label = RichText::new("Move the column from here down by so many pairs").color(palette.soft);
        let field = first_field(ui, label, &mut self.typed, "2, or -2 to move it up", &mut self.focused);
        if field.changed() {
            self.complaint = None;
        }
        if let Some(text) = self.complaint {
            complaint(ui, palette, text);
        }
        if !(field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))) {
            return Stay::Open;
        }
        if let Some(by) = number(&self.typed) {
            app.move_column(by);
            return Stay::Close;
        }
        self.complaint = Some("A number such as 2 or -2 says how far");
        field.request_focus();
        Stay::Open
    }
}

/// The number that was typed, whichever minus it has.
fn number(typed: &str) -> Option<i32> {
    typed.trim().replace(['−', '–'], "-").parse().ok().filter(|by| *by != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_any_minus() {
        for (typed, expected) in
            [("2", Some(2)), (" -3 ", Some(-3)), ("−1", Some(-1)), ("0", None), ("二", None), ("", None)]
        {
            assert_eq!(number(typed), expected, "{typed}");
        }
    }
}
