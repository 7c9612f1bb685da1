//! The alignment of a document in its table of chunks.

use rusqlite::{Connection, Statement, params};

use super::Fault;
use super::chunks::{self, Chunk};
use crate::model::Alignment;

/// Reads alignments, one after the other.
pub(super) struct Reader<'c>(Statement<'c>);

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, Fault> {
        let query = "SELECT part, nth, body FROM alignment_chunks WHERE document = ? ORDER BY part, nth";
        Ok(Self(connection.prepare(query)?))
    }

    /// The alignment of a document.
    pub(super) fn read(&mut self, document: i64) -> Result<Alignment, Fault> {
        let chunks = self.stored(document)?;
        chunks::decode(chunks.iter().map(|chunk| (chunk.part, chunk.body.as_slice())))
            .ok_or_else(|| Fault::Damaged("an alignment makes no sense".to_owned()))
    }

    fn stored(&mut self, document: i64) -> Result<Vec<Chunk>, Fault> {
        let chunks =
            self.0.query_map([document], |row| Ok(Chunk { part: row.get(0)?, nth: row.get(1)?, body: row.get(2)? }))?;
        Ok(chunks.collect::<Result<_, _>>()?)
    }
}

/// The alignment of a document.
pub(super) fn read(connection: &Connection, document: i64) -> Result<Alignment, Fault> {
    Reader::new(connection)?.read(document)
}

/// The chunks of a document's alignment as they stand there, in order.
pub(super) fn stored(connection: &Connection, document: i64) -> Result<Vec<Chunk>, Fault> {
    Reader::new(connection)?.stored(document)
}

/// Writes what of `after` differs from `before`, which is what is stored.
pub(super) fn write(connection: &Connection, document: i64, before: &[Chunk], after: &[Chunk]) -> Result<(), Fault> {
    let (changed, gone) = chunks::differences(before, after);
    for (part, nth) in gone {
        let statement = "DELETE FROM alignment_chunks WHERE document = ? AND part = ? AND nth = ?";
        connection.execute(statement, (document, part, nth))?;
    }
    let mut statement = connection.prepare("INSERT OR REPLACE INTO alignment_chunks VALUES (?, ?, ?, ?)")?;
    for chunk in changed {
        statement.execute(params![document, chunk.part, chunk.nth, chunk.body])?;
    }
    Ok(())
}
