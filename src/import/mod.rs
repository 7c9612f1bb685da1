//! Bytes to documents, one file a format. Reading never fails: what cannot be understood becomes a warning.
//!
//! Only bytes that are no text at all are an error.

mod archive;
mod beads;
mod binary;
mod bitext;
mod characters;
mod clean;
mod declared;
pub mod decode;
mod docx;
mod epub;
mod flow;
mod html;
mod lines;
mod markdown;
mod marked;
mod markup;
mod naming;
mod package;
mod paragraphs;
mod plain;
mod plausible;
mod recognise;
mod separated;
mod sides;
mod tei;
mod tmx;
mod two_files;
pub mod wikitext;
mod xliff;

use std::sync::Arc;

use thiserror::Error;

use crate::model::{Document, DocumentKind, SideName, SourceText};
use crate::text::Language;

pub use beads::{BeadLine, beads};
pub use tei::{linked_files, read_linked};
pub use two_files::{read_pair, with_side};

/// Why a file could not be read, in words for people. The caller knows the path.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ImportError {
    /// Nothing is in it.
    #[error("The file is empty: there is no text to read.")]
    Empty,
    /// It is no text.
    #[error(
        "This looks like {looks}, not like text. \
         Save or copy its text as a plain text file (.txt, UTF-8 is best) and open that."
    )]
    Binary {
        /// What it looks like, with its article.
        looks: &'static str,
    },
    /// It is an archive of files, and damaged.
    #[error(
        "This looks like {looks}, but it cannot be opened: {reason}. Open it in the program it came from and save it anew."
    )]
    Damaged {
        /// What it looks like, with its article.
        looks: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The offsets of the model cannot count its bytes.
    #[error("The file is too large: {bytes} bytes are more than the 4 GiB this program can read. Split it into parts.")]
    TooLarge {
        /// How large it is, as text.
        bytes: usize,
    },
    /// Both files of a pair are in one language.
    #[error("Both files are in {}: a pair needs one in Chinese and one in English.", name(*.0))]
    SameLanguage(Language),
    /// A file that should give one side does not have its language.
    #[error("The file has no {} text to put beside this document.", name(*.wanted))]
    MissingLanguage {
        /// The language the side needs.
        wanted: Language,
        /// Which side it should have been.
        side: SideName,
    },
}

fn name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "Chinese",
        Language::English => "English",
    }
}

/// Reads a file. What it is, is told by its content first and by `name` second.
///
/// # Errors
/// When the bytes are no text, none at all, or too many.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    match package::kind(bytes) {
        Some(DocumentKind::Docx) => return docx::read(bytes, name),
        Some(DocumentKind::Epub) => return epub::read(bytes, name),
        _ => {}
    }
    let decoded = decode::decode(bytes)?;
    let source = SourceText { name: name.to_owned(), encoding: decoded.encoding, text: decoded.text.into() };
    let mut document = read_source(&Arc::new(source));
    document.warnings.extend(decoded.warnings);
    document.warnings.sort_by_key(|warning| warning.at);
    Ok(document)
}

/// Reads text that was pasted or is decoded already; `name` may be empty.
///
/// # Errors
/// When there is nothing to read, or too much.
pub fn read_text(text: &str, name: &str) -> Result<Document, ImportError> {
    if text.chars().all(characters::is_unseen) {
        return Err(ImportError::Empty);
    }
    if u32::try_from(text.len()).is_err() {
        return Err(ImportError::TooLarge { bytes: text.len() });
    }
    Ok(read_source(&Arc::new(SourceText::new(name, text))))
}

fn read_source(source: &Arc<SourceText>) -> Document {
    match recognise::recognise(&source.text, &source.name) {
        DocumentKind::ArchivePage => archive::read(source),
        DocumentKind::Wikitext => wikitext::read(source),
        DocumentKind::Tmx => tmx::read(source),
        DocumentKind::Xliff => xliff::read(source),
        DocumentKind::Table => separated::separator(&source.text, &source.name)
            .and_then(|separator| separated::read(source, separator))
            .unwrap_or_else(|| plain::read(source)),
        DocumentKind::Html => html::read(source),
        DocumentKind::Markdown => markdown::read(source),
        DocumentKind::Tei => tei::read(source),
        DocumentKind::Plain | DocumentKind::Docx | DocumentKind::Epub => plain::read(source),
    }
}
