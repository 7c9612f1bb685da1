//! A library to measure: documents that go in, notes on them, and times as they are printed.

use std::time::Duration;

use duizhao::library::{DocumentKey, FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{Annotation, AnnotationId, Document, Motivation, Timestamp, Work};

pub(crate) const NOW: Timestamp = Timestamp(1_795_278_783);

/// Puts a document with its work into the library, as a file of its text.
pub(crate) fn put(library: &mut Library, document: &Document, work: &Work) -> DocumentKey {
    let bytes = document.source.source.text.as_bytes().into();
    let file = StoredFile { role: FileRole::Document, name: "文件.txt".to_owned(), bytes };
    let new = NewDocument { files: vec![file], document, work, added: NOW };
    library.add(&new).expect("there is room")
}

/// A note as a reviewer writes one, on no place yet.
pub(crate) fn note(id: &str) -> Annotation {
    Annotation {
        text: "The number differs from the original; see the record of the second meeting.".to_owned(),
        tags: vec!["数字".to_owned()],
        author: "审校".to_owned(),
        created: Some(NOW),
        ..Annotation::new(AnnotationId(id.into()), Motivation::Commenting)
    }
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
