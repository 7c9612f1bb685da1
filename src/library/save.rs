//! Saving the work on a document: only what differs, in one transaction, and only where nobody else changed it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::documents::{self, Entry};
use super::records::Record;
use super::{Conflict, DocumentKey, Fault, Item, Library, LibraryError, alignment, chunks, items, search};
use crate::model::{Alignment, Annotation, Work};

/// What was saved, and is on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Saved {
    /// The version that the document has now.
    pub version: u64,
    /// The version that it had before. Where that is not the one that the caller read or saved last, others saved
    /// something else meanwhile: see [`Library::changes_since`].
    pub before: u64,
}

impl Library {
    /// Saves what differs between `before`, which the caller read or saved last, and `after`. On the disk when it
    /// returns.
    ///
    /// What differs is compared with what the library has of it: that must be as in `before`, or already as in `after`.
    /// Findings that are waved aside, or are so no longer, never collide.
    ///
    /// # Errors
    /// [`Fault::Conflict`] when someone else changed something of what differs: then nothing of it is saved. Else when
    /// the document is not there any more, or the library cannot be written.
    pub fn save(&mut self, key: &DocumentKey, before: &Work, after: &Work) -> Result<Saved, LibraryError> {
        let change = Change::between(before, after);
        if change.is_empty() {
            let version = self.version(key)?;
            return Ok(Saved { version, before: version });
        }
        self.write(|transaction| {
            let entry = documents::entry(transaction, key)?;
            change.write(transaction, &entry)
        })
    }

    /// The version of a document: it counts the saves of its work, by whomever.
    ///
    /// # Errors
    /// When the document is not there, or the library cannot be read.
    pub fn version(&self, key: &DocumentKey) -> Result<u64, LibraryError> {
        self.read(|connection| documents::entry(connection, key).map(|entry| entry.version as u64))
    }
}

/// Writes the work that comes with a new document.
pub(super) fn first(connection: &Connection, document: i64, work: &Work) -> Result<(), Fault> {
    let nothing = Work::default();
    let change = Change::between(&nothing, work);
    let entry = Entry { id: document, version: 0, alignment_digest: chunks::digest(&[]) };
    change.write(connection, &entry).map(|_| ())
}

/// An item before and after; nothing where it is not there.
struct Difference<'a, R> {
    before: Option<&'a Arc<R>>,
    after: Option<&'a Arc<R>>,
}

/// All that differs between two states of the work on a document.
struct Change<'a> {
    alignment: Option<(&'a Alignment, &'a Alignment)>,
    annotations: Vec<Difference<'a, Annotation>>,
    drafts: Vec<Difference<'a, crate::model::Draft>>,
    /// Keys, and whether they are waved aside from now on.
    dismissed: Vec<(&'a str, bool)>,
}

impl<'a> Change<'a> {
    fn between(before: &'a Work, after: &'a Work) -> Self {
        let same = Arc::ptr_eq(&before.alignment, &after.alignment) || before.alignment == after.alignment;
        let gone = before.dismissed.difference(&after.dismissed).map(|key| (key.as_str(), false));
        let new = after.dismissed.difference(&before.dismissed).map(|key| (key.as_str(), true));
        Self {
            alignment: (!same).then_some((&*before.alignment, &*after.alignment)),
            annotations: differences(&before.annotations, &after.annotations),
            drafts: differences(&before.drafts, &after.drafts),
            dismissed: gone.chain(new).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.alignment.is_none() && self.annotations.is_empty() && self.drafts.is_empty() && self.dismissed.is_empty()
    }

    fn write(&self, connection: &Connection, entry: &Entry) -> Result<Saved, Fault> {
        connection.execute_batch("SAVEPOINT before")?;
        let mut writer =
            Writer { connection, entry, revision: entry.version + 1, conflicts: Vec::new(), changed: false };
        writer.alignment(self.alignment)?;
        let notes = writer.items(&self.annotations, |one| (&*one.id.0, Item::Annotation(one.id.clone())))?;
        writer.items(&self.drafts, |one| (&*one.id.0, Item::Draft(one.id.clone())))?;
        for (key, dismissed) in &self.dismissed {
            writer.dismiss(key, *dismissed)?;
        }
        writer.finish(notes)
    }
}

/// What differs between two maps. What is shared is not looked into.
fn differences<'a, K: Ord, R: PartialEq>(
    before: &'a Arc<BTreeMap<K, Arc<R>>>,
    after: &'a Arc<BTreeMap<K, Arc<R>>>,
) -> Vec<Difference<'a, R>> {
    if Arc::ptr_eq(before, after) {
        return Vec::new();
    }
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    let mut found = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return found,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let one = if order.is_le() { old.next() } else { None }.map(|(_, one)| one);
        let other = if order.is_ge() { new.next() } else { None }.map(|(_, one)| one);
        let same = one.zip(other).is_some_and(|(one, other)| Arc::ptr_eq(one, other) || one == other);
        if !same {
            found.push(Difference { before: one, after: other });
        }
    }
}

/// Writes the parts of one change.
struct Writer<'a> {
    connection: &'a Connection,
    entry: &'a Entry,
    revision: i64,
    conflicts: Vec<Item>,
    changed: bool,
}

impl Writer<'_> {
    fn alignment(&mut self, change: Option<(&Alignment, &Alignment)>) -> Result<(), Fault> {
        let Some((before, after)) = change else { return Ok(()) };
        let (chunks, rows) = (chunks::encode(after), after.rows.len() as i64);
        let digest = chunks::digest(&chunks);
        if self.entry.alignment_digest == digest {
            return Ok(());
        }
        let chunks_before = chunks::encode(before);
        if self.entry.alignment_digest != chunks::digest(&chunks_before) {
            self.conflicts.push(Item::Alignment);
            return Ok(());
        }
        self.changed = true;
        alignment::write(self.connection, self.entry.id, &chunks_before, &chunks)?;
        let statement = "UPDATE documents SET alignment_digest = ?, alignment_revision = ?, rows = ? WHERE id = ?";
        self.connection.execute(statement, (digest, self.revision, rows, self.entry.id))?;
        search::realign(self.connection, self.entry.id, before, after)
    }

    /// Writes items of one kind, and says by how many there are more of them.
    fn items<R: Record>(
        &mut self,
        differences: &[Difference<R>],
        name: impl Fn(&R) -> (&str, Item),
    ) -> Result<i64, Fault> {
        let mut more = 0;
        for Difference { before, after } in differences {
            let Some(one) = after.or(*before) else { continue };
            let (name, item) = name(one);
            let stored: Option<R> = items::stored(self.connection, self.entry.id, name)?;
            let is = |wanted: Option<&Arc<R>>| stored.as_ref() == wanted.map(Arc::as_ref);
            if is(*after) {
                continue;
            }
            if !is(*before) {
                self.conflicts.push(item);
                continue;
            }
            self.changed = true;
            more += i64::from(after.is_some()) - i64::from(before.is_some());
            let place = (self.entry.id, self.revision);
            match after {
                Some(after) => items::put(self.connection, place, name, after.as_ref())?,
                None => items::take_away(self.connection, place, R::KIND, name)?,
            }
        }
        Ok(more)
    }

    fn dismiss(&mut self, key: &str, dismissed: bool) -> Result<(), Fault> {
        if items::is_there(self.connection, self.entry.id, items::DISMISSED, key)? == dismissed {
            return Ok(());
        }
        self.changed = true;
        let place = (self.entry.id, self.revision);
        if dismissed {
            items::dismiss(self.connection, place, key)
        } else {
            items::take_away(self.connection, place, items::DISMISSED, key)
        }
    }

    fn finish(self, notes: i64) -> Result<Saved, Fault> {
        let (id, before) = (self.entry.id, self.entry.version);
        if !self.conflicts.is_empty() {
            // What does not collide was written by now, and is not theirs.
            self.connection.execute_batch("ROLLBACK TO before")?;
            let theirs = documents::work(self.connection, id)?;
            let conflict = Conflict { items: self.conflicts, theirs, version: before as u64 };
            return Err(Fault::Conflict(Box::new(conflict)));
        }
        let version = if self.changed { self.revision } else { before };
        let statement = "UPDATE documents SET version = ?, notes = notes + ? WHERE id = ?";
        self.connection.execute(statement, (version, notes, id))?;
        Ok(Saved { version: version as u64, before: before as u64 })
    }
}
