//! Notes from a file into an open document: a worker reads the file, finds the places and lays the notes over the work.
//!
//! What both sides changed waits for a person. Then all of it comes in as one edit; until then nothing has changed, so
//! an import that is cancelled leaves nothing behind.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::jobs::Task;
use super::notes_tasks::{key_of_text, read_notes};
use super::open_document::file_name;
use super::{DocumentId, JobId, JobKind, Problem, Workspace};
use crate::export::notes::json_ld::{self, About, Conflict, Counts, Merge, Settled};
use crate::library::DocumentKey;
use crate::model::{Annotation, AnnotationId, Document, Draft, DraftId, Edit, Work};

/// An import of notes that waits for a person, or is done.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// Which import it is; every state of one has another. Whoever shows imports shows one that it has not seen yet.
    pub serial: u64,
    /// Where the notes came from.
    pub file: PathBuf,
    /// How many notes found their places.
    pub counts: Counts,
    /// What could not be understood, kept or placed, as sentences for people.
    pub warnings: Vec<String>,
    /// What a person has to decide before anything comes in; empty where all is done.
    pub conflicts: Vec<Conflict>,
    /// The notes with their places, for when the work changes before a person has decided.
    settled: Arc<Settled>,
}

/// What becomes of two notes of one name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Choice {
    /// The one that is here stays.
    #[default]
    Ours,
    /// The one of the file takes its place.
    Theirs,
    /// The one that is here stays, and the one of the file comes beside it under another name.
    Both,
}

/// Conflicts that a person has decided, by the name of the note or draft.
type Decided = BTreeMap<String, (Conflict, Choice)>;

/// Reads the notes of a file and lays them over the work on a document.
pub(super) struct ImportTask {
    file: PathBuf,
    document: Arc<Document>,
    key: Option<DocumentKey>,
    /// The work that they are laid over.
    work: Work,
    /// The notes, where the file was read already.
    settled: Option<Arc<Settled>>,
    decided: Decided,
    /// Whether a file that holds no notes is to be opened as a document.
    or_open: bool,
}

/// Notes laid over the work, or why they could not be.
pub(super) struct Laid {
    task: ImportTask,
    outcome: Result<(Arc<Settled>, Merge), Problem>,
}

impl ImportTask {
    pub(super) fn run(self) -> Laid {
        let settled = match &self.settled {
            Some(settled) => Ok(settled.clone()),
            None => self.settle().map(Arc::new),
        };
        let outcome = settled.map(|settled| {
            let merge = json_ld::merge(&self.work, &settled);
            (settled, merge)
        });
        Laid { task: self, outcome }
    }

    fn settle(&self) -> Result<Settled, Problem> {
        let read = read_notes(&self.file)?;
        let key = self.key.clone().unwrap_or_else(|| key_of_text(&self.document));
        Ok(json_ld::settle(&read, &self.document, &About { key: &key.0 }))
    }
}

impl Workspace {
    /// Starts to import the notes of a file.
    pub(super) fn import_notes(&mut self, id: DocumentId, file: PathBuf, or_open: bool) {
        self.start_import(id, file, None, Decided::new(), or_open);
    }

    fn start_import(
        &mut self,
        id: DocumentId,
        file: PathBuf,
        settled: Option<Arc<Settled>>,
        decided: Decided,
        or_open: bool,
    ) {
        let older = self.jobs.iter().find(|job| job.kind == JobKind::Importing && job.document == id);
        if let Some(older) = older.map(|job| job.id) {
            self.drop_job(older);
        }
        let Some(open) = self.document_mut(id) else { return };
        open.import = None;
        let (document, key, work) = (open.document.clone(), open.key.clone(), open.work.clone());
        let subject = file_name(&file);
        let task = ImportTask { file, document, key, work, settled, decided, or_open };
        self.start_job(id, JobKind::Importing, subject, Task::Import(Box::new(task)));
    }

    /// Takes what the worker made. Where the text or the notes changed meanwhile, it starts again from there.
    pub(super) fn take_import(&mut self, job: JobId, laid: Laid) {
        let Some(job) = self.take_job(job) else { return };
        let Some(open) = self.document(job.document) else { return };
        let ImportTask { file, document, work, decided, or_open, .. } = laid.task;
        let (settled, merge) = match laid.outcome {
            Ok(laid) => laid,
            Err(_) if or_open => return self.open_files(vec![file]),
            Err(problem) => return self.fail(problem),
        };
        let same_text = Arc::ptr_eq(&open.document, &document);
        let same_notes =
            Arc::ptr_eq(&open.work.annotations, &work.annotations) && Arc::ptr_eq(&open.work.drafts, &work.drafts);
        if same_text && same_notes {
            self.lay(job.document, file, settled, merge, &decided);
        } else {
            self.start_import(job.document, file, same_text.then_some(settled), decided, or_open);
        }
    }

    /// Does the edit if nothing is left to decide; else it waits.
    fn lay(&mut self, id: DocumentId, file: PathBuf, settled: Arc<Settled>, merge: Merge, decided: &Decided) {
        let serial = self.next_id();
        let choice = |conflict: &Conflict| {
            let (before, choice) = decided.get(&name_of(conflict))?;
            (before == conflict).then_some(*choice)
        };
        let open_questions: Vec<Conflict> =
            merge.conflicts.iter().filter(|conflict| choice(conflict).is_none()).cloned().collect();
        let (counts, warnings) = (merge.counts, settled.warnings.clone());
        if open_questions.is_empty() {
            let choices: Vec<Choice> = merge.conflicts.iter().map(|one| choice(one).unwrap_or_default()).collect();
            let edit = decided_edit(merge, &choices, &*self.surroundings.new_name);
            self.tell_imported(id, &file, counts, edit.as_ref());
            if !decided.is_empty() {
                // Who decided has seen the rest.
                return;
            }
        }
        if let Some(open) = self.document_mut(id) {
            open.import = Some(Import { serial, file, counts, warnings, conflicts: open_questions, settled });
        }
    }

    /// Does the edit of an import, and says so with a way back.
    fn tell_imported(&mut self, id: DocumentId, file: &std::path::Path, counts: Counts, edit: Option<&Edit>) {
        let name = file_name(file);
        let advice = in_words(counts);
        let Some(edit) = edit else {
            let what = format!("There is nothing new in {name}");
            return self.inform(Problem { what, path: None, advice });
        };
        self.edit(id, edit);
        let Edit::Import { annotations, drafts } = edit else { return };
        let what = match annotations.len() + drafts.len() {
            1 => format!("A note was imported from {name}"),
            many => format!("{many} notes were imported from {name}"),
        };
        self.inform_with_undo(id, Problem { what, path: None, advice });
    }

    /// Goes on with an import as a person decided, conflict by conflict.
    pub(super) fn finish_import(&mut self, id: DocumentId, choices: &[Choice]) {
        let Some(import) = self.document_mut(id).and_then(|open| open.import.take()) else { return };
        let choices = choices.iter().copied().chain(std::iter::repeat(Choice::default()));
        let decided = import.conflicts.into_iter().zip(choices);
        let decided = decided.map(|(conflict, choice)| (name_of(&conflict), (conflict, choice))).collect();
        self.start_import(id, import.file, Some(import.settled), decided, false);
    }

    /// Lets go of an import that waits, and of what was told of one that is done.
    pub(super) fn drop_import(&mut self, id: DocumentId) {
        if let Some(open) = self.document_mut(id) {
            open.import = None;
        }
    }
}

fn name_of(conflict: &Conflict) -> String {
    match conflict {
        Conflict::Notes { ours, .. } => ours.id.to_string(),
        Conflict::Drafts { ours, .. } => ours.id.0.to_string(),
    }
}

/// What an import does to the work once it is decided; nothing where nothing is left to do.
fn decided_edit(mut merge: Merge, choices: &[Choice], new_name: &dyn Fn() -> String) -> Option<Edit> {
    for (conflict, choice) in std::mem::take(&mut merge.conflicts).into_iter().zip(choices) {
        match (conflict, choice) {
            (_, Choice::Ours) => (),
            (Conflict::Notes { theirs, .. }, Choice::Theirs) => merge.annotations.push(theirs),
            (Conflict::Drafts { theirs, .. }, Choice::Theirs) => merge.drafts.push(theirs),
            (Conflict::Notes { theirs, .. }, Choice::Both) => {
                let id = AnnotationId(new_name().into());
                merge.annotations.push(Arc::new(Annotation { id, ..Annotation::clone(&theirs) }));
            }
            (Conflict::Drafts { theirs, .. }, Choice::Both) => {
                let id = DraftId(new_name().into());
                merge.drafts.push(Arc::new(Draft { id, ..Draft::clone(&theirs) }));
            }
        }
    }
    merge.edit()
}

/// How many notes found their places, as a sentence.
pub fn in_words(counts: Counts) -> String {
    let Counts { placed, to_confirm, lost, merged } = counts;
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let parts = [
        some(placed, "found its place", "found their places"),
        some(to_confirm, "is to be confirmed", "are to be confirmed"),
        some(lost, "has lost its place", "have lost their places"),
        some(merged, "was there already", "were there already"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "The file holds no notes.".to_owned() } else { parts.join(", ") + "." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Motivation, Timestamp};

    fn note(text: &str) -> Arc<Annotation> {
        Arc::new(Annotation {
            text: text.to_owned(),
            created: Some(Timestamp(0)),
            ..Annotation::new(AnnotationId("甲".into()), Motivation::Commenting)
        })
    }

    #[test]
    fn what_was_decided_is_done_and_nothing_else() {
        let work = Edit::AddAnnotation(note("我们的")).apply(&Work::default()).expect("it is new");
        for (choice, expected) in [
            (Choice::Ours, &["甲=我们的"][..]),
            (Choice::Theirs, &["甲=他们的"]),
            (Choice::Both, &["乙=他们的", "甲=我们的"]),
        ] {
            let conflicts = vec![Conflict::Notes { ours: note("我们的"), theirs: note("他们的") }];
            let merge = Merge { conflicts, ..Merge::default() };
            let edit = decided_edit(merge, &[choice], &|| "乙".to_owned());
            let after = edit.map_or(work.clone(), |edit| edit.apply(&work).expect("it cannot fail"));
            let notes: Vec<String> =
                after.annotations.values().map(|note| format!("{}={}", note.id, note.text)).collect();
            assert_eq!(notes, expected, "{choice:?}");
        }
    }

    #[test]
    fn counts_are_told_as_people_say_them() {
        for ((placed, to_confirm, lost, merged), expected) in [
            ((0, 0, 0, 0), "The file holds no notes."),
            ((1, 0, 0, 0), "1 found its place."),
            (
                (12, 1, 3, 2),
                "12 found their places, 1 is to be confirmed, 3 have lost their places, 2 were there already.",
            ),
        ] {
            assert_eq!(in_words(Counts { placed, to_confirm, lost, merged }), expected);
        }
    }
}
