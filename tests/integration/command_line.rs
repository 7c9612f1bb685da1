//! What the command line prints, and where, and the status it ends with.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Outcome, outcome, program};
use crate::shared;

const CHINESE: &str = "苏联政府收到了中国政府的声明。这不是很清楚的嗎?\n\n边界局势已经稳定下来。\n";
const ENGLISH: &str = "The Soviet Government received the statement of the Chinese Government. Isn't this clear?\n\nThe border has become quiet.\n";

/// Runs the program.
fn duizhao<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Outcome {
    outcome(program().args(arguments))
}

/// A folder with a file of each language.
struct Files {
    folder: TempDir,
}

impl Files {
    fn new() -> Self {
        let files = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        files.write("声明.zh.txt", CHINESE);
        files.write("statement.en.txt", ENGLISH);
        files
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.folder.path().join(name), content).expect("the folder is writable");
        self.path(name)
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("the path is UTF-8").to_owned()
    }

    fn pair(&self) -> [String; 2] {
        [self.path("声明.zh.txt"), self.path("statement.en.txt")]
    }

    /// Runs `align` on the two files with more arguments.
    fn align(&self, more: &[&str]) -> Outcome {
        let [source, translation] = self.pair();
        duizhao(&[&["align", &source, &translation], more].concat())
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn bad_input_is_named_on_stderr_with_status_1() {
    let files = Files::new();
    files.write("empty.txt", "");
    files.write("blank.txt", " \n\n\u{3000}\n");
    files.write("binary.txt", [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0].repeat(64));
    fs::create_dir(files.folder.path().join("folder")).expect("the folder is writable");
    let [chinese, english] = files.pair();
    for (name, expected) in [
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("binary.txt", "not"),
        ("folder", "folder"),
        ("没有.txt", "no such file"),
    ] {
        let path = files.path(name);
        let runs: [&[&str]; 5] = [
            &["show", &path],
            &["show", &path, "--as", "json"],
            &["align", &path],
            &["align", &chinese, &path],
            &["align", &path, &english, "--as", "json"],
        ];
        for arguments in runs {
            let Outcome { status, stdout, stderr } = duizhao(arguments);
            assert_eq!((status, stdout.as_str()), (1, ""), "{arguments:?}: {stderr}");
            assert!(stderr.contains(name), "{arguments:?} names the file: {stderr}");
            assert!(stderr.to_lowercase().contains(expected), "{arguments:?}: {stderr}");
            assert_eq!(stderr.lines().count(), 1, "{arguments:?}: {stderr}");
        }
    }
}

#[test]
fn a_file_that_was_cut_off_is_read_as_far_as_it_goes_and_that_is_said() {
    let files = Files::new();
    let unit = "<trans-unit id=\"1\"><source>水位稳定。</source><target>The level is stable.</target></trans-unit>";
    let head = "<xliff version=\"1.2\"><file source-language=\"zh\" target-language=\"en\"><body>";
    let tei = "<TEI><text xml:lang=\"zh\"><body><p>水位稳定。</p>\n<p>居民回";
    let page = "<html lang=\"zh\"><body><div><p>水位稳定。</p>\n<p>居民回";
    for (name, content, line, inside) in [
        ("译.xlf", format!("{head}{unit}\n<trans-unit id=\"2\"><source>居民回"), 2, "source"),
        ("文.xml", tei.to_owned(), 2, "p"),
        ("页.html", page.to_owned(), 2, "div"),
    ] {
        let path = files.write(name, content);
        let said = format!(
            "The file breaks off in line {line}, after “居民回”, inside of “{inside}”: what followed is missing."
        );
        let shown = duizhao(&["show", &path]);
        assert!(shown.status == 0 && shown.stdout.contains(&said), "{name}: {}", shown.stdout);
        for arguments in [&["align", &path][..], &["show", &path, "--as", "markdown"]] {
            let Outcome { status, stdout, stderr } = duizhao(arguments);
            assert!(status == 0 && stdout.contains("水位稳定。") && stderr.contains(&said), "{arguments:?}: {stderr}");
        }
        let library = files.path("全.duizhao");
        for is_new in [true, false] {
            let Outcome { status, stderr, .. } = duizhao(&["--library", &library, "library", "add", &path]);
            assert!(status == 0 && stderr.contains(&said) == is_new, "{name}: {stderr}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let files = Files::new();
    let path = files.path("声明.zh.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("the file is ours");
    if fs::read(&path).is_ok() {
        return shared::skipped("a file without permission, since whoever runs this may read everything");
    }
    let outcome = duizhao(&["show", &path]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.stderr.contains("声明.zh.txt") && outcome.stderr.contains("may not"), "{}", outcome.stderr);
}

#[test]
fn misuse_ends_with_status_2() {
    let files = Files::new();
    let [chinese, english] = files.pair();
    let misuses: [&[&str]; 14] = [
        &["show"],
        &["show", &chinese, &english],
        &["show", &chinese, "--as", "docx"],
        &["align"],
        &["align", &chinese, &english, &english],
        &["align", &chinese, "--level", "word"],
        &["align", &chinese, "--as", "text"],
        &["align", "--segmented", &chinese],
        &["align", "--segmented", &chinese, &english, "--as", "json"],
        &["align", &chinese, "--threads", "0"],
        &["--pair", &chinese],
        &["--pair", &chinese, &english, &english],
        &["--nonsense"],
        &["--nonsense", "show", &chinese],
    ];
    for arguments in misuses {
        let Outcome { status, stdout, stderr } = duizhao(arguments);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains("--help"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn help_and_version_are_results() {
    for (arguments, expected) in [
        (&["--help"][..], "Examples:"),
        (&["-h"], "Usage:"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["show", "--help"], "--as"),
        (&["align", "--help"], "--segmented"),
        (&["help", "align"], "--segmented"),
    ] {
        let Outcome { status, stdout, stderr } = duizhao(arguments);
        assert_eq!((status, stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(stdout.contains(expected), "{arguments:?}: {stdout}");
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_it_says_what_to_do() {
    let files = Files::new();
    let [chinese, english] = files.pair();
    for arguments in [&[][..], &[chinese.as_str()], &["--pair", &chinese, &english], &["./show"]] {
        let Outcome { status, stdout, stderr } = duizhao(arguments);
        assert_eq!((status, stdout.as_str()), (1, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains("window") && stderr.contains("duizhao show FILE"), "{stderr}");
    }
}

#[test]
fn show_as_json_has_the_promised_keys() {
    let files = Files::new();
    let both = files.write("两种.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    let outcome = duizhao(&["show", &both, "--as", "json"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let document = json(&outcome.stdout);
    assert_eq!(keys(&document), ["flags", "kind", "metadata", "source", "title", "translation", "warnings"]);
    for (side, language) in [("source", "zh"), ("translation", "en")] {
        let side = &document[side];
        let expected = ["categories", "furniture", "infobox", "language", "links", "notes", "passages"];
        assert_eq!(keys(side), expected);
        assert_eq!(side["language"], language);
        for passage in side["passages"].as_array().expect("a list") {
            assert_eq!(keys(passage), ["kind", "level", "text"]);
        }
    }
}

#[test]
fn a_document_without_translation_is_done_not_failed() {
    let files = Files::new();
    let [chinese, _] = files.pair();
    let shown = duizhao(&["show", &chinese, "--as", "json"]);
    assert_eq!(shown.status, 0);
    assert!(json(&shown.stdout)["translation"].is_null());
    let aligned = duizhao(&["align", &chinese, "--as", "json"]);
    assert_eq!(aligned.status, 0, "{}", aligned.stderr);
    let rows = json(&aligned.stdout)["rows"].as_array().expect("a list").clone();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(
            (&row["pairing"], &row["status"], &row["translation"]),
            (&"source-only".into(), &"source-only".into(), &"".into())
        );
    }
}

#[test]
fn align_as_json_has_the_promised_shape() {
    let files = Files::new();
    let outcome = files.align(&["--as", "json"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let alignment = json(&outcome.stdout);
    assert_eq!(keys(&alignment), ["furniture", "rows"]);
    for (number, row) in (1..).zip(alignment["rows"].as_array().expect("a list")) {
        let expected = ["address", "confidence", "kind", "pairing", "sentences", "source", "status", "translation"];
        assert_eq!(keys(row), expected);
        assert_eq!(row["address"], format!("¶{number}"));
        assert_eq!((&row["pairing"], &row["status"]), (&"paired".into(), &"proposed".into()));
        let sentences = row["sentences"].as_array().expect("a list");
        for (pair, sentence) in (1..).zip(sentences) {
            assert_eq!(keys(sentence), ["address", "confidence", "evidence", "source", "translation"]);
            assert_eq!(sentence["address"], format!("¶{number}.{pair}"));
            assert!((0.0..=1.0).contains(&sentence["confidence"].as_f64().expect("a number")));
        }
        for side in ["source", "translation"] {
            let joined: String = sentences.iter().filter_map(|sentence| sentence[side].as_str()).collect();
            assert_eq!(row[side], joined, "the sentences of ¶{number} are its text");
        }
    }
}

#[test]
fn align_as_tsv_has_a_header_and_five_columns() {
    let files = Files::new();
    for (more, first_address) in [(&[][..], "¶1"), (&["--level", "sentence"], "¶1.1")] {
        let outcome = files.align(more);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
        let mut lines = outcome.stdout.lines();
        assert_eq!(lines.next(), Some("address\tsource\ttranslation\tconfidence\tstatus"));
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
        assert!(rows.len() >= 2, "{}", outcome.stdout);
        assert_eq!(rows[0][0], first_address);
        for row in rows {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(row[3].parse::<f64>().is_ok_and(|confidence| (0.0..=1.0).contains(&confidence)), "{row:?}");
        }
    }
}

#[test]
fn output_goes_to_the_file_and_never_over_the_input() {
    let files = Files::new();
    let [chinese, _] = files.pair();
    let out = files.path("结果.tsv");
    let printed = files.align(&[]).stdout;
    let written = files.align(&["--output", &out]);
    assert_eq!((written.status, written.stdout.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&out).expect("it was written"), printed);

    let refused = files.align(&["--output", &chinese]);
    assert_eq!(refused.status, 1);
    assert_eq!(fs::read_to_string(&chinese).expect("it is still there"), CHINESE);
    assert_eq!(files.align(&["--output", &files.path("无/结果.tsv")]).status, 1);
}

#[test]
fn segmented_beads_name_each_line_once_in_the_order_of_the_arguments() {
    let files = Files::new();
    let chinese = files.write("zh", "苏联政府收到了声明。\r\n\r\n这不是很清楚的嗎?\r\n边界局势稳定下来。\r\n");
    let english = files.write(
        "en",
        "The Soviet Government received the statement.\nIsn't this clear?\n\u{c}The border\u{2028}is quiet.",
    );
    for (arguments, counts) in [([&chinese, &english], [4, 3]), ([&english, &chinese], [3, 4])] {
        let outcome = duizhao(&["align", "--segmented", arguments[0], arguments[1], "--threads", "2", "--progress"]);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        let mut seen = [Vec::new(), Vec::new()];
        for line in outcome.stdout.lines() {
            let fields: Vec<&str> = line.split(':').collect();
            assert_eq!(fields.len(), 3, "{line}");
            for (side, field) in fields[..2].iter().enumerate() {
                let list = field.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).expect("brackets");
                seen[side]
                    .extend(list.split(',').filter(|n| !n.is_empty()).map(|n| n.parse::<usize>().expect("a number")));
            }
            assert!(fields[2].parse::<f64>().is_ok_and(|score| (0.0..=1.0).contains(&score)), "{line}");
        }
        assert_eq!(seen, counts.map(|count| (0..count).collect::<Vec<_>>()), "{}", outcome.stdout);
    }
}

#[test]
fn segmented_takes_files_without_text() {
    let files = Files::new();
    let [chinese, _] = files.pair();
    let empty = files.write("empty", "");
    let blank = files.write("blank", "\n\n");
    for (first, second, lines) in [(&empty, &empty, 0), (&empty, &blank, 2), (&chinese, &empty, 3)] {
        let outcome = duizhao(&["align", "--segmented", first, second]);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        let positions = outcome.stdout.matches(['[', ',']).count();
        let empty_lists = outcome.stdout.matches("[]").count();
        assert_eq!(positions - empty_lists, lines, "{}", outcome.stdout);
    }
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let files = Files::new();
    let long = files.write("长.txt", CHINESE.repeat(20_000));
    let mut child = program()
        .args(["show", &long])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut start = [0; 16];
    child.stdout.take().expect("it is piped").read_exact(&mut start).expect("it prints something");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_file_called_like_a_command_can_be_read() {
    let files = Files::new();
    files.write("show", CHINESE);
    let output =
        program().current_dir(files.folder.path()).args(["show", "show"]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_shared_documents_are_shown_and_aligned_in_every_form() {
    for name in ["soviet-statement-1962.archive.txt", "xinjiang-exodus.zh.wikitext", "yining-incident.zh.wikitext"] {
        let Some(path) = shared::document(name) else { return };
        let path = path.to_str().expect("the path is UTF-8");
        for form in ["text", "json", "markdown"] {
            let outcome = duizhao(&["show", path, "--as", form]);
            assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{name} as {form}");
        }
        for form in ["tsv", "json", "beads"] {
            let outcome = duizhao(&["align", path, "--as", form]);
            assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{name} as {form}");
            assert!(!outcome.stdout.is_empty());
        }
    }
}

/// The sample that the program opens is a document of both languages.
#[test]
fn the_sample_has_both_sides() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.archive.txt");
    let outcome = duizhao(&["show".as_ref(), path.as_os_str(), "--as".as_ref(), "json".as_ref()]);
    let document = json(&outcome.stdout);
    assert_eq!(document["kind"], "archive-page");
    assert!(!document["translation"].is_null());
}
