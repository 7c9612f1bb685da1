//! The bar over a selection that has settled: colours, notes, bookmark, both sides, copies.

use std::sync::Arc;

use eframe::egui::{
    Area, Context, CornerRadius, FontFamily, FontId, Frame, Galley, Id, Margin, Order, Popup, Pos2, Rect, Response,
    Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::Out;
use super::commands::Action;
use super::icons::{self, Icon};
use crate::model::{Colour, SideName};
use crate::ui::palette::Palette;
use crate::ui::reader::SettledSelection;

/// Height of the bar.
const HEIGHT: f32 = 34.0;
/// Blank between the bar and the text it is for.
const GAP: f32 = 7.0;
/// Blank between the bar and the edge of the window.
const EDGE: f32 = 8.0;
/// Width of a colour or an icon.
const CELL: f32 = 28.0;
/// Width of the line between groups.
const LINE: f32 = 9.0;
/// Blank at both ends of the bar.
const ENDS: f32 = 5.0;
/// Windows from this width on have words beside the icons.
const WORDS_FROM: f32 = 1100.0;

/// Something on the bar.
enum Part {
    /// A dot that gives its colour.
    Dot(Colour),
    /// An icon, and its name where there is room.
    Icon(Icon, Action, Option<Arc<Galley>>),
    /// The line between groups.
    Line,
}

impl Part {
    fn width(&self) -> f32 {
        match self {
            Self::Dot(_) | Self::Icon(_, _, None) => CELL,
            Self::Icon(_, _, Some(name)) => CELL + name.size().x + 6.0,
            Self::Line => LINE,
        }
    }
}

/// Draws the bar near `selection`, if one has settled and no menu is open.
pub(crate) fn selection_bar_ui(ctx: &Context, palette: &Palette, selection: Option<SettledSelection>, out: &mut Out) {
    let Some(selection) = selection.filter(|_| !Popup::is_any_open(ctx)) else { return };
    let window = ctx.content_rect();
    let parts = parts(ctx, palette, selection.side, window.width() >= WORDS_FROM);
    let width = parts.iter().map(Part::width).sum::<f32>() + 2.0 * ENDS;
    let corner = place(&selection, vec2(width, HEIGHT), window);
    let frame = Frame::new()
        .fill(palette.bar)
        .stroke(if palette.dark { Stroke::new(1.0, palette.bar_line) } else { Stroke::NONE })
        .corner_radius(CornerRadius::same(8))
        .shadow(ctx.global_style().visuals.popup_shadow)
        .inner_margin(Margin::symmetric(ENDS as i8, 0));
    Area::new(Id::unique("selection bar")).order(Order::Middle).fixed_pos(corner).constrain(false).show(ctx, |ui| {
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            ui.set_height(HEIGHT);
            ui.horizontal_centered(|ui| {
                for part in &parts {
                    part_ui(ui, palette, part, out);
                }
            });
        });
    });
}

fn parts(ctx: &Context, palette: &Palette, side: SideName, with_words: bool) -> Vec<Part> {
    let icon = |icon, action: Action, is_word: bool| {
        let font = FontId::new(12.5, FontFamily::Proportional);
        let name = || ctx.fonts_mut(|fonts| fonts.layout_no_wrap(action.name().to_owned(), font, palette.on_bar));
        Part::Icon(icon, action, (with_words && is_word).then(name))
    };
    let mut parts: Vec<Part> = Colour::ALL.into_iter().map(Part::Dot).collect();
    parts.push(Part::Line);
    parts.push(icon(Icon::Pencil, Action::Note, true));
    parts.push(icon(Icon::Question, Action::Question, false));
    parts.push(icon(Icon::Ribbon, Action::Bookmark, true));
    if side == SideName::Translation {
        parts.push(icon(Icon::Caret, Action::SuggestWording, false));
    }
    parts.push(Part::Line);
    parts.push(icon(Icon::BothSides, Action::BothSides, false));
    parts.push(Part::Line);
    parts.push(icon(Icon::Copy, Action::CopyText, false));
    parts.push(icon(Icon::Quote, Action::CopyCitation, true));
    parts
}

fn part_ui(ui: &mut Ui, palette: &Palette, part: &Part, out: &mut Out) {
    let (rect, response) = ui.allocate_exact_size(
        vec2(part.width(), HEIGHT),
        if matches!(part, Part::Line) { Sense::hover() } else { Sense::click() },
    );
    match part {
        Part::Line => {
            ui.painter().vline(rect.center().x, rect.y_range().shrink(8.0), (1.0, palette.bar_line));
        }
        Part::Dot(colour) => {
            let action = Action::Highlight(*colour);
            ground(ui, palette, rect, &response);
            let size = if response.hovered() { 8.0 } else { 7.0 };
            ui.painter().circle_filled(rect.center(), size, palette.highlight(Some(*colour)).dot);
            button(response, action, out);
        }
        Part::Icon(icon, action, name) => {
            ground(ui, palette, rect, &response);
            let square = Rect::from_min_size(rect.min, vec2(CELL, HEIGHT));
            icons::paint(ui.painter(), square.shrink2(vec2(0.0, 4.0)), *icon, palette.on_bar);
            if let Some(name) = name {
                let at = pos2(square.right() - 1.0, rect.center().y - name.size().y / 2.0);
                ui.painter().galley(at, name.clone(), palette.on_bar);
            }
            button(response, *action, out);
        }
    }
}

fn ground(ui: &Ui, palette: &Palette, rect: Rect, response: &Response) {
    let inner = rect.shrink2(vec2(1.0, 4.0));
    if response.hovered() {
        ui.painter().rect_filled(inner, CornerRadius::same(5), palette.bar_line);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(inner, CornerRadius::same(5), Stroke::new(1.0, palette.on_bar), StrokeKind::Inside);
    }
}

fn button(response: Response, action: Action, out: &mut Out) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, action.name()));
    let clicked = response.clicked();
    let tip = action.tooltip(&response.ctx);
    response.on_hover_text(tip);
    if clicked {
        out.actions.push(action);
    }
}

/// Upper left corner of a bar of `size`: above the selection, or below it where there is no room above or the pointer
/// is there, or in the view where there is none below either; never outside `window`.
fn place(selection: &SettledSelection, size: Vec2, window: Rect) -> Pos2 {
    let SettledSelection { first, last, view, pointer, .. } = *selection;
    let inside = window.shrink(EDGE);
    let left = |middle: f32| (middle - size.x / 2.0).min(inside.right() - size.x).max(inside.left());
    let above = pos2(left(first.center().x), first.top() - GAP - size.y);
    let below = pos2(left(last.center().x), last.bottom() + GAP);
    let fits = |corner: Pos2| {
        let bar = Rect::from_min_size(corner, size);
        let clear = pointer.is_none_or(|pointer| !bar.expand(2.0).contains(pointer));
        clear && bar.top() >= view.top() - size.y && bar.top() >= inside.top() && bar.bottom() <= inside.bottom()
    };
    // What fills the view has the bar over its upper or lower end, away from the pointer.
    let over_top = pos2(left(view.center().x), view.top().max(inside.top()) + GAP);
    let over_bottom = pos2(left(view.center().x), view.bottom().min(inside.bottom()) - GAP - size.y);
    [above, below, over_top].into_iter().find(|corner| fits(*corner)).unwrap_or(over_bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_stands_near_its_selection_and_in_the_window() {
        let window = Rect::from_min_size(Pos2::ZERO, vec2(1000.0, 700.0));
        let view = Rect::from_min_max(pos2(220.0, 80.0), pos2(760.0, 670.0));
        let size = vec2(400.0, HEIGHT);
        let line = |x: f32, y: f32, width: f32| Rect::from_min_size(pos2(x, y), vec2(width, 24.0));
        let above = |y: f32| y - GAP - HEIGHT;
        let below = |y: f32| y + 24.0 + GAP;
        for (first, last, pointer, expected) in [
            // Above, over the middle of the first line.
            (line(400.0, 300.0, 100.0), line(300.0, 330.0, 60.0), None, pos2(250.0, above(300.0))),
            // At the left and at the right edge of the window it stays inside.
            (line(20.0, 300.0, 60.0), line(20.0, 300.0, 60.0), None, pos2(EDGE, above(300.0))),
            (line(900.0, 300.0, 60.0), line(900.0, 300.0, 60.0), None, pos2(592.0, above(300.0))),
            // Above is the pointer.
            (line(400.0, 300.0, 100.0), line(400.0, 330.0, 100.0), Some(pos2(450.0, 275.0)), pos2(250.0, below(330.0))),
            // Above is the window's edge.
            (line(400.0, 20.0, 100.0), line(400.0, 50.0, 100.0), None, pos2(250.0, below(50.0))),
            // The selection fills the view.
            (line(400.0, 40.0, 100.0), line(400.0, 660.0, 100.0), None, pos2(290.0, 80.0 + GAP)),
            (
                line(400.0, 40.0, 100.0),
                line(400.0, 660.0, 100.0),
                Some(pos2(400.0, 100.0)),
                pos2(290.0, 670.0 - GAP - HEIGHT),
            ),
        ] {
            let selection = SettledSelection { first, last, view, pointer, side: SideName::Source };
            let corner = place(&selection, size, window);
            assert!((corner - expected).length() < 0.1, "{first:?} {last:?} {pointer:?}: {corner:?}");
            assert!(window.contains_rect(Rect::from_min_size(corner, size)));
        }
    }
}
