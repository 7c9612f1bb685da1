//! What a file that is no text looks like, by its first bytes, for a message that helps.

/// First bytes of formats people have documents in, and what to call them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX, EPUB and ODT files are"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"AT&TFORM", "a DjVu file"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// Signatures that are letters a text may start with too: only bytes that no text has make them sure.
const LETTERS_ONLY: &[&[u8]] = &[b"BM", b"MZ", b"BZh"];

/// What `bytes` look like, if they are no text.
pub(super) fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a WebP picture");
    }
    SIGNATURES
        .iter()
        .find(|(signature, _)| {
            bytes.starts_with(signature)
                && (!LETTERS_ONLY.contains(signature) || bytes.iter().take(512).any(|byte| *byte == 0))
        })
        .map(|(_, looks)| *looks)
}
