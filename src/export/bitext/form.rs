//! The formats that bitexts leave in, and what each cannot hold.

use super::view::View;

/// A format that a bitext leaves in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// A translation job, XLIFF 2.1.
    Xliff,
    /// A table, its values parted by tabs.
    Tsv,
    /// A table of values parted by commas.
    Csv,
    /// Which positions meet which.
    Beads,
}

impl Form {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] = [Self::Tmx, Self::Xliff, Self::Tsv, Self::Csv, Self::Beads];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmx => "tmx",
            Self::Xliff => "xliff",
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Beads => "beads",
        }
    }

    /// What it is, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Tmx => "Translation memory (TMX 1.4b)",
            Self::Xliff => "Translation job (XLIFF 2.1)",
            Self::Tsv => "Table, parted by tabs (TSV)",
            Self::Csv => "Table for spreadsheets (CSV)",
            Self::Beads => "Beads: which positions meet",
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
            other => other.name(),
        }
    }

    /// Whether its files are no text, so that they are nothing for a terminal.
    pub fn is_binary(self) -> bool {
        false
    }

    /// Whether it is written in XML, which cannot hold every character.
    fn is_xml(self) -> bool {
        matches!(self, Self::Tmx | Self::Xliff)
    }

    /// Whether translations that stand in another order than their sources keep their places.
    fn holds_order(self) -> bool {
        !matches!(self, Self::Tsv)
    }
}

const WORK: &str = "Notes, bookmarks and drafts: `duizhao notes export` writes them.";
const APPARATUS: &str =
    "What is not the text: furniture of the scan, footnotes, infobox, categories, links, and styles such as bold.";
const REASONS: &str = "Why a pair stands as it does, and what would stand there instead.";
const RECORD: &str = "What is known about the document: title, date, citation, address.";
const SENTENCES: &str = "Which sentences of a row meet, unless every line is a sentence pair (--level sentence).";

/// What a format cannot hold of a document and its alignment, each a sentence for people.
pub fn cannot_hold(form: Form) -> &'static [&'static str] {
    match form {
        Form::Tmx | Form::Xliff => &[APPARATUS, WORK, REASONS],
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
pub(super) fn changed(form: Form, view: &View<'_>) -> Vec<String> {
    let mut changed = Vec::new();
    let characters = |count: usize| if count == 1 { "1 character".to_owned() } else { format!("{count} characters") };
    if view.unheld > 0 && form == Form::Xliff {
        let (characters, was) = (characters(view.unheld), if view.unheld == 1 { "was" } else { "were" });
        changed
            .push(format!("{characters} that XML 1.0 cannot hold {was} replaced by elements with their numbers (cp)."));
    } else if view.unheld > 0 && form.is_xml() {
        let (characters, was) = (characters(view.unheld), if view.unheld == 1 { "was" } else { "were" });
        changed.push(format!("{characters} that XML 1.0 cannot hold {was} replaced by U+FFFD."));
    }
    if view.crosses && !form.holds_order() {
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
            assert!(!cannot_hold(form).is_empty() && !form.words().is_empty() && !form.extension().is_empty());
        }
        assert_eq!(Form::named("文档"), None);
    }
}
