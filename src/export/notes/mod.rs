//! What people wrote on a document, to take away: one view of it, computed once, and the formats it is written in.
//!
//! Text of others is shown as text in every format and acts in none (`shown`, `note_text`). Nothing here writes a
//! file, knows the time or draws a random number: the same notes always give the same bytes.

mod chosen;
mod csv;
mod docx;
mod form;
mod html;
pub mod json_ld;
mod markdown;
mod note_text;
mod view;

pub use chosen::{Chosen, Rows, Settled};
pub use csv::csv;
pub use docx::docx;
pub use form::{Form, cannot_hold};
pub use html::html;
pub use markdown::markdown;
pub use note_text::{Block, Inline, LONGEST, Shape, blocks};
pub(super) use view::places::Addresses;
pub use view::{AddressRange, Cell, Entry, Kind, NoteSpan, NotesView, PlaceView, RowView, Standing};
