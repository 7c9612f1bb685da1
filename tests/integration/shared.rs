//! Where the documents are that are not part of the project.

use std::path::PathBuf;

/// The folder of shared documents: `DUIZHAO_SHARED`, else the folder `shared` beside the project; nothing where
/// neither is there.
pub(crate) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("DUIZHAO_SHARED").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}
