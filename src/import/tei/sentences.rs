//! The sentences of a text in XML, and the blocks they stand in.

use super::links::id;
use crate::import::bitext::{LINE_END, kinds};
use crate::import::markup::{Content, Element, Text};
use crate::model::{PassageKind, Span};

/// Elements that are a passage.
const BLOCKS: &[&str] = &["p", "head", "ab", "l", "item", "cell", "quote", "note", "para", "title"];
/// Elements that hold no text of the text itself.
const UNREAD: &[&str] = &["teiHeader", "header", "standOff", "linkGrp", "figure", "fw", "note"];

/// A sentence, as a link may name it.
#[derive(Debug)]
pub(in crate::import) struct Sentence {
    pub(in crate::import) id: Option<String>,
    pub(in crate::import) text: Text,
    /// What stands after it in its passage, where the file is exact about blanks.
    pub(in crate::import) after: Option<Text>,
    /// The kind of the passage that it begins; nothing where it goes on with one.
    pub(in crate::import) begins: Option<(PassageKind, u8)>,
}

/// The sentences of a text, in order: all elements called one of `names`, linked or not. In a file that is `exact` blanks
/// are as they were.
pub(super) fn all(text: Element<'_>, names: &[&str], exact: bool) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut blocks: Vec<Element<'_>> = Vec::new();
    let mut last_block: Option<u32> = None;
    text.walk(|element| {
        while blocks.pop_if(|block| !element.is_inside(*block)).is_some() {}
        if element.is_one_of(names) {
            let block = blocks.last().copied();
            // A sentence outside of every block is a passage of its own.
            let place = block.map_or(element.place(), |block| block.place());
            let begins = (last_block != Some(place)).then(|| kind_of(block.unwrap_or(element)));
            last_block = Some(place);
            let text = if exact { exact_text(element) } else { element.text().collapsed(element.source()) };
            let after = block.filter(|_| exact).map(|block| after(block, element));
            sentences.push(Sentence { id: id(&element).map(str::to_owned), text, after, begins });
            return false;
        }
        if element.is_one_of(BLOCKS) {
            blocks.push(element);
        }
        !element.is_one_of(UNREAD)
    });
    sentences
}

/// The text of a sentence, its line ends elements.
fn exact_text(sentence: Element<'_>) -> Text {
    let mut text = Text::default();
    for content in sentence.content() {
        match content {
            Content::Element(inner) if inner.is("lb") => {
                text.push_replaced(LINE_END, Span::empty(inner.place() as usize));
            }
            Content::Element(inner) => text.append(&inner.text()),
            Content::Verbatim(span) => text.push_verbatim(span),
            Content::Replaced(c, span) => text.push_replaced(c, span),
        }
    }
    text
}

/// What stands between a sentence of a block and the next one.
fn after(block: Element<'_>, sentence: Element<'_>) -> Text {
    let mut text = Text::default();
    for content in block.content_after(sentence) {
        match content {
            Content::Element(inner) if inner.is("lb") => {
                text.push_replaced(LINE_END, Span::empty(inner.place() as usize));
            }
            Content::Element(_) => break,
            Content::Verbatim(span) => text.push_verbatim(span),
            Content::Replaced(c, span) => text.push_replaced(c, span),
        }
    }
    text
}

/// What kind of passage a block is.
fn kind_of(block: Element<'_>) -> (PassageKind, u8) {
    let told = block.attribute("type").filter(|_| block.is("ab")).and_then(|name| kinds(name).into_iter().next());
    if let Some(told) = told {
        return told;
    }
    match block.name() {
        "head" | "title" => (PassageKind::Heading, 2),
        "item" => (PassageKind::ListItem, 1),
        "quote" => (PassageKind::Quotation, 0),
        "note" => (PassageKind::Note, 0),
        _ => (PassageKind::Paragraph, 0),
    }
}

/// The blocks of a text without links, each with its kind and level.
pub(super) fn blocks(text: Element<'_>, source: &str) -> Vec<(PassageKind, u8, Text)> {
    let mut found = Vec::new();
    text.walk(|element| {
        if element.is_one_of(UNREAD) {
            return false;
        }
        let is_innermost = element.is_one_of(BLOCKS) && !element.descendants().any(|inner| inner.is_one_of(BLOCKS));
        if is_innermost {
            let (kind, level) = kind_of(element);
            found.push((kind, level, element.text_without(|inner| inner.is_one_of(UNREAD)).collapsed(source)));
        }
        !is_innermost
    });
    found
}
