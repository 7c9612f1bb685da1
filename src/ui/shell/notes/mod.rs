//! The notes of the document in the right panel: listed in the order of the text, filtered, read and edited in place.
//!
//! The list is made on a thread of its own (`lister`), and only the cards that are seen are laid out (`scroll`). What
//! is typed is kept at every pause and whatever happens next (`editing`).

mod above_ui;
mod card;
mod difference;
mod edit_ui;
mod editing;
mod filter;
mod filter_ui;
mod list;
mod lister;
mod note_text_ui;
mod panel;
mod panel_ui;
mod placing;
mod placing_ui;
mod prepared;
#[cfg(test)]
mod samples;
mod scroll;
mod text;

use eframe::egui::Rect;

pub(super) use difference::{Stretch, differences};
pub(super) use panel::NotesPanel;
pub(super) use panel_ui::NotesView;
pub(super) use prepared::motivation_words;
pub(super) use text::first_words;

use editing::Version;
use list::Name;

use crate::model::AnnotationId;
use crate::workspace::{Command, NoteChange};

/// What a person asked for in the list.
enum Wish {
    /// Choose an entry, and go to its text.
    Go(Name),
    /// Edit a note.
    Edit(AnnotationId),
    /// Answer a note.
    Reply(AnnotationId),
    /// Say that a note is settled, or is not.
    Resolve(AnnotationId, bool),
    /// Take a note or a draft away.
    Remove(Name),
    /// Say that a note is right where it is.
    Confirm(AnnotationId),
    /// Say that a note is not right where it is, and has no place.
    KeepLost(AnnotationId),
    /// Say how to place a note elsewhere.
    Place(AnnotationId),
    /// Show all of a text, or its beginning.
    Whole(Name, bool),
    /// Change the note that is edited.
    Change(NoteChange),
    /// Have this done.
    Command(Command),
    /// Decide between two versions of what is edited.
    Decide(Version),
    /// Keep what was typed until now.
    Keep,
    /// End editing.
    Done,
    /// Throw away what was typed on a note that is gone.
    Discard,
    /// Bring a part of the field that is edited into the view.
    SeeField(Rect),
    /// Show only the notes that want a decision about their places, or all again.
    Unplaced(Option<filter::State>),
    /// Sign notes with a name from now on; an empty one is not asked for again.
    Sign(String),
}
