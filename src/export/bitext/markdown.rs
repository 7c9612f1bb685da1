//! Markdown (CommonMark with tables): what is known about the document as a list, and the rows as a table.

use super::page::{known, said};
use super::view::View;
use crate::export::show::{markdown_escaped as escaped, markdown_line};
use crate::export::{names, xml};
use crate::model::SideName;

/// The document as Markdown.
pub(super) fn markdown(view: &View<'_>) -> String {
    let mut out = format!("# {}\n", markdown_line(&held(view.title())));
    let known = known(view);
    if !known.is_empty() {
        out.push('\n');
    }
    for (label, value) in known {
        match label.as_str() {
            "" => put!(out, "- {}\n", markdown_line(&held(&value))),
            label => put!(out, "- **{}:** {}\n", markdown_line(&held(label)), markdown_line(&held(&value))),
        }
    }
    let [source, translation] = view.languages().map(names::language_name);
    put!(out, "\n| ¶ | {source} | {translation} |\n| --- | --- | --- |\n");
    for (nth, row) in view.rows.iter().enumerate() {
        let said = said(row).map(|said| format!("<br>{said}")).unwrap_or_default();
        let [source, translation] = SideName::BOTH.map(|side| cell(view, nth, side));
        put!(out, "| {}{said} | {source} | {translation} |\n", row.address());
    }
    out
}

/// The passages of a side of a row in one cell, an empty line between them.
fn cell(view: &View<'_>, nth: usize, side: SideName) -> String {
    let passages = view.stretches(nth, side);
    let lines = |text: &str| -> Vec<String> {
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| escaped(&held(line)).replace('|', "\\|")).collect()
    };
    passages.iter().map(|(passage, _)| lines(passage.text.text()).join("<br>")).collect::<Vec<_>>().join("<br><br>")
}

/// The text without characters that would do something instead of being read.
fn held(text: &str) -> String {
    text.chars().map(|c| if xml::holds(c) { c } else { '\u{fffd}' }).collect()
}
