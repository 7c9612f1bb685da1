//! Opening a library: making it where there is none, renewing an older one, falling back to reading where writing is
//! not allowed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::header::{Look, beside, identity, length, look};
use super::{Fault, Library, LibraryError, backup, create, schema};
use crate::model::Timestamp;

/// How long one waits for another program to finish its transaction.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same where the other is most likely to be there for long.
const SHORT_PATIENCE: Duration = Duration::from_millis(500);

const WRITING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

impl Library {
    /// Opens the library at `path`, and makes it, with its folder, if there is none. An older one is renewed after a
    /// backup. One that may not be written to is opened for reading: see [`Library::is_read_only`].
    ///
    /// # Errors
    /// When it is no library, cut short, of a newer program, or cannot be made, read or renewed. It is then as it was.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, LibraryError> {
        open_with(path, now, schema::STEPS, true)
    }

    /// The same, but a library that is not there is an error.
    ///
    /// # Errors
    /// As [`Library::open`], and when there is none.
    pub fn open_existing(path: &Path, now: Timestamp) -> Result<Self, LibraryError> {
        open_with(path, now, schema::STEPS, false)
    }
}

pub(super) fn open_with(
    path: &Path,
    now: Timestamp,
    steps: &[&str],
    may_create: bool,
) -> Result<Library, LibraryError> {
    let error = |fault| LibraryError { path: path.to_owned(), fault };
    // The program may go to another folder; the library stays where it is.
    let path = std::path::absolute(path).map_err(|io| error(io.into()))?;
    try_open(path.clone(), now, steps, may_create).map_err(|fault| LibraryError { path, fault })
}

fn try_open(path: PathBuf, now: Timestamp, steps: &[&str], may_create: bool) -> Result<Library, Fault> {
    let known = steps.len() as i64;
    match look(&path, known)? {
        Look::Library => (),
        Look::Absent | Look::Empty if may_create => create::create(&path, steps)?,
        Look::Absent | Look::Empty => return Err(Fault::Missing),
    }
    let identity = identity(&path);
    let (mut connection, access) = connect(&path)?;
    let version = schema::version(&connection)?;
    if version > known {
        return Err(Fault::Newer { version, known });
    }
    if version < known {
        access
            .check()
            .map_err(|fault| if matches!(fault, Fault::ReadOnly) { Fault::OlderAndReadOnly } else { fault })?;
        backup::before_renewal(&connection, &path, version, now)?;
        schema::migrate(&mut connection, steps)?;
    }
    let seen = data_version(&connection)?;
    Ok(Library { connection, path, identity, access, seen })
}

/// SQLite's count of the changes that other connections made.
pub(super) fn data_version(connection: &Connection) -> Result<i64, Fault> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

/// How a library was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// To read and write, beside others.
    Shared,
    /// To read: file or folder may not be written to.
    ReadOnly,
    /// To read: the disk is so full that SQLite cannot make the file by which programs share a library. Once there is
    /// room it has to be opened again to be written to.
    NoRoom,
}

impl Access {
    /// That one may write.
    pub(super) fn check(self) -> Result<(), Fault> {
        match self {
            Self::Shared => Ok(()),
            Self::ReadOnly => Err(Fault::ReadOnly),
            Self::NoRoom => Err(Fault::Full),
        }
    }
}

/// Connects to the library at `path`, to write if that can be, else to read.
pub(super) fn connect(path: &Path) -> Result<(Connection, Access), Fault> {
    match Connection::open_with_flags(path, WRITING).map_err(Into::into).and_then(|new| prepare(new, PATIENCE)) {
        // A full disk has no room for the file by which programs share a library, not even for reading.
        Err(Fault::Full) => Ok((connect_without_room(path)?, Access::NoRoom)),
        // Where nothing can be written beside the file, SQLite cannot keep its log there, not even for reading.
        Err(Fault::Sql(error)) if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) => connect_to_still(path),
        Err(Fault::ReadOnly) => connect_to_still(path),
        other => other,
    }
}

/// Connects to the library at `path` to read it, where nothing can be written beside it. Nobody else can write either:
/// what they would have to write first is what there is no room for.
fn connect_without_room(path: &Path) -> Result<Connection, Fault> {
    match connect_to_still(path) {
        Ok((connection, _)) => Ok(connection),
        Err(Fault::Unfinished) => connect_alone(path),
        Err(fault) => Err(fault),
    }
}

/// Connects to the library at `path` with its log, and keeps in memory what programs otherwise share it by. Nobody else
/// can open it so meanwhile.
fn connect_alone(path: &Path) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, WRITING)?;
    connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    match prepare(connection, SHORT_PATIENCE) {
        Ok((connection, _)) => Ok(connection),
        // Another program reads it so. That is no fault of the disk, but it is the disk that has to be seen to.
        Err(Fault::Busy) => Err(Fault::Full),
        Err(fault) => Err(fault),
    }
}

/// Connects to the library at `path` to read it, and leaves nothing beside it that was not there.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connected = if length(&beside(path, "-wal")) > 0 {
        prepare(Connection::open_with_flags(path, flags)?, PATIENCE)
    } else {
        connect_to_still(path)
    };
    connected.map(|(connection, _)| connection)
}

/// Connects to a library that nothing writes to, and nothing can.
fn connect_to_still(path: &Path) -> Result<(Connection, Access), Fault> {
    if length(&beside(path, "-wal")) > 0 {
        return Err(Fault::Unfinished);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(still_address(path), flags)?;
    prepare(connection, PATIENCE).map(|(connection, _)| (connection, Access::ReadOnly))
}

/// The address that tells SQLite that the file does not change.
fn still_address(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => address.push(char::from(*byte)),
            // Writing to a string cannot fail.
            other => write!(address, "%{other:02x}").unwrap_or_default(),
        }
    }
    address + "?immutable=1"
}

fn prepare(connection: Connection, patience: Duration) -> Result<(Connection, Access), Fault> {
    connection.busy_timeout(patience)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    let read_only = connection.is_readonly(MAIN_DB)?;
    if !read_only {
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // On macOS a sync reaches the disk itself only so.
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update_and_check(None, "journal_size_limit", 16 << 20, |_| Ok(()))?;
    }
    // The first look at the file is where it shows whether it can be read.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok((connection, if read_only { Access::ReadOnly } else { Access::Shared }))
}
