//! Notes and bookmarks made in the text: on what is selected or, with nothing selected, on the chosen pair.

use std::collections::BTreeSet;

use eframe::egui::Context;

use super::App;
use super::state::Widths;
use crate::export::citation;
use crate::model::{
    Alignment, Annotation, AnnotationId, Colour, Motivation, SideName, SidePlace, Span, Standing, Target,
};
use crate::ui::reader::Selection;
use crate::workspace::{Command, NewNote, NoteChange, NotePlaces, OpenDocument, PlacedNote, RightTab, Setting};

/// Which notes somebody goes through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// Bookmarks.
    Bookmarks,
    /// All that are no bookmarks.
    Notes,
}

impl Which {
    fn holds(self, note: &Annotation) -> bool {
        (note.motivation == Motivation::Bookmarking) == (self == Self::Bookmarks)
    }
}

impl App {
    /// Gives a colour to what is selected. A highlight that stands exactly there, or, with nothing selected, the chosen
    /// note in the chosen pair, takes the colour instead of getting another one above it.
    pub(super) fn highlight(&mut self, colour: Colour) {
        let Some(open) = self.workspace.current_document() else { return };
        let document = open.id;
        let colour = Some(colour);
        let same = if self.reader.selections().is_empty() {
            self.chosen_here(open).filter(|note| note.motivation != Motivation::Bookmarking)
        } else {
            self.highlight_of_selection(open)
        };
        match same.map(|note| note.id.clone()) {
            Some(note) => {
                let change = NoteChange::Colour(colour);
                self.workspace.dispatch(Command::ChangeNote { document, note: note.clone(), change });
                self.workspace.dispatch(Command::ChooseNote { document, note: Some(note), edit: false });
            }
            None => self.add_note(Motivation::Highlighting, colour),
        }
        self.reader.clear_selection();
    }

    /// Makes a note of that kind, and lets it be written. With nothing selected and a note chosen in the chosen pair,
    /// that one is written on.
    pub(super) fn write_note(&mut self, ctx: &Context, motivation: Motivation) {
        let Some(open) = self.workspace.current_document() else { return };
        let document = open.id;
        let is_free = self.reader.selections().is_empty() && motivation == Motivation::Commenting;
        let chosen = if is_free { self.chosen_here(open) } else { None };
        let chosen = chosen.filter(|note| note.motivation != Motivation::Bookmarking);
        match chosen.map(|note| note.id.clone()) {
            Some(note) => self.workspace.dispatch(Command::ChooseNote { document, note: Some(note), edit: true }),
            None => self.add_note(motivation, Some(Colour::Yellow)),
        }
        self.reader.clear_selection();
        self.show_tab(ctx, RightTab::Notes);
    }

    /// Takes the bookmarks away that lie in what is selected or chosen; sets one where there are none.
    pub(super) fn toggle_bookmark(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        let document = open.id;
        let there = bookmarks_in(self.workspace.notes(), &self.marked_text(open));
        if there.is_empty() {
            self.add_note(Motivation::Bookmarking, None);
        } else {
            self.workspace.dispatch(Command::RemoveNotes { document, notes: there });
        }
        self.reader.clear_selection();
    }

    /// Adds what stands beside the selection to it, or takes that away.
    pub(super) fn toggle_both_sides(&mut self) {
        if let Some(open) = self.workspace.current_document() {
            self.reader.toggle_both_sides(&open.document, &open.work.alignment);
        }
    }

    /// Selects the chosen sentence, then its pair.
    pub(super) fn select_sentence(&mut self) {
        if let Some(open) = self.workspace.current_document() {
            self.reader.select_sentence(&open.document, &open.work.alignment);
        }
    }

    /// Places the chosen note where text is selected. A side where nothing is selected keeps its place, unless that is
    /// lost.
    pub(super) fn place_note(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        let Some(note) = open.chosen() else { return };
        let targets = placed_again(&note.targets, self.targets(&self.reader.selections()));
        let (document, note) = (open.id, note.id.clone());
        if !targets.is_empty() {
            self.workspace.dispatch(Command::ChangeNote { document, note, change: NoteChange::Targets(targets) });
            self.reader.clear_selection();
        }
    }

    /// Chooses the next note, or the one before, from where reading stands: after the last comes the first.
    pub(super) fn step_note(&mut self, which: Which, forward: bool) {
        let Some(open) = self.workspace.current_document() else { return };
        let alignment = &open.work.alignment;
        let from = From {
            chosen: open.chosen_note.as_ref().map(|chosen| &chosen.note),
            row: self.reader.current().0,
            beads: self.reader.chosen_beads(alignment).unwrap_or_default(),
        };
        let Some(next) = neighbour(self.workspace.notes().notes(), alignment, &from, which, forward) else { return };
        let (document, note) = (open.id, Some(next.note.id.clone()));
        self.workspace.dispatch(Command::ChooseNote { document, note, edit: false });
        if which == Which::Notes {
            self.set(Setting::RightTab(RightTab::Notes));
        }
    }

    /// Puts what is selected on the clipboard.
    pub(super) fn copy(&self, ctx: &Context) {
        let open = self.workspace.current_document();
        if let Some(text) = open.and_then(|open| self.reader.selected_text(&open.document)) {
            ctx.copy_text(text);
        }
    }

    /// Puts what is selected on the clipboard, with its partner and where both are from. With nothing selected, the
    /// citation of the record, or the title where there is none, with the address of the current row.
    pub(super) fn copy_citation(&self, ctx: &Context) {
        let Some(open) = self.workspace.current_document() else { return };
        let parts: Vec<_> = self.reader.selections().iter().map(|part| (part.side, places(part))).collect();
        let drafts: Vec<_> = parts
            .iter()
            .flat_map(|(side, (start, end))| self.workspace.notes().drafts_between(*side, *start, *end))
            .collect();
        if let Some(text) = citation(&open.document, &open.work.alignment, &drafts, &parts) {
            ctx.copy_text(text);
            return;
        }
        let work = open.document.metadata.citation.as_deref().unwrap_or(&open.document.title);
        let address = self.reader.address(&open.work.alignment);
        let place = address.map(|address| format!(", {address}")).unwrap_or_default();
        ctx.copy_text(format!("{}{place}", work.trim_end_matches('.')));
    }

    /// Shows the list of notes because one was clicked in the text, in a window of `width` points. It opens no panel
    /// where only one fits, and leaves who checks pairs at that.
    pub(super) fn show_clicked_note(&mut self, width: f32) {
        let shown = Widths::of(width, &self.workspace.settings).right.is_some();
        if shown && self.workspace.settings.right_tab == RightTab::Pair {
            return;
        }
        self.set(Setting::RightTab(RightTab::Notes));
        if !shown && width >= Widths::BOTH_FROM {
            self.toggle_right_panel(width);
        }
    }

    fn add_note(&mut self, motivation: Motivation, colour: Option<Colour>) {
        let Some(open) = self.workspace.current_document() else { return };
        let targets = self.targets(&self.marked_text(open));
        let document = open.id;
        if !targets.is_empty() {
            let note = NewNote { motivation, targets, text: String::new(), tags: Vec::new(), colour };
            self.workspace.dispatch(Command::AddNote { document, note });
        }
    }

    /// What is selected, or else what the chosen pair holds.
    fn marked_text(&self, open: &OpenDocument) -> Vec<Selection> {
        let selected = self.reader.selections();
        if selected.is_empty() { self.reader.chosen_text(&open.document, &open.work.alignment) } else { selected }
    }

    fn targets(&self, parts: &[Selection]) -> Vec<Target> {
        let target = |part: &Selection| {
            let (start, end) = places(part);
            self.workspace.notes().target(part.side, start, end)
        };
        parts.iter().filter_map(target).collect()
    }

    /// The chosen note, if it stands in the chosen pair or row.
    fn chosen_here<'a>(&'a self, open: &'a OpenDocument) -> Option<&'a Annotation> {
        let placed = self.workspace.notes().note(&open.chosen_note.as_ref()?.note)?;
        let parts = self.reader.chosen_text(&open.document, &open.work.alignment);
        overlaps(placed, &parts).then_some(&*placed.note)
    }

    /// A bare highlight that stands exactly where text is selected.
    fn highlight_of_selection<'a>(&'a self, open: &'a OpenDocument) -> Option<&'a Annotation> {
        let parts = self.reader.selections();
        let targets = self.targets(&parts);
        let first = parts.first()?;
        let covers = self.workspace.notes().covers(first.side, first.first_passage);
        let place = |target: &Target| (target.side, target.selector.start, target.selector.end);
        let wanted: BTreeSet<_> = targets.iter().map(place).collect();
        let is_it = |note: &Annotation| {
            note.motivation == Motivation::Highlighting
                && note.targets.iter().map(place).collect::<BTreeSet<_>>() == wanted
        };
        let there = covers.iter().find(|cover| cover.at.start as usize == first.start && is_it(&cover.note))?;
        open.work.annotations.get(&there.note.id).map(|note| &**note)
    }
}

/// The ends of a selection.
fn places(part: &Selection) -> (SidePlace, SidePlace) {
    let place = |passage: usize, at: usize| SidePlace { passage: passage as u32, at: at as u32 };
    (place(part.first_passage, part.start), place(part.last_passage, part.end))
}

/// The targets of a note whose place was said anew by `new`: another side keeps its target, unless it is lost.
fn placed_again(old: &[Target], new: Vec<Target>) -> Vec<Target> {
    if new.is_empty() {
        return new;
    }
    let sides: Vec<SideName> = new.iter().map(|target| target.side).collect();
    let kept = old.iter().filter(|target| !sides.contains(&target.side) && target.standing != Standing::Lost);
    let mut targets: Vec<Target> = kept.cloned().chain(new).collect();
    targets.sort_by_key(|target| target.side);
    targets
}

/// Whether a note covers some of what is selected.
fn overlaps(placed: &PlacedNote, parts: &[Selection]) -> bool {
    placed.spans.iter().any(|(side, passage, at)| parts.iter().any(|part| touches(part, *side, *passage, *at)))
}

/// Whether a stretch of a passage, or a mere place in it, lies in a selection.
fn touches(part: &Selection, side: SideName, passage: u32, at: Span) -> bool {
    // How long the passage is does not matter: the stretch lies in it.
    let Some(selected) = part.part(passage as usize, u32::MAX as usize).filter(|_| part.side == side) else {
        return false;
    };
    if at.is_empty() { (selected.start..=selected.end).contains(&at.start) } else { selected.overlaps(at) }
}

/// The bookmarks that cover some of what is selected.
fn bookmarks_in(notes: &NotePlaces, parts: &[Selection]) -> Vec<AnnotationId> {
    let mut found = BTreeSet::new();
    for part in parts {
        for passage in part.first_passage..=part.last_passage {
            let covers = notes.covers(part.side, passage).iter();
            let here = covers.filter(|cover| touches(part, part.side, passage as u32, cover.at));
            found.extend(here.filter(|cover| Which::Bookmarks.holds(&cover.note)).map(|cover| cover.note.id.clone()));
        }
    }
    found.into_iter().collect()
}

/// Where somebody stands who goes through the notes.
struct From<'a> {
    /// The note chosen last.
    chosen: Option<&'a AnnotationId>,
    /// The current row.
    row: usize,
    /// The beads of the current pair, or of the row.
    beads: std::ops::Range<usize>,
}

/// The note after or before somebody's place; the first or the last one where there is none. `notes` come in the order
/// of the text, those that are lost last: nobody comes to them this way.
fn neighbour<'a>(
    notes: &'a [PlacedNote],
    alignment: &Alignment,
    from: &From,
    which: Which,
    forward: bool,
) -> Option<&'a PlacedNote> {
    let placed = notes.get(..notes.partition_point(|note| note.row.is_some()))?;
    let start = placed.partition_point(|note| note.row.is_some_and(|row| row < from.row));
    let end = placed.partition_point(|note| note.row.is_some_and(|row| row <= from.row));
    let here = placed.get(start..end)?;
    // Who has just come to a note goes on from it.
    let chosen = from.chosen.and_then(|chosen| here.iter().position(|note| note.note.id == *chosen));
    let (before, after) = if let Some(nth) = chosen {
        (start + nth, start + nth + 1)
    } else {
        let bead = |note: &PlacedNote| {
            let (side, passage, at) = *note.spans.first()?;
            alignment.bead_at(side, passage as usize, at.start as usize)
        };
        let nth = start + here.partition_point(|note| bead(note).is_some_and(|bead| bead < from.beads.start));
        (nth, nth)
    };
    let fits = |note: &&PlacedNote| which.holds(&note.note);
    if forward {
        placed.get(after..)?.iter().find(fits).or_else(|| placed.iter().find(fits))
    } else {
        placed.get(..before)?.iter().rev().find(fits).or_else(|| placed.iter().rev().find(fits))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Bead, IndexRange, Row, Segment, Selector};

    fn target(side: SideName, exact: &str, standing: Standing) -> Target {
        Target { side, selector: Selector { exact: exact.to_owned(), ..Selector::default() }, standing }
    }

    #[test]
    fn a_side_that_is_not_said_anew_keeps_its_place_unless_it_is_lost() {
        use SideName::{Source, Translation};
        let sure = |side, exact| target(side, exact, Standing::Sure);
        let lost = |side, exact| target(side, exact, Standing::Lost);
        let moved = Standing::ToConfirm { was: Selector::default() };
        for (old, new, expected) in [
            (vec![lost(Source, "旧")], vec![sure(Source, "囘来")], vec!["囘来"]),
            (vec![lost(Source, "旧")], vec![sure(Translation, "came back")], vec!["came back"]),
            (vec![lost(Source, "旧"), sure(Translation, "came")], vec![sure(Source, "𠮷")], vec!["𠮷", "came"]),
            (
                vec![target(Source, "旧", moved), sure(Translation, "came")],
                vec![sure(Translation, "left")],
                vec!["旧", "left"],
            ),
            (vec![sure(Source, "旧")], vec![sure(Source, "新"), sure(Translation, "new")], vec!["新", "new"]),
            (vec![sure(Source, "旧")], vec![], vec![]),
        ] {
            let found = placed_again(&old, new);
            let found: Vec<&str> = found.iter().map(|target| target.selector.exact.as_str()).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn stretches_and_places_lie_in_what_is_selected() {
        let part = Selection { side: SideName::Source, first_passage: 1, start: 6, last_passage: 2, end: 3 };
        for (side, passage, at, expected) in [
            (SideName::Source, 0, Span::new(0, 9), false),
            (SideName::Source, 1, Span::new(0, 6), false),
            (SideName::Source, 1, Span::new(3, 9), true),
            (SideName::Source, 1, Span::empty(6), true),
            (SideName::Source, 2, Span::new(0, 12), true),
            (SideName::Source, 2, Span::new(3, 12), false),
            (SideName::Translation, 1, Span::new(3, 9), false),
        ] {
            assert_eq!(touches(&part, side, passage, at), expected, "{side:?} {passage} {at:?}");
        }
    }

    /// Two rows of two pairs each, every sentence six bytes of a passage of its row.
    fn alignment() -> Alignment {
        let segments = |nth: usize| Segment { passage: nth as u32 / 2, at: Span::new(nth % 2 * 6, nth % 2 * 6 + 6) };
        let one = |nth: usize| IndexRange::new(nth, nth + 1);
        let row = |nth: usize| Row {
            number: nth as u32 + 1,
            source: one(nth),
            translation: IndexRange::default(),
            beads: IndexRange::new(2 * nth, 2 * nth + 2),
            confidence: 1.0,
        };
        Alignment {
            rows: (0..2).map(row).collect(),
            beads: (0..4).map(|nth| Bead::proposed(one(nth), IndexRange::default(), 1.0)).collect(),
            source: (0..4).map(segments).collect(),
            ..Alignment::default()
        }
    }

    #[test]
    fn notes_are_gone_through_in_the_order_of_the_text_round_and_round() {
        let note = |id: &str, place: Option<(usize, usize)>, motivation: Motivation| {
            let note = Annotation::new(AnnotationId(id.into()), motivation);
            let spans = place.map(|(row, at)| (SideName::Source, row as u32, Span::new(at, at + 3)));
            PlacedNote { note: Arc::new(note), spans: spans.into_iter().collect(), row: place.map(|(row, _)| row) }
        };
        let notes = [
            note("甲", Some((0, 0)), Motivation::Commenting),
            note("乙", Some((0, 6)), Motivation::Bookmarking),
            note("丙", Some((0, 9)), Motivation::Highlighting),
            note("丁", Some((1, 6)), Motivation::Questioning),
            note("失", None, Motivation::Commenting),
        ];
        let alignment = alignment();
        for (chosen, row, beads, which, forward, expected) in [
            (None, 0, 0..2, Which::Notes, true, "甲"),
            (Some("甲"), 0, 0..1, Which::Notes, true, "丙"),
            (Some("丙"), 0, 1..2, Which::Notes, true, "丁"),
            (Some("丁"), 1, 3..4, Which::Notes, true, "甲"),
            (Some("甲"), 0, 0..1, Which::Notes, false, "丁"),
            // Whoever went elsewhere since goes on from there.
            (Some("甲"), 1, 2..3, Which::Notes, true, "丁"),
            (Some("甲"), 1, 2..3, Which::Notes, false, "丙"),
            (None, 0, 1..2, Which::Notes, true, "丙"),
            (None, 0, 1..2, Which::Notes, false, "甲"),
            (None, 1, 2..4, Which::Bookmarks, true, "乙"),
            (Some("失"), 1, 2..4, Which::Bookmarks, false, "乙"),
        ] {
            let chosen = chosen.map(|id: &str| AnnotationId(id.into()));
            let from = From { chosen: chosen.as_ref(), row, beads };
            let found = neighbour(&notes, &alignment, &from, which, forward);
            let found = found.map(|note| &*note.note.id.0);
            assert_eq!(found, Some(expected), "from {:?} in row {row}, forward {forward}", from.chosen);
        }
        let from = From { chosen: None, row: 0, beads: 0..1 };
        assert!(neighbour(&notes[4..], &alignment, &from, Which::Notes, true).is_none());
    }
}
