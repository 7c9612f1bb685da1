//! Files that people asked for, written on threads of their own: a disk may be slow, and a dialog may be closed before
//! all is written. Whoever asked is told by the number that they got; if they are gone, a notice tells.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};

use crate::workspace::{Command, NoticeKind, Problem, Wake, is_one_of, write_file};

/// A file to be written.
pub(crate) struct Order {
    /// What was done once it is there, a sentence without full stop.
    pub(crate) done: String,
    /// Where it goes.
    pub(crate) path: PathBuf,
    /// Whether a file of that name may go.
    pub(crate) may_replace: bool,
    /// Files that must not be replaced: what it is made from.
    pub(crate) inputs: Vec<PathBuf>,
}

/// What a file holds, and what of it is not as it was, as sentences for people.
pub(crate) struct Contents {
    pub(crate) bytes: Vec<u8>,
    pub(crate) changed: Vec<String>,
}

/// What became of a file.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is there.
    Written { done: String, path: PathBuf, changed: Vec<String> },
    /// There is a file of that name, and nobody said that it may go.
    Exists(PathBuf),
    /// It is not there, and what was there is as it was.
    Failed(Problem),
}

/// Files that are being written, and what became of them.
pub(crate) struct FileWriter {
    sender: Sender<(u64, Outcome)>,
    outcomes: Receiver<(u64, Outcome)>,
    last: Cell<u64>,
    wake: Wake,
}

impl FileWriter {
    /// `wake` is called when a file is written, or could not be.
    pub(crate) fn new(wake: Wake) -> Self {
        let (sender, outcomes) = mpsc::channel();
        Self { sender, outcomes, last: Cell::new(0), wake }
    }

    /// Makes and writes a file. Returns at once, with the number of what will become of it.
    pub(crate) fn start(&self, order: Order, contents: impl FnOnce() -> Contents + Send + 'static) -> u64 {
        let number = self.last.get() + 1;
        self.last.set(number);
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        let work = move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| write(order, contents)));
            let fault = || failed("The file could not be made because of a fault in the program", "Please report it.");
            // The window may be gone by now.
            sender.send((number, outcome.unwrap_or_else(|_| fault()))).ok();
            wake();
        };
        if std::thread::Builder::new().name("file writer".to_owned()).spawn(work).is_err() {
            self.sender.send((number, failed("The system gave no thread to write on", "Try again."))).ok();
        }
        number
    }

    /// The next outcome, if there is one.
    pub(crate) fn outcome(&self) -> Option<(u64, Outcome)> {
        self.outcomes.try_recv().ok()
    }
}

impl Outcome {
    /// What is told where nobody waits for it any more.
    pub(crate) fn told(self) -> Command {
        let told = |kind, what, path, advice| Command::Tell(kind, Problem { what, path: Some(path), advice });
        match self {
            Self::Written { done, path, changed } => told(NoticeKind::Information, done, path, changed.join(" ")),
            Self::Exists(path) => told(
                NoticeKind::Warning,
                "There is a file of that name, so nothing was written".to_owned(),
                path,
                "Export again under another name.".to_owned(),
            ),
            Self::Failed(problem) => Command::Tell(NoticeKind::Error, problem),
        }
    }
}

fn write(order: Order, contents: impl FnOnce() -> Contents) -> Outcome {
    let Order { done, path, may_replace, inputs } = order;
    if is_one_of(&path, &inputs) {
        let what = "The export would replace what it is made from";
        return Outcome::Failed(Problem { path: Some(path), ..problem(what, "Give it another name.") });
    }
    if path.exists() && !may_replace {
        return Outcome::Exists(path);
    }
    let Contents { bytes, changed } = contents();
    match write_file(&path, &bytes) {
        Ok(()) => Outcome::Written { done, path, changed },
        Err(problem) => Outcome::Failed(problem),
    }
}

fn failed(what: &str, advice: &str) -> Outcome {
    Outcome::Failed(problem(what, advice))
}

fn problem(what: &str, advice: &str) -> Problem {
    Problem { what: what.to_owned(), path: None, advice: advice.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::*;

    fn outcome(order: Order, contents: impl FnOnce() -> Contents + Send + 'static) -> Outcome {
        let (woken, wakes) = mpsc::channel();
        let writer = FileWriter::new(Arc::new(move || woken.send(()).unwrap_or_default()));
        let number = writer.start(order, contents);
        wakes.recv().expect("it wakes whatever happens");
        let (answered, outcome) = writer.outcome().expect("there is one");
        assert_eq!(answered, number);
        outcome
    }

    fn contents() -> Contents {
        Contents { bytes: "新的".as_bytes().to_vec(), changed: vec!["一个字变了。".to_owned()] }
    }

    #[test]
    fn nothing_is_replaced_unasked_and_no_input_ever() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (there, new) = (folder.path().join("在.tmx"), folder.path().join("新.tmx"));
        fs::write(&there, "原来的").expect("the folder is writable");
        let order = |path: &PathBuf, may_replace, inputs: &[&PathBuf]| Order {
            done: "写好了".to_owned(),
            path: path.clone(),
            may_replace,
            inputs: inputs.iter().map(|path| (*path).clone()).collect(),
        };
        let text = |path: &PathBuf| fs::read_to_string(path).ok();
        assert!(matches!(outcome(order(&there, false, &[]), contents), Outcome::Exists(path) if path == there));
        let round = folder.path().join(".").join("在.tmx");
        assert!(matches!(outcome(order(&round, true, &[&there]), contents), Outcome::Failed(_)));
        assert_eq!(text(&there).as_deref(), Some("原来的"));
        assert!(matches!(outcome(order(&there, true, &[&new]), contents), Outcome::Written { .. }));
        assert_eq!(text(&there).as_deref(), Some("新的"));
        let Command::Tell(NoticeKind::Information, told) = outcome(order(&new, false, &[]), contents).told() else {
            panic!("it is written");
        };
        assert_eq!((told.path.as_ref(), &*told.what, &*told.advice), (Some(&new), "写好了", "一个字变了。"));
    }

    #[test]
    fn what_goes_wrong_is_told_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("没有的文件夹").join("新.tmx");
        let order =
            |path: &PathBuf| Order { done: String::new(), path: path.clone(), may_replace: false, inputs: Vec::new() };
        let Command::Tell(NoticeKind::Error, told) = outcome(order(&path), contents).told() else {
            panic!("there is no such folder");
        };
        assert_eq!(told.path.as_ref(), Some(&path));
        let path = folder.path().join("新.tmx");
        let broken = || -> Contents { panic!("这是一次试验") };
        assert!(matches!(outcome(order(&path), broken), Outcome::Failed(_)));
        assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 0);
    }
}
