//! A document as JSON. The keys and their order are the program's promise.

use serde::Serialize;

use crate::export::names;
use crate::model;

/// The document as one JSON object, indented, with a line end.
pub fn json(document: &model::Document) -> String {
    let document = Document::of(document);
    // Structs of strings and numbers always are JSON.
    serde_json::to_string_pretty(&document).map(|json| json + "\n").unwrap_or_default()
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    kind: &'static str,
    metadata: Metadata<'a>,
    flags: Vec<Flag<'a>>,
    source: Side<'a>,
    translation: Option<Side<'a>>,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_language: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    contents: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<MetadataField<'a>>,
}

#[derive(Serialize)]
struct MetadataField<'a> {
    label: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Flag<'a> {
    message: &'a str,
    template: &'a str,
}

#[derive(Serialize)]
struct Side<'a> {
    language: &'static str,
    passages: Vec<Passage<'a>>,
    furniture: Vec<Furniture<'a>>,
    notes: Vec<Note<'a>>,
    infobox: Vec<InfoboxField<'a>>,
    categories: &'a [String],
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Passage<'a> {
    kind: &'static str,
    /// Null where the kind has no levels.
    level: Option<u8>,
    text: &'a str,
}

#[derive(Serialize)]
struct Furniture<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Note<'a> {
    mark: &'a str,
    text: &'a str,
    uses: u32,
}

#[derive(Serialize)]
struct InfoboxField<'a> {
    label: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Link<'a> {
    text: &'a str,
    target: &'a str,
}

#[derive(Serialize)]
struct Warning<'a> {
    at: u32,
    message: &'a str,
}

impl<'a> Document<'a> {
    fn of(document: &'a model::Document) -> Self {
        let flag = |flag: &'a model::Flag| Flag { message: &flag.message, template: &flag.template };
        let warning = |warning: &'a model::Warning| Warning { at: warning.at, message: &warning.message };
        Self {
            title: &document.title,
            kind: names::document_kind(document.kind),
            metadata: Metadata::of(&document.metadata),
            flags: document.flags.iter().map(flag).collect(),
            source: Side::of(&document.source),
            translation: document.translation.as_ref().map(Side::of),
            warnings: document.warnings.iter().map(warning).collect(),
        }
    }
}

impl<'a> Metadata<'a> {
    fn of(metadata: &'a model::Metadata) -> Self {
        let other = |field: &'a model::MetadataField| MetadataField { label: &field.label, value: &field.value };
        Self {
            title: metadata.title.as_deref(),
            date: metadata.date.as_deref(),
            summary: metadata.summary.as_deref(),
            citation: metadata.citation.as_deref(),
            address: metadata.address.as_deref(),
            credits: metadata.credits.as_deref(),
            original_language: metadata.original_language.as_deref(),
            contents: &metadata.contents,
            other: metadata.other.iter().map(other).collect(),
        }
    }
}

impl<'a> Side<'a> {
    fn of(side: &'a model::Side) -> Self {
        Self {
            language: names::language(side.language),
            passages: side.passages.iter().map(Passage::of).collect(),
            furniture: side.furniture.iter().map(Furniture::of).collect(),
            notes: side.notes.iter().map(Note::of).collect(),
            infobox: side
                .infobox
                .iter()
                .map(|field| InfoboxField { label: &field.label, value: &field.value })
                .collect(),
            categories: &side.categories,
            links: side.links.iter().map(|link| Link { text: &link.text, target: &link.target }).collect(),
        }
    }
}

impl<'a> Passage<'a> {
    fn of(passage: &'a model::Passage) -> Self {
        let level = (passage.level > 0).then_some(passage.level);
        Self { kind: names::passage_kind(passage.kind), level, text: passage.text.text() }
    }
}

impl<'a> Furniture<'a> {
    fn of(furniture: &'a model::Furniture) -> Self {
        Self { kind: names::furniture_kind(furniture.kind), text: &furniture.text }
    }
}

impl<'a> Note<'a> {
    fn of(note: &'a model::Note) -> Self {
        Self { mark: &note.mark, text: note.text.text(), uses: note.uses }
    }
}
