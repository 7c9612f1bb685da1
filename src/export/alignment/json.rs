//! An alignment as JSON. The keys and their order are the program's promise.

use serde::{Serialize, Serializer};

use super::{bead_text, beads_of, row_text};
use crate::export::names;
use crate::model::{self, Address, Alignment, Bead, Document, SideName};

/// The rows with their sentence pairs inside, and the furniture of both sides, as one JSON object.
///
/// `evidence` gives the reasons of a bead, by its index in `alignment.beads`.
pub fn json(document: &Document, alignment: &Alignment, evidence: impl Fn(usize) -> Vec<model::Evidence>) -> String {
    let rows = alignment.rows.iter().map(|row| Row::of(document, alignment, row, &evidence)).collect();
    let furniture = SideName::BOTH.into_iter().flat_map(|name| furniture_of(document, name)).collect();
    // Structs of strings and numbers always are JSON.
    serde_json::to_string_pretty(&File { rows, furniture }).map(|json| json + "\n").unwrap_or_default()
}

#[derive(Serialize)]
struct File<'a> {
    rows: Vec<Row>,
    furniture: Vec<Furniture<'a>>,
}

#[derive(Serialize)]
struct Row {
    address: String,
    source: String,
    translation: String,
    kind: &'static str,
    pairing: &'static str,
    status: &'static str,
    #[serde(serialize_with = "rounded")]
    confidence: f32,
    sentences: Vec<Sentence>,
}

#[derive(Serialize)]
struct Sentence {
    address: String,
    source: String,
    translation: String,
    #[serde(serialize_with = "rounded")]
    confidence: f32,
    evidence: Vec<Evidence>,
}

#[derive(Serialize)]
struct Evidence {
    kind: &'static str,
    source: String,
    translation: String,
    #[serde(serialize_with = "rounded")]
    weight: f32,
}

#[derive(Serialize)]
struct Furniture<'a> {
    side: &'static str,
    kind: &'static str,
    text: &'a str,
}

impl Row {
    fn of(
        document: &Document,
        alignment: &Alignment,
        row: &model::Row,
        evidence: &impl Fn(usize) -> Vec<model::Evidence>,
    ) -> Self {
        let beads = row.beads.range().zip(beads_of(alignment, row)).zip(1..);
        let sentence = |((index, bead), pair): ((usize, &Bead), u32)| Sentence {
            address: Address { row: row.number, pair: Some(pair) }.to_string(),
            source: bead_text(document, alignment, row, bead, SideName::Source),
            translation: bead_text(document, alignment, row, bead, SideName::Translation),
            confidence: bead.confidence,
            evidence: evidence(index).into_iter().map(Evidence::of).collect(),
        };
        Self {
            address: Address { row: row.number, pair: None }.to_string(),
            source: row_text(document, row, SideName::Source),
            translation: row_text(document, row, SideName::Translation),
            kind: kind_of(document, row),
            pairing: names::pairing(row.pairing()),
            status: names::status(alignment.row_status(row), row.pairing()),
            confidence: row.confidence,
            sentences: beads.map(sentence).collect(),
        }
    }
}

impl Evidence {
    fn of(evidence: model::Evidence) -> Self {
        let model::Evidence { kind, source, translation, weight } = evidence;
        Self { kind: names::evidence_kind(kind), source, translation, weight }
    }
}

/// The kind of a row is that of its first passage, of the source where it has one.
fn kind_of(document: &Document, row: &model::Row) -> &'static str {
    let first = |name: SideName| {
        let passages = &document.side(name)?.passages;
        passages.get(row.part(name).range())?.first()
    };
    let passage = first(SideName::Source).or_else(|| first(SideName::Translation));
    passage.map_or("other", |passage| names::passage_kind(passage.kind))
}

fn furniture_of(document: &Document, name: SideName) -> impl Iterator<Item = Furniture<'_>> {
    let furniture = document.side(name).map_or(&[][..], |side| &side.furniture);
    furniture.iter().map(move |furniture| Furniture {
        side: names::side(name),
        kind: names::furniture_kind(furniture.kind),
        text: &furniture.text,
    })
}

/// A number of a few digits: what is beyond the fourth says nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn rounded<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*value) * 10_000.0).round() / 10_000.0)
}
