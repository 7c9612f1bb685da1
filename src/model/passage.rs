//! What a side is made of: passages, and the furniture between and inside them.

use super::{ReadingText, Span};

/// What kind of block a passage is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PassageKind {
    /// A heading; `level` is 1 to 6.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list; `level` is its depth, from 1.
    ListItem,
    /// A block quotation.
    Quotation,
    /// One line of a table, its cells parted by tabs.
    Table,
    /// The caption of a picture.
    Caption,
    /// A note that stands in the text itself.
    Note,
    /// A mark of the editor or translator alone on its line, such as `[...]` or `[Illegible …]`.
    Editorial,
    /// A line about the document (received, printed, a "main article" line) rather than of it.
    MetadataLine,
    /// Anything else that is text.
    Other,
}

/// A block of a side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// What kind of block it is.
    pub kind: PassageKind,
    /// Level of a heading (1 to 6) or depth of a list item (from 1); 0 for every other kind.
    pub level: u8,
    /// The text to read. Never empty.
    pub text: ReadingText,
    /// Styles and references inside the text, ordered by where they start; they may nest.
    pub marks: Vec<Mark>,
    /// Where the scan's furniture cut the passage, in order.
    pub breaks: Vec<Break>,
    /// Whether it goes on with the text before it, from which a person cut it: in the text of the side nothing stands
    /// between the two.
    pub continues: bool,
}

impl Passage {
    /// A passage without level, marks or breaks.
    pub fn new(kind: PassageKind, text: ReadingText) -> Self {
        Self { kind, level: 0, text, marks: Vec::new(), breaks: Vec::new(), continues: false }
    }
}

/// A style or a reference on a part of a passage's or note's reading text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Bytes of the reading text.
    pub at: Span,
    /// What it is.
    pub style: MarkStyle,
}

/// What a mark does to its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MarkStyle {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Small or raised text.
    Small,
    /// Struck through.
    Struck,
    /// A link, to a page title of the same wiki or to a full address.
    Link {
        /// Where it leads.
        target: String,
    },
    /// The mark of a note, such as `[3]`; the text it covers is the mark itself.
    NoteMark {
        /// Index into the side's `notes`.
        note: u32,
    },
    /// A template the program does not know, shown as a muted chip.
    Chip,
    /// An editor's mark inside running text.
    Editorial,
}

/// A place inside a passage where furniture stood in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Break {
    /// Byte of the passage's reading text before which the furniture stood.
    pub at: u32,
    /// The furniture: the first and the first-after index into the side's `furniture`.
    pub furniture: super::IndexRange,
}

/// What kind of furniture it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FurnitureKind {
    /// The number of a page.
    PageNumber,
    /// A stamp or a signature in the margin.
    Stamp,
    /// A file or shelf number in the margin.
    FileNumber,
    /// What OCR made of handwriting or dirt.
    Noise,
    /// A heading repeated at the top of each page.
    RepeatedHeading,
    /// Anything else the scan carries that is not the text.
    Other,
}

/// Something the scan or the page carries that is not the text. Kept, counted, and hidden until asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Furniture {
    /// What kind it is.
    pub kind: FurnitureKind,
    /// What it says.
    pub text: String,
    /// Where it stands in the source text.
    pub source: Span,
    /// Where it stands among the passages.
    pub place: Place,
}

/// A place in a side: inside a passage, or before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Index of the passage; the number of passages for what stands after the last.
    pub passage: u32,
    /// Byte of its reading text; 0 for what stands before the passage.
    pub offset: u32,
}

/// Text that is shown among the furniture, since a person said that it is no text of the document. In the text of the
/// side, which notes count, it keeps its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aside {
    /// Index of the passage before which it stands; the number of passages for what stands after the last.
    pub before: u32,
    /// What it says.
    pub text: ReadingText,
    /// Whether it goes on with the text before it, as [`Passage::continues`].
    pub continues: bool,
}
