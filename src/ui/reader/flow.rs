//! Which rows stand where in the view: keeps their heights and the rows laid out near the view.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::Galley;
use eframe::egui::epaint::text::FontsView;

use super::ReaderView;
use super::drafts::Typing;
use super::furniture::{GroupName, Places};
use super::highlights;
use super::pieces::estimates;
use super::pointing::spans_of;
use super::row_layout::{Block, Content, LaidRow, Setter};
use crate::model::{SideName, Span};
use crate::ui::palette::Palette;
use crate::ui::rows::{Canary, Heights, Position, Rows, Sizes, Visible};
use crate::workspace::DocumentId;

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
    canary: Canary,
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
        let (is_alive, pixels_per_point) = self.canary.look(fonts);
        if !is_alive || self.palette != Some(*view.palette) {
            self.rows.clear();
        }
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
        self.canary.galley()
    }

    /// Brings the rows in the view in step with the notes and what is searched for.
    pub(super) fn mark(&mut self, view: &ReaderView, visible: &[Visible]) {
        for visible in visible {
            if let (Some(laid), Some(row)) = (self.rows.get_mut(&visible.row), view.alignment.rows.get(visible.row)) {
                highlights::mark(laid, view, row);
            }
        }
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

impl Rows for Flow<'_, '_> {
    fn heights(&self) -> &Heights {
        &self.sheet.heights
    }

    fn measure(&mut self, row: usize) -> f64 {
        if let Some(laid) = self.sheet.rows.get(&row) {
            return f64::from(laid.height);
        }
        let Some(laid) = self.setter().and_then(|mut setter| setter.row(row)) else { return 0.0 };
        let height = laid.height;
        self.sheet.heights.measure(row, height);
        self.sheet.rows.insert(row, laid);
        f64::from(height)
    }

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

    /// Where a sentence pair of a row begins and ends, in points below the row's upper edge.
    pub(super) fn pair_reach(&mut self, row: usize, pair: usize) -> Option<(f64, f64)> {
        let shown = self.view.alignment.rows.get(row)?;
        let bead = shown.beads.range().nth(pair)?;
        let alignment = self.view.alignment;
        self.reach(row, |side, passage| spans_of(alignment, bead, side, passage).collect())
    }

    /// Where some stretches of a row's text begin and end, in points below the row's upper edge. `spans` says which
    /// they are for a passage of a side.
    pub(super) fn reach(&mut self, row: usize, spans: impl Fn(SideName, usize) -> Vec<Span>) -> Option<(f64, f64)> {
        self.measure(row);
        let mut reach: Option<(f64, f64)> = None;
        for block in &self.sheet.rows.get(&row)?.blocks {
            let (passage, part) = match &block.content {
                Content::Text { text, .. } => (text.passage, text.span),
                Content::Waiting(passage, span) => (*passage, *span),
                _ => continue,
            };
            for span in spans(block.side, passage) {
                let is_here = span.overlaps(part) || (span.is_empty() && (part.start..=part.end).contains(&span.start));
                let Some((top, bottom)) = is_here.then(|| block_reach(block, span)).flatten() else { continue };
                let (top, bottom) = (block.top + top, block.top + bottom);
                reach = Some(reach.map_or((top, bottom), |reach| (reach.0.min(top), reach.1.max(bottom))));
            }
        }
        reach
    }

    /// Whether a part of a row that reaches from `reach.0` to `reach.1` below its upper edge is in a view of `height`
    /// points, at least with one of its ends.
    pub(super) fn is_seen(&mut self, at: Position, row: usize, reach: (f64, f64), height: f64) -> bool {
        if row < at.row {
            return false;
        }
        let mut top = -at.offset;
        for between in at.row..row {
            top += self.measure(between);
            if top > height {
                return false;
            }
        }
        top + reach.1 > 0.0 && top + reach.0 < height
    }
}

/// Where `span` begins and ends in a block; about where, if that is not laid out.
fn block_reach(block: &Block, span: Span) -> Option<(f64, f64)> {
    match &block.content {
        Content::Text { text, .. } => {
            let reach = text.reach(span)?;
            Some((f64::from(reach.top()), f64::from(reach.bottom())))
        }
        Content::Waiting(_, part) => {
            let at = |byte: u32| {
                let done = f64::from(byte.clamp(part.start, part.end) - part.start);
                f64::from(block.height) * done / part.len().max(1) as f64
            };
            Some((at(span.start), at(span.end)))
        }
        _ => None,
    }
}
