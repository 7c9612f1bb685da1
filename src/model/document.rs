//! A document: its metadata, its source side, and at most one translation side.

use std::sync::Arc;

use super::{Alignment, Aside, Furniture, Mark, Passage, ReadingText, SourceText, Span};
use crate::text::Language;

/// What the file was recognised as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DocumentKind {
    /// A record of a digital archive: metadata, transcription, translation.
    ArchivePage,
    /// MediaWiki markup.
    Wikitext,
    /// Plain text, of one language or of both.
    Plain,
    /// A translation memory (TMX).
    Tmx,
    /// A translation job (XLIFF).
    Xliff,
    /// Rows of values parted by tabs or commas, one column a language.
    Table,
    /// Text and links between its sentences (TEI, InterText, XCES).
    Tei,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// A Word document.
    Docx,
    /// An electronic book.
    Epub,
}

impl DocumentKind {
    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::ArchivePage => "archive-page",
            Self::Wikitext => "wikitext",
            Self::Plain => "plain",
            Self::Tmx => "tmx",
            Self::Xliff => "xliff",
            Self::Table => "table",
            Self::Tei => "tei",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Epub => "epub",
        }
    }
}

/// The two sides of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SideName {
    /// The text itself, usually Chinese.
    Source,
    /// Its translation, usually English.
    Translation,
}

impl SideName {
    /// Both, source first.
    pub const BOTH: [Self; 2] = [Self::Source, Self::Translation];

    /// The side across.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Source => Self::Translation,
            Self::Translation => Self::Source,
        }
    }
}

/// One imported work.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// What it was recognised as.
    pub kind: DocumentKind,
    /// What it is called. Never empty: the file's name where the text gives none.
    pub title: String,
    /// What is known about it.
    pub metadata: Metadata,
    /// Doubts its editors noted (neutrality, missing sources), in order.
    pub flags: Vec<Flag>,
    /// The text itself. Where only one language is there, that one, whichever it is.
    pub source: Side,
    /// Its translation, if there is one.
    pub translation: Option<Side>,
    /// How the sides meet, where the file itself says so. It fits the sides, and whoever aligns takes it as it is.
    pub pairing: Option<Arc<Alignment>>,
    /// What the reading could not make sense of, ordered by place.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// A document of which nothing is known but what it is, how it is called and what it says.
    pub fn new(kind: DocumentKind, title: impl Into<String>, source: Side, translation: Option<Side>) -> Self {
        Self {
            kind,
            title: title.into(),
            metadata: Metadata::default(),
            flags: Vec::new(),
            source,
            translation,
            pairing: None,
            warnings: Vec::new(),
        }
    }

    /// The side called `name`, if it is there.
    pub fn side(&self, name: SideName) -> Option<&Side> {
        match name {
            SideName::Source => Some(&self.source),
            SideName::Translation => self.translation.as_ref(),
        }
    }
}

/// What an archive says about a document. Text as it stands there, one field a line of the record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Metadata {
    /// Title of the record.
    pub title: Option<String>,
    /// Date of the document, ISO 8601 (`1962-08-10`, or `1962-08`, `1962` where less is known).
    pub date: Option<String>,
    /// What it is about.
    pub summary: Option<String>,
    /// How to cite it.
    pub citation: Option<String>,
    /// Address of the record on the web.
    pub address: Option<String>,
    /// Who made it possible.
    pub credits: Option<String>,
    /// Language of the original, by its English name.
    pub original_language: Option<String>,
    /// Names of the parts of the record (original scan, translation).
    pub contents: Vec<String>,
    /// What else the record says, in order: author, publisher, rights, subjects.
    pub other: Vec<MetadataField>,
}

/// A field of a record that has no place of its own in the metadata.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MetadataField {
    /// What the record calls it; empty for a line without a label.
    pub label: String,
    /// What it says, one line an item.
    pub value: String,
}

/// A doubt that the editors of a page noted on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flag {
    /// What it says, in English.
    pub message: String,
    /// Name of the template it came from.
    pub template: String,
    /// Where it stands in the source text.
    pub source: Span,
}

/// One language of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// Its language.
    pub language: Language,
    /// The text all its source spans count bytes of. The two sides of one file share it.
    pub source: Arc<SourceText>,
    /// Its blocks in reading order.
    pub passages: Vec<Passage>,
    /// What is not text, in source order.
    pub furniture: Vec<Furniture>,
    /// Text among the furniture: a person said that it is none. In the order in which it stood in the text.
    pub aside: Vec<Aside>,
    /// Footnotes, in order of first use.
    pub notes: Vec<Note>,
    /// The side table of an encyclopedia article, in order.
    pub infobox: Vec<InfoboxField>,
    /// Names of its categories, in order, without prefix and sort key.
    pub categories: Vec<String>,
    /// All links of its text, in order.
    pub links: Vec<Link>,
}

impl Side {
    /// A side with nothing in it yet.
    pub fn empty(language: Language, source: Arc<SourceText>) -> Self {
        Self {
            language,
            source,
            passages: Vec::new(),
            furniture: Vec::new(),
            aside: Vec::new(),
            notes: Vec::new(),
            infobox: Vec::new(),
            categories: Vec::new(),
            links: Vec::new(),
        }
    }
}

/// A footnote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What stands in the text for it, without brackets: `1`, or `a` in a group of its own.
    pub mark: String,
    /// What it says.
    pub text: ReadingText,
    /// Styles and links in it.
    pub marks: Vec<Mark>,
    /// How often the text refers to it.
    pub uses: u32,
}

/// A line of an infobox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InfoboxField {
    /// What the line is about, as a person would call it.
    pub label: String,
    /// Plain text, one line an item; deeper items start with two blanks a level.
    pub value: String,
    /// Where the value stands in the source text.
    pub source: Span,
}

/// A link of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What is read.
    pub text: String,
    /// Where it leads: a page title of the same wiki or a full address.
    pub target: String,
}

/// Something a reading could not make sense of. It never stops the reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// Byte of the decoded text where it was seen.
    pub at: u32,
    /// What was seen and what was done about it, as a sentence for people.
    pub message: String,
    /// Whether text is missing for it, so that people are told at once.
    pub is_loss: bool,
}

impl Warning {
    /// Something that was not understood, and cost no text.
    pub fn new(at: u32, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), is_loss: false }
    }

    /// Something for which text is missing.
    pub fn of_loss(at: u32, message: impl Into<String>) -> Self {
        Self { is_loss: true, ..Self::new(at, message) }
    }
}
