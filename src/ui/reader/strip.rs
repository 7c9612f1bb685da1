//! The strip beside the scroll bar: a map of what wants a look, of what people wrote and of what is searched for, from
//! the first row to the last.
//!
//! Rows that are unsure or unpaired stand in its left half, notes in its right half, bookmarks across it. What was
//! found stands across it too, behind the others and as a frame is seen around them.

use eframe::egui::{Rect, Ui, vec2};

use super::ReaderView;
use super::flow::Sheet;
use crate::model::{Address, Alignment, Colour, Motivation};
use crate::ui::palette::Palette;
use crate::ui::rows::bar::{MARK, color, scale, strip_ui};
use crate::ui::rows::status::{Surety, surety};
use crate::ui::rows::{Position, Sought};
use crate::workspace::{DocumentId, PlacedNote};

/// How far from a mark a click still means it, in points.
const NEAR: f32 = 4.0;

/// The marks, made once for a document, its notes and a height: one at most in every `MARK` points.
#[derive(Default)]
pub(super) struct Map {
    key: Option<Key>,
    marks: Vec<Mark>,
    /// All that lies on the strip, counted: for whoever cannot see the marks.
    words: String,
}

type Key = (DocumentId, [u64; 3], Option<(u64, usize)>, bool, u32, u32);

/// What lies in `MARK` points of the strip.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Mark {
    /// From the strip's upper edge.
    y: f32,
    /// The first and the last row that has something here.
    rows: (usize, usize),
    unsure: u32,
    unpaired: u32,
    notes: u32,
    bookmarks: u32,
    found: u32,
    /// The colour of the first note here.
    colour: Option<Colour>,
}

/// Draws the strip into `rect` and tells where a click leads.
pub(super) fn show(ui: &mut Ui, rect: Rect, view: &ReaderView, sheet: &Sheet, map: &mut Map) -> Option<Position> {
    map.follow(view, sheet, rect);
    let pointer = ui.input(|input| input.pointer.latest_pos()).filter(|pointer| rect.contains(*pointer));
    let near = pointer.and_then(|pointer| map.near(pointer.y - rect.top()));
    let tip = near.map(|mark| mark.words(view.alignment));
    let tip = tip.as_deref().unwrap_or("Notes, bookmarks, unsure and unpaired rows: click to go there");
    let names = ("Map of notes, bookmarks, unsure and unpaired rows", tip, map.words.clone());
    let clicked = strip_ui(ui, rect, view.palette, &sheet.heights, names);
    for mark in &map.marks {
        mark.paint(ui, rect, view.palette);
    }
    clicked.map(|to| near.map_or(to, |mark| Position { row: mark.rows.0, ..to }))
}

impl Map {
    fn follow(&mut self, view: &ReaderView, sheet: &Sheet, strip: Rect) {
        // Made again when heights have changed by some two percent: for every measured row would be too often.
        let total = (sheet.heights.total().max(1.0).ln() * 50.0) as u32;
        let revisions = [view.revision, view.statuses, view.notes_revision];
        let sought = view.sought.map(|sought| (sought.serial(), sought.rows().len()));
        let key = Some((view.id, revisions, sought, view.aligning, strip.height() as u32, total));
        if self.key != key {
            self.key = key;
            self.marks = marks(view, sheet, strip);
            self.words = all_in_words(&self.marks);
        }
    }

    /// The mark at `y`, or the nearest if it is near.
    fn near(&self, y: f32) -> Option<&Mark> {
        let away = |mark: &Mark| (mark.y - y).max(y - mark.y - MARK).max(0.0);
        let next = self.marks.partition_point(|mark| mark.y + MARK < y);
        let around = self.marks.get(next.saturating_sub(1)..(next + 2).min(self.marks.len()))?;
        let nearest = around.iter().min_by(|one, other| away(one).total_cmp(&away(other)))?;
        (away(nearest) <= NEAR).then_some(nearest)
    }
}

fn marks(view: &ReaderView, sheet: &Sheet, strip: Rect) -> Vec<Mark> {
    let rates = !view.aligning && view.document.translation.is_some();
    let scale = scale(strip, &sheet.heights);
    let rows = view.alignment.rows.iter().enumerate();
    let mut top = 0.0;
    let rows = rows.map(|(nth, row)| {
        let height = f64::from(sheet.heights.height(nth));
        let start = top;
        top += height;
        let surety = rates.then(|| surety(view.alignment, row)).filter(|surety| surety.wants_a_look());
        RowPlace { start, height, surety }
    });
    gather(rows, (view.notes.notes(), view.sought.map_or(&[], Sought::rows)), view.alignment, scale)
}

/// A row on the way down the document.
struct RowPlace {
    start: f64,
    height: f64,
    surety: Option<Surety>,
}

/// One mark for every `MARK` points that hold something. Rows, notes and the rows of what was found come in the order
/// of the text.
fn gather(
    rows: impl Iterator<Item = RowPlace>,
    (notes, found): (&[PlacedNote], &[usize]),
    alignment: &Alignment,
    scale: f64,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut notes = notes.iter().peekable();
    let mut found = found.iter().peekable();
    for (nth, row) in rows.enumerate() {
        if let Some(surety) = row.surety {
            let mark = at(&mut marks, row.start * scale, nth);
            match surety {
                Surety::Unsure | Surety::Review => mark.unsure += 1,
                _ => mark.unpaired += 1,
            }
        }
        while found.next_if(|found| **found == nth).is_some() {
            at(&mut marks, row.start * scale, nth).found += 1;
        }
        while let Some(note) = notes.next_if(|note| note.row == Some(nth)) {
            let mark = at(&mut marks, (row.start + row.height * share(note, alignment, nth)) * scale, nth);
            if note.note.motivation == Motivation::Bookmarking {
                mark.bookmarks += 1;
            } else {
                mark.notes += 1;
                mark.colour = mark.colour.or(note.note.colour);
            }
        }
    }
    marks
}

/// The mark at a point of the strip.
fn at(marks: &mut Vec<Mark>, y: f64, row: usize) -> &mut Mark {
    let y = (y as f32 / MARK).floor() * MARK;
    let nth = marks.partition_point(|mark| mark.y < y);
    if marks.get(nth).is_none_or(|mark| mark.y > y) {
        marks.insert(nth, Mark { y, rows: (row, row), ..Mark::default() });
    }
    let mark = &mut marks[nth];
    mark.rows.1 = mark.rows.1.max(row);
    mark
}

/// How far down its row a note starts, 0 to 1: by passages, for a row has few.
fn share(note: &PlacedNote, alignment: &Alignment, row: usize) -> f64 {
    let Some((row, (side, passage, _))) = alignment.rows.get(row).zip(note.spans.first()) else { return 0.0 };
    let part = row.part(*side);
    f64::from(passage.saturating_sub(part.start)) / part.len().max(1) as f64
}

impl Mark {
    fn paint(&self, ui: &Ui, strip: Rect, palette: &Palette) {
        let paint = |x: f32, width: f32, color| {
            let place = Rect::from_min_size(strip.min + vec2(x, self.y), vec2(width, MARK));
            ui.painter().rect_filled(place, 1.0, color);
        };
        if self.found > 0 {
            paint(0.5, 13.0, palette.found_line);
        }
        if self.unsure + self.unpaired > 0 {
            let surety = if self.unsure > 0 { Surety::Unsure } else { Surety::Unpaired };
            paint(2.5, 4.5, color(surety, palette));
        }
        if self.notes > 0 {
            paint(7.5, 4.5, palette.highlight(self.colour).line);
        }
        if self.bookmarks > 0 {
            paint(2.5, 9.5, palette.accent);
        }
    }

    /// What lies here and where: ¶5: 2 notes, 1 bookmark.
    fn words(&self, alignment: &Alignment) -> String {
        let address = |row: usize| {
            alignment.rows.get(row).map(|row| Address { row: row.number, pair: None }.to_string()).unwrap_or_default()
        };
        let (first, last) = self.rows;
        let place = if first == last { address(first) } else { format!("{} to {}", address(first), address(last)) };
        format!("{place}: {}", self.counts())
    }

    /// How many of each kind lie here: 2 notes, 1 bookmark.
    fn counts(&self) -> String {
        let many = |count: u32, one: &str, several: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {several}")),
        };
        let parts = [
            many(self.found, "hit", "hits"),
            many(self.bookmarks, "bookmark", "bookmarks"),
            many(self.notes, "note", "notes"),
            many(self.unsure, "unsure row", "unsure rows"),
            many(self.unpaired, "row without a partner", "rows without a partner"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// How many of each kind lie on the whole strip.
fn all_in_words(marks: &[Mark]) -> String {
    let all = marks.iter().fold(Mark::default(), |all, mark| Mark {
        unsure: all.unsure + mark.unsure,
        unpaired: all.unpaired + mark.unpaired,
        notes: all.notes + mark.notes,
        bookmarks: all.bookmarks + mark.bookmarks,
        found: all.found + mark.found,
        ..all
    });
    let counts = all.counts();
    if counts.is_empty() { "Nothing is marked".to_owned() } else { counts }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Annotation, AnnotationId, IndexRange, Row, SideName, Span};

    fn note(row: Option<usize>, passage: u32, motivation: Motivation, colour: Option<Colour>) -> PlacedNote {
        let note =
            Annotation {
                text: "对吗？".to_owned(), colour, ..Annotation::new(AnnotationId("甲".into()), motivation)
            };
        PlacedNote { note: Arc::new(note), spans: vec![(SideName::Source, passage, Span::new(0, 3))], row }
    }

    #[test]
    fn what_is_near_shares_a_mark_and_is_counted() {
        let row = |number, passages: std::ops::Range<usize>| Row {
            number,
            source: passages.into(),
            translation: IndexRange::default(),
            beads: IndexRange::default(),
            confidence: 1.0,
        };
        let rows = vec![row(1, 0..1), row(2, 1..2), row(3, 2..4)];
        let alignment = Alignment { rows, ..Alignment::default() };
        let places = [(0.0, Some(Surety::Unsure)), (10.0, None), (20.0, Some(Surety::Unpaired))];
        let places = places.map(|(start, surety)| RowPlace { start, height: 10.0, surety });
        let notes = [
            note(Some(0), 0, Motivation::Highlighting, Some(Colour::Blue)),
            note(Some(0), 0, Motivation::Commenting, Some(Colour::Red)),
            note(Some(1), 1, Motivation::Bookmarking, None),
            note(Some(2), 3, Motivation::Questioning, None),
            note(None, 0, Motivation::Commenting, None),
        ];
        let marks = gather(places.into_iter(), (&notes, &[1, 1, 2]), &alignment, 1.0);
        let words: Vec<(f32, String)> = marks.iter().map(|mark| (mark.y, mark.words(&alignment))).collect();
        let expected = [
            (0.0, "¶1: 2 notes, 1 unsure row"),
            (9.0, "¶2: 2 hits, 1 bookmark"),
            (18.0, "¶3: 1 hit, 1 row without a partner"),
            (24.0, "¶3: 1 note"),
        ];
        assert_eq!(words, expected.map(|(y, text)| (y, text.to_owned())));
        assert_eq!(marks[0].colour, Some(Colour::Blue), "the first note gives the colour");
        assert_eq!(all_in_words(&marks), "3 hits, 1 bookmark, 3 notes, 1 unsure row, 1 row without a partner");
        let map = Map { marks, ..Map::default() };
        for (y, expected) in [(0.0, Some(0.0)), (7.0, Some(9.0)), (15.9, Some(18.0)), (40.0, None)] {
            assert_eq!(map.near(y).map(|mark| mark.y), expected, "{y}");
        }
    }

    #[test]
    fn marks_squeezed_together_name_their_rows() {
        let alignment = Alignment::default();
        let places = (0..9).map(|nth| RowPlace { start: f64::from(nth), height: 1.0, surety: Some(Surety::Unsure) });
        let marks = gather(places, (&[], &[]), &alignment, 1.0);
        let found: Vec<(usize, usize, u32)> =
            marks.iter().map(|mark| (mark.rows.0, mark.rows.1, mark.unsure)).collect();
        assert_eq!(found, [(0, 2, 3), (3, 5, 3), (6, 8, 3)]);
    }
}
