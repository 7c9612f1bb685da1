//! What the program is about: source texts, documents and their sides, passages, alignments.
//!
//! Plain data with public fields where there is no invariant to hold. No I/O, no clock, and no serde on these types:
//! the formats on disk live in `export`, so that a format can stay while a type changes.

mod alignment;
mod document;
mod passage;
mod progress;
mod reading;
mod source;
mod span;

pub use alignment::{Address, Alignment, Bead, Evidence, EvidenceKind, Pairing, Row, RunnerUp, Segment, Status};
pub use document::{
    Document, DocumentKind, Flag, InfoboxField, Link, Metadata, MetadataField, Note, Side, SideName, Warning,
};
pub use passage::{Break, Furniture, FurnitureKind, Mark, MarkStyle, Passage, PassageKind, Place};
pub use progress::{Cancelled, Progress};
pub use reading::{Piece, ReadingText};
pub use source::SourceText;
pub use span::{IndexRange, Span};
