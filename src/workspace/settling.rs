//! What a person says of pairs: that they are right, want a look, belong together.

use std::ops::Range;
use std::sync::Arc;

use super::{DocumentId, OpenDocument, Problem, Workspace};
use crate::align::{Contradiction, Pin};
use crate::model::{Alignment, Edit, Status};

impl Workspace {
    pub(super) fn set_status(&mut self, id: DocumentId, beads: Range<usize>, status: Status) {
        let settled = |open: &&OpenDocument| open.aligned || open.document.translation.is_none();
        let Some(open) = self.document(id).filter(settled) else { return };
        let Some(changed) = open.work.alignment.beads.get(beads.clone()) else { return };
        if changed.iter().all(|bead| bead.status == status) {
            return;
        }
        let what = match status {
            Status::Confirmed => "confirmation",
            Status::Review => "mark for review",
            Status::LeftOut => "mark as left out",
            Status::Proposed => "removal of a mark",
        };
        let place = open.work.alignment.address(beads.start).map(|address| format!(" of {address}"));
        let mut alignment = Alignment::clone(&open.work.alignment);
        for bead in alignment.beads.get_mut(beads).unwrap_or_default() {
            bead.status = status;
        }
        let label = format!("{what}{}", place.unwrap_or_default());
        self.edit(id, &Edit::Align { alignment: Arc::new(alignment), label });
    }

    pub(super) fn pin(&mut self, id: DocumentId, pin: Pin) {
        let Some(open) = self.document_mut(id).filter(|open| open.aligned) else { return };
        open.pins.retain(|had| *had != pin);
        open.pins.push(pin);
        self.align_again(id);
    }

    pub(super) fn unpin(&mut self, id: DocumentId, beads: Range<usize>) {
        let Some(open) = self.document_mut(id) else { return };
        let freed = open.work.alignment.beads.get(beads).unwrap_or_default();
        let holds = |pin: &Pin| {
            let holds = |bead: &crate::model::Bead| {
                bead.source.contains(pin.source as usize) || bead.translation.contains(pin.translation as usize)
            };
            freed.iter().any(holds)
        };
        let had = open.pins.len();
        let pins = std::mem::take(&mut open.pins);
        open.pins = pins.into_iter().filter(|pin| !holds(pin)).collect();
        if open.pins.len() < had {
            self.restart_aligning(id);
        }
    }

    /// An alignment under way does not know what was said since: it starts again.
    pub(super) fn restart_aligning(&mut self, id: DocumentId) {
        if self.document(id).is_some_and(|open| open.aligner.is_some()) {
            self.align_again(id);
        }
    }

    /// Tells why a document could not be aligned again, and lets go of the pin that was asked for last.
    pub(super) fn refuse_last_pin(&mut self, id: DocumentId, contradiction: Contradiction) {
        let Some(open) = self.document_mut(id) else { return };
        let pinned = open.pins.pop().is_some();
        let title = &open.document.title;
        let what = format!("{title} could not be aligned again: {contradiction}");
        let advice = if pinned { "Take back what is confirmed there first." } else { "Take one of them back." };
        self.fail(Problem { what, path: None, advice: advice.to_owned() });
    }
}
