//! Where sentences and paragraphs begin, and what they are.

use duizhao::model::PassageKind;
use eframe::egui::vec2;
use egui_kittest::kittest::NodeT as _;

use super::{START, Window, address, box_with, choose, keys, open, pairs, says, undo_all, wide};

#[test]
fn a_click_says_where_a_sentence_is_cut() {
    let (_folder, mut harness) = wide();
    let rect = box_with(&harness, "他们在北京住了九天").rect();
    // After four characters or so.
    let at = rect.left_top() + vec2(10.0 + 4.2 * 15.5, 16.0);
    harness.hover_at(at);
    harness.run_steps(2);
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run_steps(4);
    assert_eq!(address(&harness), "¶2.2");
    keys(&mut harness, "C Shift+ArrowRight Shift+ArrowLeft Enter");
    assert_eq!(pairs(&harness), "0:0 1:1 2:2 | 3:3 4,5:4 6:5 | 7:-");
    let first = box_with(&harness, "Chinese 1 of 2: 他们在").accesskit_node().label().expect("it has a name");
    assert!(first.chars().count() < "¶2.2 Chinese 1 of 2: 他们在北京住了".chars().count() + 1, "{first}");
}

#[test]
fn what_a_paragraph_is_can_be_said() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "End T");
    assert!(says(&harness, "What is this paragraph?"));
    keys(&mut harness, "1");
    let kind = |harness: &Window| open(harness).document.source.passages.last().map(|one| one.kind);
    assert_eq!(kind(&harness), Some(PassageKind::Heading));
    keys(&mut harness, "T P");
    assert_eq!(open(&harness).document.source.passages.len(), 2, "a page number is no text");
    assert_eq!(pairs(&harness), "0:0 1:1 2:2 | 3:3 4:4 5:5");
    undo_all(&mut harness, "kinds");
}

#[test]
fn every_cut_is_a_key_a_name_in_the_menu_and_a_step_of_undo() {
    let (_folder, mut harness) = wide();
    for (names, gesture, expected) in [
        (&["Cut the sentence…", "Cut the sentence here"][..], "C Enter", "0:0 1:1 2:2 | 3:3 4,5:4 6:5 | 7:-"),
        (&["Cut the sentence…", "Cut nothing"], "C Escape", START),
        (&["Join with the next sentence"], "Shift+C", START),
    ] {
        for by_name in [false, true] {
            keys(&mut harness, "Home ArrowLeft J J J J");
            if by_name {
                for name in names {
                    choose(&mut harness, name);
                }
            } else {
                keys(&mut harness, gesture);
            }
            assert_eq!(pairs(&harness), expected, "{gesture}");
            undo_all(&mut harness, gesture);
        }
    }
    for by_name in [false, true] {
        keys(&mut harness, "Home ArrowLeft J J J J C");
        let before = open(&harness).document.source.passages.len();
        if by_name {
            choose(&mut harness, "Cut the paragraph here");
        } else {
            keys(&mut harness, "P");
        }
        assert_eq!(open(&harness).document.source.passages.len(), before + 1, "a paragraph more");
        if by_name {
            choose(&mut harness, "Join the paragraph with the one above");
        } else {
            keys(&mut harness, "Shift+J");
        }
        assert_eq!(open(&harness).document.source.passages.len(), before, "and joined again");
        undo_all(&mut harness, "the paragraphs");
        assert_eq!(open(&harness).document.source.passages.len(), before);
    }
}
