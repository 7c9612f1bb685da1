//! The window. Reads the workspace and pushes commands; egui appears here and nowhere below.

pub mod fonts;
pub mod palette;
pub mod reader;
mod shell;

/// Opens the window. A stand-in until the shell comes.
///
/// # Errors
/// Always, as yet.
pub fn run(_: &crate::workspace::Paths, _: Vec<crate::workspace::Command>) -> Result<(), crate::workspace::Problem> {
    let advice = String::new();
    Err(crate::workspace::Problem { what: "it is not written yet".to_owned(), path: None, advice })
}
