//! What is searched for, where a pair meets all of it, and how that is marked in a text.

use eframe::egui::{CornerRadius, Painter, Rect, StrokeKind, Vec2};

use super::TextBlock;
use crate::model::search::sentences;
use crate::model::{Alignment, Bead, Document, Segment, SideName, Span};
use crate::text::search::{Finder, Query};
use crate::ui::palette::Palette;

/// What is searched for, and a number that is another one for everything else that is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sought {
    query: Query,
    serial: u64,
    rows: Vec<usize>,
}

/// Bytes of a passage that meet what is searched for, with the passage.
pub(crate) type Place = (usize, Span);

impl Sought {
    /// What `typed` asks for. `serial` has to be another one for every other question.
    pub fn new(typed: &str, serial: u64) -> Self {
        Self { query: Query::new(typed), serial, rows: Vec::new() }
    }

    /// Another one for everything else that is searched for.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Says in which rows it was found, one for every hit, as far as that is known: positions in the alignment's `rows`.
    pub fn found_in(&mut self, mut rows: Vec<usize>) {
        rows.sort_unstable();
        self.rows = rows;
    }

    /// The rows it was found in, in order.
    pub(crate) fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Where those of `beads` that meet all of it do so, for each side.
    pub(crate) fn places<'b>(
        &self,
        (document, alignment): (&Document, &Alignment),
        beads: impl Iterator<Item = &'b Bead>,
    ) -> [Vec<Place>; 2] {
        let mut finder = Finder::new(&self.query);
        let mut places = [Vec::new(), Vec::new()];
        for bead in beads {
            let mut met = Vec::new();
            let mut here = [Vec::new(), Vec::new()];
            for side in SideName::BOTH {
                for segment in sentences(alignment, bead, side) {
                    let marks = finder.marks(text_of(document, side, segment));
                    let start = segment.at.start as usize;
                    let spans = marks.at.iter().map(|at| Span::new(start + at.start, start + at.end));
                    here[side as usize].extend(spans.map(|span| (segment.passage as usize, span)));
                    met.push(marks);
                }
            }
            if finder.is_met(&met.iter().collect::<Vec<_>>()) {
                for (all, here) in places.iter_mut().zip(here) {
                    all.extend(here);
                }
            }
        }
        places
    }
}

fn text_of<'a>(document: &'a Document, side: SideName, segment: &Segment) -> &'a str {
    let passage = document.side(side).and_then(|side| side.passages.get(segment.passage as usize));
    passage.and_then(|passage| segment.at.of(passage.text.text())).unwrap_or_default()
}

/// The places that lie in a laid out text.
pub(crate) fn rects(text: &TextBlock, places: &[Place]) -> Vec<Rect> {
    let here = places.iter().filter(|(passage, span)| *passage == text.passage && span.overlaps(text.span));
    here.flat_map(|(_, span)| text.rects(*span)).collect()
}

/// Paints the ground and the frame of what was found: a ground alone could be that of a note.
pub(crate) fn paint(painter: &Painter, found: &[Rect], shift: Vec2, palette: &Palette) {
    for rect in found {
        let rect = rect.translate(shift).expand2(Vec2::new(0.5, 0.0));
        let round = CornerRadius::same(2);
        painter.rect(rect, round, palette.found, (1.0, palette.found_line), StrokeKind::Inside);
    }
}
