//! What a person can ask of the workspace, as data: the window, the command line and tests send the same.

use std::ops::Range;
use std::path::PathBuf;

use super::{
    AfterConfirm, AlignLevel, Choice, DocumentId, FoundIn, JobId, LeftTab, Mode, NoticeId, NoticeKind, Problem,
    ReadingPlace, RightTab, Theme, Wanted, WindowPlace, Within,
};
use crate::align::Pin;
use crate::library::DocumentKey;
use crate::model::{Address, AnnotationId, Colour, Correction, DraftId, Motivation, SideName, Status, Target};

/// A wish, complete in itself. [`super::Workspace::dispatch`] is the only place that carries one out.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Open what was open when the program last ended, where reading stopped; the sample if there is nothing.
    RestoreSession,
    /// Open each file as a document of its own and show the first. A file that is open already is shown, and read
    /// again if it changed on disk.
    OpenFiles(Vec<PathBuf>),
    /// Open two files of one language each as one document. Which is the source is told by script.
    OpenPair {
        /// File of the source side.
        source: PathBuf,
        /// File of the translation side.
        translation: PathBuf,
    },
    /// Open pasted text.
    OpenText(String),
    /// Open the sample document.
    OpenSample,
    /// Take one side of a document from another file, in the place of what it had.
    SetSide {
        /// The document.
        document: DocumentId,
        /// The side to add or replace.
        side: SideName,
        /// Where it comes from.
        file: PathBuf,
    },
    /// Take one side of a document from pasted text, in the place of what it had.
    SetSideText {
        /// The document.
        document: DocumentId,
        /// The side to add or replace.
        side: SideName,
        /// What it is.
        text: String,
    },
    /// Align a document again: the pairs that a person has settled stay, the rest is found anew.
    AlignAgain(DocumentId),
    /// Correct the alignment: one gesture, one step of undo. What came of it is the document's `answer`. While a document
    /// waits to be aligned for the first time this does nothing.
    Correct {
        /// The document.
        document: DocumentId,
        /// The gesture.
        correction: Correction,
    },
    /// Say of pairs that they are right, want a look, are left out on purpose, or nothing of these: the same as
    /// [`Correction::Say`].
    SetStatus {
        /// The document.
        document: DocumentId,
        /// Positions in the alignment's `beads`.
        beads: Range<usize>,
        /// What is said of them.
        status: Status,
    },
    /// Put two sentences together and align the rest again around them: the pair that comes of it is settled. One that
    /// contradicts what is settled is refused with a notice. [`Correction::Pair`] leaves the rest as it is.
    Pin {
        /// The document.
        document: DocumentId,
        /// Positions among the alignment's segments.
        pin: Pin,
    },
    /// Align the sentences of one row and leave all others as they are: for paragraphs that were put beside each other as
    /// a whole. One step of undo.
    AlignRow {
        /// The document.
        document: DocumentId,
        /// Position among the alignment's rows.
        row: usize,
    },
    /// Align the rest of a document again as a proposal: what it would change is the document's `proposal`.
    Propose(DocumentId),
    /// Compare a document with the pairs that a file has of the same texts: what differs is the document's `proposal`.
    Compare {
        /// The document.
        document: DocumentId,
        /// The file.
        file: PathBuf,
    },
    /// Take a hunk of the proposal: one step of undo.
    TakeHunk {
        /// The document.
        document: DocumentId,
        /// Position among the proposal's hunks.
        hunk: usize,
    },
    /// Leave what there is in the place of a hunk, or open the hunk again.
    LeaveHunk {
        /// The document.
        document: DocumentId,
        /// Position among the proposal's hunks.
        hunk: usize,
        /// Whether it is left.
        left: bool,
    },
    /// Take all hunks that are open: one step of undo.
    TakeHunks(DocumentId),
    /// Forget the proposal, or stop making one.
    DropProposal(DocumentId),
    /// Find out why a pair stands as it does: the answer is the document's `explanation`.
    Explain {
        /// The document.
        document: DocumentId,
        /// Position in the alignment's `beads`.
        bead: usize,
    },
    /// Add a note, a highlight or a bookmark.
    AddNote {
        /// The document.
        document: DocumentId,
        /// What to add; its name, author and time are given to it.
        note: NewNote,
    },
    /// Change one thing about a note.
    ChangeNote {
        /// The document.
        document: DocumentId,
        /// The note.
        note: AnnotationId,
        /// What to change.
        change: NoteChange,
    },
    /// Take notes away, and the replies to them.
    RemoveNotes {
        /// The document.
        document: DocumentId,
        /// The notes.
        notes: Vec<AnnotationId>,
    },
    /// Choose a note, so that the text and the list of notes show which one it is; or none.
    ChooseNote {
        /// The document.
        document: DocumentId,
        /// The note.
        note: Option<AnnotationId>,
        /// Whether its text is to be edited.
        edit: bool,
    },
    /// Answer a note.
    Reply {
        /// The document.
        document: DocumentId,
        /// The note that is answered.
        to: AnnotationId,
        /// The answer.
        text: String,
        /// Whether this is what was typed until now: then the reply is chosen to be edited, and together with what is
        /// typed next it is one step of undo.
        typing: bool,
    },
    /// Bring in the notes of a file. What was changed here and there waits in the document's `import` for a person;
    /// else all of it comes in as one step of undo.
    ImportNotes {
        /// The document.
        document: DocumentId,
        /// The file.
        file: PathBuf,
        /// Whether a file that holds no notes is to be opened as a document.
        or_open: bool,
    },
    /// Go on with an import that waits.
    FinishImport {
        /// The document.
        document: DocumentId,
        /// What becomes of its conflicts, in their order.
        choices: Vec<Choice>,
    },
    /// Let go of an import that waits, or of what is told of one that is done.
    DropImport(DocumentId),
    /// Add a draft, or change the text of one. A draft without text is taken away.
    PutDraft {
        /// The document.
        document: DocumentId,
        /// The draft to change; a new one where there is none of that name.
        draft: Option<DraftId>,
        /// What a new draft is of.
        target: Target,
        /// Its text.
        text: String,
        /// Whether this is what was typed until now: together with what is typed next it is one step of undo.
        typing: bool,
    },
    /// Take a draft away.
    RemoveDraft {
        /// The document.
        document: DocumentId,
        /// The draft.
        draft: DraftId,
    },
    /// Take back the last thing that was done to a document.
    Undo(DocumentId),
    /// Do again what was taken back.
    Redo(DocumentId),
    /// Open a document of the library.
    OpenStored {
        /// Its name there.
        key: DocumentKey,
        /// What it is called.
        title: String,
    },
    /// Move a document of the library to the bin.
    RemoveStored(DocumentKey),
    /// Take a document out of the bin.
    TakeBackStored(DocumentKey),
    /// Open another library. What is open is closed; all of it is kept.
    OpenLibrary(PathBuf),
    /// Search for what was typed: the answer is the workspace's `search`. What was asked before is given up.
    Search {
        /// What was typed.
        typed: String,
        /// Where to search.
        within: Within,
    },
    /// Show a document in which something was found, opened if need be, where that stands.
    Visit {
        /// The document.
        document: FoundIn,
        /// What it is called.
        title: String,
        /// Where it stands; nothing for where reading stands.
        address: Option<Address>,
    },
    /// Tell people something that shows in the window alone.
    Tell(NoticeKind, Problem),
    /// Close a document. Where that would lose changes, this is asked first: see [`super::Workspace::leaving`].
    Close(DocumentId),
    /// End the program, as soon as all is kept: see [`super::Workspace::may_end`]. Asks as [`Self::Close`] does.
    End,
    /// Lose what [`super::Workspace::leaving`] asks about.
    LeaveAnyway,
    /// Lose nothing, and stay.
    Stay,
    /// Show an open document.
    Show(DocumentId),
    /// Take the reader to a row, and to a sentence pair of it.
    GoTo {
        /// The document.
        document: DocumentId,
        /// Index into the alignment's `rows`; the last row where it is too great.
        row: usize,
        /// Index of the sentence pair in the row, from 0.
        pair: Option<usize>,
    },
    /// Remember where the reader is. Sent by the reader as it scrolls.
    SetPlace {
        /// The document.
        document: DocumentId,
        /// Where it is now.
        place: ReadingPlace,
    },
    /// Change a setting.
    Set(Setting),
    /// Give up a job.
    CancelJob(JobId),
    /// Take a notice away.
    DismissNotice(NoticeId),
}

/// A setting and its new value. Values out of range are brought into it.
#[derive(Clone, PartialEq, Debug)]
pub enum Setting {
    /// Colours.
    Theme(Theme),
    /// Size of the text in percent.
    TextPercent(u16),
    /// The source column's share of the width.
    SourceShare(f32),
    /// Family name of the Chinese face; the shipped one if none.
    ChineseFace(Option<String>),
    /// Family name of the English face; the shipped one if none.
    EnglishFace(Option<String>),
    /// Whether the left panel is open.
    LeftPanel(bool),
    /// Whether the right panel is open.
    RightPanel(bool),
    /// What the left panel shows.
    LeftTab(LeftTab),
    /// What the right panel shows.
    RightTab(RightTab),
    /// Whether a document without a translation has a second column, to type one in.
    Drafting(bool),
    /// The name that notes are signed with.
    Author(String),
    /// Whether the name was asked for, so that it is not asked again.
    AuthorAsked(bool),
    /// What the window is for.
    Mode(Mode),
    /// What Align mode pairs.
    AlignLevel(AlignLevel),
    /// What going on to the next pair looks for.
    Wanted(Wanted),
    /// Whether confirming a pair confirms all above.
    ConfirmAbove(bool),
    /// Where confirming a pair goes on to.
    AfterConfirm(AfterConfirm),
    /// Width of the left panel in points.
    LeftWidth(f32),
    /// Width of the right panel in points.
    RightWidth(f32),
    /// Size and place of the window.
    Window(WindowPlace),
}

/// A note as a person makes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewNote {
    /// Why it is made.
    pub motivation: Motivation,
    /// What it is about: a place of one side, or one of each.
    pub targets: Vec<Target>,
    /// The text; the name of a bookmark.
    pub text: String,
    /// Tags, each once.
    pub tags: Vec<String>,
    /// The colour of the highlight.
    pub colour: Option<Colour>,
}

/// One thing about a note that changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoteChange {
    /// What it says.
    Text(String),
    /// What was typed of it until now: together with what is typed next, and with the `Text` that ends it, it is one
    /// step of undo.
    Typing(String),
    /// Its tags.
    Tags(Vec<String>),
    /// Its colour.
    Colour(Option<Colour>),
    /// Why it was made.
    Motivation(Motivation),
    /// Whether what it asks is settled.
    Resolved(bool),
    /// Who wrote it: for what was written before the writer had given a name.
    Author(String),
    /// Where it stands: confirmed, or placed again by a person.
    Targets(Vec<Target>),
}
