//! Removing documents: to the bin, back, and for good.

use rusqlite::Connection;

use super::{DocumentKey, Fault, Library, LibraryError, search};
use crate::model::Timestamp;

impl Library {
    /// Removes a document to the bin. Nothing of it is lost until the bin is emptied.
    ///
    /// # Errors
    /// When the document is not there, or is in the bin already, or the library cannot be written.
    pub fn remove(&mut self, key: &DocumentKey, now: Timestamp) -> Result<(), LibraryError> {
        self.write(|transaction| {
            let statement = "UPDATE documents SET binned = ? WHERE key = ? AND binned IS NULL";
            found(transaction.execute(statement, (now.0, &*key.0))?, key)
        })
    }

    /// Takes a document out of the bin.
    ///
    /// # Errors
    /// When the document is not in the bin, or the library cannot be written.
    pub fn take_back(&mut self, key: &DocumentKey) -> Result<(), LibraryError> {
        self.write(|transaction| {
            let statement = "UPDATE documents SET binned = NULL WHERE key = ? AND binned IS NOT NULL";
            found(transaction.execute(statement, [&*key.0])?, key)
        })
    }

    /// Deletes what is in the bin for good, with the work on it, and says how many documents that were.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn empty_bin(&mut self) -> Result<usize, LibraryError> {
        let emptied = self.write(|transaction| {
            for document in in_bin(transaction)? {
                search::take_document(transaction, document)?;
            }
            let emptied = transaction.execute("DELETE FROM documents WHERE binned IS NOT NULL", [])?;
            transaction.execute("DELETE FROM blobs WHERE digest NOT IN (SELECT digest FROM document_files)", [])?;
            Ok(emptied)
        })?;
        // The room goes back to the disk if it can be had now; if not, the next documents take it.
        drop(self.connection.execute_batch("PRAGMA incremental_vacuum"));
        Ok(emptied)
    }
}

fn in_bin(connection: &Connection) -> Result<Vec<i64>, Fault> {
    let mut statement = connection.prepare("SELECT id FROM documents WHERE binned IS NOT NULL ORDER BY id")?;
    let documents = statement.query_map([], |row| row.get(0))?;
    Ok(documents.collect::<Result<_, _>>()?)
}

fn found(changed: usize, key: &DocumentKey) -> Result<(), Fault> {
    if changed == 0 { Err(Fault::NoSuchDocument(key.short().to_owned())) } else { Ok(()) }
}
