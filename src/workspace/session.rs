//! What was open, by path or by its name in the library, with the place where reading stopped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Base, OpenDocument, Origin, Paths, ReadingPlace, SideFrom, Workspace};
use crate::library::{DocumentKey, StoredPlace};
use crate::model::{Alignment, SideName};

/// How many documents are remembered after they were closed.
const MOST_CLOSED: usize = 200;

/// Where reading stands, in terms that outlive a new alignment.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Anchor {
    /// Whether `passage` counts passages of the translation.
    #[serde(default)]
    in_translation: bool,
    /// Index of the first passage of the row.
    passage: u32,
    /// Points from the row's top.
    #[serde(default)]
    offset: f32,
    /// Which of the row's pairs is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pair: Option<u32>,
}

impl Anchor {
    /// Where `place` is, or nothing where `alignment` has no such row.
    pub(super) fn of(place: ReadingPlace, alignment: &Alignment) -> Option<Self> {
        let row = alignment.rows.get(place.row)?;
        let in_translation = row.source.is_empty();
        let passages = if in_translation { row.translation } else { row.source };
        let pair = place.pair.map(|pair| pair as u32);
        Some(Self { in_translation, passage: passages.start, offset: place.offset, pair })
    }

    /// The same place as the library keeps it.
    pub(super) fn stored(self) -> StoredPlace {
        let side = if self.in_translation { SideName::Translation } else { SideName::Source };
        StoredPlace { side, passage: self.passage, offset: self.offset, pair: self.pair }
    }

    /// The same place in `alignment`; the last row where it has no such passage.
    pub(super) fn place_in(self, alignment: &Alignment) -> ReadingPlace {
        let side = if self.in_translation { SideName::Translation } else { SideName::Source };
        let last = || alignment.rows.len().saturating_sub(1);
        let row = alignment.row_of_passage(side, self.passage as usize).unwrap_or_else(last);
        match alignment.rows.get(row) {
            Some(found) if found.part(side).start == self.passage => {
                ReadingPlace { row, offset: self.offset, pair: self.pair.map(|pair| pair as usize) }
            }
            // The row starts with another passage, so points from its top and its pairs mean nothing.
            _ => ReadingPlace { row, ..ReadingPlace::default() },
        }
    }
}

impl From<StoredPlace> for Anchor {
    fn from(place: StoredPlace) -> Self {
        let StoredPlace { side, passage, offset, pair } = place;
        Self { in_translation: side == SideName::Translation, passage, offset, pair }
    }
}

/// A document that is remembered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    base: RememberedBase,
    /// Files that sides were taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source_from: Option<PathBuf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    translation_from: Option<PathBuf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Anchor>,
    /// Its name in the library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(default)]
    open: bool,
    #[serde(default)]
    shown: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RememberedBase {
    File(PathBuf),
    Pair { source: PathBuf, translation: PathBuf },
    Stored { key: String, title: String },
    Sample,
}

/// What is remembered of earlier.
pub(super) struct Session {
    /// Documents of earlier, newest first. Some may be open now: then what is open counts.
    past: Arc<Vec<Remembered>>,
    /// Whether what was open last time is being opened again.
    restored: bool,
}

/// All that is to be written; made on the window thread, where it must cost little.
#[derive(Clone)]
pub(super) struct Snapshot {
    open: Vec<Remembered>,
    past: Arc<Vec<Remembered>>,
    restored: bool,
}

impl Snapshot {
    /// What the file shall hold.
    pub(super) fn to_json(&self) -> Value {
        let past = self.past.iter().filter(|past| !self.open.iter().any(|open| open.base == past.base));
        let past = past.map(|past| Remembered { open: past.open && self.restored, shown: false, ..past.clone() });
        let documents: Vec<Value> = self
            .open
            .iter()
            .cloned()
            .chain(past)
            .take(self.open.len() + MOST_CLOSED)
            // A path that is no Unicode cannot be written as JSON; it alone is not remembered.
            .filter_map(|remembered| serde_json::to_value(remembered).ok())
            .collect();
        serde_json::json!({ "documents": documents })
    }
}

impl Session {
    /// Where reading stopped in the document of that base.
    pub(super) fn anchor_of(&self, base: &Base) -> Option<Anchor> {
        let base = RememberedBase::of(base)?;
        self.past.iter().find(|past| past.base == base)?.place
    }

    /// The name that the document of that base had in the library when it was open last.
    pub(super) fn key_of(&self, base: &Base) -> Option<DocumentKey> {
        let base = RememberedBase::of(base)?;
        let key = self.past.iter().find(|past| past.base == base)?.key.as_deref()?;
        Some(DocumentKey(key.into()))
    }

    /// Remembers a document that is closed now.
    pub(super) fn add_closed(&mut self, closed: &OpenDocument) {
        let Some(remembered) = Remembered::of(closed) else { return };
        let past = Arc::make_mut(&mut self.past);
        past.retain(|past| past.base != remembered.base);
        past.insert(0, Remembered { open: false, ..remembered });
        past.truncate(MOST_CLOSED);
    }

    /// Remembers that the document of that base could not be opened: the next start does not try again.
    pub(super) fn forget_open(&mut self, base: &Base) {
        let Some(base) = RememberedBase::of(base) else { return };
        for past in Arc::make_mut(&mut self.past).iter_mut().filter(|past| past.base == base) {
            past.open = false;
        }
    }
}

impl Workspace {
    /// Files of earlier that are not open now, newest first.
    pub fn recent_files(&self) -> Vec<&Path> {
        let is_open = |path: &Path| self.documents.iter().any(|open| open.origin.files().contains(&path));
        self.session
            .past
            .iter()
            .filter_map(|past| match &past.base {
                RememberedBase::File(path) => Some(path.as_path()),
                RememberedBase::Pair { .. } | RememberedBase::Stored { .. } | RememberedBase::Sample => None,
            })
            .filter(|path| !is_open(path))
            .collect()
    }

    pub(super) fn restore_session(&mut self) {
        self.session.restored = true;
        self.sample_if_empty = true;
        let past = self.session.past.clone();
        for remembered in past.iter().filter(|past| past.open) {
            let id = self.open(remembered.origin(), remembered.place);
            if remembered.shown {
                self.show(id);
            }
        }
        if self.readings.is_empty() && self.documents.is_empty() {
            self.sample_if_empty = false;
            self.open_sample();
        }
    }

    /// Has what is open now written down, soon and elsewhere.
    pub(super) fn remember(&self) {
        let open = self
            .documents
            .iter()
            .filter_map(|open| Some(Remembered { shown: self.current == Some(open.id), ..Remembered::of(open)? }));
        let snapshot =
            Snapshot { open: open.collect(), past: self.session.past.clone(), restored: self.session.restored };
        self.saver.save_session(snapshot);
    }
}

impl Remembered {
    fn of(open: &OpenDocument) -> Option<Self> {
        let file = |side| match open.origin.sides.get(&side) {
            Some(SideFrom::File(path)) => Some(path.clone()),
            Some(SideFrom::Text(_)) | None => None,
        };
        let stored = || {
            Some(RememberedBase::Stored { key: open.key.as_ref()?.0.to_string(), title: open.document.title.clone() })
        };
        Some(Self {
            base: RememberedBase::of(&open.origin.base).or_else(stored)?,
            source_from: file(SideName::Source),
            translation_from: file(SideName::Translation),
            place: Anchor::of(open.place, &open.work.alignment),
            key: open.key.as_ref().map(|key| key.0.to_string()),
            open: true,
            shown: false,
        })
    }

    fn origin(&self) -> Origin {
        let base = match &self.base {
            RememberedBase::File(path) => Base::File(path.clone()),
            RememberedBase::Pair { source, translation } => {
                Base::Pair { source: source.clone(), translation: translation.clone() }
            }
            RememberedBase::Stored { key, title } => {
                Base::Stored { key: DocumentKey(key.as_str().into()), title: title.clone() }
            }
            RememberedBase::Sample => Base::Sample,
        };
        let mut sides = BTreeMap::new();
        for (side, path) in [(SideName::Source, &self.source_from), (SideName::Translation, &self.translation_from)] {
            if let Some(path) = path {
                sides.insert(side, SideFrom::File(path.clone()));
            }
        }
        Origin { base, sides }
    }
}

impl RememberedBase {
    fn of(base: &Base) -> Option<Self> {
        match base {
            Base::File(path) => Some(Self::File(path.clone())),
            Base::Pair { source, translation } => {
                Some(Self::Pair { source: source.clone(), translation: translation.clone() })
            }
            Base::Sample => Some(Self::Sample),
            // Once the library has it, it is remembered by its name there.
            Base::Text(_) => None,
            Base::Stored { key, title } => Some(Self::Stored { key: key.0.to_string(), title: title.clone() }),
        }
    }
}

/// Reads what is remembered. What cannot be read is left out, entry by entry.
pub(super) fn load(paths: &Paths) -> Session {
    let past = read_documents(&paths.session()).unwrap_or_default();
    Session { past: Arc::new(past), restored: false }
}

fn read_documents(path: &Path) -> Option<Vec<Remembered>> {
    let bytes = std::fs::read(path).ok()?;
    let file: Value = serde_json::from_slice(&bytes).ok()?;
    let documents = file.get("documents")?.as_array()?;
    Some(documents.iter().filter_map(|entry| Remembered::deserialize(entry).ok()).collect())
}
