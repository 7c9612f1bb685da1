//! Notes as they lie on a text: a ground behind it for the note on top, lines below it for those underneath, and a sign
//! where a note that says something ends, so that no colour has to tell.
//!
//! Worked out once for every text that is laid out and every change of the notes; a frame only paints.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{
    Align2, FontId, Id, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::ReaderView;
use super::covers::{self, Below};
use super::found::{self, FoundIn};
use super::ribbons::{self, Ribbon};
use super::row_layout::{Content, LaidRow};
use crate::model::{Annotation, AnnotationId, Motivation, Row, SideName, Span, Standing};
use crate::ui::fonts;
use crate::ui::note_words;
use crate::ui::palette::Palette;
use crate::ui::rows::{Sought, TextBlock};
use crate::workspace::Cover;

/// From the letters to the first line below them, and from line to line, in points.
const LANE_TOP: f32 = 2.25;
const LANE: f32 = 2.25;
/// Size of a sign.
const SIGN: f32 = 10.0;
/// How many notes of one text a screen reader is told of: the others are reached one after the other by key.
const MOST_NAMED: usize = 100;

/// The notes on a text, ready to be painted. Rectangles count from the galley's upper left corner.
#[derive(Default)]
pub(super) struct Highlights {
    /// In the order in which clicks reach them.
    notes: Vec<Shown>,
    /// What has a ground, with the note.
    grounds: Vec<(usize, Vec<Rect>)>,
    /// What has a line in a lane, with note and lane.
    lines: Vec<(usize, usize, Vec<Rect>)>,
    /// Signs, with their note and their middle.
    signs: Vec<(usize, Pos2)>,
}

/// A note on the text.
struct Shown {
    note: Arc<Annotation>,
    at: Span,
    /// Where it is first seen, if it is.
    seen: Option<Rect>,
}

/// What a sign says of its note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    /// It says something.
    Said,
    /// It asks something.
    Asked,
    /// It judges the translation.
    Judged,
}

impl Sign {
    fn of(note: &Annotation) -> Option<Self> {
        match note.motivation {
            Motivation::Questioning => Some(Self::Asked),
            Motivation::Assessing => Some(Self::Judged),
            Motivation::Highlighting if note.text.is_empty() => None,
            _ => Some(Self::Said),
        }
    }
}

/// The notes on a row.
#[derive(Default)]
pub(super) struct RowMarks {
    /// The change of the notes, and the question that was searched for, that they are of.
    of: Option<(u64, Option<u64>)>,
    /// Those on its text, by the number of the block.
    pub(super) highlights: BTreeMap<usize, Highlights>,
    /// The bookmarks beside it.
    pub(super) ribbons: Vec<Ribbon>,
    /// What of it is searched for.
    pub(super) found: FoundIn,
}

impl RowMarks {
    /// Says that other text is laid out now.
    pub(super) fn are_stale(&mut self) {
        self.of = None;
    }
}

/// Brings the marks of what is laid out of a row in step with the notes of `view` and what is searched for.
pub(super) fn mark(laid: &mut LaidRow, view: &ReaderView, row: &Row) {
    let of = Some((view.notes_revision, view.sought.map(Sought::serial)));
    if laid.marks.of == of {
        return;
    }
    let found = found::found_in(&laid.blocks, view, row);
    let mut marks = RowMarks { of, found, ..RowMarks::default() };
    for (nth, block) in laid.blocks.iter().enumerate() {
        let Content::Text { text, .. } = &block.content else { continue };
        let covers = view.notes.covers(block.side, text.passage);
        if covers.is_empty() {
            continue;
        }
        let side = view.document.side(block.side);
        let length = side.and_then(|side| side.passages.get(text.passage)).map_or(0, |found| found.text.text().len());
        let here: Vec<&Cover> = on(covers, text.span, length).collect();
        ribbons::collect(&mut marks.ribbons, &here, text, block.top);
        marks.highlights.insert(nth, Highlights::of(text, here.into_iter(), block.side));
    }
    laid.marks = marks;
}

/// What of `covers`, which are ordered by start, lies on the part `span` of a text of `length` bytes.
fn on(covers: &[Cover], span: Span, length: usize) -> impl Iterator<Item = &Cover> {
    let until = covers.partition_point(|cover| cover.at.start <= span.end);
    let is_last = span.end as usize >= length;
    covers.get(..until).unwrap_or_default().iter().filter(move |cover| {
        let at = cover.at;
        if at.is_empty() {
            span.contains(at.start as usize) || (is_last && at.start == span.end)
        } else {
            at.overlaps(span)
        }
    })
}

impl Highlights {
    fn of<'a>(text: &TextBlock, covers: impl Iterator<Item = &'a Cover>, side: SideName) -> Self {
        let covers = covers::in_order(covers, side);
        let spans: Vec<Span> = covers.iter().map(|cover| cut(cover.at, text.span)).collect();
        let layers = covers::layers(&spans);
        let drawn = layers.tops.iter().map(|(_, note)| *note).chain(layers.below.iter().map(|below| below.note));
        let places = spans.iter().enumerate().filter(|(_, span)| span.is_empty()).map(|(nth, _)| nth);
        let drawn: BTreeSet<usize> = drawn.chain(places).collect();
        let seen = |nth: usize| {
            let span = *spans.get(nth).filter(|_| drawn.contains(&nth))?;
            if span.is_empty() { Some(text.place(span.start as usize)) } else { text.rects(span).first().copied() }
        };
        let notes: Vec<Shown> = covers
            .iter()
            .enumerate()
            .map(|(nth, cover)| Shown { note: cover.note.clone(), at: cover.at, seen: seen(nth) })
            .collect();
        let signs = signs(text, &covers, &spans, &drawn);
        let grounds = layers.tops.into_iter().map(|(at, note)| (note, text.rects(at))).collect();
        let lines = layers.below.into_iter().map(|Below { at, note, lane }| (note, lane, text.rects(at))).collect();
        Self { notes, grounds, lines, signs }
    }

    /// The notes under a character or at the gap nearest to the pointer, in the order in which clicks reach them.
    pub(super) fn hits(&self, under: Option<usize>, gap: usize) -> Vec<&Arc<Annotation>> {
        let hits = covers::hits(self.notes.iter().map(|shown| shown.at), under, gap);
        hits.into_iter().filter_map(|nth| self.notes.get(nth)).map(|shown| &shown.note).collect()
    }

    fn note(&self, nth: usize) -> Option<&Annotation> {
        self.notes.get(nth).map(|shown| &*shown.note)
    }

    /// Paints what lies behind the letters.
    pub(super) fn paint_grounds(&self, on: &On) {
        for (nth, rects) in &self.grounds {
            let Some(note) = self.note(*nth) else { continue };
            let look = on.palette.highlight(note.colour);
            let color = if on.is_chosen(note) { look.chosen } else { look.ground };
            let last = rects.len().saturating_sub(1);
            for (line, rect) in rects.iter().enumerate() {
                let mut rect = rect.translate(on.shift);
                // What follows in the same colour is another note.
                rect.max.x -= if line == last { 1.0 } else { 0.0 };
                on.painter.rect_filled(rect, 2.0, color);
            }
        }
    }

    /// Paints what lies between the letters and the next line: lines of notes that lie below others, the line under
    /// the chosen note, and dots under one that wants to be confirmed.
    pub(super) fn paint_lines(&self, on: &On, text: &TextBlock) {
        for (nth, lane, rects) in &self.lines {
            let Some(note) = self.note(*nth) else { continue };
            for rect in rects {
                let rect = rect.translate(on.shift);
                let y = rect.bottom() + LANE_TOP + LANE * *lane as f32;
                on.painter.hline(rect.x_range(), y, (1.5, on.palette.highlight(note.colour).line));
            }
        }
        for shown in &self.notes {
            let is_unsure = matches!(shown.note.standing(), Standing::ToConfirm { .. });
            if shown.at.is_empty() || !(is_unsure || on.is_chosen(&shown.note)) {
                continue;
            }
            let color = on.palette.highlight(shown.note.colour).line;
            for rect in text.rects(cut(shown.at, text.span)) {
                let rect = rect.translate(on.shift);
                let y = rect.bottom();
                if on.is_chosen(&shown.note) {
                    on.painter.hline(rect.x_range(), y, (2.0, color));
                } else {
                    let ends = [pos2(rect.left() + 1.0, y), pos2(rect.right() - 1.0, y)];
                    on.painter.extend(Shape::dotted_line(&ends, color, 4.0, 1.0));
                }
            }
        }
    }

    /// Paints what stands over the letters: signs, and the marks of mere places.
    pub(super) fn paint_signs(&self, on: &On) {
        for shown in self.notes.iter().filter(|shown| shown.at.is_empty()) {
            let Some(place) = shown.seen else { continue };
            let color = on.palette.highlight(shown.note.colour).line;
            let place = place.translate(on.shift);
            let wide = if on.is_chosen(&shown.note) { 2.5 } else { 1.5 };
            on.painter.vline(place.center().x, place.y_range(), (wide, color));
            let foot = place.center_bottom();
            let corners = [foot + vec2(-4.0, 3.0), foot + vec2(0.0, -3.0), foot + vec2(4.0, 3.0)];
            on.painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
        }
        for (nth, middle) in &self.signs {
            let Some((note, sign)) = self.note(*nth).and_then(|note| Some((note, Sign::of(note)?))) else { continue };
            paint_sign(on, *middle + on.shift, sign, note);
        }
    }

    /// Names the notes for a screen reader, each where it is first seen.
    pub(super) fn name(&self, ui: &Ui, id: Id, shift: Vec2, within: Rect) {
        let named = self.notes.iter().filter_map(|shown| Some((shown, shown.seen?))).take(MOST_NAMED);
        for (shown, seen) in named {
            let rect = seen.translate(shift).intersect(within);
            if rect.width() < 0.0 || rect.height() <= 0.0 {
                continue;
            }
            let response = ui.interact(rect, id.with(&*shown.note.id.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, note_words::label(&shown.note)));
        }
    }
}

/// What highlights are painted on.
pub(super) struct On<'a> {
    /// The painter of the rows.
    pub(super) painter: &'a Painter,
    /// From the galley's corner to the screen.
    pub(super) shift: Vec2,
    /// The colours.
    pub(super) palette: &'a Palette,
    /// The note that was chosen.
    pub(super) chosen: Option<&'a AnnotationId>,
}

impl On<'_> {
    fn is_chosen(&self, note: &Annotation) -> bool {
        self.chosen == Some(&note.id)
    }
}

/// The part of `at` that lies in `within`; a mere place stays one.
fn cut(at: Span, within: Span) -> Span {
    let start = at.start.clamp(within.start, within.end);
    Span { start, end: at.end.clamp(start, within.end) }
}

/// Where signs stand: at the upper right corner of what they are about, those of one place beside each other.
fn signs(text: &TextBlock, covers: &[&Cover], spans: &[Span], drawn: &BTreeSet<usize>) -> Vec<(usize, Pos2)> {
    let mut signs: Vec<(usize, Pos2)> = Vec::new();
    for &nth in drawn {
        let Some((cover, span)) = covers.get(nth).zip(spans.get(nth)) else { continue };
        let ends_here = cover.ends && cover.at.end <= text.span.end;
        if !ends_here || Sign::of(&cover.note).is_none() {
            continue;
        }
        let corner = match text.rects(*span).last() {
            Some(last) => last.right_top(),
            None if span.is_empty() => text.place(span.start as usize).center_top(),
            None => continue,
        };
        let mut middle = corner + vec2(-1.0, 0.5);
        while signs.iter().any(|(_, other)| other.distance(middle) < SIGN * 0.8) {
            middle.x -= SIGN;
        }
        signs.push((nth, middle));
    }
    signs
}

/// A speech bubble, a question mark on a disc, or a tick on one; faint where what it says is settled.
fn paint_sign(on: &On, middle: Pos2, sign: Sign, note: &Annotation) {
    let look = on.palette.highlight(note.colour);
    let color = if note.resolved { look.line.gamma_multiply(0.5) } else { look.line };
    let ground = on.palette.sheet;
    let half = SIGN / 2.0;
    match sign {
        Sign::Said => {
            let bubble = Rect::from_center_size(middle - vec2(0.0, 0.5), vec2(SIGN, SIGN - 2.5));
            let tail = [(-3.5, 2.5), (-0.5, 2.5), (-3.5, 5.5)].map(|(x, y)| middle + vec2(x, y));
            on.painter.rect_filled(bubble, 2.5, color);
            on.painter.add(Shape::convex_polygon(tail.to_vec(), color, Stroke::NONE));
            for y in [-1.5, 1.0] {
                on.painter.hline(middle.x - 2.7..=middle.x + 2.7, middle.y - 0.5 + y, (1.0, ground));
            }
        }
        Sign::Asked => {
            on.painter.circle_filled(middle, half, color);
            let font = FontId::new(SIGN * 0.85, fonts::interface_bold());
            on.painter.text(middle, Align2::CENTER_CENTER, "?", font, ground);
        }
        Sign::Judged => {
            on.painter.circle_filled(middle, half, color);
            let tick = [(-2.3, 0.2), (-0.6, 2.0), (2.6, -1.9)].map(|(x, y)| middle + vec2(x, y));
            on.painter.add(Shape::line(tick.to_vec(), Stroke::new(1.4, ground)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(motivation: Motivation, text: &str) -> Arc<Annotation> {
        Arc::new(Annotation { text: text.to_owned(), ..Annotation::new(AnnotationId("一".into()), motivation) })
    }

    #[test]
    fn what_is_more_than_colour_has_a_sign() {
        for (motivation, text, expected) in [
            (Motivation::Highlighting, "", None),
            (Motivation::Highlighting, "此处可疑", Some(Sign::Said)),
            (Motivation::Commenting, "", Some(Sign::Said)),
            (Motivation::Questioning, "对吗？", Some(Sign::Asked)),
            (Motivation::Assessing, "", Some(Sign::Judged)),
            (Motivation::Other("moderating".into()), "", Some(Sign::Said)),
        ] {
            assert_eq!(Sign::of(&note(motivation.clone(), text)), expected, "{motivation:?}");
        }
    }

    #[test]
    fn covers_are_dealt_out_to_the_parts_of_a_text() {
        let cover = |start, end| Cover {
            at: Span::new(start, end),
            note: note(Motivation::Highlighting, ""),
            starts: true,
            ends: true,
        };
        // 边界问题 and a break behind 边界: two parts of six bytes.
        let covers = [cover(0, 12), cover(0, 6), cover(3, 9), cover(6, 6), cover(6, 9), cover(12, 12)];
        let found =
            |start, end| -> Vec<Span> { on(&covers, Span::new(start, end), 12).map(|cover| cover.at).collect() };
        let spans = |list: &[(usize, usize)]| -> Vec<Span> {
            list.iter().map(|(start, end)| Span::new(*start, *end)).collect()
        };
        assert_eq!(found(0, 6), spans(&[(0, 12), (0, 6), (3, 9)]));
        assert_eq!(found(6, 12), spans(&[(0, 12), (3, 9), (6, 6), (6, 9), (12, 12)]));
        assert_eq!(cut(Span::new(3, 9), Span::new(6, 12)), Span::new(6, 9));
        assert_eq!(cut(Span::empty(6), Span::new(6, 12)), Span::empty(6));
    }
}
