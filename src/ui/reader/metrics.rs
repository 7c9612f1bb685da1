//! Where the columns stand. Numbers only; draws nothing.

use eframe::egui::Rangef;

use crate::model::SideName;
use crate::text::Language;
use crate::ui::rows::Sizes;

/// Width of the gutter that holds the addresses.
const GUTTER: f32 = 54.0;
/// Blank left of the gutter and right of the columns.
const MARGIN: f32 = 14.0;
/// Blank between the two columns, left and right of the divider.
const BETWEEN: f32 = 24.0;
/// The widest a column gets, in sizes of its text: longer lines are hard to follow back.
const LONGEST_LINE: f32 = 42.0;
/// The same where one text stands alone.
const LONGEST_LINE_ALONE: f32 = 46.0;
/// Blank above and below the text of a row.
pub(super) const ROW_PADDING: f32 = 10.0;
/// Blank between two passages of one cell.
pub(super) const PASSAGE_GAP: f32 = 8.0;
/// Height of the line that stands for hidden furniture.
pub(super) const FURNITURE_LINE: f32 = 24.0;

/// Where the columns stand, in points of the screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Columns {
    /// Left edge of the sheet and right edge of the last column.
    pub(super) sheet: Rangef,
    /// Where addresses end, right-aligned.
    pub(super) gutter_end: f32,
    /// The column of each side; the same for both where there is one text only.
    cells: [Rangef; 2],
    /// Where the line between the columns stands, if there are two.
    pub(super) divider: Option<f32>,
}

impl Columns {
    /// The columns in `within`, the source taking `share` of them, or one column where `alone`.
    pub(super) fn new(within: Rangef, share: f32, alone: bool, sizes: Sizes) -> Self {
        let size = sizes.text(Language::Chinese);
        let longest = if alone { LONGEST_LINE_ALONE * size } else { 2.0 * LONGEST_LINE * size + BETWEEN };
        let fixed = GUTTER + 2.0 * MARGIN;
        let text = (within.span() - fixed).clamp(120.0, longest);
        let left = (within.min + ((within.span() - fixed - text) / 2.0).max(0.0)).round();
        let start = left + MARGIN + GUTTER;
        let sheet = Rangef::new(left + MARGIN / 2.0, start + text + MARGIN / 2.0);
        if alone {
            let column = Rangef::new(start, start + text);
            return Self { sheet, gutter_end: start - 12.0, cells: [column; 2], divider: None };
        }
        let source = ((text - BETWEEN) * share.clamp(0.2, 0.8)).round();
        let cells = [Rangef::new(start, start + source), Rangef::new(start + source + BETWEEN, start + text)];
        Self { sheet, gutter_end: start - 12.0, cells, divider: Some(start + source + BETWEEN / 2.0) }
    }

    /// The column of a side.
    pub(super) fn of(&self, side: SideName) -> Rangef {
        let [source, translation] = self.cells;
        if side == SideName::Source { source } else { translation }
    }

    /// The side whose column is nearest to `x`.
    pub(super) fn side_at(&self, x: f32) -> SideName {
        match self.divider {
            Some(divider) if x > divider => SideName::Translation,
            _ => SideName::Source,
        }
    }

    /// The source's share if the divider stood at `x`.
    pub(super) fn share_at(&self, x: f32) -> f32 {
        let [source, translation] = self.cells;
        let text = translation.max - source.min - BETWEEN;
        ((x - BETWEEN / 2.0 - source.min) / text.max(1.0)).clamp(0.25, 0.75)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_divider_stands_where_the_share_says() {
        for width in [500.0, 850.0, 1400.0, 3000.0] {
            for share in [0.25, 0.4, 0.5, 0.75] {
                let columns = Columns::new(Rangef::new(100.0, 100.0 + width), share, false, Sizes::at(100));
                let divider = columns.divider.unwrap();
                assert!((columns.share_at(divider) - share).abs() < 0.01, "{width} {share}");
                assert!(columns.sheet.min >= 100.0 && columns.sheet.max <= 100.0 + width);
            }
        }
    }

    #[test]
    fn lines_stay_short_enough_to_read() {
        let wide = Columns::new(Rangef::new(0.0, 4000.0), 0.5, false, Sizes::at(100));
        assert!(wide.of(SideName::Source).span() <= 43.0 * 17.0);
        assert!(wide.of(SideName::Source).min > 1000.0, "the sheet is centred");
    }
}
