//! Alignments as text, for tables of tests: `甲乙|ab / 丙.丁|c ¶ 戊|` is a row of two pairs and one of one.
//!
//! A Chinese character is a sentence of the source, a Latin letter one of the translation; each side has its sentences in
//! the order 甲乙丙丁戊己庚辛壬癸 and a to z. `.` ends a passage, as the end of a row does; what goes on in the next row
//! or cannot be told from there is not written. Behind a pair stands what was said of it: `!` confirmed, `?` for review,
//! `-` left out, `*` corrected. Before a row may stand its number, where it is not that of its place: `7:`.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::model::{
    Alignment, Bead, Crossings, Document, DocumentKind, IndexRange, Passage, PassageKind, ReadingText, Row, Segment,
    Side, SideName, SourceText, Span, Status, fits, place_empty_beads,
};
use crate::text::Language;

const SENTENCES: [&str; 2] = ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", "abcdefghijklmnopqrstuvwxyz"];
/// What follows the letter of a sentence in its text.
const TEXTS: [&str; 2] = ["来。", " ok. "];
const SIGNS: [(char, Status); 4] =
    [('!', Status::Confirmed), ('?', Status::Review), ('-', Status::LeftOut), ('*', Status::Corrected)];

/// The position of a sentence in its side.
pub(crate) fn position(side: SideName, sentence: char) -> usize {
    let of = SENTENCES[side as usize];
    of.chars().position(|one| one == sentence).unwrap_or_else(|| panic!("{sentence} is no sentence"))
}

/// The alignment that is written so.
pub(crate) fn read(text: &str) -> Alignment {
    let rows: Vec<(u32, Vec<&str>)> = (1..).zip(text.split('¶')).map(|(nth, row)| read_row(nth, row)).collect();
    let mut alignment = Alignment::default();
    let mut passage_of = [vec![0; 30], vec![0; 30]];
    let mut next_passage = [0, 0];
    // Passages are numbered in the order of their sentences, wherever their rows stand.
    let mut sentences: [Vec<(usize, usize, usize)>; 2] = Default::default();
    for (nth, (_, beads)) in rows.iter().enumerate() {
        for side in [0, 1] {
            let mut part = 0;
            for bead in beads {
                for sign in parts(bead)[side].chars() {
                    if sign == '.' {
                        part += 1;
                    } else {
                        sentences[side].push((position(SideName::BOTH[side], sign), nth, part));
                    }
                }
            }
        }
    }
    for side in [0, 1] {
        sentences[side].sort_unstable();
        let mut last = None;
        for &(sentence, row, part) in &sentences[side] {
            if last.is_some_and(|last| last != (row, part)) {
                next_passage[side] += 1;
            }
            last = Some((row, part));
            passage_of[side][sentence] = next_passage[side];
        }
    }
    for (side, name) in SideName::BOTH.into_iter().enumerate() {
        let width = TEXTS[side].len() as u32 + if side == 0 { 3 } else { 1 };
        let mut at = (0, 0);
        let segments = sentences[side].iter().map(|(sentence, ..)| {
            let passage = passage_of[side][*sentence];
            at = if at.0 == passage { at } else { (passage, 0) };
            let span = Span { start: at.1, end: at.1 + width };
            at.1 += width;
            Segment { passage, at: span }
        });
        match name {
            SideName::Source => alignment.source = segments.collect(),
            SideName::Translation => alignment.translation = segments.collect(),
        }
    }
    for (number, beads) in rows {
        let start = alignment.beads.len();
        alignment.beads.extend(beads.into_iter().map(read_bead));
        let own = &alignment.beads[start..];
        let passages = |side: usize| {
            let all = own.iter().flat_map(|bead| bead.part(SideName::BOTH[side]).range());
            let all: Vec<u32> = all.map(|sentence| passage_of[side][sentence]).collect();
            let ends = all.iter().min().zip(all.iter().max());
            ends.map_or(IndexRange::default(), |(first, last)| IndexRange { start: *first, end: last + 1 })
        };
        let (source, translation) = (passages(0), passages(1));
        let beads = IndexRange::new(start, alignment.beads.len());
        alignment.rows.push(Row { number, source, translation, beads, confidence: 0.0 });
    }
    alignment.crossings = Crossings::of(&alignment.rows, &alignment.beads);
    place_empty_beads(&mut alignment.beads, &alignment.crossings.beads);
    super::regroup::place_empty_rows(&mut alignment.rows, &alignment.crossings.rows);
    alignment
}

fn read_row(nth: u32, row: &str) -> (u32, Vec<&str>) {
    let (number, beads) = row
        .split_once(':')
        .map_or((nth, row), |(number, beads)| (number.trim().parse().expect("the number of a row"), beads));
    (number, beads.split('/').map(str::trim).collect())
}

/// The two sides of a pair, without what was said of it.
fn parts(bead: &str) -> [&str; 2] {
    let bead = bead.trim_end_matches(|sign| SIGNS.iter().any(|(known, _)| *known == sign));
    let (source, translation) = bead.split_once('|').unwrap_or_else(|| panic!("{bead} is no pair"));
    [source, translation]
}

fn read_bead(bead: &str) -> Bead {
    let [source, translation] = parts(bead);
    let range = |side: SideName, text: &str| {
        let all: Vec<usize> = text.chars().filter(|sign| *sign != '.').map(|sign| position(side, sign)).collect();
        assert!(all.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{text} has a gap");
        all.first().map_or(IndexRange::default(), |first| IndexRange::new(*first, first + all.len()))
    };
    let status = SIGNS.iter().find(|(sign, _)| bead.ends_with(*sign)).map_or(Status::Proposed, |(_, status)| *status);
    let bead = Bead::proposed(range(SideName::Source, source), range(SideName::Translation, translation), 0.5);
    Bead { status, ..bead }
}

/// How the alignment is written.
pub(crate) fn write(alignment: &Alignment) -> String {
    let mut out = String::new();
    for (nth, row) in (1..).zip(&alignment.rows) {
        if nth > 1 {
            out.push_str(" ¶ ");
        }
        if row.number != nth {
            write!(out, "{}: ", row.number).expect("a string takes all");
        }
        let beads = alignment.beads[row.beads.range()].iter();
        let beads: Vec<String> = beads.map(|bead| write_bead(alignment, row, bead)).collect();
        out.push_str(&beads.join(" / "));
    }
    out
}

fn write_bead(alignment: &Alignment, row: &Row, bead: &Bead) -> String {
    let part = |side: SideName| {
        let segments = alignment.segments(side);
        let mut text = String::new();
        for nth in bead.part(side).range() {
            text.push(SENTENCES[side as usize].chars().nth(nth).expect("there are enough sentences"));
            let passage = segments[nth].passage;
            let ends = segments.get(nth + 1).is_none_or(|next| next.passage > passage);
            if ends && passage + 1 < row.part(side).end {
                text.push('.');
            }
        }
        text
    };
    let sign =
        SIGNS.iter().find(|(_, status)| *status == bead.status).map_or(String::new(), |(sign, _)| sign.to_string());
    format!("{}|{}{sign}", part(SideName::Source), part(SideName::Translation))
}

/// How an alignment is written by the texts of its sentences, with `·` between those of a pair: for what cuts them. A row
/// that begins with something else than a paragraph says what; furniture comes last.
pub(crate) fn spell(document: &Document, alignment: &Alignment) -> String {
    let mut out = String::new();
    let part = |row: &Row, bead: &Bead, name: SideName| {
        let side = document.side(name).expect("both are there");
        let segments = alignment.segments(name);
        let mut text = String::new();
        for nth in bead.part(name).range() {
            let Segment { passage, at } = segments[nth];
            text.push_str(at.of(side.passages[passage as usize].text.text()).expect("it is inside"));
            let ends = segments.get(nth + 1).is_none_or(|next| next.passage > passage);
            if ends && passage + 1 < row.part(name).end {
                text.push('.');
            } else if nth + 1 < bead.part(name).end as usize {
                text.push('·');
            }
        }
        text
    };
    for (nth, row) in alignment.rows.iter().enumerate() {
        out.push_str(if nth > 0 { " ¶ " } else { "" });
        let first = document.source.passages.get(row.source.start as usize).filter(|_| !row.source.is_empty());
        if let Some(passage) = first.filter(|first| first.kind != PassageKind::Paragraph) {
            write!(out, "{:?}{} ", passage.kind, passage.level).expect("a string takes all");
        }
        let bead = |bead: &Bead| {
            let sign = SIGNS.iter().find(|(_, status)| *status == bead.status).map(|(sign, _)| sign.to_string());
            let [source, translation] = SideName::BOTH.map(|side| part(row, bead, side));
            format!("{source}|{translation}{}", sign.unwrap_or_default())
        };
        let beads: Vec<String> = alignment.beads[row.beads.range()].iter().map(bead).collect();
        out.push_str(&beads.join(" / "));
    }
    for furniture in SideName::BOTH.into_iter().filter_map(|side| document.side(side)).flat_map(|side| &side.furniture)
    {
        write!(out, " ({:?} {})", furniture.kind, furniture.text).expect("a string takes all");
    }
    out
}

/// The document that an alignment is of: each passage is its sentences.
pub(crate) fn document(alignment: &Alignment) -> Document {
    let side = |name: SideName, language| {
        let mut texts: Vec<String> = Vec::new();
        for (nth, segment) in alignment.segments(name).iter().enumerate() {
            texts.resize(segment.passage as usize + 1, String::new());
            let sentence = SENTENCES[name as usize].chars().nth(nth).expect("there are enough sentences");
            let text = texts.last_mut().expect("there is one");
            text.push(sentence);
            text.push_str(TEXTS[name as usize]);
        }
        let source = Arc::new(SourceText::new("", texts.concat()));
        let mut side = Side::empty(language, source.clone());
        let mut at = 0;
        for text in texts {
            let span = Span::new(at, at + text.len());
            at += text.len();
            side.passages.push(Passage::new(PassageKind::Paragraph, ReadingText::verbatim(&source.text, span)));
        }
        side
    };
    Document::new(
        DocumentKind::Plain,
        "文",
        side(SideName::Source, Language::Chinese),
        Some(side(SideName::Translation, Language::English)),
    )
}

/// What holds for every alignment, whatever a person did to it.
pub(crate) fn check(document: &Document, alignment: &Alignment) {
    assert!(fits(document, alignment), "{alignment:?}");
    let mut source = 0;
    for (nth, row) in alignment.rows.iter().enumerate() {
        assert!(!row.source.is_empty() || !row.translation.is_empty());
        assert_eq!(row.source.start, source, "rows are in the order of the source");
        source = row.source.end;
        for side in SideName::BOTH {
            for bead in &alignment.beads[row.beads.range()] {
                for segment in &alignment.segments(side)[bead.part(side).range()] {
                    assert!(
                        row.part(side).contains(segment.passage as usize),
                        "a bead is outside its row: {alignment:?}"
                    );
                }
            }
            for passage in row.part(side).range() {
                assert_eq!(alignment.row_of_passage(side, passage), Some(nth));
            }
        }
    }
    let mut next = 0;
    for (nth, bead) in alignment.beads.iter().enumerate() {
        assert!(!bead.source.is_empty() || !bead.translation.is_empty());
        assert_eq!(bead.source.start, next, "beads are in the order of the source: {alignment:?}");
        next = bead.source.end;
        for side in SideName::BOTH {
            for segment in bead.part(side).range() {
                assert_eq!(alignment.bead_of(side, segment), Some(nth));
            }
        }
        // In a row that crosses others, what stands alone crosses with it.
        if bead.source.is_empty() && alignment.crossings.rows.is_empty() {
            assert!(!alignment.crosses(nth), "what stands alone crosses nothing: {}", write(alignment));
        }
    }
    let mut numbers: Vec<u32> = alignment.rows.iter().map(|row| row.number).collect();
    numbers.extend(alignment.retired.iter().map(|one| one.number));
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), count, "every number is of one row");
}
