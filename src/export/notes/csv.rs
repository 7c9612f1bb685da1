//! Notes as a table for spreadsheets, a line a note.

use super::view::{Entry, NotesView};
use crate::export::csv::{START, push_line};
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
    let mut out = String::from(START);
    push_line(&mut out, COLUMNS);
    for entry in view.entries() {
        push_line(&mut out, cells(entry).iter().map(|cell| shown(cell)).collect::<Vec<_>>().iter().map(AsRef::as_ref));
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
