//! Reading documents from files: what the workers and the command line do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Stamp};
use super::jobs::ReadOutcome;
use super::library_tasks;
use super::open_document::file_name;
use super::rereading::{Fate, carried_to, read_otherwise};
use super::{Base, Origin, Problem, SAMPLE, SideFrom, Surroundings, read_file};
use crate::align::{self, Pin};
use crate::import;
use crate::library::{DocumentKey, FileRole, Library, LibraryError, Stored, StoredFile};
use crate::model::{Document, SideName, Work};

/// Reads the document in the file at `path`.
///
/// # Errors
/// When there is no file to read, or no text in it.
pub fn read_document(path: &Path) -> Result<Document, Problem> {
    let bytes = read_file(path)?;
    match &library_tasks::linked_texts(path, &bytes)?[..] {
        [source, translation] => linked_of(path, &bytes, [source, translation]),
        _ => document_of(path, &bytes),
    }
}

/// The document of the links at `path` and the two texts that they are between.
fn linked_of(path: &Path, links: &[u8], texts: [&StoredFile; 2]) -> Result<Document, Problem> {
    let texts = texts.map(|file| (&*file.bytes, &*file.name));
    import::read_linked((links, &file_name(path)), texts).map_err(|error| Problem::of_import(Some(path), &error))
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
        let is_bad = |(path, bytes): (&Path, &[u8])| import::read(bytes, &file_name(path)).is_err();
        let second_is_bad = !is_bad(first) && is_bad(second);
        Problem::of_import(Some(if second_is_bad { second.0 } else { first.0 }), &error)
    })
}

/// What a worker needs to read a document.
pub(super) struct ReadTask {
    /// Where it comes from.
    pub(super) origin: Origin,
    /// How much of that is to be read.
    pub(super) start: Start,
    /// Where the library is, and what time and names there are.
    pub(super) library: PathBuf,
    pub(super) surroundings: Surroundings,
    /// What was written on an older state of the document, to be moved to the new one.
    pub(super) before: Option<Before>,
    /// The document in the library, for when its files are no longer where they were.
    pub(super) kept: Option<DocumentKey>,
}

/// An older state of a document.
pub(super) enum Before {
    /// One that is open.
    Open { parsed: Arc<Document>, work: Work, pins: Vec<Pin> },
    /// One that the library has.
    Stored(DocumentKey),
}

/// How much of a document is to be read.
pub(super) enum Start {
    /// Read everything.
    Afresh,
    /// Read everything if a file looks other than it did.
    IfChanged(BTreeMap<PathBuf, Stamp>),
}

/// What is read of one document: its files as they came, and what they looked like.
#[derive(Default)]
struct Files {
    stored: Vec<StoredFile>,
    stamps: BTreeMap<PathBuf, Stamp>,
}

impl Files {
    fn read(&mut self, path: &Path, role: FileRole) -> Result<Arc<[u8]>, Problem> {
        let (bytes, stamp) = files::read_stamped(path)?;
        self.stamps.insert(path.to_owned(), stamp);
        Ok(self.take(file_name(path), bytes, role))
    }

    fn take(&mut self, name: String, bytes: Vec<u8>, role: FileRole) -> Arc<[u8]> {
        let bytes: Arc<[u8]> = bytes.into();
        // A side that is replaced leaves nothing of the file that was there before it.
        self.stored.retain(|file| file.role != role);
        self.stored.push(StoredFile { role, name, bytes: bytes.clone() });
        bytes
    }
}

impl ReadTask {
    /// Reads the document. Runs on a worker.
    pub(super) fn run(self) -> Result<ReadOutcome, Problem> {
        if let Start::IfChanged(stamps) = &self.start
            && is_unchanged(&self.origin, stamps)?
        {
            return Ok(ReadOutcome::Unchanged);
        }
        let mut files = Files::default();
        let mut document = self.read_base(&mut files).or_else(|problem| self.read_kept(&mut files).ok_or(problem))?;
        for (side, from) in &self.origin.sides {
            document = read_side(&document, *side, from, &mut files)?;
        }
        let moved = self.before.as_ref().and_then(|before| self.moved(before, &files.stored, &document));
        let cut = || Arc::new(align::unaligned(&document));
        let alignment = moved.as_ref().map_or_else(cut, |moved| moved.work.alignment.clone());
        let document = Arc::new(document);
        let moved = moved.map(Box::new);
        Ok(ReadOutcome::Fresh { document, alignment, stamps: files.stamps, files: files.stored, moved })
    }

    fn read_base(&self, files: &mut Files) -> Result<Document, Problem> {
        match &self.origin.base {
            Base::File(path) => {
                let bytes = files.read(path, FileRole::Document)?;
                match &library_tasks::linked_texts(path, &bytes)?[..] {
                    [source, translation] => {
                        files.stored.extend([source.clone(), translation.clone()]);
                        linked_of(path, &bytes, [source, translation])
                    }
                    _ => document_of(path, &bytes),
                }
            }
            Base::Pair { source, translation } => {
                let bytes = (files.read(source, FileRole::Source)?, files.read(translation, FileRole::Translation)?);
                pair_of((source, &bytes.0), (translation, &bytes.1))
            }
            Base::Text(text) => {
                files.take(String::new(), text.as_bytes().to_vec(), FileRole::Document);
                import::read_text(text, "").map_err(|error| Problem::of_import(None, &error))
            }
            Base::Stored { key, .. } => {
                let stored = self.load(key)?;
                files.stored = stored.files;
                library_tasks::parse(&files.stored)
            }
            Base::Sample => {
                const NAME: &str = "sample.archive.txt";
                files.take(NAME.to_owned(), SAMPLE.as_bytes().to_vec(), FileRole::Document);
                import::read_text(SAMPLE, NAME).map_err(|error| Problem::of_import(None, &error))
            }
        }
    }

    /// What the library has of the document, where its own files cannot be read.
    fn read_kept(&self, files: &mut Files) -> Option<Document> {
        files.stored = self.load(self.kept.as_ref()?).ok()?.files;
        library_tasks::parse(&files.stored).ok()
    }

    /// What the library has of a document. The thread that keeps it is busy with writing; reading does not wait for it.
    fn load(&self, key: &DocumentKey) -> Result<Stored, Problem> {
        self.library().and_then(|library| library.load(key)).map_err(|error| Problem::of_library(&error))
    }

    fn library(&self) -> Result<Library, LibraryError> {
        Library::open_existing(&self.library, (self.surroundings.now)())
    }

    /// What was written on the state of the document before, and what was settled of it, on this one; nothing where the
    /// state is the same.
    fn moved(&self, before: &Before, files: &[StoredFile], document: &Document) -> Option<Moved> {
        let (old, work, pins, key) = match before {
            Before::Open { parsed, work, pins } => (parsed.clone(), work.clone(), pins.clone(), None),
            Before::Stored(key) if *key == DocumentKey::of(files) => return None,
            // What cannot be read has nothing to move; opening the document anew comes first.
            Before::Stored(key) => {
                let library = self.library().ok()?;
                let stored = library.load(key).ok()?;
                let old = library_tasks::parse(&stored.files).ok()?;
                let read = library.read_as_aligned(key).ok().flatten();
                let work = read_otherwise(&stored.work, &old, read).map_or(stored.work, |(work, _)| work);
                (Arc::new(old), work, Vec::new(), Some(key.clone()))
            }
        };
        let sentences: Vec<(u32, u32)> = pins.iter().map(|pin| (pin.source, pin.translation)).collect();
        let (moved, carried) = carried_to(&work, &sentences, &old, document);
        let fate = Fate::of(&work, &moved, &carried);
        let pins = carried.pins.iter().map(|(source, translation)| Pin { source: *source, translation: *translation });
        Some(Moved { pins: pins.collect(), work: moved, from: work, fate, key })
    }
}

/// Work that was brought from an older state of a document to the one that was read.
pub(super) struct Moved {
    /// The work on the new state. Its alignment awaits the aligner, around what was settled.
    pub(super) work: Work,
    /// The sentences that a person put together and the aligner has not built on yet.
    pub(super) pins: Vec<Pin>,
    /// The work it was made from.
    pub(super) from: Work,
    /// What became of it.
    pub(super) fate: Fate,
    /// The older state's name in the library, where it was found by that.
    pub(super) key: Option<DocumentKey>,
}

fn is_unchanged(origin: &Origin, stamps: &BTreeMap<PathBuf, Stamp>) -> Result<bool, Problem> {
    for path in origin.files() {
        if stamps.get(path) != Some(&files::stamp(path)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn read_side(document: &Document, side: SideName, from: &SideFrom, files: &mut Files) -> Result<Document, Problem> {
    let role = match side {
        SideName::Source => FileRole::Source,
        SideName::Translation => FileRole::Translation,
    };
    match from {
        SideFrom::File(path) => {
            let bytes = files.read(path, role)?;
            import::with_side(document, side, &bytes, &file_name(path))
                .map_err(|error| Problem::of_import(Some(path), &error))
        }
        SideFrom::Text(text) => {
            files.take(String::new(), text.as_bytes().to_vec(), role);
            import::with_side(document, side, text.as_bytes(), "").map_err(|error| Problem::of_import(None, &error))
        }
    }
}
