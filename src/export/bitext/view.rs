//! A document and its alignment as the writers need them: rows with their pairs, and for each side of a pair its text
//! and what stands around it.
//!
//! Translations may stand in another order than their sources, so every place is looked up and none is counted on.

use crate::export::{names, xml};
use crate::model::{Address, Alignment, Bead, Document, Metadata, Pairing, Passage, Row, Side, SideName, Status};
use crate::text::Language;

/// What stands for a line end inside a passage, where a line feed ends a passage: the character Unicode has for it.
pub(super) const LINE_END: char = '\u{2028}';

/// What the formats are written from. All text in it is as it was read: writers make it fit.
pub(super) struct View<'a> {
    document: &'a Document,
    alignment: &'a Alignment,
    /// The rows in reading order.
    pub(super) rows: Vec<RowView>,
    /// The bead of each segment, source first.
    beads: [Vec<usize>; 2],
    /// How many characters of text and record XML 1.0 cannot hold.
    pub(super) unheld: usize,
    /// Whether translations stand in another order than their sources.
    pub(super) crosses: bool,
    /// Whether those of whole rows do.
    pub(super) rows_cross: bool,
}

/// A row.
pub(super) struct RowView {
    pub(super) number: u32,
    pub(super) status: Status,
    pub(super) pairing: Pairing,
    pub(super) confidence: f32,
    /// Its place, from 1, among the rows that have text of that side; source first.
    pub(super) orders: [Option<u32>; 2],
    /// Kinds of its passages with their levels, source first: `heading-2 paragraph`; empty where all are paragraphs.
    pub(super) kinds: [String; 2],
    pub(super) pairs: Vec<PairView>,
}

/// A pair of sentences, or of several.
pub(super) struct PairView {
    /// Its number in the row, from 1.
    pub(super) number: u32,
    pub(super) status: Status,
    pub(super) pairing: Pairing,
    pub(super) confidence: f32,
    /// Its place, from 1, among the pairs that have text of that side; source first.
    pub(super) orders: [Option<u32>; 2],
    /// The text of either side, source first.
    pub(super) texts: [Flow; 2],
}

/// The text of a side of a pair or a row. A line feed ends a passage, [`LINE_END`] a line in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Flow {
    /// Blanks before it.
    pub(super) before: String,
    /// The text itself.
    pub(super) text: String,
    /// Blanks after it, and the end of its passage where the row has another one.
    pub(super) after: String,
    /// Kinds of the passages that start in it; empty where all are paragraphs.
    pub(super) kinds: String,
}

/// A stretch of a passage that is of one pair.
pub(super) struct Stretch<'a> {
    /// The pair's number in its row.
    pub(super) pair: u32,
    pub(super) text: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Document, alignment: &'a Alignment) -> Self {
        let beads = SideName::BOTH.map(|side| {
            let mut beads = vec![0; alignment.segments(side).len()];
            for (nth, bead) in alignment.beads.iter().enumerate() {
                beads.get_mut(bead.part(side).range()).unwrap_or_default().fill(nth);
            }
            beads
        });
        let mut view =
            Self { document, alignment, rows: Vec::new(), beads, unheld: 0, crosses: false, rows_cross: false };
        let of_beads = SideName::BOTH.map(|side| orders(alignment.beads.iter().map(|bead| bead.part(side))));
        let of_rows = SideName::BOTH.map(|side| orders(alignment.rows.iter().map(|row| row.part(side))));
        let is_out_of_order = |orders: &[Option<u32>]| !orders.iter().flatten().is_sorted();
        view.rows_cross = is_out_of_order(&of_rows[1]);
        view.crosses = view.rows_cross || is_out_of_order(&of_beads[1]);
        let row = |(nth, row): (usize, &Row)| view.row(row, &of_beads, [of_rows[0][nth], of_rows[1][nth]]);
        let rows = alignment.rows.iter().enumerate().map(row).collect();
        view.rows = rows;
        let texts = SideName::BOTH.into_iter().filter_map(|side| document.side(side)).flat_map(|side| &side.passages);
        view.unheld = texts.map(|passage| xml::unheld(passage.text.text())).sum::<usize>()
            + view.known().iter().map(|(_, value)| xml::unheld(value)).sum::<usize>();
        view
    }

    fn row(&self, row: &Row, of_beads: &[Vec<Option<u32>>; 2], orders: [Option<u32>; 2]) -> RowView {
        let beads = self.alignment.beads.get(row.beads.range()).unwrap_or_default();
        let pair = |(nth, bead): (usize, &Bead)| PairView {
            number: (nth - row.beads.start as usize) as u32 + 1,
            status: bead.status,
            pairing: pairing(bead),
            confidence: bead.confidence,
            orders: [of_beads[0][nth], of_beads[1][nth]],
            texts: SideName::BOTH.map(|side| self.flow(row, bead, side)),
        };
        RowView {
            number: row.number,
            status: self.alignment.row_status(row),
            pairing: row.pairing(),
            confidence: row.confidence,
            orders,
            kinds: SideName::BOTH.map(|side| kinds(self.passages(row, side).iter())),
            pairs: row.beads.range().zip(beads).map(pair).collect(),
        }
    }

    /// The text of a side of a bead.
    fn flow(&self, row: &Row, bead: &Bead, side: SideName) -> Flow {
        let Some(of_side) = self.document.side(side) else { return Flow::default() };
        let mut whole = String::new();
        let mut starting: Vec<&Passage> = Vec::new();
        for segment in self.alignment.segments(side).get(bead.part(side).range()).unwrap_or_default() {
            let Some(passage) = of_side.passages.get(segment.passage as usize) else { continue };
            let text = segment.at.of(passage.text.text()).unwrap_or_default();
            whole.extend(text.chars().map(|c| if c == '\n' { LINE_END } else { c }));
            if segment.at.start == 0 {
                starting.push(passage);
            }
            if segment.at.end as usize == passage.text.text().len() && segment.passage + 1 < row.part(side).end {
                whole.push('\n');
            }
        }
        Flow { kinds: kinds(starting.into_iter()), ..Flow::of(&whole) }
    }

    /// The passages of a side of a row.
    fn passages(&self, row: &Row, side: SideName) -> &'a [Passage] {
        let passages = self.document.side(side).map_or(&[][..], |side| &side.passages);
        passages.get(row.part(side).range()).unwrap_or_default()
    }

    /// The sides that there are: a document without a translation has one column to read.
    pub(super) fn sides(&self) -> impl Iterator<Item = SideName> + use<'a> {
        let document = self.document;
        SideName::BOTH.into_iter().filter(|side| document.side(*side).is_some())
    }

    /// The title.
    pub(super) fn title(&self) -> &'a str {
        &self.document.title
    }

    /// What is known about the document, under the names that files have for it; the title first.
    pub(super) fn known(&self) -> Vec<(&'a str, String)> {
        let Metadata { title: _, date, summary, citation, address, credits, original_language, contents, other } =
            &self.document.metadata;
        let contents = (!contents.is_empty()).then(|| contents.join("; "));
        let named = [
            ("title", Some(self.document.title.clone())),
            ("date", date.clone()),
            ("summary", summary.clone()),
            ("citation", citation.clone()),
            ("address", address.clone()),
            ("credits", credits.clone()),
            ("original-language", original_language.clone()),
            ("contents", contents),
        ];
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value?)));
        named.chain(other.iter().map(|field| (field.label.as_str(), field.value.clone()))).collect()
    }

    /// The languages of the sides; that of a missing translation is the other one.
    pub(super) fn languages(&self) -> [Language; 2] {
        let source = self.document.source.language;
        let other = if source == Language::Chinese { Language::English } else { Language::Chinese };
        [source, self.document.translation.as_ref().map_or(other, |side: &Side| side.language)]
    }

    /// Their codes.
    pub(super) fn codes(&self) -> [&'static str; 2] {
        self.languages().map(names::language)
    }

    /// The whole text of a side of a row.
    pub(super) fn row_flow(&self, nth: usize, side: SideName) -> Flow {
        let Some(row) = self.alignment.rows.get(nth) else { return Flow::default() };
        let passages = self.passages(row, side);
        let texts: Vec<String> = passages
            .iter()
            .map(|passage| passage.text.text().replace('\n', LINE_END.encode_utf8(&mut [0; 4])))
            .collect();
        Flow { kinds: kinds(passages.iter()), ..Flow::of(&texts.join("\n")) }
    }

    /// The passages of a side in order, each with its sentences.
    pub(super) fn sentences(&self, side: SideName) -> Vec<(&'a Passage, Vec<&'a str>)> {
        let mut segments = self.alignment.segments(side).iter().peekable();
        let passages = self.document.side(side).map_or(&[][..], |side| &side.passages);
        let sentences = |(nth, passage): (usize, &'a Passage)| {
            let mut sentences = Vec::new();
            while let Some(segment) = segments.next_if(|segment| segment.passage as usize == nth) {
                sentences.push(segment.at.of(passage.text.text()).unwrap_or_default());
            }
            (passage, sentences)
        };
        passages.iter().enumerate().map(sentences).collect()
    }

    /// Positions of the sentences of a side that a pair has.
    pub(super) fn part(&self, row: usize, pair: usize, side: SideName) -> std::ops::Range<usize> {
        let row = self.alignment.rows.get(row);
        let bead = row.and_then(|row| self.alignment.beads.get(row.beads.start as usize + pair));
        bead.map_or(0..0, |bead| bead.part(side).range())
    }

    /// The passages of a side of a row, each with its stretches in order.
    pub(super) fn stretches(&self, nth: usize, side: SideName) -> Vec<(&'a Passage, Vec<Stretch<'a>>)> {
        let Some(row) = self.alignment.rows.get(nth) else { return Vec::new() };
        let segments = self.alignment.segments(side);
        let passages = row.part(side).range().zip(self.passages(row, side));
        passages
            .map(|(nth, passage)| {
                let first = segments.partition_point(|segment| (segment.passage as usize) < nth);
                let inside = segments.iter().enumerate().skip(first).take_while(|(_, one)| one.passage as usize == nth);
                let stretch = |(place, segment): (usize, &crate::model::Segment)| Stretch {
                    pair: (self.beads[side as usize][place] as u32).saturating_sub(row.beads.start) + 1,
                    text: segment.at.of(passage.text.text()).unwrap_or_default(),
                };
                (passage, inside.map(stretch).collect())
            })
            .collect()
    }
}

impl Flow {
    /// A text parted from the blanks around it.
    fn of(whole: &str) -> Self {
        let text = whole.trim();
        let (before, after) = match whole.find(text).filter(|_| !text.is_empty()) {
            Some(at) => (whole.get(..at), whole.get(at + text.len()..)),
            None => (Some(whole), None),
        };
        let owned = |part: Option<&str>| part.unwrap_or_default().to_owned();
        Self { before: owned(before), text: text.to_owned(), after: owned(after), kinds: String::new() }
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.text.is_empty() && self.after.is_empty()
    }
}

impl RowView {
    /// Its address.
    pub(super) fn address(&self) -> Address {
        Address { row: self.number, pair: None }
    }

    /// Its status as files call it.
    pub(super) fn status_name(&self) -> &'static str {
        names::kept_status(self.status, self.pairing)
    }
}

impl PairView {
    /// Its status as files call it.
    pub(super) fn status_name(&self) -> &'static str {
        names::kept_status(self.status, self.pairing)
    }
}

/// Which sides a bead has.
fn pairing(bead: &Bead) -> Pairing {
    match (bead.source.is_empty(), bead.translation.is_empty()) {
        (false, true) => Pairing::SourceOnly,
        (true, _) => Pairing::TranslationOnly,
        (false, false) => Pairing::Paired,
    }
}

/// The places, from 1, of ranges that hold something among each other.
fn orders(ranges: impl Iterator<Item = crate::model::IndexRange>) -> Vec<Option<u32>> {
    let ranges: Vec<_> = ranges.collect();
    let mut filled: Vec<usize> = (0..ranges.len()).filter(|nth| !ranges[*nth].is_empty()).collect();
    filled.sort_by_key(|nth| ranges[*nth].start);
    let mut orders = vec![None; ranges.len()];
    for (place, nth) in (1..).zip(filled) {
        orders[nth] = Some(place);
    }
    orders
}

/// Kinds of passages with their levels; nothing where all are paragraphs.
fn kinds<'a>(passages: impl Iterator<Item = &'a Passage> + Clone) -> String {
    use crate::model::PassageKind::Paragraph;
    if passages.clone().all(|passage| passage.kind == Paragraph) {
        return String::new();
    }
    let kind = |passage: &Passage| match (names::passage_kind(passage.kind), passage.level) {
        (name, 0) => name.to_owned(),
        (name, level) => format!("{name}-{level}"),
    };
    passages.map(kind).collect::<Vec<_>>().join(" ")
}
