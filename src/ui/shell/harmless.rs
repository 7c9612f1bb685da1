//! Text of others for the window: what would act instead of being read, such as marks that turn the direction of text,
//! is shown by its number. The brackets around it are ones that the shipped fonts hold.

use std::borrow::Cow;

use crate::export::shown_between;

/// The text with what acts shown as `‹U+202E›`. Tabs and line ends stay.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    shown_between(text, ['‹', '›'])
}

/// The same on one line, every run of blanks being one blank.
pub(crate) fn harmless_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_by_its_number() {
        for (text, expected) in [
            ("领土 territory", "领土 territory"),
            ("a\u{202e}gpj.exe\u{7}", "a‹U+202E›gpj.exe‹U+0007›"),
            (" 一\r\n\t二 ", "一 二"),
        ] {
            assert_eq!(harmless_line(text), expected, "{text:?}");
        }
    }
}
