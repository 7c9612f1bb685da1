//! Plain text: one language, or two in blocks, by paragraphs or by lines in turn.
//!
//! Nothing of it is furniture, and nothing is joined over a blank line: it is what somebody typed.

use std::sync::Arc;

use super::characters::{ends_closed, starts_item};
use super::lines::{Line, Weight, language, lines};
use super::paragraphs::paragraphs;
use super::{clean, naming, sides};
use crate::model::{Document, DocumentKind, Passage, PassageKind, Side, SourceText, Span};
use crate::text::Language;

/// Reads a text.
pub(crate) fn read(source: &Arc<SourceText>) -> Document {
    let text = &source.text;
    let lines = pairs_parted(text, lines(text, Span::new(0, text.len())));
    let (chinese, english) = sides::part_plain(text, &lines);
    let chinese = side(source, &chinese, Language::Chinese);
    let english = side(source, &english, Language::English);
    let (source_side, translation) = match (chinese, english) {
        (Some(chinese), english) => (chinese, english),
        (None, Some(english)) => (english, None),
        (None, None) => (Side::empty(Language::Chinese, Arc::clone(source)), None),
    };
    Document::new(DocumentKind::Plain, naming::title(&source_side, &source.name), source_side, translation)
}

/// The lines, those that hold a text and its translation with a tab between them made two.
fn pairs_parted(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        match line.span.of(text).and_then(|content| halves(content, line.span.start as usize)) {
            Some((first, second)) => {
                parted.push(Line { span: first, ..line });
                parted.push(Line { span: second, ..line });
            }
            None => parted.push(line),
        }
    }
    parted
}

/// The halves of a line before and after its only tab, if they are in two languages.
fn halves(content: &str, start: usize) -> Option<(Span, Span)> {
    let (first, rest) = content.split_once('\t')?;
    let second = rest.trim_start_matches('\t');
    let (first_language, second_language) = (language(first)?, language(second)?);
    if second.contains('\t') || first_language == second_language {
        return None;
    }
    let end = start + content.len();
    Some((Span::new(start, start + first.trim_end().len()), Span::new(end - second.trim_start().len(), end)))
}

fn side(source: &Arc<SourceText>, lines: &[Line], language: Language) -> Option<Side> {
    let mut side = Side::empty(language, Arc::clone(source));
    side.passages = paragraphs(&source.text, lines, language)
        .iter()
        .map(|paragraph| Passage::new(PassageKind::Paragraph, clean::reading(&source.text, &paragraph.lines, language)))
        .collect();
    let levels: Vec<u8> = (0..side.passages.len()).map(|nth| heading_level(&side.passages, nth)).collect();
    for (passage, level) in side.passages.iter_mut().zip(levels).filter(|(_, level)| *level > 0) {
        (passage.kind, passage.level) = (PassageKind::Heading, level);
    }
    (!side.passages.is_empty()).then_some(side)
}

/// The level of the heading that a passage is, or 0: a short first line, or a numbered line without a sentence.
fn heading_level(passages: &[Passage], nth: usize) -> u8 {
    let text = |nth: usize| passages.get(nth).map_or("", |passage| passage.text.text());
    let (own, next) = (text(nth), text(nth + 1));
    let weight = Weight::of(own);
    let size = weight.english + weight.chinese / 2;
    if size == 0 || size > 15 || ends_closed(own) || !ends_closed(next) {
        return 0;
    }
    let marked = own.contains(['，', ',', '、', '“', '"', '「']);
    let before_text = Weight::of(next).english + Weight::of(next).chinese / 2 > size;
    match nth {
        0 if !marked && before_text => 1,
        _ if names_a_chapter(own) || (starts_item(own) && before_text && !marked) => 2,
        _ => 0,
    }
}

/// Whether a line starts with the name of a division: 第一章, Chapter 3, Part II.
fn names_a_chapter(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let english = matches!(first.as_str(), "chapter" | "part" | "section" | "book" | "article" | "appendix");
    english || (text.starts_with('第') && starts_item(text))
}
