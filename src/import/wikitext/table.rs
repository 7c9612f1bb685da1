//! Tables: a passage a row, its cells parted by tabs. Attributes and spans of cells are not text.

use super::blocks;
use super::inline;
use super::page::{DEEPEST, Page};
use super::scan::{self, Group, Kind};
use super::writer::{Lines, Writer};
use crate::model::{PassageKind, Span};

/// A line of a table's markup.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    /// `|-`
    Row,
    /// `|+`
    Caption,
    /// `|` or `!`, the first cells of a line.
    Cells { header: bool },
}

/// A row: its cells, without their attributes.
#[derive(Default)]
struct Row {
    cells: Vec<Span>,
}

/// Reads the table that opens at token `index` into passages.
pub(super) fn read(page: &mut Page<'_>, index: usize, depth: u8) {
    if depth > DEEPEST {
        let mut out = Writer::new(page.source, Lines::Single);
        inline::write(page, &mut out, scan::content(&page.tokens, index), depth);
        return page.passage(PassageKind::Table, 0, out.finish());
    }
    let (caption, rows) = rows(page, index);
    if let Some(caption) = caption {
        let mut out = Writer::new(page.source, Lines::Single);
        inline::write_apart(page, &mut out, caption, depth + 1);
        page.passage(PassageKind::Caption, 0, out.finish());
    }
    for row in rows {
        let mut out = Writer::new(page.source, Lines::Single);
        for (nth, cell) in row.cells.iter().enumerate() {
            if nth > 0 {
                out.tab(Span { start: cell.start.saturating_sub(1), end: cell.start });
            }
            inner(page, &mut out, *cell, depth);
        }
        page.passage(PassageKind::Table, 0, out.finish());
        for cell in &row.cells {
            nested(page, *cell, depth);
        }
    }
}

/// Writes a table inside running text: its cells, one after the other.
pub(super) fn write_flat(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    let (caption, rows) = rows(page, index);
    for cell in caption.into_iter().chain(rows.into_iter().flat_map(|row| row.cells)) {
        out.blank(Span::empty(cell.start as usize));
        inline::write_apart(page, out, cell, depth + 1);
    }
}

/// Writes a line that looks like a row and stands outside every table.
pub(super) fn write_stray_row(page: &mut Page<'_>, out: &mut Writer<'_>, span: Span, depth: u8) {
    let mut cells = Vec::new();
    cut_cells(page, span, false, &mut cells);
    for cell in cells {
        out.blank(Span::empty(cell.start as usize));
        inline::write_apart(page, out, cell, depth + 1);
    }
}

/// Writes a cell without the tables in it, which follow as rows of their own.
fn inner(page: &mut Page<'_>, out: &mut Writer<'_>, cell: Span, depth: u8) {
    let mut start = cell.start;
    for index in tables_in(page, cell) {
        let table = scan::whole(&page.tokens, index);
        inline::write_apart(page, out, Span { start, end: table.start.max(start) }, depth + 1);
        start = table.end.max(start);
    }
    inline::write_apart(page, out, Span { start: start.min(cell.end), end: cell.end }, depth + 1);
}

fn nested(page: &mut Page<'_>, cell: Span, depth: u8) {
    for index in tables_in(page, cell) {
        read(page, index, depth + 1);
    }
}

/// The tables that stand directly in `cell`.
fn tables_in(page: &Page<'_>, cell: Span) -> Vec<usize> {
    blocks::tokens_of(page, cell)
        .into_iter()
        .filter(|index| page.tokens.get(*index).is_some_and(|token| token.kind == Kind::Open(Group::Table)))
        .collect()
}

/// The caption and the rows of a table.
fn rows(page: &Page<'_>, index: usize) -> (Option<Span>, Vec<Row>) {
    let content = scan::content(&page.tokens, index);
    let mut caption = None;
    let mut rows = vec![Row::default()];
    for (line, span) in lines(page, content) {
        match line {
            Line::Row => rows.push(Row::default()),
            Line::Caption => caption = caption.or(Some(without_attributes(page, span))),
            Line::Cells { header } => {
                if let Some(row) = rows.last_mut() {
                    cut_cells(page, span, header, &mut row.cells);
                }
            }
        }
    }
    rows.retain(|row| !row.cells.is_empty());
    (caption, rows)
}

/// The lines of a table that mean something; what follows a line without a mark belongs to it.
fn lines(page: &Page<'_>, content: Span) -> Vec<(Line, Span)> {
    let mut found: Vec<(Line, Span)> = Vec::new();
    for index in blocks::tokens_of(page, content) {
        let Some(token) = page.tokens.get(index).filter(|token| matches!(token.kind, Kind::Newline | Kind::Break))
        else {
            continue;
        };
        let end = page.token_span(index).end;
        let rest = page.text(Span { start: end, end: content.end.max(end) });
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', ':']).len();
        let rest = rest.get(blanks..).unwrap_or_default();
        let (line, mark) = match rest.as_bytes() {
            [b'|', b'-', ..] => (Line::Row, 2),
            [b'|', b'+', ..] => (Line::Caption, 2),
            [b'|', b'}', ..] => continue,
            [b'|', ..] => (Line::Cells { header: false }, 1),
            [b'!', ..] => (Line::Cells { header: true }, 1),
            _ => continue,
        };
        if let Some((_, last)) = found.last_mut() {
            last.end = token.start.max(last.start);
        }
        let start = (end + (blanks + mark) as u32).min(content.end);
        found.push((line, Span { start, end: content.end }));
    }
    found
}

/// Cuts a line of cells at `||`, and at `!!` where they are headers.
fn cut_cells(page: &Page<'_>, span: Span, header: bool, cells: &mut Vec<Span>) {
    let mut start = span.start;
    let mut bar: Option<u32> = None;
    for index in blocks::tokens_of(page, span) {
        let at = page.token_span(index);
        match page.tokens.get(index).map(|token| token.kind) {
            Some(Kind::Pipe) if bar == Some(at.start) && at.start > start => {
                cells.push(without_attributes(page, Span { start, end: at.start - 1 }));
                start = at.end;
                bar = None;
            }
            Some(Kind::Pipe) => bar = Some(at.end),
            Some(Kind::Text) if header => {
                let text_start = at.start.max(start);
                let text = page.text(Span { start: text_start, end: at.end.min(span.end).max(text_start) });
                for (offset, _) in text.match_indices("!!") {
                    let mark = text_start + offset as u32;
                    if mark >= start {
                        cells.push(without_attributes(page, Span { start, end: mark }));
                        start = mark + 2;
                    }
                }
            }
            _ => {}
        }
    }
    cells.push(without_attributes(page, Span { start: start.min(span.end), end: span.end }));
}

/// A cell behind its attributes: `style="…" | text`.
fn without_attributes(page: &Page<'_>, cell: Span) -> Span {
    let bar = blocks::tokens_of(page, cell).into_iter().find(|index| {
        page.tokens.get(*index).is_some_and(|token| token.kind == Kind::Pipe && token.start >= cell.start)
    });
    let start = bar.map_or(cell.start, |bar| page.token_span(bar).end);
    Span { start: start.min(cell.end), end: cell.end }
}
