//! What files say of their pairs, in the words that `export` writes: states, kinds of passages, numbers, metadata.

use crate::model::{Metadata, MetadataField, PassageKind, Status};

/// The status of that name. What says no more than which sides there are is a proposal.
pub(in crate::import) fn status(name: &str) -> Option<Status> {
    match name.trim() {
        "proposed" | "source-only" | "translation-only" => Some(Status::Proposed),
        "corrected" => Some(Status::Corrected),
        "confirmed" => Some(Status::Confirmed),
        "review" => Some(Status::Review),
        "left-out" => Some(Status::LeftOut),
        _ => None,
    }
}

/// A confidence from 0 to 1; 1 where nothing is said that makes sense.
pub(in crate::import) fn confidence(text: Option<&str>) -> f32 {
    let number = text.and_then(|text| text.trim().parse::<f32>().ok());
    number.filter(|number| (0.0..=1.0).contains(number)).unwrap_or(1.0)
}

/// The number of a row, from 1.
pub(in crate::import) fn row_number(text: &str) -> Option<u32> {
    // Numbers of rows that no document has would leave none for the rows that follow.
    text.trim().parse().ok().filter(|number| (1..=u32::MAX / 2).contains(number))
}

/// The row of an address: 12 of `¶12` and of `¶12.3`.
pub(in crate::import) fn row_of_address(address: &str) -> Option<u32> {
    let numbers = address.trim().strip_prefix('¶')?;
    match numbers.split_once('.') {
        None => row_number(numbers),
        Some((row, pair)) => row_number(pair).and_then(|_| row_number(row)),
    }
}

/// Kinds of passages with their levels: `heading-2 paragraph`.
pub(in crate::import) fn kinds(text: &str) -> Vec<(PassageKind, u8)> {
    text.split_whitespace().map(kind).collect()
}

fn kind(word: &str) -> (PassageKind, u8) {
    let (name, level) = match word.rsplit_once('-') {
        Some((name, digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => (name, digits.parse().unwrap_or(0)),
        _ => (word, 0),
    };
    match name {
        "heading" => (PassageKind::Heading, level.clamp(1, 6)),
        "list-item" => (PassageKind::ListItem, level.max(1)),
        "quotation" => (PassageKind::Quotation, 0),
        "table" => (PassageKind::Table, 0),
        "caption" => (PassageKind::Caption, 0),
        "note" => (PassageKind::Note, 0),
        "editorial" => (PassageKind::Editorial, 0),
        "metadata-line" => (PassageKind::MetadataLine, 0),
        "other" => (PassageKind::Other, 0),
        _ => (PassageKind::Paragraph, 0),
    }
}

/// Puts a field of the metadata where it belongs, by the name it has in files.
pub(in crate::import) fn metadata_field(metadata: &mut Metadata, name: &str, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let name = name.trim();
    let place = match name.to_lowercase().as_str() {
        "title" => &mut metadata.title,
        "date" => &mut metadata.date,
        "summary" => &mut metadata.summary,
        "citation" => &mut metadata.citation,
        "address" | "record" => &mut metadata.address,
        "credits" => &mut metadata.credits,
        "original-language" | "original language" => &mut metadata.original_language,
        "contents" => {
            metadata.contents = value.split("; ").map(str::to_owned).collect();
            return;
        }
        _ => {
            metadata.other.push(MetadataField { label: name.to_owned(), value: value.to_owned() });
            return;
        }
    };
    place.get_or_insert_with(|| value.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_rows() {
        for (address, expected) in [
            ("¶12", Some(12)),
            (" ¶12.3 ", Some(12)),
            ("12", None),
            ("¶0", None),
            ("¶12.", None),
            ("¶一", None),
            ("¶4294967295", None),
        ] {
            assert_eq!(row_of_address(address), expected, "{address}");
        }
    }

    #[test]
    fn kinds_have_names() {
        assert_eq!(
            kinds("heading-2 paragraph list-item-3 metadata-line 领土"),
            [
                (PassageKind::Heading, 2),
                (PassageKind::Paragraph, 0),
                (PassageKind::ListItem, 3),
                (PassageKind::MetadataLine, 0),
                (PassageKind::Paragraph, 0)
            ]
        );
    }
}
