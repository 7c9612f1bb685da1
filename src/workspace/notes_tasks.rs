//! Notes out of a document of the library and into it: what the command line and the workers of the window share.
//!
//! Nothing here prints. What another program wrote is told as it was written: whoever shows it makes it harmless.

use std::path::Path;
use std::sync::Arc;

use super::library_tasks::{as_read, load_document};
use super::{Problem, read_file};
use crate::export::notes::json_ld::{self, About, Conflict, Counts, ReadNotes};
use crate::export::notes::{self, Chosen, Form, NotesView};
use crate::import;
use crate::library::{DocumentKey, Fault, FileRole, Library, StoredFile};
use crate::model::{Document, Progress, Side, Work};

/// How often an import is laid over the work anew when others change the same notes meanwhile.
const TRIES: usize = 8;

/// The notes that are chosen, in a form, as the bytes of a file.
pub fn written(form: Form, document: &Document, key: &DocumentKey, work: &Work, chosen: &Chosen) -> Vec<u8> {
    let view = || NotesView::new(document, work, chosen);
    match form {
        Form::JsonLd => collection(document, key, work, chosen).into_bytes(),
        Form::Markdown => notes::markdown(&view()).into_bytes(),
        Form::Csv => notes::csv(&view()).into_bytes(),
        Form::Html => notes::html(&view()).into_bytes(),
        Form::Docx => notes::docx(&view()),
    }
}

/// A name for a document that no library has named: the one it would have there, if its file is plain UTF-8.
pub fn key_of_text(document: &Document) -> DocumentKey {
    let file = |role, side: &Side| StoredFile { role, name: String::new(), bytes: side.source.text.as_bytes().into() };
    let source = &document.source;
    match document.translation.as_ref().filter(|other| !Arc::ptr_eq(&other.source, &source.source)) {
        None => DocumentKey::of(&[file(FileRole::Document, source)]),
        Some(other) => DocumentKey::of(&[file(FileRole::Source, source), file(FileRole::Translation, other)]),
    }
}

/// The notes as JSON-LD. The others hold a view of the notes, this one the notes themselves.
fn collection(document: &Document, key: &DocumentKey, work: &Work, chosen: &Chosen) -> String {
    let mut annotations: Vec<_> = work.annotations.values().map(Arc::as_ref).collect();
    let mut drafts: Vec<_> = work.drafts.values().map(Arc::as_ref).collect();
    if !chosen.is_everything() {
        let view = NotesView::new(document, work, chosen);
        let ids: std::collections::BTreeSet<&str> = view.entries().map(|entry| entry.id.as_str()).collect();
        annotations.retain(|one| ids.contains(&*one.id.0));
        drafts.retain(|one| ids.contains(&*one.id.0));
    }
    json_ld::write(document, &annotations, &drafts, &About { key: &key.0 })
}

/// What the notes in a file say.
///
/// # Errors
/// When the file cannot be read, or holds no annotations.
pub fn read_notes(path: &Path) -> Result<ReadNotes, Problem> {
    let advice = "Choose a file of W3C web annotations (JSON-LD), as `duizhao notes export` writes it.";
    let text = match String::from_utf8(read_file(path)?) {
        Ok(text) => text,
        // JSON is UTF-8, but some programs save it otherwise.
        Err(error) => {
            let decoded = import::decode::decode(error.as_bytes());
            decoded.map_err(|error| Problem::of_import(Some(path), &error))?.text
        }
    };
    json_ld::read(&text).map_err(|error| Problem::at(path, error.to_string(), advice))
}

/// What an import did.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    /// How many notes found their places.
    pub counts: Counts,
    /// What could not be understood, kept or placed, as sentences for people.
    pub warnings: Vec<String>,
    /// Notes that differ from those of the same name in the library, which stayed as they are.
    pub conflicts: Vec<Conflict>,
}

/// Lays notes over the work on a document of the library, in one transaction: when it returns they are on the disk.
///
/// # Errors
/// When the document cannot be read or the library cannot be written. Then nothing was stored.
pub fn import_notes(
    library: &mut Library,
    key: &DocumentKey,
    read: &ReadNotes,
    progress: &Progress,
) -> Result<Imported, Problem> {
    let loaded = load_document(library, key, progress)?;
    let settled = json_ld::settle(read, &loaded.document, &About { key: &key.0 });
    let (mut before, mut here) = (loaded.stored.work, loaded.work);
    for _ in 0..TRIES {
        let merge = json_ld::merge(&here, &settled);
        let mut after = here;
        Arc::make_mut(&mut after.annotations).extend(merge.annotations.iter().map(|one| (one.id.clone(), one.clone())));
        Arc::make_mut(&mut after.drafts).extend(merge.drafts.iter().map(|one| (one.id.clone(), one.clone())));
        match library.save(key, &before, &after) {
            Ok(_) => {
                let (counts, conflicts) = (merge.counts, merge.conflicts);
                return Ok(Imported { counts, warnings: settled.warnings, conflicts });
            }
            // Someone else was faster: theirs is what the notes come to now.
            Err(error) => match error.fault {
                Fault::Conflict(conflict) => {
                    before = conflict.theirs;
                    here = as_read(&before, &loaded.parsed, None, progress)?;
                }
                _ => return Err(Problem::of_library(&error)),
            },
        }
    }
    Err(Problem {
        what: "Other programs kept changing the same notes, so nothing was imported".to_owned(),
        path: Some(library.path().to_owned()),
        advice: "Try again in a moment.".to_owned(),
    })
}
