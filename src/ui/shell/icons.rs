//! Icons as strokes of the painter: sharp at every scale, in the ink of their button, and no font needs to hold them.

use std::f32::consts::{PI, TAU};

use eframe::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// An icon of a button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Icon {
    /// Three lines: the left panel.
    Lines,
    /// A page with a column at its right: the right panel.
    RightColumn,
    /// A half-filled circle: the theme.
    HalfMoon,
    /// A cross: away with it.
    Cross,
    /// Three dots: the menu.
    Dots,
    /// An arrow down.
    Down,
    /// An arrow up.
    Up,
    /// Two sheets: copy.
    Copy,
    /// A bin.
    Bin,
    /// A pencil: write.
    Pencil,
    /// A question mark: ask.
    Question,
    /// A ribbon: a bookmark.
    Ribbon,
    /// Two columns of text: both sides.
    BothSides,
    /// Two commas: a citation.
    Quote,
    /// A proofreader's caret below a line: another wording.
    Caret,
    /// A funnel.
    Funnel,
    /// A cross on what is small.
    SmallCross,
    /// An arrow that turns back: undo.
    Back,
    /// The same the other way: redo.
    Forth,
}

/// Draws `icon` in the middle of `rect`, about 14 points wide.
pub(crate) fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let c = rect.center();
    let stroke = Stroke::new(1.4, color);
    let line = |from: (f32, f32), to: (f32, f32)| {
        painter.line_segment([c + vec2(from.0, from.1), c + vec2(to.0, to.1)], stroke);
    };
    match icon {
        Icon::Lines => {
            for y in [-5.0, 0.0, 5.0] {
                line((-7.0, y), (7.0, y));
            }
        }
        Icon::RightColumn => {
            let page = Rect::from_center_size(c, vec2(15.0, 12.0));
            painter.rect_stroke(page, CornerRadius::same(2), stroke, StrokeKind::Inside);
            line((2.5, -6.0), (2.5, 6.0));
        }
        Icon::HalfMoon => half_moon(painter, c, stroke),
        Icon::Cross => {
            line((-4.0, -4.0), (4.0, 4.0));
            line((-4.0, 4.0), (4.0, -4.0));
        }
        Icon::Dots => {
            for x in [-5.0, 0.0, 5.0] {
                painter.circle_filled(c + vec2(x, 0.0), 1.4, color);
            }
        }
        Icon::Down => corner(painter, c, stroke, [(-4.0, -2.0), (0.0, 2.0), (4.0, -2.0)]),
        Icon::Up => corner(painter, c, stroke, [(-4.0, 2.0), (0.0, -2.0), (4.0, 2.0)]),
        Icon::Bin => {
            line((-5.5, -4.0), (5.5, -4.0));
            line((-1.5, -6.0), (1.5, -6.0));
            let sides = [(-4.0, -4.0), (-3.3, 6.0), (3.3, 6.0), (4.0, -4.0)];
            painter.add(Shape::line(sides.map(|(x, y)| c + vec2(x, y)).to_vec(), stroke));
        }
        Icon::Pencil => {
            let shaft = [(-5.5, 5.5), (-4.5, 2.0), (3.0, -5.5), (5.5, -3.0), (-2.0, 4.5), (-5.5, 5.5)];
            painter.add(Shape::line(shaft.map(|(x, y)| c + vec2(x, y)).to_vec(), stroke));
            line((1.0, -3.5), (3.5, -1.0));
        }
        Icon::Question => question_mark(painter, c, stroke),
        Icon::Ribbon => {
            let shape = [(-4.0, -6.0), (4.0, -6.0), (4.0, 6.0), (0.0, 2.5), (-4.0, 6.0), (-4.0, -6.0)];
            painter.add(Shape::line(shape.map(|(x, y)| c + vec2(x, y)).to_vec(), stroke));
        }
        Icon::Caret => {
            line((-6.0, -4.5), (6.0, -4.5));
            corner(painter, c, stroke, [(-4.0, 5.0), (0.0, -1.0), (4.0, 5.0)]);
        }
        Icon::BothSides => {
            line((0.0, -6.0), (0.0, 6.0));
            for y in [-4.5, 0.0, 4.5] {
                line((-7.0, y), (-2.5, y));
                line((2.5, y), (7.0, y));
            }
        }
        Icon::Quote => {
            for x in [-3.5, 2.5] {
                painter.circle_filled(c + vec2(x, -1.5), 2.0, color);
                let tail = [(x + 1.6, -1.5), (x + 1.2, 1.4), (x - 1.0, 3.6)];
                corner(painter, c, stroke, tail);
            }
        }
        Icon::Funnel => {
            for (y, reach) in [(-4.5, 6.5), (0.0, 4.0), (4.5, 1.5)] {
                line((-reach, y), (reach, y));
            }
        }
        Icon::SmallCross => {
            line((-2.5, -2.5), (2.5, 2.5));
            line((-2.5, 2.5), (2.5, -2.5));
        }
        Icon::Back => turning(painter, c, stroke, 1.0),
        Icon::Forth => turning(painter, c, stroke, -1.0),
        Icon::Copy => {
            let sheet = |x: f32, y: f32| Rect::from_center_size(c + vec2(x, y), vec2(8.0, 9.0));
            painter.rect_stroke(sheet(2.0, 2.0), CornerRadius::same(1), stroke, StrokeKind::Middle);
            corner(painter, c, stroke, [(-5.5, 2.0), (-5.5, -6.0), (2.0, -6.0)]);
        }
    }
}

fn corner(painter: &Painter, c: Pos2, stroke: Stroke, points: [(f32, f32); 3]) {
    painter.add(Shape::line(points.map(|(x, y)| c + vec2(x, y)).to_vec(), stroke));
}

fn question_mark(painter: &Painter, c: Pos2, stroke: Stroke) {
    let hook = [(-2.8, -2.8), (-2.2, -4.8), (0.0, -5.6), (2.3, -4.8), (2.8, -2.8), (1.8, -1.0), (0.0, 0.4), (0.0, 2.2)];
    painter.add(Shape::line(hook.map(|(x, y)| c + vec2(x, y)).to_vec(), stroke));
    painter.circle_filled(c + vec2(0.0, 5.0), 1.1, stroke.color);
}

/// An arrow that comes from below and turns to the left, or with -1 to the right.
fn turning(painter: &Painter, c: Pos2, stroke: Stroke, to: f32) {
    const STEPS: u16 = 12;
    let at = |x: f32, y: f32| c + vec2(x * to, y);
    let bend = (0..=STEPS).map(|step| PI * f32::from(step) / f32::from(STEPS)).map(|angle| {
        // From below at the right, over the top, to the tip.
        at(1.5 + 4.0 * angle.sin(), 1.0 + 4.0 * angle.cos())
    });
    let line: Vec<Pos2> = std::iter::once(at(-2.0, 5.0)).chain(bend).chain([at(-5.5, -3.0)]).collect();
    painter.add(Shape::line(line, stroke));
    corner(painter, c, stroke, [(-2.5 * to, -6.0), (-5.5 * to, -3.0), (-2.5 * to, 0.0)]);
}

fn half_moon(painter: &Painter, c: Pos2, stroke: Stroke) {
    const RADIUS: f32 = 6.0;
    const STEPS: u16 = 24;
    painter.circle_stroke(c, RADIUS, stroke);
    let right_half: Vec<Pos2> = (0..=STEPS)
        .map(|step| TAU * 0.75 + PI * f32::from(step) / f32::from(STEPS))
        .map(|angle| pos2(c.x + RADIUS * angle.cos(), c.y + RADIUS * angle.sin()))
        .collect();
    painter.add(Shape::convex_polygon(right_half, stroke.color, Stroke::NONE));
}
