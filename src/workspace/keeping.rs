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
use crate::library::{Access, Changes, Conflict, DocumentKey, Item, Listed};
use crate::model::{Alignment, History, Work, changed_items, merge};

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
    /// Why it is closed.
    pub(super) trouble: Option<Problem>,
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
    /// The same until there is room on its disk.
    NoRoom,
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
        let is_behind = open.is_behind();
        if self.shelf.state == ShelfState::Closed && is_behind {
            return Saving::Failed("No library is open".to_owned());
        }
        match &open.trouble {
            Some(trouble) if is_behind => Saving::Failed(trouble.what.clone()),
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
        // The sample joins the library with the first thing that is done to it.
        let is_sample = open.origin == Origin::from(Base::Sample);
        if is_sample && !open.is_touched() && open.work.annotations.is_empty() && open.work.drafts.is_empty() {
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
            News::Kept { document, serial } => self.take_kept(document, serial),
            News::Replaced { document, work } => self.take_replaced(document, &work),
            News::Absent { document } => self.take_absent(document),
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

    fn take_library(&mut self, path: PathBuf, outcome: Result<Access, Problem>) {
        let before = std::mem::replace(&mut self.shelf, Shelf { path, ..Shelf::default() });
        // It is told again if it is so again.
        if let Some(trouble) = before.trouble {
            self.withdraw(&trouble);
        }
        self.notices.retain(|shown| shown.what != ONLY_READ && shown.what != NO_ROOM);
        match outcome {
            Ok(Access::Shared) => self.shelf.state = ShelfState::Open,
            Ok(Access::ReadOnly) => {
                self.shelf.state = ShelfState::ReadOnly;
                self.warn_of_library(ONLY_READ, "Export what you do, or open another library.");
            }
            Ok(Access::NoRoom) => {
                self.shelf.state = ShelfState::NoRoom;
                self.warn_of_library(NO_ROOM, "Make room: what you do meanwhile is kept as soon as there is some.");
            }
            Err(mut problem) => {
                let until = "Until a library is open nothing is kept: export what you do, or open another one.";
                problem.advice = format!("{} {until}", problem.advice);
                self.shelf.state = ShelfState::Closed;
                let waiting: Vec<DocumentId> = self.documents.iter().map(|open| open.id).collect();
                for id in waiting {
                    self.start_aligning_if_needed(id);
                }
                self.shelf.trouble = Some(problem.clone());
                self.fail(problem);
            }
        }
        self.search_this_library();
    }

    fn warn_of_library(&mut self, what: &str, advice: &str) {
        let path = Some(self.shelf.path.clone());
        self.warn(Problem { what: what.to_owned(), path, advice: advice.to_owned() });
    }

    /// A document is in the library: what that knows of it is joined with what was written here meanwhile.
    fn take_enrolled(&mut self, id: DocumentId, key: DocumentKey, kept: Enrolled) {
        let (revision, notes_revision) = (self.next_id(), self.next_id());
        let new_name = self.surroundings.new_name.clone();
        // What was written on one that was closed meanwhile went there with it.
        self.forget_closed(id, 0);
        let Some(open) = self.document_mut(id) else { return };
        let document = kept.laid(&open.parsed);
        let Enrolled { work: stored, place, notes, .. } = kept;
        open.key = Some(key);
        open.aligning = open.aligner.is_some();
        let ours = &open.work.alignment;
        // Where the library has what it was sent, ours is what was made of that meanwhile, pairs taken back among it.
        let is_news = stored.alignment != open.ledger.base().alignment;
        let document = document.filter(|_| is_news && !(open.aligned && stored.alignment.awaits_aligner()));
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
            if notes.is_of(&open.document) {
                open.notes = notes;
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

    fn take_kept(&mut self, id: DocumentId, serial: u64) {
        let open = self.document_mut(id);
        let trouble = open.and_then(|open| {
            open.ledger.acknowledge(serial);
            open.trouble.take()
        });
        if let Some(trouble) = trouble {
            self.withdraw(&trouble);
        }
        self.forget_closed(id, serial);
    }

    fn take_not_kept(&mut self, id: DocumentId, problem: Problem) {
        let again = "They are tried again for as long as the window is open.";
        let advice = format!("{} {again}", problem.advice);
        self.tell_of_closed(id, Problem { advice, ..problem.clone() });
        let Some(open) = self.document_mut(id) else { return };
        // It is tried again every second; that is no reason to say it every second.
        if open.trouble.as_ref() != Some(&problem) {
            open.trouble = Some(problem.clone());
            self.fail(problem);
        }
        self.start_aligning_if_needed(id);
    }

    /// Says once of a document that was closed that its last changes could not be kept, and why.
    fn tell_of_closed(&mut self, id: DocumentId, problem: Problem) {
        if let Some(title) = self.is_news_of_closed(id, &problem.what) {
            let what = format!("The last changes to “{title}” could not be kept. {}", problem.what);
            self.fail(Problem { what, ..problem });
        }
    }

    /// What others changed comes into the work, and into every state that undo can go back to.
    fn take_changes(&mut self, id: DocumentId, changes: &Changes) {
        let (revision, notes_revision) = (self.next_id(), self.next_id());
        let new_name = self.surroundings.new_name.clone();
        let Some(open) = self.document_mut(id) else { return };
        let is_ours = |alignment: &Arc<Alignment>| open.is_read_by(alignment);
        let is_readable = changes.alignment.as_ref().is_none_or(is_ours);
        let ours = open.work.alignment.clone();
        let base = &open.ledger.base().alignment;
        let is_weighed = changes.alignment.as_ref().is_some_and(|theirs| theirs.differs_in_weights_alone(base));
        open.work = open.ledger.join(&open.work, |work| changes.apply(work), &*new_name).work;
        let changes = if is_readable {
            Cow::Borrowed(changes)
        } else {
            open.work.alignment = ours;
            Cow::Owned(Changes { alignment: None, ..changes.clone() })
        };
        // How sure the aligner is of pairs is no change of them: what undo goes back to stays.
        let mut lasting = changes.clone();
        if is_weighed {
            lasting.to_mut().alignment = None;
        }
        open.history.change_all(|work| lasting.apply(work));
        open.notes_revision = notes_revision;
        if is_weighed {
            open.statuses = revision;
        } else if changes.alignment.is_some() {
            open.revision = revision;
            open.statuses = revision;
            open.follow_theirs();
            self.go_on_aligning(id);
        }
        if !is_readable {
            self.tell_of_other_reading(id);
        }
    }

    /// The library has another state of a document than it had, since a backup was brought back: that is what counts,
    /// with what was not kept yet.
    fn take_replaced(&mut self, id: DocumentId, theirs: &Work) {
        let Some(open) = self.document(id) else { return };
        let changes = changes_between(open.ledger.base(), theirs);
        if changes.is_empty() {
            return;
        }
        let what = format!("The library holds another state of “{}” than it did", open.document.title);
        let advice = "A backup was brought back, or another library stands in its place. What is shown is what it \
                      holds, with what was not kept yet.";
        self.take_changes(id, &changes);
        self.warn(Problem { what, path: Some(self.shelf.path.clone()), advice: advice.to_owned() });
    }

    /// The library does not have a document any more. It joins it again with the next change, and with one that is not
    /// kept yet at once.
    fn take_absent(&mut self, id: DocumentId) {
        let advice = "Open it and write them once more: it joins the library again.".to_owned();
        let what = "It is not in the library any more".to_owned();
        self.tell_of_closed(id, Problem { what, path: Some(self.shelf.path.clone()), advice });
        let Some(open) = self.document(id) else { return };
        let (what, is_behind) = (format!("“{}” is not in the library any more", open.document.title), open.is_behind());
        let advice = if is_behind {
            "It joins it again with all that was written on it, since not all of that was kept."
        } else {
            "What is shown is what it was. It joins the library again with the next change to it."
        };
        self.warn(Problem { what, path: Some(self.shelf.path.clone()), advice: advice.to_owned() });
        self.take_out(id, is_behind);
        if is_behind {
            self.enroll(id, None);
        }
    }

    /// Has a document stand outside of the library, as when it was just read.
    fn take_out(&mut self, id: DocumentId, is_behind: bool) {
        let Some(open) = self.document_mut(id) else { return };
        (open.key, open.unsent) = (None, is_behind);
        (open.ledger, open.files) = (Ledger::of(open.work.clone()), open.came_as.clone());
        if let Some(trouble) = open.trouble.take() {
            self.withdraw(&trouble);
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
        // Where both changed the pairs, and that could be brought together, there is nothing to decide.
        let is_joined = !merged.alignment_collided && conflict.items == [Item::Alignment];
        let advice = if merged.alignment_collided {
            "Theirs was taken. Undo brings yours back in its place."
        } else {
            "Theirs was kept and yours stands beside it: look at both, and remove the one you do not want."
        };
        if !is_readable {
            self.tell_of_other_reading(id);
        } else if !is_joined {
            self.warn(Problem { what: conflict.to_string(), path: None, advice: advice.to_owned() });
        }
        self.go_on_aligning(id);
        self.keep(id);
    }

    pub(super) fn open_library(&mut self, path: PathBuf) {
        // What no library keeps yet joins the new one; what is kept stays where it is.
        let is_closed = self.shelf.state == ShelfState::Closed;
        let ids = self.documents.iter().map(|open| open.id).filter(|_| !is_closed);
        let (staying, going): (Vec<DocumentId>, Vec<DocumentId>) = ids.partition(|id| self.is_unkept(*id));
        for id in going {
            self.close(id);
        }
        self.forget_all_closed();
        self.shelf = Shelf { path: path.clone(), ..Shelf::default() };
        self.search_this_library();
        self.keeper.send(Order::Open(path));
        for id in staying {
            self.tell_of_staying(id);
            self.take_out(id, true);
            self.enroll(id, None);
        }
    }

    fn tell_of_staying(&mut self, id: DocumentId) {
        let Some(open) = self.document(id) else { return };
        let what = format!("“{}” came along to this library", open.document.title);
        let advice = "The one before could not keep what was done to it last.".to_owned();
        self.warn(Problem { what, path: None, advice });
    }

    pub(super) fn remove_from_library(&mut self, key: DocumentKey) {
        let open = self.documents.iter().find(|open| open.key.as_ref() == Some(&key));
        let open = open.map(|open| (open.id, open.document.title.clone()));
        if let Some((id, title)) = open {
            if self.is_unkept(id) {
                let what = format!("“{title}” has changes that are not in the library");
                let advice = "Remove it once they are, or close it and lose them first.".to_owned();
                return self.fail(Problem { what, path: None, advice });
            }
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

/// What is said of a library that cannot be written to, and why.
const ONLY_READ: &str = "The library can only be read: notes and corrections will not be kept";
const NO_ROOM: &str = "The disk of the library is full: what is in it can be read, but nothing can be kept";

/// What has to change for `before` to become `after`.
fn changes_between(before: &Work, after: &Work) -> Changes {
    let gone = before.dismissed.difference(&after.dismissed).map(|key| (key.clone(), false));
    let new = after.dismissed.difference(&before.dismissed).map(|key| (key.clone(), true));
    Changes {
        version: 0,
        alignment: (before.alignment != after.alignment).then(|| after.alignment.clone()),
        annotations: changed_items(&before.annotations, &after.annotations)
            .map(|(id, _, new)| (id.clone(), new.cloned()))
            .collect(),
        drafts: changed_items(&before.drafts, &after.drafts).map(|(id, _, new)| (id.clone(), new.cloned())).collect(),
        dismissed: gone.chain(new).collect(),
    }
}
