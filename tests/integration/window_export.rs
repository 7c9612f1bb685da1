//! A document taken out of the window with its pairs: the form and what it cannot hold, the file, and what goes wrong.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::align::align;
use duizhao::export::bitext::{Form, cannot_hold};
use duizhao::import;
use duizhao::model::{Document, Progress, SideName, Status};
use duizhao::workspace::{Command, Paths};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

use super::desk::{self, Window, click, says, until, until_said};
use super::window_align::{keys, open, wide};

/// A window on a text of one language, and the folder it writes to, which must be dropped after it.
fn untranslated() -> (TempDir, Window) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("声明.txt");
    fs::write(&file, "边界局势稳定。居民回村。\n\n学校开学了。\n").expect("the folder is writable");
    let paths = Paths::inside(folder.path().join("own"));
    let mut harness = desk::window(paths, [1440.0, 900.0], vec![Command::OpenFiles(vec![file])]);
    until(&mut harness, "it is open", |workspace| workspace.current_document().is_some() && workspace.is_idle());
    (folder, harness)
}

/// Opens the dialog by its name in the palette.
fn ask(harness: &mut Window) {
    keys(harness, "Ctrl+Shift+P");
    harness.get_by_role_and_label(Role::TextInput, "Command").type_text("export pairs");
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    harness.run_steps(4);
    assert!(harness.query_by_label("Export text and pairs").is_some(), "the dialog is there");
}

fn form_name(form: Form) -> String {
    format!("{}. {}", form.words(), form.good_for())
}

fn choose(harness: &mut Window, form: Form) {
    harness.get_by_role_and_label(Role::RadioButton, &form_name(form)).click_accesskit();
    harness.run_steps(4);
}

fn path(harness: &Window) -> String {
    harness.get_by_role_and_label(Role::TextInput, "Write to").value().expect("it has a path")
}

fn type_path(harness: &mut Window, path: &Path) {
    harness.get_by_role_and_label(Role::TextInput, "Write to").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Write to").type_text(&path.display().to_string());
    harness.run_steps(3);
}

/// A file as the program reads it again.
fn read(path: &Path) -> Document {
    let name = path.file_name().expect("it is a file").to_string_lossy();
    import::read(&fs::read(path).expect("it is there"), &name).expect("it is read")
}

/// The texts of a document, source first.
fn texts(document: &Document) -> [Vec<String>; 2] {
    SideName::BOTH.map(|side| {
        let passages = document.side(side).map(|side| &side.passages);
        passages.into_iter().flatten().map(|passage| passage.text.text().to_owned()).collect()
    })
}

#[test]
fn the_pairs_are_previewed_written_and_read_back() {
    let (folder, mut harness) = wide();
    keys(&mut harness, "A");
    ask(&mut harness);
    until_said(&mut harness, "7 pairs · 1 confirmed · 5 proposed");
    assert!(says(&harness, "1 without a partner"));
    assert!(says(&harness, "¶1.1 苏联政府在六月二十六日收到了声明。 On 26 June"), "the first pair is shown");
    assert_eq!(Path::new(&path(&harness)).extension(), Some("tmx".as_ref()));
    let file = folder.path().join("出去.tmx");
    type_path(&mut harness, &file);
    click(&mut harness, "Export");
    until_said(&mut harness, "and its pairs are exported");
    assert!(harness.query_by_label("Export text and pairs").is_none(), "the dialog is closed");
    assert!(says(&harness, &file.display().to_string()), "the notice names the file");
    let (ours, theirs) = (open(&harness), read(&file));
    assert_eq!(texts(&theirs), texts(&ours.document));
    let back = align(&theirs, &Progress::default()).expect("nobody cancels");
    let places = |beads: &[duizhao::model::Bead]| -> Vec<_> {
        beads.iter().map(|bead| (bead.source, bead.translation, bead.status)).collect()
    };
    assert_eq!(places(&back.beads), places(&ours.work.alignment.beads));
    assert_eq!(back.beads[0].status, Status::Confirmed);
}

#[test]
fn every_form_says_what_it_cannot_hold_and_ends_the_path() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Ctrl+E");
    for form in Form::ALL {
        choose(&mut harness, form);
        let name = form_name(form);
        let chosen = harness.get_by_role_and_label(Role::RadioButton, &name);
        assert_eq!(chosen.accesskit_node().toggled(), Some(Toggled::True), "{form:?}");
        assert!(path(&harness).ends_with(&format!(".{}", form.extension())), "{form:?}: {}", path(&harness));
        for sentence in cannot_hold(form) {
            assert!(says(&harness, sentence), "{form:?}: {sentence}");
        }
        assert_eq!(harness.query_by_label("Paragraph rows").is_some(), form.has_levels(), "{form:?}");
    }
    choose(&mut harness, Form::Csv);
    until_said(&mut harness, "3 rows · 2 proposed · 1 without a partner");
    click(&mut harness, "Sentence pairs");
    until_said(&mut harness, "7 pairs · 6 proposed");
    choose(&mut harness, Form::Beads);
    until_said(&mut harness, "¶1.2 [1]:[1]:");
}

#[test]
fn a_document_without_a_translation_leaves_as_far_as_the_form_goes() {
    let (folder, mut harness) = untranslated();
    keys(&mut harness, "Ctrl+E");
    until_said(&mut harness, "2 rows without a translation");
    assert!(!says(&harness, "has no translation"), "a document to print needs none");
    choose(&mut harness, Form::Tmx);
    assert!(says(&harness, "so the memory will hold no pair"));
    choose(&mut harness, Form::Html);
    let file = folder.path().join("出去.html");
    type_path(&mut harness, &file);
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    until_said(&mut harness, "“声明” is exported");
    assert_eq!(texts(&read(&file))[0], texts(&open(&harness).document)[0]);
}

#[test]
fn what_cannot_be_written_is_said_and_loses_nothing() {
    let (folder, mut harness) = wide();
    keys(&mut harness, "Ctrl+E");
    choose(&mut harness, Form::Csv);
    // A folder that is a file: that cannot be written to by whomever.
    let blocked = folder.path().join("不是文件夹");
    fs::write(&blocked, "原来的").expect("the folder is writable");
    type_path(&mut harness, &blocked.join("出去.csv"));
    click(&mut harness, "Export");
    until_said(&mut harness, "Something that is no folder");
    assert!(harness.query_by_label("Export text and pairs").is_some(), "the dialog waits");
    assert!(path(&harness).ends_with("出去.csv"), "what was typed is there");
    let itself: PathBuf = open(&harness).origin.files()[0].to_owned();
    let before = fs::read(&itself).expect("it is there");
    let library = harness.state().workspace().shelf.path.clone();
    for input in [&itself, &library] {
        type_path(&mut harness, input);
        click(&mut harness, "Export");
        until_said(&mut harness, "would replace what it is made from");
    }
    assert_eq!(fs::read(&itself).expect("it is there"), before);
    type_path(&mut harness, &blocked);
    click(&mut harness, "Export");
    until_said(&mut harness, "There is a file of that name");
    assert_eq!(fs::read_to_string(&blocked).expect("it is there"), "原来的");
    click(&mut harness, "Export");
    until_said(&mut harness, "and its pairs are exported");
    assert!(fs::read_to_string(&blocked).expect("it is there").contains("苏联政府"));
}

#[test]
fn no_key_reaches_the_text_behind_the_dialog() {
    let (_folder, mut harness) = untranslated();
    let selects = |harness: &mut Window| {
        keys(harness, "Ctrl+A");
        let offered = harness.query_by_role_and_label(Role::Button, "Highlight yellow").is_some();
        if harness.query_by_label("Cancel").is_some() {
            click(harness, "Cancel");
        }
        harness.run_steps(20);
        offered || harness.query_by_role_and_label(Role::Button, "Highlight yellow").is_some()
    };
    keys(&mut harness, "Ctrl+E");
    harness.get_by_role_and_label(Role::TextInput, "Write to").focus();
    harness.run_steps(2);
    click(&mut harness, "What this format cannot hold".to_uppercase().as_str());
    assert!(!selects(&mut harness), "the dialog has the keys");
    assert!(selects(&mut harness), "without it the text has them");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_the_dialog_stays() {
    let (folder, mut harness) = wide();
    keys(&mut harness, "Ctrl+E");
    type_path(&mut harness, Path::new("/dev/full"));
    click(&mut harness, "Export");
    until_said(&mut harness, "There is a file of that name");
    click(&mut harness, "Export");
    until_said(&mut harness, "The disk is full");
    let file = folder.path().join("还有地方.tmx");
    type_path(&mut harness, &file);
    click(&mut harness, "Export");
    until_said(&mut harness, "and its pairs are exported");
    assert_eq!(texts(&read(&file)), texts(&open(&harness).document));
}

#[cfg(unix)]
#[test]
fn a_dialog_that_is_closed_leaves_the_outcome_to_a_notice() {
    let (folder, mut harness) = wide();
    // A pipe that nobody reads yet is as slow as a disk can be.
    let pipe = folder.path().join("管道.tmx");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there");
    assert!(made.success());
    keys(&mut harness, "Ctrl+E");
    type_path(&mut harness, &pipe);
    click(&mut harness, "Export");
    until_said(&mut harness, "There is a file of that name");
    click(&mut harness, "Export");
    assert!(says(&harness, "Writing…"));
    keys(&mut harness, "Escape");
    assert!(harness.query_by_label("Export text and pairs").is_none(), "the window is free");
    assert!(!says(&harness, "are exported"));
    let reader = std::thread::Builder::new().spawn(move || fs::read(pipe)).expect("there is a thread");
    until_said(&mut harness, "and its pairs are exported");
    let bytes = reader.join().expect("it reads").expect("it is readable");
    assert!(String::from_utf8_lossy(&bytes).contains("苏联政府"));
}
