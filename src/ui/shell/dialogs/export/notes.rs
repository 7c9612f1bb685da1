//! Exporting the notes of a document: the form, which notes, what the form cannot hold, and where the file goes.
//!
//! Counting and writing are done on threads of their own: a document may have many notes, and a disk may be slow.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{ComboBox, Grid, RichText, Ui};

use super::notes_preview::Preview;
use super::{App, Destination, Purpose, Stay, losses_ui, title};
use crate::export::notes::{Chosen, Form, Settled, cannot_hold};
use crate::ui::palette::Palette;
use crate::ui::shell::file_writer::Contents;
use crate::workspace::{DocumentId, OpenDocument, notes_tasks};

/// The dialog and what was chosen in it.
pub(crate) struct ExportNotes {
    document: DocumentId,
    form: Form,
    tag: Option<String>,
    author: Option<String>,
    settled: Settled,
    drafts: bool,
    /// What the filter of the list lets through, where it asks for something, and whether only that leaves.
    filtered: Option<Arc<BTreeSet<Arc<str>>>>,
    only_filtered: bool,
    tags: Vec<String>,
    authors: Vec<String>,
    preview: Preview,
    destination: Destination,
}

impl ExportNotes {
    pub(in super::super) fn new(open: &OpenDocument, filtered: Option<Arc<BTreeSet<Arc<str>>>>) -> Self {
        let notes = || open.work.annotations.values();
        let tags: BTreeSet<&String> = notes().flat_map(|note| &note.tags).collect();
        let drafts = open.work.drafts.values().map(|draft| &draft.author);
        let authors: BTreeSet<&String> = notes().map(|note| &note.author).chain(drafts).collect();
        Self {
            document: open.id,
            form: Form::Html,
            tag: None,
            author: None,
            settled: Settled::Either,
            drafts: true,
            only_filtered: false,
            filtered,
            tags: tags.into_iter().cloned().collect(),
            authors: authors.into_iter().cloned().collect(),
            preview: Preview::default(),
            destination: Destination::new(open, " notes", Form::Html.extension()),
        }
    }

    /// Where the file goes.
    pub(crate) fn destination(&mut self) -> &mut Destination {
        &mut self.destination
    }

    pub(in super::super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, app: &App) -> Stay {
        let Some(open) = app.workspace.document(self.document) else { return Stay::Close };
        title(ui, palette, "Export notes");
        ui.add_space(6.0);
        self.form_ui(ui);
        ui.add_space(8.0);
        self.filters_ui(ui, palette);
        let chosen = self.chosen();
        self.preview.follow(ui.ctx(), open, &chosen);
        ui.add_space(4.0);
        self.preview.ui(ui, palette);
        ui.add_space(8.0);
        losses_ui(ui, palette, 84.0, &[], cannot_hold(self.form));
        ui.add_space(8.0);
        let entered = self.destination.field_ui(ui, palette, Purpose::Export.example());
        ui.add_space(10.0);
        let mut stay = Stay::Open;
        let asked = self.destination.buttons_ui(ui, palette, app, Purpose::Export, &mut stay);
        if (asked || entered) && self.destination.is_ready() {
            self.write(app, open);
        }
        stay
    }

    fn form_ui(&mut self, ui: &mut Ui) {
        let before = self.form;
        ui.horizontal_wrapped(|ui| {
            for form in Form::ALL {
                ui.radio_value(&mut self.form, form, words(form));
            }
        });
        if self.form != before {
            self.destination.change_ending(self.form.extension());
        }
    }

    fn filters_ui(&mut self, ui: &mut Ui, palette: &Palette) {
        Grid::new("export filters").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
            choice_ui(ui, palette, "Tag", &mut self.tag, &self.tags);
            ui.end_row();
            choice_ui(ui, palette, "Author", &mut self.author, &self.authors);
            ui.end_row();
            ui.label(RichText::new("Status").color(palette.soft));
            ui.horizontal(|ui| {
                for (settled, name) in
                    [(Settled::Either, "All"), (Settled::Open, "Open"), (Settled::Resolved, "Resolved")]
                {
                    ui.radio_value(&mut self.settled, settled, name);
                }
                ui.add_space(12.0);
                ui.checkbox(&mut self.drafts, "Drafts too");
            });
            ui.end_row();
        });
        if self.filtered.is_some() {
            ui.add_space(2.0);
            ui.checkbox(&mut self.only_filtered, "Only what the filter of the list shows");
        }
    }

    fn chosen(&self) -> Chosen {
        Chosen {
            tags: self.tag.iter().cloned().collect(),
            authors: self.author.iter().cloned().collect(),
            settled: self.settled,
            drafts: self.drafts,
            only: self.filtered.clone().filter(|_| self.only_filtered),
            ..Chosen::default()
        }
    }

    /// Starts to write the file.
    fn write(&mut self, app: &App, open: &OpenDocument) {
        let (form, chosen) = (self.form, self.chosen());
        let (document, work, key) = (open.document.clone(), open.work.clone(), open.key.clone());
        let done = format!("The notes on “{}” are exported", open.document.title);
        self.destination.write((app, open), done, move || {
            let key = key.unwrap_or_else(|| notes_tasks::key_of_text(&document));
            let bytes = notes_tasks::written(form, &document, &key, &work, &chosen);
            Contents { bytes, changed: Vec::new() }
        });
    }
}

/// One of `all`, or all of them.
fn choice_ui(ui: &mut Ui, palette: &Palette, name: &str, chosen: &mut Option<String>, all: &[String]) {
    let words = |one: &str| if one.is_empty() { "Unknown".to_owned() } else { one.to_owned() };
    let label = ui.label(RichText::new(name).color(palette.soft));
    let shown = chosen.as_deref().map_or_else(|| "All".to_owned(), words);
    let combo = ComboBox::from_id_salt(name).selected_text(shown).width(220.0).show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, "All");
        for one in all {
            ui.selectable_value(chosen, Some(one.clone()), words(one));
        }
    });
    combo.response.labelled_by(label.id);
}

/// A form as people call it.
fn words(form: Form) -> &'static str {
    match form {
        Form::JsonLd => "JSON-LD",
        Form::Markdown => "Markdown",
        Form::Csv => "CSV",
        Form::Html => "HTML",
        Form::Docx => "Word",
    }
}
