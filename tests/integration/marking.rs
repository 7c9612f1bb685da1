//! Notes and bookmarks made in the text, as a person makes them: by pointer, by key, from the bar and from the menu.

use std::fs;
use std::sync::Arc;

use duizhao::model::{Annotation, Colour, Motivation, SideName};
use duizhao::workspace::{Command, Paths, RightTab, Setting, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk;

const TEXT: &str = "苏联政府收到了声明。群众囘来了。\n𠮷家👋🏽也囘来了。\n边界问题没有解决。\n\n\
    The Soviet Government received the statement. The masses came back.\n\
    The family 👩‍👧‍👦 came back too.\nThe border question has not been settled.\n";

/// A window on a document of three rows; what it writes goes to a folder that lives as long.
struct Window {
    harness: desk::Window,
    _folder: tempfile::TempDir,
}

impl Window {
    fn open(size: (f32, f32)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("声明.txt");
        fs::write(&file, TEXT).expect("the folder is writable");
        let paths = Paths::inside(folder.path().join("own"));
        // The shipped fonts have no emoji.
        let builder = Harness::builder().allow_missing_glyphs().with_step_dt(1.0 / 20.0);
        let details = Command::Set(Setting::RightTab(RightTab::Details));
        let commands = vec![details, Command::OpenFiles(vec![file])];
        let mut harness = desk::window_of(builder, paths, vec2(size.0, size.1), commands);
        desk::until(&mut harness, "the document is open and aligned", |workspace| {
            workspace.current_document().is_some_and(|open| open.aligned) && workspace.is_idle()
        });
        let mut window = Self { harness, _folder: folder };
        window.rest();
        window
    }

    fn workspace(&self) -> &Workspace {
        self.harness.state().workspace()
    }

    /// Draws frames until a selection has settled and a double click is over.
    fn rest(&mut self) {
        self.harness.run_steps(16);
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.rest();
    }

    fn press(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Button, name).click();
        self.rest();
    }

    /// The left edge of character number `nth` of a cell's first line of Chinese.
    fn edge(&self, cell: &str, nth: usize) -> Pos2 {
        self.harness.get_by_label(cell).rect().left_top() + vec2(17.0 * nth as f32 + 0.5, 15.0)
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        for (at, pressed) in [(from, Some(true)), (from.lerp(to, 0.5), None), (to, None), (to, Some(false))] {
            self.harness.event(Event::PointerMoved(at));
            if let Some(pressed) = pressed {
                let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
                self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
            }
            self.harness.step();
        }
        self.rest();
    }

    fn click(&mut self, at: Pos2, button: PointerButton) {
        self.harness.event(Event::PointerMoved(at));
        self.harness.step();
        for pressed in [true, false] {
            self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        }
        self.rest();
    }

    /// Selects characters of a cell by a drag.
    fn select(&mut self, cell: &str, from: usize, to: usize) {
        let ends = (self.edge(cell, from), self.edge(cell, to));
        self.drag(ends.0, ends.1);
    }

    fn notes(&self) -> Vec<Arc<Annotation>> {
        let open = self.workspace().current_document().expect("a document");
        let mut notes: Vec<_> = open.work.annotations.values().cloned().collect();
        notes.sort_by_key(|note| note.targets.first().map(|target| (target.side, target.selector.start)));
        notes
    }

    /// The text that the only note is about, of one side.
    fn quoted(&self, side: SideName) -> Option<String> {
        let notes = self.notes();
        assert_eq!(notes.len(), 1, "{notes:?}");
        notes[0].target(side).map(|target| target.selector.exact.clone())
    }

    fn chosen(&self) -> Option<Arc<Annotation>> {
        let open = self.workspace().current_document().expect("a document");
        open.work.annotations.get(&open.chosen_note.as_ref()?.note).cloned()
    }

    fn undo(&mut self) {
        self.key(Modifiers::COMMAND, Key::Z);
    }

    fn is_bar_there(&self) -> bool {
        self.harness.query_by_role_and_label(Role::Button, "Highlight yellow").is_some()
    }

    /// What a key puts on the clipboard.
    fn copied(&mut self, modifiers: Modifiers, key: Key) -> Option<String> {
        self.harness.event(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        self.harness.step();
        let commands = &self.harness.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }
}

const WIDE: (f32, f32) = (1440.0, 900.0);
const NARROW: (f32, f32) = (1024.0, 700.0);
const PLAIN: Modifiers = Modifiers::NONE;
const BOTH: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

#[test]
fn what_is_dragged_over_takes_a_colour_from_the_bar() {
    let mut window = Window::open(WIDE);
    assert!(!window.is_bar_there());
    window.select("¶1 Chinese", 10, 14);
    assert!(window.is_bar_there());
    window.press("Highlight blue");
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("群众囘来"));
    let note = window.notes().remove(0);
    assert_eq!((note.motivation.clone(), note.colour), (Motivation::Highlighting, Some(Colour::Blue)));
    assert!(!window.is_bar_there(), "nothing is selected any more");
    assert!(window.harness.query_by_label("Highlight, blue: 群众囘来").is_some(), "a screen reader is told");
    assert_eq!(window.chosen().map(|chosen| chosen.id.clone()), Some(note.id.clone()));

    // The chosen one takes another colour, and so does the one that stands where text is selected.
    window.key(PLAIN, Key::Num3);
    assert_eq!(window.notes()[0].colour, Some(Colour::Red));
    window.select("¶1 Chinese", 10, 14);
    window.key(PLAIN, Key::Num5);
    assert_eq!(window.notes().iter().map(|note| note.colour).collect::<Vec<_>>(), [Some(Colour::Purple)]);
    for expected in [Some(Colour::Red), Some(Colour::Blue)] {
        window.undo();
        assert_eq!(window.notes()[0].colour, expected);
    }
    window.undo();
    assert_eq!(window.notes().len(), 0);
    assert!(window.harness.query_by_label("Highlight, blue: 群众囘来").is_none());
}

#[test]
fn the_bar_keeps_off_the_pointer_and_inside_a_narrow_window() {
    let mut window = Window::open(NARROW);
    let (from, to) = (window.edge("¶1 Chinese", 0), window.edge("¶1 Chinese", 4));
    window.harness.event(Event::PointerMoved(from));
    window.harness.step();
    let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: PLAIN };
    window.harness.event(button(from, true));
    window.harness.step();
    window.harness.event(Event::PointerMoved(to));
    window.rest();
    assert!(!window.is_bar_there(), "not while it is dragged");
    window.harness.event(button(to, false));
    window.rest();
    for name in ["Highlight yellow", "Highlight purple", "Note", "Question", "Bookmark", "Both sides", "Copy"] {
        let rect = window.harness.get_by_role_and_label(Role::Button, name).rect();
        assert!(rect.left() >= 0.0 && rect.right() <= NARROW.0 && rect.top() >= 0.0, "{name} is at {rect:?}");
        assert!(!rect.contains(to), "{name} is under the pointer");
    }
    window.key(PLAIN, Key::Escape);
    assert!(!window.is_bar_there(), "Escape takes selection and bar away");
}

#[test]
fn a_note_on_both_sides_has_two_places() {
    let mut window = Window::open(WIDE);
    window.select("¶1 Chinese", 10, 12);
    window.press("Both sides");
    window.key(PLAIN, Key::N);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("群众"));
    assert_eq!(window.quoted(SideName::Translation).as_deref(), Some("The masses came back."));
    assert_eq!(window.notes()[0].motivation, Motivation::Commenting);
    let chosen = window.workspace().current_document().and_then(|open| open.chosen_note.clone());
    assert!(chosen.is_some_and(|chosen| chosen.edit), "it is to be written");
    assert_eq!(window.workspace().settings.right_tab, RightTab::Notes);
    let marks = window.harness.query_all_by_label("Note, yellow: The masses came back.").count();
    assert_eq!(marks, 2, "it is drawn on both sides");
    // What is typed in the field is undone there; the note itself once the field is left.
    window.key(PLAIN, Key::Escape);
    window.undo();
    assert_eq!(window.notes().len(), 0);
}

#[test]
fn a_click_on_the_partner_selects_it_too_and_a_drag_adjusts_it() {
    let mut window = Window::open(WIDE);
    window.select("¶1 Chinese", 10, 12);
    let english = window.harness.get_by_label("¶1 English").rect();
    // The second sentence ends on the second line.
    let partner = english.left_top() + vec2(70.0, 39.0);
    window.click(partner, PointerButton::Primary);
    window.drag(partner - vec2(60.0, 0.0), partner + vec2(20.0, 0.0));
    window.key(PLAIN, Key::Q);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("群众"), "the first part stays");
    let english = window.quoted(SideName::Translation).expect("the second part is there");
    assert!("The masses came back.".contains(&english) && english.len() < 21, "{english}");
    assert_eq!(window.notes()[0].motivation, Motivation::Questioning);
}

#[test]
fn clicks_step_through_what_lies_over_each_other() {
    let mut window = Window::open(WIDE);
    for (from, to, key) in [(0, 10, Key::Num1), (10, 16, Key::Num2), (7, 14, Key::Num3), (12, 13, Key::Num4)] {
        window.select("¶1 Chinese", from, to);
        window.key(PLAIN, key);
    }
    let quotes = |window: &Window| window.chosen().map(|note| note.targets[0].selector.exact.clone());
    let at = window.edge("¶1 Chinese", 12) + vec2(8.0, 0.0);
    for expected in ["囘", "群众囘来了。", "声明。群众囘来", "囘"] {
        window.click(at, PointerButton::Primary);
        assert_eq!(quotes(&window).as_deref(), Some(expected));
    }
    // Elsewhere the first that lies there comes first.
    window.click(window.edge("¶1 Chinese", 14) + vec2(8.0, 0.0), PointerButton::Primary);
    assert_eq!(quotes(&window).as_deref(), Some("群众囘来了。"));
    assert_eq!(window.workspace().settings.right_tab, RightTab::Notes, "the list shows it");
    window.key(PLAIN, Key::Escape);
    assert_eq!(quotes(&window), None, "Escape chooses none");
}

#[test]
fn everything_is_done_without_a_pointer() {
    let mut window = Window::open(WIDE);
    for _ in 0..3 {
        window.key(PLAIN, Key::ArrowRight);
    }
    // The second row, which starts with a character outside the basic plane.
    window.key(Modifiers::SHIFT, Key::ArrowRight);
    window.key(PLAIN, Key::Num1);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("𠮷"));
    window.undo();
    for _ in 0..3 {
        window.key(Modifiers::SHIFT, Key::ArrowRight);
    }
    window.key(PLAIN, Key::Num1);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("𠮷家👋🏽"), "an emoji of several parts is one step");
    window.undo();
    window.key(PLAIN, Key::V);
    window.key(Modifiers::SHIFT, Key::ArrowLeft);
    window.key(PLAIN, Key::Num1);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("𠮷家👋🏽也囘来了"));
    window.undo();
    window.key(PLAIN, Key::V);
    window.key(PLAIN, Key::V);
    window.key(BOTH, Key::ArrowLeft);
    window.key(PLAIN, Key::Num2);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("𠮷家👋🏽也囘来了。"));
    let english = window.quoted(SideName::Translation).expect("the pair is on both sides");
    assert_eq!(english, "The family 👩‍👧‍👦 came back too", "the part that came last grows and shrinks");
    window.undo();
    // With nothing selected, all of the chosen pair.
    window.key(PLAIN, Key::Num5);
    assert_eq!(window.quoted(SideName::Translation).as_deref(), Some("The family 👩‍👧‍👦 came back too."));
}

#[test]
fn bookmarks_are_set_found_named_and_taken_away() {
    let mut window = Window::open(WIDE);
    window.select("¶3 Chinese", 0, 4);
    window.key(PLAIN, Key::B);
    window.click(window.edge("¶1 Chinese", 1), PointerButton::Primary);
    window.key(PLAIN, Key::B);
    let motivations: Vec<_> = window.notes().iter().map(|note| note.motivation.clone()).collect();
    assert_eq!(motivations, [Motivation::Bookmarking, Motivation::Bookmarking]);
    assert!(window.harness.query_by_label("BOOKMARKS").is_some());
    assert!(window.harness.query_by_label("Bookmark: 边界问题").is_some(), "the ribbon has a name");
    window.harness.get_by_role_and_label(Role::ListBoxOption, "¶3 “边界问题”").click();
    window.rest();
    let current = |window: &Window| window.chosen().map(|note| note.targets[0].selector.exact.clone());
    assert_eq!(current(&window).as_deref(), Some("边界问题"));
    for (modifiers, expected) in
        [(PLAIN, "苏联政府收到了声明。"), (PLAIN, "边界问题"), (Modifiers::SHIFT, "苏联政府收到了声明。")]
    {
        window.key(modifiers, Key::F2);
        assert_eq!(current(&window).as_deref(), Some(expected));
    }
    window.press("Rename “边界问题”");
    window.harness.get_by_role_and_label(Role::TextInput, "Name of the bookmark").type_text("囘头再看");
    window.rest();
    window.key(PLAIN, Key::Enter);
    assert!(window.harness.query_by_role_and_label(Role::ListBoxOption, "¶3 囘头再看").is_some());
    assert!(window.harness.query_by_label("Bookmark: 囘头再看").is_some());
    window.undo();
    assert!(window.harness.query_by_role_and_label(Role::ListBoxOption, "¶3 “边界问题”").is_some());
    window.press("Remove bookmark “边界问题”");
    assert_eq!(window.notes().len(), 1);
    // The same key takes away what lies in the chosen pair.
    window.click(window.edge("¶1 Chinese", 1), PointerButton::Primary);
    window.key(PLAIN, Key::B);
    assert_eq!(window.notes().len(), 0);
    assert!(window.harness.query_by_label("BOOKMARKS").is_none());
    window.undo();
    assert_eq!(window.notes().len(), 1);
}

#[test]
fn a_note_is_placed_elsewhere_and_a_side_that_is_not_said_stays() {
    let mut window = Window::open(WIDE);
    window.select("¶1 Chinese", 0, 2);
    window.key(PLAIN, Key::X);
    window.key(PLAIN, Key::Num4);
    let translation = window.quoted(SideName::Translation);
    window.key(PLAIN, Key::P);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("苏联"), "with nothing selected nothing moves");
    window.select("¶2 Chinese", 0, 2);
    window.key(PLAIN, Key::P);
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("𠮷家"));
    assert_eq!(window.quoted(SideName::Translation), translation);
    window.undo();
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("苏联"));
    // Notes are gone through by key.
    window.select("¶3 Chinese", 0, 2);
    window.key(PLAIN, Key::Num1);
    for expected in ["苏联", "边界", "苏联"] {
        window.key(PLAIN, Key::F4);
        assert_eq!(window.chosen().map(|note| note.targets[0].selector.exact.clone()).as_deref(), Some(expected));
    }
    window.key(PLAIN, Key::Delete);
    assert_eq!(window.notes().len(), 1);
}

#[test]
fn the_menu_offers_the_same_and_copies_come_with_their_citation() {
    let mut window = Window::open(WIDE);
    window.click(window.edge("¶1 Chinese", 11), PointerButton::Secondary);
    assert!(window.harness.query_by_label_contains("Place the note here").is_none(), "nothing is chosen or selected");
    window.harness.get_by_label_contains("Highlight green").click();
    window.rest();
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("群众囘来了。"), "the sentence that was clicked");
    window.select("¶1 Chinese", 10, 12);
    let copied = window.copied(BOTH, Key::C).expect("it is on the clipboard");
    assert!(copied.starts_with("群众\n\nThe masses came back.\n\n"), "{copied}");
    assert!(copied.contains("¶1.2"), "{copied}");
    window.key(PLAIN, Key::Escape);
    let copied = window.copied(BOTH, Key::C).expect("it is on the clipboard");
    assert!(!copied.contains("群众") && copied.ends_with("¶1.2"), "{copied}");
    // A right click into the selection keeps it.
    window.select("¶3 Chinese", 0, 4);
    window.click(window.edge("¶3 Chinese", 2), PointerButton::Secondary);
    window.harness.get_by_label_contains("Place the note here").click();
    window.rest();
    assert_eq!(window.quoted(SideName::Source).as_deref(), Some("边界问题"));
    let marks = window.harness.query_all_by_label("Highlight, green: The masses came back.").count();
    assert_eq!(marks, 2, "the other side stays");
}
