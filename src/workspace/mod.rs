//! Open documents, commands and background jobs: everything the window can do, without a window.
//!
//! Invariant: [`Workspace::dispatch`] and [`Workspace::poll`] are the only writers. `dispatch` starts work and returns
//! at once; `poll` takes what the worker threads have finished. Neither reads a file, parses or aligns itself.

mod command;
mod comparing;
mod correcting;
mod editing;
mod explaining;
mod files;
mod importing;
mod jobs;
mod keeper;
mod keeping;
mod ledger;
pub mod library_tasks;
mod note_places;
pub mod notes_tasks;
mod notice;
mod open_document;
mod opening;
mod paths;
mod proposing;
mod reading;
mod rereading;
mod results;
mod saver;
mod searcher;
mod searching;
mod session;
mod settings;
mod settling;
mod surroundings;
mod unkept;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use command::{Command, NewNote, NoteChange, Setting};
pub use comparing::Comparison;
pub use correcting::GestureAnswer;
pub use explaining::{Explanation, Strays};
pub use files::{Problem, check_file, is_one_of, read_file, write_file};
pub use importing::{Choice, Import, in_words};
pub use jobs::{Job, JobId, JobKind};
pub use keeping::{Saving, Shelf, ShelfState};
pub use note_places::{Cover, NotePlaces, PlacedDraft, PlacedNote};
pub use notice::{Notice, NoticeId, NoticeKind};
pub use open_document::{Base, ChosenNote, DocumentId, Jump, OpenDocument, Origin, ReadingPlace, SideFrom};
pub use paths::Paths;
pub use proposing::{Proposal, ProposedBy};
pub use reading::{read_document, read_document_pair};
pub use searching::{Answer, FoundIn, Group, Search, Within};
pub use settings::{AfterConfirm, AlignLevel, LeftTab, Mode, RightTab, Settings, Theme, Wanted, WindowPlace};
pub use surroundings::Surroundings;
pub use unkept::{Leaving, Unkept};

use jobs::Workers;
use keeper::Keeper;
use opening::Reading;
use saver::Saver;
use searcher::Searcher;
use session::Session;
use unkept::Closed;

use crate::model::{Address, Edit};

/// The sample: a short invented memorandum in the form of an archive page.
pub const SAMPLE: &str = include_str!("../../assets/sample.archive.txt");

/// Called on a worker thread when [`Workspace::poll`] has something to take.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Everything that is open, and everything that is being worked on. Read its fields; change them by [`Command`].
pub struct Workspace {
    /// Open documents, in the order they were asked for.
    pub documents: Vec<OpenDocument>,
    /// The document that is shown.
    pub current: Option<DocumentId>,
    /// How the reader likes it.
    pub settings: Settings,
    /// Work that has not ended, oldest first.
    pub jobs: Vec<Job>,
    /// What people should know, oldest first, until they dismiss it.
    pub notices: Vec<Notice>,
    /// Where the notes stand when no document is shown: nowhere.
    no_notes: NotePlaces,
    /// Documents that are being read, for the first time or anew.
    readings: BTreeMap<DocumentId, Reading>,
    /// Documents to show, the first of them that can be opened: what a person asked for last.
    wanted: Vec<DocumentId>,
    /// Whether the sample opens if nothing else does.
    sample_if_empty: bool,
    /// What a person wants to leave though that would lose changes: they have to be asked.
    pub leaving: Option<Leaving>,
    /// Documents that were closed before the library had their last changes.
    closed: BTreeMap<DocumentId, Closed>,
    /// Whether a person wants the program to end.
    ends: bool,
    workers: Workers,
    /// What the library holds.
    pub shelf: Shelf,
    /// What is searched for, and what was found.
    pub search: Search,
    /// Where a document shall go once its rows have their numbers.
    bound_for: Option<(DocumentId, Address)>,
    saver: Saver,
    keeper: Keeper,
    searcher: Searcher,
    session: Session,
    surroundings: Surroundings,
    last_id: u64,
}

impl Workspace {
    /// An empty workspace with the settings of `paths`. Nothing is opened: see [`Command::RestoreSession`].
    ///
    /// `wake` is called on worker threads when there is something for [`Self::poll`]; it must be cheap.
    pub fn new(paths: &Paths, wake: Wake, surroundings: Surroundings) -> Self {
        let workers = Workers::new(wake);
        let (settings, damage) = settings::load(paths);
        let mut workspace = Self {
            documents: Vec::new(),
            no_notes: NotePlaces::default(),
            current: None,
            settings,
            jobs: Vec::new(),
            notices: Vec::new(),
            readings: BTreeMap::new(),
            wanted: Vec::new(),
            sample_if_empty: false,
            leaving: None,
            closed: BTreeMap::new(),
            ends: false,
            shelf: Shelf { path: paths.library.clone(), ..Shelf::default() },
            search: Search::default(),
            bound_for: None,
            saver: Saver::start(paths.clone(), workers.reporter()),
            keeper: Keeper::start(paths.library.clone(), workers.reporter(), surroundings.clone()),
            searcher: Searcher::start(workers.reporter(), surroundings.clone()),
            session: session::load(paths),
            workers,
            surroundings,
            last_id: 0,
        };
        if let Some(problem) = damage {
            workspace.warn(problem);
        }
        workspace
    }

    /// Does what `command` asks, or starts the work for it. A command for a document or job that is gone does nothing.
    pub fn dispatch(&mut self, command: Command) {
        self.carry_out(command);
        self.follow_notes();
    }

    /// Where the notes and drafts of the document that is shown stand.
    pub fn notes(&self) -> &NotePlaces {
        self.current_document().map_or(&self.no_notes, |open| &open.notes)
    }

    fn follow_notes(&mut self) {
        for open in &mut self.documents {
            open.follow_notes();
        }
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::RestoreSession => self.restore_session(),
            Command::OpenFiles(files) => self.open_files(files),
            Command::OpenPair { source, translation } => self.open_pair(source, translation),
            Command::OpenText(text) => self.open_text(text),
            Command::OpenSample => self.open_sample(),
            Command::SetSide { document, side, file } => self.set_side(document, side, SideFrom::File(file)),
            Command::SetSideText { document, side, text } => self.set_side(document, side, SideFrom::Text(text.into())),
            Command::AlignAgain(document) => self.align_again(document),
            Command::AddNote { document, note } => self.add_note(document, note),
            Command::ChangeNote { document, note, change } => self.change_note(document, &note, change),
            Command::RemoveNotes { document, notes } => self.remove_notes(document, notes),
            Command::Reply { document, to, text, typing } => self.reply(document, to, text, typing),
            Command::PutDraft { document, draft, target, text, typing } => {
                self.put_draft(document, draft, target, (text, typing));
            }
            Command::ChooseNote { document, note, edit } => self.choose_note(document, note, edit),
            Command::RemoveDraft { document, draft } => self.edit(document, &Edit::RemoveDraft(draft)),
            Command::ImportNotes { document, file, or_open } => self.import_notes(document, file, or_open),
            Command::FinishImport { document, choices } => self.finish_import(document, &choices),
            Command::DropImport(document) => self.drop_import(document),
            Command::Undo(document) => self.undo(document),
            Command::Redo(document) => self.redo(document),
            Command::OpenStored { key, title } => self.visit(FoundIn::Stored(key), title, None),
            Command::RemoveStored(key) => self.remove_from_library(key),
            Command::TakeBackStored(key) => self.take_back_into_library(key),
            Command::OpenLibrary(path) => self.leave(Leaving::Library(path)),
            Command::SetStatus { document, beads, status } => self.set_status(document, beads, status),
            Command::Pin { document, pin } => self.pin(document, pin),
            Command::AlignRow { document, row } => self.align_row(document, row),
            Command::Compare { document, file } => self.compare(document, file),
            Command::Propose(document) => self.propose(document),
            Command::TakeHunk { document, hunk } => self.take_hunk(document, hunk),
            Command::LeaveHunk { document, hunk, left } => self.leave_hunk(document, hunk, left),
            Command::TakeHunks(document) => self.take_hunks(document),
            Command::DropProposal(document) => self.drop_proposal(document),
            Command::Correct { document, correction } => self.correct(document, &correction),
            Command::Explain { document, bead } => self.explain(document, bead),
            Command::Search { typed, within } => self.search(typed, within),
            Command::Visit { document, title, address } => self.visit(document, title, address),
            Command::Close(document) => self.leave(Leaving::Document(document)),
            Command::Tell(kind, problem) => self.notify(kind, problem),
            Command::End => self.leave(Leaving::Window),
            Command::LeaveAnyway => self.leave_anyway(),
            Command::Stay => self.leaving = None,
            Command::Show(document) => self.show(document),
            Command::GoTo { document, row, pair } => self.go_to(document, row, pair),
            Command::SetPlace { document, place } => self.set_place(document, place),
            Command::Set(setting) => self.set(setting),
            Command::CancelJob(job) => self.cancel_job(job),
            Command::DismissNotice(notice) => self.notices.retain(|shown| shown.id != notice),
        }
    }

    /// The document that is shown.
    pub fn current_document(&self) -> Option<&OpenDocument> {
        self.document(self.current?)
    }

    /// The open document called `id`.
    pub fn document(&self, id: DocumentId) -> Option<&OpenDocument> {
        self.documents.iter().find(|open| open.id == id)
    }

    fn document_mut(&mut self, id: DocumentId) -> Option<&mut OpenDocument> {
        self.documents.iter_mut().find(|open| open.id == id)
    }

    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
}
