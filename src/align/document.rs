//! The sides of a document, cut into sentences, aligned, and put together to rows.

use super::boundary::Boundaries;
use super::constraints::{self, Constraints, NotAligned, Pin};
use super::cores::Cores;
use super::engine::{self, Texts};
use super::lexicon::Lexicon;
use super::plan::Plan;
use super::programme::Link;
use super::rows;
use super::second_stage::Weights;
use super::structure::Structure;
use crate::model::{
    Alignment, Bead, Cancelled, Carried, Document, IndexRange, Progress, Segment, Side, SideName, Span, Status, fits,
    place_empty_sides,
};
use crate::text::Language;
use crate::text::sentence;

/// Aligns the two sides of a document; one without a translation gets rows of one side, and one whose file says how its
/// sides meet has that, as it is.
///
/// Which side is the Chinese one is told by the languages of the sides.
///
/// # Errors
/// When the work was cancelled.
pub fn align(document: &Document, progress: &Progress) -> Result<Alignment, Cancelled> {
    if let Some(pairing) = document.pairing.as_deref().filter(|pairing| fits(document, pairing)) {
        return Ok(pairing.clone());
    }
    let source = segments(&document.source);
    let translation = document.translation.as_ref().map(segments).unwrap_or_default();
    match align_between(document, source, translation, &Constraints::default(), progress) {
        Ok(alignment) => Ok(alignment),
        // Nothing to keep cannot contradict itself.
        Err(NotAligned::Cancelled | NotAligned::Contradiction(_)) => Err(Cancelled),
    }
}

/// Aligns a document anew around what a person has settled.
///
/// The sentences are those of `kept`. Its beads of any status but proposed stay as they are, in their place, with full
/// confidence where they are confirmed; `pins` are sentences that shall stand in one bead. The lexicon learns from
/// both. A row keeps the number of the row of `kept` that began with the same passage (of the source, if it had any);
/// all others are numbered on from the greatest.
///
/// # Errors
/// When what is settled contradicts itself (a pin through a confirmed bead, two that cross), or the work was cancelled.
pub fn align_again(
    document: &Document,
    kept: &Alignment,
    pins: &[Pin],
    progress: &Progress,
) -> Result<Alignment, NotAligned> {
    let settled = Constraints { walls: settled_beads(kept), pins: pins.to_vec() };
    if kept.source.is_empty() || kept.translation.is_empty() {
        // With one side there is nothing to align, and what it has stays.
        Plan::new(&settled, (kept.source.len(), kept.translation.len()))?;
        return Ok(kept.clone());
    }
    let (source, translation) = (kept.source.clone(), kept.translation.clone());
    let mut alignment = align_between(document, source, translation, &settled, progress)?;
    rows::keep_numbers(&mut alignment, kept);
    keep_runners_up(&mut alignment, kept);
    Ok(alignment)
}

/// Beads that stand have the runners-up that they had: this time nothing else was looked at.
fn keep_runners_up(alignment: &mut Alignment, kept: &Alignment) {
    let stands = |bead: &&Bead| bead.status != Status::Proposed;
    let had: Vec<_> = alignment.beads.iter().filter(stands).filter_map(|bead| kept.runner_up(bead)).copied().collect();
    alignment.runners_up.extend(had);
    alignment.runners_up.sort_by_key(|had| (had.instead_of.0.start, had.instead_of.1.start));
}

/// The beads of an alignment that are not merely proposed.
fn settled_beads(kept: &Alignment) -> Vec<Bead> {
    let mut walls = kept.beads.clone();
    // Where a bead without sentences of a side stands is told by the beads before it.
    place_empty_sides(&mut walls);
    walls.retain(|bead| bead.status != Status::Proposed);
    for wall in walls.iter_mut().filter(|wall| wall.status == Status::Confirmed) {
        wall.confidence = 1.0;
    }
    walls
}

/// Aligns sentences of the two sides of a document, and keeps what is settled; a document of one side gets rows of one
/// side.
fn align_between(
    document: &Document,
    source: Vec<Segment>,
    translation: Vec<Segment>,
    settled: &Constraints,
    progress: &Progress,
) -> Result<Alignment, NotAligned> {
    let Some(other) = document.translation.as_ref().filter(|_| !source.is_empty() && !translation.is_empty()) else {
        return Ok(rows::one_sided(source, translation));
    };
    progress.report(0.02)?;
    let mut sides = [(&document.source, &source[..]), (other, &translation[..])];
    let turned = chinese_side(document) == SideName::Translation;
    if turned {
        sides.reverse();
    }
    let [chinese, english] = sides;
    let counts = (chinese.1.len(), english.1.len());
    let plan = if turned { Plan::new(&settled.turned(), counts)? } else { Plan::new(settled, counts)? };
    let cores = Cores::new(progress.threads());
    let (chinese_text, english_text) = (sentences(chinese.0, chinese.1), sentences(english.0, english.1));
    let mut texts = Texts::read(&chinese_text, &english_text, Lexicon::fitted(), cores);
    let structure = Structure::new(chinese, english);
    let links =
        engine::align(&mut texts, Some(&structure), &plan, &Boundaries::fitted(), &Weights::fitted(), progress)?;
    let side = chinese_side(document);
    let (mut beads, runners_up): (Vec<_>, Vec<_>) =
        links.into_iter().map(|(link, runner_up)| (bead(link, side), runner_up.map(|link| bead(link, side)))).unzip();
    constraints::settle(&mut beads, &settled.walls);
    let beads = beads.into_iter().zip(runners_up).collect();
    Ok(rows::from_beads(source, translation, beads))
}

/// Rows of one side each, in the order in which the passages stand: what is shown while the real alignment is made.
pub fn unaligned(document: &Document) -> Alignment {
    let translation = document.translation.as_ref().map(segments).unwrap_or_default();
    rows::one_sided(segments(&document.source), translation)
}

/// The same around what was carried from another state of the document, for [`align_again`] to go on from.
pub fn unaligned_around(document: &Document, carried: &Carried) -> Alignment {
    let translation = document.translation.as_ref().map(segments).unwrap_or_default();
    rows::around(segments(&document.source), translation, carried)
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
    Bead::proposed(source, translation, link.confidence)
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
