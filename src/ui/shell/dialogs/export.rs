//! Exporting the notes of a document: the form, which notes, what the form cannot hold, and where the file goes.
//!
//! Counting and writing are done on threads of their own: a document may have many notes, and a disk may be slow.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{Align, ComboBox, Context, Grid, Key, Label, Layout, RichText, ScrollArea, Ui};

use super::export_preview::{Preview, on_a_thread};
use super::open::{Purpose, typed_path};
use super::{App, Stay, complaint, first_field, main_button, title};
use crate::export::notes::{Chosen, Form, Settled, cannot_hold};
use crate::library::DocumentKey;
use crate::model::{Document, Work};
use crate::ui::palette::Palette;
use crate::ui::shell::widgets;
use crate::workspace::{DocumentId, OpenDocument, Problem, notes_tasks, write_file};

/// The dialog and what was chosen in it.
pub(crate) struct ExportDialog {
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
    typed: String,
    focused: bool,
    preview: Preview,
    /// A file that is there, and which pressing Export once more replaces.
    may_replace: Option<PathBuf>,
    writing: Option<Receiver<Outcome>>,
    complaint: Option<String>,
    written: Option<PathBuf>,
}

/// What became of a file.
enum Outcome {
    Written(PathBuf),
    /// There is a file of that name, and nobody said that it may go.
    Exists(PathBuf),
    Failed(Problem),
}

impl ExportDialog {
    pub(super) fn new(open: &OpenDocument, filtered: Option<Arc<BTreeSet<Arc<str>>>>) -> Self {
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
            typed: first_path(open, Form::Html).display().to_string(),
            focused: false,
            preview: Preview::default(),
            may_replace: None,
            writing: None,
            complaint: None,
            written: None,
        }
    }

    /// Takes the path that a person chose; the chooser asked whether it may be replaced.
    pub(crate) fn take_path(&mut self, path: PathBuf) {
        self.typed = path.display().to_string();
        self.may_replace = Some(path);
    }

    /// Shows `text` beside the field.
    pub(crate) fn say(&mut self, text: &str) {
        self.complaint = Some(text.to_owned());
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, app: &App) -> Stay {
        let Some(open) = app.workspace.document(self.document) else { return Stay::Close };
        self.take_answers();
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
        self.losses_ui(ui, palette);
        ui.add_space(8.0);
        let label = RichText::new("Write to").color(palette.soft);
        let field = first_field(ui, label, &mut self.typed, "/home/you/notes.html", &mut self.focused);
        if field.changed() {
            (self.complaint, self.written) = (None, None);
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if let Some(text) = &self.complaint {
            complaint(ui, palette, text);
        }
        if let Some(path) = &self.written {
            ui.add(Label::new(format!("Written: {}", path.display())).wrap());
        }
        ui.add_space(10.0);
        let mut stay = Stay::Open;
        let asked = self.buttons_ui(ui, palette, app, &mut stay);
        if (asked || entered) && self.is_ready() {
            self.write(ui.ctx(), open);
        }
        stay
    }

    fn is_ready(&self) -> bool {
        !self.typed.trim().is_empty() && self.writing.is_none()
    }

    fn form_ui(&mut self, ui: &mut Ui) {
        let before = self.form;
        ui.horizontal_wrapped(|ui| {
            for form in Form::ALL {
                ui.radio_value(&mut self.form, form, words(form));
            }
        });
        if self.form != before {
            (self.complaint, self.written) = (None, None);
            if let Some(stem) = self.typed.strip_suffix(&format!(".{}", before.extension())) {
                self.typed = format!("{stem}.{}", self.form.extension());
            }
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

    fn losses_ui(&self, ui: &mut Ui, palette: &Palette) {
        widgets::heading(ui, palette, "What this format cannot hold");
        ScrollArea::vertical().id_salt("losses").max_height(84.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for sentence in cannot_hold(self.form) {
                ui.add(Label::new(RichText::new(format!("· {sentence}")).size(12.0).color(palette.soft)).wrap());
            }
        });
    }

    fn buttons_ui(&self, ui: &mut Ui, palette: &Palette, app: &App, stay: &mut Stay) -> bool {
        ui.horizontal(|ui| {
            if ui.button("Browse…").clicked() {
                app.chooser.show(Purpose::Export);
            }
            if self.writing.is_some() {
                ui.label(RichText::new("Writing…").color(palette.muted));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let asked = main_button(ui, palette, "Export", self.is_ready());
                if ui.button(if self.written.is_some() { "Done" } else { "Cancel" }).clicked() {
                    *stay = Stay::Close;
                }
                asked
            })
            .inner
        })
        .inner
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
    fn write(&mut self, ctx: &Context, open: &OpenDocument) {
        let path = typed_path(&self.typed, std::env::home_dir().as_deref());
        (self.complaint, self.written) = (None, None);
        let may_replace = self.may_replace.as_ref() == Some(&path);
        let own: Vec<PathBuf> = open.origin.files().into_iter().map(PathBuf::from).collect();
        if own.contains(&path) {
            self.complaint = Some("This is the document itself. Give the notes another name.".to_owned());
            return;
        }
        let (form, chosen) = (self.form, self.chosen());
        let (document, work, key): (Arc<Document>, Work, Option<DocumentKey>) =
            (open.document.clone(), open.work.clone(), open.key.clone());
        let work = move || {
            if path.exists() && !may_replace {
                return Outcome::Exists(path);
            }
            let key = key.unwrap_or_else(|| notes_tasks::key_of_text(&document));
            let bytes = notes_tasks::written(form, &document, &key, &work, &chosen);
            match write_file(&path, &bytes) {
                Ok(()) => Outcome::Written(path),
                Err(problem) => Outcome::Failed(problem),
            }
        };
        self.writing = on_a_thread(ctx, work);
        if self.writing.is_none() {
            self.complaint = Some("The system gave no thread to write on. Try again.".to_owned());
        }
    }

    fn take_answers(&mut self) {
        let Some(outcome) = self.writing.as_ref().and_then(|writing| writing.try_recv().ok()) else { return };
        self.writing = None;
        match outcome {
            Outcome::Written(path) => {
                // What this dialog has just written it may write again.
                self.may_replace = Some(path.clone());
                self.written = Some(path);
            }
            Outcome::Exists(path) => {
                self.complaint = Some("There is a file of that name. Export again to replace it.".to_owned());
                self.may_replace = Some(path);
            }
            Outcome::Failed(problem) => self.complaint = Some(problem.to_string()),
        }
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

/// Where the file goes unless a person says otherwise: beside the document, else in the home folder.
fn first_path(open: &OpenDocument, form: Form) -> PathBuf {
    let beside = open.origin.files().first().map(PathBuf::from).filter(|file| file.is_absolute());
    let folder = beside.as_ref().and_then(|file| file.parent().map(PathBuf::from)).or_else(std::env::home_dir);
    folder.unwrap_or_default().join(format!("{} notes.{}", file_stem(&open.document.title), form.extension()))
}

/// A title as the name of a file: what a file system or a shell would take for something else is a blank.
fn file_stem(title: &str) -> String {
    const LONGEST: usize = 60;
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let words: String = title.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let stem: String = words.trim_start_matches(['.', ' ']).chars().take(LONGEST).collect();
    if stem.is_empty() { "Duizhao".to_owned() } else { stem.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_of_files() {
        for (title, expected) in [
            ("领土问题", "领土问题"),
            ("a/b: c?\n\"d\"", "a b c d"),
            ("../../etc", "etc"),
            ("…", "…"),
            ("///", "Duizhao"),
        ] {
            assert_eq!(file_stem(title), expected, "{title}");
        }
        assert_eq!(file_stem(&"领".repeat(200)).chars().count(), 60);
    }
}
