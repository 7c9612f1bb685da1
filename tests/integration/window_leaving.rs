//! The question before work is lost, in the window: what it names, and what its buttons do.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use duizhao::ui::App;
use duizhao::workspace::{Command, Leaving, Paths, Saving, ShelfState, Surroundings, Workspace};
use eframe::egui::{Key, Modifiers, ViewportEvent, ViewportId, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

const TEXT: &str = "苏联政府收到了声明。\n\n边界局势稳定。\n\nThe statement was received.\n\nThe border is quiet.\n";

/// A window on a document whose library is taken away after something was written on it, and the place where it is now.
fn unkept() -> (TempDir, PathBuf, Harness<'static, App>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, paths) = (folder.path().join("声明.txt"), Paths::inside(folder.path().join("own")));
    fs::write(&file, TEXT).expect("the folder is writable");
    let library = paths.library.clone();
    let mut harness =
        Harness::builder().with_size(vec2(1200.0, 800.0)).with_max_steps(64).build_eframe(move |creation| {
            let mut workspace = Workspace::new(&paths, Arc::new(|| {}), Surroundings::system());
            workspace.dispatch(Command::OpenFiles(vec![file]));
            App::new(&creation.egui_ctx, workspace)
        });
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

/// Draws frames until `condition` holds: workers take the time they take.
fn until(harness: &mut Harness<'_, App>, what: &str, condition: impl Fn(&Workspace) -> bool) {
    for _ in 0..1500 {
        harness.step();
        if condition(harness.state().workspace()) {
            harness.run_steps(4);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited in vain until {what}");
}

fn click(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(4);
}

fn close_window(harness: &mut Harness<'_, App>) {
    harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    harness.step();
    harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    harness.run_steps(4);
}

fn leaving<'a>(harness: &'a Harness<'_, App>) -> Option<&'a Leaving> {
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
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run_steps(4);
    assert!(matches!(leaving(&harness), Some(Leaving::Document(_))));
    // No key reaches what lies behind the question.
    harness.key_press(Key::B);
    harness.run_steps(2);
    let marks = |harness: &Harness<'_, App>| harness.state().workspace().documents[0].work.annotations.len();
    assert_eq!(marks(&harness), 1);
    click(&mut harness, "Export notes…");
    assert!(leaving(&harness).is_none());
    assert!(harness.query_by_label("Export notes").is_some(), "the dialog for it is there");
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run_steps(4);
    click(&mut harness, "Export text and pairs…");
    assert!(leaving(&harness).is_none());
    assert!(harness.query_by_label("Export text and pairs").is_some(), "and so is the one for the pairs");
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run_steps(4);
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(leaving(&harness).is_none() && marks(&harness) == 1, "Escape loses nothing");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run_steps(4);
    click(&mut harness, "Close it and lose them");
    assert!(harness.state().workspace().documents.is_empty());
}
