//! Pages and books that this program wrote: rows and pairs are marked in them (`data-row`, `data-side`, `data-pair`).

use std::collections::BTreeMap;

use super::bitext::{
    Bitext, LINE_END, PASSAGE_END, Unit, UnitSide, confidence, kinds, language_of_code, row_number, status,
};
use super::markup::{Content, Element, Text, Tree, passages};
use crate::model::{DocumentKind, PassageKind, Span, Status};

/// The pairs that are marked in some pages, in order; nothing where none are.
pub(super) fn bitext<'t>(trees: impl Iterator<Item = &'t Tree<'t>>, kind: DocumentKind) -> Option<Bitext> {
    let mut bitext = Bitext { passages: true, ..Bitext::new(kind) };
    let mut numbers = Vec::new();
    let rows = trees.flat_map(Tree::elements).filter(|element| element.attribute("data-row").is_some());
    for (nth, row) in (1..).zip(rows) {
        let number = row.attribute("data-row").and_then(row_number);
        numbers.push(number.is_some());
        read_row(row, number.unwrap_or(nth), nth, &mut bitext);
    }
    bitext.numbered = numbers.iter().all(|numbered| *numbered);
    (!bitext.units.is_empty()).then_some(bitext)
}

fn read_row(row: Element<'_>, number: u32, nth: u32, bitext: &mut Bitext) {
    let rank = row.attribute("data-order").and_then(|order| order.parse().ok()).unwrap_or(nth);
    let side = |element: Element<'_>| match element.attribute("data-side") {
        Some("source") => Some(0),
        Some("translation") => Some(1),
        _ => None,
    };
    let sides: Vec<(usize, Element<'_>)> =
        row.descendants().filter_map(|element| Some((side(element)?, element))).collect();
    for (side, element) in &sides {
        let code = element.attribute("lang").unwrap_or_default();
        bitext.languages[*side] = bitext.languages[*side].or_else(|| language_of_code(code));
    }
    let ranks = [nth, rank];
    let pairs = pairs(&sides, number, ranks).unwrap_or_else(|| vec![whole(row, &sides, number, ranks)]);
    bitext.units.extend(pairs);
}

/// The pairs of a row by their marks; nothing where some text has none, because somebody typed it in.
fn pairs(sides: &[(usize, Element<'_>)], number: u32, ranks: [u32; 2]) -> Option<Vec<Unit>> {
    let mut units: BTreeMap<u32, Unit> = BTreeMap::new();
    for (side, element) in sides {
        let mut reader =
            SideReader { units: &mut units, side: *side, number, rank: ranks[*side], last: None, place: 0 };
        for passage in element.children() {
            reader.passage(passage)?;
        }
    }
    (!units.is_empty()).then(|| units.into_values().collect())
}

/// Reads one side of a row into its pairs.
struct SideReader<'a> {
    /// The pairs by their numbers in the row.
    units: &'a mut BTreeMap<u32, Unit>,
    side: usize,
    number: u32,
    rank: u32,
    /// The pair of the text before.
    last: Option<u32>,
    /// How many pairs have text of this side by now.
    place: u32,
}

impl SideReader<'_> {
    fn passage(&mut self, passage: Element<'_>) -> Option<()> {
        let source = passage.source();
        let kind = passage.attribute("data-kind").and_then(|name| kinds(name).into_iter().next());
        let kind = kind.unwrap_or((PassageKind::Paragraph, 0));
        let mut starts = true;
        for content in passage.content() {
            match content {
                Content::Element(stretch) => self.stretch(stretch, starts.then_some(kind))?,
                Content::Verbatim(span) if Text::of(span).is_blank(source) => continue,
                Content::Verbatim(_) | Content::Replaced(..) => return None,
            }
            starts = false;
        }
        Some(())
    }

    /// Adds a stretch of text; `starting` is the kind of the passage that it starts, if it does.
    fn stretch(&mut self, stretch: Element<'_>, starting: Option<(PassageKind, u8)>) -> Option<()> {
        let pair: u32 = stretch.attribute("data-pair")?.parse().ok()?;
        let (side, number) = (self.side, self.number);
        if starting.is_some()
            && let Some(before) = self.last
        {
            let before_side = &mut self.units.get_mut(&before)?.sides[side];
            let end = if before == pair { &mut before_side.text } else { before_side.after.get_or_insert_default() };
            end.push_replaced(PASSAGE_END, Span::empty(stretch.place() as usize));
        }
        let unit = self.units.entry(pair).or_insert_with(|| Unit::plain(number, Default::default()));
        tell(unit, stretch);
        let of_side = &mut unit.sides[side];
        if of_side.order.is_none() {
            self.place += 1;
            of_side.order = Some(u64::from(self.rank) << 32 | u64::from(self.place));
            of_side.after = Some(Text::default());
        }
        of_side.kinds.extend(starting);
        of_side.text.append(&text(stretch));
        self.last = Some(pair);
        Some(())
    }
}

/// What a mark says of its pair.
fn tell(unit: &mut Unit, stretch: Element<'_>) {
    if let Some(name) = stretch.attribute("data-status") {
        unit.status = status(name).unwrap_or(Status::Proposed);
    }
    if let Some(number) = stretch.attribute("data-confidence") {
        unit.confidence = confidence(Some(number));
    }
}

/// The text of a stretch, its blanks as they are.
fn text(stretch: Element<'_>) -> Text {
    let mut text = Text::default();
    for content in stretch.content() {
        match content {
            Content::Element(inner) if inner.is("br") => {
                text.push_replaced(LINE_END, Span::empty(inner.place() as usize));
            }
            Content::Element(inner) => text.append(&inner.text()),
            Content::Verbatim(span) => text.push_verbatim(span),
            Content::Replaced(c, span) => text.push_replaced(c, span),
        }
    }
    text
}

/// A row as one pair.
fn whole(row: Element<'_>, sides: &[(usize, Element<'_>)], number: u32, ranks: [u32; 2]) -> Unit {
    let mut unit = Unit::plain(number, Default::default());
    tell(&mut unit, row);
    for (side, element) in sides {
        let cell = passages(*element);
        let order = Some(u64::from(ranks[*side]) << 32);
        unit.sides[*side] = UnitSide { text: cell.text, kinds: cell.kinds, order, after: None };
    }
    unit
}
