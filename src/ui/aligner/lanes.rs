//! Where the columns of Align mode stand: addresses, source, the lane of the lines, translation. Numbers only.

use eframe::egui::Rangef;

use crate::model::SideName;
use crate::text::Language;
use crate::ui::rows::Sizes;

/// Width of the gutter that holds addresses and marks.
const GUTTER: f32 = 50.0;
/// Blank left of the gutter and right of the columns.
const MARGIN: f32 = 14.0;
/// Width of the lane between the columns.
const LANE: f32 = 64.0;
/// The same where there is little room.
const NARROW_LANE: f32 = 40.0;
/// Below this width there is little room.
const NARROW: f32 = 620.0;
/// The widest a column gets, in sizes of its text.
const LONGEST_LINE: f32 = 40.0;

/// Where the columns stand, in points of the screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Lanes {
    /// Left edge of the gutter and right edge of the last column.
    pub(crate) sheet: Rangef,
    /// Where marks stand, their centres.
    pub(crate) mark: f32,
    /// The lane of the lines.
    pub(crate) lane: Rangef,
    cells: [Rangef; 2],
}

impl Lanes {
    /// The columns in `within`, the source taking `share` of them.
    pub(crate) fn new(within: Rangef, share: f32, sizes: Sizes) -> Self {
        let lane = if within.span() < NARROW { NARROW_LANE } else { LANE };
        let fixed = GUTTER + 2.0 * MARGIN + lane;
        let longest = 2.0 * LONGEST_LINE * sizes.text(Language::Chinese);
        let text = (within.span() - fixed).clamp(160.0, longest);
        let left = (within.min + ((within.span() - fixed - text) / 2.0).max(0.0)).round();
        let start = left + MARGIN + GUTTER;
        let source = (text * share.clamp(0.25, 0.75)).round();
        let translation = start + source + lane;
        Self {
            sheet: Rangef::new(left + MARGIN / 2.0, start + text + lane + MARGIN / 2.0),
            mark: start - 11.0,
            lane: Rangef::new(start + source, translation),
            cells: [Rangef::new(start, start + source), Rangef::new(translation, start + text + lane)],
        }
    }

    /// The column of a side.
    pub(crate) fn of(&self, side: SideName) -> Rangef {
        self.cells[side as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_in_their_room_and_apart() {
        for width in [480.0, 523.0, 850.0, 1400.0, 3000.0] {
            for share in [0.25, 0.5, 0.75] {
                let lanes = Lanes::new(Rangef::new(100.0, 100.0 + width), share, Sizes::close(100));
                let [source, translation] = lanes.cells;
                assert!(lanes.sheet.min >= 100.0 && translation.max <= 100.0 + width, "{width} {share}: {lanes:?}");
                assert!(source.max <= lanes.lane.min && lanes.lane.max <= translation.min);
                assert!(source.span() >= 80.0 && translation.span() >= 80.0);
            }
        }
    }
}
