//! Putting a backup in the place of the library.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::header::{Look, beside, look};
use super::{Fault, LibraryError, backup, create, open, schema, verify};
use crate::model::Timestamp;

/// Puts the library in `from` in the place of the one at `library`, and says where the present one was kept: as a
/// backup where it can be read, else the file itself under another name. Nothing where there was none.
///
/// Other programs that have the library open see the restored one from then on.
///
/// # Errors
/// When `from` is no sound library, or either cannot be read or written. The library is then as it was.
pub fn restore_library(library: &Path, from: &Path, now: Timestamp) -> Result<Option<PathBuf>, LibraryError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |fault| LibraryError { path, fault }
    };
    let library = std::path::absolute(library).map_err(|error| at(library)(error.into()))?;
    if fs::canonicalize(&library).is_ok_and(|path| fs::canonicalize(from).is_ok_and(|from| from == path)) {
        return Err(at(from)(Fault::NotALibrary("the library itself, which is no backup of it")));
    }
    let source = sound(from).map_err(at(from))?;
    match look(&library, i64::MAX) {
        Ok(Look::Library) => match open::connect(&library) {
            Ok((present, access)) => {
                access.check().and_then(|()| replace(&source, present, &library, now)).map_err(at(&library))
            }
            Err(Fault::Damaged(_)) => put_aside(&source, &library, now).map_err(at(&library)),
            Err(fault) => Err(at(&library)(fault)),
        },
        Ok(Look::Absent | Look::Empty) => put_new(&source, &library).map(|()| None).map_err(at(&library)),
        Err(Fault::CutShort { .. }) => put_aside(&source, &library, now).map_err(at(&library)),
        Err(fault) => Err(at(&library)(fault)),
    }
}

/// Connects to a backup that is a library of a known form, and whole.
fn sound(path: &Path) -> Result<Connection, Fault> {
    match look(path, schema::STEPS.len() as i64)? {
        Look::Library => (),
        Look::Absent | Look::Empty => return Err(Fault::Missing),
    }
    let connection = open::connect_to_read(&std::path::absolute(path)?)?;
    match verify::integrity(&connection)?.into_iter().next() {
        None => Ok(connection),
        Some(problem) => Err(Fault::Damaged(problem)),
    }
}

fn replace(
    source: &Connection,
    mut present: Connection,
    library: &Path,
    now: Timestamp,
) -> Result<Option<PathBuf>, Fault> {
    let kept = match backup::before_restoring(&present, library, now) {
        Ok(kept) => kept,
        Err(Fault::Damaged(_)) => {
            drop(present);
            return put_aside(source, library, now);
        }
        Err(fault) => return Err(fault),
    };
    copy(source, &mut present)?;
    Ok(Some(kept))
}

/// Renames a library that cannot be read, with what belongs to it, and puts the other in its place.
fn put_aside(source: &Connection, library: &Path, now: Timestamp) -> Result<Option<PathBuf>, Fault> {
    let kept = backup::named(library, &format!("damaged-{}", now.to_string().replace(':', "")));
    fs::create_dir_all(backup::backup_folder(library))?;
    for ending in ["-wal", "-shm", ""] {
        match fs::rename(beside(library, ending), beside(&kept, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => (),
        }
    }
    put_new(source, library)?;
    Ok(Some(kept))
}

fn put_new(source: &Connection, library: &Path) -> Result<(), Fault> {
    create::create(library, schema::STEPS)?;
    let (mut present, _) = open::connect(library)?;
    copy(source, &mut present)
}

/// Copies a library over another one, and renews what an older program made: other programs may have it open.
fn copy(source: &Connection, present: &mut Connection) -> Result<(), Fault> {
    backup::copy_pages(source, present)?;
    schema::migrate(present, schema::STEPS)
}
