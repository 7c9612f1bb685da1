//! Files in and out, with messages for people.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fmt, process};

use crate::import::ImportError;

/// Something that was not done, told to people: what happened, where, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What happened, a sentence without full stop.
    pub what: String,
    /// The file it is about.
    pub path: Option<PathBuf>,
    /// What to do about it, a sentence; empty where there is nothing to do.
    pub advice: String,
}

impl Problem {
    /// What the importers had to say of the file at `path`, or of pasted text.
    ///
    /// Their messages give their advice in the sentences after the first.
    pub fn of_import(path: Option<&Path>, error: &ImportError) -> Self {
        let message = error.to_string();
        let (what, advice) = message.split_once(". ").unwrap_or((message.trim_end_matches('.'), ""));
        Self { what: what.to_owned(), path: path.map(Path::to_owned), advice: advice.to_owned() }
    }

    /// A problem with the file at `path`.
    pub(crate) fn at(path: &Path, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), path: Some(path.to_owned()), advice: advice.into() }
    }
}

impl fmt::Display for Problem {
    /// The whole of it on one line, the file first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        write!(f, "{}.", self.what.trim_end_matches('.'))?;
        if self.advice.is_empty() { Ok(()) } else { write!(f, " {}", self.advice) }
    }
}

impl std::error::Error for Problem {}

/// What a file looked like when it was read: enough to see that it changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
}

/// Bytes of files count in `u32` throughout the program; a file of this size or more is refused.
const TOO_LARGE: u64 = u32::MAX as u64;

/// All bytes of the file at `path`.
///
/// # Errors
/// When there is no such file, it is a folder or a device, may not be read, or has 4 GiB or more.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Problem> {
    read_stamped(path).map(|(bytes, _)| bytes)
}

/// Whether there is a file at `path` that can be read, without reading it.
///
/// # Errors
/// As [`read_file`], as far as that shows before reading.
pub fn check_file(path: &Path) -> Result<(), Problem> {
    checked_metadata(path)?;
    File::open(path).map(drop).map_err(|error| cannot_read(path, &error))
}

/// All bytes of the file at `path`, and what it looked like just before they were read.
pub(super) fn read_stamped(path: &Path) -> Result<(Vec<u8>, Stamp), Problem> {
    let metadata = checked_metadata(path)?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    // A pipe has no length beforehand and a file may grow, so the limit holds while reading too.
    file.take(TOO_LARGE).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    if bytes.len() as u64 >= TOO_LARGE {
        return Err(too_large(path));
    }
    Ok((bytes, stamp_of(&metadata)))
}

/// What the file at `path` looks like now.
pub(super) fn stamp(path: &Path) -> Result<Stamp, Problem> {
    checked_metadata(path).map(|metadata| stamp_of(&metadata))
}

/// Whether `path` leads to one of `files`, whatever way it goes there: to write to it would replace that.
pub fn is_one_of(path: &Path, files: &[impl AsRef<Path>]) -> bool {
    let Ok(target) = fs::canonicalize(path) else { return false };
    files.iter().any(|file| fs::canonicalize(file).is_ok_and(|file| file == target))
}

/// Writes `bytes` to `path` so that either the old file or the whole new one is there, whatever happens meanwhile.
///
/// # Errors
/// When the folder cannot be made, or the file cannot be written there.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    try_write(path, bytes).map_err(|error| {
        let advice = "Check that the folder exists, may be written to and has room.";
        let why = match error.kind() {
            io::ErrorKind::NotFound => "There is no such folder".to_owned(),
            _ => reason(&error),
        };
        Problem::at(path, format!("Could not be written ({why})"), advice)
    })
}

fn try_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        // A pipe or a device cannot be replaced by a file.
        return fs::write(&target, bytes);
    }
    let mut name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.tmp", process::id()));
    let aside = target.with_file_name(name);
    let written = write_whole(&aside, bytes, before.as_ref()).and_then(|()| fs::rename(&aside, &target));
    if written.is_err() {
        // The first error is the one that matters; half a file is best gone.
        drop(fs::remove_file(&aside));
    }
    written
}

fn write_whole(path: &Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    if let Some(like) = like {
        file.set_permissions(like.permissions())?;
    }
    file.sync_all()
}

fn checked_metadata(path: &Path) -> Result<Metadata, Problem> {
    let metadata = fs::metadata(path).map_err(|error| cannot_read(path, &error))?;
    if metadata.is_dir() {
        return Err(Problem::at(path, "This is a folder, not a file", "Open one of the files in it."));
    }
    if is_device(&metadata) {
        return Err(Problem::at(path, "This is a device, not a file", "Open a text file."));
    }
    if metadata.len() >= TOO_LARGE { Err(too_large(path)) } else { Ok(metadata) }
}

#[cfg(unix)]
fn is_device(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    metadata.file_type().is_char_device() || metadata.file_type().is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: &Metadata) -> bool {
    false
}

fn stamp_of(metadata: &Metadata) -> Stamp {
    Stamp { modified: metadata.modified().ok(), bytes: metadata.len() }
}

fn too_large(path: &Path) -> Problem {
    Problem::at(path, "The file has 4 GiB or more", "Cut it into smaller files.")
}

fn cannot_read(path: &Path, error: &io::Error) -> Problem {
    let advice = match error.kind() {
        io::ErrorKind::NotFound => "Check the name and the folder; the file may have been moved or renamed.",
        io::ErrorKind::PermissionDenied => "Ask its owner for leave to read it, or open a copy of your own.",
        _ => "Try again, or open a copy of it from another disk.",
    };
    Problem::at(path, reason(error), advice)
}

/// What went wrong, in words for people where there are any.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "There is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "You may not read or write here".to_owned(),
        io::ErrorKind::StorageFull => "The disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "This disk can only be read".to_owned(),
        io::ErrorKind::NotADirectory => "Something that is no folder stands in its way".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_named_with_advice() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let missing = folder.path().join("没有.txt");
        for (path, expected) in [(folder.path(), "folder"), (missing.as_path(), "no such file")] {
            let problem = read_file(path).expect_err("it is no file");
            assert!(problem.what.contains(expected), "{problem}");
            assert_eq!(problem.path.as_deref(), Some(path));
            assert!(!problem.advice.is_empty());
        }
    }

    #[test]
    fn writing_replaces_the_whole_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("译文.txt");
        for text in ["第一稿，长一些", "第二稿"] {
            write_file(&path, text.as_bytes()).expect("the folder is writable");
            assert_eq!(fs::read_to_string(&path).expect("it was written"), text);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 1);
        assert!(write_file(&folder.path().join("无/译文.txt"), b"").is_err());
    }
}
