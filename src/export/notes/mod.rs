//! What people wrote on a document, to take away and to bring back.

pub mod json_ld;
