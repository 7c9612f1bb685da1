//! Pairs that stand in a difference of which nothing is decided, while the differences are set aside: a bracket with an
//! unequal sign beside each of them, and a diamond on the strip. Clicking one goes to its difference.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{CursorIcon, Painter, Pos2, Rangef, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::AlignerView;
use super::lanes::Lanes;
use super::mouse::Gesture;
use super::paint::Scene;
use super::pairs::{Pair, Pairs};
use super::state::AlignerState;
use crate::model::{HunkState, SideName};
use crate::ui::palette::Palette;
use crate::ui::rows::Heights;
use crate::ui::rows::bar::{MARK, scale};
use crate::workspace::OpenDocument;

/// How far the bracket stands from the boxes.
const AWAY: f32 = 6.0;
/// Half the height of a diamond.
const DIAMOND: f32 = 4.0;

/// Which pairs stand in a difference, made once for a state of the pairs and of the differences.
#[derive(Default)]
pub(super) struct Differing {
    made_of: Option<(u64, u64, Vec<HunkState>)>,
    /// For beads of the alignment the difference that they stand in.
    of_bead: BTreeMap<usize, usize>,
    /// How many differences there are among them.
    pub(super) many: usize,
    diamonds: Option<Diamonds>,
}

/// Where the diamonds stand on the strip, and which differences they are.
struct Diamonds {
    /// The height of the strip, and about that of the document.
    made_of: (u32, u32),
    places: Vec<(f32, usize)>,
}

impl Differing {
    /// Brings it in step with the document.
    pub(super) fn follow(&mut self, open: &OpenDocument) {
        let Some(proposal) = &open.proposal else {
            *self = Self::default();
            return;
        };
        let key = (proposal.serial, open.revision);
        if self.made_of.as_ref().is_some_and(|made_of| (made_of.0, made_of.1) == key && made_of.2 == proposal.states) {
            return;
        }
        let is_open = |(_, (_, state)): &(usize, (_, &HunkState))| **state == HunkState::Open;
        let hunks = proposal.hunks.iter().zip(&proposal.states).enumerate().filter(is_open);
        let beads = hunks.flat_map(|(nth, (hunk, _))| {
            let places = hunk.places(&open.work.alignment).unwrap_or_default();
            places.into_iter().map(move |bead| (bead, nth))
        });
        let of_bead: BTreeMap<usize, usize> = beads.collect();
        let many = of_bead.values().collect::<BTreeSet<_>>().len();
        *self = Self { of_bead, many, made_of: Some((key.0, key.1, proposal.states.clone())), diamonds: None };
    }

    /// The difference that a pair stands in.
    pub(super) fn of(&self, pair: &Pair) -> Option<usize> {
        self.of_bead.range(pair.beads.range()).next().map(|(_, nth)| *nth)
    }

    /// The diamonds of the strip: one at most in so many points.
    fn diamonds(&mut self, pairs: &Pairs, heights: &Heights, strip: Rect) -> &[(f32, usize)] {
        let key = (strip.height() as u32, (heights.total().max(1.0).ln() * 50.0) as u32);
        if self.diamonds.as_ref().is_none_or(|diamonds| diamonds.made_of != key) {
            let scale = scale(strip, heights);
            let mut places: Vec<(f32, usize)> = Vec::new();
            for (&bead, &nth) in &self.of_bead {
                let Some(pair) = pairs.of_bead(bead) else { continue };
                let y = ((heights.top(pairs.block_of(pair)) * scale) as f32 / MARK).floor() * MARK;
                let is_told = |last: &(f32, usize)| last.1 == nth || y - last.0 < DIAMOND;
                if !places.last().is_some_and(is_told) {
                    places.push((y, nth));
                }
            }
            self.diamonds = Some(Diamonds { made_of: key, places });
        }
        self.diamonds.as_ref().map(|diamonds| diamonds.places.as_slice()).unwrap_or_default()
    }
}

/// Draws the brackets of the pairs in the view.
pub(super) fn brackets_ui(
    ui: &mut Ui,
    view: &AlignerView,
    state: &mut AlignerState,
    scene: &Scene,
    (lanes, list): (Lanes, Rect),
) {
    let many = view.open.proposal.as_ref().map_or(0, |proposal| proposal.hunks.len());
    let left = lanes.of(SideName::Translation).max;
    for &(nth, reach) in &scene.pairs {
        let Some(hunk) = state.pairs.get(nth).and_then(|pair| state.differing.of(&pair)) else { continue };
        let place = Rect::from_x_y_ranges(left + 1.0..=left + 14.0, reach).intersect(list);
        if !place.is_positive() {
            continue;
        }
        let id = ui.scope_id().with(("difference", nth));
        let response = ui.interact(place, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
        let address = state.pairs.address(&view.open.work.alignment, nth).map_or(String::new(), |it| it.to_string());
        let name = format!("{address} stands in difference {} of {many}", hunk + 1);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        bracket(ui.painter(), left + AWAY, reach, response.hovered(), view.palette);
        if response.on_hover_text(format!("{name}: click to go there")).clicked() {
            state.gestures.push(Gesture::Differ(hunk));
        }
    }
}

/// A bracket with an unequal sign in its middle.
fn bracket(painter: &Painter, x: f32, reach: Rangef, strong: bool, palette: &Palette) {
    let stroke = Stroke::new(if strong { 2.5 } else { 1.5 }, palette.link);
    let reach = reach.shrink(1.0);
    painter.vline(x, reach, stroke);
    for y in [reach.min, reach.max] {
        painter.hline(x - 3.0..=x, y, stroke);
    }
    let center = pos2(x + 1.0, reach.center());
    painter.rect_filled(Rect::from_center_size(center, vec2(13.0, 12.0)), 3.0, palette.sheet);
    for y in [-2.0, 2.0] {
        painter.hline(center.x - 4.5..=center.x + 4.5, center.y + y, stroke);
    }
    painter.line_segment([center + vec2(-2.5, 5.0), center + vec2(2.5, -5.0)], stroke);
}

/// Draws the diamonds on the strip. Tells which difference was clicked.
pub(super) fn strip_ui(ui: &Ui, strip: Rect, state: &mut AlignerState, palette: &Palette) -> Option<usize> {
    let pairs = std::sync::Arc::clone(&state.pairs);
    let center = |y: f32| pos2(strip.right() - DIAMOND - 1.0, strip.top() + y + MARK / 2.0);
    let pressed = ui.input(|input| input.pointer.primary_clicked().then(|| input.pointer.interact_pos()).flatten());
    let diamonds = state.differing.diamonds(&pairs, &state.sheet.heights, strip);
    for (y, _) in diamonds {
        ui.painter().add(diamond(center(*y), palette));
    }
    let pressed: Pos2 = pressed.filter(|at| strip.contains(*at))?;
    let is_hit = |(y, _): &&(f32, usize)| (center(*y) - pressed).abs().max_elem() <= DIAMOND + 1.0;
    diamonds.iter().find(is_hit).map(|(_, hunk)| *hunk)
}

fn diamond(center: Pos2, palette: &Palette) -> Shape {
    let corners = [vec2(0.0, -DIAMOND), vec2(DIAMOND, 0.0), vec2(0.0, DIAMOND), vec2(-DIAMOND, 0.0)];
    let points = corners.into_iter().map(|corner| center + corner).collect();
    Shape::convex_polygon(points, palette.link, Stroke::new(1.0, palette.panel))
}
