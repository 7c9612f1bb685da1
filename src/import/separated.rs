//! Tables as text: values parted by tabs (TSV), or by commas or semicolons (CSV, RFC 4180), a row of the table a pair.

use std::ops::Range;
use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::bitext::{Bitext, Cell, Table, document, units_of_tables};
use super::lines::language;
use super::markup::Text;
use crate::model::{Document, DocumentKind, SourceText, Span};
use crate::text::Language;

/// The first line of the tables that `export` writes.
const OURS: [&str; 5] = ["address", "source", "translation", "confidence", "status"];

/// How much of a text is looked at to tell whether it is a table.
const SAMPLE_LINES: usize = 100;

/// What parts the values of a text, if it is a table of two languages: by its content, whatever it is called.
pub(super) fn separator(text: &str, name: &str) -> Option<u8> {
    let named = |extension: &str| name.to_lowercase().ends_with(extension);
    if is_ours(text, '\t') || tabs_part_languages(text) {
        return Some(b'\t');
    }
    let candidates = [b',', b';'];
    if let Some(ours) = candidates.into_iter().find(|byte| is_ours(text, char::from(*byte))) {
        return Some(ours);
    }
    // Commas stand in any text: only a name says that they part values.
    let named: &[u8] = match () {
        () if named(".csv") => &candidates,
        () if named(".tsv") || named(".tab") => b"\t",
        () => &[],
    };
    named.iter().copied().find(|byte| {
        let sample = lines_of(text, SAMPLE_LINES);
        let table = table(sample, *byte, false);
        units_of_tables(&[&table], sample, &mut Bitext::new(DocumentKind::Table)).is_some()
    })
}

/// Reads a table.
pub(super) fn read(source: &Arc<SourceText>, separator: u8) -> Option<Document> {
    let ours = is_ours(&source.text, char::from(separator));
    let mut bitext = Bitext::new(DocumentKind::Table);
    bitext.passages = ours && separator != b'\t';
    let table = table(&source.text, separator, ours);
    let units = units_of_tables(&[&table], &source.text, &mut bitext)?;
    bitext.units = units.into_iter().flatten().collect();
    Some(document(source, bitext))
}

fn lines_of(text: &str, count: usize) -> &str {
    let end = text.match_indices('\n').nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// Whether a text is a table that `export` wrote.
pub(super) fn is_own(text: &str) -> bool {
    [',', '\t'].into_iter().any(|separator| is_ours(text, separator))
}

/// Whether the first line is the one that `export` writes.
fn is_ours(text: &str, separator: char) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let mut names = first.split(separator).map(|name| name.trim_matches('"'));
    OURS.into_iter().all(|name| names.next() == Some(name))
}

/// Whether nearly every line has a tab, and half of them a text of another language on its other side.
fn tabs_part_languages(text: &str) -> bool {
    let lines = lines_of(text, SAMPLE_LINES).lines().filter(|line| !line.trim().is_empty());
    let (mut of_two, mut tabbed, mut all) = (0, 0, 0);
    for line in lines {
        let languages: Vec<Language> = line.split('\t').filter_map(language).collect();
        of_two += usize::from([Language::Chinese, Language::English].iter().all(|one| languages.contains(one)));
        tabbed += usize::from(line.contains('\t'));
        all += 1;
    }
    of_two > 0 && of_two * 2 >= tabbed && tabbed * 10 >= all * 9
}

/// The cells of a text; `ours` says that apostrophes were put before what spreadsheets run.
fn table(text: &str, separator: u8, ours: bool) -> Table {
    let fields = if separator == b'\t' { tabbed(text) } else { quoted(text, separator) };
    let cell = |field: &Field| {
        let text_of = field_text(text, field);
        Cell {
            text: if ours && separator != b'\t' { without_apostrophes(&text_of, text) } else { text_of },
            kinds: Vec::new(),
        }
    };
    Table { rows: fields.iter().map(|row| row.iter().map(cell).collect()).collect() }
}

/// Where a value stands, and whether it is in quotation marks.
struct Field {
    span: Range<usize>,
    quoted: bool,
}

fn tabbed(text: &str) -> Vec<Vec<Field>> {
    let mut at = 0;
    let mut rows = Vec::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let mut start = at;
        let row = bare.split('\t').map(|value| {
            let span = start..start + value.len();
            start = span.end + 1;
            Field { quoted: is_doubled(value), span }
        });
        rows.push(row.collect());
        at += line.len();
    }
    rows
}

/// Whether a value is in quotation marks because of those inside it, which are doubled: as spreadsheets save it.
fn is_doubled(value: &str) -> bool {
    let inside = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    inside.contains("\"\"") && !inside.replace("\"\"", "").contains('"')
}

/// The values of a text of RFC 4180.
fn quoted(text: &str, separator: u8) -> Vec<Vec<Field>> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(separator).build();
    let (bytes, mut at) = (text.as_bytes(), text.len() - text.trim_start_matches('\u{feff}').len());
    // What is read goes here and is not looked at: where it stands is what counts.
    let mut ignored = [0_u8; 1024];
    let (mut rows, mut row, mut start) = (Vec::new(), Vec::new(), at);
    loop {
        let (result, read, _) = reader.read_field(bytes.get(at..).unwrap_or_default(), &mut ignored);
        at += read;
        match result {
            ReadFieldResult::Field { record_end } => {
                row.push(field(text, start..at, separator));
                start = at;
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => break,
            ReadFieldResult::OutputFull | ReadFieldResult::InputEmpty => {}
        }
    }
    rows
}

/// A value, without what parts it from the next.
fn field(text: &str, span: Range<usize>, separator: u8) -> Field {
    let raw = text.get(span.clone()).unwrap_or_default();
    // Line ends of empty lines before a record are read with it.
    let bare = raw.trim_start_matches(['\r', '\n']);
    let start = span.end - bare.len();
    let ended = bare.trim_end_matches(['\r', '\n']);
    let ended =
        if ended.len() == bare.len() { bare.strip_suffix(char::from(separator)).unwrap_or(bare) } else { ended };
    let quoted = ended.len() >= 2 && ended.starts_with('"') && ended.ends_with('"');
    Field { span: start..start + ended.len(), quoted }
}

fn field_text(text: &str, field: &Field) -> Text {
    let Range { start, end } = field.span;
    if !field.quoted {
        return Text::of(Span::new(start, end));
    }
    let mut out = Text::default();
    let mut at = start + 1;
    let inside = text.get(at..end - 1).unwrap_or_default();
    let mut parts = inside.split("\"\"").peekable();
    while let Some(part) = parts.next() {
        out.push_verbatim(Span::new(at, at + part.len()));
        at += part.len();
        if parts.peek().is_some() {
            out.push_replaced('"', Span::new(at, at + 2));
            at += 2;
        }
    }
    out
}

/// The text without the apostrophes that `export` puts before what a spreadsheet would run.
fn without_apostrophes(text: &Text, source: &str) -> Text {
    let mut out = Text::default();
    let mut characters = text.characters(source).peekable();
    let mut at_start = true;
    while let Some(character) = characters.next() {
        let guards = character.c == '\''
            && at_start
            && characters
                .peek()
                .is_some_and(|next| starts_formula(next.c) || (out.is_empty() && matches!(next.c, '\t' | '\n')));
        at_start = matches!(character.c, '\n' | '\t' | ';')
            || (at_start && (character.c.is_whitespace() || character.c == '"'));
        if !guards {
            out.push(character);
        }
    }
    out
}

fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, separator: u8) -> Vec<Vec<String>> {
        let table = table(text, separator, false);
        table.rows.iter().map(|row| row.iter().map(|cell| cell.text.string(text)).collect()).collect()
    }

    #[test]
    fn values_are_parted() {
        for (text, separator, expected) in [
            (
                "水位,Level\r\n村,\"Village, \"\"big\"\"\r\nand old\"\r\n",
                b',',
                vec![vec!["水位", "Level"], vec!["村", "Village, \"big\"\nand old"]],
            ),
            ("\u{feff}\"水位\";\"a;b\"\n\n;\"\"", b';', vec![vec!["水位", "a;b"], vec!["", ""]]),
            ("水位\t\"Level\"\n\"a \"\"b\"\"\"\tc\n", b'\t', vec![vec!["水位", "\"Level\""], vec!["a \"b\"", "c"]]),
            ("一,二", b',', vec![vec!["一", "二"]]),
            ("\"一", b',', vec![vec!["\"一"]]),
            ("", b',', vec![]),
        ] {
            assert_eq!(cells(text, separator), expected, "{text:?}");
        }
    }

    #[test]
    fn tables_are_told_from_texts() {
        for (text, name, expected) in [
            ("address\tsource\ttranslation\tconfidence\tstatus\n", "a", Some(b'\t')),
            ("\u{feff}\"address\",\"source\",\"translation\",\"confidence\",\"status\"\r\n", "a", Some(b',')),
            ("水位\tLevel\n村\tVillage\n", "", Some(b'\t')),
            ("水位,Level\n", "a.csv", Some(b',')),
            ("水位;Level\n", "A.CSV", Some(b';')),
            ("水位,Level\n", "a.txt", None),
            ("水位\t村\n", "a.tsv", None),
            ("水位稳定。\n\nThe level is\tstable.\n", "", None),
        ] {
            assert_eq!(separator(text, name), expected, "{name}: {text}");
        }
    }

    #[test]
    fn apostrophes_before_formulas_are_ours() {
        for (text, expected) in
            [("'=1", "=1"), ("一\n'- 二", "一\n- 二"), ("it's - so", "it's - so"), ("''", "''"), ("'\t'=1", "\t=1")]
        {
            let read = without_apostrophes(&Text::of(Span::new(0, text.len())), text);
            assert_eq!(read.string(text), expected, "{text:?}");
        }
    }
}
