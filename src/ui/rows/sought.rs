//! What is searched for, where a pair or a footnote meets all of it, and how that is marked in a text.

use eframe::egui::{CornerRadius, Painter, Rect, StrokeKind, Vec2};

use super::{DecorationKind, TextBlock};
use crate::model::search::sentences;
use crate::model::{Alignment, Bead, Document, Segment, SideName, Span};
use crate::text::search::{Finder, Query};
use crate::ui::palette::Palette;

/// How much there is of the ground at the mark of a footnote.
const FAINT: f32 = 0.3;

/// What is searched for, and a number that is another one for everything else that is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sought {
    query: Query,
    serial: u64,
    rows: Vec<usize>,
}

/// Something that is marked in a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Found {
    /// Where it stands; counts from the galley's upper left corner.
    rect: Rect,
    /// Whether it is the mark of a footnote that says what is searched for, and not what is searched for itself.
    is_footnote: bool,
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

    /// What is marked in a laid out text of a side, of which `places` are found.
    pub(crate) fn in_text(
        &self,
        document: &Document,
        side: SideName,
        text: &TextBlock,
        places: &[Vec<Place>; 2],
    ) -> Vec<Found> {
        let here = places[side as usize].iter();
        let here = here.filter(|(passage, span)| *passage == text.passage && span.overlaps(text.span));
        let words = here.flat_map(|(_, span)| text.rects(*span)).map(|rect| Found { rect, is_footnote: false });
        let notes = self.marks_of_footnotes(document, side, text);
        words.chain(notes.into_iter().map(|rect| Found { rect, is_footnote: true })).collect()
    }

    /// The marks in a laid out text whose footnotes meet the query.
    fn marks_of_footnotes(&self, document: &Document, side: SideName, text: &TextBlock) -> Vec<Rect> {
        let notes = document.side(side).map_or(&[][..], |side| &side.notes);
        let mut finder = Finder::new(&self.query);
        let mut is_met = |nth: u32| {
            let marks = notes.get(nth as usize).map(|note| finder.marks(note.text.text()));
            marks.is_some_and(|marks| finder.is_met(&[&marks]))
        };
        let marked = text.decorations.iter().filter(|decoration| match decoration.kind {
            DecorationKind::Note(nth) => is_met(nth),
            _ => false,
        });
        marked.flat_map(|decoration| decoration.rects.iter().copied()).collect()
    }
}

fn text_of<'a>(document: &'a Document, side: SideName, segment: &Segment) -> &'a str {
    let passage = document.side(side).and_then(|side| side.passages.get(segment.passage as usize));
    passage.and_then(|passage| segment.at.of(passage.text.text())).unwrap_or_default()
}

/// Paints the ground and the frame of what was found: a ground alone could be that of a note. A footnote has hardly more
/// than the frame at its mark, which is small and has a colour of its own.
pub(crate) fn paint(painter: &Painter, found: &[Found], shift: Vec2, palette: &Palette) {
    for Found { rect, is_footnote } in found {
        let rect = rect.translate(shift).expand2(Vec2::new(0.5, 0.0));
        let ground = if *is_footnote { palette.found.gamma_multiply(FAINT) } else { palette.found };
        painter.rect(rect, CornerRadius::same(2), ground, (1.0, palette.found_line), StrokeKind::Inside);
    }
}
