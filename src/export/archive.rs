//! Files that are archives of files (ZIP): the same parts always give the same bytes, for there are no times in them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of parts, by name and content, in this order. `stored` of them, the first ones, are not packed.
pub(super) fn archive(parts: &[(&str, &str)], stored: usize) -> Vec<u8> {
    // Writing to memory fails only where there is none left.
    try_archive(parts, stored).unwrap_or_default()
}

fn try_archive(parts: &[(&str, &str)], stored: usize) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (nth, (name, text)) in parts.iter().enumerate() {
        let method = if nth < stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(zip::DateTime::default());
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
