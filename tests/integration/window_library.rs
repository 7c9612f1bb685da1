//! The library in the window: its list, the bin and the way back, another library, and whether work is saved.

use std::fs;
use std::path::Path;

use duizhao::workspace::{Command, LeftTab, Paths, Saving, Setting, ShelfState, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::{self, Window, click, until, until_said, until_shown};

/// A window on the library at `library`, with the documents of these names and texts opened from files in `folder`.
fn window(folder: &Path, library: &Path, documents: &[(&str, &str)]) -> Window {
    let files: Vec<_> = documents.iter().map(|(name, _)| folder.join(format!("{name}.txt"))).collect();
    for (file, (_, text)) in files.iter().zip(documents) {
        fs::write(file, text).expect("the folder is writable");
    }
    let mut paths = Paths::inside(folder.join("own"));
    library.clone_into(&mut paths.library);
    let many = files.len();
    let mut commands = vec![Command::Set(Setting::LeftTab(LeftTab::Library))];
    if !files.is_empty() {
        commands.push(Command::OpenFiles(files));
    }
    let mut harness = desk::window(paths, vec2(1200.0, 900.0), commands);
    until(&mut harness, "all is open", |workspace| {
        workspace.shelf.state != ShelfState::Opening && workspace.documents.len() == many && workspace.is_idle()
    });
    harness
}

/// The documents of the list by what a screen reader says, from the top.
fn listed(harness: &Window) -> Vec<String> {
    let is_document = |label: &String| label.contains(", added ") || label.contains(", 19");
    desk::listed(harness, Role::ListBoxOption).into_iter().filter(is_document).collect()
}

const TEXTS: [(&str, &str); 7] = [
    ("领土", "领土问题的声明。\n"),
    ("边界", "边界谈判的记录。\n"),
    ("甲", "甲方同意。\n"),
    ("乙", "乙方不同意。\n"),
    ("丙", "丙方没有意见。\n"),
    ("丁", "丁方没有来。\n"),
    ("戊", "戊方来了，囘去了。\n"),
];

#[test]
fn what_was_open_is_found_and_opened_from_the_library() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(folder.path(), &folder.path().join("书库.duizhao"), &TEXTS);
    until(&mut harness, "all joined the library", |workspace| workspace.shelf.documents.len() == TEXTS.len());
    assert!(harness.query_by_label("All changes saved").is_some(), "the status bar tells");
    assert_eq!(listed(&harness), Vec::<String>::new(), "what is open stands above");
    let ids: Vec<_> = harness.state().workspace().documents.iter().map(|open| open.document.title.clone()).collect();
    for title in &ids {
        click(&mut harness, &format!("Close {title}"));
    }
    until(&mut harness, "the list follows", |workspace| workspace.documents.is_empty());
    assert_eq!(listed(&harness).len(), TEXTS.len());

    harness.get_by_role_and_label(Role::TextInput, "Find in the library").focus();
    harness.get_by_role_and_label(Role::TextInput, "Find in the library").type_text("領土");
    harness.run_steps(4);
    let found = listed(&harness);
    assert!(found.len() == 1 && found[0].starts_with("领土"), "{found:?}");
    let item = harness
        .get_all_by_role(Role::ListBoxOption)
        .find(|one| one.accesskit_node().label().as_deref() == Some(&found[0]));
    item.expect("it is drawn").click();
    until(&mut harness, "it is open", |workspace| workspace.documents.len() == 1 && workspace.is_idle());
    let text = harness.state().workspace().documents[0].document.source.source.text.clone();
    assert!(text.contains("领土问题"), "{text}");
}

#[test]
fn what_goes_to_the_bin_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(folder.path(), &folder.path().join("书库.duizhao"), &TEXTS[..2]);
    until(&mut harness, "both joined the library", |workspace| workspace.shelf.documents.len() == 2);
    let title = harness.state().workspace().documents[0].document.title.clone();
    click(&mut harness, &format!("Close {title}"));
    click(&mut harness, &format!("Move {title} to the bin"));
    until(&mut harness, "it is gone", |workspace| workspace.shelf.documents.len() == 1);
    assert_eq!(listed(&harness), Vec::<String>::new());
    assert!(harness.query_by_label(&format!("“{title}” is in the bin")).is_some());
    click(&mut harness, "Take back");
    until(&mut harness, "it is back", |workspace| workspace.shelf.documents.len() == 2);
    assert_eq!(listed(&harness).len(), 1);
    assert!(harness.query_by_label("Take back").is_none(), "the notice has gone");
}

#[test]
fn a_library_that_cannot_be_opened_is_said_and_another_one_is_opened() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bad = folder.path().join("不是.duizhao");
    fs::write(&bad, "这不是书库，这是一段普通的文字。").expect("the folder is writable");
    let both = "苏联政府收到了声明。\n\nThe Soviet Government received the statement.\n";
    let mut harness = window(folder.path(), &bad, &[("声明", both)]);
    until(&mut harness, "it could not be opened", |workspace| workspace.shelf.state == ShelfState::Closed);
    assert!(harness.query_by_label_contains("No library is open: what you write is not kept").is_some());
    let saving = |workspace: &Workspace| workspace.saving(workspace.current.expect("a document"));
    until(&mut harness, "it says so", |workspace| matches!(saving(workspace), Saving::Failed(_)));
    assert!(harness.query_by_label("Not saved: No library is open").is_some(), "the status bar tells");

    let new = folder.path().join("新书库.duizhao");
    click(&mut harness, "Open another library…");
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&new.display().to_string());
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    until(&mut harness, "it is open", |workspace| workspace.shelf.state == ShelfState::Open);
    until(&mut harness, "what was open is saved there", |workspace| {
        workspace.shelf.documents.len() == 1 && workspace.is_idle() && saving(workspace) == Saving::Saved
    });
    assert!(harness.query_by_label("All changes saved").is_some());
    assert!(harness.query_by_label_contains("No library is open").is_none());
    assert_eq!(fs::read_to_string(&bad).expect("it is there"), "这不是书库，这是一段普通的文字。");
}

#[test]
fn notes_are_exported_and_a_file_that_is_there_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(folder.path(), &folder.path().join("书库.duizhao"), &TEXTS[..1]);
    let there = folder.path().join("在.html");
    fs::write(&there, "原来的").expect("the folder is writable");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    harness.run_steps(6);
    until_shown(&mut harness, "the preview counts", |harness| harness.query_by_label("No notes.").is_some());
    assert!(harness.query_by_label_contains("A way back").is_some(), "what HTML cannot hold is said");
    let field = harness.get_by_role_and_label(Role::TextInput, "Write to");
    assert!(field.value().is_some_and(|path| path.ends_with("领土 notes.html")), "it stands beside the document");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Write to").type_text(&there.display().to_string());
    harness.run_steps(3);
    click(&mut harness, "Export");
    until_said(&mut harness, "There is a file of that name");
    assert_eq!(fs::read_to_string(&there).expect("it is there"), "原来的");
    click(&mut harness, "Export");
    until_said(&mut harness, "The notes on “领土” are exported");
    assert!(fs::read_to_string(&there).expect("it is there").contains("<!DOCTYPE html>"));
    assert!(harness.query_by_label("Export notes").is_none(), "the dialog is closed");
}
