//! Bytes to documents, one file a format. Reading never fails: what cannot be understood becomes a warning.
//!
//! Only bytes that are no text at all are an error. A stand-in until the importers come.

mod archive;
mod decode;
mod plain;
mod recognise;
mod wikitext;

use std::sync::Arc;

use crate::model::{
    Document, DocumentKind, Metadata, Passage, PassageKind, ReadingText, Side, SideName, SourceText, Span,
};
use crate::text::Language;

/// Why bytes are no document. The message does not name the file: whoever reads it knows.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("The file is empty")]
    Empty,
    /// It is no text.
    #[error("The file is no text")]
    Binary,
    /// Both files of a pair are of one language.
    #[error("Both texts are in the same language")]
    SameLanguage,
}

/// Reads a file, recognised by content, then by name.
///
/// # Errors
/// When it is empty or no text.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    if bytes.contains(&0) {
        return Err(ImportError::Binary);
    }
    read_text(&String::from_utf8_lossy(bytes), name)
}

/// Reads pasted text.
///
/// # Errors
/// When it is empty.
pub fn read_text(text: &str, name: &str) -> Result<Document, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let source = Arc::new(SourceText { name: name.to_owned(), encoding: "UTF-8", text: text.into() });
    let mut chinese = Side::empty(Language::Chinese, source.clone());
    let mut english = Side::empty(Language::English, source.clone());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + line.find(words).unwrap_or(0);
            let reading = ReadingText::verbatim(text, Span::new(start, start + words.len()));
            let han = words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let side = if han { &mut chinese } else { &mut english };
            side.passages.push(Passage::new(PassageKind::Paragraph, reading));
        }
        at += line.len();
    }
    let (source, translation) = match (chinese.passages.is_empty(), english.passages.is_empty()) {
        (false, false) => (chinese, Some(english)),
        (true, _) => (english, None),
        (false, true) => (chinese, None),
    };
    Ok(Document {
        kind: DocumentKind::Plain,
        title: if name.is_empty() { "Pasted text".to_owned() } else { name.to_owned() },
        metadata: Metadata::default(),
        flags: Vec::new(),
        source,
        translation,
        warnings: Vec::new(),
    })
}

/// Reads two files of one language each. Chinese becomes the source side.
///
/// # Errors
/// When one is empty or no text, or both are of one language.
pub fn read_pair(first: (&[u8], &str), second: (&[u8], &str)) -> Result<Document, ImportError> {
    let (first, second) = (read(first.0, first.1)?, read(second.0, second.1)?);
    if first.source.language == second.source.language {
        return Err(ImportError::SameLanguage);
    }
    let (mut source, translation) =
        if first.source.language == Language::Chinese { (first, second) } else { (second, first) };
    source.translation = Some(translation.source);
    Ok(source)
}

/// Adds or replaces one side of a document.
///
/// # Errors
/// When the bytes are empty or no text.
pub fn with_side(document: &Document, side: SideName, bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    let added = read(bytes, name)?.source;
    let mut document = document.clone();
    match side {
        SideName::Source => document.source = added,
        SideName::Translation => document.translation = Some(added),
    }
    Ok(document)
}
