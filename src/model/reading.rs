//! The text people read, and where each byte of it stands in the source text.
//!
//! Cleaning never edits: it chooses which pieces of the source text are read, and in rare cases what is read in the
//! place of a piece (an entity, a template). So a position in the reading text always has one in the source text.

use std::sync::Arc;

use super::Span;

/// A stretch of reading text that comes from one stretch of the source text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Byte of the reading text where the piece starts; it ends where the next one starts.
    pub start: u32,
    /// Where it came from, in the source text.
    pub source: Span,
    /// Whether the two texts are the same byte for byte. If not, the piece as a whole stands for its source.
    pub verbatim: bool,
}

/// Reading text with its way back to the source text.
///
/// The pieces are in order of the reading text and cover it without a gap; their source spans are usually in order
/// too, but need not be (a citation template is read in another order than it is written). A clone shares both, so that
/// a document whose passages a person cuts anew costs little.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadingText {
    shared: Arc<Shared>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Shared {
    text: String,
    pieces: Vec<Piece>,
}

impl ReadingText {
    /// A reading text that is one piece of the source, unchanged.
    ///
    /// # Panics
    /// When `span` does not fall on characters of `source`.
    pub fn verbatim(source: &str, span: Span) -> Self {
        let mut reading = Self::default();
        reading.push_verbatim(source, span);
        reading
    }

    /// Adds a piece of `source` as it stands. An empty span adds nothing.
    ///
    /// # Panics
    /// When `span` does not fall on characters of `source`.
    pub fn push_verbatim(&mut self, source: &str, span: Span) {
        let Some(text) = span.of(source) else { panic!("{span:?} is no text of the source") };
        if text.is_empty() {
            return;
        }
        let shared = Arc::make_mut(&mut self.shared);
        let start = shared.text.len() as u32;
        shared.text.push_str(text);
        match shared.pieces.last_mut() {
            Some(last) if last.verbatim && last.source.end == span.start => last.source.end = span.end,
            _ => shared.pieces.push(Piece { start, source: span, verbatim: true }),
        }
    }

    /// Adds `text`, to be read in the place of `source`, the span of the source text that it stands for.
    pub fn push_replacement(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let shared = Arc::make_mut(&mut self.shared);
        shared.pieces.push(Piece { start: shared.text.len() as u32, source, verbatim: false });
        shared.text.push_str(text);
    }

    /// The part `at` of it, with its way to the same source text; nothing where it is outside or cuts a character. Of a
    /// replaced piece that is cut, both parts stand for all of its source.
    pub fn part(&self, at: Span) -> Option<Self> {
        let text = at.of(self.text())?;
        let overlapping = |nth: &usize| self.pieces()[*nth].start < at.end && self.piece_end(*nth) > at.start;
        let pieces = (0..self.pieces().len()).filter(overlapping).map(|nth| {
            let piece = self.pieces()[nth];
            Piece { start: piece.start.max(at.start) - at.start, source: self.part_of(nth, piece, at), ..piece }
        });
        Some(Self { shared: Arc::new(Shared { text: text.to_owned(), pieces: pieces.collect() }) })
    }

    /// The text to read.
    pub fn text(&self) -> &str {
        &self.shared.text
    }

    /// The pieces it is made of, in reading order.
    pub fn pieces(&self) -> &[Piece] {
        &self.shared.pieces
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// The smallest source span that holds all of the reading span `reading`.
    ///
    /// Half a replaced piece gives the whole of its source. An empty `reading` gives the empty span at its place.
    /// Nothing is returned for an empty reading text or a span outside it.
    pub fn source_span(&self, reading: Span) -> Option<Span> {
        if reading.end as usize > self.text().len() {
            return None;
        }
        let last_byte = if reading.is_empty() { reading.start } else { reading.end - 1 };
        let first = self.piece_at(reading.start)?;
        let last = self.piece_at(last_byte)?;
        self.pieces()
            .get(first..=last)?
            .iter()
            .enumerate()
            .map(|(nth, piece)| self.part_of(first + nth, *piece, reading))
            .reduce(Span::union)
    }

    /// The smallest reading span that holds what is read of the source span `source`; nothing where none of it is.
    pub fn reading_span(&self, source: Span) -> Option<Span> {
        self.pieces()
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.source.overlaps(source))
            .map(|(nth, piece)| {
                let all = Span { start: piece.start, end: self.piece_end(nth) };
                if !piece.verbatim {
                    return all;
                }
                let before = source.start.saturating_sub(piece.source.start);
                let after = piece.source.end.saturating_sub(source.end);
                Span { start: all.start + before, end: all.end - after }
            })
            .reduce(Span::union)
    }

    /// The piece that holds byte `at`; the end of the text belongs to the last piece.
    fn piece_at(&self, at: u32) -> Option<usize> {
        self.pieces().partition_point(|piece| piece.start <= at).checked_sub(1)
    }

    fn piece_end(&self, nth: usize) -> u32 {
        self.pieces().get(nth + 1).map_or(self.text().len() as u32, |next| next.start)
    }

    /// The source of what `reading` takes of piece `nth`.
    fn part_of(&self, nth: usize, piece: Piece, reading: Span) -> Span {
        if !piece.verbatim {
            return piece.source;
        }
        let start = reading.start.max(piece.start) - piece.start;
        let end = reading.end.min(self.piece_end(nth)).max(piece.start) - piece.start;
        Span { start: piece.source.start + start, end: piece.source.start + end.max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 局势 近来 with the blank dropped, then an entity read as one character.
    fn sample() -> (&'static str, ReadingText) {
        let source = "局势 近来&amp;后";
        let mut reading = ReadingText::default();
        reading.push_verbatim(source, Span::new(0, 6));
        reading.push_verbatim(source, Span::new(7, 13));
        reading.push_replacement("&", Span::new(13, 18));
        reading.push_verbatim(source, Span::new(18, 21));
        (source, reading)
    }

    #[test]
    fn reading_positions_have_source_positions() {
        let (source, reading) = sample();
        assert_eq!(reading.text(), "局势近来&后");
        for (span, expected) in [
            ((0, 6), "局势"),
            ((0, 12), "局势 近来"),
            ((3, 9), "势 近"),
            ((12, 13), "&amp;"),
            ((9, 16), "来&amp;后"),
            ((16, 16), ""),
        ] {
            let found = reading.source_span(Span::new(span.0, span.1)).and_then(|found| found.of(source));
            assert_eq!(found, Some(expected), "{span:?}");
        }
        assert_eq!(reading.source_span(Span::new(0, 17)), None);
    }

    #[test]
    fn parts_lead_back_to_the_same_source() {
        let (source, reading) = sample();
        for (start, end, text, from) in [
            (0, 16, "局势近来&后", "局势 近来&amp;后"),
            (3, 9, "势近", "势 近"),
            (6, 13, "近来&", "近来&amp;"),
            (13, 16, "后", "后"),
            (3, 3, "", ""),
        ] {
            let part = reading.part(Span::new(start, end)).expect("it is inside");
            assert_eq!(part.text(), text);
            let found = part.source_span(Span::new(0, text.len())).and_then(|found| found.of(source));
            assert_eq!(found.unwrap_or_default(), from, "{text}");
            for piece in part.pieces().iter().filter(|piece| piece.verbatim) {
                let written = piece.source.of(source).expect("it is in the source");
                assert!(
                    part.text().get(piece.start as usize..).is_some_and(|rest| rest.starts_with(written)),
                    "{text}"
                );
            }
        }
        assert_eq!(reading.part(Span::new(0, 4)), None, "it would cut a character");
    }

    #[test]
    fn source_positions_have_reading_positions() {
        let (source, reading) = sample();
        for (part, expected) in [("势 近", Some("势近")), (" ", None), ("am", Some("&")), ("后", Some("后"))] {
            let start = source.find(part).expect("the part is in the sample");
            let found =
                reading.reading_span(Span::new(start, start + part.len())).and_then(|found| found.of(reading.text()));
            assert_eq!(found, expected, "{part}");
        }
    }
}
