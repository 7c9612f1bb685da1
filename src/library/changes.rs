//! What others, another window or another program, changed in the library since one looked last.

use std::sync::Arc;

use rusqlite::Connection;

use super::records::Record;
use super::{DocumentKey, Fault, Library, LibraryError, alignment, documents, items, open};
use crate::model::{Alignment, Annotation, AnnotationId, Draft, DraftId, Work};

/// What changed in the work on a document after some version of it. What was removed has no value.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Changes {
    /// The version that has them all.
    pub version: u64,
    /// The alignment, if it is another one.
    pub alignment: Option<Arc<Alignment>>,
    /// Notes.
    pub annotations: Vec<(AnnotationId, Option<Arc<Annotation>>)>,
    /// Drafts.
    pub drafts: Vec<(DraftId, Option<Arc<Draft>>)>,
    /// Findings, and whether they are waved aside now.
    pub dismissed: Vec<(String, bool)>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.alignment.is_none() && self.annotations.is_empty() && self.drafts.is_empty() && self.dismissed.is_empty()
    }

    /// Brings the changes into `work`. What they do not name stays as it is.
    pub fn apply(&self, work: &mut Work) {
        if let Some(alignment) = &self.alignment {
            work.alignment = alignment.clone();
        }
        if !self.annotations.is_empty() {
            let annotations = Arc::make_mut(&mut work.annotations);
            for (id, one) in &self.annotations {
                match one {
                    Some(one) => drop(annotations.insert(id.clone(), one.clone())),
                    None => drop(annotations.remove(id)),
                }
            }
        }
        if !self.drafts.is_empty() {
            let drafts = Arc::make_mut(&mut work.drafts);
            for (id, one) in &self.drafts {
                match one {
                    Some(one) => drop(drafts.insert(id.clone(), one.clone())),
                    None => drop(drafts.remove(id)),
                }
            }
        }
        if !self.dismissed.is_empty() {
            let dismissed = Arc::make_mut(&mut work.dismissed);
            for (key, is_dismissed) in &self.dismissed {
                if *is_dismissed {
                    dismissed.insert(key.clone())
                } else {
                    dismissed.remove(key)
                };
            }
        }
    }
}

impl Library {
    /// Whether another window or program changed anything in the library since this was asked last, or since it was
    /// opened. Costs next to nothing, so it can be asked often.
    ///
    /// # Errors
    /// When the library cannot be read, or is no longer where it was.
    pub fn changed_elsewhere(&mut self) -> Result<bool, LibraryError> {
        let now = self.check_place().and_then(|()| open::data_version(&self.connection));
        let now = now.map_err(|fault| self.error(fault))?;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }

    /// What changed in the work on a document after version `since`, by whomever: one's own saves are among it, unless
    /// `since` is the version that the last of them gave.
    ///
    /// # Errors
    /// When the document is not there, or the library cannot be read.
    pub fn changes_since(&self, key: &DocumentKey, since: u64) -> Result<Changes, LibraryError> {
        self.read(|connection| changes(connection, key, since))
    }
}

fn changes(connection: &Connection, key: &DocumentKey, since: u64) -> Result<Changes, Fault> {
    let entry = documents::entry(connection, key)?;
    let mut changes = Changes { version: entry.version as u64, ..Changes::default() };
    let since = i64::try_from(since).unwrap_or(i64::MAX);
    if entry.version <= since {
        return Ok(changes);
    }
    let query = "SELECT alignment_revision > ? FROM documents WHERE id = ?";
    if connection.query_row(query, (since, entry.id), |row| row.get(0))? {
        changes.alignment = Some(Arc::new(alignment::read(connection, entry.id)?));
    }
    let query = "SELECT kind, name, body FROM items WHERE document = ? AND revision > ? ORDER BY kind, name";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query((entry.id, since))?;
    while let Some(row) = rows.next()? {
        let (kind, name, body): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        match kind.as_str() {
            Annotation::KIND => changes.annotations.push((AnnotationId(name.as_str().into()), read(&name, body)?)),
            Draft::KIND => changes.drafts.push((DraftId(name.as_str().into()), read(&name, body)?)),
            _ => changes.dismissed.push((name, body.is_some())),
        }
    }
    Ok(changes)
}

fn read<R: Record>(name: &str, body: Option<String>) -> Result<Option<Arc<R>>, Fault> {
    body.map(|body| items::read(name, &body).map(Arc::new)).transpose()
}
