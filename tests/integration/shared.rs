//! Where the documents are that all contributors share but nobody may copy into the project.

use std::path::{Path, PathBuf};

/// The folder of shared documents: `DUIZHAO_SHARED`, else `shared` beside the project; nothing where neither is there.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = match std::env::var_os("DUIZHAO_SHARED") {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    };
    folder.is_dir().then_some(folder)
}
