//! The one binary of the tests that look at the program from outside, a module a concern.

mod align;
mod archive; // archive pages, plain text and pairs
mod command_line; // what is printed, and the exit status
mod fonts; // what the shipped fonts hold
mod import; // files of every form and encoding
mod layers; // which layer may use which
#[cfg(feature = "window")]
mod reader; // the rows: what is visible, pointed at, selected, opened
mod rendered; // documents as text, to compare
mod shared; // where the shared documents lie
mod sizes; // how long files and functions may be
mod wikitext;
#[cfg(feature = "window")]
mod window; // the window, driven by accessible names
mod workspace; // opening, cancelling, remembering, without a window
