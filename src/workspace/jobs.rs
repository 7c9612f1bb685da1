//! Work in the background: named threads, a few at a time, each result tagged with what it was computed from.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::comparing::{CompareTask, Compared};
use super::explaining::{Question, Told};
use super::files::Stamp;
use super::importing::{ImportTask, Laid};
use super::keeper::News;
use super::reading::{Moved, ReadTask};
use super::searcher::Findings;
use super::{DocumentId, Problem, Wake};
use crate::align::{self, NotAligned, Pin};
use crate::library::StoredFile;
use crate::model::{Alignment, Document, Progress};

/// Names a job until it has ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct JobId(pub u64);

/// What a job does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum JobKind {
    /// Reads and parses files. It reports no progress; cancelled, its result is not taken.
    Reading,
    /// Aligns the two sides of a document. It reports progress and stops soon after it is cancelled.
    Aligning,
    /// Reads notes and finds their places. It reports no progress; cancelled, its result is not taken.
    Importing,
    /// Reads the pairs of a file and compares them. It reports no progress; cancelled, its result is not taken.
    Comparing,
}

/// Work that has not ended.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The document it works for; not open yet while that is read for the first time.
    pub document: DocumentId,
    /// What it works on, as people call it: the file's name, or the document's title.
    pub subject: String,
    /// How far it is.
    pub progress: Arc<Progress>,
}

/// Work for a thread.
pub(super) enum Task {
    /// Read a document.
    Read(Box<ReadTask>),
    /// Align the sides of a document of that revision; around what is settled of an alignment, if there is one.
    Align { document: Arc<Document>, revision: u64, kept: Option<(Arc<Alignment>, Vec<Pin>)> },
    /// Align the sentences of one row, and leave all others.
    AlignRow { document: Arc<Document>, revision: u64, kept: Arc<Alignment>, row: usize },
    /// Read the pairs of a file and compare them.
    Compare(Box<CompareTask>),
    /// Tell why a pair stands as it does.
    Explain(Box<Question>),
    /// Read the notes of a file and lay them over the work.
    Import(Box<ImportTask>),
}

/// What a thread has to say.
pub(super) enum Report {
    /// A document was read, or was not.
    Read { job: JobId, outcome: Result<ReadOutcome, Problem> },
    /// A document was aligned, `revision` being the one it had.
    Aligned { job: JobId, revision: u64, outcome: Result<Arc<Alignment>, NotAligned> },
    /// The pairs of a file were compared, or could not be.
    Compared { job: JobId, compared: Box<Compared> },
    /// Why a pair stands as it does.
    Explained { job: JobId, told: Box<Told> },
    /// Notes were laid over the work, or could not be.
    Imported { job: JobId, laid: Box<Laid> },
    /// A job ended by a fault of the program.
    Broken { job: JobId },
    /// What the thread that keeps the library has to say.
    Library(News),
    /// What the thread that searches has to say.
    Search(Findings),
    /// The program's own files could not be written.
    NotSaved(Problem),
}

/// What reading gave.
pub(super) enum ReadOutcome {
    /// A document.
    Fresh {
        document: Arc<Document>,
        alignment: Arc<Alignment>,
        stamps: BTreeMap<PathBuf, Stamp>,
        files: Vec<StoredFile>,
        moved: Option<Box<Moved>>,
    },
    /// No file changed since it was last read.
    Unchanged,
}

/// Sends reports from a thread, and wakes whoever takes them.
#[derive(Clone)]
pub(super) struct Reporter {
    sender: Sender<Report>,
    wake: Wake,
}

impl Reporter {
    /// Sends a report. Once the workspace is gone there is nobody to tell.
    pub(super) fn send(&self, report: Report) {
        if self.sender.send(report).is_ok() {
            (self.wake)();
        }
    }
}

/// The threads, and the work that waits for one.
pub(super) struct Workers {
    reporter: Reporter,
    reports: Receiver<Report>,
    waiting: VecDeque<(JobId, Task, Arc<Progress>)>,
    running: usize,
    most: usize,
}

impl Workers {
    pub(super) fn new(wake: Wake) -> Self {
        let (sender, reports) = channel();
        // One core stays with the window; two threads at least, so that a long one holds up nothing.
        let most = thread::available_parallelism().map_or(2, |cores| cores.get().saturating_sub(1).clamp(2, 8));
        Self { reporter: Reporter { sender, wake }, reports, waiting: VecDeque::new(), running: 0, most }
    }

    pub(super) fn reporter(&self) -> Reporter {
        self.reporter.clone()
    }

    /// Does `task` as soon as a thread is free.
    pub(super) fn start(&mut self, job: JobId, task: Task, progress: Arc<Progress>) {
        self.waiting.push_back((job, task, progress));
        self.start_waiting();
    }

    /// Takes back a job. If it runs already, it stops at its next report and its result should not be taken.
    pub(super) fn cancel(&mut self, job: &Job) {
        job.progress.cancel();
        self.waiting.retain(|(waiting, _, _)| *waiting != job.id);
    }

    /// The reports that came since.
    pub(super) fn take_reports(&mut self) -> Vec<Report> {
        let reports: Vec<Report> = self.reports.try_iter().collect();
        let of_others =
            |report: &Report| matches!(report, Report::NotSaved(_) | Report::Library(_) | Report::Search(_));
        self.running -= reports.iter().filter(|report| !of_others(report)).count();
        self.start_waiting();
        reports
    }

    fn start_waiting(&mut self) {
        while self.running < self.most
            && let Some((job, task, progress)) = self.waiting.pop_front()
        {
            self.running += 1;
            let reporter = self.reporter.clone();
            let name = match task {
                Task::Read(_) => "duizhao-read",
                Task::Align { .. } | Task::AlignRow { .. } => "duizhao-align",
                Task::Compare(_) => "duizhao-compare",
                Task::Explain(_) => "duizhao-explain",
                Task::Import(_) => "duizhao-import",
            };
            let work = move || reporter.send(run(job, task, &progress));
            if thread::Builder::new().name(name.to_owned()).spawn(work).is_err() {
                // No thread to be had: the system is out of them, and nothing but this job is lost.
                self.reporter.send(Report::Broken { job });
            }
        }
    }
}

/// Does a task. A fault in it costs that task, not the program.
fn run(job: JobId, task: Task, progress: &Progress) -> Report {
    let report = move || match task {
        Task::Read(task) => Report::Read { job, outcome: task.run() },
        Task::Align { document, revision, kept } => {
            let outcome = match kept {
                Some((kept, pins)) => align::align_again(&document, &kept, &pins, progress),
                None => align::align(&document, progress).map_err(NotAligned::from),
            };
            Report::Aligned { job, revision, outcome: outcome.map(Arc::new) }
        }
        Task::AlignRow { document, revision, kept, row } => {
            let outcome = align::align_row(&document, &kept, row, progress).map_err(NotAligned::from);
            Report::Aligned { job, revision, outcome: outcome.map(Arc::new) }
        }
        Task::Compare(task) => Report::Compared { job, compared: Box::new(task.run()) },
        Task::Explain(question) => Report::Explained { job, told: Box::new(question.answer()) },
        Task::Import(task) => Report::Imported { job, laid: Box::new(task.run()) },
    };
    panic::catch_unwind(AssertUnwindSafe(report)).unwrap_or(Report::Broken { job })
}

/// Frees a value on a thread of its own: a document of a hundred megabytes takes a while.
pub(super) fn free_elsewhere<T: Send + 'static>(value: T) {
    // Where there is no thread to be had, the closure is dropped here and the value with it.
    drop(thread::Builder::new().name("duizhao-free".to_owned()).spawn(move || drop(value)));
}
