//! The text of a note as the list shows it: its beginning, or all of it in parts that are laid out only where they are
//! seen. Text of others is made harmless here; nothing in it acts.

use crate::export::notes::{Block, Inline, LONGEST, blocks};
use crate::ui::shell::harmless::{harmless, harmless_line};

/// How many characters of a note are shown before somebody asks for the rest.
const FIRST: usize = 700;
/// How many lines of it.
const FIRST_LINES: usize = 14;
/// The most characters of a part. More than a part is never laid out because of one line of it.
const PART: usize = 1500;
/// How many characters of a quotation are shown.
const QUOTED: usize = 400;

/// How much of a text is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    /// Its beginning.
    Beginning,
    /// All of it.
    Whole,
}

/// The text of a note, ready to be laid out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Shown {
    /// Its parts from top to bottom.
    pub(super) parts: Vec<Block>,
    /// How many bytes there are in all, where not all of them are shown.
    pub(super) cut: Option<usize>,
}

/// The text of a note: all of it, or its beginning. Plain text, such as the name of a bookmark, is no Markdown.
pub(super) fn shown_text(text: &str, markdown: bool, extent: Extent) -> Shown {
    let begun = if extent == Extent::Whole { text } else { beginning(text) };
    let is_cut = begun.len() < text.trim_end().len();
    // What is too long to be read as Markdown does not begin as Markdown either.
    let markdown = markdown && text.len() <= LONGEST;
    let mut parts: Vec<Block> = blocks(begun, markdown).into_iter().flat_map(in_parts).collect();
    if is_cut && let Some(last) = parts.last_mut().and_then(|last| last.text.last_mut()) {
        last.text.push('…');
    }
    Shown { parts, cut: is_cut.then_some(text.len()) }
}

/// A quotation on one line, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let start = start_of(text, QUOTED);
    let cut = if start.len() < text.len() { "…" } else { "" };
    harmless_line(start) + cut
}

/// The first words of a text on one line, for a name or a list.
pub(crate) fn first_words(text: &str, most: usize) -> String {
    // Twice as many, since blanks fall away.
    let line = harmless_line(start_of(text, most * 2));
    let start = start_of(&line, most);
    if start.len() < line.len() || start_of(text, most * 2).len() < text.len() { format!("{start}…") } else { line }
}

/// The first words of a note as it reads, without the signs of Markdown.
pub(crate) fn first_words_of_note(text: &str, markdown: bool, most: usize) -> String {
    // Markdown has more signs than are read.
    let start = start_of(text, most * 4);
    let parts = blocks(start, markdown);
    let read: Vec<String> =
        parts.iter().map(|part| part.text.iter().map(|inline| inline.text.as_str()).collect::<String>()).collect();
    let words = first_words(&read.join(" "), most);
    if start.len() < text.len() && !words.ends_with('…') { words + "…" } else { words }
}

/// The first `most` characters.
fn start_of(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// What is shown of a text before somebody asks for the rest: some lines, ending where a line ends if one is near.
fn beginning(text: &str) -> &str {
    let start = start_of(text, FIRST);
    let lines = start.match_indices('\n').nth(FIRST_LINES - 1).and_then(|(at, _)| start.get(..at));
    let start = lines.unwrap_or(start);
    if start.len() == text.len() {
        return text;
    }
    let at_line_end = start.rfind('\n').filter(|at| at * 2 > start.len()).and_then(|at| start.get(..at));
    at_line_end.unwrap_or(start).trim_end()
}

/// A block in parts of at most [`PART`] characters, its text made harmless.
fn in_parts(block: Block) -> Vec<Block> {
    let Block { shape, list, quote, mut marker, text } = block;
    let mut parts = Vec::new();
    let mut open: Vec<Inline> = Vec::new();
    let mut room = PART;
    for inline in text {
        let text = harmless(&inline.text);
        let mut rest: &str = &text;
        loop {
            let piece = piece(rest, room);
            rest = rest.get(piece.len()..).unwrap_or_default();
            room = room.saturating_sub(piece.chars().count());
            open.push(Inline { text: piece.to_owned(), link: inline.link.clone(), ..inline });
            if rest.is_empty() {
                break;
            }
            parts.push(Block { shape, list, quote, marker: marker.take(), text: std::mem::take(&mut open) });
            room = PART;
        }
    }
    parts.push(Block { shape, list, quote, marker, text: open });
    parts
}

/// What of `text` goes into a part with `room` for so many characters: all of it, or up to a line end or a blank.
fn piece(text: &str, room: usize) -> &str {
    let start = start_of(text, room);
    if start.len() == text.len() {
        return text;
    }
    let after = |at: usize| start.get(..=at).filter(|piece| piece.len() * 2 > start.len());
    let line = start.rfind('\n').and_then(after);
    line.or_else(|| start.rfind(' ').and_then(after)).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::notes::Shape;

    fn plain(shown: &Shown) -> String {
        shown.parts.iter().flat_map(|part| &part.text).map(|inline| inline.text.as_str()).collect()
    }

    #[test]
    fn short_text_is_shown_whole_and_nothing_in_it_acts() {
        for (text, markdown, expected) in [
            ("领土**主权**", true, "领土主权"),
            ("领土**主权**", false, "领土**主权**"),
            ("<script>alert(1)</script>", true, "<script>alert(1)</script>"),
            ("a\u{202e}gpj.exe\u{7}", true, "a‹U+202E›gpj.exe‹U+0007›"),
            ("![图](https://a.org/t.png)", true, "图"),
            ("", true, ""),
        ] {
            let shown = shown_text(text, markdown, Extent::Beginning);
            assert_eq!((plain(&shown).as_str(), shown.cut), (expected, None), "{text}");
        }
    }

    #[test]
    fn long_text_begins_and_is_all_there_when_asked_for() {
        let line = "群众囘来了，𠮷家也来了。\n";
        for (text, markdown) in [(line.repeat(4_000), true), (line.repeat(40_000), true), ("字".repeat(300_000), false)]
        {
            let begun = shown_text(&text, markdown, Extent::Beginning);
            assert_eq!(begun.cut, Some(text.len()));
            let length = plain(&begun).chars().count();
            assert!(length > 100 && length <= FIRST + 1, "{length}");
            let whole = shown_text(&text, markdown, Extent::Whole);
            assert_eq!(whole.cut, None);
            let long = |part: &Block| part.text.iter().map(|one| one.text.chars().count()).sum::<usize>() > PART;
            assert!(!whole.parts.iter().any(long), "no part is too long to be laid out at once");
            assert_eq!(plain(&whole).trim_end(), text.trim_end(), "nothing is lost between parts");
        }
        let many = shown_text(&"甲\n\n".repeat(100), true, Extent::Beginning);
        assert!(many.parts.len() <= FIRST_LINES, "{}", many.parts.len());
        assert_eq!(many.parts.first().map(|part| part.shape), Some(Shape::Text));
    }

    #[test]
    fn notes_are_named_as_they_read() {
        for (text, markdown, expected) in [
            ("# 一\n\n- **二**\n- 三", true, "一 二 三"),
            ("# 一", false, "# 一"),
            ("一二三四五六七八九十", true, "一二三四五六…"),
            ("**一** **二** **三** **四** **五**", true, "一 二 三 …"),
        ] {
            assert_eq!(first_words_of_note(text, markdown, 6), expected, "{text}");
        }
    }

    #[test]
    fn first_words_are_on_one_line() {
        for (text, expected) in [
            ("领土\n问题", "领土 问题"),
            ("一二三四五六七", "一二三四五…"),
            ("一二三\n\n\n\n\n\n\n\n\n\n四五", "一二三…"),
            ("\u{2066}一", "‹U+20…"),
            ("", ""),
        ] {
            assert_eq!(first_words(text, 5), expected, "{text}");
        }
        assert_eq!(quoted(&"字".repeat(500)).chars().count(), QUOTED + 1);
    }
}
