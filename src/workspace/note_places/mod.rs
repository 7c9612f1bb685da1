//! Where the notes and drafts of a document stand: which cover a passage, and all of them in the order of the text.
//!
//! Derived from the document and the work on it and kept beside them by whoever shows notes. Following an edit costs
//! what the edit changed, not what there is: a document may have tens of thousands of notes. Knows no window.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod cuts;
mod drafts;
mod notes;
#[cfg(test)]
mod tests;
mod threads;

use crate::model::{
    Alignment, Annotation, AnnotationId, Document, Draft, DraftId, Items, SideName, SidePlace, SideText, Span,
    Standing, Target, Work, changed_items,
};
use threads::Threads;

/// The notes and drafts of one document, by place.
#[derive(Clone, Default, Debug)]
pub struct NotePlaces {
    followed: Option<(Arc<Document>, Arc<Alignment>)>,
    texts: [Option<SideText>; 2],
    annotations: Arc<Items<AnnotationId, Annotation>>,
    drafts: Arc<Items<DraftId, Draft>>,
    notes: Vec<PlacedNote>,
    threads: Threads,
    covers: [BTreeMap<u32, Vec<Cover>>; 2],
    drafted: [BTreeMap<u32, Vec<PlacedDraft>>; 2],
    lost_drafts: Vec<Arc<Draft>>,
}

/// A note that starts a thread, with where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct PlacedNote {
    /// The note.
    pub note: Arc<Annotation>,
    /// The stretches of passages that it covers, those of the source first; none where it is lost. An empty stretch is
    /// a mere place.
    pub spans: Vec<(SideName, u32, Span)>,
    /// Position of the row of its first stretch among the alignment's rows.
    pub row: Option<usize>,
}

/// What a note covers of a passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Cover {
    /// Bytes of the passage's reading text.
    pub at: Span,
    /// The note.
    pub note: Arc<Annotation>,
    /// Whether this is the note's first stretch.
    pub starts: bool,
    /// Whether it is its last one on this side.
    pub ends: bool,
}

/// A draft, with what it is of in a passage.
#[derive(Clone, PartialEq, Debug)]
pub struct PlacedDraft {
    /// Bytes of the passage's reading text.
    pub at: Span,
    /// The draft.
    pub draft: Arc<Draft>,
}

impl NotePlaces {
    /// Brings the places in step with the work on a document. Costs nothing where nothing changed.
    pub fn follow(&mut self, document: &Arc<Document>, work: &Work) {
        let last = self.followed.as_ref();
        let same_text = last.is_some_and(|(last, _)| Arc::ptr_eq(last, document));
        let same_rows =
            last.is_some_and(|(_, last)| Arc::ptr_eq(last, &work.alignment) || last.rows == work.alignment.rows);
        if !same_text {
            if !self.follow_cuts(document, &work.alignment) {
                *self = Self { texts: SideText::both(document), ..Self::default() };
            }
        } else if !same_rows {
            self.follow_rows(&work.alignment);
        }
        self.follow_notes(&work.annotations, &work.alignment);
        self.follow_drafts(&work.drafts);
        self.followed = Some((document.clone(), work.alignment.clone()));
    }

    /// Whether they are places in that text, though perhaps of other notes.
    pub(super) fn is_of(&self, document: &Arc<Document>) -> bool {
        self.followed.as_ref().is_some_and(|(followed, _)| Arc::ptr_eq(followed, document))
    }

    /// The notes that start a thread, in the order of the text; those that are lost come last.
    pub fn notes(&self) -> &[PlacedNote] {
        &self.notes
    }

    /// The note of that name, if it starts a thread.
    pub fn note(&self, id: &AnnotationId) -> Option<&PlacedNote> {
        let note = self.annotations.get(id)?;
        let placed = self.placed(note, &self.followed.as_ref()?.1);
        self.notes.get(self.position(&placed)?)
    }

    /// The replies to a note and to those, with their depth from 1: each before its own replies, oldest first.
    pub fn replies(&self, note: &AnnotationId) -> Vec<(Arc<Annotation>, usize)> {
        self.threads.below(note)
    }

    /// What covers a passage, ordered by start, what ends later first.
    pub fn covers(&self, side: SideName, passage: usize) -> &[Cover] {
        self.covers[side as usize].get(&(passage as u32)).map_or(&[], Vec::as_slice)
    }

    /// The drafts of a passage, ordered by start.
    pub fn drafts(&self, side: SideName, passage: usize) -> &[PlacedDraft] {
        self.drafted[side as usize].get(&(passage as u32)).map_or(&[], Vec::as_slice)
    }

    /// The draft of that name.
    pub fn draft(&self, id: &DraftId) -> Option<&Arc<Draft>> {
        self.drafts.get(id)
    }

    /// The drafts of what stands from one place of a side to another, in the order of the text.
    pub fn drafts_between(&self, side: SideName, start: SidePlace, end: SidePlace) -> Vec<Arc<Draft>> {
        let mut found: Vec<Arc<Draft>> = Vec::new();
        for (passage, drafts) in self.drafted[side as usize].range(start.passage..=end.passage.max(start.passage)) {
            let from = if *passage == start.passage { start.at } else { 0 };
            let to = if *passage == end.passage { end.at } else { u32::MAX };
            for placed in drafts.iter().filter(|placed| placed.at.start < to && from < placed.at.end) {
                if !found.iter().any(|draft| draft.id == placed.draft.id) {
                    found.push(placed.draft.clone());
                }
            }
        }
        found
    }

    /// All drafts that have a place, each with the first passage that it is of, those of the source first.
    pub fn placed_drafts(&self) -> impl Iterator<Item = (SideName, u32, &PlacedDraft)> {
        let mut seen = BTreeSet::new();
        let sides = SideName::BOTH.into_iter().zip(&self.drafted);
        let all = sides.flat_map(|(side, passages)| {
            passages.iter().flat_map(move |(passage, drafts)| drafts.iter().map(move |one| (side, *passage, one)))
        });
        all.filter(move |(_, _, placed)| seen.insert(&placed.draft.id))
    }

    /// Drafts of text that was not found.
    pub fn lost_drafts(&self) -> &[Arc<Draft>] {
        &self.lost_drafts
    }

    /// The passages of a side that notes cover, in order.
    pub fn covered_passages(&self, side: SideName) -> impl Iterator<Item = usize> + '_ {
        self.covers[side as usize].keys().map(|passage| *passage as usize)
    }

    /// The target of a stretch from one place of a side to another; nothing where the side has no such places.
    pub fn target(&self, side: SideName, start: SidePlace, end: SidePlace) -> Option<Target> {
        let text = self.texts[side as usize].as_ref()?;
        let selector = text.selector(text.position(start)?, text.position(end)?)?;
        Some(Target { side, selector, standing: Standing::Sure })
    }

    /// The stretches of passages that a target covers; none where it is lost.
    pub fn spans(&self, target: &Target) -> Vec<(SideName, u32, Span)> {
        let text = self.texts[target.side as usize].as_ref();
        let Some(text) = text.filter(|_| target.standing != Standing::Lost) else { return Vec::new() };
        let selector = &target.selector;
        let spans = text.spans(selector.start, selector.end);
        if spans.is_empty() {
            let place = text.place(selector.start);
            return place.map(|at| (target.side, at.passage, Span::empty(at.at as usize))).into_iter().collect();
        }
        spans.into_iter().map(|(passage, at)| (target.side, passage, at)).collect()
    }
}

/// What of `old` is no longer there as it was, and what of `new` was not. What is shared is not looked into.
fn differences<'a, K: Ord, V: PartialEq>(
    old: &'a Items<K, V>,
    new: &'a Items<K, V>,
) -> (Vec<&'a Arc<V>>, Vec<&'a Arc<V>>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for (_, before, after) in changed_items(old, new) {
        gone.extend(before);
        come.extend(after);
    }
    (gone, come)
}
