//! The formats that bitexts leave in, and what each cannot hold.

use super::Level;
use super::view::View;

/// A format that a bitext leaves in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// A translation job, XLIFF 2.1.
    Xliff,
    /// A web page in one file.
    Html,
    /// A Word document.
    Docx,
    /// An electronic book, EPUB 3.
    Epub,
    /// Markdown, with a table.
    Markdown,
    /// A table, its values parted by tabs.
    Tsv,
    /// A table of values parted by commas.
    Csv,
    /// Which positions meet which.
    Beads,
    /// Texts and links between their sentences, TEI P5.
    Tei,
}

impl Form {
    /// All of them, in the order offered.
    pub const ALL: [Self; 10] = [
        Self::Tmx,
        Self::Xliff,
        Self::Html,
        Self::Docx,
        Self::Epub,
        Self::Markdown,
        Self::Tsv,
        Self::Csv,
        Self::Beads,
        Self::Tei,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmx => "tmx",
            Self::Xliff => "xliff",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Epub => "epub",
            Self::Markdown => "markdown",
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Beads => "beads",
            Self::Tei => "tei",
        }
    }

    /// What it is, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Tmx => "Translation memory (TMX 1.4b)",
            Self::Xliff => "Translation job (XLIFF 2.1)",
            Self::Html => "Web page (HTML)",
            Self::Docx => "Word document (DOCX)",
            Self::Epub => "Electronic book (EPUB 3)",
            Self::Markdown => "Markdown",
            Self::Tsv => "Table, parted by tabs (TSV)",
            Self::Csv => "Table for spreadsheets (CSV)",
            Self::Beads => "Beads: which positions meet",
            Self::Tei => "Linked texts (TEI P5)",
        }
    }

    /// Whom or what it is for, for people.
    pub fn good_for(self) -> &'static str {
        match self {
            Self::Tmx => "For translators’ memory tools",
            Self::Xliff => "For translation editors, to go on working",
            Self::Html => "For any browser, both texts side by side",
            Self::Docx => "For Word and LibreOffice, to print or edit",
            Self::Epub => "For e-book readers and phones",
            Self::Markdown => "For notes, wikis and repositories",
            Self::Tsv => "For scripts, databases and concordancers",
            Self::Csv => "For Excel, Calc and other spreadsheets",
            Self::Beads => "For measuring aligners, without the text",
            Self::Tei => "For corpora and digital editions",
        }
    }

    /// Whether a line of it stands for a row or for a pair of sentences as one likes.
    pub fn has_levels(self) -> bool {
        matches!(self, Self::Tmx | Self::Csv | Self::Tsv | Self::Beads)
    }

    /// What stands for a pair in it: what is asked for, where it leaves the choice.
    pub fn level(self, asked: Option<Level>) -> Level {
        let usual = match self {
            Self::Tmx | Self::Xliff | Self::Beads | Self::Tei => Level::Pair,
            Self::Html | Self::Docx | Self::Epub | Self::Markdown | Self::Tsv | Self::Csv => Level::Row,
        };
        asked.filter(|_| self.has_levels()).unwrap_or(usual)
    }

    /// What becomes of a document without a translation where that may not be what one wants, as a sentence for people.
    pub fn without_translation(self) -> Option<&'static str> {
        match self {
            Self::Tmx => Some("This document has no translation, so the memory will hold no pair."),
            Self::Beads => Some("This document has no translation, so no position will meet another."),
            Self::Xliff => Some("This document has no translation: the job is to translate it."),
            _ => None,
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// How its files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xliff => "xlf",
            Self::Markdown => "md",
            Self::Tei => "xml",
            other => other.name(),
        }
    }

    /// Whether its files are no text, so that they are nothing for a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Docx | Self::Epub)
    }

    /// Whether it holds characters that XML 1.0 cannot hold.
    fn holds_all_characters(self) -> bool {
        matches!(self, Self::Tsv | Self::Csv | Self::Beads)
    }

    /// Whether rows whose translations stand in another order than their sources keep their places.
    fn holds_order(self) -> bool {
        !matches!(self, Self::Tsv | Self::Docx | Self::Markdown)
    }
}

const WORK: &str = "Notes, bookmarks and drafts: the export of notes writes them.";
const APPARATUS: &str =
    "What is not the text: furniture of the scan, footnotes, infobox, categories, links, and styles such as bold.";
const REASONS: &str = "Why a pair stands as it does, and what would stand there instead.";
const RECORD: &str = "What is known about the document: title, date, citation, address.";
const PAIRS: &str = "Which sentences of a row meet, and what was said of them one by one: a row is a pair.";
const CONFIDENCE: &str = "How sure a pair is.";
const SENTENCES: &str = "Which sentences of a row meet, unless every line is a sentence pair (level: sentence).";

/// What a format cannot hold of a document and its alignment, each a sentence for people.
pub fn cannot_hold(form: Form) -> &'static [&'static str] {
    match form {
        Form::Tmx | Form::Xliff | Form::Html | Form::Tei => &[APPARATUS, WORK, REASONS],
        Form::Epub => &[
            "Of what is known about the document, credits and fields of its own: the first page shows them.",
            APPARATUS,
            WORK,
            REASONS,
        ],
        Form::Docx => &[PAIRS, CONFIDENCE, APPARATUS, WORK, REASONS],
        Form::Markdown => &[
            PAIRS,
            CONFIDENCE,
            "What kind of passage a row is: heading, list item, quotation.",
            "Blanks around lines.",
            APPARATUS,
            WORK,
            REASONS,
        ],
        Form::Tsv => &[
            RECORD,
            SENTENCES,
            "Where a passage of a row ends, and tabs and line ends in the text: each is a blank.",
            "What kind of passage a row is: heading, list item, quotation.",
            "The order of translations that stand in another one than their sources.",
            APPARATUS,
            WORK,
            REASONS,
        ],
        Form::Csv => &[
            RECORD,
            SENTENCES,
            "Text that a spreadsheet would take for a formula: it gets an apostrophe before it, which Duizhao takes away again.",
            "Cells of more than 32,767 characters, which spreadsheets cut although the file has them whole.",
            "What kind of passage a row is: heading, list item, quotation.",
            APPARATUS,
            WORK,
            REASONS,
        ],
        Form::Beads => {
            &["The text: only the positions of sentences, or of passages, are written.", RECORD, WORK, REASONS]
        }
    }
}

/// What is not as it was in the file that `view` gives, each a sentence for people.
pub(super) fn changed(form: Form, level: Level, view: &View<'_>) -> Vec<String> {
    let mut changed = Vec::new();
    let characters = |count: usize| if count == 1 { "1 character".to_owned() } else { format!("{count} characters") };
    if view.unheld > 0 && !form.holds_all_characters() {
        let was = if view.unheld == 1 { "was" } else { "were" };
        let by = if form == Form::Xliff { "elements with their numbers (cp)" } else { "U+FFFD" };
        changed.push(format!("{} that XML 1.0 cannot hold {was} replaced by {by}.", characters(view.unheld)));
    }
    let lost = if level == Level::Pair { view.crosses } else { view.rows_cross };
    if lost && !form.holds_order() {
        changed.push(
            "Translations stand in another order than their sources; the order of the sources is written.".to_owned(),
        );
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_names_and_say_what_they_cannot_hold() {
        for form in Form::ALL {
            assert_eq!(Form::named(form.name()), Some(form));
            assert!(cannot_hold(form).iter().all(|sentence| sentence.ends_with('.')), "{form:?}");
            assert!(form.good_for().starts_with("For ") && form.good_for().chars().count() < 44, "{form:?}");
            assert!(form.without_translation().is_none_or(|sentence| sentence.ends_with('.')), "{form:?}");
            assert!(!cannot_hold(form).is_empty() && !form.words().is_empty() && !form.extension().is_empty());
        }
        assert_eq!(Form::named("文档"), None);
    }
}
