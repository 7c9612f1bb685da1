//! The formats that notes leave in, and what each cannot hold.

/// A format that notes leave in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// W3C Web Annotation, as JSON-LD.
    JsonLd,
    /// Markdown (CommonMark).
    Markdown,
    /// A table of values parted by commas.
    Csv,
    /// A web page in one file.
    Html,
    /// A Word document.
    Docx,
}

impl Form {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] = [Self::JsonLd, Self::Markdown, Self::Csv, Self::Html, Self::Docx];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonLd => "jsonld",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// How its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            other => other.name(),
        }
    }
}

const POSITIONS: &str =
    "The exact place of a note in the text: only its address and its quotation are written. JSON-LD has it.";
const FOREIGN: &str = "What another program said of a note that has no place in Duizhao. JSON-LD has it.";
const NUMBERED: &str = "Control characters and marks that turn the direction of text: they are shown by their numbers in brackets, such as U+202E.";
const RENDERED: &str = "The Markdown that notes were typed in: they are shown as it reads.";
const NO_WAY_BACK: &str = "A way back: Duizhao reads notes from JSON-LD alone.";

/// What a format cannot hold of the notes and drafts, each a sentence for people. What no format of notes holds (the
/// alignment, findings waved aside) is not said.
pub fn cannot_hold(form: Form) -> &'static [&'static str] {
    match form {
        Form::JsonLd => &["The text itself: only what was quoted and some characters around it are written."],
        Form::Markdown => &[
            "The text itself: only what was quoted is written.",
            POSITIONS,
            "HTML, images and link definitions in notes, which are shown as text.",
            FOREIGN,
            NUMBERED,
            NO_WAY_BACK,
        ],
        Form::Csv => &[
            "The text itself: only what was quoted is written.",
            POSITIONS,
            "Text that a spreadsheet would take for a formula: it gets an apostrophe before it.",
            "Cells of more than 32,767 characters, which spreadsheets cut although the file has them whole.",
            FOREIGN,
            NUMBERED,
            NO_WAY_BACK,
        ],
        Form::Html => &[
            POSITIONS,
            RENDERED,
            "Images and scripts in notes, which are shown as text.",
            FOREIGN,
            NUMBERED,
            NO_WAY_BACK,
        ],
        Form::Docx => &[
            "A comment on two places: a note on both sides is a comment on the first, and a short one on the other points to it.",
            "Notes without a place: they stand after the table, as text.",
            "Highlights in several colours on the same text: the topmost colours the ground, the next the underline.",
            POSITIONS,
            RENDERED,
            FOREIGN,
            NUMBERED,
            NO_WAY_BACK,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_names_and_say_what_they_cannot_hold() {
        for form in Form::ALL {
            assert_eq!(Form::named(form.name()), Some(form));
            assert!(cannot_hold(form).iter().all(|sentence| sentence.ends_with('.')), "{form:?}");
            assert!(!cannot_hold(form).is_empty());
        }
        assert_eq!(Form::named("文档"), None);
    }
}
