//! Documents with pairings of every kind, made from a description, and the same read back as a list of pairs.

use std::sync::Arc;

use duizhao::model::{
    Alignment, Bead, Document, DocumentKind, IndexRange, Metadata, Passage, PassageKind, ReadingText, Row, Segment,
    Side, SideName, SourceText, Span, Status, fits,
};
use duizhao::text::{Language, sentence};
use proptest::prelude::*;

/// A row of passages: for each side the texts of its passages, in order, and how its sentences meet.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowOf {
    pub(crate) number: u32,
    pub(crate) passages: [Vec<String>; 2],
    pub(crate) kinds: [Vec<(PassageKind, u8)>; 2],
    /// For each bead how many sentences of each side it has; the last takes what is left.
    pub(crate) counts: Vec<(usize, usize)>,
    pub(crate) status: Vec<Status>,
    /// Whether the beads take the sentences of the translation from the end.
    pub(crate) turned: bool,
}

/// A document of these rows; `swapped` rows have their translations in the place of each other's.
pub(crate) fn document(rows: &[RowOf], swapped: Option<(usize, usize)>) -> (Document, Alignment) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    if let Some((one, two)) = swapped {
        order.swap(one, two);
    }
    let source = side(rows, &(0..rows.len()).collect::<Vec<_>>(), SideName::Source);
    let translation = side(rows, &order, SideName::Translation);
    let has_translation = !translation.0.passages.is_empty();
    let mut alignment = Alignment { source: source.1, translation: translation.1, ..Alignment::default() };
    for (nth, row) in rows.iter().enumerate() {
        let parts = [source.2[nth], translation.2[nth]];
        let start = alignment.beads.len();
        add_beads(&mut alignment, row, parts);
        let beads = IndexRange::new(start, alignment.beads.len());
        let confidence = 0.5;
        alignment.rows.push(Row { number: row.number, source: parts[0], translation: parts[1], beads, confidence });
    }
    let document = Document {
        metadata: Metadata {
            title: Some("关于“水位”的说明 & <more>".to_owned()),
            date: Some("1962-08-10".to_owned()),
            citation: Some("“说明,” August 10, 1962, 118-01767-01, p. 5".to_owned()),
            address: Some("https://example.org/record/110000?a=1&b=2".to_owned()),
            ..Metadata::default()
        },
        ..Document::new(
            DocumentKind::Plain,
            "关于“水位”的说明 & <more>",
            source.0,
            has_translation.then_some(translation.0),
        )
    };
    assert!(fits(&document, &alignment), "{document:#?}");
    (document, alignment)
}

/// A side, its sentences, and the passages of each row.
fn side(rows: &[RowOf], order: &[usize], name: SideName) -> (Side, Vec<Segment>, Vec<IndexRange>) {
    let language = if name == SideName::Source { Language::Chinese } else { Language::English };
    let texts: String = order.iter().flat_map(|nth| &rows[*nth].passages[name as usize]).cloned().collect();
    let source = Arc::new(SourceText::new("说明.txt", texts));
    let mut side = Side::empty(language, source.clone());
    let (mut segments, mut parts, mut at) = (Vec::new(), vec![IndexRange::default(); rows.len()], 0);
    for nth in order {
        let row = &rows[*nth];
        let start = side.passages.len();
        for (place, text) in row.passages[name as usize].iter().enumerate() {
            let passage = side.passages.len() as u32;
            let (kind, level) = row.kinds[name as usize].get(place).copied().unwrap_or((PassageKind::Paragraph, 0));
            let reading = ReadingText::verbatim(&source.text, Span::new(at, at + text.len()));
            at += text.len();
            side.passages.push(Passage { level, ..Passage::new(kind, reading) });
            let sentences = sentence::split(text, language);
            segments.extend(sentences.into_iter().map(|at| Segment { passage, at: Span::from(at) }));
        }
        parts[*nth] = IndexRange::new(start, side.passages.len());
    }
    (side, segments, parts)
}

fn add_beads(alignment: &mut Alignment, row: &RowOf, parts: [IndexRange; 2]) {
    let range = |segments: &[Segment], part: IndexRange| {
        let inside = |end: u32| segments.partition_point(|segment| segment.passage < end);
        inside(part.start)..inside(part.end)
    };
    let (mut source, mut translation) = (range(&alignment.source, parts[0]), range(&alignment.translation, parts[1]));
    let mut counts = row.counts.iter().copied();
    let mut nth = 0;
    while !source.is_empty() || !translation.is_empty() {
        let (some, others) = counts.next().unwrap_or((usize::MAX, usize::MAX));
        let (some, others) = (some.min(source.len()), others.min(translation.len()));
        if some + others == 0 {
            continue;
        }
        let one = source.start..source.start + some;
        let two = if row.turned {
            translation.end - others..translation.end
        } else {
            translation.start..translation.start + others
        };
        source.start = one.end;
        if row.turned {
            translation.end = two.start;
        } else {
            translation.start = two.end;
        }
        let status = row.status.get(nth).copied().unwrap_or_default();
        let confidence = 0.25 + 0.125 * (nth % 7) as f32;
        let range = |range: std::ops::Range<usize>| IndexRange::new(range.start, range.end);
        alignment.beads.push(Bead { source: range(one), translation: range(two), confidence, status });
        nth += 1;
    }
}

/// A pair as people see it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Pair {
    pub(crate) row: u32,
    pub(crate) texts: [String; 2],
    pub(crate) status: Status,
    /// In hundredths of a percent.
    pub(crate) confidence: u32,
    /// The place of its translation among all.
    pub(crate) order: Option<usize>,
}

/// All pairs of a document, in order.
pub(crate) fn pairs(document: &Document, alignment: &Alignment) -> Vec<Pair> {
    let mut starts: Vec<u32> = alignment
        .beads
        .iter()
        .map(|bead| bead.translation)
        .filter(|range| !range.is_empty())
        .map(|range| range.start)
        .collect();
    starts.sort_unstable();
    let text = |bead: &Bead, side: SideName| -> String {
        let segments = &alignment.segments(side)[bead.part(side).range()];
        let mut out = String::new();
        for segment in segments {
            let passages = &document.side(side).expect("it has text").passages;
            let text = passages[segment.passage as usize].text.text();
            out.push_str(segment.at.of(text).expect("it is inside"));
            if segment.at.end as usize == text.len() {
                out.push('¶');
            }
        }
        out
    };
    let pair = |row: &Row, bead: &Bead| Pair {
        row: row.number,
        texts: SideName::BOTH.map(|side| text(bead, side)),
        status: bead.status,
        confidence: (bead.confidence * 10_000.0).round() as u32,
        order: (!bead.translation.is_empty())
            .then(|| starts.binary_search(&bead.translation.start).expect("it is there")),
    };
    let rows = alignment.rows.iter();
    rows.flat_map(|row| alignment.beads[row.beads.range()].iter().map(move |bead| pair(row, bead))).collect()
}

/// Kinds and levels of the passages of a side.
pub(crate) fn kinds(side: Option<&Side>) -> Vec<(PassageKind, u8)> {
    side.map_or(Vec::new(), |side| side.passages.iter().map(|passage| (passage.kind, passage.level)).collect())
}

/// Text that formats stumble over.
pub(crate) const HOSTILE: &str = "甲 & 乙 < 丙 > ]]> \"丁\" '戊'\t己。🏳️‍🌈 عربي שלום \u{feff}=1+1 <b>&amp;</b> | `*_#\\";

/// Rows of two sentences or more a side, one of each kind of trouble.
pub(crate) fn rows() -> Vec<RowOf> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let heading = vec![(PassageKind::Heading, 2)];
    vec![
        RowOf {
            number: 1,
            passages: [texts(&["水位"]), texts(&["The level"])],
            kinds: [heading.clone(), heading],
            status: vec![Status::Confirmed],
            ..RowOf::default()
        },
        RowOf {
            number: 7,
            passages: [
                texts(&["水位稳定。居民回村。学校开学了。", "第二段。"]),
                texts(&["School began. The people are back.  The level is stable.", "A second one."]),
            ],
            counts: vec![(1, 2), (1, 1), (9, 9)],
            status: vec![Status::Corrected, Status::Review, Status::Confirmed],
            turned: true,
            ..RowOf::default()
        },
        RowOf {
            number: 3,
            passages: [texts(&["只有中文。没有译文。"]), Vec::new()],
            counts: vec![(1, 0), (1, 0)],
            status: vec![Status::LeftOut, Status::Proposed],
            ..RowOf::default()
        },
        RowOf { number: 4, passages: [Vec::new(), texts(&["Nobody wrote this in Chinese."])], ..RowOf::default() },
        RowOf {
            number: 5,
            passages: [texts(&[HOSTILE]), texts(&[HOSTILE, "A line\nand another."])],
            kinds: [Vec::new(), vec![(PassageKind::Quotation, 0), (PassageKind::ListItem, 3)]],
            ..RowOf::default()
        },
    ]
}

/// Rows of any shape.
pub(crate) fn any_rows() -> impl Strategy<Value = Vec<RowOf>> {
    let status = prop::sample::select(vec![
        Status::Proposed,
        Status::Corrected,
        Status::Confirmed,
        Status::Review,
        Status::LeftOut,
    ]);
    let chinese = "[水位稳定甲乙]{1,3}[。？]?[水位&<>\"=😀\u{202e}\u{feff} ]{0,4}[甲。！]{1,2}";
    let english = "[A-D][a-d &<>\"|*]{0,8}[.?!]( {1,2}[A-D][a-e']{1,6}\\.)?(\n[a-c]{1,3})?";
    let kind = prop_oneof![
        4 => Just((PassageKind::Paragraph, 0)),
        1 => (1..=6_u8).prop_map(|level| (PassageKind::Heading, level)),
        1 => (1..=4_u8).prop_map(|level| (PassageKind::ListItem, level)),
        1 => Just((PassageKind::Quotation, 0)),
        1 => Just((PassageKind::MetadataLine, 0)),
    ];
    let passages = |text: &'static str| prop::collection::vec(text, 0..3);
    let kinds = prop::collection::vec(kind, 2);
    let row = (
        (passages(chinese), passages(english)),
        (kinds.clone(), kinds),
        prop::collection::vec((0..3_usize, 0..3_usize), 0..4),
        prop::collection::vec(status, 6),
        any::<bool>(),
    );
    let row = row.prop_filter("a row has text", |row| !row.0.0.is_empty() || !row.0.1.is_empty());
    prop::collection::vec(row, 1..6).prop_map(|rows| {
        let numbered = (1..).map(|nth: u32| nth * 7 % 29 + 1);
        let made = rows.into_iter().zip(numbered);
        made.map(|(((source, translation), (zh, en), counts, status, turned), number)| RowOf {
            number,
            passages: [source, translation],
            kinds: [zh, en],
            counts,
            status,
            turned,
        })
        .collect()
    })
}
