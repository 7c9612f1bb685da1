//! Writing in the list: what is typed stays, whatever happens meanwhile.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use duizhao::model::{Colour, Motivation};
use duizhao::workspace::{Command, NoteChange, Paths, Surroundings, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable as _;

use super::{Desk, note, three};

const FIRST: &str = "Comment at ¶1: 哪个政府？";
const FIELD: &str = "Text of the note";

impl Desk {
    /// Opens the fields of the first note and types at the end of its text.
    fn type_more(&mut self, text: &str) {
        self.choose(FIRST);
        self.press(Modifiers::NONE, Key::E);
        self.type_into(Role::MultilineTextInput, FIELD, text);
    }

    fn undo_label(&self) -> Option<String> {
        self.open().history.undo_label().map(str::to_owned)
    }
}

#[test]
fn what_is_typed_is_kept_at_a_pause_and_is_one_step_of_undo() {
    let mut desk = Desk::new(&three());
    desk.type_more("指苏联。");
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？", "nobody has paused yet");
    desk.harness.run_steps(8);
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？指苏联。", "two seconds are a pause");
    desk.harness.event(Event::Ime(ImeEvent::Commit("对吗？".to_owned())));
    desk.harness.run_steps(2);
    desk.press(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？指苏联。对吗？");
    assert!(desk.harness.query_by_role_and_label(Role::MultilineTextInput, FIELD).is_none(), "the fields are gone");
    assert_eq!(desk.undo_label().as_deref(), Some("change of a note"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？");
    assert_eq!(desk.undo_label(), None, "all of it was one step");
}

#[test]
fn what_is_typed_is_kept_when_the_document_changes_or_closes() {
    let mut desk = Desk::new(&three());
    desk.type_more("一");
    desk.press(Modifiers::CTRL, Key::Tab);
    assert_ne!(desk.harness.state().workspace().current, Some(desk.open().id));
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？一");
    desk.press(Modifiers::CTRL, Key::Tab);
    desk.harness.get_by_role_and_label(Role::ListItem, "Comment at ¶1: 哪个政府？一").click();
    desk.settle();
    desk.press(Modifiers::NONE, Key::E);
    desk.type_into(Role::MultilineTextInput, FIELD, "二");
    desk.press(Modifiers::COMMAND, Key::W);
    assert_eq!(desk.harness.state().workspace().documents.len(), 1);
    let file = desk.folder.path().join("声明.txt");
    let reopened = |workspace: &Workspace| workspace.documents.len() == 2 && workspace.is_idle();
    desk.press(Modifiers::COMMAND, Key::O);
    desk.type_into(Role::TextInput, "Path", &file.display().to_string());
    desk.press(Modifiers::NONE, Key::Enter);
    desk.until("it is open again", reopened);
    desk.until("its notes are there", |workspace| workspace.documents.iter().all(|open| open.key.is_some()));
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？一二");
}

#[test]
fn what_is_typed_is_kept_when_the_window_or_the_panel_closes() {
    let mut desk = Desk::new(&three());
    desk.type_more("一");
    desk.press(Modifiers::NONE, Key::F10);
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？一");
    desk.press(Modifiers::NONE, Key::F10);
    desk.harness.get_by_role_and_label(Role::ListItem, "Comment at ¶1: 哪个政府？一").click();
    desk.settle();
    desk.press(Modifiers::NONE, Key::E);
    desk.type_into(Role::MultilineTextInput, FIELD, "二");
    let viewport = desk.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
    viewport.events.push(ViewportEvent::Close);
    desk.harness.step();
    assert_eq!(desk.note("哪个").expect("it is there").text, "哪个政府？一二");
}

#[test]
fn a_note_is_given_kind_colour_and_tags() {
    let mut desk = Desk::new(&three());
    desk.choose(FIRST);
    desk.click("Edit");
    desk.harness.get_by_label("Kind: Comment").click();
    desk.settle();
    desk.harness.get_all_by_label("Question").last().expect("it is offered").click();
    desk.settle();
    desk.click("Green");
    let now = desk.note("哪个").expect("it is there");
    assert_eq!((&now.motivation, now.colour), (&Motivation::Questioning, Some(Colour::Green)));
    desk.click("Green");
    assert_eq!(desk.note("哪个").expect("it is there").colour, None);
    desk.harness.get_by_role_and_label(Role::TextInput, "Add a tag").focus();
    desk.type_into(Role::TextInput, "Add a tag", "术");
    desk.settle();
    desk.harness.get_by_role_and_label(Role::Button, "术语").click();
    desk.settle();
    assert_eq!(desk.note("哪个").expect("it is there").tags, ["数字", "术语"], "tags in use are offered");
    desk.type_into(Role::TextInput, "Add a tag", "地名，人");
    desk.type_into(Role::TextInput, "Add a tag", "名");
    desk.press(Modifiers::NONE, Key::Escape);
    assert_eq!(
        desk.note("哪个").expect("it is there").tags,
        ["数字", "术语", "地名", "人名"],
        "what was typed is a tag"
    );
    desk.click("Edit");
    desk.click("Remove the tag 地名");
    assert_eq!(desk.note("哪个").expect("it is there").tags, ["数字", "术语", "人名"]);
}

#[test]
fn a_note_is_answered_and_the_answer_is_one_step() {
    let mut desk = Desk::new(&three());
    desk.choose(FIRST);
    desk.press(Modifiers::NONE, Key::R);
    desk.type_into(Role::MultilineTextInput, "Reply", "苏联");
    desk.harness.run_steps(8);
    let answer = desk.note("苏联").expect("it was kept at the pause");
    assert_eq!(
        (answer.author.as_str(), answer.reply_to.as_ref().map(ToString::to_string).as_deref()),
        ("王", Some("urn:x:a"))
    );
    desk.settle();
    desk.type_into(Role::MultilineTextInput, "Reply", "政府");
    desk.click("Done");
    assert_eq!(desk.note("苏联").expect("it is there").text, "苏联政府");
    let cards = desk.cards();
    assert_eq!(cards[1], "Reply at ¶1: 苏联政府".replace(" at ¶1", ""), "{cards:?}");
    assert_eq!(desk.texts().len(), 4);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!((desk.texts().len(), desk.undo_label()), (3, None));
}

#[test]
fn the_name_is_asked_for_once_and_signs_what_is_being_written() {
    let mut desk = Desk::with_settings(&three(), Vec::new());
    assert!(!desk.sees("Sign your notes"));
    desk.choose(FIRST);
    desk.press(Modifiers::NONE, Key::R);
    assert!(desk.sees("Sign your notes with your name?"));
    desk.type_into(Role::TextInput, "Sign your notes with your name?", " 李明 ");
    desk.click("Sign my notes");
    assert_eq!(desk.harness.state().workspace().settings.author, "李明");
    assert!(!desk.sees("Sign your notes"));
    desk.type_into(Role::MultilineTextInput, "Reply", "好");
    desk.click("Done");
    assert_eq!(desk.note("好").expect("it is there").author, "李明");
    desk.click("Text and theme…");
    let field = desk.harness.get_by_role_and_label(Role::TextInput, "YOUR NAME, FOR NOTES");
    assert_eq!(field.value().as_deref(), Some("李明"));

    let mut shy = Desk::with_settings(&three(), Vec::new());
    shy.choose(FIRST);
    shy.press(Modifiers::NONE, Key::E);
    shy.click("Without a name");
    shy.press(Modifiers::NONE, Key::Escape);
    shy.press(Modifiers::NONE, Key::E);
    assert!(!shy.sees("Sign your notes"), "it is not asked again");
    assert_eq!(shy.harness.state().workspace().settings.author, "");
}

/// Another window on the same library, which changes the first note there.
fn elsewhere(desk: &Desk, change: impl Fn(duizhao::workspace::DocumentId, duizhao::model::AnnotationId) -> Command) {
    let (sender, woken) = channel();
    let mut paths = Paths::inside(desk.folder.path().join("other"));
    paths.library = Paths::inside(desk.folder.path().join("own")).library;
    let wake = move || sender.send(()).unwrap_or_default();
    let mut workspace = Workspace::new(&paths, Arc::new(wake), Surroundings::system());
    workspace.dispatch(Command::OpenFiles(vec![desk.folder.path().join("声明.txt")]));
    let wait = |workspace: &mut Workspace, done: &dyn Fn(&Workspace) -> bool| {
        workspace.poll();
        while !done(workspace) {
            woken.recv_timeout(Duration::from_mins(1)).expect("it is done in time");
            workspace.poll();
        }
    };
    wait(&mut workspace, &|workspace| {
        workspace.is_idle() && workspace.documents.first().is_some_and(|open| !open.work.annotations.is_empty())
    });
    let open = &workspace.documents[0];
    let note = open.work.annotations.keys().next().expect("it has notes").clone();
    let id = open.id;
    workspace.dispatch(change(id, note));
    wait(&mut workspace, &|workspace| workspace.saving(id) == duizhao::workspace::Saving::Saved);
}

fn to_theirs(document: duizhao::workspace::DocumentId, note: duizhao::model::AnnotationId) -> Command {
    Command::ChangeNote { document, note, change: NoteChange::Text("他们写的".to_owned()) }
}

#[test]
fn what_two_people_write_is_put_side_by_side() {
    for (choice, expected) in [
        ("Keep yours", &["Rhetorical, kept", "The **border** of 領土", "哪个政府？我写的"][..]),
        ("Take theirs", &["Rhetorical, kept", "The **border** of 領土", "他们写的"]),
        ("Keep both", &["Rhetorical, kept", "The **border** of 領土", "他们写的", "哪个政府？我写的"]),
    ] {
        // With a pause, what was typed is on its way when theirs comes; without one it is not.
        for open in [Desk::new, Desk::without_pause] {
            let mut desk = open(&three());
            desk.type_more("我写的");
            elsewhere(&desk, to_theirs);
            desk.said("Somebody changed this note while you were writing");
            assert!(desk.sees("他们写的") && desk.sees("Yours") && desk.sees("Theirs"));
            desk.click(choice);
            desk.settle();
            assert_eq!(desk.texts(), expected, "{choice}");
        }
    }
}

#[test]
fn what_is_typed_outlives_the_note_it_was_typed_in() {
    let mut desk = Desk::without_pause(&three());
    desk.type_more("我写的");
    elsewhere(&desk, |document, note| Command::RemoveNotes { document, notes: vec![note] });
    desk.said("This note was removed elsewhere while you were writing");
    assert!(desk.sees("哪个政府？我写的"));
    desk.click("Keep as a new note");
    assert_eq!(desk.texts(), ["Rhetorical, kept", "The **border** of 領土", "哪个政府？我写的"]);
    let kept = desk.note("哪个").expect("it is there");
    assert_eq!((kept.targets.len(), kept.tags.as_slice()), (2, &["数字".to_owned()][..]), "it stands where it stood");
}

#[test]
fn a_note_that_is_too_long_for_a_field_says_so_and_can_be_answered() {
    let mut desk = Desk::new(&[note("l", &"很长的话。".repeat(7_000), &["苏联政府"], &[])]);
    let card = desk.cards().into_iter().next().expect("the note is listed");
    desk.choose(&card);
    desk.press(Modifiers::NONE, Key::E);
    assert!(desk.sees("too long to be edited here: it has 105 KB"));
    assert!(desk.harness.query_by_role_and_label(Role::MultilineTextInput, FIELD).is_none());
    desk.press(Modifiers::NONE, Key::R);
    assert!(desk.harness.state().workspace().notices.len() == 1, "to answer it is no problem");
}
