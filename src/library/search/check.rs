//! Whether the index holds what it should: every word of every text at its place, and nothing else.
//!
//! That it is sound in itself is a part of SQLite's own check of the file.

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};

use rusqlite::Connection;
use rustc_hash::FxHasher;

use super::index::each_row;
use super::slot::document_of;
use super::texts::Texts;
use super::{Fault, Indexed, details, indexed};

/// Has FTS5 look at the index anew before it checks it: its check trusts what it remembers of the index, though another
/// connection may have changed that since, and only opening a cursor makes it look (SQLite 3.54).
pub(in crate::library) fn look_anew(connection: &Connection) -> Result<(), Fault> {
    connection.prepare("SELECT rowid FROM search LIMIT 1")?.exists([])?;
    Ok(())
}

/// What the index holds, as sums over the words of each row, until a document is found to have them.
pub(in crate::library) struct Check {
    rows: BTreeMap<i64, u64>,
}

impl Check {
    /// Reads all of the index. The table that shows its words is one of this connection alone.
    pub(in crate::library) fn new(connection: &Connection) -> Result<Self, Fault> {
        connection.execute_batch("CREATE VIRTUAL TABLE temp.searched USING fts5vocab(main, search, instance)")?;
        let rows = read(connection);
        connection.execute_batch("DROP TABLE temp.searched")?;
        Ok(Self { rows: rows? })
    }

    /// What is wrong with what the index holds of a document. A document that is not in it yet has nothing wrong, and
    /// no more has one whose details are not.
    pub(in crate::library) fn document(
        &mut self,
        connection: &Connection,
        document: i64,
    ) -> Result<Vec<String>, Fault> {
        let Indexed { texts: Some(stored), details: stored_details } = indexed(connection, document)? else {
            return Ok(Vec::new());
        };
        let mut problems = Vec::new();
        let texts = Texts::read(connection, document)?;
        if texts.digest() != stored {
            problems.push("its texts for searching are not those that were read".to_owned());
        }
        let details = match stored_details.as_ref().map(|_| details::all(connection, document)) {
            Some(Err(Fault::Damaged(what))) => return Ok(vec![what]),
            Some(details) => details?,
            None => Vec::new(),
        };
        if stored_details.is_some_and(|stored| details::name_of(&details) != stored) {
            problems.push("its footnotes and metadata for searching are not those that were read".to_owned());
        }
        let mut missing = 0;
        each_row(connection, document, (&texts, &details), &mut |slot, words| {
            let row = slot.row(document);
            let expected = words
                .split_ascii_whitespace()
                .zip(0..)
                .fold(0, |sum: u64, (word, at)| sum.wrapping_add(number(word, at)));
            missing += usize::from(self.rows.remove(&row).unwrap_or_default() != expected);
            Ok(())
        })?;
        if missing > 0 {
            problems.push(format!("{missing} of its texts are not in the search index as they are"));
        }
        Ok(problems)
    }
}

/// What the index holds of no text: documents, and how many rows.
pub(in crate::library) fn leftovers(check: &Check) -> Vec<String> {
    let mut left: BTreeMap<i64, usize> = BTreeMap::new();
    for row in check.rows.keys() {
        *left.entry(document_of(*row)).or_default() += 1;
    }
    left.into_iter()
        .map(|(document, rows)| {
            format!("The search index holds {rows} texts of document number {document} that are not there")
        })
        .collect()
}

fn read(connection: &Connection) -> Result<BTreeMap<i64, u64>, Fault> {
    let mut rows: BTreeMap<i64, u64> = BTreeMap::new();
    let mut statement = connection.prepare("SELECT doc, term, \"offset\" FROM temp.searched")?;
    let mut words = statement.query([])?;
    while let Some(row) = words.next()? {
        let sum = rows.entry(row.get(0)?).or_default();
        *sum = sum.wrapping_add(number(row.get_ref(1)?.as_str()?, row.get(2)?));
    }
    Ok(rows)
}

/// A number for a word at a place. Numbers of the words of a row are added up, in whatever order they come.
fn number(word: &str, at: i64) -> u64 {
    let mut hasher = FxHasher::default();
    (word, at).hash(&mut hasher);
    hasher.finish()
}
