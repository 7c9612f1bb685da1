//! The footnotes of documents and what is known about them, as the index has them: a row each, in their order.

use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension as _, Row, Statement, params};

use super::texts::Texts;
use crate::library::Fault;
use crate::library::key::digest;
use crate::library::records::{side_name, side_named};
use crate::model::{Detail, DetailKind, Mark, MarkStyle, Note, ReadingText, Side, SideName, Span, Structure};

/// Bits of a row's number that are not the document's.
const OF_NUMBER: u32 = 32;

/// Stores them as those of a document that has none.
pub(super) fn write(connection: &Connection, document: i64, details: &[Detail]) -> Result<(), Fault> {
    let mut statement = connection.prepare("INSERT INTO details VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (nth, Detail { kind, text, mark }) in (0..).zip(details) {
        let (kind, side, label) = parts(kind);
        let (passage, at) = mark.unzip();
        let (start, end) = (at.map(|at| at.start), at.map(|at| at.end));
        let side = side.map(side_name);
        statement.execute(params![row(document, nth), kind, side, label, text, passage, start, end])?;
    }
    Ok(())
}

/// What the table calls a detail, its side, and its label.
fn parts(kind: &DetailKind) -> (&'static str, Option<SideName>, &str) {
    match kind {
        DetailKind::Footnote { side, mark } => ("footnote", Some(*side), mark),
        DetailKind::Record { label } => ("record", None, label),
        DetailKind::Infobox { side, label } => ("infobox", Some(*side), label),
    }
}

/// All that is stored of a document.
pub(super) fn all(connection: &Connection, document: i64) -> Result<Vec<Detail>, Fault> {
    let query = "SELECT kind, side, label, text, passage, mark_start, mark_end FROM details
                 WHERE id BETWEEN ? AND ? ORDER BY id";
    let mut statement = connection.prepare(query)?;
    let rows = rows_of(document);
    let mut rows = statement.query((rows.start(), rows.end()))?;
    let mut details = Vec::new();
    while let Some(row) = rows.next()? {
        details.push(read(row)?);
    }
    Ok(details)
}

/// Reads details one by one.
pub(super) struct Reader<'c>(Statement<'c>);

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, Fault> {
        let query = "SELECT kind, side, label, text, passage, mark_start, mark_end FROM details WHERE id = ?";
        Ok(Self(connection.prepare(query)?))
    }

    /// One of those of a document, by its number.
    pub(super) fn read(&mut self, document: i64, nth: u32) -> Result<Option<Detail>, Fault> {
        self.0.query_row([row(document, nth)], |row| Ok(read(row))).optional()?.transpose()
    }
}

fn read(row: &Row) -> Result<Detail, Fault> {
    let (kind, side, label): (String, Option<String>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let side = side.as_deref().and_then(side_named);
    let kind = match (kind.as_str(), side) {
        ("footnote", Some(side)) => DetailKind::Footnote { side, mark: label },
        ("record", None) => DetailKind::Record { label },
        ("infobox", Some(side)) => DetailKind::Infobox { side, label },
        _ => return Err(Fault::Damaged(format!("a {kind} for searching is of no side that there is"))),
    };
    let place: (Option<u32>, Option<u32>, Option<u32>) = (row.get(4)?, row.get(5)?, row.get(6)?);
    let mark = match place {
        (Some(passage), Some(start), Some(end)) => Some((passage, Span { start, end })),
        _ => None,
    };
    Ok(Detail { kind, text: row.get(3)?, mark })
}

/// Takes those of a document away.
pub(super) fn remove(connection: &Connection, document: i64) -> Result<(), Fault> {
    let rows = rows_of(document);
    connection.execute("DELETE FROM details WHERE id BETWEEN ? AND ?", (rows.start(), rows.end()))?;
    Ok(())
}

/// What names them.
pub(super) fn name_of(details: &[Detail]) -> String {
    let mut bytes = Vec::new();
    for Detail { kind, text, mark } in details {
        let (kind, side, label) = parts(kind);
        for part in [kind, side.map(side_name).unwrap_or_default(), label, text] {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part.as_bytes());
        }
        let (passage, at) = mark.unwrap_or((u32::MAX, Span::default()));
        bytes.extend([passage, at.start, at.end].map(u32::to_le_bytes).concat());
    }
    digest(&bytes)
}

/// The same in a text whose marks nobody knows: it was read otherwise when it was indexed.
pub(super) fn without_marks(mut details: Vec<Detail>) -> Vec<Detail> {
    for detail in &mut details {
        detail.mark = None;
    }
    details
}

/// The details with the marks of footnotes where they stand once the passages are as a person said.
pub(super) fn laid(mut details: Vec<Detail>, texts: &Texts, structure: &Structure) -> Vec<Detail> {
    let mut document = texts.document(structure);
    for name in SideName::BOTH {
        let side = match name {
            SideName::Source => Some(&mut document.source),
            SideName::Translation => document.translation.as_mut(),
        };
        let Some(side) = side else { continue };
        for (mark, passage, at) in details.iter().filter_map(|detail| footnote_of(detail, name)) {
            let style = MarkStyle::NoteMark { note: side.notes.len() as u32 };
            let text = ReadingText::default();
            side.notes.push(Note { mark: mark.to_owned(), text, marks: Vec::new(), uses: 1 });
            if let Some(passage) = side.passages.get_mut(passage as usize) {
                passage.marks.push(Mark { at, style });
                passage.marks.sort_by_key(|mark| mark.at.start);
            }
        }
    }
    let document = structure.apply(&document);
    for name in SideName::BOTH {
        let marks = document.side(name).map(Side::first_marks).unwrap_or_default();
        let marked = details.iter_mut().filter(|detail| footnote_of(detail, name).is_some());
        for (detail, mark) in marked.zip(marks) {
            detail.mark = mark;
        }
    }
    details
}

/// The mark of a footnote of a side, and where it stands; nothing for any other detail.
fn footnote_of(detail: &Detail, name: SideName) -> Option<(&str, u32, Span)> {
    match &detail.kind {
        DetailKind::Footnote { side, mark } if *side == name => {
            detail.mark.map(|(passage, at)| (mark.as_str(), passage, at))
        }
        _ => None,
    }
}

fn row(document: i64, nth: u32) -> i64 {
    document << OF_NUMBER | i64::from(nth)
}

fn rows_of(document: i64) -> RangeInclusive<i64> {
    row(document, 0)..=row(document, u32::MAX)
}
