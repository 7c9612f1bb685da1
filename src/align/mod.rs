//! Two sides to an alignment. Knows nothing of files or windows.
//!
//! A bead of a few Chinese and a few English sentences is scored by four terms: words (`gains`), lengths (`length`),
//! marks at its ends (`boundary`) and its shape (`shape`). A monotone dynamic programme (`programme`) finds the best
//! sequence inside a band (`coarse`, `band`); the lexicon that its beads teach (`learned`) helps the next pass.
//! Rows of whole passages (`rows`) follow from the beads of their sentences.

mod band;
mod boundary;
mod boundary_table;
mod coarse;
mod document;
mod engine;
mod evidence;
mod gains;
mod glosses;
mod learned;
mod length;
mod names;
mod programme;
mod quotes;
mod reading;
mod rows;
mod shape;
mod sparse;
mod structure;
mod tokens;

pub use boundary::{Boundaries, Edges};
pub use document::{align, unaligned};
pub use evidence::{Reasons, evidence};

use crate::model::{Bead, Cancelled, IndexRange, Progress};
use engine::Texts;
use programme::Link;

/// Aligns sentences that are cut already: beads in order, Chinese as the source, each sentence in exactly one.
///
/// # Errors
/// When the work was cancelled.
pub fn align_segments(chinese: &[&str], english: &[&str], progress: &Progress) -> Result<Vec<Bead>, Cancelled> {
    align_segments_with(chinese, english, &Boundaries::fitted(), progress)
}

/// The same with a boundary table of one's own: for measuring with one that did not see the text.
///
/// # Errors
/// When the work was cancelled.
pub fn align_segments_with(
    chinese: &[&str],
    english: &[&str],
    boundaries: &Boundaries,
    progress: &Progress,
) -> Result<Vec<Bead>, Cancelled> {
    let texts = Texts::read(chinese, english);
    let links = engine::align(&texts, None, boundaries, progress)?;
    let bead = |Link { chinese, english, confidence }: Link| Bead {
        source: IndexRange::from(chinese),
        translation: IndexRange::from(english),
        confidence,
    };
    Ok(links.into_iter().map(bead).collect())
}
