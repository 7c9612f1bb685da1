//! Whether everything in the library is sound. Changes nothing.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::key::digest;
use super::records::Record;
use super::{
    DocumentKey, Fault, Library, LibraryError, Stored, StoredFile, alignment, chunks, documents, items, search,
};
use crate::model::{Annotation, Draft};

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// How many documents were looked at, those in the bin included.
    pub documents: usize,
    /// How many notes, bookmarks, replies and drafts.
    pub notes: usize,
    /// How many documents are not wholly in the index for searching yet. That is no fault: they come into it by themselves.
    pub unindexed: usize,
    /// What is not sound, a sentence each, without full stop.
    pub problems: Vec<String>,
}

impl Verified {
    /// Whether all is sound.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Library {
    /// Looks at everything: the file, what refers to what, the digests, the alignments, the notes. `read` is given each
    /// document as it is stored, and says what is wrong with it, if anything is: it is for parsing it anew.
    ///
    /// # Errors
    /// When the library cannot be read at all. What does not make sense is no error, but what was looked for.
    pub fn verify(&self, mut read: impl FnMut(&Stored) -> Result<(), String>) -> Result<Verified, LibraryError> {
        self.read(|connection| {
            // What cannot be looked at the check itself will tell of.
            drop(search::look_anew(connection));
            let mut found = Verified { problems: integrity(connection)?, ..Verified::default() };
            // In a file whose pages make no sense, what follows would only say the same again, or fail.
            if found.is_sound() {
                blobs(connection, &mut found)?;
                orphaned_texts(connection, &mut found)?;
                all_documents(connection, &mut found, &mut read)?;
            }
            Ok(found)
        })
    }
}

/// What SQLite itself has to say of the file, and of what refers to what.
pub(super) fn integrity(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let said = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>();
    let mut problems = match said.map_err(Fault::from) {
        Ok(said) => said,
        Err(Fault::Damaged(said)) => vec![said],
        Err(fault) => return Err(fault),
    };
    problems.retain(|said| said != "ok");
    if problems.is_empty() {
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        let broken = statement.query_map([], |row| {
            let (table, other): (String, String) = (row.get(0)?, row.get(2)?);
            Ok(format!("A row of {table} refers to one of {other} that is not there"))
        })?;
        problems.extend(broken.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(problems)
}

/// That files are what their digests say, and that each belongs to a document.
fn blobs(connection: &Connection, found: &mut Verified) -> Result<(), Fault> {
    let mut statement = connection.prepare("SELECT digest, bytes FROM blobs ORDER BY digest")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let bytes = row.get_ref(1)?.as_blob()?;
        if digest(bytes) != name {
            found.problems.push(format!("The bytes of the file {name} are not those that came"));
        }
    }
    let orphans = "SELECT digest FROM blobs WHERE digest NOT IN (SELECT digest FROM document_files) ORDER BY digest";
    let mut statement = connection.prepare(orphans)?;
    for name in statement.query_map([], |row| row.get::<_, String>(0))? {
        found.problems.push(format!("The file {} belongs to no document", name?));
    }
    Ok(())
}

fn all_documents(
    connection: &Connection,
    found: &mut Verified,
    read: &mut impl FnMut(&Stored) -> Result<(), String>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare("SELECT key FROM documents ORDER BY id")?;
    let keys: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut index = search::Check::new(connection)?;
    for key in keys {
        let key = DocumentKey(key.into());
        found.documents += 1;
        let mut problems = document(connection, &key, found, read)?;
        // Where something makes no sense, so would what the index should hold of it.
        if problems.is_empty() {
            problems = index.document(connection, documents::entry(connection, &key)?.id)?;
        }
        found.problems.extend(problems.into_iter().map(|problem| format!("Document {}: {problem}", key.short())));
    }
    // The index of a document with a fault is not looked at, so what is left of it says nothing.
    if found.is_sound() {
        found.problems.extend(search::leftovers(&index));
    }
    let query = "SELECT count(*) FROM documents WHERE details IS NULL";
    found.unindexed = connection.query_row(query, [], |row| row.get::<_, i64>(0))? as usize;
    Ok(())
}

/// Texts for searching that belong to no document.
fn orphaned_texts(connection: &Connection, found: &mut Verified) -> Result<(), Fault> {
    for (table, column, what) in
        [("passages", "texts", "texts"), ("details", "details", "footnotes and lines of metadata")]
    {
        let query = format!(
            "SELECT count(*) FROM {table} WHERE id >> 32 NOT IN (SELECT id FROM documents WHERE {column} IS NOT NULL)"
        );
        let many: i64 = connection.query_row(&query, [], |row| row.get(0))?;
        if many > 0 {
            found.problems.push(format!("{many} {what} for searching belong to no document"));
        }
    }
    Ok(())
}

/// What is not sound about one document.
fn document(
    connection: &Connection,
    key: &DocumentKey,
    found: &mut Verified,
    read: &mut impl FnMut(&Stored) -> Result<(), String>,
) -> Result<Vec<String>, Fault> {
    let mut problems = items_of(connection, documents::entry(connection, key)?.id)?;
    let stored = match documents::load(connection, key) {
        Ok(stored) => stored,
        Err(Fault::Damaged(what)) => {
            problems.push(what);
            return Ok(problems);
        }
        Err(fault) => return Err(fault),
    };
    found.notes += stored.work.annotations.len() + stored.work.drafts.len();
    problems.extend(counts(connection, &stored)?);
    if let Some(problem) = names(&stored.files, key) {
        problems.push(problem);
    }
    if let Err(problem) = read(&stored) {
        problems.push(problem);
    }
    Ok(problems)
}

/// Notes and drafts that make no sense, or are newer than their document.
fn items_of(connection: &Connection, document: i64) -> Result<Vec<String>, Fault> {
    let query = "SELECT items.kind, name, body, revision > version
                 FROM items JOIN documents ON documents.id = document WHERE document = ? ORDER BY items.kind, name";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([document])?;
    let mut problems = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, name, body): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let body = body.as_deref();
        let read = match kind.as_str() {
            Annotation::KIND => body.map(|body| items::read::<Annotation>(&name, body).map(drop)),
            Draft::KIND => body.map(|body| items::read::<Draft>(&name, body).map(drop)),
            _ => None,
        };
        if let Some(Err(fault)) = read {
            problems.push(fault.to_string());
        }
        if row.get(3)? {
            problems.push(format!("the {kind} {name} is of a version that there was not yet"));
        }
    }
    Ok(problems)
}

/// What the row of a document says about what belongs to it, against what there is.
fn counts(connection: &Connection, stored: &Stored) -> Result<Vec<String>, Fault> {
    let query = "SELECT id, notes, rows, alignment_digest, alignment_revision <= version FROM documents WHERE key = ?";
    let (id, notes, rows, digest, in_time): (i64, i64, i64, String, bool) =
        connection.query_row(query, [&*stored.key.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
    let checks: BTreeMap<&str, bool> = [
        ("the alignment is not the one that was saved", chunks::digest(&alignment::stored(connection, id)?) == digest),
        ("the alignment is of a version that there was not yet", in_time),
        ("its notes are miscounted", notes == stored.work.annotations.len() as i64),
        ("its rows are miscounted", rows == stored.work.alignment.rows.len() as i64),
    ]
    .into();
    Ok(checks.into_iter().filter(|(_, is_right)| !is_right).map(|(problem, _)| problem.to_owned()).collect())
}

fn names(files: &[StoredFile], key: &DocumentKey) -> Option<String> {
    if files.is_empty() {
        return Some("it has no file".to_owned());
    }
    (DocumentKey::of(files) != *key).then(|| "its files are not those that it is named after".to_owned())
}
