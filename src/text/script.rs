//! Which script a character or a text is written in.

/// The language of a text, told by its script.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Chinese in any character form.
    Chinese,
    /// English, or another language in Latin script.
    English,
}

/// Whether `char` is a Chinese character. A stand-in until the facts come.
pub fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}')
}
