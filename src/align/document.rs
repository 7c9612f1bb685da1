//! The sides of a document, cut into sentences, aligned, and put together to rows.

use super::boundary::Boundaries;
use super::engine::{self, Texts};
use super::lexicon::Lexicon;
use super::programme::Link;
use super::rows;
use super::second_stage::Weights;
use super::structure::Structure;
use crate::model::{Alignment, Bead, Cancelled, Document, IndexRange, Progress, Segment, Side, SideName, Span};
use crate::text::Language;
use crate::text::sentence;

/// Aligns the two sides of a document; one without a translation gets rows of one side.
///
/// Which side is the Chinese one is told by the languages of the sides.
///
/// # Errors
/// When the work was cancelled.
pub fn align(document: &Document, progress: &Progress) -> Result<Alignment, Cancelled> {
    let source = segments(&document.source);
    let translation = document.translation.as_ref().map(segments).unwrap_or_default();
    let Some(other) = document.translation.as_ref().filter(|_| !source.is_empty() && !translation.is_empty()) else {
        return Ok(rows::one_sided(source, translation));
    };
    progress.report(0.02)?;
    let mut sides = [(&document.source, &source[..]), (other, &translation[..])];
    if chinese_side(document) == SideName::Translation {
        sides.reverse();
    }
    let [chinese, english] = sides;
    let texts = Texts::read(&sentences(chinese.0, chinese.1), &sentences(english.0, english.1), Lexicon::fitted());
    let structure = Structure::new(chinese, english);
    let links = engine::align(&texts, Some(&structure), &Boundaries::fitted(), &Weights::fitted(), progress)?;
    let beads = links.into_iter().map(|link| bead(link, chinese_side(document))).collect();
    Ok(rows::from_beads(source, translation, beads))
}

/// Rows of one side each, in the order in which the passages stand: what is shown while the real alignment is made.
pub fn unaligned(document: &Document) -> Alignment {
    let translation = document.translation.as_ref().map(segments).unwrap_or_default();
    rows::one_sided(segments(&document.source), translation)
}

/// Which side is read as Chinese: the translation where it alone is Chinese.
pub(super) fn chinese_side(document: &Document) -> SideName {
    let chinese = |side: &Side| side.language == Language::Chinese;
    if document.translation.as_ref().is_some_and(chinese) && !chinese(&document.source) {
        SideName::Translation
    } else {
        SideName::Source
    }
}

/// A link as a bead of the document's own sides.
fn bead(link: Link, chinese: SideName) -> Bead {
    let (chinese_range, english_range) = (IndexRange::from(link.chinese), IndexRange::from(link.english));
    let (source, translation) = match chinese {
        SideName::Source => (chinese_range, english_range),
        SideName::Translation => (english_range, chinese_range),
    };
    Bead { source, translation, confidence: link.confidence }
}

/// The sentences of all passages of a side, in order.
fn segments(side: &Side) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (nth, passage) in side.passages.iter().enumerate() {
        let text = passage.text.text();
        let mut segment = |at| segments.push(Segment { passage: nth as u32, at });
        let sentences = sentence::split(text, side.language);
        if sentences.is_empty() {
            segment(Span::new(0, text.len()));
        }
        for sentence in sentences {
            segment(Span::from(sentence));
        }
    }
    segments
}

/// The texts of the sentences of a side.
pub(super) fn sentences<'a>(side: &'a Side, segments: &[Segment]) -> Vec<&'a str> {
    let text = |segment: &Segment| {
        let passage = side.passages.get(segment.passage as usize)?;
        segment.at.of(passage.text.text())
    };
    segments.iter().map(|segment| text(segment).unwrap_or_default()).collect()
}
