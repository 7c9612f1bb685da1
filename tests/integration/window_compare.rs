//! Comparing with a colleague's file in the window: asked for by its name in the palette, gone through by keys.

use std::fs;

use duizhao::export::bitext::{Form, written};
use duizhao::model::{Alignment, Correction, HunkState, Scene, Unit, Work};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::{Window, until_shown};
use super::window_align::{keys, open, pairs, wide};

/// The window, compared with a file in which the first two pairs are one and the last two of another row are one.
fn compared() -> (tempfile::TempDir, Window) {
    let (folder, mut harness) = wide();
    let mut theirs = Alignment::clone(&open(&harness).work.alignment);
    for bead in [1, 4] {
        let document = &*open(&harness).document;
        let work = Work::of(theirs.clone().into());
        let scene = Scene { parsed: document, document, work: &work };
        let merged = Correction::MergeUp(Unit::Bead(bead)).apply(&scene).expect("there is one above");
        theirs = Alignment::clone(&merged.alignment);
    }
    let file = folder.path().join("同事.tmx");
    let bytes = written(Form::Tmx, None, &open(&harness).document, &theirs, "").bytes;
    fs::write(&file, bytes).expect("the folder is writable");
    keys(&mut harness, "Ctrl+Shift+P");
    harness.get_by_role_and_label(Role::TextInput, "Command").type_text("compare with");
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&file.display().to_string());
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    until_shown(&mut harness, "it is compared", |harness| open(harness).proposal.is_some());
    (folder, harness)
}

#[test]
fn differences_are_gone_through_by_keys_and_their_figures_copied() {
    let (_folder, mut harness) = compared();
    let start = pairs(&harness);
    assert!(harness.query_by_label("Compared with 同事.tmx").is_some());
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_some());
    assert!(harness.query_by_label_contains("IN 同事.TMX").is_some(), "the file is named above its pairs");
    assert!(harness.query_by_label_contains("Cohen’s kappa").is_some());
    assert!(harness.query_by_label_contains("0 taken, 0 left, 2 to decide").is_some());
    harness.get_by_label("Copy report").click();
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let copied = commands.iter().any(|command| {
        matches!(command, eframe::egui::OutputCommand::CopyText(text) if text.contains("compared with 同事.tmx"))
    });
    assert!(copied, "{commands:?}");
    keys(&mut harness, "N");
    assert!(harness.query_by_label_contains("Difference 2 of 2").is_some());
    keys(&mut harness, "T");
    assert_eq!(pairs(&harness), "0:0 1:1 2:2 | 3:3 4,5:4,5 | 6:-");
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_some(), "it goes on with what waits");
    keys(&mut harness, "Ctrl+Z");
    assert!(harness.query_by_label_contains("Difference 2 of 2").is_some(), "undo shows what it has taken back");
    assert_eq!(pairs(&harness), start);
    keys(&mut harness, "Ctrl+Shift+Z ArrowUp L");
    let states = open(&harness).proposal.as_ref().map(|proposal| proposal.states.clone());
    assert_eq!(states, Some(vec![HunkState::Left, HunkState::Taken]));
    keys(&mut harness, "Escape");
    assert!(harness.query_by_label("Compared with 同事.tmx").is_none());
    keys(&mut harness, "Ctrl+Z");
    assert_eq!(pairs(&harness), start);
}

#[test]
fn the_reasons_of_the_pair_in_a_difference_are_told_and_nothing_can_be_said_of_it() {
    let (_folder, mut harness) = compared();
    keys(&mut harness, "W");
    for key in ["N", "N", "ArrowUp", "D", "End", "D"] {
        keys(&mut harness, key);
        until_shown(&mut harness, "the reasons are told", |harness| {
            harness.query_by_label("Looking for what met…").is_none()
        });
        let is_comparing = harness.query_by_label_contains("Difference ").is_some();
        let can_be_confirmed = harness.query_by_role_and_label(Role::Button, "Confirm").is_some();
        assert_ne!(is_comparing, can_be_confirmed, "after {key}");
    }
}

#[test]
fn whoever_goes_to_a_row_sees_it_and_comes_back_to_the_differences() {
    let (_folder, mut harness) = compared();
    keys(&mut harness, "G");
    harness.get_by_role_and_label(Role::TextInput, "Go to row").type_text("2");
    harness.run_steps(2);
    keys(&mut harness, "Enter");
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_none(), "the row is shown");
    assert!(harness.query_by_label_contains("The differences are set aside").is_some());
    keys(&mut harness, "F6 F6 D");
    assert!(harness.query_by_label_contains("Difference ").is_some());
}

#[test]
fn the_bar_leads_back_to_differences_that_were_set_aside() {
    let (_folder, mut harness) = compared();
    keys(&mut harness, "D");
    let name = "Differences, or the pairs meanwhile";
    let words = |harness: &Window| harness.get_by_label("Map of the pairs").accesskit_node().description();
    assert_eq!(words(&harness).as_deref(), Some("2 differences to decide, 1 no partner"));
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_some());
    keys(&mut harness, "Escape");
    assert!(harness.query_by_role_and_label(Role::Button, name).is_none(), "where nothing differs it is not there");
    assert_eq!(words(&harness).as_deref(), Some("1 no partner"));
}

#[test]
fn pairs_that_differ_are_marked_while_the_differences_are_set_aside() {
    let (_folder, mut harness) = compared();
    keys(&mut harness, "D");
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_none(), "the pairs are shown");
    for name in ["¶1.1", "¶1.2"] {
        assert!(harness.query_by_label(&format!("{name} stands in difference 1 of 2")).is_some(), "{name}");
    }
    assert!(harness.query_by_label_contains("¶1.3 stands").is_none(), "where nothing differs there is no mark");
    harness.get_by_label("¶2.2 stands in difference 2 of 2").click();
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Difference 2 of 2").is_some(), "a click goes there");
    keys(&mut harness, "T D");
    assert!(harness.query_by_label_contains("stands in difference 2").is_none(), "what is decided is not marked");
    // Work goes on meanwhile, and the key goes to the difference of the chosen pair.
    keys(&mut harness, "End F Home D");
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_some());
    // A click on the mark of the strip goes there too.
    keys(&mut harness, "End D");
    let strip = harness.get_by_label("Map of the pairs").rect();
    let at = eframe::egui::pos2(strip.right() - 5.0, strip.top() + 2.0);
    harness.hover_at(at);
    harness.run_steps(2);
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Difference 1 of 2").is_some());
    keys(&mut harness, "Escape D");
    assert!(harness.query_by_label_contains("There are no differences").is_some());
}
