//! Where drafts stand: follows drafts that came, went or changed.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{NotePlaces, PlacedDraft, differences};
use crate::model::{Draft, DraftId, Items};

impl NotePlaces {
    pub(super) fn follow_drafts(&mut self, drafts: &Arc<Items<DraftId, Draft>>) {
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

    pub(super) fn put_draft(&mut self, draft: &Arc<Draft>) {
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

    pub(super) fn take_draft(&mut self, draft: &Draft) {
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
