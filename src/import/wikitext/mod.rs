//! Chinese Wikipedia's markup to a document: reading text with its way back to the source, and everything about it.
//!
//! Written by hand: the one crate that keeps byte offsets (`parse-wiki-text-2`) gives up on broken markup, knows no
//! `-{ }-`, and has no usual licence. The steps, each in a file of its own and each linear in the page:
//! `lexer` cuts the text, `pairs` and `scan` pair the brackets however broken they are, `blocks` cuts lines into
//! passages, `inline` writes what is read of them through `writer`; `links`, `template`, `table`, `infobox`,
//! `variants` and `references` know one kind of markup each. `page` is what they share.
//!
//! Reading never fails. Broken markup ends with its line or paragraph and leaves a warning.

mod blocks;
mod entities;
mod infobox;
mod infobox_labels;
mod inline;
mod lexer;
mod links;
mod page;
mod pairs;
mod references;
mod scan;
mod table;
mod tags;
mod template;
#[cfg(test)]
mod tests;
mod variants;
mod writer;

use std::sync::Arc;

use crate::model::{Document, DocumentKind, Link, Mark, MarkStyle, PassageKind, Side, SourceText, Span};
use crate::text::Language;
use page::Page;
use writer::Lines;

/// Reads a page of wikitext. What is broken in it becomes a warning.
pub fn read(source: &Arc<SourceText>) -> Document {
    let text: &str = &source.text;
    let mut page = Page::new(text);
    blocks::read(&mut page, Span::new(0, text.len()), PassageKind::Paragraph, Lines::Flow, 0);
    let notes = references::read(&mut page);
    let warnings = page.take_warnings();
    let title = title(&page, &source.name);

    let mut side = Side::empty(language(text), Arc::clone(source));
    let links = page.passages.iter().map(|passage| (passage.text.text(), &passage.marks));
    let links = links.chain(notes.iter().map(|note| (note.text.text(), &note.marks)));
    side.links = links.flat_map(|(text, marks)| links_of(text, marks)).collect();
    side.passages = page.passages;
    side.notes = notes;
    side.infobox = page.infobox;
    side.categories = page.categories;
    Document { flags: page.flags, warnings, ..Document::new(DocumentKind::Wikitext, title, side, None) }
}

fn links_of<'a>(text: &'a str, marks: &'a [Mark]) -> impl Iterator<Item = Link> + 'a {
    marks.iter().filter_map(|mark| match &mark.style {
        MarkStyle::Link { target } => Some(Link { text: mark.at.of(text)?.to_owned(), target: target.clone() }),
        _ => None,
    })
}

/// The first bold words of the lead, else the title the page sets itself, else the infobox's name, else the file's.
fn title(page: &Page<'_>, file_name: &str) -> String {
    let lead = page.passages.iter().take_while(|passage| passage.kind != PassageKind::Heading);
    let bold = lead.filter(|passage| passage.kind == PassageKind::Paragraph).find_map(|passage| {
        let bold = passage.marks.iter().find(|mark| mark.style == MarkStyle::Bold)?;
        let words = without_note_marks(passage.text.text(), bold.at, &passage.marks);
        (!words.is_empty()).then_some(words)
    });
    let own = || page.display_title.clone().filter(|title| !title.is_empty());
    bold.or_else(own).or_else(|| page.infobox_name.clone()).unwrap_or_else(|| stem(file_name))
}

fn without_note_marks(text: &str, span: Span, marks: &[Mark]) -> String {
    let mut words = String::new();
    let mut start = span.start;
    let notes = marks.iter().filter(|mark| matches!(mark.style, MarkStyle::NoteMark { .. }));
    for note in notes.filter(|note| note.at.start >= span.start && note.at.end <= span.end) {
        words.push_str(Span { start, end: note.at.start.max(start) }.of(text).unwrap_or_default());
        start = note.at.end;
    }
    words.push_str(Span { start, end: span.end.max(start) }.of(text).unwrap_or_default());
    words.trim().to_owned()
}

/// The file's name without folder and extensions.
fn stem(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let mut stem = name;
    for extension in [".txt", ".wikitext", ".wiki", ".mediawiki", ".zh"] {
        stem = stem.strip_suffix(extension).unwrap_or(stem);
    }
    let found = [stem, name].into_iter().find(|name| !name.trim().is_empty());
    found.map_or_else(|| "Untitled".to_owned(), |name| name.trim().to_owned())
}

/// Chinese where there is any: a page of this wiki may be full of foreign names.
fn language(text: &str) -> Language {
    let is_han = |c: char| matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF);
    let is_latin = |c: char| c.is_ascii_alphabetic();
    if text.contains(is_han) || !text.contains(is_latin) { Language::Chinese } else { Language::English }
}
