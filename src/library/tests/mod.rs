//! What the library promises, each promise tried on a file.

mod opening;
mod saving;
mod searching;
mod two_connections;

use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;

use super::{DocumentKey, FileRole, Library, NewDocument, StoredFile};
use crate::model::{Document, DocumentKind, Metadata, Side, SourceText, Timestamp, Work};
use crate::text::Language;

/// A Saturday in November.
pub(super) const NOW: Timestamp = Timestamp(1_795_278_783);

pub(super) struct Shelf {
    pub(super) folder: TempDir,
}

impl Shelf {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("书库").join("library.duizhao")
    }

    pub(super) fn open(&self) -> Library {
        Library::open(&self.path(), NOW).unwrap_or_else(|error| panic!("{error}"))
    }
}

pub(super) fn document(title: &str) -> Document {
    let source = Arc::new(SourceText::new("声明.txt", title));
    Document {
        metadata: Metadata { date: Some("1962-08-10".to_owned()), ..Metadata::default() },
        ..Document::new(DocumentKind::Plain, title, Side::empty(Language::Chinese, source), None)
    }
}

pub(super) fn file(text: &str) -> StoredFile {
    StoredFile { role: FileRole::Document, name: "声明.txt".to_owned(), bytes: text.as_bytes().into() }
}

/// Adds a document whose text is its title.
pub(super) fn add(library: &mut Library, title: &str, work: &Work) -> DocumentKey {
    let new = NewDocument { files: vec![file(title)], document: &document(title), work, added: NOW };
    library.add(&new).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn work_of(library: &Library, key: &DocumentKey) -> Work {
    library.load(key).unwrap_or_else(|error| panic!("{error}")).work
}

pub(super) fn problems(library: &Library) -> Vec<String> {
    library.verify(|_| Ok(())).unwrap_or_else(|error| panic!("{error}")).problems
}

/// Work with an annotation more, or in the place of the one with its id.
pub(super) fn with_note(work: &Work, id: &str, text: &str) -> Work {
    let mut after = work.clone();
    let note = super::samples::note(id, text);
    Arc::make_mut(&mut after.annotations).insert(note.id.clone(), Arc::new(note));
    after
}
