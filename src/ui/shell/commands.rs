//! What the window can be told to do: one table that feeds menu, palette, tooltips, keys and the list of keys.
//!
//! An entry says what a command is called and how it is reached, not what it does: that is `actions`.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use Action::{
    AddSource, AddTranslation, AlignAgain, CancelWork, Close, Confirm, ConfirmPlace, CopyCitation, EditNote,
    ExportNotes, FilterNotes, GoTo, GoToNote, ImportNotes, KeepLost, LeftPanel, Mark, Menu, NextDocument, NextTheme,
    Open, OpenLibrary, OpenSample, Palette, Paste, PreviousDocument, Quit, Redo, RemoveNote, ReplyToNote, ResolveNote,
    Review, RightPanel, Settings, Shortcuts, ShowDetails, ShowNotes, TextLarger, TextSmaller, TextUsual, Undo, Why,
};

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
    /// Puts the citation of the current place on the clipboard.
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
    /// Ends the program.
    Quit,
}

/// Where in the menu a command stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Place {
    /// Documents and their files.
    File,
    /// What stands beside what.
    Pairs,
    /// What people wrote.
    Notes,
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
    pub(crate) const MENU: [(Self, &'static str); 6] = [
        (Self::File, "Document"),
        (Self::Pairs, "Pairs"),
        (Self::Notes, "Notes"),
        (Self::Go, "Go"),
        (Self::View, "View"),
        (Self::Program, "Program"),
    ];
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
    /// More than one open document.
    Several,
    /// Work that can be stopped.
    Work,
    /// Something that can be taken back.
    Past,
    /// Something that was taken back.
    Future,
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
}

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const fn entry(
    action: Action,
    name: &'static str,
    keys: &'static [KeyboardShortcut],
    place: Place,
    needs: Needs,
) -> Entry {
    Entry { action, name, keys, place, needs }
}

const PLAIN: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// All commands, in the order of menu and palette.
pub(crate) const TABLE: &[Entry] = &[
    entry(Open, "Open…", &[key(CTRL, Key::O)], Place::File, Needs::Nothing),
    entry(Paste, "Paste text…", &[key(CTRL_SHIFT, Key::V)], Place::File, Needs::Nothing),
    entry(OpenSample, "Open the sample", &[], Place::File, Needs::Nothing),
    entry(OpenLibrary, "Open another library…", &[], Place::File, Needs::Nothing),
    entry(AddTranslation, "Add or replace the translation…", &[key(CTRL_SHIFT, Key::O)], Place::File, Needs::Document),
    entry(AddSource, "Add or replace the Chinese…", &[], Place::File, Needs::Document),
    entry(ExportNotes, "Export notes…", &[key(CTRL_SHIFT, Key::E)], Place::Notes, Needs::Document),
    entry(ImportNotes, "Import notes…", &[key(CTRL_SHIFT, Key::I)], Place::Notes, Needs::Document),
    entry(FilterNotes, "Filter the notes", &[key(CTRL_SHIFT, Key::L)], Place::Notes, Needs::Document),
    entry(GoToNote, "Go to the note", &[key(PLAIN, Key::Enter)], Place::Notes, Needs::Note),
    entry(EditNote, "Edit the note", &[key(PLAIN, Key::E)], Place::Notes, Needs::Note),
    entry(ReplyToNote, "Reply to the note", &[key(PLAIN, Key::R)], Place::Notes, Needs::Note),
    entry(ResolveNote, "Resolve the note", &[key(PLAIN, Key::C)], Place::Notes, Needs::Note),
    entry(RemoveNote, "Remove the note", &[key(PLAIN, Key::Delete)], Place::Notes, Needs::Note),
    entry(ConfirmPlace, "Confirm the place of the note", &[key(PLAIN, Key::Y)], Place::Notes, Needs::Note),
    entry(KeepLost, "Keep the note as lost", &[key(PLAIN, Key::L)], Place::Notes, Needs::Note),
    entry(Close, "Close document", &[key(CTRL, Key::W)], Place::File, Needs::Document),
    entry(GoTo, "Go to row…", &[key(PLAIN, Key::G), key(CTRL, Key::G)], Place::Go, Needs::Document),
    entry(NextDocument, "Next document", &[key(Modifiers::CTRL, Key::Tab)], Place::Go, Needs::Several),
    entry(
        PreviousDocument,
        "Previous document",
        &[key(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab)],
        Place::Go,
        Needs::Several,
    ),
    entry(CopyCitation, "Copy citation", &[key(CTRL_SHIFT, Key::C)], Place::Go, Needs::Document),
    entry(
        Why,
        "Why this pair",
        &[key(PLAIN, Key::W), key(Modifiers::ALT, Key::Num2)],
        Place::Pairs,
        Needs::Translation,
    ),
    entry(Confirm, "Confirm the pair", &[key(PLAIN, Key::C)], Place::Pairs, Needs::Translation),
    entry(Review, "Mark the pair for review", &[key(PLAIN, Key::R)], Place::Pairs, Needs::Translation),
    entry(Mark, "Mark a sentence, then its partner", &[key(PLAIN, Key::M)], Place::Pairs, Needs::Translation),
    entry(AlignAgain, "Align the rest again", &[key(CTRL_SHIFT, Key::A)], Place::Pairs, Needs::Translation),
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
    entry(NextTheme, "Next theme", &[key(CTRL, Key::T)], Place::View, Needs::Nothing),
    entry(Settings, "Text and theme…", &[key(CTRL, Key::Comma)], Place::View, Needs::Nothing),
    entry(Palette, "All commands…", &[key(CTRL_SHIFT, Key::P), key(CTRL, Key::P)], Place::Program, Needs::Nothing),
    entry(Shortcuts, "Keyboard shortcuts", &[key(PLAIN, Key::F1)], Place::Program, Needs::Nothing),
    entry(Menu, "Menu", &[], Place::Nowhere, Needs::Nothing),
    entry(Quit, "Quit", &[key(CTRL, Key::Q)], Place::Program, Needs::Nothing),
];

impl Action {
    /// Its line of the table.
    pub(crate) fn entry(self) -> &'static Entry {
        TABLE.iter().find(|entry| entry.action == self).unwrap_or(&TABLE[0])
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
    /// Its first key as people read it, if it has one.
    pub(crate) fn key_text(&self, ctx: &Context) -> Option<String> {
        self.keys.first().map(|shortcut| key_text(ctx, *shortcut))
    }
}

/// A key as it is written on the keyboard.
pub(crate) fn key_text(ctx: &Context, shortcut: KeyboardShortcut) -> String {
    let names = [("Plus", "+"), ("Minus", "−"), ("Equals", "="), ("Comma", ",")];
    let text = ctx.format_shortcut(&shortcut);
    names.iter().find_map(|(name, sign)| Some(format!("{}{sign}", text.strip_suffix(name)?))).unwrap_or(text)
}

/// The commands whose keys were pressed since the last frame; their events are used up.
///
/// Keys without Ctrl stay with the field that has the keyboard while somebody types. While the list of notes has it, its
/// own keys come before all others.
pub(crate) fn pressed(ctx: &Context, in_notes: bool) -> Vec<Action> {
    let typing = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        let entries = TABLE.iter().filter(|entry| in_notes || entry.needs != Needs::Note);
        let mut keys: Vec<(KeyboardShortcut, Action)> =
            entries.flat_map(|entry| entry.keys.iter().map(|key| (*key, entry.action))).collect();
        // egui lets a shortcut match with more modifiers held than it asks for: the ones that ask for most go first.
        let is_of_notes = |action: Action| action.entry().needs == Needs::Note;
        keys.sort_by_key(|(key, action)| (!is_of_notes(*action), std::cmp::Reverse(u8::from(key.modifiers.shift))));
        keys.into_iter()
            // What is typed in a field is undone in the field.
            .filter(|(_, action)| !typing || !matches!(action, Undo | Redo))
            .filter(|(shortcut, _)| !typing || shortcut.modifiers.any() || is_function_key(shortcut.logical_key))
            .filter(|(shortcut, _)| input.consume_shortcut(shortcut))
            .map(|(_, action)| action)
            .collect()
    })
}

fn is_function_key(key: Key) -> bool {
    matches!(key, Key::F1 | Key::F9 | Key::F10)
}

/// The entries whose name holds all words of `query`, whatever the case; all of them for an empty query.
pub(crate) fn matching(query: &str) -> Vec<&'static Entry> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    TABLE
        .iter()
        .filter(|entry| entry.place != Place::Nowhere)
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
    fn every_command_stands_once_and_no_key_does_two_things() {
        let mut keys = BTreeSet::new();
        let mut actions = BTreeSet::new();
        for entry in TABLE {
            assert!(actions.insert(entry.action), "{:?} stands twice", entry.action);
            assert!(!entry.name.ends_with('.'), "a label is no sentence: {}", entry.name);
            for shortcut in entry.keys {
                // In the list of notes a key may do something else than in the text.
                let place = if entry.needs == Needs::Note { "in the list of notes" } else { "in the window" };
                let key = format!("{:?} {:?} {place}", shortcut.modifiers, shortcut.logical_key);
                assert!(keys.insert(key.clone()), "{key} does two things");
            }
        }
    }

    #[test]
    fn the_palette_finds_by_words_in_any_order() {
        let names = |query: &str| matching(query).iter().map(|entry| entry.name).collect::<Vec<_>>();
        assert_eq!(names("text larg"), ["Larger text"]);
        assert_eq!(names("THEME next"), ["Next theme"]);
        assert_eq!(names("对照"), Vec::<&str>::new());
        assert_eq!(names("  ").len(), TABLE.len() - 1);
    }
}
