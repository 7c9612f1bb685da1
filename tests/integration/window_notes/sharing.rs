//! Notes from a file and into one, in the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use serde_json::Value;

use super::{Desk, note, three};

#[derive(Debug)]
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads files by their path".to_owned())
    }
}

/// Two of the three notes as somebody else changed them, and a new one.
fn theirs() -> Vec<Value> {
    let mut changed = vec![
        note("a", "他们说是苏联政府", &["苏联政府", "Soviet Government"], &["数字"]),
        note("b", "他们说是边界", &["边界局势"], &[]),
        note("新", "羣众在哪里？", &["羣众的同志"], &[]),
    ];
    for one in &mut changed {
        one["modified"] = "2026-11-20T08:00:00Z".into();
    }
    changed
}

impl Desk {
    fn drop_file(&mut self, file: PathBuf) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(file)));
        self.harness.step();
    }

    /// Changes two notes here, so that a file with others collides with them.
    fn change_here(&mut self) {
        for name in ["哪个政府？", "The border of 領土"] {
            let card = self.cards().into_iter().find(|card| card.ends_with(name)).expect("it is listed");
            self.choose(&card);
            self.press(Modifiers::NONE, Key::E);
            self.type_into(Role::MultilineTextInput, "Text of the note", "（改）");
            self.press(Modifiers::NONE, Key::Escape);
        }
    }
}

#[test]
fn a_file_that_is_dropped_brings_its_notes_in_one_step() {
    let mut desk = Desk::new(&three());
    let file = desk.file_of("新.jsonld", &[note("新", "羣众在哪里？", &["羣众的同志"], &[])]);
    desk.drop_file(file.clone());
    desk.said("A note was imported from 新.jsonld");
    assert!(desk.sees("1 found its place."));
    assert_eq!(desk.note("羣众").expect("it is there").targets[0].selector.exact, "羣众的同志");
    assert_eq!(desk.open().history.undo_label(), Some("import of a note"));
    desk.click("Undo");
    assert_eq!(desk.texts().len(), 3);
    desk.press(Modifiers::COMMAND, Key::Y);
    desk.drop_file(file);
    desk.said("There is nothing new in 新.jsonld");
    assert_eq!(desk.texts().len(), 4);
}

#[test]
fn what_was_changed_here_and_there_is_decided_before_anything_comes_in() {
    let mut desk = Desk::new(&three());
    desk.change_here();
    let before = desk.texts();
    let file = desk.file_of("他们.jsonld", &theirs());
    desk.drop_file(file.clone());
    desk.said("CHANGED HERE AND IN THE FILE · 2");
    assert_eq!(desk.texts(), before, "nothing has come in yet");
    assert!(desk.sees("他们说是苏联政府") && desk.sees("哪个政府？（改）"), "both are shown");
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(desk.open().import.is_none());
    assert_eq!(desk.texts(), before, "and nothing comes in");

    desk.drop_file(file);
    desk.said("CHANGED HERE AND IN THE FILE · 2");
    desk.press(Modifiers::NONE, Key::Num2);
    desk.press(Modifiers::NONE, Key::Num3);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.said("3 notes were imported from 他们.jsonld");
    let expected =
        ["Rhetorical, kept", "The **border** of 領土（改）", "他们说是苏联政府", "他们说是边界", "羣众在哪里？"];
    let mut expected = expected.map(str::to_owned).to_vec();
    expected.sort_unstable();
    assert_eq!(desk.texts(), expected);
    assert_eq!(desk.open().history.undo_label(), Some("import of 3 notes"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.texts(), before, "it was one step");
}

#[test]
fn what_cannot_be_placed_is_listed_and_what_holds_no_notes_is_opened_or_refused() {
    let mut desk = Desk::new(&three());
    let file = desk.file_of("丢.json", &[note("丢", "没有", &["这里没有这样的一句话可以找到"], &[])]);
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    desk.type_into(Role::TextInput, "Path", &file.display().to_string());
    desk.press(Modifiers::NONE, Key::Enter);
    desk.said("NOT PLACED OR NOT UNDERSTOOD · 1");
    assert!(desk.sees("1 has lost its place") && desk.sees("这里没有这样的一句话可以找到"));
    desk.click("Done");
    assert_eq!(desk.texts().len(), 4, "it is kept all the same");

    let text = desk.folder.path().join("不是.json");
    std::fs::write(&text, "{\"说\": \"这不是笔记\"}").expect("the folder is writable");
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    desk.type_into(Role::TextInput, "Path", &text.display().to_string());
    desk.press(Modifiers::NONE, Key::Enter);
    desk.said("There are no annotations in this file");
    desk.drop_file(text);
    desk.until("it opens as a document", |workspace| workspace.documents.len() == 3);
}

#[test]
fn the_export_shows_what_it_takes() {
    let mut desk = Desk::new(&three());
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.type_into(Role::TextInput, "Filter the notes", "Rhetorical");
    desk.said("1 of 3 notes");
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.said("3 notes.");
    assert!(desk.sees("¶1.1 哪个政府？") && desk.sees("¶3.1 Rhetorical, kept"));
    desk.harness.get_by_role_and_label(Role::CheckBox, "Only what the filter of the list shows").click();
    desk.said("1 of 3 notes.");
    assert!(!desk.sees("¶1.1 哪个政府？") && desk.sees("¶3.1 Rhetorical, kept"));
    desk.harness.get_by_role_and_label(Role::CheckBox, "Only what the filter of the list shows").click();
    desk.said("3 notes.");
    desk.harness.get_by_role_and_label(Role::ComboBox, "Tag").click();
    desk.settle();
    desk.harness.get_all_by_label("数字").last().expect("it is offered").click();
    desk.said("2 of 3 notes.");
    assert!(desk.sees("¶1.1 哪个政府？") && !desk.sees("¶3.1 Rhetorical, kept"));
}
