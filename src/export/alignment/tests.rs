//! Rows, sentences and beads of a small alignment, in every format.

use std::sync::Arc;

use super::*;
use crate::model::{
    DocumentKind, Evidence, EvidenceKind, Furniture, FurnitureKind, IndexRange, Passage, PassageKind, Place,
    ReadingText, SourceText, Span,
};
use crate::text::Language;

fn side(language: Language, passages: &[&str]) -> Side {
    let source = Arc::new(SourceText::new("", passages.concat()));
    let reading = |text: &&str| ReadingText::verbatim(text, Span::new(0, text.len()));
    let passages = passages.iter().map(reading).map(|text| Passage::new(PassageKind::Paragraph, text)).collect();
    Side { passages, ..Side::empty(language, source) }
}

/// Segments of a passage that end where the texts end.
fn segments(passage: u32, texts: &[&str]) -> Vec<Segment> {
    let mut at = 0;
    let segment = |text: &&str| {
        at += text.len();
        Segment { passage, at: Span::new(at - text.len(), at) }
    };
    texts.iter().map(segment).collect()
}

/// Two Chinese passages meet one English one; a third stands alone.
fn sample() -> (Document, Alignment) {
    let mut source = side(Language::Chinese, &["边界稳定。", "这不是很清楚的嗎?是的。", "共印61分"]);
    source.furniture.push(Furniture {
        kind: FurnitureKind::Stamp,
        text: "孙".to_owned(),
        source: Span::default(),
        place: Place { passage: 1, offset: 0 },
    });
    let document = Document::new(
        DocumentKind::ArchivePage,
        "声明",
        source,
        Some(side(Language::English, &["The border is\tquiet. Isn't this clear? Yes."])),
    );
    let range = |[start, end]: [usize; 2]| IndexRange::new(start, end);
    let bead = |source, translation, confidence| Bead::proposed(range(source), range(translation), confidence);
    let row = |number, source, translation, beads, confidence| Row { number, source, translation, beads, confidence };
    let alignment = Alignment {
        rows: vec![
            row(1, IndexRange::new(0, 2), IndexRange::new(0, 1), IndexRange::new(0, 2), 0.9),
            row(2, IndexRange::new(2, 3), IndexRange::new(1, 1), IndexRange::new(2, 3), 0.25),
        ],
        beads: vec![bead([0, 1], [0, 1], 0.95), bead([1, 3], [1, 3], 0.87654), bead([3, 4], [3, 3], 0.25)],
        source: [
            segments(0, &["边界稳定。"]),
            segments(1, &["这不是很清楚的嗎?", "是的。"]),
            segments(2, &["共印61分"]),
        ]
        .concat(),
        translation: segments(0, &["The border is\tquiet. ", "Isn't this clear? ", "Yes."]),
        ..Alignment::default()
    };
    (document, alignment)
}

#[test]
fn a_table_has_one_line_a_row() {
    let (document, alignment) = sample();
    let expected = "address\tsource\ttranslation\tconfidence\tstatus\n\
                    ¶1\t边界稳定。 这不是很清楚的嗎?是的。\tThe border is quiet. Isn't this clear? Yes.\t0.900\tproposed\n\
                    ¶2\t共印61分\t\t0.250\tsource-only\n";
    assert_eq!(tsv(&document, &alignment), expected);
}

#[test]
fn a_table_of_sentences_has_one_line_a_pair() {
    let (document, alignment) = sample();
    let expected = "address\tsource\ttranslation\tconfidence\tstatus\n\
                    ¶1.1\t边界稳定。\tThe border is quiet.\t0.950\tproposed\n\
                    ¶1.2\t这不是很清楚的嗎?是的。\tIsn't this clear? Yes.\t0.877\tproposed\n\
                    ¶2.1\t共印61分\t\t0.250\tsource-only\n";
    assert_eq!(sentences_tsv(&document, &alignment), expected);
}

#[test]
fn beads_count_from_zero() {
    let (_, alignment) = sample();
    assert_eq!(segment_beads(&alignment), "[0]:[0]:0.9500\n[1,2]:[1,2]:0.8765\n[3]:[]:0.2500\n");
    assert_eq!(passage_beads(&alignment), "[0,1]:[0]:0.9000\n[2]:[]:0.2500\n");
}

#[test]
fn the_sentences_of_a_row_are_its_text() {
    let (document, alignment) = sample();
    for row in &alignment.rows {
        for name in SideName::BOTH {
            let beads = beads_of(&alignment, row).iter();
            let sentences: String = beads.map(|bead| bead_text(&document, &alignment, row, bead, name)).collect();
            assert_eq!(sentences, row_text(&document, row, name), "¶{}", row.number);
        }
    }
}

#[test]
fn json_has_the_promised_shape() {
    let (document, alignment) = sample();
    let evidence = |bead: usize| match bead {
        0 => vec![Evidence {
            kind: EvidenceKind::Word,
            source: "边界".to_owned(),
            translation: "border".to_owned(),
            weight: 3.25,
        }],
        _ => Vec::new(),
    };
    let kept = "../../../tests/data/snapshots";
    insta::with_settings!({ snapshot_path => kept, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("align-json", json(&document, &alignment, evidence));
    });
}
