//! The names of kinds and states, as they are written in every format.

use crate::model::{DocumentKind, EvidenceKind, FurnitureKind, Pairing, PassageKind, SideName, Status};
use crate::text::Language;

pub(super) fn document_kind(kind: DocumentKind) -> &'static str {
    kind.name()
}

/// The language's code, as in `xml:lang`.
pub(super) fn language(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}

/// The language's name in English.
pub(super) fn language_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "Chinese",
        Language::English => "English",
    }
}

pub(super) fn side(side: SideName) -> &'static str {
    match side {
        SideName::Source => "source",
        SideName::Translation => "translation",
    }
}

pub(super) fn passage_kind(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Heading => "heading",
        PassageKind::Paragraph => "paragraph",
        PassageKind::ListItem => "list-item",
        PassageKind::Quotation => "quotation",
        PassageKind::Table => "table",
        PassageKind::Caption => "caption",
        PassageKind::Note => "note",
        PassageKind::Editorial => "editorial",
        PassageKind::MetadataLine => "metadata-line",
        PassageKind::Other => "other",
    }
}

pub(super) fn furniture_kind(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::PageNumber => "page-number",
        FurnitureKind::Stamp => "stamp",
        FurnitureKind::FileNumber => "file-number",
        FurnitureKind::Noise => "noise",
        FurnitureKind::RepeatedHeading => "repeated-heading",
        FurnitureKind::Other => "other",
    }
}

pub(super) fn pairing(pairing: Pairing) -> &'static str {
    match pairing {
        Pairing::Paired => "paired",
        Pairing::SourceOnly => "source-only",
        Pairing::TranslationOnly => "translation-only",
    }
}

/// The state of a row, or of a sentence pair in it that has the sides `sides`.
///
/// What nobody has touched and lacks a side says which one it has. What was corrected is a proposal still: that it is
/// right is yet to be said.
pub(super) fn status(status: Status, sides: Pairing) -> &'static str {
    match (status, sides) {
        (Status::Confirmed, _) => "confirmed",
        (Status::Review, _) => "review",
        (Status::LeftOut, _) => "left-out",
        (Status::Proposed | Status::Corrected, Pairing::Paired) => "proposed",
        (Status::Proposed | Status::Corrected, one_sided) => pairing(one_sided),
    }
}

/// The same in files that are read back: they say also what a person put together.
pub(super) fn kept_status(of: Status, sides: Pairing) -> &'static str {
    match of {
        Status::Corrected => "corrected",
        _ => status(of, sides),
    }
}

pub(super) fn evidence_kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Word => "word",
        EvidenceKind::Learned => "learned",
        EvidenceKind::Name => "name",
        EvidenceKind::Number => "number",
        EvidenceKind::Punctuation => "punctuation",
        EvidenceKind::Length => "length",
        EvidenceKind::RunnerUp => "runner-up",
    }
}
