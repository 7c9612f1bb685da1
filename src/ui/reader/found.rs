//! What is searched for, as it is marked in the text: in the pairs that meet all of it, at the marks of footnotes that
//! do, and nowhere else.
//!
//! A row is looked through when it is laid out or something else is searched for; a frame only paints.

use std::collections::BTreeMap;

use eframe::egui::{CornerRadius, Painter, Rect, StrokeKind, Vec2};

use super::ReaderView;
use super::row_layout::{Block, Content};
use crate::model::search::sentences;
use crate::model::{Bead, Row, Segment, SideName, Span};
use crate::text::search::{Finder, Query};
use crate::ui::palette::Palette;
use crate::ui::rows::{DecorationKind, TextBlock};

/// How much there is of the ground at the mark of a footnote.
const FAINT: f32 = 0.3;

/// What is searched for, and a number that is another one for everything else that is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sought {
    query: Query,
    serial: u64,
    rows: Vec<usize>,
}

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
    pub(super) fn rows(&self) -> &[usize] {
        &self.rows
    }
}

/// Where a text of a row is marked, by the number of its block.
pub(super) type FoundIn = BTreeMap<usize, Vec<Found>>;

/// Something that is marked in a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Found {
    /// Where it stands; counts from the galley's upper left corner.
    rect: Rect,
    /// Whether it is the mark of a footnote that says what is searched for, and not what is searched for itself.
    is_footnote: bool,
}

/// Bytes of a passage that meet what is searched for, with the passage.
type Place = (usize, Span);

/// Looks through what is laid out of a row.
pub(super) fn found_in(blocks: &[Block], view: &ReaderView, row: &Row) -> FoundIn {
    let Some(sought) = view.sought.filter(|sought| !sought.query.is_empty()) else { return FoundIn::new() };
    let laid = |block: &Block| match &block.content {
        Content::Text { text, .. } => Some((block.side, text.passage, text.span)),
        _ => None,
    };
    let texts: Vec<_> = blocks.iter().filter_map(laid).collect();
    let places = places(view, row, &sought.query, &texts);
    let mut found = FoundIn::new();
    let mut finder = Finder::new(&sought.query);
    for (nth, block) in blocks.iter().enumerate() {
        let Content::Text { text, .. } = &block.content else { continue };
        let words = rects(text, &places[block.side as usize]);
        let mut here: Vec<Found> = words.into_iter().map(|rect| Found { rect, is_footnote: false }).collect();
        let footnotes = marks_of_footnotes(view, &mut finder, block.side, text);
        here.extend(footnotes.into_iter().map(|rect| Found { rect, is_footnote: true }));
        if !here.is_empty() {
            found.insert(nth, here);
        }
    }
    found
}

/// Where the pairs of a row that reach into `texts` meet the query, for each side.
fn places(view: &ReaderView, row: &Row, query: &Query, texts: &[(SideName, usize, Span)]) -> [Vec<Place>; 2] {
    let mut finder = Finder::new(query);
    let mut places = [Vec::new(), Vec::new()];
    let beads = view.alignment.beads.get(row.beads.range()).unwrap_or_default();
    for bead in beads.iter().filter(|bead| is_laid(view, bead, texts)) {
        let mut met = Vec::new();
        let mut here = [Vec::new(), Vec::new()];
        for side in SideName::BOTH {
            for segment in sentences(view.alignment, bead, side) {
                let marks = finder.marks(text_of(view, side, segment));
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

/// Whether a sentence of the pair reaches into one of `texts`: of a row as long as a book only those do that are near.
fn is_laid(view: &ReaderView, bead: &Bead, texts: &[(SideName, usize, Span)]) -> bool {
    texts.iter().any(|&(side, passage, span)| {
        let here = |segment: &Segment| segment.passage as usize == passage && segment.at.overlaps(span);
        sentences(view.alignment, bead, side).iter().any(here)
    })
}

fn text_of<'a>(view: &ReaderView<'a>, side: SideName, segment: &Segment) -> &'a str {
    let passage = view.document.side(side).and_then(|side| side.passages.get(segment.passage as usize));
    passage.and_then(|passage| segment.at.of(passage.text.text())).unwrap_or_default()
}

/// The places that lie in a laid out text.
fn rects(text: &TextBlock, places: &[Place]) -> Vec<Rect> {
    let here = places.iter().filter(|(passage, span)| *passage == text.passage && span.overlaps(text.span));
    here.flat_map(|(_, span)| text.rects(*span)).collect()
}

/// The marks in a laid out text whose footnotes meet the query.
fn marks_of_footnotes(view: &ReaderView, finder: &mut Finder, side: SideName, text: &TextBlock) -> Vec<Rect> {
    let notes = view.document.side(side).map_or(&[][..], |side| &side.notes);
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

/// Paints the ground and the frame of what was found: a ground alone could be that of a note. A footnote has hardly more
/// than the frame at its mark, which is small and has a colour of its own.
pub(super) fn paint(painter: &Painter, found: &[Found], shift: Vec2, palette: &Palette) {
    for Found { rect, is_footnote } in found {
        let rect = rect.translate(shift).expand2(Vec2::new(0.5, 0.0));
        let ground = if *is_footnote { palette.found.gamma_multiply(FAINT) } else { palette.found };
        painter.rect(rect, CornerRadius::same(2), ground, (1.0, palette.found_line), StrokeKind::Inside);
    }
}
