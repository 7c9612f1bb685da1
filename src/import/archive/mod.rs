//! A page of a digital archive, as copied text: a record, the transcription of a scan, and its translation.
//!
//! Every line of the page that is not blank ends up in the metadata, in a passage or in the furniture.

mod date;
mod joining;
mod kinds;
mod noise;
mod record;
mod shape;
mod words;

use std::sync::Arc;

use self::joining::{Joined, Part};
use self::kinds::Sketch;
use self::noise::Vocabulary;
use self::shape::Shape;
use self::words::Words;
use super::lines::{Line, lines};
use super::paragraphs::{Paragraph, paragraphs};
use super::{clean, naming, sides};
use crate::model::{
    Break, Document, DocumentKind, Furniture, FurnitureKind, IndexRange, Metadata, Passage, Place, Side, SourceText,
    Span, Warning,
};
use crate::text::Language;

pub(super) use self::record::known_labels;

/// Reads a page.
pub(crate) fn read(source: &Arc<SourceText>) -> Document {
    let text = &source.text;
    let lines = lines(text, Span::new(0, text.len()));
    let record = record::read(text, &lines);
    let body = lines.get(record.head..record.tail).unwrap_or_default();
    let (chinese, english) = sides::part(text, body);
    let metadata = record.metadata;
    let chinese = side(source, &chinese, Language::Chinese, &metadata);
    let english = side(source, &english, Language::English, &metadata);
    let mut warnings = Vec::new();
    let (source_side, translation) = match (chinese, english) {
        (Some(chinese), english) => (chinese, english),
        (None, Some(english)) => (english, None),
        (None, None) => {
            let message = "The page has a record and no text after it.".to_owned();
            warnings.push(Warning { at: text.len() as u32, message });
            (Side::empty(Language::Chinese, Arc::clone(source)), None)
        }
    };
    let title = metadata.title.clone().unwrap_or_else(|| naming::title(&source_side, &source.name));
    Document {
        kind: DocumentKind::ArchivePage,
        title,
        metadata,
        flags: Vec::new(),
        source: source_side,
        translation,
        warnings,
    }
}

/// One body of the page; nothing where it has no line.
fn side(source: &Arc<SourceText>, lines: &[Line], language: Language, metadata: &Metadata) -> Option<Side> {
    if lines.is_empty() {
        return None;
    }
    let text = &source.text;
    let words = Words::new();
    let paragraphs = paragraphs(text, lines, language);
    let parts: Vec<Part> = paragraphs.iter().map(|paragraph| part(text, paragraph, language, metadata)).collect();
    let joined = joining::join(&parts, language, &words);
    let hidden = hidden(&parts, &joined, language, metadata, words);
    Some(build(source, &paragraphs, &parts, &joined, &hidden, language, metadata))
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
    if line.chars().count() < 5 {
        return false;
    }
    [&metadata.citation, &metadata.title].into_iter().flatten().any(|field| {
        field.match_indices(line).any(|(at, _)| {
            let before = field.get(..at).and_then(|before| before.chars().next_back());
            let after = field.get(at + line.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

/// What is furniture among the passages that stand alone, and what kind.
fn hidden(
    parts: &[Part],
    joined: &[Joined],
    language: Language,
    metadata: &Metadata,
    words: Words,
) -> Vec<Option<FurnitureKind>> {
    let mut vocabulary = Vocabulary::default();
    for part in parts.iter().filter(|part| matches!(part.shape, Shape::Running | Shape::Clause | Shape::List)) {
        vocabulary.add(&part.text, words);
    }
    for field in [&metadata.title, &metadata.citation].into_iter().flatten() {
        vocabulary.add(field, words);
    }
    let texts: Vec<(&str, Shape)> = parts.iter().map(|part| (part.text.as_str(), part.shape)).collect();
    let repeated = kinds::repeated_headings(&texts);
    let alone = |nth: usize| {
        let part = parts.get(nth)?;
        match part.shape {
            _ if part.kept => None,
            Shape::PageNumber | Shape::Marks => Some(kinds::furniture_kind(&part.text, part.shape)),
            Shape::Short if repeated.get(nth) == Some(&true) => Some(FurnitureKind::RepeatedHeading),
            Shape::Short if language == Language::Chinese && noise::is_noise(&part.text, &vocabulary, words) => {
                Some(FurnitureKind::Noise)
            }
            _ => None,
        }
    };
    joined
        .iter()
        .map(|passage| match passage.parts.as_slice() {
            [nth] => alone(*nth),
            _ => None,
        })
        .collect()
}

fn build(
    source: &Arc<SourceText>,
    paragraphs: &[Paragraph],
    parts: &[Part],
    joined: &[Joined],
    hidden: &[Option<FurnitureKind>],
    language: Language,
    metadata: &Metadata,
) -> Side {
    let text = &source.text;
    let mut side = Side::empty(language, Arc::clone(source));
    let mut shapes = Vec::new();
    for (passage, hidden) in joined.iter().zip(hidden) {
        let place = Place { passage: side.passages.len() as u32, offset: 0 };
        match (hidden, passage.parts.first()) {
            (Some(kind), Some(nth)) => side.furniture.push(furniture(text, &paragraphs[*nth], *kind, place)),
            (None, Some(nth)) => {
                let passage = build_passage(text, paragraphs, parts, passage, &mut side);
                side.passages.push(passage);
                shapes.push(parts[*nth].shape);
            }
            (_, None) => {}
        }
    }
    let sketches: Vec<Sketch> =
        side.passages.iter().zip(shapes).map(|(passage, shape)| Sketch { text: passage.text.text(), shape }).collect();
    let kinds = kinds::kinds(&sketches, metadata.title.as_deref());
    for (passage, (kind, level)) in side.passages.iter_mut().zip(kinds) {
        (passage.kind, passage.level) = (kind, level);
    }
    side
}

/// The passage of one or more parts; the furniture between them goes to the side.
fn build_passage(text: &str, paragraphs: &[Paragraph], parts: &[Part], joined: &Joined, side: &mut Side) -> Passage {
    let lines_of = |parts: &[usize]| -> Vec<Span> {
        parts.iter().filter_map(|nth| paragraphs.get(*nth)).flat_map(|paragraph| paragraph.lines.clone()).collect()
    };
    let all = lines_of(&joined.parts);
    let reading = clean::reading(text, &all, side.language);
    let mut breaks = Vec::new();
    for (nth, between) in joined.between.iter().enumerate().filter(|(_, between)| !between.is_empty()) {
        let second = joined.parts.get(nth + 1).and_then(|part| paragraphs.get(*part)?.lines.first());
        let at = second.and_then(|line| reading.reading_span(*line)).map_or(0, |span| span.start);
        let first = side.furniture.len();
        let place = Place { passage: side.passages.len() as u32, offset: at };
        for part in between.clone() {
            let kind = kinds::furniture_kind(&parts[part].text, parts[part].shape);
            side.furniture.push(furniture(text, &paragraphs[part], kind, place));
        }
        breaks.push(Break { at, furniture: IndexRange::new(first, side.furniture.len()) });
    }
    Passage { breaks, ..Passage::new(crate::model::PassageKind::Paragraph, reading) }
}

fn furniture(text: &str, paragraph: &Paragraph, kind: FurnitureKind, place: Place) -> Furniture {
    let source = paragraph.lines.iter().copied().reduce(Span::union).unwrap_or_default();
    Furniture { kind, text: source.of(text).unwrap_or_default().to_owned(), source, place }
}
