//! What is found in a library, and that its index follows every change: a small library, and how one reads what is
//! found.

mod always;
mod details;
mod follows;
mod found;

use super::super::{Found, Most, samples};
use super::{Shelf, file, problems, work_of, *};
use crate::model::search::Hit;
use crate::model::{
    Alignment, AnnotationId, Bead, IndexRange, Passage, PassageKind, Progress, ReadingText, Row, Segment, SideName,
    SideText, Span, Standing, Target,
};
use crate::text::search::Query;

pub(super) const ALL: Most = Most { documents: usize::MAX, hits: usize::MAX };

pub(super) type Pairs = [(&'static str, &'static str)];

pub(super) const STATEMENT: &Pairs = &[
    ("关于领土问题的声明", "Statement on the Question of Territory"),
    ("蘇聯政府收到了囘信。羣衆都覩見了。", "The Soviet Government received the reply. The masses saw it."),
    ("一九六二年八月，边界局势稳定下来。", "In August 1962 the borders became quiet. All went well."),
    ("他们来自𠮷林。", ""),
    ("", "Translated by the archive."),
];

/// A document of passages that stand across from each other; an empty one is not there.
pub(super) fn text(title: &str, pairs: &Pairs) -> Document {
    let side = |language, texts: Vec<&str>| {
        let all = texts.concat();
        let mut side = Side::empty(language, Arc::new(SourceText::new("", all.as_str())));
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
pub(super) fn sentences(passage: usize, text: &str) -> Vec<Segment> {
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
pub(super) fn aligned(pairs: &Pairs) -> Alignment {
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

pub(super) fn put(library: &mut Library, title: &str, pairs: &Pairs, work: &Work) -> DocumentKey {
    let document = text(title, pairs);
    let new = NewDocument { files: vec![file(title)], document: &document, work, added: NOW };
    library.add(&new).unwrap_or_else(|error| panic!("{error}"))
}

/// A library with the statement and two documents that do not matter.
pub(super) fn stocked(shelf: &Shelf) -> (Library, DocumentKey) {
    let mut library = shelf.open();
    put(&mut library, "天气", &[("今天下雪。", "It snows today.")], &Work::default());
    let key = put(&mut library, "声明", STATEMENT, &Work::of(Arc::new(aligned(STATEMENT))));
    put(&mut library, "空", &[], &Work::default());
    (library, key)
}

pub(super) fn found(library: &Library, typed: &str, most: Most) -> Found {
    let found = library.search(&Query::new(typed), most, &Progress::default());
    found.unwrap_or_else(|error| panic!("{typed}: {error}")).expect("nobody cancels")
}

pub(super) fn hits(library: &Library, typed: &str) -> Vec<Hit> {
    found(library, typed, ALL).documents.into_iter().flat_map(|one| one.hits).collect()
}

/// Hits as one reads them: address, side, marked text, partner.
pub(super) fn read(hits: &[Hit]) -> Vec<String> {
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

pub(super) fn note_at(id: &str, text: &str, document: &Document, quote: &str) -> Work {
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
