//! Where results and progress go.

use std::io::{self, ErrorKind, Write as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::model::{Cancelled, Document, Progress};
use crate::workspace::{Problem, is_one_of, write_file};

/// Writes a result to `file`, or to stdout.
pub(super) fn write_result(file: Option<&PathBuf>, result: &(impl AsRef<[u8]> + ?Sized)) -> Result<(), Problem> {
    if let Some(path) = file {
        return write_file(path, result.as_ref());
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(result.as_ref()).and_then(|()| stdout.flush()) {
        // `duizhao … | head` has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Problem {
            what: format!("The result could not be printed ({error})"),
            path: None,
            advice: "Check that there is room where it goes.".to_owned(),
        }),
        Ok(()) => Ok(()),
    }
}

/// Says something on stderr that is neither a result nor an error.
#[expect(clippy::print_stderr, reason = "messages of the command line go to stderr")]
pub(super) fn say(message: &str) {
    eprintln!("duizhao: {message}");
}

/// Says on stderr where text of a document is missing, for results that do not say it.
pub(super) fn say_losses(document: &Document) {
    for warning in document.warnings.iter().filter(|warning| warning.is_loss) {
        say(&format!("at byte {}: {}", warning.at, warning.message));
    }
}

/// Refuses to write a result over what it is made from.
pub(super) fn check_output(output: Option<&PathBuf>, inputs: &[&Path]) -> Result<(), Problem> {
    let Some(output) = output else { return Ok(()) };
    if is_one_of(output, inputs) {
        return Err(Problem {
            what: "The result would replace the file it is made from".to_owned(),
            path: Some(output.clone()),
            advice: "Give --output another name.".to_owned(),
        });
    }
    Ok(())
}

/// Does the work, and says on stderr how far it is if that was asked for.
pub(super) fn with_progress<T: Send>(
    (shown, threads): (bool, Option<NonZero<u16>>),
    work: impl FnOnce(&Progress) -> Result<T, Cancelled> + Send,
) -> Result<T, Problem> {
    let progress = Progress::with_threads(threads.map(NonZero::from));
    let result = if shown { watched(&progress, work) } else { work(&progress) };
    // Nobody cancels here: the program is interrupted instead.
    result.map_err(|Cancelled| Problem { what: "It was stopped".to_owned(), path: None, advice: String::new() })
}

fn watched<T: Send>(
    progress: &Progress,
    work: impl FnOnce(&Progress) -> Result<T, Cancelled> + Send,
) -> Result<T, Cancelled> {
    let (done, ended) = channel::<()>();
    thread::scope(|scope| {
        let watch = move || {
            while ended.recv_timeout(Duration::from_millis(200)) == Err(RecvTimeoutError::Timeout) {
                print_progress(progress, false);
            }
            print_progress(progress, true);
        };
        // Without a thread to watch it, the work is done all the same.
        drop(thread::Builder::new().name("duizhao-progress".to_owned()).spawn_scoped(scope, watch));
        let result = work(progress);
        drop(done);
        result
    })
}

#[expect(clippy::print_stderr, reason = "progress of the command line goes to stderr")]
fn print_progress(progress: &Progress, done: bool) {
    let percent = if done { 100.0 } else { progress.fraction() * 100.0 };
    eprintln!("duizhao: {percent:.0} %");
}
