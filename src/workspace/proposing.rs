//! Other pairs as a proposal beside the work, of the aligner or of a file: what would be otherwise, stretch by stretch, to
//! be taken or left.

use std::sync::Arc;

use super::jobs::Task;
use super::open_document::RowAligner;
use super::{Comparison, DocumentId, GestureAnswer, JobId, JobKind, Problem, Workspace};
use crate::model::{Alignment, Bead, Edit, Hunk, HunkKind, HunkState, SideName, Unit, differences};

/// Who proposes other pairs.
#[derive(Clone, PartialEq, Debug)]
pub enum ProposedBy {
    /// The aligner, as what it would find if it aligned the rest again.
    Aligner,
    /// A file that the work is compared with.
    File(Box<Comparison>),
}

/// What would be otherwise if other pairs were taken. It stands beside the work and is in nobody's way.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// Names it: another one has another serial.
    pub serial: u64,
    /// Where it differs from the alignment that there was, in the order of the source.
    pub hunks: Vec<Hunk>,
    /// What became of each of them. A hunk is open as long as the alignment has there what it had; undoing one that was
    /// taken opens it again.
    pub states: Vec<HunkState>,
    /// Where it comes from.
    pub by: ProposedBy,
}

impl Proposal {
    /// Hunks of which nothing is decided.
    pub(super) fn new(serial: u64, hunks: Vec<Hunk>, by: ProposedBy) -> Self {
        Self { serial, states: vec![HunkState::Open; hunks.len()], hunks, by }
    }

    /// What is done where a hunk is taken, or all of them: a noun that can stand after "Undo".
    fn label(&self, hunk: Option<&Hunk>) -> String {
        match (&self.by, hunk.map(|hunk| hunk.kind)) {
            (ProposedBy::Aligner, None) => "aligning again".to_owned(),
            (ProposedBy::Aligner, Some(_)) => "new pairs".to_owned(),
            (ProposedBy::File(file), Some(HunkKind::Statuses)) => format!("what {} says", file.name()),
            (ProposedBy::File(file), _) => format!("pairs of {}", file.name()),
        }
    }

    /// How many hunks wait for a decision.
    pub fn open(&self) -> usize {
        self.states.iter().filter(|state| **state == HunkState::Open).count()
    }

    /// Brings the states in step with the alignment. What a person left stays left.
    fn follow(&mut self, alignment: &Alignment) {
        for (hunk, state) in self.hunks.iter().zip(&mut self.states) {
            let now = hunk.state(alignment);
            let left = *state == HunkState::Left && now == HunkState::Open;
            *state = if left { HunkState::Left } else { now };
        }
    }
}

impl Workspace {
    /// Has the rest of a document aligned again as a proposal. What is proposed already is forgotten.
    pub(super) fn propose(&mut self, id: DocumentId) {
        let Some(open) = self.document(id).filter(|open| open.aligned && open.document.translation.is_some()) else {
            return;
        };
        let (document, revision, older) = (open.document.clone(), open.revision, open.proposer);
        let kept = Some((open.work.alignment.clone(), Vec::new()));
        let title = document.title.clone();
        if let Some(older) = older {
            self.drop_job(older);
        }
        let job = self.start_job(id, JobKind::Aligning, title, Task::Align { document, revision, kept });
        if let Some(open) = self.document_mut(id) {
            open.proposer = Some(job);
            open.proposal = None;
        }
    }

    /// Has the sentences of one row aligned.
    pub(super) fn align_row(&mut self, id: DocumentId, row: usize) {
        let Some(open) = self.document(id).filter(|open| open.aligned && open.document.translation.is_some()) else {
            return;
        };
        let Some(number) = open.work.alignment.rows.get(row).map(|row| row.number) else { return };
        let (document, revision, kept) = (open.document.clone(), open.revision, open.work.alignment.clone());
        let (title, older) = (document.title.clone(), open.row_aligner.as_ref().map(|older| older.job));
        if let Some(older) = older {
            self.drop_job(older);
        }
        let task = Task::AlignRow { document, revision, kept: kept.clone(), row };
        let job = self.start_job(id, JobKind::Aligning, title, task);
        if let Some(open) = self.document_mut(id) {
            open.row_aligner = Some(RowAligner { job, number, kept });
        }
    }

    /// Takes what the aligner found for one row; starts again where other pairs were changed meanwhile. Where it found the
    /// same pairs, that is said, and how sure it is of them is all that is taken.
    pub(super) fn take_row(&mut self, id: DocumentId, alignment: Arc<Alignment>) {
        let Some(open) = self.document_mut(id) else { return };
        let Some(RowAligner { number, kept, .. }) = open.row_aligner.take() else { return };
        if !Arc::ptr_eq(&open.work.alignment, &kept) {
            if let Some(row) = open.work.alignment.row_numbered(number) {
                self.align_row(id, row);
            }
            return;
        }
        if alignment.differs_in_weights_alone(&kept) {
            self.take_weights(id, &alignment);
            let what = format!("Aligned again, the sentences of ¶{number} stand as they did");
            return self.inform(Problem { what, path: None, advice: String::new() });
        }
        let label = format!("alignment of the sentences of ¶{number}");
        self.edit(id, &Edit::Align { alignment, label });
    }

    /// Takes what the aligner found for a proposal. Whatever was settled meanwhile is not put into question. Of pairs
    /// that it found again it says by the way how sure it is.
    pub(super) fn take_proposed(&mut self, id: DocumentId, proposed: &Alignment) {
        self.take_weights(id, proposed);
        let serial = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        open.proposer = None;
        let title = open.document.title.clone();
        let Some(mut hunks) = differences(&open.work.alignment, proposed) else {
            let what = "The sentences were cut anew while they were aligned".to_owned();
            let advice = format!("Align the rest of {title} again.");
            return self.inform(Problem { what, path: None, advice });
        };
        // What stands alone in order may be settled and in both.
        let unsettles = |hunk: &Hunk| {
            let kept = |bead: &Bead| {
                hunk.theirs.iter().any(|other| (other.source, other.translation) == (bead.source, bead.translation))
            };
            hunk.ours.iter().any(|bead| bead.status.is_settled() && !kept(bead))
        };
        hunks.retain(|hunk| !unsettles(hunk));
        let none = hunks.is_empty();
        open.proposal = Some(Proposal::new(serial, hunks, ProposedBy::Aligner));
        if none {
            let what = "Aligned again, all stays as it is".to_owned();
            self.inform(Problem { what, path: None, advice: title });
        }
    }

    /// Takes over how sure the aligner is of the pairs that stay. That is kept as all that comes from the aligner, and is
    /// no step: undo goes back to what there was before the gestures.
    fn take_weights(&mut self, id: DocumentId, proposed: &Alignment) {
        let next = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        let Some(weighed) = open.work.alignment.weighed_as(proposed) else { return };
        let old = std::mem::replace(&mut open.work.alignment, Arc::new(weighed));
        open.statuses = next;
        super::jobs::free_elsewhere(old);
        self.explain_again(id);
        self.keep_alignment(id);
    }

    /// Lets go of a job that is done or stopped.
    pub(super) fn forget_proposer(&mut self, id: DocumentId, job: JobId) {
        let Some(open) = self.document_mut(id) else { return };
        open.proposer = open.proposer.filter(|proposer| *proposer != job);
        open.row_aligner.take_if(|aligner| aligner.job == job);
    }

    /// Puts a hunk of the proposal in the place of what there is.
    pub(super) fn take_hunk(&mut self, id: DocumentId, nth: usize) {
        let serial = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        let Some(proposal) = &open.proposal else { return };
        let hunk = proposal.hunks.get(nth).filter(|hunk| hunk.state(&open.work.alignment) == HunkState::Open);
        let taken = hunk.and_then(|hunk| Some((hunk.take(&open.work.alignment)?, place(hunk))));
        let Some((alignment, (side, segment))) = taken else { return };
        let label = proposal.label(hunk);
        let bead = alignment.bead_of(side, segment).unwrap_or_default();
        let address = alignment.address(bead).map(|address| format!(" at {address}")).unwrap_or_default();
        open.answer = Some(GestureAnswer { serial, outcome: Ok(Unit::Bead(bead)) });
        self.edit(id, &Edit::Align { alignment: Arc::new(alignment), label: format!("{label}{address}") });
    }

    /// Says that what there is stays in the place of a hunk, or opens it again.
    pub(super) fn leave_hunk(&mut self, id: DocumentId, nth: usize, left: bool) {
        let Some(open) = self.document_mut(id) else { return };
        let Some(proposal) = &mut open.proposal else { return };
        let (from, to) = if left { (HunkState::Open, HunkState::Left) } else { (HunkState::Left, HunkState::Open) };
        if let Some(state) = proposal.states.get_mut(nth).filter(|state| **state == from) {
            *state = to;
        }
    }

    /// Takes all hunks that are open, as one step.
    pub(super) fn take_hunks(&mut self, id: DocumentId) {
        let Some(open) = self.document(id) else { return };
        let Some(proposal) = &open.proposal else { return };
        let is_open = |(_, state): &(&Hunk, &HunkState)| **state == HunkState::Open;
        let hunks: Vec<&Hunk> =
            proposal.hunks.iter().zip(&proposal.states).filter(is_open).map(|(hunk, _)| hunk).collect();
        let Some(alignment) = Hunk::take_all(&hunks, &open.work.alignment) else { return };
        let label = proposal.label(None);
        self.edit(id, &Edit::Align { alignment: Arc::new(alignment), label });
    }

    pub(super) fn drop_proposal(&mut self, id: DocumentId) {
        let proposer = self.document(id).and_then(|open| open.proposer);
        if let Some(job) = proposer {
            self.drop_job(job);
        }
        if let Some(open) = self.document_mut(id) {
            (open.proposal, open.proposer) = (None, None);
        }
    }

    /// Brings the proposal in step with the alignment.
    pub(super) fn follow_alignment(&mut self, id: DocumentId) {
        let Some(open) = self.document_mut(id) else { return };
        if let Some(proposal) = &mut open.proposal {
            proposal.follow(&open.work.alignment);
        }
    }
}

/// A sentence of a hunk.
fn place(hunk: &Hunk) -> (SideName, usize) {
    let some = SideName::BOTH.into_iter().find(|side| !hunk.part(*side).is_empty());
    some.map_or((SideName::Source, 0), |side| (side, hunk.part(side).start as usize))
}
