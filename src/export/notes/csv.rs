//! Notes as a table for spreadsheets: RFC 4180 with a byte order mark, so that Excel reads Chinese, a line a note.
//!
//! Spreadsheets run what looks like a formula, even in a file of values. A cell never starts with what they take for
//! one; nor does what a spreadsheet that parts cells otherwise (by semicolons or tabs) would take for a cell.

use super::view::{Entry, NotesView};
use crate::export::names;
use crate::export::shown::shown;
use crate::export::time::iso;
use crate::model::{Colour, SideName};

const COLUMNS: [&str; 19] = [
    "number",
    "address",
    "side",
    "motivation",
    "source quote",
    "translation quote",
    "note",
    "tags",
    "colour",
    "author",
    "created",
    "modified",
    "resolved",
    "standing",
    "source quote before",
    "translation quote before",
    "id",
    "reply to",
    "draft",
];

/// A header line, then a line a note, reply, bookmark or draft. Lines end with CR and LF.
pub fn csv(view: &NotesView) -> String {
    let mut out = String::from('\u{feff}');
    push_line(&mut out, &COLUMNS.map(str::to_owned));
    for entry in view.entries() {
        push_line(&mut out, &cells(entry));
    }
    out
}

fn cells(entry: &Entry) -> [String; COLUMNS.len()] {
    let quote = |side| joined(entry.places.iter().filter(|place| place.side == side).map(|place| &place.quote));
    let before = |side| {
        let places = entry.places.iter().filter(|place| place.side == side);
        joined(places.filter_map(|place| place.was.as_ref()))
    };
    let standing = if entry.depth > 0 { "" } else { standing(entry) };
    [
        entry.label(),
        entry.address.map(|address| address.to_string()).unwrap_or_default(),
        side(entry).to_owned(),
        entry.motivation_name().to_owned(),
        quote(SideName::Source),
        quote(SideName::Translation),
        entry.text.clone(),
        entry.tags.join("; "),
        entry.colour.map_or("", Colour::name).to_owned(),
        entry.author.clone(),
        entry.created.map(iso).unwrap_or_default(),
        entry.modified.map(iso).unwrap_or_default(),
        yes(entry.resolved),
        standing.to_owned(),
        before(SideName::Source),
        before(SideName::Translation),
        entry.id.clone(),
        entry.reply_to.clone().unwrap_or_default(),
        yes(entry.is_draft()),
    ]
}

/// What stands on one side, and where that is several places, each on a line.
fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn side(entry: &Entry) -> &'static str {
    match SideName::BOTH.map(|side| entry.is_on(side)) {
        [true, true] => "both",
        [true, false] => names::side(SideName::Source),
        [false, true] => names::side(SideName::Translation),
        [false, false] => "",
    }
}

fn standing(entry: &Entry) -> &'static str {
    match entry.address {
        None => super::Standing::Lost.words(),
        Some(_) => entry.standing().words(),
    }
}

fn yes(is: bool) -> String {
    (if is { "yes" } else { "no" }).to_owned()
}

fn push_line(out: &mut String, cells: &[String; COLUMNS.len()]) {
    for (nth, cell) in cells.iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        // Every cell is in quotation marks: so a comma, a line end and a semicolon stay inside for every reader.
        out.push('"');
        out.push_str(&harmless(&shown(cell)).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// The text with an apostrophe before everything that a spreadsheet might take for the start of a formula.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut at_start = true;
    for character in text.chars() {
        // A tab at the start of a cell is what some programs strip to find a formula behind it.
        if at_start && (starts_formula(character) || (out.is_empty() && matches!(character, '\t' | '\n'))) {
            out.push('\'');
            at_start = false;
        }
        out.push(character);
        let parts = matches!(character, '\n' | '\t' | ';');
        at_start = parts || (at_start && is_passed_over(character));
    }
    out
}

/// What stands before a formula without hiding it from a spreadsheet.
fn is_passed_over(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

fn starts_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        for (text, expected) in [
            ("领土 territory", "领土 territory"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("＝1＋1", "'＝1＋1"),
            ("－1", "'－1"),
            ("＋1", "'＋1"),
            ("＠x", "'＠x"),
            ("  =1", "  '=1"),
            ("\u{feff}=1", "\u{feff}'=1"),
            ("甲;=1", "甲;'=1"),
            ("甲;\"=1", "甲;\"'=1"),
            ("一\n- 二", "一\n'- 二"),
            ("a-b = c", "a-b = c"),
            ("1962-08-10", "1962-08-10"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }
}
