//! Facts about the two languages: scripts, character forms, sentence ends, numbers, romanisation, dictionary.
//!
//! Pure functions and shipped data. Knows no document and does no I/O.

pub mod dictionary;
pub mod fold;
pub mod gloss;
pub mod line_break;
mod line_class;
pub mod number;
mod packed;
pub mod romanise;
pub mod script;
pub mod search;
pub mod sentence;
pub mod stem;
pub mod translations;

pub use script::Language;
