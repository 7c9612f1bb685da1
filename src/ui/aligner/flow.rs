//! Which blocks stand where in the view: keeps their heights, and what is laid out near the view.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;

use super::AlignerView;
use super::layout::{Cells, LaidBlock, Setter, estimate};
use super::pairs::{Pair, Pairs};
use crate::model::{Document, SideName};
use crate::ui::palette::Palette;
use crate::ui::rows::{Canary, Heights, Rows, Sizes, Visible};

/// How many blocks before and after the view stay laid out.
const KEPT: usize = 12;

/// What texts and heights depend on besides the pairs.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Key {
    widths: [f32; 2],
    sizes: Sizes,
    pixels_per_point: f32,
    palette: Palette,
}

/// The heights of all blocks, and the blocks near the view.
#[derive(Default)]
pub(super) struct Sheet {
    key: Option<Key>,
    document: Option<Arc<Document>>,
    /// The pairs that heights and blocks are of.
    pairs: Option<Arc<Pairs>>,
    statuses: u64,
    /// The heights of all blocks.
    pub(super) heights: Heights,
    /// The blocks that are laid out.
    pub(super) blocks: BTreeMap<usize, LaidBlock>,
    /// Their texts.
    pub(super) cells: Cells,
    canary: Canary,
}

impl Sheet {
    /// Forgets what `view`, the pairs and the widths make wrong. Tells whether all heights are estimates again.
    pub(super) fn follow(
        &mut self,
        fonts: &mut FontsView<'_>,
        view: &AlignerView,
        pairs: &Arc<Pairs>,
        widths: [f32; 2],
        sizes: Sizes,
    ) -> bool {
        let (is_alive, pixels_per_point) = self.canary.look(fonts);
        let key = Key { widths, sizes, pixels_per_point, palette: *view.palette };
        let same_text =
            self.key == Some(key) && self.document.as_ref().is_some_and(|old| Arc::ptr_eq(old, &view.open.document));
        if !is_alive || !same_text {
            self.cells.clear();
            self.blocks.clear();
        }
        // What stands in empty boxes depends on what was said of the pair.
        if self.statuses != view.open.statuses {
            self.statuses = view.open.statuses;
            self.blocks.clear();
        }
        let old = self.pairs.replace(Arc::clone(pairs));
        let same_pairs = old.as_ref().is_some_and(|old| Arc::ptr_eq(old, pairs));
        if same_text && same_pairs {
            return false;
        }
        (self.key, self.document) = (Some(key), Some(Arc::clone(&view.open.document)));
        self.blocks.clear();
        let ground = (&*view.open.document, &*view.open.work.alignment, &**pairs);
        let estimates = (0..pairs.block_count()).map(|block| estimate(ground, block, widths, sizes)).collect();
        let kept = old.filter(|_| same_text).map(|old| Kept::of(&old, pairs));
        self.heights = match kept {
            Some(kept) => Heights::with_known(estimates, |block| {
                let old = kept.old(block)?;
                Some((self.heights.height(old), self.heights.is_measured(old)))
            }),
            None => Heights::estimated(estimates),
        };
        !same_text
    }

    /// Forgets the blocks that are far from the view.
    pub(super) fn prune(&mut self, visible: &[Visible]) {
        if let (Some(first), Some(last)) = (visible.first(), visible.last()) {
            let near = first.row.saturating_sub(KEPT)..=last.row + KEPT;
            let before = self.blocks.len();
            self.blocks.retain(|block, _| near.contains(block));
            if self.blocks.len() != before {
                self.cells.prune();
            }
        }
    }
}

/// Which blocks of older pairs are still there: those before the change and those after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Kept {
    /// How many at the start are the same.
    before: usize,
    /// How many at the end are the same.
    after: usize,
    old: usize,
    new: usize,
}

impl Kept {
    fn of(old: &Pairs, new: &Pairs) -> Self {
        let (old_count, new_count) = (old.block_count(), new.block_count());
        let most = if old.level == new.level { old_count.min(new_count) } else { 0 };
        let before = (0..most).take_while(|&block| is_same(old, block, new, block, false)).count();
        let from_end = |nth: usize| is_same(old, old_count - 1 - nth, new, new_count - 1 - nth, true);
        let after = (0..most - before).take_while(|&nth| from_end(nth)).count();
        Self { before, after, old: old_count, new: new_count }
    }

    /// The older position of a block.
    fn old(&self, block: usize) -> Option<usize> {
        if block < self.before {
            return Some(block);
        }
        let from_end = self.new.checked_sub(block + 1).filter(|&nth| nth < self.after)?;
        Some(self.old - 1 - from_end)
    }
}

/// Whether two blocks hold the same, counted from the starts of the sides or from their ends.
fn is_same(old: &Pairs, old_block: usize, new: &Pairs, new_block: usize, from_end: bool) -> bool {
    let (one, other) = (old.block(old_block), new.block(new_block));
    let place = |pairs: &Pairs, pair: &Pair| {
        SideName::BOTH.map(|side| {
            let part = pair.part(side);
            let count = |at: u32| if from_end { pairs.cells(side) as u32 - at } else { at };
            (!part.is_empty()).then(|| (count(part.start), count(part.end)))
        })
    };
    one.len() == other.len()
        && one.range().zip(other.range()).all(|(one, other)| {
            let both = old.get(one).zip(new.get(other));
            both.is_some_and(|(a, b)| a.opens_row == b.opens_row && place(old, &a) == place(new, &b))
        })
}

/// Lays out blocks of a sheet as they come into view.
pub(super) struct Flow<'a, 'fonts> {
    sheet: &'a mut Sheet,
    fonts: &'a mut FontsView<'fonts>,
    view: &'a AlignerView<'a>,
    pairs: &'a Pairs,
}

impl Rows for Flow<'_, '_> {
    fn heights(&self) -> &Heights {
        &self.sheet.heights
    }

    fn measure(&mut self, row: usize) -> f64 {
        if let Some(laid) = self.sheet.blocks.get(&row) {
            return f64::from(laid.height);
        }
        let Some(key) = self.sheet.key else { return 0.0 };
        if row >= self.pairs.block_count() {
            return 0.0;
        }
        let mut setter = Setter {
            fonts: self.fonts,
            cells: &mut self.sheet.cells,
            document: &self.view.open.document,
            alignment: &self.view.open.work.alignment,
            pairs: self.pairs,
            widths: key.widths,
            sizes: key.sizes,
            palette: self.view.palette,
        };
        let numbered: Vec<(usize, Pair)> =
            self.pairs.block(row).range().filter_map(|nth| Some((nth, self.pairs.get(nth)?))).collect();
        let laid = setter.block(&numbered);
        let height = laid.height;
        self.sheet.heights.measure(row, height);
        self.sheet.blocks.insert(row, laid);
        f64::from(height)
    }
}

impl<'a, 'fonts> Flow<'a, 'fonts> {
    /// The flow of `view`. [`Sheet::follow`] comes first.
    pub(super) fn new(
        sheet: &'a mut Sheet,
        fonts: &'a mut FontsView<'fonts>,
        view: &'a AlignerView<'a>,
        pairs: &'a Pairs,
    ) -> Self {
        Self { sheet, fonts, view, pairs }
    }

    /// Where a pair begins and ends, in points below the upper edge of its block.
    pub(super) fn reach(&mut self, pair: usize) -> (usize, (f64, f64)) {
        let block = self.pairs.block_of(pair);
        let height = self.measure(block);
        let laid = self.sheet.blocks.get(&block);
        let shown = laid.and_then(|laid| laid.pairs.iter().find(|shown| shown.nth == pair));
        let reach = shown.map_or((0.0, height), |shown| {
            // The first pair of a row brings the line above the row with it.
            let top = if self.pairs.block(block).start as usize == pair { 0.0 } else { shown.top };
            (f64::from(top), f64::from(shown.bottom))
        });
        (block, reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::aligner::pairs::tests::alignment;
    use crate::workspace::AlignLevel;

    #[test]
    fn heights_before_and_after_a_change_are_kept() {
        let pairs = |beads: &[(std::ops::Range<usize>, std::ops::Range<usize>)]| {
            Pairs::of(&alignment(&[beads]), AlignLevel::Sentences)
        };
        let old = pairs(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..4, 3..4)]);
        for (what, new, expected) in [
            ("合并", pairs(&[(0..1, 0..1), (1..3, 1..3), (3..4, 3..4)]), vec![Some(0), None, Some(3)]),
            (
                "分句",
                pairs(&[(0..1, 0..1), (1..3, 1..2), (3..4, 2..3), (4..5, 3..4)]),
                vec![Some(0), None, Some(2), Some(3)],
            ),
            ("不变", old.clone(), vec![Some(0), Some(1), Some(2), Some(3)]),
            ("头", pairs(&[(0..2, 0..2), (2..3, 2..3), (3..4, 3..4)]), vec![None, Some(2), Some(3)]),
        ] {
            let kept = Kept::of(&old, &new);
            assert_eq!((0..new.block_count()).map(|block| kept.old(block)).collect::<Vec<_>>(), expected, "{what}");
        }
    }
}
