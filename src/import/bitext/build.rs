//! Units to a document: their texts in reading order to passages and sentences, the units to beads, their rows to rows.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Bitext, LINE_END, PASSAGE_END, Unit, UnitSide, of_text};
use crate::import::markup::{Character, Text};
use crate::import::naming;
use crate::model::{
    Alignment, Bead, Document, IndexRange, Passage, PassageKind, ReadingText, Row, Segment, Side, SourceText, Span,
    Warning,
};
use crate::text::{Language, sentence};

/// The document that a file of pairs is. Without text on both sides it has one side, and no pairing.
pub(in crate::import) fn document(source: &Arc<SourceText>, bitext: Bitext) -> Document {
    document_of_two([source, source], bitext)
}

/// The document that pairs of two files are, whose texts stand in one file each: those of the sides of the units.
pub(in crate::import) fn document_of_two(mut sources: [&Arc<SourceText>; 2], mut bitext: Bitext) -> Document {
    let is_blank = |(side, source): (&UnitSide, &Arc<SourceText>)| side.text.is_blank(&source.text);
    bitext.units.retain(|unit| !unit.sides.iter().zip(sources).all(is_blank));
    let languages = order_sides(&mut sources, &mut bitext);
    number_rows(&mut bitext);
    order_units(&mut bitext);
    let rows = rows(&bitext.units);
    let orders = [0, 1].map(|side| side_order(&bitext.units, &rows, side));
    if orders.iter().any(Option::is_none) {
        let message = "The orders that the file gives its sentences tear rows apart; the order of the file is taken.";
        bitext.warnings.push(Warning::new(0, message));
    }
    let orders = orders.map(|order| order.unwrap_or_else(|| (0..bitext.units.len()).collect()));
    let laid = [0, 1].map(|side| {
        let layer = Layer { text: &sources[side].text, language: languages[side], passages: bitext.passages, side };
        layer.lay(&bitext.units, &rows, &orders[side])
    });
    let alignment = alignment(&bitext.units, &rows, &laid);
    let [first, second] = laid.map(|laid| laid.passages);
    let side = |nth: usize, passages| Side { passages, ..Side::empty(languages[nth], Arc::clone(sources[nth])) };
    let (source_side, translation) = match (first.is_empty(), second.is_empty()) {
        (true, false) => (side(1, second), None),
        (_, true) => (side(0, first), None),
        (false, false) => (side(0, first), Some(side(1, second))),
    };
    if source_side.passages.is_empty() {
        bitext.warnings.push(Warning::new(0, "There is no text in it to read."));
    }
    bitext.warnings.sort_by_key(|warning| warning.at);
    let title = bitext.metadata.title.clone().unwrap_or_else(|| naming::title(&source_side, &source_side.source.name));
    Document {
        metadata: bitext.metadata,
        pairing: translation.as_ref().map(|_| Arc::new(alignment)),
        warnings: bitext.warnings,
        ..Document::new(bitext.kind, title, source_side, translation)
    }
}

/// Puts the Chinese side first, and tells the languages of both.
fn order_sides(sources: &mut [&Arc<SourceText>; 2], bitext: &mut Bitext) -> [Language; 2] {
    let [first, second] = [0, 1].map(|side| {
        let texts = bitext.units.iter().map(|unit: &Unit| &unit.sides[side].text);
        bitext.languages[side].or_else(|| of_text(texts, &sources[side].text))
    });
    let other = |language| match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let languages =
        [first.or(second.map(other)), second.or(first.map(other))].map(|one| one.unwrap_or(Language::Chinese));
    if languages == [Language::English, Language::Chinese] {
        bitext.units.iter_mut().for_each(|unit| unit.sides.reverse());
        sources.reverse();
        return [Language::Chinese, Language::English];
    }
    languages
}

/// Gives each row a number of its own: a row is a run of units that are called the same.
fn number_rows(bitext: &mut Bitext) {
    let greatest = bitext.units.iter().map(|unit| unit.row).max().filter(|_| bitext.numbered);
    let mut last = greatest.unwrap_or(0);
    let mut seen = FxHashSet::default();
    for run in bitext.units.chunk_by_mut(|a, b| a.row == b.row) {
        let called = run.first().map_or(0, |unit| unit.row);
        let number = if bitext.numbered && seen.insert(called) {
            called
        } else {
            last += 1;
            last
        };
        for unit in run {
            unit.row = number;
        }
    }
}

/// Puts rows, and units inside of their rows, into the order of their source. What has no source follows what stands
/// before it.
fn order_units(bitext: &mut Bitext) {
    if bitext.units.iter().all(|unit| unit.sides[0].order.is_none()) {
        return;
    }
    let mut key = 0;
    let mut keyed: Vec<(u64, Unit)> = Vec::with_capacity(bitext.units.len());
    for unit in std::mem::take(&mut bitext.units) {
        key = unit.sides[0].order.unwrap_or(key);
        keyed.push((key, unit));
    }
    let mut rows: Vec<(u64, Vec<(u64, Unit)>)> = Vec::new();
    for (key, unit) in keyed {
        match rows.last_mut() {
            Some((first, row)) if row.last().is_some_and(|(_, before)| before.row == unit.row) => {
                *first = (*first).min(key);
                row.push((key, unit));
            }
            _ => rows.push((key, vec![(key, unit)])),
        }
    }
    rows.sort_by_key(|(first, _)| *first);
    for (_, mut row) in rows {
        row.sort_by_key(|(key, _)| *key);
        bitext.units.extend(row.into_iter().map(|(_, unit)| unit));
    }
}

/// Units that stand in one row.
struct Units {
    number: u32,
    range: Range<usize>,
}

fn rows(units: &[Unit]) -> Vec<Units> {
    let mut start = 0;
    let row = |run: &[Unit]| {
        start += run.len();
        Units { number: run.first().map_or(0, |unit| unit.row), range: start - run.len()..start }
    };
    units.chunk_by(|a, b| a.row == b.row).map(row).collect()
}

/// The position of the row of each unit.
fn rows_of_units(rows: &[Units]) -> Vec<usize> {
    rows.iter().enumerate().flat_map(|(nth, row)| row.range.clone().map(move |_| nth)).collect()
}

/// The order in which the texts of a side are read; nothing where it would tear a row apart.
fn side_order(units: &[Unit], rows: &[Units], side: usize) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..units.len()).collect();
    if units.iter().all(|unit| unit.sides[side].order.is_none()) {
        return Some(order);
    }
    let row_of = rows_of_units(rows);
    // What has no place of its own follows what stands before it.
    let mut key = 0;
    let keys: Vec<u64> = units
        .iter()
        .map(|unit| {
            key = unit.sides[side].order.unwrap_or(key);
            key
        })
        .collect();
    order.retain(|nth| !units[*nth].sides[side].text.is_empty());
    order.sort_by_key(|nth| keys[*nth]);
    let mut seen = FxHashSet::default();
    let whole = order
        .chunk_by(|a, b| row_of[*a] == row_of[*b])
        .all(|run| run.first().is_some_and(|nth| seen.insert(row_of[*nth])));
    whole.then_some(order)
}

/// The passages of a side, with what each unit and each row has of them.
struct Laid {
    passages: Vec<Passage>,
    segments: Vec<Segment>,
    /// Segments of each unit that has some.
    units: FxHashMap<usize, IndexRange>,
    /// Passages of each row that has some.
    rows: FxHashMap<usize, IndexRange>,
}

/// Lays the texts of one side.
struct Layer<'a> {
    text: &'a str,
    language: Language,
    passages: bool,
    side: usize,
}

impl Layer<'_> {
    fn lay(&self, units: &[Unit], rows: &[Units], order: &[usize]) -> Laid {
        let mut laid = Laid {
            passages: Vec::new(),
            segments: Vec::new(),
            units: FxHashMap::default(),
            rows: FxHashMap::default(),
        };
        let row_of = rows_of_units(rows);
        for row in order.chunk_by(|a, b| row_of[*a] == row_of[*b]) {
            let start = laid.passages.len();
            self.lay_row(units, row, &mut laid);
            if let Some(first) = row.first().filter(|_| laid.passages.len() > start) {
                laid.rows.insert(row_of[*first], IndexRange::new(start, laid.passages.len()));
            }
        }
        laid
    }

    /// The texts of a row, one after the other, cut where passages end.
    fn lay_row(&self, units: &[Unit], row: &[usize], laid: &mut Laid) {
        let has_text = |nth: &&usize| !units[**nth].sides[self.side].text.is_blank(self.text);
        let with_text: Vec<usize> = row.iter().filter(has_text).copied().collect();
        let mut open = Open::default();
        for (position, nth) in with_text.iter().enumerate() {
            let side = &units[*nth].sides[self.side];
            let start = laid.segments.len();
            if !side.kinds.is_empty() {
                open.kinds = side.kinds.iter().copied().collect();
            }
            self.lay_text(&side.text, &mut open, laid);
            let is_last = position + 1 == with_text.len();
            self.lay_between(side, is_last, &mut open, laid);
            self.cut(&mut open, laid);
            if is_last {
                Self::finish(&mut open, laid);
            }
            if laid.segments.len() > start {
                laid.units.insert(*nth, IndexRange::new(start, laid.segments.len()));
            }
        }
    }

    fn lay_text(&self, text: &Text, open: &mut Open, laid: &mut Laid) {
        for character in text.characters(self.text) {
            match character.c {
                PASSAGE_END if self.passages => {
                    self.cut(open, laid);
                    Self::finish(open, laid);
                }
                LINE_END if self.passages => self.push(character.read_as('\n'), open),
                _ => self.push(character, open),
            }
        }
    }

    fn push(&self, character: Character, open: &mut Open) {
        if open.kind.is_none() {
            open.kind = Some(open.kinds.pop_front().unwrap_or((PassageKind::Paragraph, 0)));
        }
        character.push_to(&mut open.passage, self.text);
    }

    /// What stands between a text and the next one.
    fn lay_between(&self, side: &UnitSide, is_last: bool, open: &mut Open, laid: &mut Laid) {
        match &side.after {
            Some(after) => self.lay_text(after, open, laid),
            None if is_last => {}
            None => {
                let at = side.text.place().unwrap_or_default() as usize;
                let blank = match self.language {
                    Language::English if !open.passage.text().ends_with(char::is_whitespace) => " ",
                    _ => "",
                };
                open.passage.push_replacement(blank, Span::empty(at));
            }
        }
    }

    /// Cuts what came to the open passage since the last cut into sentences.
    fn cut(&self, open: &mut Open, laid: &mut Laid) {
        let text = open.passage.text();
        let passage = laid.passages.len() as u32;
        let new = text.get(open.cut..).unwrap_or_default();
        let sentences = sentence::split(new, self.language);
        laid.segments.extend(sentences.into_iter().map(|at| Segment { passage, at: Span::from(at).shifted(open.cut) }));
        open.cut = text.len();
    }

    /// Ends the open passage, if there is something in it.
    fn finish(open: &mut Open, laid: &mut Laid) {
        if open.passage.is_empty() {
            return;
        }
        let (kind, level) = open.kind.take().unwrap_or((PassageKind::Paragraph, 0));
        let passage = std::mem::take(&mut open.passage);
        open.cut = 0;
        laid.passages.push(Passage { level, ..Passage::new(kind, passage) });
    }
}

/// A passage that is not at its end.
#[derive(Default)]
struct Open {
    passage: ReadingText,
    /// Bytes of it that are cut into sentences.
    cut: usize,
    /// Its kind and level, once it has begun.
    kind: Option<(PassageKind, u8)>,
    /// Kinds of those that follow it, as far as they are known.
    kinds: VecDeque<(PassageKind, u8)>,
}

fn alignment(units: &[Unit], rows: &[Units], laid: &[Laid; 2]) -> Alignment {
    let mut alignment =
        Alignment { source: laid[0].segments.clone(), translation: laid[1].segments.clone(), ..Alignment::default() };
    let (mut passages, mut segments) = ([0_u32; 2], [0_u32; 2]);
    for (nth, row) in rows.iter().enumerate() {
        let start = alignment.beads.len();
        for unit in row.range.clone() {
            let [source, translation] = [0, 1].map(|side| range(laid[side].units.get(&unit), &mut segments[side]));
            if source.is_empty() && translation.is_empty() {
                continue;
            }
            let Unit { status, confidence, .. } = units[unit];
            alignment.beads.push(Bead { source, translation, confidence, status });
        }
        let beads = IndexRange::new(start, alignment.beads.len());
        if beads.is_empty() {
            continue;
        }
        let [source, translation] = [0, 1].map(|side| range(laid[side].rows.get(&nth), &mut passages[side]));
        let confidence = confidence(alignment.beads.get(start..).unwrap_or_default());
        alignment.rows.push(Row { number: row.number, source, translation, beads, confidence });
    }
    alignment
}

/// A range that is there; an empty one after those before it where it is not.
fn range(found: Option<&IndexRange>, last: &mut u32) -> IndexRange {
    let range = found.copied().unwrap_or(IndexRange { start: *last, end: *last });
    *last = range.end;
    range
}

/// How sure a row is: as its beads, by their sentences; where it has both sides, those with both decide.
fn confidence(beads: &[Bead]) -> f32 {
    let mean = |beads: &mut dyn Iterator<Item = &Bead>| {
        let (mut sum, mut sentences) = (0.0, 0.0);
        for bead in beads {
            let weight = (bead.source.len() + bead.translation.len()) as f32;
            sum += weight * bead.confidence;
            sentences += weight;
        }
        (sentences > 0.0).then(|| sum / sentences)
    };
    mean(&mut beads.iter().filter(|bead| bead.is_paired())).or_else(|| mean(&mut beads.iter())).unwrap_or(0.0)
}
