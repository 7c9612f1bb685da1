//! XLIFF 2.1: a unit a row, a segment a pair of sentences. Blanks between sentences, and the ends of passages inside a
//! row, are ignorable; a translation that stands in another place says so by `order`. Rows, confidence and kinds of
//! passages, for which the core has no place, stand in the module for metadata.

use super::view::{PairView, RowView, View};
use crate::export::xml;
use crate::model::Status;

/// The document as a translation job.
pub(super) fn xliff(view: &View<'_>) -> String {
    let [source, target] = view.codes();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\"",
    );
    put!(out, " version=\"2.1\" srcLang=\"{source}\"");
    if view.rows.iter().any(|row| row.orders[1].is_some()) {
        put!(out, " trgLang=\"{target}\"");
    }
    out.push_str(" xml:space=\"preserve\">\n<file id=\"f1\">\n");
    write_metadata(&mut out, view.known().iter().map(|(name, value)| (*name, value.as_str())));
    for row in &view.rows {
        write_unit(&mut out, view, row);
    }
    if view.rows.is_empty() {
        // A file must have a unit, and a unit a segment.
        out.push_str("<unit id=\"u0\"><segment><source/></segment></unit>\n");
    }
    out.push_str("</file>\n</xliff>\n");
    out
}

fn write_metadata<'a>(out: &mut String, known: impl Iterator<Item = (&'a str, &'a str)>) {
    out.push_str("<mda:metadata><mda:metaGroup category=\"duizhao\">\n");
    for (name, value) in known {
        out.push_str("<mda:meta type=\"");
        xml::push_value(out, name);
        out.push_str("\">");
        xml::push(out, value);
        out.push_str("</mda:meta>\n");
    }
    out.push_str("</mda:metaGroup></mda:metadata>\n");
}

fn write_unit(out: &mut String, view: &View<'_>, row: &RowView) {
    let RowView { number, .. } = row;
    put!(out, "<unit id=\"u{number}\" name=\"¶{number}\">\n");
    let confidences: Vec<String> = row.pairs.iter().map(|pair| pair.confidence.to_string()).collect();
    let mut known = vec![("row", number.to_string()), ("confidence", confidences.join(" "))];
    if let Some(order) = row.orders[1].filter(|_| view.crosses) {
        known.push(("translation-order", order.to_string()));
    }
    for (name, kinds) in ["source-kinds", "translation-kinds"].into_iter().zip(&row.kinds) {
        if !kinds.is_empty() {
            known.push((name, kinds.clone()));
        }
    }
    write_metadata(out, known.iter().map(|(name, value)| (*name, value.as_str())));
    let parts = parts(row);
    for (part, order) in parts.iter().zip(orders(&parts)) {
        write_part(out, part, order);
    }
    out.push_str("</unit>\n");
}

/// A segment, or what stands between two.
struct Part<'a> {
    /// The pair of a segment; nothing for what is ignorable.
    pair: Option<&'a PairView>,
    texts: [&'a str; 2],
    /// Where its target stands among the targets of the row; nothing where it has none.
    target_place: Option<(u32, u8)>,
}

fn parts(row: &RowView) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for pair in &row.pairs {
        let [source, target] = &pair.texts;
        let place = |nth: u8, text: &str| pair.orders[1].filter(|_| !text.is_empty()).map(|order| (order, nth));
        let [before, text, after] =
            [[&*source.before, &*target.before], [&*source.text, &*target.text], [&*source.after, &*target.after]];
        let has = |texts: [&str; 2]| texts.iter().any(|text| !text.is_empty());
        if has(before) {
            parts.push(Part { pair: None, texts: before, target_place: place(0, before[1]) });
        }
        parts.push(Part { pair: Some(pair), texts: text, target_place: place(1, text[1]) });
        if has(after) {
            parts.push(Part { pair: None, texts: after, target_place: place(2, after[1]) });
        }
    }
    parts
}

/// The place of each target among all parts of the unit, from 1, where that is not the place of its part.
fn orders(parts: &[Part<'_>]) -> Vec<Option<usize>> {
    let with_target: Vec<usize> = (0..parts.len()).filter(|nth| parts[*nth].target_place.is_some()).collect();
    let mut in_order = with_target.clone();
    in_order.sort_by_key(|nth| parts[*nth].target_place);
    let mut orders = vec![None; parts.len()];
    for (place, nth) in with_target.into_iter().zip(in_order) {
        orders[nth] = (place != nth).then_some(place + 1);
    }
    orders
}

fn write_part(out: &mut String, part: &Part<'_>, order: Option<usize>) {
    let [source, target] = part.texts;
    match part.pair {
        Some(pair) => put!(out, "<segment id=\"s{}\"{}>", pair.number, state(pair)),
        None => out.push_str("<ignorable>"),
    }
    write_text(out, "source", "", source);
    if part.target_place.is_some() {
        let order = order.map(|order| format!(" order=\"{order}\"")).unwrap_or_default();
        write_text(out, "target", &order, target);
    }
    out.push_str(if part.pair.is_some() { "</segment>\n" } else { "</ignorable>\n" });
}

/// The state of a segment, in the words of XLIFF and in ours where those say less. Without a target it is `initial`.
fn state(pair: &PairView) -> String {
    let has_target = pair.orders[1].is_some();
    let state = match pair.status {
        _ if !has_target => "initial",
        Status::Confirmed => "reviewed",
        Status::Proposed | Status::Corrected | Status::Review | Status::LeftOut => "translated",
    };
    match pair.status {
        Status::Proposed if !has_target => String::new(),
        Status::Proposed => format!(" state=\"{state}\""),
        _ => format!(" state=\"{state}\" subState=\"duizhao:{}\"", pair.status_name()),
    }
}

fn write_text(out: &mut String, name: &str, attributes: &str, text: &str) {
    if text.is_empty() {
        return put!(out, "<{name}{attributes}/>");
    }
    put!(out, "<{name}{attributes}>");
    for c in text.chars() {
        if xml::holds(c) {
            xml::push_char(out, c);
        } else {
            put!(out, "<cp hex=\"{:04X}\"/>", c as u32);
        }
    }
    put!(out, "</{name}>");
}
