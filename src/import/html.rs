//! Web pages: the blocks that a reader sees, a table of two languages as pairs; and the pages that `export` writes, with
//! all that is marked in them.

use std::sync::Arc;

use super::bitext::{document as document_of_pairs, metadata_field};
use super::flow::{self, Flow};
use super::marked;
use super::markup::{Tree, blocks, html};
use crate::model::{Document, DocumentKind, Metadata, SourceText};

/// Reads a web page.
pub(super) fn read(source: &Arc<SourceText>) -> Document {
    let xhtml = source.text.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
    let tree = html(&source.text, 0..source.text.len(), xhtml);
    let metadata = metadata(&tree);
    if let Some(mut bitext) = marked::bitext(std::iter::once(&tree), DocumentKind::Html) {
        bitext.metadata = metadata;
        bitext.warnings.extend(tree.warnings);
        return document_of_pairs(source, bitext);
    }
    let mut flow = Flow::new(DocumentKind::Html);
    flow.metadata = metadata;
    flow.items = blocks(&tree);
    flow.warnings = tree.warnings;
    flow::document(source, flow)
}

/// What a page says about itself: its title, and the terms of Dublin Core.
fn metadata(tree: &Tree<'_>) -> Metadata {
    let mut metadata = Metadata::default();
    let title = tree.all("title").next().map(|title| title.string()).unwrap_or_default();
    metadata_field(&mut metadata, "title", &title.split_whitespace().collect::<Vec<_>>().join(" "));
    for meta in tree.all("meta") {
        let (Some(name), Some(content)) = (meta.attribute("name"), meta.attribute("content")) else { continue };
        let field = match name.to_ascii_lowercase().as_str() {
            "dcterms.date" | "dc.date" | "citation_date" => "date",
            "dcterms.bibliographiccitation" => "citation",
            "dcterms.source" => "address",
            "dcterms.abstract" | "description" => "summary",
            _ => match name.strip_prefix("duizhao.") {
                Some(field) => field,
                None => continue,
            },
        };
        metadata_field(&mut metadata, field, content);
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Document {
        read(&Arc::new(SourceText::new("页.html", text)))
    }

    #[test]
    fn a_page_of_one_language_is_a_text() {
        let document = read_text(
            "<!doctype html><title>河口&nbsp;水位</title><meta name=dcterms.date content=1962-08-10><h1>水位</h1>\
             <p>水位<b>稳定</b>。<br>居民回村。<table><tr><td>年<td>人<tr><td>1962<td>67</table>",
        );
        let texts: Vec<&str> = document.source.passages.iter().map(|passage| passage.text.text()).collect();
        assert_eq!(texts, ["水位", "水位稳定。\n居民回村。", "年\t人", "1962\t67"]);
        assert!(document.translation.is_none());
        assert_eq!((document.title.as_str(), document.metadata.date.as_deref()), ("河口 水位", Some("1962-08-10")));
    }

    #[test]
    fn a_table_of_two_languages_has_pairs() {
        let document = read_text(
            "<h1>河口</h1><table><tr><th>原文<th>译文<tr><td>水位稳定。<td>The level is stable.<tr><td><p>一。<p>二。<td>One and two.</table>",
        );
        let pairing = document.pairing.as_ref().expect("it has pairs");
        assert!(crate::model::fits(&document, pairing));
        assert_eq!(
            pairing.rows.iter().map(|row| (row.source.len(), row.translation.len())).collect::<Vec<_>>(),
            [(1, 0), (1, 1), (2, 1)]
        );
    }

    #[test]
    fn languages_in_turn_are_parted() {
        let document = read_text("<p>水位稳定。<p>The level is stable.<p>居民回村。<p>All are back.");
        assert_eq!(
            (document.source.passages.len(), document.translation.map(|side| side.passages.len())),
            (2, Some(2))
        );
        assert!(document.pairing.is_none());
    }
}
