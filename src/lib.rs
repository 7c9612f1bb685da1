//! Duizhao (对照): Chinese archival documents read beside their English translations.
//!
//! The layers, each a folder, each knowing only what stands to its right (`ARCHITECTURE.md` draws them and
//! `tests/integration/layers.rs` holds them):
//!
//! ```text
//! main ─ ui, command_line ─ workspace ─ import, align, library, export ─ model ─ text
//! ```

pub mod align;
pub mod command_line;
pub mod export;
pub mod import;
pub mod library;
pub mod model;
pub mod text;
#[cfg(feature = "window")]
pub mod ui;
pub mod workspace;
