//! Notes as W3C web annotations (Web Annotation Data Model, 2017) in JSON-LD: ours without loss, those of other programs
//! as far as they go.
//!
//! What is written depends on nothing but the document, its notes and its key: no time, no path, no random id. So notes
//! that went out and came back go out again byte for byte the same.
//!
//! What the vocabulary of the W3C lacks stands in members with the prefix `duizhao:` — `colour` (beside the style sheet
//! that says it to other programs), `resolved`, `draft` (a translation typed beside the text; its motivation is
//! `editing`), `standing` and `was` of a target that is lost or to confirm, `original` (members of another program's
//! annotation that ours cannot hold, word for word).
//!
//! A colour is also a `styleClass` of the target with its style sheet, and the address of the record is the `scope` of the
//! target: these are the words that the vocabulary has for them.
//!
//! Three steps: [`read`] makes notes of the text of a file, [`settle`] finds their places in a document, [`merge`] lays
//! them over the work there is. Text of others is hostile: reading it never panics, and what makes no sense is a warning
//! that says what and where.

mod body;
mod escape;
mod id;
mod item;
mod merge;
mod read;
mod settle;
mod shape;
mod target;
mod time;
mod write;

pub use merge::{Conflict, Counts, Merge, merge};
pub use read::{ReadError, read};
pub use settle::{Settled, settle};
pub use write::write;

use crate::export::names;
use crate::model::{Annotation, SideName, Standing};

/// Which document the notes are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct About<'a> {
    /// Its key: the digest of its bytes as lower-case hex.
    pub key: &'a str,
}

impl About<'_> {
    /// The document as an IRI.
    fn document(self) -> String {
        format!("{DOCUMENT}{}", self.key)
    }

    /// A side of it as an IRI.
    fn side(self, side: SideName) -> String {
        format!("{DOCUMENT}{}#{}", self.key, names::side(side))
    }
}

/// What a file of notes says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReadNotes {
    /// Its notes, in its order.
    pub notes: Vec<ReadNote>,
    /// What it says that could not be understood, what and where, as sentences for people.
    pub warnings: Vec<String>,
}

/// A note that has no place yet.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadNote {
    /// All but its targets.
    pub annotation: Annotation,
    /// Whether it is a draft of a translation.
    pub is_draft: bool,
    /// What it says of its places.
    pub targets: Vec<ReadTarget>,
}

/// What a note says of a place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReadTarget {
    /// The side, if it names one of ours.
    pub side: Option<SideName>,
    /// The key of the document, if it names one.
    pub document: Option<String>,
    /// First code point, and the first after.
    pub position: Option<(u32, u32)>,
    /// The text itself, what stands before it and what after.
    pub quote: Option<(String, String, String)>,
    /// How surely it stood there.
    pub standing: Standing,
}

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const DOCUMENT: &str = "urn:sha256:";
const NAMESPACE: &str = "urn:duizhao:vocabulary:";
const ORIGINAL: &str = "duizhao:original";
const TO_CONFIRM: &str = "to-confirm";
const LOST: &str = "lost";
