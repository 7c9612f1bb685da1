//! A row of the page: both sides beside each other with their highlights, and the notes of the row.

use super::{Piece, anchor, isolated, note, pieces, text_of};
use crate::export::names;
use crate::export::notes::view::{Cell, Entry, NoteSpan, NotesView, RowView};
use crate::model::{Address, Colour, PassageKind, SideName};

pub(super) fn write(out: &mut String, view: &NotesView, row: &RowView, notes: &[&Entry]) {
    let more = if notes.is_empty() { "" } else { " noted" };
    let name = row.address.map_or("this row".to_owned(), |address| address.to_string());
    if let Some(Address { row: number, .. }) = row.address {
        put!(out, "<div class=\"row{more}\" role=\"group\" id=\"p{number}\" aria-labelledby=\"a{number}\">");
        put!(out, "<h2 id=\"a{number}\"><a href=\"#p{number}\">{name}</a></h2>\n");
    } else {
        put!(out, "<div class=\"row{more}\"><h2><span aria-label=\"No address\">¶</span></h2>\n");
    }
    for side in SideName::BOTH {
        let code = view.language_code(side);
        put!(out, "<div class=\"side\" lang=\"{code}\" dir=\"auto\">");
        row.cells[side as usize].iter().for_each(|cell| write_cell(out, view, cell));
        out.push_str("</div>\n");
    }
    out.push_str("<div class=\"notes\"");
    if notes.is_empty() {
        out.push('>');
    } else {
        put!(out, " role=\"group\" aria-label=\"Notes on {name}\">\n");
        for entry in notes {
            note::write(out, view, entry);
        }
    }
    out.push_str("</div>\n</div>\n");
}

fn write_cell(out: &mut String, view: &NotesView, cell: &Cell) {
    let level = cell.level.clamp(1, 6);
    match cell.kind {
        PassageKind::Heading => {
            let level = (level + 1).min(6);
            put!(out, "<p class=\"heading\" role=\"heading\" aria-level=\"{level}\">");
        }
        PassageKind::ListItem => put!(out, "<p class=\"list-item l{level}\">"),
        PassageKind::Quotation => out.push_str("<p class=\"quotation\">"),
        PassageKind::Caption | PassageKind::Note | PassageKind::MetadataLine | PassageKind::Editorial => {
            put!(out, "<p class=\"aside {}\">", names::passage_kind(cell.kind));
        }
        PassageKind::Paragraph | PassageKind::Table | PassageKind::Other => out.push_str("<p>"),
    }
    for piece in pieces(&cell.text, &cell.notes) {
        write_piece(out, view, &cell.notes, &piece);
    }
    out.push_str("</p>");
}

fn write_piece(out: &mut String, view: &NotesView, notes: &[NoteSpan], piece: &Piece<'_>) {
    let ending = || piece.ends.iter().filter_map(|nth| notes.get(*nth)).filter(|note| note.ends);
    // What covers nothing stands before the text that follows its place.
    ending().filter(|note| note.at.is_empty()).for_each(|note| write_reference(out, view, *note));
    if piece.covered.is_empty() {
        out.push_str(&text_of(piece.text));
    } else {
        let prefixes = ["c-", "u u-", "w-"];
        let covered = piece.covered.iter().filter_map(|entry| view.placed.get(*entry));
        let classes: Vec<String> =
            prefixes.iter().zip(covered).map(|(prefix, entry)| format!("{prefix}{}", colour(entry))).collect();
        put!(out, "<mark class=\"{}\">{}</mark>", classes.join(" "), text_of(piece.text));
    }
    ending().filter(|note| !note.at.is_empty()).for_each(|note| write_reference(out, view, *note));
}

/// The number of a note where its text ends: a link to the note, and where the note's own link leads.
fn write_reference(out: &mut String, view: &NotesView, note: NoteSpan) {
    let Some(entry) = view.placed.get(note.entry) else { return };
    let (anchor, label, kind) = (anchor(entry), entry.label(), text_of(entry.kind_in_words()));
    let place = note.place;
    put!(
        out,
        "<a class=\"ref\" id=\"r{label}-{place}\" href=\"#{anchor}\" lang=\"en\" aria-label=\"Note {label}: {kind}\">{label}</a>"
    );
}

/// The name of an entry's colour in the style sheet.
pub(super) fn colour(entry: &Entry) -> &'static str {
    match entry.colour {
        _ if entry.is_draft() => "draft",
        Some(colour) => Colour::name(colour),
        None => "plain",
    }
}

/// A short quotation, isolated.
pub(super) fn short_quote(quote: &str) -> String {
    const LONGEST: usize = 60;
    let line = crate::export::shown::shown_on_one_line(quote);
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    isolated(&short)
}
