//! The reading texts of documents, as the index has them: a row a passage.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension as _, Statement};

use crate::library::Fault;
use crate::library::key::digest;
use crate::model::{Alignment, Document, SideName, fits_texts};

/// Bits of a row's number that are not the document's; the first of them is the side's.
const OF_PASSAGE: u32 = 32;

/// All reading texts of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Texts {
    /// Passages of the source and of the translation.
    sides: [Vec<String>; 2],
}

impl Texts {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            sides: SideName::BOTH.map(|side| {
                let passages = document.side(side).map_or(&[][..], |side| &side.passages);
                passages.iter().map(|passage| passage.text.text().to_owned()).collect()
            }),
        }
    }

    /// What is stored of a document.
    pub(super) fn read(connection: &Connection, document: i64) -> Result<Self, Fault> {
        let mut texts = Self::default();
        let mut statement = connection.prepare("SELECT id, text FROM passages WHERE id BETWEEN ? AND ? ORDER BY id")?;
        let rows = rows_of(document);
        let mut rows = statement.query((rows.start(), rows.end()))?;
        while let Some(row) = rows.next()? {
            let in_translation = row.get::<_, i64>(0)? >> (OF_PASSAGE - 1) & 1 == 1;
            texts.sides[usize::from(in_translation)].push(row.get(1)?);
        }
        Ok(texts)
    }

    /// Stores them as those of a document that has none.
    pub(super) fn write(&self, connection: &Connection, document: i64) -> Result<(), Fault> {
        let mut statement = connection.prepare("INSERT INTO passages VALUES (?, ?)")?;
        for side in SideName::BOTH {
            for (nth, text) in (0..).zip(self.side(side)) {
                statement.execute((row(document, side, nth), text))?;
            }
        }
        Ok(())
    }

    /// The passages of a side.
    pub(super) fn side(&self, side: SideName) -> &[String] {
        &self.sides[usize::from(side == SideName::Translation)]
    }

    /// The reading text of a passage.
    pub(super) fn passage(&self, side: SideName, nth: u32) -> Option<&str> {
        self.side(side).get(nth as usize).map(String::as_str)
    }

    /// Whether an alignment is one of these texts.
    pub(super) fn fit(&self, alignment: &Alignment) -> bool {
        fits_texts(&self.sides[0], &self.sides[1], alignment)
    }

    /// What names them.
    pub(super) fn digest(&self) -> String {
        let mut bytes = Vec::new();
        for side in &self.sides {
            bytes.extend((side.len() as u64).to_le_bytes());
            for text in side {
                bytes.extend((text.len() as u64).to_le_bytes());
                bytes.extend(text.as_bytes());
            }
        }
        digest(&bytes)
    }
}

/// Takes the texts of a document away.
pub(super) fn remove(connection: &Connection, document: i64) -> Result<(), Fault> {
    let rows = rows_of(document);
    connection.execute("DELETE FROM passages WHERE id BETWEEN ? AND ?", (rows.start(), rows.end()))?;
    Ok(())
}

/// Texts of a document that are read when they are asked for: of a long one few are.
pub(super) struct SomeTexts<'c> {
    document: i64,
    statement: Statement<'c>,
    read: BTreeMap<(SideName, u32), String>,
}

impl<'c> SomeTexts<'c> {
    pub(super) fn new(connection: &'c Connection, document: i64) -> Result<Self, Fault> {
        let statement = connection.prepare("SELECT text FROM passages WHERE id = ?")?;
        Ok(Self { document, statement, read: BTreeMap::new() })
    }

    /// Goes on with another document.
    pub(super) fn turn_to(&mut self, document: i64) {
        self.document = document;
        self.read.clear();
    }

    /// Reads the text of a passage, if it was not read before.
    pub(super) fn need(&mut self, side: SideName, nth: u32) -> Result<(), Fault> {
        if self.read.contains_key(&(side, nth)) {
            return Ok(());
        }
        let found = self.statement.query_row([row(self.document, side, nth)], |row| row.get(0)).optional()?;
        if let Some(text) = found {
            self.read.insert((side, nth), text);
        }
        Ok(())
    }

    /// The reading text of a passage that was asked for.
    pub(super) fn passage(&self, side: SideName, nth: u32) -> Option<&str> {
        self.read.get(&(side, nth)).map(String::as_str)
    }
}

fn row(document: i64, side: SideName, nth: u32) -> i64 {
    document << OF_PASSAGE | i64::from(side == SideName::Translation) << (OF_PASSAGE - 1) | i64::from(nth)
}

fn rows_of(document: i64) -> RangeInclusive<i64> {
    document << OF_PASSAGE..=(document << OF_PASSAGE) + ((1 << OF_PASSAGE) - 1)
}
