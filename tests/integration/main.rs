//! All integration tests, in one binary so that they link once: behaviour that shows from outside the library.

mod archive; // archive pages, plain text and pairs
mod fonts; // what the shipped fonts hold
mod shared; // where the shared documents lie
mod sizes; // how long a file may be
