//! Archive pages: the sample, pages written for the tests, and the shared statement.

use std::path::Path;

use duizhao::import;
use duizhao::model::{Document, FurnitureKind, PassageKind, Side};

use crate::{rendered, shared};

fn page(path: &str) -> Document {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the page is there");
    import::read(&bytes, path).expect("the page is text")
}

fn texts(side: &Side) -> Vec<&str> {
    side.passages.iter().map(|passage| passage.text.text()).collect()
}

#[test]
fn the_sample_is_read_as_it_should_be() {
    insta::assert_snapshot!(rendered::document(&page("assets/sample.archive.txt")));
}

#[test]
fn a_translation_may_come_first() {
    insta::assert_snapshot!(rendered::document(&page("tests/data/archive/translation-first.archive.txt")));
}

#[test]
fn a_page_may_have_no_translation() {
    insta::assert_snapshot!(rendered::document(&page("tests/data/archive/no-translation.archive.txt")));
}

#[test]
fn a_passage_may_be_cut_again_and_again() {
    insta::assert_snapshot!(rendered::document(&page("tests/data/archive/several-breaks.archive.txt")));
}

#[test]
fn a_conversation_keeps_its_turns() {
    insta::assert_snapshot!(rendered::document(&page("tests/data/archive/conversation.archive.txt")));
}

#[test]
fn a_record_may_come_last() {
    insta::assert_snapshot!(rendered::document(&page("tests/data/archive/record-last.archive.txt")));
}

/// The statement of 1962, by what issue 2 says of it.
#[test]
fn the_shared_statement_is_whole_and_clean() {
    let name = "soviet-statement-1962.archive.txt";
    let Some(path) = shared::document(name) else { return };
    let document = import::read(&std::fs::read(path).unwrap(), name).unwrap();
    let metadata = &document.metadata;
    assert_eq!(metadata.date.as_deref(), Some("1962-08-10"));
    assert_eq!(metadata.original_language.as_deref(), Some("Chinese"));
    assert!(metadata.address.as_deref().is_some_and(|address| address.ends_with("/118207")));
    assert!(metadata.citation.as_deref().is_some_and(|citation| citation.contains("118-01767-01, 7-11")));
    assert!(metadata.summary.is_some() && metadata.credits.is_some() && metadata.contents.len() == 2);

    let (source, translation) = (&document.source, document.translation.as_ref().unwrap());
    let furniture: Vec<_> = source.furniture.iter().map(|piece| (piece.kind, piece.text.as_str())).collect();
    let (noise, rest) = furniture.split_at(2);
    assert!(noise.iter().all(|piece| piece.0 == FurnitureKind::Noise));
    assert_eq!(
        rest.iter().map(|piece| piece.1).collect::<Vec<_>>(),
        ["孙", "KP 19/8", "7", "7", "38", "領=字第27分2号"]
    );
    assert!(translation.furniture.is_empty());

    let chinese = texts(source);
    for whole in ["保持沉默。这种有偏見", "汉夫同志当时說的是", "最好通过相应的协議", "在6月26日"]
    {
        assert_eq!(chinese.iter().filter(|text| text.contains(whole)).count(), 1, "{whole}");
    }
    for line in
        ["請苏欧司、領事司商办", "机密 文 409", "外交部文件", "118-01767-01", "1962年8月9日收到", "1962年8月10日印发"]
    {
        assert!(chinese.contains(&line), "{line}");
    }
    assert!(chinese.iter().any(|text| text.starts_with("抄送: 主席、") && text.ends_with("存档3分 共印61分")));
    assert_eq!(of_kind(source, PassageKind::Paragraph), 12);
    assert_eq!(of_kind(source, PassageKind::Heading), 1);
    assert_eq!(of_kind(translation, PassageKind::Paragraph), 12);
    assert_eq!(of_kind(translation, PassageKind::Heading), 1);
    assert_eq!(of_kind(translation, PassageKind::Editorial), 3);
    assert!(texts(translation).iter().any(|text| text.contains("lest it would cause significant damage")));
    for passage in source.passages.iter().filter(|passage| passage.kind == PassageKind::Paragraph) {
        assert!(!passage.text.text().contains([' ', '\n']), "{}", passage.text.text());
    }
    assert!(source.source.text.contains("局势 近来"), "the source text still has its blanks");
}

fn of_kind(side: &Side, kind: PassageKind) -> usize {
    side.passages.iter().filter(|passage| passage.kind == kind).count()
}
