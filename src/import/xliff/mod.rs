//! Translation jobs: XLIFF 1.0 to 1.2 and 2.x. What stands inside a unit is its text; alternatives and notes are not.

mod first;
mod second;

use std::sync::Arc;

use super::bitext::{Bitext, document, language_of_code};
use super::markup::{Content, Element, Text, xml};
use crate::model::{Document, DocumentKind, SourceText, Status};

/// Reads a translation job.
pub(super) fn read(source: &Arc<SourceText>) -> Document {
    let tree = xml(&source.text);
    let mut bitext = Bitext::new(DocumentKind::Xliff);
    if let Some(root) = tree.root() {
        let is_second = root.attribute("version").is_some_and(|version| version.trim_start().starts_with('2'));
        if is_second || root.attribute("srcLang").is_some() {
            second::read(root, &mut bitext);
        } else {
            first::read(root, &mut bitext);
        }
    }
    bitext.warnings.extend(tree.warnings);
    document(source, bitext)
}

/// The languages of the sides by their codes.
fn languages(source: Option<&str>, target: Option<&str>) -> [Option<crate::text::Language>; 2] {
    [source, target].map(|code| code.and_then(language_of_code))
}

/// What the state of another tool means here.
fn status_of_state(state: &str) -> Status {
    match state {
        "final" | "signed-off" | "reviewed" => Status::Confirmed,
        "needs-review-translation"
        | "needs-review-adaptation"
        | "needs-review-l10n"
        | "needs-l10n"
        | "needs-adaptation" => Status::Review,
        _ => Status::Proposed,
    }
}

/// The text of a source or a target: what is marked is text, codes of other programs are what they stand for, if they
/// say so.
fn text(element: Element<'_>) -> Text {
    let mut text = Text::default();
    push(element, &mut text);
    text
}

fn push(element: Element<'_>, text: &mut Text) {
    for content in element.content() {
        match content {
            Content::Verbatim(span) => text.push_verbatim(span),
            Content::Replaced(c, span) => text.push_replaced(c, span),
            Content::Element(inner) => {
                let at = crate::model::Span::empty(inner.place() as usize);
                if inner.is_one_of(&["g", "mrk", "pc", "sub"]) {
                    push(inner, text);
                } else if inner.is("cp") {
                    let number = inner.attribute("hex").and_then(|hex| u32::from_str_radix(hex.trim(), 16).ok());
                    let c = number.and_then(char::from_u32).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
                    text.push_replaced(c, at);
                } else {
                    let stands_for = inner.attribute("equiv").or_else(|| inner.attribute("equiv-text"));
                    stands_for.unwrap_or_default().chars().for_each(|c| text.push_replaced(c, at));
                }
            }
        }
    }
}

/// Whether the blanks of an element are text.
fn preserves(element: Element<'_>, before: bool) -> bool {
    element.attribute("xml:space").map_or(before, |space| space == "preserve")
}

/// A text, its blanks as they count.
fn spaced(element: Element<'_>, preserve: bool) -> Text {
    let text = text(element);
    if preserves(element, preserve) { text } else { text.collapsed(element.source()) }
}

#[cfg(test)]
mod tests;
