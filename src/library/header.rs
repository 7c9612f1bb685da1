//! Looks at a file before SQLite does, and touches nothing: is it a library, whole, of a form that is known?

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{Fault, backup, schema};

/// What there is at the path of a library.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// Nothing.
    Absent,
    /// A file without a byte, and no sign that it ever was more.
    Empty,
    /// A library.
    Library,
}

/// Which file it is, whatever its name. Where the system has no such thing all files are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FileIdentity(u64, u64);

/// The length of SQLite's header (sqlite.org/fileformat2.html, 1.3, which the offsets below are from).
const HEADER: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What there is at `path`, `known` being the newest form of a library that can be read.
pub(super) fn look(path: &Path, known: i64) -> Result<Look, Fault> {
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Look::Absent),
        other => other.map_err(denied)?,
    };
    if metadata.is_dir() {
        return Err(Fault::Folder);
    }
    if !metadata.is_file() {
        return Err(Fault::NotALibrary("a device"));
    }
    if metadata.len() == 0 {
        let was_more = length(&beside(path, "-wal")) > 0 || backup::has_daily(path);
        let expected = HEADER as u64;
        return if was_more { Err(Fault::CutShort { bytes: 0, expected }) } else { Ok(Look::Empty) };
    }
    let mut header = Vec::with_capacity(HEADER);
    File::open(path).map_err(denied)?.take(HEADER as u64).read_to_end(&mut header)?;
    check(&header, metadata.len(), length(&beside(path, "-wal")) > 0, known)?;
    Ok(Look::Library)
}

/// The path with something put after its name, as SQLite names what it keeps beside a file.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The length of the file at `path`; 0 where there is none.
pub(super) fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Which file is at `path` now.
pub(super) fn identity(path: &Path) -> Option<FileIdentity> {
    fs::metadata(path).ok().map(|metadata| identity_of(&metadata))
}

#[cfg(unix)]
fn identity_of(metadata: &Metadata) -> FileIdentity {
    use std::os::unix::fs::MetadataExt as _;
    FileIdentity(metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity_of(_: &Metadata) -> FileIdentity {
    FileIdentity(0, 0)
}

fn denied(error: io::Error) -> Fault {
    if error.kind() == io::ErrorKind::PermissionDenied { Fault::Denied } else { error.into() }
}

fn check(header: &[u8], bytes: u64, has_log: bool, known: i64) -> Result<(), Fault> {
    if header.len() < HEADER {
        return Err(match MAGIC.starts_with(header.get(..MAGIC.len()).unwrap_or(header)) {
            true => Fault::CutShort { bytes, expected: HEADER as u64 },
            false => Fault::NotALibrary("another kind of file"),
        });
    }
    if !header.starts_with(MAGIC) {
        return Err(Fault::NotALibrary("another kind of file"));
    }
    if number(header, 68) != schema::APPLICATION_ID as u32 {
        return Err(Fault::NotALibrary("the database of another program"));
    }
    let version = i64::from(number(header, 60));
    if version > known {
        return Err(Fault::Newer { version, known });
    }
    let page = match u64::from(number(header, 16) >> 16) {
        1 => 65_536,
        size => size,
    };
    // The count of pages is right only where the two counters of changes agree. While there is a log beside the file,
    // pages may be there alone.
    let expected = page * u64::from(number(header, 28));
    if !has_log && number(header, 24) == number(header, 92) && bytes < expected {
        return Err(Fault::CutShort { bytes, expected });
    }
    Ok(())
}

/// The number of four bytes at `at`.
fn number(header: &[u8], at: usize) -> u32 {
    header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(application: i32, version: u32, pages: u32) -> Vec<u8> {
        let mut header = vec![0; HEADER];
        header[..16].copy_from_slice(MAGIC);
        header[16..18].copy_from_slice(&4096_u16.to_be_bytes());
        header[28..32].copy_from_slice(&pages.to_be_bytes());
        header[60..64].copy_from_slice(&version.to_be_bytes());
        header[68..72].copy_from_slice(&application.to_be_bytes());
        header
    }

    #[test]
    fn only_whole_libraries_of_known_forms_are_opened() {
        let ours = schema::APPLICATION_ID;
        for (header, bytes, has_log, expected) in [
            (header(ours, 1, 2), 8192, false, ""),
            (header(ours, 1, 3), 8192, true, ""),
            (header(ours, 1, 3), 8192, false, "cut short"),
            (header(ours, 2, 2), 8192, false, "newer"),
            (header(0, 1, 2), 8192, false, "another program"),
            (MAGIC.to_vec(), 16, false, "cut short"),
            (b"SQL".to_vec(), 3, false, "cut short"),
            ("苏联政府".as_bytes().to_vec(), 12, false, "another kind"),
            ("苏联政府".repeat(100).into_bytes(), 1200, false, "another kind"),
        ] {
            let said = check(&header, bytes, has_log, 1).map_or_else(|fault| fault.to_string(), |()| String::new());
            assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{said} / {expected}");
        }
    }

    #[test]
    fn what_is_there_is_told_without_touching_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("书库");
        assert_eq!(look(&path, 1).expect("it can be looked for"), Look::Absent);
        fs::write(&path, "").expect("the folder is writable");
        assert_eq!(look(&path, 1).expect("it can be read"), Look::Empty);
        fs::write(beside(&path, "-wal"), "一").expect("the folder is writable");
        assert!(matches!(look(&path, 1), Err(Fault::CutShort { bytes: 0, .. })));
        assert!(matches!(look(folder.path(), 1), Err(Fault::Folder)));
    }
}
