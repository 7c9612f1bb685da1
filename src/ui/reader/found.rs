//! What is searched for, as it is marked in the rows: in the pairs that meet all of it, at the marks of footnotes that do,
//! and nowhere else.
//!
//! A row is looked through when it is laid out or something else is searched for; a frame only paints.

use std::collections::BTreeMap;

use super::ReaderView;
use super::row_layout::{Block, Content};
use crate::model::search::sentences;
use crate::model::{Bead, Row, Segment, SideName, Span};
use crate::ui::rows::sought::Found;

/// Where a text of a row is marked, by the number of its block.
pub(super) type FoundIn = BTreeMap<usize, Vec<Found>>;

/// Looks through what is laid out of a row.
pub(super) fn found_in(blocks: &[Block], view: &ReaderView, row: &Row) -> FoundIn {
    let Some(sought) = view.sought.filter(|sought| !sought.is_empty()) else { return FoundIn::new() };
    let laid = |block: &Block| match &block.content {
        Content::Text { text, .. } => Some((block.side, text.passage, text.span)),
        _ => None,
    };
    let texts: Vec<_> = blocks.iter().filter_map(laid).collect();
    let beads = view.alignment.beads.get(row.beads.range()).unwrap_or_default();
    let near = beads.iter().filter(|bead| is_laid(view, bead, &texts));
    let places = sought.places((view.document, view.alignment), near);
    let mut found = FoundIn::new();
    for (nth, block) in blocks.iter().enumerate() {
        let Content::Text { text, .. } = &block.content else { continue };
        let here = sought.in_text(view.document, block.side, text, &places);
        if !here.is_empty() {
            found.insert(nth, here);
        }
    }
    found
}

/// Whether a sentence of the pair reaches into one of `texts`: of a row as long as a book only those do that are near.
fn is_laid(view: &ReaderView, bead: &Bead, texts: &[(SideName, usize, Span)]) -> bool {
    texts.iter().any(|&(side, passage, span)| {
        let here = |segment: &Segment| segment.passage as usize == passage && segment.at.overlaps(span);
        sentences(view.alignment, bead, side).iter().any(here)
    })
}
