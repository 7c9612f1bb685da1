//! Notes as Markdown to read: a heading a thread, the quotations as block quotations, what was said about them as a list.

use super::form::{Form, cannot_hold};
use super::note_text::contained;
use super::view::{Entry, NotesView, PlaceView, Standing};
use crate::export::show::{markdown_escaped as escaped, markdown_line};
use crate::export::shown::{shown, shown_on_one_line};
use crate::export::time::iso_day;
use crate::model::Colour;

/// How deep replies are set in; deeper ones stand as deep as this.
const DEEPEST: usize = 4;

/// The notes as Markdown (CommonMark). What people typed stays Markdown, but cannot leave its place.
pub fn markdown(view: &NotesView) -> String {
    let mut out = format!("# {}\n", line_of(&view.title));
    write_about(&mut out, view);
    write_entries(&mut out, view, &view.placed);
    if !view.lost.is_empty() {
        out.push_str("\n## Without a place\n\nTheir text was not found in the document.\n");
        write_entries(&mut out, view, &view.lost);
    }
    out.push_str("\n---\n\nThis file does not hold:\n\n");
    for sentence in cannot_hold(Form::Markdown) {
        put!(out, "- {}\n", escaped(sentence));
    }
    out
}

fn write_about(out: &mut String, view: &NotesView) {
    let known = [("Date", &view.date), ("Citation", &view.citation), ("Record", &view.record)];
    out.push('\n');
    for (label, value) in known.into_iter().filter_map(|(label, value)| Some((label, value.as_ref()?))) {
        put!(out, "- **{label}:** {}\n", line_of(value));
    }
    put!(out, "- **Notes:** {}\n", view.summary());
    if view.numbered > 0 {
        put!(out, "- **Shown by number:** {} characters that act instead of being read\n", view.numbered);
    }
}

fn write_entries(out: &mut String, view: &NotesView, entries: &[Entry]) {
    for entry in entries {
        if entry.depth == 0 {
            write_heading(out, view, entry);
        }
        write_said(out, entry);
    }
}

fn write_heading(out: &mut String, view: &NotesView, entry: &Entry) {
    let sides = crate::model::SideName::BOTH.into_iter().filter(|side| entry.is_on(*side));
    let sides = sides.map(|side| view.side_name(side)).collect::<Vec<_>>().join(" and ");
    let address = entry.address.map(|address| address.to_string()).unwrap_or_default();
    let parts = [address, line_of(entry.kind_in_words()), sides];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    put!(out, "\n### {}. {}\n", entry.thread, parts.join(" · "));
    for place in &entry.places {
        write_place(out, place);
    }
}

/// The quotation of a place; before and after, where it was moved.
fn write_place(out: &mut String, place: &PlaceView) {
    match (&place.was, place.standing) {
        (Some(was), Standing::ToConfirm) => {
            out.push_str("\nMoved, please confirm. It stood on:\n");
            write_quote(out, was);
            out.push_str("\nIt stands now on:\n");
        }
        (_, Standing::Lost) => out.push_str("\nNot found. It stood on:\n"),
        // The quotations of both sides are paragraphs of one.
        _ if ends_with_quote(out) => return put!(out, ">\n{}", quotation(&place.quote)),
        _ => {}
    }
    write_quote(out, &place.quote);
}

fn ends_with_quote(out: &str) -> bool {
    out.lines().next_back().is_some_and(|line| line.starts_with('>'))
}

fn write_quote(out: &mut String, quote: &str) {
    let quotation = quotation(quote);
    if !quotation.is_empty() {
        out.push('\n');
        out.push_str(&quotation);
    }
}

/// Text as a block quotation, each of its lines a paragraph.
fn quotation(text: &str) -> String {
    let shown = shown(text);
    let lines = shown.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("> {}\n", escaped(line))).collect::<Vec<_>>().join(">\n")
}

/// Who said it, when, and what: an item of a list. The note's own Markdown stands in it as a quotation, so that no list
/// in a note can pass for a reply.
fn write_said(out: &mut String, entry: &Entry) {
    let indent = " ".repeat(2 * (entry.depth as usize).min(DEEPEST));
    put!(out, "\n{indent}- {}\n", said_by(entry));
    let text = contained(&shown(&entry.text), entry.is_markdown());
    if text.trim().is_empty() {
        return;
    }
    out.push('\n');
    for line in text.lines() {
        if line.trim_end().is_empty() {
            put!(out, "{indent}  >\n");
        } else {
            // A tab counts from the start of the line, so it would count less further in.
            put!(out, "{indent}  > {}\n", line.replace('\t', "    "));
        }
    }
}

fn said_by(entry: &Entry) -> String {
    let mut parts = Vec::new();
    let author = if entry.author.trim().is_empty() { "Unknown".to_owned() } else { line_of(&entry.author) };
    let created = entry.created.map(|at| format!(", {}", iso_day(at))).unwrap_or_default();
    let modified = entry.modified.map(|at| format!(" (changed {})", iso_day(at))).unwrap_or_default();
    parts.push(format!("**{author}**{created}{modified}"));
    if entry.depth > 0 {
        parts.push("reply".to_owned());
    }
    parts.extend(entry.colour.map(|colour| Colour::name(colour).to_owned()));
    if !entry.tags.is_empty() {
        let tags = entry.tags.iter().map(|tag| line_of(tag)).collect::<Vec<_>>().join(", ");
        parts.push(format!("tags: {tags}"));
    }
    if entry.resolved {
        parts.push("resolved".to_owned());
    }
    if entry.is_draft() {
        parts.push("draft".to_owned());
    }
    parts.join(" · ")
}

/// Text of others, harmless and on one line.
fn line_of(text: &str) -> String {
    markdown_line(&shown_on_one_line(text))
}
