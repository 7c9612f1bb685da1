//! Behaviour of the library as a whole, one module a subject.

mod shared;
mod wikitext;
