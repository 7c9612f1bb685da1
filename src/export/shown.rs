//! Text of others made harmless by showing it: what steers a terminal, turns the direction of text or is no XML is
//! written by its number. Nothing is dropped.

use std::borrow::Cow;

/// The text with every character that would act instead of being read written as `⟨U+202E⟩`, and with line ends of one
/// kind. Tabs and line ends stay.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    shown_between(text, ['⟨', '⟩'])
}

/// The same with other brackets around the numbers, for those whose fonts lack these.
pub fn shown_between(text: &str, [open, close]: [char; 2]) -> Cow<'_, str> {
    if !text.contains(|c| acts(c) || is_line_end(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_line_end(character) {
            if character == '\r' {
                characters.next_if_eq(&'\n');
            }
            out.push('\n');
        } else if acts(character) {
            put!(out, "{open}U+{:04X}{close}", character as u32);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Text of others on one line that does nothing but be read: what acts is written by its number, as `⟨U+202E⟩`, and
/// every run of blanks is one blank.
pub fn shown_on_one_line(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many characters of `text` are shown by their numbers.
pub(super) fn count(text: &str) -> usize {
    text.chars().filter(|c| acts(*c)).count()
}

/// Line ends that are not `\n`.
fn is_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{2028}' | '\u{2029}')
}

/// Control characters (C0, C1, but tab and line ends), the embeddings, overrides and isolates of Unicode's
/// bidirectional algorithm (UAX 9), and what XML 1.0 cannot hold.
fn acts(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_and_what_is_read_stays() {
        for (text, expected) in [
            ("领土 territory\t𠮷\n", "领土 territory\t𠮷\n"),
            ("a\u{202e}txt.exe", "a⟨U+202E⟩txt.exe"),
            ("\u{2067}领土\u{2069}", "⟨U+2067⟩领土⟨U+2069⟩"),
            ("\u{0}\u{1b}[31m\u{9b}", "⟨U+0000⟩⟨U+001B⟩[31m⟨U+009B⟩"),
            ("一\r\n二\r三\u{2028}四", "一\n二\n三\n四"),
            ("\u{fffe}\u{feff}", "⟨U+FFFE⟩\u{feff}"),
            ("ئۇيغۇر\u{200f}", "ئۇيغۇر\u{200f}"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
        assert_eq!(shown_on_one_line(" 一\r\n\t二  三 "), "一 二 三");
        assert_eq!(shown_between("领\u{202e}土", ['‹', '›']), "领‹U+202E›土");
        assert_eq!(count("a\u{202e}\u{7}\r\n"), 2);
    }
}
