//! The parts of the package that tell of the comments, and the relations to them.

use super::xml::text_of;
use crate::export::docx;
use crate::export::notes::view::NotesView;
use crate::export::shown::shown_on_one_line;

/// What the parts are that a document with comments has beside the others.
pub(super) fn content_types() -> String {
    docx::content_types(&[
        ("/word/comments.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"),
        (
            "/word/commentsExtended.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
        ),
    ])
}

/// The part `core.xml`: the title.
pub(super) fn properties(view: &NotesView) -> String {
    docx::properties(&text_of(&shown_on_one_line(&view.title)), "")
}

/// The relations of the document: its parts, and the record's address.
pub(super) fn document_relations(record: Option<&str>) -> String {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const EXTENDED: &str = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";
    let kind = |name: &str| format!("{OFFICE}/{name}");
    let mut list = vec![
        ("rId1", kind("styles"), "styles.xml".to_owned(), false),
        ("rId2", kind("settings"), "settings.xml".to_owned(), false),
        ("rId3", kind("comments"), "comments.xml".to_owned(), false),
        ("rId4", EXTENDED.to_owned(), "commentsExtended.xml".to_owned(), false),
        ("rId5", kind("footer"), "footer1.xml".to_owned(), false),
    ];
    list.extend(record.map(|record| ("rId6", kind("hyperlink"), text_of(record), true)));
    docx::relations(list.iter().map(|(id, kind, target, outside)| (*id, &**kind, &**target, *outside)))
}
