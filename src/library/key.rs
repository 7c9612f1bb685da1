//! The name of a document: the digest of its bytes.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

/// Names a document in every library: the SHA-256 of its file in lower-case hexadecimal.
///
/// Of several files it is the digest of their digests (the text, in ascending order, a line end after each), so that it
/// does not matter in which order they were named.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentKey(pub Arc<str>);

impl DocumentKey {
    /// How many characters of it are enough to say.
    pub const SHORTEST: usize = 6;

    /// The name of the document in these files.
    pub fn of(files: &[StoredFile]) -> Self {
        let mut digests: Vec<String> = files.iter().map(|file| digest(&file.bytes)).collect();
        digests.sort_unstable();
        match digests.as_slice() {
            [one] => Self(one.as_str().into()),
            several => {
                let lines: String = several.iter().flat_map(|digest| [digest.as_str(), "\n"]).collect();
                Self(digest(lines.as_bytes()).into())
            }
        }
    }

    /// The first characters of it, for messages.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which part of a document a file gave.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileRole {
    /// The document itself, one side of it or both.
    Document,
    /// The file that was named as the source of a pair, or replaced the source of a document.
    Source,
    /// The file that was named as the translation, or replaced it.
    Translation,
}

impl FileRole {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Source => "source",
            Self::Translation => "translation",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Document, Self::Source, Self::Translation].into_iter().find(|role| role.name() == name)
    }
}

/// A file of a document, as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredFile {
    /// What it is to the document.
    pub role: FileRole,
    /// Its name, without a folder: what the format is told by where the content leaves it open.
    pub name: String,
    /// All of it.
    pub bytes: Arc<[u8]>,
}

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> StoredFile {
        StoredFile { role: FileRole::Document, name: "声明.txt".to_owned(), bytes: text.as_bytes().into() }
    }

    #[test]
    fn a_document_is_named_by_its_bytes() {
        // As `sha256sum` and `sha256sum … | cut -c1-64 | sort | sha256sum` say.
        for (files, expected) in [
            (vec![file("")], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (vec![file("苏联")], "9fbdc522d79aefce17b5634c1644f39d9b05a24f6333c5e121e3faf6e229ca76"),
            (vec![file("苏联"), file("USSR")], "0c8d8d8b4e53d8f9c6bbf2994d4cbf76793103b499b4a158be8a183a21c9d8d0"),
        ] {
            assert_eq!(DocumentKey::of(&files).0.as_ref(), expected);
        }
        let (one, two) = (file("苏联"), file("USSR"));
        assert_eq!(DocumentKey::of(&[one.clone(), two.clone()]), DocumentKey::of(&[two, one.clone()]));
        assert_ne!(DocumentKey::of(&[one.clone(), one.clone()]), DocumentKey::of(&[one]));
    }
}
