//! A stretch of a passage that is laid out: where each byte of its reading text stands on the screen, and back.
//!
//! The only place where character numbers of a galley and bytes of a reading text meet.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::text::CharIndex;
use eframe::egui::epaint::text::cursor::CCursor;
use eframe::egui::text_selection::CCursorRange;
use eframe::egui::{Galley, Rect, Vec2, pos2, vec2};

use crate::model::Span;

/// A stretch of a passage that is laid out.
pub(crate) struct TextBlock {
    /// Index of the passage in its side.
    pub(crate) passage: usize,
    /// Bytes of the passage's reading text.
    pub(crate) span: Span,
    /// Its lines.
    pub(crate) galley: Arc<Galley>,
    /// What is drawn with the lines, or can be pointed at in them.
    pub(crate) decorations: Vec<Decoration>,
    /// For each character of the galley its first byte in the reading text.
    starts: Vec<u32>,
}

/// Something drawn under or over a part of a text, or that can be pointed at there.
pub(crate) struct Decoration {
    /// What it is.
    pub(crate) kind: DecorationKind,
    /// Its part of the passage's marks.
    pub(crate) mark: usize,
    /// Where it stands, from the galley's upper left corner, one rectangle a line.
    pub(crate) rects: Vec<Rect>,
}

/// What a decoration is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DecorationKind {
    /// A rounded ground.
    Chip,
    /// A line through the text.
    Struck,
    /// A link.
    Link,
    /// The mark of a note: its index in the side's notes.
    Note(u32),
}

impl TextBlock {
    /// A block of `text`, the part `span` of a passage's reading text, laid out as `galley`.
    pub(crate) fn new(passage: usize, span: Span, text: &str, galley: Arc<Galley>) -> Self {
        let starts = text.char_indices().map(|(at, _)| span.start + at as u32).collect();
        Self { passage, span, galley, decorations: Vec::new(), starts }
    }

    /// The number of the character that holds byte `at` of the reading text, within the block.
    fn char_of(&self, at: usize) -> usize {
        if at >= self.span.end as usize {
            return self.starts.len();
        }
        self.starts.partition_point(|&start| start as usize <= at).saturating_sub(1)
    }

    /// The first byte of character number `nth`, in the reading text; the block's end beyond the last.
    fn byte_of(&self, nth: usize) -> usize {
        self.starts.get(nth).copied().unwrap_or(self.span.end) as usize
    }

    /// The characters of `span`, cut to the block.
    pub(crate) fn chars(&self, span: Span) -> Range<usize> {
        let start = self.char_of(span.start.max(self.span.start) as usize);
        let end = self.char_of(span.end.min(self.span.end) as usize);
        start..end.max(start)
    }

    /// The place between two characters nearest to `at`, which counts from the galley's upper left corner: a byte of
    /// the reading text.
    pub(crate) fn nearest(&self, at: Vec2) -> usize {
        self.byte_of(self.galley.cursor_from_pos(at).index.0)
    }

    /// The first byte of the character under `at`, if there is one.
    pub(crate) fn under(&self, at: Vec2) -> Option<usize> {
        let mut first = 0;
        for row in &self.galley.rows {
            let line = row.rect();
            if (line.top()..line.bottom()).contains(&at.y) {
                let x = at.x - line.left();
                let nth = row.row.glyphs.iter().position(|glyph| (glyph.pos.x..glyph.max_x()).contains(&x))?;
                return Some(self.byte_of(first + nth));
            }
            first += row.char_count_including_newline().0;
        }
        None
    }

    /// The rectangles of `span`, one a line and as high as its letters, from the galley's upper left corner. Blanks at
    /// line ends are left out.
    pub(crate) fn rects(&self, span: Span) -> Vec<Rect> {
        let chars = self.chars(span);
        let mut rects = Vec::new();
        let mut first = 0;
        for row in &self.galley.rows {
            let glyphs = &row.row.glyphs;
            let from = chars.start.saturating_sub(first).min(glyphs.len());
            let to = chars.end.saturating_sub(first).min(glyphs.len());
            let shown = glyphs.get(from..to).unwrap_or_default();
            let last_on_line = to == glyphs.len();
            let solid = shown.iter().rposition(|glyph| !(last_on_line && glyph.chr.is_whitespace()));
            if let (Some(start), Some(end)) = (shown.first(), solid.and_then(|solid| shown.get(solid))) {
                let line = row.rect();
                let half = 0.5 * start.font_height.min(line.height());
                rects.push(Rect::from_min_max(
                    pos2(line.left() + start.pos.x, line.center().y - half),
                    pos2(line.left() + end.max_x(), line.center().y + half),
                ));
            }
            first += row.char_count_including_newline().0;
            if first >= chars.end {
                break;
            }
        }
        rects
    }

    /// The place before byte `at`, within the block: as high as the letters there, and without a width.
    pub(crate) fn place(&self, at: usize) -> Rect {
        let cursor = CCursor::new(CharIndex(self.char_of(at)));
        let line = self.galley.pos_from_cursor(cursor);
        let letters = self.galley.rows.iter().find(|row| row.rect().y_range().contains(line.center().y));
        let letters = letters.and_then(|row| row.row.glyphs.first()).map_or(line.height(), |glyph| glyph.font_height);
        Rect::from_center_size(line.center(), vec2(0.0, letters.min(line.height())))
    }

    /// Where `span` stands: its rectangles, or its place where it is empty.
    pub(crate) fn reach(&self, span: Span) -> Option<Rect> {
        if span.is_empty() {
            return Some(self.place(span.start as usize));
        }
        self.rects(span).into_iter().reduce(|one, other| one | other)
    }

    /// The cursors around `span`, as the accessibility tree wants them.
    pub(crate) fn cursors(&self, span: Span) -> CCursorRange {
        let chars = self.chars(span);
        CCursorRange::two(CCursor::new(CharIndex(chars.start)), CCursor::new(CharIndex(chars.end)))
    }
}
