//! Which rows stand where in the view: keeps their heights and the rows laid out near the view.
//!
//! The truth is a row and an offset into it. Heights of rows that were never seen are estimates; what replaces them
//! moves the scroll bar, never the text that is being read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::{Color32, FontId, Galley};

use super::ReaderView;
use super::drafts::Typing;
use super::furniture::{GroupName, Places};
use super::heights::Heights;
use super::metrics::Sizes;
use super::pieces::estimates;
use super::pointing::spans_of;
use super::row_layout::{Content, LaidRow, Setter};
use crate::ui::palette::Palette;
use crate::workspace::DocumentId;

/// A place in the flow of rows: the upper edge of the view.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Position {
    /// Index of the row at the upper edge.
    pub(super) row: usize,
    /// Points from the row's upper edge to that of the view.
    pub(super) offset: f64,
}

/// A row in the view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Visible {
    /// Its index.
    pub(super) row: usize,
    /// Points from the upper edge of the view to that of the row.
    pub(super) top: f64,
}

/// How much of the view may stay empty below the last row.
const EMPTY_BELOW: f64 = 0.3;
/// A step of more points than this goes by estimated heights.
const FAR: f64 = 6_000.0;
/// How many rows before and after the view stay laid out.
const KEPT: usize = 12;

/// What heights depend on.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Key {
    id: DocumentId,
    revision: u64,
    widths: [f32; 2],
    sizes: Sizes,
    aligning: bool,
    pixels_per_point: f32,
}

/// The heights of all rows, and the rows near the view.
#[derive(Default)]
pub(super) struct Sheet {
    key: Option<Key>,
    palette: Option<Palette>,
    /// The heights of all rows.
    pub(super) heights: Heights,
    /// The rows that are laid out.
    pub(super) rows: BTreeMap<usize, LaidRow>,
    places: Places,
    /// A galley that the text engine keeps as long as its glyphs stay where they are.
    canary: Option<Arc<Galley>>,
}

impl Sheet {
    /// Forgets what `view` and the widths make wrong. Tells whether heights are estimates again.
    pub(super) fn follow(
        &mut self,
        fonts: &mut FontsView<'_>,
        view: &ReaderView,
        widths: [f32; 2],
        sizes: Sizes,
    ) -> bool {
        // Glyphs move in their texture when it is full and when fonts change. The engine then drops its galleys, this
        // one with them, and all that were made from them are void.
        let canary = fonts.layout_no_wrap("对".to_owned(), FontId::proportional(12.0), Color32::PLACEHOLDER);
        let pixels_per_point = canary.pixels_per_point;
        if !self.canary.as_ref().is_some_and(|old| Arc::ptr_eq(old, &canary)) || self.palette != Some(*view.palette) {
            self.rows.clear();
        }
        self.canary = Some(canary);
        self.palette = Some(*view.palette);
        let key =
            Key { id: view.id, revision: view.revision, widths, sizes, aligning: view.aligning, pixels_per_point };
        if self.key == Some(key) {
            return false;
        }
        if self.key.is_none_or(|old| (old.id, old.revision) != (key.id, key.revision)) {
            self.places = Places::of(view.document);
        }
        self.key = Some(key);
        self.rows.clear();
        self.heights = Heights::estimated(estimates(view, widths, sizes));
        true
    }

    /// Forgets a row because something in it was opened or closed.
    pub(super) fn forget(&mut self, row: usize) {
        self.rows.remove(&row);
    }

    /// Gives the field in a row the height that its text needs.
    pub(super) fn fit_field(&mut self, row: usize, height: f32) {
        if let Some(laid) = self.rows.get_mut(&row) {
            laid.fit_field(height);
            self.heights.measure(row, laid.height);
        }
    }

    /// A galley that is another one when all galleys are void.
    pub(super) fn canary(&self) -> Option<&Arc<Galley>> {
        self.canary.as_ref()
    }

    /// Forgets the rows that are far from the view.
    pub(super) fn prune(&mut self, visible: &[Visible]) {
        if let (Some(first), Some(last)) = (visible.first(), visible.last()) {
            let near = first.row.saturating_sub(KEPT)..=last.row + KEPT;
            self.rows.retain(|row, _| near.contains(row));
        }
    }
}

/// Lays out rows of a sheet as they come into view.
pub(super) struct Flow<'a, 'fonts> {
    sheet: &'a mut Sheet,
    fonts: &'a mut FontsView<'fonts>,
    view: &'a ReaderView<'a>,
    opened: &'a BTreeSet<GroupName>,
    typed: Option<&'a Typing>,
    empty: Arc<Galley>,
}

impl<'a, 'fonts> Flow<'a, 'fonts> {
    /// The flow of `view`. [`Sheet::follow`] comes first.
    pub(super) fn new(
        sheet: &'a mut Sheet,
        fonts: &'a mut FontsView<'fonts>,
        view: &'a ReaderView<'a>,
        opened: &'a BTreeSet<GroupName>,
        typed: Option<&'a Typing>,
    ) -> Self {
        let empty = fonts.layout_job(eframe::egui::text::LayoutJob::default());
        Self { sheet, fonts, view, opened, typed, empty }
    }

    /// The true height of a row, which is laid out for it.
    pub(super) fn measure(&mut self, row: usize) -> f64 {
        if let Some(laid) = self.sheet.rows.get(&row) {
            return f64::from(laid.height);
        }
        let Some(laid) = self.setter().and_then(|mut setter| setter.row(row)) else { return 0.0 };
        let height = laid.height;
        self.sheet.heights.measure(row, height);
        self.sheet.rows.insert(row, laid);
        f64::from(height)
    }

    fn setter(&mut self) -> Option<Setter<'_, 'fonts>> {
        let key = self.sheet.key?;
        Some(Setter {
            fonts: self.fonts,
            empty: Arc::clone(&self.empty),
            view: self.view,
            widths: key.widths,
            sizes: key.sizes,
            places: &self.sheet.places,
            opened: self.opened,
            typed: self.typed,
        })
    }

    /// Lays out what of a long row is in the view.
    fn unfold(&mut self, row: usize, top: f64, height: f64) {
        if !self.sheet.rows.get(&row).is_some_and(|laid| laid.lazy) {
            return;
        }
        let Some(mut laid) = self.sheet.rows.remove(&row) else { return };
        if let Some(mut setter) = self.setter() {
            setter.unfold(&mut laid, top, height);
        }
        self.sheet.heights.measure(row, laid.height);
        self.sheet.rows.insert(row, laid);
    }

    /// Where a sentence pair of a row begins and ends, in points below the row's upper edge.
    pub(super) fn pair_reach(&mut self, row: usize, pair: usize) -> Option<(f64, f64)> {
        self.measure(row);
        let shown = self.view.alignment.rows.get(row)?;
        let bead = shown.beads.range().nth(pair)?;
        let mut reach: Option<(f64, f64)> = None;
        for block in &self.sheet.rows.get(&row)?.blocks {
            let Content::Text { text, .. } = &block.content else { continue };
            for span in spans_of(self.view.alignment, bead, block.side, text.passage) {
                for rect in text.rects(span) {
                    let (top, bottom) = (block.top + f64::from(rect.top()), block.top + f64::from(rect.bottom()));
                    reach = Some(reach.map_or((top, bottom), |reach| (reach.0.min(top), reach.1.max(bottom))));
                }
            }
        }
        reach
    }

    /// Brings a position into its row and into the document, for a view of `height` points.
    pub(super) fn settle(&mut self, position: Position, height: f64) -> Position {
        let mut at = position;
        let last = self.sheet.heights.len().saturating_sub(1);
        if at.row > last || at.offset.abs() > FAR {
            let y = self.sheet.heights.top(at.row.min(last)) + at.offset;
            let (row, offset) = self.sheet.heights.row_at(y);
            at = Position { row, offset };
            let estimate = f64::from(self.sheet.heights.height(row));
            let measured = self.measure(row);
            at.offset *= if estimate > 0.0 { measured / estimate } else { 0.0 };
        }
        at = self.walk(at, last);
        let missing = self.missing_below(at, height * (1.0 - EMPTY_BELOW));
        if missing > 0.0 {
            at.offset -= missing;
            at = self.walk(at, last);
        }
        at
    }

    /// Walks to the row that the offset really falls into.
    fn walk(&mut self, mut at: Position, last: usize) -> Position {
        loop {
            if at.offset < 0.0 {
                let Some(above) = at.row.checked_sub(1) else { return Position::default() };
                at = Position { row: above, offset: at.offset + self.measure(above) };
                continue;
            }
            let height = self.measure(at.row);
            if at.offset < height || at.row >= last {
                return at;
            }
            at = Position { row: at.row + 1, offset: at.offset - height };
        }
    }

    /// How many of the `wanted` points below the position are beyond the last row.
    fn missing_below(&mut self, at: Position, wanted: f64) -> f64 {
        let mut below = -at.offset;
        for row in at.row..self.sheet.heights.len() {
            below += self.measure(row);
            if below >= wanted {
                return 0.0;
            }
        }
        wanted - below
    }

    /// The rows in a view of `height` points.
    pub(super) fn visible(&mut self, at: Position, height: f32) -> Vec<Visible> {
        let mut visible = Vec::new();
        let mut top = -at.offset;
        for row in at.row..self.sheet.heights.len() {
            if top >= f64::from(height) {
                break;
            }
            visible.push(Visible { row, top });
            self.measure(row);
            self.unfold(row, top, f64::from(height));
            top += self.measure(row);
        }
        visible
    }
}
