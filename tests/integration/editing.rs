//! Notes, drafts, undo and redo, as the window asks for them but without one.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use duizhao::model::{Colour, Edit, Motivation, SideName, SideText, Standing, Status, Target, Timestamp, Work};
use duizhao::workspace::{Command, DocumentId, NewNote, NoteChange, Paths, Setting, Surroundings, Workspace};
use proptest::prelude::*;
use tempfile::TempDir;

/// A document that is open, in a workspace whose clock stands until it is moved and whose names are counted.
pub(crate) struct Desk {
    pub(crate) workspace: Workspace,
    pub(crate) document: DocumentId,
    /// What its clock shows.
    clock: Arc<AtomicU64>,
    /// The last field, since it must outlive the workspace.
    _folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("声明.txt");
        fs::write(&path, "领土问题很复杂。\n\n羣众囘来了𠮷。\n").expect("the folder is writable");
        let (sender, woken) = channel();
        let wake = move || sender.send(()).unwrap_or_default();
        let (clock, names) = (Arc::new(AtomicU64::new(0)), AtomicU64::new(0));
        let shown = clock.clone();
        let surroundings = Surroundings {
            now: Arc::new(move || Timestamp(shown.load(Ordering::Relaxed).cast_signed())),
            new_name: Arc::new(move || format!("urn:uuid:{}", names.fetch_add(1, Ordering::Relaxed))),
        };
        let mut workspace = Workspace::new(&Paths::inside(folder.path().join("own")), Arc::new(wake), surroundings);
        workspace.dispatch(Command::OpenFiles(vec![path]));
        while workspace.current.is_none() {
            woken.recv_timeout(Duration::from_mins(1)).expect("the file is read in time");
            workspace.poll();
        }
        let document = workspace.current.expect("it was just there");
        Self { workspace, document, clock, _folder: folder }
    }

    fn work(&self) -> &Work {
        &self.workspace.document(self.document).expect("nobody closed it").work
    }

    fn target(&self, start: u32, end: u32) -> Target {
        let open = self.workspace.document(self.document).expect("nobody closed it");
        let text = SideText::new(&open.document.source);
        let selector = text.selector(start, end).expect("it is inside");
        Target { side: SideName::Source, selector, standing: Standing::Sure }
    }

    fn add(&mut self, motivation: Motivation, start: u32, end: u32, text: &str) {
        let note = NewNote {
            motivation,
            targets: vec![self.target(start, end)],
            text: text.to_owned(),
            tags: vec!["数字".to_owned()],
            colour: Some(Colour::Yellow),
        };
        self.workspace.dispatch(Command::AddNote { document: self.document, note });
    }
}

#[test]
fn a_note_is_signed_dated_and_can_be_taken_back() {
    let mut desk = Desk::new();
    desk.workspace.dispatch(Command::Set(Setting::Author("王\u{7}编辑".to_owned())));
    desk.add(Motivation::Commenting, 0, 2, "指哪里？");
    let note = desk.work().annotations.values().next().expect("it was added").clone();
    assert_eq!((note.author.as_str(), note.created, note.modified), ("王编辑", Some(Timestamp(0)), None));
    assert_eq!(note.targets[0].selector.exact, "领土");
    let (document, id) = (desk.document, note.id.clone());
    for (change, expected) in [
        (NoteChange::Text("指新疆。".to_owned()), "指新疆。"),
        (NoteChange::Text("指新疆。".to_owned()), "指新疆。"),
        (NoteChange::Resolved(true), "指新疆。"),
    ] {
        desk.clock.fetch_add(1, Ordering::Relaxed);
        desk.workspace.dispatch(Command::ChangeNote { document, note: id.clone(), change });
        assert_eq!(desk.work().annotations[&id].text, expected);
    }
    assert_eq!(desk.work().annotations[&id].modified, Some(Timestamp(3)));
    let open = desk.workspace.document(document).expect("it is open");
    assert_eq!(open.history.undo_label(), Some("change of a note"));
    for expected in [Some((false, "指新疆。")), Some((false, "指哪里？")), None, None] {
        desk.workspace.dispatch(Command::Undo(document));
        let now = desk.work().annotations.get(&id).map(|note| (note.resolved, note.text.as_str()));
        assert_eq!(now, expected);
    }
    desk.workspace.dispatch(Command::Redo(document));
    assert_eq!(desk.work().annotations[&id].text, "指哪里？");
}

#[test]
fn a_new_note_is_chosen_and_what_is_typed_in_it_is_one_step() {
    let mut desk = Desk::new();
    let document = desk.document;
    desk.add(Motivation::Highlighting, 0, 2, "");
    let chosen = |desk: &Desk| desk.workspace.document(document).and_then(|open| open.chosen_note.clone());
    let highlight = chosen(&desk).expect("what is new is chosen");
    assert!(!highlight.edit, "a highlight has nothing to say");
    desk.add(Motivation::Questioning, 2, 4, "");
    let question = chosen(&desk).expect("what is new is chosen");
    assert!(question.edit && question.serial > highlight.serial);
    let typed = [NoteChange::Typing("指".to_owned()), NoteChange::Typing("指哪".to_owned())];
    for change in
        typed.into_iter().chain([NoteChange::Text("指哪里？".to_owned()), NoteChange::Typing("？".to_owned())])
    {
        desk.workspace.dispatch(Command::ChangeNote { document, note: question.note.clone(), change });
    }
    for expected in ["指哪里？", ""] {
        desk.workspace.dispatch(Command::Undo(document));
        assert_eq!(desk.work().annotations[&question.note].text, expected);
    }
    desk.workspace.dispatch(Command::ChooseNote { document, note: Some(highlight.note), edit: false });
    assert_eq!(chosen(&desk).map(|now| now.edit), Some(false));
    desk.workspace.dispatch(Command::ChooseNote { document, note: None, edit: false });
    assert_eq!(chosen(&desk), None);
}

#[test]
fn notes_go_with_their_replies_and_come_back_with_them() {
    let mut desk = Desk::new();
    let document = desk.document;
    desk.add(Motivation::Questioning, 9, 12, "囘？");
    let to = desk.work().annotations.keys().next().expect("it was added").clone();
    desk.workspace
        .dispatch(Command::Reply { document, to: to.clone(), text: "回的异体字".to_owned(), typing: false });
    assert_eq!(desk.work().replies(&to).count(), 1);
    desk.workspace.dispatch(Command::RemoveNotes { document, notes: vec![to.clone()] });
    assert!(desk.work().annotations.is_empty());
    desk.workspace.dispatch(Command::Undo(document));
    assert_eq!(desk.work().annotations.len(), 2);
    desk.workspace.dispatch(Command::RemoveNotes { document, notes: vec![to.clone()] });
    desk.workspace.dispatch(Command::RemoveNotes { document, notes: vec![to] });
    assert_eq!(desk.workspace.notices.len(), 1, "what is gone already is told");
}

#[test]
fn a_draft_that_is_typed_on_stays_one_draft() {
    let mut desk = Desk::new();
    let (document, target) = (desk.document, desk.target(9, 15));
    for (text, typing) in [("The masses", true), ("The masses came back.", true), ("The masses came back.", false)] {
        let draft = desk.work().drafts.keys().next().cloned();
        let target = target.clone();
        desk.workspace.dispatch(Command::PutDraft { document, draft, target, text: text.to_owned(), typing });
    }
    let drafts: Vec<_> = desk.work().drafts.values().map(|draft| draft.text.as_str()).collect();
    assert_eq!(drafts, ["The masses came back."]);
    desk.workspace.dispatch(Command::Undo(document));
    assert!(desk.work().drafts.is_empty(), "what was typed in one go is one step");
    desk.workspace.dispatch(Command::Redo(document));
    let draft = desk.work().drafts.keys().next().expect("there is one").clone();
    desk.workspace.dispatch(Command::RemoveDraft { document, draft });
    assert!(desk.work().drafts.is_empty());
}

#[test]
fn a_draft_that_is_emptied_is_taken_away_in_the_same_step() {
    let mut desk = Desk::new();
    let (document, target) = (desk.document, desk.target(9, 15));
    let mut put = |text: &str, typing| {
        let draft = desk.work().drafts.keys().next().cloned();
        let (target, text) = (target.clone(), text.to_owned());
        desk.workspace.dispatch(Command::PutDraft { document, draft, target, text, typing });
        desk.work().drafts.values().map(|draft| draft.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(put(" \n", false), Vec::<String>::new(), "nothing was said");
    assert_eq!(put("羣众", false), ["羣众"]);
    for (text, typing, expected) in [("羣", true, &["羣"][..]), ("", true, &[]), ("", false, &[])] {
        assert_eq!(put(text, typing), expected);
    }
    desk.workspace.dispatch(Command::Undo(document));
    let texts: Vec<_> = desk.work().drafts.values().map(|draft| draft.text.as_str()).collect();
    assert_eq!(texts, ["羣众"]);
}

#[test]
fn what_is_left_out_is_marked_without_a_translation_too() {
    let mut desk = Desk::new();
    let document = desk.document;
    let status = |desk: &Desk| desk.work().alignment.beads[0].status;
    desk.workspace.dispatch(Command::SetStatus { document, beads: 0..1, status: Status::LeftOut });
    assert_eq!(status(&desk), Status::LeftOut);
    desk.workspace.dispatch(Command::Undo(document));
    assert_eq!(status(&desk), Status::Proposed);
}

/// What somebody does next, as far as chance decides it.
#[derive(Clone, Debug)]
enum Doing {
    Add(u32, u32),
    Say(usize, String),
    Remove(usize),
    Undo,
    Redo,
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        (0_u32..10, 0_u32..6).prop_map(|(start, length)| Doing::Add(start, start + length)),
        (any::<usize>(), "[领土a]{0,4}").prop_map(|(nth, text)| Doing::Say(nth, text)),
        any::<usize>().prop_map(Doing::Remove),
        Just(Doing::Undo),
        Just(Doing::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn undoing_everything_is_the_start(doings in prop::collection::vec(doing(), 1..40)) {
        let mut desk = Desk::new();
        let (document, start) = (desk.document, desk.work().clone());
        for doing in doings {
            let nth = |nth: usize| desk.work().annotations.keys().nth(nth % desk.work().annotations.len().max(1)).cloned();
            match doing {
                Doing::Add(from, to) => desk.add(Motivation::Highlighting, from, to, ""),
                Doing::Say(one, text) => if let Some(note) = nth(one) {
                    desk.workspace.dispatch(Command::ChangeNote { document, note, change: NoteChange::Text(text) });
                },
                Doing::Remove(one) => if let Some(note) = nth(one) {
                    desk.workspace.dispatch(Command::RemoveNotes { document, notes: vec![note] });
                },
                Doing::Undo => desk.workspace.dispatch(Command::Undo(document)),
                Doing::Redo => desk.workspace.dispatch(Command::Redo(document)),
            }
        }
        let end = desk.work().clone();
        let mut steps = 0;
        while desk.workspace.document(document).is_some_and(|open| open.history.undo_label().is_some()) {
            desk.workspace.dispatch(Command::Undo(document));
            steps += 1;
        }
        prop_assert_eq!(desk.work(), &start);
        for _ in 0..steps {
            desk.workspace.dispatch(Command::Redo(document));
        }
        prop_assert_eq!(desk.work(), &end);
    }
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let edit = Edit::Dismiss { key: "日期不同".to_owned(), dismissed: false };
    assert_eq!(edit.apply(&Work::default()), Ok(Work::default()));
}
