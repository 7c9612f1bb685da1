//! Replies under what they reply to. A chain of replies may be as long as there are notes: nothing here recurses.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Annotation, AnnotationId, Work};

/// A note with the replies to it and to them, each before its own replies, oldest first; with its depth.
pub(super) type Thread<'a> = Vec<(&'a Annotation, u32)>;

/// All annotations of `work` as threads. What replies to something that is not there, or only to itself in a circle,
/// starts a thread of its own, so that nothing is left out.
pub(super) fn threads(work: &Work) -> Vec<Thread<'_>> {
    let mut replies: BTreeMap<&AnnotationId, Vec<&Annotation>> = BTreeMap::new();
    let mut heads = Vec::new();
    for note in work.annotations.values() {
        match &note.reply_to {
            Some(parent) if work.annotations.contains_key(parent) => replies.entry(parent).or_default().push(note),
            _ => heads.push(note.as_ref()),
        }
    }
    for siblings in replies.values_mut() {
        siblings.sort_by_key(|note| (note.created, &note.id));
    }
    let mut seen = BTreeSet::new();
    let mut threads: Vec<Thread<'_>> = heads.into_iter().map(|head| thread(head, &replies, &mut seen)).collect();
    for note in work.annotations.values() {
        if !seen.contains(&note.id) {
            threads.push(thread(note, &replies, &mut seen));
        }
    }
    threads
}

fn thread<'a>(
    head: &'a Annotation,
    replies: &BTreeMap<&'a AnnotationId, Vec<&'a Annotation>>,
    seen: &mut BTreeSet<&'a AnnotationId>,
) -> Thread<'a> {
    let mut thread = Vec::new();
    let mut waiting = vec![(head, 0)];
    while let Some((note, depth)) = waiting.pop() {
        if seen.insert(&note.id) {
            thread.push((note, depth));
            let below = replies.get(&note.id).into_iter().flatten().rev();
            waiting.extend(below.map(|reply| (*reply, depth + 1)));
        }
    }
    thread
}
