//! What a person said of the passages of a document otherwise than its importer: where they are cut, what they are, and
//! what of the furniture is text.
//!
//! It is laid over the document that the importer read (`parsed` in names) and gives the one that everything else sees.
//! Nothing is taken from the text of a side, on which notes stand, and but for furniture that becomes text nothing comes
//! into it: a cut passage goes on ([`super::Passage::continues`]), and what becomes furniture keeps its place
//! ([`super::Aside`]). It names places of the parsed document, so that one change does not move what another one names.

mod apply;
mod carry;
mod moving;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Document, Furniture, FurnitureKind, PassageKind, Place, SideName};

pub(super) use apply::{FurnitureOrigin, Origin};
pub(super) use carry::Inserted;

/// What a person said of the passages of both sides.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Structure {
    /// Of the source side.
    pub source: SideStructure,
    /// Of the translation side.
    pub translation: SideStructure,
}

/// What a person said of the passages of one side. Places are those of the parsed side.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SideStructure {
    /// Where passages are cut: never at their ends.
    pub cuts: BTreeSet<Place>,
    /// What passages are, and pieces of them, by where they begin.
    pub called: BTreeMap<Place, Called>,
    /// Furniture that is text, and of what kind, by its index. What stood inside a passage has a cut there.
    pub returned: BTreeMap<u32, Returned>,
}

/// What a passage is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Called {
    /// Text of the document.
    Text(TextKind),
    /// No text: it is shown among the furniture and aligned with nothing.
    Furniture {
        /// What kind it is.
        kind: FurnitureKind,
        /// Number of the row that it was alone, if it was: it has it again when it becomes text again.
        row: Option<u32>,
    },
}

/// Furniture that is text. It is no other than the one that says this at this place: where another reading of the file
/// has something else by that index, that stays furniture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Returned {
    /// What kind of text it is.
    pub text: TextKind,
    /// Where it stands among the parsed passages.
    pub place: Place,
    /// What it says.
    pub words: String,
}

impl Returned {
    /// A piece of parsed furniture, as a kind of text.
    pub fn of(furniture: &Furniture, text: TextKind) -> Self {
        Self { text, place: furniture.place, words: furniture.text.clone() }
    }

    /// Whether it is this piece of parsed furniture.
    fn is(&self, furniture: &Furniture) -> bool {
        !self.words.is_empty() && self.place == furniture.place && self.words == furniture.text
    }
}

/// A kind of text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TextKind {
    /// What kind of block it is.
    pub kind: PassageKind,
    /// Level of a heading (1 to 6) or depth of a list item (from 1); 0 for every other kind.
    pub level: u8,
}

impl Structure {
    /// Whether nobody said anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many things were said.
    pub fn len(&self) -> usize {
        let of_side = |side: &SideStructure| side.cuts.len() + side.called.len() + side.returned.len();
        of_side(&self.source) + of_side(&self.translation)
    }

    /// The document that comes of `parsed`: itself, where nobody said anything.
    pub fn lay<'a>(&self, parsed: &'a Document) -> Cow<'a, Document> {
        if self.is_empty() { Cow::Borrowed(parsed) } else { Cow::Owned(self.apply(parsed)) }
    }

    /// What was said of a side.
    pub fn side(&self, side: SideName) -> &SideStructure {
        match side {
            SideName::Source => &self.source,
            SideName::Translation => &self.translation,
        }
    }

    /// What was said of a side, to be changed.
    pub fn side_mut(&mut self, side: SideName) -> &mut SideStructure {
        match side {
            SideName::Source => &mut self.source,
            SideName::Translation => &mut self.translation,
        }
    }
}
