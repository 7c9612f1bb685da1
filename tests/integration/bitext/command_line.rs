//! `duizhao export`, and `align` with files that have their pairs.

use std::fs;

use tempfile::TempDir;

use crate::program::{Outcome, outcome, program};

const TEXT: &str = "苏联政府收到了声明。这不是很清楚的嗎?\n\n边界局势已经稳定。\n\nThe Soviet Government received the statement. Isn't \
                    this clear?\n\nThe border has become quiet.\n";

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::write(desk.folder.path().join("声明.txt"), TEXT).expect("it is writable");
        desk
    }

    /// Runs a command in the folder, its words parted by blanks.
    fn run(&self, line: &str) -> Outcome {
        let mut program = program();
        program.current_dir(self.folder.path()).env("DUIZHAO_LIBRARY", "书库.duizhao").args(line.split(' '));
        outcome(&mut program)
    }

    /// What a command prints that is done.
    fn printed(&self, line: &str) -> String {
        let Outcome { status, stdout, stderr } = self.run(line);
        assert_eq!(status, 0, "{line}: {stderr}");
        stdout
    }
}

#[test]
fn a_document_leaves_and_is_aligned_as_it_left() {
    let desk = Desk::new();
    let expected = desk.printed("align 声明.txt --level sentence");
    for form in ["tmx", "xliff", "html", "tei"] {
        let Outcome { status, stdout, stderr } = desk.run(&format!("export 声明.txt --as {form} --output a.{form}"));
        assert_eq!((status, stdout.len()), (0, 0), "{stderr}");
        assert!(stderr.contains("not in this format: "), "{stderr}");
        assert_eq!(desk.printed(&format!("align a.{form} --level sentence")), expected, "{form}");
        // By its id, its title and its file it is the same document; aligned from the file it is the same text.
        assert_eq!(
            desk.printed(&format!("export 声明 --as {form}")),
            desk.printed(&format!("export 声明.txt --as {form}"))
        );
        if form == "tei" {
            continue;
        }
        assert_eq!(
            desk.printed(&format!("align 声明.txt --as {form}")),
            desk.printed(&format!("export 声明.txt --as {form}"))
        );
    }
    for form in ["docx", "epub", "markdown"] {
        desk.printed(&format!("export 声明.txt --as {form} --output a.{form}"));
        let rows = |line: &str| -> Vec<String> {
            let table = desk.printed(line);
            table.lines().map(|line| line.split('\t').take(3).collect::<Vec<_>>().join("\t")).collect()
        };
        let name = if form == "markdown" { "a.md" } else { &format!("a.{form}") };
        if form == "markdown" {
            fs::rename(desk.folder.path().join("a.markdown"), desk.folder.path().join(name)).expect("it is there");
        }
        assert_eq!(rows(&format!("align {name}")), rows("align 声明.txt"), "{form}");
    }
    assert_eq!(desk.printed("export 声明.txt --as tsv"), desk.printed("align 声明.txt"));
    assert_eq!(desk.printed("export 声明.txt --as beads"), desk.printed("align 声明.txt --as beads"));
    desk.printed("export 声明.txt --as csv --output a.csv");
    assert_eq!(desk.printed("align a.csv"), desk.printed("align 声明.txt"));
    let list = desk.printed("library list --as json");
    assert_eq!(list.matches("\"id\"").count(), 1, "{list}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let desk = Desk::new();
    desk.printed("library add 声明.txt");
    for (line, status, said) in [
        ("export 声明.txt", 2, "--as"),
        ("export 声明.txt --as pdf", 2, "tmx, xliff, html, docx, epub, markdown, tsv, csv, beads, tei"),
        ("export 没有 --as tmx", 1, "No document of the library is called 没有"),
        ("export 声明.txt --as tmx --output 声明.txt", 1, "would replace the file"),
        ("export 声明.txt --as tmx --output 书库.duizhao", 1, "would replace the file"),
        ("export 声明.txt --as tmx --output no/such/a.tmx", 1, "Could not be written"),
        ("align --segmented 声明.txt 声明.txt --as tmx", 2, "beads"),
    ] {
        let outcome = desk.run(line);
        assert_eq!(outcome.status, status, "{line}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(said) && outcome.stdout.is_empty(), "{line}: {}", outcome.stderr);
    }
}

#[test]
fn a_memory_joins_the_library_with_its_pairs() {
    let desk = Desk::new();
    desk.printed("align 声明.txt --as tmx --output a.tmx");
    let id = desk.printed("library add a.tmx");
    let id = id.trim();
    assert!(desk.printed("library list --as json").contains("\"kind\": \"tmx\""));
    assert_eq!(desk.printed("library verify"), "sound: 1 documents, 0 notes and drafts\n");
    assert_eq!(desk.printed(&format!("export {id} --as tmx")), desk.printed("align a.tmx --as tmx"));
}

#[test]
fn links_of_intertext_are_read_with_the_texts_beside_them() {
    let desk = Desk::new();
    let write = |name: &str, text: &str| fs::write(desk.folder.path().join(name), text).expect("it is writable");
    write("书.zh.xml", "<doc><p id=\"1\"><s id=\"1:1\">水位稳定。</s><s id=\"1:2\">居民回村。</s></p></doc>");
    write("书.en.xml", "<doc><p id=\"1\"><s id=\"1:1\">The level is stable, and all are back.</s></p></doc>");
    write(
        "书.alignment.xml",
        "<linkGrp toDoc=\"书.zh.xml\" fromDoc=\"书.en.xml\"><link type=\"2-1\" xtargets=\"1:1 1:2;1:1\" status=\"man\"/></linkGrp>",
    );
    let expected = "address\tsource\ttranslation\tconfidence\tstatus\n\
                    ¶1\t水位稳定。居民回村。\tThe level is stable, and all are back.\t1.000\tconfirmed\n";
    assert_eq!(desk.printed("align 书.alignment.xml"), expected);
    let id = desk.printed("library add 书.alignment.xml");
    assert_eq!(desk.printed("library verify"), "sound: 1 documents, 0 notes and drafts\n");
    assert_eq!(desk.printed(&format!("export {} --as tsv", id.trim())), expected);
    assert_eq!(desk.printed("export 书.alignment.xml --as tsv"), expected);
    fs::remove_file(desk.folder.path().join("书.en.xml")).expect("it is there");
    let outcome = desk.run("align 书.alignment.xml");
    assert!(outcome.status == 1 && outcome.stderr.contains("书.en.xml"), "{}", outcome.stderr);
    assert_eq!(desk.printed(&format!("export {} --as tsv", id.trim())), expected);
}
