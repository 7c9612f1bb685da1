//! Text as markup gives it: stretches of the source text, and characters that stand in the place of others.

use crate::import::characters::is_wide_mark;
use crate::model::{ReadingText, Span};
use crate::text::script::is_han;

/// A text with its way back to the source text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::import) struct Text {
    parts: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Verbatim(Span),
    Replaced(char, Span),
}

/// A character, and where it came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import) struct Character {
    /// What is read.
    pub c: char,
    /// What stands there in the source text.
    pub source: Span,
    /// Whether the two are the same.
    pub verbatim: bool,
}

impl Character {
    /// Adds it to a reading text of `source`.
    pub(in crate::import) fn push_to(self, reading: &mut ReadingText, source: &str) {
        if self.verbatim {
            reading.push_verbatim(source, self.source);
        } else {
            reading.push_replacement(self.c.encode_utf8(&mut [0; 4]), self.source);
        }
    }

    /// Another character in its place.
    #[must_use]
    pub(in crate::import) fn read_as(self, c: char) -> Self {
        Self { c, verbatim: self.verbatim && c == self.c, ..self }
    }
}

impl Text {
    /// A stretch of the source text.
    pub(in crate::import) fn of(span: Span) -> Self {
        let mut text = Self::default();
        text.push_verbatim(span);
        text
    }

    pub(in crate::import) fn push_verbatim(&mut self, span: Span) {
        if !span.is_empty() {
            self.parts.push(Part::Verbatim(span));
        }
    }

    pub(in crate::import) fn push_replaced(&mut self, c: char, source: Span) {
        self.parts.push(Part::Replaced(c, source));
    }

    pub(in crate::import) fn push(&mut self, character: Character) {
        let Character { c, source, verbatim } = character;
        match self.parts.last_mut() {
            Some(Part::Verbatim(last)) if verbatim && last.end == source.start => last.end = source.end,
            _ if verbatim => self.parts.push(Part::Verbatim(source)),
            _ => self.parts.push(Part::Replaced(c, source)),
        }
    }

    pub(in crate::import) fn append(&mut self, other: &Self) {
        self.parts.extend_from_slice(&other.parts);
    }

    /// Whether there is nothing in it, not even a blank.
    pub(in crate::import) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Byte of the source text where it starts.
    pub(in crate::import) fn place(&self) -> Option<u32> {
        self.parts.first().map(|part| match part {
            Part::Verbatim(span) | Part::Replaced(_, span) => span.start,
        })
    }

    /// Its characters, in order. A line end of two characters is one.
    pub(in crate::import) fn characters<'a>(&'a self, source: &'a str) -> impl Iterator<Item = Character> + 'a {
        let all = self.parts.iter().flat_map(move |part| {
            let (span, replaced) = match part {
                Part::Verbatim(span) => (*span, None),
                Part::Replaced(c, span) => (*span, Some(Character { c: *c, source: *span, verbatim: false })),
            };
            let verbatim = if replaced.is_some() { "" } else { span.of(source).unwrap_or_default() };
            let start = span.start as usize;
            let written = verbatim.char_indices().map(move |(at, c)| {
                let source = Span::new(start + at, start + at + c.len_utf8());
                Character { c, source, verbatim: true }
            });
            replaced.into_iter().chain(written)
        });
        let mut after_return = false;
        all.filter_map(move |character| {
            let half = after_return && character.verbatim && character.c == '\n';
            after_return = character.verbatim && character.c == '\r';
            if half {
                return None;
            }
            // XML and HTML read every line end as a line feed; one that is written by its number stays.
            Some(if after_return { character.read_as('\n') } else { character })
        })
    }

    /// What is read.
    pub(in crate::import) fn string(&self, source: &str) -> String {
        self.characters(source).map(|character| character.c).collect()
    }

    /// Whether nothing is seen of it.
    pub(in crate::import) fn is_blank(&self, source: &str) -> bool {
        self.characters(source).all(|character| crate::import::characters::is_blank(character.c))
    }

    /// The text with every run of blanks as one blank and none around it, as a browser shows it: a line end between two
    /// characters of Chinese is none at all. No-break and ideographic blanks stay.
    pub(in crate::import) fn collapsed(&self, source: &str) -> Self {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let is_wide = |c: char| is_han(c) || is_wide_mark(c);
        let mut out = Self::default();
        let mut blank: Option<(Character, bool)> = None;
        let mut before: Option<char> = None;
        for character in self.characters(source) {
            if is_space(character.c) {
                let (first, broken) = blank.unwrap_or((character, false));
                blank = Some((first, broken || character.c == '\n'));
                continue;
            }
            if let (Some((first, broken)), Some(before)) = (blank, before)
                && !(broken && is_wide(before) && is_wide(character.c))
            {
                out.push(first.read_as(' '));
            }
            blank = None;
            before = Some(character.c);
            out.push(character);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_read_as_a_browser_shows_them() {
        for (source, expected) in [
            ("  水位\n  稳定。 ", "水位稳定。"),
            ("水位 稳定", "水位 稳定"),
            ("The level\n\tis  stable.", "The level is stable."),
            ("水位\nis stable", "水位 is stable"),
            ("　　段首", "　　段首"),
            (" \r\n ", ""),
        ] {
            let text = Text::of(Span::new(0, source.len()));
            assert_eq!(text.collapsed(source).string(source), expected, "{source:?}");
        }
    }

    #[test]
    fn line_ends_are_line_feeds() {
        let source = "一\r\n二\r三\n四";
        let text = Text::of(Span::new(0, source.len()));
        assert_eq!(text.string(source), "一\n二\n三\n四");
    }
}
