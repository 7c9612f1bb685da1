//! Numbers with their units, and places on the globe.

use super::render::argument;
use super::{Argument, Template};
use crate::import::wikitext::page::Page;
use crate::import::wikitext::writer::Writer;

/// Words between the two numbers of a range.
const RANGES: [&str; 13] = ["to", "-", "–", "—", "and", "or", "x", "×", "by", "+/-", "±", "至", "到"];

/// `{{convert|5|to|10|km|mi}}`: the numbers and the first unit. What it converts to can be worked out.
pub(super) fn measure(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let mut wants_number = true;
    let mut shown = Vec::new();
    for part in template.positional() {
        let raw = template.raw(part);
        let in_range = RANGES.contains(&raw);
        if wants_number || in_range {
            shown.push(part);
            wants_number = in_range;
        } else {
            if !raw.starts_with(|c: char| c.is_ascii_digit()) {
                shown.push(part);
            }
            break;
        }
    }
    shown.extend(template.named(&["u", "ul", "up"]));
    for (nth, part) in shown.into_iter().enumerate() {
        if nth > 0 {
            out.blank(part.lead);
        }
        argument(page, out, Some(part), depth);
    }
}

/// `{{coord|22|30|N|103|57|E}}` as 22°30′N 103°57′E. Degrees without letters stay numbers.
pub(super) fn coordinates(out: &mut Writer<'_>, template: &Template<'_>) {
    let is_number = |raw: &str| !raw.is_empty() && raw.chars().all(|c| c.is_ascii_digit() || ".-+−".contains(c));
    let is_letter = |raw: &str| matches!(raw, "N" | "S" | "E" | "W" | "n" | "s" | "e" | "w");
    let parts: Vec<Argument> = template.positional().collect();
    let raws: Vec<&str> = parts.iter().map(|part| template.raw(*part)).collect();
    let raws: Vec<&str> = raws.into_iter().take_while(|raw| is_number(raw) || is_letter(raw)).collect();
    let has_letters = raws.iter().any(|raw| is_letter(raw));
    let mut written = String::new();
    let mut units = ["°", "′", "″"].iter();
    for raw in raws {
        if is_letter(raw) {
            written.push_str(&raw.to_ascii_uppercase());
            written.push(' ');
            units = ["°", "′", "″"].iter();
        } else if has_letters {
            written.push_str(raw);
            written.push_str(units.next().copied().unwrap_or(" "));
        } else {
            written.push_str(if written.is_empty() { "" } else { ", " });
            written.push_str(raw);
        }
    }
    out.replacement(written.trim_end(), template.whole);
}
