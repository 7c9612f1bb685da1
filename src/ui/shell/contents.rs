//! What the Contents list shows: headings and rows in reading order, then what has no translation, and what was left out on
//! purpose.
//!
//! Computed once for each state of a document and of what was said of its rows, and small: the words of an entry are looked up when it is drawn.

use crate::model::{Alignment, Document, Pairing, Passage, PassageKind, Row, SideName, Status};

/// An entry of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Entry {
    /// A heading of the list itself.
    Section(&'static str),
    /// A row of the document.
    Row {
        /// Index into the alignment's `rows`.
        row: u32,
        /// How deep under headings it stands.
        depth: u8,
        /// Whether it is a heading of the document.
        heading: bool,
    },
}

/// The entries of a document's Contents.
pub(crate) fn entries(document: &Document, alignment: &Alignment, aligning: bool) -> Vec<Entry> {
    // Before the aligner is done every row stands alone, and none of them is untranslated for that.
    let apart = document.translation.is_some() && !aligning;
    let mut main = vec![Entry::Section("Document")];
    let mut untranslated = vec![Entry::Section("Not translated")];
    let mut left_out = vec![Entry::Section("Left out on purpose")];
    let mut depth = Depth::default();
    for (index, row) in alignment.rows.iter().enumerate() {
        let heading = heading_level(document, row);
        let entry = Entry::Row { row: index as u32, depth: depth.step(heading), heading: heading.is_some() };
        if apart && row.pairing() == Pairing::SourceOnly && heading.is_none() {
            let is_left_out = alignment.row_status(row) == Status::LeftOut;
            let apart = if is_left_out { &mut left_out } else { &mut untranslated };
            apart.push(Entry::Row { row: index as u32, depth: 0, heading: false });
        } else {
            main.push(entry);
        }
    }
    main.extend([untranslated, left_out].into_iter().filter(|part| part.len() > 1).flatten());
    main
}

/// The entry to mark when `row` is the current one.
pub(crate) fn position(entries: &[Entry], row: usize) -> Option<usize> {
    entries.iter().position(|entry| matches!(entry, Entry::Row { row: own, .. } if *own as usize == row))
}

/// The first words of a row, the English ones where there are any: as much as a line of the list may hold.
pub(crate) fn first_words(document: &Document, row: &Row) -> String {
    const ENOUGH: usize = 80;
    let text = [SideName::Translation, SideName::Source]
        .into_iter()
        .filter_map(|side| passages(document, row, side).first())
        .map(|passage| passage.text.text())
        .next()
        .unwrap_or_default();
    text.split_whitespace()
        .flat_map(|word| word.chars().chain([' ']))
        .take(ENOUGH)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// The level of the heading that opens the row, on either side.
fn heading_level(document: &Document, row: &Row) -> Option<u8> {
    SideName::BOTH
        .into_iter()
        .filter_map(|side| passages(document, row, side).first())
        .find(|passage| passage.kind == PassageKind::Heading)
        .map(|passage| passage.level.clamp(1, 6))
}

fn passages<'a>(document: &'a Document, row: &Row, side: SideName) -> &'a [Passage] {
    document.side(side).and_then(|found| found.passages.get(row.part(side).range())).unwrap_or_default()
}

/// Follows the headings down the document. Levels that a document skips are not indented for.
#[derive(Default)]
struct Depth {
    open: Vec<u8>,
}

impl Depth {
    /// The depth of the next row, which is a heading of level `heading` or none.
    fn step(&mut self, heading: Option<u8>) -> u8 {
        let Some(level) = heading else { return self.open.len() as u8 };
        self.open.retain(|open| *open < level);
        self.open.push(level);
        self.open.len() as u8 - 1
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Bead, DocumentKind, IndexRange, ReadingText, Side, SourceText, Span};
    use crate::text::Language;

    /// A side of one passage for each line; `=` signs in front make a heading.
    fn side(language: Language, text: &str) -> Side {
        let source = Arc::new(SourceText::new("", text));
        let mut side = Side::empty(language, source);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let level = line.chars().take_while(|letter| *letter == '=').count();
            let words = Span::new(start + level, start + line.trim_end().len());
            let kind = if level > 0 { PassageKind::Heading } else { PassageKind::Paragraph };
            let mut passage = Passage::new(kind, ReadingText::verbatim(text, words));
            passage.level = level as u8;
            side.passages.push(passage);
            start += line.len();
        }
        side
    }

    fn document(chinese: &str, english: Option<&str>) -> Document {
        Document::new(
            DocumentKind::Plain,
            "对照",
            side(Language::Chinese, chinese),
            english.map(|text| side(Language::English, text)),
        )
    }

    fn row(number: u32, source: std::ops::Range<usize>, translation: std::ops::Range<usize>) -> Row {
        Row {
            number,
            source: source.into(),
            translation: translation.into(),
            beads: IndexRange::default(),
            confidence: 1.0,
        }
    }

    #[test]
    fn headings_nest_and_the_untranslated_stand_apart() {
        let document =
            document("==经过\n甲\n====背景\n乙\n==结果\n丙\n", Some("==Course\nFirst\n====Background\nLast\n"));
        let rows = vec![
            row(1, 0..1, 0..1),
            row(2, 1..2, 1..2),
            row(3, 2..3, 2..3),
            row(4, 3..4, 3..3),
            row(5, 4..5, 3..3),
            row(6, 5..6, 3..4),
        ];
        let alignment = Alignment { rows, ..Alignment::default() };
        let list: Vec<String> = entries(&document, &alignment, false)
            .into_iter()
            .map(|entry| match entry {
                Entry::Section(name) => name.to_owned(),
                Entry::Row { row, depth, heading } => {
                    let words = first_words(&document, &alignment.rows[row as usize]);
                    format!("{depth}{} {words}", if heading { "#" } else { "" })
                }
            })
            .collect();
        let expected =
            ["Document", "0# Course", "1 First", "1# Background", "0# 结果", "1 Last", "Not translated", "0 乙"];
        assert_eq!(list, expected);
        let entries = entries(&document, &alignment, false);
        assert_eq!(position(&entries, 3), Some(7));
        assert_eq!(position(&entries, 99), None);
    }

    #[test]
    fn what_is_left_out_on_purpose_is_not_called_untranslated() {
        let document = document("甲\n乙\n丙\n", Some("First\n"));
        let one = |nth: usize| IndexRange::from(nth..nth + 1);
        let bead = |nth: usize, status| Bead { status, ..Bead::proposed(one(nth), IndexRange::from(1..1), 1.0) };
        let beads = vec![Bead::proposed(one(0), one(0), 1.0), bead(1, Status::LeftOut), bead(2, Status::Proposed)];
        let rows = [row(1, 0..1, 0..1), row(2, 1..2, 1..1), row(3, 2..3, 1..1)];
        let rows = rows.into_iter().enumerate().map(|(nth, row)| Row { beads: one(nth), ..row }).collect();
        let alignment = Alignment { rows, beads, ..Alignment::default() };
        let entry = |row| Entry::Row { row, depth: 0, heading: false };
        assert_eq!(
            entries(&document, &alignment, false),
            [
                Entry::Section("Document"),
                entry(0),
                Entry::Section("Not translated"),
                entry(2),
                Entry::Section("Left out on purpose"),
                entry(1)
            ]
        );
    }

    #[test]
    fn without_a_translation_nothing_is_untranslated() {
        let document = document("甲\n乙\n", None);
        let alignment = Alignment { rows: vec![row(1, 0..1, 0..0), row(2, 1..2, 0..0)], ..Alignment::default() };
        let entries = entries(&document, &alignment, false);
        assert_eq!(entries.len(), 3);
        assert_eq!(entries[0], Entry::Section("Document"));
    }

    #[test]
    fn first_words_are_one_line_and_not_long() {
        let long = "一二三四五".repeat(100);
        let document = document(&format!("甲  乙\t丙\n{long}\n"), None);
        assert_eq!(first_words(&document, &row(1, 0..1, 0..0)), "甲 乙 丙");
        assert_eq!(first_words(&document, &row(2, 1..2, 0..0)).chars().count(), 80);
    }
}
