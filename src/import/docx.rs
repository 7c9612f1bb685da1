//! Word documents (Office Open XML): paragraphs and tables of the body; a table of two columns in two languages as pairs.
//! What was deleted and not yet accepted, the codes of fields, headers, footers and comments are not text.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ImportError;
use super::bitext::{Cell, LINE_END, Table, kinds, metadata_field};
use super::flow::{self, Block, Flow, Item};
use super::markup::{Element, Text, xml};
use super::package::Package;
use crate::model::{Document, DocumentKind, Metadata, PassageKind, SourceText, Span, Warning};

const LOOKS: &str = "a Word document";

/// Elements nothing of which is read: what was deleted or moved away, what stands in place of a drawing in old Word.
const UNREAD: &[&str] = &["del", "moveFrom", "Fallback", "pict"];

/// Reads a document.
///
/// # Errors
/// When the archive is damaged or is no Word document.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    let mut package = Package::open(bytes, LOOKS)?;
    let missing = || ImportError::Damaged { looks: LOOKS, reason: "its text is not in it".to_owned() };
    let text = package.text("word/document.xml")?.ok_or_else(missing)?;
    if u32::try_from(text.len()).is_err() {
        return Err(ImportError::TooLarge { bytes: text.len() });
    }
    let styles = package.text("word/styles.xml")?.unwrap_or_default();
    let core = package.text("docProps/core.xml")?.unwrap_or_default();
    let custom = package.text("docProps/custom.xml")?.unwrap_or_default();
    let source = Arc::new(SourceText::new(name, text));
    let tree = xml(&source.text);
    let mut flow = Flow::new(DocumentKind::Docx);
    (flow.metadata, flow.ours) = metadata(&core, &custom);
    let reader = Reader { styles: styles_of(&styles), source: &source.text };
    let notes = tree.elements().filter(|element| element.is_one_of(&["footnoteReference", "endnoteReference"])).count();
    if notes > 0 {
        let message = format!("{notes} footnotes and endnotes were left out.");
        flow.warnings.push(Warning::new(0, message));
    }
    if let Some(body) = tree.all("body").next() {
        flow.items = reader.items(body);
    }
    flow.warnings.extend(tree.warnings.iter().cloned());
    Ok(flow::document(&source, flow))
}

struct Reader<'a> {
    /// What paragraphs of a style are.
    styles: BTreeMap<String, (PassageKind, u8)>,
    source: &'a str,
}

impl Reader<'_> {
    /// Paragraphs and tables, in order; those in frames and controls too.
    fn items(&self, body: Element<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        body.walk(|element| {
            if element.is("tbl") {
                items.push(Item::Table(self.table(element)));
            } else if element.is("p") {
                items.extend(self.block(element).map(Item::Block));
            }
            !element.is("tbl") && !element.is_one_of(UNREAD)
        });
        items
    }

    fn table(&self, table: Element<'_>) -> Table {
        // Rows and cells of tables inside a cell are text of that cell.
        let row = |row: Element<'_>| row.outermost("tc").into_iter().map(|cell| self.cell(cell)).collect();
        Table { rows: table.outermost("tr").into_iter().map(row).collect() }
    }

    fn cell(&self, cell: Element<'_>) -> Cell {
        let mut read = Cell::default();
        for block in cell.descendants().filter(|element| element.is("p")).filter_map(|paragraph| self.block(paragraph))
        {
            if !read.text.is_empty() {
                read.text.push_replaced('\n', Span::empty(block.text.place().unwrap_or_default() as usize));
            }
            read.text.append(&block.text);
            read.kinds.push((block.kind, block.level));
        }
        read
    }

    /// A paragraph; nothing where it is blank.
    fn block(&self, paragraph: Element<'_>) -> Option<Block> {
        let text = Self::text(paragraph);
        if text.is_blank(self.source) {
            return None;
        }
        let properties = paragraph.child("pPr");
        let value = |name: &str| properties?.child(name)?.attribute("w:val");
        let styled = value("pStyle").and_then(|style| self.styles.get(style)).copied();
        let outline = value("outlineLvl").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 6);
        let listed = properties.and_then(|properties| properties.child("numPr"));
        let depth = listed.and_then(|list| list.child("ilvl")?.attribute("w:val")?.parse::<u8>().ok()).unwrap_or(0);
        let (kind, level) = match (styled, outline, listed) {
            (Some(styled), _, _) => styled,
            (None, Some(level), _) => (PassageKind::Heading, level + 1),
            (None, None, Some(_)) => (PassageKind::ListItem, depth.min(8) + 1),
            (None, None, None) => (PassageKind::Paragraph, 0),
        };
        Some(Block { kind, level, text })
    }

    /// The text of a paragraph, without that of paragraphs inside it.
    fn text(paragraph: Element<'_>) -> Text {
        let mut text = Text::default();
        paragraph.walk(|element| {
            let at = Span::empty(element.place() as usize);
            match element.name() {
                "t" => text.append(&element.text()),
                "tab" => text.push_replaced('\t', at),
                "br" | "cr" if element.attribute("w:type").is_none_or(|kind| kind == "textWrapping") => {
                    text.push_replaced(LINE_END, at);
                }
                "noBreakHyphen" => text.push_replaced('\u{2011}', at),
                _ => {}
            }
            !element.is_one_of(&["pPr", "rPr", "p", "txbxContent"]) && !element.is_one_of(UNREAD)
        });
        text
    }
}

/// What the paragraphs of each style are: headings by their name or their level, quotations and lists by their name, and
/// the styles that this program writes.
fn styles_of(styles: &str) -> BTreeMap<String, (PassageKind, u8)> {
    let tree = xml(styles);
    let mut found = BTreeMap::new();
    for style in tree.all("style") {
        let Some(id) = style.attribute("w:styleId") else { continue };
        let name = style.child("name").and_then(|name| name.attribute("w:val")).unwrap_or_default().to_lowercase();
        let outline = style
            .child("pPr")
            .and_then(|properties| properties.child("outlineLvl")?.attribute("w:val")?.parse::<u8>().ok());
        let heading = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
        let kind = match name.as_str() {
            _ if id.starts_with("Row-") => kinds(id.trim_start_matches("Row-")).into_iter().next(),
            "title" => Some((PassageKind::Heading, 1)),
            "quote" | "intense quote" | "block text" => Some((PassageKind::Quotation, 0)),
            "caption" => Some((PassageKind::Caption, 0)),
            name if name.starts_with("list ") => Some((PassageKind::ListItem, 1)),
            _ => heading
                .or(outline.filter(|level| *level < 9).map(|level| level + 1))
                .map(|level| (PassageKind::Heading, level.clamp(1, 6))),
        };
        if let Some(kind) = kind {
            found.insert(id.to_owned(), kind);
        }
    }
    found
}

/// What the properties of a document say, and whether this program wrote them.
fn metadata(core: &str, custom: &str) -> (Metadata, bool) {
    let mut metadata = Metadata::default();
    let (core, custom) = (xml(core), xml(custom));
    let string = |name| core.all(name).next().map(|element| element.string()).unwrap_or_default();
    metadata_field(&mut metadata, "title", &string("title"));
    metadata_field(&mut metadata, "summary", &string("description"));
    let mut ours = false;
    for property in custom.all("property") {
        let name = property.attribute("name").unwrap_or_default();
        ours |= name == "Duizhao";
        let Some(name) = name.strip_prefix("Duizhao ") else { continue };
        metadata_field(&mut metadata, name, &property.string());
    }
    (metadata, ours)
}
