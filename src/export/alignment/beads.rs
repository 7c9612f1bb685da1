//! Beads as aligners exchange them: one a line, `[0,1]:[0]:0.9731`, positions from 0, an empty list for no text.

use crate::model::{Alignment, Bead, IndexRange};

/// Sentence beads; positions count the segments of each side.
pub fn segment_beads(alignment: &Alignment) -> String {
    beads(&alignment.beads)
}

/// Rows; positions count the passages of each side.
pub fn passage_beads(alignment: &Alignment) -> String {
    let mut out = String::new();
    for row in &alignment.rows {
        push_bead(&mut out, row.source, row.translation, row.confidence);
    }
    out
}

/// Beads as they are.
pub fn beads(beads: &[Bead]) -> String {
    let mut out = String::new();
    for bead in beads {
        push_bead(&mut out, bead.source, bead.translation, bead.confidence);
    }
    out
}

fn push_bead(out: &mut String, source: IndexRange, translation: IndexRange, confidence: f32) {
    let line = format!("[{}]:[{}]:{confidence:.4}\n", positions(source), positions(translation));
    out.push_str(&line);
}

fn positions(range: IndexRange) -> String {
    range.range().map(|position| position.to_string()).collect::<Vec<_>>().join(",")
}
