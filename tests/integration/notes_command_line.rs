//! `duizhao notes`: what people wrote leaves a library and comes into another one whole, and what is said when it cannot.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Outcome, outcome_in_bytes, program};

const TEXT: &str = "各位代表！群众囘來了，𠮷林的同志也來了。\n\n一九六二年有六万七千人外逃 🇨🇳。\n\n\
                    Delegates! The masses have returned, and so have the comrades of Jilin.\n\n\
                    In 1962 some 67,000 people fled 🏳️‍🌈.\n";

/// A folder with a document, and a place for libraries.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        desk.write("声明.txt", TEXT);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("the folder is writable");
    }

    fn program<S: AsRef<OsStr>>(&self, library: &str, arguments: &[S]) -> Command {
        let mut program = program();
        program.current_dir(self.folder.path()).env("DUIZHAO_LIBRARY", library).args(arguments);
        program
    }

    fn run<S: AsRef<OsStr>>(&self, library: &str, arguments: &[S]) -> Outcome<Vec<u8>> {
        outcome_in_bytes(&mut self.program(library, arguments))
    }

    /// Imports notes, and gives the counts: placed, to confirm, lost, merged. And what was said.
    fn import(&self, library: &str, file: &str) -> ([u64; 4], String) {
        let Outcome { status, stdout, stderr } =
            self.run(library, &["notes", "import", "声明.txt", file, "--as", "json"]);
        assert_eq!(status, 0, "{stderr}");
        let counts: Value = serde_json::from_slice(&stdout).expect("it is JSON");
        let counts = ["placed", "to_confirm", "lost", "merged"].map(|name| counts[name].as_u64().expect("a number"));
        (counts, stderr)
    }

    fn export(&self, library: &str, form: &str) -> Vec<u8> {
        let Outcome { status, stdout, stderr } = self.run(library, &["notes", "export", "声明.txt", "--as", form]);
        assert_eq!(status, 0, "{stderr}");
        assert!(stderr.contains("not in this format: "), "{stderr}");
        stdout
    }
}

fn note(id: &str, text: &str, exact: &str) -> Value {
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": id, "type": "Annotation",
        "body": {"type": "TextualBody", "value": text},
        "target": {"source": "http://例.org/a", "selector": {"type": "TextQuoteSelector", "exact": exact}},
    })
}

/// The spans of the notes in a collection: id, quotation, first code point and the first after, and the side.
fn spans(collection: &[u8]) -> Vec<(String, String, u64, u64, String)> {
    let collection: Value = serde_json::from_slice(collection).expect("it is JSON");
    let mut spans: Vec<_> = collection["first"]["items"]
        .as_array()
        .expect("there are notes")
        .iter()
        .map(|one| {
            let target = &one["target"];
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            let number = |value: &Value| value.as_u64().expect("a number");
            let [position, quote] = [&target["selector"][0], &target["selector"][1]];
            let side = text(&target["source"]).rsplit('#').next().expect("a side").to_owned();
            (text(&one["id"]), text(&quote["exact"]), number(&position["start"]), number(&position["end"]), side)
        })
        .collect();
    spans.sort();
    spans
}

#[test]
fn notes_go_round_byte_for_byte_with_exact_spans() {
    let desk = Desk::new();
    let english = json!({"type": "TextQuoteSelector", "exact": "🏳️‍🌈", "prefix": "people fled "});
    let mut flag = note("urn:x:4", "**旗**", "");
    flag["target"]["selector"] = english;
    let all = json!([
        note("urn:x:1", "回", "囘"),
        note("urn:x:2", "吉", "𠮷林"),
        note("urn:x:3", "🏳️‍🌈 and \u{202e}", "六万七千人 外逃 🇨🇳"),
        flag,
        note("urn:x:5", "不在", "完全不同的一段文字在别处"),
    ]);
    desk.write("a.json", all.to_string());
    assert_eq!(desk.import("甲.duizhao", "a.json").0, [4, 0, 1, 0]);
    let first = desk.export("甲.duizhao", "jsonld");
    desk.write("b.jsonld", &first);
    assert_eq!(desk.import("乙.duizhao", "b.jsonld").0, [4, 0, 1, 0]);
    assert_eq!(String::from_utf8(desk.export("乙.duizhao", "jsonld")), String::from_utf8(first.clone()));

    let spans = spans(&first);
    for (id, quote, side) in [
        ("urn:x:1", "囘", "source"),
        ("urn:x:2", "𠮷林", "source"),
        ("urn:x:3", "六万七千人外逃🇨🇳", "source"),
        ("urn:x:4", "🏳️‍🌈", "translation"),
    ] {
        let (_, exact, start, end, on) = spans.iter().find(|span| span.0 == id).expect("it is there");
        assert_eq!((exact.as_str(), on.as_str()), (quote, side), "{id}");
        assert_eq!(end - start, quote.chars().count() as u64, "{id}");
    }
    // Positions count code points, not bytes and not the halves of UTF-16.
    let at = |id: &str| spans.iter().find(|span| span.0 == id).map(|span| span.2);
    assert_eq!((at("urn:x:1"), at("urn:x:2")), (Some(7), Some(11)));

    // The same file once more changes nothing.
    assert_eq!(desk.import("乙.duizhao", "b.jsonld").0, [4, 0, 1, 5]);
    assert_eq!(desk.export("乙.duizhao", "jsonld"), first);
}

#[test]
fn a_single_note_of_another_program_and_what_differs() {
    let desk = Desk::new();
    desk.write("one.json", note("urn:x:1", "初稿", "𠮷林").to_string());
    // In UTF-16, as some programs save.
    let other = note("urn:x:1", "\u{1b}[31m改稿\u{202e}", "𠮷林").to_string();
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(other.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    desk.write("other.json", wide);
    assert_eq!(desk.import("书库", "one.json"), ([1, 0, 0, 0], String::new()));
    let (counts, said) = desk.import("书库", "other.json");
    assert_eq!(counts, [1, 0, 0, 1]);
    assert!(said.contains("“初稿”") && said.contains("“⟨U+001B⟩[31m改稿⟨U+202E⟩”"), "{said}");
    let kept = String::from_utf8(desk.export("书库", "markdown")).expect("it is UTF-8");
    assert!(kept.contains("初稿") && !kept.contains("改稿"), "{kept}");
    let Outcome { status, stdout, .. } = desk.run("书库", &["notes", "import", "声明", "one.json"]);
    let said = String::from_utf8(stdout).expect("it is UTF-8");
    assert_eq!((status, said.as_str()), (0, "1 placed, 0 to confirm, 0 lost; 1 of them were there already\n"));
}

#[test]
fn hostile_notes_are_text_wherever_they_go() {
    let desk = Desk::new();
    let long = "领".repeat(350_000);
    let all = json!([
        note("../../../etc/passwd", "=cmd|' /C calc'!A0", "囘"),
        note("urn:x:2", "<script>alert(1)</script>\u{202e}", "𠮷林"),
        note("urn:x:3", &long, "外逃"),
        note("urn:x:\u{1b}]0;title\u{7}", "\u{1b}[2J", "别处的文字不在这里"),
        {"type": "Annotation", "target": [[[]]], "body": {"items": [null, 5]}},
        7
    ]);
    desk.write("hostile.json", all.to_string());
    let (counts, said) = desk.import("书库", "hostile.json");
    assert_eq!(counts.iter().take(3).sum::<u64>(), 5, "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\u{7}') && said.contains("not an annotation"), "{said}");
    let text = |form: &str| String::from_utf8(desk.export("书库", form)).expect("it is UTF-8");
    let csv = text("csv");
    assert!(csv.starts_with('\u{feff}') && csv.contains("'=cmd|") && !csv.contains(",=cmd") && !csv.contains("\"=cmd"));
    let html = text("html");
    assert!(!html.contains("<script>alert") && html.contains("alert(1)") && !html.contains('\u{202e}'));
    assert!(text("markdown").contains("alert(1)") && text("jsonld").contains(&long));
    assert!(desk.export("书库", "docx").starts_with(b"PK"));
    let files: Vec<_> = fs::read_dir(desk.folder.path()).expect("it is a folder").filter_map(Result::ok).collect();
    let names: Vec<_> = files.iter().map(fs::DirEntry::file_name).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("passwd")), "{names:?}");
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_made_worse() {
    let desk = Desk::new();
    desk.write("one.json", note("urn:x:1", "初稿", "𠮷林").to_string());
    desk.write("bad.json", "{\n  \"items\": [1,]}");
    desk.write("book.json", "{\"type\": \"Book\"}");
    desk.write("not.duizhao", "这不是书库");
    desk.import("书库", "one.json");
    let before = desk.export("书库", "jsonld");
    for (library, line, status, said) in [
        ("书库", "notes export 声明.txt", 2, "--as"),
        ("书库", "notes export 声明.txt --as pdf", 2, "jsonld, markdown, csv, html, docx"),
        ("书库", "notes import 声明.txt", 2, "<FILE>"),
        ("书库", "notes import 声明.txt one.json --as csv", 2, "--as"),
        ("书库", "notes", 2, "Usage"),
        ("书库", "notes export 没有 --as csv", 1, "No document of the library is called 没有"),
        ("书库", "notes import 没有 one.json", 1, "No document of the library is called 没有"),
        ("书库", "notes export 声明.txt --as csv --output no/such/folder/a.csv", 1, "Could not be written"),
        ("书库", "notes export 声明.txt --as csv --output 声明.txt", 1, "would replace the file"),
        ("书库", "notes export 声明.txt --as csv --output 书库", 1, "would replace the file"),
        ("书库", "notes import 声明.txt bad.json", 1, "line 2"),
        ("书库", "notes import 声明.txt book.json", 1, "no annotations"),
        ("书库", "notes import 声明.txt none.json", 1, "none.json"),
        ("书库", "notes import 声明.txt .", 1, "folder"),
        ("新的", "notes export 声明 --as csv", 1, "no library here"),
        ("not.duizhao", "notes import 声明.txt one.json", 1, "no library of Duizhao"),
    ] {
        let outcome = desk.run(library, &line.split(' ').collect::<Vec<_>>());
        assert_eq!(outcome.status, status, "{line}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(said) && outcome.stdout.is_empty(), "{line}: {}", outcome.stderr);
    }
    assert_eq!(fs::read_to_string(desk.path("声明.txt")).expect("it is there"), TEXT);
    assert_eq!(fs::read_to_string(desk.path("not.duizhao")).expect("it is there"), "这不是书库");
    assert!(!desk.path("新的").exists(), "a library was made where nothing could be found in it");
    assert_eq!(desk.export("书库", "jsonld"), before);

    let outcome = desk.run("书库", &["notes", "export", "声明", "--as", "docx", "--output", "笔记.docx"]);
    assert_eq!((outcome.status, outcome.stdout.len()), (0, 0), "{}", outcome.stderr);
    assert!(fs::read(desk.path("笔记.docx")).expect("it was written").starts_with(b"PK"));
}

/// Thirty imports one after the other, each killed after another while: those that said they were done are there.
#[test]
fn killed_imports_lose_nothing_acknowledged() {
    const IMPORTS: u32 = 30;
    let desk = Desk::new();
    let quotes = ["各位代表", "群众囘來了", "𠮷林的同志", "六万七千人", "comrades of Jilin"];
    for nth in 0..IMPORTS {
        let quote = quotes[nth as usize % quotes.len()];
        desk.write(&format!("{nth}.json"), note(&format!("urn:x:{nth}"), "记", quote).to_string());
    }
    // How long one takes is found on the way, so that the kills fall about the moment when it is written.
    let mut patience = 50_000.0;
    let mut chance = u64::from(SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").subsec_nanos());
    let mut acknowledged = Vec::new();
    for nth in 0..IMPORTS {
        // Numerical Recipes, 7.1.
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % (1 << 32);
        let file = format!("{nth}.json");
        let mut program = desk.program("书库", &["notes", "import", "声明.txt", &file]);
        let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        thread::sleep(Duration::from_micros((patience * chance as f64 / f64::from(u32::MAX)) as u64));
        child.kill().expect("it is ours");
        let is_done = child.wait().expect("it is ours").success();
        patience *= if is_done { 0.8 } else { 1.4 };
        if is_done {
            acknowledged.push(format!("urn:x:{nth}"));
        }
    }
    let verified = desk.run("书库", &["library", "verify"]);
    assert_eq!(verified.status, 0, "{}", verified.stderr);
    let found: Vec<String> = spans(&desk.export("书库", "jsonld")).into_iter().map(|span| span.0).collect();
    assert!(!acknowledged.is_empty(), "none was done, so nothing was tried");
    let missing: Vec<&String> = acknowledged.iter().filter(|id| !found.contains(id)).collect();
    assert!(missing.is_empty(), "acknowledged and not there: {missing:?}");
    let (kept, said) = (found.len(), acknowledged.len());
    writeln!(std::io::stderr(), "{IMPORTS} imports killed, {said} acknowledged, {kept} there").unwrap_or_default();
}
