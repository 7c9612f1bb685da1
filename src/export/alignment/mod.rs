//! How the sides of a document meet: as a table, as JSON, and as the beads that aligners are measured by.
//!
//! The text of a row of several passages is their texts with a line end between them; each line end belongs to the
//! sentence before it, so that the sentences of a row, end to end, are its text.

mod beads;
mod json;
mod tsv;

pub use beads::{beads, passage_beads, segment_beads};
pub use json::json;
pub use tsv::{sentences_tsv, tsv};

use crate::model::{Alignment, Bead, Document, Pairing, Row, Segment, Side, SideName};

/// The text of one side of a row; empty where the row has none there.
fn row_text(document: &Document, row: &Row, name: SideName) -> String {
    let Some(side) = document.side(name) else { return String::new() };
    let passages = side.passages.get(row.part(name).range()).unwrap_or_default();
    passages.iter().map(|passage| passage.text.text()).collect::<Vec<_>>().join("\n")
}

/// The text of one side of a sentence bead of `row`; empty where the bead has none there.
fn bead_text(document: &Document, alignment: &Alignment, row: &Row, bead: &Bead, name: SideName) -> String {
    let Some(side) = document.side(name) else { return String::new() };
    let segments = alignment.segments(name).get(bead.part(name).range());
    let last_passage = row.part(name).end;
    let mut text = String::new();
    for segment in segments.unwrap_or_default() {
        text.push_str(segment_text(side, segment));
        if ends_passage(side, segment) && segment.passage + 1 < last_passage {
            text.push('\n');
        }
    }
    text
}

fn segment_text<'a>(side: &'a Side, segment: &Segment) -> &'a str {
    let passage = side.passages.get(segment.passage as usize);
    passage.and_then(|passage| segment.at.of(passage.text.text())).unwrap_or_default()
}

fn ends_passage(side: &Side, segment: &Segment) -> bool {
    let passage = side.passages.get(segment.passage as usize);
    passage.is_some_and(|passage| passage.text.text().len() == segment.at.end as usize)
}

/// Which sides a sentence bead has.
fn bead_pairing(bead: &Bead) -> Pairing {
    match (bead.source.is_empty(), bead.translation.is_empty()) {
        (false, true) => Pairing::SourceOnly,
        (true, _) => Pairing::TranslationOnly,
        (false, false) => Pairing::Paired,
    }
}

/// The sentence beads of a row.
fn beads_of<'a>(alignment: &'a Alignment, row: &Row) -> &'a [Bead] {
    alignment.beads.get(row.beads.range()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
