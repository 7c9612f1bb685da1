//! The reading texts of documents, as the index has them: a row a passage.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Statement};

use crate::library::Fault;
use crate::library::key::digest;
use crate::model::{
    Alignment, Document, DocumentKind, Furniture, FurnitureKind, Passage, PassageKind, Place, ReadingText, Side,
    SideName, SideStructure, SideText, SourceText, Span, Structure, fits_texts,
};
use crate::text::Language;

/// Bits of a row's number that are not the document's; the first of them is the side's.
const OF_PASSAGE: u32 = 32;
/// More pieces of furniture than a side has. A library that speaks of more is damaged, and may not cost all memory.
const MOST_FURNITURE: u32 = 1 << 20;

/// All reading texts of a document, as its importer read them. Where a person cut passages, or said what is text, those
/// of the alignment are others: they follow from its structure.
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

    /// The texts of the passages that come of these by what a person said of them.
    pub(super) fn laid(&self, structure: &Structure) -> Cow<'_, Self> {
        if structure.is_empty() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self::of(&structure.apply(&self.document(structure))))
    }

    /// The document as far as its texts are known: its passages, and of its furniture what a person called text.
    pub(super) fn document(&self, structure: &Structure) -> Document {
        let side = |name| read_side(self.side(name), structure.side(name));
        let has_translation = !self.side(SideName::Translation).is_empty();
        Document::new(
            DocumentKind::Plain,
            "",
            side(SideName::Source),
            has_translation.then(|| side(SideName::Translation)),
        )
    }

    /// The text of a side as selectors count it.
    pub(super) fn side_text(&self, name: SideName, structure: &Structure) -> Option<SideText> {
        structure.apply(&self.document(structure)).side(name).map(SideText::new)
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

/// A side that has these texts.
fn read_side(texts: &[String], structure: &SideStructure) -> Side {
    let passage = |text: &String| {
        let mut reading = ReadingText::default();
        reading.push_replacement(text, Span::default());
        Passage::new(PassageKind::Paragraph, reading)
    };
    let returned = structure.returned.range(..MOST_FURNITURE);
    let place = Place { passage: 0, offset: 0 };
    let nothing = Furniture { kind: FurnitureKind::Other, text: String::new(), source: Span::default(), place };
    let mut furniture = vec![nothing; returned.clone().last().map_or(0, |(nth, _)| *nth as usize + 1)];
    for (nth, one) in returned {
        let furniture = &mut furniture[*nth as usize];
        (furniture.text, furniture.place) = (one.words.clone(), one.place);
    }
    let source = Arc::new(SourceText::new("", ""));
    Side { passages: texts.iter().map(passage).collect(), furniture, ..Side::empty(Language::Chinese, source) }
}

/// Takes the texts of a document away.
pub(super) fn remove(connection: &Connection, document: i64) -> Result<(), Fault> {
    let rows = rows_of(document);
    connection.execute("DELETE FROM passages WHERE id BETWEEN ? AND ?", (rows.start(), rows.end()))?;
    Ok(())
}

/// Texts of a document that are read when they are asked for: of a long one few are.
pub(super) struct SomeTexts<'c> {
    connection: &'c Connection,
    document: i64,
    statement: Statement<'c>,
    read: BTreeMap<(SideName, u32), String>,
}

impl<'c> SomeTexts<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, Fault> {
        let statement = connection.prepare("SELECT text FROM passages WHERE id = ?")?;
        Ok(Self { connection, document: 0, statement, read: BTreeMap::new() })
    }

    /// Goes on with another document, whose passages are as `structure` says.
    pub(super) fn turn_to(&mut self, document: i64, structure: &Structure) -> Result<(), Fault> {
        self.document = document;
        self.read.clear();
        if !structure.is_empty() {
            // They are not stored so, and what each of them is made of follows from all.
            let texts = Texts::read(self.connection, document)?.laid(structure).into_owned();
            for (side, texts) in SideName::BOTH.into_iter().zip(texts.sides) {
                self.read.extend((0..).zip(texts).map(|(nth, text)| ((side, nth), text)));
            }
        }
        Ok(())
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
