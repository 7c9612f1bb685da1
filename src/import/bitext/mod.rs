//! Files that say themselves what translates what: their pairs, from whatever format, to a document with its pairing.
//!
//! A file's reader gives [`Unit`]s, `build` makes passages, sentences, beads and rows of them. The Chinese text is the
//! source, as in documents made of two files; where there is none, the file's own source is.

mod build;
mod columns;
mod languages;
mod linked;
mod states;

use crate::import::markup::Text;
use crate::model::{DocumentKind, Metadata, PassageKind, Status, Warning};
use crate::text::Language;

pub(super) use build::{document, document_of_two};
pub(super) use columns::{Cell, Table, units_of_tables};
pub(super) use languages::{language_of_code, of_text};
pub(super) use linked::units_of_links;
pub(super) use states::{confidence, kinds, metadata_field, row_number, row_of_address, status};

/// What stands between two sentences of a side: another passage, where the format has a way to say so.
pub(super) const PASSAGE_END: char = '\n';
/// A line end inside a passage, in formats where [`PASSAGE_END`] ends one.
pub(super) const LINE_END: char = '\u{2028}';

/// Text of both sides that a file puts together. Either may be empty, and then the other stands alone.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its row: units that follow each other with the same number here stand in one.
    pub row: u32,
    /// The text of either side, source first.
    pub sides: [UnitSide; 2],
    /// What was said of it.
    pub status: Status,
    /// How sure it is.
    pub confidence: f32,
}

/// One side of a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct UnitSide {
    /// Its text.
    pub text: Text,
    /// What stands between it and the next text of its side in the row; what is usual in the language if not said.
    pub after: Option<Text>,
    /// Its place among all texts of its side, where that is not the order of the units.
    pub order: Option<u64>,
    /// Kinds and levels of the passages that start in it, in order.
    pub kinds: Vec<(PassageKind, u8)>,
}

impl Unit {
    /// A pair of which nothing more is known.
    pub(super) fn plain(row: u32, [source, translation]: [Text; 2]) -> Self {
        let side = |text| UnitSide { text, ..UnitSide::default() };
        Self { row, sides: [side(source), side(translation)], status: Status::Proposed, confidence: 1.0 }
    }
}

/// Everything that is read of a file of pairs.
#[derive(Clone, Debug)]
pub(super) struct Bitext {
    /// What the file is.
    pub kind: DocumentKind,
    /// The languages of the sides of `units`, where the file says so.
    pub languages: [Option<Language>; 2],
    /// Its pairs, in order.
    pub units: Vec<Unit>,
    /// Whether rows are called by their numbers; they are numbered from 1 where not.
    pub numbered: bool,
    /// Whether [`PASSAGE_END`] in a text ends a passage.
    pub passages: bool,
    /// What is known about it.
    pub metadata: Metadata,
    /// What was not understood.
    pub warnings: Vec<Warning>,
}

impl Bitext {
    /// Nothing yet of a file of that kind.
    pub(super) fn new(kind: DocumentKind) -> Self {
        Self {
            kind,
            languages: [None; 2],
            units: Vec::new(),
            numbered: false,
            passages: false,
            metadata: Metadata::default(),
            warnings: Vec::new(),
        }
    }

    /// Says that something of the file is left out, and how often.
    pub(super) fn left_out(&mut self, at: u32, count: usize, one: &str, many: &str) {
        let message = match count {
            0 => return,
            1 => format!("{one}."),
            count => format!("{count} {many}."),
        };
        self.warnings.push(Warning::new(at, message));
    }
}
