//! A cell of the table: its passages as paragraphs, highlights as shading, and where comments start and end.

use std::collections::BTreeSet;

use super::comments::Comments;
use super::xml::{paragraph, run};
use crate::export::notes::html::{Piece, pieces};
use crate::export::notes::view::{Cell, Entry, NoteSpan, NotesView};
use crate::model::{Colour, PassageKind, SideName};
use crate::text::Language;

/// Writes cells, and remembers which comments have begun: a comment starts once and ends in the cell where it starts.
pub(super) struct Writer<'a> {
    pub(super) view: &'a NotesView,
    pub(super) comments: &'a Comments<'a>,
    /// Entry and place of the comments that have begun somewhere.
    pub(super) begun: BTreeSet<(usize, usize)>,
}

impl Writer<'_> {
    /// The paragraphs of a side of a row; one empty paragraph where there is nothing, for a cell must have one.
    pub(super) fn cell(&mut self, side: SideName, cells: &[Cell]) -> String {
        let mut open = BTreeSet::new();
        let mut out = String::new();
        for (nth, cell) in cells.iter().enumerate() {
            let mut inside = String::new();
            for piece in pieces(&cell.text, &cell.notes) {
                self.piece(&mut inside, side, cell, &piece, &mut open);
            }
            if nth + 1 == cells.len() {
                for (entry, place) in std::mem::take(&mut open) {
                    self.end(&mut inside, entry, place);
                }
            }
            out.push_str(&paragraph(style(cell.kind), &indent(cell), &inside));
        }
        if out.is_empty() { paragraph("Passage", "", "") } else { out }
    }

    fn piece(
        &mut self,
        out: &mut String,
        side: SideName,
        cell: &Cell,
        piece: &Piece<'_>,
        open: &mut BTreeSet<(usize, usize)>,
    ) {
        let notes =
            |list: &[usize]| -> Vec<NoteSpan> { list.iter().filter_map(|nth| cell.notes.get(*nth)).copied().collect() };
        for note in notes(&piece.starts) {
            let place = (note.entry, note.place);
            if self.begun.insert(place) {
                open.insert(place);
                for comment in self.comments.on(note.entry, note.place) {
                    put!(out, "<w:commentRangeStart w:id=\"{comment}\"/>");
                }
            }
        }
        let (places, ending): (Vec<_>, Vec<_>) =
            notes(&piece.ends).into_iter().filter(|note| note.ends).partition(|note| note.at.is_empty());
        self.end_all(out, &places, open);
        out.push_str(&run(piece.text, &self.properties(side, cell.kind, &piece.covered)));
        self.end_all(out, &ending, open);
    }

    fn end_all(&self, out: &mut String, notes: &[NoteSpan], open: &mut BTreeSet<(usize, usize)>) {
        for note in notes {
            if open.remove(&(note.entry, note.place)) {
                self.end(out, note.entry, note.place);
            }
        }
    }

    fn end(&self, out: &mut String, entry: usize, place: usize) {
        for comment in self.comments.on(entry, place) {
            put!(out, "<w:commentRangeEnd w:id=\"{comment}\"/>");
        }
        for comment in self.comments.on(entry, place) {
            put!(
                out,
                "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{comment}\"/></w:r>"
            );
        }
    }

    /// What the text of a piece looks like: the topmost note colours the ground, the next the line under it.
    fn properties(&self, side: SideName, kind: PassageKind, covered: &[usize]) -> String {
        let chinese = self.view.languages[side as usize] == Some(Language::Chinese);
        let mut out = String::new();
        if chinese {
            out.push_str("<w:rFonts w:hint=\"eastAsia\"/>");
        }
        if kind == PassageKind::Heading {
            out.push_str("<w:b/>");
        }
        let mut covered = covered.iter().filter_map(|entry| self.view.placed.get(*entry));
        let (top, below) = (covered.next(), covered.next());
        if let Some(below) = below {
            put!(out, "<w:u w:val=\"thick\" w:color=\"{}\"/>", colours(below).1);
        } else if top.is_some_and(Entry::is_draft) {
            out.push_str("<w:u w:val=\"dash\" w:color=\"9A3324\"/>");
        }
        if let Some(top) = top.filter(|top| !top.is_draft()) {
            put!(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", colours(top).0);
        }
        if chinese {
            out.push_str("<w:lang w:eastAsia=\"zh-CN\"/>");
        }
        out
    }
}

/// The ground and the line of an entry's colour.
fn colours(entry: &Entry) -> (&'static str, &'static str) {
    match entry.colour {
        Some(Colour::Yellow) => ("FDE9A9", "D8AB1E"),
        Some(Colour::Blue) => ("CFE6EE", "4F9CB8"),
        Some(Colour::Red) => ("F6D3CD", "C9604F"),
        Some(Colour::Green) => ("D5E8C8", "72A14E"),
        Some(Colour::Purple) => ("E3D7F0", "8D6BB8"),
        None => ("E9E3D7", "968F82"),
    }
}

fn style(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Caption | PassageKind::Note | PassageKind::MetadataLine | PassageKind::Editorial => "Aside",
        _ => "Passage",
    }
}

fn indent(cell: &Cell) -> String {
    match cell.kind {
        PassageKind::ListItem => format!("<w:ind w:left=\"{}\"/>", 240 * u32::from(cell.level.clamp(1, 6))),
        PassageKind::Quotation => "<w:ind w:left=\"360\"/>".to_owned(),
        _ => String::new(),
    }
}
