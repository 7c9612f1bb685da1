//! Lays notes from a file over the work there is, by their names. Nothing that a person wrote here is overwritten
//! unless what the file says came later and nobody changed ours since.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::Settled;
use crate::model::{Annotation, AnnotationId, Draft, DraftId, Edit, Standing, Timestamp, Work};

/// How many notes of a file found their places. Serialised, it is what `notes import --as json` prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Notes that stand for sure, replies and notes on the whole document among them.
    pub placed: usize,
    /// Notes that a person has to confirm.
    pub to_confirm: usize,
    /// Notes whose text was not found.
    pub lost: usize,
    /// Notes of any standing that were there already, by their names, in the work or earlier in the file.
    pub merged: usize,
}

impl Counts {
    /// The counts as JSON, with a line end. The keys are the program's promise.
    pub fn json(&self) -> String {
        // A struct of numbers always is JSON.
        serde_json::to_string(self).map(|json| json + "\n").unwrap_or_default()
    }
}

/// Two notes or drafts of one name that differ, and neither is plainly the later.
#[derive(Clone, PartialEq, Debug)]
pub enum Conflict {
    /// Notes.
    Notes {
        /// What is there, and stays until a person decides.
        ours: Arc<Annotation>,
        /// What the file says.
        theirs: Arc<Annotation>,
    },
    /// Drafts.
    Drafts {
        /// What is there, and stays until a person decides.
        ours: Arc<Draft>,
        /// What the file says.
        theirs: Arc<Draft>,
    },
}

/// What an import does.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Merge {
    /// Notes to add, or to put in the place of those with their names.
    pub annotations: Vec<Arc<Annotation>>,
    /// Drafts to add or to put in the place of others.
    pub drafts: Vec<Arc<Draft>>,
    /// What a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// What is reported.
    pub counts: Counts,
}

impl Merge {
    /// What has to be done to the work; nothing where all of it is there already.
    pub fn edit(&self) -> Option<Edit> {
        let (annotations, drafts) = (self.annotations.clone(), self.drafts.clone());
        let is_empty = annotations.is_empty() && drafts.is_empty();
        (!is_empty).then_some(Edit::Import { annotations, drafts })
    }
}

/// What becomes of two things of one name.
enum Outcome {
    Ours,
    Theirs,
    Conflict,
}

/// How `settled` comes into `work`.
pub fn merge(work: &Work, settled: &Settled) -> Merge {
    let mut merge = Merge::default();
    let mut notes: BTreeMap<AnnotationId, Arc<Annotation>> = BTreeMap::new();
    for theirs in settled.annotations.iter().cloned().map(Arc::new) {
        count(&theirs.standing(), &mut merge.counts);
        let ours = notes.get(&theirs.id).or_else(|| work.annotations.get(&theirs.id));
        let Some(ours) = ours.cloned() else {
            notes.insert(theirs.id.clone(), theirs);
            continue;
        };
        merge.counts.merged += 1;
        match outcome_of_notes(&ours, &theirs) {
            Outcome::Ours => (),
            Outcome::Theirs => drop(notes.insert(theirs.id.clone(), theirs)),
            Outcome::Conflict => merge.conflicts.push(Conflict::Notes { ours, theirs }),
        }
    }
    let mut drafts: BTreeMap<DraftId, Arc<Draft>> = BTreeMap::new();
    for theirs in settled.drafts.iter().cloned().map(Arc::new) {
        count(&theirs.target.standing, &mut merge.counts);
        let ours = drafts.get(&theirs.id).or_else(|| work.drafts.get(&theirs.id));
        let Some(ours) = ours.cloned() else {
            drafts.insert(theirs.id.clone(), theirs);
            continue;
        };
        merge.counts.merged += 1;
        let same = Draft { target: ours.target.clone(), ..(*theirs).clone() } == *ours;
        match outcome(same, (ours.created, ours.modified), (theirs.created, theirs.modified)) {
            Outcome::Ours => (),
            Outcome::Theirs => drop(drafts.insert(theirs.id.clone(), theirs)),
            Outcome::Conflict => merge.conflicts.push(Conflict::Drafts { ours, theirs }),
        }
    }
    merge.annotations = notes.into_values().collect();
    merge.drafts = drafts.into_values().collect();
    merge
}

fn outcome_of_notes(ours: &Annotation, theirs: &Annotation) -> Outcome {
    let same = Annotation { targets: ours.targets.clone(), ..theirs.clone() } == *ours;
    if same && ours.standing() == Standing::Lost && theirs.standing() != Standing::Lost {
        return Outcome::Theirs;
    }
    outcome(same, (ours.created, ours.modified), (theirs.created, theirs.modified))
}

/// The later one wins, if the other was never changed.
fn outcome(
    same: bool,
    ours: (Option<Timestamp>, Option<Timestamp>),
    theirs: (Option<Timestamp>, Option<Timestamp>),
) -> Outcome {
    let changed =
        |(created, modified): (Option<Timestamp>, Option<Timestamp>)| modified.filter(|_| modified != created);
    match (changed(ours), changed(theirs)) {
        _ if same => Outcome::Ours,
        (None, Some(later)) if ours.0.is_some_and(|made| made < later) => Outcome::Theirs,
        (Some(later), None) if theirs.0.is_some_and(|made| made < later) => Outcome::Ours,
        _ => Outcome::Conflict,
    }
}

fn count(standing: &Standing, counts: &mut Counts) {
    match standing {
        Standing::Sure => counts.placed += 1,
        Standing::ToConfirm { .. } => counts.to_confirm += 1,
        Standing::Lost => counts.lost += 1,
    }
}
