//! From the parsed document and what a person said of its passages to the document that everything else sees.
//!
//! A structure that was made for another reading of the same file does no harm: what it names that is not there is left
//! out.

use super::{Called, Returned, SideStructure, Structure, TextKind};
use crate::model::{
    Aside, Break, Document, Furniture, FurnitureKind, IndexRange, Mark, Passage, Place, ReadingText, Side, SideName,
    Span,
};

/// What a passage is made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::model) enum Origin {
    /// A passage of the parsed side, or a piece of one: where it begins.
    Passage(Place),
    /// Furniture of the parsed side, by its index.
    Furniture(u32),
}

/// What a piece of furniture is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::model) enum FurnitureOrigin {
    /// Furniture of the parsed side, by its index.
    Parsed(u32),
    /// A passage of the parsed side, or a piece of one: where it begins.
    Aside(Place),
}

/// What the passages and the furniture of a side are made of, by their indices.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::model) struct Origins {
    pub(in crate::model) passages: Vec<Origin>,
    pub(in crate::model) furniture: Vec<FurnitureOrigin>,
}

impl Structure {
    /// The document that comes of `parsed`.
    #[must_use]
    pub fn apply(&self, parsed: &Document) -> Document {
        if self.is_empty() {
            return parsed.clone();
        }
        let side = |name: SideName| parsed.side(name).map(|side| self.side(name).apply(side).0);
        let source = side(SideName::Source).unwrap_or_else(|| parsed.source.clone());
        Document {
            kind: parsed.kind,
            title: parsed.title.clone(),
            metadata: parsed.metadata.clone(),
            flags: parsed.flags.clone(),
            source,
            translation: side(SideName::Translation),
            pairing: parsed.pairing.clone(),
            warnings: parsed.warnings.clone(),
        }
    }

    /// What the passages and the furniture of a side are made of.
    pub(in crate::model) fn origins(&self, parsed: &Document, side: SideName) -> Origins {
        parsed.side(side).map(|parsed| self.side(side).apply(parsed).1).unwrap_or_default()
    }

    /// What the passages of a side are made of; costs little.
    pub(in crate::model) fn passage_origins(&self, parsed: &Document, side: SideName) -> Vec<Origin> {
        let structure = self.side(side);
        let items = parsed.side(side).map(|parsed| structure.items(parsed)).unwrap_or_default();
        let origin = |item: Item| match item {
            Item::Returned(nth) => Some(Origin::Furniture(nth)),
            Item::Piece(place, _) => structure.is_text(place).then_some(Origin::Passage(place)),
        };
        items.into_iter().filter_map(origin).collect()
    }
}

/// What a side is laid of.
#[derive(Clone, Copy, Debug)]
enum Item {
    /// Furniture that is text, by its index.
    Returned(u32),
    /// A passage or a piece of one: where it begins, and its bytes if it is a piece.
    Piece(Place, Option<Span>),
}

impl SideStructure {
    /// The side that comes of `parsed`, and what it is made of.
    pub(in crate::model) fn apply(&self, parsed: &Side) -> (Side, Origins) {
        let mut laying = Laying {
            structure: self,
            parsed,
            passages: Vec::with_capacity(parsed.passages.len() + self.cuts.len()),
            from: Vec::with_capacity(parsed.passages.len() + self.cuts.len()),
            aside: Vec::new(),
            aside_from: Vec::new(),
            pieces: Vec::with_capacity(parsed.passages.len() + self.cuts.len() + 1),
            text: Vec::new(),
            last: None,
        };
        for item in self.items(parsed) {
            laying.lay(item);
        }
        let end = Place { passage: parsed.passages.len() as u32, offset: 0 };
        laying.pieces.push((end, laying.passages.len() as u32));
        laying.side()
    }

    /// Whether a piece is text.
    fn is_text(&self, place: Place) -> bool {
        !matches!(self.called.get(&place), Some(Called::Furniture { .. }))
    }

    /// What a side is laid of, in order. Furniture that is text comes where a passage or a piece begins.
    fn items(&self, parsed: &Side) -> Vec<Item> {
        let is_there =
            |(nth, one): &(&u32, &Returned)| parsed.furniture.get(**nth as usize).is_some_and(|had| one.is(had));
        let mut returned: Vec<(Place, u32)> =
            self.returned.iter().filter(is_there).map(|(nth, one)| (one.place, *nth)).collect();
        returned.sort_unstable();
        let mut returned = returned.into_iter().peekable();
        let mut cuts = self.cuts.iter().copied().peekable();
        let mut items = Vec::with_capacity(parsed.passages.len() + self.cuts.len() + self.returned.len());
        for (nth, passage) in (0..).zip(&parsed.passages) {
            let mut add = |offset: u32, at: Option<Span>| {
                let place = Place { passage: nth, offset };
                while let Some((at, nth)) = returned.next_if(|(at, _)| *at <= place) {
                    // What stands inside a passage that is not cut there stays where it is.
                    items.extend((at == place).then_some(Item::Returned(nth)));
                }
                items.push(Item::Piece(place, at));
            };
            if cuts.peek().is_none_or(|cut| cut.passage > nth) {
                add(0, None);
                continue;
            }
            for (offset, at) in pieces(nth, passage.text.text(), &mut cuts) {
                add(offset, at);
            }
        }
        let end = parsed.passages.len() as u32;
        items.extend(returned.filter(|(at, _)| at.passage >= end).map(|(_, nth)| Item::Returned(nth)));
        items
    }
}

/// The pieces of a passage, by the next of all cuts: where each begins, and its bytes unless it is the whole.
fn pieces(
    passage: u32,
    text: &str,
    cuts: &mut std::iter::Peekable<impl Iterator<Item = Place>>,
) -> Vec<(u32, Option<Span>)> {
    let mut from = 0;
    let mut pieces = Vec::new();
    while let Some(cut) = cuts.next_if(|cut| cut.passage <= passage) {
        let at = cut.offset as usize;
        // A cut of another reading of the file may be in no place where there is one.
        if cut.passage == passage && at > from && at < text.len() && text.is_char_boundary(at) {
            pieces.push((from as u32, Some(Span::new(from, at))));
            from = at;
        }
    }
    let rest = (from > 0).then(|| Span::new(from, text.len()));
    pieces.push((from as u32, rest));
    pieces
}

/// A side that is being laid.
struct Laying<'a> {
    structure: &'a SideStructure,
    parsed: &'a Side,
    passages: Vec<Passage>,
    /// What each passage is made of.
    from: Vec<Origin>,
    aside: Vec<Aside>,
    /// What each aside is made of, and what kind of furniture it is now.
    aside_from: Vec<(Place, FurnitureKind)>,
    /// Where each piece of a parsed passage begins, and the passage that it has become, or before which it stands.
    pieces: Vec<(Place, u32)>,
    /// The furniture that has become text.
    text: Vec<u32>,
    /// Where what was laid last ends in the parsed side, if it can be gone on with.
    last: Option<Place>,
}

impl Laying<'_> {
    fn lay(&mut self, item: Item) {
        match item {
            Item::Returned(nth) => self.lay_returned(nth),
            Item::Piece(place, at) => {
                self.pieces.push((place, self.passages.len() as u32));
                if let Some(passage) = self.parsed.passages.get(place.passage as usize) {
                    self.lay_piece(passage, place, at);
                }
            }
        }
    }

    fn lay_piece(&mut self, parsed: &Passage, place: Place, at: Option<Span>) {
        let continues = place.offset > 0 && self.last == Some(place);
        let text = at.map_or_else(|| parsed.text.clone(), |at| parsed.text.part(at).unwrap_or_default());
        self.last = at.map(|at| Place { passage: place.passage, offset: at.end });
        match self.structure.called.get(&place) {
            Some(Called::Furniture { kind, .. }) => {
                self.aside.push(Aside { before: self.passages.len() as u32, text, continues });
                self.aside_from.push((place, *kind));
            }
            called => {
                let TextKind { kind, level } = match called {
                    Some(Called::Text(text)) => *text,
                    _ => TextKind { kind: parsed.kind, level: parsed.level },
                };
                let (marks, breaks) = at.map_or_else(
                    || (parsed.marks.clone(), parsed.breaks.clone()),
                    |at| (marks(&parsed.marks, at), breaks(parsed, at)),
                );
                self.passages.push(Passage { kind, level, text, marks, breaks, continues });
                self.from.push(Origin::Passage(place));
            }
        }
    }

    fn lay_returned(&mut self, nth: u32) {
        let furniture = self.parsed.furniture.get(nth as usize);
        if let Some((furniture, returned)) = furniture.zip(self.structure.returned.get(&nth)) {
            let TextKind { kind, level } = returned.text;
            let text = reading_of(furniture, &self.parsed.source.text);
            self.passages.push(Passage { level, ..Passage::new(kind, text) });
            self.from.push(Origin::Furniture(nth));
            self.text.push(nth);
            self.last = None;
        }
    }

    /// The side, and what it is made of.
    fn side(mut self) -> (Side, Origins) {
        self.text.sort_unstable();
        let mut all: Vec<(FurnitureOrigin, Furniture)> = Vec::with_capacity(self.parsed.furniture.len());
        for (nth, furniture) in (0..).zip(&self.parsed.furniture) {
            if self.text.binary_search(&nth).is_err() {
                let place = self.place(furniture.place);
                all.push((FurnitureOrigin::Parsed(nth), Furniture { place, ..furniture.clone() }));
            }
        }
        for (aside, (from, kind)) in self.aside.iter().zip(&self.aside_from) {
            let span = aside.text.source_span(Span::new(0, aside.text.text().len())).unwrap_or_default();
            let place = Place { passage: aside.before, offset: 0 };
            let text = aside.text.text().to_owned();
            all.push((FurnitureOrigin::Aside(*from), Furniture { kind: *kind, text, source: span, place }));
        }
        all.sort_by_key(|(_, furniture)| furniture.place);
        let (from, furniture): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        self.renumber_breaks(&from);
        let Side { language, source, notes, infobox, categories, links, .. } = self.parsed;
        let side = Side {
            language: *language,
            source: source.clone(),
            passages: self.passages,
            furniture,
            aside: self.aside,
            notes: notes.clone(),
            infobox: infobox.clone(),
            categories: categories.clone(),
            links: links.clone(),
        };
        (side, Origins { passages: self.from, furniture: from })
    }

    /// Where a place of the parsed side is now.
    fn place(&self, place: Place) -> Place {
        let nth = self.pieces.partition_point(|(start, _)| *start <= place).saturating_sub(1);
        let Some((start, passage)) = self.pieces.get(nth).copied().filter(|(start, _)| *start <= place) else {
            return Place { passage: 0, offset: 0 };
        };
        // A piece that was set aside has no passage: what stood in it stands before the next.
        let is_text = self.from.get(passage as usize) == Some(&Origin::Passage(start));
        Place { passage, offset: if is_text { place.offset.saturating_sub(start.offset) } else { 0 } }
    }

    /// Lets breaks name the furniture by where it stands now.
    fn renumber_breaks(&mut self, from: &[FurnitureOrigin]) {
        let is_same = |(nth, from): (usize, &FurnitureOrigin)| *from == FurnitureOrigin::Parsed(nth as u32);
        if from.len() == self.parsed.furniture.len() && from.iter().enumerate().all(is_same) {
            return;
        }
        let mut now = vec![None; self.parsed.furniture.len()];
        for (nth, from) in from.iter().enumerate() {
            if let FurnitureOrigin::Parsed(was) = from {
                now[*was as usize] = Some(nth);
            }
        }
        for at in self.passages.iter_mut().flat_map(|passage| &mut passage.breaks) {
            let held = now.get(at.furniture.range()).unwrap_or_default();
            let first = held.iter().flatten().min().copied().unwrap_or_default();
            at.furniture = IndexRange::new(first, first + held.iter().flatten().count());
        }
    }
}

/// Furniture as text to read.
fn reading_of(furniture: &Furniture, source: &str) -> ReadingText {
    if furniture.source.of(source) == Some(&*furniture.text) {
        return ReadingText::verbatim(source, furniture.source);
    }
    let mut reading = ReadingText::default();
    reading.push_replacement(&furniture.text, furniture.source);
    reading
}

/// What of the marks of a passage is in a piece of it.
fn marks(all: &[Mark], at: Span) -> Vec<Mark> {
    let inside = all.iter().filter(|mark| mark.at.overlaps(at));
    let cut = inside.map(|mark| {
        let (start, end) = (mark.at.start.max(at.start) - at.start, mark.at.end.min(at.end) - at.start);
        Mark { at: Span { start, end }, style: mark.style.clone() }
    });
    cut.collect()
}

/// The breaks inside a piece of a passage. Where it was cut there is none: the furniture stands between the pieces.
fn breaks(parsed: &Passage, at: Span) -> Vec<Break> {
    let end = parsed.text.text().len() as u32;
    let inside = |one: &&Break| {
        let (is_first, is_last) = (at.start == 0, at.end == end);
        (one.at > at.start || is_first && one.at == 0) && (one.at < at.end || is_last && one.at == end)
    };
    parsed.breaks.iter().filter(inside).map(|one| Break { at: one.at - at.start, ..*one }).collect()
}
