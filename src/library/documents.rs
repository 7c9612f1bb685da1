//! Documents: added, found by name of their bytes, and read back whole.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::key::digest;
use super::{
    DocumentKey, Fault, FileRole, Library, LibraryError, StoredFile, StoredPlace, alignment, chunks, items, place,
    records, save, search,
};
use crate::model::{Document, Metadata, Timestamp, Work};

/// A document that is to be added.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// Its files as they came: one, or one for each side. They give it its key.
    pub files: Vec<StoredFile>,
    /// What was read from them, without what a person said of the passages: title, kind and metadata are taken from
    /// here, and the texts that are searched.
    pub document: &'a Document,
    /// What there is of work on it: the alignment at least.
    pub work: &'a Work,
    /// The time it is.
    pub added: Timestamp,
}

/// A document as the library has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Stored {
    /// Its name.
    pub key: DocumentKey,
    /// What it is called.
    pub title: String,
    /// What it was recognised as: `archive-page`, `wikitext`, `plain`.
    pub kind: String,
    /// What was known about it when it was added.
    pub metadata: Metadata,
    /// When that was.
    pub added: Timestamp,
    /// When it was removed to the bin, if it was.
    pub binned: Option<Timestamp>,
    /// Its files, as they came.
    pub files: Vec<StoredFile>,
    /// All work on it.
    pub work: Work,
    /// Where reading stands.
    pub place: Option<StoredPlace>,
    /// Counts the saves of its work: see [`Library::changes_since`].
    pub version: u64,
}

/// A row of the table of documents, as far as changes need it.
pub(super) struct Entry {
    pub(super) id: i64,
    pub(super) version: i64,
    pub(super) alignment_digest: String,
}

impl Library {
    /// Adds a document, with work on it. One that is there already stays as it is; if it was in the bin it comes back,
    /// with the work that was done on it.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn add(&mut self, new: &NewDocument) -> Result<DocumentKey, LibraryError> {
        let key = DocumentKey::of(&new.files);
        let digests: Vec<String> = new.files.iter().map(|file| digest(&file.bytes)).collect();
        self.write(|transaction| {
            if is_known(transaction, &key)? {
                transaction.execute("UPDATE documents SET binned = NULL WHERE key = ?", [&*key.0])?;
                return Ok(());
            }
            let id = insert(transaction, &key, new)?;
            insert_files(transaction, id, &new.files, &digests)?;
            save::first(transaction, id, new.work)?;
            search::put_document(transaction, id, new.document)
        })?;
        Ok(key)
    }

    /// Whether the document is there, and not in the bin.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn contains(&self, key: &DocumentKey) -> Result<bool, LibraryError> {
        self.read(|connection| {
            let mut statement = connection.prepare("SELECT 1 FROM documents WHERE key = ? AND binned IS NULL")?;
            Ok(statement.exists([&*key.0])?)
        })
    }

    /// The document with all that belongs to it, in the bin or not.
    ///
    /// # Errors
    /// When it is not there, or makes no sense, or the library cannot be read.
    pub fn load(&self, key: &DocumentKey) -> Result<Stored, LibraryError> {
        self.read(|connection| load(connection, key))
    }
}

/// The document with all that belongs to it.
pub(super) fn load(connection: &Connection, key: &DocumentKey) -> Result<Stored, Fault> {
    let id = entry(connection, key)?.id;
    let query = "SELECT title, kind, metadata, added, binned, place, version FROM documents WHERE id = ?";
    let (stored, metadata, at): (Stored, String, Option<String>) = connection.query_row(query, [id], |row| {
        let stored = Stored {
            key: key.clone(),
            title: row.get(0)?,
            kind: row.get(1)?,
            metadata: Metadata::default(),
            added: Timestamp(row.get(3)?),
            binned: row.get::<_, Option<i64>>(4)?.map(Timestamp),
            files: Vec::new(),
            work: Work::default(),
            place: None,
            version: row.get::<_, i64>(6)? as u64,
        };
        Ok((stored, row.get(2)?, row.get(5)?))
    })?;
    let damaged = || Fault::Damaged(format!("the metadata of {} make no sense", key.short()));
    Ok(Stored {
        metadata: records::metadata_from_json(&metadata).ok_or_else(damaged)?,
        place: at.as_deref().map(place::from_json).transpose()?,
        files: files(connection, id)?,
        work: work(connection, id)?,
        ..stored
    })
}

/// All work on a document.
pub(super) fn work(connection: &Connection, document: i64) -> Result<Work, Fault> {
    Ok(Work {
        alignment: Arc::new(alignment::read(connection, document)?),
        annotations: Arc::new(items::all(connection, document, |one: &crate::model::Annotation| one.id.clone())?),
        drafts: Arc::new(items::all(connection, document, |one: &crate::model::Draft| one.id.clone())?),
        dismissed: Arc::new(items::dismissed(connection, document)?),
    })
}

/// The row of a document, in the bin or not.
pub(super) fn entry(connection: &Connection, key: &DocumentKey) -> Result<Entry, Fault> {
    let query = "SELECT id, version, alignment_digest FROM documents WHERE key = ?";
    let entry = connection.query_row(query, [&*key.0], |row| {
        Ok(Entry { id: row.get(0)?, version: row.get(1)?, alignment_digest: row.get(2)? })
    });
    entry.optional()?.ok_or_else(|| Fault::NoSuchDocument(key.short().to_owned()))
}

fn is_known(connection: &Connection, key: &DocumentKey) -> Result<bool, Fault> {
    Ok(connection.prepare("SELECT 1 FROM documents WHERE key = ?")?.exists([&*key.0])?)
}

fn insert(connection: &Connection, key: &DocumentKey, new: &NewDocument) -> Result<i64, Fault> {
    let statement = "INSERT INTO documents
        (key, title, kind, metadata, added, version, notes, rows, alignment_revision, alignment_digest)
        VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, ?)";
    let document = new.document;
    let metadata = records::metadata_to_json(&document.metadata);
    let values = params![&*key.0, document.title, document.kind.name(), metadata, new.added.0, chunks::digest(&[])];
    connection.execute(statement, values)?;
    Ok(connection.last_insert_rowid())
}

fn insert_files(connection: &Connection, id: i64, files: &[StoredFile], digests: &[String]) -> Result<(), Fault> {
    for (nth, (file, digest)) in files.iter().zip(digests).enumerate() {
        connection.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", params![digest, &*file.bytes])?;
        let statement = "INSERT INTO document_files VALUES (?, ?, ?, ?, ?)";
        connection.execute(statement, params![id, nth as i64, file.role.name(), file.name, digest])?;
    }
    Ok(())
}

/// The files of a document, in their order.
pub(super) fn files(connection: &Connection, document: i64) -> Result<Vec<StoredFile>, Fault> {
    let query =
        "SELECT role, name, bytes FROM document_files JOIN blobs USING (digest) WHERE document = ? ORDER BY nth";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([document])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        let role: String = row.get(0)?;
        let role = FileRole::named(&role)
            .ok_or_else(|| Fault::Damaged(format!("a file is said to be the {role} of its document")))?;
        let bytes = row.get_ref(2)?.as_blob()?;
        files.push(StoredFile { role, name: row.get(1)?, bytes: bytes.into() });
    }
    Ok(files)
}
