//! The strip beside the scroll bar: where in the document something wants a look, and where all is settled.

use std::cmp::Reverse;

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

/// What the marks say, for whoever cannot see them: made once for a state of the pairs.
pub(super) struct Spoken {
    key: (u64, u64, AlignLevel, usize),
    words: String,
}

/// How many pairs there are of each kind that has a mark: 2 for review, 5 no partner, 30 confirmed. `differing` is how many
/// differences have one.
pub(super) fn in_words(
    (alignment, pairs): (&Alignment, &Pairs),
    (revision, statuses): (u64, u64),
    differing: usize,
    spoken: &mut Option<Spoken>,
) -> String {
    let key = (revision, statuses, pairs.level, differing);
    if let Some(spoken) = spoken.as_ref().filter(|spoken| spoken.key == key) {
        return spoken.words.clone();
    }
    let mut counts = [0_usize; Standing::ALL.len()];
    for pair in pairs.iter() {
        counts[Standing::of(alignment, &pair) as usize] += 1;
    }
    let mut marked = Standing::ALL.to_vec();
    marked.retain(|standing| rank(*standing) > 0 && counts[*standing as usize] > 0);
    marked.sort_by_key(|standing| Reverse(rank(*standing)));
    let marked = marked.into_iter().map(|standing| format!("{} {}", counts[standing as usize], standing.words()));
    let differs = match differing {
        0 => None,
        1 => Some("1 difference to decide".to_owned()),
        many => Some(format!("{many} differences to decide")),
    };
    let words: Vec<String> = differs.into_iter().chain(marked).collect();
    let words = if words.is_empty() { "Nothing is marked".to_owned() } else { words.join(", ") };
    *spoken = Some(Spoken { key, words: words.clone() });
    words
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
    fn the_marks_are_counted_for_who_cannot_see_them() {
        let mut alignment = alignment(&[&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..4, 3..3)]]);
        let pairs = Pairs::of(&alignment, AlignLevel::Sentences);
        let mut spoken = None;
        let mut said = |alignment: &Alignment, statuses, differing| {
            in_words((alignment, &pairs), (1, statuses), differing, &mut spoken)
        };
        assert_eq!(said(&alignment, 1, 0), "1 no partner");
        for (bead, status) in
            [(0, Status::Confirmed), (1, Status::Review), (2, Status::Confirmed), (3, Status::LeftOut)]
        {
            alignment.beads[bead].status = status;
        }
        assert_eq!(said(&alignment, 2, 2), "2 differences to decide, 1 for review, 2 confirmed, 1 left out on purpose");
    }

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
