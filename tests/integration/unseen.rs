//! A window without a window, to test with: the workspace of a folder, and waiting for its workers. Files of tests add
//! what they alone do with it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use duizhao::workspace::{Command, DocumentId, OpenDocument, Paths, Saving, Surroundings, Workspace};
use tempfile::TempDir;

/// A workspace on the library of a folder, which must be dropped after it.
pub(crate) struct Window {
    pub(crate) workspace: Workspace,
    woken: Receiver<()>,
}

impl Window {
    pub(crate) fn on(folder: &TempDir) -> Self {
        Self::within(folder, Surroundings::system())
    }

    pub(crate) fn within(folder: &TempDir, surroundings: Surroundings) -> Self {
        let (sender, woken) = channel();
        let wake = move || sender.send(()).unwrap_or_default();
        let paths = Paths::inside(folder.path().join("own"));
        Self { workspace: Workspace::new(&paths, Arc::new(wake), surroundings), woken }
    }

    pub(crate) fn wait_until(&mut self, what: &str, done: impl Fn(&Workspace) -> bool) {
        let deadline = Instant::now() + Duration::from_mins(1);
        self.workspace.poll();
        while !done(&self.workspace) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(self.woken.recv_timeout(left).is_ok(), "{what}: {:?}", self.workspace.notices);
            self.workspace.poll();
        }
    }

    pub(crate) fn settle(&mut self) {
        self.wait_until("all is read, aligned and kept", |workspace| {
            let kept = |open: &OpenDocument| {
                open.key.is_some() && open.can_be_corrected() && workspace.saving(open.id) == Saving::Saved
            };
            workspace.is_idle() && !workspace.documents.is_empty() && workspace.documents.iter().all(kept)
        });
    }

    pub(crate) fn open(&mut self, path: &Path) {
        self.workspace.dispatch(Command::OpenFiles(vec![path.to_owned()]));
        self.settle();
    }

    pub(crate) fn only(&self) -> &OpenDocument {
        let [only] = self.workspace.documents.as_slice() else { panic!("one document is open") };
        only
    }

    pub(crate) fn id(&self) -> DocumentId {
        self.only().id
    }
}
