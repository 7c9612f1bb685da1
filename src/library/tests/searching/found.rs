//! What is found by what, and in which order.

use super::*;
use crate::model::search::HitOn;

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
    // What people wrote is not crowded out by the text.
    let before = work_of(&library, &much);
    library.save(&much, &before, &with_note(&before, "甲", "水")).expect("nobody else writes");
    let found = super::found(&library, "水", Most { documents: 9, hits: 4 });
    let noted = found.documents.iter().find(|one| one.key == much).expect("it is found");
    let names: Vec<&str> = noted.hits.iter().map(|hit| hit.on.name()).collect();
    assert_eq!((names, noted.more), (vec!["source", "source", "source", "note"], 6));
    let cancelled = Progress::default();
    cancelled.cancel();
    assert_eq!(library.search(&Query::new("水"), ALL, &cancelled).expect("it can be read"), None);
}
