//! What people should know: what happened, where, and what they can do.

use std::path::PathBuf;

use super::{DocumentId, Problem, Workspace};
use crate::library::DocumentKey;

/// Names a notice until it is dismissed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NoticeId(pub u64);

/// How much a notice matters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NoticeKind {
    /// Something was not done.
    Error,
    /// Something was done, but not all of it or not as usual.
    Warning,
    /// Something was done that one might not have seen.
    Information,
}

/// A message that stays until it is dismissed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Its name.
    pub id: NoticeId,
    /// How much it matters.
    pub kind: NoticeKind,
    /// What happened, a sentence.
    pub what: String,
    /// The file it is about.
    pub path: Option<PathBuf>,
    /// What to do about it, a sentence; empty where there is nothing to do.
    pub advice: String,
    /// The document that can be taken out of the bin again, where the notice tells that it went there.
    pub binned: Option<DocumentKey>,
    /// The document whose last edit can be taken back, where the notice tells of that. It goes with the next edit.
    pub undoes: Option<DocumentId>,
}

impl Workspace {
    pub(super) fn fail(&mut self, problem: Problem) {
        self.notify(NoticeKind::Error, problem);
    }

    pub(super) fn warn(&mut self, problem: Problem) {
        self.notify(NoticeKind::Warning, problem);
    }

    pub(super) fn inform(&mut self, problem: Problem) {
        self.notify(NoticeKind::Information, problem);
    }

    /// Tells of the last edit of a document, with a way back.
    pub(super) fn inform_with_undo(&mut self, document: DocumentId, problem: Problem) {
        self.withdraw_undo(document);
        let id = NoticeId(self.next_id());
        let Problem { what, path, advice } = problem;
        let undoes = Some(document);
        self.notices.push(Notice { id, kind: NoticeKind::Information, what, path, advice, binned: None, undoes });
    }

    /// Takes the notice of an edit away that is no longer the last one.
    pub(super) fn withdraw_undo(&mut self, document: DocumentId) {
        self.notices.retain(|shown| shown.undoes != Some(document));
    }

    /// Takes away the notice of a problem that is over.
    pub(super) fn withdraw(&mut self, over: &Problem) {
        self.notices.retain(|shown| shown.what != over.what || shown.path != over.path);
    }

    /// Adds a notice, unless the same one is still there.
    pub(super) fn notify(&mut self, kind: NoticeKind, problem: Problem) {
        let Problem { what, path, advice } = problem;
        if self.notices.iter().any(|shown| shown.kind == kind && shown.what == what && shown.path == path) {
            return;
        }
        let id = NoticeId(self.next_id());
        self.notices.push(Notice { id, kind, what, path, advice, binned: None, undoes: None });
    }

    /// Tells that a document went to the bin, with a way back.
    pub(super) fn tell_of_bin(&mut self, key: DocumentKey, title: &str) {
        let id = NoticeId(self.next_id());
        self.notices.retain(|shown| shown.binned.as_ref() != Some(&key));
        let what = format!("“{title}” is in the bin");
        let advice = "It is kept there with all that was written on it.".to_owned();
        let (kind, binned) = (NoticeKind::Information, Some(key));
        self.notices.push(Notice { id, kind, what, path: None, advice, binned, undoes: None });
    }
}
