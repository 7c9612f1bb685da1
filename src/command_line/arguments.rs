//! What can be typed after `duizhao`, and the help that explains it.

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::num::NonZero;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::export::bitext::{self, Form as BitextForm};
use crate::export::notes::Form;

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
                  duizhao library add statement.txt       put it in the library, print its id\n  \
                  duizhao search 领土                     find it in all documents of the library\n  \
                  duizhao notes export statement.txt --as html > notes.html\n  \
                  duizhao export statement.txt --as tmx --output statement.tmx\n  \
                  duizhao ./show                          read a file that is called like a command\n\n\
                  It reads archive pages (Wilson Center Digital Archive), wikitext, plain text, web pages, Markdown, Word \
                  documents and EPUB, and what has its pairs in it: TMX, XLIFF, TSV and CSV, InterText and TEI; texts \
                  in UTF-8, UTF-16, GB18030 or Big5. Results go to stdout, messages to stderr. The exit status is 0 when done, 1 when \
                  something could not be done, 2 when it was asked for wrongly.\n\n\
                  The library is one file, in the folder that the system has for such data unless --library or the \
                  environment variable DUIZHAO_LIBRARY names another."
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

    /// Use the library in this file; before a command it names the library of that command
    #[arg(long, value_name = "PATH", global = true)]
    pub(super) library: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments, and refuses those that say nothing together.
    pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let (library, rest) = split_library(arguments.into_iter().collect());
        let mut read = Self::try_parse_from(rest)?;
        read.library = read.library.or(library).or_else(library_of_environment);
        if let Some(Task::Align(Align { segmented: true, form: Some(form), .. })) = read.task
            && form != AlignForm::Beads
        {
            let message = "with '--segmented' the output is beads, '--as' cannot be another form\n";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        if let Some(Task::Notes(NotesTask::Export { form: Form::Docx, output: None, .. })) = read.task
            && std::io::stdout().is_terminal()
        {
            let message = "a Word document is nothing for a terminal: give '--output OUT', or send stdout to a file\n";
            return Err(Self::command().error(ErrorKind::MissingRequiredArgument, message));
        }
        if let Some(Task::Export(Export { form, output: None, .. })) = &read.task
            && form.is_binary()
            && std::io::stdout().is_terminal()
        {
            let message =
                format!("{} is nothing for a terminal: give '--output OUT', or send stdout to a file\n", form.words());
            return Err(Self::command().error(ErrorKind::MissingRequiredArgument, message));
        }
        Ok(read)
    }
}

/// Takes `--library PATH` from where it stands before everything else: to clap it would be an argument of the window
/// there, and no command could follow.
fn split_library(mut arguments: Vec<OsString>) -> (Option<PathBuf>, Vec<OsString>) {
    let Some(first) = arguments.get(1) else { return (None, arguments) };
    if let Some(path) =
        first.to_str().and_then(|first| first.strip_prefix("--library=")).filter(|path| !path.is_empty())
    {
        let path = PathBuf::from(path);
        arguments.remove(1);
        return (Some(path), arguments);
    }
    if first == "--library" && arguments.len() > 2 {
        arguments.remove(1);
        let path = arguments.remove(1);
        return (Some(path.into()), arguments);
    }
    (None, arguments)
}

fn library_of_environment() -> Option<PathBuf> {
    std::env::var_os("DUIZHAO_LIBRARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}

#[derive(Subcommand, Debug)]
pub(super) enum Task {
    /// Print a document: what is known about it, its text, its notes
    Show(Show),
    /// Print which passages or sentences of a document translate each other
    Align(Align),
    /// Keep documents, with the work on them, in one file
    #[command(subcommand)]
    Library(LibraryTask),
    /// Print a document of the library, with its pairs, in a format of translators, linguists and readers
    Export(Export),
    /// Find sentences, titles, notes and drafts in the library
    Search(Search),
    /// Take notes out of a document of the library, or bring them in
    #[command(subcommand)]
    Notes(NotesTask),
}

#[derive(Subcommand, Debug)]
#[command(after_help = "Examples:\n  \
                        duizhao library add letter.zh letter.en\n  \
                        duizhao library list --as json | jq '.[].title'\n  \
                        duizhao --library letters.duizhao library backup --output letters-backup.duizhao\n\n\
                        DOCUMENT is a document of the library: its id or the first six or more characters of it, its \
                        file, or a part of its title that no other title has.")]
pub(super) enum LibraryTask {
    /// Print the documents, in the order they were added
    List {
        /// Form of the output
        #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
        form: ListForm,
        /// Print what is in the bin instead
        #[arg(long)]
        bin: bool,
    },
    /// Add a document, and print its id; one that is there already stays as it is
    Add {
        /// A document with both languages in it, or the file of one language
        source: PathBuf,
        /// The file of the other language
        translation: Option<PathBuf>,
        /// Say on stderr how far it is
        #[arg(long)]
        progress: bool,
    },
    /// Remove a document to the bin
    Remove {
        /// The document
        document: String,
    },
    /// Bring back the library from a backup, or a document from the bin
    ///
    /// The library that a backup replaces is kept beside the other backups.
    Restore {
        /// A backup of the library; or a document in the bin: its id, its file, or a part of its title
        #[arg(value_name = "FILE|DOCUMENT")]
        what: PathBuf,
    },
    /// Delete for good what is in the bin
    EmptyBin,
    /// Copy the library while it may be in use, and print where the copy is
    Backup {
        /// Where the copy goes [default: the folder `backups` beside the library]
        #[arg(long, value_name = "OUT")]
        output: Option<PathBuf>,
    },
    /// Look at everything in the library, and read every document anew
    ///
    /// The exit status is 0 only when everything is sound.
    Verify,
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
                        duizhao search 領土                     finds 领土 as well\n  \
                        duizhao search 边界 border              pairs of sentences that have both\n  \
                        duizhao search negotiated --as json | jq '.results[].hits[].address'\n\n\
                        Characters of every form are one, and so are forms of an English word. Characters and words that \
                        stand together in the query have to stand together in the text; parts with a blank between them \
                        have to be met by the same pair of sentences, in whichever of the two. Nothing in a query is an \
                        operator.\n\n\
                        The best documents come first. The side of a hit is source, translation, title, note or draft; \
                        its partner is the other side of the pair, or what the note or draft is about.")]
pub(super) struct Search {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,

    /// Form of the output
    #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
    pub(super) form: SearchForm,

    /// Print everything that is found, not only the first 200 hits of the best 100 documents
    #[arg(long)]
    pub(super) all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(super) enum SearchForm {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

#[derive(Subcommand, Debug)]
#[command(after_help = "Examples:\n  \
                        duizhao notes export statement.txt --as jsonld > notes.jsonld\n  \
                        duizhao notes export 5b1c02 --as docx --output notes.docx\n  \
                        duizhao notes import statement.txt notes.jsonld --as json | jq .lost\n\n\
                        DOCUMENT is a document of the library: its id or the first six or more characters of it, its \
                        file, which joins the library if it is not there yet, or a part of its title that no other \
                        title has.")]
pub(super) enum NotesTask {
    /// Print the notes, bookmarks and drafts of a document; what the format cannot hold is said on stderr
    Export {
        /// The document
        document: String,
        /// Form of the output
        #[arg(long = "as", value_name = "FORM", value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name)).try_map(named))]
        form: Form,
        /// Write to this file, in the place of what it held
        #[arg(long, value_name = "OUT")]
        output: Option<PathBuf>,
    },
    /// Bring in notes from a file of W3C web annotations (JSON-LD), ours or another program's
    ///
    /// All of them are stored, whether their places were found or not. A note that is there already stays, unless the
    /// file has a later version of it; what differs is said on stderr.
    Import {
        /// The document
        document: String,
        /// The file of notes
        file: PathBuf,
        /// Form of the counts
        #[arg(long = "as", value_enum, default_value_t, value_name = "FORM")]
        form: ImportForm,
    },
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
                        duizhao export statement.txt --as tmx --output statement.tmx\n  \
                        duizhao export 5b1c02 --as xliff > statement.xlf\n  \
                        duizhao export statement.txt --as csv --level sentence --output pairs.csv\n\n\
                        DOCUMENT is a document of the library: its id or the first six or more characters of it, its \
                        file, which joins the library if it is not there yet, or a part of its title that no other \
                        title has. What the format cannot hold is said on stderr.")]
pub(super) struct Export {
    /// The document
    pub(super) document: String,

    /// Form of the output
    #[arg(long = "as", value_name = "FORM", value_parser = PossibleValuesParser::new(BitextForm::ALL.map(BitextForm::name)).try_map(named_bitext))]
    pub(super) form: BitextForm,

    /// What stands for a pair, where the form does not say: a paragraph row or a sentence pair [default: tmx and beads: sentence; tsv and csv: paragraph]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) level: Option<Level>,

    /// Write to this file, in the place of what it held
    #[arg(long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
}

/// The form of bitexts of that name.
fn named_bitext(name: String) -> Result<BitextForm, String> {
    BitextForm::named(&name).ok_or(name)
}

/// The form of notes of that name.
fn named(name: String) -> Result<Form, String> {
    Form::named(&name).ok_or(name)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(super) enum ImportForm {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(super) enum ListForm {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
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

impl Level {
    /// The same as the export calls it.
    pub(super) fn of_export(self) -> bitext::Level {
        match self {
            Self::Paragraph => bitext::Level::Row,
            Self::Sentence => bitext::Level::Pair,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum AlignForm {
    /// A table with tabs between the columns
    Tsv,
    /// Rows with their sentences, the evidence for each pair, and the furniture
    Json,
    /// Which positions meet which, for programs that measure aligners
    Beads,
    /// A translation memory (TMX 1.4b)
    Tmx,
    /// A translation job (XLIFF 2.1)
    Xliff,
    /// A web page in one file
    Html,
    /// Markdown, with a table
    Markdown,
}

impl AlignForm {
    /// The same as the export calls it; nothing for the form that only `align` has.
    pub(super) fn of_export(self) -> Option<BitextForm> {
        match self {
            Self::Json => None,
            Self::Tsv => Some(BitextForm::Tsv),
            Self::Beads => Some(BitextForm::Beads),
            Self::Tmx => Some(BitextForm::Tmx),
            Self::Xliff => Some(BitextForm::Xliff),
            Self::Html => Some(BitextForm::Html),
            Self::Markdown => Some(BitextForm::Markdown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_library_may_be_named_before_and_after_the_command() {
        for (line, expected) in [
            ("duizhao library list", None),
            ("duizhao --library 书库 library list", Some("书库")),
            ("duizhao --library=书库 library list", Some("书库")),
            ("duizhao library --library 书库 list", Some("书库")),
            ("duizhao library list --library 书库", Some("书库")),
            ("duizhao --library 书库 声明.txt", Some("书库")),
            ("duizhao --library 书库", Some("书库")),
        ] {
            let (library, rest) = split_library(line.split(' ').map(OsString::from).collect());
            let read = Arguments::try_parse_from(rest).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(read.library.or(library), expected.map(PathBuf::from), "{line}");
            assert_eq!(
                matches!(read.task, Some(Task::Library(LibraryTask::List { .. }))),
                line.contains("list"),
                "{line}"
            );
        }
        for line in ["duizhao --library", "duizhao --library=", "duizhao library list --library"] {
            let (_, rest) = split_library(line.split(' ').map(OsString::from).collect());
            Arguments::try_parse_from(rest).expect_err(line);
        }
    }
}
