//! Why a pair stands as it does: found out on a worker, which reads the whole document the first time.

use std::sync::Arc;

use super::jobs::{Task, free_elsewhere};
use super::{DocumentId, JobId, OpenDocument, Workspace};
use crate::align::Reasons;
use crate::model::{Alignment, Bead, Document, Evidence, Progress, SideName};

/// Why a pair stands as it does.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// Names it: whoever made something of one knows by it whether there is another.
    pub serial: u64,
    /// Position in the alignment's `beads`.
    pub bead: usize,
    /// Revision of the document that it is about.
    pub revision: u64,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
}

/// The sentences with a number or a name whose other side stands in a pair nearby, as far as it was looked for: they stay
/// what they are whatever the pairs are, until it is looked for again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strays {
    /// Their side.
    pub side: SideName,
    /// Their positions among its segments, in order.
    pub sentences: Vec<u32>,
}

impl Strays {
    /// Whether one of them is in a bead.
    pub fn are_in(&self, bead: &Bead) -> bool {
        let part = bead.part(self.side);
        let next = self.sentences.partition_point(|sentence| *sentence < part.start);
        self.sentences.get(next).is_some_and(|sentence| part.contains(*sentence as usize))
    }
}

/// What explanations of a document are made from, and who makes one.
#[derive(Clone, Debug, Default)]
pub(super) struct Explainer {
    /// The document as read for explaining, with its revision.
    reasons: Option<(u64, Arc<Reasons>)>,
    /// The worker.
    job: Option<JobId>,
    /// What was asked last, while a worker is busy with something older.
    next: Option<usize>,
}

/// What a worker needs to explain a pair.
pub(super) struct Question {
    document: Arc<Document>,
    alignment: Arc<Alignment>,
    revision: u64,
    bead: usize,
    reasons: Option<Arc<Reasons>>,
}

/// What it found.
pub(super) struct Told {
    document: Arc<Document>,
    explanation: Explanation,
    reasons: Arc<Reasons>,
    /// Found where the document was read anew.
    strays: Option<Strays>,
}

impl Question {
    /// Finds the answer. Runs on a worker.
    pub(super) fn answer(self) -> Told {
        let Self { document, alignment, revision, bead, reasons } = self;
        let is_known = reasons.is_some();
        let reasons = reasons.unwrap_or_else(|| Arc::new(Reasons::new(&document, &alignment)));
        let evidence = reasons.of(&document, &alignment, bead);
        let strays = (!is_known).then(|| {
            let (side, sentences) = reasons.strays(&alignment);
            Strays { side, sentences }
        });
        Told { document, explanation: Explanation { serial: 0, bead, revision, evidence }, reasons, strays }
    }
}

impl OpenDocument {
    /// Lets go of what belongs to an older revision; what is given back may take a while to free.
    pub(super) fn forget_explanation(&mut self) -> impl Send + use<> {
        (self.explainer.reasons.take(), self.explanation.take())
    }
}

impl Workspace {
    pub(super) fn explain(&mut self, id: DocumentId, bead: usize) {
        // What a long book is explained from is large: one document at a time has it.
        for other in self.documents.iter_mut().filter(|open| open.id != id) {
            if other.explainer.reasons.is_some() {
                free_elsewhere(other.forget_explanation());
            }
        }
        let job = JobId(self.next_id());
        let Some(open) = self.document_mut(id).filter(|open| open.aligned) else { return };
        if bead >= open.work.alignment.beads.len() {
            return;
        }
        if open.explainer.job.is_some() {
            open.explainer.next = Some(bead);
            return;
        }
        open.explainer.job = Some(job);
        let had = open.explainer.reasons.as_ref().filter(|(revision, _)| *revision == open.revision);
        let question = Question {
            document: open.document.clone(),
            alignment: open.work.alignment.clone(),
            revision: open.revision,
            bead,
            reasons: had.map(|(_, reasons)| reasons.clone()),
        };
        self.workers.start(job, Task::Explain(Box::new(question)), Arc::new(Progress::default()));
    }

    /// Explains anew what was explained, where other reasons are known by now for the same pairs.
    pub(super) fn explain_again(&mut self, id: DocumentId) {
        let Some(open) = self.document(id) else { return };
        if let Some(bead) = open.explainer.next.or(open.explanation.as_ref().map(|told| told.bead)) {
            self.explain(id, bead);
        }
    }

    pub(super) fn take_explained(&mut self, job: JobId, told: Box<Told>) {
        let serial = self.next_id();
        let Some(open) = self.documents.iter_mut().find(|open| open.explainer.job == Some(job)) else {
            free_elsewhere(told);
            return;
        };
        let id = open.id;
        open.explainer.job = None;
        let Told { document, explanation, reasons, strays } = *told;
        if explanation.revision == open.revision && Arc::ptr_eq(&document, &open.document) {
            open.explainer.reasons = Some((explanation.revision, reasons));
            open.explanation = Some(Explanation { serial, ..explanation });
            open.strays = strays.or(open.strays.take());
        }
        if let Some(bead) = open.explainer.next.take() {
            self.explain(id, bead);
        }
    }

    /// Notices that the worker that was to explain something broke.
    pub(super) fn forget_explainer(&mut self, job: JobId) {
        for open in self.documents.iter_mut().filter(|open| open.explainer.job == Some(job)) {
            open.explainer.job = None;
            open.explainer.next = None;
        }
    }
}
