//! What is found in a library, and that its index follows every change.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::Connection;

use super::super::{Found, Most, open, samples, schema};
use super::{Shelf, file, problems, *};
use crate::model::search::{Hit, HitOn, search_document};
use crate::model::{
    Alignment, AnnotationId, Bead, IndexRange, Passage, PassageKind, Progress, ReadingText, Row, Segment, SideName,
    SideText, Span, Standing, Target,
};
use crate::text::search::Query;

const ALL: Most = Most { documents: usize::MAX, hits: usize::MAX };

type Pairs = [(&'static str, &'static str)];

const STATEMENT: &Pairs = &[
    ("关于领土问题的声明", "Statement on the Question of Territory"),
    ("蘇聯政府收到了囘信。羣衆都覩見了。", "The Soviet Government received the reply. The masses saw it."),
    ("一九六二年八月，边界局势稳定下来。", "In August 1962 the borders became quiet. All went well."),
    ("他们来自𠮷林。", ""),
    ("", "Translated by the archive."),
];

/// A document of passages that stand across from each other; an empty one is not there.
fn text(title: &str, pairs: &Pairs) -> Document {
    let side = |language, texts: Vec<&str>| {
        let all = texts.concat();
        let mut side = Side::empty(
            language,
            Arc::new(SourceText { name: String::new(), encoding: "UTF-8", text: all.as_str().into() }),
        );
        let mut at = 0;
        for text in texts {
            let span = Span::new(at, at + text.len());
            at += text.len();
            side.passages.push(Passage::new(PassageKind::Paragraph, ReadingText::verbatim(&all, span)));
        }
        side
    };
    let source = pairs.iter().map(|pair| pair.0).filter(|text| !text.is_empty()).collect();
    let translation = pairs.iter().map(|pair| pair.1).filter(|text| !text.is_empty()).collect();
    Document {
        source: side(Language::Chinese, source),
        translation: Some(side(Language::English, translation)),
        ..document(title)
    }
}

/// The sentences of a passage: a full stop ends one.
fn sentences(passage: usize, text: &str) -> Vec<Segment> {
    let mut at = 0;
    text.split_inclusive(['。', '.'])
        .map(|sentence| {
            let start = at;
            at += sentence.len();
            Segment { passage: passage as u32, at: Span::new(start, at) }
        })
        .collect()
}

/// A row for each pair. Where both sides have as many sentences each meets one, else all are one bead.
fn aligned(pairs: &Pairs) -> Alignment {
    let mut alignment = Alignment::default();
    let (mut passages, mut sides) = ([0, 0], [Vec::new(), Vec::new()]);
    let mut rows = Vec::new();
    let mut beads = Vec::new();
    for (nth, (source, translation)) in (1..).zip(pairs) {
        let first = beads.len();
        let mut parts = [IndexRange::default(); 2];
        let mut many = [IndexRange::default(); 2];
        for (side, text) in [source, translation].into_iter().enumerate() {
            let there = usize::from(!text.is_empty());
            parts[side] = IndexRange::new(passages[side], passages[side] + there);
            let new: Vec<Segment> = if there == 1 { sentences(passages[side], text) } else { Vec::new() };
            many[side] = IndexRange::new(sides[side].len(), sides[side].len() + new.len());
            sides[side].extend(new);
            passages[side] += there;
        }
        if many[0].len() == many[1].len() {
            let one = |range: IndexRange, nth: usize| {
                IndexRange::new(range.range().start + nth, range.range().start + nth + 1)
            };
            beads.extend((0..many[0].len()).map(|nth| Bead::proposed(one(many[0], nth), one(many[1], nth), 0.5)));
        } else {
            beads.push(Bead::proposed(many[0], many[1], 0.5));
        }
        let beads = IndexRange::new(first, beads.len());
        rows.push(Row { number: nth, source: parts[0], translation: parts[1], beads, confidence: 0.5 });
    }
    [alignment.source, alignment.translation] = sides;
    (alignment.rows, alignment.beads) = (rows, beads);
    alignment
}

fn put(library: &mut Library, title: &str, pairs: &Pairs, work: &Work) -> DocumentKey {
    let document = text(title, pairs);
    let new = NewDocument { files: vec![file(title)], document: &document, work, added: NOW };
    library.add(&new).unwrap_or_else(|error| panic!("{error}"))
}

/// A library with the statement and two documents that do not matter.
fn stocked(shelf: &Shelf) -> (Library, DocumentKey) {
    let mut library = shelf.open();
    put(&mut library, "天气", &[("今天下雪。", "It snows today.")], &Work::default());
    let key = put(&mut library, "声明", STATEMENT, &Work::of(Arc::new(aligned(STATEMENT))));
    put(&mut library, "空", &[], &Work::default());
    (library, key)
}

fn found(library: &Library, typed: &str, most: Most) -> Found {
    let found = library.search(&Query::new(typed), most, &Progress::default());
    found.unwrap_or_else(|error| panic!("{typed}: {error}")).expect("nobody cancels")
}

fn hits(library: &Library, typed: &str) -> Vec<Hit> {
    found(library, typed, ALL).documents.into_iter().flat_map(|one| one.hits).collect()
}

/// Hits as one reads them: address, side, marked text, partner.
fn read(hits: &[Hit]) -> Vec<String> {
    let marked = |text: &str, marks: &[Span]| {
        let mut shown = text.to_owned();
        for mark in marks.iter().rev() {
            shown.insert(mark.end as usize, ']');
            shown.insert(mark.start as usize, '[');
        }
        shown
    };
    let address = |hit: &Hit| hit.address.map(|address| address.to_string()).unwrap_or_default();
    hits.iter()
        .map(|hit| {
            let text = marked(&hit.text, &hit.marks);
            let partner = marked(&hit.partner, &hit.partner_marks);
            format!("{} {} {text} / {partner}", address(hit), hit.on.name()).trim().to_owned()
        })
        .collect()
}

#[test]
fn a_sentence_is_found_by_what_is_in_it_in_every_form() {
    let shelf = Shelf::new();
    let (library, key) = stocked(&shelf);
    for (typed, expected) in [
        ("領土", &["¶1 source 关于[领土]问题的声明 / Statement on the Question of Territory"][..]),
        ("领", &["¶1 source 关于[领]土问题的声明 / Statement on the Question of Territory"]),
        ("苏联", &["¶2.1 source [蘇聯]政府收到了囘信。 / The Soviet Government received the reply."]),
        ("回信", &["¶2.1 source 蘇聯政府收到了[囘信]。 / The Soviet Government received the reply."]),
        ("羣", &["¶2.2 source [羣]衆都覩見了。 / The masses saw it."]),
        ("群众都睹见了", &["¶2.2 source [羣衆都覩見了]。 / The masses saw it."]),
        ("𠮷", &["¶4 source 他们来自[𠮷]林。 /"]),
        ("Territories", &["¶1 translation Statement on the Question of [Territory] / 关于领土问题的声明"]),
        ("SEEN", &["¶2.2 translation The masses [saw] it. / 羣衆都覩見了。"]),
        ("translate", &["¶5 translation [Translated] by the archive. /"]),
        (
            "边界 border",
            &[
                "¶3 source 一九六二年八月，[边界]局势稳定下来。 / In August 1962 the [borders] became quiet. All went well.",
            ],
        ),
        (
            "quiet 1962",
            &[
                "¶3 translation In August [1962] the borders became [quiet]. All went well. / 一九六二年八月，边界局势稳定下来。",
            ],
        ),
        ("声明 天气", &[]),
        ("问题关于", &[]),
        ("border territory", &[]),
        ("government", &["¶2.1 translation The Soviet [Government] received the reply. / 蘇聯政府收到了囘信。"]),
        ("天气", &[" title [天气] /"]),
        ("今天", &["source [今天]下雪。 /"]),
        ("snow", &["translation It [snows] today. /"]),
        (
            "下来 in",
            &[
                "¶3 source 一九六二年八月，边界局势稳定[下来]。 / [In] August 1962 the borders became quiet. All went well.",
            ],
        ),
        ("下来in", &[]),
        ("没有这样的话", &[]),
        ("", &[]),
    ] {
        let read = read(&hits(&library, typed));
        let expected: Vec<&str> = expected.iter().map(|one| one.trim()).collect();
        assert_eq!(read, expected, "{typed}");
    }
    let found = found(&library, "领土", ALL);
    assert_eq!((found.count, found.unindexed, &found.documents[0].key), (1, 0, &key));
    assert_eq!(problems(&library), [""; 0]);
}

#[test]
fn nothing_that_is_typed_is_syntax_or_an_error() {
    let shelf = Shelf::new();
    let (library, _) = stocked(&shelf);
    let hostile = [
        "\"",
        "\"领土",
        "AND",
        "OR OR",
        "NOT 领土",
        "NEAR(",
        "NEAR(领 土, 5)",
        "*",
        "领*",
        "^领",
        "words:领",
        "{words}:领",
        "-领",
        "领 AND",
        "(",
        ")",
        "领)",
        "+",
        "'",
        "'; DROP TABLE search; --",
        "¶",
        "领 ¶ territory",
        "💥",
        "\u{202e}领土\u{202c}",
        "\u{0}",
        "a\u{0}b",
        "%",
        "_",
        "\\",
        "",
        "  ",
        "\u{3000}",
        "search MATCH 'x'",
        "\u{feff}",
        "领\u{e0100}土",
    ];
    for typed in hostile {
        found(&library, typed, ALL);
    }
    for typed in
        ["边".repeat(10_000), "边 ".repeat(5_000), "\"".repeat(10_000), "a1 ".repeat(5_000), "x".repeat(10_000)]
    {
        found(&library, &typed, ALL);
    }
    for (typed, many) in
        [("\"领土\"", 1), ("^领*", 1), ("\u{202e}领土\u{202c}", 1), ("领\u{e0100}土", 1), ("领 AND 土", 0)]
    {
        assert_eq!(found(&library, typed, ALL).count, many, "{typed}");
    }
}

fn note_at(id: &str, text: &str, document: &Document, quote: &str) -> Work {
    let side = SideText::new(&document.source);
    let start =
        side.text().find(quote).and_then(|at| side.text().get(..at)).expect("it is there").chars().count() as u32;
    let selector = side.selector(start, start + quote.chars().count() as u32).expect("it is there");
    let target = Target { side: SideName::Source, selector, standing: Standing::Sure };
    let note = crate::model::Annotation { targets: vec![target], ..samples::note(id, text) };
    Work {
        annotations: Arc::new([(note.id.clone(), Arc::new(note))].into_iter().collect()),
        ..Work::of(Arc::new(aligned(STATEMENT)))
    }
}

#[test]
fn notes_and_drafts_are_found_where_they_stand_and_only_while_they_do() {
    let shelf = Shelf::new();
    let (mut library, key) = stocked(&shelf);
    let before = Work::of(Arc::new(aligned(STATEMENT)));
    let mut after = note_at("甲", "指哪里？See the map.", &text("声明", STATEMENT), "边界局势");
    let edit = |work: &mut Work, id: &str, change: &dyn Fn(&mut crate::model::Annotation)| {
        let one = Arc::make_mut(&mut work.annotations).get_mut(&AnnotationId(id.into())).expect("it is there");
        change(Arc::make_mut(one));
    };
    edit(&mut after, "甲", &|note| note.tags = vec!["地圖".to_owned(), String::new()]);
    let reply = crate::model::Annotation {
        targets: Vec::new(),
        reply_to: Some(AnnotationId("甲".into())),
        ..samples::note("乙", "在伊犁")
    };
    Arc::make_mut(&mut after.annotations).insert(reply.id.clone(), Arc::new(reply));
    let draft = samples::draft("丙", "They come from 𠮷林");
    Arc::make_mut(&mut after.drafts).insert(draft.id.clone(), Arc::new(draft));
    library.save(&key, &before, &after).expect("nobody else writes");
    for (typed, expected) in [
        ("哪里", &["¶3 note 指[哪里]？See the map.\n#地圖 / 边界局势"][..]),
        ("maps", &["¶3 note 指哪里？See the [map].\n#地圖 / 边界局势"]),
        ("地图", &["¶3 note 指哪里？See the map.\n#[地圖] / 边界局势"]),
        ("伊犁", &["¶3 note 在[伊犁] /"]),
        ("coming", &["¶1 draft They [come] from 𠮷林 / 领土\"边界\""]),
        ("𠮷林", &["¶4 source 他们来自[𠮷林]。 /", "¶1 draft They come from [𠮷林] / 领土\"边界\""]),
    ] {
        assert_eq!(read(&hits(&library, typed)), expected, "{typed}");
    }
    let mut changed = after.clone();
    edit(&mut changed, "甲", &|note| {
        note.text = "已经查明".to_owned();
        note.targets[0].standing = Standing::Lost;
    });
    edit(&mut changed, "乙", &|note| note.text = "🎉".to_owned());
    Arc::make_mut(&mut changed.drafts).clear();
    library.save(&key, &after, &changed).expect("nobody else writes");
    for (typed, many) in [("哪里", 0), ("伊犁", 0), ("come", 0), ("查明", 1), ("地图", 1)] {
        assert_eq!(hits(&library, typed).len(), many, "{typed}");
    }
    assert_eq!(hits(&library, "查明")[0].address, None, "it has lost its place");
    assert_eq!(problems(&library), [""; 0]);
    library.save(&key, &changed, &after).expect("it can be undone");
    assert_eq!(hits(&library, "哪里").len(), 1);
    library.save(&key, &after, &before).expect("it can be undone");
    assert_eq!(hits(&library, "地图").len(), 0);
    assert_eq!(problems(&library), [""; 0]);
}

#[test]
fn what_is_in_the_bin_is_not_found_until_it_comes_back() {
    let shelf = Shelf::new();
    let (mut library, key) = stocked(&shelf);
    library.remove(&key, NOW).expect("it is there");
    assert_eq!(found(&library, "领土", ALL).count, 0);
    assert_eq!(problems(&library), [""; 0]);
    library.take_back(&key).expect("it is in the bin");
    assert_eq!(found(&library, "领土", ALL).count, 1);
    library.remove(&key, NOW).expect("it is there");
    library.empty_bin().expect("it can be written");
    assert_eq!((found(&library, "领土", ALL).count, problems(&library)), (0, Vec::new()));
    // The next document may have its number.
    put(&mut library, "别的", &[("没有。", "Nothing.")], &Work::default());
    assert_eq!((found(&library, "领土", ALL).count, found(&library, "没有", ALL).count), (0, 1));
    assert_eq!(problems(&library), [""; 0]);
}

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
    let noted = super::with_note(&work, "甲", "待查");
    one.save(&key, &work, &noted).expect("nobody else writes");
    assert_eq!(found(&other, "待查", ALL).count, 1);
    other.save(&key, &work, &super::with_note(&work, "乙", "待核")).expect("it is another one");
    assert_eq!(found(&one, "待核", ALL).count, 1);
    other.remove(&key, NOW).expect("it is there");
    assert_eq!(found(&one, "待查", ALL).count, 0);
    assert_eq!(problems(&one), [""; 0]);
}

#[test]
fn all_is_counted_and_the_best_is_shown() {
    let shelf = Shelf::new();
    let mut library = shelf.open();
    let title = put(&mut library, "水利", &[("修渠。", ""), ("分水。", "")], &Work::default());
    let little: Vec<(&str, &str)> = (0..9).map(|nth| if nth == 0 { ("水", "") } else { ("山。", "") }).collect();
    let little = little.leak();
    put(&mut library, "山", little, &Work::of(Arc::new(aligned(little))));
    let much = put(&mut library, "河", &[("水。", "water"); 9], &Work::of(Arc::new(aligned(&[("水。", "water"); 9]))));
    let found = found(&library, "水", Most { documents: 2, hits: 4 });
    assert_eq!(found.count, 3);
    let shown: Vec<_> = found.documents.iter().map(|one| (&one.key, one.hits.len(), one.more)).collect();
    assert_eq!(shown, [(&title, 2, 0), (&much, 4, 5)]);
    assert_eq!(found.documents[0].hits[0].on, HitOn::Title);
    let addresses: Vec<String> =
        found.documents[1].hits.iter().filter_map(|hit| Some(hit.address?.to_string())).collect();
    assert_eq!(addresses, ["¶1", "¶2", "¶3", "¶4"]);
    let cancelled = Progress::default();
    cancelled.cancel();
    assert_eq!(library.search(&Query::new("水"), ALL, &cancelled).expect("it can be read"), None);
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
    let more = super::with_note(&noted, "乙", "补记");
    old.save(&key, &noted, &more).expect("nobody else writes");
    old.save(&key, &more, &super::with_note(&noted, "乙", "再补记")).expect("nobody else writes");
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
    let backup = super::super::backup_folder(&path).join("旧-form-1-2026-11-21T163303Z.duizhao");
    super::super::restore_library(&path, &backup, NOW).expect("the backup is sound");
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

/// Something that changes what is found.
#[derive(Clone, Debug)]
enum Deed {
    Note(u8, String),
    Unnote(u8),
    Draft(String),
    /// The bead at that place takes in the one after it, if both are of one row.
    Merge(usize),
    /// The bead at that place gives its last sentence of the source away, to be a bead of its own.
    Split(usize),
    Undo,
    Bin,
    Index(bool),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..3_u8, "[领土a边 ]{0,3}").prop_map(|(id, text)| Deed::Note(id, text)),
        (0..3_u8).prop_map(Deed::Unnote),
        "[领土a ]{0,3}".prop_map(Deed::Draft),
        (0..9_usize).prop_map(Deed::Merge),
        (0..9_usize).prop_map(Deed::Split),
        Just(Deed::Undo),
        Just(Deed::Bin),
        any::<bool>().prop_map(Deed::Index),
    ]
}

fn done(deed: &Deed, work: &Work) -> Work {
    let mut after = work.clone();
    let change = |work: &mut Work, nth: usize, change: &dyn Fn(&mut Alignment)| {
        let alignment = Arc::make_mut(&mut work.alignment);
        let many = alignment.beads.len();
        change(alignment);
        let more = alignment.beads.len() as i64 - many as i64;
        for row in &mut alignment.rows {
            let moved = |at: u32| if at as usize > nth { (i64::from(at) + more) as u32 } else { at };
            row.beads = IndexRange { start: moved(row.beads.start), end: moved(row.beads.end) };
        }
    };
    match deed {
        Deed::Note(id, text) => return super::with_note(work, &id.to_string(), text),
        Deed::Unnote(id) => drop(Arc::make_mut(&mut after.annotations).remove(&AnnotationId(id.to_string().into()))),
        Deed::Draft(text) => {
            let draft = samples::draft("译", text);
            Arc::make_mut(&mut after.drafts).insert(draft.id.clone(), Arc::new(draft));
        }
        Deed::Merge(nth)
            if after.alignment.rows.iter().any(|row| row.beads.contains(*nth) && row.beads.contains(nth + 1)) =>
        {
            change(&mut after, *nth, &|alignment| {
                let next = alignment.beads.remove(nth + 1);
                alignment.beads[*nth].source.end = next.source.end;
                alignment.beads[*nth].translation.end = next.translation.end;
            });
        }
        Deed::Split(nth) if after.alignment.beads.get(*nth).is_some_and(|bead| bead.source.len() > 1) => {
            change(&mut after, *nth, &|alignment| {
                let bead = &mut alignment.beads[*nth];
                bead.source.end -= 1;
                let source = IndexRange { start: bead.source.end, end: bead.source.end + 1 };
                let translation = IndexRange { start: bead.translation.end, end: bead.translation.end };
                alignment.beads.insert(nth + 1, Bead::proposed(source, translation, 0.1));
            });
        }
        Deed::Undo => after = Work::of(Arc::new(aligned(STATEMENT))),
        Deed::Merge(_) | Deed::Split(_) | Deed::Bin | Deed::Index(_) => (),
    }
    after
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_looking_finds(deeds in prop::collection::vec(deed(), 1..24)) {
        let shelf = Shelf::new();
        let (mut library, key) = stocked(&shelf);
        let document = text("声明", STATEMENT);
        let mut work = Work::of(Arc::new(aligned(STATEMENT)));
        let mut binned = false;
        for deed in deeds {
            let after = done(&deed, &work);
            library.save(&key, &work, &after).expect("nobody else writes");
            work = after;
            match deed {
                Deed::Bin if binned => library.take_back(&key).expect("it is in the bin"),
                Deed::Bin => library.remove(&key, NOW).expect("it is there"),
                Deed::Index(as_it_is) => {
                    let other = text("声明", &[("另一种读法。", "")]);
                    library.index(&key, &other).expect("it can be written");
                    if as_it_is {
                        library.index(&key, &document).expect("it can be written");
                    } else {
                        prop_assert_eq!(problems(&library), Vec::<String>::new());
                        library.index(&key, &document).expect("it can be written");
                    }
                }
                _ => (),
            }
            binned ^= matches!(deed, Deed::Bin);
            for typed in ["领土", "边界 border", "了 the", "a", "领", "林"] {
                let query = Query::new(typed);
                let (hits, _) = search_document(&document, &work, &query, 99, &Progress::default()).expect("nobody cancels");
                let all = found(&library, typed, ALL).documents;
                let ours = all.into_iter().find(|one| one.key == key).map(|one| one.hits).unwrap_or_default();
                let expected = if binned { Vec::new() } else { hits };
                prop_assert_eq!(&ours, &expected, "{}", typed);
            }
        }
        prop_assert_eq!(problems(&library), Vec::<String>::new());
    }

    #[test]
    fn every_sentence_is_found_by_any_two_to_four_characters_of_it(
        sentences in prop::collection::vec("[领土邊界羣囘𠮷之，、 ]{2,12}", 1..8),
        from in 0..12_usize,
        many in 2..5_usize,
    ) {
        let shelf = Shelf::new();
        let mut library = shelf.open();
        let sentences: BTreeSet<String> = sentences.into_iter().collect();
        let pairs: Vec<(&'static str, &'static str)> =
            sentences.iter().map(|sentence| (&*sentence.clone().leak(), "border")).collect();
        let pairs: &Pairs = pairs.leak();
        put(&mut library, "题", pairs, &Work::of(Arc::new(aligned(pairs))));
        for sentence in &sentences {
            let part: String = sentence.chars().filter(|char| *char != ' ').skip(from).take(many).collect();
            if Query::new(&part).is_empty() {
                continue;
            }
            let hits = hits(&library, &part);
            prop_assert!(hits.iter().any(|hit| hit.text == sentence.trim()), "{} in {}: {:?}", part, sentence, hits);
            prop_assert!(hits.iter().all(|hit| !hit.marks.is_empty()));
        }
    }
}
