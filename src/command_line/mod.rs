//! The program without a window: what it prints is stable and scriptable.
//!
//! Results go to stdout, messages to stderr. The exit status is 0 for done, 1 for could not, 2 for misused.

mod align;
mod arguments;
mod export;
mod library;
mod notes;
mod output;
mod search;
mod segmented;
mod show;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::workspace::{Command, Paths, Problem};
use arguments::{Arguments, Task};

/// What the arguments ask for.
pub enum Invocation {
    /// Open the window and carry out these commands.
    Window {
        /// The library to use, if another one than the platform's is named.
        library: Option<PathBuf>,
        /// What to do first.
        commands: Vec<Command>,
    },
    /// There was something to print, or nothing could be done. The program ends with this status.
    Done(ExitCode),
}

/// Reads the arguments, and does what they ask for unless that needs the window.
///
/// The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Invocation {
    let arguments = match Arguments::read(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return Invocation::Done(explain(&error)),
    };
    let done = match arguments.task {
        None => {
            return Invocation::Window { library: arguments.library.clone(), commands: commands(arguments) };
        }
        Some(Task::Show(show)) => show::run(&show),
        Some(Task::Align(align)) => align::run(&align),
        Some(Task::Library(task)) => library::run(&task, &library_path(arguments.library)),
        Some(Task::Export(task)) => export::run(&task, &library_path(arguments.library)),
        Some(Task::Search(task)) => search::run(&task, &library_path(arguments.library)),
        Some(Task::Notes(task)) => notes::run(&task, &library_path(arguments.library)),
    };
    Invocation::Done(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => complain(&problem),
    })
}

/// Says on stderr that the window could not be opened, and what to do.
pub fn complain_of_window(reason: &str) -> ExitCode {
    complain(&Problem {
        what: format!("The window could not be opened: {reason}"),
        path: None,
        advice: "To read a document here, type: duizhao show FILE. For all it can do without a window: duizhao --help."
            .to_owned(),
    })
}

/// The library that was named, or the platform's.
fn library_path(named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| Paths::platform().library)
}

fn commands(arguments: Arguments) -> Vec<Command> {
    match arguments.pair.map(<[_; 2]>::try_from) {
        Some(Ok([source, translation])) => vec![Command::OpenPair { source, translation }],
        Some(Err(files)) => vec![Command::OpenFiles(files)],
        None if arguments.files.is_empty() => vec![Command::RestoreSession],
        None => vec![Command::OpenFiles(arguments.files)],
    }
}

/// Prints what clap has to say: help and version on stdout, misuse on stderr.
fn explain(error: &clap::Error) -> ExitCode {
    // Where nobody listens any more there is nothing left to say it to.
    drop(error.print());
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

#[expect(clippy::print_stderr, reason = "messages of the command line go to stderr")]
fn complain(problem: &Problem) -> ExitCode {
    eprintln!("duizhao: {problem}");
    ExitCode::FAILURE
}
