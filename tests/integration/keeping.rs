//! What is done in the workspace reaches the library, comes back from it, and is nobody's to overwrite.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use duizhao::library::{DocumentKey, Library, restore_library};
use duizhao::model::{Annotation, AnnotationId, Edit, Motivation, SideName, SideText, Standing, Status, Target, Work};
use duizhao::workspace::{
    Base, Command, DocumentId, Leaving, NewNote, NoteChange, OpenDocument, Paths, Saving, ShelfState, Surroundings,
    Workspace, library_tasks,
};
use tempfile::TempDir;

const TEXT: &str = "苏联政府收到了中国政府的声明。\n\n边界局势已经稳定下来。\n\n这不是很清楚的嗎?\n\n\
                    The Soviet Government received the statement.\n\nThe border has become quiet.\n\nIsn't this clear?\n";

/// A window without a window, on the library of a folder.
struct Window {
    workspace: Workspace,
    woken: Receiver<()>,
}

impl Window {
    fn on(folder: &TempDir) -> Self {
        let (sender, woken) = channel();
        let wake = move || sender.send(()).unwrap_or_default();
        let paths = Paths::inside(folder.path().join("own"));
        Self { workspace: Workspace::new(&paths, Arc::new(wake), Surroundings::system()), woken }
    }

    fn wait_until(&mut self, what: &str, done: impl Fn(&Workspace) -> bool) {
        let deadline = Instant::now() + Duration::from_mins(1);
        self.workspace.poll();
        while !done(&self.workspace) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(self.woken.recv_timeout(left).is_ok(), "{what}: {:?}", self.workspace.notices);
            self.workspace.poll();
        }
    }

    fn settle(&mut self) {
        self.wait_until("all is read, aligned and kept", |workspace| {
            workspace.is_idle()
                && workspace
                    .documents
                    .iter()
                    .all(|open| open.key.is_some() && workspace.saving(open.id) == Saving::Saved)
        });
    }

    fn open(&mut self, path: &Path) {
        self.workspace.dispatch(Command::OpenFiles(vec![path.to_owned()]));
        self.settle();
    }

    fn only(&self) -> &OpenDocument {
        let [only] = self.workspace.documents.as_slice() else { panic!("one document is open") };
        only
    }

    fn document(&self) -> DocumentId {
        self.only().id
    }

    fn work(&self) -> &Work {
        &self.only().work
    }

    fn note(&mut self, quote: &str, text: &str) -> AnnotationId {
        let side = SideText::new(&self.only().document.source);
        let byte = side.text().find(quote).expect("it is in the text");
        let start = side.text().get(..byte).expect("a match starts at a character").chars().count() as u32;
        let selector = side.selector(start, start + quote.chars().count() as u32).expect("it is inside");
        let target = Target { side: SideName::Source, selector, standing: Standing::Sure };
        let before: Vec<AnnotationId> = self.work().annotations.keys().cloned().collect();
        let note = NewNote {
            motivation: Motivation::Commenting,
            targets: vec![target],
            text: text.to_owned(),
            tags: Vec::new(),
            colour: None,
        };
        self.workspace.dispatch(Command::AddNote { document: self.document(), note });
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
    let document = window.document();
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
        let document = window.document();
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
    first.workspace.dispatch(Command::Undo(first.document()));
    first.settle();
    assert_eq!(first.texts(), ["乙"]);
    first.workspace.dispatch(Command::Redo(first.document()));
    first.settle();
    second.wait_until("it is back there too", |workspace| workspace.documents[0].work.annotations.len() == 2);
    // Both change the same note before either hears of it.
    for (window, text) in [(&mut first, "甲一"), (&mut second, "甲二")] {
        let (document, note, change) = (window.document(), shared.clone(), NoteChange::Text(text.to_owned()));
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
    assert!(matches!(window.workspace.saving(window.document()), Saving::Failed(_)));
    assert_eq!(fs::read_to_string(&library).expect("it is there"), "这不是文库，是别人的文件。");
    window.workspace.dispatch(Command::OpenLibrary(folder.path().join("新文库.duizhao")));
    window.settle();
    assert_eq!(window.texts(), ["没有丢"]);
    assert_eq!(window.workspace.shelf.state, ShelfState::Open);
}

/// Changes a note of the only document.
fn say(window: &mut Window, note: &AnnotationId, text: &str) {
    let (document, change) = (window.document(), NoteChange::Text(text.to_owned()));
    window.workspace.dispatch(Command::ChangeNote { document, note: note.clone(), change });
}

fn has_failed(workspace: &Workspace) -> bool {
    matches!(workspace.saving(workspace.documents[0].id), Saving::Failed(_))
}

#[test]
fn what_could_not_be_kept_is_not_closed_before_that_was_asked() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let note = window.note("声明", "一");
    window.settle();
    let (library, away) = (window.workspace.shelf.path.clone(), folder.path().join("拔走的盘"));
    fs::rename(&library, &away).expect("it is ours");
    assert!(window.workspace.may_end());
    say(&mut window, &note, "二");
    window.wait_until("it cannot be kept", has_failed);
    let document = window.document();
    window.workspace.dispatch(Command::Close(document));
    let leaving = Leaving::Document(document);
    assert_eq!(window.workspace.leaving, Some(leaving.clone()));
    let [unkept] = &window.workspace.unkept(&leaving)[..] else { panic!("one document is not kept") };
    assert!(unkept.why.as_ref().is_some_and(|why| why.contains("no longer where it was")), "{unkept:?}");
    assert_eq!(window.texts(), ["二"], "it is still open");
    window.workspace.dispatch(Command::Stay);
    assert_eq!(window.workspace.leaving, None);
    window.workspace.dispatch(Command::RemoveStored(window.only().key.clone().expect("it is in the library")));
    assert_eq!(window.texts(), ["二"], "nor does the bin take it");
    window.workspace.dispatch(Command::End);
    assert_eq!(window.workspace.leaving, Some(Leaving::Window));
    assert!(!window.workspace.may_end());
    // Where it is kept after all there is nothing to ask about, and what was asked for is done.
    fs::rename(&away, &library).expect("it is ours");
    window.wait_until("it is kept", Workspace::ends);
    assert!(window.workspace.may_end() && window.workspace.leaving.is_none());
    assert!(window.workspace.notices.iter().all(|notice| !notice.what.contains("no longer where it was")));
    drop(window);
    let mut window = Window::on(&folder);
    window.open(&path);
    assert_eq!(window.texts(), ["二"]);
}

#[test]
fn who_was_asked_may_lose_what_is_not_kept() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let note = window.note("声明", "一");
    window.settle();
    fs::remove_file(&window.workspace.shelf.path).expect("it is ours");
    say(&mut window, &note, "二");
    window.wait_until("it cannot be kept", has_failed);
    window.workspace.dispatch(Command::Close(window.document()));
    window.workspace.dispatch(Command::LeaveAnyway);
    assert!(window.workspace.documents.is_empty() && window.workspace.leaving.is_none());
    assert!(window.workspace.may_end(), "they know that it is lost");
}

#[test]
fn a_change_on_its_way_holds_the_window_until_it_is_kept() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    window.note("声明", "最后一句");
    // The thread may or may not have written it by now; that is heard of when the window polls.
    window.workspace.dispatch(Command::End);
    assert!(!window.workspace.ends());
    window.wait_until("it is kept", Workspace::ends);
    assert_eq!(window.workspace.saving(window.document()), Saving::Saved);
}

#[test]
fn what_a_library_could_not_keep_goes_along_to_the_next() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let note = window.note("声明", "一");
    window.note("边界", "早就有了");
    window.settle();
    fs::remove_file(&window.workspace.shelf.path).expect("it is ours");
    say(&mut window, &note, "二");
    window.wait_until("it cannot be kept", has_failed);
    let next = folder.path().join("新文库.duizhao");
    window.workspace.dispatch(Command::OpenLibrary(next.clone()));
    window.settle();
    assert_eq!(window.texts(), ["二", "早就有了"]);
    assert!(window.workspace.notices.iter().all(|notice| !notice.what.contains("no longer where it was")));
    assert!(window.workspace.notices.iter().any(|notice| notice.what.contains("came along")));
    drop(window);
    let kept = Library::open_existing(&next, library_tasks::now()).expect("it is there");
    let [only] = &kept.list().expect("it can be read")[..] else { panic!("one document is there") };
    assert_eq!(only.notes, 2);
}

#[test]
fn a_document_that_is_gone_from_the_library_joins_it_again() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let library = window.workspace.shelf.path.clone();
    let empty = folder.path().join("空");
    drop(Library::open(&empty, library_tasks::now()).expect("it can be made"));
    let note = window.note("声明", "一");
    window.settle();
    restore_library(&library, &empty, library_tasks::now()).expect("it is sound");
    window.wait_until("it is gone", |workspace| workspace.documents[0].key.is_none());
    assert_eq!(window.texts(), ["一"], "it is still shown");
    assert!(window.workspace.notices.iter().any(|notice| notice.what.contains("not in the library any more")));
    say(&mut window, &note, "二");
    window.settle();
    let kept = Library::open_existing(&library, library_tasks::now()).expect("it is there");
    assert_eq!(kept.list().expect("it can be read").len(), 1);
    assert_eq!(window.texts(), ["二"]);
}

/// What the sample says of itself joins the library with the first thing that is done to it, be it no note.
#[test]
fn a_pair_of_the_sample_that_is_confirmed_is_kept() {
    let (folder, _) = folder();
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenSample);
    window.wait_until("it is aligned", |workspace| workspace.is_idle() && !workspace.documents.is_empty());
    assert!(window.only().key.is_none());
    let document = window.document();
    window.workspace.dispatch(Command::SetStatus { document, beads: 0..1, status: Status::Confirmed });
    window.settle();
    assert!(window.only().key.is_some());
}

#[test]
fn a_library_that_was_away_is_found_again_though_it_is_a_copy() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let note = window.note("声明", "一");
    window.settle();
    let library = window.workspace.shelf.path.clone();
    let away = folder.path().join("拔走的盘");
    fs::copy(&library, &away).expect("the folder is writable");
    let log = library.with_extension("duizhao-wal");
    fs::copy(&log, folder.path().join("拔走的盘-wal")).expect("it has a log while it is open");
    for path in [&library, &log, &library.with_extension("duizhao-shm")] {
        fs::remove_file(path).expect("it is ours");
    }
    say(&mut window, &note, "二");
    window.wait_until("it cannot be kept", has_failed);
    fs::rename(folder.path().join("拔走的盘-wal"), &log).expect("it is ours");
    fs::rename(&away, &library).expect("it is ours");
    window.settle();
    assert_eq!(window.texts(), ["二"]);
    assert!(window.workspace.notices.is_empty(), "what is over is not told any more: {:?}", window.workspace.notices);
    drop(window);
    let mut window = Window::on(&folder);
    window.open(&path);
    assert_eq!(window.texts(), ["二"]);
}

#[test]
fn a_backup_that_is_brought_back_shows_in_an_open_window() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    window.note("声明", "备份以前");
    window.settle();
    let (library, backup) = (window.workspace.shelf.path.clone(), folder.path().join("备份"));
    Library::open(&library, library_tasks::now()).expect("it is there").backup(&backup).expect("there is room");
    window.note("边界", "备份以后");
    window.settle();
    let undone = window.work().clone();
    restore_library(&library, &backup, library_tasks::now()).expect("it is sound");
    window.wait_until("the backup shows", |workspace| workspace.documents[0].work.annotations.len() == 1);
    assert_eq!(window.texts(), ["备份以前"]);
    assert!(window.workspace.notices.iter().any(|notice| notice.what.contains("another state")));
    window.note("边界", "又写了");
    window.settle();
    assert_eq!(window.texts(), ["又写了", "备份以前"]);
    assert_ne!(*window.work(), undone);
}

/// What is in the library of the document, the texts of its notes.
fn stored_texts(library: &Library, key: &DocumentKey) -> Vec<String> {
    let work = library.load(key).expect("it is there").work;
    let mut texts: Vec<String> = work.annotations.values().map(|note| note.text.clone()).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn who_closes_before_hearing_of_a_collision_loses_nothing() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let note = window.note("声明", "一");
    window.settle();
    let key = window.only().key.clone().expect("it is in the library");
    let mut library = Library::open_existing(&window.workspace.shelf.path, library_tasks::now()).expect("it is there");
    let before = library.load(&key).expect("it is there").work;
    let theirs = Annotation { text: "他们的".to_owned(), ..(*before.annotations[&note]).clone() };
    let after = Edit::ChangeAnnotation(Arc::new(theirs)).apply(&before).expect("it is there");
    library.save(&key, &before, &after).expect("nobody else writes");
    // The window does not poll in between, so it knows nothing of theirs.
    say(&mut window, &note, "我们的");
    window.workspace.dispatch(Command::Close(window.document()));
    window.workspace.dispatch(Command::End);
    window.wait_until("both are kept", Workspace::ends);
    assert_eq!(stored_texts(&library, &key), ["他们的", "我们的"]);
}

/// On a disk that is filled to its last byte.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_read_and_what_waits_is_kept_once_there_is_room() {
    let (folder, path) = folder();
    let disk = folder.path().join("own");
    fs::create_dir(&disk).expect("the folder is writable");
    let mounted =
        std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(&disk).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        return super::shared::skipped("a window on a full disk, since this needs leave to mount one");
    }
    // The disk goes whatever fails.
    let _disk = Mounted(disk.clone());
    let mut window = Window::on(&folder);
    window.open(&path);
    window.note("声明", "一");
    window.settle();
    drop(window);
    assert!(fs::write(disk.join("满"), vec![0; 8 << 20]).is_err(), "it is full");
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::OpenFiles(vec![path]));
    window.wait_until("it is open", |workspace| {
        workspace.is_idle() && workspace.documents.iter().any(|open| open.key.is_some())
    });
    assert_eq!(window.workspace.shelf.state, ShelfState::NoRoom);
    assert_eq!(window.texts(), ["一"]);
    window.note("边界", "二");
    window.wait_until("it cannot be kept", has_failed);
    window.workspace.dispatch(Command::End);
    assert_eq!(window.workspace.leaving, Some(Leaving::Window));
    fs::remove_file(disk.join("满")).expect("it is ours");
    window.wait_until("there is room", Workspace::ends);
    assert_eq!(window.workspace.shelf.state, ShelfState::Open);
    assert!(window.workspace.notices.is_empty(), "what is over is not told any more: {:?}", window.workspace.notices);
    let key = window.only().key.clone().expect("it is in the library");
    let library = Library::open_existing(&window.workspace.shelf.path, library_tasks::now()).expect("it is there");
    assert_eq!(stored_texts(&library, &key), ["一", "二"]);
}

/// A disk that is taken out when this goes.
#[cfg(target_os = "linux")]
struct Mounted(PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        drop(std::process::Command::new("umount").arg("--lazy").arg(&self.0).status());
    }
}
