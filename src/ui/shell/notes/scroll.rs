//! Where the list of cards stands: a card and how far its top is above the view, never a sum of points, so that nothing
//! jumps when an estimated height turns out to be another. Only what is seen is laid out.

use std::collections::HashMap;

use eframe::egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use rustc_hash::FxBuildHasher;

use super::list::{Item, Listing, Name};
use crate::ui::palette::Palette;
use crate::ui::rows::Heights;

/// Width of the bar, in points.
const BAR: f32 = 5.0;
/// The least height of what is dragged in it.
const LEAST_HANDLE: f32 = 24.0;

/// Frames until what is laid out at the end of the list has its height, and a way beyond any list, in points.
const SETTLING: u8 = 3;
const BEYOND: f64 = 1e9;

/// What is done with a card.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Its height is asked for; nothing is to be seen.
    Measure,
    /// It is drawn.
    Draw,
}

/// Draws or measures the card at a position, its top at some height of the window; returns its height.
type CardUi<'a> = dyn FnMut(&mut Ui, usize, f32, Pass) -> f32 + 'a;

/// Where the list stands.
#[derive(Default)]
pub(super) struct Scroll {
    /// The upper card of the view.
    top: usize,
    /// How far its top is above the view.
    offset: f64,
    /// How far the view is to move.
    moving: f64,
    heights: Heights,
    /// Heights of the cards that were laid out at `width`.
    measured: HashMap<Name, f32, FxBuildHasher>,
    width: f32,
    /// The card that is to come into the view.
    revealed: Option<usize>,
    /// For how many frames it still goes to the end: what is laid out there may be higher than was thought.
    ending: u8,
    /// How many cards are seen.
    seen: usize,
    /// Where the handle of the bar was taken, in points from its top.
    taken: Option<f32>,
}

impl Scroll {
    /// Takes another list, and stays at the card where it stands, or the next one that is still there.
    pub(super) fn renew(&mut self, old: &Listing, new: &Listing) {
        let below = old.items.get(self.top..).unwrap_or_default();
        let kept = below.iter().enumerate().find_map(|(nth, item)| Some((nth, new.position(&item.what.name())?)));
        match kept {
            Some((0, top)) => self.top = top,
            Some((_, top)) => (self.top, self.offset) = (top, 0.0),
            None => (self.top, self.offset) = (new.items.len().saturating_sub(1).min(self.top), 0.0),
        }
        self.estimate(new);
    }

    /// Takes the width that cards have. What was measured at another width counts no more.
    pub(super) fn set_width(&mut self, width: f32, listing: &Listing) {
        if self.width.to_bits() != width.to_bits() {
            self.width = width;
            self.measured.clear();
            self.estimate(listing);
        }
    }

    fn estimate(&mut self, listing: &Listing) {
        self.heights = Heights::estimated(listing.items.iter().map(|item| estimate(item, self.width)).collect());
        self.measured.retain(|name, _| listing.position(name).is_some());
        #[expect(clippy::iter_over_hash_type, reason = "each height goes to a place of its own")]
        for (name, height) in &self.measured {
            if let Some(nth) = listing.position(name) {
                self.heights.measure(nth, *height);
            }
        }
    }

    /// Brings a card into the view with the next frame.
    pub(super) fn reveal(&mut self, nth: usize) {
        self.revealed = Some(nth);
    }

    /// Moves the view by some points, down if positive.
    pub(super) fn move_by(&mut self, points: f64) {
        self.moving += points;
    }

    /// Goes to the first card, or to the last.
    pub(super) fn go_to_end(&mut self, last: bool) {
        (self.top, self.offset, self.revealed) = (0, 0.0, None);
        self.ending = if last { SETTLING } else { 0 };
    }

    /// The upper card of the view.
    pub(super) fn first_seen(&self) -> usize {
        self.top
    }

    /// How many cards are seen.
    pub(super) fn seen(&self) -> usize {
        self.seen
    }

    /// Draws the cards that are seen in `view`.
    pub(super) fn show(&mut self, ui: &mut Ui, view: Rect, listing: &Listing, card: &mut CardUi<'_>) {
        if ui.rect_contains_pointer(view) {
            self.moving -= f64::from(ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y)));
        }
        if self.heights.len() == 0 {
            return;
        }
        self.top = self.top.min(self.heights.len() - 1);
        let height = f64::from(view.height());
        if let Some(nth) = self.revealed.take() {
            self.bring_in(ui, nth, height, card);
        }
        self.offset += std::mem::take(&mut self.moving);
        if self.ending > 0 {
            self.ending -= 1;
            // Further than any list is long: it is brought back to its end.
            (self.top, self.offset) = (self.heights.len() - 1, BEYOND);
            ui.ctx().request_repaint();
        }
        self.settle(ui, height, card);
        let mut y = f64::from(view.top()) - self.offset;
        let mut nth = self.top;
        while nth < self.heights.len() && y < f64::from(view.bottom()) {
            let height = card(ui, nth, y as f32, Pass::Draw);
            self.take_height(ui, listing, nth, height);
            y += f64::from(height);
            nth += 1;
        }
        self.seen = nth - self.top;
    }

    fn take_height(&mut self, ui: &Ui, listing: &Listing, nth: usize, height: f32) {
        if (self.heights.height(nth) - height).abs() > 0.1 {
            // The cards below moved: the view may end elsewhere now.
            ui.ctx().request_repaint();
        }
        self.heights.measure(nth, height);
        if let Some(item) = listing.items.get(nth) {
            self.measured.insert(item.what.name(), height);
        }
    }

    /// The height of a card, laid out if it never was.
    fn height(&mut self, ui: &mut Ui, nth: usize, card: &mut CardUi<'_>) -> f64 {
        if !self.heights.is_measured(nth) {
            let height = card(ui, nth, 0.0, Pass::Measure);
            self.heights.measure(nth, height);
        }
        f64::from(self.heights.height(nth))
    }

    /// Moves so that a card is seen, if it is not.
    fn bring_in(&mut self, ui: &mut Ui, nth: usize, view: f64, card: &mut CardUi<'_>) {
        const MARGIN: f64 = 12.0;
        if nth >= self.heights.len() {
            return;
        }
        if nth < self.top || nth > self.top + self.seen + 1 {
            (self.top, self.offset) = (nth, -view / 4.0);
            return;
        }
        let above: f64 = (self.top..nth).map(|nth| f64::from(self.heights.height(nth))).sum::<f64>() - self.offset;
        let height = card(ui, nth, 0.0, Pass::Measure);
        self.heights.measure(nth, height);
        let height = f64::from(height);
        if above < 0.0 || height + MARGIN > view {
            self.offset += above - MARGIN;
        } else if above + height > view {
            self.offset += above + height + MARGIN - view;
        }
    }

    /// Brings the place into the list: the upper card is one that reaches into the view, and the list does not end
    /// above the end of the view.
    fn settle(&mut self, ui: &mut Ui, view: f64, card: &mut CardUi<'_>) {
        self.rise(ui, card);
        while self.top + 1 < self.heights.len() {
            let height = self.height(ui, self.top, card);
            if self.offset < height {
                break;
            }
            self.offset -= height;
            self.top += 1;
        }
        let (mut below, mut nth) = (-self.offset, self.top);
        while nth < self.heights.len() && below < view {
            below += self.height(ui, nth, card);
            nth += 1;
        }
        if below < view {
            self.offset -= view - below;
            self.rise(ui, card);
        }
    }

    /// Takes the cards above into the view where it reaches above the upper one. Each is laid out first, so that what
    /// is below does not move.
    fn rise(&mut self, ui: &mut Ui, card: &mut CardUi<'_>) {
        while self.offset < 0.0 && self.top > 0 {
            self.top -= 1;
            let height = card(ui, self.top, 0.0, Pass::Measure);
            self.heights.measure(self.top, height);
            self.offset += f64::from(height);
        }
        self.offset = self.offset.max(0.0);
    }

    /// Draws the bar at the right edge of `view`, and follows whoever drags it.
    pub(super) fn bar_ui(&mut self, ui: &mut Ui, palette: &Palette, view: Rect) {
        let (total, height) = (self.heights.total(), f64::from(view.height()));
        if total <= height {
            return;
        }
        let track = Rect::from_min_max(pos2(view.right() - BAR - 4.0, view.top() + 2.0), view.max - vec2(2.0, 2.0));
        let response = ui.interact(track.expand2(vec2(3.0, 0.0)), ui.scope_id().with("bar"), Sense::drag());
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Place in the list of notes"));
        let handle = ((height / total) as f32 * track.height()).clamp(LEAST_HANDLE, track.height());
        let room = track.height() - handle;
        let at = self.heights.top(self.top) + self.offset;
        let top = track.top() + (at / (total - height)).clamp(0.0, 1.0) as f32 * room;
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) {
            let taken = *self.taken.get_or_insert_with(|| {
                let inside = pointer.y - top;
                if (0.0..=handle).contains(&inside) { inside } else { handle / 2.0 }
            });
            let share = f64::from(((pointer.y - taken - track.top()) / room.max(1.0)).clamp(0.0, 1.0));
            (self.top, self.offset) = self.heights.row_at(share * (total - height));
            ui.ctx().request_repaint();
        } else {
            self.taken = None;
        }
        let strong = response.hovered() || self.taken.is_some();
        let color = if strong { palette.muted } else { palette.unpaired.gamma_multiply(0.6) };
        let shown = Rect::from_min_size(pos2(track.left(), top), vec2(BAR, handle));
        ui.painter().rect_filled(shown, CornerRadius::same(2), color);
    }
}

/// A height for a card that was not laid out yet.
fn estimate(item: &Item, width: f32) -> f32 {
    const CARD: f32 = 52.0;
    const LINE: f32 = 18.0;
    let in_a_line = (width / 9.0).max(10.0);
    let text = item.what.text();
    // Chinese takes three bytes a character and twice the width of a Latin one.
    let lines = (text.len().min(1200) as f32 * 0.8 / in_a_line).ceil();
    CARD + lines * LINE + if item.depth == 0 { 2.0 * LINE } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use eframe::egui::{Context, RawInput};

    use super::super::list::What;
    use super::super::samples::note;
    use super::*;

    /// A list of the cards of these numbers.
    fn listing(numbers: std::ops::Range<usize>) -> Listing {
        let item =
            |nth: usize| Item { what: What::Note(Arc::new(note(&format!("注{nth}"), "字"))), depth: 0, row: None };
        let mut listing = Listing::default();
        listing.set_items(numbers.map(item).collect());
        listing
    }

    /// Shows a frame of 100 points in which card `nth` is `10 + nth % 7` points high; the cards that were drawn.
    fn frame(scroll: &mut Scroll, listing: &Listing) -> Vec<(usize, f32)> {
        let mut drawn = Vec::new();
        let ctx = Context::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            drawn.clear();
            let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(200.0, 100.0));
            scroll.show(ui, view, listing, &mut |_, nth, top, pass| {
                if pass == Pass::Draw {
                    drawn.push((nth, top));
                }
                10.0 + (nth % 7) as f32
            });
        });
        output.textures_delta.clear();
        drawn
    }

    #[test]
    fn the_view_moves_by_points_whatever_was_estimated() {
        let listing = listing(0..5000);
        let mut scroll = Scroll::default();
        scroll.renew(&Listing::default(), &listing);
        assert_eq!(frame(&mut scroll, &listing).first(), Some(&(0, 0.0)));
        // Seven cards are 91 points.
        scroll.move_by(91.0 * 3.0 + 4.0);
        assert_eq!(frame(&mut scroll, &listing).first(), Some(&(21, -4.0)));
        scroll.move_by(-8.0);
        assert_eq!(frame(&mut scroll, &listing).first(), Some(&(20, -12.0)));
        scroll.move_by(-1e9);
        assert_eq!(frame(&mut scroll, &listing).first(), Some(&(0, 0.0)));
        scroll.go_to_end(true);
        let drawn = frame(&mut scroll, &listing);
        let (last, top) = *drawn.last().expect("something is drawn");
        assert_eq!(last, 4999);
        assert!((top + 10.0 + (4999 % 7) as f32 - 100.0).abs() < 0.01, "the list ends where the view does: {top}");
        assert!(drawn.len() < 12);
    }

    #[test]
    fn a_card_comes_into_the_view_and_stays_when_the_list_changes() {
        let before = listing(0..5000);
        let mut scroll = Scroll::default();
        scroll.renew(&Listing::default(), &before);
        frame(&mut scroll, &before);
        scroll.reveal(2500);
        let drawn = frame(&mut scroll, &before);
        let place = drawn.iter().find(|(nth, _)| *nth == 2500).expect("it is seen").1;
        assert!((0.0..=90.0).contains(&place));
        scroll.reveal(2501);
        assert_eq!(frame(&mut scroll, &before), drawn, "what is seen need not move");
        let after = listing(14..5000);
        scroll.renew(&before, &after);
        // Fourteen cards less: the heights of those that follow are the same.
        let expected: Vec<(usize, f32)> = drawn.iter().map(|(nth, top)| (nth - 14, *top)).collect();
        assert_eq!(frame(&mut scroll, &after), expected);
    }
}
