//! Documents to rows: what stands beside what, what stands alone, and what holds for every alignment.

use duizhao::align::{align, evidence, unaligned};
use duizhao::import;
use duizhao::model::{Alignment, Document, EvidenceKind, Pairing, Progress, Row, Segment, Side};
use proptest::prelude::*;

use crate::shared;

/// Four paragraphs, of which the second is two in English, with lines that nobody translated.
const CHINESE: &str = "请亚洲司办

机密 文 87

关于边境牧民过河放牧问题的备忘录

1961年5月12日，我们收到了地方政府的来信。来信说，有二百三十名牧民赶着牛羊过了河。

当地居民对此很不满意。他们要求派人调查，并且要求牧民返回。这难道不合理吗？

我们建议双方代表在7月以前会面，商量一个公平的办法。

抄送：主席、总理、外交部、公安部、办公厅（3）

1961年5月15日收到
";
const ENGLISH: &str = "[...]

Confidential File No. 87

Memorandum on the Question of Herdsmen Crossing the River to Graze Their Animals

On 12 May 1961, we received a letter from the local government. The letter said that 230 herdsmen had crossed the river with their cattle and sheep.

The local residents are very dissatisfied with this. They demand that someone be sent to investigate.

They also demand that the herdsmen return. Isn't this reasonable?

We suggest that the representatives of both sides meet before July and discuss a fair solution.
";

fn pair() -> Document {
    import::read_pair((CHINESE.as_bytes(), "memo.zh.txt"), (ENGLISH.as_bytes(), "memo.en.txt")).expect("both are text")
}

fn aligned(document: &Document) -> Alignment {
    let alignment = align(document, &Progress::default()).expect("nobody cancels");
    check_invariants(document, &alignment);
    alignment
}

/// What holds for every alignment.
fn check_invariants(document: &Document, alignment: &Alignment) {
    let sides = [(Some(&document.source), &alignment.source), (document.translation.as_ref(), &alignment.translation)];
    for (side, segments) in sides {
        let passages = side.map_or(&[][..], |side| &side.passages);
        let mut ends = vec![0; passages.len()];
        for segment in segments {
            let end = &mut ends[segment.passage as usize];
            assert_eq!(segment.at.start, *end, "segments tile their passage");
            *end = segment.at.end;
        }
        let lengths: Vec<_> = passages.iter().map(|passage| passage.text.text().len() as u32).collect();
        assert_eq!(ends, lengths);
    }
    let (mut source, mut translation) = (0, 0);
    for bead in &alignment.beads {
        assert!(!bead.source.is_empty() || !bead.translation.is_empty());
        for (range, next) in [(bead.source, &mut source), (bead.translation, &mut translation)] {
            if !range.is_empty() {
                assert_eq!(range.start, *next);
                *next = range.end;
            }
        }
    }
    assert_eq!((source as usize, translation as usize), (alignment.source.len(), alignment.translation.len()));
    let (mut source, mut translation, mut beads) = (0, 0, 0);
    for (nth, row) in alignment.rows.iter().enumerate() {
        assert_eq!(row.number as usize, nth + 1);
        assert!(!row.source.is_empty() || !row.translation.is_empty());
        assert_eq!((row.source.start, row.translation.start, row.beads.start), (source, translation, beads));
        (source, translation, beads) = (row.source.end, row.translation.end, row.beads.end);
        for bead in &alignment.beads[row.beads.range()] {
            let inside = |segments: &[Segment], range: duizhao::model::IndexRange, row: duizhao::model::IndexRange| {
                segments[range.range()].iter().all(|segment| row.contains(segment.passage as usize))
            };
            assert!(inside(&alignment.source, bead.source, row.source));
            assert!(inside(&alignment.translation, bead.translation, row.translation));
        }
    }
    let passages = |side: Option<&Side>| side.map_or(0, |side| side.passages.len());
    let all = (passages(Some(&document.source)), passages(document.translation.as_ref()), alignment.beads.len());
    assert_eq!((source as usize, translation as usize, beads as usize), all);
}

/// The first characters of each side of a row.
fn starts(document: &Document, row: &Row) -> (String, String) {
    let start = |side: Option<&Side>, passage: usize, any: bool| {
        let text = side.filter(|_| any).and_then(|side| side.passages.get(passage)).map_or("", |p| p.text.text());
        text.chars().take(10).collect::<String>()
    };
    (
        start(Some(&document.source), row.source.start as usize, !row.source.is_empty()),
        start(document.translation.as_ref(), row.translation.start as usize, !row.translation.is_empty()),
    )
}

#[test]
fn a_memorandum_meets_its_translation() {
    let document = pair();
    let alignment = aligned(&document);
    let rows: Vec<_> = alignment.rows.iter().map(|row| starts(&document, row)).collect();
    let paired: Vec<_> =
        rows.iter().filter(|(source, translation)| !source.is_empty() && !translation.is_empty()).collect();
    let expected = [
        ("机密 文 87", "Confidenti"),
        ("关于边境牧民过河放牧", "Memorandum"),
        ("1961年5月12日", "On 12 May "),
        ("当地居民对此很不满意", "The local "),
        ("我们建议双方代表在7", "We suggest"),
    ];
    assert_eq!(paired.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>(), expected, "{rows:#?}");
    let alone: Vec<_> =
        rows.iter().filter(|(a, b)| a.is_empty() || b.is_empty()).map(|(a, b)| format!("{a}{b}")).collect();
    assert_eq!(alone.len(), 4, "{alone:?}");
    let split = alignment.rows.iter().find(|row| row.translation.len() == 2).expect("one paragraph meets two");
    assert_eq!((split.source.len(), split.pairing()), (1, Pairing::Paired));
}

#[test]
fn a_bead_tells_what_met() {
    let document = pair();
    let alignment = aligned(&document);
    let of = |start: &str| {
        let bead = alignment.beads.iter().position(|bead| {
            bead.is_paired() && {
                let segment = alignment.source[bead.source.start as usize];
                let passage = &document.source.passages[segment.passage as usize];
                segment.at.of(passage.text.text()).is_some_and(|text| text.starts_with(start))
            }
        });
        evidence(&document, &alignment, bead.expect("the sentence is paired"))
    };
    let reasons = of("来信说");
    let has = |kind, source: &str, translation: &str| {
        reasons.iter().any(|reason| {
            reason.kind == kind && reason.source.contains(source) && reason.translation.contains(translation)
        })
    };
    assert!(has(EvidenceKind::Number, "二百三十", "230"), "{reasons:#?}");
    assert!(has(EvidenceKind::Word, "牧民", "herdsmen"), "{reasons:#?}");
    assert!(has(EvidenceKind::Length, "", ""), "{reasons:#?}");
    let question = of("这难道");
    let mark = |reason: &&duizhao::model::Evidence| reason.source == "？" && reason.translation == "?";
    assert!(question.iter().filter(mark).all(|reason| reason.weight > 0.0) && question.iter().any(|r| mark(&r)));
}

#[test]
fn sides_the_other_way_round_give_the_same_rows() {
    let document = pair();
    let mut swapped = document.clone();
    let translation = swapped.translation.take().expect("a pair has two sides");
    swapped.translation = Some(std::mem::replace(&mut swapped.source, translation));
    let (one, other) = (aligned(&document), aligned(&swapped));
    let mirrored: Vec<_> =
        other.beads.iter().filter(|bead| bead.is_paired()).map(|b| (b.translation, b.source)).collect();
    let beads: Vec<_> = one.beads.iter().filter(|bead| bead.is_paired()).map(|b| (b.source, b.translation)).collect();
    assert_eq!(mirrored, beads);
}

#[test]
fn a_document_of_one_side_has_rows_of_one_side() {
    for text in [CHINESE, ENGLISH] {
        let mut document = import::read_text(text, "one.txt").expect("it is text");
        document.translation = None;
        let alignment = aligned(&document);
        assert_eq!(alignment.rows.len(), document.source.passages.len());
        assert!(alignment.rows.iter().all(|row| row.pairing() == Pairing::SourceOnly));
    }
    let document = pair();
    let alignment = unaligned(&document);
    check_invariants(&document, &alignment);
    assert!(alignment.rows.iter().all(|row| row.pairing() != Pairing::Paired));
    let mut empty = pair();
    empty.source.passages.clear();
    assert!(aligned(&empty).rows.iter().all(|row| row.pairing() == Pairing::TranslationOnly));
}

/// The shared statement: fourteen rows of both sides, everything else alone.
#[test]
fn the_statement_has_fourteen_pairs() {
    let Some(path) = shared::document("soviet-statement-1962.archive.txt") else { return };
    let bytes = std::fs::read(path).expect("the file can be read");
    let document = import::read(&bytes, "statement.txt").expect("it is text");
    let alignment = aligned(&document);
    let paired: Vec<_> = alignment.rows.iter().filter(|row| row.pairing() == Pairing::Paired).collect();
    assert_eq!(paired.len(), 14);
    assert!(paired.iter().all(|row| row.source.len() == 1 && row.translation.len() == 1));
    assert_eq!(starts(&document, paired[0]).1, "Confidenti");
    assert_eq!(starts(&document, paired[2]).1, "On 26 June");
    assert_eq!(starts(&document, paired[13]).1, "Lastly, th");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_two_texts_are_covered(
        chinese in "(([一二三边界苏联政府，“”（]{0,12}[。？！]?){0,6}\n{0,2}){0,8}",
        english in "(([a-f ,(]{0,8}(border|Soviet|1962|“five”)?[.?!]? ?){0,6}\n{0,2}){0,8}",
    ) {
        let document = import::read_pair((chinese.as_bytes(), "a.zh.txt"), (english.as_bytes(), "b.en.txt"));
        if let Ok(document) = document {
            aligned(&document);
            check_invariants(&document, &unaligned(&document));
        }
    }
}
