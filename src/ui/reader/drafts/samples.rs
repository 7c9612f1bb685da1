//! A small document for the tests of drafts: a row with a gap inside, one without a translation, one without a source,
//! and an editor's mark.

use std::sync::Arc;

use super::insets::Texts;
use crate::model::{
    Alignment, Bead, Document, DocumentKind, Edit, IndexRange, Passage, PassageKind, ReadingText, Row, Segment, Side,
    SourceText, Span, Status, Work,
};
use crate::text::Language;
use crate::workspace::NotePlaces;

pub(super) struct Sample {
    pub(super) document: Arc<Document>,
    pub(super) work: Work,
    pub(super) places: NotePlaces,
    pub(super) asks: bool,
}

impl Sample {
    pub(super) fn new() -> Self {
        let mut alignment = Alignment::default();
        let chinese = [&["大雪。", "边界平静。", "牧民囘来。", "完。"][..], &["抄送各部门。", "主席。"]];
        let english = [&["The snow. ", "That is the end."][..], &["Added later."], &["[...]"]];
        let source = side(Language::Chinese, &chinese, &mut alignment.source);
        let mut translation = side(Language::English, &english, &mut alignment.translation);
        translation.passages[2].kind = PassageKind::Editorial;
        for (source, translation) in [
            (0..1, 0..1),
            (1..2, 1..1),
            (2..3, 1..1),
            (3..4, 1..2),
            (4..5, 2..2),
            (5..6, 2..2),
            (6..6, 2..3),
            (6..6, 3..4),
        ] {
            alignment.beads.push(Bead::proposed(source.into(), translation.into(), 0.9));
        }
        alignment.rows = vec![
            row(1, 0..1, 0..1, 0..4),
            row(2, 1..2, 0..0, 4..6),
            row(3, 0..0, 1..2, 6..7),
            row(4, 0..0, 2..3, 7..8),
        ];
        Self::of(source, Some(translation), alignment)
    }

    /// The same without a translation.
    pub(super) fn alone() -> Self {
        let Self { document, work, .. } = Self::new();
        let mut alignment = Alignment::clone(&work.alignment);
        alignment.translation.clear();
        alignment.beads.truncate(6);
        for bead in &mut alignment.beads {
            bead.translation = IndexRange::default();
        }
        alignment.rows = vec![row(1, 0..1, 0..0, 0..4), row(2, 1..2, 0..0, 4..6)];
        Self::of(document.source.clone(), None, alignment)
    }

    fn of(source: Side, translation: Option<Side>, alignment: Alignment) -> Self {
        let document = Document::new(DocumentKind::Plain, "测试", source, translation);
        let (document, work) = (Arc::new(document), Work::of(Arc::new(alignment)));
        let mut places = NotePlaces::default();
        places.follow(&document, &work);
        Self { document, work, places, asks: true }
    }

    pub(super) fn texts(&self) -> Texts<'_> {
        let Self { document, work, places, asks } = self;
        Texts { document, alignment: &work.alignment, notes: places, asks: *asks }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.work = edit.apply(&self.work).expect("it can be done");
        self.places.follow(&self.document, &self.work);
    }

    pub(super) fn leave_out(&mut self, bead: usize) {
        Arc::make_mut(&mut self.work.alignment).beads[bead].status = Status::LeftOut;
        self.places.follow(&self.document, &self.work);
    }
}

fn side(language: Language, passages: &[&[&str]], segments: &mut Vec<Segment>) -> Side {
    let source = Arc::new(SourceText::new("", ""));
    let mut side = Side::empty(language, source);
    for (nth, sentences) in passages.iter().enumerate() {
        let mut start = 0;
        for sentence in *sentences {
            let at = Span::new(start, start + sentence.len());
            segments.push(Segment { passage: nth as u32, at });
            start = at.end as usize;
        }
        let text = ReadingText::verbatim(&sentences.concat(), Span::new(0, start));
        side.passages.push(Passage::new(PassageKind::Paragraph, text));
    }
    side
}

fn row(
    number: u32,
    source: std::ops::Range<usize>,
    translation: std::ops::Range<usize>,
    beads: std::ops::Range<usize>,
) -> Row {
    Row { number, source: source.into(), translation: translation.into(), beads: beads.into(), confidence: 0.9 }
}
