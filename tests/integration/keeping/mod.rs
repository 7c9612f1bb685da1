//! What is done in the workspace reaches the library, comes back from it, and is nobody's to overwrite.

mod faults;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use duizhao::model::{AnnotationId, Motivation, SideName, SideText, Standing, Target, Work};
use duizhao::workspace::{Base, Command, NewNote, NoteChange, Paths, Saving, ShelfState};
use tempfile::TempDir;

use crate::quoted::place_of;
use crate::unseen::Window;

const TEXT: &str = "苏联政府收到了中国政府的声明。\n\n边界局势已经稳定下来。\n\n这不是很清楚的嗎?\n\n\
                    The Soviet Government received the statement.\n\nThe border has become quiet.\n\nIsn't this clear?\n";

impl Window {
    fn work(&self) -> &Work {
        &self.only().work
    }

    fn note(&mut self, quote: &str, text: &str) -> AnnotationId {
        let target = place_of(&self.only().document, SideName::Source, quote);
        let before: Vec<AnnotationId> = self.work().annotations.keys().cloned().collect();
        let note = NewNote {
            motivation: Motivation::Commenting,
            targets: vec![target],
            text: text.to_owned(),
            tags: Vec::new(),
            colour: None,
        };
        self.workspace.dispatch(Command::AddNote { document: self.id(), note });
        let added = self.work().annotations.keys().find(|id| !before.contains(id));
        added.expect("it was added").clone()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.work().annotations.values().map(|note| note.text.as_str()).collect();
        texts.sort_unstable();
        texts
    }
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("声明.txt");
    fs::write(&path, TEXT).expect("the folder is writable");
    (folder, path)
}

#[test]
fn what_is_typed_on_while_a_document_joins_the_library_stays_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenSample);
    window.wait_until("the sample is open", |workspace| {
        workspace.shelf.state == ShelfState::Open && workspace.is_idle() && workspace.documents.len() == 1
    });
    let document = window.id();
    let side = SideText::new(&window.only().document.source);
    let target = Target {
        side: SideName::Source,
        selector: side.selector(0, 4).expect("it is inside"),
        standing: Standing::Sure,
    };
    // The sample joins the library with the first of these; nobody waits for that before the next.
    for text in ["请", "请水", "请水利厅"] {
        let draft = window.work().drafts.keys().next().cloned();
        let (target, text) = (target.clone(), text.to_owned());
        window.workspace.dispatch(Command::PutDraft { document, draft, target, text, typing: true });
    }
    window.settle();
    let texts: Vec<&str> = window.work().drafts.values().map(|draft| draft.text.as_str()).collect();
    assert_eq!(texts, ["请水利厅"]);
    window.workspace.dispatch(Command::Undo(document));
    assert!(window.work().drafts.is_empty(), "and can still be undone");
}

#[test]
fn what_is_written_on_a_document_that_is_closed_at_once_is_kept() {
    let (folder, path) = folder();
    for text in ["一", "二"] {
        let mut window = Window::on(&folder);
        window.workspace.dispatch(Command::OpenFiles(vec![path.clone()]));
        window.wait_until("it is read", |workspace| !workspace.documents.is_empty());
        // The second time the library has it, with a note that is not known here yet.
        window.note("边界局势", text);
        let document = window.id();
        window.workspace.dispatch(Command::Close(document));
    }
    let mut window = Window::on(&folder);
    window.open(&path);
    assert_eq!(window.texts(), ["一", "二"]);
}

#[test]
fn notes_and_alignment_are_there_after_a_restart() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    window.note("边界局势", "指哪里？");
    window.settle();
    let work = window.work().clone();
    drop(window);
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::RestoreSession);
    window.wait_until("the document is back", |workspace| {
        workspace.documents.first().is_some_and(|open| open.key.is_some())
    });
    assert_eq!(*window.work(), work);
    assert!(!window.only().aligning, "what was aligned is not aligned again");
    assert_eq!(window.workspace.shelf.documents.len(), 1);
}

#[test]
fn pasted_text_comes_back_from_the_library() {
    let (folder, _) = folder();
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenText(TEXT.to_owned()));
    window.wait_until("it is read", |workspace| !workspace.documents.is_empty());
    window.settle();
    window.note("清楚的嗎", "反问");
    window.settle();
    drop(window);
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::RestoreSession);
    window.wait_until("the document is back", |workspace| {
        workspace.documents.first().is_some_and(|open| open.key.is_some())
    });
    assert_eq!(window.texts(), ["反问"]);
    assert!(matches!(window.only().origin.base, Base::Stored { .. }));
}

#[test]
fn two_windows_see_each_other_and_overwrite_nothing() {
    let (folder, path) = folder();
    let (mut first, mut second) = (Window::on(&folder), Window::on(&folder));
    first.open(&path);
    second.open(&path);
    let shared = first.note("声明", "甲");
    first.settle();
    second.wait_until("the note arrives", |workspace| !workspace.documents[0].work.annotations.is_empty());
    second.note("边界", "乙");
    second.settle();
    first.wait_until("the other note arrives", |workspace| workspace.documents[0].work.annotations.len() == 2);
    assert_eq!(first.texts(), ["乙", "甲"]);
    // Undo takes back what was done here, not what came from there.
    first.workspace.dispatch(Command::Undo(first.id()));
    first.settle();
    assert_eq!(first.texts(), ["乙"]);
    first.workspace.dispatch(Command::Redo(first.id()));
    first.settle();
    second.wait_until("it is back there too", |workspace| workspace.documents[0].work.annotations.len() == 2);
    // Both change the same note before either hears of it.
    for (window, text) in [(&mut first, "甲一"), (&mut second, "甲二")] {
        let (document, note, change) = (window.id(), shared.clone(), NoteChange::Text(text.to_owned()));
        window.workspace.dispatch(Command::ChangeNote { document, note, change });
    }
    // Whichever was second to save has to hear of it, and the other one of what came of that: both go on.
    let deadline = Instant::now() + Duration::from_mins(1);
    while [&first, &second].iter().any(|window| window.work().annotations.len() < 3) {
        assert!(Instant::now() < deadline, "{:?} {:?}", first.texts(), second.texts());
        for window in [&mut first, &mut second] {
            window.workspace.poll();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    for window in [&mut first, &mut second] {
        window.settle();
        assert_eq!(window.texts(), ["乙", "甲一", "甲二"]);
    }
}

#[test]
fn a_corrected_file_takes_its_notes_along() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let kept = window.note("这不是很清楚的嗎?", "甲");
    let lost = window.note("声明", "乙");
    window.settle();
    drop(window);
    let corrected = TEXT.replace("苏联政府收到了中国政府的声明。\n\n", "").replace("稳定下来", "穩定下来了");
    fs::write(&path, corrected).expect("the folder is writable");
    let mut window = Window::on(&folder);
    window.open(&path);
    let standing = |id: &AnnotationId| window.work().annotations[id].standing();
    // So short a text leaves a doubt about what still stands in it, and none about what is gone.
    assert!(matches!(standing(&kept), Standing::Sure | Standing::ToConfirm { .. }), "{:?}", standing(&kept));
    assert_eq!(standing(&lost), Standing::Lost);
    assert_eq!(window.workspace.shelf.documents.len(), 1, "the older state is in the bin");
    assert!(window.workspace.notices.iter().any(|notice| notice.what.contains("has lost its place")));
}

#[test]
fn the_sample_joins_the_library_with_its_first_note() {
    let (folder, _) = folder();
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenSample);
    window.wait_until("it is aligned", |workspace| !workspace.documents.is_empty() && workspace.is_idle());
    assert!(window.only().key.is_none() && window.workspace.shelf.documents.is_empty());
    let quote: String = SideText::new(&window.only().document.source).text().chars().take(4).collect();
    window.note(&quote, "样本");
    window.settle();
    window.wait_until("it is listed", |workspace| workspace.shelf.documents.len() == 1);
}

#[test]
fn without_a_library_everything_still_works_and_joins_the_next_one() {
    let (folder, path) = folder();
    let own = folder.path().join("own");
    fs::create_dir_all(&own).expect("the folder is writable");
    let library = Paths::inside(own).library;
    fs::write(&library, "这不是文库，是别人的文件。").expect("the folder is writable");
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenFiles(vec![path]));
    window.wait_until("it is aligned", |workspace| {
        workspace.shelf.state == ShelfState::Closed && !workspace.documents.is_empty() && workspace.is_idle()
    });
    window.note("声明", "没有丢");
    assert!(matches!(window.workspace.saving(window.id()), Saving::Failed(_)));
    assert_eq!(fs::read_to_string(&library).expect("it is there"), "这不是文库，是别人的文件。");
    window.workspace.dispatch(Command::OpenLibrary(folder.path().join("新文库.duizhao")));
    window.settle();
    assert_eq!(window.texts(), ["没有丢"]);
    assert_eq!(window.workspace.shelf.state, ShelfState::Open);
}
