//! The folders the program keeps its own files in.

use std::path::PathBuf;

use directories::ProjectDirs;

/// Folders of the program's own files. They come in as an argument, so that tests have theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paths {
    /// Settings.
    pub config: PathBuf,
    /// What was open, and the library where no other is named.
    pub data: PathBuf,
    /// The library that was named: with `--library` or `DUIZHAO_LIBRARY`.
    pub library: Option<PathBuf>,
}

impl Paths {
    /// The platform's folders for the person who runs the program; a temporary one where they have no home.
    pub fn platform() -> Self {
        match ProjectDirs::from("", "", "Duizhao") {
            Some(folders) => {
                let (config, data) = (folders.config_dir().to_owned(), folders.data_local_dir().to_owned());
                Self { config, data, library: None }
            }
            None => Self::inside(std::env::temp_dir().join("duizhao")),
        }
    }

    /// Both in one folder.
    pub fn inside(folder: PathBuf) -> Self {
        Self { config: folder.clone(), data: folder, library: None }
    }

    /// The file of the settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// The library, where no other is named.
    pub fn library(&self) -> PathBuf {
        self.library.clone().unwrap_or_else(|| self.data.join("library.duizhao"))
    }

    /// The file that remembers what was open.
    pub fn session(&self) -> PathBuf {
        self.data.join("session.json")
    }
}
