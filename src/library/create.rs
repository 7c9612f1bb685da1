//! Makes a new library: whole under another name first, then in its place, so that no one ever sees half of one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

use super::header::{Look, beside, look};
use super::{Fault, schema};

/// Makes a new library at `path`, where there is nothing, or nothing but an empty file. If another program was quicker
/// its library stays.
pub(super) fn create(path: &Path, steps: &[&str]) -> Result<(), Fault> {
    let folder = path.parent().ok_or(Fault::Folder)?;
    fs::create_dir_all(folder)?;
    let aside = aside(path);
    let made = build(&aside, steps).and_then(|()| put_in_place(&aside, path, steps.len() as i64));
    for ending in ["", "-journal", "-wal", "-shm"] {
        // It is in its place now, or of no use; what is not there need not go.
        drop(fs::remove_file(beside(&aside, ending)));
    }
    made?;
    sync_folder(folder);
    Ok(())
}

/// A name beside `path` that no other program and no other thread uses.
pub(super) fn aside(path: &Path) -> PathBuf {
    static NTH: AtomicU64 = AtomicU64::new(0);
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{}.tmp", process::id(), NTH.fetch_add(1, Ordering::Relaxed)));
    path.with_file_name(name)
}

/// Makes sure that the names of a folder are on the disk, as far as the system lets one.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        // A system that cannot sync a folder says so; the file itself is synced all the same.
        drop(fs::File::open(folder).and_then(|folder| folder.sync_all()));
    }
}

fn build(path: &Path, steps: &[&str]) -> Result<(), Fault> {
    // SQLite says only that it cannot open the file; the system says why.
    fs::File::create_new(path)?;
    let mut connection = Connection::open(path)?;
    // So that emptying the bin can give back room; it has to be said before there is a table.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    schema::migrate(&mut connection, steps)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    fs::File::open(path)?.sync_all()?;
    Ok(())
}

fn put_in_place(aside: &Path, path: &Path, known: i64) -> Result<(), Fault> {
    match fs::hard_link(aside, path) {
        Ok(()) => Ok(()),
        // The file is there already: an empty one may go, a library stays.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match look(path, known)? {
            Look::Library => Ok(()),
            Look::Absent | Look::Empty => Ok(fs::rename(aside, path)?),
        },
        // A file system without links.
        Err(_) => match look(path, known)? {
            Look::Library => Ok(()),
            Look::Absent | Look::Empty => Ok(fs::rename(aside, path)?),
        },
    }
}
