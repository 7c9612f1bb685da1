//! Writing the program's own files on a thread of its own, the newest state only, a moment after it settled.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::files::write_file;
use super::jobs::{Report, Reporter};
use super::session::Snapshot;
use super::{Paths, Problem, Settings};

/// How long nothing must change before it is written.
const QUIET: Duration = Duration::from_millis(400);
/// How long a change waits at most.
const LONGEST: Duration = Duration::from_secs(4);

/// Takes states to be written. Dropping it writes what is left and waits for that.
pub(super) struct Saver {
    sender: Option<Sender<Save>>,
    thread: Option<JoinHandle<()>>,
}

enum Save {
    Settings(Settings),
    Session(Snapshot),
}

#[derive(Default)]
struct Unsaved {
    settings: Option<Settings>,
    session: Option<Snapshot>,
}

impl Saver {
    /// Starts the thread. Without one nothing is written, which the reader survives.
    pub(super) fn start(paths: Paths, reporter: Reporter) -> Self {
        let (sender, receiver) = channel();
        let work = move || save_until_closed(&receiver, &paths, &reporter);
        let thread = thread::Builder::new().name("duizhao-save".to_owned()).spawn(work).ok();
        Self { sender: Some(sender), thread }
    }

    pub(super) fn save_settings(&self, settings: Settings) {
        self.send(Save::Settings(settings));
    }

    pub(super) fn save_session(&self, session: Snapshot) {
        self.send(Save::Session(session));
    }

    fn send(&self, save: Save) {
        if let Some(sender) = &self.sender {
            // The thread is gone only if it could not be started; then there is nothing to be done.
            drop(sender.send(save));
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            // It has told of its errors itself.
            drop(thread.join());
        }
    }
}

fn save_until_closed(receiver: &Receiver<Save>, paths: &Paths, reporter: &Reporter) {
    while let Ok(first) = receiver.recv() {
        let mut unsaved = Unsaved::default();
        unsaved.add(first);
        let deadline = Instant::now() + LONGEST;
        loop {
            let patience = QUIET.min(deadline.saturating_duration_since(Instant::now()));
            match receiver.recv_timeout(patience) {
                Ok(next) => unsaved.add(next),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        unsaved.write(paths, reporter);
    }
}

impl Unsaved {
    fn add(&mut self, save: Save) {
        match save {
            Save::Settings(settings) => self.settings = Some(settings),
            Save::Session(session) => self.session = Some(session),
        }
    }

    fn write(self, paths: &Paths, reporter: &Reporter) {
        let settings = self.settings.and_then(|settings| serde_json::to_string_pretty(&settings).ok());
        let session = self.session.map(|session| format!("{:#}", session.to_json()));
        for (path, folder, text) in
            [(paths.settings(), &paths.config, settings), (paths.session(), &paths.data, session)]
        {
            let Some(text) = text else { continue };
            // Where the folder cannot be made, writing into it says why.
            drop(std::fs::create_dir_all(folder));
            if let Err(Problem { path, advice, .. }) = write_file(&path, text.as_bytes()) {
                let what = "What was open and how it looked could not be remembered".to_owned();
                reporter.send(Report::NotSaved(Problem { what, path, advice }));
            }
        }
    }
}
