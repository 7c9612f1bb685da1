//! What is done with a library and needs more than the library: reading files into it, aligning them, finding the
//! document that a person means. The command line uses it, and the workers of the window.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::open_document::file_name;
use super::rereading::{self, is_read_otherwise, read_otherwise};
use super::{Problem, read_file};
use crate::library::{
    DocumentKey, FileRole, Found, Library, LibraryError, Listed, NewDocument, Stored, StoredFile, Verified,
};
use crate::model::{Alignment, Cancelled, Document, Progress, SideName, Timestamp, Work, is_whole, search};
use crate::{align, import};

/// The time it is.
pub fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// Opens the library at `path` to change it, makes it where there is none, and makes the backup of the day. That the
/// backup could not be made is no reason not to go on: it is told beside.
///
/// # Errors
/// When there is no library that can be opened.
pub fn open_library(path: &Path, now: Timestamp) -> Result<(Library, Option<Problem>), Problem> {
    let library = Library::open(path, now).map_err(|error| Problem::of_library(&error))?;
    if library.is_read_only() {
        return Ok((library, None));
    }
    let warning = library.backup_daily(now).err().map(|error| {
        let Problem { what, path, advice } = Problem::of_library(&error);
        Problem { what: format!("The backup of the day could not be made. {what}"), path, advice }
    });
    Ok((library, warning))
}

impl Problem {
    /// What a library had to say.
    pub fn of_library(error: &LibraryError) -> Self {
        Self::at(&error.path, error.fault.to_string(), error.fault.advice())
    }
}

/// A document of the library that was asked for by its files.
#[derive(Clone, PartialEq, Debug)]
pub struct Added {
    /// Its name there.
    pub key: DocumentKey,
    /// What was read, if it was not there yet.
    pub read: Option<Document>,
}

/// Adds the document in these files, aligned. One that is there already is found by its bytes alone, and stays as it
/// is.
///
/// # Errors
/// When a file cannot be read or holds no text, the library cannot be written, or the work was cancelled.
pub fn add_files(
    library: &mut Library,
    source: &Path,
    translation: Option<&Path>,
    now: Timestamp,
    progress: &Progress,
) -> Result<Added, Problem> {
    let files = read_files(source, translation)?;
    let key = DocumentKey::of(&files);
    if library.contains(&key).map_err(|error| Problem::of_library(&error))? {
        return Ok(Added { key, read: None });
    }
    let document = parse(&files).map_err(|problem| at_file(problem, source, translation))?;
    let work = Work::of(aligned(&document, progress)?.into());
    let new = NewDocument { files, document: &document, work: &work, added: now };
    let key = library.add(&new).map_err(|error| Problem::of_library(&error))?;
    Ok(Added { key, read: Some(document) })
}

/// The document that is called `name`: its id, its file, or a part of its title. A file that is not in the library yet
/// is added.
///
/// # Errors
/// As [`add_files`], and when nothing or more than one document is called that.
pub fn find_or_add(library: &mut Library, name: &str, now: Timestamp, progress: &Progress) -> Result<Added, Problem> {
    if is_file(library, name)? {
        return add_files(library, Path::new(name), None, now, progress);
    }
    let key = library.find(name).map_err(|error| Problem::of_library(&error))?;
    Ok(Added { key, read: None })
}

/// The document that is called `name`, as [`find_or_add`], but nothing is added.
///
/// # Errors
/// When no document or more than one is called that, or it is a file that cannot be read.
pub fn find_document(library: &Library, name: &str) -> Result<DocumentKey, Problem> {
    let is_file = is_file(library, name)?;
    let name = if is_file { key_of_file(Path::new(name))?.to_string() } else { name.to_owned() };
    library.find(&name).map_err(|error| Problem::of_library(&error))
}

/// The document that the file at `path` alone makes.
///
/// # Errors
/// When it cannot be read.
pub fn key_of_file(path: &Path) -> Result<DocumentKey, Problem> {
    Ok(DocumentKey::of(&read_files(path, None)?))
}

/// A document of the library, ready to be shown or exported.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded {
    /// What the library has of it.
    pub stored: Stored,
    /// What was read from its files.
    pub parsed: Document,
    /// The same, its passages as the work says.
    pub document: Document,
    /// The work on it as it fits what was read. It differs from what is stored where this program reads the files
    /// otherwise than the one that stored it: notes are placed and sides aligned anew, around what a person settled.
    pub work: Work,
}

/// Reads a document of the library.
///
/// # Errors
/// When it is not there or cannot be read, or the work was cancelled.
pub fn load_document(library: &Library, key: &DocumentKey, progress: &Progress) -> Result<Loaded, Problem> {
    let stored = library.load(key).map_err(|error| Problem::of_library(&error))?;
    let parsed = parse(&stored.files)?;
    let read = library.read_as_aligned(key).map_err(|error| Problem::of_library(&error))?;
    let work = as_read(&stored.work, &parsed, read, progress)?;
    let document = work.alignment.structure.lay(&parsed).into_owned();
    Ok(Loaded { stored, parsed, document, work })
}

/// The work on a document as it fits `parsed`, what this program reads. `read` is what was read when it was made, if that
/// is known.
///
/// # Errors
/// When the work was cancelled.
pub fn as_read(work: &Work, parsed: &Document, read: Option<Document>, progress: &Progress) -> Result<Work, Problem> {
    let work = read_otherwise(work, parsed, read).map_or_else(|| work.clone(), |(work, _)| work);
    let alignment = rereading::aligned(&work.alignment, parsed, progress).map_err(stopped)?;
    Ok(Work { alignment, ..work })
}

/// Brings a document into the index for searching that is not wholly in it. One whose files hold no text stays out of it.
///
/// # Errors
/// When the library cannot be read or written.
pub fn index(library: &mut Library, key: &DocumentKey) -> Result<(), Problem> {
    let stored = library.load(key).map_err(|error| Problem::of_library(&error))?;
    match parse(&stored.files) {
        Ok(document) => library.complete_index(key, &document).map_err(|error| Problem::of_library(&error)),
        Err(_) => Ok(()),
    }
}

/// Brings all documents into the index for searching that are not wholly in it, as after the renewal of an older library.
///
/// # Errors
/// When the library cannot be read or written. What was done is kept.
pub fn index_all(library: &mut Library, progress: &Progress) -> Result<(), Problem> {
    let keys = library.unindexed().map_err(|error| Problem::of_library(&error))?;
    for (nth, key) in keys.iter().enumerate() {
        if progress.report(nth as f32 / keys.len() as f32).is_err() {
            break;
        }
        index(library, key)?;
    }
    Ok(())
}

/// Looks at everything in the library, and reads every document anew. Besides what is not sound it says, a sentence
/// each, which documents this program reads otherwise than the one that stored them: that is no damage.
///
/// # Errors
/// When the library cannot be read at all.
pub fn verify(library: &Library) -> Result<(Verified, Vec<String>), Problem> {
    let mut remarks = Vec::new();
    let look = |stored: &Stored| {
        let parsed = parse(&stored.files).map_err(|problem| problem.to_string())?;
        if !is_whole(&stored.work.alignment) {
            return Err("its alignment contradicts itself".to_owned());
        }
        if is_read_otherwise(&stored.work, &parsed) {
            remarks.push(format!(
                "document {}: this version reads its text otherwise than the one that stored it. When it is opened, its \
                 notes are placed and its sides aligned anew, around the pairs that were settled",
                stored.key.short()
            ));
        }
        Ok(())
    };
    let verified = library.verify(look).map_err(|error| Problem::of_library(&error))?;
    Ok((verified, remarks))
}

/// The document that the library has, as it is shown: read from its files, its passages as the work on it says.
///
/// # Errors
/// When the files hold no text.
pub fn document_of(stored: &Stored) -> Result<Document, Problem> {
    Ok(stored.work.alignment.structure.apply(&parse(&stored.files)?))
}

/// Reads the document in files that were stored. What a person said of its passages is not in them: see
/// [`document_of`].
///
/// # Errors
/// When they hold no text.
pub fn parse(files: &[StoredFile]) -> Result<Document, Problem> {
    let with_role = |role| files.iter().find(|file| file.role == role);
    let sides = [(SideName::Source, FileRole::Source), (SideName::Translation, FileRole::Translation)];
    let mut sides = sides.into_iter().filter_map(|(side, role)| Some((side, with_role(role)?)));
    let read = |file: &StoredFile| import::read(&file.bytes, &file.name);
    if let (Some(links), Some(source), Some(translation)) =
        (with_role(FileRole::Document), with_role(FileRole::Source), with_role(FileRole::Translation))
        && import::linked_files(&links.bytes).is_some()
    {
        let texts = [source, translation].map(|file| (&*file.bytes, &*file.name));
        return import::read_linked((&links.bytes, &links.name), texts)
            .map_err(|error| Problem::of_import(None, &error));
    }
    let mut document = match with_role(FileRole::Document) {
        Some(file) => read(file),
        None => match (sides.next(), sides.next()) {
            (Some((_, one)), Some((_, two))) => import::read_pair((&one.bytes, &one.name), (&two.bytes, &two.name)),
            (Some((_, one)), None) => read(one),
            (None, _) => Err(import::ImportError::Empty),
        },
    }
    .map_err(|error| Problem::of_import(None, &error))?;
    for (side, file) in sides {
        document = import::with_side(&document, side, &file.bytes, &file.name)
            .map_err(|error| Problem::of_import(None, &error))?;
    }
    Ok(document)
}

/// The list of documents as JSON, with a line end. The keys are the program's promise.
pub fn list_as_json(documents: &[Listed]) -> String {
    #[derive(Serialize)]
    struct Entry<'a> {
        id: &'a str,
        title: &'a str,
        kind: &'a str,
        added: String,
        notes: usize,
        rows: usize,
    }
    let entries: Vec<Entry> = documents
        .iter()
        .map(|Listed { key, title, kind, added, notes, rows, .. }| Entry {
            id: &key.0,
            title,
            kind,
            added: added.to_string(),
            notes: *notes,
            rows: *rows,
        })
        .collect();
    // Structs of strings and numbers always are JSON.
    serde_json::to_string_pretty(&entries).map(|json| json + "\n").unwrap_or_default()
}

/// What was found as JSON, with a line end. The keys are the program's promise.
pub fn found_as_json(found: &Found) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        results: Vec<OfDocument<'a>>,
    }
    #[derive(Serialize)]
    struct OfDocument<'a> {
        document: &'a str,
        title: &'a str,
        hits: Vec<Hit<'a>>,
    }
    #[derive(Serialize)]
    struct Hit<'a> {
        address: String,
        side: &'a str,
        text: &'a str,
        partner: &'a str,
    }
    fn hits(of: &[search::Hit]) -> Vec<Hit<'_>> {
        let address = |hit: &search::Hit| hit.address.map(|address| address.to_string()).unwrap_or_default();
        of.iter()
            .map(|hit| Hit { address: address(hit), side: hit.on.name(), text: &hit.text, partner: &hit.partner })
            .collect()
    }
    let results = found.documents.iter();
    let results =
        results.map(|one| OfDocument { document: &one.key.0, title: &one.title, hits: hits(&one.hits) }).collect();
    // Structs of strings always are JSON.
    serde_json::to_string_pretty(&File { results }).map(|json| json + "\n").unwrap_or_default()
}

/// Whether `name` is a file rather than an id of the library or a part of a title.
fn is_file(library: &Library, name: &str) -> Result<bool, Problem> {
    let is_id = library.contains(&DocumentKey(name.into())).map_err(|error| Problem::of_library(&error))?;
    Ok(!is_id && Path::new(name).is_file())
}

fn read_files(source: &Path, translation: Option<&Path>) -> Result<Vec<StoredFile>, Problem> {
    let read = |role, path: &Path| Ok(StoredFile { role, name: file_name(path), bytes: read_file(path)?.into() });
    match translation {
        None => {
            let document = read(FileRole::Document, source)?;
            let texts = linked_texts(source, &document.bytes)?;
            Ok(std::iter::once(document).chain(texts).collect())
        }
        Some(translation) => Ok(vec![read(FileRole::Source, source)?, read(FileRole::Translation, translation)?]),
    }
}

/// The two texts whose sentences the file at `path` links: they lie beside it. None where it links none.
///
/// # Errors
/// When one of them is not there.
pub(super) fn linked_texts(path: &Path, bytes: &[u8]) -> Result<Vec<StoredFile>, Problem> {
    let Some(names) = import::linked_files(bytes) else { return Ok(Vec::new()) };
    let roles = [FileRole::Source, FileRole::Translation];
    let read = |(role, name): (FileRole, String)| {
        let beside = path.with_file_name(&name);
        let bytes = read_file(&beside).map_err(|problem| {
            let advice = "The file links two texts: put both into its folder, under the names that it has for them.";
            Problem { advice: advice.to_owned(), ..problem }
        })?;
        Ok(StoredFile { role, name, bytes: bytes.into() })
    };
    roles.into_iter().zip(names).filter(|(_, name)| !name.is_empty()).map(read).collect()
}

fn aligned(document: &Document, progress: &Progress) -> Result<Alignment, Problem> {
    if document.translation.is_none() {
        return Ok(align::unaligned(document));
    }
    align::align(document, progress).map_err(stopped)
}

fn stopped(Cancelled: Cancelled) -> Problem {
    Problem { what: "It was stopped".to_owned(), path: None, advice: String::new() }
}

/// Names the file that could not be read: of two the one that is no text.
fn at_file(problem: Problem, source: &Path, translation: Option<&Path>) -> Problem {
    let is_bad = |path: &Path| read_file(path).is_ok_and(|bytes| import::read(&bytes, &file_name(path)).is_err());
    let path = translation.filter(|path| !is_bad(source) && is_bad(path)).unwrap_or(source);
    Problem { path: Some(path.to_owned()), ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::FoundDocument;
    use crate::model::{Bead, Segment, Span, fits};

    type Harm = fn(&mut Alignment);

    const TEXT: &str = "苏联政府收到了声明。这不是很清楚的嗎?\n\nThe Soviet Government received the statement.\n";

    fn files() -> Vec<StoredFile> {
        vec![StoredFile { role: FileRole::Document, name: "声明.txt".to_owned(), bytes: TEXT.as_bytes().into() }]
    }

    #[test]
    fn only_its_own_alignment_fits_a_document() {
        let document = parse(&files()).expect("it is text");
        let alignment = aligned(&document, &Progress::default()).expect("nobody cancels");
        assert!(fits(&document, &alignment));
        let harms: [(&str, Harm); 7] = [
            ("空", |alignment| *alignment = Alignment::default()),
            ("少一句", |alignment| alignment.source.truncate(1)),
            ("多一句", |alignment| alignment.source.push(Segment { passage: 9, at: Span::new(0, 3) })),
            ("字中间", |alignment| alignment.source[0].at.end -= 1),
            ("行外", |alignment| alignment.rows[0].source.end = 99),
            ("句外", |alignment| {
                alignment.beads.push(Bead { source: crate::model::IndexRange::new(98, 99), ..alignment.beads[0] });
            }),
            ("倒", |alignment| alignment.rows[0].beads = crate::model::IndexRange { start: 1, end: 0 }),
        ];
        for (what, harm) in harms {
            let mut harmed = alignment.clone();
            harm(&mut harmed);
            assert!(!fits(&document, &harmed), "{what}");
        }
    }

    #[test]
    fn files_are_read_by_their_roles() {
        let file = |role, text: &str| StoredFile { role, name: "文".to_owned(), bytes: text.as_bytes().into() };
        let (zh, en) = ("苏联政府收到了声明。", "The Soviet Government received the statement.");
        for (files, has_translation) in [
            (vec![file(FileRole::Document, zh)], false),
            (vec![file(FileRole::Source, zh)], false),
            (vec![file(FileRole::Source, zh), file(FileRole::Translation, en)], true),
            (vec![file(FileRole::Document, zh), file(FileRole::Translation, en)], true),
        ] {
            let document = parse(&files).unwrap_or_else(|problem| panic!("{problem}"));
            assert_eq!(document.translation.is_some(), has_translation, "{files:?}");
        }
        parse(&[]).expect_err("there is nothing");
    }

    #[test]
    fn a_list_has_the_promised_keys() {
        let one = Listed {
            key: DocumentKey("abc".into()),
            title: "声明\"\n".to_owned(),
            kind: "plain".to_owned(),
            date: None,
            added: Timestamp(0),
            opened: None,
            binned: None,
            notes: 1,
            rows: 2,
        };
        let expected = "[\n  {\n    \"id\": \"abc\",\n    \"title\": \"声明\\\"\\n\",\n    \"kind\": \"plain\",\n    \
                        \"added\": \"1970-01-01T00:00:00Z\",\n    \"notes\": 1,\n    \"rows\": 2\n  }\n]\n";
        assert_eq!(list_as_json(&[one]), expected);
        assert_eq!(list_as_json(&[]), "[]\n");
    }

    #[test]
    fn what_is_found_has_the_promised_keys() {
        let hit = |on, address, text: &str, partner: &str| search::Hit {
            on,
            address,
            text: text.to_owned(),
            marks: vec![Span::new(0, 3)],
            partner: partner.to_owned(),
            partner_marks: Vec::new(),
        };
        let address = Some(crate::model::Address { row: 12, pair: Some(3) });
        let side = search::HitOn::Side(SideName::Source);
        let hits = vec![hit(side, address, "领土\"", "territory"), hit(search::HitOn::Title, None, "声明", "")];
        let one = FoundDocument { key: DocumentKey("abc".into()), title: "声明".to_owned(), hits, more: 7 };
        let expected = "{\n  \"results\": [\n    {\n      \"document\": \"abc\",\n      \"title\": \"声明\",\n      \
                        \"hits\": [\n        {\n          \"address\": \"¶12.3\",\n          \"side\": \"source\",\n          \
                        \"text\": \"领土\\\"\",\n          \"partner\": \"territory\"\n        },\n        {\n          \
                        \"address\": \"\",\n          \"side\": \"title\",\n          \"text\": \"声明\",\n          \
                        \"partner\": \"\"\n        }\n      ]\n    }\n  ]\n}\n";
        let found = Found { documents: vec![one], count: 9, unindexed: 1 };
        assert_eq!(found_as_json(&found), expected);
        assert_eq!(found_as_json(&Found::default()), "{\n  \"results\": []\n}\n");
    }
}
