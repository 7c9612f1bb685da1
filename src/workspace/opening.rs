//! Opening, adding sides and closing: what each command starts.

use std::path::PathBuf;
use std::sync::Arc;

use super::jobs::{Task, free_elsewhere};
use super::reading::{Before, ReadTask, Start};
use super::session::Anchor;
use super::{Base, DocumentId, Job, JobId, JobKind, Origin, SideFrom, Workspace};
use crate::library::DocumentKey;
use crate::model::{Progress, SideName};

/// A document that is being read, for the first time or anew.
pub(super) struct Reading {
    /// The job that does it.
    pub(super) job: JobId,
    /// What the document will have come from.
    pub(super) origin: Origin,
    /// Where reading shall stand, if the document is not open yet.
    pub(super) anchor: Option<Anchor>,
}

impl Workspace {
    pub(super) fn open_files(&mut self, paths: Vec<PathBuf>) {
        let open = |path: PathBuf| self.open(Base::File(absolute(path)).into(), None);
        let ids: Vec<DocumentId> = paths.into_iter().map(open).collect();
        if !ids.is_empty() {
            self.wanted = ids;
            self.show_wanted();
        }
    }

    pub(super) fn open_pair(&mut self, source: PathBuf, translation: PathBuf) {
        let base = Base::Pair { source: absolute(source), translation: absolute(translation) };
        let id = self.open(base.into(), None);
        self.show(id);
    }

    pub(super) fn open_text(&mut self, text: String) {
        let id = self.open(Base::Text(text.into()).into(), None);
        self.show(id);
    }

    /// Opens a document of the library; one that is open already, from wherever, is shown.
    pub(super) fn open_stored(&mut self, key: DocumentKey, title: String) -> DocumentId {
        let open = self.documents.iter().find(|open| open.key.as_ref() == Some(&key)).map(|open| open.id);
        let id = open.unwrap_or_else(|| self.open(Base::Stored { key, title }.into(), None));
        self.show(id);
        id
    }

    pub(super) fn open_sample(&mut self) {
        let id = self.open(Base::Sample.into(), None);
        self.show(id);
    }

    /// Opens `origin`, or reads it again if a document of its base is open and a file of it changed.
    pub(super) fn open(&mut self, origin: Origin, anchor: Option<Anchor>) -> DocumentId {
        if let Some((id, _)) = self.readings.iter().find(|(_, reading)| reading.origin.base == origin.base) {
            return *id;
        }
        if let Some(open) = self.documents.iter().find(|open| open.origin.base == origin.base) {
            let (id, origin, stamps) = (open.id, open.origin.clone(), open.stamps.clone());
            self.start_reading(id, origin, Start::IfChanged(stamps), None, None);
            return id;
        }
        let id = DocumentId(self.next_id());
        let anchor = anchor.or_else(|| self.session.anchor_of(&origin.base));
        let before = self.session.key_of(&origin.base).map(Before::Stored);
        self.start_reading(id, origin, Start::Afresh, anchor, before);
        id
    }

    pub(super) fn set_side(&mut self, id: DocumentId, side: SideName, from: SideFrom) {
        let Some(open) = self.document(id) else { return };
        let from = match from {
            SideFrom::File(path) => SideFrom::File(absolute(path)),
            text @ SideFrom::Text(_) => text,
        };
        // A side that is still being added stays asked for.
        let mut origin = self.readings.get(&id).map_or(&open.origin, |reading| &reading.origin).clone();
        origin.sides.insert(side, from);
        self.start_reading(id, origin, Start::Afresh, None, None);
    }

    pub(super) fn show(&mut self, id: DocumentId) {
        self.wanted = vec![id];
        self.show_wanted();
    }

    /// Shows the first document that is wanted, once it is there.
    pub(super) fn show_wanted(&mut self) {
        while let Some(id) = self.wanted.first().copied() {
            if self.document(id).is_some() {
                self.current = Some(id);
                self.wanted.clear();
                self.remember();
            } else if self.readings.contains_key(&id) {
                break;
            } else {
                // It could not be opened: the next one, then.
                self.wanted.remove(0);
            }
        }
    }

    pub(super) fn close(&mut self, id: DocumentId) {
        let Some(index) = self.documents.iter().position(|open| open.id == id) else { return };
        for job in self.jobs.extract_if(.., |job| job.document == id) {
            self.workers.cancel(&job);
        }
        self.readings.remove(&id);
        self.remember_closed(id);
        self.let_go(id);
        let closed = self.documents.remove(index);
        self.session.add_closed(&closed);
        free_elsewhere((closed.document, closed.parsed, closed.work, closed.history, closed.explainer));
        if self.current == Some(id) {
            let neighbour = self.documents.get(index).or(self.documents.last());
            self.current = neighbour.map(|open| open.id);
        }
        self.remember();
    }

    /// Starts a job for document `id`.
    pub(super) fn start_job(&mut self, id: DocumentId, kind: JobKind, subject: String, task: Task) -> JobId {
        let job = JobId(self.next_id());
        let progress = Arc::new(Progress::default());
        self.jobs.push(Job { id: job, kind, document: id, subject, progress: progress.clone() });
        self.workers.start(job, task, progress);
        job
    }

    /// Stops a job without a word. What it would have given is not wanted any more.
    pub(super) fn drop_job(&mut self, job: JobId) {
        for job in self.jobs.extract_if(.., |running| running.id == job) {
            self.workers.cancel(&job);
        }
    }

    /// Has `origin` read. What was written on the document before, in the window or in the library, moves along.
    pub(super) fn start_reading(
        &mut self,
        id: DocumentId,
        origin: Origin,
        start: Start,
        anchor: Option<Anchor>,
        before: Option<Before>,
    ) {
        if let Some(older) = self.readings.remove(&id) {
            self.drop_job(older.job);
        }
        let open = self.document(id);
        let here = open.map(|open| {
            let (parsed, work, pins) = (open.parsed.clone(), open.work.clone(), open.pinning.clone());
            Before::Open { parsed, work, pins }
        });
        let task = ReadTask {
            origin: origin.clone(),
            start,
            library: self.shelf.path.clone(),
            surroundings: self.surroundings.clone(),
            before: here.or(before),
            kept: open.and_then(|open| open.key.clone()).or_else(|| self.session.key_of(&origin.base)),
        };
        let job = self.start_job(id, JobKind::Reading, origin.name(), Task::Read(Box::new(task)));
        self.readings.insert(id, Reading { job, origin, anchor });
    }
}

/// The path from the root, so that it means the same wherever the program is started next.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}
