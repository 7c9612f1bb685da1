//! The document itself: what is known about it, the table of the rows, and after it what has no place there.

use super::comments::{Comments, author, doubts, heading, note_paragraphs};
use super::ranges::Writer;
use super::xml::{paragraph, run};
use crate::export::docx::{table_row, table_start, width};
use crate::export::notes::form::{Form, cannot_hold};
use crate::export::notes::view::{NotesView, RowView};
use crate::export::shown::shown_on_one_line;
use crate::export::time::iso_day;
use crate::model::SideName;

/// Widths of the columns in twentieths of a point: address, source, translation. Together they fill a page of A4 on
/// its side.
const COLUMNS: [u32; 3] = [900, 6700, 7538];

/// What fits on a page, in widths of a Chinese character: a row beyond it may be cut by a page break.
const PAGE: usize = 1100;

/// The part `document.xml`. `record` is the record's address, where a link may lead there.
pub(super) fn document(view: &NotesView, comments: &Comments<'_>, record: Option<&str>) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
        " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    ));
    write_about(&mut out, view, record);
    write_table(&mut out, view, comments);
    write_lost(&mut out, view);
    out.push_str(&paragraph(
        "Small",
        "<w:keepNext/><w:spacing w:before=\"360\"/>",
        &run("This file does not hold:", ""),
    ));
    for sentence in cannot_hold(Form::Docx) {
        let properties = "<w:ind w:left=\"240\" w:hanging=\"240\"/>";
        out.push_str(&paragraph("Small", properties, &run(&format!("• {sentence}"), "")));
    }
    out.push_str(concat!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId5\"/>",
        "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
        "<w:pgMar w:top=\"850\" w:right=\"850\" w:bottom=\"850\" w:left=\"850\" w:header=\"425\" w:footer=\"425\" w:gutter=\"0\"/>",
        "</w:sectPr></w:body></w:document>"
    ));
    out
}

fn write_about(out: &mut String, view: &NotesView, record: Option<&str>) {
    out.push_str(&paragraph("Title", "", &run(&shown_on_one_line(&view.title), "")));
    let mut line = |label: &str, inside: &str| {
        let label = run(&format!("{label}: "), "<w:color w:val=\"6F695E\"/>");
        out.push_str(&paragraph("About", "", &(label + inside)));
    };
    for (label, value) in [("Date", &view.date), ("Citation", &view.citation)] {
        if let Some(value) = value {
            line(label, &run(&shown_on_one_line(value), ""));
        }
    }
    if let Some(address) = &view.record {
        let shown = run(&shown_on_one_line(address), "");
        let linked = record.map(|_| format!("<w:hyperlink r:id=\"rId6\">{}</w:hyperlink>", run(address, LINK)));
        line("Record", &linked.unwrap_or(shown));
    }
    line("Notes", &run(&view.summary(), ""));
    if view.numbered > 0 {
        let text = format!("{} characters that a document cannot hold or that act in it, as ⟨U+202E⟩", view.numbered);
        line("Shown by number", &run(&text, ""));
    }
    out.push_str(&paragraph("About", "", ""));
}

const LINK: &str = "<w:color w:val=\"2F5D73\"/><w:u w:val=\"single\"/>";

fn write_table(out: &mut String, view: &NotesView, comments: &Comments<'_>) {
    out.push_str(&table_start(&COLUMNS));
    let names = ["¶", view.side_name(SideName::Source), view.side_name(SideName::Translation)];
    let names = names.map(|name| paragraph("Passage", "<w:keepNext/>", &run(name, "<w:b/>")));
    out.push_str(&table_row(&names, &COLUMNS, (true, true)));
    let mut writer = Writer { view, comments, begun: std::collections::BTreeSet::new() };
    for row in &view.rows {
        let address = row.address.map(|address| address.to_string()).unwrap_or_default();
        let [source, translation] = SideName::BOTH.map(|side| writer.cell(side, &row.cells[side as usize]));
        let cells = [paragraph("Address", "", &run(&address, "")), source, translation];
        out.push_str(&table_row(&cells, &COLUMNS, (false, fits(row))));
    }
    out.push_str("</w:tbl>");
}

/// Whether the row fits on a page, at a guess.
fn fits(row: &RowView) -> bool {
    row.cells.iter().all(|cells| cells.iter().map(|cell| width(&cell.text)).sum::<usize>() < PAGE)
}

/// What has no place has no comment: it is written as text.
fn write_lost(out: &mut String, view: &NotesView) {
    if view.lost.is_empty() {
        return;
    }
    out.push_str(&paragraph("Heading1", "", &run("Notes without a place", "")));
    out.push_str(&paragraph("About", "", &run("Their text was not found in the document.", "")));
    for entry in &view.lost {
        let date = entry.created.map(|at| format!(", {}", iso_day(at))).unwrap_or_default();
        let head = format!("{} · {}{date}", heading(view, entry), author(entry));
        out.push_str(&paragraph("CommentText", "<w:keepNext/><w:spacing w:before=\"160\"/>", &run(&head, "<w:b/>")));
        out.push_str(&doubts(view, entry).concat());
        out.push_str(&note_paragraphs(entry).concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page() {
        assert_eq!(COLUMNS.iter().sum::<u32>(), 16838 - 2 * 850);
    }
}
