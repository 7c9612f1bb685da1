//! Follows passages that were cut, joined or set aside: only what stands in those is looked for anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::NotePlaces;
use crate::model::{Alignment, Annotation, AnnotationId, Document, Draft, DraftId, Relaid, SideName};

/// So many notes and drafts are followed one by one, however many there are.
const FEW: usize = 64;

impl NotePlaces {
    /// Follows another laying of the document. Says no, and changes nothing, where a text is another now, or where that is
    /// no less work than to begin anew.
    pub(super) fn follow_cuts(&mut self, document: &Document, alignment: &Alignment) -> bool {
        let Some((old, followed)) = self.followed.clone() else { return false };
        let Some(relaid) = self.relaid(&old, document) else { return false };
        // One may stand in several passages.
        let notes: BTreeMap<&AnnotationId, &Arc<Annotation>> =
            changed(&relaid, &self.covers).map(|cover| (&cover.note.id, &cover.note)).collect();
        let drafts: BTreeMap<&DraftId, &Arc<Draft>> =
            changed(&relaid, &self.drafted).map(|placed| (&placed.draft.id, &placed.draft)).collect();
        if notes.len() + drafts.len() > FEW.max((self.notes.len() + self.drafts.len()) / 16) {
            return false;
        }
        let notes: Vec<Arc<Annotation>> = notes.into_values().cloned().collect();
        let drafts: Vec<Arc<Draft>> = drafts.into_values().cloned().collect();
        for note in &notes {
            self.take_note(&self.placed(note, &followed));
        }
        for draft in &drafts {
            self.take_draft(draft);
        }
        self.move_passages(relaid);
        self.follow_rows(alignment);
        for note in &notes {
            self.put_note(self.placed(note, alignment));
        }
        for draft in &drafts {
            self.put_draft(draft);
        }
        true
    }

    /// How another laying of the document lays the same texts.
    fn relaid(&self, old: &Document, new: &Document) -> Option<[Relaid; 2]> {
        let of = |side: SideName| match (&self.texts[side as usize], old.side(side), new.side(side)) {
            (Some(text), Some(old), Some(new)) => Relaid::between(text, old, new),
            (None, None, None) => Some(Relaid::default()),
            _ => None,
        };
        Some([of(SideName::Source)?, of(SideName::Translation)?])
    }

    /// Lets the texts follow, and what stands in passages that did not change go where those are now.
    fn move_passages(&mut self, relaid: [Relaid; 2]) {
        for (side, passage, _) in self.notes.iter_mut().flat_map(|note| &mut note.spans) {
            *passage = relaid[*side as usize].position(*passage);
        }
        for (nth, relaid) in relaid.into_iter().enumerate() {
            moved(&mut self.covers[nth], &relaid);
            moved(&mut self.drafted[nth], &relaid);
            if let Some(text) = &mut self.texts[nth] {
                text.follow(relaid);
            }
        }
    }
}

/// What stands in changed passages.
fn changed<'a, T>(relaid: &'a [Relaid; 2], placed: &'a [BTreeMap<u32, Vec<T>>; 2]) -> impl Iterator<Item = &'a T> {
    let ranges =
        relaid.iter().zip(placed).flat_map(|(relaid, lists)| relaid.changed().map(move |range| lists.range(range)));
    ranges.flatten().flat_map(|(_, list)| list)
}

/// Lets lists by passage follow passages that did not change.
fn moved<T>(lists: &mut BTreeMap<u32, Vec<T>>, relaid: &Relaid) {
    let old = std::mem::take(lists);
    *lists = old.into_iter().map(|(passage, list)| (relaid.position(passage), list)).collect();
}
