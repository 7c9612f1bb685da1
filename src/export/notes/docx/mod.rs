//! Notes as a Word document (Office Open XML, ISO/IEC 29500): a table of the rows, with real comments.
//!
//! The parts are written by hand: they are few, and what a crate would hide (ranges of comments inside table cells,
//! threads, repeated header rows) is what this file is for. The archive has no times in it.

mod comments;
mod document;
mod parts;
mod ranges;
mod xml;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::view::NotesView;
use comments::Comments;

/// The notes, and the rows they stand on, as the bytes of a DOCX file.
pub fn docx(view: &NotesView) -> Vec<u8> {
    let comments = Comments::of(view);
    let record = view.record.as_deref().filter(|record| super::note_text::may_link(record));
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::properties(view)),
        ("word/document.xml", document::document(view, &comments, record)),
        ("word/_rels/document.xml.rels", parts::document_relations(record)),
        ("word/comments.xml", comments.comments()),
        ("word/commentsExtended.xml", comments.extended()),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::FOOTER.to_owned()),
    ];
    // Writing to memory fails only where there is none left.
    archive(&parts).unwrap_or_default()
}

fn archive(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
