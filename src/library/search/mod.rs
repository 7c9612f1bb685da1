//! The full-text index of the library: titles, pairs of sentences, footnotes, metadata, notes and drafts, found by their
//! words.
//!
//! One table of FTS5 that keeps no text of its own (sqlite.org/fts5.html, "Contentless-Delete Tables"): a row holds the
//! words that `text::search` makes of a text, parted by blanks, and is named by document and place ([`slot`]). So what
//! is a word is decided in one place, for both languages, and nothing that a person types reaches FTS5 as syntax. The
//! reading texts stand in a table beside it, and so do footnotes and metadata ([`details`]), since to show what was found
//! nothing may have to be parsed.
//!
//! Invariants. A document is in the index or not at all: `documents.texts` says which, being the digest of the reading
//! texts it was made of. So are its details, by `documents.details`; a document that an older program indexed may be
//! there without them for a while. What it is made of and the index change in one transaction. Searching writes nothing.

mod answer;
mod check;
mod details;
mod index;
mod slot;
mod texts;

use rusqlite::Connection;

pub(super) use check::{Check, leftovers, look_anew};
pub(super) use index::{put_document, put_item, realign, take_document, take_item};

use super::{DocumentKey, Fault, Library, LibraryError, alignment, documents};
use crate::model::search::Hit;
use crate::model::{Document, Progress};
use crate::text::search::Query;
use index::put_details;

/// What was found in the library.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The best documents, best first.
    pub documents: Vec<FoundDocument>,
    /// How many documents there are in which something was found.
    pub count: usize,
    /// How many documents are not wholly in the index yet, so that not all can be found in them.
    pub unindexed: usize,
}

/// What was found in one document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundDocument {
    /// Its name.
    pub key: DocumentKey,
    /// What it is called.
    pub title: String,
    /// What was found, in the order of the text; after it footnotes and what is known, notes and drafts.
    pub hits: Vec<Hit>,
    /// How much more there is.
    pub more: usize,
}

/// How much of what is found is wanted. All of it is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Most {
    /// Documents.
    pub documents: usize,
    /// Hits in each.
    pub hits: usize,
}

impl Library {
    /// Looks for what meets `query` in all documents but those in the bin. Documents whose title meets it come first,
    /// and then those of which the greater part does (the share of Okapi BM25 with k₁ = 1.2 and b = 0.75, rows being
    /// what is counted: since all terms have to be met, how rare each is makes no difference).
    ///
    /// Nothing where the work was cancelled.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn search(&self, query: &Query, most: Most, progress: &Progress) -> Result<Option<Found>, LibraryError> {
        self.read(|connection| answer::answer(connection, query, most, progress))
    }

    /// Puts a document, as it is read by this program, into the index; what a person said of its passages is known from
    /// the alignment. Does nothing where that holds it so.
    ///
    /// # Errors
    /// When the document is not there, or the library cannot be written.
    pub fn index(&mut self, key: &DocumentKey, document: &Document) -> Result<(), LibraryError> {
        let (texts, details) = (texts::Texts::of(document).digest(), document.details());
        let name = details::name_of(&details);
        let had = self.read(|connection| indexed(connection, documents::entry(connection, key)?.id))?;
        let (same_texts, same_details) = (had.texts == Some(texts), had.details == Some(name));
        if same_texts && same_details {
            return Ok(());
        }
        self.write(|transaction| {
            let id = documents::entry(transaction, key)?.id;
            if same_texts { put_details(transaction, id, &details) } else { put_document(transaction, id, document) }
        })
    }

    /// Puts what the index does not hold of a document into it, as it is read by this program. Texts that it holds stay
    /// as they are, though they may have been read otherwise: the alignment was made of them. Where a footnote stands in
    /// such texts is not known.
    ///
    /// # Errors
    /// When the document is not there, or the library cannot be written.
    pub fn complete_index(&mut self, key: &DocumentKey, document: &Document) -> Result<(), LibraryError> {
        let texts = texts::Texts::of(document).digest();
        self.write(|transaction| {
            let id = documents::entry(transaction, key)?.id;
            match indexed(transaction, id)? {
                Indexed { texts: None, .. } => put_document(transaction, id, document),
                Indexed { details: Some(_), .. } => Ok(()),
                Indexed { texts: Some(had), details: None } if had == texts => {
                    put_details(transaction, id, &document.details())
                }
                Indexed { texts: Some(_), details: None } => {
                    put_details(transaction, id, &details::without_marks(document.details()))
                }
            }
        })
    }

    /// A document as it was read when its alignment was made, as far as that is known: the reading texts of its passages,
    /// and of its furniture what a person called text. Nothing where they are not those of the alignment.
    ///
    /// # Errors
    /// When the document is not there, or the library cannot be read.
    pub fn read_as_aligned(&self, key: &DocumentKey) -> Result<Option<Document>, LibraryError> {
        self.read(|connection| {
            let id = documents::entry(connection, key)?.id;
            if !is_indexed(connection, id)? {
                return Ok(None);
            }
            let texts = texts::Texts::read(connection, id)?;
            let alignment = alignment::read(connection, id)?;
            let fit = texts.laid(&alignment.structure).fit(&alignment);
            Ok(fit.then(|| texts.document(&alignment.structure)))
        })
    }

    /// The documents that are not wholly in the index, as after the renewal of an older library: see
    /// [`Library::complete_index`].
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn unindexed(&self) -> Result<Vec<DocumentKey>, LibraryError> {
        self.read(|connection| {
            let mut statement = connection.prepare("SELECT key FROM documents WHERE details IS NULL ORDER BY id")?;
            let keys = statement.query_map([], |row| Ok(DocumentKey(row.get::<_, String>(0)?.into())))?;
            Ok(keys.collect::<Result<_, _>>()?)
        })
    }
}

/// Of what the index of a document was made, by digests; nothing for what it does not hold.
struct Indexed {
    texts: Option<String>,
    details: Option<String>,
}

fn indexed(connection: &Connection, document: i64) -> Result<Indexed, Fault> {
    let query = "SELECT texts, details FROM documents WHERE id = ?";
    Ok(connection.query_row(query, [document], |row| Ok(Indexed { texts: row.get(0)?, details: row.get(1)? }))?)
}

/// Whether the index holds the texts of the document, and all that is written on it.
fn is_indexed(connection: &Connection, document: i64) -> Result<bool, Fault> {
    Ok(indexed(connection, document)?.texts.is_some())
}
