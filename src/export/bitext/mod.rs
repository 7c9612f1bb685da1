//! The two texts of a document and how they meet, in the formats of translators, linguists and readers: one view of
//! them, computed once, and a writer a format.
//!
//! Nothing here writes a file, knows the time or draws a random number: the same document always gives the same bytes.

mod csv;
mod docx;
mod epub;
mod form;
mod html;
mod markdown;
mod outline;
mod page;
mod tei;
mod tmx;
mod view;
mod xliff;

pub use form::{Form, cannot_hold};
pub use outline::{Counts, Line, Outline, outline};

use view::View;

use super::alignment;
use crate::model::{Alignment, Document};

/// What stands for a pair in formats that have rows or pairs, but not both.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// A row of passages.
    Row,
    /// A pair of sentences.
    Pair,
}

/// A document in a form, and what of it the form could not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What is not as it was in this very file, as sentences for people. What the form never holds is told by
    /// [`cannot_hold`].
    pub changed: Vec<String>,
}

/// Writes a document and its alignment. `level` counts where the form leaves the choice; `key` is the name of the
/// document in the library.
pub fn written(form: Form, level: Option<Level>, document: &Document, alignment: &Alignment, key: &str) -> Written {
    let view = View::new(document, alignment);
    let level = form.level(level);
    let bytes = match form {
        Form::Tmx => tmx::tmx(&view, level).into_bytes(),
        Form::Xliff => xliff::xliff(&view).into_bytes(),
        Form::Html => html::html(&view).into_bytes(),
        Form::Docx => docx::docx(&view),
        Form::Epub => epub::epub(&view, key),
        Form::Markdown => markdown::markdown(&view).into_bytes(),
        Form::Tei => tei::tei(&view).into_bytes(),
        Form::Csv => csv::csv(&view, level).into_bytes(),
        Form::Tsv => match level {
            Level::Row => alignment::tsv(document, alignment).into_bytes(),
            Level::Pair => alignment::sentences_tsv(document, alignment).into_bytes(),
        },
        Form::Beads => match level {
            Level::Row => alignment::passage_beads(alignment).into_bytes(),
            Level::Pair => alignment::segment_beads(alignment).into_bytes(),
        },
    };
    Written { bytes, changed: form::changed(form, level, &view) }
}
