//! Electronic books (EPUB 2 and 3): the chapters in the order of the book, each as a web page.

use std::sync::Arc;

use super::bitext::{document as document_of_pairs, metadata_field};
use super::flow::{self, Flow};
use super::markup::{Tree, blocks, html, xml};
use super::package::{Package, folder, part_name};
use super::{ImportError, marked};
use crate::model::{Document, DocumentKind, Metadata, SourceText, Warning};

const LOOKS: &str = "an electronic book (EPUB)";

/// Reads a book.
///
/// # Errors
/// When the archive is damaged or is no book.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    let mut package = Package::open(bytes, LOOKS)?;
    let missing = |what: &str| ImportError::Damaged { looks: LOOKS, reason: format!("it has no {what}") };
    let container = package.text("META-INF/container.xml")?.ok_or_else(|| missing("container"))?;
    let rootfile = xml(&container).all("rootfile").find_map(|file| file.attribute("full-path").map(str::to_owned));
    let rootfile = part_name("", &rootfile.ok_or_else(|| missing("list of its parts"))?);
    let list = package.text(&rootfile)?.ok_or_else(|| missing("list of its parts"))?;
    let list = xml(&list);
    let (mut text, mut chapters, mut warnings) = (String::new(), Vec::new(), Vec::new());
    for chapter in chapter_names(&list, folder(&rootfile)) {
        let start = text.len();
        if let Some(part) = package.text(&chapter)? {
            text.push_str(&part);
        } else {
            let message = format!("The chapter {chapter} is not in the book.");
            warnings.push(Warning::of_loss(start as u32, message));
        }
        chapters.push(start..text.len());
    }
    if u32::try_from(text.len()).is_err() {
        return Err(ImportError::TooLarge { bytes: text.len() });
    }
    let source = Arc::new(SourceText::new(name, text));
    let trees: Vec<Tree<'_>> = chapters.into_iter().map(|at| html(&source.text, at, true)).collect();
    warnings.extend(trees.iter().flat_map(|tree| tree.warnings.iter().cloned()));
    let metadata = metadata(&list);
    if let Some(mut bitext) = marked::bitext(trees.iter(), DocumentKind::Epub) {
        bitext.metadata = metadata;
        bitext.warnings.extend(warnings);
        return Ok(document_of_pairs(&source, bitext));
    }
    let items = trees.iter().flat_map(blocks).collect();
    let flow = Flow { items, metadata, warnings, ..Flow::new(DocumentKind::Epub) };
    Ok(flow::document(&source, flow))
}

/// The names of the chapters, in the order of the book, without its table of contents.
fn chapter_names(list: &Tree<'_>, folder: &str) -> Vec<String> {
    let items: Vec<_> = list.all("item").collect();
    let item = |id: &str| items.iter().find(|item| item.attribute("id") == Some(id));
    let is_contents = |properties: &str| properties.split_whitespace().any(|property| property == "nav");
    let chapters = list.all("itemref").filter_map(|reference| item(reference.attribute("idref")?));
    let chapters = chapters.filter(|item| !is_contents(item.attribute("properties").unwrap_or_default()));
    chapters.filter_map(|item| Some(part_name(folder, item.attribute("href")?))).collect()
}

/// What the list of parts says about the book.
fn metadata(list: &Tree<'_>) -> Metadata {
    let mut metadata = Metadata::default();
    let Some(element) = list.all("metadata").next() else { return metadata };
    for field in element.children() {
        let name = match field.name() {
            "title" => "title",
            "date" => "date",
            "source" => "address",
            "description" => "summary",
            "meta" if field.attribute("property") == Some("dcterms:bibliographicCitation") => "citation",
            _ => continue,
        };
        if !(name == "title" && metadata.title.is_some()) {
            metadata_field(&mut metadata, name, &field.string());
        }
    }
    metadata
}
