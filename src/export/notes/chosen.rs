//! Which notes leave: a filter that lets everything through unless told otherwise.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Annotation, Colour, Draft, Motivation};

/// Which notes, and which rows around them, an export takes. An empty list asks nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// Notes with one of these tags.
    pub tags: Vec<String>,
    /// Notes by one of these people; an empty name asks for notes of unknown authors.
    pub authors: Vec<String>,
    /// Notes of one of these colours.
    pub colours: Vec<Colour>,
    /// Notes of one of these motivations.
    pub motivations: Vec<Motivation>,
    /// Settled or not.
    pub settled: Settled,
    /// Notes, replies and drafts of these names; all where there is no such list.
    pub only: Option<Arc<BTreeSet<Arc<str>>>>,
    /// Whether drafts leave too.
    pub drafts: bool,
    /// Which rows stand around the notes, in the formats that have rows.
    pub rows: Rows,
}

/// Which notes by whether they are settled.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Settled {
    /// All.
    #[default]
    Either,
    /// Those that are not resolved.
    Open,
    /// Those that are.
    Resolved,
}

/// Which rows of the document go with the notes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Rows {
    /// The whole document.
    #[default]
    All,
    /// Rows that a note stands on.
    WithNotes,
}

impl Default for Chosen {
    fn default() -> Self {
        Self {
            tags: Vec::new(),
            authors: Vec::new(),
            colours: Vec::new(),
            motivations: Vec::new(),
            settled: Settled::default(),
            only: None,
            drafts: true,
            rows: Rows::default(),
        }
    }
}

impl Chosen {
    /// Whether a note, or a reply to one, is asked for. A thread leaves whole when one of its notes is.
    pub fn takes(&self, note: &Annotation) -> bool {
        let settled = match self.settled {
            Settled::Either => true,
            Settled::Open => !note.resolved,
            Settled::Resolved => note.resolved,
        };
        settled
            && self.names(&note.id.0)
            && asks(&self.tags, |tag| note.tags.contains(tag))
            && asks(&self.authors, |author| *author == note.author)
            && asks(&self.colours, |colour| note.colour == Some(*colour))
            && asks(&self.motivations, |motivation| *motivation == note.motivation)
    }

    /// Whether a draft is asked for. It has no tags, no colour and no motivation, and is never settled.
    pub fn takes_draft(&self, draft: &Draft) -> bool {
        let of_notes_alone = self.tags.is_empty() && self.colours.is_empty() && self.motivations.is_empty();
        self.drafts
            && of_notes_alone
            && self.names(&draft.id.0)
            && self.settled != Settled::Resolved
            && asks(&self.authors, |author| *author == draft.author)
    }

    /// Whether a name is among those that are asked for.
    fn names(&self, name: &Arc<str>) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(name))
    }

    /// Whether everything leaves.
    pub fn is_everything(&self) -> bool {
        *self == Self { rows: self.rows, ..Self::default() }
    }
}

/// Whether one of the things asked for is there; yes where nothing is asked.
fn asks<T>(asked: &[T], has: impl Fn(&T) -> bool) -> bool {
    asked.is_empty() || asked.iter().any(has)
}
