//! What all Word documents (Office Open XML, ISO/IEC 29500) that leave here are made of: runs and paragraphs, and the
//! parts of the package that hardly depend on what is in it. Written by hand: they are few.

mod parts;

pub(super) use parts::{
    FOOTER, PACKAGE_RELATIONS, SETTINGS, STYLES, content_types, properties, relations, styles_with,
};

/// Runs of text that is XML already, with the properties `properties` (elements of `w:rPr`, in the order of the
/// schema). Line ends and tabs are elements in Word.
pub(super) fn run(escaped: &str, properties: &str) -> String {
    if escaped.is_empty() {
        return String::new();
    }
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let mut out = format!("<w:r>{properties}");
    for (line_nth, line) in escaped.split('\n').enumerate() {
        if line_nth > 0 {
            out.push_str("<w:br/>");
        }
        for (nth, part) in line.split('\t').enumerate() {
            if nth > 0 {
                out.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                put!(out, "<w:t xml:space=\"preserve\">{part}</w:t>");
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// A paragraph of a style, with further properties and what is in it.
pub(super) fn paragraph(style: &str, properties: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{inside}</w:p>")
}

/// The start of a table with columns of these widths, in twentieths of a point.
pub(super) fn table_start(widths: &[u32]) -> String {
    let mut out = String::new();
    let width: u32 = widths.iter().sum();
    put!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Rows\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         </w:tblPr><w:tblGrid>"
    );
    for width in widths {
        put!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    out
}

/// A row of a table. One that `repeats` stands on every page; one that `holds` is never cut by a page break.
pub(super) fn table_row(cells: &[String], widths: &[u32], (repeats, holds): (bool, bool)) -> String {
    let mut out = String::from("<w:tr>");
    let properties = [("<w:cantSplit/>", holds), ("<w:tblHeader/>", repeats)];
    let properties: String = properties.into_iter().filter(|(_, is)| *is).map(|(property, _)| property).collect();
    if !properties.is_empty() {
        put!(out, "<w:trPr>{properties}</w:trPr>");
    }
    for (cell, width) in cells.iter().zip(widths) {
        put!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>");
    }
    out.push_str("</w:tr>");
    out
}

/// Widths of Chinese characters that a text takes, at a guess.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tabs_are_elements() {
        assert_eq!(
            run("一\n\t二", "<w:b/>"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">一</w:t><w:br/><w:tab/><w:t xml:space=\"preserve\">二</w:t></w:r>"
        );
        assert_eq!(run("", "<w:b/>"), "");
    }
}
