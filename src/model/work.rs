//! All that people, and the aligner for them, have done to one document: the one value that is saved, undone and
//! exported. Cloning it clones a few `Arc`s.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Alignment, Annotation, AnnotationId, Draft, DraftId, Items};

/// The work on a document. Its parts are shared, so a remembered state costs little.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// How the sides meet, with what people said of it.
    pub alignment: Arc<Alignment>,
    /// Notes, bookmarks and replies by their names.
    pub annotations: Arc<Items<AnnotationId, Annotation>>,
    /// Translations typed beside the text, by their names.
    pub drafts: Arc<Items<DraftId, Draft>>,
    /// Findings of checks that a person waved aside, each by a key of what it says, not of where it stands.
    pub dismissed: Arc<BTreeSet<String>>,
}

impl PartialEq for Work {
    /// What two states share is not looked into.
    fn eq(&self, other: &Self) -> bool {
        (Arc::ptr_eq(&self.alignment, &other.alignment) || self.alignment == other.alignment)
            && self.annotations == other.annotations
            && self.drafts == other.drafts
            && self.dismissed == other.dismissed
    }
}

impl Work {
    /// Work that is nothing but an alignment.
    pub fn of(alignment: Arc<Alignment>) -> Self {
        Self { alignment, ..Self::default() }
    }

    /// The replies to an annotation, oldest first.
    pub fn replies<'a>(&'a self, id: &'a AnnotationId) -> impl Iterator<Item = &'a Annotation> {
        let mut replies: Vec<&Annotation> =
            self.annotations.values().map(Arc::as_ref).filter(|one| one.reply_to.as_ref() == Some(id)).collect();
        replies.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
        replies.into_iter()
    }
}
