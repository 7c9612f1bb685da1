//! What holds for every import: nothing is lost, nothing panics, every position leads back to the source.

use duizhao::import::{self, ImportError};
use duizhao::model::{Document, DocumentKind, PassageKind, Side, SideName, Span};
use duizhao::text::Language;
use proptest::prelude::*;

fn texts(side: &Side) -> Vec<&str> {
    side.passages.iter().map(|passage| passage.text.text()).collect()
}

#[test]
fn two_languages_are_found_however_they_stand() {
    let expected = (
        vec!["河口", "水位已經稳定。", "居民都回到村里去了。"],
        vec!["Hekou", "The level is stable.", "The people are back in their villages."],
    );
    let (chinese, english) = &expected;
    let pairs = chinese.iter().zip(english);
    for text in [
        format!("{}\n\n{}\n", chinese.join("\n\n"), english.join("\n\n")),
        format!("{}\n\n{}\n", english.join("\n"), chinese.join("\n")),
        pairs.clone().flat_map(|(chinese, english)| [chinese, "\n", english, "\n"]).collect(),
        pairs.clone().flat_map(|(chinese, english)| [english, "\r\n\r\n", chinese, "\r\n\r\n"]).collect(),
    ] {
        let document = import::read_text(&text, "").unwrap();
        assert_eq!(document.kind, DocumentKind::Plain);
        assert_eq!(document.title, "河口", "{text}");
        let translation = document.translation.as_ref().expect(&text);
        assert_eq!((texts(&document.source), texts(translation)), expected, "{text}");
        assert_eq!(document.source.passages[0].kind, PassageKind::Heading, "{text}");
        assert_eq!(translation.passages[0].kind, PassageKind::Heading, "{text}");
    }
}

#[test]
fn names_of_the_other_script_make_no_side() {
    let text = "他叫 John Smith，住在 Birmingham。\n\n“Hello!” 他說。\n\n我們坐 Victoria 号离开了上海，两个星期以后到了伦敦，\
                在那里住了三年，学会了英文，也交了許多朋友，后来又回到了故乡。\n\n1924\n\n从此再也沒有見过他。";
    let document = import::read_text(text, "a/回忆.zh.txt").unwrap();
    assert!(document.translation.is_none());
    assert_eq!(document.source.passages.len(), 5);
    assert_eq!(document.title, "回忆");
}

#[test]
fn wrapped_lines_are_joined() {
    let text = "第一章\n\n　　水位近来已經稳定，居民都回到\n村里去了，学校也开了学。\n　　河口设了一个站。\n";
    let document = import::read_text(text, "").unwrap();
    assert_eq!(
        texts(&document.source),
        ["第一章", "水位近来已經稳定，居民都回到村里去了，学校也开了学。", "河口设了一个站。"]
    );
}

#[test]
fn a_pair_is_told_apart_by_script() {
    let (chinese, english) = ("水位已經稳定。\n".as_bytes(), b"The level is stable.\n".as_slice());
    for (first, second) in [((chinese, "a.txt"), (english, "b.txt")), ((english, "b.txt"), (chinese, "a.txt"))] {
        let document = import::read_pair(first, second).unwrap();
        assert_eq!(document.source.language, Language::Chinese);
        assert_eq!(document.source.source.name, "a.txt");
        assert_eq!(texts(document.translation.as_ref().unwrap()), ["The level is stable."]);
    }
    let same = import::read_pair((chinese, "a.txt"), (chinese, "c.txt"));
    assert_eq!(same, Err(ImportError::SameLanguage(Language::Chinese)));
}

#[test]
fn a_side_comes_from_another_file() {
    let chinese = "水位已經稳定。\n".as_bytes();
    let document = import::read(chinese, "a.txt").unwrap();
    let page =
        b"May 2, 1963\n\nLevels\n\nSummary:\n\nWater.\n\nContents:\n\nTranslation - English\n\nThe level is stable.\n";
    let both = import::with_side(&document, SideName::Translation, page, "b.archive.txt").unwrap();
    assert_eq!(texts(both.translation.as_ref().unwrap()), ["The level is stable."]);
    assert_eq!((both.title.as_str(), both.metadata.summary.as_deref()), (document.title.as_str(), Some("Water.")));

    let replaced = import::with_side(&both, SideName::Source, "水位不稳。\n".as_bytes(), "c.txt").unwrap();
    assert_eq!(texts(&replaced.source), ["水位不稳。"]);
    assert_eq!(replaced.translation, both.translation);

    let wrong = import::with_side(&document, SideName::Translation, chinese, "a.txt");
    assert!(matches!(wrong, Err(ImportError::MissingLanguage { wanted: Language::English, .. })));

    // A document that is English only gets its Chinese as the source.
    let english = import::read(b"The level is stable.\n", "e.txt").unwrap();
    let turned = import::with_side(&english, SideName::Translation, chinese, "a.txt").unwrap();
    assert_eq!((turned.source.language, texts(&turned.source)), (Language::Chinese, vec!["水位已經稳定。"]));
}

#[test]
fn messages_say_what_to_do() {
    for (bytes, expected) in
        [(&b""[..], "The file is empty"), (b"%PDF-1.7\n", "looks like a PDF file"), (b"PK\x03\x04", "plain text file")]
    {
        let message = import::read(bytes, "a").unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn what_joins_its_neighbours_is_kept() {
    let family = "👨\u{200D}👩\u{200D}👧";
    for (text, expected) in [
        (format!("一家 {family} 来 了。\n"), format!("一家{family}来了。")),
        (format!("A family {family} came.\n"), format!("A family {family} came.")),
        ("他 举起了🏳\u{FE0F}\u{200D} 🌈 。".to_owned(), "他举起了🏳\u{FE0F}\u{200D}🌈。".to_owned()),
        ("葛\u{E0100} 城的人在❤\u{FE0F} 此。".to_owned(), "葛\u{E0100}城的人在❤\u{FE0F}此。".to_owned()),
        ("他\u{200B}说\u{2060}好\u{FEFF}。".to_owned(), "他说\u{2060}好。".to_owned()),
        ("他说 \u{202B}سلام\u{202C} 了".to_owned(), "他说 \u{202B}سلام\u{202C} 了".to_owned()),
    ] {
        let document = import::read_text(&text, "a.txt").unwrap();
        assert_eq!(texts(&document.source), [&expected], "{text}");
        let marked = import::read_text(&format!("'''家庭'''是[[社会]]的一部分。\n\n{text}"), "a.wikitext").unwrap();
        assert_eq!(marked.kind, DocumentKind::Wikitext);
        let read = texts(&marked.source).concat();
        assert!(read.contains(family) || !text.contains(family), "{read}");
    }
    assert!(import::read_text("\u{200D}\n\u{FEFF} \u{2060}", "").is_err(), "nothing of it is seen");
}

#[test]
fn a_line_of_megabytes_is_read() {
    let clause = "水位 近来已經稳定,居民(见 Report 3)都回到 村里去了";
    let size = 2 << 20;
    for line in [
        clause.repeat(size / clause.len()),
        format!("{clause}。").repeat(size / clause.len()),
        "a".repeat(size),
        "((".repeat(size / 2),
        "\n7".repeat(size / 2),
        " ".repeat(size) + "水",
    ] {
        for name in ["a.txt", "a.archive.txt"] {
            let document = import::read(line.as_bytes(), name).unwrap();
            assert!(!document.source.passages.is_empty() || !document.source.furniture.is_empty());
        }
    }
}

/// Checks that all positions of a document lead to its source, and gives the source bytes it accounts for.
fn accounted(document: &Document) -> Vec<Span> {
    let mut spans = Vec::new();
    for side in SideName::BOTH.into_iter().filter_map(|name| document.side(name)) {
        let source = &side.source.text;
        for passage in &side.passages {
            assert!(!passage.text.is_empty());
            for piece in passage.text.pieces().iter().filter(|piece| piece.verbatim) {
                let read = passage.text.text().get(piece.start as usize..).expect("pieces start at characters");
                assert!(read.starts_with(piece.source.of(source).expect("pieces are text of the source")));
                spans.push(piece.source);
            }
            for cut in &passage.breaks {
                assert!(passage.text.text().is_char_boundary(cut.at as usize));
                assert!(cut.furniture.end as usize <= side.furniture.len());
            }
        }
        for piece in &side.furniture {
            assert_eq!(piece.source.of(source), Some(piece.text.as_str()));
            assert!(piece.place.passage as usize <= side.passages.len());
            spans.push(piece.source);
        }
    }
    spans
}

/// The characters that end a line.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];

/// What has to be kept: all but blanks, and but lines that are nothing but marks which are not seen themselves.
fn without_blanks(text: &str) -> String {
    let seen = |c: char| {
        !c.is_whitespace()
            && !matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}')
            && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
            && !matches!(c, '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
    };
    let lines = text.split(LINE_ENDS).filter(|line| line.contains(seen));
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}')).collect()
}

/// The text that sorted spans account for, each line still a line of its own: a joiner may be a span by itself, and
/// whether it has to be kept is asked of its line.
fn accounted_text(text: &str, spans: &[Span]) -> String {
    let mut kept = String::new();
    let mut end = 0;
    for span in spans {
        let between = text.get(end..span.start as usize).expect("spans are sorted and cut no character");
        kept.extend(between.chars().filter(|c| LINE_ENDS.contains(c)));
        kept.push_str(span.of(text).expect("it is inside"));
        end = span.end as usize;
    }
    kept
}

/// Lines such as pages are made of, and such as they are not.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "",
        "Citation:",
        "Summary: water",
        "Contents:",
        "Original Scan",
        "August 10, 1962",
        "7",
        "- 12 -",
        "[...]",
        "抄送: 省长、秘书长、水利厅(2)、林业厅 外事处",
        "关于边界 问題的声明",
        "考察队希望繼續留在河口，这",
        "种願望是好的。",
        "是的地方的是多种的人",
        "　　水位近来已經稳定，",
        "The level of the river has been stable,",
        "and the party has left.",
        "一家 👨\u{200D}👩\u{200D}👧 来了，\u{200E}他 说🏳\u{FE0F}\u{200D}🌈",
        "葛\u{E0100} 城\u{2060}在 此\u{200D}",
        "\u{200D}\u{200E}",
        "The river\u{FEFF}\u{AD}",
        "\u{200C}\u{FEFF}𠀀?",
    ]);
    prop_oneof![3 => known.prop_map(str::to_owned), 1 => ".{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = import::read(&bytes, "a.archive.txt") {
            accounted(&document);
        }
    }

    #[test]
    fn nothing_of_a_text_is_lost(lines in prop::collection::vec(line(), 0..30)) {
        let text = lines.join("\n");
        let Ok(document) = import::read_text(&text, "a.txt") else {
            prop_assert!(without_blanks(&text).is_empty());
            return Ok(());
        };
        let mut spans = accounted(&document);
        let text = &document.source.source.text;
        spans.sort();
        let kept = without_blanks(&accounted_text(text, &spans));
        if document.kind == DocumentKind::Plain {
            prop_assert_eq!(kept, without_blanks(text));
        } else {
            // What is not in the bodies is in the record; the bodies keep their order.
            let mut all = text.chars();
            prop_assert!(kept.chars().all(|c| all.any(|other| other == c)));
        }
    }
}
