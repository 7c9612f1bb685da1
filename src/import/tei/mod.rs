//! Texts and links between their sentences: TEI with both texts in one file, and the stand-off links of InterText and of
//! XCES, whose texts are files beside them. TEI without links is a text, or two.

mod links;
mod sentences;

use std::sync::Arc;

use super::ImportError;
use super::bitext::{
    Bitext, document as document_of_pairs, document_of_two, language_of_code, metadata_field, units_of_links,
};
use super::decode::decode;
use super::flow::{self, Block, Flow, Item};
use super::markup::{Element, Tree, root_name, xml};
use crate::model::{Document, DocumentKind, Metadata, SourceText, Warning};

pub(super) use links::Links;
pub(super) use sentences::Sentence;

/// What is said of links that lead nowhere: of one, and of several.
const UNKNOWN: [&str; 2] = [
    "A link to a sentence that is not there, or is in another link, was left out",
    "links to sentences that are not there, or are in other links, were left out",
];

/// The names of the two files whose sentences a file links, without folders: that of the first ids, then the other.
/// Nothing where the file holds its texts itself.
pub fn linked_files(bytes: &[u8]) -> Option<[String; 2]> {
    let start = bytes.get(..bytes.len().min(64 * 1024))?;
    let start = String::from_utf8_lossy(start);
    if !matches!(root_name(&start)?, "linkGrp" | "cesAlign") {
        return None;
    }
    let text = decode(bytes).ok()?.text;
    let tree = xml(&text);
    let names = links::files(&tree)?;
    Some(names.map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()))
}

/// Reads links, and the two texts whose sentences they link, each with its name.
///
/// # Errors
/// When one of the texts is no text.
pub fn read_linked(links: (&[u8], &str), texts: [(&[u8], &str); 2]) -> Result<Document, ImportError> {
    let decoded = decode(links.0)?;
    let tree = xml(&decoded.text);
    let sources = texts.map(|(bytes, name)| {
        let decoded = decode(bytes)?;
        let (encoding, text) = (decoded.encoding, decoded.text.into());
        Ok((Arc::new(SourceText { name: name.to_owned(), encoding, text }), decoded.warnings))
    });
    let [first, second] = sources;
    let ((first, one), (second, two)) = (first?, second?);
    let trees = [xml(&first.text), xml(&second.text)];
    let mut bitext = Bitext::new(DocumentKind::Tei);
    bitext.passages = true;
    bitext.warnings = [one, two].concat();
    let links = links::of_ids(&tree);
    let sides = [0, 1].map(|side| {
        let root = trees[side].root();
        bitext.languages[side] = root.and_then(language);
        root.map(|root| sentences::all(root, &links.names(side, &trees[side]), false)).unwrap_or_default()
    });
    let unknown = units_of_links(&links, &sides, [&first.text, &second.text], &mut bitext);
    bitext.left_out(0, unknown, UNKNOWN[0], UNKNOWN[1]);
    bitext.warnings.extend(tree.warnings.iter().chain(trees.iter().flat_map(|tree| &tree.warnings)).cloned());
    Ok(document_of_two([&first, &second], bitext))
}

/// Reads TEI, or links without their texts.
pub(super) fn read(source: &Arc<SourceText>) -> Document {
    let tree = xml(&source.text);
    if let Some([first, second]) = links::files(&tree) {
        let message = format!("It links two texts that must lie beside it: {first} and {second}.");
        let flow = Flow { warnings: vec![Warning::of_loss(0, message)], ..Flow::new(DocumentKind::Tei) };
        return flow::document(source, flow);
    }
    linked_texts(source, &tree).unwrap_or_else(|| text(source, &tree))
}

/// A document of two texts in one file whose sentences are linked; nothing where they are not.
fn linked_texts(source: &Arc<SourceText>, tree: &Tree<'_>) -> Option<Document> {
    let links = links::of_pointers(tree);
    let texts: Vec<Element<'_>> = texts(tree);
    let [first, second] = texts.get(..2)? else { return None };
    let ours = is_ours(tree);
    let mut bitext = Bitext::new(DocumentKind::Tei);
    (bitext.passages, bitext.numbered) = (true, links.numbered);
    bitext.languages = [first, second].map(|text| language(*text));
    let sides = [first, second].map(|text| {
        let names: Vec<&str> = links.names_in(*text);
        sentences::all(*text, &names, ours)
    });
    if links.list.is_empty() || sides.iter().any(Vec::is_empty) {
        return None;
    }
    let unknown = units_of_links(&links, &sides, [&source.text, &source.text], &mut bitext);
    bitext.left_out(0, unknown, UNKNOWN[0], UNKNOWN[1]);
    bitext.metadata = metadata(tree);
    bitext.warnings.extend(tree.warnings.iter().cloned());
    Some(document_of_pairs(source, bitext))
}

/// The innermost texts.
fn texts<'t>(tree: &'t Tree<'t>) -> Vec<Element<'t>> {
    let texts: Vec<Element<'t>> = tree.all("text").collect();
    // What is inside a text comes right after it.
    let next = texts.iter().skip(1).map(Some).chain([None]);
    let inner = texts.iter().zip(next).filter(|(text, next)| !next.is_some_and(|next| next.is_inside(**text)));
    inner.map(|(text, _)| *text).collect()
}

/// TEI without links: its blocks.
fn text(source: &Arc<SourceText>, tree: &Tree<'_>) -> Document {
    let blocks = texts(tree).into_iter().flat_map(|text| sentences::blocks(text, &source.text));
    let items = blocks.map(|(kind, level, text)| Item::Block(Block { kind, level, text })).collect();
    let warnings = tree.warnings.clone();
    flow::document(source, Flow { items, metadata: metadata(tree), warnings, ..Flow::new(DocumentKind::Tei) })
}

fn is_ours(tree: &Tree<'_>) -> bool {
    tree.all("application").any(|application| application.attribute("ident") == Some("Duizhao"))
}

/// The language that an element, or the first inside it that says one, is in.
fn language(element: Element<'_>) -> Option<crate::text::Language> {
    let inside = || element.descendants().filter(|inner| !inner.is("teiHeader")).find_map(|inner| code(&inner));
    code(&element).or_else(inside).and_then(language_of_code)
}

fn code<'t>(element: &Element<'t>) -> Option<&'t str> {
    element.attribute("xml:lang").or_else(|| element.attribute("lang"))
}

/// What the header says about the texts.
fn metadata(tree: &Tree<'_>) -> Metadata {
    let mut metadata = Metadata::default();
    let Some(header) = tree.all("teiHeader").next() else { return metadata };
    let title = header.descendants().find(|element| element.is("titleStmt")).and_then(|titles| titles.child("title"));
    metadata_field(&mut metadata, "title", &title.map(|title| title.string()).unwrap_or_default());
    let Some(record) = header.descendants().find(|element| element.is("sourceDesc")) else { return metadata };
    for field in record.descendants() {
        let name = match (field.name(), field.attribute("type")) {
            ("date", _) => "date",
            ("idno", Some("URL" | "url" | "URI")) => "address",
            ("note", Some(name)) => name,
            _ => continue,
        };
        metadata_field(&mut metadata, name, &field.string());
    }
    metadata
}

#[cfg(test)]
mod tests;
