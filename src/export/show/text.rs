//! A document for people at a terminal.

use crate::export::names;
use crate::model::{Document, Flag, InfoboxField, Note, Passage, PassageKind, Side, Warning};
use std::collections::BTreeMap;

/// The document to be read: its title, what is known about it, then each side with its notes and tables.
pub fn text(document: &Document) -> String {
    let mut out = format!("{}\n", document.title);
    write_metadata(&mut out, document);
    write_flags(&mut out, &document.flags);
    write_side(&mut out, &document.source);
    match &document.translation {
        Some(translation) => write_side(&mut out, translation),
        None => out.push_str("\n(no translation)\n"),
    }
    write_warnings(&mut out, &document.warnings);
    printable(&out)
}

fn write_metadata(out: &mut String, document: &Document) {
    for (nth, (label, value)) in document.labelled_beside_title().enumerate() {
        if nth == 0 {
            out.push('\n');
        }
        let parted = if label.is_empty() { "" } else { ": " };
        line(out, &format!("{label}{parted}{}", indented(&value, 4)));
    }
}

fn write_flags(out: &mut String, flags: &[Flag]) {
    for (nth, flag) in flags.iter().enumerate() {
        if nth == 0 {
            out.push('\n');
        }
        line(out, &format!("! {}", flag.message));
    }
}

fn write_side(out: &mut String, side: &Side) {
    line(out, &format!("\n──── {} ────", names::language_name(side.language)));
    write_infobox(out, &side.infobox);
    let mut before = None;
    for passage in &side.passages {
        // Items of one list, and lines of one table, stand together.
        let together =
            matches!(passage.kind, PassageKind::ListItem | PassageKind::Table) && before == Some(passage.kind);
        if !together {
            out.push('\n');
        }
        write_passage(out, passage);
        before = Some(passage.kind);
    }
    write_notes(out, &side.notes);
    if !side.categories.is_empty() {
        line(out, &format!("\nCategories: {}", side.categories.join(" · ")));
    }
    write_furniture(out, side);
}

fn write_passage(out: &mut String, passage: &Passage) {
    let text = passage.text.text();
    let level = usize::from(passage.level);
    let shown = match passage.kind {
        PassageKind::Heading => format!("{} {text}", "#".repeat(level.max(1))),
        PassageKind::ListItem => {
            let indent = 2 * level.saturating_sub(1);
            format!("{:indent$}• {}", "", indented(text, indent + 2))
        }
        PassageKind::Quotation => format!("    {}", indented(text, 4)),
        PassageKind::Table => text.replace('\t', " │ "),
        _ => text.to_owned(),
    };
    line(out, &shown);
}

fn write_infobox(out: &mut String, infobox: &[InfoboxField]) {
    for (nth, field) in infobox.iter().enumerate() {
        if nth == 0 {
            out.push('\n');
        }
        let parted = if field.value.contains('\n') { "\n    " } else { " " };
        line(out, &format!("  {}:{parted}{}", field.label, indented(&field.value, 4)));
    }
}

fn write_notes(out: &mut String, notes: &[Note]) {
    for (nth, note) in notes.iter().enumerate() {
        if nth == 0 {
            out.push('\n');
        }
        let uses = if note.uses > 1 { format!(" (used {} times)", note.uses) } else { String::new() };
        line(out, &format!("[{}] {}{uses}", note.mark, indented(note.text.text(), 4)));
    }
}

fn write_furniture(out: &mut String, side: &Side) {
    if side.furniture.is_empty() {
        return;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for furniture in &side.furniture {
        *counts.entry(names::furniture_kind(furniture.kind)).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    line(out, &format!("\n(furniture left out: {}; {})", side.furniture.len(), counts.join(", ")));
}

fn write_warnings(out: &mut String, warnings: &[Warning]) {
    for (nth, warning) in warnings.iter().enumerate() {
        if nth == 0 {
            out.push('\n');
        }
        line(out, &format!("Warning, at byte {}: {}", warning.at, warning.message));
    }
}

/// Adds a line and its end.
fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// The text with its second and later lines moved to the right.
fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{:by$}", ""))
}

/// The text without characters that would steer the terminal it is shown on.
fn printable(text: &str) -> String {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    text.chars().map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
