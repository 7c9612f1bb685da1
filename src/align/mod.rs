//! Two sides to an alignment. Knows nothing of files or windows. A stand-in until the aligner comes.

use crate::model::{
    Alignment, Bead, Cancelled, Document, Evidence, IndexRange, Progress, Row, Segment, Side, Span, Status,
};

/// Pairs passages by their order.
///
/// # Errors
/// When it was cancelled.
pub fn align(document: &Document, progress: &Progress) -> Result<Alignment, Cancelled> {
    progress.report(0.0)?;
    let Some(translation) = &document.translation else { return Ok(unaligned(document)) };
    let (sources, translations) = (document.source.passages.len(), translation.passages.len());
    let mut alignment =
        Alignment { source: segments(&document.source), translation: segments(translation), ..Alignment::default() };
    for nth in 0..sources.max(translations) {
        let source = nth.min(sources)..(nth + 1).min(sources);
        let other = nth.min(translations)..(nth + 1).min(translations);
        push(&mut alignment, source.into(), other.into(), 0.5);
    }
    progress.report(1.0)?;
    Ok(alignment)
}

/// Rows of one side each.
pub fn unaligned(document: &Document) -> Alignment {
    let sources = document.source.passages.len();
    let mut alignment = Alignment { source: segments(&document.source), ..Alignment::default() };
    for nth in 0..sources {
        push(&mut alignment, (nth..nth + 1).into(), IndexRange::default(), 0.0);
    }
    if let Some(translation) = &document.translation {
        alignment.translation = segments(translation);
        for nth in 0..translation.passages.len() {
            push(&mut alignment, (sources..sources).into(), (nth..nth + 1).into(), 0.0);
        }
    }
    alignment
}

/// Pairs segments by their order.
///
/// # Errors
/// When it was cancelled.
pub fn align_segments(chinese: &[&str], english: &[&str], progress: &Progress) -> Result<Vec<Bead>, Cancelled> {
    progress.report(0.0)?;
    let bead = |nth: usize| Bead {
        source: (nth.min(chinese.len())..(nth + 1).min(chinese.len())).into(),
        translation: (nth.min(english.len())..(nth + 1).min(english.len())).into(),
        confidence: 0.5,
    };
    Ok((0..chinese.len().max(english.len())).map(bead).collect())
}

/// Why a bead is as sure as it is.
pub fn evidence(_: &Document, _: &Alignment, _: usize) -> Vec<Evidence> {
    Vec::new()
}

fn segments(side: &Side) -> Vec<Segment> {
    let whole = |(nth, passage): (usize, &crate::model::Passage)| Segment {
        passage: nth as u32,
        at: Span::new(0, passage.text.text().len()),
    };
    side.passages.iter().enumerate().map(whole).collect()
}

fn push(alignment: &mut Alignment, source: IndexRange, translation: IndexRange, confidence: f32) {
    let nth = alignment.beads.len();
    alignment.beads.push(Bead { source, translation, confidence });
    alignment.rows.push(Row {
        number: nth as u32 + 1,
        source,
        translation,
        beads: (nth..nth + 1).into(),
        confidence,
        status: Status::Proposed,
    });
}
