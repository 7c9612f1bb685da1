//! The index follows the alignment, the reading, other programs and older ones; what is wrong with it is found out.

use rusqlite::Connection;

use super::super::super::{backup_folder, open, restore_library, schema};
use super::*;

#[test]
fn pairs_follow_the_alignment() {
    let shelf = Shelf::new();
    let (mut library, key) = stocked(&shelf);
    let before = Work::of(Arc::new(aligned(STATEMENT)));
    // The two pairs of the second row become one; the third row loses its translation to it.
    let mut merged = (*before.alignment).clone();
    merged.beads[1].source.end = 3;
    merged.beads[1].translation.end = 4;
    merged.beads.remove(2);
    merged.beads[2].translation.start = 4;
    for row in &mut merged.rows[1..] {
        row.beads = IndexRange { start: row.beads.start - u32::from(row.number > 2), end: row.beads.end - 1 };
    }
    let after = Work::of(Arc::new(merged));
    library.save(&key, &before, &after).expect("nobody else writes");
    for (typed, expected) in [
        (
            "苏联",
            "¶2 source [蘇聯]政府收到了囘信。羣衆都覩見了。 / \
             The Soviet Government received the reply. The masses saw it.\nIn August 1962 the borders became quiet.",
        ),
        ("边界", "¶3 source 一九六二年八月，[边界]局势稳定下来。 / All went well."),
    ] {
        assert_eq!(read(&hits(&library, typed)), [expected], "{typed}");
    }
    assert_eq!(hits(&library, "囘信 border").len(), 1);
    assert_eq!(hits(&library, "边界 border").len(), 0);
    assert_eq!(problems(&library), [""; 0]);
    // Other sentences, and then an alignment that is none of the text: it can be found all the same.
    let mut split = (*before.alignment).clone();
    split.source.splice(0..1, [0..6, 6..27].map(|at| Segment { passage: 0, at: Span::from(at) }));
    for range in split.beads.iter_mut().map(|bead| &mut bead.source) {
        *range = IndexRange { start: range.start + u32::from(range.start > 0), end: range.end + 1 };
    }
    let split = Work::of(Arc::new(split));
    library.save(&key, &after, &split).expect("nobody else writes");
    assert_eq!((hits(&library, "边界 border").len(), problems(&library)), (1, Vec::new()));
    let nonsense = Work::of(Arc::new(samples::alignment(2)));
    library.save(&key, &split, &nonsense).expect("nobody else writes");
    assert_eq!(read(&hits(&library, "蘇聯")), ["¶1 source [蘇聯]政府收到了囘信。羣衆都覩見了。 /"]);
    assert_eq!(problems(&library), [""; 0]);
    library.save(&key, &nonsense, &before).expect("nobody else writes");
    assert_eq!((hits(&library, "边界 border").len(), problems(&library)), (1, Vec::new()));
}

#[test]
fn a_document_that_is_read_otherwise_is_indexed_anew() {
    let shelf = Shelf::new();
    let (mut library, key) = stocked(&shelf);
    let version = library.version(&key).expect("it is there");
    let longer: Vec<(&str, &str)> = STATEMENT.iter().copied().chain([("另有附件。", "")]).collect();
    library.index(&key, &text("声明", longer.leak())).expect("it can be written");
    assert_eq!((hits(&library, "附件").len(), hits(&library, "领土").len()), (1, 1));
    assert_eq!(library.version(&key).expect("it is there"), version, "it is no edit");
    assert_eq!(problems(&library), [""; 0]);
    library.index(&key, &text("声明", STATEMENT)).expect("it can be written");
    assert_eq!((hits(&library, "附件").len(), hits(&library, "边界 border").len()), (0, 1));
    assert_eq!(problems(&library), [""; 0]);
}

#[test]
fn two_connections_search_what_either_wrote() {
    let shelf = Shelf::new();
    let (mut one, key) = stocked(&shelf);
    let mut other = shelf.open();
    assert_eq!(found(&other, "领土", ALL).count, 1);
    let work = Work::of(Arc::new(aligned(STATEMENT)));
    let noted = with_note(&work, "甲", "待查");
    one.save(&key, &work, &noted).expect("nobody else writes");
    assert_eq!(found(&other, "待查", ALL).count, 1);
    other.save(&key, &work, &with_note(&work, "乙", "待核")).expect("it is another one");
    assert_eq!(found(&one, "待核", ALL).count, 1);
    other.remove(&key, NOW).expect("it is there");
    assert_eq!(found(&one, "待查", ALL).count, 0);
    assert_eq!(problems(&one), [""; 0]);
}

/// A library of the first form with what is in `library`: what an older program left.
fn as_of_old(library: &Library, path: &std::path::Path) {
    drop(open::open_with(path, NOW, &schema::STEPS[..1], true).expect("it can be made"));
    let old = Connection::open(path).expect("it was made");
    old.execute("ATTACH ? AS new", [library.path().to_str().expect("it is UTF-8")]).expect("it is there");
    for table in ["blobs", "documents", "document_files", "items", "alignment_chunks"] {
        let columns: Vec<String> = old
            .prepare(&format!("SELECT name FROM main.pragma_table_info('{table}')"))
            .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
            .expect("the table is there");
        let columns = columns.join(", ");
        old.execute_batch(&format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}"))
            .expect("it is as it was");
    }
}

#[test]
fn an_older_library_is_renewed_and_says_what_is_not_indexed_yet() {
    let shelf = Shelf::new();
    let (mut library, key) = stocked(&shelf);
    let before = Work::of(Arc::new(aligned(STATEMENT)));
    let noted = note_at("甲", "指哪里？", &text("声明", STATEMENT), "边界局势");
    library.save(&key, &before, &noted).expect("nobody else writes");
    let path = shelf.folder.path().join("旧.duizhao");
    as_of_old(&library, &path);
    let mut old = Library::open_existing(&path, NOW).expect("it can be renewed");
    assert_eq!(schema::version(&old.connection).unwrap(), schema::STEPS.len() as i64);
    assert_eq!((found(&old, "领土", ALL).count, found(&old, "领土", ALL).unindexed), (0, 3));
    assert_eq!(old.verify(|_| Ok(())).map(|found| (found.unindexed, found.problems)).unwrap(), (3, Vec::new()));
    assert_eq!(work_of(&old, &key), noted);
    // What is written meanwhile comes into the index with its document.
    let more = with_note(&noted, "乙", "补记");
    old.save(&key, &noted, &more).expect("nobody else writes");
    old.save(&key, &more, &with_note(&noted, "乙", "再补记")).expect("nobody else writes");
    assert_eq!(found(&old, "补记", ALL).count, 0);
    assert_eq!(old.unindexed().expect("it can be read").len(), 3);
    for waiting in old.unindexed().expect("it can be read") {
        let pairs = if waiting == key { STATEMENT } else { &[][..] };
        old.index(&waiting, &text("声明", pairs)).expect("it can be written");
    }
    for typed in ["领土", "哪里", "再补记", "边界 border", "天气"] {
        assert_eq!((found(&old, typed, ALL).count, found(&old, typed, ALL).unindexed), (1, 0), "{typed}");
    }
    assert_eq!(problems(&old), [""; 0]);
    // A backup of the older form that is put back is renewed at once: others may have the library open.
    let backup = backup_folder(&path).join("旧-form-1-2026-11-21T163303Z.duizhao");
    restore_library(&path, &backup, NOW).expect("the backup is sound");
    assert_eq!((found(&old, "领土", ALL).count, found(&old, "领土", ALL).unindexed), (0, 3));
}

#[test]
fn an_index_that_is_not_as_it_should_be_is_found_out() {
    for (damage, expected) in [
        ("DELETE FROM search WHERE rowid = (SELECT max(rowid) FROM search)", "1 of its texts"),
        ("DELETE FROM search", "are not in the search index"),
        ("INSERT OR REPLACE INTO search (rowid, words) SELECT max(rowid), '别 的' FROM search", "1 of its texts"),
        ("INSERT INTO search (rowid, words) VALUES (99 << 32, '多')", "1 texts of document number 99"),
        ("INSERT INTO search (rowid, words) SELECT max(rowid) + 1, '多' FROM search", "1 texts of document number 3"),
        ("UPDATE passages SET text = '改' WHERE id = (SELECT max(id) FROM passages)", "not those that were read"),
        ("DELETE FROM passages WHERE id = (SELECT max(id) FROM passages)", "not those that were read"),
        ("UPDATE documents SET texts = NULL", "belong to no document"),
        ("INSERT INTO passages VALUES (99 << 32, '多')", "1 texts for searching belong to no document"),
        ("UPDATE search_data SET block = zeroblob(40) WHERE id > 100", ""),
    ] {
        let shelf = Shelf::new();
        let (library, _) = stocked(&shelf);
        library.connection.execute_batch(damage).expect("the damage can be done");
        let problems = problems(&library);
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{damage}: {problems:?}");
    }
}
