//! The vocabulary of records: what catalogues of archives call their fields and the parts of a record.

/// What a field says of the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Title,
    Date,
    Summary,
    Citation,
    Address,
    Credits,
    Language,
    Contents,
    Other,
}

/// Labels in lower case, and what they mean.
const LABELS: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("date", Field::Date),
    ("date created", Field::Date),
    ("document date", Field::Date),
    ("summary", Field::Summary),
    ("abstract", Field::Summary),
    ("description", Field::Summary),
    ("scope and content", Field::Summary),
    ("citation", Field::Citation),
    ("cite", Field::Citation),
    ("cite this document", Field::Citation),
    ("preferred citation", Field::Citation),
    ("address", Field::Address),
    ("url", Field::Address),
    ("link", Field::Address),
    ("permalink", Field::Address),
    ("record address", Field::Address),
    ("persistent link", Field::Address),
    ("credits", Field::Credits),
    ("credit", Field::Credits),
    ("acknowledgements", Field::Credits),
    ("acknowledgments", Field::Credits),
    ("original language", Field::Language),
    ("original languages", Field::Language),
    ("language", Field::Language),
    ("language of original", Field::Language),
    ("contents", Field::Contents),
    ("table of contents", Field::Contents),
    ("author", Field::Other),
    ("authors", Field::Other),
    ("author(s)", Field::Other),
    ("creator", Field::Other),
    ("contributor", Field::Other),
    ("contributors", Field::Other),
    ("editor", Field::Other),
    ("recipient", Field::Other),
    ("translator", Field::Other),
    ("translators", Field::Other),
    ("translated by", Field::Other),
    ("transcribed by", Field::Other),
    ("publisher", Field::Other),
    ("rights", Field::Other),
    ("license", Field::Other),
    ("subject", Field::Other),
    ("subjects", Field::Other),
    ("subjects discussed", Field::Other),
    ("keyword", Field::Other),
    ("keywords", Field::Other),
    ("tags", Field::Other),
    ("people", Field::Other),
    ("places", Field::Other),
    ("topics", Field::Other),
    ("organizations", Field::Other),
    ("people mentioned", Field::Other),
    ("geographic subjects", Field::Other),
    ("associated places", Field::Other),
    ("associated topics", Field::Other),
    ("associated people & organizations", Field::Other),
    ("associated people and organizations", Field::Other),
    ("collection", Field::Other),
    ("collections", Field::Other),
    ("archive", Field::Other),
    ("original archive", Field::Other),
    ("repository", Field::Other),
    ("source", Field::Other),
    ("original source", Field::Other),
    ("reference code", Field::Other),
    ("original classification", Field::Other),
    ("original uploaded title", Field::Other),
    ("classification", Field::Other),
    ("donor", Field::Other),
    ("donors", Field::Other),
    ("sponsor", Field::Other),
    ("record id", Field::Other),
    ("identifier", Field::Other),
    ("type", Field::Other),
    ("document type", Field::Other),
    ("format", Field::Other),
    ("extent", Field::Other),
    ("coverage", Field::Other),
    ("relation", Field::Other),
    ("notes", Field::Other),
];

/// What a label means, if it is known.
pub(super) fn field(name: &str) -> Option<Field> {
    if name.len() > 60 {
        return None;
    }
    let lower = name.to_lowercase();
    LABELS.iter().find(|(label, _)| *label == lower).map(|(_, field)| *field)
}

/// Whether a line names a part of a record: Original Scan, Translation - English, English Translation (PDF).
pub(super) fn names_a_part(line: &str) -> bool {
    const PARTS: &[&str] = &[
        "scan",
        "scans",
        "transcript",
        "transcription",
        "translation",
        "translations",
        "original",
        "pdf",
        "facsimile",
    ];
    const LANGUAGES: &[&str] = &[
        "chinese",
        "english",
        "russian",
        "mongolian",
        "korean",
        "vietnamese",
        "german",
        "french",
        "uyghur",
        "tibetan",
    ];
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    !line.starts_with(['[', '('])
        && words.len() <= 6
        && words.iter().any(|word| PARTS.contains(word))
        && words.iter().all(|word| {
            PARTS.contains(word)
                || LANGUAGES.contains(word)
                || matches!(*word, "document" | "download" | "in" | "text" | "of")
        })
}
