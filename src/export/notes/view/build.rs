//! Puts the view together: places the threads, orders and numbers them, and marks what they cover.

use std::collections::BTreeMap;

use super::places::Addresses;
use super::rows::{Laid, lay};
use super::threads::{Thread, threads};
use super::{AddressRange, Cell, Entry, Kind, NoteSpan, NotesView, PlaceView, RowView, Standing};
use crate::export::notes::{Chosen, Rows};
use crate::export::shown;
use crate::model::{self, Annotation, Document, Draft, SideName, SideText, Span, Target, Work};
use crate::text::Language;

pub(super) fn build(document: &Document, work: &Work, chosen: &Chosen) -> NotesView {
    let places = Finder {
        texts: SideName::BOTH.map(|side| document.side(side).map(SideText::new)),
        addresses: Addresses::new(&work.alignment),
        laid: lay(document, &work.alignment),
        translation: document.translation.as_ref().map(|side| side.language),
    };
    let mut found = found_threads(work, chosen, &places);
    found.sort_by(|a, b| a.key().cmp(&b.key()));
    let Laid { mut rows, places: laid } = places.laid;
    let (mut standing, mut lost) = (Vec::new(), Vec::new());
    for (number, thread) in (1..).zip(found) {
        let entries = if thread.at.is_some() { &mut standing } else { &mut lost };
        mark(&mut rows, &laid, entries.len(), &thread.spans);
        entries.extend(thread.entries.into_iter().map(|entry| Entry { thread: number, ..entry }));
    }
    for cell in rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten()) {
        cell.notes.sort_by_key(|note| (note.at.start, std::cmp::Reverse(note.at.end), note.entry));
    }
    if chosen.rows == Rows::WithNotes {
        keep_rows_with_notes(&mut rows, &mut standing);
    }
    let mut view = NotesView {
        title: document.title.clone(),
        date: document.metadata.date.clone(),
        citation: document.metadata.citation.clone(),
        record: document.metadata.address.clone(),
        languages: SideName::BOTH.map(|side| document.side(side).map(|side| side.language)),
        placed: standing,
        lost,
        rows,
        total: work.annotations.len() + work.drafts.len(),
        numbered: 0,
    };
    view.numbered = numbered(&view);
    view
}

/// A thread with where it stands. Its first entry's `row` and `address` are set; numbers are not.
struct Found {
    entries: Vec<Entry>,
    /// Row, pair, side and code points of its first place; nothing where it has none.
    at: Option<At>,
    /// Of its first entry: place, side, passage, bytes, whether the place ends there.
    spans: Vec<PlaceSpan>,
}

/// Orders places as they are read.
type At = (usize, Option<u32>, SideName, u32, u32);

struct PlaceSpan {
    place: usize,
    side: SideName,
    passage: u32,
    at: Span,
    ends: bool,
}

impl Found {
    /// What is lost comes last; what stands at one place is ordered by age and name.
    fn key(&self) -> impl Ord + '_ {
        let first = self.entries.first();
        (self.at.is_none(), self.at, first.map(|entry| (entry.created, &entry.id)))
    }
}

struct Finder<'a> {
    texts: [Option<SideText>; 2],
    addresses: Addresses<'a>,
    laid: Laid,
    translation: Option<Language>,
}

fn found_threads(work: &Work, chosen: &Chosen, places: &Finder<'_>) -> Vec<Found> {
    let threads = threads(work).into_iter();
    let notes = threads.filter(|thread| thread.iter().any(|(note, _)| chosen.takes(note)));
    let drafts = work.drafts.values().filter(|draft| chosen.takes_draft(draft));
    let mut found: Vec<Found> = notes.map(|thread| places.thread(&thread)).collect();
    found.extend(drafts.map(|draft| places.draft(draft)));
    found
}

impl Finder<'_> {
    fn thread(&self, thread: &Thread<'_>) -> Found {
        let mut entries = (0..).zip(thread).map(|(reply, (note, depth))| Entry { reply, depth: *depth, ..entry(note) });
        let targets = thread.first().map_or(&[][..], |(head, _)| &head.targets);
        let head = entries.next();
        let mut found = self.found(head, targets);
        for (reply, (note, _)) in entries.zip(thread.iter().skip(1)) {
            // A reply with a place of its own keeps its quotation, but stands where its thread does.
            let places = note.targets.iter().map(|target| self.place(target).0).collect();
            found.entries.push(Entry { places, ..reply });
        }
        found
    }

    fn draft(&self, draft: &Draft) -> Found {
        let side = draft.target.side;
        let has_partner = self.place(&draft.target).1.into_iter().any(|(passage, at)| {
            self.addresses.beads_at(side, passage, at).into_iter().any(|bead| self.addresses.is_paired(bead))
        });
        let is_wording = self.translation.is_some_and(|language| draft.is_wording(language, has_partner));
        let kind = if is_wording { Kind::SuggestedWording } else { Kind::DraftTranslation };
        let head = Entry {
            kind,
            text: draft.text.clone(),
            author: draft.author.clone(),
            created: draft.created,
            modified: draft.modified,
            ..nothing(&draft.id.0)
        };
        self.found(Some(head), std::slice::from_ref(&draft.target))
    }

    /// Places an entry by its targets.
    fn found(&self, head: Option<Entry>, targets: &[Target]) -> Found {
        let mut found = Found { entries: head.into_iter().collect(), at: None, spans: Vec::new() };
        let Some(head) = found.entries.first_mut() else { return found };
        for (nth, target) in targets.iter().enumerate() {
            let (place, spans) = self.place(target);
            if let Some((passage, span)) = spans.first() {
                let row = self.laid.places[target.side as usize].get(*passage as usize).map_or(usize::MAX, |at| at.0);
                let pair = self.addresses.range(target.side, *passage, *span).and_then(|range| range.first.pair);
                let at = (row, pair, target.side, target.selector.start, target.selector.end);
                found.at = Some(found.at.map_or(at, |before| before.min(at)));
            }
            head.address = match (head.address, place.address) {
                (Some(one), Some(other)) => Some(one.union(other)),
                (one, other) => one.or(other),
            };
            head.places.push(place);
            let last = spans.len().saturating_sub(1);
            found.spans.extend(spans.into_iter().enumerate().map(|(piece, (passage, at))| PlaceSpan {
                place: nth,
                side: target.side,
                passage,
                at,
                ends: piece == last,
            }));
        }
        head.row = found.at.map(|at| at.0);
        found
    }

    /// A target as people see it, and what it covers: nothing where its text is not there. A selector that does not
    /// hold is not believed, whatever its standing: a highlight on the wrong words is worse than none.
    fn place(&self, target: &Target) -> (PlaceView, Vec<(u32, Span)>) {
        let selector = &target.selector;
        let text = self.texts[target.side as usize].as_ref();
        let held = text.filter(|text| target.standing != model::Standing::Lost && text.holds(selector));
        let spans = held.map(|text| stretches(text, selector)).unwrap_or_default();
        let standing = match &target.standing {
            _ if spans.is_empty() => Standing::Lost,
            model::Standing::ToConfirm { .. } => Standing::ToConfirm,
            model::Standing::Sure | model::Standing::Lost => Standing::Sure,
        };
        let was = match &target.standing {
            model::Standing::ToConfirm { was } => Some(was.exact.clone()),
            model::Standing::Sure | model::Standing::Lost => None,
        };
        let addresses = spans.iter().filter_map(|(passage, at)| self.addresses.range(target.side, *passage, *at));
        let address = addresses.reduce(AddressRange::union);
        (PlaceView { side: target.side, quote: selector.exact.clone(), was, standing, address }, spans)
    }
}

/// The parts of passages that a selector covers; an empty part for a mere place.
fn stretches(text: &SideText, selector: &model::Selector) -> Vec<(u32, Span)> {
    let spans = text.spans(selector.start, selector.end);
    if !spans.is_empty() {
        return spans;
    }
    let place = text.place(selector.start);
    place.map(|place| (place.passage, Span::empty(place.at as usize))).into_iter().collect()
}

fn entry(note: &Annotation) -> Entry {
    Entry {
        kind: Kind::Annotation(note.motivation.clone()),
        reply_to: note.reply_to.as_ref().map(ToString::to_string),
        text: note.text.clone(),
        tags: note.tags.clone(),
        colour: note.colour,
        author: note.author.clone(),
        created: note.created,
        modified: note.modified,
        resolved: note.resolved,
        ..nothing(&note.id.0)
    }
}

/// An entry that says nothing yet.
fn nothing(id: &str) -> Entry {
    Entry {
        thread: 0,
        reply: 0,
        depth: 0,
        kind: Kind::DraftTranslation,
        id: id.to_owned(),
        reply_to: None,
        address: None,
        row: None,
        places: Vec::new(),
        text: String::new(),
        tags: Vec::new(),
        colour: None,
        author: String::new(),
        created: None,
        modified: None,
        resolved: false,
    }
}

/// Marks in the rows what entry `entry` covers.
fn mark(rows: &mut [RowView], laid: &[Vec<(usize, usize)>; 2], entry: usize, spans: &[PlaceSpan]) {
    for PlaceSpan { place, side, passage, at, ends } in spans {
        let Some((row, nth)) = laid[*side as usize].get(*passage as usize) else { continue };
        let cell: Option<&mut Cell> = rows.get_mut(*row).and_then(|row| row.cells[*side as usize].get_mut(*nth));
        if let Some(cell) = cell {
            cell.notes.push(NoteSpan { at: *at, entry, place: *place, ends: *ends });
        }
    }
}

fn keep_rows_with_notes(rows: &mut Vec<RowView>, placed: &mut [Entry]) {
    let mut moved = BTreeMap::new();
    let mut nth = 0;
    rows.retain(|row| {
        let kept = row.cells.iter().flatten().any(|cell| !cell.notes.is_empty());
        if kept {
            moved.insert(nth, moved.len());
        }
        nth += 1;
        kept
    });
    for entry in placed {
        entry.row = entry.row.and_then(|row| moved.get(&row).copied());
    }
}

/// How many characters of the view are shown by their numbers.
fn numbered(view: &NotesView) -> usize {
    let about = [Some(&view.title), view.citation.as_ref(), view.record.as_ref(), view.date.as_ref()];
    let cells = view.rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| &cell.text);
    let notes = view.entries().flat_map(|entry| {
        let quotes = entry.places.iter().flat_map(|place| std::iter::once(&place.quote).chain(&place.was));
        [&entry.text, &entry.author, &entry.id].into_iter().chain(&entry.tags).chain(quotes)
    });
    about.into_iter().flatten().chain(cells).chain(notes).map(|text| shown::count(text)).sum()
}
