//! Align mode, driven as a person drives it: by keys, by the names that a screen reader says, and by the mouse.

mod cutting; // where sentences and paragraphs begin, and what they are
mod going; // from pair to pair, settings, and back after a restart
mod grouping; // which sentences stand together
mod planted; // how many keys it takes to repair an alignment
mod proposing; // aligning the rest again

use std::path::{Path, PathBuf};

use duizhao::model::{SideName, Status};
use duizhao::workspace::{Command, Mode, OpenDocument, Paths, Setting};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::{self, Window, click, press, says, until, until_shown};

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
fn window(size: Vec2) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("声明.txt");
    std::fs::write(&file, TEXT).expect("the folder is writable");
    let harness = window_on(folder.path(), size, Some(file));
    (folder, harness)
}

/// A window in Align mode that writes to a folder, on a file or on what was open in it before.
fn window_on(folder: &Path, size: Vec2, file: Option<PathBuf>) -> Window {
    let paths = Paths::inside(folder.join("own"));
    let opening = file.map_or(Command::RestoreSession, |file| Command::OpenFiles(vec![file]));
    let mut harness = desk::window(paths, size, vec![Command::Set(Setting::Mode(Mode::Align)), opening]);
    until(&mut harness, "it is aligned", |workspace| {
        workspace.current_document().is_some_and(|open| open.aligned) && workspace.is_idle()
    });
    harness
}

pub(crate) fn wide() -> (tempfile::TempDir, Window) {
    let (folder, harness) = window(vec2(1440.0, 900.0));
    assert_eq!(pairs(&harness), START);
    (folder, harness)
}

pub(crate) fn open(harness: &Window) -> &OpenDocument {
    harness.state().workspace().current_document().expect("a document is open")
}

/// The pairs as `source:translation` by sentence numbers from 0, rows parted by bars; a tick after what is confirmed.
pub(crate) fn pairs(harness: &Window) -> String {
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

/// Presses keys as a test writes them: `J`, `Ctrl+Up`, `Shift+Down`.
pub(crate) fn keys(harness: &mut Window, all: &str) {
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

/// The address of the chosen pair, as the status bar says it.
fn address(harness: &Window) -> String {
    let labels = harness.query_all_by_role(Role::Label).filter_map(|label| {
        let name = label.value().or(label.accesskit_node().label())?;
        Some((label.rect().top(), name))
    });
    let names = labels.filter(|(_, name)| {
        name.strip_prefix('¶').is_some_and(|rest| rest.chars().all(|c| c == '.' || c.is_numeric()))
    });
    names.max_by(|one, other| one.0.total_cmp(&other.0)).map_or(String::new(), |(_, name)| name)
}

/// The box that holds a text, by what a screen reader says of it.
fn box_with<'a>(harness: &'a Window, text: &str) -> Node<'a> {
    let found = harness.query_all_by_role(Role::ListBoxOption);
    let mut found = found.filter(|one| one.accesskit_node().label().is_some_and(|label| label.contains(text)));
    found.find(|one| one.rect().left() > 230.0 && one.rect().right() < 1130.0).expect("the box is there")
}

/// Takes everything back.
fn undo_all(harness: &mut Window, what: &str) {
    for _ in 0..12 {
        if pairs(harness) == START {
            return;
        }
        keys(harness, "Ctrl+Z");
    }
    assert_eq!(pairs(harness), START, "{what} undone");
}

/// Chooses an entry of the menu by its name, as a screen reader does.
fn choose(harness: &mut Window, name: &str) {
    harness.get_by_label("Menu").click_accesskit();
    harness.run_steps(4);
    // The bar of keys has buttons of these names too, which are narrower.
    let mut entries = harness.query_all_by_role_and_label(Role::Button, name);
    let entry = entries.rfind(|entry| entry.rect().width() > 250.0);
    entry.unwrap_or_else(|| panic!("{name} is in the menu")).click_accesskit();
    drop(entries);
    harness.run_steps(4);
    assert!(harness.query_by_role_and_label(Role::Button, "Keyboard shortcuts").is_none(), "the menu has closed");
}
