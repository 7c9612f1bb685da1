//! What is in the index, and keeping it so: each change in the transaction of what it follows from.

use rusqlite::{Connection, Statement};

use super::slot::{Slot, beads_by_slot, detail_rows_of, passage_rows_of, rows_of, text_rows_of};
use super::texts::{self, SomeTexts, Texts};
use super::{Fault, details, is_indexed};
use crate::library::records::Record;
use crate::library::{alignment, items};
use crate::model::search::{sentences, sentences_text};
use crate::model::{Alignment, Annotation, Bead, Detail, Document, Draft, SideName};
use crate::text::search::Reader;

/// Stands between the words of the two sides of a pair, so that no run of words reaches from one into the other. No text
/// has it as a word.
const BETWEEN_SIDES: &str = "¶";

/// The table, to be written to.
struct Writer<'c> {
    document: i64,
    put: Statement<'c>,
    take: Statement<'c>,
}

impl<'c> Writer<'c> {
    fn new(connection: &'c Connection, document: i64) -> Result<Self, Fault> {
        let put = connection.prepare("INSERT OR REPLACE INTO search (rowid, words) VALUES (?, ?)")?;
        let take = connection.prepare("DELETE FROM search WHERE rowid = ?")?;
        Ok(Self { document, put, take })
    }

    /// Writes the words of a text in the place of those that were there. A text without words has no row.
    fn put(&mut self, slot: Slot, words: &str) -> Result<(), Fault> {
        if words.is_empty() {
            return self.take(slot);
        }
        self.put.execute((slot.row(self.document), words))?;
        Ok(())
    }

    fn take(&mut self, slot: Slot) -> Result<(), Fault> {
        self.take.execute([slot.row(self.document)])?;
        Ok(())
    }
}

/// Puts all of a document into the index, in the place of what that had of it: its texts and details as they were read,
/// and what the library has of its title, alignment, notes and drafts.
pub(in crate::library) fn put_document(connection: &Connection, document: i64, parsed: &Document) -> Result<(), Fault> {
    take_document(connection, document)?;
    let texts = Texts::of(parsed);
    texts.write(connection, document)?;
    let mut writer = Writer::new(connection, document)?;
    each_row(connection, document, (&texts, &[]), &mut |slot, words| writer.put(slot, words))?;
    connection.execute("UPDATE documents SET texts = ? WHERE id = ?", (texts.digest(), document))?;
    put_details(connection, document, &parsed.details())
}

/// Puts the details of a document that is in the index into it, in the place of those that it had.
pub(super) fn put_details(connection: &Connection, document: i64, details: &[Detail]) -> Result<(), Fault> {
    let rows = detail_rows_of(document);
    connection.execute("DELETE FROM search WHERE rowid BETWEEN ? AND ?", (rows.start(), rows.end()))?;
    details::remove(connection, document)?;
    details::write(connection, document, details)?;
    let mut writer = Writer::new(connection, document)?;
    each_detail(details, &mut Reader::default(), &mut |slot, words| writer.put(slot, words))?;
    connection.execute("UPDATE documents SET details = ? WHERE id = ?", (details::name_of(details), document))?;
    Ok(())
}

/// Takes all of a document out of the index.
pub(in crate::library) fn take_document(connection: &Connection, document: i64) -> Result<(), Fault> {
    let rows = rows_of(document);
    connection.execute("DELETE FROM search WHERE rowid BETWEEN ? AND ?", (rows.start(), rows.end()))?;
    connection.execute("UPDATE documents SET texts = NULL, details = NULL WHERE id = ?", [document])?;
    details::remove(connection, document)?;
    texts::remove(connection, document)
}

/// Brings the index in step with another alignment of a document, which is stored by now.
pub(in crate::library) fn realign(
    connection: &Connection,
    document: i64,
    before: &Alignment,
    after: &Alignment,
) -> Result<(), Fault> {
    if !is_indexed(connection, document)? {
        return Ok(());
    }
    let same_sentences = before.source == after.source && before.translation == after.translation;
    if same_sentences && covers_the_same(before, after) && !is_by_passages(connection, document)? {
        return put_changed_pairs(connection, document, before, after);
    }
    let rows = text_rows_of(document);
    connection.execute("DELETE FROM search WHERE rowid BETWEEN ? AND ?", (rows.start(), rows.end()))?;
    let texts = Texts::read(connection, document)?;
    let mut writer = Writer::new(connection, document)?;
    each_text(&texts, after, &mut Reader::default(), &mut |slot, words| writer.put(slot, words))
}

/// Whether the beads of both hold all sentences: then where one is right, so is the other.
fn covers_the_same(before: &Alignment, after: &Alignment) -> bool {
    let count = |alignment: &Alignment| {
        let beads = alignment.beads.iter();
        beads.fold((0, 0), |(source, translation), bead| {
            (source + bead.source.len(), translation + bead.translation.len())
        })
    };
    count(before) == count(after)
}

/// Whether the texts of a document stand in the index by passages, because its alignment was not one of them.
fn is_by_passages(connection: &Connection, document: i64) -> Result<bool, Fault> {
    let rows = passage_rows_of(document);
    let mut statement = connection.prepare("SELECT 1 FROM search WHERE rowid BETWEEN ? AND ? LIMIT 1")?;
    Ok(statement.exists((rows.start(), rows.end()))?)
}

fn put_changed_pairs(
    connection: &Connection,
    document: i64,
    before: &Alignment,
    after: &Alignment,
) -> Result<(), Fault> {
    let (old, new) = (beads_by_slot(before), beads_by_slot(after));
    let mut writer = Writer::new(connection, document)?;
    let mut texts = SomeTexts::new(connection)?;
    texts.turn_to(document, &after.structure)?;
    let mut words = Reader::default();
    let in_list = |list: &[(Slot, &Bead)], slot: Slot| list.binary_search_by_key(&slot, |(slot, _)| *slot).ok();
    for (slot, _) in old.iter().filter(|(slot, _)| in_list(&new, *slot).is_none()) {
        writer.take(*slot)?;
    }
    for (slot, bead) in new {
        let same = |old: &Bead| (old.source, old.translation) == (bead.source, bead.translation);
        if in_list(&old, slot).is_some_and(|at| same(old[at].1)) {
            continue;
        }
        for side in SideName::BOTH {
            for sentence in sentences(after, bead, side) {
                texts.need(side, sentence.passage)?;
            }
        }
        writer.put(slot, &pair_words(&mut words, after, bead, |side, nth| texts.passage(side, nth)))?;
    }
    Ok(())
}

/// Brings the index in step with a note or draft that was written: `id` is its row in the table of items.
pub(in crate::library) fn put_item(connection: &Connection, document: i64, id: i64, text: &str) -> Result<(), Fault> {
    if !is_indexed(connection, document)? {
        return Ok(());
    }
    Writer::new(connection, document)?.put(Slot::Item(id), &joined(&mut Reader::default(), text))
}

/// Brings the index in step with a note or draft that was removed.
pub(in crate::library) fn take_item(connection: &Connection, document: i64, id: i64) -> Result<(), Fault> {
    Writer::new(connection, document)?.take(Slot::Item(id))
}

/// Gives every row that the index has of a document that is in it: what it is, and its words.
pub(super) fn each_row(
    connection: &Connection,
    document: i64,
    (texts, details): (&Texts, &[Detail]),
    put: &mut impl FnMut(Slot, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let title: String =
        connection.query_row("SELECT title FROM documents WHERE id = ?", [document], |row| row.get(0))?;
    let mut words = Reader::default();
    put(Slot::Title, &joined(&mut words, &title))?;
    each_text(texts, &alignment::read(connection, document)?, &mut words, put)?;
    let query = "SELECT id, kind, name, body FROM items WHERE document = ? AND body IS NOT NULL ORDER BY id";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([document])?;
    while let Some(row) = rows.next()? {
        let (id, kind, name, body): (i64, String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let text = match kind.as_str() {
            Annotation::KIND => items::read::<Annotation>(&name, &body)?.searched(),
            Draft::KIND => items::read::<Draft>(&name, &body)?.searched(),
            _ => continue,
        };
        put(Slot::Item(id), &joined(&mut words, &text))?;
    }
    each_detail(details, &mut words, put)
}

/// Gives the rows of footnotes and of what is known.
fn each_detail(
    details: &[Detail],
    words: &mut Reader,
    put: &mut impl FnMut(Slot, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    for (nth, detail) in (0..).zip(details) {
        put(Slot::Detail(nth), &joined(words, &detail.text))?;
    }
    Ok(())
}

/// Gives the rows of the reading texts: pairs, or passages where the alignment is not one of the texts.
fn each_text(
    texts: &Texts,
    alignment: &Alignment,
    words: &mut Reader,
    put: &mut impl FnMut(Slot, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let texts = texts.laid(&alignment.structure);
    if texts.fit(alignment) {
        for bead in &alignment.beads {
            let pair = pair_words(words, alignment, bead, |side, nth| texts.passage(side, nth));
            put(Slot::of_bead(bead), &pair)?;
        }
        return Ok(());
    }
    for side in SideName::BOTH {
        for (nth, text) in (0..).zip(texts.side(side)) {
            put(Slot::Passage(side, nth), &joined(words, text))?;
        }
    }
    Ok(())
}

/// The words of a pair; nothing where neither side has any.
fn pair_words<'a>(
    words: &mut Reader,
    alignment: &Alignment,
    bead: &Bead,
    passage: impl Fn(SideName, u32) -> Option<&'a str>,
) -> String {
    let [source, translation] = SideName::BOTH
        .map(|side| joined(words, &sentences_text(sentences(alignment, bead, side), |nth| passage(side, nth))));
    match (source.is_empty(), translation.is_empty()) {
        (_, true) => source,
        (true, false) => translation,
        (false, false) => format!("{source} {BETWEEN_SIDES} {translation}"),
    }
}

/// The words of a text as a row of the index has them.
fn joined(words: &mut Reader, text: &str) -> String {
    let mut joined = String::with_capacity(text.len() * 2);
    words.each(text, |word, _| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    });
    joined
}
