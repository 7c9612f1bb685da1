//! The question before work is lost, in the window: what it names, and what its buttons do.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::workspace::{Command, Leaving, Paths, Saving, ShelfState, Workspace};
use eframe::egui::{Key, Modifiers, ViewportEvent, ViewportId, vec2};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

use super::desk::{Window, click, press, until, window};

const TEXT: &str = "苏联政府收到了声明。\n\n边界局势稳定。\n\nThe statement was received.\n\nThe border is quiet.\n";

/// A window on a document whose library is taken away after something was written on it, and the place where it is now.
fn unkept() -> (TempDir, PathBuf, Window) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, paths) = (folder.path().join("声明.txt"), Paths::inside(folder.path().join("own")));
    fs::write(&file, TEXT).expect("the folder is writable");
    let library = paths.library.clone();
    let mut harness = window(paths, vec2(1200.0, 800.0), vec![Command::OpenFiles(vec![file])]);
    until(&mut harness, "all is open and kept", |workspace| {
        workspace.shelf.state == ShelfState::Open
            && workspace.is_idle()
            && workspace.documents.iter().any(|open| open.key.is_some())
            && saving(workspace) == Some(Saving::Saved)
    });
    fs::rename(&library, folder.path().join("拔走的盘")).expect("it is ours");
    harness.key_press(Key::B);
    until(&mut harness, "it cannot be kept", |workspace| matches!(saving(workspace), Some(Saving::Failed(_))));
    (folder, library, harness)
}

fn saving(workspace: &Workspace) -> Option<Saving> {
    workspace.current.map(|document| workspace.saving(document))
}

fn close_window(harness: &mut Window) {
    harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    harness.step();
    harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    harness.run_steps(4);
}

fn leaving(harness: &Window) -> Option<&Leaving> {
    harness.state().workspace().leaving.as_ref()
}

fn bring_back(folder: &Path, library: &Path) {
    fs::rename(folder.join("拔走的盘"), library).expect("it is ours");
}

#[test]
fn closing_the_window_asks_and_ends_by_itself_once_all_is_kept() {
    let (folder, library, mut harness) = unkept();
    close_window(&mut harness);
    assert_eq!(leaving(&harness), Some(&Leaving::Window));
    assert!(harness.query_by_label("Not everything is kept yet").is_some());
    assert!(harness.query_all_by_label_contains("no longer where it was").next().is_some(), "it says why");
    click(&mut harness, "Keep the window open");
    assert!(leaving(&harness).is_none() && !harness.state().workspace().ends());
    close_window(&mut harness);
    bring_back(folder.path(), &library);
    until(&mut harness, "it is kept after all", Workspace::ends);
    assert!(harness.state().workspace().may_end());
}

#[test]
fn closing_a_document_asks_and_what_is_unkept_can_be_exported() {
    let (_folder, _library, mut harness) = unkept();
    press(&mut harness, Modifiers::COMMAND, Key::W);
    assert!(matches!(leaving(&harness), Some(Leaving::Document(_))));
    // No key reaches what lies behind the question.
    harness.key_press(Key::B);
    harness.run_steps(2);
    let marks = |harness: &Window| harness.state().workspace().documents[0].work.annotations.len();
    assert_eq!(marks(&harness), 1);
    click(&mut harness, "Export notes…");
    assert!(leaving(&harness).is_none());
    assert!(harness.query_by_label("Export notes").is_some(), "the dialog for it is there");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::W);
    click(&mut harness, "Export text and pairs…");
    assert!(leaving(&harness).is_none());
    assert!(harness.query_by_label("Export text and pairs").is_some(), "and so is the one for the pairs");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::W);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(leaving(&harness).is_none() && marks(&harness) == 1, "Escape loses nothing");
    press(&mut harness, Modifiers::COMMAND, Key::W);
    click(&mut harness, "Close it and lose them");
    assert!(harness.state().workspace().documents.is_empty());
}
