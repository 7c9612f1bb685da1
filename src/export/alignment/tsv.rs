//! An alignment as a table: a header line, then a row or a sentence pair a line, its fields parted by tabs.

use std::fmt::Display;

use super::{bead_pairing, bead_text, beads_of, row_text};
use crate::export::names;
use crate::model::{Address, Alignment, Document, SideName};

const HEADER: &str = "address\tsource\ttranslation\tconfidence\tstatus\n";

/// One line a row.
pub fn tsv(document: &Document, alignment: &Alignment) -> String {
    let mut out = HEADER.to_owned();
    for row in &alignment.rows {
        let address = Address { row: row.number, pair: None };
        let [source, translation] = SideName::BOTH.map(|side| row_text(document, row, side));
        let status = names::kept_status(alignment.row_status(row), row.pairing());
        push_line(&mut out, address, [&source, &translation], row.confidence, status);
    }
    out
}

/// One line a sentence pair.
pub fn sentences_tsv(document: &Document, alignment: &Alignment) -> String {
    let mut out = HEADER.to_owned();
    for row in &alignment.rows {
        for (pair, bead) in (1..).zip(beads_of(alignment, row)) {
            let address = Address { row: row.number, pair: Some(pair) };
            let [source, translation] = SideName::BOTH.map(|side| bead_text(document, alignment, row, bead, side));
            let status = names::kept_status(bead.status, bead_pairing(bead));
            push_line(&mut out, address, [&source, &translation], bead.confidence, status);
        }
    }
    out
}

fn push_line(out: &mut String, address: impl Display, [source, translation]: [&str; 2], confidence: f32, status: &str) {
    let (source, translation) = (field(source), field(translation));
    let line = format!("{address}\t{source}\t{translation}\t{confidence:.3}\t{status}\n");
    out.push_str(&line);
}

/// The text on one line: a blank in the place of every tab and line end.
fn field(text: &str) -> String {
    // Programs that read lines disagree on what ends one, so all that may end one goes.
    let breaks = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.trim().replace(breaks, " ")
}
