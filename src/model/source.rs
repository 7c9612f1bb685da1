//! The decoded text of a file, exactly as it came. Nothing in the program changes it.

/// A source text: immutable, shared by `Arc` between the two sides of a document that came in one file.
#[derive(PartialEq, Eq, Debug)]
pub struct SourceText {
    /// What the file was called, for messages and for telling texts apart; empty for pasted text.
    pub name: String,
    /// The encoding it was decoded from, by its WHATWG label (`UTF-8`, `GBK`, `gb18030`, `Big5`, `UTF-16LE`).
    pub encoding: &'static str,
    /// The decoded text. Every source span of the program counts its bytes.
    pub text: Box<str>,
}

impl SourceText {
    /// A text that was UTF-8.
    pub fn new(name: impl Into<String>, text: impl Into<Box<str>>) -> Self {
        Self { name: name.into(), encoding: "UTF-8", text: text.into() }
    }
}
