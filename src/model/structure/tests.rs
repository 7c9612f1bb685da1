//! Documents with what a person said of their passages.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{
    Break, Document, DocumentKind, Furniture, IndexRange, Mark, MarkStyle, Passage, ReadingText, Side, SideText,
    SourceText, Span,
};
use crate::text::Language;

/// A side of passages in this notation: `[1]` is a page number, inside a passage or on its own.
fn side(passages: &[&str]) -> Side {
    let text = passages.join("\n");
    let source = Arc::new(SourceText::new("", text.as_str()));
    let mut side = Side::empty(Language::Chinese, source.clone());
    let mut at = 0;
    for line in passages {
        let mut reading = ReadingText::default();
        let mut breaks = Vec::new();
        let mut rest = 0;
        while let Some(start) = line.get(rest..).and_then(|left| left.find('[')).map(|start| rest + start) {
            let end = start + line.get(start..).and_then(|left| left.find(']')).expect("it is closed") + 1;
            reading.push_verbatim(&source.text, Span::new(at + rest, at + start));
            let place = Place { passage: side.passages.len() as u32, offset: reading.text().len() as u32 };
            let nth = side.furniture.len();
            let text = line.get(start + 1..end - 1).expect("it is inside").to_owned();
            let span = Span::new(at + start, at + end);
            side.furniture.push(Furniture { kind: FurnitureKind::PageNumber, text, source: span, place });
            breaks.push(Break { at: place.offset, furniture: IndexRange::new(nth, nth + 1) });
            rest = end;
        }
        reading.push_verbatim(&source.text, Span::new(at + rest, at + line.len()));
        at += line.len() + 1;
        if !reading.is_empty() {
            breaks.retain(|one| one.at > 0);
            side.passages.push(Passage { breaks, ..Passage::new(PassageKind::Paragraph, reading) });
        }
    }
    side
}

fn document(passages: &[&str]) -> Document {
    Document::new(DocumentKind::Plain, "文", side(passages), None)
}

fn place(passage: u32, offset: u32) -> Place {
    Place { passage, offset }
}

fn texts(side: &Side) -> Vec<&str> {
    side.passages.iter().map(|passage| passage.text.text()).collect()
}

#[test]
fn a_cut_passage_is_two_that_go_on() {
    let mut parsed = document(&["群众[7]囘来了。𠮷家。", "[8]", "后面"]);
    let bold = |start, end| Mark { at: Span::new(start, end), style: MarkStyle::Bold };
    parsed.source.passages[0].marks = vec![bold(0, 9), bold(15, 22)];
    let mut structure = Structure::default();
    structure.source.cuts.extend([place(0, 6), place(0, 18)]);
    structure.source.called.insert(place(0, 18), Called::Text(TextKind { kind: PassageKind::Heading, level: 2 }));
    let laid = structure.apply(&parsed).source;
    assert_eq!(texts(&laid), ["群众", "囘来了。", "𠮷家。", "后面"]);
    let kinds: Vec<_> = laid.passages.iter().map(|one| (one.kind, one.level, one.continues)).collect();
    let paragraph = (PassageKind::Paragraph, 0);
    let expected = [(paragraph, false), (paragraph, true), ((PassageKind::Heading, 2), true), (paragraph, false)];
    assert_eq!(kinds, expected.map(|((kind, level), continues)| (kind, level, continues)));
    // What was cut away at a page's end stands between; marks are cut, too.
    let marks: Vec<Vec<Span>> =
        laid.passages.iter().map(|one| one.marks.iter().map(|mark| mark.at).collect()).collect();
    assert_eq!(marks, [vec![Span::new(0, 6)], vec![Span::new(0, 3), Span::new(9, 12)], vec![Span::new(0, 4)], vec![]]);
    assert!(laid.passages.iter().all(|one| one.breaks.is_empty()));
    assert_eq!(laid.furniture.iter().map(|one| one.place).collect::<Vec<_>>(), [place(1, 0), place(3, 0)]);
    let source = &parsed.source.source.text;
    let from = laid.passages[1].text.source_span(Span::new(0, 6)).and_then(|span| span.of(source));
    assert_eq!(from, Some("囘来"));
    assert_eq!(SideText::new(&laid).text(), SideText::new(&parsed.source).text());
}

#[test]
fn text_set_aside_and_furniture_called_text_change_places() {
    let parsed = document(&["[1]", "前面头三后面", "群众[2]囘来", "[3]"]);
    let mut structure = Structure::default();
    structure.source.cuts.extend([place(0, 6), place(0, 12), place(1, 6)]);
    let stamp = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
    structure.source.called.insert(place(0, 6), stamp);
    let note = TextKind { kind: PassageKind::Note, level: 0 };
    structure.source.returned.extend([(1, Returned::of(&parsed.source.furniture[1], note))]);
    let laid = structure.apply(&parsed).source;
    assert_eq!(texts(&laid), ["前面", "后面", "群众", "2", "囘来"]);
    let furniture: Vec<_> = laid.furniture.iter().map(|one| (one.text.as_str(), one.kind, one.place)).collect();
    let number = FurnitureKind::PageNumber;
    let expected =
        [("1", number, place(0, 0)), ("头三", FurnitureKind::Stamp, place(1, 0)), ("3", number, place(5, 0))];
    assert_eq!(furniture, expected);
    assert_eq!(SideText::new(&laid).text(), "前面头三后面\n群众\n2\n囘来");
    // What another reading has by that index stays furniture.
    let mut other = parsed.clone();
    other.source.furniture[1].text = "二".to_owned();
    assert_eq!(texts(&structure.apply(&other).source), ["前面", "后面", "群众", "囘来"]);
    // Without the cut it would stand inside a passage: there it stays what it was.
    structure.source.cuts.remove(&place(1, 6));
    assert_eq!(texts(&structure.apply(&parsed).source), ["前面", "后面", "群众囘来"]);
}

#[test]
fn what_was_said_comes_along_to_a_corrected_text() {
    let old =
        document(&["第一段话说到边界。", "苏联政府收到了声明。群众囘来了。", "印61份", "[孙]", "最后一段说的是草场。"]);
    let new = document(&[
        "新的开头。",
        "第一段话说到边界。",
        "苏联政府收到了声明。群众囘来了。",
        "印61份",
        "[孙]",
        "最后一段说的是草场。",
    ]);
    let text = TextKind { kind: PassageKind::Note, level: 0 };
    let mut structure = Structure::default();
    structure.source.cuts.insert(place(1, 30));
    structure.source.called.extend([
        (place(2, 0), Called::Furniture { kind: FurnitureKind::Stamp, row: Some(3) }),
        (place(3, 0), Called::Text(text)),
    ]);
    structure.source.returned.insert(0, Returned::of(&old.source.furniture[0], text));
    let moved = structure.moved(&old, &new).source;
    assert_eq!(moved.cuts.into_iter().collect::<Vec<_>>(), [place(2, 30)]);
    let stamp = Called::Furniture { kind: FurnitureKind::Stamp, row: Some(3) };
    assert_eq!(moved.called.into_iter().collect::<Vec<_>>(), [(place(3, 0), stamp), (place(4, 0), Called::Text(text))]);
    assert_eq!(moved.returned.into_iter().collect::<Vec<_>>(), [(0, Returned::of(&new.source.furniture[0], text))]);
    // What is gone is gone.
    let other = document(&["别的话。", "全不一样的一段。"]);
    assert_eq!(structure.moved(&old, &other), Structure::default());
}

prop_compose! {
    fn any_side_structure()(
        cuts in prop::collection::btree_set((0..5_u32, 0..20_u32), 0..8),
        texts in prop::collection::vec((0..5_u32, 0..20_u32), 0..4),
        asides in prop::collection::vec((0..5_u32, 0..20_u32), 0..4),
        returned in prop::collection::btree_set(0..5_u32, 0..4),
    ) -> SideStructure {
        let at = |(passage, offset)| place(passage, offset);
        let text = TextKind { kind: PassageKind::Note, level: 0 };
        let stamp = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
        let cuts: BTreeSet<Place> = cuts.into_iter().map(at).collect();
        let pieces: Vec<Place> = cuts.iter().copied().collect();
        let mut called: BTreeMap<Place, Called> = texts.into_iter().map(|one| (at(one), Called::Text(text))).collect();
        called.extend(asides.into_iter().map(|one| (at(one), stamp)));
        called.extend(pieces.iter().step_by(3).map(|one| (*one, stamp)));
        let nothing = Returned { text, place: place(0, 0), words: String::new() };
        SideStructure { cuts, called, returned: returned.into_iter().map(|nth| (nth, nothing.clone())).collect() }
    }
}

proptest! {
    #[test]
    fn any_structure_keeps_all_text(
        source in any_side_structure(),
        lines in prop::collection::vec("(\\[[123]\\])?[群众囘来𠮷a]{1,5}(\\[[123]\\])?[群众。]{0,3}", 1..5),
    ) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let parsed = document(&lines);
        let mut structure = Structure { source, ..Structure::default() };
        for (nth, one) in &mut structure.source.returned {
            if let Some(furniture) = parsed.source.furniture.get(*nth as usize) {
                *one = Returned::of(furniture, one.text);
            }
        }
        let laid = structure.apply(&parsed).source;
        let origins = structure.origins(&parsed, SideName::Source);
        prop_assert_eq!(origins.passages.len(), laid.passages.len());
        prop_assert_eq!(origins.furniture.len(), laid.furniture.len());
        prop_assert_eq!(structure.passage_origins(&parsed, SideName::Source), origins.passages.clone());
        let returned = origins.passages.iter().filter(|origin| matches!(origin, Origin::Furniture(_))).count();
        let is_parsed = |origin: &&FurnitureOrigin| matches!(origin, FurnitureOrigin::Parsed(_));
        let left = origins.furniture.iter().filter(is_parsed).count();
        prop_assert_eq!(returned + left, parsed.source.furniture.len());
        let text = |side: &Side| SideText::new(side).text().replace(['\n', '1', '2', '3'], "");
        prop_assert_eq!(text(&laid), text(&parsed.source));
        if returned == 0 {
            let (laid, before) = (SideText::new(&laid), SideText::new(&parsed.source));
            prop_assert_eq!(laid.text(), before.text());
        }
        for (nth, passage) in laid.passages.iter().enumerate() {
            prop_assert!(!passage.text.is_empty());
            for at in &passage.breaks {
                let held = laid.furniture.get(at.furniture.range()).expect("breaks name furniture");
                prop_assert!(!held.is_empty() && held.iter().all(|one| one.place == place(nth as u32, at.at)));
            }
        }
        prop_assert!(laid.furniture.is_sorted_by_key(|one| one.place));
        prop_assert!(laid.aside.is_sorted_by_key(|one| one.before));
    }
}
