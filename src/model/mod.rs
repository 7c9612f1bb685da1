//! What the program is about: source texts, documents and their sides, passages, alignments, and what people write on them.
//!
//! Plain data with public fields where there is no invariant to hold. No I/O, no clock, and no serde on these types:
//! the formats on disk live in `export`, so that a format can stay while a type changes.

mod alignment;
pub mod anchoring;
mod annotation;
mod carrying;
mod comparing;
mod correcting;
mod crossings;
mod details;
mod document;
mod edit;
mod fit;
mod history;
mod items;
mod merge;
mod moment;
mod passage;
mod progress;
mod reading;
mod regroup;
pub mod search;
mod side_text;
mod source;
mod span;
mod structure;
mod work;

pub use alignment::{
    Address, Alignment, Bead, Evidence, EvidenceKind, Pairing, Retired, Row, RunnerUp, Segment, Status, sentences_of,
};
pub use annotation::{
    Annotation, AnnotationId, Colour, Draft, DraftId, Motivation, Selector, Standing, Target, Timestamp,
};
pub use carrying::{Carried, Joined, carry_to_reading, carry_to_version, join_settled};
pub use comparing::{
    Agreement, BeadPositions, BeadText, Counts, Hunk, HunkKind, HunkState, Theirs, differences, from_positions,
    from_texts,
};
pub use correcting::{Corrected, Correction, Level, NotesAndDrafts, Refusal, Scene, Unit};
pub use crossings::{Crossings, OutOfOrder};
pub use details::{Detail, DetailKind};
pub use document::{
    Document, DocumentKind, Flag, InfoboxField, Link, Metadata, MetadataField, Note, Side, SideName, Warning,
};
pub use edit::{Edit, Refused};
pub use fit::{fits, fits_texts, is_whole};
pub use history::{History, Step};
pub use items::{ItemChange, Items, changed_items};
pub use merge::{Merged, merge};
pub use passage::{Aside, Break, Furniture, FurnitureKind, Mark, MarkStyle, Passage, PassageKind, Place};
pub use progress::{Cancelled, Progress};
pub use reading::{Piece, ReadingText};
pub use regroup::{place_empty_beads, row_confidence};
pub use side_text::{CONTEXT, Relaid, SidePlace, SideText};
pub use source::SourceText;
pub use span::{IndexRange, Span};
pub use structure::{Called, Returned, SideStructure, Structure, TextKind};
pub use work::Work;
