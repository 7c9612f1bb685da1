//! Work that is not kept: nobody loses it by closing a document, a library or the window without being asked.
//!
//! Invariant: what is asked about is asked for as long as it would lose something. If all is kept after all, what was
//! asked for is done.

use std::path::PathBuf;

use super::{DocumentId, OpenDocument, Saving, Workspace};

/// What a person wants to leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Leaving {
    /// A document.
    Document(DocumentId),
    /// The library, for the one at that path.
    Library(PathBuf),
    /// The window.
    Window,
}

/// A document with changes that are not in the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unkept {
    /// The document.
    pub document: DocumentId,
    /// What it is called.
    pub title: String,
    /// Whether it is still open.
    pub is_open: bool,
    /// Why they could not be kept; nothing while that is still tried for the first time.
    pub why: Option<String>,
}

/// A document that was closed before its last change was kept. The thread that keeps the library goes on trying.
#[derive(Debug)]
pub(super) struct Closed {
    /// The number of the last change.
    serial: u64,
    title: String,
    /// Why it could not be kept when that was tried.
    why: Option<String>,
}

impl OpenDocument {
    /// Whether something of the work is still to be kept.
    pub(super) fn is_behind(&self) -> bool {
        self.unsent || self.ledger.is_behind()
    }

    /// Whether a person did something to it since it was opened, or it has something else that the library has not. What
    /// the aligner did is no loss: it can be done again.
    pub(super) fn is_touched(&self) -> bool {
        let base = self.ledger.base();
        self.history.undo_label().is_some()
            || self.history.redo_label().is_some()
            || base.annotations != self.work.annotations
            || base.drafts != self.work.drafts
            || base.dismissed != self.work.dismissed
    }
}

impl Workspace {
    /// Whether the program may end now: nothing is lost by it, or a person said that it may be.
    pub fn may_end(&self) -> bool {
        self.ends || self.unkept(&Leaving::Window).is_empty()
    }

    /// Whether a person wants the program to end, and it may.
    pub fn ends(&self) -> bool {
        self.ends
    }

    /// What would be lost by leaving that now, the open documents first.
    pub fn unkept(&self, leaving: &Leaving) -> Vec<Unkept> {
        let open = self.documents.iter().filter_map(|open| self.unkept_document(open));
        let closed = self.closed.iter().map(|(id, closed)| Unkept {
            document: *id,
            title: closed.title.clone(),
            is_open: false,
            why: closed.why.clone(),
        });
        match leaving {
            // What is on its way gets there without the document.
            Leaving::Document(id) => open.filter(|one| one.document == *id && one.why.is_some()).collect(),
            // Open documents go along to the next library.
            Leaving::Library(_) => closed.filter(|one| one.why.is_some()).collect(),
            Leaving::Window => open.chain(closed).collect(),
        }
    }

    fn unkept_document(&self, open: &OpenDocument) -> Option<Unkept> {
        let why = match self.saving(open.id) {
            Saving::Saved => return None,
            Saving::Underway => None,
            Saving::Failed(why) => Some(why),
        };
        let one = || Unkept { document: open.id, title: open.document.title.clone(), is_open: true, why };
        open.is_touched().then(one)
    }

    /// Whether a document has changes that could not be kept.
    pub(super) fn is_unkept(&self, id: DocumentId) -> bool {
        !self.unkept(&Leaving::Document(id)).is_empty()
    }

    /// Leaves what a person wants to leave, or asks them first.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        self.leaving = None;
        if self.unkept(&leaving).is_empty() {
            self.go(leaving);
        } else {
            self.leaving = Some(leaving);
        }
    }

    /// Goes on where a person was asked, and there is nothing to ask about any more.
    pub(super) fn leave_if_kept(&mut self) {
        if let Some(leaving) = self.leaving.take() {
            self.leave(leaving);
        }
    }

    /// Leaves what a person was asked about. They know what they lose.
    pub(super) fn leave_anyway(&mut self) {
        if let Some(leaving) = self.leaving.take() {
            self.go(leaving);
        }
    }

    fn go(&mut self, leaving: Leaving) {
        match leaving {
            Leaving::Document(id) => self.close(id),
            Leaving::Library(path) => self.open_library(path),
            Leaving::Window => self.ends = true,
        }
    }

    /// Remembers a document that is closed while its last change is on the way. One of which a person knows that it
    /// cannot be kept needs no more words.
    pub(super) fn remember_closed(&mut self, id: DocumentId) {
        let unkept =
            self.document(id).and_then(|open| self.unkept_document(open).map(|one| (one, open.ledger.last_sent())));
        if let Some((Unkept { title, why: None, .. }, serial)) = unkept {
            self.closed.insert(id, Closed { serial, title, why: None });
        }
    }

    /// The last change of a closed document could not be kept. Says whether that is news.
    pub(super) fn is_news_of_closed(&mut self, id: DocumentId, why: &str) -> Option<String> {
        let closed = self.closed.get_mut(&id)?;
        closed.why.replace(why.to_owned()).is_none().then(|| closed.title.clone())
    }

    /// All that was sent of a closed document up to `serial` is kept.
    pub(super) fn forget_closed(&mut self, id: DocumentId, serial: u64) {
        if self.closed.get(&id).is_some_and(|closed| closed.serial <= serial) {
            self.closed.remove(&id);
        }
    }

    /// Nothing keeps what was left of closed documents any more: another library is open.
    pub(super) fn forget_all_closed(&mut self) {
        self.closed.clear();
    }
}
