//! Aligning the rest again: what would be otherwise is proposed, and taken or left.

use duizhao::workspace::Workspace;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{START, choose, keys, open, pairs, says, until, until_shown, wide};

#[test]
fn aligning_the_rest_again_is_proposed_and_taken_or_left() {
    let (_folder, mut harness) = wide();
    // A gap that is closed again by hand leaves pairs that nobody weighed, and wrong ones.
    keys(&mut harness, "Home J Right Enter");
    let pushed = pairs(&harness);
    keys(&mut harness, "K J Shift+ArrowUp Shift+ArrowUp");
    keys(&mut harness, "R");
    until_shown(&mut harness, "it is proposed or said that nothing differs", |harness| {
        says(harness, "Difference 1 of") || says(harness, "stays as it is")
    });
    assert!(says(&harness, "Difference 1 of 1"), "{pushed}");
    assert!(says(&harness, "As it is: ") && says(&harness, "As it would be: "), "both are shown");
    keys(&mut harness, "L");
    assert!(says(&harness, "Left as it is"));
    keys(&mut harness, "L T");
    assert!(says(&harness, "Taken · 1 taken, 0 left, all decided"));
    assert_ne!(pairs(&harness), pushed);
    keys(&mut harness, "Ctrl+Z");
    assert_eq!(pairs(&harness), pushed);
    assert!(says(&harness, "Not decided"), "taken back it is open again");
    keys(&mut harness, "Escape");
    assert!(!says(&harness, "Difference 1 of 1"), "Escape ends it");
    assert_eq!(pairs(&harness), pushed, "and changes nothing");
}

#[test]
fn who_goes_on_working_keeps_the_pairs_when_the_differences_come() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J ArrowRight Enter Home");
    let pushed = pairs(&harness);
    // Both within a frame, so that nothing can have come in between.
    for key in [Key::R, Key::J] {
        harness.key_press_modifiers(Modifiers::NONE, key);
    }
    until_shown(&mut harness, "it is proposed", |harness| open(harness).proposal.is_some());
    assert!(says(&harness, "D shows the differences"));
    assert!(!says(&harness, "Difference 1 of"), "the pairs are still there");
    keys(&mut harness, "ArrowLeft T");
    assert!(says(&harness, "What is this paragraph?"), "a key does what it does with pairs");
    keys(&mut harness, "Escape");
    assert_eq!(pairs(&harness), pushed);
    keys(&mut harness, "D");
    assert!(says(&harness, "Difference 1 of 1"));
}

#[test]
fn what_is_typed_while_a_dialog_opens_does_nothing_to_the_pairs() {
    let (_folder, mut harness) = wide();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    for key in [Key::A, Key::U, Key::M] {
        harness.key_press_modifiers(Modifiers::NONE, key);
    }
    harness.run_steps(4);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Command").is_some(), "the palette is open");
    assert_eq!(pairs(&harness), START);
}

#[test]
fn the_button_beside_the_pair_proposes_too() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J ArrowRight Enter");
    let pushed = pairs(&harness);
    keys(&mut harness, "F6 W");
    harness.get_by_label("Align the rest again").click();
    until_shown(&mut harness, "it is proposed", |harness| says(harness, "Difference 1 of 1"));
    assert_eq!(pairs(&harness), pushed, "nothing has changed yet");
    keys(&mut harness, "T Escape");
    assert_ne!(pairs(&harness), pushed);
}

#[test]
fn the_sentences_of_one_row_are_aligned_again_by_key_and_by_name() {
    let (_folder, mut harness) = wide();
    // The pairs of the paragraph become one, and the row below is wrong too.
    for by_key in [true, false] {
        keys(&mut harness, "Home Shift+ArrowDown Shift+ArrowDown Backspace End K K ArrowRight Ctrl+ArrowUp Home");
        let spoilt = pairs(&harness);
        assert!(spoilt.starts_with("0,1,2:0,1,2 | "), "{spoilt}");
        if by_key {
            keys(&mut harness, "Shift+R");
        } else {
            choose(&mut harness, "Realign the sentences of this row");
        }
        until(&mut harness, "it is aligned", Workspace::is_idle);
        let (_, below) = spoilt.split_once(" | ").expect("there are rows");
        assert_eq!(pairs(&harness), format!("0:0 1:1 2:2 | {below}"), "the row below stays as it is");
        assert_eq!(open(&harness).history.undo_label(), Some("alignment of the sentences of ¶1"));
        keys(&mut harness, "Shift+R");
        until(&mut harness, "it is aligned", Workspace::is_idle);
        assert!(says(&harness, "the sentences of ¶1 stand as they did"));
        keys(&mut harness, "Ctrl+Z");
        assert_eq!(pairs(&harness), spoilt);
        keys(&mut harness, "Ctrl+Z Ctrl+Z");
        assert_eq!(pairs(&harness), START);
    }
}
