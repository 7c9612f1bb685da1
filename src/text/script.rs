//! Which script a character or a text is written in.

/// The language of a text, told by its script.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Chinese in any character form.
    Chinese,
    /// English, or another language in Latin script.
    English,
}
