//! Copies of the library: one at a path, one a day of the last days, one before it is renewed.
//!
//! A copy is made by SQLite's online backup, so it is of one moment whatever others write meanwhile. It stands under
//! another name until it is whole and synced.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::header::{self, Look, look};
use super::{Fault, Library, LibraryError, create};
use crate::model::Timestamp;

/// How many daily backups are kept.
pub const DAYS_KEPT: usize = 7;

/// What became of the backup of the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BackedUp {
    /// It was made now, and is there.
    Now(PathBuf),
    /// There was one already.
    Before,
    /// There is no document yet.
    NothingToKeep,
}

/// The folder of the backups that are made by themselves: `backups` beside the library.
pub fn backup_folder(library: &Path) -> PathBuf {
    library.with_file_name("backups")
}

impl Library {
    /// Copies the library to `to`, in the place of a library that is there. The copy is whole and on the disk when this
    /// returns.
    ///
    /// # Errors
    /// When `to` is the library itself, or anything that is no library, or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), LibraryError> {
        let copied = self.refuse_itself(to).and_then(|()| copy(&self.connection, to));
        copied.map_err(|fault| LibraryError { path: to.to_owned(), fault })
    }

    /// Where a backup goes if no other place is named: in the folder of the backups, under the library's name and the
    /// time. Those are kept until a person removes them.
    pub fn backup_path(&self, now: Timestamp) -> PathBuf {
        named(&self.path, &now.to_string().replace(':', ""))
    }

    /// Makes the backup of the day of `now` unless there is one, and removes those that are older than the last
    /// [`DAYS_KEPT`]. A library without documents waits for its first one.
    ///
    /// Nothing is removed before the copy is found sound: a library that is damaged does not push out good copies.
    ///
    /// # Errors
    /// When the backup cannot be written, or the library is damaged.
    pub fn backup_daily(&self, now: Timestamp) -> Result<BackedUp, LibraryError> {
        let path = named(&self.path, &now.day());
        if path.exists() {
            return Ok(BackedUp::Before);
        }
        let has_documents = || self.connection.prepare("SELECT 1 FROM documents LIMIT 1")?.exists([]);
        // A library that cannot even be counted is damaged, which the copy finds out and says.
        if matches!(has_documents(), Ok(false)) {
            return Ok(BackedUp::NothingToKeep);
        }
        let made = copy(&self.connection, &path).and_then(|()| keep_the_last(&self.path));
        made.map(|()| BackedUp::Now(path.clone())).map_err(|fault| LibraryError { path, fault })
    }

    fn refuse_itself(&self, to: &Path) -> Result<(), Fault> {
        let same = header::identity(to).is_some() && fs::canonicalize(to).ok() == fs::canonicalize(&self.path).ok();
        if same { Err(Fault::NotALibrary("the library itself, which cannot be its own backup")) } else { Ok(()) }
    }
}

/// A copy of a library that has form `version`, before it gets the form of today.
pub(super) fn before_renewal(
    connection: &Connection,
    library: &Path,
    version: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let time = now.to_string().replace(':', "");
    copy(connection, &named(library, &format!("form-{version}-{time}")))
}

/// A copy of a library that another one is to replace, and where it is.
pub(super) fn before_restoring(connection: &Connection, library: &Path, now: Timestamp) -> Result<PathBuf, Fault> {
    let path = named(library, &format!("replaced-{}", now.to_string().replace(':', "")));
    copy(connection, &path)?;
    Ok(path)
}

/// Whether there is a daily backup of the library at `path`.
pub(super) fn has_daily(path: &Path) -> bool {
    !daily(path).is_empty()
}

/// The name of a backup of the library at `library`.
pub(super) fn named(library: &Path, what: &str) -> PathBuf {
    let mut name = library.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{what}"));
    if let Some(extension) = library.extension() {
        name.push(".");
        name.push(extension);
    }
    backup_folder(library).join(name)
}

/// The daily backups of the library, oldest first.
fn daily(library: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(backup_folder(library)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_daily(library, path)).collect();
    paths.sort();
    paths
}

/// Whether `path` is what [`named`] makes of a day, and nothing else: only that is ever removed.
fn is_daily(library: &Path, path: &Path) -> bool {
    let day = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.get(stem.len().checked_sub(10)?..));
    let is_day = |day: &str| {
        day.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
    };
    day.is_some_and(|day| is_day(day) && named(library, day) == path)
}

fn keep_the_last(library: &Path) -> Result<(), Fault> {
    let daily = daily(library);
    for old in daily.iter().take(daily.len().saturating_sub(DAYS_KEPT)) {
        fs::remove_file(old)?;
    }
    Ok(())
}

/// Copies a library to a file, which is whole or not there.
fn copy(from: &Connection, to: &Path) -> Result<(), Fault> {
    let to = std::path::absolute(to)?;
    // What is there is replaced only if it is a library, newer or damaged ones included.
    match look(&to, i64::MAX) {
        Ok(Look::Absent | Look::Empty | Look::Library) | Err(Fault::CutShort { .. }) => (),
        Err(fault) => return Err(fault),
    }
    let folder = to.parent().ok_or(Fault::Folder)?;
    fs::create_dir_all(folder)?;
    let aside = create::aside(&to);
    let copied = copy_aside(from, &aside).and_then(|()| Ok(fs::rename(&aside, &to)?));
    for ending in ["", "-journal", "-wal", "-shm"] {
        // The copy has its name by now, or is of no use; what is not there need not go.
        drop(fs::remove_file(header::beside(&aside, ending)));
    }
    copied?;
    create::sync_folder(folder);
    Ok(())
}

fn copy_aside(from: &Connection, aside: &Path) -> Result<(), Fault> {
    // SQLite says only that it cannot open the file; the system says why.
    fs::File::create_new(aside)?;
    let mut copy = Connection::open(aside)?;
    copy_pages(from, &mut copy)?;
    // One file, with nothing beside it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    let said: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Fault::Damaged(said));
    }
    copy.close().map_err(|(_, error)| error)?;
    fs::File::open(aside)?.sync_all()?;
    Ok(())
}

/// Copies all pages of one database into another, in one step: of one moment, and in one transaction of the other.
pub(super) fn copy_pages(from: &Connection, to: &mut Connection) -> Result<(), Fault> {
    let backup = Backup::new(from, to)?;
    match backup.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(Fault::Busy),
    }
}
