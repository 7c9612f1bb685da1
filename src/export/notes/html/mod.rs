//! Notes as one web page: the rows in two columns, the notes in the margin, links both ways. No script, nothing from
//! elsewhere, and a content security policy that says so.

mod note;
mod row;
mod segments;

use super::form::{Form, cannot_hold};
use super::view::{Entry, NotesView};
use crate::export::shown::{shown, shown_on_one_line};
use crate::export::xml::escaped;
use crate::model::SideName;

pub(super) use segments::{Piece, pieces};

const STYLE: &str = include_str!("style.css");

/// Styles in the page itself are all that it may load.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The notes, and the rows they stand on, as a page of HTML.
pub fn html(view: &NotesView) -> String {
    let mut out = String::new();
    let title = text_of(&shown_on_one_line(&view.title));
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    put!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Duizhao\">\n");
    put!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    write_head(&mut out, view, &title);
    write_rows(&mut out, view);
    write_lost(&mut out, view);
    write_foot(&mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn write_head(out: &mut String, view: &NotesView, title: &str) {
    put!(out, "<header>\n<h1 dir=\"auto\">{title}</h1>\n<dl class=\"about\">\n");
    for (label, value) in [("Date", &view.date), ("Citation", &view.citation)] {
        if let Some(value) = value {
            let value = isolated(&shown_on_one_line(value));
            put!(out, "<dt>{label}</dt><dd>{value}</dd>\n");
        }
    }
    if let Some(record) = &view.record {
        put!(out, "<dt>Record</dt><dd>{}</dd>\n", link(record));
    }
    put!(out, "<dt>Notes</dt><dd>{}</dd>\n", view.summary());
    if view.numbered > 0 {
        let what = "characters that act instead of being read, as ⟨U+202E⟩";
        put!(out, "<dt>Shown by number</dt><dd>{} {what}</dd>\n", view.numbered);
    }
    out.push_str("</dl>\n</header>\n");
}

fn write_rows(out: &mut String, view: &NotesView) {
    let threads = note::threads_by_row(view);
    out.push_str("<main>\n<div class=\"columns\" aria-hidden=\"true\"><span></span>");
    for side in SideName::BOTH {
        put!(out, "<span>{}</span>", view.side_name(side));
    }
    out.push_str("<span>Notes</span></div>\n");
    for (nth, row) in view.rows.iter().enumerate() {
        row::write(out, view, row, threads.get(nth).map_or(&[], Vec::as_slice));
    }
    out.push_str("</main>\n");
}

fn write_lost(out: &mut String, view: &NotesView) {
    if view.lost.is_empty() {
        return;
    }
    out.push_str(
        "<section class=\"lost notes\" aria-labelledby=\"lost\">\n<h2 id=\"lost\">Notes without a place</h2>\n",
    );
    out.push_str("<p>Their text was not found in the document.</p>\n");
    view.lost.iter().for_each(|entry| note::write(out, view, entry));
    out.push_str("</section>\n");
}

fn write_foot(out: &mut String) {
    out.push_str("<footer>\n<p>This file does not hold:</p>\n<ul>\n");
    for sentence in cannot_hold(Form::Html) {
        put!(out, "<li>{}</li>\n", text_of(sentence));
    }
    out.push_str("</ul>\n</footer>\n");
}

/// The name of an entry in the page. Made of numbers alone: what others call it never becomes part of the markup.
fn anchor(entry: &Entry) -> String {
    format!("n{}", entry.label().replace('.', "-"))
}

/// A link where the address is one of the web; its text where not.
fn link(address: &str) -> String {
    let text = isolated(&shown_on_one_line(address));
    if super::note_text::may_link(address) {
        format!("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{text}</a>", text_of(address))
    } else {
        text
    }
}

/// Text of others on its own: however it turns, what stands around it does not turn.
fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", text_of(text))
}

/// The text, so that it is text in an element and in a quoted attribute.
fn text_of(text: &str) -> String {
    escaped(&shown(text)).replace('\'', "&#39;")
}
