//! The sides of a document, cut into sentences, aligned, and put together to rows.

use rustc_hash::FxHashMap;

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
    Alignment, Bead, Cancelled, Carried, Document, IndexRange, OutOfOrder, Pairing, Progress, RunnerUp, Segment, Side,
    SideName, Status, fits, place_empty_beads, sentences_of,
};
use crate::text::Language;

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
/// both. Rows keep what a person put into them, and their numbers ([`Alignment::regrouped`]).
///
/// Settled beads that cross others cannot be walls, as no path goes through them. Each of their sides is one instead,
/// alone, where its sentences stand now; afterwards they are put together again.
///
/// # Errors
/// When what is settled contradicts itself (a pin through a confirmed bead, two that cross), or the work was cancelled.
pub fn align_again(
    document: &Document,
    kept: &Alignment,
    pins: &[Pin],
    progress: &Progress,
) -> Result<Alignment, NotAligned> {
    let settled = Constraints { walls: walls(kept), pins: pins.to_vec() };
    if kept.source.is_empty() || kept.translation.is_empty() {
        // With one side there is nothing to align, and what it has stays.
        Plan::new(&settled, (kept.source.len(), kept.translation.len()))?;
        return Ok(kept.clone());
    }
    let found = align_beads(document, (&kept.source, &kept.translation), &settled, progress)?;
    let mut beads: Vec<Bead> = found.iter().map(|(bead, _)| *bead).collect();
    for crossing in kept.crossings.beads.positions().filter_map(|nth| kept.beads.get(nth)) {
        if crossing.status.is_settled() && crossing.is_paired() {
            put_together(&mut beads, crossing);
        }
    }
    let mut alignment = kept.regrouped(beads);
    alignment.runners_up = runners_up(&alignment, kept, &found);
    Ok(alignment)
}

/// Aligns the sentences of one row anew, and leaves all others as they are: for paragraphs that a person put beside each
/// other as a whole. Pairs in it that are settled stay, but one that is all of the row. Where no pair is found, or some
/// cross, nothing changes.
///
/// # Errors
/// When the work was cancelled.
pub fn align_row(
    document: &Document,
    kept: &Alignment,
    row: usize,
    progress: &Progress,
) -> Result<Alignment, Cancelled> {
    let Some(own) = kept.rows.get(row).filter(|row| row.pairing() == Pairing::Paired).map(|row| row.beads.range())
    else {
        return Ok(kept.clone());
    };
    let beads = kept.beads.get(own.clone()).unwrap_or_default();
    let [source, translation] = SideName::BOTH.map(|side| hull(beads.iter().map(|bead| bead.part(side))));
    let from = (i64::from(source.start), i64::from(translation.start));
    let is_all = |bead: &Bead| bead.source == source && bead.translation == translation;
    let settled = beads.iter().filter(|bead| bead.status.is_settled() && !is_all(bead));
    let walls = settled.map(|bead| moved(bead, (-from.0, -from.1))).collect();
    let texts = (&kept.source[source.range()], &kept.translation[translation.range()]);
    let found = match align_beads(document, texts, &Constraints { walls, pins: Vec::new() }, progress) {
        Ok(found) => found,
        Err(NotAligned::Cancelled) => return Err(Cancelled),
        Err(NotAligned::Contradiction(_)) => return Ok(kept.clone()),
    };
    if own.clone().any(|bead| kept.crosses(bead)) || !found.iter().any(|(bead, _)| bead.is_paired()) {
        return Ok(kept.clone());
    }
    let mut all = kept.beads.clone();
    all.splice(own, found.iter().map(|(bead, _)| moved(bead, from)));
    let mut alignment = kept.regrouped(all);
    let others = found.iter().map(|(bead, other)| (moved(bead, from), other.map(|other| moved(&other, from))));
    alignment.runners_up = runners_up(&alignment, kept, &others.collect::<Vec<_>>());
    Ok(alignment)
}

/// The smallest range that holds some.
fn hull(ranges: impl Iterator<Item = IndexRange>) -> IndexRange {
    let some = ranges.filter(|range| !range.is_empty());
    let both = |one: IndexRange, other: IndexRange| IndexRange {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    };
    some.reduce(both).unwrap_or_default()
}

/// A bead of sentences that are counted from elsewhere.
fn moved(bead: &Bead, (source, translation): (i64, i64)) -> Bead {
    let moved = |range: IndexRange, by: i64| {
        let at = |position: u32| (i64::from(position) + by).max(0) as u32;
        IndexRange { start: at(range.start), end: at(range.end) }
    };
    Bead { source: moved(bead.source, source), translation: moved(bead.translation, translation), ..*bead }
}

/// What would stand in the place of beads: what was found now, and what was found before for those of which nothing else
/// was looked at.
fn runners_up(alignment: &Alignment, kept: &Alignment, found: &[(Bead, Option<Bead>)]) -> Vec<RunnerUp> {
    // Sorting beads by rows may move the empty side of one: it is known by its sentences.
    let name = |bead: &Bead| SideName::BOTH.map(|side| Some(bead.part(side)).filter(|part| !part.is_empty()));
    let others: FxHashMap<_, _> = found.iter().filter_map(|(bead, other)| Some((name(bead), (*other)?))).collect();
    let runner_up = |bead: &Bead| match others.get(&name(bead)) {
        Some(Bead { source, translation, confidence, .. }) if !bead.status.is_settled() => {
            let instead_of = (bead.source, bead.translation);
            Some(RunnerUp { instead_of, source: *source, translation: *translation, confidence: *confidence })
        }
        _ => kept.runner_up(bead).copied(),
    };
    let mut all: Vec<RunnerUp> = alignment.beads.iter().filter_map(runner_up).collect();
    all.sort_by_key(|one| (one.instead_of.0.start, one.instead_of.1.start));
    all
}

/// The beads of an alignment that are not merely proposed, in order on both sides: those that cross others as two, each
/// side alone.
fn walls(kept: &Alignment) -> Vec<Bead> {
    let mut beads = kept.beads.clone();
    let none = IndexRange::default();
    for nth in kept.crossings.beads.positions() {
        if let Some(bead) = beads.get_mut(nth) {
            bead.translation = none;
        }
    }
    beads.retain(|bead| !bead.source.is_empty() || !bead.translation.is_empty());
    for crossing in kept.crossings.beads.positions().filter_map(|nth| kept.beads.get(nth)) {
        let alone = Bead { source: none, ..*crossing };
        let comes_before =
            |bead: &Bead| !bead.translation.is_empty() && bead.translation.end <= alone.translation.start;
        let last = beads.iter().rposition(comes_before);
        beads.insert(last.map_or(0, |last| last + 1), alone);
    }
    // Where a bead without sentences of a side stands is told by the beads before it.
    place_empty_beads(&mut beads, &OutOfOrder::default());
    beads.retain(|bead| bead.status.is_settled());
    for wall in beads.iter_mut().filter(|wall| wall.status == Status::Confirmed) {
        wall.confidence = 1.0;
    }
    beads
}

/// Puts the two sides of a bead together that were kept alone.
fn put_together(beads: &mut Vec<Bead>, whole: &Bead) {
    let alone = |bead: &Bead| bead.translation.is_empty() && bead.source == whole.source;
    if let Some(bead) = beads.iter_mut().find(|bead| alone(bead)) {
        bead.translation = whole.translation;
        beads.retain(|bead| !(bead.source.is_empty() && bead.translation == whole.translation));
    }
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
    if document.translation.is_none() || source.is_empty() || translation.is_empty() {
        return Ok(rows::one_sided(source, translation));
    }
    let beads = align_beads(document, (&source, &translation), settled, progress)?;
    Ok(rows::from_beads(source, translation, beads))
}

/// The beads of sentences of both sides, in order, each with the one that would take its place.
fn align_beads(
    document: &Document,
    (source, translation): (&[Segment], &[Segment]),
    settled: &Constraints,
    progress: &Progress,
) -> Result<Vec<(Bead, Option<Bead>)>, NotAligned> {
    progress.report(0.02)?;
    let other = document.translation.as_ref().unwrap_or(&document.source);
    let mut sides = [(&document.source, source), (other, translation)];
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
    Ok(beads.into_iter().zip(runners_up).collect())
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
    let passages = (0..).zip(&side.passages);
    passages.flat_map(|(nth, passage)| sentences_of(nth, passage.text.text(), side.language)).collect()
}

/// The texts of the sentences of a side.
pub(super) fn sentences<'a>(side: &'a Side, segments: &[Segment]) -> Vec<&'a str> {
    let text = |segment: &Segment| {
        let passage = side.passages.get(segment.passage as usize)?;
        segment.at.of(passage.text.text())
    };
    segments.iter().map(|segment| text(segment).unwrap_or_default()).collect()
}
