//! `duizhao search`: what is found, how it is printed, and what is said beside it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Outcome, outcome, program};
use crate::shared;

const BOTH: &str = "领土问题\n\n蘇聯政府收到了囘信。羣衆都覩見了。\n\n一九六二年八月，边界局势稳定下来。\n\n\
                    A Question of Territory\n\nThe Soviet Government received the reply. The masses saw it.\n\n\
                    In August 1962 the borders became quiet.\n";
const OTHER: &str = "天气\n\n今天边界下雪。\n\nThe Weather\n\nIt snows at the border today.\n";

/// An article with footnotes and an infobox.
pub(crate) const MILL: &str = "{{Infobox building |name=青石风车 |location=溪口 }}\n\
    东街三号的风车<ref>青石镇志，東街書局，1931年</ref>由木匠主持<ref>''History of the Town'', p. 12</ref>。它有四片帆。\n\n\
    == 历史 ==\n木匠贺柏住在东街。\n";
/// A record of an archive.
const RECORD: &str = include_str!("../data/archive/no-translation.archive.txt");

/// A folder with a library of two documents.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        for (name, text) in [("both.txt", BOTH), ("other.txt", OTHER)] {
            fs::write(desk.path(name), text).expect("the folder is writable");
            assert_eq!(desk.run(&["library", "add", name]).status, 0);
        }
        desk
    }

    /// The same with an article that has footnotes, and a record.
    fn with_mill() -> Self {
        let desk = Self::new();
        for (name, text) in [("mill.wikitext", MILL), ("record.archive.txt", RECORD)] {
            fs::write(desk.path(name), text).expect("the folder is writable");
            assert_eq!(desk.run(&["library", "add", name]).status, 0);
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn library(&self) -> PathBuf {
        self.path("书库.duizhao")
    }

    fn program(&self) -> Command {
        let mut program = program();
        program.current_dir(self.folder.path()).env("DUIZHAO_LIBRARY", self.library());
        program
    }

    fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Outcome {
        outcome(self.program().args(arguments))
    }

    /// What `search --as json` prints for a query that is given as it is.
    fn results(&self, query: &str) -> Vec<Value> {
        let Outcome { status, stdout, stderr } = self.run(&["search", "--as", "json", "--", query]);
        assert_eq!(status, 0, "{query}: {stderr}");
        let printed: Value = serde_json::from_str(&stdout).expect("it is JSON");
        printed["results"].as_array().expect("a list").clone()
    }

    fn hits(&self, query: &str) -> Vec<[String; 4]> {
        let results = self.results(query);
        let hits = results.iter().flat_map(|result| result["hits"].as_array().expect("a list").clone());
        hits.map(|hit| ["address", "side", "text", "partner"].map(|key| hit[key].as_str().expect(key).to_owned()))
            .collect()
    }
}

/// Makes a library as a program made it that knew nothing of footnotes in the index.
pub(crate) fn as_of_second_form(path: &Path) {
    let library = Connection::open(path).expect("it is there");
    library
        .execute_batch(
            "DELETE FROM search WHERE rowid IN (SELECT rowid FROM search WHERE rowid >> 29 & 7 = 6);
             DROP TABLE details; DROP INDEX documents_not_searched; ALTER TABLE documents DROP COLUMN details;
             CREATE INDEX documents_not_searched ON documents (binned) WHERE texts IS NULL; PRAGMA user_version = 2;",
        )
        .expect("it can be written");
}

/// Makes a library as a program made it that knew of no index.
pub(crate) fn as_of_old(path: &Path) {
    as_of_second_form(path);
    let library = Connection::open(path).expect("it is there");
    library
        .execute_batch(
            "DROP TABLE search; DROP TABLE passages;
             DROP INDEX documents_by_length; DROP INDEX documents_not_searched;
             ALTER TABLE documents DROP COLUMN texts; PRAGMA user_version = 1;",
        )
        .expect("it can be written");
}

#[test]
fn sentences_are_found_in_every_form_with_their_partners() {
    let desk = Desk::new();
    for (query, expected) in [
        ("領土", &[["¶1", "source", "领土问题", "A Question of Territory"]][..]),
        ("领", &[["¶1", "source", "领土问题", "A Question of Territory"]]),
        ("羣", &[["¶2.2", "source", "羣衆都覩見了。", "The masses saw it."]]),
        ("群", &[["¶2.2", "source", "羣衆都覩見了。", "The masses saw it."]]),
        ("苏联", &[["¶2.1", "source", "蘇聯政府收到了囘信。", "The Soviet Government received the reply."]]),
        ("receives", &[["¶2.1", "translation", "The Soviet Government received the reply.", "蘇聯政府收到了囘信。"]]),
        (
            "border 局势",
            &[["¶3", "source", "一九六二年八月，边界局势稳定下来。", "In August 1962 the borders became quiet."]],
        ),
        ("没有", &[]),
    ] {
        let hits = desk.hits(query);
        // A title is the first line here, and is found too.
        let hits: Vec<_> = hits.iter().filter(|hit| hit[1] != "title").collect();
        assert_eq!(hits, expected.iter().collect::<Vec<_>>(), "{query}");
    }
    assert_eq!(desk.hits("border").len(), 2);
    let results = desk.results("天气");
    let keys: Vec<&String> = results[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["document", "hits", "title"]);
    assert_eq!(results.len(), 1);
    assert_eq!(results[0]["document"].as_str().map(str::len), Some(64));
    assert_eq!(desk.hits("天气")[0], ["", "title", "天气", ""]);
}

#[test]
fn nothing_typed_is_an_error_and_nothing_found_is_none() {
    let desk = Desk::new();
    for query in ["没有", "", "\"", "AND", "NEAR(领 土", "领*", "^领", "words:领", "💥", "\u{202e}", "'; --", "-x", "…"]
    {
        desk.results(query);
        let Outcome { status, .. } = desk.run(&["search", "--", query]);
        assert_eq!(status, 0, "{query}");
    }
    desk.results(&"边界".repeat(5_000));
    for (query, expected) in
        [("没有", "nothing was found"), ("…", "nothing to search for"), ("", "nothing to search for")]
    {
        let Outcome { status, stdout, stderr } = desk.run(&["search", query]);
        assert_eq!((status, stdout.as_str()), (0, ""));
        assert!(stderr.contains(expected), "{stderr}");
    }
    for arguments in [&["search"][..], &["search", "领", "--as", "csv"], &["search", "领", "--most", "3"]] {
        assert_eq!(desk.run(arguments).status, 2, "{arguments:?}");
    }
}

#[test]
fn text_is_for_people() {
    let desk = Desk::new();
    let Outcome { status, stdout, stderr } = desk.run(&["search", "边界", "border"]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    let lines: Vec<&str> = stdout.lines().collect();
    assert!(lines.contains(&"  ¶3       source       一九六二年八月，边界局势稳定下来。"), "{stdout}");
    assert!(lines.contains(&"                        In August 1962 the borders became quiet."), "{stdout}");
}

#[test]
fn the_library_may_be_named_and_has_to_be_there() {
    let desk = Desk::new();
    let named =
        |path: &str| outcome(desk.program().env("DUIZHAO_LIBRARY", "").args(["--library", path, "search", "领"]));
    assert!(named("书库.duizhao").stdout.contains("领土"));
    let missing = named("没有.duizhao");
    assert_eq!((missing.status, missing.stdout.as_str()), (1, ""));
    assert!(missing.stderr.contains("no library here") && !desk.path("没有.duizhao").exists(), "{}", missing.stderr);
    fs::write(desk.path("文.txt"), "这不是书库").expect("the folder is writable");
    assert_eq!(named("文.txt").status, 1);
}

#[test]
fn notes_are_found_and_what_is_removed_is_not() {
    let desk = Desk::new();
    let note = serde_json::json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:笔记:1",
        "type": "Annotation",
        "body": [
            { "type": "TextualBody", "value": "指哪里？" },
            { "type": "TextualBody", "value": "地圖", "purpose": "tagging" },
        ],
        "target": { "source": "both.txt", "selector": { "type": "TextQuoteSelector", "exact": "边界局势" } },
    });
    fs::write(desk.path("notes.jsonld"), note.to_string()).expect("the folder is writable");
    assert_eq!(desk.run(&["notes", "import", "both.txt", "notes.jsonld"]).status, 0);
    assert_eq!(desk.hits("哪里"), [["¶3", "note", "指哪里？\n#地圖", "边界局势"]]);
    assert_eq!(desk.hits("地图").len(), 1);
    assert!(desk.run(&["library", "verify"]).stdout.starts_with("sound"));
    assert_eq!(desk.run(&["library", "remove", "both.txt"]).status, 0);
    assert_eq!((desk.hits("哪里").len(), desk.hits("领土").len(), desk.hits("border").len()), (0, 0, 1));
    assert_eq!(desk.run(&["library", "restore", "both.txt"]).status, 0);
    assert_eq!((desk.hits("哪里").len(), desk.hits("border").len()), (1, 2));
    assert_eq!(desk.run(&["library", "remove", "both.txt"]).status, 0);
    assert_eq!(desk.run(&["library", "empty-bin"]).status, 0);
    assert_eq!(desk.hits("哪里").len(), 0);
    assert!(desk.run(&["library", "verify"]).stdout.starts_with("sound: 1 documents"));
}

#[test]
fn what_is_left_out_is_said_and_can_be_had() {
    let desk = Desk::new();
    let many = (0..250).map(|nth| format!("第{nth}条水渠。\n\n")).collect::<Vec<_>>().concat();
    fs::write(desk.path("many.txt"), many).expect("the folder is writable");
    assert_eq!(desk.run(&["library", "add", "many.txt"]).status, 0);
    let some = desk.run(&["search", "水渠", "--as", "json"]);
    assert_eq!(some.stdout.matches("\"address\"").count(), 200);
    assert!(some.stderr.contains("more hits were found") && some.stderr.contains("--all"), "{}", some.stderr);
    let all = desk.run(&["search", "水渠", "--all", "--as", "json"]);
    assert!(all.stdout.matches("\"side\": \"source\"").count() == 250 && all.stderr.is_empty(), "{}", all.stderr);
}

#[test]
fn an_older_library_is_indexed_before_it_is_searched() {
    let desk = Desk::new();
    as_of_old(&desk.library());
    let first = desk.run(&["search", "領土", "--as", "json"]);
    assert!(first.status == 0 && first.stdout.contains("领土问题"), "{}", first.stderr);
    assert!(first.stderr.contains("to be indexed, once: 2 documents"), "{}", first.stderr);
    let second = desk.run(&["search", "領土", "--as", "json"]);
    assert_eq!((second.stdout, second.stderr.as_str()), (first.stdout, ""));
    assert!(desk.run(&["library", "verify"]).stdout.starts_with("sound: 2 documents"));
}

#[test]
fn footnotes_and_metadata_are_found_and_told_apart() {
    let desk = Desk::with_mill();
    let sentence = "青石镇志，東街書局，1931年";
    let cited = "东街三号的风车[1]由木匠主持[2]。";
    assert_eq!(desk.hits("书局"), [["¶1.1", "source-footnote", sentence, cited]]);
    assert_eq!(desk.hits("镇誌"), desk.hits("書局"));
    assert_eq!(desk.hits("towns"), [["¶1.1", "source-footnote", "History of the Town, p. 12", cited]]);
    assert_eq!(desk.hits("溪口"), [["", "source-infobox", "溪口", "Location"]]);
    assert_eq!(desk.hits("12345"), [["", "metadata", "12345", "Record ID"]]);
    assert_eq!(desk.hits("Duizhao archives"), [["", "metadata", "Duizhao Test Archive", "Publisher"]]);
    // What a line is called is no text of the document.
    assert_eq!(desk.hits("publisher"), [[""; 4]; 0]);
    let Outcome { status, stdout, stderr } = desk.run(&["search", "书局"]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.contains(&format!("  ¶1.1     Footnote 1   {sentence}\n")), "{stdout}");
    let Outcome { stdout, .. } = desk.run(&["search", "12345"]);
    assert!(stdout.contains("\n           Record ID    12345\n\n"), "{stdout}");
    assert!(desk.run(&["library", "verify"]).stdout.starts_with("sound: 4 documents"));
}

#[test]
fn footnotes_of_an_older_library_are_indexed_before_it_is_searched() {
    let desk = Desk::with_mill();
    as_of_second_form(&desk.library());
    let verified = desk.run(&["library", "verify"]);
    assert!(verified.stdout.starts_with("sound: 4 documents"), "{}", verified.stdout);
    assert!(verified.stderr.contains("4 documents are not wholly in the index"), "{}", verified.stderr);
    let first = desk.run(&["search", "书局", "--as", "json"]);
    assert!(first.status == 0 && first.stdout.contains("\"source-footnote\""), "{}", first.stderr);
    assert!(first.stderr.contains("to be indexed, once: 4 documents"), "{}", first.stderr);
    let second = desk.run(&["search", "书局", "--as", "json"]);
    assert_eq!((second.stdout, second.stderr.as_str()), (first.stdout, ""));
    let backups = desk.path("backups");
    let names: Vec<_> = fs::read_dir(backups).expect("it is there").filter_map(Result::ok).collect();
    assert!(names.iter().any(|one| one.file_name().to_string_lossy().contains("-form-2-")), "{names:?}");
}

/// As someone who may read the library but not write to it.
#[cfg(target_os = "linux")]
#[test]
fn a_library_that_may_not_be_written_to_is_searched() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;
    let desk = Desk::new();
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
    fs::set_permissions(desk.library(), fs::Permissions::from_mode(0o644)).expect("it is ours");
    let before = fs::read(desk.library()).expect("it is ours");
    let as_nobody = |arguments: &[&str]| {
        let output = desk.program().uid(NOBODY).args(arguments).output();
        output.ok().filter(|output| output.status.code().is_some()).map(|output| Outcome {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    };
    let Some(found) = as_nobody(&["search", "羣"]) else {
        return shared::skipped("a search in a library of somebody else, since this needs to become somebody else");
    };
    assert_eq!((found.status, found.stderr.as_str()), (0, ""));
    assert!(found.stdout.contains("The masses saw it."), "{}", found.stdout);
    assert_eq!(as_nobody(&["library", "verify"]).map(|found| found.status), Some(0));
    // Where the index is not complete, that is said.
    drop(Connection::open(desk.library()).expect("it is ours").execute_batch(
        "DELETE FROM search; DELETE FROM passages; DELETE FROM details;
         UPDATE documents SET texts = NULL, details = NULL; PRAGMA journal_mode = DELETE;",
    ));
    let found = as_nobody(&["search", "羣"]).expect("it ran before");
    assert_eq!((found.status, found.stdout.as_str()), (0, ""));
    assert!(
        found.stderr.contains("not wholly in the index yet, so not wholly searched: 2 documents"),
        "{}",
        found.stderr
    );
    assert_ne!(before, [0; 0]);
}

#[test]
fn addresses_are_those_that_align_prints() {
    let Some(path) = shared::document("soviet-statement-1962.archive.txt") else { return };
    let desk = Desk::new();
    let path = path.to_str().expect("it is UTF-8");
    assert_eq!(desk.run(&["library", "add", path]).status, 0);
    let aligned: Value = serde_json::from_str(&desk.run(&["align", path, "--as", "json"]).stdout).expect("it is JSON");
    let rows = aligned["rows"].as_array().expect("a list");
    let hits = desk.hits("中國");
    assert!(hits.len() > 5, "{hits:?}");
    for [address, side, text, partner] in hits.iter().filter(|hit| hit[1] != "title") {
        let row = rows.iter().find(|row| {
            let number = row["address"].as_str().expect("an address");
            address == number || address.strip_prefix(number).is_some_and(|rest| rest.starts_with('.'))
        });
        let row = row.unwrap_or_else(|| panic!("{address}"));
        let across = if side == "source" { "translation" } else { "source" };
        let pair = row["sentences"].as_array().expect("a list").iter().find(|pair| {
            let of = |side: &str| pair[side].as_str().expect("text").trim().to_owned();
            of(side) == *text && of(across) == *partner
        });
        assert!(pair.is_some(), "{address}: {text} / {partner}");
    }
}
