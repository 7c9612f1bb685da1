//! One body of a page: lines to passages and furniture.

use std::sync::Arc;

use super::joining::{self, Joined, Part};
use super::kinds::{self, Sketch};
use super::noise::{self, Vocabulary};
use super::shape::{self, Shape};
use super::words::Words;
use crate::import::clean;
use crate::import::lines::Line;
use crate::import::paragraphs::{Paragraph, paragraphs};
use crate::model::{
    Break, Furniture, FurnitureKind, IndexRange, Metadata, Passage, PassageKind, Place, ReadingText, Side, SourceText,
    Span,
};
use crate::text::Language;

/// How much of a citation or a title is searched for the lines of the body.
const LONGEST_FIELD: usize = 4096;
/// How much text says what a document speaks of.
const VOCABULARY_TEXT: usize = 512 * 1024;

/// A body on its way from lines to passages: its paragraphs, and what is known of each.
struct Body<'a> {
    text: &'a str,
    paragraphs: Vec<Paragraph>,
    parts: Vec<Part>,
    /// Which parts are a heading that its pages repeat.
    repeated: Vec<bool>,
}

/// Reads one body of a page; nothing where it has no line.
pub(super) fn side(source: &Arc<SourceText>, lines: &[Line], language: Language, metadata: &Metadata) -> Option<Side> {
    if lines.is_empty() {
        return None;
    }
    let words = Words::new();
    let paragraphs = paragraphs(&source.text, lines, language);
    let parts: Vec<Part> =
        paragraphs.iter().map(|paragraph| part(&source.text, paragraph, language, metadata)).collect();
    let repeated = kinds::repeated_headings(&parts);
    let joined = joining::join(&parts, language, words);
    let body = Body { text: &source.text, paragraphs, parts, repeated };
    let vocabulary = body.vocabulary(metadata, words);
    let mut side = Side::empty(language, Arc::clone(source));
    let mut shapes = Vec::new();
    for passage in &joined {
        let Some(first) = passage.parts.first().copied() else { continue };
        if let Some(kind) = body.hidden(passage, language, &vocabulary, words) {
            let place = Place { passage: side.passages.len() as u32, offset: 0 };
            side.furniture.extend(body.furniture(first, kind, place));
        } else {
            let passage = body.passage(passage, &mut side);
            side.passages.push(passage);
            shapes.push(body.parts.get(first).map_or(Shape::Short, |part| part.shape));
        }
    }
    let sketches: Vec<Sketch> =
        side.passages.iter().zip(shapes).map(|(passage, shape)| Sketch { text: passage.text.text(), shape }).collect();
    let kinds = kinds::kinds(&sketches, metadata.title.as_deref());
    for (passage, (kind, level)) in side.passages.iter_mut().zip(kinds) {
        (passage.kind, passage.level) = (kind, level);
    }
    Some(side)
}

fn part(text: &str, paragraph: &Paragraph, language: Language, metadata: &Metadata) -> Part {
    let read = clean::reading(text, &paragraph.lines, language).text().to_owned();
    let kept = is_cited(&read, metadata);
    let shape = match shape::shape(&read, language) {
        Shape::PageNumber if kept => Shape::Short,
        shape => shape,
    };
    Part { text: read, shape, indented: paragraph.indented, kept }
}

/// Whether the record names a line as a whole: its title, or a number long enough to be no chance.
fn is_cited(line: &str, metadata: &Metadata) -> bool {
    if line.chars().take(5).count() < 5 || line.len() > LONGEST_FIELD {
        return false;
    }
    [&metadata.citation, &metadata.title].into_iter().flatten().any(|field| {
        let field = field.get(..field.floor_char_boundary(LONGEST_FIELD)).unwrap_or(field);
        field.match_indices(line).any(|(at, _)| {
            let before = field.get(..at).and_then(|before| before.chars().next_back());
            let after = field.get(at + line.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

impl Body<'_> {
    /// The words of the running text and of the record.
    fn vocabulary(&self, metadata: &Metadata, words: Words) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let mut read = 0;
        let is_text = |part: &&Part| matches!(part.shape, Shape::Running | Shape::Clause | Shape::List);
        for part in self.parts.iter().filter(is_text) {
            vocabulary.add(&part.text, words);
            read += part.text.len();
            if read > VOCABULARY_TEXT {
                break;
            }
        }
        for field in [&metadata.title, &metadata.citation].into_iter().flatten() {
            vocabulary.add(field, words);
        }
        vocabulary
    }

    /// What kind of furniture a passage is, if it is none.
    fn hidden(
        &self,
        passage: &Joined,
        language: Language,
        vocabulary: &Vocabulary,
        words: Words,
    ) -> Option<FurnitureKind> {
        let [nth] = *passage.parts.as_slice() else { return None };
        let part = self.parts.get(nth).filter(|part| !part.kept)?;
        let repeated = self.repeated.get(nth) == Some(&true);
        match part.shape {
            Shape::PageNumber | Shape::Marks => Some(self.marginal_kind(nth)),
            Shape::Short if repeated => Some(FurnitureKind::RepeatedHeading),
            Shape::Short if language == Language::Chinese && noise::is_noise(&part.text, vocabulary, words) => {
                Some(FurnitureKind::Noise)
            }
            _ => None,
        }
    }

    /// What a part is that is furniture by its place.
    fn marginal_kind(&self, nth: usize) -> FurnitureKind {
        if self.repeated.get(nth) == Some(&true) {
            return FurnitureKind::RepeatedHeading;
        }
        self.parts.get(nth).map_or(FurnitureKind::Other, |part| kinds::furniture_kind(&part.text, part.shape))
    }

    /// The passage of one or more parts; the furniture between them goes to the side.
    fn passage(&self, joined: &Joined, side: &mut Side) -> Passage {
        let lines: Vec<Span> = joined
            .parts
            .iter()
            .filter_map(|nth| self.paragraphs.get(*nth))
            .flat_map(|paragraph| paragraph.lines.iter().copied())
            .collect();
        let reading = clean::reading(self.text, &lines, side.language);
        let mut breaks = Vec::new();
        for (between, next) in joined.between.iter().zip(joined.parts.iter().skip(1)) {
            let second = self.paragraphs.get(*next).and_then(|paragraph| paragraph.lines.first());
            let (Some(second), false) = (second, between.is_empty()) else { continue };
            let at = reading_place(&reading, second.start);
            let first = side.furniture.len();
            let place = Place { passage: side.passages.len() as u32, offset: at };
            let furniture = between.clone().filter_map(|nth| self.furniture(nth, self.marginal_kind(nth), place));
            side.furniture.extend(furniture);
            breaks.push(Break { at, furniture: IndexRange::new(first, side.furniture.len()) });
        }
        Passage { breaks, ..Passage::new(PassageKind::Paragraph, reading) }
    }

    fn furniture(&self, nth: usize, kind: FurnitureKind, place: Place) -> Option<Furniture> {
        let source = self.paragraphs.get(nth)?.lines.iter().copied().reduce(Span::union)?;
        Some(Furniture { kind, text: source.of(self.text)?.to_owned(), source, place })
    }
}

/// The byte of a reading text, whose pieces are in the order of the source, where byte `at` of the source is read.
fn reading_place(reading: &ReadingText, at: u32) -> u32 {
    let nth = reading.pieces().partition_point(|piece| piece.source.end <= at);
    let end = reading.text().len() as u32;
    reading.pieces().get(nth).map_or(end, |piece| piece.start + at.saturating_sub(piece.source.start))
}
