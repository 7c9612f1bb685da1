//! The lines that join the boxes of a pair, and the marks of how a pair stands: each standing has a line, a shape and a
//! colour of its own.

use eframe::egui::{Color32, FontId, Painter, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::standing::{Standing, is_weighed};
use crate::ui::palette::Palette;
use crate::ui::rows::{gutter_mark, status::Surety};

/// Points along a line.
const STEPS: u8 = 22;

/// The boxes of a pair that are to be joined.
pub(super) struct Ends {
    /// Middles of the boxes of the source, from above.
    pub(super) source: Vec<f32>,
    /// The same of the translation.
    pub(super) translation: Vec<f32>,
}

/// How the line of a pair looks.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    /// How the pair stands.
    pub(super) standing: Standing,
    /// How sure the machine is of it, 0 to 1.
    pub(super) confidence: f32,
    /// Whether it crosses another one.
    pub(super) crosses: bool,
    /// Whether it is the chosen one.
    pub(super) strong: bool,
    /// The colours.
    pub(super) palette: &'a Palette,
}

/// The colour of a standing.
pub(super) fn color(standing: Standing, palette: &Palette) -> Color32 {
    match standing {
        Standing::Confirmed | Standing::Corrected | Standing::Sure => palette.sure,
        Standing::Unsure => palette.unsure,
        Standing::Review => palette.accent,
        Standing::Doubtful => palette.error,
        Standing::LeftOut | Standing::Unpaired => palette.unpaired,
    }
}

/// Draws the lines of a pair into the lane between the columns.
pub(super) fn paint(painter: &Painter, lane: Rangef, ends: &Ends, look: Look) {
    let (Some(first), Some(other)) = (middle(&ends.source), middle(&ends.translation)) else { return };
    let (left, right) = (lane.min, lane.max);
    let center = pos2(lane.center(), f32::midpoint(first, other));
    let is_fan = ends.source.len() == 1 || ends.translation.len() == 1;
    if is_fan {
        for &from in &ends.source {
            for &to in &ends.translation {
                line(painter, curve(pos2(left, from), pos2(right, to)), look);
            }
        }
    } else {
        // Many to many: all lines meet in the middle, or nobody could tell them apart.
        for &from in &ends.source {
            line(painter, curve(pos2(left, from), center), look);
        }
        for &to in &ends.translation {
            line(painter, curve(center, pos2(right, to)), look);
        }
        painter.circle_filled(center, 3.0, color(look.standing, look.palette));
    }
    let says = label(look);
    if !says.is_empty() {
        let at = match is_fan {
            // Lines that cross do it in the middle: there nobody could tell whose the words are.
            true if look.crosses => point(pos2(left, first), pos2(right, other), 0.25),
            true => center,
            false => center - vec2(0.0, 11.0),
        };
        pill(painter, at, &says, look);
    }
}

/// What stands on the line besides its pattern.
fn label(look: Look) -> String {
    let percent = match look.confidence {
        confidence if is_weighed(confidence) => format!("{:.0} %", (confidence * 100.0).min(99.0)),
        _ => "?".to_owned(),
    };
    let says = match look.standing {
        Standing::Unsure | Standing::Doubtful => percent,
        Standing::Review => "review".to_owned(),
        _ => String::new(),
    };
    if look.crosses { format!("× {says}").trim_end().to_owned() } else { says }
}

fn pill(painter: &Painter, center: Pos2, says: &str, look: Look) {
    let color = color(look.standing, look.palette);
    let galley = painter.layout_no_wrap(says.to_owned(), FontId::proportional(10.5), look.palette.ink);
    let rect = Rect::from_center_size(center, galley.size() + vec2(8.0, 2.0));
    painter.rect(rect, 7.0, look.palette.sheet, (1.0, color), StrokeKind::Inside);
    painter.galley(rect.center() - galley.size() / 2.0, galley, look.palette.ink);
}

fn middle(ends: &[f32]) -> Option<f32> {
    (!ends.is_empty()).then(|| ends.iter().sum::<f32>() / ends.len() as f32)
}

/// A line from left to right that leaves and arrives level.
fn curve(from: Pos2, to: Pos2) -> Vec<Pos2> {
    (0..=STEPS).map(|step| point(from, to, f32::from(step) / f32::from(STEPS))).collect()
}

/// A point of that line, 0 where it leaves and 1 where it arrives.
fn point(from: Pos2, to: Pos2, t: f32) -> Pos2 {
    let bend = (to.x - from.x) * 0.5;
    let u = 1.0 - t;
    let (one, two) = (pos2(from.x + bend, from.y), pos2(to.x - bend, to.y));
    let sum = from.to_vec2() * (u * u * u)
        + one.to_vec2() * (3.0 * u * u * t)
        + two.to_vec2() * (3.0 * u * t * t)
        + to.to_vec2() * (t * t * t);
    sum.to_pos2()
}

fn line(painter: &Painter, points: Vec<Pos2>, look: Look) {
    let color = color(look.standing, look.palette);
    let stroke = Stroke::new(if look.strong { 3.0 } else { 2.2 }, color);
    match look.standing {
        Standing::Confirmed => {
            painter.add(Shape::line(points, stroke));
        }
        Standing::Sure => {
            painter.extend(Shape::dashed_line(&points, stroke, 6.0, 4.0));
        }
        Standing::Corrected => {
            painter.extend(Shape::dashed_line(&points, stroke, 14.0, 3.0));
        }
        Standing::Unsure => {
            painter.extend(Shape::dashed_line(&points, stroke, 3.0, 4.0));
        }
        Standing::Review => {
            painter.extend(Shape::dashed_line_with_offset(&points, stroke, &[9.0, 2.0], &[3.0, 3.0], 0.0));
        }
        Standing::Doubtful | Standing::LeftOut | Standing::Unpaired => {
            painter.extend(Shape::dotted_line(&points, color, 5.0, stroke.width / 2.0));
        }
    }
}

/// Draws the mark of a standing beside an address.
pub(super) fn mark(painter: &Painter, center: Pos2, standing: Standing, palette: &Palette) {
    let surety = match standing {
        Standing::Confirmed => Surety::Settled,
        Standing::LeftOut => Surety::LeftOut,
        Standing::Corrected => Surety::Corrected,
        Standing::Review => Surety::Review,
        Standing::Sure => Surety::Sure,
        Standing::Unsure => Surety::Unsure,
        Standing::Unpaired => Surety::Unpaired,
        Standing::Doubtful => {
            let corners = [vec2(0.0, -4.0), vec2(4.0, 0.0), vec2(0.0, 4.0), vec2(-4.0, 0.0)].map(|at| center + at);
            painter.add(Shape::closed_line(corners.to_vec(), Stroke::new(1.6, color(standing, palette))));
            return;
        }
    };
    gutter_mark::paint(painter, center, surety, palette);
}
