//! Notes as a Word document (Office Open XML, ISO/IEC 29500): a table of the rows, with real comments.
//!
//! The parts are written by hand: they are few, and what a crate would hide (ranges of comments inside table cells,
//! threads, repeated header rows) is what this file is for. The archive has no times in it.

mod comments;
mod document;
mod parts;
mod ranges;
mod xml;

use super::view::NotesView;
use crate::export::archive::archive;
use crate::export::docx::{FOOTER, PACKAGE_RELATIONS, SETTINGS, STYLES};
use comments::Comments;

/// The notes, and the rows they stand on, as the bytes of a DOCX file.
pub fn docx(view: &NotesView) -> Vec<u8> {
    let comments = Comments::of(view);
    let record = view.record.as_deref().filter(|record| super::note_text::may_link(record));
    let parts = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(view)),
        ("word/document.xml", document::document(view, &comments, record)),
        ("word/_rels/document.xml.rels", parts::document_relations(record)),
        ("word/comments.xml", comments.comments()),
        ("word/commentsExtended.xml", comments.extended()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/footer1.xml", FOOTER.to_owned()),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    archive(&parts, 0)
}
