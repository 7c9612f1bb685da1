//! What the window remembers from frame to frame besides the workspace: what is open in it, and what was computed.

use std::collections::BTreeMap;

use super::align::AlignShell;
use super::bookmarks::{self, Bookmark, Renaming};
use super::commands::Action;
use super::contents::{self, Entry};
use super::details::Details;
use super::dialogs::Dialog;
use super::library_list::LibraryList;
use super::notes::NotesPanel;
use super::pair::PairTab;
use super::search::SearchPanel;
use super::settings_popup::SettingsPopup;
use crate::model::{Pairing, SideName, Status};
use crate::workspace::{DocumentId, NoticeId, OpenDocument, RightTab, Settings};

/// A pair under this confidence is called unsure, in the status bar and beside its row.
pub(crate) const UNSURE_BELOW: f32 = 0.5;

/// What is open in the window.
#[derive(Default)]
pub(crate) struct Shell {
    /// The dialog over the window, one at a time.
    pub(crate) dialog: Option<Dialog>,
    /// What was typed into the list of the library, and what is found by it.
    pub(crate) library: LibraryList,
    /// What was typed into the search, and which hit is chosen.
    pub(crate) search: SearchPanel,
    /// The popup of text and theme.
    pub(crate) settings: SettingsPopup,
    /// What the right panel shows of the chosen pair.
    pub(crate) pair: PairTab,
    /// The list of notes in the right panel.
    pub(crate) notes: NotesPanel,
    /// Serial of the last import of notes that was shown.
    pub(crate) seen_import: u64,
    /// What the right panel showed before it told of a pair.
    pub(crate) tab_before: RightTab,
    /// What is remembered of Align mode.
    pub(crate) align: AlignShell,
    /// Whether the menu was asked for from the keyboard.
    pub(crate) menu_wanted: bool,
    /// Whether text is selected.
    pub(crate) selected: bool,
    /// The bookmark that is being renamed in Contents.
    pub(crate) renaming: Option<Renaming>,
    /// The sentence that waits for its partner.
    pub(crate) marked: Option<Marked>,
    /// When each notice was first shown, in seconds of the window's clock.
    pub(crate) seen_notices: BTreeMap<NoticeId, f64>,
    /// How far the wheel has turned with Ctrl, towards the next text size.
    zoom: f32,
}

/// A sentence that a person marked, to say which one of the other side translates it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Marked {
    pub(crate) document: DocumentId,
    pub(crate) side: SideName,
    /// Its position among the alignment's segments of that side, which aligning again leaves as they are.
    pub(crate) sentence: usize,
}

impl Shell {
    pub(crate) fn has_dialog(&self) -> bool {
        self.dialog.is_some()
    }

    pub(crate) fn close_dialog(&mut self) {
        self.dialog = None;
    }

    /// Takes a turn of the wheel with Ctrl, as a factor; enough of them change the text size by a step.
    pub(crate) fn wheel_zoom(&mut self, factor: f32) -> Option<Action> {
        const STEP: f32 = 0.08;
        if (factor - 1.0).abs() < f32::EPSILON || factor <= 0.0 {
            return None;
        }
        self.zoom += factor.ln();
        if self.zoom.abs() < STEP {
            return None;
        }
        let larger = self.zoom > 0.0;
        self.zoom = 0.0;
        Some(if larger { Action::TextLarger } else { Action::TextSmaller })
    }
}

/// Widths of the side panels in points; nothing for one that is not shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Widths {
    pub(crate) left: Option<f32>,
    pub(crate) right: Option<f32>,
}

impl Widths {
    /// Width of a window with room for both panels, in points.
    pub(crate) const BOTH_FROM: f32 = 860.0;

    /// What `settings` ask for, as far as a window of `window` points leaves the rows enough room to be read.
    pub(crate) fn of(window: f32, settings: &Settings) -> Self {
        let left = settings.left_width.min(window * 0.22).max(180.0);
        let right = settings.right_width.min(window * 0.27).max(240.0);
        // Where there is room for one only, the right one goes first: it is the one asked for less often.
        let right_fits = window >= Self::BOTH_FROM || !settings.left_panel;
        Self {
            left: settings.left_panel.then_some(left.round()),
            right: (settings.right_panel && right_fits).then_some(right.round()),
        }
    }
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) rows: usize,
    pub(crate) pairs: usize,
    pub(crate) unsure: usize,
    pub(crate) confirmed: usize,
    /// Those of one side that a person left out on purpose.
    pub(crate) left_out: usize,
}

impl Counts {
    fn of(open: &OpenDocument) -> Self {
        let mut counts = Self { rows: open.work.alignment.rows.len(), ..Self::default() };
        for row in &open.work.alignment.rows {
            let status = open.work.alignment.row_status(row);
            if row.pairing() != Pairing::Paired {
                counts.left_out += usize::from(status == Status::LeftOut);
                continue;
            }
            counts.pairs += 1;
            match status {
                Status::Confirmed => counts.confirmed += 1,
                Status::Review => counts.unsure += 1,
                Status::Proposed => counts.unsure += usize::from(row.confidence < UNSURE_BELOW),
                Status::LeftOut | Status::Corrected => {}
            }
        }
        counts
    }
}

/// What panels show of the current document: computed when its revision changes, not every frame.
#[derive(Default)]
pub(crate) struct Cache {
    revision: Option<u64>,
    statuses: Option<u64>,
    contents: Vec<Entry>,
    details: Option<Details>,
    counts: Counts,
    /// What the bookmarks were gathered from: revision of the document and of its notes.
    gathered: Option<(u64, u64)>,
    bookmarks: Vec<Bookmark>,
    /// The row that Contents was last scrolled to.
    pub(crate) followed_row: Option<usize>,
}

impl Cache {
    /// Computes anew what belongs to `open`, if it is another document or revision than before.
    pub(crate) fn follow(&mut self, open: Option<&OpenDocument>) {
        self.follow_revision(open);
        let now = open.map(|open| (open.revision, open.notes_revision));
        if self.gathered != now {
            self.gathered = now;
            self.bookmarks = open.map(|open| bookmarks::bookmarks(&open.notes)).unwrap_or_default();
        }
        if self.statuses != open.map(|open| open.statuses) {
            self.statuses = open.map(|open| open.statuses);
            self.contents = open.map(contents_of).unwrap_or_default();
            self.counts = open.map(Counts::of).unwrap_or_default();
        }
    }

    fn follow_revision(&mut self, open: Option<&OpenDocument>) {
        if self.revision == open.map(|open| open.revision) {
            return;
        }
        *self = Self::default();
        let Some(open) = open else { return };
        self.revision = Some(open.revision);
        self.details = Some(Details::of(&open.document, &open.origin.files()));
    }

    pub(crate) fn contents(&self) -> &[Entry] {
        &self.contents
    }

    pub(crate) fn details(&self) -> Option<&Details> {
        self.details.as_ref()
    }

    /// The bookmarks of the document, in the order of the text.
    pub(crate) fn bookmarks(&self) -> &[Bookmark] {
        &self.bookmarks
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }
}

fn contents_of(open: &OpenDocument) -> Vec<Entry> {
    contents::entries(&open.document, &open.work.alignment, open.awaits_alignment())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_leave_the_rows_room() {
        let settings = Settings { left_width: 226.0, right_width: 316.0, ..Settings::default() };
        for (window, left, right) in
            [(1440.0, Some(226.0), Some(316.0)), (1024.0, Some(225.0), Some(276.0)), (800.0, Some(180.0), None)]
        {
            let widths = Widths::of(window, &settings);
            assert_eq!(widths, Widths { left, right }, "{window}");
            assert!(window - left.unwrap_or(0.0) - right.unwrap_or(0.0) > 500.0);
        }
        let alone = Settings { left_panel: false, ..settings };
        assert_eq!(Widths::of(800.0, &alone), Widths { left: None, right: Some(240.0) });
    }

    #[test]
    fn the_wheel_steps_once_for_each_notch() {
        let mut shell = Shell::default();
        assert_eq!(shell.wheel_zoom(1.0), None);
        assert_eq!(shell.wheel_zoom(1.05), None);
        assert_eq!(shell.wheel_zoom(1.05), Some(Action::TextLarger));
        assert_eq!(shell.wheel_zoom(0.8), Some(Action::TextSmaller));
    }
}
