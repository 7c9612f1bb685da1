//! Draws gaps, drafts and marks of what is left out, and takes what is done with them.

use std::ops::Range;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::text::CCursor;
use eframe::egui::{
    CornerRadius, CursorIcon, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::insets::{Gap, Stretch, Written};
use super::layout::{ABOVE, CROSS, HEAD, INDENT, Laid, gap_below, one_line};
use crate::model::{DraftId, SideName};
use crate::text::Language;
use crate::ui::palette::Palette;
use crate::ui::reader::language_name;

/// The most characters of a draft that its name for a screen reader holds.
const NAME: usize = 400;

/// What the person asked for.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::ui::reader) enum Asked {
    /// To type a translation of this.
    Type(Stretch),
    /// To change a draft, the caret standing here.
    Change(DraftId, Option<CCursor>),
    /// To take a draft away.
    Remove(DraftId),
    /// To mark beads as left out on purpose, or not.
    LeaveOut(Range<usize>, bool),
}

/// Where an inset stands on the screen.
#[derive(Clone, Copy)]
pub(in crate::ui::reader) struct Standing<'a> {
    /// Its upper left corner.
    pub(in crate::ui::reader) corner: Pos2,
    pub(in crate::ui::reader) width: f32,
    pub(in crate::ui::reader) height: f32,
    /// What of the screen the rows may cover.
    pub(in crate::ui::reader) list: Rect,
    /// The cell and its language.
    pub(in crate::ui::reader) side: SideName,
    pub(in crate::ui::reader) language: Language,
    pub(in crate::ui::reader) palette: &'a Palette,
}

/// Draws an inset. Tells what was asked for.
pub(in crate::ui::reader) fn paint(ui: &mut Ui, laid: &Laid, at: &Standing) -> Option<Asked> {
    match laid {
        Laid::Gap { gap, left_out, says, link } => at.gap(ui, gap, *left_out, says, link),
        Laid::Draft { written, .. } => at.draft(ui, written, laid),
        Laid::Field => None,
    }
}

impl Standing<'_> {
    fn gap(
        &self,
        ui: &mut Ui,
        gap: &Gap,
        left_out: bool,
        says: &std::sync::Arc<eframe::egui::Galley>,
        link: &[Rect],
    ) -> Option<Asked> {
        let palette = self.palette;
        let height = self.height - ABOVE - gap_below(gap);
        let frame = Rect::from_min_size(self.corner + vec2(1.0, ABOVE), vec2(self.width - 2.0, height));
        let id = ui.scope_id().with(("gap", self.side, gap.of.start.passage, gap.of.start.at));
        let name = format!("{} {}", gap.address, language_name(self.language));
        let sense = if left_out { Sense::hover() } else { Sense::click() };
        let field = ui.interact(frame.intersect(self.list), id, sense);
        let mut asked = None;
        if left_out {
            field.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: Left out on purpose")));
        } else {
            let says = if gap.of.side == SideName::Source { "Not translated" } else { "No Chinese text" };
            let label = format!("{name}: {says}. Type one");
            field.widget_info(|| WidgetInfo::labeled(Role::Button, true, label.as_str()));
            asked = field.clicked().then_some(Asked::Type(gap.of));
        }
        let left = if left_out { 0.0 } else { INDENT - 1.0 };
        let text = pos2(frame.left() + left, frame.center().y - says.rect.height() / 2.0);
        let text = text.round_to_pixels(ui.pixels_per_point());
        let (clicked, is_strong) = self.link(ui, gap, left_out, link, text.to_vec2());
        if clicked {
            asked = Some(Asked::LeaveOut(gap.beads.clone(), !left_out));
        }
        if !left_out {
            let strong = (field.hovered() || field.has_focus()) && !is_strong;
            field.on_hover_cursor(CursorIcon::Text);
            let color = if strong { palette.accent } else { palette.absent.gamma_multiply(0.6) };
            ui.painter().extend(dashed_frame(frame, Stroke::new(1.0, color)));
        }
        ui.painter().galley(text, says.clone(), palette.absent);
        asked
    }

    /// The last words of a gap: whether they were clicked, and whether they are pointed at.
    fn link(&self, ui: &mut Ui, gap: &Gap, left_out: bool, link: &[Rect], shift: Vec2) -> (bool, bool) {
        if gap.beads.is_empty() {
            return (false, false);
        }
        let name = if left_out {
            format!("Take back that {} is left out", gap.address)
        } else {
            format!("Mark {} as left out on purpose", gap.address)
        };
        let (mut clicked, mut strong) = (false, false);
        for (line, rect) in link.iter().enumerate() {
            let place = rect.translate(shift);
            let shown = place.expand(2.0).intersect(self.list);
            if !shown.is_positive() {
                continue;
            }
            let id = ui.scope_id().with(("left out", self.side, gap.of.start.passage, gap.of.start.at, line));
            let response = ui.interact(shown, id, if line == 0 { Sense::click() } else { Sense::CLICK });
            if line == 0 {
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
            }
            clicked |= response.clicked();
            strong |= response.hovered() || response.has_focus();
            response.on_hover_cursor(CursorIcon::PointingHand);
        }
        let color = if strong { self.palette.accent } else { self.palette.absent.gamma_multiply(0.6) };
        for rect in link {
            let place = rect.translate(shift);
            ui.painter().hline(place.x_range(), place.bottom() + 0.5, (1.0, color));
        }
        (clicked, strong)
    }

    fn draft(&self, ui: &mut Ui, written: &Written, laid: &Laid) -> Option<Asked> {
        let Laid::Draft { head, text, struck, new, .. } = laid else { return None };
        let palette = self.palette;
        let place = Rect::from_min_size(self.corner + vec2(0.0, ABOVE), vec2(self.width, self.height - ABOVE - 2.0));
        let id = ui.scope_id().with(("draft", self.side, &*written.draft.id.0));
        let response = ui.interact(place.intersect(self.list), id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name(written)));
        let mut asked = None;
        if response.clicked() {
            let corner = self.corner + vec2(INDENT, ABOVE + HEAD);
            // In a comparison the caret would stand among words that the field does not hold.
            let is_plain = struck.is_empty() && new.is_empty();
            let pointer = response.interact_pointer_pos().filter(|_| is_plain);
            let caret = pointer.map(|pointer| text.galley.cursor_from_pos(pointer - corner));
            asked = Some(Asked::Change(written.draft.id.clone(), caret));
        }
        let strong = response.hovered() || response.has_focus();
        if strong {
            ui.painter().rect_filled(place, CornerRadius::same(4), palette.selected.gamma_multiply(0.4));
        }
        let response = response.on_hover_cursor(CursorIcon::Text);
        if self.cross(ui, written, place, strong || response.contains_pointer()) {
            asked = Some(Asked::Remove(written.draft.id.clone()));
        }
        let edge = [place.left_top() + vec2(1.5, 2.0), place.left_bottom() + vec2(1.5, -2.0)];
        ui.painter().extend(Shape::dashed_line(&edge, Stroke::new(2.0, palette.draft_line), 5.0, 3.0));
        let round = |at: Pos2| at.round_to_pixels(ui.pixels_per_point());
        let label = round(pos2(place.left() + INDENT, place.top() + (HEAD - head.rect.height()) / 2.0));
        ui.painter().galley(label, head.clone(), palette.muted);
        let corner = round(self.corner + vec2(INDENT, ABOVE + HEAD));
        for rect in new {
            let rect = rect.translate(corner.to_vec2());
            ui.painter().rect_filled(rect.expand2(vec2(1.0, 0.0)), 2.0, palette.draft_line.gamma_multiply(0.22));
            ui.painter().hline(rect.x_range(), rect.bottom() + 0.5, (1.5, palette.draft));
        }
        ui.painter().galley(corner, text.galley.clone(), palette.draft);
        for rect in struck {
            let rect = rect.translate(corner.to_vec2());
            ui.painter().hline(rect.x_range(), rect.center().y + 1.0, (1.2, palette.error));
        }
        asked
    }

    /// The cross at the right of a draft's head. Tells whether it was clicked.
    fn cross(&self, ui: &mut Ui, written: &Written, place: Rect, seen: bool) -> bool {
        let palette = self.palette;
        let area = Rect::from_min_size(pos2(place.right() - CROSS, place.top()), vec2(CROSS, HEAD));
        let shown = area.intersect(self.list);
        if !shown.is_positive() {
            return false;
        }
        let id = ui.scope_id().with(("remove draft", self.side, &*written.draft.id.0));
        let response = ui.interact(shown, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        let name = format!("Remove the {} of {}", kind(written), called(written));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
        let strong = response.hovered() || response.has_focus();
        if strong || seen {
            let color = if strong { palette.accent } else { palette.muted };
            paint_cross(ui.painter(), area.center(), color);
        }
        let clicked = response.clicked();
        tip(response, "Remove");
        clicked
    }
}

/// What a screen reader calls a draft.
fn name(written: &Written) -> String {
    let author = match written.draft.author.as_str() {
        "" => String::new(),
        author => format!(" by {}", one_line(author, 60)),
    };
    let kind = if written.wording { "Suggested wording" } else { "Draft translation" };
    format!("{kind} of {}{author}: {}", called(written), one_line(&written.draft.text, NAME))
}

/// What a draft is, inside a sentence.
fn kind(written: &Written) -> &'static str {
    if written.wording { "suggested wording" } else { "draft translation" }
}

/// The address of what a draft is of.
fn called(written: &Written) -> &str {
    if written.address.is_empty() { "text that is gone" } else { &written.address }
}

fn paint_cross(painter: &Painter, center: Pos2, color: eframe::egui::Color32) {
    for (from, to) in [((-3.5, -3.5), (3.5, 3.5)), ((-3.5, 3.5), (3.5, -3.5))] {
        painter.line_segment([center + vec2(from.0, from.1), center + vec2(to.0, to.1)], (1.3, color));
    }
}

/// Asking for a tip only where something is pointed at keeps a view full of drafts from asking for frames.
fn tip(response: Response, text: &str) {
    if response.hovered() || response.is_tooltip_open() {
        response.on_hover_text(text);
    }
}

/// A frame of short lines with round corners.
fn dashed_frame(frame: Rect, stroke: Stroke) -> Vec<Shape> {
    const ROUND: f32 = 4.0;
    let mut path = Vec::new();
    let (left, right, top, bottom) = (frame.left(), frame.right(), frame.top(), frame.bottom());
    let corners = [
        (pos2(right - ROUND, top + ROUND), -90.0f32),
        (pos2(right - ROUND, bottom - ROUND), 0.0),
        (pos2(left + ROUND, bottom - ROUND), 90.0),
        (pos2(left + ROUND, top + ROUND), 180.0),
    ];
    for (center, from) in corners {
        path.extend((0..=3u8).map(|step| {
            let angle = (from + 30.0 * f32::from(step)).to_radians();
            center + ROUND * vec2(angle.cos(), angle.sin())
        }));
    }
    path.extend(path.first().copied());
    Shape::dashed_line(&path, stroke, 4.0, 3.0)
}
