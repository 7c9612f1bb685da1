//! A page of a digital archive, as copied text: a record, the transcription of a scan, and its translation.
//!
//! Every line of the page that is not blank ends up in the metadata, in a passage or in the furniture.

mod body;
mod date;
mod joining;
mod kinds;
mod labels;
mod noise;
mod record;
mod shape;
mod words;

use std::sync::Arc;

use super::lines::lines;
use super::{naming, sides};
use crate::model::{Document, DocumentKind, Side, SourceText, Span, Warning};
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
    let chinese = body::side(source, &chinese, Language::Chinese, &metadata);
    let english = body::side(source, &english, Language::English, &metadata);
    let mut warnings = Vec::new();
    let (source_side, translation) = match (chinese, english) {
        (Some(chinese), english) => (chinese, english),
        (None, Some(english)) => (english, None),
        (None, None) => {
            warnings.push(Warning::new(text.len() as u32, "The page has a record and no text after it."));
            (Side::empty(Language::Chinese, Arc::clone(source)), None)
        }
    };
    let title = metadata.title.clone().unwrap_or_else(|| naming::title(&source_side, &source.name));
    Document { metadata, warnings, ..Document::new(DocumentKind::ArchivePage, title, source_side, translation) }
}
