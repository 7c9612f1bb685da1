//! Asking what a paragraph is: text of some kind, or no text at all; and what of the hidden marks beside it is text.

use eframe::egui::{Align2, FontFamily, FontId, Key, Modifiers, RichText, ScrollArea, Ui, vec2};

use super::{Stay, title};
use crate::model::{Called, Correction, Document, FurnitureKind, Passage, PassageKind, SideName, TextKind};
use crate::ui::palette::Palette;
use crate::ui::shell::App;
use crate::ui::shell::widgets::{self, Item};

/// The dialog, for one paragraph.
pub(crate) struct CallDialog {
    side: SideName,
    passage: usize,
    /// Its first words.
    words: String,
    /// Which choice it is now.
    now: Option<usize>,
    /// Which one Enter would take.
    at: usize,
    /// Furniture beside it: the index in the side's furniture, and what it says.
    hidden: Vec<(usize, String)>,
}

/// A choice: its key, its name, and what it makes of the paragraph.
struct Choice {
    key: Key,
    name: &'static str,
    called: Called,
}

const fn text(key: Key, name: &'static str, kind: PassageKind, level: u8) -> Choice {
    Choice { key, name, called: Called::Text(TextKind { kind, level }) }
}

const fn furniture(key: Key, name: &'static str, kind: FurnitureKind) -> Choice {
    Choice { key, name, called: Called::Furniture { kind, row: None } }
}

const CHOICES: [Choice; 13] = [
    text(Key::T, "Text", PassageKind::Paragraph, 0),
    text(Key::Num1, "Heading", PassageKind::Heading, 1),
    text(Key::Num2, "Heading below a heading", PassageKind::Heading, 2),
    text(Key::I, "Item of a list", PassageKind::ListItem, 1),
    text(Key::Q, "Quotation", PassageKind::Quotation, 0),
    text(Key::N, "Note", PassageKind::Note, 0),
    text(Key::C, "Caption", PassageKind::Caption, 0),
    text(Key::M, "Line about the document", PassageKind::MetadataLine, 0),
    text(Key::E, "Editor's mark", PassageKind::Editorial, 0),
    furniture(Key::P, "Not text: page number", FurnitureKind::PageNumber),
    furniture(Key::S, "Not text: stamp or signature", FurnitureKind::Stamp),
    furniture(Key::F, "Not text: file number", FurnitureKind::FileNumber),
    furniture(Key::U, "Not text: unreadable", FurnitureKind::Noise),
];

impl CallDialog {
    /// The dialog for a passage of a side; nothing where there is none.
    pub(crate) fn new(document: &Document, side: SideName, passage: usize) -> Option<Self> {
        let of = document.side(side)?;
        let found = of.passages.get(passage)?;
        let now = CHOICES.iter().position(|choice| is_now(found, choice));
        let beside = of.furniture.iter().enumerate().filter(|(_, one)| {
            let place = one.place.passage as usize;
            place == passage || place == passage + 1 && one.place.offset == 0
        });
        let hidden = beside.map(|(nth, one)| (nth, one.text.trim().to_owned())).filter(|(_, text)| !text.is_empty());
        let words: String = found.text.text().chars().take(60).collect();
        Some(Self { side, passage, words, now, at: now.unwrap_or(0), hidden: hidden.collect() })
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, app: &mut App) -> Stay {
        title(ui, palette, "What is this paragraph?");
        ui.label(RichText::new(format!("“{}…”", self.words.trim_end())).color(palette.soft));
        let mut chosen = self.keys(ui);
        ScrollArea::vertical().id_salt("kinds").max_height(420.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (nth, choice) in CHOICES.iter().enumerate() {
                let before = if self.now == Some(nth) { "✔" } else { "" };
                let item = Item { before, text: choice.name, selected: nth == self.at, ..Item::default() };
                let response = widgets::item(ui, palette, item);
                let right = response.rect.right_center() - vec2(12.0, 0.0);
                let font = FontId::new(11.5, FontFamily::Proportional);
                ui.painter().text(right, Align2::RIGHT_CENTER, choice.key.name(), font, palette.muted);
                if response.clicked() {
                    chosen = Some(self.correction(nth));
                }
            }
            if !self.hidden.is_empty() {
                ui.add_space(8.0);
                widgets::heading(ui, palette, "Hidden beside it: click what is text");
                for (furniture, says) in &self.hidden {
                    if widgets::item(ui, palette, Item { text: says, ..Item::default() }).clicked() {
                        let text = TextKind { kind: PassageKind::Paragraph, level: 0 };
                        chosen = Some(Correction::CallFurniture { side: self.side, furniture: *furniture, text });
                    }
                }
            }
        });
        let Some(correction) = chosen else { return Stay::Open };
        app.correct(correction);
        Stay::Close
    }

    fn correction(&self, nth: usize) -> Correction {
        let called = CHOICES.get(nth).map_or(CHOICES[0].called, |choice| choice.called);
        Correction::Call { side: self.side, passage: self.passage, called }
    }

    /// Follows the keys; what they chose.
    fn keys(&mut self, ui: &Ui) -> Option<Correction> {
        ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            self.at = (self.at + down).min(CHOICES.len() - 1).saturating_sub(up);
            if input.consume_key(Modifiers::NONE, Key::Enter) {
                return Some(self.correction(self.at));
            }
            let pressed = CHOICES.iter().position(|choice| input.consume_key(Modifiers::NONE, choice.key));
            pressed.map(|nth| self.correction(nth))
        })
    }
}

fn is_now(passage: &Passage, choice: &Choice) -> bool {
    let Called::Text(text) = choice.called else { return false };
    text.kind == passage.kind
        && (text.level == passage.level || text.level == 1 && passage.kind != PassageKind::Heading)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{ReadingText, Span};

    #[test]
    fn every_choice_has_a_key_and_the_present_one_is_found() {
        let keys: BTreeSet<&str> = CHOICES.iter().map(|choice| choice.key.name()).collect();
        assert_eq!(keys.len(), CHOICES.len());
        for (kind, level, expected) in [
            (PassageKind::Paragraph, 0, Some("Text")),
            (PassageKind::Heading, 1, Some("Heading")),
            (PassageKind::Heading, 5, None),
            (PassageKind::ListItem, 3, Some("Item of a list")),
            (PassageKind::Table, 0, None),
        ] {
            let words = ReadingText::verbatim("抄送", Span::new(0, 6));
            let passage = Passage { level, ..Passage::new(kind, words) };
            let now = CHOICES.iter().find(|choice| is_now(&passage, choice)).map(|choice| choice.name);
            assert_eq!(now, expected, "{kind:?} {level}");
        }
    }
}
