//! The Search tab: typing, going to what was found with mouse and keys, this document and the whole library.

use std::fs;
use std::path::Path;

use duizhao::workspace::{Command, LeftTab, Paths, RightTab, Saving};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::{self, Window, until};
use super::search::MILL;

const TEXTS: [&str; 2] = [
    "领土问题\n\n苏联政府收到了囘信。羣衆都覩見了。\n\n边界局势已经稳定下来。\n\n\
     A Question of Territory\n\nThe Soviet Government received the reply. The masses saw it.\n\nThe border has become quiet.\n",
    "天气\n\n今天边界下雪。\n\nThe Weather\n\nIt snows at the border today.\n",
];

/// A window on a library with two documents, both open.
fn window(folder: &Path) -> Window {
    window_on(folder, &[("0.txt", TEXTS[0]), ("1.txt", TEXTS[1])])
}

/// A window on a library with these documents, all open.
fn window_on(folder: &Path, texts: &[(&str, &str)]) -> Window {
    let files: Vec<_> = texts.iter().map(|(name, _)| folder.join(name)).collect();
    for (file, (_, text)) in files.iter().zip(texts) {
        fs::write(file, text).expect("the folder is writable");
    }
    let paths = Paths::inside(folder.join("own"));
    let mut harness = desk::window(paths, vec2(1200.0, 800.0), vec![Command::OpenFiles(files)]);
    until(&mut harness, "all is open and kept", |workspace| {
        let is_kept = |id| workspace.saving(id) == Saving::Saved;
        workspace.shelf.documents.len() == texts.len()
            && workspace.documents.len() == texts.len()
            && workspace.is_idle()
            && workspace.documents.iter().all(|open| open.key.is_some() && is_kept(open.id))
    });
    harness
}

/// Types into the search, which has the keyboard, and waits for the answer.
fn search(harness: &mut Window, typed: &str) {
    harness.get_by_role_and_label(Role::TextInput, "Search for").type_text(typed);
    harness.run_steps(3);
    until(harness, "there is an answer", |workspace| {
        !workspace.search.is_underway && workspace.search.answer.as_ref().is_some_and(|answer| answer.typed == typed)
    });
}

/// The hits of the list by what a screen reader says, from the top.
fn listed(harness: &Window) -> Vec<String> {
    desk::listed(harness, Role::ListBoxOption)
}

fn place(harness: &Window) -> (String, Option<(usize, Option<usize>)>) {
    let open = harness.state().workspace().current_document().expect("one is shown");
    (open.document.title.clone(), open.jump.map(|jump| (jump.row, jump.pair)))
}

#[test]
fn what_is_found_in_the_document_is_gone_to_with_the_keys() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(folder.path());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    assert_eq!(harness.state().workspace().settings.left_tab, LeftTab::Search);
    search(&mut harness, "the");
    assert!(harness.query_by_label("3 found").is_some());
    let hits = listed(&harness);
    assert!(hits[0].starts_with("¶2.1, The Soviet Government"), "{hits:?}");
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(place(&harness), ("领土问题".to_owned(), Some((1, Some(1)))));
    // Enter left the keyboard in the field: one can go on from there.
    harness.key_press(Key::ArrowDown);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(place(&harness).1, Some((2, None)));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.run_steps(4);
    assert_eq!(place(&harness).1, Some((1, Some(1))));
    harness.key_press(Key::F3);
    harness.run_steps(4);
    assert_eq!(place(&harness).1, Some((2, None)));
    // What is typed anew takes the place of what was typed.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    search(&mut harness, "没有");
    assert!(harness.query_by_label("Nothing was found").is_some());
    assert_eq!(listed(&harness), Vec::<String>::new());
}

#[test]
fn the_whole_library_is_searched_and_a_document_opened_where_it_stands() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(folder.path());
    let ids: Vec<_> = harness.state().workspace().documents.iter().map(|open| open.id).collect();
    let titles: Vec<_> = harness.state().workspace().documents.iter().map(|open| open.document.title.clone()).collect();
    harness.get_by_label("Library").click();
    harness.run_steps(4);
    harness.get_by_label(&format!("Close {}", titles[0])).click();
    until(&mut harness, "one is closed", |workspace| workspace.documents.len() == 1);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run_steps(4);
    search(&mut harness, "邊界 borders");
    let hits = listed(&harness);
    assert!(harness.query_by_label("2 found in 2 documents").is_some(), "{hits:?}");
    let hit = hits.iter().find(|hit| hit.contains("稳定下来")).expect("it is listed").clone();
    let item =
        harness.get_all_by_role(Role::ListBoxOption).find(|one| one.accesskit_node().label().as_deref() == Some(&hit));
    item.expect("it is drawn").click();
    until(&mut harness, "it is open", |workspace| {
        workspace.documents.len() == 2 && workspace.is_idle() && workspace.current != Some(ids[1])
    });
    until(&mut harness, "it is there", |workspace| {
        workspace.current_document().is_some_and(|open| open.jump.is_some())
    });
    assert_eq!(place(&harness), ("领土问题".to_owned(), Some((2, None))));
    // The next hit is in the other document, which is open.
    harness.key_press(Key::F3);
    harness.run_steps(6);
    assert_eq!(harness.state().workspace().current, Some(ids[1]));
    assert_eq!(place(&harness).1.map(|(row, _)| row), Some(1));
    harness.get_by_label("This document").click();
    harness.run_steps(4);
    until(&mut harness, "the document is searched", |workspace| {
        !workspace.search.is_underway
            && workspace.search.answer.as_ref().is_some_and(|answer| answer.groups[0].title == titles[1])
    });
    assert_eq!(listed(&harness).len(), 1);
}

#[test]
fn what_is_selected_is_searched_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window(folder.path());
    let cell = harness.get_by_label("¶1 Chinese").rect();
    // The heading has four characters; the drag goes over two of them.
    let ends = [cell.left_top() + vec2(2.0, 18.0), cell.left_top() + vec2(40.0, 18.0)];
    for (at, pressed) in
        [(ends[0], Some(true)), (ends[0].lerp(ends[1], 0.5), None), (ends[1], None), (ends[1], Some(false))]
    {
        harness.event(Event::PointerMoved(at));
        if let Some(pressed) = pressed {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        harness.step();
    }
    harness.run_steps(8);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run_steps(4);
    until(&mut harness, "there is an answer", |workspace| {
        workspace.search.answer.as_ref().is_some_and(|answer| answer.typed == "领土" && answer.documents == 1)
    });
    assert!(listed(&harness).iter().any(|hit| hit.starts_with("¶1, 领土问题")), "{:?}", listed(&harness));
}

#[test]
fn a_footnote_is_found_and_gone_to_and_what_is_known_shows_in_details() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut harness = window_on(folder.path(), &[("mill.wikitext", MILL), ("0.txt", TEXTS[0])]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    search(&mut harness, "書局");
    let hits = listed(&harness);
    assert!(
        hits.len() == 1 && hits[0].starts_with("¶1.1 Footnote 1, 青石镇志，東街書局，1931年, 东街三号的风车[1]"),
        "{hits:?}"
    );
    harness.get_by_label(&hits[0]).click();
    harness.run_steps(4);
    assert_eq!(place(&harness), ("青石风车".to_owned(), Some((0, Some(0)))));
    // A line of the infobox, in the whole library; the document that has it is shown, and Details at the line.
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    harness.run_steps(4);
    search(&mut harness, "溪口");
    assert_eq!(listed(&harness), ["Location, 溪口"]);
    assert_ne!(harness.state().workspace().settings.right_tab, RightTab::Details);
    harness.key_press(Key::F3);
    harness.run_steps(6);
    assert_eq!(harness.state().workspace().settings.right_tab, RightTab::Details);
    assert!(harness.query_by_label("溪口").is_some());
    // F3 goes on from the text to the footnotes, and round.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    search(&mut harness, "东街");
    let labels: Vec<String> =
        listed(&harness).iter().filter_map(|hit| Some(hit.split(',').next()?.to_owned())).collect();
    assert_eq!(labels, ["¶1.1", "¶3", "¶1.1 Footnote 1"]);
    for expected in [(0, Some(0)), (2, None), (0, Some(0)), (0, Some(0)), (2, None)] {
        harness.key_press(Key::F3);
        harness.run_steps(4);
        assert_eq!(place(&harness).1, Some(expected));
    }
}
