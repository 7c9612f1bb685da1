//! Tables of text to pairs: which two columns are the two languages, which says the address, the status, the confidence.
//!
//! TSV and CSV files, and the tables of Word documents, web pages and Markdown, come here as cells.

use super::{Bitext, Unit, UnitSide, confidence, language_of_code, row_of_address, status};
use crate::import::lines::Weight;
use crate::import::markup::Text;
use crate::model::{PassageKind, Status};
use crate::text::Language;

/// How many rows are looked at to tell what the columns are.
const SAMPLE: usize = 500;
/// The share of the letters of a column that are of its language.
const PURE: f32 = 0.6;

/// Rows of cells.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Table {
    /// From the top; rows may have more or fewer cells than others.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Cell {
    /// Its text; passages are parted by line feeds where the format can tell.
    pub text: Text,
    /// Kinds of its passages, where the format tells.
    pub kinds: Vec<(PassageKind, u8)>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Columns {
    sides: [usize; 2],
    languages: [Option<Language>; 2],
    address: Option<usize>,
    status: Option<usize>,
    confidence: Option<usize>,
    order: Option<usize>,
}

/// The pairs of tables, each row of a table a unit, table by table; nothing where no table holds two languages. All
/// tables must have their languages in the same columns as the first that has two. What they say of the whole goes to
/// `bitext`: the languages, and whether all rows have numbers.
pub(in crate::import) fn units_of_tables(
    tables: &[&Table],
    source: &str,
    bitext: &mut Bitext,
) -> Option<Vec<Vec<Unit>>> {
    let columns = tables.iter().find_map(|table| columns(table, source))?;
    bitext.languages = columns.languages;
    // Every table may begin with the names of its columns.
    let first_row = |table: &Table| usize::from(named_columns(table, source).is_some());
    let read = |table: &&Table| -> Vec<(Option<u32>, Unit)> {
        table.rows.iter().skip(first_row(table)).map(|row| unit(row, source, columns)).collect()
    };
    let read: Vec<_> = tables.iter().map(read).collect();
    // Numbers count if all rows have one.
    bitext.numbered = columns.address.is_some() && read.iter().flatten().all(|(number, _)| number.is_some());
    let mut nth = 0;
    let mut numbered = |(number, unit): (Option<u32>, Unit)| {
        nth += 1;
        Unit { row: number.filter(|_| bitext.numbered).unwrap_or(nth), ..unit }
    };
    Some(read.into_iter().map(|rows| rows.into_iter().map(&mut numbered).collect()).collect())
}

fn unit(row: &[Cell], source: &str, columns: Columns) -> (Option<u32>, Unit) {
    let string = |column: Option<usize>| {
        let cell = column.and_then(|column| row.get(column));
        cell.map(|cell| cell.text.string(source)).unwrap_or_default()
    };
    let address = string(columns.address);
    let mut lines = address.lines();
    let number = lines.next().and_then(row_of_address);
    // A document to print says the status under the address.
    let under = lines.find_map(status);
    let order = string(columns.order).trim().parse().ok();
    let side = |side: usize| {
        let cell = row.get(columns.sides[side]).cloned().unwrap_or_default();
        let order = if side == 1 { order } else { None };
        UnitSide { text: cell.text, kinds: cell.kinds, order, after: None }
    };
    let status = status(&string(columns.status)).or(under).unwrap_or(Status::Proposed);
    let confidence = confidence(Some(&string(columns.confidence)));
    (number, Unit { row: 0, sides: [side(0), side(1)], status, confidence })
}

/// What the columns of a table are; nothing where no two of them are of two languages.
fn columns(table: &Table, source: &str) -> Option<Columns> {
    named_columns(table, source).or_else(|| measured_columns(table, source))
}

/// The columns as the first row names them.
fn named_columns(table: &Table, source: &str) -> Option<Columns> {
    let names: Vec<String> =
        table.rows.first()?.iter().map(|cell| cell.text.string(source).trim().to_lowercase()).collect();
    let column = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
    let languages: Vec<(usize, Language)> =
        names.iter().enumerate().filter_map(|(nth, name)| Some((nth, language_of_code(name)?))).collect();
    let (sides, languages) =
        match (column(&["source", "原文"]), column(&["translation", "target", "译文", "譯文"]), &languages[..]) {
            (Some(first), Some(second), _) => ([first, second], [None, None]),
            (_, _, [first, second]) if first.1 != second.1 => ([first.0, second.0], [Some(first.1), Some(second.1)]),
            _ => return None,
        };
    Some(Columns {
        sides,
        languages,
        address: column(&["address", "¶"]),
        status: column(&["status", "state"]),
        confidence: column(&["confidence"]),
        order: column(&["translation order"]),
    })
}

/// The first two columns that are mostly of one language each, and not of the same.
fn measured_columns(table: &Table, source: &str) -> Option<Columns> {
    let rows = table.rows.get(..table.rows.len().min(SAMPLE))?;
    let width = rows.iter().map(Vec::len).max()?;
    let mut found: Vec<(usize, Language)> = Vec::new();
    for column in 0..width.min(16) {
        let mut sum = Weight::default();
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            let weight = Weight::of(&cell.text.string(source));
            sum = Weight { chinese: sum.chinese + weight.chinese, english: sum.english + weight.english };
        }
        let all = (sum.chinese + sum.english) as f32;
        let language = sum.language();
        let share = sum.chinese.max(sum.english) as f32 / all.max(1.0);
        if let Some(language) = language.filter(|_| share >= PURE)
            && found.iter().all(|(_, other)| *other != language)
        {
            found.push((column, language));
        }
    }
    let [(first, one), (second, two)] = found[..] else { return None };
    let is_address = |column: &usize| {
        rows.iter().filter_map(|row| row.get(*column)).any(|cell| row_of_address(&first_line(cell, source)).is_some())
    };
    Some(Columns {
        sides: [first, second],
        languages: [Some(one), Some(two)],
        address: (0..first.min(second)).find(is_address),
        ..Columns::default()
    })
}

fn first_line(cell: &Cell, source: &str) -> String {
    cell.text.string(source).lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentKind, Span};

    /// A table of a text whose lines are rows and whose bars part cells.
    fn table(source: &str) -> Table {
        let mut at = 0;
        let mut cell = |text: &str| {
            at += text.len() + 1;
            Cell { text: Text::of(Span::new(at - text.len() - 1, at - 1)), kinds: Vec::new() }
        };
        Table { rows: source.split('\n').map(|row| row.split('|').map(&mut cell).collect()).collect() }
    }

    #[test]
    fn columns_are_told_by_name_or_by_language() {
        for (source, expected) in [
            (
                "水位稳定。|The level is stable.\n居民回村。|They are back.",
                "1 水位稳定。=The level is stable. 2 居民回村。=They are back.",
            ),
            ("a|b|Chinese|English\n1|x|水位|Level\n2|y|村|Village", "1 水位=Level 2 村=Village"),
            ("¶|中文|English\n¶7|水位|Level\n¶9||Alone", "7 水位=Level 9 =Alone"),
            ("¶7|水位|Level\n¶9|村|", "7 水位=Level 9 村="),
            ("Level|水位\nVillage|村", "1 Level=水位 2 Village=村"),
            ("source|translation\n水位|Level", "1 水位=Level"),
        ] {
            let mut bitext = Bitext::new(DocumentKind::Table);
            let units = units_of_tables(&[&table(source)], source, &mut bitext).expect(source);
            let line = |unit: &Unit| {
                let [one, two] = [0, 1].map(|side| unit.sides[side].text.string(source));
                format!("{} {one}={two}", unit.row)
            };
            assert_eq!(units.iter().flatten().map(line).collect::<Vec<_>>().join(" "), expected, "{source}");
        }
        for source in ["水位|稳定\n村|里", "one|two", "水位", ""] {
            let mut bitext = Bitext::new(DocumentKind::Table);
            assert!(units_of_tables(&[&table(source)], source, &mut bitext).is_none(), "{source}");
        }
    }
}
