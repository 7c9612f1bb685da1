//! The folders the program keeps its own files in.

use std::path::PathBuf;

use directories::ProjectDirs;

/// What the file of a library is called.
const LIBRARY: &str = "library.duizhao";

/// Folders of the program's own files. They come in as an argument, so that tests have theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paths {
    /// Settings.
    pub config: PathBuf,
    /// What was open.
    pub data: PathBuf,
    /// The file of the library; its backups are in a folder beside it.
    pub library: PathBuf,
}

impl Paths {
    /// The platform's folders for the person who runs the program; a temporary one where they have no home.
    pub fn platform() -> Self {
        match ProjectDirs::from("", "", "Duizhao") {
            Some(folders) => Self {
                config: folders.config_dir().to_owned(),
                data: folders.data_local_dir().to_owned(),
                library: folders.data_local_dir().join(LIBRARY),
            },
            None => Self::inside(std::env::temp_dir().join("duizhao")),
        }
    }

    /// All in one folder.
    pub fn inside(folder: PathBuf) -> Self {
        Self { config: folder.clone(), library: folder.join(LIBRARY), data: folder }
    }

    /// The file of the settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// The file that remembers what was open.
    pub fn session(&self) -> PathBuf {
        self.data.join("session.json")
    }
}
