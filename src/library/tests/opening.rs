//! Opening what is there, what is not, and what is no library.

use std::fs;

use super::super::{Fault, LibraryError, open, samples, schema};
use super::saving::names_in;
use super::{Shelf, add, problems, work_of, *};

#[test]
fn a_library_is_made_with_its_folder() {
    let shelf = Shelf::new();
    let error = Library::open_existing(&shelf.path(), NOW).expect_err("there is none");
    assert!(matches!(error.fault, Fault::Missing), "{error}");
    assert!(!shelf.path().parent().unwrap().exists());
    let library = shelf.open();
    assert!(!library.is_read_only());
    assert_eq!(problems(&library), [""; 0]);
    drop(library);
    assert_eq!(names_in(shelf.path().parent().unwrap()), ["library.duizhao"]);
    for (pragma, expected) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        let value: rusqlite::types::Value =
            shelf.open().connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        let value = match value {
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}").replace("Integer(", "").replace(')', ""),
        };
        assert_eq!(value, expected, "{pragma}");
    }
}

#[test]
fn an_empty_file_becomes_a_library_unless_it_was_one() {
    let shelf = Shelf::new();
    fs::create_dir_all(shelf.path().parent().unwrap()).unwrap();
    fs::write(shelf.path(), "").unwrap();
    let mut library = shelf.open();
    add(&mut library, "声明", &samples::work());
    library.backup_daily(NOW).expect("there is room");
    drop(library);
    fs::write(shelf.path(), "").unwrap();
    let error = Library::open(&shelf.path(), NOW).expect_err("it was cut to nothing");
    assert!(matches!(error.fault, Fault::CutShort { bytes: 0, .. }), "{error}");
}

#[test]
fn what_cannot_be_opened_is_named_and_left_as_it_was() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    add(&mut library, "声明", &samples::work());
    drop(library);
    let whole = fs::read(shelf.path()).unwrap();
    let changed = |at: usize, bytes: &[u8]| {
        let mut changed = whole.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        changed
    };
    let foreign = {
        let path = shelf.folder.path().join("别的.db");
        rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE 表 (a)").unwrap();
        fs::read(path).unwrap()
    };
    for (bytes, expected) in [
        ("苏联政府".repeat(1000).into_bytes(), "no library"),
        (foreign, "another program"),
        (whole[..whole.len() / 2].to_vec(), "cut short"),
        (whole[..50].to_vec(), "cut short"),
        (changed(60, &99_u32.to_be_bytes()), "newer"),
    ] {
        fs::write(shelf.path(), &bytes).unwrap();
        let error = Library::open(&shelf.path(), NOW).expect_err(expected);
        let said = error.to_string();
        assert!(said.contains(expected) && said.contains("library.duizhao"), "{said}");
        assert!(!error.fault.advice().is_empty());
        assert_eq!(fs::read(shelf.path()).unwrap(), bytes, "{expected}");
        assert_eq!(names_in(shelf.path().parent().unwrap()), ["library.duizhao"], "{expected}");
    }
    let error = Library::open(shelf.folder.path(), NOW).expect_err("it is a folder");
    assert!(matches!(error.fault, Fault::Folder), "{error}");
    fs::write(shelf.folder.path().join("文件"), "一").unwrap();
    let error = Library::open(&shelf.folder.path().join("文件/书库"), NOW).expect_err("the folder is a file");
    assert!(matches!(error.fault, Fault::Io(_)), "{error}");
}

/// Pages that make no sense are an error, never a panic, wherever they are.
#[test]
fn damage_in_the_middle_is_told_wherever_it_is() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let key = add(&mut library, "声明", &samples::work());
    drop(library);
    let whole = fs::read(shelf.path()).unwrap();
    let mut told = 0;
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        fs::write(shelf.path(), &bytes).unwrap();
        let is_damage = |error: &LibraryError| matches!(error.fault, Fault::Damaged(_));
        let tell = |error: LibraryError| assert!(is_damage(&error), "page {page}: {error}");
        match Library::open(&shelf.path(), NOW) {
            Err(error) => tell(error),
            Ok(library) => {
                library.load(&key).map_or_else(tell, drop);
                match library.verify(|_| Ok(())) {
                    Ok(verified) => told += usize::from(!verified.is_sound()),
                    Err(error) => tell(error),
                }
            }
        }
    }
    assert!(told > 5, "{told}");
}

#[test]
fn an_older_library_is_renewed_after_a_backup() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let key = add(&mut library, "声明", &samples::work());
    drop(library);
    let known = schema::STEPS.len() as i64;
    let newer = [schema::STEPS, &["ALTER TABLE documents ADD COLUMN 新 TEXT NOT NULL DEFAULT '有'"]].concat();
    let library = open::open_with(&shelf.path(), NOW, &newer, false).expect("it can be renewed");
    assert_eq!(schema::version(&library.connection).unwrap(), known + 1);
    assert_eq!(work_of(&library, &key), samples::work());
    drop(library);
    let backups = super::super::backup_folder(&shelf.path());
    assert_eq!(names_in(&backups), [format!("library-form-{known}-2026-11-21T163303Z.duizhao")]);
    let old = Library::open(&backups.join(&names_in(&backups)[0]), NOW).expect("the backup is of the older form");
    assert_eq!(work_of(&old, &key), samples::work());
    // A program that does not know the new form leaves it alone.
    let error = Library::open(&shelf.path(), NOW).expect_err("it is newer");
    assert!(
        matches!(error.fault, Fault::Newer { version, known: mine } if version == known + 1 && mine == known),
        "{error}"
    );
    // A step that fails leaves the library as it was.
    let broken = [&newer[..], &["没有 SQL"]].concat();
    open::open_with(&shelf.path(), NOW, &broken, false).expect_err("the step makes no sense");
    open::open_with(&shelf.path(), NOW, &newer, false).expect("it is as it was");
}

#[test]
fn a_library_that_is_gone_takes_nothing_any_more() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let before = samples::work();
    let key = add(&mut library, "声明", &before);
    let after = with_note(&before, "甲", "一");
    fs::rename(shelf.path().parent().unwrap(), shelf.folder.path().join("搬走")).unwrap();
    for done in [
        library.save(&key, &before, &after).map(drop),
        library.changed_elsewhere().map(drop),
        library.remove(&key, NOW),
    ] {
        let error = done.expect_err("it is gone");
        assert!(matches!(error.fault, Fault::Gone), "{error}");
    }
    // Another library in its place is not the one that was opened.
    drop(shelf.open());
    let error = library.save(&key, &before, &after).expect_err("it is another one");
    assert!(matches!(error.fault, Fault::Gone), "{error}");
    fs::remove_dir_all(shelf.path().parent().unwrap()).unwrap();
    fs::rename(shelf.folder.path().join("搬走"), shelf.path().parent().unwrap()).unwrap();
    library.save(&key, &before, &after).expect("it is back");
    assert_eq!(work_of(&shelf.open(), &key), after);
}

#[test]
fn a_full_disk_leaves_all_as_it_was() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let before = samples::work();
    let key = add(&mut library, "声明", &before);
    let pages: i64 = library.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    library.connection.pragma_update_and_check(None, "max_page_count", pages + 3, |_| Ok(())).unwrap();
    let long = with_note(&before, "甲", &"很长".repeat(100_000));
    let error = library.save(&key, &before, &long).expect_err("there is no room");
    assert!(matches!(error.fault, Fault::Full), "{error}");
    assert_eq!(work_of(&library, &key), before);
    library.save(&key, &before, &with_note(&before, "甲", "短")).expect("for that there is room");
    assert_eq!(problems(&library), [""; 0]);
}
