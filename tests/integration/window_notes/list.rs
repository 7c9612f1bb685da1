//! The list: its order, its keys, its filter, and text of others in it.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{Desk, note, three};

const FIRST: &str = "Comment at ¶1: 哪个政府？";

/// How the cards begin.
fn begin(desk: &Desk) -> Vec<String> {
    desk.cards()
        .into_iter()
        .map(|card| card.rsplit(": ").next().unwrap_or_default().chars().take(6).collect())
        .collect()
}

#[test]
fn notes_are_listed_in_the_order_of_the_text_and_lead_there() {
    let mut desk = Desk::new(&three());
    assert!(desk.harness.query_by_role_and_label(Role::Tab, "Notes 3").is_some(), "the tab counts them");
    assert_eq!(begin(&desk), ["哪个政府？", "The bo", "Rhetor"]);
    let jumps = |desk: &Desk| desk.open().jump.map(|jump| (jump.serial, jump.row));
    assert_eq!(jumps(&desk), None);
    let card = desk.cards()[2].clone();
    desk.choose(&card);
    let chosen = |desk: &Desk| desk.open().chosen_note.as_ref().map(|chosen| chosen.note.to_string());
    assert_eq!(chosen(&desk).as_deref(), Some("urn:x:c"));
    let first = jumps(&desk).expect("the reader was told to go");
    desk.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&desk).as_deref(), Some("urn:x:b"));
    desk.press(Modifiers::NONE, Key::ArrowUp);
    desk.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&desk).as_deref(), Some("urn:x:a"), "it ends at the first");
    assert_eq!(jumps(&desk), Some(first), "arrows stay in the list");
    desk.press(Modifiers::NONE, Key::Enter);
    let second = jumps(&desk).expect("the reader was told to go");
    assert!(second.0 > first.0 && second.1 < first.1);
    desk.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&desk).as_deref(), Some("urn:x:a"), "keys go to the text now");
}

#[test]
fn the_filter_finds_in_any_character_form_and_says_how_many() {
    let mut desk = Desk::new(&three());
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.type_into(Role::TextInput, "Filter the notes", "领土");
    desk.said("1 of 3 notes");
    assert_eq!(begin(&desk), ["The bo"]);
    desk.click("Clear the filter");
    assert_eq!(desk.cards().len(), 3);
    desk.click("Choices of the filter");
    for (choice, wanted, expected) in [
        ("Tag", "数字 · 2", "2 of 3 notes"),
        ("Side", "Both sides", "1 of 3 notes"),
        ("Tag", "All", "1 of 3 notes"),
        ("Side", "English", "1 of 3 notes"),
        ("State", "Resolved", "0 of 3 notes"),
    ] {
        desk.harness.get_by_role_and_label(Role::ComboBox, choice).click();
        desk.settle();
        desk.harness.get_all_by_label(wanted).last().expect("it is offered").click();
        desk.said(expected);
    }
    assert_eq!(desk.cards(), Vec::<String>::new());
    desk.click("Clear the filter");
    assert_eq!(desk.cards().len(), 3);
}

#[test]
fn keys_of_the_list_are_its_own() {
    let mut desk = Desk::new(&three());
    desk.choose(FIRST);
    desk.press(Modifiers::NONE, Key::C);
    assert!(desk.note("哪个").expect("it is there").resolved, "C settles the note, not the pair");
    assert!(desk.open().work.alignment.beads.iter().all(|bead| bead.status == duizhao::model::Status::Proposed));
    assert!(desk.sees("✔ Resolved"));
    desk.press(Modifiers::NONE, Key::C);
    assert!(!desk.note("哪个").expect("it is there").resolved);
    desk.press(Modifiers::NONE, Key::Delete);
    assert_eq!(desk.texts().len(), 2);
    assert!(desk.sees("The note was removed"));
    let chosen = desk.open().chosen_note.as_ref().map(|chosen| chosen.note.to_string());
    assert_eq!(chosen.as_deref(), Some("urn:x:b"), "the next one is chosen");
    desk.click("Undo");
    assert_eq!(desk.texts().len(), 3);
    assert!(!desk.sees("The note was removed"));
    desk.choose(FIRST);
    desk.press(Modifiers::NONE, Key::Delete);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.texts().len(), 3);
    assert!(!desk.sees("The note was removed"), "the way back goes with the edit");
}

#[test]
fn text_of_others_is_shown_and_does_nothing() {
    let hostile =
        "文 <script>alert(1)</script> a\u{202e}gpj.exe\u{7} ![图](https://a.org/t.png) [恶](javascript:x) 𠮷𠀀";
    let long = format!("{} [页](https://例子.org)", "群众囘來了，很长很长。\n".repeat(40_000));
    let mut desk = Desk::of_any_script(&[
        note("a", hostile, &["苏联政府"], &["\u{202e}=cmd"]),
        note("b", &long, &["边界局势"], &[]),
    ]);
    assert!(desk.sees("<script>alert(1)</script> a‹U+202E›gpj.exe‹U+0007› 图 恶"));
    assert!(desk.harness.query_by_role_and_label(Role::Link, "图").is_some(), "a picture is a link, and not fetched");
    assert!(desk.harness.query_by_role_and_label(Role::Link, "恶").is_none());
    assert!(desk.sees("‹U+202E›=cmd"));
    assert!(long.len() > 1_000_000);
    let show = desk.harness.get_by_label_contains("Show all (").rect();
    assert!(show.bottom() < 1000.0, "its beginning is short: {show:?}");
    desk.harness.get_by_label_contains("Show all (").click();
    desk.settle();
    let parts = desk.harness.query_all_by_label_contains("群众囘來了，很长").count();
    assert!((1..10).contains(&parts), "only what is seen is laid out: {parts}");
    desk.press(Modifiers::ALT, Key::Num1);
    desk.press(Modifiers::NONE, Key::End);
    let less = desk.harness.get_by_label("Show less").rect();
    assert!(less.top() > 0.0 && less.bottom() < 1000.0, "the end of it can be reached: {less:?}");
    desk.click("Show less");
    assert!(desk.sees("Show all ("), "{:?}", desk.cards());
}

#[test]
fn where_there_are_no_notes_the_panel_says_how_they_are_made() {
    let mut desk = Desk::new(&[]);
    assert!(desk.sees("No notes yet") && desk.harness.query_by_role_and_label(Role::Tab, "Notes").is_some());
    desk.click("Details");
    assert!(!desk.sees("No notes yet"));
    desk.press(Modifiers::ALT, Key::Num1);
    desk.click("Import notes…");
    assert!(desk.harness.query_by_role_and_label(Role::TextInput, "Path").is_some());
}
