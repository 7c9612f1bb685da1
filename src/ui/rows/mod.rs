//! What lists of rows of unequal heights share, whoever shows them: heights, positions and the scroll bar; text of
//! passages set in lines; and the mark of how sure a pair is.
//!
//! Knows documents and alignments, but no list in particular: `reader` and `aligner` do, and both are built of this.

pub(crate) mod bar;
mod canary;
pub(crate) mod gutter_mark;
mod heights;
mod lines;
mod position;
mod sizes;
pub(crate) mod sought;
pub(crate) mod status;
mod text_block;
pub(crate) mod typeset;
pub(crate) mod words;

pub(crate) use canary::Canary;
pub(crate) use heights::Heights;
pub(crate) use position::{Position, Rows, Visible};
pub(crate) use sizes::Sizes;
pub use sought::Sought;
pub(crate) use text_block::{Decoration, DecorationKind, TextBlock};
