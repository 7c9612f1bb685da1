//! The thread that searches: in the library by a connection of its own, in an open document by looking. While nobody
//! asks, it brings documents into the index that an older program left out of it.
//!
//! Invariant: what was asked last is what is answered. A question that a newer one overtook is dropped where it stands.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use super::jobs::{Report, Reporter};
use super::searching::{Answer, FoundIn, Group, Within};
use super::{DocumentId, Problem, Surroundings, library_tasks};
use crate::library::{DocumentKey, Library, LibraryError, Most};
use crate::model::search::search_document;
use crate::model::{Document, Progress, Work};
use crate::text::search::Query;

/// What the window shows of the library; and of one document, which can be looked through to its end.
const MOST_OF_LIBRARY: Most = Most { documents: 50, hits: 10 };
const MOST_OF_DOCUMENT: usize = 10_000;
/// After how many documents that were brought into the index it is said how many are left.
const TOLD_EVERY: usize = 25;

/// What the thread is asked to do.
pub(super) enum Errand {
    /// Search that library from now on, or none.
    Library(Option<PathBuf>),
    /// Look whether the library has documents that are not in its index: others may have changed it.
    Look,
    /// Answer a question.
    Search(Question),
}

/// A question. `serial` counts them.
pub(super) struct Question {
    pub(super) serial: u64,
    pub(super) typed: String,
    pub(super) scope: Scope,
    pub(super) progress: Arc<Progress>,
}

/// Where to search.
pub(super) enum Scope {
    Library,
    Document { id: DocumentId, document: Arc<Document>, work: Box<Work> },
}

/// What the thread has to say.
pub(super) enum Findings {
    /// The answer to a question, or why there is none.
    Answered { serial: u64, outcome: Result<Answer, Problem> },
    /// So many documents are not in the index.
    Unindexed(usize),
}

/// Takes errands. Dropping it gives up what is not done.
pub(super) struct Searcher {
    sender: Option<Sender<Errand>>,
    thread: Option<JoinHandle<()>>,
}

impl Searcher {
    pub(super) fn start(reporter: Reporter, surroundings: Surroundings) -> Self {
        let (sender, receiver) = channel();
        let mut searching =
            Searching { path: None, library: None, unindexed: Vec::new(), told: 0, reporter, surroundings };
        let work = move || searching.run(&receiver);
        let thread = thread::Builder::new().name("duizhao-search".to_owned()).spawn(work).ok();
        Self { sender: Some(sender), thread }
    }

    /// Sends an errand. Where there is no thread nothing is ever found.
    pub(super) fn send(&self, errand: Errand) {
        if let Some(sender) = &self.sender {
            drop(sender.send(errand));
        }
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            // It has told of its errors itself.
            drop(thread.join());
        }
    }
}

struct Searching {
    path: Option<PathBuf>,
    library: Option<Library>,
    /// What is to be brought into the index, the next one last.
    unindexed: Vec<DocumentKey>,
    /// How many of them there were when that was last said.
    told: usize,
    reporter: Reporter,
    surroundings: Surroundings,
}

impl Searching {
    fn run(&mut self, receiver: &Receiver<Errand>) {
        loop {
            let errand = match receiver.try_recv() {
                Ok(errand) => errand,
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) if !self.unindexed.is_empty() => {
                    self.index_next();
                    continue;
                }
                Err(TryRecvError::Empty) => match receiver.recv() {
                    Ok(errand) => errand,
                    Err(_) => return,
                },
            };
            match errand {
                Errand::Library(path) => {
                    (self.path, self.library) = (path, None);
                    self.look();
                }
                Errand::Look => self.look(),
                Errand::Search(question) => self.answer(question),
            }
        }
    }

    fn tell(&self, findings: Findings) {
        self.reporter.send(Report::Search(findings));
    }

    /// The library; it is opened when it is needed for the first time.
    fn library(&mut self) -> Result<Option<&mut Library>, LibraryError> {
        if let (None, Some(path)) = (&self.library, &self.path) {
            self.library = Some(Library::open_existing(path, (self.surroundings.now)())?);
        }
        Ok(self.library.as_mut())
    }

    /// Finds out what is not in the index. That it cannot be found out is told when somebody searches.
    fn look(&mut self) {
        let library = self.library().ok().flatten();
        let unindexed = library.and_then(|library| Some((library.unindexed().ok()?, library.is_read_only())));
        let (mut keys, read_only) = unindexed.unwrap_or_default();
        let many = keys.len();
        // The oldest are the first to come into the list, and to be worked off.
        keys.reverse();
        self.unindexed = if read_only { Vec::new() } else { keys };
        if many != self.told {
            self.told = many;
            self.tell(Findings::Unindexed(many));
        }
    }

    /// Brings one document into the index. What stays out of it is counted in the answers.
    fn index_next(&mut self) {
        let Some(key) = self.unindexed.pop() else { return };
        let Ok(Some(library)) = self.library() else { return self.unindexed.clear() };
        // A fault in reading one document must not end the thread for all others.
        let index = AssertUnwindSafe(|| library_tasks::index(library, &key));
        if let Ok(Err(_)) = panic::catch_unwind(index) {
            // Where nothing can be written, as on a full disk, the next one would fail too: it waits until something
            // else changed in the library.
            return self.unindexed.clear();
        }
        if self.unindexed.is_empty() {
            self.look_for_the_last_time();
        } else if self.unindexed.len().is_multiple_of(TOLD_EVERY) {
            self.told = self.unindexed.len();
            self.tell(Findings::Unindexed(self.told));
        }
    }

    /// All were tried: those that are left would only fail again.
    fn look_for_the_last_time(&mut self) {
        self.look();
        self.unindexed.clear();
    }

    fn answer(&mut self, question: Question) {
        let Question { serial, typed, scope, progress } = question;
        // One that was overtaken while it waited, or is, needs no answer.
        if progress.report(0.0).is_err() {
            return;
        }
        let find = AssertUnwindSafe(|| self.find(typed, scope, &progress));
        let outcome = panic::catch_unwind(find).unwrap_or_else(|_| Err(broken()));
        if let Some(outcome) = outcome.transpose() {
            self.tell(Findings::Answered { serial, outcome });
        }
    }

    fn find(&mut self, typed: String, scope: Scope, progress: &Progress) -> Result<Option<Answer>, Problem> {
        let query = Query::new(&typed);
        let has_words = !query.is_empty();
        match scope {
            Scope::Document { id, document, work } => {
                let found = search_document(&document, &work, &query, MOST_OF_DOCUMENT, progress);
                let Ok((hits, more)) = found else { return Ok(None) };
                let title = document.title.clone();
                let groups = vec![Group { document: FoundIn::Open(id), title, hits, more }];
                let groups: Vec<Group> = groups.into_iter().filter(|group| !group.hits.is_empty()).collect();
                let (within, documents) = (Within::Document(id), groups.len());
                Ok(Some(Answer { typed, has_words, within, groups, documents, unindexed: 0 }))
            }
            Scope::Library => {
                let found = match self.library() {
                    Ok(Some(library)) => library.search(&query, MOST_OF_LIBRARY, progress),
                    Ok(None) => return Err(no_library()),
                    Err(error) => Err(error),
                };
                let Some(found) = found.map_err(|error| Problem::of_library(&error))? else { return Ok(None) };
                let groups = found.documents.into_iter().map(|one| Group {
                    document: FoundIn::Stored(one.key),
                    title: one.title,
                    hits: one.hits,
                    more: one.more,
                });
                let (within, groups) = (Within::Library, groups.collect());
                let (documents, unindexed) = (found.count, found.unindexed);
                Ok(Some(Answer { typed, has_words, within, groups, documents, unindexed }))
            }
        }
    }
}

fn no_library() -> Problem {
    let advice = "Search in this document, or open another library.".to_owned();
    Problem { what: "No library is open".to_owned(), path: None, advice }
}

fn broken() -> Problem {
    let advice = "Please report it with what was searched for.".to_owned();
    Problem { what: "A fault in the program ended the search".to_owned(), path: None, advice }
}
