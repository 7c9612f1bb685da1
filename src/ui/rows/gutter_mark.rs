//! The mark beside a row that says how sure it is: each degree has a shape of its own, besides its colour.

use eframe::egui::{Painter, Pos2, Rect, Shape, Stroke, vec2};

use super::bar;
use super::status::Surety;
use crate::ui::palette::Palette;

/// A tick for what a person confirmed, a square for what was put together by hand, a flag for what is to be reviewed, a
/// disc for a sure pair, a diamond for an unsure one, a ring for one side alone, struck through where that is on purpose.
pub(crate) fn paint(painter: &Painter, center: Pos2, surety: Surety, palette: &Palette) {
    let color = bar::color(surety, palette);
    match surety {
        Surety::Settled => {
            let points = [vec2(-4.0, 0.0), vec2(-1.0, 3.5), vec2(4.5, -4.0)].map(|at| center + at);
            painter.add(Shape::line(points.to_vec(), Stroke::new(2.0, color)));
        }
        Surety::LeftOut => {
            painter.circle_stroke(center, 4.0, Stroke::new(1.3, color));
            painter.line_segment([center + vec2(-2.8, 2.8), center + vec2(2.8, -2.8)], Stroke::new(1.3, color));
        }
        Surety::Corrected => {
            painter.rect_filled(Rect::from_center_size(center, vec2(6.5, 6.5)), 1.0, color);
        }
        Surety::Review => {
            // A flag on its pole.
            let pole = [center + vec2(-3.5, -5.0), center + vec2(-3.5, 5.0)];
            painter.line_segment(pole, Stroke::new(1.6, color));
            let cloth = [vec2(-3.5, -5.0), vec2(4.5, -2.0), vec2(-3.5, 1.0)].map(|at| center + at);
            painter.add(Shape::convex_polygon(cloth.to_vec(), color, Stroke::NONE));
        }
        Surety::Sure => {
            painter.circle_filled(center, 3.5, color);
        }
        Surety::Unsure => {
            let corners = [vec2(0.0, -4.5), vec2(4.5, 0.0), vec2(0.0, 4.5), vec2(-4.5, 0.0)].map(|at| center + at);
            painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
        }
        Surety::Unpaired => {
            painter.circle_stroke(center, 3.0, (1.3, color));
        }
    }
}
