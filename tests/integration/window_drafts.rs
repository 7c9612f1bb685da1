//! Drafts in the window: typed beside text without a partner, below text that has one, and never lost.

use std::sync::Arc;
use std::time::Duration;

use duizhao::model::{Draft, SideName, Status, Work};
use duizhao::workspace::{Command, OpenDocument, Paths, ShelfState, Surroundings, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, MouseWheelUnit, Pos2, TouchPhase, ViewportEvent, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::{self, Window, click, press, until};

const CHINESE: &str = "领土问题很复杂。羣众囘来了。\n\n边界谈判的记录。\n\n主席没有意见。\n";
const OTHER: &str = "乙方不同意。\n";

/// A window with a library of its own, and the folder that both write to, which must be dropped after it.
fn window(commands: impl FnOnce(&std::path::Path) -> Vec<Command>) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let paths = Paths::inside(folder.path().join("own"));
    let commands = commands(folder.path());
    let mut harness = desk::window(paths, vec2(1200.0, 900.0), commands);
    until(&mut harness, "all is open", |workspace| {
        workspace.shelf.state == ShelfState::Open && workspace.current.is_some() && workspace.is_idle()
    });
    (folder, harness)
}

/// A window with the sample open and aligned.
fn sample() -> (tempfile::TempDir, Window) {
    window(|_| vec![Command::OpenSample])
}

/// A window with two documents in Chinese alone, the first of them shown.
fn chinese() -> (tempfile::TempDir, Window) {
    let (folder, mut harness) = window(|folder| {
        let files = [("领土", CHINESE), ("乙方", OTHER)].map(|(name, text)| {
            let file = folder.join(format!("{name}.txt"));
            std::fs::write(&file, text).expect("the folder is writable");
            file
        });
        vec![Command::OpenFiles(files.to_vec())]
    });
    until(&mut harness, "both are open", |workspace| workspace.documents.len() == 2 && workspace.is_idle());
    (folder, harness)
}

/// Opens the field for what has no partner, as a screen reader does: the middle of its frame may be on the words that
/// mark it as left out.
fn type_at(harness: &mut Window, name: &str) {
    harness.get_by_label(name).click_accesskit();
    harness.run_steps(4);
}

fn put_in(harness: &mut Window, event: Event) {
    harness.event(event);
    harness.step();
}

fn write(harness: &mut Window, text: &str) {
    put_in(harness, Event::Text(text.to_owned()));
}

/// Draws frames for as long as a pause takes.
fn pause(harness: &mut Window) {
    harness.run_steps(6);
}

fn shown(harness: &Window) -> &OpenDocument {
    harness.state().workspace().current_document().expect("a document is shown")
}

fn texts(work: &Work) -> Vec<&str> {
    work.drafts.values().map(|draft| draft.text.as_str()).collect()
}

fn drafts(harness: &Window) -> Vec<String> {
    texts(&shown(harness).work).into_iter().map(str::to_owned).collect()
}

fn only_draft(harness: &Window) -> Draft {
    let drafts = &shown(harness).work.drafts;
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    Draft::clone(drafts.values().next().expect("there is one"))
}

/// What the field holds, if one is open.
fn field(harness: &Window, name: &str) -> Option<String> {
    harness.query_by_role_and_label(Role::MultilineTextInput, name)?.value()
}

#[test]
fn a_translation_is_typed_beside_text_that_has_none_and_undone_as_one() {
    let (_folder, mut harness) = sample();
    type_at(&mut harness, "¶2 English: Not translated. Type one");
    write(&mut harness, "Water and forests: ");
    assert_eq!(drafts(&harness), Vec::<String>::new(), "nobody paused yet");
    pause(&mut harness);
    assert_eq!(drafts(&harness), ["Water and forests: "]);
    assert!(harness.query_by_label_contains("1 draft").is_some(), "the status bar counts");
    write(&mut harness, "say what you think.");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    // Letters that are commands elsewhere, with and without Shift.
    for (modifiers, key) in [(Modifiers::SHIFT, Key::T), (Modifiers::SHIFT, Key::U), (Modifiers::NONE, Key::L)] {
        press(&mut harness, modifiers, key);
    }
    write(&mut harness, "(seal)");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let draft = only_draft(&harness);
    assert_eq!(draft.text, "Water and forests: say what you think.\n(seal)");
    assert_eq!((draft.target.side, draft.target.selector.exact.as_str()), (SideName::Source, "請水利厅、林业厅提意見"));
    assert!(field(&harness, "Draft translation of ¶2").is_none(), "Escape ends it");
    assert!(
        harness.query_by_label_contains("Draft translation of ¶2: Water and forests").is_some(),
        "it is called a draft"
    );
    assert!(harness.query_by_label("¶2 English: Not translated. Type one").is_none());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(drafts(&harness), Vec::<String>::new(), "all of it was one step");
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(drafts(&harness).len(), 1);
}

#[test]
fn a_draft_is_changed_by_a_click_emptied_or_removed() {
    let (_folder, mut harness) = sample();
    type_at(&mut harness, "¶5 English: Not translated. Type one");
    write(&mut harness, "Foreign Office");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert_eq!(drafts(&harness), ["Foreign Office"], "what was typed in the frame that ended it is in it");
    assert!(field(&harness, "Draft translation of ¶5").is_none(), "with a translation beside it, nothing follows");
    let draft = |harness: &Window| {
        let found = harness.query_all_by_label_contains("Draft translation of ¶5").next();
        found.and_then(|node| node.accesskit_node().label())
    };
    let name = draft(&harness).expect("it is shown");
    click(&mut harness, &name);
    press(&mut harness, Modifiers::COMMAND, Key::End);
    write(&mut harness, " paper");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(drafts(&harness), ["Foreign Office paper"]);
    let name = draft(&harness).expect("it is shown");
    click(&mut harness, &name);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(drafts(&harness), Vec::<String>::new(), "a draft that says nothing is none");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(drafts(&harness), ["Foreign Office paper"]);
    click(&mut harness, "Remove the draft translation of ¶5");
    assert_eq!(drafts(&harness), Vec::<String>::new());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(drafts(&harness), ["Foreign Office paper"]);
}

#[test]
fn typing_goes_on_while_its_row_is_out_of_view() {
    let (_folder, mut harness) = sample();
    type_at(&mut harness, "¶2 English: Not translated. Type one");
    write(&mut harness, "Water");
    harness.hover_at(Pos2::new(500.0, 500.0));
    for _ in 0..30 {
        put_in(
            &mut harness,
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, -200.0),
                phase: TouchPhase::Move,
                modifiers: Modifiers::NONE,
                source: eframe::egui::MouseWheelSource::Wheel,
            },
        );
    }
    harness.run_steps(8);
    assert!(harness.query_by_label("¶2 Chinese").is_none(), "the row is out of view");
    assert_eq!(drafts(&harness), ["Water"], "and what was typed is kept");
    write(&mut harness, " c");
    pause(&mut harness);
    assert!(harness.query_by_label("¶2 Chinese").is_some(), "typing brings it back");
    assert_eq!(drafts(&harness), ["Water c"], "and no letter was taken for a command");
}

#[test]
fn what_is_typed_outlives_the_document_that_is_left_or_closed() {
    let (folder, mut harness) = chinese();
    press(&mut harness, Modifiers::NONE, Key::T);
    write(&mut harness, "The territory");
    let id = shown(&harness).id;
    press(&mut harness, Modifiers::CTRL, Key::Tab);
    assert_ne!(shown(&harness).id, id);
    let left = harness.state().workspace().document(id).expect("it is open");
    assert_eq!(texts(&left.work), ["The territory"]);
    // Another letter, and the document is closed in the same frame.
    press(&mut harness, Modifiers::NONE, Key::T);
    write(&mut harness, "Party B");
    harness.event(Event::Text(" objects".to_owned()));
    press(&mut harness, Modifiers::COMMAND, Key::W);
    until(&mut harness, "it is closed", |workspace| workspace.documents.len() == 1);
    let paths = Paths::inside(folder.path().join("own"));
    drop(harness);
    let mut workspace = Workspace::new(&paths, Arc::new(|| {}), Surroundings::system());
    workspace.dispatch(Command::OpenFiles(vec![folder.path().join("乙方.txt")]));
    for _ in 0..1500 {
        workspace.poll();
        if workspace.current_document().is_some_and(|open| open.key.is_some()) {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(texts(&workspace.current_document().expect("it is open").work), ["Party B objects"]);
}

#[test]
fn what_is_typed_is_kept_when_the_window_closes() {
    let (_folder, mut harness) = sample();
    type_at(&mut harness, "¶2 English: Not translated. Type one");
    write(&mut harness, "Water");
    assert_eq!(drafts(&harness), Vec::<String>::new());
    harness.input_mut().viewports.entry(eframe::egui::ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    harness.step();
    assert_eq!(drafts(&harness), ["Water"]);
}

#[test]
fn what_is_left_out_on_purpose_is_marked_and_taken_back() {
    let (_folder, mut harness) = sample();
    let statuses = |harness: &Window| {
        let alignment = &shown(harness).work.alignment;
        let row = alignment.rows.iter().find(|row| row.number == 2).expect("there is ¶2");
        alignment.row_status(row)
    };
    click(&mut harness, "Mark ¶2 as left out on purpose");
    assert_eq!(statuses(&harness), Status::LeftOut);
    assert!(harness.query_by_label("¶2 English: Left out on purpose").is_some());
    assert!(harness.query_by_label("¶2: Left out on purpose").is_some(), "the gutter tells");
    click(&mut harness, "Take back that ¶2 is left out");
    assert_eq!(statuses(&harness), Status::Proposed);
    press(&mut harness, Modifiers::NONE, Key::U);
    press(&mut harness, Modifiers::NONE, Key::L);
    assert_eq!(statuses(&harness), Status::LeftOut, "¶2 is the first untranslated row");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(statuses(&harness), Status::Proposed);
    press(&mut harness, Modifiers::NONE, Key::L);
    press(&mut harness, Modifiers::NONE, Key::T);
    assert_eq!(statuses(&harness), Status::Proposed, "who types a translation leaves nothing out");
    assert_eq!(field(&harness, "Draft translation of ¶2").as_deref(), Some(""));
}

#[test]
fn keys_lead_from_one_untranslated_row_to_the_next() {
    let (_folder, mut harness) = sample();
    let mut go = |modifiers, key| {
        press(&mut harness, modifiers, key);
        harness.run_steps(8);
        let open = shown(&harness);
        let jump = open.jump.expect("it went somewhere");
        open.work.alignment.rows[jump.row].number
    };
    assert_eq!([go(Modifiers::NONE, Key::U), go(Modifiers::NONE, Key::U), go(Modifiers::NONE, Key::U)], [2, 5, 14]);
    assert_eq!([go(Modifiers::SHIFT, Key::U), go(Modifiers::SHIFT, Key::U), go(Modifiers::SHIFT, Key::U)], [5, 2, 18]);
}

#[test]
fn another_wording_is_suggested_and_the_translation_stays() {
    let (_folder, mut harness) = sample();
    let before = shown(&harness).document.translation.clone();
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_role_and_label(Role::TextInput, "Go to row").type_text("8.1");
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(20);
    press(&mut harness, Modifiers::NONE, Key::S);
    let name = "Suggested wording of ¶8.1";
    let present = field(&harness, name).expect("the field is open");
    assert!(present.is_ascii() && present.len() > 20, "it begins with the words there are: {present}");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(drafts(&harness), Vec::<String>::new(), "the same words are no suggestion");
    press(&mut harness, Modifiers::NONE, Key::S);
    write(&mut harness, " So it is.");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let draft = only_draft(&harness);
    assert_eq!((draft.target.side, draft.text), (SideName::Translation, format!("{present} So it is.")));
    assert_eq!(draft.target.selector.exact, present);
    assert!(harness.query_all_by_label_contains(&format!("{name}: ")).next().is_some());
    assert_eq!(shown(&harness).document.translation, before);
    press(&mut harness, Modifiers::NONE, Key::S);
    assert_eq!(field(&harness, name), Some(format!("{present} So it is.")), "the same key changes it");
}

#[test]
fn a_document_without_translation_is_translated_row_by_row() {
    let (_folder, mut harness) = chinese();
    assert!(harness.query_by_label_contains("Not translated").is_none());
    click(&mut harness, "Type the translation here");
    assert!(harness.state().workspace().settings.drafting, "the choice is remembered");
    type_at(&mut harness, "¶1 English: Not translated. Type one");
    for text in ["The territorial question. The masses came back.", "Minutes.", "No objection."] {
        write(&mut harness, text);
        press(&mut harness, Modifiers::COMMAND, Key::Enter);
        harness.run_steps(6);
    }
    let open = shown(&harness);
    let mut found: Vec<(u32, &str, &str)> = open
        .work
        .drafts
        .values()
        .map(|draft| (draft.target.selector.start, draft.target.selector.exact.as_str(), draft.text.as_str()))
        .collect();
    found.sort_unstable();
    let found: Vec<(&str, &str)> = found.into_iter().map(|(_, source, text)| (source, text)).collect();
    assert_eq!(
        found,
        [
            ("领土问题很复杂。羣众囘来了。", "The territorial question. The masses came back."),
            ("边界谈判的记录。", "Minutes."),
            ("主席没有意见。", "No objection.")
        ]
    );
    assert!(harness.query_by_role(Role::MultilineTextInput).is_none(), "after the last row it ends");
    press(&mut harness, Modifiers::NONE, Key::U);
    assert!(harness.query_by_label_contains("Nothing is left without a translation").is_some());
    click(&mut harness, "Type the translation here");
    assert!(!harness.state().workspace().settings.drafting);
    let shown = harness.query_all_by_label_contains("Draft translation of ¶1: The territorial").count();
    assert_eq!(shown, 1, "without the column drafts stand below the text");
}

#[test]
fn a_single_sentence_is_translated_and_the_rest_of_its_row_asks_on() {
    let (_folder, mut harness) = chinese();
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::SHIFT, Key::T);
    assert!(harness.state().workspace().settings.drafting, "typing brings the column");
    write(&mut harness, "The territorial question is complicated.");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(only_draft(&harness).target.selector.exact, "领土问题很复杂。");
    assert!(harness.query_by_label("¶1.2 English: Not translated. Type one").is_some());
    click(&mut harness, "Mark ¶1.2 as left out on purpose");
    let open = shown(&harness);
    assert_eq!(open.work.alignment.beads[1].status, Status::LeftOut);
    assert!(harness.query_by_label("¶1.2 English: Left out on purpose").is_some());
}

#[test]
fn text_of_others_is_shown_not_obeyed_and_what_is_too_long_is_said() {
    let (_folder, mut harness) = sample();
    type_at(&mut harness, "¶2 English: Not translated. Type one");
    write(&mut harness, "Water. ");
    put_in(&mut harness, Event::Paste("水".repeat(350_000)));
    harness.step();
    assert_eq!(field(&harness, "Draft translation of ¶2").as_deref(), Some("Water. "), "nothing is cut in silence");
    put_in(&mut harness, Event::Paste("a\u{202e}txt.exe\r\n\u{1b}[31m".to_owned()));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(drafts(&harness), ["Water. a\u{202e}txt.exe\n\u{1b}[31m"], "it is kept as it was put in");
    let name = "Draft translation of ¶2: Water. a�txt.exe �[31m";
    assert!(harness.query_by_label(name).is_some(), "and shown by a sign");
}

#[test]
fn an_input_method_composes_in_the_field() {
    let (_folder, mut harness) = chinese();
    press(&mut harness, Modifiers::NONE, Key::T);
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    put_in(&mut harness, preedit("ling tu"));
    pause(&mut harness);
    assert_eq!(drafts(&harness), Vec::<String>::new(), "what is composed is not typed yet");
    put_in(&mut harness, Event::Ime(ImeEvent::Commit("领土".to_owned())));
    pause(&mut harness);
    assert_eq!(drafts(&harness), ["领土"]);
}
