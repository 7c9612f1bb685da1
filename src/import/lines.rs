//! The lines of a text, as spans, and how much of each language stands on them.

use super::characters::{is_blank, is_letter, is_line_end, is_unseen, is_wide_mark};
use crate::model::Span;
use crate::text::Language;
use crate::text::script::is_han;

/// A line that is not blank.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// What is on it, without the blanks around.
    pub span: Span,
    /// Whether a blank line, or the end of a page, stands before it. The first line of a text has one.
    pub apart: bool,
    /// Whether the line is set in: an ideographic blank, a tab, or two blanks at its start.
    pub indented: bool,
}

/// The lines of `text` in `within` that are not blank.
pub(super) fn lines(text: &str, within: Span) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = true;
    let mut start = within.start as usize;
    for raw in within.of(text).unwrap_or_default().split_inclusive(is_line_end) {
        let bare = raw.trim_start_matches(is_blank);
        let indent = raw.get(..raw.len() - bare.len()).unwrap_or_default();
        let kept = bare.trim_end_matches(is_blank);
        if kept.chars().all(is_unseen) {
            // The second half of a CR LF is no blank line of its own.
            let half = raw == "\n" && text.get(..start).is_some_and(|before| before.ends_with('\r'));
            apart |= !half;
        } else {
            let from = start + indent.len();
            let indented = indent.contains(['\u{3000}', '\t']) || indent.chars().filter(|c| *c == ' ').count() >= 2;
            lines.push(Line { span: Span::new(from, from + kept.len()), apart, indented });
            apart = raw.ends_with('\u{C}');
        }
        start += raw.len();
    }
    lines
}

/// How much of each language a text holds, in units that a text and its translation have about as many of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Weight {
    /// Chinese characters.
    pub chinese: u32,
    /// Words of other scripts.
    pub english: u32,
}

impl Weight {
    /// Weighs `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut weight = Self::default();
        let mut in_word = false;
        for c in text.chars() {
            let letter = is_letter(c);
            weight.english += u32::from(letter && !in_word);
            weight.chinese += u32::from(is_han(c));
            in_word = letter || (in_word && matches!(c, '\'' | '’'));
        }
        weight
    }

    /// The language there is more of; nothing where there is neither.
    pub(super) fn language(self) -> Option<Language> {
        match self {
            Self { chinese: 0, english: 0 } => None,
            Self { chinese, english } if chinese >= english => Some(Language::Chinese),
            _ => Some(Language::English),
        }
    }
}

/// The language of one line; Chinese punctuation tips a line of foreign names.
pub(super) fn language(text: &str) -> Option<Language> {
    let mut weight = Weight::of(text);
    if weight.chinese > 0 {
        weight.chinese += text.chars().filter(|c| is_wide_mark(*c) && !matches!(c, '’' | '“' | '”')).count() as u32;
    }
    weight.language()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_where_they_stand() {
        let text = "第一\r\n　　第二 \n\n third\u{C}第四\r第五";
        let found: Vec<_> = lines(text, Span::new(0, text.len()))
            .iter()
            .map(|line| (line.span.of(text).unwrap(), line.apart, line.indented))
            .collect();
        assert_eq!(
            found,
            [
                ("第一", true, false),
                ("第二", false, true),
                ("third", true, false),
                ("第四", true, false),
                ("第五", false, false)
            ]
        );
    }

    #[test]
    fn a_line_has_the_language_it_is_written_in() {
        for (text, expected) in [
            ("他叫 John Smith，住在 Birmingham。", Some(Language::Chinese)),
            ("The word 关系 (guanxi) means relations.", Some(Language::English)),
            ("118-01767-01", None),
            ("囘", Some(Language::Chinese)),
            ("[...]", None),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
