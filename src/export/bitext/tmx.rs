//! TMX 1.4b: a unit a pair of sentences, or a row. What TMX has no place for stands in properties of our own, so that
//! nothing of the pairing is lost: order, row, status, confidence, kinds of passages, unusual blanks.

use super::Level;
use super::view::{Flow, PairView, RowView, View};
use crate::export::xml;
use crate::model::SideName;
use crate::text::Language;

/// The document as a translation memory.
pub(super) fn tmx(view: &View<'_>, level: Level) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
    let segtype = match level {
        Level::Row => "paragraph",
        Level::Pair => "sentence",
    };
    put!(
        out,
        "<tmx version=\"1.4\">\n<header creationtool=\"Duizhao\" creationtoolversion=\"{}\" segtype=\"{segtype}\" \
         o-tmf=\"Duizhao\" adminlang=\"en\" srclang=\"{}\" datatype=\"plaintext\">\n",
        env!("CARGO_PKG_VERSION"),
        view.codes()[0]
    );
    for (name, value) in view.known() {
        property(&mut out, name, &value);
    }
    out.push_str("</header>\n<body>\n");
    let mut place = 0;
    for (nth, row) in view.rows.iter().enumerate() {
        match level {
            Level::Row => {
                place += 1;
                write_row(&mut out, view, (nth, row), place);
            }
            Level::Pair => {
                let last = last_of_sides(row);
                for (pair_nth, pair) in row.pairs.iter().enumerate() {
                    place += 1;
                    write_pair(&mut out, view, row, (pair, last.map(|last| last == Some(pair_nth))), place);
                }
            }
        }
    }
    out.push_str("</body>\n</tmx>\n");
    out
}

/// The pair that has the last text of either side of a row.
fn last_of_sides(row: &RowView) -> [Option<usize>; 2] {
    [0, 1].map(|side| {
        let orders = row.pairs.iter().enumerate().filter_map(|(nth, pair)| Some((nth, pair.orders[side]?)));
        orders.max_by_key(|(_, order)| *order).map(|(nth, _)| nth)
    })
}

fn write_row(out: &mut String, view: &View<'_>, (nth, row): (usize, &RowView), place: u32) {
    put!(out, "<tu tuid=\"{}\">\n", row.number);
    write_properties(out, row.number, place, row.status_name(), row.confidence);
    for side in SideName::BOTH {
        let flow = view.row_flow(nth, side);
        write_variant(out, view, side, (&flow, row.orders[side as usize]), true);
    }
    out.push_str("</tu>\n");
}

fn write_pair(out: &mut String, view: &View<'_>, row: &RowView, (pair, is_last): (&PairView, [bool; 2]), place: u32) {
    put!(out, "<tu tuid=\"{}.{}\">\n", row.number, pair.number);
    write_properties(out, row.number, place, pair.status_name(), pair.confidence);
    for side in SideName::BOTH {
        let nth = side as usize;
        write_variant(out, view, side, (&pair.texts[nth], pair.orders[nth]), is_last[nth]);
    }
    out.push_str("</tu>\n");
}

fn write_properties(out: &mut String, row: u32, place: u32, status: &str, confidence: f32) {
    property(out, "row", &row.to_string());
    property(out, "order", &place.to_string());
    property(out, "status", status);
    property(out, "confidence", &confidence.to_string());
}

/// One side of a unit; nothing where it has none.
fn write_variant(
    out: &mut String,
    view: &View<'_>,
    side: SideName,
    (flow, order): (&Flow, Option<u32>),
    is_last: bool,
) {
    let Some(order) = order.filter(|_| !flow.is_empty()) else { return };
    put!(out, "<tuv xml:lang=\"{}\">", view.codes()[side as usize]);
    property(out, "order", &order.to_string());
    if !flow.kinds.is_empty() {
        property(out, "kinds", &flow.kinds);
    }
    let usual = match view.languages()[side as usize] {
        Language::English if !is_last => " ",
        _ => "",
    };
    if flow.after != usual {
        property(out, "after", &blanks(&flow.after));
    }
    out.push_str("<seg>");
    xml::push(out, &flow.before);
    xml::push(out, &flow.text);
    out.push_str("</seg></tuv>\n");
}

/// Blanks by their numbers: a reader may drop them else.
fn blanks(text: &str) -> String {
    if text.is_empty() {
        return "none".to_owned();
    }
    text.chars().map(|c| format!("{:X}", c as u32)).collect::<Vec<_>>().join(" ")
}

/// A property of our own. Names are those of `View::known`, or what a record calls its fields.
fn property(out: &mut String, name: &str, value: &str) {
    out.push_str("<prop type=\"x-");
    xml::push_value(out, name);
    out.push_str("\">");
    xml::push(out, value);
    out.push_str("</prop>\n");
}
