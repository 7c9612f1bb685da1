//! Where the notes and drafts of a document stand: which cover a passage, and all of them in the order of the text.
//!
//! Derived from the document and the work on it and kept beside them by whoever shows notes. Following an edit costs
//! what the edit changed, not what there is: a document may have tens of thousands of notes. Knows no window.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::note_threads::Threads;
use crate::model::{
    Alignment, Annotation, AnnotationId, Document, Draft, DraftId, Items, SideName, SidePlace, SideText, Span,
    Standing, Target, Work, changed_items,
};

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
            *self = Self::default();
            self.texts = SideName::BOTH.map(|side| document.side(side).map(SideText::new));
        } else if !same_rows {
            for note in &mut self.notes {
                note.row = row_of(&note.spans, &work.alignment);
            }
            self.notes.sort_by(PlacedNote::order);
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

    fn follow_notes(&mut self, annotations: &Arc<Items<AnnotationId, Annotation>>, alignment: &Alignment) {
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

    fn placed(&self, note: &Arc<Annotation>, alignment: &Alignment) -> PlacedNote {
        let mut spans: Vec<_> = note.targets.iter().flat_map(|target| self.spans(target)).collect();
        spans.sort_by_key(|(side, passage, at)| (*side, *passage, *at));
        PlacedNote { note: note.clone(), row: row_of(&spans, alignment), spans }
    }

    fn position(&self, placed: &PlacedNote) -> Option<usize> {
        self.notes.binary_search_by(|other| other.order(placed)).ok()
    }

    /// Puts a note in its place, unless it stands there already.
    fn put_note(&mut self, placed: PlacedNote) {
        let Err(nth) = self.notes.binary_search_by(|other| other.order(&placed)) else { return };
        for (side, passage, cover) in placed.covers() {
            let covers = self.covers[side as usize].entry(passage).or_default();
            let at = covers.partition_point(|other| other.order(&cover) == Ordering::Less);
            covers.insert(at, cover);
        }
        self.notes.insert(nth, placed);
    }

    fn take_note(&mut self, placed: &PlacedNote) {
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

    fn follow_drafts(&mut self, drafts: &Arc<Items<DraftId, Draft>>) {
        let old = std::mem::replace(&mut self.drafts, drafts.clone());
        if Arc::ptr_eq(&old, drafts) {
            return;
        }
        let (gone, new) = differences(&old, drafts);
        for draft in gone {
            self.take_draft(draft);
        }
        for draft in new {
            self.put_draft(draft);
        }
    }

    fn put_draft(&mut self, draft: &Arc<Draft>) {
        let spans = self.spans(&draft.target);
        if spans.is_empty() {
            let at = self.lost_drafts.partition_point(|other| other.id < draft.id);
            self.lost_drafts.insert(at, draft.clone());
        }
        for (side, passage, at) in spans {
            let placed = PlacedDraft { at, draft: draft.clone() };
            let drafts = self.drafted[side as usize].entry(passage).or_default();
            let nth = drafts.partition_point(|other| other.order(&placed) == Ordering::Less);
            drafts.insert(nth, placed);
        }
    }

    fn take_draft(&mut self, draft: &Draft) {
        let spans = self.spans(&draft.target);
        if spans.is_empty() {
            self.lost_drafts.retain(|other| other.id != draft.id);
        }
        for (side, passage, _) in spans {
            let Some(drafts) = self.drafted[side as usize].get_mut(&passage) else { continue };
            drafts.retain(|other| other.draft.id != draft.id);
            if drafts.is_empty() {
                self.drafted[side as usize].remove(&passage);
            }
        }
    }
}

impl PlacedDraft {
    fn order(&self, other: &Self) -> Ordering {
        let key = |one: &Self| (one.at.start, one.draft.created);
        key(self).cmp(&key(other)).then_with(|| self.draft.id.cmp(&other.draft.id))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Colour, Edit, Motivation, Timestamp};
    use crate::{align, import};

    const TEXT: &str = "苏联政府收到了声明。群众囘来了！𠮷家。\n边界问题。\n\nThe statement was received. The masses came back. 🏳️‍🌈 home.\nThe border.\n";

    fn open() -> (Arc<Document>, Work) {
        let document = Arc::new(import::read_text(TEXT, "声明.txt").expect("it is text"));
        let work = Work::of(Arc::new(align::unaligned(&document)));
        (document, work)
    }

    fn note(id: u8, targets: Vec<Target>, reply_to: Option<u8>) -> Arc<Annotation> {
        let name = |id: u8| AnnotationId(format!("{id}").into());
        Arc::new(Annotation {
            targets,
            text: "对吗？".to_owned(),
            colour: Some(Colour::Yellow),
            created: Some(Timestamp(i64::from(id % 3))),
            reply_to: reply_to.map(name),
            ..Annotation::new(name(id), if reply_to.is_some() { Motivation::Replying } else { Motivation::Commenting })
        })
    }

    fn edit(work: &mut Work, edit: &Edit) {
        // What cannot be done changes nothing.
        *work = edit.apply(work).unwrap_or_else(|_| work.clone());
    }

    #[test]
    fn notes_stand_in_the_order_of_the_text() {
        let (document, mut work) = open();
        let mut places = NotePlaces::default();
        places.follow(&document, &work);
        let at = |passage, at| SidePlace { passage, at };
        let target = |side, from, to| places.target(side, from, to).expect("it is there");
        let late = target(SideName::Source, at(1, 0), at(1, 6));
        let both =
            vec![target(SideName::Translation, at(0, 0), at(0, 3)), target(SideName::Source, at(0, 0), at(0, 6))];
        let rare = target(SideName::Source, at(0, 48), at(0, 52));
        let lost = Target { standing: Standing::Lost, ..rare.clone() };
        for one in
            [note(1, vec![late], None), note(2, both, None), note(3, vec![rare], None), note(4, vec![lost], None)]
        {
            edit(&mut work, &Edit::AddAnnotation(one));
        }
        edit(&mut work, &Edit::AddAnnotation(note(5, Vec::new(), Some(2))));
        places.follow(&document, &work);
        let order: Vec<&str> = places.notes().iter().map(|placed| &*placed.note.id.0).collect();
        assert_eq!(order, ["2", "3", "1", "4"]);
        assert_eq!(places.notes()[1].note.targets[0].selector.exact, "𠮷");
        assert_eq!(places.covers(SideName::Source, 0).len(), 2);
        let on_both = places.covers(SideName::Translation, 0).iter().find(|cover| &*cover.note.id.0 == "2");
        assert!(on_both.is_some_and(|cover| !cover.starts && cover.ends), "it starts on the other side");
        assert_eq!(places.replies(&AnnotationId("2".into())).len(), 1);
        assert_eq!(places.note(&AnnotationId("4".into())).map(|lost| lost.spans.len()), Some(0));
    }

    fn draft(id: u8, target: Target) -> Arc<Draft> {
        Arc::new(Draft {
            created: Some(Timestamp(i64::from(id % 3))),
            ..Draft::new(DraftId(format!("{id}").into()), target, "The border".to_owned())
        })
    }

    #[test]
    fn drafts_are_found_by_what_they_are_of() {
        let (document, mut work) = open();
        let mut places = NotePlaces::default();
        places.follow(&document, &work);
        let at = |passage, at| SidePlace { passage, at };
        let target = |start, end| places.target(SideName::Source, start, end).expect("it is there");
        let (first, over, second) =
            (target(at(0, 0), at(0, 12)), target(at(0, 45), at(1, 6)), target(at(1, 6), at(1, 12)));
        for one in [draft(1, first), draft(2, over), draft(3, second)] {
            edit(&mut work, &Edit::PutDraft(one));
        }
        places.follow(&document, &work);
        for (start, end, expected) in [
            (at(0, 0), at(0, 3), &["1"][..]),
            (at(0, 12), at(0, 45), &[]),
            (at(0, 9), at(1, 9), &["1", "2", "3"]),
            (at(1, 0), at(1, 6), &["2"]),
            (at(1, 12), at(1, 15), &[]),
        ] {
            let found = places.drafts_between(SideName::Source, start, end);
            let names: Vec<&str> = found.iter().map(|draft| &*draft.id.0).collect();
            assert_eq!(names, expected, "{start:?} {end:?}");
        }
    }

    proptest! {
        #[test]
        fn following_drafts_gives_what_a_fresh_look_gives(
            steps in prop::collection::vec((0u8..8, any::<bool>(), 0u32..14, 0u32..14, any::<bool>()), 1..40),
        ) {
            let (document, mut work) = open();
            let mut places = NotePlaces::default();
            places.follow(&document, &work);
            for (id, put, from, to, lost) in steps {
                let text = places.texts[SideName::Source as usize].clone().expect("the source is there");
                let selector = text.selector(from.min(to), from.max(to)).expect("it is inside");
                let standing = if lost { Standing::Lost } else { Standing::Sure };
                let made = draft(id, Target { side: SideName::Source, selector, standing });
                let step = if put { Edit::PutDraft(made) } else { Edit::RemoveDraft(made.id.clone()) };
                edit(&mut work, &step);
                places.follow(&document, &work);
                let mut fresh = NotePlaces::default();
                fresh.follow(&document, &work);
                prop_assert_eq!(&places.drafted, &fresh.drafted);
                prop_assert_eq!(&places.lost_drafts, &fresh.lost_drafts);
            }
        }

        #[test]
        fn following_edits_gives_what_a_fresh_look_gives(
            steps in prop::collection::vec((0u8..24, 0u8..6, any::<bool>(), 0u32..12, 0u32..12, prop::option::of(0u8..24)), 1..60),
        ) {
            let (document, mut work) = open();
            let mut places = NotePlaces::default();
            places.follow(&document, &work);
            for (id, what, source, from, to, reply_to) in steps {
                let side = if source { SideName::Source } else { SideName::Translation };
                let text = places.texts[side as usize].clone().expect("both sides are there");
                let selector = text.selector(from.min(to), from.max(to)).expect("it is inside");
                let targets = vec![Target { side, selector, standing: Standing::Sure }];
                let made = note(id, targets, reply_to);
                match what {
                    0..3 => edit(&mut work, &Edit::AddAnnotation(made)),
                    3 => edit(&mut work, &Edit::ChangeAnnotation(made)),
                    4 => edit(&mut work, &Edit::RemoveAnnotations(vec![made.id.clone()])),
                    // One comes or goes without its replies, as when others change the library.
                    _ => {
                        if Arc::make_mut(&mut work.annotations).remove(&made.id).is_none() {
                            edit(&mut work, &Edit::Import { annotations: vec![made], drafts: Vec::new() });
                        }
                    }
                }
                places.follow(&document, &work);
                let mut fresh = NotePlaces::default();
                fresh.follow(&document, &work);
                prop_assert_eq!(&places.notes, &fresh.notes);
                prop_assert_eq!(&places.covers, &fresh.covers);
                let shown: usize = places.notes.iter().map(|placed| 1 + places.replies(&placed.note.id).len()).sum();
                prop_assert_eq!(shown, work.annotations.len(), "each note is shown once");
            }
        }
    }
}
