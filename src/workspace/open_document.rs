//! A document that is open: what is read, how its sides meet, and where reading stands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::explaining::{Explainer, Explanation, Strays};
use super::files::Stamp;
use super::importing::Import;
use super::ledger::Ledger;
use super::{GestureAnswer, JobId, NotePlaces, Problem, Proposal};
use crate::align::Pin;
use crate::library::{DocumentKey, StoredFile};
use crate::model::{
    Alignment, Annotation, AnnotationId, Document, History, SideName, Structure, Work, anchoring, fits,
};

/// Names an open document for as long as the program runs. Greater ids were asked for later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentId(pub u64);

/// A document that is open.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Its name while it is open.
    pub id: DocumentId,
    /// Where it came from.
    pub origin: Origin,
    /// What was read, its passages as the work on it says.
    pub document: Arc<Document>,
    /// How its sides meet (rows of one side each until the aligner is done), and what people wrote on it.
    pub work: Work,
    /// What can be undone and redone.
    pub history: History,
    /// Whether the aligner is at work on it.
    pub aligning: bool,
    /// Whether the aligner has been done with it once: then rows have their numbers, and pairs can be settled.
    pub aligned: bool,
    /// Grows with every change of `document`, and of what stands beside what in `alignment`. Unique over all
    /// documents, so it can key a cache.
    pub revision: u64,
    /// Grows with every change of what a person said of the pairs. Unique as `revision` is.
    pub statuses: u64,
    /// What came of the last gesture on the alignment.
    pub answer: Option<GestureAnswer>,
    /// What the aligner would change, if it was asked.
    pub proposal: Option<Proposal>,
    /// Why the pair that was last asked about stands as it does, once that is known.
    pub explanation: Option<Explanation>,
    /// Where a number or a name went astray, as soon as a pair was explained.
    pub strays: Option<Strays>,
    /// Grows with every change of notes, drafts and dismissed findings. They lie over the rows and move none.
    pub notes_revision: u64,
    /// Where its notes and drafts stand.
    pub notes: NotePlaces,
    /// The note that a person chose last, in the text or in the list.
    pub chosen_note: Option<ChosenNote>,
    /// The last import of notes, until a person has seen what came of it.
    pub import: Option<Import>,
    /// Where reading stands.
    pub place: ReadingPlace,
    /// The last order to go somewhere. A reader follows one whose `serial` it has not seen yet; a reader that is new
    /// to the document starts at `place` and takes the serial it finds as seen.
    pub jump: Option<Jump>,
    /// Its name in the library, once it is there.
    pub key: Option<DocumentKey>,
    /// Its files as they came, until the library has them.
    pub(super) files: Vec<StoredFile>,
    /// The same for as long as it is open: another library may have to take them, if this one is gone.
    pub(super) came_as: Vec<StoredFile>,
    /// What of the work is in the library, and what is on its way there.
    pub(super) ledger: Ledger,
    /// Whether something was written before the library had the document.
    pub(super) unsent: bool,
    /// Why the last change is not in the library.
    pub(super) trouble: Option<Problem>,
    /// What the files looked like when they were read.
    pub(super) stamps: BTreeMap<PathBuf, Stamp>,
    /// What its importer read: `document` is what comes of it.
    pub(super) parsed: Arc<Document>,
    /// What of `parsed` `document` was made with.
    laid: Arc<Structure>,
    /// The work that may still replace the alignment.
    pub(super) aligner: Option<JobId>,
    /// The work that may still make a proposal.
    pub(super) proposer: Option<JobId>,
    /// The work that aligns the sentences of one row.
    pub(super) row_aligner: Option<RowAligner>,
    /// Sentences that a person put together, until the aligner has built on them.
    pub(super) pinning: Vec<Pin>,
    /// What explanations are made from.
    pub(super) explainer: Explainer,
}

impl OpenDocument {
    /// A document that was just read, its sides not aligned yet.
    pub(super) fn new(
        id: DocumentId,
        origin: Origin,
        revision: u64,
        (parsed, alignment): (Arc<Document>, Arc<Alignment>),
        (files, stamps): (Vec<StoredFile>, BTreeMap<PathBuf, Stamp>),
    ) -> Self {
        let mut open = Self {
            id,
            origin,
            document: parsed.clone(),
            work: Work::of(alignment),
            history: History::default(),
            aligning: false,
            aligned: false,
            revision,
            statuses: revision,
            notes_revision: revision,
            notes: NotePlaces::default(),
            chosen_note: None,
            answer: None,
            proposal: None,
            import: None,
            explanation: None,
            strays: None,
            place: ReadingPlace::default(),
            jump: None,
            key: None,
            came_as: files.clone(),
            files,
            ledger: Ledger::default(),
            unsent: false,
            trouble: None,
            stamps,
            parsed,
            laid: Arc::default(),
            aligner: None,
            proposer: None,
            row_aligner: None,
            pinning: Vec::new(),
            explainer: Explainer::default(),
        };
        drop(open.lay());
        open
    }

    /// Whether its rows stand, so that they can be corrected: they are aligned, or there is nothing to align.
    pub fn can_be_corrected(&self) -> bool {
        self.aligned || self.document.translation.is_none()
    }

    /// Brings the document in step with what the work says of its passages. What is given back may take a while to free.
    pub(super) fn lay(&mut self) -> impl Send + use<> {
        let structure = &self.work.alignment.structure;
        if self.laid == *structure {
            return None;
        }
        self.laid = structure.clone();
        let document = if structure.is_empty() { self.parsed.clone() } else { Arc::new(structure.apply(&self.parsed)) };
        Some(std::mem::replace(&mut self.document, document))
    }

    /// Brings the document in step with an alignment of others. Where they let furniture count as text, or no longer, notes
    /// that were written here meanwhile are looked for anew.
    pub(super) fn follow_theirs(&mut self) {
        let was = self.laid.clone();
        super::jobs::free_elsewhere(self.lay());
        let count = |structure: &Structure| SideName::BOTH.map(|side| structure.side(side).returned.clone());
        if count(&was) != count(&self.laid) {
            self.work = self.placed(self.work.clone());
            let (laid, document) = (self.laid.clone(), self.document.clone());
            // A state with another structure shows another document.
            self.history.change_all(|work| {
                if work.alignment.structure == laid {
                    *work = placed(work.clone(), &document);
                }
            });
        }
    }

    /// The work with its notes where they stand in the document, if they do not stand where they say.
    pub(super) fn placed(&self, work: Work) -> Work {
        placed(work, &self.document)
    }

    /// Whether an alignment, with what it says of the passages, is one of the document as this program reads it.
    pub(super) fn is_read_by(&self, alignment: &Alignment) -> bool {
        if alignment.structure == self.laid {
            return fits(&self.document, alignment);
        }
        fits(&alignment.structure.lay(&self.parsed), alignment)
    }

    /// Takes a document that was laid elsewhere with the structure of the work.
    pub(super) fn take_laid(&mut self, document: Arc<Document>) {
        self.laid = self.work.alignment.structure.clone();
        self.document = document;
    }

    /// Brings the places of notes and drafts in step with the text and the work. Costs nothing where nothing changed.
    pub(super) fn follow_notes(&mut self) {
        self.notes.follow(&self.document, &self.work);
    }

    /// The note that was chosen last, if it is still there.
    pub fn chosen(&self) -> Option<&Arc<Annotation>> {
        self.work.annotations.get(&self.chosen_note.as_ref()?.note)
    }

    /// Whether somebody asked what would be otherwise, and it is still looked for.
    pub fn awaits_proposal(&self) -> bool {
        self.proposer.is_some() && self.proposal.is_none()
    }

    /// Whether its rows are those of one side each because the aligner is not done with it for the first time, or was
    /// stopped: none of them is untranslated for that.
    pub fn awaits_alignment(&self) -> bool {
        self.document.translation.is_some() && !self.aligned
    }
}

fn placed(work: Work, document: &Document) -> Work {
    if anchoring::stands(&work, document) { work } else { anchoring::place_work(&work, document) }
}

/// Work that aligns the sentences of one row.
#[derive(Clone, Debug)]
pub(super) struct RowAligner {
    /// The worker.
    pub(super) job: JobId,
    /// The row's number.
    pub(super) number: u32,
    /// The alignment that it began with.
    pub(super) kept: Arc<Alignment>,
}

/// Where a document came from: a base, and sides taken from elsewhere since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Where the document itself came from.
    pub base: Base,
    /// Sides that were added or replaced.
    pub sides: BTreeMap<SideName, SideFrom>,
}

/// Where a document itself came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Base {
    /// One file.
    File(PathBuf),
    /// Two files of one language each.
    Pair {
        /// The one named first.
        source: PathBuf,
        /// The other.
        translation: PathBuf,
    },
    /// Pasted text.
    Text(Arc<str>),
    /// A document of the library, whose files need not be anywhere else.
    Stored {
        /// Its name there.
        key: DocumentKey,
        /// What it is called.
        title: String,
    },
    /// The program's sample.
    Sample,
}

/// Where an added side came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SideFrom {
    /// A file.
    File(PathBuf),
    /// Pasted text.
    Text(Arc<str>),
}

impl From<Base> for Origin {
    fn from(base: Base) -> Self {
        Self { base, sides: BTreeMap::new() }
    }
}

impl Origin {
    /// What to call it before a title is known: the file's name, or what it is.
    pub fn name(&self) -> String {
        match &self.base {
            Base::File(path) => file_name(path),
            Base::Pair { source, translation } => format!("{} and {}", file_name(source), file_name(translation)),
            Base::Text(_) => "Pasted text".to_owned(),
            Base::Stored { title, .. } => title.clone(),
            Base::Sample => "Sample".to_owned(),
        }
    }

    /// The files it was read from, in a fixed order.
    pub fn files(&self) -> Vec<&Path> {
        let base = match &self.base {
            Base::File(path) => vec![path.as_path()],
            Base::Pair { source, translation } => vec![source.as_path(), translation.as_path()],
            Base::Text(_) | Base::Stored { .. } | Base::Sample => Vec::new(),
        };
        let sides = self.sides.values().filter_map(|from| match from {
            SideFrom::File(path) => Some(path.as_path()),
            SideFrom::Text(_) => None,
        });
        base.into_iter().chain(sides).collect()
    }
}

/// Where reading stands in a document.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct ReadingPlace {
    /// Index into the alignment's `rows`.
    pub row: usize,
    /// Points from the row's top to the top of the view.
    pub offset: f32,
    /// Which of the row's sentence pairs is chosen, from 0, where somebody goes from pair to pair.
    pub pair: Option<usize>,
}

/// A note that was chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChosenNote {
    /// Which choice it is; every one has another. Whoever shows notes goes to a choice that it has not seen yet.
    pub serial: u64,
    /// The note.
    pub note: AnnotationId,
    /// Whether its text is to be edited.
    pub edit: bool,
}

/// An order to go somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Jump {
    /// Which order it is; every order has another one.
    pub serial: u64,
    /// Index into the alignment's `rows`.
    pub row: usize,
    /// Index of the sentence pair in the row, from 0.
    pub pair: Option<usize>,
}

/// The last part of a path, as people know it.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
