//! Notes and drafts for the tests of this folder.

use crate::model::{Annotation, AnnotationId, Draft, DraftId, Motivation, Selector, SideName, Standing, Target};

/// A comment of that name.
pub(super) fn note(id: &str, text: &str) -> Annotation {
    Annotation { text: text.to_owned(), ..Annotation::new(AnnotationId(id.into()), Motivation::Commenting) }
}

/// A reply of that name.
pub(super) fn reply(id: &str, to: &str, text: &str) -> Annotation {
    Annotation { motivation: Motivation::Replying, reply_to: Some(AnnotationId(to.into())), ..note(id, text) }
}

/// A draft of that name, of a place of the source.
pub(super) fn draft(id: &str, text: &str) -> Draft {
    Draft::new(DraftId(id.into()), target(SideName::Source, "抄送", Standing::Sure), text.to_owned())
}

/// A place with that quotation.
pub(super) fn target(side: SideName, exact: &str, standing: Standing) -> Target {
    Target { side, selector: Selector { exact: exact.to_owned(), ..Selector::default() }, standing }
}
