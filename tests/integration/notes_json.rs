//! Notes leave as W3C annotations and come back whole; those of other programs come as far as they go.

use std::sync::Arc;

use duizhao::export::notes::json_ld::{About, Conflict, Merge, Settled, merge, read, settle, write};
use duizhao::model::{
    Annotation, AnnotationId, Colour, Document, DocumentKind, Draft, DraftId, Edit, Metadata, Motivation, Passage,
    PassageKind, ReadingText, Selector, Side, SideName, SideText, SourceText, Span, Standing, Target, Timestamp, Work,
};
use duizhao::text::Language;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::quoted::place_of;

const ABOUT: About = About { key: "00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee" };

const CHINESE: [&str; 3] = [
    "各位代表！群众囘來了，𠮷林的同志也來了。",
    "一九六二年有六万七千人外逃 🏳️‍🌈。各位代表！",
    "周总理说：双方应当谈判。",
];
const ENGLISH: [&str; 2] = [
    "Delegates! The masses have returned, and so have the comrades.",
    "In 1962 some 67,000 people fled. Premier Zhou said: talk.",
];

fn side(language: Language, passages: &[&str]) -> Side {
    let source = Arc::new(SourceText::new("", passages.concat()));
    let mut side = Side::empty(language, source.clone());
    let mut at = 0;
    for passage in passages {
        let span = Span::new(at, at + passage.len());
        at = span.end as usize;
        side.passages.push(Passage::new(PassageKind::Paragraph, ReadingText::verbatim(&source.text, span)));
    }
    side
}

fn document() -> Document {
    Document {
        metadata: Metadata { address: Some("https://example.org/record/1".to_owned()), ..Metadata::default() },
        ..Document::new(
            DocumentKind::Plain,
            "邊界談判",
            side(Language::Chinese, &CHINESE),
            Some(side(Language::English, &ENGLISH)),
        )
    }
}

fn target(side: SideName, quote: &str) -> Target {
    place_of(&document(), side, quote)
}

fn note(id: &str, text: &str, targets: Vec<Target>) -> Annotation {
    Annotation { targets, text: text.to_owned(), ..Annotation::new(AnnotationId(id.into()), Motivation::Commenting) }
}

fn written(notes: &[Annotation], drafts: &[Draft]) -> String {
    write(&document(), &notes.iter().collect::<Vec<_>>(), &drafts.iter().collect::<Vec<_>>(), &ABOUT)
}

fn settled(text: &str) -> Settled {
    settle(&read(text).expect("it can be read"), &document(), &ABOUT)
}

fn brought_in(text: &str) -> Merge {
    merge(&Work::default(), &settled(text))
}

/// Import into an empty library, and export again.
fn round_trip(text: &str) -> String {
    let work = brought_in(text).edit().iter().try_fold(Work::default(), |work, edit| edit.apply(&work));
    let work = work.expect("all of them can be done");
    let notes: Vec<&Annotation> = work.annotations.values().map(Arc::as_ref).collect();
    let drafts: Vec<&Draft> = work.drafts.values().map(Arc::as_ref).collect();
    write(&document(), &notes, &drafts, &ABOUT)
}

fn small_collection() -> (Vec<Annotation>, Vec<Draft>) {
    let both = vec![target(SideName::Source, "囘來了，𠮷林"), target(SideName::Translation, "have returned")];
    let first = Annotation {
        tags: vec!["用词".to_owned(), "names".to_owned()],
        colour: Some(Colour::Blue),
        author: "审校".to_owned(),
        created: Some(Timestamp(1_700_000_000)),
        modified: Some(Timestamp(1_700_000_100)),
        ..note("urn:uuid:1", "**囘** is 回", both)
    };
    let reply = Annotation {
        motivation: Motivation::Replying,
        reply_to: Some(first.id.clone()),
        resolved: true,
        ..note("urn:uuid:2", "<script>alert(1)</script>\u{202E}", Vec::new())
    };
    let mut moved = target(SideName::Source, "🏳️‍🌈");
    moved.standing = Standing::ToConfirm { was: Selector { exact: "旗".to_owned(), ..moved.selector.clone() } };
    let mark = Annotation { motivation: Motivation::Bookmarking, ..note("urn:uuid:3", "旗", vec![moved]) };
    let lost = Selector { start: 900, end: 904, exact: "不在这里".to_owned(), ..Selector::default() };
    let lost = Target { side: SideName::Source, selector: lost, standing: Standing::Lost };
    let draft = Draft {
        created: Some(Timestamp(0)),
        ..Draft::new(
            DraftId("urn:uuid:4".into()),
            target(SideName::Source, "双方应当谈判"),
            "Both sides should talk".to_owned(),
        )
    };
    (vec![first, reply, mark, note("urn:uuid:5", "", vec![lost])], vec![draft])
}

#[test]
fn a_small_collection_is_written_so() {
    let (notes, drafts) = small_collection();
    let text = written(&notes, &drafts);
    assert_eq!(round_trip(&text), text);
    insta::assert_snapshot!(text);
}

/// What the model of the W3C asks of a collection of annotations.
fn validate(text: &str) {
    let value: Value = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(value["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(value["type"], "AnnotationCollection");
    let page = &value["first"];
    assert_eq!(
        (&page["type"], &page["partOf"], &page["startIndex"]),
        (&json!("AnnotationPage"), &value["id"], &json!(0))
    );
    let items = page["items"].as_array().expect("a page has items");
    assert_eq!(value["total"], items.len());
    for item in items {
        assert!(item["id"].is_string() && item["type"] == "Annotation", "{item}");
        for moment in ["created", "modified"].iter().filter_map(|name| item.get(name)) {
            assert!(moment.as_str().is_some_and(|moment| moment.ends_with('Z') && moment.contains('T')), "{item}");
        }
        let many = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        for body in item.get("body").map(many).unwrap_or_default() {
            assert!(body["type"] == "TextualBody" && body["value"].is_string(), "{item}");
        }
        for target in many(&item["target"]) {
            assert!(
                target.is_string() || (target["type"] == "SpecificResource" && target["source"].is_string()),
                "{item}"
            );
        }
    }
}

fn arbitrary_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "\\PC{0,12}",
        2 => "[领土囘𠮷🏳️\u{202E}\u{0}\u{7F}\u{FEFF}\n\\\\\"<>/]{0,12}",
        1 => Just("<script>alert('对')</script>=cmd|' /C calc'!A0".to_owned()),
        1 => Just("../../etc/passwd\u{2028}\\ud83c".to_owned()),
    ]
}

fn arbitrary_target() -> impl Strategy<Value = Target> {
    let length = |side: SideName| SideText::new(document().side(side).expect("it has both")).len();
    (any::<bool>(), 0..200_u32, 1..40_u32, 0..4_u8, arbitrary_text()).prop_map(
        move |(source, start, more, standing, was)| {
            let side = if source { SideName::Source } else { SideName::Translation };
            let len = length(side);
            let (start, end) = (start % len, (start % len + more).min(len));
            let text = SideText::new(document().side(side).expect("it has both"));
            let selector = text.selector(start, end).expect("it is inside");
            let was = Selector { start: 3, end: 9, exact: was.clone(), prefix: was, suffix: String::new() };
            match standing {
                0 => Target { side, selector: was, standing: Standing::Lost },
                1 => Target { side, selector, standing: Standing::ToConfirm { was } },
                _ => Target { side, selector, standing: Standing::Sure },
            }
        },
    )
}

prop_compose! {
    fn arbitrary_note()(
        id in "[a-z0-9:领]{1,12}",
        text in arbitrary_text(),
        tags in prop::collection::btree_set(arbitrary_text(), 0..3),
        author in arbitrary_text(),
        targets in prop::collection::vec(arbitrary_target(), 0..3),
        motivation in 0..8_usize,
        colour in 0..9_usize,
        times in (any::<Option<i32>>(), any::<Option<i32>>()),
        resolved in any::<bool>(),
        reply in any::<bool>(),
    ) -> Annotation {
        let names = ["highlighting", "commenting", "questioning", "bookmarking", "assessing", "replying", "tagging", "編輯"];
        let reply = reply || names[motivation] == "replying";
        Annotation {
            motivation: Motivation::named(names[motivation]),
            targets: if reply { Vec::new() } else { targets },
            tags: tags.into_iter().collect(),
            colour: Colour::ALL.get(colour).copied(),
            author,
            created: times.0.map(|second| Timestamp(second.into())),
            modified: times.1.map(|second| Timestamp(second.into())),
            resolved,
            reply_to: reply.then(|| AnnotationId("urn:uuid:上".into())),
            other: (motivation == 3).then(|| r#"{"generator":{"名":["<b>",1.5,null]}}"#.into()),
            ..note(&id, &text, Vec::new())
        }
    }
}

proptest! {
    #[test]
    fn what_left_comes_back_and_leaves_again_byte_for_byte(notes in prop::collection::vec(arbitrary_note(), 0..6)) {
        let mut notes = notes;
        notes.sort_by(|one, other| one.id.cmp(&other.id));
        notes.dedup_by(|one, other| one.id == other.id);
        let text = written(&notes, &[]);
        validate(&text);
        prop_assert_eq!(settled(&text).annotations.len(), notes.len());
        let back = brought_in(&text);
        let back: Vec<&Annotation> = back.annotations.iter().map(Arc::as_ref).collect();
        prop_assert_eq!(back, notes.iter().collect::<Vec<_>>());
        prop_assert_eq!(round_trip(&text), text);
    }

    #[test]
    fn any_json_is_read_or_refused(text in "\\PC{0,60}|[\\[\\]{}\",:0-9a-z\\\\]{0,60}") {
        if let Ok(read) = read(&text) {
            settle(&read, &document(), &ABOUT);
        }
    }

    #[test]
    fn members_of_any_type_are_read(name in 0..KEYS.len(), inner in 0..KEYS.len(), value in 0..9_usize) {
        let long = "领".repeat(300);
        let values = [json!(null), json!(true), json!(-1), json!(1e300), json!(long), json!([[[]], {}]), json!({"id": {}}),
            json!({"type": "TextQuoteSelector", "exact": 7, "start": -1, "end": "2"}), json!(["", "a"])];
        let mut one = json!({"type": "Annotation", "id": "urn:x", "body": "好", "target": {"source": "a", "selector": {"type": "TextQuoteSelector", "exact": "谈判"}}});
        one[KEYS[name]] = json!({ KEYS[inner]: values[value].clone() });
        let once = round_trip(&one.to_string());
        prop_assert_eq!(round_trip(&once), once);
        one[KEYS[name]] = values[value].clone();
        let once = round_trip(&json!([one]).to_string());
        prop_assert_eq!(round_trip(&once), once);
    }
}

const KEYS: [&str; 16] = [
    "motivation",
    "created",
    "modified",
    "creator",
    "body",
    "target",
    "selector",
    "source",
    "value",
    "purpose",
    "duizhao:standing",
    "duizhao:original",
    "references",
    "tags",
    "@context",
    "duizhao:colour",
];

#[test]
fn notes_of_other_programs_come_as_far_as_they_go() {
    let quote = |exact: &str| json!({"type": "TextQuoteSelector", "exact": exact});
    for (name, file, expected) in [
        (
            "bare",
            json!({"type": "Annotation", "id": "http://a/1", "body": "谈", "target": {"source": "x.html", "selector": quote("应当谈判")}}),
            (1, 0, 0),
        ),
        (
            "blanks in the quotation",
            json!([{"id": "b", "type": "Annotation", "target": {"selector": [quote("有六万 七千\n人")]}}]),
            (1, 0, 0),
        ),
        (
            "English",
            json!({"type": "AnnotationPage", "items": [{"id": "c", "target": {"source": "x", "selector": quote("some 67,000 people")}}]}),
            (1, 0, 0),
        ),
        (
            "simplified for traditional",
            json!({"id": "d", "type": "Annotation", "target": {"selector": quote("群众回来了")}}),
            (1, 0, 0),
        ),
        (
            "a few letters that stand in both",
            json!({"id": "e", "type": "Annotation", "target": {"selector": quote("1962")}}),
            (1, 0, 0),
        ),
        ("twice there", json!({"id": "f", "type": "Annotation", "target": {"selector": quote("各位代表")}}), (0, 1, 0)),
        (
            "another number",
            json!({"id": "g", "type": "Annotation", "target": {"selector": quote("一九六三年有六万七千人外逃")}}),
            (0, 1, 0),
        ),
        (
            "not there",
            json!({"id": "h", "type": "Annotation", "target": {"selector": quote("完全不同的一段文字在别处")}}),
            (0, 0, 1),
        ),
        (
            "position only",
            json!({"id": "i", "type": "Annotation", "target": {"selector": {"type": "TextPositionSelector", "start": 5, "end": 9}}}),
            (0, 1, 0),
        ),
        (
            "unusable",
            json!({"id": "j", "type": "Annotation", "target": {"selector": {"type": "XPathSelector", "value": "/html"}}}),
            (0, 0, 1),
        ),
        ("whole page", json!({"id": "k", "type": "Annotation", "target": "http://a/"}), (0, 0, 1)),
        (
            "Hypothesis",
            json!({"total": 2, "rows": [
            {"id": "l", "created": "2024-01-02T03:04:05.678901+00:00", "user": "acct:wang@hypothes.is", "uri": "http://a/", "text": "对吗？", "tags": ["t"],
             "target": [{"source": "http://a/", "selector": [{"type": "RangeSelector", "startOffset": 3}, {"type": "TextPositionSelector", "start": 700, "end": 704}, quote("应当谈判")]}]},
            {"id": "m", "uri": "http://a/", "text": "是", "references": ["l"], "target": [{"source": "http://a/"}]}]}),
            (2, 0, 0),
        ),
        (
            "Readium",
            json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:s", "type": "AnnotationSet", "items": [
            {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:n", "type": "Annotation", "created": "2024-01-02T03:04:05Z", "body": {"type": "TextualBody", "value": "旗", "color": "green", "tag": "标"},
             "target": {"source": "OPS/1.xhtml", "meta": {"page": "3"}, "selector": [quote("🏳️‍🌈"), {"type": "ProgressionSelector", "value": 0.8}]}}]}),
            (1, 0, 0),
        ),
    ] {
        let text = file.to_string();
        let merge = brought_in(&text);
        let counts = (merge.counts.placed, merge.counts.to_confirm, merge.counts.lost);
        assert_eq!(counts, expected, "{name}: {:?}", merge.annotations);
        let once = round_trip(&text);
        validate(&once);
        assert_eq!(round_trip(&once), once, "{name}");
    }
}

#[test]
fn what_has_no_place_in_ours_is_kept() {
    let one = json!({"id": "urn:x", "type": "Annotation", "created": "2024-01-02T03:04:05.5Z", "motivation": "oa:commenting",
        "rights": "https://例.org/", "body": [{"type": "Image", "id": "http://a/i.png"}, {"type": "TextualBody", "purpose": "tagging", "value": "标"}],
        "target": {"source": "http://a/", "state": {"x": 1}, "selector": {"type": "TextQuoteSelector", "exact": "谈判"}}});
    let note = brought_in(&one.to_string()).annotations.remove(0);
    assert_eq!(
        (note.motivation.name(), note.text.as_str(), note.tags.as_slice()),
        ("commenting", "http://a/i.png", &["标".to_owned()][..])
    );
    let kept: Value = serde_json::from_str(note.other.as_deref().expect("something is kept")).expect("it is JSON");
    assert_eq!(kept["rights"], one["rights"]);
    for name in ["created", "motivation", "body", "target"] {
        assert_eq!(kept["duizhao:original"][name], one[name], "{name}");
    }
}

#[test]
fn the_later_wins_only_where_nobody_changed_the_other() {
    let at = |text: &str, created: i64, modified: Option<i64>| Annotation {
        created: Some(Timestamp(created)),
        modified: modified.map(Timestamp),
        ..note("urn:uuid:1", text, vec![target(SideName::Source, "谈判")])
    };
    for (ours, theirs, expected) in [
        (at("甲", 1, None), at("甲", 1, None), "ours"),
        (at("甲", 1, None), at("乙", 1, Some(5)), "theirs"),
        (at("甲", 1, Some(5)), at("乙", 1, None), "ours"),
        (at("甲", 1, Some(4)), at("乙", 1, Some(5)), "conflict"),
        (at("甲", 1, None), at("乙", 1, None), "conflict"),
    ] {
        let work = Edit::AddAnnotation(Arc::new(ours.clone())).apply(&Work::default()).expect("it is new");
        let merge = merge(&work, &settled(&written(std::slice::from_ref(&theirs), &[])));
        let outcome = match (merge.annotations.as_slice(), merge.conflicts.as_slice()) {
            ([], []) => "ours",
            ([one], []) if one.text == theirs.text => "theirs",
            ([], [Conflict::Notes { ours: kept, .. }]) if kept.text == ours.text => "conflict",
            _ => "neither",
        };
        assert_eq!((outcome, merge.counts.merged), (expected, 1), "{} and {}", ours.text, theirs.text);
    }
}

#[test]
fn a_bad_file_is_refused_with_what_and_where() {
    for (text, expected) in [
        ("", "not JSON"),
        ("{\n  \"items\": [1,]}", "line 2"),
        ("\"领土\"", "found the text “领土”"),
        ("{\"type\": \"Book\"}", "of type “Book”"),
        (&"[".repeat(100_000), "recursion limit"),
    ] {
        let error = read(text).expect_err("it holds no notes").to_string();
        assert!(error.contains(expected), "{error}");
    }
    let read = read(r#"[{"type": "Annotation", "target": "\ud83c 领", "id": "../../../etc/passwd"}, 5]"#)
        .expect("it is a list");
    assert_eq!((read.notes.len(), read.warnings.len()), (1, 2), "{:?}", read.warnings);
    assert_eq!(read.notes[0].annotation.id.to_string(), "../../../etc/passwd");
}

#[test]
fn a_note_of_a_megabyte_comes_back() {
    let text = written(
        &[note("urn:uuid:1", &"领土 = 領土\u{0}".repeat(100_000), vec![target(SideName::Source, "谈判")])],
        &[],
    );
    assert_eq!(round_trip(&text), text);
}
