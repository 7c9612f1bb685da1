//! Notes whose text changed: what moved is confirmed or not, what is lost is listed.

use duizhao::model::{SideName, Standing};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use serde_json::{Value, json};

use super::{Desk, note, three};

/// Three notes that stand, one that moved and one that is lost.
fn moved() -> Vec<Value> {
    let mut moved = note("m", "Which situation?", &["边界局势已经稳定下来"], &[]);
    moved["target"] = json!([{
        "source": "urn:x", "selector": {"type": "TextQuoteSelector", "exact": "边界局势已经穩固下来，群众囘来了"}
    }]);
    let mut all = three();
    all.extend([moved, note("l", "Gone", &["此处原文已经完全删去"], &[])]);
    all
}

#[test]
fn what_moved_is_shown_with_both_quotations_and_confirmed() {
    let mut desk = Desk::new(&moved());
    assert!(desk.sees("1 note moved, please confirm · 1 lost"));
    let before = desk.note("Which").expect("it is there");
    assert!(matches!(before.standing(), Standing::ToConfirm { .. }), "{before:?}");
    desk.click("Show what moved");
    desk.said("1 of 5 notes");
    assert!(desk.sees("Before") && desk.sees("Now"));
    assert!(desk.sees("边界局势已经穩固下来") && desk.sees("边界局势已经稳定下来"), "both are quoted");
    desk.click("Right here");
    let after = desk.note("Which").expect("it is there");
    assert_eq!(after.standing(), Standing::Sure);
    assert_eq!(after.targets[0].selector, before.targets[0].selector, "it stays where it was found");
    assert!(!desk.sees("please confirm"), "{:?}", desk.cards());
    assert!(desk.sees("1 note has lost its place"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(desk.sees("1 note moved, please confirm · 1 lost"));
}

#[test]
fn what_moved_to_the_wrong_place_is_kept_as_lost_by_a_key() {
    let mut desk = Desk::new(&moved());
    let card = desk.cards().into_iter().find(|card| card.contains("Which")).expect("it is listed");
    desk.choose(&card);
    assert!(desk.open().jump.is_some(), "one goes and looks");
    desk.press(Modifiers::NONE, Key::L);
    let after = desk.note("Which").expect("it is there");
    assert_eq!(after.standing(), Standing::Lost);
    let target = after.target(SideName::Source).expect("it says where it stood");
    assert_eq!(target.selector.exact, "边界局势已经穩固下来，群众囘来了", "it quotes what it was about");
    assert!(desk.sees("2 notes have lost their places"));
    desk.click("Show what is lost");
    desk.said("2 of 5 notes");
    let cards = desk.cards();
    assert!(cards.iter().all(|card| card.starts_with("Comment lost: ")), "{cards:?}");
    desk.harness.get_all_by_role_and_label(Role::Button, "Place again").next().expect("a way back").click();
    desk.settle();
    assert!(desk.sees("Select the text it is about now"));
    desk.click("Show all notes");
    assert_eq!(desk.cards().len(), 5);
}

#[test]
fn confirming_goes_from_one_to_the_next() {
    let mut all = moved();
    let mut second = note("n", "Which masses?", &["x"], &[]);
    second["target"] = json!([{
        "source": "urn:x", "selector": {"type": "TextQuoteSelector", "exact": "局势已經穩定下来了，羣众回來了"}
    }]);
    all.push(second);
    let mut desk = Desk::new(&all);
    let to_confirm = |desk: &Desk| {
        let notes = desk.open().work.annotations.values();
        notes.filter(|note| matches!(note.standing(), Standing::ToConfirm { .. })).count()
    };
    let count = to_confirm(&desk);
    assert!(count > 0);
    desk.click("Show what moved");
    let card = desk.cards()[0].clone();
    desk.choose(&card);
    for left in (0..count).rev() {
        desk.press(Modifiers::NONE, Key::Y);
        assert_eq!(to_confirm(&desk), left);
    }
}
