//! Where notes stand: follows notes that came, went or changed.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cover, NotePlaces, PlacedNote, Threads, differences};
use crate::model::{Alignment, Annotation, AnnotationId, Items, SideName, Span};

impl NotePlaces {
    pub(super) fn follow_notes(&mut self, annotations: &Arc<Items<AnnotationId, Annotation>>, alignment: &Alignment) {
        let old = std::mem::replace(&mut self.annotations, annotations.clone());
        if Arc::ptr_eq(&old, annotations) {
            return;
        }
        let (gone, new) = differences(&old, annotations);
        if gone.len() + new.len() > annotations.len() / 16 {
            self.threads = Threads::of(annotations);
            self.place_all(alignment);
            return;
        }
        // Replies whose note went or came, and which themselves are as they were, rise to a thread or fall from it.
        let (risen, fallen) = self.threads.follow((&gone, &new), annotations);
        for note in gone.into_iter().chain(fallen.iter().filter_map(|id| old.get(id))) {
            self.take_note(&self.placed(note, alignment));
        }
        for note in new.into_iter().chain(risen.iter().filter_map(|id| annotations.get(id))) {
            if self.threads.starts(note) {
                self.put_note(self.placed(note, alignment));
            }
        }
    }

    fn place_all(&mut self, alignment: &Alignment) {
        let starts = |note: &&Arc<Annotation>| self.threads.starts(note);
        let mut notes: Vec<PlacedNote> =
            self.annotations.values().filter(starts).map(|note| self.placed(note, alignment)).collect();
        notes.sort_by(PlacedNote::order);
        let mut covers: [BTreeMap<u32, Vec<Cover>>; 2] = Default::default();
        for placed in &notes {
            for (side, passage, cover) in placed.covers() {
                covers[side as usize].entry(passage).or_default().push(cover);
            }
        }
        for list in covers.iter_mut().flat_map(BTreeMap::values_mut) {
            list.sort_by(Cover::order);
        }
        (self.notes, self.covers) = (notes, covers);
    }

    pub(super) fn placed(&self, note: &Arc<Annotation>, alignment: &Alignment) -> PlacedNote {
        let mut spans: Vec<_> = note.targets.iter().flat_map(|target| self.spans(target)).collect();
        spans.sort_by_key(|(side, passage, at)| (*side, *passage, *at));
        PlacedNote { note: note.clone(), row: row_of(&spans, alignment), spans }
    }

    pub(super) fn position(&self, placed: &PlacedNote) -> Option<usize> {
        self.notes.binary_search_by(|other| other.order(placed)).ok()
    }

    /// Puts a note in its place, unless it stands there already.
    pub(super) fn put_note(&mut self, placed: PlacedNote) {
        let Err(nth) = self.notes.binary_search_by(|other| other.order(&placed)) else { return };
        for (side, passage, cover) in placed.covers() {
            let covers = self.covers[side as usize].entry(passage).or_default();
            let at = covers.partition_point(|other| other.order(&cover) == Ordering::Less);
            covers.insert(at, cover);
        }
        self.notes.insert(nth, placed);
    }

    pub(super) fn take_note(&mut self, placed: &PlacedNote) {
        let Some(nth) = self.position(placed) else { return };
        self.notes.remove(nth);
        for (side, passage, cover) in placed.covers() {
            let covers = self.covers[side as usize].entry(passage).or_default();
            covers.retain(|other| other.note.id != cover.note.id);
            if covers.is_empty() {
                self.covers[side as usize].remove(&passage);
            }
        }
    }

    pub(super) fn follow_rows(&mut self, alignment: &Alignment) {
        for note in &mut self.notes {
            note.row = row_of(&note.spans, alignment);
        }
        self.notes.sort_by(PlacedNote::order);
    }
}

impl PlacedNote {
    /// In the order of the text, what is lost last; what stands at one place by age and name.
    fn order(&self, other: &Self) -> Ordering {
        let place = |one: &Self| (one.row.is_none(), one.row, one.spans.first().copied(), one.note.created);
        place(self).cmp(&place(other)).then_with(|| self.note.id.cmp(&other.note.id))
    }

    fn covers(&self) -> impl Iterator<Item = (SideName, u32, Cover)> + '_ {
        self.spans.iter().enumerate().map(|(nth, &(side, passage, at))| {
            let ends = self.spans.get(nth + 1).is_none_or(|(next, ..)| *next != side);
            (side, passage, Cover { at, note: self.note.clone(), starts: nth == 0, ends })
        })
    }
}

impl Cover {
    fn order(&self, other: &Self) -> Ordering {
        let key = |one: &Self| (one.at.start, std::cmp::Reverse(one.at.end), one.note.created);
        key(self).cmp(&key(other)).then_with(|| self.note.id.cmp(&other.note.id))
    }
}

/// The row of the first stretch.
fn row_of(spans: &[(SideName, u32, Span)], alignment: &Alignment) -> Option<usize> {
    spans.iter().find_map(|(side, passage, _)| alignment.row_of_passage(*side, *passage as usize))
}
