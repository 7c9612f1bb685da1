//! The window, driven as a person drives it: by the names that a screen reader says, by keys and by clicks.

use std::sync::Arc;

use duizhao::model::{Pairing, Status};
use duizhao::workspace::{Command, Mode, Paths, Theme};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;

use super::desk::{self, Window, click, until_shown};

const WIDE: Vec2 = vec2(1440.0, 900.0);
const NARROW: Vec2 = vec2(1024.0, 700.0);

/// A window of `size`, and the folder it writes to, which must be dropped after it, on a workspace that has its own empty folders, with `commands` carried out.
fn window(size: Vec2, commands: Vec<Command>) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let paths = Paths::inside(folder.path().to_owned());
    (folder, desk::window(paths, size, commands))
}

/// A window with the sample open and aligned.
fn sample_window(size: Vec2) -> (tempfile::TempDir, Window) {
    let (folder, mut harness) = window(size, vec![Command::OpenSample]);
    until_shown(&mut harness, "the sample is open", |harness| {
        let workspace = harness.state().workspace();
        workspace.current_document().is_some_and(|open| !open.aligning) && workspace.jobs.is_empty()
    });
    (folder, harness)
}

fn press(harness: &mut Window, modifiers: Modifiers, key: Key) {
    desk::press(harness, modifiers, key);
    // A dialog that opens is measured, then placed, then stays.
    harness.run_steps(2);
}

#[test]
fn a_path_that_is_not_there_is_said_beside_the_field_and_kept() {
    let (_folder, mut harness) = window(WIDE, Vec::new());
    press(&mut harness, Modifiers::COMMAND, Key::O);
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text("/nowhere/声明.txt");
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    until_shown(&mut harness, "the path is looked at", |harness| {
        harness.query_by_label_contains("There is no such file").is_some()
    });
    let field = harness.get_by_role_and_label(Role::TextInput, "Path");
    assert_eq!(field.value().as_deref(), Some("/nowhere/声明.txt"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Open a document").is_none(), "Escape closes the dialog");
}

#[test]
fn a_file_opens_by_its_path() {
    let (folder, mut harness) = window(WIDE, Vec::new());
    let file = folder.path().join("两行.txt");
    std::fs::write(&file, "甲方同意。\n乙方不同意。\n").expect("the folder is writable");
    press(&mut harness, Modifiers::COMMAND, Key::O);
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&file.display().to_string());
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    until_shown(&mut harness, "the file is open", |harness| harness.state().workspace().current.is_some());
    assert!(harness.query_by_role_and_label(Role::TextInput, "Path").is_none(), "the dialog is closed");
}

#[test]
fn the_welcome_opens_the_sample() {
    let (_folder, mut harness) = window(WIDE, Vec::new());
    click(&mut harness, "Open the sample");
    until_shown(&mut harness, "the sample is open", |harness| harness.state().workspace().current.is_some());
}

#[test]
fn pasted_text_opens() {
    let (_folder, mut harness) = window(WIDE, Vec::new());
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    let field = harness.get_by_role(Role::MultilineTextInput);
    field.focus();
    field.type_text("贴上的文字。");
    harness.run_steps(2);
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until_shown(&mut harness, "the text is open", |harness| harness.state().workspace().current.is_some());
}

#[test]
fn the_theme_follows_key_and_popup() {
    let (_folder, mut harness) = sample_window(WIDE);
    press(&mut harness, Modifiers::COMMAND, Key::T);
    assert_eq!(harness.state().workspace().settings.theme, Theme::Light);
    click(&mut harness, "Text and theme…");
    click(&mut harness, "Paper");
    assert_eq!(harness.state().workspace().settings.theme, Theme::Paper);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Paper").is_none(), "Escape closes the popup");
}

#[test]
fn text_grows_shrinks_and_returns() {
    let (_folder, mut harness) = sample_window(WIDE);
    press(&mut harness, Modifiers::COMMAND, Key::Plus);
    press(&mut harness, Modifiers::COMMAND, Key::Plus);
    assert_eq!(harness.state().workspace().settings.text_percent, 120);
    press(&mut harness, Modifiers::COMMAND, Key::Minus);
    assert!(harness.query_by_label("Text size 110 %").is_some(), "the status bar tells");
    press(&mut harness, Modifiers::COMMAND, Key::Num0);
    assert_eq!(harness.state().workspace().settings.text_percent, 100);
}

#[test]
fn contents_lead_to_their_row() {
    let (_folder, mut harness) = sample_window(WIDE);
    let rows = harness.state().workspace().current_document().expect("a document").work.alignment.rows.len();
    assert!(rows > 1, "the sample has rows");
    harness.get_all_by_role(Role::ListBoxOption).last().expect("entries").click();
    harness.run_steps(4);
    let open = harness.state().workspace().current_document().expect("a document");
    assert!(open.jump.is_some(), "the reader was told to go");
}

#[test]
fn a_document_closes_from_the_library() {
    let (_folder, mut harness) = sample_window(WIDE);
    let title = harness.state().workspace().current_document().expect("a document").document.title.clone();
    click(&mut harness, "Library");
    click(&mut harness, &format!("Close {title}"));
    assert!(harness.state().workspace().documents.is_empty());
    assert!(harness.query_by_label("Open the sample").is_some(), "the welcome is back");
}

#[test]
fn the_palette_runs_a_command() {
    let (_folder, mut harness) = sample_window(WIDE);
    assert!(harness.state().workspace().settings.left_panel);
    press(&mut harness, Modifiers::COMMAND, Key::P);
    harness.get_by_role_and_label(Role::TextInput, "Command").type_text("left pan");
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(!harness.state().workspace().settings.left_panel);
    press(&mut harness, Modifiers::NONE, Key::F9);
    assert!(harness.state().workspace().settings.left_panel);
}

#[test]
fn an_error_stays_until_it_is_dismissed() {
    let missing = std::path::PathBuf::from("/nowhere/没有.txt");
    let (_folder, mut harness) = window(NARROW, vec![Command::OpenFiles(vec![missing])]);
    until_shown(&mut harness, "the error is told", |harness| !harness.state().workspace().notices.is_empty());
    harness.run_steps(80);
    assert!(harness.query_by_label_contains("没有.txt").is_some(), "the notice names the file");
    let dismiss = harness.get_all_by_label_contains("Dismiss: ").next().expect("a button");
    dismiss.click();
    harness.run_steps(3);
    assert!(harness.state().workspace().notices.is_empty());
}

#[test]
fn a_row_is_gone_to_by_its_address() {
    let (_folder, mut harness) = sample_window(WIDE);
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_role_and_label(Role::TextInput, "Go to row").type_text("999");
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.query_by_label_contains("There is no ¶999").is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Go to row").is_none());
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads files by their path".to_owned())
    }
}

#[test]
fn files_that_are_dropped_open_beside_each_other() {
    let (folder, mut harness) = window(WIDE, Vec::new());
    for name in ["甲.txt", "乙.txt"] {
        let file = folder.path().join(name);
        std::fs::write(&file, format!("{name}的第一段。\n")).expect("the folder is writable");
        harness.input_mut().dropped_files.push(Arc::new(Dropped(file)));
    }
    until_shown(&mut harness, "both are open", |harness| harness.state().workspace().documents.len() == 2);
    let first = harness.state().workspace().current;
    press(&mut harness, Modifiers::CTRL, Key::Tab);
    assert_ne!(harness.state().workspace().current, first, "Ctrl+Tab shows the other");
}

#[test]
fn faces_of_the_machine_are_listed_when_asked_for() {
    let (_folder, mut harness) = sample_window(WIDE);
    click(&mut harness, "Text and theme…");
    harness.get_by_label_contains("Chinese face: ").click();
    until_shown(&mut harness, "the list is there", |harness| {
        harness.query_by_label("Looking for the fonts of this machine…").is_none()
            && harness.query_all_by_label_contains("Noto Serif SC (shipped)").next().is_some()
    });
}

#[test]
fn where_one_panel_fits_the_other_makes_way() {
    let (_folder, mut harness) = sample_window(vec2(700.0, 500.0));
    assert!(harness.query_by_label("Contents").is_some());
    press(&mut harness, Modifiers::NONE, Key::F10);
    assert!(harness.query_by_label("Contents").is_none(), "the left panel makes way");
    assert!(harness.query_by_label("Width of the right panel").is_some());
}

#[test]
fn a_narrow_window_keeps_everything_inside() {
    let (_folder, mut harness) = sample_window(NARROW);
    harness.run_steps(3);
    for name in [
        "Left panel",
        "Open…",
        "Text and theme…",
        "Next theme",
        "Right panel",
        "Details",
        "Menu",
        "Contents",
        "Library",
    ] {
        let rect = harness.get_by_label(name).rect();
        assert!(rect.left() >= 0.0 && rect.right() <= NARROW.x && rect.bottom() <= NARROW.y, "{name} is at {rect:?}");
    }
    press(&mut harness, Modifiers::NONE, Key::F1);
    assert!(harness.query_all_by_label("Go to row").next().is_some(), "F1 lists the keys");
    click(&mut harness, "Close");
    assert!(harness.query_all_by_label("Go to row").next().is_none());
}

/// The chosen pair of the shown document, as the person has it.
fn statuses(harness: &Window) -> Vec<Status> {
    let open = harness.state().workspace().current_document().expect("a document");
    open.work.alignment.beads.iter().map(|bead| bead.status).filter(|status| *status != Status::Proposed).collect()
}

#[test]
fn a_pair_tells_why_and_is_confirmed() {
    let (_folder, mut harness) = sample_window(WIDE);
    let paired = |open: &duizhao::workspace::OpenDocument| {
        let row =
            open.work.alignment.rows.iter().position(|row| row.pairing() == Pairing::Paired && row.beads.len() > 1);
        row.expect("the sample has a paragraph of several pairs")
    };
    let number = {
        let open = harness.state().workspace().current_document().expect("a document");
        open.work.alignment.rows[paired(open)].number
    };
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_role_and_label(Role::TextInput, "Go to row").type_text(&format!("{number}.2"));
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    press(&mut harness, Modifiers::NONE, Key::W);
    until_shown(&mut harness, "the reasons are told", |harness| harness.query_by_label("WORDS THAT MET").is_some());
    let named = harness.query_all_by_label(&format!("¶{number}.2")).count();
    assert_eq!(named, 2, "the panel names the pair, and the status bar");
    assert!(harness.query_all_by_label_contains("Right ").next().is_some(), "the confidence is said in words");
    assert!(harness.query_by_label("NEXT BEST").is_some());
    press(&mut harness, Modifiers::NONE, Key::A);
    assert_eq!(statuses(&harness), [Status::Confirmed]);
    assert!(harness.query_by_label("Confirmed by you").is_some());
    let open = harness.state().workspace().current_document().expect("a document");
    assert_eq!(open.history.undo_label(), Some(format!("confirmation of ¶{number}.2").as_str()));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(statuses(&harness), []);
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(statuses(&harness), [Status::Confirmed]);
    click(&mut harness, "Align the rest again");
    until_shown(&mut harness, "it is aligned again", |harness| harness.state().workspace().jobs.is_empty());
    assert_eq!(statuses(&harness), [Status::Confirmed]);
    assert_eq!(harness.state().workspace().settings.mode, Mode::Align, "what would change is gone through there");
    press(&mut harness, Modifiers::NONE, Key::F6);
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_role_and_label(Role::TextInput, "Go to row").type_text(&format!("{number}.2"));
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(30);
    click(&mut harness, "✔ Confirmed");
    assert_eq!(statuses(&harness), []);
    click(&mut harness, "For review");
    assert_eq!(statuses(&harness), [Status::Review]);
    assert!(harness.query_by_label(&format!("¶{number}: Marked for review")).is_some(), "the gutter tells");
    // With no pair chosen, all of the row.
    harness.get_all_by_role(Role::ListBoxOption).last().expect("entries").click();
    harness.run_steps(30);
    press(&mut harness, Modifiers::NONE, Key::A);
    assert!(harness.query_all_by_label_contains(": Confirmed").next().is_some(), "the gutter tells");
    press(&mut harness, Modifiers::NONE, Key::W);
    assert!(harness.query_by_label("NEXT BEST").is_none(), "the same key shows the document again");
}

#[test]
fn two_marked_sentences_are_put_together() {
    let (_folder, mut harness) = sample_window(WIDE);
    let addresses = {
        let open = harness.state().workspace().current_document().expect("a document");
        let mut paired = open.work.alignment.rows.iter().filter(|row| row.beads.len() > 1);
        let row = paired.find(|row| row.pairing() == Pairing::Paired).expect("a paragraph of several pairs");
        [1, 2].map(|pair| (format!("{}.{pair}", row.number), row.beads.range().start + pair - 1))
    };
    let beads = |harness: &Window, which: usize| {
        let open = harness.state().workspace().current_document().expect("a document");
        open.work.alignment.beads[addresses[which].1]
    };
    let (source, translation) = (beads(&harness, 0).source.start, beads(&harness, 1).translation.start);
    for (nth, (address, _)) in addresses.iter().enumerate() {
        press(&mut harness, Modifiers::NONE, Key::G);
        harness.get_by_role_and_label(Role::TextInput, "Go to row").type_text(address);
        harness.run_steps(2);
        press(&mut harness, Modifiers::NONE, Key::Enter);
        harness.run_steps(30);
        press(&mut harness, Modifiers::NONE, Key::M);
        let told = harness.query_all_by_label_contains("choose its translation, then press M").count();
        assert_eq!(told, 1 - nth, "the status bar says what to do next");
    }
    until_shown(&mut harness, "it is aligned again", |harness| harness.state().workspace().jobs.is_empty());
    let open = harness.state().workspace().current_document().expect("a document");
    let bead =
        open.work.alignment.beads.iter().find(|bead| bead.source.contains(source as usize)).expect("it is somewhere");
    assert!(bead.translation.contains(translation as usize) && bead.status == Status::Corrected, "{bead:?}");
}
