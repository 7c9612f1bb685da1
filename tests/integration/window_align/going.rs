//! Going through the work: from pair to pair, what confirming does, what is left, and the same place afterwards.

use duizhao::workspace::{AfterConfirm, AlignLevel, Mode};
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, address, click, keys, pairs, says, wide, window, window_on};

#[test]
fn the_place_is_kept_between_reading_and_aligning() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "J J J J");
    assert_eq!(address(&harness), "¶2.2");
    keys(&mut harness, "F6");
    assert_eq!(harness.state().workspace().settings.mode, Mode::Read);
    assert_eq!(address(&harness), "¶2.2");
    assert!(harness.query_by_label("Pairs").is_none(), "the rows are shown");
    keys(&mut harness, "ArrowRight");
    click(&mut harness, "Align");
    assert_eq!(address(&harness), "¶2.3");
    keys(&mut harness, "P");
    assert_eq!(harness.state().workspace().settings.align_level, AlignLevel::Paragraphs);
    assert_eq!(address(&harness), "¶2");
    click(&mut harness, "Sentences");
    assert_eq!(address(&harness), "¶2.3", "the sentence that was left");
    keys(&mut harness, "P K P");
    assert_eq!(address(&harness), "¶1.1", "the first sentence of another paragraph");
}

#[test]
fn going_through_the_work_needs_no_mouse() {
    let (_folder, mut harness) = wide();
    assert!(says(&harness, "7 pairs · 0 confirmed (0 %) · 1 to review"));
    keys(&mut harness, "Home N");
    assert_eq!(address(&harness), "¶3", "to review is what has no partner");
    keys(&mut harness, "L");
    assert!(says(&harness, "7 pairs · 1 confirmed (14 %)"));
    keys(&mut harness, "N");
    assert!(says(&harness, "Nothing is to review"));
    keys(&mut harness, "Home J F Home 1");
    assert_eq!(address(&harness), "¶1.2", "what was marked for review");
    keys(&mut harness, "3");
    assert_eq!(address(&harness), "¶1.3", "the next unconfirmed");
    assert!(says(&harness, "Next unconfirmed"), "the button says what N looks for");
    keys(&mut harness, "Shift+N Shift+N");
    assert_eq!(address(&harness), "¶1.1", "what is marked for review is not confirmed either");
    keys(&mut harness, "4");
    assert_eq!(address(&harness), "¶3", "not 1 : 1");
    keys(&mut harness, "6");
    assert!(says(&harness, "Nothing is with a note"));
}

#[test]
fn confirming_goes_on_as_the_settings_say() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J F Home A");
    assert_eq!(address(&harness), "¶1.2", "the pair below");
    keys(&mut harness, "Ctrl+Z Home J J J F Home 1 Home");
    let set = |harness: &mut Window, name: &str| {
        click(harness, "Menu");
        harness.get_by_label_contains(name).click();
        harness.run_steps(4);
    };
    set(&mut harness, "After confirming");
    assert_eq!(harness.state().workspace().settings.after_confirm, AfterConfirm::NextWanted);
    keys(&mut harness, "A");
    assert_eq!(address(&harness), "¶1.2", "the next to review");
    set(&mut harness, "Confirming a pair");
    assert!(harness.state().workspace().settings.confirm_above);
    keys(&mut harness, "Home J J J J A");
    assert_eq!(pairs(&harness), "0:0✔ 1:1? 2:2✔ | 3:3? 4:4✔ 5:5 | 6:-", "all above but what was marked");
}

#[test]
fn the_settings_of_confirming_are_in_the_settings_window_and_last() {
    let (folder, mut harness) = wide();
    keys(&mut harness, "Ctrl+Comma");
    click(&mut harness, "Confirms all above it too");
    click(&mut harness, "Goes on to the next to look at");
    let settings = |harness: &Window| {
        let settings = &harness.state().workspace().settings;
        (settings.confirm_above, settings.after_confirm)
    };
    assert_eq!(settings(&harness), (true, AfterConfirm::NextWanted));
    drop(harness);
    let harness = window_on(folder.path(), vec2(1440.0, 900.0), None);
    assert_eq!(settings(&harness), (true, AfterConfirm::NextWanted));
}

#[test]
fn the_place_is_kept_down_to_the_pair_when_the_program_starts_again() {
    let (folder, mut harness) = wide();
    keys(&mut harness, "Home J J J J");
    assert_eq!(address(&harness), "¶2.2");
    drop(harness);
    let harness = window_on(folder.path(), vec2(1440.0, 900.0), None);
    assert_eq!(address(&harness), "¶2.2");
}

#[test]
fn every_key_of_the_mode_can_be_reached_without_the_mouse() {
    let (_folder, mut harness) = wide();
    // Chosen from afar: a mark stays while going elsewhere, by any way of going.
    keys(&mut harness, "Home Space G");
    harness.get_by_role(Role::TextInput).type_text("2.2");
    harness.run_steps(3);
    keys(&mut harness, "Enter");
    harness.run_steps(10);
    assert_eq!(address(&harness), "¶2.2");
    keys(&mut harness, "ArrowRight Space");
    assert!(says(&harness, "crosses another pair"));
    keys(&mut harness, "Ctrl+Z End PageUp Home PageDown F6");
    assert_eq!(harness.state().workspace().settings.mode, Mode::Read);
}

#[test]
fn the_list_says_what_is_left_and_leads_there() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home A A A J F");
    for entry in ["¶2 3 pairs, 1 to review", "¶1 3 pairs", "¶3 抄送外交部。"] {
        assert!(harness.query_by_label(entry).is_some(), "{entry}");
    }
    click(&mut harness, "¶3 抄送外交部。");
    assert_eq!(address(&harness), "¶3");
    click(&mut harness, "¶2 3 pairs, 1 to review");
    assert_eq!(address(&harness), "¶2.2");
}

#[test]
fn the_bar_of_keys_does_what_it_says_and_stays_in_its_place() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J");
    click(&mut harness, "Merge with the pair above");
    assert_eq!(pairs(&harness), "0,1:0,1 2:2 | 3:3 4:4 5:5 | 6:-");
    for size in [vec2(1440.0, 900.0), vec2(1024.0, 700.0), vec2(640.0, 420.0), vec2(2200.0, 900.0)] {
        let (_folder, mut harness) = window(size);
        keys(&mut harness, "C");
        for keys_pressed in ["Escape", "C"] {
            keys(&mut harness, keys_pressed);
            let bottom = size.y - 28.0;
            let buttons: Vec<_> = harness
                .query_all_by_role(Role::Button)
                .filter(|one| one.rect().top() > bottom - 80.0 && one.rect().bottom() < bottom)
                .map(|one| (one.accesskit_node().label().unwrap_or_default(), one.rect()))
                .collect();
            assert!(buttons.len() >= 2, "{size}: {buttons:?}");
            for (nth, (name, rect)) in buttons.iter().enumerate() {
                assert!(rect.left() >= 0.0 && rect.right() <= size.x, "{name} at {size}: {rect}");
                for (other, beside) in &buttons[nth + 1..] {
                    assert!(!rect.shrink(0.5).intersects(beside.shrink(0.5)), "{name} and {other} at {size}");
                }
            }
        }
    }
}
