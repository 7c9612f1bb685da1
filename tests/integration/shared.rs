//! Where the documents lie that are shared with this project but are no part of it.

use std::path::PathBuf;

/// The folder of the shared documents: what `DUIZHAO_SHARED` names, else `shared` beside the project; none if there is
/// none, and then the tests that need it are skipped.
pub(crate) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("DUIZHAO_SHARED").map(PathBuf::from);
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    Some(named.unwrap_or_else(beside)).filter(|folder| folder.is_dir())
}

/// The shared document of that name, or nothing with a line that says what was skipped.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub(crate) fn document(name: &str) -> Option<PathBuf> {
    let path = folder().map(|folder| folder.join("documents").join(name)).filter(|path| path.is_file());
    if path.is_none() {
        eprintln!("skipped: the shared document {name} is not there");
    }
    path
}
