//! A document as text that a person can check, for snapshots.

use std::fmt::Write as _;

use duizhao::model::{Document, Metadata, SideName};

/// Everything of a document but its positions.
pub(crate) fn document(document: &Document) -> String {
    let mut out = format!("{:?}: {}\n", document.kind, document.title);
    metadata(&mut out, &document.metadata);
    for warning in &document.warnings {
        writeln!(out, "! {}: {}", warning.at, warning.message).expect("a string takes everything");
    }
    for name in SideName::BOTH {
        let Some(side) = document.side(name) else { continue };
        writeln!(out, "\n== {name:?}, {:?}", side.language).expect("a string takes everything");
        for (nth, passage) in side.passages.iter().enumerate() {
            let level = if passage.level > 0 { passage.level.to_string() } else { String::new() };
            let mut text = passage.text.text().to_owned();
            for cut in passage.breaks.iter().rev() {
                text.insert_str(cut.at as usize, &format!("⟪{}..{}⟫", cut.furniture.start, cut.furniture.end));
            }
            writeln!(out, "{nth} {:?}{level}: {text}", passage.kind).expect("a string takes everything");
        }
        for (nth, piece) in side.furniture.iter().enumerate() {
            writeln!(out, "~{nth} {:?} at {}: {}", piece.kind, piece.place.passage, piece.text)
                .expect("a string takes everything");
        }
    }
    out
}

fn metadata(out: &mut String, metadata: &Metadata) {
    let fields = [
        ("title", &metadata.title),
        ("date", &metadata.date),
        ("summary", &metadata.summary),
        ("citation", &metadata.citation),
        ("address", &metadata.address),
        ("credits", &metadata.credits),
        ("original language", &metadata.original_language),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(out, "{name}: {value:?}").expect("a string takes everything");
        }
    }
    writeln!(out, "contents: {:?}", metadata.contents).expect("a string takes everything");
    for field in &metadata.other {
        writeln!(out, "{:?}: {:?}", field.label, field.value).expect("a string takes everything");
    }
}
