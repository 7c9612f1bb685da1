//! Taking what the workers have done, and moving about in it.

use std::sync::Arc;

use super::jobs::{ReadOutcome, Report, Task};
use super::opening::Reading;
use super::reading::{Moved, Start};
use super::rereading::Fate;
use super::session::Anchor;
use super::settling::settle_pins;
use super::{
    Command, DocumentId, Job, JobId, JobKind, Jump, OpenDocument, Problem, ReadingPlace, ShelfState, Workspace,
};
use crate::align::NotAligned;
use crate::model::{Alignment, Work};

impl Workspace {
    /// Takes what the workers have finished since. Call it when `wake` was called.
    ///
    /// What they finish while it runs is left for the next time, so that a document shows before it is aligned.
    /// Returns whether anything changed.
    pub fn poll(&mut self) -> bool {
        let reports = self.workers.take_reports();
        let changed = !reports.is_empty();
        for report in reports {
            match report {
                Report::Read { job, outcome } => self.take_read(job, outcome),
                Report::Aligned { job, revision, outcome } => self.take_aligned(job, revision, outcome),
                Report::Compared { job, compared } => self.take_compared(job, *compared),
                Report::Explained { job, told } => self.take_explained(job, told),
                Report::Imported { job, laid } => self.take_import(job, *laid),
                Report::Broken { job } => self.take_broken(job),
                Report::NotSaved(problem) => self.warn(problem),
                Report::Library(news) => self.take_news(news),
                Report::Search(findings) => self.take_findings(findings),
            }
        }
        if changed {
            self.follow_notes();
            self.leave_if_kept();
        }
        changed
    }

    pub(super) fn cancel_job(&mut self, id: JobId) {
        let Some(job) = self.take_job(id) else { return };
        self.workers.cancel(&job);
        let (what, advice) = match job.kind {
            JobKind::Reading => (format!("Opening {} was stopped", job.subject), "Open it again to go on."),
            JobKind::Aligning => {
                let aligned = self.document(job.document).is_some_and(|open| open.aligned);
                let unpaired = "Its sides stand unpaired; align it again to go on.";
                let advice = if aligned { "Its pairs stay as they were." } else { unpaired };
                (format!("Aligning {} was stopped", job.subject), advice)
            }
            JobKind::Comparing => (format!("Comparing with {} was stopped", job.subject), "Nothing has changed."),
            JobKind::Importing => {
                (format!("Importing notes from {} was stopped", job.subject), "Nothing was imported.")
            }
        };
        self.forget_job(&job);
        self.inform(Problem { what, path: None, advice: advice.to_owned() });
        self.after_reading();
    }

    pub(super) fn go_to(&mut self, id: DocumentId, row: usize, pair: Option<usize>) {
        let serial = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        let row = row.min(open.work.alignment.rows.len().saturating_sub(1));
        open.place = ReadingPlace { row, offset: 0.0, pair };
        open.jump = Some(Jump { serial, row, pair });
        self.remember();
    }

    pub(super) fn set_place(&mut self, id: DocumentId, place: ReadingPlace) {
        let Some(open) = self.document_mut(id) else { return };
        if open.place != place {
            open.place = place;
            self.remember();
        }
    }

    fn take_read(&mut self, job: JobId, outcome: Result<ReadOutcome, Problem>) {
        // A job that is not listed any more was cancelled or overtaken by a newer one.
        let Some(job) = self.take_job(job) else { return };
        let Some(reading) = self.readings.remove(&job.document) else { return };
        match outcome {
            Ok(ReadOutcome::Fresh { moved: Some(moved), .. }) if self.is_outdated(job.document, &moved) => {
                // Something was written while it was read: that is to move along too.
                self.start_reading(job.document, reading.origin, Start::Afresh, reading.anchor, None);
            }
            Ok(ReadOutcome::Fresh { document, alignment, stamps, files, moved }) => {
                let revision = self.next_id();
                let (read, files) = ((document, alignment), (files, stamps));
                let fresh = OpenDocument::new(job.document, reading.origin.clone(), revision, read, files);
                self.take_document(fresh, &reading, moved);
            }
            Ok(ReadOutcome::Unchanged) => (),
            Err(problem) => {
                self.session.forget_open(&reading.origin.base);
                self.fail(problem);
            }
        }
        self.after_reading();
    }

    /// Whether work that was moved to a new state of a document is no longer what there is.
    fn is_outdated(&self, id: DocumentId, moved: &Moved) -> bool {
        let same = |work: &Work| {
            Arc::ptr_eq(&work.annotations, &moved.from.annotations)
                && Arc::ptr_eq(&work.drafts, &moved.from.drafts)
                && Arc::ptr_eq(&work.alignment, &moved.from.alignment)
        };
        self.document(id).is_some_and(|open| !same(&open.work))
    }

    /// Puts a document that was read into its place, has the library keep it, and has it aligned if that knows nothing.
    fn take_document(&mut self, mut fresh: OpenDocument, reading: &Reading, moved: Option<Box<Moved>>) {
        let id = fresh.id;
        let (mut replaces, mut fate) = (None, Fate::default());
        let mut is_news = self.session.key_of(&reading.origin.base).is_none();
        if let Some(moved) = moved {
            (fresh.work, fresh.pinning) = (moved.work, moved.pins);
            (replaces, fate) = (moved.key, moved.fate);
        }
        match self.documents.binary_search_by_key(&id, |open| open.id) {
            Ok(index) => {
                if let Some(open) = self.documents.get_mut(index) {
                    let reread = open.origin == fresh.origin;
                    let row_aligner = open.row_aligner.take().map(|aligner| aligner.job);
                    let jobs = [open.aligner.take(), open.proposer.take(), row_aligner];
                    fresh.place = open.place;
                    fresh.jump = open.jump;
                    replaces = open.key.take();
                    move_place(&mut fresh, &open.work.alignment);
                    let old = std::mem::replace(open, fresh);
                    super::jobs::free_elsewhere((old.document, old.parsed, old.work, old.history, old.explainer));
                    for job in jobs.into_iter().flatten() {
                        self.drop_job(job);
                    }
                    is_news = true;
                    if reread {
                        self.tell_reread(reading);
                    }
                }
            }
            Err(index) => {
                if let Some(anchor) = reading.anchor {
                    fresh.place = anchor.place_in(&fresh.work.alignment);
                }
                self.documents.insert(index, fresh);
            }
        }
        if self.current.is_none() {
            self.current = Some(id);
        }
        self.tell_of_correction(&fate);
        if is_news {
            self.tell_of_loss(id, reading);
        }
        self.enroll(id, replaces);
        // Where a library answers, it says first whether the document was aligned before.
        let waits =
            self.document(id).is_some_and(|open| open.files.is_empty()) && self.shelf.state != ShelfState::Closed;
        if !waits {
            self.start_aligning_if_needed(id);
        } else if let Some(open) = self.document_mut(id) {
            open.aligning = open.document.translation.is_some();
        }
        self.remember();
    }

    /// Has a document aligned unless that was done before.
    pub(super) fn start_aligning_if_needed(&mut self, id: DocumentId) {
        if self.document(id).is_some_and(|open| !open.aligned && open.aligner.is_none()) {
            self.align_again(id);
        }
    }

    fn tell_reread(&mut self, reading: &Reading) {
        let what = format!("{} changed on disk and was read again", reading.origin.name());
        let path = reading.origin.files().first().map(|path| (*path).to_owned());
        self.inform(Problem { what, path, advice: String::new() });
    }

    /// Says at once that text is missing in a file. Whoever opens the document another time finds it in its details.
    fn tell_of_loss(&mut self, id: DocumentId, reading: &Reading) {
        let Some(open) = self.document(id) else { return };
        let mut losses = open.document.warnings.iter().filter(|warning| warning.is_loss);
        let Some(first) = losses.next() else { return };
        let more = match losses.count() {
            0 => String::new(),
            more => format!(", and {more} more, see Details"),
        };
        let what = format!("Not all of {} could be read", reading.origin.name());
        let path = reading.origin.files().first().map(|path| (*path).to_owned());
        let advice = format!("{}{more}.", first.message.trim_end_matches('.'));
        self.warn(Problem { what, path, advice });
    }

    /// Has a document aligned: around what a person has settled, if it was aligned before or that came along from an
    /// older state of it.
    pub(super) fn align_again(&mut self, id: DocumentId) {
        let Some(open) = self.document(id).filter(|open| open.document.translation.is_some()) else { return };
        let (document, revision, older) = (open.document.clone(), open.revision, open.aligner);
        let has_something = open.aligned || !open.work.alignment.is_untouched();
        let kept = has_something.then(|| (open.work.alignment.clone(), open.pinning.clone()));
        let title = document.title.clone();
        if let Some(older) = older {
            self.drop_job(older);
        }
        let job = self.start_job(id, JobKind::Aligning, title, Task::Align { document, revision, kept });
        if let Some(open) = self.document_mut(id) {
            open.aligner = Some(job);
            open.aligning = true;
        }
    }

    fn take_aligned(&mut self, job: JobId, revision: u64, outcome: Result<Arc<Alignment>, NotAligned>) {
        let Some(job) = self.take_job(job) else { return };
        let Some(open) = self.document_mut(job.document) else { return };
        if open.proposer == Some(job.id) {
            match outcome {
                Ok(proposed) => self.take_proposed(job.document, &proposed),
                // What is settled is in order, so there is no contradiction; a proposal that was stopped is none.
                Err(_) => self.forget_proposer(job.document, job.id),
            }
            return;
        }
        if open.row_aligner.as_ref().is_some_and(|aligner| aligner.job == job.id) {
            match outcome {
                Ok(alignment) => self.take_row(job.document, alignment),
                Err(_) => self.forget_proposer(job.document, job.id),
            }
            return;
        }
        open.aligner = None;
        open.aligning = false;
        match outcome {
            Ok(alignment) if open.revision == revision => self.take_alignment(job.document, alignment),
            Ok(_) | Err(NotAligned::Cancelled) => (),
            Err(NotAligned::Contradiction(contradiction)) => self.refuse_last_pin(job.document, contradiction),
        }
    }

    /// Puts what the aligner made in its place. The first time it is no edit; later a person asked for it and can take
    /// it back.
    fn take_alignment(&mut self, id: DocumentId, alignment: Arc<Alignment>) {
        let next = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        if open.aligned {
            self.take_new_alignment(id, alignment);
            return;
        }
        let mut alignment = alignment;
        settle_pins(&std::mem::take(&mut open.pinning), &mut alignment);
        let old = std::mem::replace(&mut open.work.alignment, alignment.clone());
        // Nobody wants to go back to rows of one side each.
        open.history.change_all(|work| work.alignment = alignment.clone());
        open.aligned = true;
        (open.revision, open.statuses) = (next, next);
        move_place(open, &old);
        let stale = open.forget_explanation();
        super::jobs::free_elsewhere((old, stale));
        self.keep_alignment(id);
        self.arrive(id);
        self.remember();
    }

    fn take_broken(&mut self, job: JobId) {
        self.forget_explainer(job);
        let Some(job) = self.take_job(job) else { return };
        self.forget_job(&job);
        let what = match job.kind {
            JobKind::Reading => format!("{} could not be opened because of a fault in the program", job.subject),
            JobKind::Aligning => format!("{} could not be aligned because of a fault in the program", job.subject),
            JobKind::Comparing => format!("{} could not be compared because of a fault in the program", job.subject),
            JobKind::Importing => format!("{} could not be imported because of a fault in the program", job.subject),
        };
        let advice = "Please report it with the file, if you may share it.".to_owned();
        self.fail(Problem { what, path: None, advice });
        self.after_reading();
    }

    /// Takes a job off the list.
    pub(super) fn take_job(&mut self, id: JobId) -> Option<Job> {
        let index = self.jobs.iter().position(|job| job.id == id)?;
        Some(self.jobs.remove(index))
    }

    /// Lets go of what waited for a job.
    fn forget_job(&mut self, job: &Job) {
        if job.kind == JobKind::Reading {
            self.readings.remove(&job.document);
        }
        self.forget_proposer(job.document, job.id);
        if let Some(open) = self.document_mut(job.document)
            && open.aligner == Some(job.id)
        {
            open.aligner = None;
            open.aligning = false;
        }
    }

    /// Goes on with what waited for a document that is read now, or will not be.
    fn after_reading(&mut self) {
        self.show_wanted();
        if self.sample_if_empty && self.readings.is_empty() {
            self.sample_if_empty = false;
            if self.documents.is_empty() {
                self.dispatch(Command::OpenSample);
            }
        }
    }
}

/// Keeps reading at the same row when a person has changed rows. Their numbers stay, whatever becomes of their passages;
/// where a row is gone, the one with its passage takes its place.
pub(super) fn follow_row(open: &mut OpenDocument, old: &Alignment) {
    let now = |row: usize| open.work.alignment.row_numbered(old.rows.get(row)?.number);
    let (place, jump) = (now(open.place.row), open.jump.and_then(|jump| now(jump.row)));
    let (was, asked) = (open.place, open.jump);
    move_place(open, old);
    if let Some(row) = place {
        open.place = ReadingPlace { row, ..was };
    }
    if let (Some(jump), Some(row)) = (asked, jump) {
        open.jump = Some(Jump { row, ..jump });
    }
}

/// Keeps reading at the same passage when the rows have changed, and at the top where nobody has begun to read.
pub(super) fn move_place(open: &mut OpenDocument, old: &Alignment) {
    let moved =
        |place: ReadingPlace| Anchor::of(place, old).map(|at| at.place_in(&open.work.alignment)).unwrap_or_default();
    let place = if open.place == ReadingPlace::default() { open.place } else { moved(open.place) };
    if let Some(jump) = open.jump {
        let row = moved(ReadingPlace { row: jump.row, ..ReadingPlace::default() }).row;
        // In another row the sentence pairs are others.
        let pair = jump.pair.filter(|_| row == jump.row);
        open.jump = Some(Jump { row, pair, ..jump });
    }
    open.place = place;
}
