//! One connection: adding, saving, loading, the bin, backups, verifying.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::super::{BackedUp, DAYS_KEPT, Fault, Listed, StoredPlace, backup_folder, restore_library, samples};
use super::{Shelf, add, file, problems, with_note, work_of, *};
use crate::model::{SideName, Status};

#[test]
fn what_is_added_is_there() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let work = samples::work();
    let key = add(&mut library, "关于边界", &work);
    assert_eq!(add(&mut library, "关于边界", &Work::default()), key, "adding again changes nothing");
    let stored = library.load(&key).expect("it is there");
    assert_eq!((stored.work, stored.version, stored.binned), (work, 1, None));
    assert_eq!(stored.files, [file("关于边界")]);
    assert_eq!(stored.metadata, document("关于边界").metadata);
    let expected = Listed {
        key: key.clone(),
        title: "关于边界".to_owned(),
        kind: "plain".to_owned(),
        date: Some("1962-08-10".to_owned()),
        added: NOW,
        opened: None,
        binned: None,
        notes: 3,
        rows: 5,
    };
    assert_eq!(library.list().expect("it can be read"), [expected]);
    assert_eq!(library.find("邊界").expect("it is the only one"), key);
    assert_eq!(problems(&library), [""; 0]);
}

#[test]
fn a_save_writes_what_differs() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let before = samples::work();
    let key = add(&mut library, "声明", &before);
    let mut after = with_note(&with_note(&before, "urn:uuid:1", "改"), "urn:uuid:新", "新");
    Arc::make_mut(&mut after.annotations).remove(&samples::annotations()[2].id);
    after.drafts = Arc::new(after.drafts.without_min().1);
    Arc::make_mut(&mut after.dismissed).insert("日期".to_owned());
    Arc::make_mut(&mut after.alignment).beads[2].status = Status::Confirmed;
    let saved = library.save(&key, &before, &after).expect("nobody else writes");
    assert_eq!((saved.before, saved.version), (1, 2));
    assert_eq!(work_of(&library, &key), after);
    // The same once more, as after an answer that was lost, is no change and no conflict.
    assert_eq!(library.save(&key, &before, &after).expect("it is so already").version, 2);
    assert_eq!(library.save(&key, &after, &before).expect("it can be undone").version, 3);
    assert_eq!(work_of(&library, &key), before);
    assert_eq!(problems(&library), [""; 0]);
    drop(library);
    assert_eq!(work_of(&shelf.open(), &key), before);
}

#[test]
fn a_place_is_remembered_and_is_no_edit() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let key = add(&mut library, "声明", &Work::default());
    let place = StoredPlace { side: SideName::Translation, passage: 7, offset: -0.5, pair: Some(3) };
    library.set_place(&key, Some(place), NOW).expect("it can be written");
    let stored = library.load(&key).expect("it is there");
    assert_eq!((stored.place, stored.version), (Some(place), 0));
    assert_eq!(library.list().expect("it can be read")[0].opened, Some(NOW));
}

#[test]
fn the_bin_keeps_everything_until_it_is_emptied() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let keys = ["甲", "乙", "丙"].map(|title| add(&mut library, title, &samples::work()));
    for key in &keys {
        library.remove(key, NOW).expect("it is there");
        assert!(matches!(library.remove(key, NOW).map_err(|error| error.fault), Err(Fault::NoSuchDocument(_))));
    }
    assert_eq!((library.list().unwrap().len(), library.bin().unwrap().len()), (0, 3));
    assert!(!library.contains(&keys[0]).unwrap());
    library.take_back(&keys[0]).expect("it is in the bin");
    assert_eq!(add(&mut library, "乙", &Work::default()), keys[1]);
    assert_eq!(work_of(&library, &keys[1]), samples::work());
    assert_eq!(library.empty_bin().expect("it can be written"), 1);
    assert!(library.load(&keys[2]).is_err());
    assert_eq!((library.list().unwrap().len(), library.bin().unwrap().len()), (2, 0));
    assert_eq!(problems(&library), [""; 0]);
}

#[test]
fn a_backup_is_the_whole_library_in_one_file() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let key = add(&mut library, "声明", &samples::work());
    let copy = shelf.folder.path().join("备份").join("一.duizhao");
    library.backup(&copy).expect("there is room");
    library.backup(&copy).expect("a library may be replaced");
    assert_eq!(names_in(copy.parent().unwrap()), ["一.duizhao"]);
    assert_eq!(work_of(&Library::open(&copy, NOW).expect("it is a library"), &key), samples::work());
    let note = shelf.folder.path().join("笔记.txt");
    fs::write(&note, "不是书库").unwrap();
    for path in [shelf.path(), note.clone(), shelf.folder.path().to_owned()] {
        library.backup(&path).expect_err("that is no place for a backup");
    }
    assert_eq!(fs::read_to_string(&note).unwrap(), "不是书库");
}

#[test]
fn the_last_seven_days_are_kept() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let folder = backup_folder(&shelf.path());
    assert_eq!(library.backup_daily(NOW).expect("nothing is to be done"), BackedUp::NothingToKeep);
    for day in 0..12 {
        let now = Timestamp(NOW.0 + day * 86_400);
        add(&mut library, &format!("第{day}天"), &Work::default());
        let made = library.backup_daily(now).expect("there is room");
        assert!(matches!(made, BackedUp::Now(path) if path.starts_with(&folder)));
        assert_eq!(library.backup_daily(now).expect("nothing is to be done"), BackedUp::Before);
    }
    // What a person made, or another library, stays.
    library.backup(&library.backup_path(NOW)).expect("there is room");
    fs::write(folder.join("other-2020-01-01.duizhao"), "别的").unwrap();
    library.backup_daily(Timestamp(NOW.0 + 20 * 86_400)).expect("there is room");
    let names = names_in(&folder);
    assert_eq!(names.len(), DAYS_KEPT + 2, "{names:?}");
    assert_eq!(names[0], "library-2026-11-21T163303Z.duizhao");
    assert_eq!(names[1], "library-2026-11-27.duizhao");
    assert_eq!(names[DAYS_KEPT], "library-2026-12-11.duizhao");
}

#[test]
fn a_backup_can_be_put_in_the_place_of_the_library() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let key = add(&mut library, "旧", &samples::work());
    let copy = shelf.folder.path().join("一.duizhao");
    library.backup(&copy).expect("there is room");
    let bytes = fs::read(&copy).unwrap();
    add(&mut library, "新", &samples::work());
    let kept = restore_library(&shelf.path(), &copy, NOW).expect("the backup is sound").expect("there was a library");
    assert_eq!(fs::read(&copy).unwrap(), bytes, "a backup is only read");
    assert_eq!(names_in(shelf.folder.path()), ["一.duizhao", "书库"]);
    assert!(library.changed_elsewhere().expect("it is there"));
    assert_eq!(library.list().unwrap().len(), 1, "who has it open sees the restored one");
    add(&mut library, "后", &Work::default());
    assert_eq!(work_of(&shelf.open(), &key), samples::work());
    assert_eq!(Library::open(&kept, NOW).expect("it is a library").list().unwrap().len(), 2);
    for path in [shelf.path(), shelf.folder.path().join("无")] {
        restore_library(&shelf.path(), &path, NOW).expect_err("that is no backup");
    }
    assert_eq!(shelf.open().list().unwrap().len(), 2);
}

#[test]
fn what_is_not_sound_is_found() {
    for (damage, expected) in [
        ("UPDATE blobs SET bytes = x'00'", "not those that came"),
        ("INSERT INTO blobs VALUES ('领土', x'')", "belongs to no document"),
        ("UPDATE items SET body = '{}' WHERE name = 'urn:uuid:1'", "the annotation urn:uuid:1 makes no sense"),
        ("UPDATE items SET body = '[' WHERE kind = 'draft'", "the draft"),
        ("UPDATE items SET revision = 9", "not yet"),
        ("UPDATE documents SET notes = 9", "miscounted"),
        ("UPDATE documents SET rows = 9", "rows are miscounted"),
        ("UPDATE documents SET metadata = '[]'", "metadata"),
        ("UPDATE alignment_chunks SET body = x'ff'", "alignment makes no sense"),
        ("DELETE FROM alignment_chunks WHERE part = 1", "not the one that was saved"),
        ("DELETE FROM document_files; DELETE FROM blobs", "it has no file"),
        ("UPDATE documents SET key = 'abc'", "not those that it is named after"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM documents", "refers to"),
    ] {
        let shelf = Shelf::new();
        let mut library = shelf.open();
        add(&mut library, "声明", &samples::work());
        assert_eq!(problems(&library), [""; 0]);
        library.connection.execute_batch(damage).expect("the damage can be done");
        let problems = problems(&library);
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{damage}: {problems:?}");
    }
    let shelf = Shelf::new();
    let mut library = shelf.open();
    add(&mut library, "声明", &Work::default());
    let verified = library.verify(|stored| Err(format!("{} 不能读", stored.title))).expect("it can be read");
    assert_eq!((verified.documents, verified.is_sound()), (1, false));
}

pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is text"))
        .collect();
    names.sort();
    names
}
