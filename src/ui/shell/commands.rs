//! What the window can be told to do: one table that feeds menu, palette, tooltips, keys and the list of keys.
//!
//! An entry says what a command is called and how it is reached, not what it does: that is `actions`.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::align::{ALIGN_TABLE, AlignAction};
use Action::{
    AddSource, AddTranslation, AlignAgain, Bookmark, BothSides, CancelWork, Close, Confirm, ConfirmPlace, CopyCitation,
    CopyText, DraftSentence, DraftTranslation, DraftingColumn, EditNote, ExportNotes, ExportPairs, FilterNotes, Find,
    GoTo, GoToNote, Highlight, ImportNotes, KeepLost, LeaveOut, LeftPanel, Mark, Menu, NextBookmark, NextDocument,
    NextHit, NextNote, NextTheme, NextUntranslated, Note, Open, OpenLibrary, OpenSample, Palette, Paste, PlaceNote,
    PreviousBookmark, PreviousDocument, PreviousHit, PreviousNote, PreviousUntranslated, Question, Quit, Redo,
    RemoveNote, ReplyToNote, ResolveNote, Review, RightPanel, SearchLibrary, SelectSentence, Settings, Shortcuts,
    ShowDetails, ShowNotes, SuggestWording, SwitchMode, TextLarger, TextSmaller, TextUsual, Undo, Why,
};

use crate::model::Colour;

/// A command of the window, by what it does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Action {
    /// Asks for files to open.
    Open,
    /// Asks for text to open.
    Paste,
    /// Opens the document that comes with the program.
    OpenSample,
    /// Asks for another library.
    OpenLibrary,
    /// Asks for the translation of the current document.
    AddTranslation,
    /// Asks for another source side of the current document.
    AddSource,
    /// Asks in which form the current document leaves with its pairs.
    ExportPairs,
    /// Asks which notes of the current document go where.
    ExportNotes,
    /// Asks for a file with notes on the current document.
    ImportNotes,
    /// Shows the list of notes and goes there.
    ShowNotes,
    /// Goes to the filter of the list.
    FilterNotes,
    /// Goes to the text of the chosen note.
    GoToNote,
    /// Edits the chosen note.
    EditNote,
    /// Answers the chosen note.
    ReplyToNote,
    /// Says that the chosen note is settled, or takes that back.
    ResolveNote,
    /// Takes the chosen note away.
    RemoveNote,
    /// Says that the chosen note, which moved with its text, is right where it is.
    ConfirmPlace,
    /// Says that it is not, and has no place.
    KeepLost,
    /// Shows what is known about the document.
    ShowDetails,
    /// Closes the current document.
    Close,
    /// Shows the next open document.
    NextDocument,
    /// Shows the open document before.
    PreviousDocument,
    /// Takes back what was done last to the current document.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Stops the work on the current document.
    CancelWork,
    /// Asks for a row to go to.
    GoTo,
    /// Asks what to find in the current document.
    Find,
    /// Asks what to find in the library.
    SearchLibrary,
    /// Goes to the next place that was found.
    NextHit,
    /// Goes to the place before that was found.
    PreviousHit,
    /// Tells why the chosen pair stands as it does.
    Why,
    /// Says that the chosen pair is right, or takes that back.
    Confirm,
    /// Says that somebody should look at the chosen pair, or takes that back.
    Review,
    /// Marks a sentence; the second one, on the other side, is put together with it.
    Mark,
    /// Aligns the current document again, but for what is settled.
    AlignAgain,
    /// Begins to type a translation of what has none.
    DraftTranslation,
    /// The same for the chosen sentence alone.
    DraftSentence,
    /// Begins to type another wording of what is selected in the translation, or of the chosen pair.
    SuggestWording,
    /// Marks what has no partner as left out on purpose, or takes that back.
    LeaveOut,
    /// Goes to the next text without a translation.
    NextUntranslated,
    /// Goes to the text without a translation before.
    PreviousUntranslated,
    /// Shows or hides the column in which a document without a translation gets one.
    DraftingColumn,
    /// Gives a colour to what is selected or chosen.
    Highlight(Colour),
    /// Makes a note on what is selected or chosen.
    Note,
    /// The same, to ask something.
    Question,
    /// Sets a bookmark on what is selected or chosen, or takes those away that lie there.
    Bookmark,
    /// Adds what stands beside the selection on the other side to it, or takes that away.
    BothSides,
    /// Selects the chosen sentence; then its pair.
    SelectSentence,
    /// Places the chosen note where text is selected.
    PlaceNote,
    /// Chooses the next note.
    NextNote,
    /// Chooses the note before.
    PreviousNote,
    /// Goes to the next bookmark.
    NextBookmark,
    /// Goes to the bookmark before.
    PreviousBookmark,
    /// Puts what is selected on the clipboard.
    CopyText,
    /// Puts what is selected on the clipboard with its partner and where it is from; with nothing selected, the citation
    /// of the current place.
    CopyCitation,
    /// Makes the text larger.
    TextLarger,
    /// Makes the text smaller.
    TextSmaller,
    /// Gives the text its usual size.
    TextUsual,
    /// Takes the next theme.
    NextTheme,
    /// Shows or hides the left panel.
    LeftPanel,
    /// Shows or hides the right panel.
    RightPanel,
    /// Shows the settings.
    Settings,
    /// Asks for a command by name.
    Palette,
    /// Shows the keys.
    Shortcuts,
    /// Opens the menu.
    Menu,
    /// Goes from reading to aligning, or back.
    SwitchMode,
    /// Something that Align mode does.
    Align(AlignAction),
    /// Ends the program.
    Quit,
}

/// What the person is doing, which says what keys mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Doing {
    /// Reading.
    Reading,
    /// Looking at Align mode where nothing is aligned yet.
    Waiting,
    /// Saying what translates what.
    Aligning,
    /// Choosing where a sentence is cut.
    Cutting,
    /// Going through the differences of two alignments.
    Comparing,
}

impl Doing {
    /// All of them.
    pub(crate) const ALL: &'static [Self] =
        &[Self::Reading, Self::Waiting, Self::Aligning, Self::Cutting, Self::Comparing];
}

/// Where in the menu a command stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Place {
    /// Documents and their files.
    File,
    /// What stands beside what.
    Pairs,
    /// What people write on a document.
    Notes,
    /// What is typed beside the text.
    Drafts,
    /// Which sentences stand together.
    Group,
    /// Where sentences and passages begin.
    Cut,
    /// What differs between two alignments.
    Differences,
    /// Moving about with keys: not in the menu.
    Move,
    /// Places in a document.
    Go,
    /// How it looks.
    View,
    /// The program itself.
    Program,
    /// Not in the menu: the command is reached otherwise.
    Nowhere,
}

impl Place {
    /// The places in the order of the menu, with their headings.
    pub(crate) const MENU: [(Self, &'static str); 10] = [
        (Self::File, "Document"),
        (Self::Pairs, "Pairs"),
        (Self::Group, "Group"),
        (Self::Cut, "Cut"),
        (Self::Differences, "Differences"),
        (Self::Notes, "Selection and notes"),
        (Self::Drafts, "Drafts"),
        (Self::Go, "Go"),
        (Self::View, "View"),
        (Self::Program, "Program"),
    ];

    /// The same with what has keys and no place in the menu.
    pub(crate) fn with_keys() -> impl Iterator<Item = (Self, &'static str)> {
        Self::MENU.into_iter().chain([(Self::Move, "Move about")])
    }
}

/// What must be there before a command makes sense.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Needs {
    /// Nothing.
    Nothing,
    /// A document that is shown.
    Document,
    /// A document that is shown and has both sides.
    Translation,
    /// A document that is shown and has no translation.
    NoTranslation,
    /// More than one open document.
    Several,
    /// Work that can be stopped.
    Work,
    /// Something that was found.
    Hits,
    /// Something that can be taken back.
    Past,
    /// Something that was taken back.
    Future,
    /// Text that is selected.
    Selection,
    /// A note that is chosen.
    ChosenNote,
    /// A note that is chosen, and text that is selected.
    NoteAndSelection,
    /// A chosen note. The keys are those of the list of notes alone.
    Note,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// What it does.
    pub(crate) action: Action,
    /// What it is called, in menus, in the palette and for a screen reader.
    pub(crate) name: &'static str,
    /// Its keys; the first is the one shown.
    pub(crate) keys: &'static [KeyboardShortcut],
    /// Where in the menu it stands.
    pub(crate) place: Place,
    /// What must be there.
    pub(crate) needs: Needs,
    /// While doing what it is there.
    pub(crate) doing: &'static [Doing],
}

pub(crate) const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

pub(crate) const fn entry(
    action: Action,
    name: &'static str,
    keys: &'static [KeyboardShortcut],
    place: Place,
    needs: Needs,
) -> Entry {
    Entry { action, name, keys, place, needs, doing: Doing::ALL }
}

pub(crate) const PLAIN: Modifiers = Modifiers::NONE;
pub(crate) const SHIFT: Modifiers = Modifiers::SHIFT;
pub(crate) const CTRL: Modifiers = Modifiers::COMMAND;
pub(crate) const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// The commands of the whole window, in the order of menu and palette. What Align mode has besides is in
/// [`ALIGN_TABLE`]; [`table`] gives both.
const TABLE: &[Entry] = &[
    entry(Open, "Open…", &[key(CTRL, Key::O)], Place::File, Needs::Nothing),
    entry(Paste, "Paste text…", &[key(CTRL_SHIFT, Key::V)], Place::File, Needs::Nothing),
    entry(OpenSample, "Open the sample", &[], Place::File, Needs::Nothing),
    entry(OpenLibrary, "Open another library…", &[], Place::File, Needs::Nothing),
    entry(AddTranslation, "Add or replace the translation…", &[key(CTRL_SHIFT, Key::O)], Place::File, Needs::Document),
    entry(AddSource, "Add or replace the Chinese…", &[], Place::File, Needs::Document),
    entry(ExportPairs, "Export text and pairs…", &[key(CTRL, Key::E)], Place::File, Needs::Document),
    entry(ExportNotes, "Export notes…", &[key(CTRL_SHIFT, Key::E)], Place::Notes, Needs::Document),
    entry(ImportNotes, "Import notes…", &[key(CTRL_SHIFT, Key::I)], Place::Notes, Needs::Document),
    entry(FilterNotes, "Filter the notes", &[key(CTRL_SHIFT, Key::L)], Place::Notes, Needs::Document),
    entry(GoToNote, "Go to the note", &[key(PLAIN, Key::Enter)], Place::Notes, Needs::Note),
    entry(EditNote, "Edit the note", &[key(PLAIN, Key::E)], Place::Notes, Needs::Note),
    entry(ReplyToNote, "Reply to the note", &[key(PLAIN, Key::R)], Place::Notes, Needs::Note),
    entry(ResolveNote, "Resolve the note", &[key(PLAIN, Key::C)], Place::Notes, Needs::Note),
    entry(ConfirmPlace, "Confirm the place of the note", &[key(PLAIN, Key::Y)], Place::Notes, Needs::Note),
    entry(KeepLost, "Keep the note as lost", &[key(PLAIN, Key::L)], Place::Notes, Needs::Note),
    entry(Close, "Close document", &[key(CTRL, Key::W)], Place::File, Needs::Document),
    entry(GoTo, "Go to row…", &[key(PLAIN, Key::G), key(CTRL, Key::G)], Place::Go, Needs::Document),
    entry(Find, "Find in this document", &[key(CTRL, Key::F)], Place::Go, Needs::Document),
    entry(SearchLibrary, "Search the library", &[key(CTRL_SHIFT, Key::F)], Place::Go, Needs::Nothing),
    entry(NextHit, "Next hit", &[key(PLAIN, Key::F3)], Place::Go, Needs::Hits),
    entry(PreviousHit, "Previous hit", &[key(Modifiers::SHIFT, Key::F3)], Place::Go, Needs::Hits),
    entry(NextDocument, "Next document", &[key(Modifiers::CTRL, Key::Tab)], Place::Go, Needs::Several),
    entry(
        PreviousDocument,
        "Previous document",
        &[key(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab)],
        Place::Go,
        Needs::Several,
    ),
    entry(Highlight(Colour::Yellow), "Highlight yellow", &[key(PLAIN, Key::Num1)], Place::Notes, Needs::Document)
        .only(READING),
    entry(Highlight(Colour::Blue), "Highlight blue", &[key(PLAIN, Key::Num2)], Place::Notes, Needs::Document)
        .only(READING),
    entry(Highlight(Colour::Red), "Highlight red", &[key(PLAIN, Key::Num3)], Place::Notes, Needs::Document)
        .only(READING),
    entry(Highlight(Colour::Green), "Highlight green", &[key(PLAIN, Key::Num4)], Place::Notes, Needs::Document)
        .only(READING),
    entry(Highlight(Colour::Purple), "Highlight purple", &[key(PLAIN, Key::Num5)], Place::Notes, Needs::Document)
        .only(READING),
    entry(Note, "Note", &[key(PLAIN, Key::N)], Place::Notes, Needs::Document).only(READING),
    entry(Question, "Question", &[key(PLAIN, Key::Q)], Place::Notes, Needs::Document).only(READING),
    entry(Bookmark, "Bookmark", &[key(PLAIN, Key::B)], Place::Notes, Needs::Document).only(READING),
    entry(SelectSentence, "Select the sentence, then its pair", &[key(PLAIN, Key::V)], Place::Notes, Needs::Document)
        .only(READING),
    entry(BothSides, "Both sides", &[key(PLAIN, Key::X)], Place::Notes, Needs::Translation).only(READING),
    entry(CopyText, "Copy", &[key(CTRL, Key::C)], Place::Notes, Needs::Selection).only(READING),
    entry(CopyCitation, "Copy with citation", &[key(CTRL_SHIFT, Key::C)], Place::Notes, Needs::Document),
    entry(PlaceNote, "Place the note here", &[key(PLAIN, Key::P)], Place::Notes, Needs::NoteAndSelection).only(READING),
    entry(RemoveNote, "Remove the note", &[key(PLAIN, Key::Delete)], Place::Notes, Needs::ChosenNote).only(READING),
    entry(NextNote, "Next note", &[key(PLAIN, Key::F4)], Place::Go, Needs::Document).only(READING),
    entry(PreviousNote, "Previous note", &[key(SHIFT, Key::F4)], Place::Go, Needs::Document).only(READING),
    entry(NextBookmark, "Next bookmark", &[key(PLAIN, Key::F2)], Place::Go, Needs::Document).only(READING),
    entry(PreviousBookmark, "Previous bookmark", &[key(SHIFT, Key::F2)], Place::Go, Needs::Document).only(READING),
    entry(
        Why,
        "Why this pair",
        &[key(PLAIN, Key::W), key(Modifiers::ALT, Key::Num2)],
        Place::Pairs,
        Needs::Translation,
    ),
    entry(Confirm, "Confirm the pair", &[key(PLAIN, Key::A)], Place::Pairs, Needs::Translation).only(PAIRING),
    entry(Review, "Mark the pair for review", &[key(PLAIN, Key::F)], Place::Pairs, Needs::Translation).only(PAIRING),
    entry(Mark, "Mark a sentence, then its partner", &[key(PLAIN, Key::M)], Place::Pairs, Needs::Translation)
        .only(READING),
    entry(DraftTranslation, "Type a translation", &[key(PLAIN, Key::T)], Place::Drafts, Needs::Document).only(READING),
    entry(DraftSentence, "Type a translation of the sentence", &[key(SHIFT, Key::T)], Place::Drafts, Needs::Document)
        .only(READING),
    entry(SuggestWording, "Suggest a wording", &[key(PLAIN, Key::S)], Place::Drafts, Needs::Translation).only(READING),
    entry(LeaveOut, "Mark as left out on purpose", &[key(PLAIN, Key::L)], Place::Drafts, Needs::Document).only(READING),
    entry(DraftingColumn, "Column to type a translation in", &[], Place::Drafts, Needs::NoTranslation),
    entry(NextUntranslated, "Next untranslated", &[key(PLAIN, Key::U)], Place::Go, Needs::Document).only(READING),
    entry(PreviousUntranslated, "Previous untranslated", &[key(SHIFT, Key::U)], Place::Go, Needs::Document)
        .only(READING),
    entry(AlignAgain, "Align the rest again", &[key(CTRL_SHIFT, Key::A)], Place::Pairs, Needs::Translation)
        .only(&[Doing::Reading, Doing::Waiting]),
    entry(Undo, "Undo", &[key(CTRL, Key::Z)], Place::File, Needs::Past),
    entry(Redo, "Redo", &[key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)], Place::File, Needs::Future),
    entry(CancelWork, "Stop the work", &[], Place::File, Needs::Work),
    entry(LeftPanel, "Left panel", &[key(PLAIN, Key::F9)], Place::View, Needs::Nothing),
    entry(RightPanel, "Right panel", &[key(PLAIN, Key::F10)], Place::View, Needs::Nothing),
    entry(ShowNotes, "Notes", &[key(Modifiers::ALT, Key::Num1)], Place::View, Needs::Document),
    entry(ShowDetails, "Details", &[key(Modifiers::ALT, Key::Num3)], Place::View, Needs::Document),
    entry(TextLarger, "Larger text", &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)], Place::View, Needs::Nothing),
    entry(TextSmaller, "Smaller text", &[key(CTRL, Key::Minus)], Place::View, Needs::Nothing),
    entry(TextUsual, "Usual text size", &[key(CTRL, Key::Num0)], Place::View, Needs::Nothing),
    entry(SwitchMode, "Read or align", &[key(PLAIN, Key::F6)], Place::View, Needs::Translation),
    entry(NextTheme, "Next theme", &[key(CTRL, Key::T)], Place::View, Needs::Nothing),
    entry(Settings, "Text and theme…", &[key(CTRL, Key::Comma)], Place::View, Needs::Nothing),
    entry(Palette, "All commands…", &[key(CTRL_SHIFT, Key::P), key(CTRL, Key::P)], Place::Program, Needs::Nothing),
    entry(Shortcuts, "Keyboard shortcuts", &[key(PLAIN, Key::F1)], Place::Program, Needs::Nothing),
    entry(Menu, "Menu", &[], Place::Nowhere, Needs::Nothing),
    entry(Quit, "Quit", &[key(CTRL, Key::Q)], Place::Program, Needs::Nothing),
];

/// While pairs can be chosen.
const PAIRING: &[Doing] = &[Doing::Reading, Doing::Aligning];
/// While reading.
const READING: &[Doing] = &[Doing::Reading];

/// All commands, in the order of menu and palette.
pub(crate) fn table() -> impl Iterator<Item = &'static Entry> {
    TABLE.iter().chain(ALIGN_TABLE)
}

impl Action {
    /// Its line of the table.
    pub(crate) fn entry(self) -> &'static Entry {
        table().find(|entry| entry.action == self).unwrap_or(&TABLE[0])
    }

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        self.entry().name
    }

    /// What a pointer that rests on its button is told: the name, and the key where it has one.
    pub(crate) fn tooltip(self, ctx: &Context) -> String {
        let entry = self.entry();
        let name = entry.name.trim_end_matches('…');
        entry.key_text(ctx).map_or_else(|| name.to_owned(), |key| format!("{name} ({key})"))
    }
}

impl Entry {
    /// The same, but there only while doing one of these.
    pub(crate) const fn only(mut self, doing: &'static [Doing]) -> Self {
        self.doing = doing;
        self
    }

    /// Its first key as people read it, if it has one.
    pub(crate) fn key_text(&self, ctx: &Context) -> Option<String> {
        self.keys.first().map(|shortcut| key_text(ctx, *shortcut))
    }
}

/// Keys that are better known by their signs.
const SIGNS: [(&str, &str); 12] = [
    ("Insert", "Ins"),
    ("Escape", "Esc"),
    ("Plus", "+"),
    ("Minus", "−"),
    ("Equals", "="),
    ("Comma", ","),
    ("Up", "↑"),
    ("Down", "↓"),
    ("Left", "←"),
    ("Right", "→"),
    ("Backspace", "⌫"),
    ("Enter", "⏎"),
];

/// A key as it is written on the keyboard.
pub(crate) fn key_text(ctx: &Context, shortcut: KeyboardShortcut) -> String {
    let text = ctx.format_shortcut(&shortcut);
    SIGNS.iter().find_map(|(name, sign)| Some(format!("{}{sign}", text.strip_suffix(name)?))).unwrap_or(text)
}

/// The entries that are there while doing something and whose name holds all words of `query`, whatever the case; all of
/// them for an empty query.
pub(crate) fn matching(doing: Doing, query: &str) -> Vec<&'static Entry> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    table()
        .filter(|entry| !matches!(entry.place, Place::Nowhere | Place::Move) && entry.doing.contains(&doing))
        .filter(|entry| {
            let name = entry.name.to_lowercase();
            words.iter().all(|word| name.contains(word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_command_stands_once_and_no_key_does_two_things_at_a_time() {
        let mut actions = BTreeSet::new();
        for entry in table() {
            assert!(actions.insert(entry.action), "{:?} stands twice", entry.action);
            assert!(!entry.name.ends_with('.'), "a label is no sentence: {}", entry.name);
            assert!(!entry.doing.is_empty(), "nobody could ever reach {}", entry.name);
        }
        for doing in Doing::ALL {
            let mut keys = BTreeSet::new();
            for entry in table().filter(|entry| entry.doing.contains(doing)) {
                for shortcut in entry.keys {
                    // In the list of notes a key may do something else than in the text.
                    let place = if entry.needs == Needs::Note { "in the list of notes" } else { "in the window" };
                    let key = format!("{:?} {:?} {place}", shortcut.modifiers, shortcut.logical_key);
                    assert!(keys.insert(key.clone()), "{key} does two things while {doing:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_done_to_rows_that_are_not_seen() {
        for entry in table().filter(|entry| entry.doing.contains(&Doing::Waiting)) {
            let is_of_all = Doing::ALL.iter().all(|doing| entry.doing.contains(doing));
            assert!(is_of_all || entry.action == AlignAgain, "{}", entry.name);
        }
    }

    #[test]
    fn the_palette_finds_by_words_in_any_order() {
        let names = |query: &str| matching(Doing::Reading, query).iter().map(|entry| entry.name).collect::<Vec<_>>();
        assert_eq!(names("text larg"), ["Larger text"]);
        assert_eq!(names("THEME next"), ["Next theme"]);
        assert_eq!(names("对照"), Vec::<&str>::new());
        assert!(names("  ").len() > 20);
        assert!(names("merge").is_empty(), "what Align mode does is offered there");
    }
}
