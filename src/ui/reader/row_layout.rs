//! One row, laid out: what stands where in its two cells. Draws nothing.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::{FontId, Galley};

use super::ReaderView;
use super::drafts::{After, Inset, Laid, Texts, Typing, insets};
use super::furniture::{self, Group, GroupName, Places};
use super::highlights::RowMarks;
use super::metrics::{FURNITURE_LINE, PASSAGE_GAP, ROW_PADDING};
use super::pieces::{Piece, pieces, table_columns};
use crate::model::{IndexRange, Passage, PassageKind, Side, SideName, SidePlace, Span};
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
    /// What stands in it besides its text.
    pub(super) insets: Vec<Inset>,
    /// The notes on it.
    pub(super) marks: RowMarks,
}

impl LaidRow {
    /// Gives the field its height, and moves what stands below it in its cell.
    pub(super) fn fit_field(&mut self, height: f32) {
        let Some(nth) = self.blocks.iter().position(is_field) else { return };
        let field = &mut self.blocks[nth];
        let by = f64::from(height - field.height);
        if by == 0.0 {
            return;
        }
        field.height = height;
        let side = field.side;
        for block in self.blocks.iter_mut().skip(nth + 1).filter(|block| block.side == side) {
            block.top += by;
        }
        let bottoms = self.blocks.iter().map(|block| block.top + f64::from(block.height));
        self.height = (bottoms.fold(0.0, f64::max) + f64::from(ROW_PADDING)) as f32;
        self.marks.are_stale();
    }
}

/// Whether a block is the field that is typed into.
pub(super) fn is_field(block: &Block) -> bool {
    matches!(block.content, Content::Inset(Laid::Field))
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
    /// A gap, a draft, or what else stands between the texts of a cell.
    Inset(Laid),
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
    /// What is typed just now.
    pub(super) typed: Option<&'a Typing>,
}

/// The cell that is being filled.
struct Cell<'a> {
    name: SideName,
    width: f32,
    lazy: bool,
    bottom: f64,
    blocks: Vec<Block>,
    /// What is to stand between the texts, in order.
    insets: Peekable<std::slice::Iter<'a, Inset>>,
}

impl Cell<'_> {
    fn push(&mut self, left: f32, height: f32, content: Content) {
        self.blocks.push(Block { side: self.name, left, top: self.bottom, height, content });
        self.bottom += f64::from(height);
    }
}

/// Longest texts of a row in bytes that are laid out at once, seen or not.
const AT_ONCE: usize = 48_000;

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
        let insets = insets(&Texts::of(view), row, self.typed.map(Typing::what));
        let mut laid = LaidRow {
            height: 0.0,
            blocks: Vec::new(),
            lazy: length > AT_ONCE,
            insets: Vec::new(),
            marks: RowMarks::default(),
        };
        let mut bottom = f64::from(ROW_PADDING);
        let (source, translation) = insets.split_at(insets.partition_point(|inset| inset.side == SideName::Source));
        for (name, passages, insets) in
            [(SideName::Source, shown.source, source), (SideName::Translation, shown.translation, translation)]
        {
            // What stands beside a text that is alone in its column stands below it.
            let top = if self.is_below(name) { bottom } else { f64::from(ROW_PADDING) };
            let [source, translation] = self.widths;
            let width = if name == SideName::Source { source } else { translation };
            let insets = insets.iter().peekable();
            let mut cell = Cell { name, width, lazy: laid.lazy, bottom: top, blocks: Vec::new(), insets };
            self.insets(&mut cell, After::Nothing);
            if let Some(side) = view.document.side(name) {
                self.passages(&mut cell, side, passages);
            }
            self.insets(&mut cell, After::All);
            bottom = bottom.max(cell.bottom);
            laid.blocks.append(&mut cell.blocks);
        }
        laid.height = (bottom + f64::from(ROW_PADDING)) as f32;
        laid.insets = insets;
        Some(laid)
    }

    /// Whether a cell stands below the other one because there is but one column.
    fn is_below(&self, name: SideName) -> bool {
        let is_alone = self.view.document.translation.is_none() && !self.view.settings.drafting;
        is_alone && name == SideName::Translation
    }

    /// Lays out the insets of a cell that stand up to a place and not further.
    fn insets(&mut self, cell: &mut Cell, until: After) {
        while let Some(inset) = cell.insets.next_if(|inset| inset.after <= until) {
            let (height, laid) = self.inset(cell.name, &inset.kind, cell.width);
            cell.push(0.0, height, Content::Inset(laid));
        }
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

    fn passages(&mut self, cell: &mut Cell, side: &Side, passages: IndexRange) {
        let columns = table_columns(side, passages);
        for nth in passages.range() {
            let Some(passage) = side.passages.get(nth) else { continue };
            if nth > passages.start as usize {
                cell.bottom += if passage.kind == PassageKind::Table { 0.0 } else { f64::from(PASSAGE_GAP) };
            }
            if let Some(group) = self.places.before(cell.name, side, nth) {
                self.furniture(cell, side, &group);
            }
            let style = typeset::style(passage, side.language, self.sizes, self.view.palette);
            if passage.kind == PassageKind::Table {
                self.table_line(cell, side, (nth, passage), &style, columns);
            } else {
                self.passage(cell, side, (nth, passage), &style);
            }
            self.insets(cell, After::Text(SidePlace { passage: nth as u32, at: u32::MAX }));
        }
        let is_last = !passages.is_empty() && passages.end as usize >= side.passages.len();
        if is_last && let Some(group) = self.places.before(cell.name, side, side.passages.len()) {
            self.furniture(cell, side, &group);
        }
    }

    fn passage(&mut self, cell: &mut Cell, side: &Side, (nth, passage): (usize, &Passage), style: &Style) {
        let mut bullet = passage.kind == PassageKind::ListItem && typeset::needs_bullet(passage.text.text());
        let edge = passage.kind == PassageKind::Quotation;
        let indent = if passage.kind == PassageKind::ListItem && !bullet {
            style.indent - style.size * 1.35
        } else {
            style.indent
        };
        let width = (cell.width - indent).max(40.0);
        for piece in pieces(passage) {
            let span = match piece {
                Piece::Text(span) => span,
                Piece::Break(at) => {
                    if let Some(group) = furniture::at_break(cell.name, passage, at) {
                        self.furniture(cell, side, &group);
                    }
                    continue;
                }
            };
            for span in parted(span, nth, passage.text.text(), cell.insets.clone()) {
                if cell.lazy {
                    let height = self.sizes.text_height(span.len(), side.language, width);
                    cell.push(indent, height, Content::Waiting(nth, span));
                } else if let Some(text) = self.text(side, nth, span, style, width) {
                    let height = text.galley.rect.height();
                    cell.push(indent, height, Content::Text { text, bullet: std::mem::take(&mut bullet), edge });
                }
                self.insets(cell, After::Text(SidePlace { passage: nth as u32, at: span.end }));
            }
        }
    }

    fn text(&mut self, side: &Side, nth: usize, span: Span, style: &Style, width: f32) -> Option<TextBlock> {
        typeset::set(self.fonts, &self.empty, (side, nth, span), style, width, self.view.palette)
    }

    /// A line of a table: its cells side by side, in columns of one width.
    fn table_line(
        &mut self,
        cell: &mut Cell,
        side: &Side,
        (nth, passage): (usize, &Passage),
        style: &Style,
        columns: usize,
    ) {
        let step = cell.width / columns.max(1) as f32;
        if step < 3.0 * style.size {
            self.passage(cell, side, (nth, passage), style);
            return;
        }
        let (top, mut height) = (cell.bottom, 0.0f32);
        let mut start = 0;
        for (column, part) in passage.text.text().split('\t').enumerate() {
            let span = Span::new(start, start + part.len());
            start = span.end as usize + 1;
            if let Some(text) = self.text(side, nth, span, style, step - 8.0).filter(|_| !span.is_empty()) {
                let lines = text.galley.rect.height();
                height = height.max(lines);
                let content = Content::Text { text, bullet: false, edge: false };
                cell.blocks.push(Block { side: cell.name, left: column as f32 * step, top, height: lines, content });
            }
        }
        cell.bottom = top + f64::from(height);
    }

    fn furniture(&mut self, cell: &mut Cell, side: &Side, group: &Group) {
        let muted = self.view.palette.muted;
        let small = FontId::proportional(12.0);
        let line = self.fonts.layout_no_wrap(furniture::summary(side, group), small.clone(), muted);
        let opened = self.opened.contains(&group.name).then(|| {
            let lines: Vec<String> = furniture::pieces(side, group)
                .map(|piece| format!("{} · {}", piece.text.trim(), furniture::kind_name(piece.kind)))
                .collect();
            self.fonts.layout(lines.join("\n"), small, muted, cell.width - 20.0)
        });
        let height = FURNITURE_LINE + opened.as_ref().map_or(0.0, |opened| opened.rect.height() + 4.0);
        cell.bottom += 3.0;
        cell.push(0.0, height, Content::Furniture { name: group.name, line, opened });
        cell.bottom += 3.0;
    }
}

/// A stretch of a passage, parted where an inset stands in it.
fn parted<'a>(span: Span, passage: usize, text: &str, insets: impl Iterator<Item = &'a Inset>) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start as usize;
    for inset in insets {
        let After::Text(place) = inset.after else { continue };
        let (at, end) = (place.at as usize, span.end as usize);
        if place.passage as usize == passage && start < at && at < end && text.is_char_boundary(at) {
            parts.push(Span::new(start, at));
            start = at;
        }
    }
    parts.push(Span::new(start, span.end as usize));
    parts
}
