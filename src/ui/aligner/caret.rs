//! The place inside a sentence where it is to be cut: where it starts out, and how keys move it. Text and bytes only.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{SideName, Span};
use crate::ui::rows::words::word_at;

/// A place inside a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Caret {
    /// Its side.
    pub(crate) side: SideName,
    /// Its cell.
    pub(crate) cell: usize,
    /// Its passage.
    pub(crate) passage: usize,
    /// Byte of the passage's reading text: what follows it begins the second part.
    pub(crate) byte: usize,
}

/// By what keys move the caret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CaretUnit {
    /// To the next comma or stop.
    Clause,
    /// To the next word.
    Word,
    /// To the next character.
    Character,
}

/// Where the caret starts in `text`: at the end of a clause nearest to `share` of it, else between two words there.
pub(crate) fn first_place(text: &str, share: f32) -> Option<usize> {
    let wanted = text.len() as f32 * share.clamp(0.0, 1.0);
    let nearest = |places: Vec<usize>| {
        places.into_iter().min_by(|a, b| (*a as f32 - wanted).abs().total_cmp(&(*b as f32 - wanted).abs()))
    };
    nearest(places(text, CaretUnit::Clause)).or_else(|| nearest(places(text, CaretUnit::Word)))
}

/// The place after `at` in `text`, or before it, by that unit; where there is none the place itself.
pub(crate) fn moved(text: &str, at: usize, unit: CaretUnit, forward: bool) -> usize {
    let places = places(text, unit);
    let found = if forward {
        places.into_iter().find(|&place| place > at)
    } else {
        places.into_iter().rev().find(|&place| place < at)
    };
    found.unwrap_or(at)
}

/// The byte of `text` that stands for byte `at` of the passage, where the text is that of `cell`; nothing at its ends,
/// where there is nothing to cut.
pub(crate) fn inside(text: &str, cell: Span, at: usize) -> Option<usize> {
    let byte = at.checked_sub(cell.start as usize)?;
    (0 < byte && byte < text.trim_end().len() && text.is_char_boundary(byte)).then_some(byte)
}

/// All places inside `text` where a unit ends, blanks after it counted to it.
fn places(text: &str, unit: CaretUnit) -> Vec<usize> {
    let text = text.trim_end();
    let mut places: Vec<usize> = match unit {
        CaretUnit::Character => text.grapheme_indices(true).map(|(at, _)| at).collect(),
        CaretUnit::Word => words(text),
        CaretUnit::Clause => clauses(text),
    };
    places.retain(|&at| 0 < at && at < text.len());
    places.dedup();
    places
}

fn words(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let word = word_at(text, at);
        let end = word.end.max(at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        if text.get(at..end).is_some_and(|word| !word.trim().is_empty()) {
            places.push(at);
        }
        at = end;
    }
    places
}

/// Where something starts after a comma, a stop or a dash, with the closing marks and blanks that follow those.
fn clauses(text: &str) -> Vec<usize> {
    const ENDS: &str = "，。；：、！？…—,;:.!?–";
    const FOLLOW: &str = "”’」』）》)]\"'";
    let mut places = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if !ENDS.contains(char) {
            continue;
        }
        let mut end = at + char.len_utf8();
        while let Some((next, follow)) =
            chars.next_if(|(_, next)| ENDS.contains(*next) || FOLLOW.contains(*next) || next.is_whitespace())
        {
            end = next + follow.len_utf8();
        }
        // A point inside a number or an abbreviation ends nothing.
        let closes = !char.is_ascii() || text.get(..end).is_some_and(|before| before.ends_with(char::is_whitespace));
        if closes {
            places.push(end);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_end_at_marks_that_end_something() {
        for (text, expected) in [
            ("他们来了，又走了。", vec!["他们来了，"]),
            ("“来了！”他说：“好。”", vec!["“来了！”", "“来了！”他说：“", "“来了！”他说：“好。”"]),
            ("They came, 3.5 of them, e.g. two; then left.", vec!["They came, ", "They came, 3.5 of them, "]),
            ("没有标点的句子", vec![]),
        ] {
            let found = clauses(text);
            for (place, part) in found.iter().zip(&expected) {
                let read = text.get(..*place).expect("no character is cut");
                assert!(read.starts_with(part.trim_end_matches('“')), "{text}: {read}");
            }
            assert_eq!(found.is_empty(), expected.is_empty(), "{text}");
        }
    }

    #[test]
    fn the_caret_starts_at_the_clause_nearest_to_the_share() {
        let text = "甲方来了，乙方没有来，丙方走了。";
        for (share, expected) in [(0.1, "甲方来了，"), (0.5, "甲方来了，"), (0.8, "甲方来了，乙方没有来，")]
        {
            let at = first_place(text, share).expect("there are commas");
            assert_eq!(text.get(..at), Some(expected), "{share}");
        }
        assert_eq!(first_place("苏联政府", 0.5), Some("苏联".len()), "between words where there is no mark");
        assert_eq!(first_place("好", 0.5), None, "nothing to cut");
    }

    #[test]
    fn keys_move_the_caret_and_stop_at_the_ends() {
        let text = "苏联政府，中国政府。 ";
        let comma = "苏联政府，".len();
        for (at, unit, forward, expected) in [
            (3, CaretUnit::Clause, true, comma),
            (comma, CaretUnit::Clause, true, comma),
            (comma, CaretUnit::Character, false, comma - 3),
            (3, CaretUnit::Word, true, 6),
            (3, CaretUnit::Character, false, 3),
        ] {
            assert_eq!(moved(text, at, unit, forward), expected, "{at} {unit:?} {forward}");
        }
        let cell = Span::new(30, 30 + text.len());
        for (at, expected) in [(30, None), (33, Some(3)), (34, None), (30 + text.len(), None), (2, None)] {
            assert_eq!(inside(text, cell, at), expected, "{at}");
        }
    }
}
