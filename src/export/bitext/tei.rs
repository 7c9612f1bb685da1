//! TEI P5: both texts with their sentences in one file, and stand-off links between them, a group a row. A sentence
//! without a partner has a pointer in the place of a link.

use super::view::View;
use crate::export::{names, xml};
use crate::model::{Passage, PassageKind, SideName};

/// The first letter of the names of the sentences of each side, source first.
const LETTERS: [char; 2] = ['s', 't'];

/// The document as TEI.
pub(super) fn tei(view: &View<'_>) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    write_header(&mut out, view);
    if !view.rows.is_empty() {
        write_links(&mut out, view);
    }
    out.push_str("<text>\n<group>\n");
    for side in view.sides() {
        write_text(&mut out, view, side);
    }
    out.push_str("</group>\n</text>\n</TEI>\n");
    out
}

fn write_header(out: &mut String, view: &View<'_>) {
    put!(out, "<teiHeader>\n<fileDesc>\n<titleStmt><title>{}</title></titleStmt>\n", xml::escaped(view.title()));
    out.push_str("<publicationStmt><p>Written by Duizhao from a document of its reader.</p></publicationStmt>\n");
    out.push_str("<sourceDesc>\n<bibl>\n");
    put!(out, "<title>{}</title>\n", xml::escaped(view.title()));
    for (name, value) in view.known().iter().skip(1) {
        let text = xml::escaped(value);
        match *name {
            "date" if is_date(value) => put!(out, "<date when=\"{text}\">{text}</date>\n"),
            "date" => put!(out, "<date>{text}</date>\n"),
            "address" => put!(out, "<idno type=\"URL\">{text}</idno>\n"),
            name => put!(out, "<note type=\"{}\">{text}</note>\n", word(name)),
        }
    }
    put!(
        out,
        "</bibl>\n</sourceDesc>\n</fileDesc>\n<encodingDesc><appInfo><application ident=\"Duizhao\" version=\"{}\">\
         <label>Duizhao</label></application></appInfo></encodingDesc>\n</teiHeader>\n",
        env!("CARGO_PKG_VERSION")
    );
}

/// Whether a date is one that TEI reads: a year, with month and day where they are known.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = [4, 2, 2];
    (1..=3).contains(&parts.len())
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
}

/// A name as one word, as TEI wants types to be.
fn word(name: &str) -> String {
    let word: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let starts = word.starts_with(char::is_alphabetic);
    if starts { word } else { format!("field{word}") }
}

fn write_links(out: &mut String, view: &View<'_>) {
    out.push_str("<standOff>\n");
    for (row_nth, row) in view.rows.iter().enumerate() {
        put!(out, "<linkGrp type=\"row\" n=\"{}\">\n", row.number);
        for (nth, pair) in row.pairs.iter().enumerate() {
            let parts = SideName::BOTH.map(|side| view.part(row_nth, nth, side));
            let name =
                |(letter, part): (char, std::ops::Range<usize>)| part.map(move |at| format!("#{letter}{}", at + 1));
            let targets: Vec<String> = LETTERS.into_iter().zip(parts).flat_map(name).collect();
            // A link is between two at least.
            let element = if targets.len() > 1 { "link" } else { "ptr" };
            let (status, targets) = (pair.status_name(), targets.join(" "));
            put!(out, "<{element} type=\"{status}\" cert=\"{}\" target=\"{targets}\"/>\n", pair.confidence);
        }
        out.push_str("</linkGrp>\n");
    }
    out.push_str("</standOff>\n");
}

fn write_text(out: &mut String, view: &View<'_>, side: SideName) {
    put!(out, "<text xml:lang=\"{}\" n=\"{}\">\n<body>\n", view.codes()[side as usize], names::side(side));
    let mut place = 0;
    let passages = view.sentences(side);
    for (passage, sentences) in &passages {
        let element = write_start(out, passage);
        for sentence in sentences {
            place += 1;
            let text = sentence.trim_end();
            let (text, after) = if text.is_empty() { (*sentence, "") } else { sentence.split_at(text.len()) };
            put!(out, "<s xml:id=\"{}{place}\">", LETTERS[side as usize]);
            write_lines(out, text);
            out.push_str("</s>");
            write_lines(out, after);
        }
        put!(out, "</{element}>\n");
    }
    if passages.is_empty() {
        out.push_str("<p/>\n");
    }
    out.push_str("</body>\n</text>\n");
}

/// Begins a passage, and tells the name of its element: what is no paragraph is a block of that type.
fn write_start(out: &mut String, passage: &Passage) -> &'static str {
    let name = names::passage_kind(passage.kind);
    match (passage.kind, passage.level) {
        (PassageKind::Paragraph, _) => {
            out.push_str("<p>");
            return "p";
        }
        (_, 0) => put!(out, "<ab type=\"{name}\">"),
        (_, level) => put!(out, "<ab type=\"{name}-{level}\">"),
    }
    "ab"
}

/// Text whose line ends are elements.
fn write_lines(out: &mut String, text: &str) {
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            out.push_str("<lb/>");
        }
        xml::push(out, line);
    }
}
