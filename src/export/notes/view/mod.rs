//! The notes of a document as every format needs them: in text order, with addresses and quotations, and the rows
//! they stand on with the stretches they cover.

mod build;
pub(in crate::export) mod places;
mod rows;
mod threads;

use std::fmt;

use crate::model::{Address, Colour, Document, Motivation, PassageKind, SideName, Span, Timestamp, Work};
use crate::text::Language;

use super::Chosen;

/// What the formats are written from. All text in it is as it was typed: writers make it harmless.
#[derive(Clone, PartialEq, Debug)]
pub struct NotesView {
    /// What the document is called.
    pub title: String,
    /// Its date, ISO 8601.
    pub date: Option<String>,
    /// How to cite it.
    pub citation: Option<String>,
    /// Address of its record on the web.
    pub record: Option<String>,
    /// The languages of the sides, source first.
    pub languages: [Option<Language>; 2],
    /// Notes, bookmarks and drafts that stand in the text, in its order; replies follow what they reply to.
    pub placed: Vec<Entry>,
    /// Those without a place: lost ones, and replies to what is not there.
    pub lost: Vec<Entry>,
    /// The rows, in reading order.
    pub rows: Vec<RowView>,
    /// How many notes, replies and drafts there are, whether chosen or not.
    pub total: usize,
    /// How many characters every format shows by their numbers.
    pub numbered: usize,
}

/// A note, a bookmark, a reply or a draft.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its thread's number, from 1, over `placed` and then `lost`.
    pub thread: u32,
    /// Its number in the thread; 0 for what the thread is about.
    pub reply: u32,
    /// How deep it stands under what the thread is about; 0 for that.
    pub depth: u32,
    /// What it is.
    pub kind: Kind,
    /// Its name for ever.
    pub id: String,
    /// The name of what it replies to.
    pub reply_to: Option<String>,
    /// Where it stands; nothing for a reply and for what is lost.
    pub address: Option<AddressRange>,
    /// Position of its row in `rows`.
    pub row: Option<usize>,
    /// Its targets.
    pub places: Vec<PlaceView>,
    /// Its text: Markdown, a bookmark's name, a draft's wording.
    pub text: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its colour.
    pub colour: Option<Colour>,
    /// Who wrote it; empty where unknown.
    pub author: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed.
    pub modified: Option<Timestamp>,
    /// Whether it is settled.
    pub resolved: bool,
}

/// What an entry is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A note or a bookmark, with why it was made.
    Annotation(Motivation),
    /// A translation of text that has none.
    DraftTranslation,
    /// Another wording of a translation.
    SuggestedWording,
}

/// A place that an entry is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceView {
    /// The side.
    pub side: SideName,
    /// The quotation: from the text where it stands there, else what it last was.
    pub quote: String,
    /// What it was before it was moved, where that is to be confirmed.
    pub was: Option<String>,
    /// How surely it stands.
    pub standing: Standing,
    /// Where it stands.
    pub address: Option<AddressRange>,
}

/// How surely something stands where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// Beyond doubt.
    Sure,
    /// Moved, and a person has to say whether that is right.
    ToConfirm,
    /// Not in the text.
    Lost,
}

/// The addresses from the first sentence pair to the last one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AddressRange {
    /// The first.
    pub first: Address,
    /// The last; the same as the first where there is but one.
    pub last: Address,
}

/// A row of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowView {
    /// Its address; nothing for passages that no row holds.
    pub address: Option<Address>,
    /// Its passages, source first.
    pub cells: [Vec<Cell>; 2],
}

/// A passage of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// What kind of block it is.
    pub kind: PassageKind,
    /// Level of a heading, depth of a list item.
    pub level: u8,
    /// Its reading text.
    pub text: String,
    /// What entries cover of it, ordered by start.
    pub notes: Vec<NoteSpan>,
}

/// What an entry covers of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoteSpan {
    /// Bytes of the reading text. Empty for a mere place.
    pub at: Span,
    /// Position of the entry in `placed`.
    pub entry: usize,
    /// Which of the entry's places it belongs to.
    pub place: usize,
    /// Whether the place starts and ends here; it goes on in another passage where not.
    pub ends: bool,
}

impl NotesView {
    /// The view of what was chosen of `work` on `document`.
    pub fn new(document: &Document, work: &Work, chosen: &Chosen) -> Self {
        build::build(document, work, chosen)
    }

    /// All entries, the placed ones first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.placed.iter().chain(&self.lost)
    }

    /// The name of a side's language; of the side itself where it has none.
    pub fn side_name(&self, side: SideName) -> &'static str {
        match (self.languages[side as usize], side) {
            (Some(language), _) => crate::export::names::language_name(language),
            (None, SideName::Source) => "Source",
            (None, SideName::Translation) => "Translation",
        }
    }

    /// The code of a side's language, where it is known.
    pub fn language_code(&self, side: SideName) -> &'static str {
        self.languages[side as usize].map_or("", crate::export::names::language)
    }

    /// How many notes there are, and how many of them are written, as a sentence for people.
    pub fn summary(&self) -> String {
        let written = self.placed.len() + self.lost.len();
        let plural = if self.total == 1 { "note" } else { "notes" };
        match (self.total, written) {
            (0, _) => "No notes.".to_owned(),
            (total, written) if total == written => format!("{total} {plural}."),
            (total, written) => format!("{written} of {total} {plural}."),
        }
    }
}

impl Entry {
    /// Its number as people read it: `3`, and `3.2` for a reply.
    pub fn label(&self) -> String {
        match self.reply {
            0 => self.thread.to_string(),
            reply => format!("{}.{reply}", self.thread),
        }
    }

    /// How surely it stands: as its least sure place.
    pub fn standing(&self) -> Standing {
        self.places.iter().map(|place| place.standing).max().unwrap_or(Standing::Sure)
    }

    /// Whether it has a place on `side`.
    pub fn is_on(&self, side: SideName) -> bool {
        self.places.iter().any(|place| place.side == side)
    }

    /// What it is, in a word or two: `Question`, `Draft translation`. As typed where another program named it.
    pub fn kind_in_words(&self) -> &str {
        match &self.kind {
            Kind::Annotation(Motivation::Highlighting) => "Highlight",
            Kind::Annotation(Motivation::Commenting) => "Comment",
            Kind::Annotation(Motivation::Questioning) => "Question",
            Kind::Annotation(Motivation::Bookmarking) => "Bookmark",
            Kind::Annotation(Motivation::Assessing) => "Assessment",
            Kind::Annotation(Motivation::Replying) => "Reply",
            Kind::Annotation(Motivation::Other(name)) => name,
            Kind::DraftTranslation => "Draft translation",
            Kind::SuggestedWording => "Draft: suggested wording",
        }
    }

    /// The name of its motivation in the W3C vocabulary. A draft proposes an edit.
    pub fn motivation_name(&self) -> &str {
        match &self.kind {
            Kind::Annotation(motivation) => motivation.name(),
            Kind::DraftTranslation | Kind::SuggestedWording => "editing",
        }
    }

    /// Whether it is a draft.
    pub fn is_draft(&self) -> bool {
        !matches!(self.kind, Kind::Annotation(_))
    }

    /// Whether its text is Markdown; the name of a bookmark and a draft are plain text.
    pub fn is_markdown(&self) -> bool {
        matches!(&self.kind, Kind::Annotation(motivation) if *motivation != Motivation::Bookmarking)
    }
}

impl Standing {
    /// For people, and for the column of a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::ToConfirm => "moved, please confirm",
            Self::Lost => "lost",
        }
    }
}

impl AddressRange {
    /// The smallest range that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (first, last) if first == last => write!(f, "{first}"),
            (first, Address { row, pair: Some(pair) }) if first.row == row => write!(f, "{first}–{pair}"),
            (first, last) => write!(f, "{first}–{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_addresses_read_as_people_cite_them() {
        let at = |row, pair| Address { row, pair };
        for (first, last, expected) in [
            (at(12, Some(3)), at(12, Some(3)), "¶12.3"),
            (at(12, Some(3)), at(12, Some(5)), "¶12.3–5"),
            (at(12, Some(3)), at(14, Some(1)), "¶12.3–¶14.1"),
            (at(12, None), at(13, None), "¶12–¶13"),
        ] {
            assert_eq!(AddressRange { first, last }.to_string(), expected);
        }
    }
}
