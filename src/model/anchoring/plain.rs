//! A text as it is compared: without blanks, in one character form, with one form of each punctuation mark. Every
//! character of it knows which code point of the text it stands for.

use crate::model::{CONTEXT, Selector};
use crate::text::fold::fold_char;

/// A text beside its comparable form.
pub(super) struct Plain {
    /// The text itself.
    pub(super) raw: Vec<char>,
    /// What is compared.
    pub(super) chars: Vec<char>,
    /// For each character of `chars` the code point it stands for.
    at: Vec<u32>,
}

impl Plain {
    pub(super) fn new(text: &str) -> Self {
        let raw: Vec<char> = text.chars().collect();
        let (mut chars, mut at) = (Vec::with_capacity(raw.len()), Vec::with_capacity(raw.len()));
        for (nth, &char) in raw.iter().enumerate() {
            if let Some(plain) = plain_char(char) {
                chars.push(plain);
                at.push(nth as u32);
            }
        }
        Self { raw, chars, at }
    }

    /// The first comparable character at or after a code point.
    pub(super) fn first_from(&self, position: u32) -> usize {
        self.at.partition_point(|at| *at < position)
    }

    /// The code point of a comparable character; the end of the text for the end.
    pub(super) fn position(&self, nth: usize) -> u32 {
        self.at.get(nth).copied().unwrap_or(self.raw.len() as u32)
    }

    /// The code points that the comparable characters `start..end` stand for, without blanks at either end.
    pub(super) fn span(&self, start: usize, end: usize) -> (u32, u32) {
        let first = self.position(start);
        let end = end.checked_sub(1).filter(|last| *last >= start).map_or(first, |last| self.position(last) + 1);
        (first, end.min(self.raw.len() as u32))
    }

    /// The selector of the text between two code points, both inside it.
    pub(super) fn selector(&self, start: u32, end: u32) -> Selector {
        self.selector_in(start, end, CONTEXT)
    }

    /// The same with so many characters of context.
    pub(super) fn selector_in(&self, start: u32, end: u32, context: usize) -> Selector {
        let (first, last) = (start as usize, end as usize);
        let text = |from: usize, to: usize| self.raw.get(from..to.min(self.raw.len())).unwrap_or_default().iter();
        Selector {
            start,
            end,
            exact: text(first, last).collect(),
            prefix: text(first.saturating_sub(context), first).collect(),
            suffix: text(last, last + context).collect(),
        }
    }

    /// Whether a selector stands where it says, with its quotation and all the context it knows.
    pub(super) fn holds(&self, selector: &Selector) -> bool {
        let (start, end) = (selector.start as usize, selector.end as usize);
        let Some(quote) = self.raw.get(start..end) else { return false };
        let (before, after) = self.raw.split_at(start);
        quote.iter().copied().eq(selector.exact.chars())
            && selector.prefix.chars().rev().eq(before.iter().rev().copied().take(selector.prefix.chars().count()))
            && {
                let after = after.get(end - start..).unwrap_or_default();
                selector.suffix.chars().eq(after.iter().copied().take(selector.suffix.chars().count()))
            }
    }
}

/// The comparable characters of `text`.
pub(super) fn plain(text: &str) -> Vec<char> {
    text.chars().filter_map(plain_char).collect()
}

/// The comparable form of a character; nothing for a blank.
///
/// Marks that join or colour an emoji are no blanks: a span must not lose them.
pub(super) fn plain_char(char: char) -> Option<char> {
    if char.is_ascii() {
        return (!char.is_ascii_whitespace() && char != '\u{B}').then_some(char);
    }
    Some(match char {
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => return None,
        blank if blank.is_whitespace() => return None,
        '。' => '.',
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '－' => '-',
        '・' | '•' => '·',
        wide @ '\u{FF01}'..='\u{FF5E}' => char::from_u32(wide as u32 - 0xFEE0).unwrap_or(wide),
        other => fold_char(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compared_has_one_form_and_no_blanks() {
        for (text, expected) in [
            ("領土 的\n囘歸，1962 年", "领土的回归,1962年"),
            ("「好」。“好”．", "\"好\".\"好\"."),
            ("as  well\u{A0}as", "aswellas"),
            ("🏳️‍🌈", "🏳️‍🌈"),
            ("\u{FEFF}𠮷\u{3000}", "𠮷"),
        ] {
            assert_eq!(plain(text).into_iter().collect::<String>(), expected, "{text}");
        }
    }

    #[test]
    fn a_span_leads_back_to_code_points() {
        let text = Plain::new(" 囘 來𠮷 了\n");
        assert_eq!(text.span(1, 3), (3, 5));
        assert_eq!(text.span(2, 2), (4, 4));
        assert_eq!(text.span(4, 4), (8, 8));
        let selector = text.selector(1, 5);
        assert_eq!(selector.exact, "囘 來𠮷");
        assert!(text.holds(&selector));
        assert!(!text.holds(&Selector { prefix: "了".to_owned(), ..selector }));
    }
}
