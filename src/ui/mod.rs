//! The window. Reads the workspace and pushes commands; egui appears here and nowhere below.

pub mod fonts;
pub mod palette;
pub mod reader;
mod shell;
