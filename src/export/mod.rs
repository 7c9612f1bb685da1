//! Documents and alignments to the formats other programs read, one file a format, each with its on-disk structs.
//!
//! What is written here is stable: names and shapes are promises to other programs. The core types stay without serde,
//! so that a format can stay while a type changes. Nothing here writes a file or knows the time.

/// Adds formatted text to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use std::fmt::Write as _;
        $out.write_fmt(format_args!($($text)*)).unwrap_or_default()
    }};
}

pub mod alignment;
mod archive;
pub mod bitext;
mod citation;
mod csv;
mod docx;
mod names;
pub mod notes;
pub mod show;
mod shown;
mod time;
mod xml;

pub use citation::citation;
pub use shown::{shown_between, shown_on_one_line};
