//! Notes in the boxes: a ground behind what each is about and a bar at the edge, a ribbon for a bookmark, and the same in
//! words. What they say is read beside the text, or where the pointer rests.

use eframe::egui::{Pos2, Rect, Response, RichText, Shape, Stroke, Ui, pos2, vec2};

use super::AlignerView;
use crate::model::{Motivation, SideName, Span};
use crate::ui::note_words;
use crate::ui::palette::Palette;
use crate::ui::rows::TextBlock;
use crate::workspace::{Cover, NotePlaces};

/// Width of the bar at the edge of a box.
const BAR: f32 = 3.0;
/// How many notes a box tells of where the pointer rests.
const TOLD: usize = 4;

/// The notes on a stretch of a passage, bookmarks too.
pub(super) fn on(notes: &NotePlaces, side: SideName, passage: usize, at: Span) -> impl Iterator<Item = &Cover> {
    let touches =
        move |cover: &&Cover| cover.at.overlaps(at) || (cover.at.is_empty() && at.contains(cover.at.start as usize));
    notes.covers(side, passage).iter().filter(touches)
}

/// How many notes there are on a stretch, and whether a bookmark is, as part of a name: `, 2 notes, bookmarked`.
pub(super) fn in_words(notes: &NotePlaces, side: SideName, passage: usize, at: Span) -> String {
    let (marks, others): (Vec<&Cover>, Vec<&Cover>) = on(notes, side, passage, at).partition(|one| is_bookmark(one));
    let many = match others.len() {
        0 => String::new(),
        1 => ", 1 note".to_owned(),
        many => format!(", {many} notes"),
    };
    format!("{many}{}", if marks.is_empty() { "" } else { ", bookmarked" })
}

/// Draws the notes of a text that stands in a box, its corner at `corner`, under whatever is drawn next.
pub(super) fn paint(ui: &Ui, view: &AlignerView, side: SideName, text: &TextBlock, (frame, corner): (Rect, Pos2)) {
    for cover in on(view.notes, side, text.passage, text.span) {
        if is_bookmark(cover) {
            ribbon(ui, frame, view.palette);
            continue;
        }
        let look = view.palette.highlight(cover.note.colour);
        let lines: Vec<Rect> = text.rects(cover.at).into_iter().map(|rect| rect.translate(corner.to_vec2())).collect();
        for line in &lines {
            ui.painter().rect_filled(*line, 2.0, look.ground);
        }
        if let Some(all) = lines.into_iter().reduce(Rect::union) {
            let bar = Rect::from_x_y_ranges(frame.right() - BAR - 1.5..=frame.right() - 1.5, all.y_range());
            ui.painter().rect_filled(bar, 1.0, look.line);
        }
    }
}

/// A ribbon that hangs from the upper edge of a box.
fn ribbon(ui: &Ui, frame: Rect, palette: &Palette) {
    let corner = pos2(frame.right() - 18.0, frame.top());
    let points = [vec2(0.0, 0.0), vec2(8.0, 0.0), vec2(8.0, 11.0), vec2(4.0, 8.0), vec2(0.0, 11.0)];
    // Parted in two, because what is filled must be convex.
    for half in [&[0, 1, 3, 4][..], &[1, 2, 3]] {
        let half = half.iter().filter_map(|nth| points.get(*nth)).map(|point| corner + *point).collect();
        ui.painter().add(Shape::convex_polygon(half, palette.accent, Stroke::NONE));
    }
}

/// Tells of the notes of a box where the pointer rests on it.
pub(super) fn tip(response: &Response, view: &AlignerView, side: SideName, (passage, at): (usize, Span)) {
    let noted: Vec<&Cover> = on(view.notes, side, passage, at).collect();
    if noted.is_empty() {
        return;
    }
    response.clone().on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        for cover in noted.iter().take(TOLD) {
            ui.label(RichText::new(note_words::heading(&cover.note)).color(view.palette.muted).size(11.0));
            ui.label(RichText::new(note_words::gist(&cover.note, 160)).color(view.palette.ink).size(13.0));
        }
        if let Some(more) = noted.len().checked_sub(TOLD).filter(|more| *more > 0) {
            ui.label(RichText::new(format!("{more} more")).color(view.palette.muted).size(11.0));
        }
    });
}

fn is_bookmark(cover: &Cover) -> bool {
    cover.note.motivation == Motivation::Bookmarking
}
