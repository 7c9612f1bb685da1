//! Documents whose two sides come from two files.

use super::{ImportError, read};
use crate::model::{Document, Metadata, Side, SideName, Warning};
use crate::text::Language;

/// Reads two files as the two sides of one document, in either order: Chinese becomes the source.
///
/// Title and metadata come from the Chinese file, and from the English one what that leaves open.
///
/// # Errors
/// When a file cannot be read, or both have only the same language.
pub fn read_pair(first: (&[u8], &str), second: (&[u8], &str)) -> Result<Document, ImportError> {
    let (one, two) = (read(first.0, first.1)?, read(second.0, second.1)?);
    let main = |document: &Document| document.source.language;
    let in_order = if main(&one) == main(&two) {
        // A file with both languages can still give the one that the other file lacks.
        match (side_in(&one, other(main(&two))).is_some(), side_in(&two, other(main(&one))).is_some()) {
            (false, false) => return Err(ImportError::SameLanguage(main(&one))),
            (_, gives) => gives,
        }
    } else {
        main(&one) == Language::Chinese
    };
    let ((chinese, _), (english, name)) =
        if in_order { ((one, first.1), (two, second.1)) } else { ((two, second.1), (one, first.1)) };
    let translation = take(english.clone(), Language::English);
    let Some(translation) = translation else { return Err(ImportError::SameLanguage(chinese.source.language)) };
    let mut document = chinese;
    document.translation = Some(translation);
    // A file that pairs its text pairs it with its own other side.
    document.pairing = None;
    fill(&mut document.metadata, english.metadata);
    document.warnings.extend(named(english.warnings, name));
    Ok(document)
}

/// The document with one side added or replaced from another file, of whatever format. Title and metadata stay.
///
/// The new side is the one in the language that the remaining side is not in. Where nothing remains, because the only
/// side is replaced, any will do.
///
/// # Errors
/// When the file cannot be read, or has no text in the language that is needed.
pub fn with_side(document: &Document, side: SideName, bytes: &[u8], name: &str) -> Result<Document, ImportError> {
    let given = read(bytes, name)?;
    let kept = document.side(side.other()).cloned();
    let wanted = match &kept {
        Some(kept) => other(kept.language),
        None => given.source.language,
    };
    let warnings = named(given.warnings.clone(), name);
    let mut result = Document { pairing: None, ..document.clone() };
    fill(&mut result.metadata, given.metadata.clone());
    let Some(new) = take(given, wanted) else { return Err(ImportError::MissingLanguage { wanted, side }) };
    (result.source, result.translation) = match kept {
        None => (new, None),
        Some(kept) if kept.language == Language::Chinese => (kept, Some(new)),
        Some(kept) => (new, Some(kept)),
    };
    result.warnings.extend(warnings);
    Ok(result)
}

fn other(language: Language) -> Language {
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}

fn side_in(document: &Document, language: Language) -> Option<&Side> {
    SideName::BOTH.into_iter().filter_map(|name| document.side(name)).find(|side| side.language == language)
}

fn take(document: Document, language: Language) -> Option<Side> {
    if document.source.language == language {
        return Some(document.source);
    }
    document.translation.filter(|side| side.language == language)
}

/// Fills what `metadata` leaves open.
fn fill(metadata: &mut Metadata, from: Metadata) {
    let pairs = [
        (&mut metadata.title, from.title),
        (&mut metadata.date, from.date),
        (&mut metadata.summary, from.summary),
        (&mut metadata.citation, from.citation),
        (&mut metadata.address, from.address),
        (&mut metadata.credits, from.credits),
        (&mut metadata.original_language, from.original_language),
    ];
    for (place, value) in pairs {
        if place.is_none() {
            *place = value;
        }
    }
    for (place, value) in [(&mut metadata.contents, from.contents)] {
        if place.is_empty() {
            *place = value;
        }
    }
    if metadata.other.is_empty() {
        metadata.other = from.other;
    }
}

/// Warnings of a second file, which say whose bytes they count.
fn named(warnings: Vec<Warning>, name: &str) -> impl Iterator<Item = Warning> {
    let prefix = if name.is_empty() { "In the second text".to_owned() } else { format!("In {name}") };
    warnings.into_iter().map(move |warning| Warning { message: format!("{prefix}: {}", warning.message), ..warning })
}
