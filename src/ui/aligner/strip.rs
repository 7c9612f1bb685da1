//! The strip beside the scroll bar: where in the document something wants a look, and where all is settled.

use eframe::egui::{Color32, Rect, Ui, vec2};

use super::links::color;
use super::pairs::Pairs;
use super::standing::Standing;
use crate::model::Alignment;
use crate::ui::palette::Palette;
use crate::ui::rows::Heights;
use crate::ui::rows::bar::{MARK, scale};
use crate::workspace::AlignLevel;

/// The marks of the strip, made once for a state of the pairs and a height: one at most in every `MARK` points.
pub(super) struct Map {
    key: (u64, u64, AlignLevel, u32, u32),
    marks: Vec<(f32, Standing)>,
}

/// How a mark stands out: what wants a look outranks what is settled.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Sure | Standing::Corrected => 0,
        Standing::LeftOut | Standing::Confirmed => 1,
        Standing::Unpaired => 2,
        Standing::Unsure => 3,
        Standing::Doubtful => 4,
        Standing::Review => 5,
    }
}

/// Draws the marks into the strip. `key` changes with the document, its pairs and what was said of them.
pub(super) fn paint(
    ui: &Ui,
    strip: Rect,
    (alignment, pairs): (&Alignment, &Pairs),
    heights: &Heights,
    (revision, statuses): (u64, u64),
    palette: &Palette,
    map: &mut Option<Map>,
) {
    // Made again when heights have changed by some two percent: for every measured block would be too often.
    let total = (heights.total().max(1.0).ln() * 50.0) as u32;
    let key = (revision, statuses, pairs.level, strip.height() as u32, total);
    if map.as_ref().is_none_or(|map| map.key != key) {
        *map = Some(Map { key, marks: marks(alignment, pairs, heights, scale(strip, heights)) });
    }
    for &(y, standing) in map.iter().flat_map(|map| &map.marks) {
        let (left, width) = if standing.is_settled() { (5.0, 4.0) } else { (3.0, 8.0) };
        let place = Rect::from_min_size(strip.min + vec2(left, y), vec2(width, MARK));
        let color: Color32 = color(standing, palette);
        ui.painter().rect_filled(place, 1.0, if standing.is_settled() { color.gamma_multiply(0.6) } else { color });
    }
}

fn marks(alignment: &Alignment, pairs: &Pairs, heights: &Heights, scale: f64) -> Vec<(f32, Standing)> {
    let mut marks: Vec<(f32, Standing)> = Vec::new();
    let mut top = 0.0;
    for block in 0..pairs.block_count() {
        let y = ((top * scale) as f32 / MARK).floor() * MARK;
        top += f64::from(heights.height(block));
        let shown = pairs.block(block).range().filter_map(|nth| pairs.get(nth));
        let Some(standing) = shown.map(|pair| Standing::of(alignment, &pair)).max_by_key(|one| rank(*one)) else {
            continue;
        };
        if rank(standing) == 0 {
            continue;
        }
        match marks.last_mut() {
            Some(last) if last.0 >= y => {
                if rank(standing) > rank(last.1) {
                    last.1 = standing;
                }
            }
            _ => marks.push((y, standing)),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use crate::ui::aligner::pairs::tests::alignment;

    #[test]
    fn what_wants_a_look_outranks_what_is_settled() {
        let mut alignment = alignment(&[&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..4, 3..4)]]);
        alignment.beads[0].status = Status::Confirmed;
        alignment.beads[1].confidence = 0.4;
        alignment.beads[3].status = Status::LeftOut;
        let pairs = Pairs::of(&alignment, AlignLevel::Sentences);
        let heights = Heights::estimated(vec![10.0; 4]);
        for (scale, expected) in [
            (0.01, vec![(0.0, Standing::Unsure)]),
            (1.0, vec![(0.0, Standing::Confirmed), (9.0, Standing::Unsure), (30.0, Standing::LeftOut)]),
        ] {
            assert_eq!(marks(&alignment, &pairs, &heights, scale), expected, "{scale}");
        }
    }
}
