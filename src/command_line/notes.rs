//! `duizhao notes`: what people wrote on a document of the library, out of it and into it.

use std::path::{Path, PathBuf};

use super::arguments::{ImportForm, NotesTask};
use super::library::open;
use super::output::{check_output, say, say_losses, write_result};
use crate::export::notes::json_ld::{Conflict, Counts};
use crate::export::notes::{Chosen, Form, cannot_hold};
use crate::export::shown_on_one_line;
use crate::library::{DocumentKey, Library};
use crate::model::Progress;
use crate::workspace::Problem;
use crate::workspace::library_tasks::{find_or_add, load_document, now};
use crate::workspace::notes_tasks::{import_notes, read_notes, written};

pub(super) fn run(task: &NotesTask, library: &Path) -> Result<(), Problem> {
    match task {
        NotesTask::Export { document, form, output } => export(library, document, *form, output.as_ref()),
        NotesTask::Import { document, file, form } => import(library, document, file, *form),
    }
}

fn export(path: &Path, name: &str, form: Form, output: Option<&PathBuf>) -> Result<(), Problem> {
    check_output(output, &[path, Path::new(name)])?;
    let (library, key) = find(path, name)?;
    let loaded = load_document(&library, &key, &Progress::default())?;
    let bytes = written(form, &loaded.document, &key, &loaded.work, &Chosen::default());
    write_result(output, &bytes)?;
    for sentence in cannot_hold(form) {
        say(&format!("not in this format: {sentence}"));
    }
    Ok(())
}

fn import(path: &Path, name: &str, file: &Path, form: ImportForm) -> Result<(), Problem> {
    // A file that holds no notes is no reason to add a document.
    let read = read_notes(file)?;
    let (mut library, key) = find(path, name)?;
    let imported = import_notes(&mut library, &key, &read, &Progress::default())?;
    for warning in &imported.warnings {
        say(&shown_on_one_line(warning));
    }
    for conflict in &imported.conflicts {
        say(&shown_on_one_line(&in_words(conflict)));
    }
    let result = match form {
        ImportForm::Json => imported.counts.json(),
        ImportForm::Text => summary(imported.counts),
    };
    write_result(None, &result)
}

/// Opens the library, and finds the document; one in a file joins the library if it is not there.
pub(super) fn find(path: &Path, name: &str) -> Result<(Library, DocumentKey), Problem> {
    let mut library = if Path::new(name).is_file() {
        open(path, now())?
    } else {
        // Nothing can be found in a library that has yet to be made.
        Library::open_existing(path, now()).map_err(|error| Problem::of_library(&error))?
    };
    let added = find_or_add(&mut library, name, now(), &Progress::default())?;
    if let Some(read) = &added.read {
        say_losses(read);
    }
    Ok((library, added.key))
}

fn summary(counts: Counts) -> String {
    let Counts { placed, to_confirm, lost, merged } = counts;
    format!("{placed} placed, {to_confirm} to confirm, {lost} lost; {merged} of them were there already\n")
}

/// Both versions of what differs, one after the other.
fn in_words(conflict: &Conflict) -> String {
    let (what, id, ours, theirs) = match conflict {
        Conflict::Notes { ours, theirs } => ("note", &ours.id.0, &ours.text, &theirs.text),
        Conflict::Drafts { ours, theirs } => ("draft", &ours.id.0, &ours.text, &theirs.text),
    };
    if ours == theirs {
        return format!("the {what} {id} differs from the one in the library, which stays, in more than its text");
    }
    format!("the {what} {id} differs. The one in the library stays: “{ours}”. In the file: “{theirs}”")
}
