//! Files that are archives of files (ZIP): Word documents and electronic books. Bytes alone, with limits: what an archive
//! says of its sizes is not believed, and the names in it are never used as paths.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::ImportError;
use crate::model::DocumentKind;

/// The most parts that a document may have.
const MOST_PARTS: usize = 50_000;
/// The most bytes that all parts read of a document may come to.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// How many times larger than the archive its parts may be, beside what every document may have.
const MOST_GROWTH: u64 = 100;
/// What every document may have, however well it is packed.
const SMALL: u64 = 16 * 1024 * 1024;

/// An archive that is open, and how much more may be read of it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    looks: &'static str,
}

/// What an archive holds, if it is a document.
pub(super) fn kind(bytes: &[u8]) -> Option<DocumentKind> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |name| archive.index_for_name(name).is_some();
    if has("word/document.xml") {
        return Some(DocumentKind::Docx);
    }
    has("META-INF/container.xml").then_some(DocumentKind::Epub)
}

impl<'a> Package<'a> {
    /// Opens an archive; `looks` is what it looks like, with its article.
    pub(super) fn open(bytes: &'a [u8], looks: &'static str) -> Result<Self, ImportError> {
        let damaged = |reason: String| ImportError::Damaged { looks, reason };
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        if archive.len() > MOST_PARTS {
            return Err(damaged(format!("it has {} parts, more than any document", archive.len())));
        }
        let left = MOST_BYTES.min(SMALL + MOST_GROWTH * bytes.len() as u64);
        Ok(Self { archive, left, looks })
    }

    /// The part of that name as text; nothing where there is none.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let looks = self.looks;
        let damaged = |reason: String| ImportError::Damaged { looks, reason };
        if self.archive.index_for_name(name).is_none() {
            return Ok(None);
        }
        let part = self.archive.by_name(name).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| damaged(format!("{name}: {error}")))?;
        let read = bytes.len() as u64;
        if read > self.left {
            return Err(damaged("it would unpack to more than any document has".to_owned()));
        }
        self.left -= read;
        let (text, _) = text_of(&bytes);
        Ok(Some(text))
    }
}

/// The text of a part of XML: UTF-8, or UTF-16 with its mark.
fn text_of(bytes: &[u8]) -> (String, bool) {
    let (text, _, malformed) = encoding_rs::UTF_8.decode(bytes);
    (text.replace('\0', "\u{fffd}"), malformed)
}

/// The name of a part that another part calls `target`, from the folder of that one.
pub(super) fn part_name(folder: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let target = unescaped(target);
    let joined = match target.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None if folder.is_empty() => target,
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder of a part.
pub(super) fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// An address with its `%20` as what they stand for.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok()).filter(|_| *first == b'%');
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_from_where_they_are_called() {
        for (folder, target, expected) in [
            ("OEBPS", "text/ch1.xhtml#p3", "OEBPS/text/ch1.xhtml"),
            ("OEBPS/text", "../%E7%AB%A0.xhtml", "OEBPS/章.xhtml"),
            ("", "a%.xml", "a%.xml"),
            ("a", "/word/document.xml", "word/document.xml"),
            ("a", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(part_name(folder, target), expected, "{target}");
        }
    }
}
