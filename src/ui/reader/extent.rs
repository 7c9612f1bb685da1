//! How far selections reach: over sentences and pairs, to their partner, and by keys a character, a word or a sentence
//! further. Texts and bytes only; knows no window.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::pointing::Caret;
use super::selection::Selection;
use crate::model::{Alignment, Document, Segment, Side, SideName};
use crate::ui::rows::words::word_at;

/// By how much a key moves the end of a selection; further down the text where `forward`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Step {
    /// The unit.
    pub(super) by: By,
    /// Which way.
    pub(super) forward: bool,
}

/// The units in which keys move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    /// What people take for a character: a letter with its accents, an emoji with all its parts.
    Character,
    /// A word, with the blanks before it.
    Word,
    /// A sentence.
    Sentence,
}

/// The sentence `segment` of a side, without the blanks around it.
pub(super) fn of_sentence(
    document: &Document,
    alignment: &Alignment,
    side: SideName,
    segment: usize,
) -> Option<Selection> {
    of_sentences(document, alignment, side, segment..segment + 1)
}

/// What some beads hold of a side, from the first sentence to the last; nothing where they hold none.
pub(super) fn of_beads(
    document: &Document,
    alignment: &Alignment,
    beads: Range<usize>,
    side: SideName,
) -> Option<Selection> {
    let parts = alignment.beads.get(beads)?.iter().map(|bead| bead.part(side).range()).filter(|part| !part.is_empty());
    let all = parts.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))?;
    of_sentences(document, alignment, side, all)
}

fn of_sentences(
    document: &Document,
    alignment: &Alignment,
    side: SideName,
    sentences: Range<usize>,
) -> Option<Selection> {
    let passages = &document.side(side)?.passages;
    let sentences = alignment.segments(side).get(sentences)?;
    let (first, last) = (sentences.first()?, sentences.last()?);
    let words = |segment: &Segment| segment.at.of(passages.get(segment.passage as usize)?.text.text());
    let (start, end) = (words(first)?, words(last)?);
    Some(Selection {
        side,
        first_passage: first.passage as usize,
        start: first.at.start as usize + start.len() - start.trim_start().len(),
        last_passage: last.passage as usize,
        end: last.at.end as usize - (end.len() - end.trim_end().len()),
    })
}

/// The beads that a selection touches.
pub(super) fn beads_of(alignment: &Alignment, selection: &Selection) -> Option<Range<usize>> {
    let Selection { side, first_passage, start, last_passage, end } = *selection;
    // Where a selection ends at the start of a passage, it touches the one before.
    let first = alignment.bead_at(side, first_passage, start);
    let last = alignment.bead_at(side, last_passage, end.saturating_sub(1));
    let (first, last) = (first.or(last)?, last.or(first)?);
    Some(first.min(last)..first.max(last) + 1)
}

/// Where `from` comes to stand after a step; the same place at either end of the side.
pub(super) fn moved(side: &Side, name: SideName, alignment: &Alignment, from: Caret, step: Step) -> Caret {
    let Some(text) = text_of(side, from.passage) else { return from };
    let byte = from.byte.min(text.len());
    let at_edge = if step.forward { byte >= text.len() } else { byte == 0 };
    if at_edge {
        return beyond(side, from, step.forward);
    }
    let byte = match (step.by, step.forward) {
        (By::Character, true) => next_character(text, byte),
        (By::Character, false) => last_character(text, byte),
        (By::Word, true) => word_end(text, byte),
        (By::Word, false) => word_start(text, byte),
        (By::Sentence, true) => sentence(alignment, name, from.passage, byte).map_or(text.len(), |at| at.end),
        (By::Sentence, false) => sentence(alignment, name, from.passage, byte - 1).map_or(0, |at| at.start),
    };
    Caret { byte: byte.min(text.len()), ..from }
}

fn text_of(side: &Side, passage: usize) -> Option<&str> {
    side.passages.get(passage).map(|passage| passage.text.text())
}

/// The near end of the next passage, or of the one before.
fn beyond(side: &Side, from: Caret, forward: bool) -> Caret {
    let passage = if forward { Some(from.passage + 1) } else { from.passage.checked_sub(1) };
    let Some((passage, text)) = passage.and_then(|passage| Some((passage, text_of(side, passage)?))) else {
        return from;
    };
    Caret { passage, byte: if forward { 0 } else { text.len() } }
}

fn next_character(text: &str, byte: usize) -> usize {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

fn last_character(text: &str, byte: usize) -> usize {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The end of the word at or after a place.
fn word_end(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or_default();
    let start = byte + rest.len() - rest.trim_start().len();
    if start >= text.len() { text.len() } else { word_at(text, start).end.max(next_character(text, start)) }
}

/// The start of the word that ends at or before a place.
fn word_start(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or_default().trim_end();
    match before.graphemes(true).next_back() {
        Some(last) => word_at(text, before.len() - last.len()).start.min(before.len() - last.len()),
        None => 0,
    }
}

fn sentence(alignment: &Alignment, side: SideName, passage: usize, byte: usize) -> Option<Range<usize>> {
    let nth = alignment.segment_at(side, passage, byte)?;
    alignment.segments(side).get(nth).map(|segment| segment.at.range())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{align, import};

    const TEXT: &str = "苏联政府收到了声明。群众囘来了！𠮷家👋🏽。\n边界问题。\n\nThe statement was received. The masses came back. 🏳️‍🌈 home.\nThe border.\n";

    fn open() -> (Document, Alignment) {
        let document = import::read_text(TEXT, "声明.txt").expect("it is text");
        let document = Arc::new(document);
        let alignment = align::unaligned(&document);
        (Arc::unwrap_or_clone(document), alignment)
    }

    #[test]
    fn keys_move_by_what_people_take_for_a_unit() {
        let (document, alignment) = open();
        let source = document.source.passages[0].text.text();
        let translation = document.translation.as_ref().expect("it is there").passages[0].text.text();
        let (character, word, whole) = (By::Character, By::Word, By::Sentence);
        for (side, from, by, forward, over) in [
            (SideName::Source, "苏联", character, true, "苏"),
            (SideName::Source, "𠮷家", character, true, "𠮷"),
            (SideName::Source, "👋🏽", character, true, "👋🏽"),
            (SideName::Source, "。\u{0}👋🏽", character, false, "👋🏽"),
            (SideName::Source, "苏联", word, true, "苏联"),
            (SideName::Source, "群众", word, true, "群众"),
            (SideName::Source, "群众", whole, true, "群众囘来了！"),
            (SideName::Source, "群众", whole, false, "苏联政府收到了声明。"),
            (SideName::Translation, " was", word, true, " was"),
            (SideName::Translation, " was", word, false, "statement"),
            (SideName::Translation, "🏳️‍🌈", character, true, "🏳️‍🌈"),
            (SideName::Translation, "The masses", word, false, "."),
        ] {
            let text = if side == SideName::Source { source } else { translation };
            // Behind a zero stands what comes before the place.
            let (after, before) = from.split_once('\u{0}').unwrap_or((from, ""));
            let byte = text.find(&format!("{before}{after}")).expect(from) + before.len();
            let caret = Caret { passage: 0, byte };
            let to = moved(document.side(side).expect("it is there"), side, &alignment, caret, Step { by, forward });
            let found = text.get(byte.min(to.byte)..byte.max(to.byte)).expect("no character is cut");
            assert_eq!(found.trim_end(), over.trim_end(), "{from} by {by:?}, forward {forward}");
        }
    }

    #[test]
    fn steps_lead_over_the_ends_of_passages_and_stop_at_those_of_the_side() {
        let (document, alignment) = open();
        let step = |from, forward| {
            let step = Step { by: By::Character, forward };
            moved(&document.source, SideName::Source, &alignment, from, step)
        };
        let end = document.source.passages[0].text.text().len();
        let last = Caret { passage: 1, byte: document.source.passages[1].text.text().len() };
        assert_eq!(step(Caret { passage: 0, byte: end }, true), Caret { passage: 1, byte: 0 });
        assert_eq!(step(Caret { passage: 1, byte: 0 }, false), Caret { passage: 0, byte: end });
        assert_eq!(step(last, true), last);
        assert_eq!(step(Caret { passage: 0, byte: 0 }, false), Caret { passage: 0, byte: 0 });
    }

    #[test]
    fn beads_reach_over_their_sentences_without_blanks() {
        let (document, alignment) = open();
        let side = SideName::Translation;
        let bead = alignment.bead_at(side, 0, 0).expect("it is somewhere");
        let first = of_beads(&document, &alignment, bead..bead + 1, side).expect("it has a text");
        assert_eq!(first.text(document.side(side).expect("it is there")), "The statement was received.");
        assert_eq!(of_beads(&document, &alignment, bead..bead + 1, side.other()), None, "it is not aligned");
        assert_eq!(beads_of(&alignment, &first), Some(bead..bead + 1));
        let both = Selection { end: first.end + 5, ..first };
        assert_eq!(beads_of(&alignment, &both), Some(bead..bead + 2));
    }
}
