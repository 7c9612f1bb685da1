//! The filter over the list of notes: a field, the choices behind a button, and how many notes are shown.

use std::collections::BTreeMap;

use eframe::egui::{ComboBox, Frame, Grid, Id, Key, Margin, RichText, TextEdit, Ui, vec2};

use super::card::small_button;
use super::filter::{Filter, Kind, Sides, State};
use super::list::{Choices, Listing};
use super::panel::Focus;
use super::prepared::{motivation_words, side_name};
use crate::model::{Colour, SideName};
use crate::ui::palette::Palette;
use crate::ui::shell::commands::Action;
use crate::ui::shell::harmless::harmless_line;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::widgets;
use crate::workspace::OpenDocument;

/// The most tags and authors that are offered by name; the field finds the others.
const MOST_OFFERED: usize = 80;

/// The filter as it is drawn.
pub(super) struct FilterUi<'a> {
    pub(super) palette: &'a Palette,
    pub(super) filter: &'a mut Filter,
    /// Whether the choices are shown.
    pub(super) is_open: &'a mut bool,
    /// Who has yet to get the keyboard.
    pub(super) focus: &'a mut Option<Focus>,
    pub(super) listing: &'a Listing,
    pub(super) open: &'a OpenDocument,
}

impl FilterUi<'_> {
    /// Draws it.
    pub(super) fn ui(&mut self, ui: &mut Ui) {
        let margin = Margin { left: 12, right: 12, top: 9, bottom: 7 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 6.0);
            ui.horizontal(|ui| self.field_ui(ui));
            if *self.is_open {
                self.choices_ui(ui);
            }
            if self.filter.is_active() {
                self.count_ui(ui);
            }
        });
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let id = Id::unique("filter of the notes");
        let width = ui.available_width() - 34.0;
        let field = TextEdit::singleline(&mut self.filter.text).id(id).hint_text(Action::FilterNotes.name());
        let response = ui.add(field.desired_width(width - 20.0).margin(vec2(10.0, 5.0)));
        widgets::name_field(ui, id, Action::FilterNotes.name());
        if self.focus.take_if(|focus| *focus == Focus::Filter).is_some() {
            response.request_focus();
        }
        let chosen = self.filter.chosen();
        let button =
            widgets::icon_button(ui, self.palette, Icon::Funnel, "Choices of the filter", *self.is_open || chosen > 0);
        let tip = if chosen == 0 { "By tag, colour, side, author…".to_owned() } else { format!("{chosen} chosen") };
        if button.on_hover_text(tip).clicked() {
            *self.is_open = !*self.is_open;
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            *self.focus = Some(Focus::List);
        }
    }

    fn choices_ui(&mut self, ui: &mut Ui) {
        let Choices { tags, authors, colours, kinds } = &self.listing.choices;
        let width = (ui.available_width() - 76.0).max(80.0);
        let palette = self.palette;
        let filter = &mut *self.filter;
        Grid::new("filter of notes").num_columns(2).spacing([8.0, 5.0]).min_col_width(60.0).show(ui, |ui| {
            let author = |name: &str| if name.is_empty() { "Unknown".to_owned() } else { harmless_line(name) };
            let tag = |name: &str| harmless_line(name);
            named_ui(ui, palette, width, "Tag", &mut filter.tag, tags, tag);
            let all = colours.iter().map(|(colour, count)| (*colour, counted(&colour_words(*colour), *count)));
            choice_ui(ui, palette, width, "Colour", &mut filter.colour, &all.collect::<Vec<_>>());
            let language = |side| self.open.document.side(side).map(|side| side.language);
            let side = |sides| match sides {
                Sides::Source => side_name(SideName::Source, language(SideName::Source)),
                Sides::Translation => side_name(SideName::Translation, language(SideName::Translation)),
                Sides::Both => "Both sides",
            };
            let all: Vec<_> = Sides::ALL.into_iter().map(|sides| (sides, side(sides).to_owned())).collect();
            choice_ui(ui, palette, width, "Side", &mut filter.sides, &all);
            named_ui(ui, palette, width, "Author", &mut filter.author, authors, author);
            let all = kinds.iter().map(|(kind, count)| (kind.clone(), counted(&kind_words(kind), *count)));
            choice_ui(ui, palette, width, "Kind", &mut filter.kind, &all.collect::<Vec<_>>());
            let all: Vec<_> = State::ALL.into_iter().map(|state| (state, state.words().to_owned())).collect();
            choice_ui(ui, palette, width, "State", &mut filter.state, &all);
        });
    }

    fn count_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let text = count_words(self.listing);
            ui.label(RichText::new(text).size(12.0).color(self.palette.soft));
            if small_button(ui, "Clear the filter").clicked() {
                *self.filter = Filter::default();
            }
        });
    }
}

/// `12 of 340 notes`, and the drafts beside them.
fn count_words(listing: &Listing) -> String {
    let Listing { shown, total, drafts, .. } = *listing;
    let notes = format!("{shown} of {total} {}", if total == 1 { "note" } else { "notes" });
    match drafts {
        0 => notes,
        1 => format!("{notes} · 1 draft"),
        many => format!("{notes} · {many} drafts"),
    }
}

fn colour_words(colour: Colour) -> String {
    let name = colour.name();
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn kind_words(kind: &Kind) -> String {
    match kind {
        Kind::Note(motivation) => harmless_line(motivation_words(motivation)),
        Kind::Draft => "Draft".to_owned(),
    }
}

fn counted(name: &str, count: usize) -> String {
    format!("{name} · {count}")
}

/// A choice among names: those that most notes have, in their order.
fn named_ui(
    ui: &mut Ui,
    palette: &Palette,
    width: f32,
    name: &str,
    chosen: &mut Option<String>,
    all: &BTreeMap<String, usize>,
    words: impl Fn(&str) -> String,
) {
    let mut offered: Vec<(&String, usize)> = all.iter().map(|(name, count)| (name, *count)).collect();
    if offered.len() > MOST_OFFERED {
        offered.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        offered.truncate(MOST_OFFERED);
        offered.sort();
    }
    let offered: Vec<_> =
        offered.into_iter().map(|(name, count)| (name.clone(), counted(&words(name), count))).collect();
    choice_ui(ui, palette, width, name, chosen, &offered);
}

/// One of `all`, or all of them.
fn choice_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    palette: &Palette,
    width: f32,
    name: &str,
    chosen: &mut Option<T>,
    all: &[(T, String)],
) {
    let label = ui.label(RichText::new(name).size(12.0).color(palette.soft));
    let shown = chosen.as_ref().and_then(|chosen| all.iter().find(|(one, _)| one == chosen));
    let shown = match (&chosen, shown) {
        (None, _) => "All".to_owned(),
        (_, Some((_, words))) => words.clone(),
        (Some(_), None) => "None left".to_owned(),
    };
    let combo = ComboBox::from_id_salt(name).selected_text(shown).width(width).truncate().show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, "All");
        for (one, words) in all {
            ui.selectable_value(chosen, Some(one.clone()), words);
        }
    });
    combo.response.labelled_by(label.id);
    ui.end_row();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_counted_in_words() {
        for (shown, total, drafts, expected) in
            [(12, 340, 0, "12 of 340 notes"), (0, 1, 1, "0 of 1 note · 1 draft"), (2, 2, 3, "2 of 2 notes · 3 drafts")]
        {
            let mut listing = Listing::default();
            (listing.shown, listing.total, listing.drafts) = (shown, total, drafts);
            assert_eq!(count_words(&listing), expected);
        }
        assert_eq!(kind_words(&Kind::Note(crate::model::Motivation::Other("編輯\n".into()))), "編輯");
        assert_eq!(colour_words(Colour::Purple), "Purple");
    }
}
