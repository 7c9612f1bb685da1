//! A table for spreadsheets: a line a row, or a line a pair of sentences.

use super::Level;
use super::view::View;
use crate::export::csv::{START, push_line};
use crate::model::{Address, SideName};

/// The first five are those of the table parted by tabs.
const COLUMNS: [&str; 6] = ["address", "source", "translation", "confidence", "status", "translation order"];

/// A header line, then a line a row or a pair. Where translations stand in another order, the last column has it.
pub(super) fn csv(view: &View<'_>, level: Level) -> String {
    let mut out = String::from(START);
    push_line(&mut out, COLUMNS);
    for (nth, row) in view.rows.iter().enumerate() {
        if level == Level::Row {
            let texts = SideName::BOTH.map(|side| view.row_flow(nth, side).text);
            let known = (row.confidence, row.status_name(), row.orders[1].filter(|_| view.crosses));
            write_line(&mut out, row.address(), &texts, known);
            continue;
        }
        for pair in &row.pairs {
            let address = Address { row: row.number, pair: Some(pair.number) };
            let texts = [0, 1].map(|side: usize| pair.texts[side].text.clone());
            let known = (pair.confidence, pair.status_name(), pair.orders[1].filter(|_| view.crosses));
            write_line(&mut out, address, &texts, known);
        }
    }
    out
}

fn write_line(
    out: &mut String,
    address: Address,
    [source, translation]: &[String; 2],
    (confidence, status, order): (f32, &str, Option<u32>),
) {
    let (address, confidence) = (address.to_string(), confidence.to_string());
    let order = order.map(|order| order.to_string()).unwrap_or_default();
    push_line(out, [&*address, source, translation, &confidence, status, &order]);
}
