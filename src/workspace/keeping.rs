//! How the work reaches the library: documents join it when they are opened, every change of the work is handed to the
//! thread that writes it, and what others change comes back from there.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use super::keeper::{Enrolled, Newcomer, News, Order};
use super::ledger::Ledger;
use super::rereading::with_settled;
use super::results::move_place;
use super::searcher::Errand;
use super::session::Anchor;
use super::{Base, DocumentId, Origin, Problem, ReadingPlace, Workspace};
use crate::library::{Changes, Conflict, DocumentKey, Listed};
use crate::model::{Alignment, History, Work, merge};

/// What the library holds, as far as the window shows it.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Its file.
    pub path: PathBuf,
    /// Its documents, in the order they were added.
    pub documents: Vec<Listed>,
    /// Whether it could be opened, and whether it can be written to.
    pub state: ShelfState,
    /// Grows with every change of `documents`.
    pub revision: u64,
}

/// Whether a library keeps what is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ShelfState {
    /// It is being opened.
    #[default]
    Opening,
    /// It keeps everything.
    Open,
    /// It can be read, and nothing more.
    ReadOnly,
    /// It could not be opened: nothing that is done now will be there later.
    Closed,
}

/// Whether the work on a document is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Saving {
    /// All of it is on the disk.
    #[default]
    Saved,
    /// The last change is being written.
    Underway,
    /// The last change could not be written, and why. It is tried again.
    Failed(String),
}

impl Workspace {
    /// Whether the work on a document is kept.
    pub fn saving(&self, document: DocumentId) -> Saving {
        let Some(open) = self.document(document) else { return Saving::Saved };
        let is_behind = open.unsent || open.ledger.is_behind();
        if self.shelf.state == ShelfState::Closed && is_behind {
            return Saving::Failed("No library is open".to_owned());
        }
        match &open.trouble {
            Some(trouble) if is_behind => Saving::Failed(trouble.clone()),
            _ if is_behind => Saving::Underway,
            _ => Saving::Saved,
        }
    }

    /// Whether nothing is being done: no job runs, and no document waits to hear what the library knows of it.
    pub fn is_idle(&self) -> bool {
        self.jobs.is_empty() && self.documents.iter().all(|open| !open.aligning)
    }

    /// Asks the keeper to add a document to the library, or to find what was kept of it.
    pub(super) fn enroll(&mut self, document: DocumentId, replaces: Option<DocumentKey>) {
        let Some(open) = self.document_mut(document) else { return };
        let files = std::mem::take(&mut open.files);
        if files.is_empty() {
            return;
        }
        // The sample joins the library with the first thing that is written on it.
        if open.origin == Origin::from(Base::Sample) && open.work.annotations.is_empty() && open.work.drafts.is_empty()
        {
            open.files = files;
            return;
        }
        let (parsed, work) = (open.parsed.clone(), open.work.clone());
        open.ledger = Ledger::of(work.clone());
        self.keeper.send(Order::Enroll(document, Newcomer { files, parsed, work, replaces }));
    }

    /// Has the work on a document kept as it is now.
    pub(super) fn keep(&mut self, document: DocumentId) {
        self.enroll(document, None);
        let Some(open) = self.document_mut(document) else { return };
        // Before the library has said what it knows of a document, nothing may take the place of that.
        open.unsent = open.key.is_none();
        if !open.unsent {
            let work = open.work.clone();
            let (serial, before) = open.ledger.send(&work);
            self.keeper.send(Order::Keep { document, before, work, serial });
        }
    }

    /// Has an alignment kept that the aligner made: it is no edit, and alone it does not bring the sample into the library.
    pub(super) fn keep_alignment(&mut self, document: DocumentId) {
        if self.document(document).is_some_and(|open| open.files.is_empty()) {
            self.keep(document);
        }
    }

    /// Lets the keeper write what is left of a document that is closed.
    pub(super) fn let_go(&self, document: DocumentId) {
        let Some(open) = self.document(document) else { return };
        if open.unsent && open.key.is_none() {
            // It is only joining the library. What was written on it meanwhile follows it there; not its alignment, of
            // which the library may have a better one.
            let before = open.ledger.base().clone();
            let work = Work { alignment: before.alignment.clone(), ..open.work.clone() };
            self.keeper.send(Order::Keep { document, before, work, serial: 0 });
        }
        let place = Anchor::of(open.place, &open.work.alignment).map(Anchor::stored);
        self.keeper.send(Order::Close { document, place });
    }

    pub(super) fn take_news(&mut self, news: News) {
        self.search.library_revision += 1;
        match news {
            News::Opened { path, outcome } => self.take_library(path, outcome),
            News::Enrolled { document, key, kept } => self.take_enrolled(document, key, *kept),
            News::ReadOtherwise { document, fate } => self.tell_of_reading(document, &fate),
            News::Kept { document, serial } => {
                if let Some(open) = self.document_mut(document) {
                    open.ledger.acknowledge(serial);
                    open.trouble = None;
                }
            }
            News::NotKept { document, problem } => self.take_not_kept(document, problem),
            News::Collided { document, conflict } => self.take_collision(document, &conflict),
            News::Elsewhere { document, changes } => self.take_changes(document, &changes),
            News::Listed(documents) => {
                self.searcher.send(Errand::Look);
                self.shelf.documents = documents;
                self.shelf.revision = self.next_id();
            }
            News::Problem(problem) => self.fail(problem),
        }
    }

    fn take_library(&mut self, path: PathBuf, outcome: Result<bool, Problem>) {
        self.shelf = Shelf { path, ..Shelf::default() };
        match outcome {
            Ok(read_only) => {
                self.shelf.state = if read_only { ShelfState::ReadOnly } else { ShelfState::Open };
                if read_only {
                    let what = "The library can only be read: notes and corrections will not be kept".to_owned();
                    let advice = "Export what you do, or open another library.".to_owned();
                    self.warn(Problem { what, path: Some(self.shelf.path.clone()), advice });
                }
            }
            Err(problem) => {
                self.shelf.state = ShelfState::Closed;
                let waiting: Vec<DocumentId> = self.documents.iter().map(|open| open.id).collect();
                for id in waiting {
                    self.start_aligning_if_needed(id);
                }
                self.fail(problem);
            }
        }
        self.search_this_library();
    }

    /// A document is in the library: what that knows of it is joined with what was written here meanwhile.
    fn take_enrolled(&mut self, id: DocumentId, key: DocumentKey, kept: Enrolled) {
        let (revision, notes_revision) = (self.next_id(), self.next_id());
        let new_name = self.surroundings.new_name.clone();
        let Some(open) = self.document_mut(id) else { return };
        let document = kept.laid(&open.parsed);
        let Enrolled { work: stored, place, .. } = kept;
        open.key = Some(key);
        open.aligning = open.aligner.is_some();
        let ours = &open.work.alignment;
        let document = document.filter(|_| !(open.aligned && stored.alignment.awaits_aligner()));
        let alignment = match &document {
            Some(_) => with_settled(&stored.alignment, ours, &open.parsed),
            None => ours.clone(),
        };
        // What it was laid with may not be what the work says now.
        let document = document.filter(|_| alignment.structure == stored.alignment.structure);
        let theirs = Work { alignment: alignment.clone(), ..stored.clone() };
        let begun = Work { alignment: alignment.clone(), ..open.ledger.begun(&stored) };
        let merged = merge(&begun, &Work { alignment, ..open.work.clone() }, &theirs, &*new_name).work;
        open.unsent |= merged != stored;
        open.ledger = Ledger::of(stored);
        if merged != open.work {
            let old = std::mem::replace(&mut open.work, merged);
            open.history = History::default();
            (open.revision, open.statuses, open.notes_revision) = (revision, revision, notes_revision);
            match document {
                Some(document) => open.take_laid(document),
                None => open.follow_theirs(),
            }
            move_place(open, &old.alignment);
        }
        self.go_on_aligning(id);
        let Some(open) = self.document_mut(id) else { return };
        if let Some(place) = place
            && open.place == ReadingPlace::default()
        {
            open.place = Anchor::from(place).place_in(&open.work.alignment);
        }
        if open.unsent {
            self.keep(id);
        }
        self.start_aligning_if_needed(id);
        self.arrive(id);
        self.remember();
    }

    fn take_not_kept(&mut self, id: DocumentId, problem: Problem) {
        let Some(open) = self.document_mut(id) else { return };
        let said = problem.to_string();
        // It is tried again every second; that is no reason to say it every second.
        if open.trouble.as_ref() != Some(&said) {
            open.trouble = Some(said);
            self.fail(problem);
        }
        self.start_aligning_if_needed(id);
    }

    /// What others changed comes into the work, and into every state that undo can go back to.
    fn take_changes(&mut self, id: DocumentId, changes: &Changes) {
        let (revision, notes_revision) = (self.next_id(), self.next_id());
        let new_name = self.surroundings.new_name.clone();
        let Some(open) = self.document_mut(id) else { return };
        let is_ours = |alignment: &Arc<Alignment>| open.is_read_by(alignment);
        let is_readable = changes.alignment.as_ref().is_none_or(is_ours);
        let ours = open.work.alignment.clone();
        open.work = open.ledger.join(&open.work, |work| changes.apply(work), &*new_name).work;
        let changes = if is_readable {
            Cow::Borrowed(changes)
        } else {
            open.work.alignment = ours;
            Cow::Owned(Changes { alignment: None, ..changes.clone() })
        };
        open.history.change_all(|work| changes.apply(work));
        open.notes_revision = notes_revision;
        if changes.alignment.is_some() {
            open.revision = revision;
            open.statuses = revision;
            open.follow_theirs();
            self.go_on_aligning(id);
        }
        if !is_readable {
            self.tell_of_other_reading(id);
        }
    }

    /// Goes on where the alignment of a document became another one: one that is made already is not made again.
    fn go_on_aligning(&mut self, id: DocumentId) {
        self.follow_alignment(id);
        let Some(open) = self.document_mut(id) else { return };
        open.aligned = !open.work.alignment.awaits_aligner();
        if !open.aligned || !open.pinning.is_empty() {
            self.restart_aligning(id);
        } else if let Some(job) = open.aligner.take() {
            open.aligning = false;
            self.drop_job(job);
        }
    }

    /// Both changed the same. Theirs stays and ours comes beside it as a copy; another alignment of ours can be brought
    /// back by undo.
    fn take_collision(&mut self, id: DocumentId, conflict: &Conflict) {
        let (revision, notes_revision) = (self.next_id(), self.next_id());
        let new_name = self.surroundings.new_name.clone();
        let Some(open) = self.document_mut(id) else { return };
        // What was done since it was sent to be kept is ours too.
        let merged = open.ledger.collide(&open.work, &conflict.theirs, &*new_name);
        let ours = std::mem::replace(&mut open.work, merged.work);
        let is_readable = open.is_read_by(&open.work.alignment);
        if !is_readable {
            open.work.alignment = ours.alignment.clone();
        }
        if is_readable && merged.alignment_collided {
            // The document is still laid as ours says.
            let before = open.placed(Work { alignment: ours.alignment, ..open.work.clone() });
            open.history.remember(before, "the alignment of another window".to_owned());
        }
        open.follow_theirs();
        (open.revision, open.statuses, open.notes_revision) = (revision, revision, notes_revision);
        let advice = if merged.alignment_collided {
            "Theirs was taken. Undo brings yours back in its place."
        } else {
            "Theirs was kept and yours stands beside it: look at both, and remove the one you do not want."
        };
        if is_readable {
            self.warn(Problem { what: conflict.to_string(), path: None, advice: advice.to_owned() });
        } else {
            self.tell_of_other_reading(id);
        }
        self.go_on_aligning(id);
        self.keep(id);
    }

    pub(super) fn open_library(&mut self, path: PathBuf) {
        // What no library keeps yet joins the new one; what is kept stays where it is.
        if self.shelf.state != ShelfState::Closed {
            let ids: Vec<DocumentId> = self.documents.iter().map(|open| open.id).collect();
            for id in ids {
                self.close(id);
            }
        }
        self.shelf = Shelf { path: path.clone(), ..Shelf::default() };
        self.search_this_library();
        self.keeper.send(Order::Open(path));
    }

    pub(super) fn remove_from_library(&mut self, key: DocumentKey) {
        let open = self.documents.iter().find(|open| open.key.as_ref() == Some(&key)).map(|open| open.id);
        if let Some(id) = open {
            self.close(id);
        }
        let title = self.shelf.documents.iter().find(|one| one.key == key).map(|one| one.title.clone());
        if let Some(title) = title {
            self.tell_of_bin(key.clone(), &title);
        }
        self.keeper.send(Order::Remove(key));
    }

    pub(super) fn take_back_into_library(&mut self, key: DocumentKey) {
        self.notices.retain(|notice| notice.binned.as_ref() != Some(&key));
        self.keeper.send(Order::TakeBack(key));
    }
}
