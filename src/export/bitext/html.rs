//! A web page in one file: the two texts side by side in a table, which narrow screens show one under the other and
//! paper never cuts inside a row. No script, nothing from elsewhere, and a content security policy that says so.

use super::page::{row_marks, said, write_known, write_side};
use super::view::View;
use crate::export::{names, xml};

const STYLE: &str = include_str!("page.css");

/// Styles in the page itself are all that it may load.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Names that Dublin Core has for what is known about a document.
const TERMS: [(&str, &str); 4] = [
    ("date", "dcterms.date"),
    ("citation", "dcterms.bibliographicCitation"),
    ("address", "dcterms.source"),
    ("summary", "dcterms.abstract"),
];

/// The document as a web page.
pub(super) fn html(view: &View<'_>) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    put!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Duizhao\">\n");
    for (name, value) in view.known().iter().skip(1) {
        let term = TERMS.iter().find(|(known, _)| known == name);
        let name = term.map_or_else(|| format!("duizhao.{name}"), |(_, term)| (*term).to_owned());
        out.push_str("<meta name=\"");
        xml::push_value(&mut out, &name);
        out.push_str("\" content=\"");
        xml::push_value(&mut out, value);
        out.push_str("\">\n");
    }
    let title = xml::escaped(view.title());
    put!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    put!(out, "<header>\n<h1 dir=\"auto\">{title}</h1>\n");
    write_known(&mut out, view);
    out.push_str("</header>\n<main>\n");
    write_table(&mut out, view);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn write_table(out: &mut String, view: &View<'_>) {
    let names = view.languages().map(names::language_name);
    out.push_str("<table>\n<thead>\n<tr><th scope=\"col\"><abbr title=\"Address\">¶</abbr></th>");
    for (_, name) in view.sides().zip(names) {
        put!(out, "<th scope=\"col\">{name}</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for (nth, row) in view.rows.iter().enumerate() {
        let address = row.address();
        put!(out, "<tr {}><th scope=\"row\"><a href=\"#p{}\">{address}</a>", row_marks(view, row), row.number);
        if let Some(said) = said(row) {
            put!(out, " <small>{said}</small>");
        }
        out.push_str("</th>\n");
        for (side, code) in view.sides().zip(view.codes()) {
            put!(out, "<td lang=\"{code}\" dir=\"auto\" data-side=\"{}\">", names::side(side));
            write_side(out, view, nth, side);
            out.push_str("</td>\n");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}
