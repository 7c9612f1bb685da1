//! Correcting the alignment: each gesture is one edit, one step of undo, one transaction of the library.

use std::ops::Range;

use super::{DocumentId, Workspace};
use crate::model::{Alignment, Correction, Edit, Refusal, Scene, Status, Unit};

/// What came of the last gesture on an alignment: for whoever shows the pairs, to go on from there or to say why not.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GestureAnswer {
    /// Which gesture it was; every one has another serial.
    pub serial: u64,
    /// The pair to go on with, or why nothing was done. After undo and redo it is the first pair that is another one.
    pub outcome: Result<Unit, Refusal>,
}

impl Workspace {
    pub(super) fn correct(&mut self, id: DocumentId, correction: &Correction) {
        let serial = self.next_id();
        let Some(open) = self.document_mut(id).filter(|open| open.can_be_corrected()) else { return };
        let scene = Scene { parsed: &open.parsed, document: &open.document, work: &open.work };
        let corrected = correction.apply(&scene);
        let outcome = corrected.as_ref().map(|corrected| corrected.chosen).map_err(|refusal| *refusal);
        open.answer = Some(GestureAnswer { serial, outcome });
        if let Ok(corrected) = corrected {
            self.edit(id, &Edit::Correct(Box::new(corrected)));
        }
    }

    pub(super) fn set_status(&mut self, id: DocumentId, beads: Range<usize>, status: Status) {
        self.correct(id, &Correction::Say(beads, status));
    }

    /// Names the first pair that is another one than before, after the work was put back or done again.
    pub(super) fn answer_where(&mut self, id: DocumentId, before: &Alignment) {
        let serial = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        let now = &open.work.alignment;
        let first = now.beads.iter().zip(&before.beads).position(|(one, other)| one != other);
        let first = first.unwrap_or(now.beads.len().min(before.beads.len()));
        if first < now.beads.len().max(before.beads.len()) {
            let last = now.beads.len().saturating_sub(1);
            open.answer = Some(GestureAnswer { serial, outcome: Ok(Unit::Bead(first.min(last))) });
        }
    }
}
