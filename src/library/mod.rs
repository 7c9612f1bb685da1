//! The library: one SQLite file that holds documents, the work on them, and the index that searches them.
//!
//! Invariants. What a call acknowledged is on the disk: every change is one transaction, synced before the call returns.
//! Nobody's work is overwritten unseen: a save writes only what differs, and only where the library still holds what the
//! caller started from (`save`). A file that is no library is never written to (`header`).
//!
//! It may not parse or align: bytes, documents and work come in as values, and so does the time.

mod alignment;
mod backup;
mod bin;
mod changes;
mod chunks;
mod create;
mod documents;
mod error;
mod header;
mod items;
mod key;
mod list;
mod open;
mod place;
mod records;
mod restore;
#[cfg(test)]
mod samples;
mod save;
mod schema;
mod search;
mod structure;
#[cfg(test)]
mod tests;
mod verify;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use backup::{BackedUp, DAYS_KEPT, backup_folder};
pub use changes::Changes;
pub use documents::{NewDocument, Stored};
pub use error::{Conflict, Fault, Item, LibraryError};
pub use key::{DocumentKey, FileRole, StoredFile};
pub use list::Listed;
pub use open::Access;
pub use place::StoredPlace;
pub use restore::restore_library;
pub use save::Saved;
pub use search::{Found, FoundDocument, Most};
pub use verify::Verified;

use header::FileIdentity;

/// An open library. Reading takes `&self`, writing `&mut self`; each call is one transaction.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
    /// Which file was opened, to see that it is still the one at `path`.
    identity: Option<FileIdentity>,
    access: Access,
    /// SQLite's count of the changes that others made, when it was last looked at.
    seen: i64,
}

impl Library {
    /// Where its file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How it was opened.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Whether it can only be read. Every change is refused then.
    pub fn is_read_only(&self) -> bool {
        self.access != Access::Shared
    }

    /// Reads in one transaction, so that what belongs together comes from one moment.
    fn read<T>(&self, look: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, LibraryError> {
        let read = || {
            let transaction = self.connection.unchecked_transaction()?;
            look(&transaction)
        };
        read().map_err(|fault| self.error(fault))
    }

    /// Changes in one transaction that is on the disk when this returns, or not done at all.
    fn write<T>(&mut self, change: impl FnOnce(&Transaction) -> Result<T, Fault>) -> Result<T, LibraryError> {
        self.try_write(change).map_err(|fault| self.error(fault))
    }

    fn try_write<T>(&mut self, change: impl FnOnce(&Transaction) -> Result<T, Fault>) -> Result<T, Fault> {
        self.access.check()?;
        self.check_place()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = change(&transaction)?;
        transaction.commit()?;
        // A file whose folder was removed meanwhile took the change and will never be found again.
        self.check_place()?;
        Ok(done)
    }

    /// That the file that was opened is still the one at its path.
    fn check_place(&self) -> Result<(), Fault> {
        if header::identity(&self.path) == self.identity { Ok(()) } else { Err(Fault::Gone) }
    }

    fn error(&self, fault: Fault) -> LibraryError {
        LibraryError { path: self.path.clone(), fault }
    }
}
