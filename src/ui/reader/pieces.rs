//! How a passage is cut for laying out, and how high a row will be about. Bytes and numbers only.

use super::ReaderView;
use super::metrics::{PASSAGE_GAP, ROW_PADDING};
use crate::model::{IndexRange, Passage, PassageKind, Row, Side, SideName, Span};
use crate::ui::rows::Sizes;

/// A part of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// Text: bytes of the reading text.
    Text(Span),
    /// The passage's break of this index.
    Break(usize),
}

/// Longest text in bytes that is laid out in one go. What is longer (a file without line ends) is cut at the end of a
/// sentence, so that no single frame has to shape a whole book.
const LONGEST: usize = 12_000;

/// The parts of a passage in order. The texts, end to end, are its reading text.
pub(super) fn pieces(passage: &Passage) -> Vec<Piece> {
    let text = passage.text.text();
    let mut pieces = Vec::new();
    let mut start = 0;
    for (nth, at) in passage.breaks.iter().enumerate().filter(|(_, at)| !at.furniture.is_empty()) {
        let at = (at.at as usize).clamp(start, text.len());
        if text.is_char_boundary(at) {
            push_text(&mut pieces, text, start, at);
            start = at;
        }
        pieces.push(Piece::Break(nth));
    }
    push_text(&mut pieces, text, start, text.len());
    pieces
}

fn push_text(pieces: &mut Vec<Piece>, text: &str, mut start: usize, end: usize) {
    while start < end {
        let cut = if end - start > LONGEST { cut_before(text, start, start + LONGEST) } else { end };
        pieces.push(Piece::Text(Span::new(start, cut)));
        start = cut;
    }
}

/// Where to cut between `start` and `limit`: after the last sentence end there, else after a blank, else anywhere.
fn cut_before(text: &str, start: usize, limit: usize) -> usize {
    let limit = (0..4).map(|back| limit - back).find(|&at| text.is_char_boundary(at)).unwrap_or(limit);
    let Some(window) = text.get(start..limit) else { return text.len() };
    let after = |found: Option<(usize, &str)>| found.map(|(at, end)| start + at + end.len());
    after(window.rmatch_indices(['。', '！', '？', '\n']).next())
        .or_else(|| after(window.rmatch_indices(". ").next()))
        .or_else(|| after(window.rmatch_indices([' ', '，', '、', ',']).next()))
        .unwrap_or(limit)
}

/// How many columns the widest table line among `passages` has.
pub(super) fn table_columns(side: &Side, passages: IndexRange) -> usize {
    let lines = side.passages.get(passages.range()).unwrap_or_default();
    let tables = lines.iter().filter(|passage| passage.kind == PassageKind::Table);
    tables.map(|passage| passage.text.text().matches('\t').count() + 1).max().unwrap_or(1)
}

/// About how high each row will be, from the bytes of its texts: cheap enough for a hundred thousand at once.
pub(super) fn estimates(view: &ReaderView, widths: [f32; 2], sizes: Sizes) -> Vec<f32> {
    let [source, translation] = widths;
    let height = |row: &Row| {
        let source = cell_height(view.document.side(SideName::Source), row.source, source, sizes);
        let translation = cell_height(view.document.side(SideName::Translation), row.translation, translation, sizes);
        source.max(translation) + 2.0 * ROW_PADDING
    };
    view.alignment.rows.iter().map(height).collect()
}

fn cell_height(side: Option<&Side>, passages: IndexRange, width: f32, sizes: Sizes) -> f32 {
    let Some(side) = side else { return 0.0 };
    let shown = side.passages.get(passages.range()).unwrap_or_default();
    let height = |passage: &Passage| sizes.text_height(passage.text.text().len(), side.language, width);
    shown.iter().map(height).sum::<f32>() + PASSAGE_GAP * shown.len().saturating_sub(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Break, ReadingText};

    fn passage(text: &str, breaks: &[u32]) -> Passage {
        let mut passage = Passage::new(PassageKind::Paragraph, ReadingText::verbatim(text, Span::new(0, text.len())));
        passage.breaks = breaks.iter().map(|&at| Break { at, furniture: IndexRange::new(0, at as usize) }).collect();
        passage
    }

    #[test]
    fn passages_are_cut_at_breaks() {
        let cut = pieces(&passage("这种有偏见", &[3]));
        assert_eq!(cut, [Piece::Text(Span::new(0, 3)), Piece::Break(0), Piece::Text(Span::new(3, 15))]);
        // What no furniture cuts stays whole.
        assert_eq!(pieces(&passage("这种", &[0])), [Piece::Text(Span::new(0, 6))]);
        // A break inside a character or behind the end loses no text.
        let cut = pieces(&passage("这种", &[1, 99]));
        assert_eq!(cut, [Piece::Break(0), Piece::Text(Span::new(0, 6)), Piece::Break(1)]);
    }

    #[test]
    fn endless_passages_are_cut_at_sentence_ends() {
        for text in ["边界局势稳定。".repeat(5000), "border ".repeat(9000), "边".repeat(40_000)] {
            let cut = pieces(&passage(&text, &[]));
            let mut end = 0;
            for piece in &cut {
                let Piece::Text(span) = piece else { panic!("no break was there") };
                assert_eq!(span.start, end);
                assert!(span.of(&text).is_some() && span.len() <= LONGEST);
                end = span.end;
            }
            assert_eq!(end as usize, text.len());
        }
    }
}
