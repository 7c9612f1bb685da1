//! Footnotes and what is known about a document: found where they stand, in step with every reading, and brought into
//! the index of an older library while its texts stay as they are.

use super::super::super::{backup_folder, open, schema};
use super::*;
use crate::model::search::{HitOn, search_document};
use crate::model::{
    Called, DetailKind, FurnitureKind, InfoboxField, Mark, MarkStyle, MetadataField, Note, Place, Structure,
};

/// The statement with footnotes on both sides, a record and an infobox. The second footnote has no mark in the text.
pub(super) fn annotated() -> Document {
    let mut document = text("声明", STATEMENT);
    let note = |mark: &str, text: &str| Note {
        mark: mark.to_owned(),
        text: ReadingText::verbatim(text, Span::new(0, text.len())),
        marks: Vec::new(),
        uses: 1,
    };
    let mark = |passage: &mut Passage, words: &str, note: u32| {
        let at = passage.text.text().find(words).expect("it is there");
        passage.marks.push(Mark { at: Span::new(at, at + words.len()), style: MarkStyle::NoteMark { note } });
    };
    document.source.notes = vec![note("1", "新疆檔案館藏，領土卷。"), note("2", "只在信息框里，𠮷。")];
    mark(&mut document.source.passages[1], "羣", 0);
    mark(&mut document.source.passages[3], "𠮷", 0);
    let translation = document.translation.as_mut().expect("there is one");
    translation.notes = vec![note("a", "Archives were closed. 边界未定。")];
    mark(&mut translation.passages[2], "borders", 0);
    document.source.infobox.push(InfoboxField {
        label: "人口".to_owned(),
        value: "六万\n  伊犁七千".to_owned(),
        source: Span::default(),
    });
    document.metadata.citation = Some("外交部檔案館 118-01767-01".to_owned());
    let label = "Author".to_owned();
    document.metadata.other.push(MetadataField { label, value: "周恩来".to_owned() });
    document
}

/// A library with the statement and all that is known about it.
fn stocked_with(document: &Document, work: &Work) -> (Shelf, Library, DocumentKey) {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    put(&mut library, "天气", &[("今天下雪。", "It snows today.")], &Work::default());
    let new = NewDocument { files: vec![file("声明")], document, work, added: NOW };
    let key = library.add(&new).unwrap_or_else(|error| panic!("{error}"));
    (shelf, library, key)
}

fn work() -> Work {
    Work::of(Arc::new(aligned(STATEMENT)))
}

#[test]
fn footnotes_and_metadata_are_found_and_say_what_they_are() {
    let (_shelf, library, key) = stocked_with(&annotated(), &work());
    for (typed, expected) in [
        ("档案 领土", &["¶2.2 source-footnote 新疆[檔案]館藏，[領土]卷。 / [羣]衆都覩見了。"][..]),
        (
            "館",
            &[
                "¶2.2 source-footnote 新疆檔案[館]藏，領土卷。 / [羣]衆都覩見了。",
                "metadata 外交部檔案[館] 118-01767-01 / Citation",
            ],
        ),
        ("信息框", &["source-footnote 只在[信息框]里，𠮷。 /"]),
        (
            "archive closing",
            &["¶3 translation-footnote [Archives] were [closed]. 边界未定。 / \
             In August 1962 the [borders] became quiet. All went well."],
        ),
        ("01767", &["metadata 外交部檔案館 118-[01767]-01 / Citation"]),
        ("118-01767-01", &["metadata 外交部檔案館 [118-01767-01] / Citation"]),
        ("周", &["metadata [周]恩来 / Author"]),
        ("七千", &["source-infobox 六万\n  伊犁[七千] / 人口"]),
        // A name of a field is said, and is no text.
        ("Author", &[]),
        ("人口", &[]),
        // What stands in one text and in another is no hit.
        ("新疆 周恩来", &[]),
    ] {
        let read = read(&hits(&library, typed));
        assert_eq!(read, expected, "{typed}");
        let (shown, _) = search_document(&annotated(), &work(), &Query::new(typed), 99, &Progress::default())
            .expect("nobody cancels");
        assert_eq!(super::read(&shown), expected, "{typed}");
    }
    let HitOn::Detail(kind) = hits(&library, "closed").remove(0).on else { panic!("it is a footnote") };
    assert_eq!((kind.label(), problems(&library)), ("Footnote a, translation".to_owned(), Vec::new()));
    let shelved = work_of(&library, &key);
    assert_eq!(shelved, work());
}

#[test]
fn footnotes_and_notes_are_not_crowded_out_by_the_text() {
    let pairs: &Pairs = &[("水。", "water"); 9];
    let mut document = text("河", pairs);
    document.metadata.other = ["水利部", "水电部"]
        .map(|value| MetadataField { label: "Publisher".to_owned(), value: value.to_owned() })
        .into();
    let (_shelf, mut library, key) = stocked_with(&document, &Work::of(Arc::new(aligned(pairs))));
    let names = |library: &Library, hits: usize| {
        let found = found(library, "水", Most { documents: 9, hits });
        let names: Vec<&str> = found.documents[0].hits.iter().map(|hit| hit.on.name()).collect();
        (names.join(" "), found.documents[0].more)
    };
    assert_eq!(names(&library, 4), ("source source source metadata".to_owned(), 7));
    assert_eq!(names(&library, 10), ("source ".repeat(8) + "metadata metadata", 1));
    assert_eq!(names(&library, 99), ("source ".repeat(9) + "metadata metadata", 0));
    let before = work_of(&library, &key);
    library.save(&key, &before, &with_note(&before, "甲", "水")).expect("nobody else writes");
    assert_eq!(names(&library, 4), ("source source metadata note".to_owned(), 8));
}

#[test]
fn marks_stand_where_a_person_put_the_passages() {
    let document = annotated();
    let mut structure = Structure::default();
    // The second passage is cut before its second sentence, and the fourth is set aside.
    let cut = document.source.passages[1].text.text().find('羣').expect("it is there") as u32;
    structure.source.cuts.insert(Place { passage: 1, offset: cut });
    let aside = Called::Furniture { kind: FurnitureKind::Noise, row: None };
    structure.source.called.insert(Place { passage: 3, offset: 0 }, aside);
    let laid = structure.apply(&document);
    let pairs: &Pairs = &[
        ("关于领土问题的声明", "Statement on the Question of Territory"),
        ("蘇聯政府收到了囘信。", "The Soviet Government received the reply. The masses saw it."),
        ("羣衆都覩見了。", ""),
        ("一九六二年八月，边界局势稳定下来。", "In August 1962 the borders became quiet. All went well."),
        ("", "Translated by the archive."),
    ];
    let work = Work::of(Arc::new(Alignment { structure: Arc::new(structure), ..aligned(pairs) }));
    let (_shelf, library, _) = stocked_with(&document, &work);
    for typed in ["新疆", "closed", "信息框", "周恩来", "群众"] {
        let (shown, _) =
            search_document(&laid, &work, &Query::new(typed), 99, &Progress::default()).expect("nobody cancels");
        assert_eq!(hits(&library, typed), shown, "{typed}");
    }
    assert_eq!(read(&hits(&library, "新疆")), ["¶3 source-footnote [新疆]檔案館藏，領土卷。 / [羣]衆都覩見了。"]);
    assert_eq!(problems(&library), [""; 0]);
}

#[test]
fn another_reading_of_the_footnotes_is_indexed_alone() {
    let (_shelf, mut library, key) = stocked_with(&annotated(), &work());
    let mut other = annotated();
    other.source.notes.remove(1);
    other.metadata.citation = None;
    let passages = |library: &Library| -> Vec<i64> {
        let mut statement = library.connection.prepare("SELECT rowid FROM passages").expect("it is there");
        statement.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("it can be read")
    };
    let before = passages(&library);
    library.index(&key, &other).expect("it can be written");
    assert_eq!((hits(&library, "信息框").len(), hits(&library, "01767").len()), (0, 0));
    assert_eq!((hits(&library, "新疆").len(), passages(&library)), (1, before));
    assert_eq!(problems(&library), [""; 0]);
    library.remove(&key, NOW).expect("it is there");
    assert_eq!(hits(&library, "新疆").len(), 0);
    library.empty_bin().expect("it can be written");
    assert_eq!(problems(&library), [""; 0]);
}

/// Makes a library as a program left it that knew nothing of footnotes in the index.
fn as_of_second_form(library: &Library) {
    library
        .connection
        .execute_batch(
            "DELETE FROM search WHERE rowid IN (SELECT rowid FROM search WHERE rowid >> 29 & 7 = 6);
             DROP TABLE details; DROP INDEX documents_not_searched; ALTER TABLE documents DROP COLUMN details;
             CREATE INDEX documents_not_searched ON documents (binned) WHERE texts IS NULL; PRAGMA user_version = 2",
        )
        .expect("it can be written");
}

#[test]
fn an_older_library_is_searched_as_it_was_until_its_footnotes_have_come_in() {
    let (shelf, library, key) = stocked_with(&annotated(), &work());
    as_of_second_form(&library);
    drop(library);
    let mut library = shelf.open();
    assert_eq!(schema::version(&library.connection).unwrap(), schema::STEPS.len() as i64);
    let names = super::super::saving::names_in(&backup_folder(&shelf.path()));
    assert_eq!(names, ["library-form-2-2026-11-21T163303Z.duizhao"]);
    assert_eq!((hits(&library, "领土").len(), hits(&library, "新疆").len()), (1, 0));
    assert_eq!((found(&library, "领土", ALL).unindexed, problems(&library)), (2, Vec::new()));
    // What is written meanwhile is found at once.
    library.save(&key, &work(), &with_note(&work(), "甲", "待查")).expect("nobody else writes");
    assert_eq!(hits(&library, "待查").len(), 1);
    for waiting in library.unindexed().expect("it can be read") {
        let document =
            if waiting == key { annotated() } else { text("天气", &[("今天下雪。", "It snows today.")]) };
        library.complete_index(&waiting, &document).expect("it can be written");
    }
    assert_eq!(found(&library, "领土", ALL).unindexed, 0);
    for typed in ["新疆", "closed", "01767", "待查", "七千"] {
        assert_eq!(hits(&library, typed).len(), 1, "{typed}");
    }
    assert_eq!(hits(&library, "新疆")[0].address.map(|address| address.to_string()).as_deref(), Some("¶2.2"));
    assert_eq!(problems(&library), [""; 0]);
    let again = open::open_with(&shelf.path(), NOW, schema::STEPS, false).expect("it is renewed");
    assert_eq!(hits(&again, "新疆").len(), 1);
}

/// The texts of an older reading stay, since the alignment was made of them; only where a footnote stands in them is not
/// known.
#[test]
fn footnotes_of_another_reading_come_in_without_a_place() {
    let (shelf, library, key) = stocked_with(&annotated(), &work());
    as_of_second_form(&library);
    drop(library);
    let mut library = shelf.open();
    let mut other = annotated();
    other.source.passages.remove(0);
    library.complete_index(&key, &other).expect("it can be written");
    let hit = hits(&library, "新疆").remove(0);
    assert_eq!((hit.address, hit.partner.as_str(), hits(&library, "领土问题").len()), (None, "", 1));
    assert!(library.read_as_aligned(&key).expect("it can be read").is_some());
    assert_eq!(problems(&library), [""; 0]);
    library.index(&key, &annotated()).expect("it can be written");
    assert!(hits(&library, "新疆")[0].address.is_some());
    assert!(matches!(hits(&library, "新疆")[0].on, HitOn::Detail(DetailKind::Footnote { .. })));
}

#[test]
fn footnotes_that_are_not_as_they_should_be_are_found_out() {
    for (damage, expected) in [
        ("UPDATE details SET text = '改' WHERE id = (SELECT max(id) FROM details)", "not those that were read"),
        ("UPDATE details SET passage = 4 WHERE passage IS NOT NULL", "not those that were read"),
        ("DELETE FROM details", "not those that were read"),
        ("UPDATE details SET side = '上'", "of no side"),
        ("DELETE FROM search WHERE rowid = (SELECT max(rowid) FROM search)", "1 of its texts"),
        (
            "INSERT INTO details VALUES (99 << 32, 'record', NULL, '题', '多', NULL, NULL, NULL)",
            "1 footnotes and lines of metadata for searching belong to no document",
        ),
        ("UPDATE documents SET details = NULL", "belong to no document"),
    ] {
        let (_shelf, library, _) = stocked_with(&annotated(), &work());
        library.connection.execute_batch(damage).expect("the damage can be done");
        let problems = match library.verify(|_| Ok(())) {
            Ok(found) => found.problems,
            Err(error) => vec![error.to_string()],
        };
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{damage}: {problems:?}");
    }
}
