//! XLIFF 2.x: a unit is a row, its segments are the pairs, what is ignorable stands between them. Targets may stand in
//! another order than sources (`order`). What `export` says beside the core (rows, confidence, kinds) it says in the
//! module for metadata.

use super::{languages, preserves, spaced, status_of_state};
use crate::import::bitext::{Bitext, Unit, UnitSide, confidence, kinds, metadata_field, row_number, status};
use crate::import::markup::{Element, Text};
use crate::model::{PassageKind, Status};

/// The category of the metadata that is ours, and the prefix of our sub-states.
const OURS: &str = "duizhao";

pub(super) fn read(root: Element<'_>, bitext: &mut Bitext) {
    bitext.languages = languages(root.attribute("srcLang"), root.attribute("trgLang"));
    let mut row = 0;
    let space = preserves(root, false);
    for file in root.children().filter(|element| element.is("file")) {
        let ours = ours(file);
        if let Some(group) = ours {
            (bitext.numbered, bitext.passages) = (true, true);
            for meta in group.children() {
                metadata_field(&mut bitext.metadata, meta.attribute("type").unwrap_or_default(), &meta.string());
            }
        }
        let space = preserves(file, space);
        for unit in file.descendants().filter(|element| element.is("unit")) {
            row += 1;
            read_unit(unit, row, preserves(unit, space), bitext);
        }
    }
}

/// The metadata that this program wrote right inside an element.
fn ours(element: Element<'_>) -> Option<Element<'_>> {
    let groups = element.child("metadata")?.children();
    groups.into_iter().find(|group| group.attribute("category") == Some(OURS))
}

/// What our metadata of a unit says under that name.
fn said(group: Option<Element<'_>>, name: &str) -> Option<String> {
    let mut metas = group?.children();
    metas.find(|meta| meta.attribute("type") == Some(name)).map(|meta| meta.string())
}

fn read_unit(unit: Element<'_>, nth: u32, preserve: bool, bitext: &mut Bitext) {
    let group = ours(unit);
    let row = said(group, "row").and_then(|row| row_number(&row)).unwrap_or(nth);
    let rank = said(group, "translation-order").and_then(|order| order.parse().ok()).unwrap_or(nth);
    let confidences = said(group, "confidence").unwrap_or_default();
    let mut confidences = confidences.split_whitespace();
    let mut units: Vec<Unit> = Vec::new();
    let mut laid = [Vec::new(), Vec::new()];
    for (place, part) in (1..).zip(unit.children().filter(|part| part.is_one_of(&["segment", "ignorable"]))) {
        let (source, target) = (part.child("source"), part.child("target"));
        let order = target.and_then(|target| target.attribute("order")).and_then(|order| order.trim().parse().ok());
        let segment = part.is("segment").then_some(units.len());
        for (side, (element, order)) in [(source, place), (target, order.unwrap_or(place))].into_iter().enumerate() {
            let text = element.map(|element| spaced(element, preserve)).unwrap_or_default();
            laid[side].push(Part { order, segment, text });
        }
        if segment.is_some() {
            let confidence = confidence(confidences.next());
            units.push(Unit { status: status_of(part), confidence, ..Unit::plain(row, Default::default()) });
        }
    }
    for (side, parts) in laid.into_iter().enumerate() {
        let name = ["source-kinds", "translation-kinds"][side];
        let kinds = said(group, name).map(|names| kinds(&names)).unwrap_or_default();
        // Sources stand in the order of the file.
        let rank = if side == 0 { nth } else { rank };
        let row = RowSide { side, rank, kinds, preserve };
        row.place(parts, &mut units);
    }
    bitext.units.append(&mut units);
}

/// What was said of a segment: in our words, if it has them.
fn status_of(segment: Element<'_>) -> Status {
    let ours = segment.attribute("subState").and_then(|sub| sub.strip_prefix(OURS)?.strip_prefix(':'));
    ours.and_then(status).unwrap_or_else(|| status_of_state(segment.attribute("state").unwrap_or_default()))
}

/// One side of a segment, or of what is ignorable.
struct Part {
    /// Its place among the parts of its side.
    order: u32,
    /// The position of its segment.
    segment: Option<usize>,
    text: Text,
}

/// One side of a unit of the file.
struct RowSide {
    side: usize,
    /// Its place among the rows of its side.
    rank: u32,
    kinds: Vec<(PassageKind, u8)>,
    /// Whether its blanks count.
    preserve: bool,
}

impl RowSide {
    /// Gives the units of a row their texts, what stands between them, their order and their kinds.
    fn place(self, mut parts: Vec<Part>, units: &mut [Unit]) {
        let side = self.side;
        parts.sort_by_key(|part| part.order);
        let mut first = Text::default();
        let mut last: Option<usize> = None;
        let mut kinds = Some(self.kinds);
        for part in parts.into_iter().filter(|part| !part.text.is_empty()) {
            let Some(unit) = part.segment.and_then(|nth| units.get_mut(nth)) else {
                // What is ignorable stands after the segment before it, or at the very start.
                match last.and_then(|last| units.get_mut(last)) {
                    Some(unit) => unit.sides[side].after.get_or_insert_default().append(&part.text),
                    None => first.append(&part.text),
                }
                continue;
            };
            let mut text = std::mem::take(&mut first);
            text.append(&part.text);
            unit.sides[side] = UnitSide {
                text,
                after: self.preserve.then(Text::default),
                // Over the whole file a place is that of the row, then that in the row.
                order: Some(u64::from(self.rank) << 32 | u64::from(part.order)),
                kinds: kinds.take().unwrap_or_default(),
            };
            last = part.segment;
        }
    }
}
