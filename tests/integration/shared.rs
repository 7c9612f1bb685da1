//! Where the documents lie that are shared with this project but are no part of it, and how a test says it was skipped.

use std::io::Write as _;
use std::path::PathBuf;

/// The shared document of that name; nothing, with a line that says what was skipped, where it is not there.
///
/// It is looked for in the folder that `DUIZHAO_SHARED` names, else in `shared` beside the project.
pub(crate) fn document(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("DUIZHAO_SHARED").map(PathBuf::from);
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    let path = named.unwrap_or_else(beside).join("documents").join(name);
    if path.is_file() {
        return Some(path);
    }
    skipped(&format!("a test of the shared document {name}, which is not there"));
    None
}

/// Says that something was skipped, on the terminal itself: the test runner keeps what a test prints to itself.
pub(crate) fn skipped(what: &str) {
    writeln!(std::io::stderr(), "skipped: {what}").unwrap_or_default();
}
