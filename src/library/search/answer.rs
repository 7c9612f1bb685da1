//! The answer to a query: which documents meet it, the best first, and what of them to show.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Statement};

use super::slot::{Slot, document_of};
use super::texts::{SomeTexts, Texts};
use super::{Fault, Found, FoundDocument, Most, details};
use crate::library::records::Record;
use crate::library::{DocumentKey, alignment, items};
use crate::model::search::{
    FootnotePlace, Hit, address_of_target, note_with_place, sentences, sentences_text, sort_written,
};
use crate::model::{Address, Alignment, Annotation, AnnotationId, Detail, Draft, Progress, SideName, SideText, Target};
use crate::text::search::{Finder, Query};

/// Rows of the index that are read between two looks at whether the answer is still wanted.
const ROWS_A_LOOK: usize = 4096;
/// How fast more rows of a document count for less, and how much its length counts (Robertson and Zaragoza 2009, 3.2).
const K1: f64 = 1.2;
const B: f64 = 0.75;

pub(super) fn answer(
    connection: &Connection,
    query: &Query,
    most: Most,
    progress: &Progress,
) -> Result<Option<Found>, Fault> {
    let query_unindexed = "SELECT count(*) FROM documents WHERE details IS NULL AND binned IS NULL";
    let unindexed: i64 = connection.query_row(query_unindexed, [], |row| row.get(0))?;
    let mut found = Found { unindexed: unindexed as usize, ..Found::default() };
    if query.is_empty() {
        return Ok(Some(found));
    }
    let Some(rows) = rows_that_meet(connection, query, progress)? else { return Ok(None) };
    let candidates = ranked(&rows, &shelf(connection)?);
    found.count = candidates.len();
    let mut sources = Sources::new(connection, query)?;
    for candidate in candidates.iter().take(most.documents) {
        if progress.report(0.0).is_err() {
            return Ok(None);
        }
        found.documents.push(Sought::new(&mut sources, candidate)?.document(most.hits)?);
    }
    Ok(Some(found))
}

/// The query as FTS5 has it. Each term is a string of it, and a word holds no quotation mark.
fn expression(query: &Query) -> String {
    let terms: Vec<String> = query.terms().iter().map(|term| format!("\"{}\"", term.join(" "))).collect();
    terms.join(" AND ")
}

/// The rows of the index that meet the query, in order; nothing where nobody wants to know any more.
fn rows_that_meet(connection: &Connection, query: &Query, progress: &Progress) -> Result<Option<Vec<i64>>, Fault> {
    let mut statement = connection.prepare("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid")?;
    let mut rows = statement.query([expression(query)])?;
    let mut met = Vec::new();
    while let Some(row) = rows.next()? {
        if met.len() % ROWS_A_LOOK == 0 && progress.report(0.0).is_err() {
            return Ok(None);
        }
        met.push(row.get_ref(0)?.as_i64()?);
    }
    Ok(Some(met))
}

/// The documents that are not in the bin, with their rows counted, by their numbers.
fn shelf(connection: &Connection) -> Result<Vec<(i64, i64)>, Fault> {
    let mut statement = connection.prepare("SELECT id, rows FROM documents WHERE binned IS NULL")?;
    let documents = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut documents: Vec<(i64, i64)> = documents.collect::<Result<_, _>>()?;
    documents.sort_unstable();
    Ok(documents)
}

/// A document in which something was found.
#[derive(Debug)]
struct Candidate<'a> {
    document: i64,
    /// The rows of the index that meet the query.
    rows: &'a [i64],
    score: f64,
}

/// The documents of the shelf in which something was found, best first.
fn ranked<'a>(rows: &'a [i64], shelf: &[(i64, i64)]) -> Vec<Candidate<'a>> {
    let all: i64 = shelf.iter().map(|(_, rows)| rows).sum();
    let average = (all as f64 / shelf.len().max(1) as f64).max(1.0);
    let mut candidates: Vec<Candidate> = rows
        .chunk_by(|one, next| document_of(*one) == document_of(*next))
        .filter_map(|rows| {
            let document = document_of(*rows.first()?);
            let at = shelf.binary_search_by_key(&document, |(id, _)| *id).ok()?;
            Some(Candidate { document, rows, score: score(rows, shelf[at].1 as f64 / average) })
        })
        .collect();
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
    candidates
}

/// The share of the rows of a document that meet the query, as BM25 has it, for a document that is `length` times as
/// long as others; one more where the title does.
fn score(rows: &[i64], length: f64) -> f64 {
    let title = rows.first().is_some_and(|row| Slot::of_row(*row) == Some(Slot::Title));
    let met = rows.len() as f64 - f64::from(u8::from(title));
    met / (met + K1 * (1.0 - B + B * length)) + f64::from(u8::from(title))
}

/// What hits are made from: all statements are prepared once.
struct Sources<'c, 'q> {
    connection: &'c Connection,
    finder: Finder<'q>,
    names: Statement<'c>,
    alignments: alignment::Reader<'c>,
    texts: SomeTexts<'c>,
    details: details::Reader<'c>,
}

impl<'c, 'q> Sources<'c, 'q> {
    fn new(connection: &'c Connection, query: &'q Query) -> Result<Self, Fault> {
        Ok(Self {
            connection,
            finder: Finder::new(query),
            names: connection.prepare("SELECT key, title FROM documents WHERE id = ?")?,
            alignments: alignment::Reader::new(connection)?,
            texts: SomeTexts::new(connection)?,
            details: details::Reader::new(connection)?,
        })
    }
}

/// A document whose hits are being collected.
struct Sought<'a, 'c, 'q> {
    sources: &'a mut Sources<'c, 'q>,
    candidate: &'a Candidate<'a>,
    alignment: Alignment,
    /// The text of each side, once a note asked for it.
    sides: [Option<SideText>; 2],
    /// All details of a document whose passages a person cut or called otherwise, once one was asked for.
    laid: Option<Vec<Detail>>,
}

impl<'a, 'c, 'q> Sought<'a, 'c, 'q> {
    fn new(sources: &'a mut Sources<'c, 'q>, candidate: &'a Candidate) -> Result<Self, Fault> {
        let alignment = sources.alignments.read(candidate.document)?;
        sources.texts.turn_to(candidate.document, &alignment.structure)?;
        Ok(Self { sources, candidate, alignment, sides: [None, None], laid: None })
    }

    fn document(mut self, most: usize) -> Result<FoundDocument, Fault> {
        let (key, title): (String, String) =
            self.sources.names.query_row([self.candidate.document], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut hits: Vec<Hit> = Hit::of_title(&mut self.sources.finder, &title).into_iter().collect();
        // What people wrote, and what stands beside the text, is little, and is not to be crowded out by the text.
        let written = self.written_hits(most / 2)?;
        let room = most.saturating_sub(hits.len() + written.len());
        let details = self.detail_hits((room / 3).max(room.saturating_sub(self.many_in_text())))?;
        hits.extend(self.text_hits(room.saturating_sub(details.len()))?);
        hits.extend(details);
        hits.extend(written);
        let more = self.candidate.rows.len().saturating_sub(hits.len());
        Ok(FoundDocument { key: DocumentKey(key.into()), title, hits, more })
    }

    /// Hits in the text, in its order.
    fn text_hits(&mut self, most: usize) -> Result<Vec<Hit>, Fault> {
        let Sources { finder, texts, .. } = &mut *self.sources;
        let mut hits = Vec::new();
        for (nth, bead) in self.alignment.beads.iter().enumerate() {
            if hits.len() == most {
                return Ok(hits);
            }
            if self.candidate.rows.binary_search(&Slot::of_bead(bead).row(self.candidate.document)).is_err() {
                continue;
            }
            let both = SideName::BOTH.map(|side| (side, sentences(&self.alignment, bead, side)));
            for (side, sentence) in both.iter().flat_map(|(side, all)| all.iter().map(move |one| (*side, one))) {
                texts.need(side, sentence.passage)?;
            }
            let [source, translation] =
                both.map(|(side, sentences)| sentences_text(sentences, |nth| texts.passage(side, nth)));
            hits.extend(Hit::of_pair(finder, self.alignment.address(nth), source, translation));
        }
        for row in self.candidate.rows {
            let Some(Slot::Passage(side, nth)) = Slot::of_row(*row).filter(|_| hits.len() < most) else { continue };
            texts.need(side, nth)?;
            let row = self.alignment.row_of_passage(side, nth as usize).and_then(|row| self.alignment.rows.get(row));
            let address = row.map(|row| Address { row: row.number, pair: None });
            let text = texts.passage(side, nth).unwrap_or_default();
            hits.extend(Hit::of_passage(finder, address, side, text));
        }
        Ok(hits)
    }

    /// How many rows of the text meet the query.
    fn many_in_text(&self) -> usize {
        let is_text = |row: &&i64| matches!(Slot::of_row(**row), Some(Slot::Pair(..) | Slot::Passage(..)));
        self.candidate.rows.iter().filter(is_text).count()
    }

    /// Footnotes and what is known, in their order.
    fn detail_hits(&mut self, most: usize) -> Result<Vec<Hit>, Fault> {
        let numbers = self.candidate.rows.iter().filter_map(|row| match Slot::of_row(*row) {
            Some(Slot::Detail(nth)) => Some(nth),
            _ => None,
        });
        let mut hits = Vec::new();
        for nth in numbers.take(most) {
            let Some(detail) = self.detail(nth)? else { continue };
            let Some(mut hit) = Hit::of_detail(&mut self.sources.finder, &detail) else { continue };
            if let Some(FootnotePlace { bead, side, passage, at }) = FootnotePlace::of(&self.alignment, &detail) {
                let texts = &mut self.sources.texts;
                let sentences = sentences(&self.alignment, &self.alignment.beads[bead], side);
                for sentence in sentences {
                    texts.need(side, sentence.passage)?;
                }
                let sentence = sentences_text(sentences, |nth| texts.passage(side, nth));
                let mark = texts.passage(side, passage).and_then(|text| at.of(text));
                hit.place_footnote(self.alignment.address(bead), sentence, mark);
            }
            hits.push(hit);
        }
        Ok(hits)
    }

    /// A detail by its number, its mark where the alignment has it.
    fn detail(&mut self, nth: u32) -> Result<Option<Detail>, Fault> {
        let (connection, document) = (self.sources.connection, self.candidate.document);
        if self.alignment.structure.is_empty() {
            return self.sources.details.read(document, nth);
        }
        if self.laid.is_none() {
            let texts = Texts::read(connection, document)?;
            self.laid = Some(details::laid(details::all(connection, document)?, &texts, &self.alignment.structure));
        }
        Ok(self.laid.as_ref().and_then(|all| all.get(nth as usize)).cloned())
    }

    /// Notes and drafts, in the order of the places they are about.
    fn written_hits(&mut self, most: usize) -> Result<Vec<Hit>, Fault> {
        let rows = self.candidate.rows.iter().filter_map(|row| match Slot::of_row(*row) {
            Some(Slot::Item(id)) => Some(id),
            _ => None,
        });
        let mut hits = Vec::new();
        for id in rows.take(most) {
            hits.extend(self.written_hit(id)?);
        }
        sort_written(&mut hits);
        Ok(hits)
    }

    fn written_hit(&mut self, id: i64) -> Result<Option<Hit>, Fault> {
        let query = "SELECT kind, name, body FROM items WHERE id = ? AND body IS NOT NULL";
        let found: Option<(String, String, String)> = self
            .sources
            .connection
            .query_row(query, [id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((kind, name, body)) = found else { return Ok(None) };
        if kind == Draft::KIND {
            let draft: Draft = items::read(&name, &body)?;
            let address = self.address(Some(&draft.target))?;
            return Ok(Hit::of_draft(&mut self.sources.finder, address, &draft));
        }
        let note: Arc<Annotation> = Arc::new(items::read(&name, &body)?);
        let (connection, document) = (self.sources.connection, self.candidate.document);
        let find = |id: &AnnotationId| Ok::<_, Fault>(items::stored(connection, document, &id.0)?.map(Arc::new));
        let placed = note_with_place(note.clone(), find)?;
        let address = self.address(placed.targets.first())?;
        Ok(Hit::of_note(&mut self.sources.finder, address, &note))
    }

    fn address(&mut self, target: Option<&Target>) -> Result<Option<Address>, Fault> {
        let Some(target) = target else { return Ok(None) };
        let nth = usize::from(target.side == SideName::Translation);
        if self.sides[nth].is_none() {
            let texts = Texts::read(self.sources.connection, self.candidate.document)?;
            self.sides[nth] = texts.side_text(target.side, &self.alignment.structure);
        }
        Ok(self.sides[nth].as_ref().and_then(|side| address_of_target(&self.alignment, target, side)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_syntax() {
        for (typed, expected) in [
            ("边界 borders", r#""边 界" AND "border""#),
            (r#""边界" OR "x*" NEAR(a, 2)"#, r#""边 界" AND "or" AND "x" AND "near a" AND "2""#),
            ("words : 界 ^ - + {", r#""word" AND "界""#),
            ("\u{202e}💥\"\"\"", ""),
        ] {
            assert_eq!(expression(&Query::new(typed)), expected, "{typed}");
        }
    }

    #[test]
    fn a_title_goes_first_and_then_the_greater_part() {
        let pairs = |document, many: u32| (0..many).map(move |nth| Slot::Pair(SideName::Source, nth).row(document));
        let rows: Vec<i64> = [Slot::Title.row(1)]
            .into_iter()
            .chain(pairs(2, 9))
            .chain(pairs(3, 9))
            .chain(pairs(4, 8))
            .chain(pairs(5, 99))
            .chain([Slot::Title.row(6), Slot::Item(7).row(6)])
            .collect();
        // The fifth is in the bin.
        let shelf = [(1, 10), (2, 1000), (3, 10), (4, 10), (6, 10), (7, 0)];
        let order: Vec<i64> = ranked(&rows, &shelf).iter().map(|one| one.document).collect();
        assert_eq!(order, [6, 1, 3, 4, 2]);
        assert!(ranked(&[], &[]).is_empty());
    }
}
