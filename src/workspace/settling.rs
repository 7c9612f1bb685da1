//! Sentences that a person puts together for the aligner to build on: it aligns the rest around them.

use std::sync::Arc;

use super::{DocumentId, Problem, Workspace};
use crate::align::{Contradiction, Pin};
use crate::model::{Address, Alignment, Edit, SideName, Status};

impl Workspace {
    pub(super) fn pin(&mut self, id: DocumentId, pin: Pin) {
        let Some(open) = self.document_mut(id).filter(|open| open.aligned) else { return };
        open.pinning.retain(|had| *had != pin);
        open.pinning.push(pin);
        self.align_again(id);
    }

    /// An alignment under way does not know what was said since: it starts again.
    pub(super) fn restart_aligning(&mut self, id: DocumentId) {
        if self.document(id).is_some_and(|open| open.aligner.is_some()) {
            self.align_again(id);
        }
    }

    /// Puts in its place what the aligner made around what is settled, and settles the pairs that hold what was pinned:
    /// so they stay when the rest is aligned again.
    pub(super) fn take_new_alignment(&mut self, id: DocumentId, mut alignment: Arc<Alignment>) {
        let Some(open) = self.document_mut(id) else { return };
        let place = settle_pins(&std::mem::take(&mut open.pinning), &mut alignment);
        let label = place.map_or_else(
            || "aligning again".to_owned(),
            |address| format!("pairing in {address}, with the rest aligned again"),
        );
        self.edit(id, &Edit::Align { alignment, label });
    }

    /// Tells why a document could not be aligned again, and lets go of the pin that was asked for last.
    pub(super) fn refuse_last_pin(&mut self, id: DocumentId, contradiction: Contradiction) {
        let Some(open) = self.document_mut(id) else { return };
        let pinned = open.pinning.pop().is_some();
        let is_left = !open.pinning.is_empty();
        let title = &open.document.title;
        let what = format!("{title} could not be aligned again: {contradiction}");
        let advice = if pinned { "Take back what is confirmed there first." } else { "Take one of them back." };
        self.fail(Problem { what, path: None, advice: advice.to_owned() });
        if is_left {
            self.align_again(id);
        }
    }
}

/// Settles the pairs that hold what was pinned, and tells where the last of them stands.
pub(super) fn settle_pins(pins: &[Pin], alignment: &mut Arc<Alignment>) -> Option<Address> {
    let mut place = None;
    for pin in pins {
        let Some(nth) = alignment.bead_of(SideName::Source, pin.source as usize) else { continue };
        let bead = &mut Arc::make_mut(alignment).beads[nth];
        if bead.status == Status::Proposed && bead.translation.contains(pin.translation as usize) {
            (bead.status, bead.confidence) = (Status::Corrected, 1.0);
        }
        place = alignment.address(nth).or(place);
    }
    place
}
