//! Which sentences stand together: every gesture by its key and by its name in the menu, by keys in a row, and by the mouse.

use duizhao::model::SideName;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use super::{START, Window, box_with, choose, keys, open, pairs, says, undo_all, wide};

#[test]
fn what_is_done_to_one_pair_is_done_to_none_of_several() {
    let (_folder, mut harness) = wide();
    for key in ["U", "S", "Ctrl+ArrowDown", "Ctrl+Shift+ArrowUp", "Enter", "Insert", "M"] {
        keys(&mut harness, "Home Shift+ArrowDown Shift+ArrowDown");
        keys(&mut harness, key);
        assert_eq!(pairs(&harness), START, "{key}");
        assert!(says(&harness, "This is done to one pair, and 3 are chosen"), "{key}");
    }
    keys(&mut harness, "X");
    assert!(says(&harness, "Two pairs can be swapped, and 3 are chosen"));
    keys(&mut harness, "Home Shift+ArrowDown X");
    assert!(pairs(&harness).starts_with("0:1 1:0 2:2"), "two that are chosen are swapped: {}", pairs(&harness));
    undo_all(&mut harness, "the swap");
    keys(&mut harness, "Home Shift+ArrowDown Escape J U");
    assert_ne!(pairs(&harness), START, "Escape goes back to one");
}

#[test]
fn every_gesture_is_a_key_a_name_in_the_menu_and_a_step_of_undo() {
    let (_folder, mut harness) = wide();
    for (name, to, gesture, expected) in [
        ("Merge with the pair above", "J", "Backspace", "0,1:0,1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("Merge with the pair below", "J", "Delete", "0:0 1,2:1,2 | 3:3 4:4 5:5 | 6:-"),
        ("First sentence up", "J ArrowRight", "Ctrl+ArrowUp", "0:0,1 1:- 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("Last sentence down", "ArrowRight", "Ctrl+ArrowDown", "0:- 1:0,1 2:2 | 3:3 4:4 5:5 | 6:-"),
        (
            "Take the next sentence from below",
            "ArrowRight",
            "Ctrl+Shift+ArrowDown",
            "0:0,1 1:- 2:2 | 3:3 4:4 5:5 | 6:-",
        ),
        (
            "Take the last sentence from above",
            "J ArrowRight",
            "Ctrl+Shift+ArrowUp",
            "0:- 1:0,1 2:2 | 3:3 4:4 5:5 | 6:-",
        ),
        ("Push down, as far as there is room", "J ArrowRight", "Enter", "0:0 1:- 2:1 3:2 4:3 5:4 6:5"),
        ("Pull up into the gap", "J ArrowRight", "Shift+Enter", "0:0,1 1:2 2:3 3:4 4:5 5:- | 6:-"),
        ("Insert an empty row: column down", "J ArrowRight", "Insert", "0:0 1:- 2:1 3:2 4:3 5:4 6:5"),
        ("Unpair", "J", "U", "0:0 1:- -:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("Swap order with the pair below", "J", "X", "0:0 1:2 2:1 | 3:3 4:4 5:5 | 6:-"),
        ("Confirm the pair", "", "A", "0:0✔ 1:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("Confirm, then to the next to look at", "", "Shift+A", "0:0✔ 1:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("Mark the pair for review", "", "F", "0:0? 1:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("Left out on purpose", "End", "L", "0:0 1:1 2:2 | 3:3 4:4 5:5 | 6:-∅"),
        ("Begin a row with this pair", "J", "Shift+S", "0:0 | 1:1 2:2 | 3:3 4:4 5:5 | 6:-"),
    ] {
        let start = |harness: &mut Window| keys(harness, &format!("Home ArrowLeft {to}"));
        start(&mut harness);
        keys(&mut harness, gesture);
        assert_eq!(pairs(&harness), expected, "{name}");
        keys(&mut harness, "Ctrl+Z");
        assert_eq!(pairs(&harness), START, "{name} is one step");
        keys(&mut harness, "Ctrl+Shift+Z");
        assert_eq!(pairs(&harness), expected, "{name} again");
        keys(&mut harness, "Ctrl+Z");
        start(&mut harness);
        choose(&mut harness, name);
        assert_eq!(pairs(&harness), expected, "{name} from the menu");
        keys(&mut harness, "Ctrl+Z");
        assert_eq!(pairs(&harness), START, "{name} from the menu is one step");
    }
}

#[test]
fn a_column_is_moved_by_any_number_and_back() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J ArrowRight M");
    harness.get_by_role(Role::TextInput).type_text("2");
    harness.run_steps(3);
    keys(&mut harness, "Enter");
    assert_eq!(pairs(&harness), "0:0 1:- 2:- 3:1 4:2 5:3 6:4 -:5");
    keys(&mut harness, "Shift+Insert");
    assert_eq!(pairs(&harness), "0:0 1:- 2:1 3:2 4:3 5:4 6:5", "an empty row is taken out");
    keys(&mut harness, "K J Shift+Enter");
    assert_eq!(pairs(&harness), START, "a gap is pulled shut from the pair that has it");
    undo_all(&mut harness, "the columns");
}

#[test]
fn what_a_gesture_made_is_confirmed_together() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J Backspace S");
    assert_eq!(pairs(&harness), START);
    assert!(says(&harness, "2 pairs came of this"));
    keys(&mut harness, "A");
    assert_eq!(pairs(&harness), "0:0✔ 1:1✔ 2:2 | 3:3 4:4 5:5 | 6:-");
    keys(&mut harness, "Ctrl+Z");
    assert_eq!(pairs(&harness), START, "in one step");
    undo_all(&mut harness, "the split");
    keys(&mut harness, "Home J Backspace S J A");
    assert_eq!(pairs(&harness), "0:0 1:1 2:2✔ | 3:3 4:4 5:5 | 6:-", "not from elsewhere");
}

#[test]
fn gestures_of_several_keys() {
    let (_folder, mut harness) = wide();
    for (what, gesture, expected) in [
        ("merge several", "Shift+ArrowDown Shift+ArrowDown Backspace", "0,1,2:0,1,2 | 3:3 4:4 5:5 | 6:-"),
        ("split again what was merged", "J Backspace S", START),
        ("split before the chosen ones", "J Backspace Delete ArrowDown S", "0,1:0,1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("cut a sentence", "J J J J C Enter", "0:0 1:1 2:2 | 3:3 4,5:4 6:5 | 7:-"),
        ("cut it with another key", "J J J J C C", "0:0 1:1 2:2 | 3:3 4,5:4 6:5 | 7:-"),
        ("cut nothing", "J J J J C Escape", START),
        ("cut and join", "J J J J C Enter ArrowUp Shift+C", START),
        ("cut, and move the rest", "J J J J C Enter Ctrl+ArrowDown", "0:0 1:1 2:2 | 3:3 4:4 5,6:5 | 7:-"),
        ("a sentence of one box is cut by S too", "J J J J S Enter", "0:0 1:1 2:2 | 3:3 4,5:4 6:5 | 7:-"),
        ("confirm two", "A A", "0:0✔ 1:1✔ 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("confirm several at once", "Shift+ArrowDown Shift+ArrowDown A", "0:0✔ 1:1✔ 2:2✔ | 3:3 4:4 5:5 | 6:-"),
        ("take a confirmation back", "A K A", START),
        ("begin a row and join it again", "J Shift+S Shift+J Right Shift+J", START),
    ] {
        keys(&mut harness, "Home Left");
        keys(&mut harness, gesture);
        assert_eq!(pairs(&harness), expected, "{what}");
        undo_all(&mut harness, what);
    }
}

#[test]
fn two_sentences_at_any_distance_are_marked_and_paired() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Space");
    assert!(says(&harness, "Chinese 1 of 1, marked: 苏联政府"), "the mark shows");
    assert!(says(&harness, "choose its partner in the translation"));
    keys(&mut harness, "Escape");
    assert!(!says(&harness, ", marked"), "Escape lets go of it");
    keys(&mut harness, "Space J J Right Space");
    let alignment = &open(&harness).work.alignment;
    let bead = alignment.bead_of(SideName::Source, 0).expect("it is there");
    assert_eq!(alignment.beads[bead].translation.range(), 2..3, "{}", pairs(&harness));
    assert!(!says(&harness, ", marked"), "the mark has done its work");
    assert!(says(&harness, "crosses another pair"), "a crossing is said in words");
    undo_all(&mut harness, "pairing");
}

#[test]
fn what_is_refused_is_said_beside_the_pair_and_nowhere_else() {
    let (_folder, mut harness) = wide();
    for (gesture, why) in [
        ("Home Backspace", "Nothing stands above ¶1.1"),
        ("End Delete", "Nothing stands below"),
        ("End U", "¶3 has one side alone"),
        ("Home J Alt+ArrowUp", "is in the way"),
        ("Home L", "has both sides"),
        ("Home Shift+C", "The two sentences stand in two pairs"),
    ] {
        keys(&mut harness, gesture);
        assert!(says(&harness, why), "{gesture}: {why}");
        assert_eq!(pairs(&harness), START, "{gesture}");
        assert!(harness.state().workspace().notices.is_empty(), "{gesture} is no notice");
        keys(&mut harness, "J");
        assert!(!says(&harness, why), "it is said until the next key");
    }
}

#[test]
fn rows_of_paragraphs_are_corrected_with_the_same_keys() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "P Home J Backspace");
    assert_eq!(pairs(&harness), "0:0 1:1 2:2 3:3 4:4 5:5 | 6:-");
    keys(&mut harness, "Ctrl+Z End Ctrl+ArrowUp");
    assert_eq!(pairs(&harness), "0:0 1:1 2:2 | 3:3 4:4 5:5 6:-");
    undo_all(&mut harness, "paragraphs");
}

#[test]
fn a_sentence_is_dragged_to_another_pair_and_onto_its_partner() {
    let (_folder, mut harness) = wide();
    let middle = |harness: &Window, text: &str| box_with(harness, text).rect().center();
    let drag = |harness: &mut Window, from: &str, to: &str| {
        let (from, to) = (middle(harness, from), middle(harness, to));
        harness.drag_at(from);
        harness.run_steps(2);
        harness.hover_at(from.lerp(to, 0.5));
        harness.run_steps(2);
        harness.hover_at(to);
        harness.run_steps(2);
        harness.drop_at(to);
        harness.run_steps(4);
    };
    drag(&mut harness, "did not answer", "received the statement");
    assert_eq!(pairs(&harness), "0:0,1 1:- 2:2 | 3:3 4:4 5:5 | 6:-", "to the pair above");
    undo_all(&mut harness, "the drag");
    keys(&mut harness, "Home J U");
    drag(&mut harness, "received the statement", "67,000 people");
    assert_eq!(pairs(&harness), "0:0 1:- -:1 2:2 | 3:3 4:4 5:5 | 6:-", "something stands between");
    assert!(says(&harness, "¶1.3 stands between, with translation of its own"));
    drag(&mut harness, "67,000 people", "did not answer");
    assert_eq!(pairs(&harness), "0:0 1:- -:1,2 2:- | 3:3 4:4 5:5 | 6:-", "to the pair above");
    keys(&mut harness, "Ctrl+Z");
    drag(&mut harness, "边界上有", "苏联政府在");
    assert!(says(&harness, "¶1.2 stands between, with source text of its own"));
    keys(&mut harness, "Home J J Ctrl+ArrowUp");
    drag(&mut harness, "did not answer", "received the statement");
    assert_eq!(pairs(&harness), "0:0,1 1:- 2:2 | 3:3 4:4 5:5 | 6:-", "past a pair that has nothing there");
    undo_all(&mut harness, "the drag from afar");
    drag(&mut harness, "苏联政府在", "67,000 people");
    let alignment = &open(&harness).work.alignment;
    let bead = alignment.bead_of(SideName::Source, 0).expect("it is there");
    assert_eq!(alignment.beads[bead].translation.range(), 2..3, "onto its partner");
    undo_all(&mut harness, "the pairing");
}
