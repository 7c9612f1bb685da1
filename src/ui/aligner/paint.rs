//! Draws the blocks in the view, and gives their boxes to the pointer and to screen readers.

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, LayerId, Order, Pos2, Rangef, Rect, Response, Role, Sense,
    Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::AlignerView;
use super::flow::Sheet;
use super::lanes::Lanes;
use super::layout::{LaidBlock, LaidBox, LaidPair, PADDING, language_name};
use super::links::{self, Ends, Look};
use super::met::Kind;
use super::mouse::Gesture;
use super::noted;
use super::standing::{Standing, confidence, is_weighed};
use super::state::AlignerState;
use crate::model::{SideName, Span};
use crate::ui::palette::Palette;
use crate::ui::rows::{TextBlock, Visible, sought};
use crate::ui::theme::RADIUS;

/// A box in the view.
pub(super) struct Shown {
    /// Its pair.
    pub(super) pair: usize,
    /// Its side.
    pub(super) side: SideName,
    /// Its cell, if it holds one.
    pub(super) cell: Option<usize>,
    /// Where it stands on the screen.
    pub(super) rect: Rect,
}

/// What stands where on the screen.
pub(super) struct Scene {
    /// All boxes in the view.
    pub(super) boxes: Vec<Shown>,
    /// The pairs in the view, each with where it begins and ends.
    pub(super) pairs: Vec<(usize, Rangef)>,
    list: Rect,
}

impl Scene {
    /// Places what is laid out.
    pub(super) fn of(sheet: &Sheet, visible: &[Visible], lanes: Lanes, list: Rect) -> Self {
        let mut scene = Self { boxes: Vec::new(), pairs: Vec::new(), list };
        for shown in visible {
            let Some(laid) = sheet.blocks.get(&shown.row) else { continue };
            let top = list.top() + shown.top as f32;
            for one in &laid.boxes {
                let rect = rect_of(one, top, lanes);
                scene.boxes.push(Shown { pair: one.pair, side: one.side, cell: one.cell, rect });
            }
            let reach = |pair: &LaidPair| (pair.nth, Rangef::new(top + pair.top, top + pair.bottom));
            scene.pairs.extend(laid.pairs.iter().map(reach));
        }
        scene
    }

    /// The pair nearest to a height of the screen.
    pub(super) fn pair_at(&self, y: f32) -> Option<usize> {
        let away = |reach: &Rangef| (reach.min - y).max(y - reach.max).max(0.0);
        self.pairs.iter().min_by(|one, other| away(&one.1).total_cmp(&away(&other.1))).map(|(pair, _)| *pair)
    }

    /// Makes every box something that can be clicked, dragged and read out.
    pub(super) fn interact(&self, ui: &mut Ui, view: &AlignerView, state: &AlignerState) -> Vec<Response> {
        let chosen = |shown: &Shown| state.cursor.pair == shown.pair && state.cursor.side == shown.side;
        self.boxes
            .iter()
            .map(|shown| {
                let id = ui.scope_id().with(("box", shown.side, shown.pair, shown.cell));
                let response = ui.interact(shown.rect.intersect(self.list), id, Sense::CLICK | Sense::DRAG);
                response.widget_info(|| {
                    let is_here = chosen(shown) && state.cursor.cell(&state.pairs, shown.side) == shown.cell;
                    WidgetInfo::selected(Role::ListBoxOption, true, is_here, name(view, state, shown))
                });
                let Some(cell) = shown.cell else { return response };
                let (document, alignment) = (&view.open.document, &view.open.work.alignment);
                let resting = response.hovered() || response.is_tooltip_open();
                if let Some(place) = state.pairs.place(document, alignment, shown.side, cell).filter(|_| resting) {
                    noted::tip(&response, view, shown.side, place);
                }
                response.on_hover_cursor(CursorIcon::Grab)
            })
            .collect()
    }
}

/// What a screen reader calls a box: its pair, its language, which of how many, and its text.
fn name(view: &AlignerView, state: &AlignerState, shown: &Shown) -> String {
    let (document, alignment) = (&view.open.document, &view.open.work.alignment);
    let address = state.pairs.address(alignment, shown.pair).map_or(String::new(), |address| address.to_string());
    let language = document.side(shown.side).map_or("", |side| language_name(side.language));
    let part = state.pairs.get(shown.pair).map(|pair| pair.part(shown.side)).unwrap_or_default();
    let Some(cell) = shown.cell else { return format!("{address} {language}: nothing") };
    let text = state.pairs.text(document, alignment, shown.side, cell);
    let marked = if state.marked_cell() == Some((shown.side, cell)) { ", marked" } else { "" };
    let place = state.pairs.place(document, alignment, shown.side, cell);
    let noted = place.map_or(String::new(), |(passage, at)| noted::in_words(view.notes, shown.side, passage, at));
    format!("{address} {language} {} of {}{marked}{noted}: {text}", cell + 1 - part.start as usize, part.len())
}

/// Where a box stands on the screen, in a block whose upper edge is at `top`.
pub(super) fn rect_of(one: &LaidBox, top: f32, lanes: Lanes) -> Rect {
    let y = top + one.top;
    Rect::from_x_y_ranges(lanes.of(one.side), y..=y + one.height)
}

/// What the pairs are drawn with.
pub(super) struct Painting<'a> {
    /// What is shown.
    pub(super) view: &'a AlignerView<'a>,
    /// What is chosen, marked, dragged.
    pub(super) state: &'a AlignerState,
    /// Where it stands.
    pub(super) scene: &'a Scene,
    /// The blocks in the view.
    pub(super) visible: &'a [Visible],
    /// The columns.
    pub(super) lanes: Lanes,
    /// The part of the screen the pairs may cover.
    pub(super) list: Rect,
}

impl Painting<'_> {
    /// Draws everything; `boxes` is what the pointer did to those of the scene.
    pub(super) fn all(&self, ui: &mut Ui, boxes: &[Response]) {
        self.chosen_ground(ui);
        let mut responses = boxes.iter();
        for shown in self.visible {
            let Some(laid) = self.state.sheet.blocks.get(&shown.row) else { continue };
            let top = self.list.top() + shown.top as f32;
            self.heading(ui, laid, top);
            for pair in &laid.pairs {
                self.link(ui, laid, pair, top);
                self.gutter(ui, pair, top);
            }
            for one in &laid.boxes {
                let hovered = responses.next().is_some_and(Response::hovered);
                self.one_box(ui, one, rect_of(one, top, self.lanes), hovered);
            }
        }
        self.said(ui);
        self.ghost(ui);
    }

    /// The ground behind the chosen pairs.
    fn chosen_ground(&self, ui: &Ui) {
        let chosen = self.state.cursor.pairs();
        let reach = self.scene.pairs.iter().filter(|(pair, _)| chosen.contains(pair)).map(|(_, reach)| *reach);
        let Some(reach) = reach.reduce(|a, b| Rangef::new(a.min.min(b.min), a.max.max(b.max))) else { return };
        let rect = Rect::from_x_y_ranges(self.lanes.sheet, reach.expand(4.0));
        let palette = self.view.palette;
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS + 2), palette.selected.gamma_multiply(0.45));
        if self.state.cursor.is_wide() {
            let bar = Rect::from_x_y_ranges(rect.left()..=rect.left() + 3.0, rect.y_range());
            ui.painter().rect_filled(bar, CornerRadius::same(1), palette.accent);
        }
    }

    fn heading(&self, ui: &Ui, laid: &LaidBlock, top: f32) {
        let Some(heading) = &laid.heading else { return };
        let palette = self.view.palette;
        let y = (top + 0.5).round_to_pixels(ui.pixels_per_point());
        ui.painter().hline(self.lanes.sheet, y, (1.0, palette.row_line));
        let at = pos2(self.lanes.sheet.min + 4.0, top + 7.0).round_to_pixels(ui.pixels_per_point());
        ui.painter().galley(at, heading.clone(), palette.muted);
    }

    fn link(&self, ui: &Ui, laid: &LaidBlock, shown: &LaidPair, top: f32) {
        let middles = |side: SideName| {
            let own = laid.boxes.iter().filter(|one| one.pair == shown.nth && one.side == side && one.cell.is_some());
            own.map(|one| top + one.top + one.height / 2.0).collect()
        };
        let ends = Ends { source: middles(SideName::Source), translation: middles(SideName::Translation) };
        let alignment = &self.view.open.work.alignment;
        let look = Look {
            standing: Standing::of(alignment, &shown.pair),
            confidence: confidence(alignment, &shown.pair),
            crosses: self.state.pairs.crosses(shown.nth),
            strong: self.state.cursor.pair == shown.nth,
            palette: self.view.palette,
        };
        links::paint(ui.painter(), self.lanes.lane, &ends, look);
    }

    /// The address, and how the pair stands.
    fn gutter(&self, ui: &mut Ui, shown: &LaidPair, top: f32) {
        let alignment = &self.view.open.work.alignment;
        let Some(address) = self.state.pairs.address(alignment, shown.nth) else { return };
        let palette = self.view.palette;
        let y = top + shown.head + PADDING[1] + 8.0;
        let center = pos2(self.lanes.mark, y);
        let standing = Standing::of(alignment, &shown.pair);
        links::mark(ui.painter(), center, standing, palette);
        // Inside a row the sign of the paragraph only takes room.
        let text = address.to_string();
        let text = if address.pair.is_some() { text.trim_start_matches('¶') } else { &text };
        let ink = if self.state.cursor.pair == shown.nth { palette.ink } else { palette.muted };
        let right = (center - vec2(8.0, 0.0)).round_to_pixels(ui.pixels_per_point());
        ui.painter().text(right, Align2::RIGHT_CENTER, text, FontId::proportional(12.0), ink);
        let place = Rect::from_x_y_ranges(self.lanes.sheet.min..=self.lanes.mark + 6.0, y - 9.0..=y + 9.0);
        let place = place.intersect(self.list);
        if place.is_positive() {
            let response = ui.interact(place, ui.scope_id().with(("pair", shown.nth)), Sense::HOVER);
            let words = || in_words(self.view, self.state, shown, standing);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words()));
            if response.hovered() || response.is_tooltip_open() {
                response.on_hover_text(words());
            }
        }
    }

    fn one_box(&self, ui: &Ui, one: &LaidBox, rect: Rect, hovered: bool) {
        let palette = self.view.palette;
        let is_marked = one.cell.is_some_and(|cell| self.state.marked_cell() == Some((one.side, cell)));
        let fill = if is_marked { palette.selection } else { palette.card };
        let line = if hovered { palette.unpaired } else { palette.line };
        paint_ground(ui, one, rect, fill, line, palette);
        if is_marked {
            ui.painter().extend(dashed(rect.expand(1.5), Stroke::new(2.0, palette.link)));
        }
        if let Some(text) = &one.text {
            noted::paint(ui, self.view, one.side, text, (rect, rect.min + Vec2::from(PADDING)));
            self.met(ui, one, text, rect.min + Vec2::from(PADDING));
            sought::paint(ui.painter(), &one.found, rect.min.to_vec2() + Vec2::from(PADDING), self.view.palette);
        }
        paint_words(ui, one, rect, palette);
        if let Some(text) = &one.text {
            self.caret(ui, one, text, rect.min + Vec2::from(PADDING));
        }
        self.frame(ui, one, rect);
    }

    /// The frame of a chosen box, or of one on which something would be dropped.
    fn frame(&self, ui: &Ui, one: &LaidBox, rect: Rect) {
        let palette = self.view.palette;
        let radius = CornerRadius::same(RADIUS + 1);
        let cursor = self.state.cursor;
        if cursor.pair == one.pair && cursor.cell(&self.state.pairs, one.side) == one.cell {
            // The side in hand has the stronger frame.
            let (width, color) = if cursor.side == one.side {
                (2.0, palette.accent)
            } else {
                (1.5, palette.accent.gamma_multiply(0.55))
            };
            ui.painter().rect_stroke(rect.expand(1.0), radius, (width, color), StrokeKind::Outside);
        }
        let is_target = match self.state.dragged.and_then(|dragged| dragged.target) {
            Some(Gesture::Pair { source, translation }) => {
                one.cell == Some(if one.side == SideName::Source { source } else { translation })
            }
            Some(Gesture::Move { side, to, .. }) => one.pair == to && one.side == side,
            Some(Gesture::Differ(_)) | None => false,
        };
        if is_target {
            ui.painter().rect_stroke(rect.expand(1.0), radius, (3.0, palette.link), StrokeKind::Outside);
        }
    }

    /// What of a chosen box met the other side.
    fn met(&self, ui: &Ui, one: &LaidBox, text: &TextBlock, corner: Pos2) {
        if one.pair != self.state.cursor.pair {
            return;
        }
        let met = self.state.met.iter().flat_map(|(_, met)| met);
        for met in met.filter(|met| met.side == one.side && met.passage == text.passage && text.span.overlaps(met.at)) {
            underline(ui, text, met.at, corner, met.kind, self.view.palette);
        }
    }

    /// The caret, and what it would cut off.
    fn caret(&self, ui: &Ui, one: &LaidBox, text: &TextBlock, corner: Pos2) {
        let palette = self.view.palette;
        let corner = corner.round_to_pixels(ui.pixels_per_point()).to_vec2();
        let is_here = |caret: &super::Caret| caret.side == one.side && Some(caret.cell) == one.cell;
        if let Some(caret) = self.state.cutting().filter(is_here) {
            let place = text.place(caret.byte).translate(corner);
            ui.painter().vline(place.center().x, place.y_range().expand(2.0), (2.5, palette.accent));
            let after = Span { start: caret.byte as u32, end: text.span.end };
            for rect in text.rects(after) {
                let rect = rect.translate(corner);
                ui.painter().hline(rect.x_range(), rect.bottom(), (1.5, palette.accent));
            }
        } else if let Some(caret) = self.state.clicked().filter(is_here) {
            let place = text.place(caret.byte).translate(corner);
            ui.painter().vline(place.center().x, place.y_range().expand(2.0), (1.0, palette.muted));
        }
    }

    /// What is to be said of the chosen pair: at the foot, where it covers neither the pair nor what is read after it.
    fn said(&self, ui: &mut Ui) {
        let Some(says) = self.view.said else { return };
        let palette = self.view.palette;
        let widest = self.lanes.sheet.span() - 80.0;
        let galley = ui.painter().layout(says.to_owned(), FontId::proportional(12.5), palette.on_bar, widest);
        let size = galley.size() + vec2(22.0, 10.0);
        let center = pos2(self.lanes.sheet.center(), self.list.bottom() - 8.0 - size.y / 2.0);
        let rect = Rect::from_center_size(center, size);
        ui.painter().rect_filled(rect, 6.0, palette.bar);
        ui.painter().galley(rect.min + vec2(11.0, 5.0), galley, palette.on_bar);
        let response = ui.interact(rect, ui.scope_id().with("said"), Sense::HOVER);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, says));
    }

    /// What is dragged, beside the pointer.
    fn ghost(&self, ui: &Ui) {
        let Some(dragged) = self.state.dragged else { return };
        let Some(at) = ui.input(|input| input.pointer.latest_pos()) else { return };
        let palette = self.view.palette;
        let (document, alignment) = (&self.view.open.document, &self.view.open.work.alignment);
        let text = self.state.pairs.text(document, alignment, dragged.side, dragged.cell);
        let start: String = text.chars().take(24).collect();
        let does = match dragged.target {
            Some(Gesture::Pair { .. }) => "Pair with this",
            Some(Gesture::Move { .. }) => "Move here",
            Some(Gesture::Differ(_)) | None => "Drop on a pair, or on its partner",
        };
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, ui.scope_id().with("ghost")));
        let galley =
            painter.layout(format!("{start}…\n{does}"), FontId::proportional(12.5), palette.on_bar, f32::INFINITY);
        let rect = Rect::from_min_size(at + vec2(14.0, 10.0), galley.size() + vec2(20.0, 10.0));
        painter.rect_filled(rect, 6.0, palette.bar);
        painter.galley(rect.min + vec2(10.0, 5.0), galley, palette.on_bar);
    }
}

/// The ground of a box.
pub(super) fn paint_ground(ui: &Ui, one: &LaidBox, rect: Rect, fill: Color32, line: Color32, palette: &Palette) {
    if one.cell.is_some() {
        ui.painter().rect(rect, CornerRadius::same(RADIUS), fill, (1.0, line), StrokeKind::Inside);
    } else {
        ui.painter().extend(dashed(rect, Stroke::new(1.0, palette.absent)));
    }
}

/// The text of a box, or what stands in its place.
pub(super) fn paint_words(ui: &Ui, one: &LaidBox, rect: Rect, palette: &Palette) {
    if let Some(text) = &one.text {
        let corner = (rect.min + Vec2::from(PADDING)).round_to_pixels(ui.pixels_per_point());
        ui.painter().galley(corner, text.galley.clone(), palette.ink);
    }
    if let Some(remark) = &one.remark {
        let below = rect.bottom() - PADDING[1] - remark.rect.height();
        let middle = rect.center().y - remark.rect.height() / 2.0;
        let at = pos2(rect.left() + PADDING[0], if one.cell.is_some() { below } else { middle });
        ui.painter().galley(at.round_to_pixels(ui.pixels_per_point()), remark.clone(), palette.muted);
    }
}

/// What a pair is, in words.
fn in_words(view: &AlignerView, state: &AlignerState, shown: &LaidPair, standing: Standing) -> String {
    let alignment = &view.open.work.alignment;
    let address = state.pairs.address(alignment, shown.nth).map_or(String::new(), |address| address.to_string());
    let crosses = if state.pairs.crosses(shown.nth) { ", crosses another pair" } else { "" };
    let sure = match standing {
        Standing::Sure | Standing::Unsure | Standing::Doubtful => match confidence(alignment, &shown.pair) {
            confidence if is_weighed(confidence) => format!(", {:.0} %", (confidence * 100.0).min(99.0)),
            _ => ", not weighed yet".to_owned(),
        },
        _ => String::new(),
    };
    format!("{address}, {}, {}{sure}{crosses}", shown.pair.shape(), standing.words())
}

/// A line under something that met; each kind has a line of its own.
fn underline(ui: &Ui, text: &TextBlock, at: Span, corner: Pos2, kind: Kind, palette: &Palette) {
    for rect in text.rects(at) {
        let rect = rect.translate(corner.to_vec2());
        let y = rect.bottom() + 1.0;
        let color = match kind {
            Kind::Word => palette.link,
            Kind::Name => palette.partner_line,
            Kind::Number => palette.accent,
        };
        ui.painter().rect_filled(rect, 2.0, palette.partner);
        let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
        match kind {
            Kind::Word => ui.painter().hline(rect.x_range(), y, (1.5, color)),
            Kind::Name => ui.painter().hline(rect.x_range(), y, (3.0, color)),
            Kind::Number => {
                ui.painter().extend(Shape::dotted_line(&ends, color, 3.5, 1.2));
                continue;
            }
        };
    }
}

/// A frame of short lines.
fn dashed(frame: Rect, stroke: Stroke) -> Vec<Shape> {
    let corners = [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
    Shape::dashed_line(&corners, stroke, 4.0, 3.0)
}
