//! What web pages and electronic books have in common: the passages of a side of a row, with its pairs marked, and what
//! is known about the document. The marks are what `import` reads again.

use super::view::{PairView, RowView, View};
use crate::export::names;
use crate::export::xml;
use crate::model::{Passage, PassageKind, SideName, Status};

/// The passages of a side of the row at `nth`. Everything is written so that it is HTML and XML.
pub(super) fn write_side(out: &mut String, view: &View<'_>, nth: usize, side: SideName) {
    let Some(row) = view.rows.get(nth) else { return };
    for (passage, stretches) in view.stretches(nth, side) {
        write_start(out, passage);
        for stretch in stretches {
            put!(out, "<span data-pair=\"{}\"", stretch.pair);
            let pair = (stretch.pair as usize).checked_sub(1).and_then(|nth| row.pairs.get(nth));
            if let Some(pair) = pair.filter(|pair| side == SideName::Source || pair.orders[0].is_none()) {
                write_said(out, pair);
            }
            out.push('>');
            write_lines(out, stretch.text);
            out.push_str("</span>");
        }
        out.push_str("</p>\n");
    }
}

/// What is known of a pair, once for both sides.
fn write_said(out: &mut String, pair: &PairView) {
    if pair.status != Status::Proposed {
        put!(out, " data-status=\"{}\"", pair.status_name());
    }
    put!(out, " data-confidence=\"{}\"", pair.confidence);
}

/// The attributes that say what a row is.
pub(super) fn row_marks(view: &View<'_>, row: &RowView) -> String {
    let order = row.orders[1].filter(|_| view.crosses).map(|order| format!(" data-order=\"{order}\""));
    let (number, order) = (row.number, order.unwrap_or_default());
    let heads = row.kinds.iter().any(|kinds| kinds.starts_with("heading"));
    let class = if heads { "class=\"row head\" " } else { "class=\"row\" " };
    format!("{class}id=\"p{number}\" data-row=\"{number}\"{order} data-status=\"{}\"", row.status_name())
}

/// What a person said of a row, for people; nothing where nobody said anything.
pub(super) fn said(row: &RowView) -> Option<&'static str> {
    (row.status != Status::Proposed).then(|| row.status_name())
}

fn write_start(out: &mut String, passage: &Passage) {
    let (name, level) = (names::passage_kind(passage.kind), passage.level.min(6));
    match passage.kind {
        PassageKind::Paragraph => out.push_str("<p>"),
        PassageKind::Heading => {
            put!(out, "<p class=\"heading l{level}\" data-kind=\"heading-{}\"", passage.level);
            put!(out, " role=\"heading\" aria-level=\"{}\">", (level + 1).clamp(2, 6));
        }
        PassageKind::ListItem => {
            put!(out, "<p class=\"list-item l{level}\" data-kind=\"list-item-{}\">", passage.level);
        }
        _ => put!(out, "<p class=\"{name}\" data-kind=\"{name}\">"),
    }
}

/// Text whose line ends are elements.
pub(super) fn write_lines(out: &mut String, text: &str) {
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            out.push_str("<br/>");
        }
        xml::push(out, line);
    }
}

/// What is known about the document beside its title, as people call it.
pub(super) fn known(view: &View<'_>) -> Vec<(String, String)> {
    let label = |name: &str| {
        let mut characters = name.chars();
        let first = characters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
        first + &characters.as_str().replace('-', " ")
    };
    view.known().into_iter().skip(1).map(|(name, value)| (label(name), value)).collect()
}

/// The list of what is known, as HTML.
pub(super) fn write_known(out: &mut String, view: &View<'_>) {
    let known = known(view);
    if known.is_empty() {
        return;
    }
    out.push_str("<dl class=\"about\">\n");
    for (label, value) in known {
        let address = label == "Address" && ["http://", "https://"].iter().any(|scheme| value.starts_with(scheme));
        let (label, value) = (xml::escaped(&label), xml::escaped(&value));
        if address {
            put!(out, "<dt>{label}</dt><dd><a href=\"{value}\" rel=\"noreferrer\">{value}</a></dd>\n");
        } else {
            put!(out, "<dt>{label}</dt><dd dir=\"auto\">{value}</dd>\n");
        }
    }
    out.push_str("</dl>\n");
}
