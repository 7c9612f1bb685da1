//! The one binary of the tests that look at the program from outside, a module a concern.

#[cfg(feature = "window")]
mod reader; // the rows: what is visible, pointed at, selected, opened
