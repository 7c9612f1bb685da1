//! The thread that keeps the library: every edit is written in the order it was made, each in a transaction of its own,
//! and what other windows and programs change is looked for between them.
//!
//! Invariant: what it has reported as kept is on the disk. What could not be written is tried again, and stays here and
//! in the workspace until it can be.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::jobs::{Report, Reporter};
use super::rereading::{Fate, is_read_otherwise, read_otherwise, with_settled};
use super::{DocumentId, NotePlaces, Problem, Surroundings};
use crate::library::{
    Access, BackedUp, Changes, Conflict, DocumentKey, Fault, Library, LibraryError, Listed, NewDocument, Stored,
    StoredFile, StoredPlace,
};
use crate::model::{Document, Timestamp, Work, anchoring, fits, merge};

/// How often it looks for what others changed, and tries again what could not be written.
const ROUND: Duration = Duration::from_secs(1);
/// How long it waits after a backup of the day that could not be made, in seconds.
const UNTIL_NEXT_BACKUP: i64 = 3600;

/// What the thread is asked to do.
pub(super) enum Order {
    /// Keep another library from now on.
    Open(PathBuf),
    /// Add a document, or find what was kept of it.
    Enroll(DocumentId, Newcomer),
    /// Keep the work on a document. `serial` counts such orders.
    Keep {
        document: DocumentId,
        /// What it takes the place of, as far as whoever sends it knows.
        before: Work,
        work: Work,
        serial: u64,
    },
    /// Forget a document that was closed.
    Close { document: DocumentId, place: Option<StoredPlace> },
    /// Move a document to the bin.
    Remove(DocumentKey),
    /// Take a document out of the bin.
    TakeBack(DocumentKey),
}

/// A document that wants to join the library.
pub(super) struct Newcomer {
    /// Its files as they came.
    pub(super) files: Vec<StoredFile>,
    /// What was read from them.
    pub(super) parsed: Arc<Document>,
    /// What there is of work on it.
    pub(super) work: Work,
    /// The document that it is a newer state of: that one goes to the bin.
    pub(super) replaces: Option<DocumentKey>,
}

/// What the thread has to say.
pub(super) enum News {
    /// A library is open, or could not be opened.
    Opened { path: PathBuf, outcome: Result<Access, Problem> },
    /// A document is in the library, with what that has of it.
    Enrolled { document: DocumentId, key: DocumentKey, kept: Box<Enrolled> },
    /// The work on a document that is in the library was brought to how this program reads it.
    ReadOtherwise { document: DocumentId, fate: Fate },
    /// All that was asked until `serial` is kept.
    Kept { document: DocumentId, serial: u64 },
    /// Something could not be kept; it is tried again.
    NotKept { document: DocumentId, problem: Problem },
    /// Someone else changed the same; nothing was overwritten.
    Collided { document: DocumentId, conflict: Box<Conflict> },
    /// Someone else changed something.
    Elsewhere { document: DocumentId, changes: Changes },
    /// The library has another state of a document than was ever asked for here.
    Replaced { document: DocumentId, work: Box<Work> },
    /// The library does not have a document any more, nor what was last to be kept of it.
    Absent { document: DocumentId },
    /// What the library holds now.
    Listed(Vec<Listed>),
    /// Something else went wrong.
    Problem(Problem),
}

/// What the library has of a document.
pub(super) struct Enrolled {
    /// The work on it.
    pub(super) work: Work,
    /// Where reading stood.
    pub(super) place: Option<StoredPlace>,
    /// What was read of it when it was to join.
    parsed: Arc<Document>,
    /// The same with its passages as the work says, if the alignment is of those.
    laid: Option<Arc<Document>>,
    /// Where the notes stand in that. Tens of thousands take longer to place than a frame may.
    pub(super) notes: NotePlaces,
}

impl Enrolled {
    fn new(stored: Stored, parsed: &Arc<Document>) -> Self {
        let laid = laid(parsed, &stored.work);
        let mut notes = NotePlaces::default();
        notes.follow(laid.as_ref().unwrap_or(parsed), &stored.work);
        Self { work: stored.work, place: stored.place, parsed: parsed.clone(), laid, notes }
    }

    /// The document that is read as `parsed`, its passages as the work says; nothing where the alignment is not of those.
    pub(super) fn laid(&self, parsed: &Arc<Document>) -> Option<Arc<Document>> {
        // Another state of the document may have been read meanwhile.
        if Arc::ptr_eq(parsed, &self.parsed) { self.laid.clone() } else { laid(parsed, &self.work) }
    }
}

fn laid(parsed: &Arc<Document>, work: &Work) -> Option<Arc<Document>> {
    let structure = &work.alignment.structure;
    let laid = if structure.is_empty() { parsed.clone() } else { Arc::new(structure.apply(parsed)) };
    fits(&laid, &work.alignment).then_some(laid)
}

/// Takes orders. Dropping it carries out those that wait.
pub(super) struct Keeper {
    sender: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread, which opens the library at `path`.
    pub(super) fn start(path: PathBuf, reporter: Reporter, surroundings: Surroundings) -> Self {
        let (sender, receiver) = channel();
        let mut keeping = Keeping {
            library: None,
            path,
            reporter,
            surroundings,
            documents: BTreeMap::new(),
            outside: BTreeMap::new(),
            backed_up: None,
            may_open_later: false,
        };
        let work = move || keeping.run(&receiver);
        let thread = thread::Builder::new().name("duizhao-keep".to_owned()).spawn(work).ok();
        Self { sender: Some(sender), thread }
    }

    /// Sends an order. Where there is no thread nobody keeps anything, and `Kept` never comes.
    pub(super) fn send(&self, order: Order) {
        if let Some(sender) = &self.sender {
            drop(sender.send(order));
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            // It has told of its errors itself.
            drop(thread.join());
        }
    }
}

/// A document as the library has it, as far as this thread knows.
struct Kept {
    key: DocumentKey,
    version: u64,
    /// What is still to be written.
    waiting: Option<Waiting>,
    /// What was refused since others changed the same, and whoever sent it does not know yet.
    refused: Option<Refused>,
    /// Whether nobody works on it any more.
    is_closed: bool,
}

/// A change that collided with what the library has, `theirs`.
struct Refused {
    change: Waiting,
    theirs: Work,
}

impl Refused {
    /// The change that keeps both versions.
    fn joined(self, new_name: &dyn Fn() -> String) -> Waiting {
        let Waiting { before, after, serial } = self.change;
        Waiting { after: merge(&before, &after, &self.theirs, new_name).work, before: self.theirs, serial }
    }
}

/// A change that is still to be written.
#[derive(Clone)]
struct Waiting {
    before: Work,
    after: Work,
    /// The order that asked for it last.
    serial: u64,
}

struct Keeping {
    library: Option<Library>,
    path: PathBuf,
    reporter: Reporter,
    surroundings: Surroundings,
    documents: BTreeMap<DocumentId, Kept>,
    /// Documents that could not join the library yet.
    outside: BTreeMap<DocumentId, Newcomer>,
    /// When the backup of the day was last seen to, and whether it is there.
    backed_up: Option<(Timestamp, bool)>,
    /// Whether the library could not be opened for a reason that may pass.
    may_open_later: bool,
}

impl Keeping {
    fn run(&mut self, receiver: &Receiver<Order>) {
        self.open();
        loop {
            match receiver.recv_timeout(ROUND) {
                Ok(order) => self.carry_out(order),
                Err(RecvTimeoutError::Timeout) => self.look_around(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.write_waiting();
    }

    fn tell(&self, news: News) {
        self.reporter.send(Report::Library(news));
    }

    fn open(&mut self) {
        let now = (self.surroundings.now)();
        let opened = Library::open(&self.path, now);
        self.may_open_later =
            opened.as_ref().is_err_and(|error| matches!(error.fault, Fault::Full | Fault::Busy | Fault::NotWritable));
        match opened {
            Ok(library) => self.take(library),
            Err(error) => {
                self.library = None;
                self.tell(News::Opened { path: self.path.clone(), outcome: Err(Problem::of_library(&error)) });
            }
        }
        self.backed_up = None;
        self.back_up(now);
    }

    /// Keeps `library` from now on.
    fn take(&mut self, library: Library) {
        self.tell(News::Opened { path: self.path.clone(), outcome: Ok(library.access()) });
        self.library = Some(library);
        self.list();
    }

    /// Makes the backup of the day, where that is not done yet.
    fn back_up(&mut self, now: Timestamp) {
        if self
            .backed_up
            .is_some_and(|(then, is_there)| then.day() == now.day() && (is_there || now.0 - then.0 < UNTIL_NEXT_BACKUP))
        {
            return;
        }
        let Some(library) = self.library.as_mut().filter(|library| !library.is_read_only()) else { return };
        match library.backup_daily(now) {
            Ok(BackedUp::NothingToKeep) => (),
            Ok(BackedUp::Now(_) | BackedUp::Before) => self.backed_up = Some((now, true)),
            Err(error) => {
                self.backed_up = Some((now, false));
                let Problem { what, path, advice } = Problem::of_library(&error);
                let what = format!("The backup of the day could not be made. {what}");
                self.tell(News::Problem(Problem { what, path, advice }));
            }
        }
    }

    fn list(&self) {
        let Some(library) = &self.library else { return };
        match library.list() {
            Ok(listed) => self.tell(News::Listed(listed)),
            Err(error) => self.tell(News::Problem(Problem::of_library(&error))),
        }
    }

    fn carry_out(&mut self, order: Order) {
        match order {
            Order::Open(path) => {
                self.write_waiting();
                self.documents.clear();
                self.path = path;
                self.open();
                self.enroll_outside();
            }
            Order::Enroll(document, newcomer) => self.enroll(document, newcomer),
            Order::Keep { document, before, work, serial } => {
                if let Some(kept) = self.documents.get_mut(&document) {
                    // Who knows of a collision starts from what the other changed.
                    let refused = kept.refused.take().filter(|refused| refused.theirs != before);
                    // What could not be written before is written with it.
                    let unwritten = kept.waiting.take().or(refused.map(|refused| refused.change));
                    let before = unwritten.map_or(before, |waiting| waiting.before);
                    kept.waiting = Some(Waiting { before, after: work, serial });
                    self.write(document);
                } else if let Some(newcomer) = self.outside.get_mut(&document) {
                    newcomer.work = work;
                }
            }
            Order::Close { document, place } => self.close(document, place),
            Order::Remove(key) => self.change_list(|library, now| library.remove(&key, now)),
            Order::TakeBack(key) => self.change_list(|library, _| library.take_back(&key)),
        }
    }

    fn change_list(&mut self, change: impl FnOnce(&mut Library, Timestamp) -> Result<(), LibraryError>) {
        let now = (self.surroundings.now)();
        let Some(library) = &mut self.library else { return };
        if let Err(error) = change(library, now) {
            self.tell(News::Problem(Problem::of_library(&error)));
        }
        self.list();
    }

    fn enroll(&mut self, document: DocumentId, newcomer: Newcomer) {
        let now = (self.surroundings.now)();
        let key = DocumentKey::of(&newcomer.files);
        let Some(library) = &mut self.library else {
            self.outside.insert(document, newcomer);
            return;
        };
        match join(library, &key, &newcomer, now) {
            Ok((stored, fate)) => {
                let (key_of, version) = (key.clone(), stored.version);
                let kept = Kept { key: key_of, version, waiting: None, refused: None, is_closed: false };
                self.documents.insert(document, kept);
                let kept = Box::new(Enrolled::new(stored, &newcomer.parsed));
                self.tell(News::Enrolled { document, key, kept });
                if let Some(fate) = fate {
                    self.tell(News::ReadOtherwise { document, fate });
                }
                self.list();
            }
            Err(error) => {
                self.outside.insert(document, newcomer);
                self.tell(News::NotKept { document, problem: Problem::of_library(&error) });
            }
        }
    }

    fn enroll_outside(&mut self) {
        for (document, newcomer) in std::mem::take(&mut self.outside) {
            self.enroll(document, newcomer);
        }
    }

    /// Writes what waits for a document. What cannot be written goes on waiting.
    fn write(&mut self, document: DocumentId) {
        let Some(kept) = self.documents.get_mut(&document) else { return };
        let Some(Waiting { before, after, serial }) = kept.waiting.clone() else { return };
        let Some(library) = &mut self.library else { return };
        match library.save(&kept.key, &before, &after) {
            Ok(saved) => {
                let since = kept.version;
                (kept.version, kept.waiting) = (saved.version, None);
                let key = kept.key.clone();
                self.tell(News::Kept { document, serial });
                if saved.before != since {
                    self.fetch(document, &key, since);
                }
            }
            Err(LibraryError { fault: Fault::Conflict(conflict), .. }) => {
                let change = Waiting { before, after, serial };
                let refused = Refused { change, theirs: conflict.theirs.clone() };
                (kept.version, kept.waiting) = (conflict.version, None);
                if kept.is_closed {
                    kept.waiting = Some(refused.joined(&*self.surroundings.new_name));
                } else {
                    kept.refused = Some(refused);
                    self.tell(News::Collided { document, conflict });
                }
            }
            Err(LibraryError { fault: Fault::NoSuchDocument(_), .. }) => self.tell_of_absence(document),
            Err(error) => self.tell(News::NotKept { document, problem: Problem::of_library(&error) }),
        }
    }

    fn write_waiting(&mut self) {
        let waiting: Vec<DocumentId> =
            self.documents.iter().filter(|(_, kept)| kept.waiting.is_some()).map(|(id, _)| *id).collect();
        for document in waiting {
            self.write(document);
        }
        self.documents.retain(|_, kept| !kept.is_closed || kept.waiting.is_some());
    }

    /// Tells what others changed in a document after version `since`.
    fn fetch(&mut self, document: DocumentId, key: &DocumentKey, since: u64) {
        let Some(library) = &self.library else { return };
        match library.changes_since(key, since) {
            // A backup was brought back: the library knows nothing of what came after it.
            Ok(changes) if changes.version < since => self.load_again(document, key),
            Ok(changes) => {
                if let Some(kept) = self.documents.get_mut(&document) {
                    kept.version = changes.version;
                }
                if !changes.is_empty() {
                    self.tell(News::Elsewhere { document, changes });
                }
            }
            Err(LibraryError { fault: Fault::NoSuchDocument(_), .. }) => self.tell_of_absence(document),
            Err(error) => self.tell(News::Problem(Problem::of_library(&error))),
        }
    }

    fn tell_of_absence(&mut self, document: DocumentId) {
        self.documents.remove(&document);
        self.tell(News::Absent { document });
    }

    /// Reads all work on a document anew, and tells what there is.
    fn load_again(&mut self, document: DocumentId, key: &DocumentKey) {
        let Some(library) = &self.library else { return };
        match library.load(key) {
            Ok(stored) => {
                if let Some(kept) = self.documents.get_mut(&document) {
                    kept.version = stored.version;
                }
                self.tell(News::Replaced { document, work: Box::new(stored.work) });
            }
            Err(LibraryError { fault: Fault::NoSuchDocument(_), .. }) => self.tell_of_absence(document),
            Err(error) => self.tell(News::Problem(Problem::of_library(&error))),
        }
    }

    /// Opens the library again where the file is another one than was opened, as after a disk was taken out and put
    /// back, or where there was no room to write to it. Nothing that waits is lost by it: what is saved is compared with
    /// what is there.
    fn open_again(&mut self) {
        let Ok(library) = Library::open_existing(&self.path, (self.surroundings.now)()) else { return };
        let access = self.library.as_ref().map(Library::access);
        if access == Some(Access::NoRoom) && library.access() == Access::NoRoom {
            return;
        }
        self.take(library);
        let known: Vec<(DocumentId, DocumentKey)> =
            self.documents.iter().map(|(id, kept)| (*id, kept.key.clone())).collect();
        for (document, key) in known {
            self.load_again(document, &key);
        }
    }

    /// Whether others changed something in the library. One that is away, or could not be opened to write, is opened
    /// again if that is possible by now.
    fn look_at_library(&mut self) -> bool {
        let Some(library) = &mut self.library else {
            let again = self.may_open_later.then(|| Library::open(&self.path, (self.surroundings.now)()).ok());
            if let Some(library) = again.flatten() {
                self.take(library);
            }
            return false;
        };
        let changed = library.changed_elsewhere();
        let is_away = changed.as_ref().is_err_and(|error| matches!(error.fault, Fault::Gone));
        if is_away || library.access() == Access::NoRoom {
            self.open_again();
        }
        changed.unwrap_or(false)
    }

    /// Tries again what could not be written, and looks for what others changed.
    fn look_around(&mut self) {
        let changed = self.look_at_library();
        self.back_up((self.surroundings.now)());
        self.enroll_outside();
        self.write_waiting();
        if !changed {
            return;
        }
        let known: Vec<(DocumentId, DocumentKey, u64)> = self
            .documents
            .iter()
            .filter(|(_, kept)| kept.waiting.is_none())
            .map(|(id, kept)| (*id, kept.key.clone(), kept.version))
            .collect();
        for (document, key, since) in known {
            self.fetch(document, &key, since);
        }
        self.list();
    }

    /// Forgets a document as soon as all of it is written. What collided meanwhile, and nobody heard of, is joined with
    /// what others wrote.
    fn close(&mut self, document: DocumentId, place: Option<StoredPlace>) {
        let now = (self.surroundings.now)();
        let Some(kept) = self.documents.get_mut(&document) else { return };
        kept.is_closed = true;
        if let Some(refused) = kept.refused.take() {
            kept.waiting = Some(refused.joined(&*self.surroundings.new_name));
        }
        if let Some(library) = &mut self.library {
            // A place that cannot be written is not worth a word; what was written before it is told of elsewhere.
            drop(library.set_place(&kept.key, place, now));
        }
        self.write_waiting();
    }
}

/// Adds a document if it is not there, and reads what the library has of it. If that was made for another reading of
/// its files it is brought to this one; what became of it is said.
fn join(
    library: &mut Library,
    key: &DocumentKey,
    newcomer: &Newcomer,
    now: Timestamp,
) -> Result<(Stored, Option<Fate>), LibraryError> {
    let Newcomer { files, parsed, work, .. } = newcomer;
    if !library.contains(key)? {
        library.add(&NewDocument { files: files.clone(), document: parsed, work, added: now })?;
    }
    // One that comes out of the bin is known after all.
    let mut stored = library.load(key)?;
    let as_aligned = if is_read_otherwise(&stored.work, parsed) { library.read_as_aligned(key)? } else { None };
    let otherwise = read_otherwise(&stored.work, parsed, as_aligned);
    let fate = otherwise.as_ref().map(|(read, carried)| Fate::of(&stored.work, read, carried));
    let read = otherwise.map_or_else(|| stored.work.clone(), |(read, _)| read);
    if library.is_read_only() {
        // What cannot be written stays with whoever brings it, and is told of there.
        stored.work = read;
        return Ok((stored, fate));
    }
    // What came along from another state of the document joins what was kept of this one.
    let mut both = with_notes_of(&read, work);
    both.alignment = with_settled(&read.alignment, &work.alignment, parsed);
    let structure = &both.alignment.structure;
    if *structure != work.alignment.structure || *structure != read.alignment.structure {
        // Other furniture may count as text here than where they were written.
        both = anchoring::place_work(&both, &structure.lay(parsed));
    }
    if both != stored.work {
        stored.version = library.save(key, &stored.work, &both)?.version;
        stored.work = both;
    }
    if !library.is_read_only() {
        // Where this program reads the files otherwise than the one that indexed them. What fails here is no harm: the
        // document can be found as it was.
        drop(library.index(key, parsed));
    }
    if let Some(old) = newcomer.replaces.as_ref().filter(|old| *old != key) {
        library.remove(old, now)?;
    }
    Ok((stored, fate))
}

/// Work with the notes and drafts that only `newcomer` has.
fn with_notes_of(work: &Work, newcomer: &Work) -> Work {
    let mut both = work.clone();
    for (id, one) in newcomer.annotations.iter().filter(|(id, _)| !work.annotations.contains_key(*id)) {
        Arc::make_mut(&mut both.annotations).insert(id.clone(), one.clone());
    }
    for (id, one) in newcomer.drafts.iter().filter(|(id, _)| !work.drafts.contains_key(*id)) {
        Arc::make_mut(&mut both.drafts).insert(id.clone(), one.clone());
    }
    both
}
