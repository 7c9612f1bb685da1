//! What to call a document that does not say.

use super::characters::ends_closed;
use crate::model::{PassageKind, Side};

/// A first line of more than this is no title.
const LONGEST_TITLE: usize = 60;
/// How much of a text without any name is its name.
const OPENING: usize = 24;

/// The first heading of a side, else the name of its file without folder and extensions, else its first words.
pub(super) fn title(side: &Side, file: &str) -> String {
    let first =
        side.passages.iter().find(|passage| passage.kind != PassageKind::Editorial).map(|first| first.text.text());
    let heading =
        side.passages.iter().find(|passage| passage.kind == PassageKind::Heading).map(|passage| passage.text.text());
    let short = first.filter(|text| !ends_closed(text) && text.chars().count() <= LONGEST_TITLE);
    let opening = || {
        let text = first?;
        let opening: String = text.chars().take(OPENING).collect();
        Some(if opening.len() < text.len() { opening + "…" } else { opening })
    };
    heading
        .or(short)
        .map(str::to_owned)
        .or_else(|| stem(file))
        .or_else(opening)
        .unwrap_or_else(|| "Untitled".to_owned())
}

/// The name of a file without its folder and its extensions: `a/b.archive.txt` is called `b`.
pub(super) fn stem(file: &str) -> Option<String> {
    const EXTENSIONS: &[&str] = &[
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".wikitext",
        ".wiki",
        ".mediawiki",
        ".archive",
        ".zh",
        ".en",
        ".tmx",
        ".xlf",
        ".xliff",
        ".tsv",
        ".csv",
        ".xml",
        ".html",
        ".htm",
        ".xhtml",
        ".docx",
        ".epub",
    ];
    let mut name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    while let Some(shorter) = EXTENSIONS.iter().find_map(|extension| name.strip_suffix(extension)) {
        name = shorter;
    }
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}
