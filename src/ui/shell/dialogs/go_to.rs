//! Asking for a row by its address.

use eframe::egui::{Key, RichText, Ui};

use super::{Out, Stay, complaint, first_field};
use crate::model::{Address, Alignment};
use crate::ui::palette::Palette;
use crate::workspace::{Command, Workspace};

/// The dialog and what was typed into it.
#[derive(Default)]
pub(crate) struct GoToDialog {
    typed: String,
    complaint: Option<String>,
    focused: bool,
}

impl GoToDialog {
    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) -> Stay {
        let Some(open) = workspace.current_document() else { return Stay::Close };
        let label = RichText::new("Go to row").color(palette.soft);
        let field = first_field(ui, label, &mut self.typed, "12 or 12.3", &mut self.focused);
        if field.changed() {
            self.complaint = None;
        }
        if let Some(text) = &self.complaint {
            complaint(ui, palette, text);
        }
        if !(field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))) {
            return Stay::Open;
        }
        match find(&self.typed, &open.work.alignment) {
            Ok((row, pair)) => {
                out.commands.push(Command::GoTo { document: open.id, row, pair });
                Stay::Close
            }
            Err(text) => {
                self.complaint = Some(text);
                field.request_focus();
                Stay::Open
            }
        }
    }
}

/// The row, and the sentence pair in it, that `typed` names: `12`, `¶12`, `12.3`.
fn find(typed: &str, alignment: &Alignment) -> Result<(usize, Option<usize>), String> {
    let name = typed.trim().trim_start_matches('¶').trim_start();
    let (row, pair) = match name.split_once('.') {
        Some((row, pair)) => (row.parse::<u32>(), Some(pair.parse::<usize>())),
        None => (name.parse::<u32>(), None),
    };
    let (Ok(number), None | Some(Ok(_))) = (&row, &pair) else {
        return Err("A row is named by a number, such as 12, or 12.3 for a sentence".to_owned());
    };
    let Some(at) = alignment.row_numbered(*number) else {
        let last = alignment.rows.iter().map(|row| row.number).max().unwrap_or(0);
        let missing = Address { row: *number, pair: None };
        return Err(format!("There is no {missing}; the last row is {}", Address { row: last, pair: None }));
    };
    let pairs = alignment.rows[at].beads.len();
    let pair =
        pair.and_then(Result::ok).and_then(|pair| pair.checked_sub(1)).map(|pair| pair.min(pairs.saturating_sub(1)));
    Ok((at, pair))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IndexRange, Row};

    #[test]
    fn addresses_are_found_as_they_are_cited() {
        let row = |number, beads: std::ops::Range<usize>| Row {
            number,
            source: IndexRange::new(0, 1),
            translation: IndexRange::new(0, 1),
            beads: beads.into(),
            confidence: 1.0,
        };
        let alignment = Alignment { rows: vec![row(1, 0..1), row(2, 1..5), row(7, 5..6)], ..Alignment::default() };
        for (typed, expected) in [
            ("2", Some((1, None))),
            (" ¶ 7", Some((2, None))),
            ("¶2.3", Some((1, Some(2)))),
            ("2.99", Some((1, Some(3)))),
            ("3", None),
            ("二", None),
            ("2.x", None),
            ("", None),
        ] {
            assert_eq!(find(typed, &alignment).ok(), expected, "{typed}");
        }
        assert_eq!(find("9", &alignment), Err("There is no ¶9; the last row is ¶7".to_owned()));
    }
}
