//! `duizhao library`: documents in and out of the library, its backups, and whether it is sound.

use std::path::Path;

use super::arguments::{LibraryTask, ListForm};
use super::output::{say, say_losses, with_progress, write_result};
use crate::library::{DocumentKey, Fault, Library, LibraryError, Listed, restore_library};
use crate::model::{Progress, Timestamp};
use crate::workspace::{Problem, library_tasks};

pub(super) fn run(task: &LibraryTask, path: &Path) -> Result<(), Problem> {
    let now = library_tasks::now();
    match task {
        LibraryTask::List { form, bin } => list(path, now, *form, *bin),
        LibraryTask::Add { source, translation, progress } => {
            let mut library = open(path, now)?;
            let add = |watched: &Progress| {
                Ok(library_tasks::add_files(&mut library, source, translation.as_deref(), now, watched))
            };
            let added = with_progress((*progress, None), add)??;
            if let Some(read) = &added.read {
                say_losses(read);
            }
            write_result(None, &format!("{}\n", added.key))
        }
        LibraryTask::Remove { document } => {
            let mut library = open_existing(path, now)?;
            let key = library_tasks::find_document(&library, document)?;
            library.remove(&key, now).map_err(problem)
        }
        LibraryTask::Restore { what } => restore(path, now, what),
        LibraryTask::EmptyBin => {
            let deleted = open_existing(path, now)?.empty_bin().map_err(problem)?;
            say(&format!("{deleted} documents were deleted for good"));
            Ok(())
        }
        LibraryTask::Backup { output } => {
            let library = open_existing(path, now)?;
            let to = output.clone().unwrap_or_else(|| library.backup_path(now));
            library.backup(&to).map_err(problem)?;
            write_result(None, &format!("{}\n", to.display()))
        }
        LibraryTask::Verify => verify(path, now),
    }
}

/// Opens the library to change it, and says on stderr if the backup of the day failed.
pub(super) fn open(path: &Path, now: Timestamp) -> Result<Library, Problem> {
    let (library, warning) = library_tasks::open_library(path, now)?;
    if let Some(warning) = warning {
        say(&warning.to_string());
    }
    Ok(library)
}

fn open_existing(path: &Path, now: Timestamp) -> Result<Library, Problem> {
    Library::open_existing(path, now).map_err(problem)
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` calls")]
fn problem(error: LibraryError) -> Problem {
    Problem::of_library(&error)
}

fn list(path: &Path, now: Timestamp, form: ListForm, bin: bool) -> Result<(), Problem> {
    let documents = match Library::open_existing(path, now) {
        Ok(library) => if bin { library.bin() } else { library.list() }.map_err(problem)?,
        // Nothing is in a library that has yet to be made; to say so is no reason to make it.
        Err(LibraryError { fault: Fault::Missing, .. }) => {
            say(&format!("there is no library at {} yet", path.display()));
            Vec::new()
        }
        Err(error) => return Err(problem(error)),
    };
    let result = match form {
        ListForm::Json => library_tasks::list_as_json(&documents),
        ListForm::Text => documents.iter().map(line).collect(),
    };
    write_result(None, &result)
}

/// A document on one line, whatever its title holds.
fn line(one: &Listed) -> String {
    let title: String = one.title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let Listed { key, added, rows, notes, .. } = one;
    format!("{}  {}  {rows:>5} rows  {notes:>5} notes  {title}\n", key.short(), added.day())
}

/// Brings back a document from the bin, or the whole library from a backup.
fn restore(path: &Path, now: Timestamp, what: &Path) -> Result<(), Problem> {
    let mut library = Library::open_existing(path, now);
    if let Ok(library) = &mut library
        && let Some(key) = in_bin(library, what)?
    {
        library.take_back(&key).map_err(problem)?;
        return write_result(None, &format!("{key}\n"));
    }
    if !what.exists() {
        let what = format!("There is no backup {}, and no document in the bin is called that", what.display());
        let advice = "`duizhao library list --bin` prints what is in the bin.".to_owned();
        return Err(Problem { what, path: None, advice });
    }
    // The file may have to go, so it must not be open any more.
    drop(library);
    if let Some(kept) = restore_library(path, what, now).map_err(problem)? {
        say(&format!("the library that was there is kept as {}", kept.display()));
    }
    Ok(())
}

/// The document in the bin that `what` names: by the bytes of its file, its id, or a part of its title.
fn in_bin(library: &Library, what: &Path) -> Result<Option<DocumentKey>, Problem> {
    let name = if what.is_file() {
        library_tasks::key_of_file(what)?.to_string()
    } else {
        what.to_string_lossy().into_owned()
    };
    match library.find_in_bin(&name) {
        Ok(key) => Ok(Some(key)),
        Err(LibraryError { fault: Fault::NoSuchDocument(_), .. }) => Ok(None),
        Err(error) => Err(problem(error)),
    }
}

fn verify(path: &Path, now: Timestamp) -> Result<(), Problem> {
    let library = open_existing(path, now)?;
    let (verified, remarks) = library_tasks::verify(&library)?;
    for remark in &remarks {
        say(remark);
    }
    if verified.unindexed > 0 {
        say(&format!("{} documents are not wholly in the index for searching yet", verified.unindexed));
    }
    if verified.is_sound() {
        let (documents, notes) = (verified.documents, verified.notes);
        return write_result(None, &format!("sound: {documents} documents, {notes} notes and drafts\n"));
    }
    let lines: String = verified.problems.iter().flat_map(|problem| [problem, "\n"]).collect();
    write_result(None, &lines)?;
    Err(Problem {
        what: format!("The library is not sound: {} problems were found", verified.problems.len()),
        path: Some(library.path().to_owned()),
        advice: "Keep a copy of the file as it is. A backup can be brought back: duizhao library restore FILE"
            .to_owned(),
    })
}
