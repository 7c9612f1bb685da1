//! What a person can ask of the workspace, as data: the window, the command line and tests send the same.

use std::ops::Range;
use std::path::PathBuf;

use super::{DocumentId, JobId, LeftTab, NoticeId, ReadingPlace, Theme, WindowPlace};
use crate::align::Pin;
use crate::model::{SideName, Status};

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
    /// Align a document again: the pairs that a person has settled stay, pins are held, the rest is found anew.
    AlignAgain(DocumentId),
    /// Say of pairs that they are right, want a look, or neither. Before a document is aligned this does nothing.
    SetStatus {
        /// The document.
        document: DocumentId,
        /// Positions in the alignment's `beads`.
        beads: Range<usize>,
        /// What is said of them.
        status: Status,
    },
    /// Put two sentences together, and align the rest again. A pin that contradicts what is settled is refused with a
    /// notice.
    Pin {
        /// The document.
        document: DocumentId,
        /// Positions among the alignment's segments.
        pin: Pin,
    },
    /// Let go of all pins that hold a sentence of these beads.
    Unpin {
        /// The document.
        document: DocumentId,
        /// Positions in the alignment's `beads`.
        beads: Range<usize>,
    },
    /// Find out why a pair stands as it does: the answer is the document's `explanation`.
    Explain {
        /// The document.
        document: DocumentId,
        /// Position in the alignment's `beads`.
        bead: usize,
    },
    /// Close a document.
    Close(DocumentId),
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
    /// Width of the left panel in points.
    LeftWidth(f32),
    /// Width of the right panel in points.
    RightWidth(f32),
    /// Size and place of the window.
    Window(WindowPlace),
}
