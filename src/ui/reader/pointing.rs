//! What the pointer points at: text, a sentence, a pair of sentences.

use std::sync::Arc;

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::flow::Sheet;
use super::metrics::Columns;
use super::row_layout::{Block, Content};
use crate::model::{Alignment, Annotation, SideName, Span};
use crate::ui::rows::{TextBlock, Visible};

/// A place between two characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Caret {
    /// Index of the passage in its side.
    pub(super) passage: usize,
    /// Byte of its reading text.
    pub(super) byte: usize,
}

/// What the pointer points at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pointed {
    /// The row.
    pub(super) row: usize,
    /// The side.
    pub(super) side: SideName,
    /// The nearest place between two characters.
    pub(super) caret: Caret,
    /// The character under the pointer, by its first byte, if it is right on one.
    pub(super) under: Option<usize>,
}

/// Where the rows stand on the screen.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// The laid-out rows.
    pub(super) sheet: &'a Sheet,
    /// Those in the view.
    pub(super) visible: &'a [Visible],
    /// The columns.
    pub(super) columns: Columns,
    /// Upper edge of the view on the screen.
    pub(super) top: f32,
}

impl Scene<'_> {
    /// Upper left corner of a block on the screen.
    pub(super) fn corner(&self, visible: Visible, block: &Block) -> Pos2 {
        pos2(self.columns.of(block.side).min + block.left, self.top + (visible.top + block.top) as f32)
    }

    /// The notes at what is pointed at, in the order in which clicks reach them.
    pub(super) fn notes_at(&self, pointed: Pointed) -> Vec<&Arc<Annotation>> {
        let Some(laid) = self.sheet.rows.get(&pointed.row) else { return Vec::new() };
        let byte = pointed.under.unwrap_or(pointed.caret.byte);
        let holds = |block: &Block| match &block.content {
            Content::Text { text, .. } if block.side == pointed.side && text.passage == pointed.caret.passage => {
                text.span.contains(byte) || (pointed.under.is_none() && text.span.end as usize == byte)
            }
            _ => false,
        };
        let text = laid.blocks.iter().position(holds).and_then(|nth| laid.marks.highlights.get(&nth));
        text.map_or_else(Vec::new, |notes| notes.hits(pointed.under, pointed.caret.byte))
    }

    /// What is pointed at. With `nearest`, the nearest text of that side wherever the pointer is.
    pub(super) fn pointed(&self, pointer: Pos2, nearest: Option<SideName>) -> Option<Pointed> {
        let mut best: Option<Candidate> = None;
        for &visible in self.visible {
            let Some(laid) = self.sheet.rows.get(&visible.row) else { continue };
            for block in &laid.blocks {
                let Content::Text { text, .. } = &block.content else { continue };
                if nearest.is_some_and(|side| side != block.side) {
                    continue;
                }
                let corner = self.corner(visible, block);
                let rect = Rect::from_min_size(corner, vec2(text.galley.rect.width().max(20.0), block.height));
                // Lines matter before columns: a pointer right of a short last line means that line.
                let away =
                    100.0 * rect.y_range().distance_to_point(pointer.y) + rect.x_range().distance_to_point(pointer.x);
                if best.as_ref().is_none_or(|best| away < best.away) {
                    best = Some(Candidate { away, row: visible.row, side: block.side, text, at: pointer - corner });
                }
            }
        }
        let Candidate { away, row, side, text, at } = best?;
        if nearest.is_none() && away > 0.0 {
            return None;
        }
        let caret = Caret { passage: text.passage, byte: text.nearest(at) };
        Some(Pointed { row, side, caret, under: text.under(at) })
    }
}

/// A text that may be the one pointed at.
struct Candidate<'a> {
    away: f32,
    row: usize,
    side: SideName,
    text: &'a TextBlock,
    at: Vec2,
}

trait Distance {
    fn distance_to_point(self, at: f32) -> f32;
}

impl Distance for eframe::egui::Rangef {
    fn distance_to_point(self, at: f32) -> f32 {
        (self.min - at).max(at - self.max).max(0.0)
    }
}

/// What a bead holds of a passage.
pub(super) fn spans_of(
    alignment: &Alignment,
    bead: usize,
    side: SideName,
    passage: usize,
) -> impl Iterator<Item = Span> {
    let range = alignment.beads.get(bead).map(|bead| bead.part(side).range()).unwrap_or_default();
    let segments = alignment.segments(side).get(range).unwrap_or_default();
    segments.iter().filter(move |segment| segment.passage as usize == passage).map(|segment| segment.at)
}
