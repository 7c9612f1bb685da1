//! What can be typed after `duizhao`, and the help that explains it.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

const STYLES: Styles = Styles::styled().header(AnsiColor::Yellow.on_default()).literal(AnsiColor::Green.on_default());

/// Read Chinese documents beside their English translations.
#[derive(Parser, Debug)]
#[command(
    name = "duizhao",
    version,
    styles = STYLES,
    args_conflicts_with_subcommands = true,
    long_about = "Duizhao (对照) opens a Chinese document and its English translation, puts every passage beside its \
                  translation, and keeps them beside each other while you read.\n\n\
                  Without a command it opens the reader's window. The commands below work without a window.",
    after_help = "Examples:\n  \
                  duizhao                                 go on reading where you stopped\n  \
                  duizhao statement.txt                   read a document\n  \
                  duizhao --pair letter.zh letter.en      read two files as one document\n  \
                  duizhao show statement.txt              print it in the terminal\n  \
                  duizhao align statement.txt             print a table of which passage meets which\n  \
                  duizhao ./show                          read a file that is called like a command\n\n\
                  It reads archive pages (Wilson Center Digital Archive), wikitext and plain text, in UTF-8, UTF-16, \
                  GB18030 or Big5. Results go to stdout, messages to stderr. The exit status is 0 when done, 1 when \
                  something could not be done, 2 when it was asked for wrongly."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) task: Option<Task>,

    /// Files to open in the reader, each a document of its own; with none, what was open last, or the sample
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Open two files of one language each as one document
    #[arg(long, num_args = 2, value_names = ["SOURCE", "TRANSLATION"], conflicts_with = "files")]
    pub(super) pair: Option<Vec<PathBuf>>,
}

impl Arguments {
    /// Reads the arguments, and refuses those that say nothing together.
    pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let read = Self::try_parse_from(arguments)?;
        if let Some(Task::Align(Align { segmented: true, form: Some(AlignForm::Tsv | AlignForm::Json), .. })) =
            read.task
        {
            let message = "with '--segmented' the output is beads, '--as' cannot be another form\n";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(read)
    }
}

#[derive(Subcommand, Debug)]
pub(super) enum Task {
    /// Print a document: what is known about it, its text, its notes
    Show(Show),
    /// Print which passages or sentences of a document translate each other
    Align(Align),
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
                        duizhao show statement.txt | less\n  \
                        duizhao show page.wikitext --as markdown > page.md\n  \
                        duizhao show statement.txt --as json | jq .metadata")]
pub(super) struct Show {
    /// The document
    pub(super) file: PathBuf,

    /// Form of the output
    #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
    pub(super) form: ShowForm,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(super) enum ShowForm {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
    /// For documents and web pages
    Markdown,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "duizhao align [OPTIONS] <SOURCE> [TRANSLATION]\n       duizhao align --segmented [OPTIONS] <ZH> <EN>",
    after_help = "Examples:\n  \
                  duizhao align statement.txt > statement.tsv\n  \
                  duizhao align letter.zh letter.en --level sentence\n  \
                  duizhao align statement.txt --as json --output statement.json\n  \
                  duizhao align --segmented chapter.zh chapter.en > chapter.beads\n\n\
                  A table has a header and five columns: address, source, translation, confidence (0 to 1), status.\n\
                  A bead is a line such as [0,1]:[0]:0.9731 : lines 0 and 1 of the first side, counted from 0, meet line 0 \
                  of the second; an empty list is text without a partner."
)]
pub(super) struct Align {
    /// A document with both languages in it, or the file of one language
    #[arg(required = true)]
    pub(super) source: PathBuf,

    /// The file of the other language
    #[arg(required_if_eq("segmented", "true"))]
    pub(super) translation: Option<PathBuf>,

    /// Both files hold one segment a line, an empty line being an empty segment; print beads of lines
    #[arg(long, conflicts_with = "level")]
    pub(super) segmented: bool,

    /// What to pair: one line a paragraph row, or one line a sentence pair [default: paragraph; beads: sentence]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) level: Option<Level>,

    /// Form of the output [default: tsv; with --segmented: beads]
    #[arg(long = "as", value_enum, value_name = "FORM")]
    pub(super) form: Option<AlignForm>,

    /// Write to this file, in the place of what it held
    #[arg(long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,

    /// Use at most so many threads; the result is the same with any number
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZero<u16>>,

    /// Say on stderr how far it is
    #[arg(long)]
    pub(super) progress: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Level {
    /// Rows of paragraphs
    Paragraph,
    /// Pairs of sentences
    Sentence,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum AlignForm {
    /// A table with tabs between the columns
    Tsv,
    /// Rows with their sentences, the evidence for each pair, and the furniture
    Json,
    /// Which positions meet which, for programs that measure aligners
    Beads,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }
}
