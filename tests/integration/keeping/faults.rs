//! What happens to work where the library is away, full, replaced or restored: it is held, and nobody loses it unasked.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::Duration;

use duizhao::library::{DocumentKey, Library, backup_folder, restore_library};
use duizhao::model::{Annotation, AnnotationId, Edit, Status, Timestamp};
use duizhao::workspace::{Command, Leaving, NoteChange, Saving, ShelfState, Surroundings, Workspace, library_tasks};

use super::{Window, folder};

/// Changes a note of the only document.
fn say(window: &mut Window, note: &AnnotationId, text: &str) {
    let (document, change) = (window.id(), NoteChange::Text(text.to_owned()));
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
    let document = window.id();
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
    window.workspace.dispatch(Command::Close(window.id()));
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
    assert_eq!(window.workspace.saving(window.id()), Saving::Saved);
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
    let document = window.id();
    window.workspace.dispatch(Command::SetStatus { document, beads: 0..1, status: Status::Confirmed });
    // What is taken back before the library has said a word stays taken back, and can be undone.
    window.workspace.dispatch(Command::SetStatus { document, beads: 0..1, status: Status::Proposed });
    window.settle();
    assert!(window.only().key.is_some());
    assert_eq!(window.work().alignment.beads[0].status, Status::Proposed);
    window.workspace.dispatch(Command::Undo(document));
    window.settle();
    assert_eq!(window.work().alignment.beads[0].status, Status::Confirmed);
    let library = Library::open_existing(&window.workspace.shelf.path, library_tasks::now()).expect("it is there");
    let key = window.only().key.clone().expect("it is in the library");
    let stored = library.load(&key).expect("it is there").work;
    assert_eq!(stored.alignment.beads[0].status, Status::Confirmed);
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
    window.workspace.dispatch(Command::Close(window.id()));
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
        return crate::shared::skipped("a window on a full disk, since this needs leave to mount one");
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

#[test]
fn a_window_that_stays_open_makes_the_backup_of_every_day() {
    const DAY: i64 = 86_400;
    let (folder, path) = folder();
    let clock = Arc::new(AtomicI64::new(1_795_278_783));
    let now = {
        let clock = clock.clone();
        move || Timestamp(clock.load(Ordering::Relaxed))
    };
    let mut window = Window::within(&folder, Surroundings { now: Arc::new(now), ..Surroundings::system() });
    let backups = backup_folder(&window.workspace.shelf.path);
    window.wait_until("the library is open", |workspace| workspace.shelf.state == ShelfState::Open);
    assert!(!backups.exists(), "there is nothing to back up yet");
    window.open(&path);
    for day in 1..=3 {
        // No news tells of a backup.
        for _ in 0..600 {
            if fs::read_dir(&backups).is_ok_and(|found| found.filter_map(Result::ok).filter(is_whole).count() == day) {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let found = fs::read_dir(&backups).expect("the folder is made with the first of them");
        assert_eq!(found.filter_map(Result::ok).filter(is_whole).count(), day);
        clock.fetch_add(DAY, Ordering::Relaxed);
    }
}

/// Whether it is no file that is still being written.
fn is_whole(entry: &fs::DirEntry) -> bool {
    entry.path().extension().is_some_and(|extension| extension == "duizhao")
}
