//! Align mode, driven as a person drives it: by keys, by the names that a screen reader says, and by the mouse.

use std::sync::Arc;
use std::time::Duration;

use duizhao::model::{SideName, Status};
use duizhao::ui::App;
use duizhao::workspace::{Command, Mode, OpenDocument, Paths, Setting, Surroundings, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Two paragraphs of three sentences each, and one that nobody translated. What meets is plain: numbers and names.
const TEXT: &str = "苏联政府在六月二十六日收到了声明。中国政府没有回答。边界上有六万七千人。\n\n\
    On 26 June the Soviet Government received the statement. The Chinese Government did not answer. \
    There were 67,000 people at the border.\n\n\
    代表团共有十二人。他们在北京住了九天，八月九日回到莫斯科。会谈没有结果。\n\n\
    The delegation had 12 members. They stayed in Beijing for nine days and returned to Moscow on 9 August. \
    The talks had no result.\n\n\
    抄送外交部。\n";

/// How the pairs of that text stand when it is aligned.
const START: &str = "0:0 1:1 2:2 | 3:3 4:4 5:5 | 6:-";

/// A window in Align mode on [`TEXT`], and the folder it writes to, which must be dropped after it.
fn window(size: Vec2) -> (tempfile::TempDir, Harness<'static, App>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("声明.txt");
    std::fs::write(&file, TEXT).expect("the folder is writable");
    let paths = Paths::inside(folder.path().join("own"));
    let mut harness = Harness::builder().with_size(size).with_max_steps(64).build_eframe(move |creation| {
        let mut workspace = Workspace::new(&paths, Arc::new(|| {}), Surroundings::system());
        workspace.dispatch(Command::Set(Setting::Mode(Mode::Align)));
        workspace.dispatch(Command::OpenFiles(vec![file]));
        App::new(&creation.egui_ctx, workspace)
    });
    until(&mut harness, "it is aligned", |harness| {
        harness.state().workspace().current_document().is_some_and(|open| open.aligned)
            && harness.state().workspace().is_idle()
    });
    (folder, harness)
}

pub(crate) fn wide() -> (tempfile::TempDir, Harness<'static, App>) {
    let (folder, harness) = window(vec2(1440.0, 900.0));
    assert_eq!(pairs(&harness), START);
    (folder, harness)
}

/// Draws frames until `condition` holds: workers take the time they take.
pub(crate) fn until(harness: &mut Harness<'_, App>, what: &str, condition: impl Fn(&Harness<'_, App>) -> bool) {
    for _ in 0..1500 {
        harness.step();
        if condition(harness) {
            harness.run_steps(3);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited in vain until {what}");
}

pub(crate) fn open<'a>(harness: &'a Harness<'_, App>) -> &'a OpenDocument {
    harness.state().workspace().current_document().expect("a document is open")
}

/// The pairs as `source:translation` by sentence numbers from 0, rows parted by bars; a tick after what is confirmed.
pub(crate) fn pairs(harness: &Harness<'_, App>) -> String {
    let alignment = &open(harness).work.alignment;
    let rows = alignment.rows.iter().map(|row| {
        let beads = alignment.beads[row.beads.range()].iter().map(|bead| {
            let part = |side: SideName| match bead.part(side).range() {
                range if range.is_empty() => "-".to_owned(),
                range => range.map(|nth| nth.to_string()).collect::<Vec<_>>().join(","),
            };
            let said = match bead.status {
                Status::Confirmed => "✔",
                Status::Review => "?",
                Status::LeftOut => "∅",
                _ => "",
            };
            format!("{}:{}{said}", part(SideName::Source), part(SideName::Translation))
        });
        beads.collect::<Vec<_>>().join(" ")
    });
    rows.collect::<Vec<_>>().join(" | ")
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

/// Presses keys as a test writes them: `J`, `Ctrl+Up`, `Shift+Down`.
pub(crate) fn keys(harness: &mut Harness<'_, App>, all: &str) {
    for name in all.split_whitespace() {
        let mut modifiers = Modifiers::NONE;
        let mut key = name;
        while let Some((held, rest)) = key.split_once('+') {
            modifiers |= match held {
                "Ctrl" => Modifiers::COMMAND,
                "Shift" => Modifiers::SHIFT,
                "Alt" => Modifiers::ALT,
                _ => panic!("{held} is no modifier"),
            };
            key = rest;
        }
        press(harness, modifiers, Key::from_name(key).unwrap_or_else(|| panic!("{key} is no key")));
    }
}

fn click(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(4);
}

/// The address in the status bar.
fn address(harness: &Harness<'_, App>) -> String {
    let found = harness.query_all_by_role(Role::Label).filter_map(|label| label.accesskit_node().value());
    let mut found = found.filter(|label| label.starts_with('¶') && !label.contains([' ', ',', ':']));
    found.next_back().unwrap_or_default()
}

fn says(harness: &Harness<'_, App>, text: &str) -> bool {
    harness.query_by_label_contains(text).is_some()
}

#[test]
fn every_gesture_is_a_key_and_a_step_of_undo() {
    let (_folder, mut harness) = wide();
    for (what, to, gesture, expected) in [
        ("merge up", "J", "Backspace", "0,1:0,1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("merge down", "J", "Delete", "0:0 1,2:1,2 | 3:3 4:4 5:5 | 6:-"),
        ("merge several", "Shift+Down Shift+Down", "Backspace", "0,1,2:0,1,2 | 3:3 4:4 5:5 | 6:-"),
        ("first up", "J Right", "Ctrl+ArrowUp", "0:0,1 1:- 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("last down", "Right", "Ctrl+ArrowDown", "0:- 1:0,1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("take from below", "Right", "Ctrl+Shift+ArrowDown", "0:0,1 1:- 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("take from above", "J Right", "Ctrl+Shift+ArrowUp", "0:- 1:0,1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("unpair", "J", "U", "0:0 1:- -:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("swap", "J", "X", "0:0 1:2 2:1 | 3:3 4:4 5:5 | 6:-"),
        ("confirm", "", "A", "0:0✔ 1:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("review", "", "F", "0:0? 1:1 2:2 | 3:3 4:4 5:5 | 6:-"),
        ("left out", "End", "L", "0:0 1:1 2:2 | 3:3 4:4 5:5 | 6:-∅"),
    ] {
        keys(&mut harness, "Home Left");
        keys(&mut harness, to);
        keys(&mut harness, gesture);
        assert_eq!(pairs(&harness), expected, "{what}");
        for _ in 0..8 {
            if pairs(&harness) == START {
                break;
            }
            keys(&mut harness, "Ctrl+Z");
        }
        assert_eq!(pairs(&harness), START, "{what} undone");
    }
}

#[test]
fn reading_and_aligning_stand_at_the_same_pair() {
    let (_folder, mut harness) = wide();
    keys(&mut harness, "Home J");
    assert_eq!(address(&harness), "¶1.2");
    assert!(says(&harness, "0 confirmed (0 %)"), "the status bar counts");
    keys(&mut harness, "F6");
    harness.run_steps(30);
    assert_eq!(harness.state().workspace().settings.mode, Mode::Read);
    assert_eq!(address(&harness), "¶1.2");
    keys(&mut harness, "F6");
    assert_eq!(address(&harness), "¶1.2");
    click(&mut harness, "Paragraphs");
    assert_eq!(address(&harness), "¶1");
}
