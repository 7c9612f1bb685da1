//! What a person can do to the work on a document, as data. Going forward is an [`Edit`]; going back is a state that
//! `History` remembers. Nothing here does I/O or asks for the time.

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use super::{Alignment, Annotation, AnnotationId, Corrected, Draft, DraftId, Items, Motivation, Work};

/// A change of the work, complete in itself: one gesture, one step of undo, one transaction of the library.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// Adds an annotation.
    AddAnnotation(Arc<Annotation>),
    /// Puts an annotation in the place of the one with its name.
    ChangeAnnotation(Arc<Annotation>),
    /// Takes annotations away, and the replies to them.
    RemoveAnnotations(Vec<AnnotationId>),
    /// Adds annotations and drafts, or puts them in the place of those with their names: all that an import does.
    Import {
        /// Annotations.
        annotations: Vec<Arc<Annotation>>,
        /// Drafts.
        drafts: Vec<Arc<Draft>>,
    },
    /// Adds a draft, or puts it in the place of the one with its name.
    PutDraft(Arc<Draft>),
    /// Takes a draft away.
    RemoveDraft(DraftId),
    /// Waves a finding aside, or takes that back.
    Dismiss {
        /// What the finding says.
        key: String,
        /// Whether it is waved aside from now on.
        dismissed: bool,
    },
    /// Puts another alignment in the place of the one there is.
    Align {
        /// The alignment.
        alignment: Arc<Alignment>,
        /// What was done to it, as a noun that can stand after "Undo": `merge of ¶5 and ¶6`.
        label: String,
    },
    /// Puts what came of a correction in the place of the alignment, and of the notes that it carried along.
    Correct(Box<Corrected>),
}

/// Why an edit was not done. Nothing has changed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Refused {
    /// What it changes is not there any more.
    #[error("The {what} is no longer there. It was removed meanwhile, here or in another window.")]
    Gone {
        /// What it is: `note`, `draft`.
        what: &'static str,
    },
    /// There is one already.
    #[error("There is a {what} of that name already. Nothing was changed.")]
    Exists {
        /// What it is.
        what: &'static str,
    },
}

impl Edit {
    /// The work with the edit done.
    ///
    /// # Errors
    /// When what it changes is not there, or what it adds is.
    pub fn apply(&self, work: &Work) -> Result<Work, Refused> {
        let mut next = work.clone();
        match self {
            Self::AddAnnotation(one) => {
                if work.annotations.contains_key(&one.id) {
                    return Err(Refused::Exists { what: noun(&one.motivation) });
                }
                Arc::make_mut(&mut next.annotations).insert(one.id.clone(), one.clone());
            }
            Self::ChangeAnnotation(one) => {
                if !work.annotations.contains_key(&one.id) {
                    return Err(Refused::Gone { what: noun(&one.motivation) });
                }
                Arc::make_mut(&mut next.annotations).insert(one.id.clone(), one.clone());
            }
            Self::RemoveAnnotations(ids) => remove(&mut next, ids)?,
            Self::Import { annotations, drafts } => {
                if !annotations.is_empty() {
                    let named = annotations.iter().map(|one| (one.id.clone(), one.clone()));
                    Arc::make_mut(&mut next.annotations).extend(named);
                }
                if !drafts.is_empty() {
                    Arc::make_mut(&mut next.drafts).extend(drafts.iter().map(|one| (one.id.clone(), one.clone())));
                }
            }
            Self::PutDraft(draft) => {
                Arc::make_mut(&mut next.drafts).insert(draft.id.clone(), draft.clone());
            }
            Self::RemoveDraft(id) => {
                if Arc::make_mut(&mut next.drafts).remove(id).is_none() {
                    return Err(Refused::Gone { what: "draft" });
                }
            }
            Self::Dismiss { key, dismissed: true } => {
                Arc::make_mut(&mut next.dismissed).insert(key.clone());
            }
            Self::Dismiss { key, dismissed: false } => {
                Arc::make_mut(&mut next.dismissed).remove(key);
            }
            Self::Align { alignment, .. } => next.alignment = alignment.clone(),
            Self::Correct(corrected) => {
                next.alignment = corrected.alignment.clone();
                if let Some((annotations, drafts)) = &corrected.carried {
                    (next.annotations, next.drafts) = (annotations.clone(), drafts.clone());
                }
            }
        }
        Ok(next)
    }

    /// What is done to this work, as a noun that can stand after "Undo" and "Redo".
    pub fn label(&self, work: &Work) -> String {
        match self {
            Self::AddAnnotation(one) => format!("new {}", noun(&one.motivation)),
            Self::ChangeAnnotation(one) => format!("change of a {}", noun(&one.motivation)),
            Self::RemoveAnnotations(ids) => {
                let mut nouns: Vec<&str> =
                    ids.iter().filter_map(|id| work.annotations.get(id)).map(|one| noun(&one.motivation)).collect();
                nouns.dedup();
                let noun = if let [noun] = nouns[..] { noun } else { "note" };
                match (ids.len(), noun) {
                    (1, noun) => format!("removal of a {noun}"),
                    (many, "reply") => format!("removal of {many} replies"),
                    (many, noun) => format!("removal of {many} {noun}s"),
                }
            }
            Self::Import { annotations, drafts } => match (annotations.len(), drafts.len()) {
                (1, 0) => "import of a note".to_owned(),
                (0, 1) => "import of a draft".to_owned(),
                (many, 0) => format!("import of {many} notes"),
                (0, many) => format!("import of {many} drafts"),
                (notes, drafts) => format!("import of {} notes and drafts", notes + drafts),
            },
            Self::PutDraft(_) => "draft".to_owned(),
            Self::RemoveDraft(_) => "removal of a draft".to_owned(),
            Self::Dismiss { dismissed: true, .. } => "dismissal of a finding".to_owned(),
            Self::Dismiss { dismissed: false, .. } => "return of a finding".to_owned(),
            Self::Align { label, .. } => label.clone(),
            Self::Correct(corrected) => corrected.label.clone(),
        }
    }
}

/// Takes annotations away with the replies to them, and the replies to those.
fn remove(work: &mut Work, ids: &[AnnotationId]) -> Result<(), Refused> {
    if ids.iter().any(|id| !work.annotations.contains_key(id)) {
        return Err(Refused::Gone { what: "note" });
    }
    let mut replies: BTreeMap<&AnnotationId, Vec<&AnnotationId>> = BTreeMap::new();
    for one in work.annotations.values() {
        if let Some(parent) = &one.reply_to {
            replies.entry(parent).or_default().push(&one.id);
        }
    }
    let mut left = Items::clone(&work.annotations);
    let mut going: Vec<&AnnotationId> = ids.iter().collect();
    while let Some(id) = going.pop() {
        // One that is gone already took its replies along.
        if left.remove(id).is_some() {
            going.extend(replies.remove(id).unwrap_or_default());
        }
    }
    work.annotations = Arc::new(left);
    Ok(())
}

fn noun(motivation: &Motivation) -> &'static str {
    match motivation {
        Motivation::Highlighting => "highlight",
        Motivation::Bookmarking => "bookmark",
        Motivation::Replying => "reply",
        Motivation::Commenting | Motivation::Questioning | Motivation::Assessing | Motivation::Other(_) => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: &str, reply_to: Option<&str>) -> Arc<Annotation> {
        Arc::new(Annotation {
            text: "数字不同".to_owned(),
            reply_to: reply_to.map(|id| AnnotationId(id.into())),
            ..Annotation::new(
                AnnotationId(id.into()),
                if reply_to.is_some() { Motivation::Replying } else { Motivation::Commenting },
            )
        })
    }

    #[test]
    fn replies_go_with_what_they_reply_to() {
        let work = [note("甲", None), note("乙", Some("甲")), note("丙", Some("乙")), note("丁", None)]
            .into_iter()
            .try_fold(Work::default(), |work, one| Edit::AddAnnotation(one).apply(&work))
            .expect("each has a name of its own");
        let left = Edit::RemoveAnnotations(vec![AnnotationId("甲".into())]).apply(&work).expect("it is there");
        assert_eq!(left.annotations.keys().map(ToString::to_string).collect::<Vec<_>>(), ["丁"]);
    }

    #[test]
    fn what_is_taken_away_is_called_what_it_was() {
        let one = |id: &str, motivation| Arc::new(Annotation::new(AnnotationId(id.into()), motivation));
        let notes = [one("签", Motivation::Bookmarking), one("色", Motivation::Highlighting), note("注", None)];
        let work = notes
            .into_iter()
            .try_fold(Work::default(), |work, one| Edit::AddAnnotation(one).apply(&work))
            .expect("each has a name of its own");
        for (ids, label) in [
            (&["签"][..], "removal of a bookmark"),
            (&["色"], "removal of a highlight"),
            (&["注"], "removal of a note"),
            (&["签", "注"], "removal of 2 notes"),
        ] {
            let ids = ids.iter().map(|id| AnnotationId((*id).into())).collect();
            assert_eq!(Edit::RemoveAnnotations(ids).label(&work), label);
        }
    }

    #[test]
    fn what_cannot_be_done_changes_nothing() {
        let work = Edit::AddAnnotation(note("甲", None)).apply(&Work::default()).expect("it is new");
        for (edit, refused) in [
            (Edit::AddAnnotation(note("甲", None)), Refused::Exists { what: "note" }),
            (Edit::ChangeAnnotation(note("乙", None)), Refused::Gone { what: "note" }),
            (Edit::RemoveAnnotations(vec![AnnotationId("乙".into())]), Refused::Gone { what: "note" }),
            (Edit::RemoveDraft(DraftId("乙".into())), Refused::Gone { what: "draft" }),
        ] {
            assert_eq!(edit.apply(&work), Err(refused), "{}", edit.label(&work));
        }
    }
}
