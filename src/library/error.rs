//! What can go wrong with a library, in words for people: what, where, and what to do.

use std::io;
use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

use crate::model::{AnnotationId, DraftId, Work};

/// Something that a library could not do. Nothing was changed by it.
#[derive(Debug, Error)]
#[error("{}: {fault}. {}", path.display(), fault.advice())]
pub struct LibraryError {
    /// The file of the library, or the one that was to be written or read.
    pub path: PathBuf,
    /// What happened.
    pub fault: Fault,
}

/// What happened, a sentence without full stop.
#[derive(Debug, Error)]
pub enum Fault {
    /// There is a folder where the file should be.
    #[error("This is a folder, not a library")]
    Folder,
    /// The file is something else.
    #[error("This is no library of Duizhao, but {0}")]
    NotALibrary(&'static str),
    /// The file ends too early.
    #[error("The library is cut short: it has {bytes} bytes of at least {expected}")]
    CutShort {
        /// How many bytes it has.
        bytes: u64,
        /// How many it should have at least.
        expected: u64,
    },
    /// What is in it makes no sense.
    #[error("The library is damaged ({0})")]
    Damaged(String),
    /// A newer program made it.
    #[error("The library was made by a newer Duizhao: its form is {version}, this program knows forms up to {known}")]
    Newer {
        /// Its form.
        version: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// An older program made it, and it cannot be brought to the form of today where it lies.
    #[error("The library was made by an older Duizhao and has to be renewed, but it may not be written to")]
    OlderAndReadOnly,
    /// There is none.
    #[error("There is no library here")]
    Missing,
    /// It may only be read.
    #[error("The library may only be read, not changed")]
    ReadOnly,
    /// It may not even be read.
    #[error("You may not read this library")]
    Denied,
    /// The last changes lie in a second file, which cannot be read where nothing can be written.
    #[error("The last changes to the library are not in its main file yet, and its folder may not be written to")]
    Unfinished,
    /// It was there when it was opened.
    #[error("The library is no longer where it was: its file or folder was moved, replaced or removed")]
    Gone,
    /// No room.
    #[error("The disk is full")]
    Full,
    /// The folder or the disk may not be written to.
    #[error("Nothing can be written here: the folder or its disk may only be read")]
    NotWritable,
    /// Another program holds it.
    #[error("Another program is writing to the library and did not finish in time")]
    Busy,
    /// The system refused something.
    #[error("The library could not be read or written ({0})")]
    Io(io::Error),
    /// SQLite refused something else.
    #[error("The library could not be read or written ({0})")]
    Sql(rusqlite::Error),
    /// No document is called that.
    #[error("No document of the library is called {0}")]
    NoSuchDocument(String),
    /// Several documents are called that.
    #[error("{name} can be any of {}: {}", titles.len(), titles.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// Titles and short ids of what it can be.
        titles: Vec<String>,
    },
    /// Someone else changed what was to be changed.
    #[error("{0}")]
    Conflict(Box<Conflict>),
}

/// What another window or program changed since the work that was to be saved was read. Nothing was written.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("{} changed meanwhile, in another window or program", said(items))]
pub struct Conflict {
    /// What was changed by both, in order: never empty.
    pub items: Vec<Item>,
    /// All the work on the document as the library has it. One's own version is what was to be saved.
    pub theirs: Work,
    /// The version of the document that has it.
    pub version: u64,
}

/// A part of the work that is saved, or not, as a whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// How the sides meet.
    Alignment,
    /// A note or bookmark.
    Annotation(AnnotationId),
    /// A draft.
    Draft(DraftId),
}

fn said(items: &[Item]) -> String {
    let count = |is: fn(&Item) -> bool| items.iter().filter(|item| is(item)).count();
    let several = |many: usize, one: &str| match many {
        0 => None,
        1 => Some(format!("a {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let alignment = items.contains(&Item::Alignment).then(|| "the alignment".to_owned());
    let notes = several(count(|item| matches!(item, Item::Annotation(_))), "note");
    let drafts = several(count(|item| matches!(item, Item::Draft(_))), "draft");
    let all: Vec<String> = [alignment, notes, drafts].into_iter().flatten().collect();
    let sentence = all.join(" and ");
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Fault {
    /// What a person can do about it, a sentence or two; empty where there is nothing to say.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Folder => "Name the file of the library, not its folder.",
            Self::NotALibrary(_) => {
                "It was left as it is. Choose another file; one that is not there yet becomes a new library."
            }
            Self::CutShort { .. } | Self::Damaged(_) => {
                "It was left as it is. Bring back a backup: duizhao library restore FILE; \
                 the daily ones are in the folder `backups` beside it."
            }
            Self::Newer { .. } => "It was left as it is. Open it with that newer Duizhao, or choose another library.",
            Self::OlderAndReadOnly | Self::ReadOnly => {
                "Ask for leave to write to the file and its folder, or make a copy elsewhere and open that."
            }
            Self::Missing => "Check the name and the folder; the disk it is on may not be there.",
            Self::Denied => "Ask its owner for leave to read it.",
            Self::Unfinished => {
                "Copy the library and the file ending in -wal beside it to a folder of your own, and open it there."
            }
            Self::Gone => "Put it back, or export what is open and open another library.",
            Self::Full => "What is in the library is safe. Make room on the disk, and try again.",
            Self::NotWritable => "Choose another place, or ask for leave to write to this one.",
            Self::Busy => "Try again in a moment; if it stays so, close other programs that use the library.",
            Self::Io(_) | Self::Sql(_) => "Check that its folder is there, may be written to and has room.",
            Self::NoSuchDocument(_) => "`duizhao library list` prints what there is.",
            Self::Ambiguous { .. } => "Give the id, or more of the title.",
            Self::Conflict(_) => "Nothing was overwritten. Look at both versions, and choose.",
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
        if matches!(
            error,
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..)
        ) {
            return Self::Damaged(error.to_string());
        }
        // The file by which programs share a library cannot be made as long as it has to be.
        if error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            _ => Self::Sql(error),
        }
    }
}

impl From<rusqlite::types::FromSqlError> for Fault {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_say_what_they_are_about() {
        let note = |name: &str| Item::Annotation(AnnotationId(name.into()));
        let draft = Item::Draft(DraftId("译".into()));
        for (items, expected) in [
            (vec![Item::Alignment], "The alignment changed meanwhile"),
            (vec![note("甲")], "A note changed meanwhile"),
            (vec![Item::Alignment, note("甲"), note("乙"), draft], "The alignment and 2 notes and a draft changed"),
        ] {
            let said = Conflict { items, theirs: Work::default(), version: 1 }.to_string();
            assert!(said.starts_with(expected), "{said}");
        }
    }
}
