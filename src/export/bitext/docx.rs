//! A Word document: a table of the rows in two columns. A row is not cut by a page break, unless it is longer than a
//! page; the head of the table stands on every page.

use super::page::{known, said};
use super::view::View;
use crate::export::archive::archive;
use crate::export::docx::{
    FOOTER, SETTINGS, content_types, paragraph, properties, relations, run, styles_with, table_row, table_start, width,
};
use crate::export::{names, xml};
use crate::model::{Passage, PassageKind, SideName};
use crate::text::Language;

/// Widths of the columns in twentieths of a point: address, source, translation. Together they fill a page of A4.
const COLUMNS: [u32; 3] = [950, 4300, 4956];
/// What fits on a page, in widths of a Chinese character: a row beyond it may be cut by a page break.
const PAGE: usize = 1100;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The document as the bytes of a DOCX file.
pub(super) fn docx(view: &View<'_>) -> Vec<u8> {
    let title = xml::escaped(view.title());
    let record = view.known().into_iter().find(|(name, _)| *name == "address").map(|(_, value)| value);
    let record = record.filter(|value| ["http://", "https://"].iter().any(|scheme| value.starts_with(scheme)));
    let parts = [
        ("[Content_Types].xml", content_types(&[CUSTOM_TYPE])),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(&title, "")),
        ("docProps/custom.xml", custom(view)),
        ("word/document.xml", document(view, record.as_deref())),
        ("word/_rels/document.xml.rels", document_relations(record.as_deref())),
        ("word/styles.xml", styles_with(&row_styles())),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/footer1.xml", FOOTER.to_owned()),
    ];
    archive(&parts.each_ref().map(|(name, text)| (*name, text.as_str())), 0)
}

const CUSTOM_TYPE: (&str, &str) =
    ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");

fn package_relations() -> String {
    const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let (document, custom) = (format!("{OFFICE}/officeDocument"), format!("{OFFICE}/custom-properties"));
    relations([
        ("rId1", &*document, "word/document.xml", false),
        ("rId2", CORE, "docProps/core.xml", false),
        ("rId3", &*custom, "docProps/custom.xml", false),
    ])
}

fn document_relations(record: Option<&str>) -> String {
    let kind = |name: &str| format!("{OFFICE}/{name}");
    let mut list = vec![
        ("rId1", kind("styles"), "styles.xml".to_owned(), false),
        ("rId2", kind("settings"), "settings.xml".to_owned(), false),
        ("rId5", kind("footer"), "footer1.xml".to_owned(), false),
    ];
    list.extend(record.map(|record| ("rId6", kind("hyperlink"), xml::escaped(record), true)));
    relations(list.iter().map(|(id, kind, target, outside)| (*id, &**kind, &**target, *outside)))
}

/// The part `custom.xml`: that the document is ours, and what is known about it.
fn custom(view: &View<'_>) -> String {
    const FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"",
        " xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
    ));
    let known = view.known().into_iter().skip(1).filter(|(name, _)| !name.is_empty());
    let known = known.map(|(name, value)| (format!("Duizhao {name}"), value));
    let mut seen = std::collections::BTreeSet::new();
    let ours = std::iter::once(("Duizhao".to_owned(), "bitext".to_owned()));
    // No two properties may have one name, in whatever letters.
    for (nth, (name, value)) in (2..).zip(ours.chain(known).filter(|(name, _)| seen.insert(name.to_lowercase()))) {
        put!(out, "<property fmtid=\"{FORMAT}\" pid=\"{nth}\" name=\"");
        xml::push_value(&mut out, &name);
        put!(out, "\"><vt:lpwstr>{}</vt:lpwstr></property>", xml::escaped(&value));
    }
    out.push_str("</Properties>");
    out
}

/// A style for each kind of passage, by the name that files have for it.
fn row_styles() -> String {
    let mut out = String::new();
    let mut style = |kind: &str, properties: &str, run: &str| {
        put!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Row-{kind}\"><w:name w:val=\"Row {kind}\"/>\
             <w:basedOn w:val=\"Passage\"/>{properties}{run}</w:style>\n"
        );
    };
    for level in 1..=6_u32 {
        let size = [26, 23, 21, 20, 20, 20].get(level as usize - 1).copied().unwrap_or(20);
        let run = format!("<w:rPr><w:b/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>");
        style(&format!("heading-{level}"), "<w:pPr><w:keepNext/></w:pPr>", &run);
    }
    for level in 1..=9 {
        style(&format!("list-item-{level}"), &format!("<w:pPr><w:ind w:left=\"{}\"/></w:pPr>", 240 * level), "");
    }
    style("quotation", "<w:pPr><w:ind w:left=\"360\"/></w:pPr>", "");
    let aside = "<w:rPr><w:color w:val=\"5C564C\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>";
    for kind in ["caption", "note", "editorial", "metadata-line"] {
        style(kind, "", aside);
    }
    for kind in ["table", "other"] {
        style(kind, "", "");
    }
    out
}

fn style_of(passage: &Passage) -> String {
    let name = names::passage_kind(passage.kind);
    match passage.kind {
        PassageKind::Paragraph => "Passage".to_owned(),
        PassageKind::Heading => format!("Row-{name}-{}", passage.level.clamp(1, 6)),
        PassageKind::ListItem => format!("Row-{name}-{}", passage.level.clamp(1, 9)),
        _ => format!("Row-{name}"),
    }
}

fn document(view: &View<'_>, record: Option<&str>) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
        " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    ));
    out.push_str(&paragraph("Title", "", &run(&xml::escaped(view.title()), "")));
    for (label, value) in known(view) {
        let inside = run(&xml::escaped(&value), "");
        let linked = format!("<w:hyperlink r:id=\"rId6\">{}</w:hyperlink>", run(&xml::escaped(&value), LINK));
        let inside = if record == Some(value.as_str()) { linked } else { inside };
        let label = run(&format!("{}: ", xml::escaped(&label)), "<w:color w:val=\"6F695E\"/>");
        out.push_str(&paragraph("About", "", &(label + &inside)));
    }
    out.push_str(&paragraph("About", "", ""));
    write_table(&mut out, view);
    // A table must have a paragraph after it.
    out.push_str(&paragraph("Small", "", ""));
    out.push_str(concat!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId5\"/>",
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        "<w:pgMar w:top=\"964\" w:right=\"850\" w:bottom=\"964\" w:left=\"850\" w:header=\"425\" w:footer=\"425\" w:gutter=\"0\"/>",
        "</w:sectPr></w:body></w:document>"
    ));
    out
}

const LINK: &str = "<w:color w:val=\"2F5D73\"/><w:u w:val=\"single\"/>";

fn write_table(out: &mut String, view: &View<'_>) {
    out.push_str(&table_start(&COLUMNS));
    let [source, translation] = view.languages().map(names::language_name);
    let names = ["¶", source, translation].map(|name| paragraph("Passage", "<w:keepNext/>", &run(name, "<w:b/>")));
    out.push_str(&table_row(&names, &COLUMNS, (true, true)));
    for (nth, row) in view.rows.iter().enumerate() {
        let mut address = paragraph("Address", "", &run(&row.address().to_string(), ""));
        if let Some(said) = said(row) {
            address.push_str(&paragraph("Small", "", &run(said, "")));
        }
        let [source, translation] = SideName::BOTH.map(|side| cell(view, nth, side));
        let holds = [&source, &translation].iter().all(|(_, width)| *width < PAGE);
        out.push_str(&table_row(&[address, source.0, translation.0], &COLUMNS, (false, holds)));
    }
    out.push_str("</w:tbl>");
}

/// The paragraphs of a side of a row, and how much room they take; one empty one where there is none, for a cell must
/// have one.
fn cell(view: &View<'_>, nth: usize, side: SideName) -> (String, usize) {
    let chinese = view.languages()[side as usize] == Language::Chinese;
    let properties = if chinese { "<w:rFonts w:hint=\"eastAsia\"/><w:lang w:eastAsia=\"zh-CN\"/>" } else { "" };
    let (mut out, mut room) = (String::new(), 0);
    for (passage, _) in view.stretches(nth, side) {
        let text = passage.text.text();
        room += width(text) + 20;
        out.push_str(&paragraph(&style_of(passage), "", &run(&xml::escaped(text), properties)));
    }
    (if out.is_empty() { paragraph("Passage", "", "") } else { out }, room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page() {
        assert_eq!(COLUMNS.iter().sum::<u32>(), 11906 - 2 * 850);
    }
}
