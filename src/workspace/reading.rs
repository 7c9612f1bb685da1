//! Reading documents from files: what the workers and the command line do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Stamp};
use super::jobs::ReadOutcome;
use super::open_document::file_name;
use super::{Base, Origin, Problem, SAMPLE, SideFrom, read_file};
use crate::model::{Document, SideName};
use crate::{align, import};

/// Reads the document in the file at `path`.
///
/// # Errors
/// When there is no file to read, or no text in it.
pub fn read_document(path: &Path) -> Result<Document, Problem> {
    document_of(path, &read_file(path)?)
}

/// Reads two files of one language each as one document, whichever of them is the Chinese one.
///
/// # Errors
/// When there is no file to read, or no text in one, or both are of one language.
pub fn read_document_pair(source: &Path, translation: &Path) -> Result<Document, Problem> {
    pair_of((source, &read_file(source)?), (translation, &read_file(translation)?))
}

fn document_of(path: &Path, bytes: &[u8]) -> Result<Document, Problem> {
    import::read(bytes, &file_name(path)).map_err(|error| Problem::of_import(Some(path), &error))
}

fn pair_of(first: (&Path, &[u8]), second: (&Path, &[u8])) -> Result<Document, Problem> {
    let pair = import::read_pair((first.1, &file_name(first.0)), (second.1, &file_name(second.0)));
    pair.map_err(|error| {
        // If one of the files is no text, that one is to be named.
        let second_is_bad = import::decode::decode(first.1).is_ok() && import::decode::decode(second.1).is_err();
        Problem::of_import(Some(if second_is_bad { second.0 } else { first.0 }), &error)
    })
}

/// What a worker needs to read a document.
pub(super) struct ReadTask {
    /// Where it comes from.
    pub(super) origin: Origin,
    /// How much of that is to be read.
    pub(super) start: Start,
}

/// How much of a document is to be read.
pub(super) enum Start {
    /// Read everything.
    Afresh,
    /// Read everything if a file looks other than it did.
    IfChanged(BTreeMap<PathBuf, Stamp>),
    /// Add these sides of the origin to a document.
    Onto { document: Arc<Document>, sides: Vec<SideName>, stamps: BTreeMap<PathBuf, Stamp> },
}

impl ReadTask {
    /// Reads the document. Runs on a worker.
    pub(super) fn run(self) -> Result<ReadOutcome, Problem> {
        let (mut document, sides, mut stamps) = match self.start {
            Start::Onto { document, sides, stamps } => (document, sides, stamps),
            Start::IfChanged(stamps) if is_unchanged(&self.origin, &stamps)? => return Ok(ReadOutcome::Unchanged),
            Start::IfChanged(_) | Start::Afresh => {
                let mut stamps = BTreeMap::new();
                let document = Arc::new(read_base(&self.origin.base, &mut stamps)?);
                (document, self.origin.sides.keys().copied().collect(), stamps)
            }
        };
        for side in sides {
            let Some(from) = self.origin.sides.get(&side) else { continue };
            document = Arc::new(read_side(&document, side, from, &mut stamps)?);
        }
        let alignment = Arc::new(align::unaligned(&document));
        Ok(ReadOutcome::Fresh { document, alignment, stamps })
    }
}

fn is_unchanged(origin: &Origin, stamps: &BTreeMap<PathBuf, Stamp>) -> Result<bool, Problem> {
    for path in origin.files() {
        if stamps.get(path) != Some(&files::stamp(path)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn read_base(base: &Base, stamps: &mut BTreeMap<PathBuf, Stamp>) -> Result<Document, Problem> {
    match base {
        Base::File(path) => document_of(path, &read(path, stamps)?),
        Base::Pair { source, translation } => {
            let bytes = (read(source, stamps)?, read(translation, stamps)?);
            pair_of((source, &bytes.0), (translation, &bytes.1))
        }
        Base::Text(text) => import::read_text(text, "").map_err(|error| Problem::of_import(None, &error)),
        Base::Sample => {
            import::read_text(SAMPLE, "sample.archive.txt").map_err(|error| Problem::of_import(None, &error))
        }
    }
}

fn read_side(
    document: &Document,
    side: SideName,
    from: &SideFrom,
    stamps: &mut BTreeMap<PathBuf, Stamp>,
) -> Result<Document, Problem> {
    match from {
        SideFrom::File(path) => {
            let bytes = read(path, stamps)?;
            import::with_side(document, side, &bytes, &file_name(path))
                .map_err(|error| Problem::of_import(Some(path), &error))
        }
        SideFrom::Text(text) => {
            import::with_side(document, side, text.as_bytes(), "").map_err(|error| Problem::of_import(None, &error))
        }
    }
}

fn read(path: &Path, stamps: &mut BTreeMap<PathBuf, Stamp>) -> Result<Vec<u8>, Problem> {
    let (bytes, stamp) = files::read_stamped(path)?;
    stamps.insert(path.to_owned(), stamp);
    Ok(bytes)
}
