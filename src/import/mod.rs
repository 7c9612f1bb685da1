//! Bytes to documents, one file a format. Reading never fails: what cannot be understood becomes a warning.
//!
//! Only bytes that are no text at all are an error.

mod archive;
mod decode;
mod plain;
mod recognise;
pub mod wikitext;
