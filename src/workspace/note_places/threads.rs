//! Which notes reply to which. Derived from the notes and kept in step with them by [`super::NotePlaces`]; knows no place
//! and no window.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Annotation, AnnotationId, Items, Timestamp};

/// Which notes reply to which.
#[derive(Clone, Default, Debug)]
pub(super) struct Threads {
    /// Replies by what they reply to, oldest first.
    replies: BTreeMap<AnnotationId, Vec<Arc<Annotation>>>,
    /// Replies to what is not there, and of each circle of replies one: they start threads, so that nothing is left
    /// out.
    orphans: BTreeSet<AnnotationId>,
}

impl Threads {
    pub(super) fn of(annotations: &Items<AnnotationId, Annotation>) -> Self {
        let mut threads = Self::default();
        for note in annotations.values() {
            let Some(parent) = &note.reply_to else { continue };
            threads.replies.entry(parent.clone()).or_default().push(note.clone());
            if is_orphan(note, annotations) {
                threads.orphans.insert(note.id.clone());
            }
        }
        for list in threads.replies.values_mut() {
            list.sort_by(|a, b| reply_order(a).cmp(&reply_order(b)));
        }
        threads
    }

    /// Follows a change of the notes: says which became orphans, and which are none any more.
    pub(super) fn follow(
        &mut self,
        (gone, new): (&[&Arc<Annotation>], &[&Arc<Annotation>]),
        annotations: &Items<AnnotationId, Annotation>,
    ) -> (Vec<AnnotationId>, Vec<AnnotationId>) {
        // Whether a reply is an orphan hangs on what is above it: it may be another now for all below a change.
        let mut touched: BTreeSet<AnnotationId> = BTreeSet::new();
        let mut touch = |threads: &Self, notes: &[&Arc<Annotation>]| {
            for note in notes {
                touched.insert(note.id.clone());
                touched.extend(threads.below(&note.id).into_iter().map(|(reply, _)| reply.id.clone()));
            }
        };
        touch(self, gone);
        touch(self, new);
        for note in gone {
            self.take_reply(note);
        }
        for note in new {
            self.put_reply(note);
        }
        touch(self, gone);
        touch(self, new);
        let (mut risen, mut fallen) = (Vec::new(), Vec::new());
        for id in touched {
            let is_orphan = annotations.get(&id).is_some_and(|note| is_orphan(note, annotations));
            if is_orphan && self.orphans.insert(id.clone()) {
                risen.push(id);
            } else if !is_orphan && self.orphans.remove(&id) {
                fallen.push(id);
            }
        }
        (risen, fallen)
    }

    fn put_reply(&mut self, note: &Arc<Annotation>) {
        let Some(parent) = &note.reply_to else { return };
        let list = self.replies.entry(parent.clone()).or_default();
        let at = list.partition_point(|other| reply_order(other) < reply_order(note));
        list.insert(at, note.clone());
    }

    fn take_reply(&mut self, note: &Annotation) {
        let Some(parent) = &note.reply_to else { return };
        let Some(list) = self.replies.get_mut(parent) else { return };
        list.retain(|other| other.id != note.id);
        if list.is_empty() {
            self.replies.remove(parent);
        }
    }

    pub(super) fn starts(&self, note: &Annotation) -> bool {
        note.reply_to.is_none() || self.orphans.contains(&note.id)
    }

    pub(super) fn below(&self, note: &AnnotationId) -> Vec<(Arc<Annotation>, usize)> {
        let mut found: Vec<(Arc<Annotation>, usize)> = Vec::new();
        let mut seen = BTreeSet::from([note.clone()]);
        let direct = |id: &AnnotationId| self.replies.get(id).map_or(&[][..], Vec::as_slice).iter().rev();
        let mut waiting: Vec<(&Arc<Annotation>, usize)> = direct(note).map(|reply| (reply, 1)).collect();
        while let Some((reply, depth)) = waiting.pop() {
            if seen.insert(reply.id.clone()) {
                found.push((reply.clone(), depth));
                waiting.extend(direct(&reply.id).map(|reply| (reply, depth + 1)));
            }
        }
        found
    }
}

/// Replies stand by age, and by name where that is the same.
fn reply_order(note: &Annotation) -> (Option<Timestamp>, &AnnotationId) {
    (note.created, &note.id)
}

/// Whether a reply starts a thread, since what it replies to is not there or leads back to it.
fn is_orphan(note: &Annotation, annotations: &Items<AnnotationId, Annotation>) -> bool {
    let Some(parent) = &note.reply_to else { return false };
    !annotations.contains_key(parent) || starts_circle(note, annotations)
}

/// Whether a note replies to itself, over others or not, and is the first of those by name.
fn starts_circle(note: &Annotation, annotations: &Items<AnnotationId, Annotation>) -> bool {
    let mut at = note;
    for _ in 0..annotations.len() {
        let Some(above) = at.reply_to.as_ref().and_then(|parent| annotations.get(parent)) else { return false };
        if above.id == note.id {
            return true;
        }
        if above.id < note.id {
            // Another one is the first, if there is a circle at all.
            return false;
        }
        at = above;
    }
    false
}
