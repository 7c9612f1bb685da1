//! The side table of an article: its arguments as labels and values, a line an item.

use super::infobox_labels as labels;
use super::inline;
use super::page::Page;
use super::template::Template;
use super::writer::{Lines, Writer};
use crate::model::InfoboxField;

/// Arguments that name the subject of the table, best first.
const NAMES: [&str; 18] = [
    "name",
    "conflict",
    "名称",
    "名稱",
    "姓名",
    "中文名",
    "中文名称",
    "标题",
    "標題",
    "title",
    "official_name",
    "native_name",
    "event_name",
    "event",
    "conventional_long_name",
    "commonname",
    "条目名",
    "bookname",
];

/// Reads the table into the page's fields.
pub(super) fn read(page: &mut Page<'_>, template: &Template<'_>, depth: u8) {
    for argument in template.arguments.iter().filter(|argument| !argument.value.is_empty()) {
        let key = template.key(argument);
        if is_layout(key) {
            continue;
        }
        let mut out = Writer::new(page.source, Lines::Kept);
        inline::write_apart(page, &mut out, argument.value, depth + 1);
        let value = out.finish().0.text().to_owned();
        if value.is_empty() {
            continue;
        }
        page.infobox.push(InfoboxField { label: label(key), value, source: argument.value });
    }
    if page.infobox_name.is_none()
        && let Some(name) = template.named(&NAMES)
    {
        let name = inline::plain(page, name.value, depth + 1);
        page.infobox_name = Some(name).filter(|name| !name.is_empty());
    }
}

/// Writes a table that stands inside another: a line a field.
pub(super) fn write_inline(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    for argument in template.arguments.iter().filter(|argument| !argument.value.is_empty()) {
        let key = template.key(argument);
        if is_layout(key) {
            continue;
        }
        out.line(argument.lead, 0);
        if !key.is_empty() {
            out.replacement(&format!("{}：", label(key)), argument.lead);
        }
        inline::write_apart(page, out, argument.value, depth + 1);
    }
}

/// Whether an argument is about how the table looks.
fn is_layout(key: &str) -> bool {
    let key = key.to_lowercase().replace([' ', '-'], "_");
    let ends = [
        "size", "width", "height", "upright", "style", "color", "colour", "color1", "color2", "align", "_alt", "class",
    ];
    ends.iter().any(|end| key.ends_with(end))
        || ["alt", "bodyclass", "child", "embed", "nocat", "map_type", "zoom"].contains(&key.as_str())
}

/// The name of an argument as a person would write it: `commander1` as `Commanders 1`.
pub(super) fn label(key: &str) -> String {
    let lower = key.to_lowercase().replace([' ', '-'], "_");
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = lower.get(stem.len()..).unwrap_or_default();
    let known = |key: &str| labels::of(key).map(str::to_owned);
    let numbered = || known(stem.trim_end_matches('_')).map(|label| format!("{label} {number}"));
    known(&lower).or_else(|| if number.is_empty() { None } else { numbered() }).unwrap_or_else(|| tidied(key))
}

/// A name without the marks of programs: `leader_title1` as `Leader title 1`.
fn tidied(key: &str) -> String {
    let mut label = String::new();
    for c in key.chars() {
        let c = if c == '_' || c.is_whitespace() { ' ' } else { c };
        let starts_number = c.is_ascii_digit() && label.ends_with(char::is_alphabetic);
        if starts_number || c == ' ' && !label.ends_with(' ') {
            label.push(' ');
        }
        if c != ' ' && !"{}[]<>|'".contains(c) {
            label.push(c);
        }
    }
    let label = label.trim();
    let mut letters = label.chars();
    letters.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_like_words() {
        for (key, expected) in [
            ("commander1", "Commanders 1"),
            ("Combatant2", "Belligerents 2"),
            ("birthplace", "Born in"),
            ("area_km2", "Area (km²)"),
            ("some_thing3", "Some thing 3"),
            ("partof", "Part of"),
            ("birth_date", "Born"),
            ("出生日期", "出生日期"),
            ("职务2", "职务 2"),
            ("", ""),
        ] {
            assert_eq!(label(key), expected, "{key}");
        }
    }
}
