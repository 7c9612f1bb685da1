//! One row, laid out: what stands where in its two cells. Draws nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{FontId, Galley};

use super::ReaderView;
use super::furniture::{self, Group, GroupName, Places};
use super::highlights::RowMarks;
use super::metrics::{FURNITURE_LINE, PASSAGE_GAP, ROW_PADDING};
use super::pieces::{Piece, pieces, table_columns};
use crate::model::{IndexRange, Passage, PassageKind, Row, Side, SideName, Span};
use crate::text::Language;
use crate::ui::rows::typeset::{self, Style};
use crate::ui::rows::{Sizes, TextBlock};

/// A row that is laid out.
pub(super) struct LaidRow {
    /// From its upper to its lower edge.
    pub(super) height: f32,
    /// What stands in it, each side from top to bottom.
    pub(super) blocks: Vec<Block>,
    /// Whether only what is in the view is laid out, because the row is as long as a book.
    pub(super) lazy: bool,
    /// The notes on it.
    pub(super) marks: RowMarks,
}

/// Something that stands in a cell.
pub(super) struct Block {
    /// The cell's side.
    pub(super) side: SideName,
    /// From the left edge of the column.
    pub(super) left: f32,
    /// From the upper edge of the row. The row may be a book.
    pub(super) top: f64,
    /// From its upper to its lower edge.
    pub(super) height: f32,
    /// What it is.
    pub(super) content: Content,
}

/// What stands in a cell.
pub(super) enum Content {
    /// Text of a passage.
    Text {
        /// The text.
        text: TextBlock,
        /// Whether a bullet stands in the blank before it.
        bullet: bool,
        /// Whether a line stands at its left edge, as for a quotation.
        edge: bool,
    },
    /// The line that stands for hidden furniture, and when it is open, what it hides.
    Furniture {
        /// Which.
        name: GroupName,
        /// What the line says.
        line: Arc<Galley>,
        /// What it hides, if it is open.
        opened: Option<Arc<Galley>>,
    },
    /// The place of a text that is not there.
    Absent(Arc<Galley>),
    /// Text that is laid out when it comes into view: its passage and its bytes.
    Waiting(usize, Span),
}

/// Everything that laying out rows needs.
pub(super) struct Setter<'a, 'fonts> {
    /// The text engine.
    pub(super) fonts: &'a mut FontsView<'fonts>,
    /// The galley of an empty text.
    pub(super) empty: Arc<Galley>,
    /// What is shown.
    pub(super) view: &'a ReaderView<'a>,
    /// Widths of the two columns.
    pub(super) widths: [f32; 2],
    /// Sizes of the text.
    pub(super) sizes: Sizes,
    /// Where the furniture stands.
    pub(super) places: &'a Places,
    /// Which furniture is open.
    pub(super) opened: &'a BTreeSet<GroupName>,
}

/// The cell that is being filled.
struct Cell<'a> {
    name: SideName,
    side: &'a Side,
    width: f32,
    lazy: bool,
    bottom: f64,
    blocks: Vec<Block>,
}

impl Cell<'_> {
    fn push(&mut self, left: f32, height: f32, content: Content) {
        self.blocks.push(Block { side: self.name, left, top: self.bottom, height, content });
        self.bottom += f64::from(height);
    }
}

/// Longest texts of a row in bytes that are laid out at once, seen or not.
const AT_ONCE: usize = 48_000;

/// Whether a side of a row holds editor's marks and nothing else.
fn is_editorial(view: &ReaderView, name: SideName, row: Row) -> bool {
    let passages = row.part(name).range();
    let shown = view.document.side(name).and_then(|side| side.passages.get(passages)).unwrap_or_default();
    shown.iter().all(|passage| passage.kind == PassageKind::Editorial)
}

fn bytes(view: &ReaderView, name: SideName, passages: IndexRange) -> usize {
    let side = view.document.side(name);
    let shown = side.and_then(|side| side.passages.get(passages.range())).unwrap_or_default();
    shown.iter().map(|passage| passage.text.text().len()).sum()
}

impl Setter<'_, '_> {
    /// Lays out a row; nothing where there is none.
    pub(super) fn row(&mut self, row: usize) -> Option<LaidRow> {
        let view = self.view;
        let shown = *view.alignment.rows.get(row)?;
        let length =
            bytes(view, SideName::Source, shown.source) + bytes(view, SideName::Translation, shown.translation);
        let mut laid = LaidRow { height: 0.0, blocks: Vec::new(), lazy: length > AT_ONCE, marks: RowMarks::default() };
        let mut bottom = 0.0f64;
        for (name, passages) in [(SideName::Source, shown.source), (SideName::Translation, shown.translation)] {
            let Some(side) = view.document.side(name) else { continue };
            let [source, translation] = self.widths;
            let width = if name == SideName::Source { source } else { translation };
            let mut cell =
                Cell { name, side, width, bottom: f64::from(ROW_PADDING), lazy: laid.lazy, blocks: Vec::new() };
            if passages.is_empty() {
                // Nobody misses the partner of an editor's mark.
                if !view.aligning && !is_editorial(view, name.other(), shown) {
                    self.absent(&mut cell, view);
                }
            } else {
                self.passages(&mut cell, passages);
            }
            bottom = bottom.max(cell.bottom);
            laid.blocks.append(&mut cell.blocks);
        }
        laid.height = (bottom + f64::from(ROW_PADDING)) as f32;
        Some(laid)
    }

    /// Lays out what waits in the view and lets wait again what is far from it, for a lazy row whose upper edge is at
    /// `top` in a view of `height` points.
    pub(super) fn unfold(&mut self, laid: &mut LaidRow, top: f64, height: f64) {
        let near = -height..2.0 * height;
        let mut shifts = [0.0f64; 2];
        let mut bottom = 0.0f64;
        for block in &mut laid.blocks {
            let [source, translation] = &mut shifts;
            let shift = if block.side == SideName::Source { source } else { translation };
            block.top += *shift;
            let (upper, lower) = (top + block.top, top + block.top + f64::from(block.height));
            let is_near = lower > near.start && upper < near.end;
            match &block.content {
                Content::Waiting(passage, span) if is_near => {
                    let (passage, span) = (*passage, *span);
                    if let Some(content) = self.late_text(block.side, passage, span, block.left) {
                        let old = block.height;
                        if let Content::Text { text, .. } = &content {
                            block.height = text.galley.rect.height();
                        }
                        block.content = content;
                        laid.marks.are_stale();
                        *shift += f64::from(block.height - old);
                    }
                }
                Content::Text { text, .. } if !is_near => {
                    block.content = Content::Waiting(text.passage, text.span);
                    laid.marks.are_stale();
                }
                _ => {}
            }
            bottom = bottom.max(block.top + f64::from(block.height));
        }
        laid.height = (bottom + f64::from(ROW_PADDING)) as f32;
    }

    fn late_text(&mut self, name: SideName, nth: usize, span: Span, left: f32) -> Option<Content> {
        let side = self.view.document.side(name)?;
        let passage = side.passages.get(nth)?;
        let [source, translation] = self.widths;
        let width = if name == SideName::Source { source } else { translation };
        let style = typeset::style(passage, side.language, self.sizes, self.view.palette);
        let text = self.text(side, nth, span, &style, (width - left).max(40.0))?;
        Some(Content::Text { text, bullet: false, edge: passage.kind == PassageKind::Quotation })
    }

    fn passages(&mut self, cell: &mut Cell, passages: IndexRange) {
        let columns = table_columns(cell.side, passages);
        for nth in passages.range() {
            let Some(passage) = cell.side.passages.get(nth) else { continue };
            if nth > passages.start as usize {
                cell.bottom += if passage.kind == PassageKind::Table { 0.0 } else { f64::from(PASSAGE_GAP) };
            }
            if let Some(group) = self.places.before(cell.name, cell.side, nth) {
                self.furniture(cell, &group);
            }
            let style = typeset::style(passage, cell.side.language, self.sizes, self.view.palette);
            if passage.kind == PassageKind::Table {
                self.table_line(cell, nth, passage, &style, columns);
            } else {
                self.passage(cell, nth, passage, &style);
            }
        }
        let is_last = !passages.is_empty() && passages.end as usize >= cell.side.passages.len();
        if is_last && let Some(group) = self.places.before(cell.name, cell.side, cell.side.passages.len()) {
            self.furniture(cell, &group);
        }
    }

    fn passage(&mut self, cell: &mut Cell, nth: usize, passage: &Passage, style: &Style) {
        let mut bullet = passage.kind == PassageKind::ListItem && typeset::needs_bullet(passage.text.text());
        let edge = passage.kind == PassageKind::Quotation;
        let indent = if passage.kind == PassageKind::ListItem && !bullet {
            style.indent - style.size * 1.35
        } else {
            style.indent
        };
        let width = (cell.width - indent).max(40.0);
        for piece in pieces(passage) {
            match piece {
                Piece::Break(at) => {
                    if let Some(group) = furniture::at_break(cell.name, passage, at) {
                        self.furniture(cell, &group);
                    }
                }
                Piece::Text(span) if cell.lazy => {
                    let height = self.sizes.text_height(span.len(), cell.side.language, width);
                    cell.push(indent, height, Content::Waiting(nth, span));
                }
                Piece::Text(span) => {
                    if let Some(text) = self.text(cell.side, nth, span, style, width) {
                        let height = text.galley.rect.height();
                        cell.push(indent, height, Content::Text { text, bullet: std::mem::take(&mut bullet), edge });
                    }
                }
            }
        }
    }

    fn text(&mut self, side: &Side, nth: usize, span: Span, style: &Style, width: f32) -> Option<TextBlock> {
        typeset::set(self.fonts, &self.empty, (side, nth, span), style, width, self.view.palette)
    }

    /// A line of a table: its cells side by side, in columns of one width.
    fn table_line(&mut self, cell: &mut Cell, nth: usize, passage: &Passage, style: &Style, columns: usize) {
        let step = cell.width / columns.max(1) as f32;
        if step < 3.0 * style.size {
            self.passage(cell, nth, passage, style);
            return;
        }
        let (top, mut height) = (cell.bottom, 0.0f32);
        let mut start = 0;
        for (column, part) in passage.text.text().split('\t').enumerate() {
            let span = Span::new(start, start + part.len());
            start = span.end as usize + 1;
            if let Some(text) = self.text(cell.side, nth, span, style, step - 8.0).filter(|_| !span.is_empty()) {
                let lines = text.galley.rect.height();
                height = height.max(lines);
                let content = Content::Text { text, bullet: false, edge: false };
                cell.blocks.push(Block { side: cell.name, left: column as f32 * step, top, height: lines, content });
            }
        }
        cell.bottom = top + f64::from(height);
    }

    fn furniture(&mut self, cell: &mut Cell, group: &Group) {
        let muted = self.view.palette.muted;
        let small = FontId::proportional(12.0);
        let line = self.fonts.layout_no_wrap(furniture::summary(cell.side, group), small.clone(), muted);
        let opened = self.opened.contains(&group.name).then(|| {
            let lines: Vec<String> = furniture::pieces(cell.side, group)
                .map(|piece| format!("{} · {}", piece.text.trim(), furniture::kind_name(piece.kind)))
                .collect();
            self.fonts.layout(lines.join("\n"), small, muted, cell.width - 20.0)
        });
        let height = FURNITURE_LINE + opened.as_ref().map_or(0.0, |opened| opened.rect.height() + 4.0);
        cell.bottom += 3.0;
        cell.push(0.0, height, Content::Furniture { name: group.name, line, opened });
        cell.bottom += 3.0;
    }

    fn absent(&mut self, cell: &mut Cell, view: &ReaderView) {
        let says = match (cell.name, cell.side.language) {
            (SideName::Translation, _) => "Not translated",
            (SideName::Source, Language::Chinese) => "No Chinese text for this",
            (SideName::Source, Language::English) => "No source text for this",
        };
        let format =
            TextFormat { italics: true, ..TextFormat::simple(FontId::proportional(13.0), view.palette.absent) };
        let mut job = LayoutJob::single_section(says.to_owned(), format);
        job.wrap.max_width = cell.width - 24.0;
        let galley = self.fonts.layout_job(job);
        cell.push(0.0, galley.rect.height() + 16.0, Content::Absent(galley));
    }
}
