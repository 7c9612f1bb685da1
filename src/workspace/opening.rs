//! Opening, adding sides and closing: what each command starts, and what the worker does for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Stamp};
use super::jobs::{ReadOutcome, Task, free_elsewhere};
use super::open_document::file_name;
use super::session::Anchor;
use super::{Base, DocumentId, Job, JobId, JobKind, Origin, Problem, SAMPLE, SideFrom, Workspace};
use crate::align;
use crate::import::{self, ImportError};
use crate::model::{Document, Progress, SideName};

/// A document that is being read, for the first time or anew.
pub(super) struct Reading {
    /// The job that does it.
    pub(super) job: JobId,
    /// What the document will have come from.
    pub(super) origin: Origin,
    /// Where reading shall stand, if the document is not open yet.
    pub(super) anchor: Option<Anchor>,
}

/// What a worker needs to read a document.
pub(super) struct ReadTask {
    origin: Origin,
    start: Start,
}

enum Start {
    /// Read everything.
    Afresh,
    /// Read everything if a file looks other than it did.
    IfChanged(BTreeMap<PathBuf, Stamp>),
    /// Add these sides of the origin to a document.
    Onto { document: Arc<Document>, sides: Vec<SideName>, stamps: BTreeMap<PathBuf, Stamp> },
}

impl Workspace {
    pub(super) fn open_files(&mut self, paths: Vec<PathBuf>) {
        for (nth, path) in paths.into_iter().enumerate() {
            let id = self.open(Base::File(absolute(path)).into(), None);
            if nth == 0 {
                self.show(id);
            }
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
            self.start_reading(id, origin, Start::IfChanged(stamps), None);
            return id;
        }
        let id = DocumentId(self.next_id());
        let anchor = anchor.or_else(|| self.session.anchor_of(&origin.base));
        self.start_reading(id, origin, Start::Afresh, anchor);
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
        let mut sides: Vec<SideName> = SideName::BOTH.into();
        sides.retain(|name| *name == side || origin.sides.get(name) != open.origin.sides.get(name));
        let start = Start::Onto { document: open.document.clone(), sides, stamps: open.stamps.clone() };
        self.start_reading(id, origin, start, None);
    }

    pub(super) fn show(&mut self, id: DocumentId) {
        self.wanted = Some(id);
        if self.document(id).is_some() {
            self.current = Some(id);
            self.remember();
        }
    }

    pub(super) fn close(&mut self, id: DocumentId) {
        let Some(index) = self.documents.iter().position(|open| open.id == id) else { return };
        for job in self.jobs.extract_if(.., |job| job.document == id) {
            self.workers.cancel(&job);
        }
        self.readings.remove(&id);
        let closed = self.documents.remove(index);
        self.session.add_closed(&closed);
        free_elsewhere((closed.document, closed.alignment));
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

    fn start_reading(&mut self, id: DocumentId, origin: Origin, start: Start, anchor: Option<Anchor>) {
        if let Some(older) = self.readings.remove(&id) {
            self.drop_job(older.job);
        }
        let task = ReadTask { origin: origin.clone(), start };
        let job = self.start_job(id, JobKind::Reading, origin.name(), Task::Read(Box::new(task)));
        self.readings.insert(id, Reading { job, origin, anchor });
    }
}

impl ReadTask {
    /// Reads the document. Runs on a worker.
    pub(super) fn run(self) -> Result<ReadOutcome, Problem> {
        let (mut document, sides, mut stamps) = match self.start {
            Start::Onto { document, sides, stamps } => (document, sides, stamps),
            Start::IfChanged(stamps) if is_unchanged(&self.origin, &stamps)? => return Ok(ReadOutcome::Unchanged),
            Start::IfChanged(_) | Start::Afresh => {
                let mut stamps = BTreeMap::new();
                let document = Arc::new(read_base(&self.origin.base, &mut stamps)?);
                (document, self.origin.sides.keys().copied().collect(), stamps)
            }
        };
        for side in sides {
            let Some(from) = self.origin.sides.get(&side) else { continue };
            document = Arc::new(read_side(&document, side, from, &mut stamps)?);
        }
        let alignment = Arc::new(align::unaligned(&document));
        Ok(ReadOutcome::Fresh { document, alignment, stamps })
    }
}

fn is_unchanged(origin: &Origin, stamps: &BTreeMap<PathBuf, Stamp>) -> Result<bool, Problem> {
    for path in origin.files() {
        if stamps.get(path) != Some(&files::stamp(path)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn read_base(base: &Base, stamps: &mut BTreeMap<PathBuf, Stamp>) -> Result<Document, Problem> {
    match base {
        Base::File(path) => {
            let bytes = read(path, stamps)?;
            import::read(&bytes, &file_name(path)).map_err(|error| no_text(Some(path), &error))
        }
        Base::Pair { source, translation } => {
            let (first, second) = (read(source, stamps)?, read(translation, stamps)?);
            import::read_pair((&first, &file_name(source)), (&second, &file_name(translation)))
                .map_err(|error| not_a_pair(source, translation, &error))
        }
        Base::Text(text) => import::read_text(text, "").map_err(|error| no_text(None, &error)),
        Base::Sample => import::read_text(SAMPLE, "sample.archive.txt").map_err(|error| no_text(None, &error)),
    }
}

fn read_side(
    document: &Document,
    side: SideName,
    from: &SideFrom,
    stamps: &mut BTreeMap<PathBuf, Stamp>,
) -> Result<Document, Problem> {
    match from {
        SideFrom::File(path) => {
            let bytes = read(path, stamps)?;
            import::with_side(document, side, &bytes, &file_name(path)).map_err(|error| no_text(Some(path), &error))
        }
        SideFrom::Text(text) => {
            import::with_side(document, side, text.as_bytes(), "").map_err(|error| no_text(None, &error))
        }
    }
}

fn read(path: &Path, stamps: &mut BTreeMap<PathBuf, Stamp>) -> Result<Vec<u8>, Problem> {
    let (bytes, stamp) = files::read_stamped(path)?;
    stamps.insert(path.to_owned(), stamp);
    Ok(bytes)
}

const WHAT_OPENS: &str = "Duizhao reads text: archive pages, wikitext, and plain text in Chinese, English or both.";

fn no_text(path: Option<&Path>, error: &ImportError) -> Problem {
    Problem { what: error.to_string(), path: path.map(Path::to_owned), advice: WHAT_OPENS.to_owned() }
}

fn not_a_pair(source: &Path, translation: &Path, error: &ImportError) -> Problem {
    let what = format!("Not a pair with {}: {error}", file_name(translation));
    Problem::at(source, what, "A pair is a Chinese text file and an English one.")
}

/// The path from the root, so that it means the same wherever the program is started next.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}
