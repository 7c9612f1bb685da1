//! Searching, and going to what was found. The answer is a value that the window shows; it comes from a thread of its
//! own, and belongs to what was asked last.

use std::sync::Arc;

use super::searcher::{Errand, Findings, Question, Scope};
use super::{DocumentId, Problem, ShelfState, Workspace};
use crate::library::DocumentKey;
use crate::model::search::Hit;
use crate::model::{Address, Progress};

/// Where to search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// In an open document, whether the library has it or not.
    Document(DocumentId),
    /// In all documents of the library.
    Library,
}

/// A document in which something was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FoundIn {
    /// One that was open when it was searched.
    Open(DocumentId),
    /// One of the library.
    Stored(DocumentKey),
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// What was asked for, as it was typed.
    pub typed: String,
    /// Whether there was anything in it that can be searched for.
    pub has_words: bool,
    /// Where it was searched for.
    pub within: Within,
    /// The documents that are shown, best first.
    pub groups: Vec<Group>,
    /// In how many documents something was found.
    pub documents: usize,
    /// How many documents are not wholly in the index, so that not all can be found in them.
    pub unindexed: usize,
}

/// What was found in a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The document.
    pub document: FoundIn,
    /// What it is called.
    pub title: String,
    /// What was found, in the order of the text; after it footnotes and what is known, notes and drafts.
    pub hits: Vec<Hit>,
    /// How much more there is.
    pub more: usize,
}

/// What is searched for, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The last answer; nothing before there is one.
    pub answer: Option<Arc<Answer>>,
    /// Whether the answer to what was asked last is still to come.
    pub is_underway: bool,
    /// Why there is no answer to what was asked last.
    pub problem: Option<String>,
    /// Grows with every answer.
    pub revision: u64,
    /// How many documents of the library are not wholly in its index yet.
    pub unindexed: usize,
    /// Grows with every change of the library that is known here, so that one can ask again.
    pub library_revision: u64,
    /// The question that was asked last, and what stops it.
    asked: Option<(u64, Arc<Progress>)>,
}

impl Workspace {
    /// Searches for what was typed. What was asked before is given up.
    pub(super) fn search(&mut self, typed: String, within: Within) {
        let scope = match within {
            Within::Library => Scope::Library,
            Within::Document(id) => {
                let Some(open) = self.document(id) else { return };
                Scope::Document { id, document: open.document.clone(), work: Box::new(open.work.clone()) }
            }
        };
        self.give_up_search();
        let serial = self.next_id();
        let progress = Arc::new(Progress::default());
        self.search.asked = Some((serial, progress.clone()));
        self.search.is_underway = true;
        self.searcher.send(Errand::Search(Question { serial, typed, scope, progress }));
    }

    pub(super) fn give_up_search(&mut self) {
        if let Some((_, progress)) = self.search.asked.take() {
            progress.cancel();
        }
        self.search.is_underway = false;
    }

    pub(super) fn take_findings(&mut self, findings: Findings) {
        match findings {
            Findings::Answered { serial, outcome } => {
                if self.search.asked.as_ref().is_none_or(|(asked, _)| *asked != serial) {
                    return;
                }
                self.search.asked = None;
                self.search.is_underway = false;
                self.search.revision = self.next_id();
                match outcome {
                    Ok(answer) => {
                        let old = self.search.answer.replace(Arc::new(answer));
                        super::jobs::free_elsewhere(old);
                        self.search.problem = None;
                    }
                    Err(problem) => self.search.problem = Some(Problem::to_string(&problem)),
                }
            }
            Findings::Unindexed(many) => {
                self.search.unindexed = many;
                self.search.library_revision += 1;
            }
        }
    }

    /// Has the thread that searches go to the library that is open now.
    pub(super) fn search_this_library(&mut self) {
        let is_open = matches!(self.shelf.state, ShelfState::Open | ShelfState::ReadOnly | ShelfState::NoRoom);
        self.search.unindexed = 0;
        self.searcher.send(Errand::Library(is_open.then(|| self.shelf.path.clone())));
    }

    /// Shows a document in which something was found, at the place where that stands. A document that has to be opened
    /// goes there once its rows have their numbers.
    pub(super) fn visit(&mut self, document: FoundIn, title: String, address: Option<Address>) {
        let id = match document {
            FoundIn::Open(id) => {
                self.show(id);
                id
            }
            FoundIn::Stored(key) => self.open_stored(key, title),
        };
        self.bound_for = address.map(|address| (id, address));
        self.arrive(id);
    }

    /// Goes to where a document was asked to go, if its rows have their numbers by now.
    pub(super) fn arrive(&mut self, id: DocumentId) {
        let Some((_, address)) = self.bound_for.filter(|(bound, _)| *bound == id) else { return };
        let has_numbers = |open: &super::OpenDocument| open.aligned || open.document.translation.is_none();
        let Some(open) = self.document(id).filter(|open| has_numbers(open)) else { return };
        let row = open.work.alignment.row_numbered(address.row);
        let pair = address.pair.and_then(|pair| pair.checked_sub(1)).map(|pair| pair as usize);
        self.bound_for = None;
        if let Some(row) = row {
            self.go_to(id, row, pair);
        }
    }
}
