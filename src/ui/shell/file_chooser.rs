//! The system's file chooser, on a thread of its own: where no portal answers it may hang, or return at once.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use super::dialogs::Purpose;
use crate::workspace::Wake;

/// Faster than any person closes a dialog: a chooser that is back by then was never there.
const NEVER_SHOWN: Duration = Duration::from_millis(400);

/// What became of a chooser.
#[derive(Debug)]
pub(crate) enum Chosen {
    /// Files, and what they are for.
    Files(Purpose, Vec<PathBuf>),
    /// The person thought better of it.
    Nothing,
    /// The system has no chooser that works.
    Unavailable,
}

/// Choosers that were asked for, and their answers.
pub(crate) struct FileChooser {
    sender: Sender<Chosen>,
    answers: Receiver<Chosen>,
    wake: Wake,
}

impl FileChooser {
    /// `wake` is called when a chooser is closed.
    pub(crate) fn new(wake: Wake) -> Self {
        let (sender, answers) = mpsc::channel();
        Self { sender, answers, wake }
    }

    /// Shows a chooser; one that asks where a file goes begins with `at`. Returns at once.
    pub(crate) fn show(&self, purpose: Purpose, at: Option<PathBuf>) {
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        let work = move || {
            let started = Instant::now();
            let chosen = match ask(purpose, at.as_deref()) {
                Some(files) if !files.is_empty() => Chosen::Files(purpose, files),
                _ if started.elapsed() < NEVER_SHOWN => Chosen::Unavailable,
                _ => Chosen::Nothing,
            };
            // The window may be gone by now.
            sender.send(chosen).ok();
            wake();
        };
        if std::thread::Builder::new().name("file chooser".to_owned()).spawn(work).is_err() {
            self.sender.send(Chosen::Unavailable).ok();
        }
    }

    /// The next answer, if there is one.
    pub(crate) fn answer(&self) -> Option<Chosen> {
        self.answers.try_recv().ok()
    }
}

fn ask(purpose: Purpose, at: Option<&Path>) -> Option<Vec<PathBuf>> {
    let endings;
    let (kind, endings): (&str, &[&str]) = match purpose {
        Purpose::Open | Purpose::Side(..) | Purpose::Compare(_) => (
            "Documents",
            &[
                "txt", "md", "markdown", "wikitext", "wiki", "text", "tsv", "csv", "tmx", "xlf", "xliff", "xml",
                "html", "htm", "xhtml", "docx", "epub", "beads", "tei",
            ],
        ),
        Purpose::Library => ("Libraries", &["duizhao"]),
        Purpose::Export => ("Notes", &["html", "docx", "md", "csv", "jsonld"]),
        Purpose::ExportPairs(form) => {
            endings = [form.extension()];
            (form.words(), &endings)
        }
        Purpose::Notes(_) => ("Notes", &["jsonld", "json"]),
    };
    let mut dialog =
        rfd::FileDialog::new().set_title(purpose.title()).add_filter(kind, endings).add_filter("All files", &["*"]);
    if let Some(folder) = at.and_then(Path::parent).filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = at.and_then(Path::file_name) {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    match purpose {
        Purpose::Open => dialog.pick_files(),
        Purpose::Export | Purpose::ExportPairs(_) => dialog.save_file().map(|file| vec![file]),
        Purpose::Side(..) | Purpose::Library | Purpose::Notes(_) | Purpose::Compare(_) => {
            dialog.pick_file().map(|file| vec![file])
        }
    }
}
