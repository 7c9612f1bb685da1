//! `duizhao library`: what goes in and comes out, and what is said when it cannot.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Outcome, outcome, program};
use crate::shared;

const CHINESE: &str = "苏联政府收到了中国政府的声明。这不是很清楚的嗎?\n\n边界局势已经稳定下来。\n";
const ENGLISH: &str = "The Soviet Government received the statement of the Chinese Government. Isn't this clear?\n\nThe border has become quiet.\n";

/// A folder with files to add, and a place for a library.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        desk.write("声明.zh.txt", CHINESE);
        desk.write("statement.en.txt", ENGLISH);
        desk.write("both.txt", format!("领土问题\n\n{CHINESE}\n\nA Question of Territory\n\n{ENGLISH}"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), content).expect("the folder is writable");
        self.path(name)
    }

    fn library(&self) -> PathBuf {
        self.path("架子/书库.duizhao")
    }

    fn program(&self) -> Command {
        let mut program = program();
        program.current_dir(self.folder.path());
        program
    }

    /// Runs `duizhao --library … library` with more arguments.
    fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Outcome {
        outcome(self.program().arg("--library").arg(self.library()).arg("library").args(arguments))
    }

    /// The same, when it has to be done: what it prints, without the line end.
    fn done<S: AsRef<OsStr>>(&self, arguments: &[S]) -> String {
        let Outcome { status, stdout, stderr } = self.run(arguments);
        assert_eq!((status, stderr.as_str()), (0, ""), "{stdout}");
        stdout.trim_end().to_owned()
    }

    fn list(&self, more: &[&str]) -> Vec<Value> {
        let printed = self.done(&[&["list", "--as", "json"], more].concat());
        serde_json::from_str::<Value>(&printed).expect("it is JSON").as_array().expect("it is a list").clone()
    }
}

fn short(id: &str, len: usize) -> &str {
    id.get(..len).expect("an id is longer")
}

/// One line on stderr with status 1, nothing on stdout.
#[track_caller]
fn assert_refused(outcome: &Outcome, expected: &[&str]) {
    let Outcome { status, stdout, stderr } = outcome;
    assert_eq!((*status, stdout.as_str(), stderr.lines().count()), (1, "", 1), "{stderr}");
    for word in expected {
        assert!(stderr.contains(word), "{word}: {stderr}");
    }
}

#[test]
fn a_document_is_added_once_and_listed() {
    let desk = Desk::new();
    let run = desk.run(&["list", "--as", "json"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "[]\n"), "{}", run.stderr);
    assert!(run.stderr.contains("no library") && run.stderr.contains("书库"), "{}", run.stderr);
    assert!(!desk.library().exists(), "to look makes none");
    let id = desk.done(&["add", "声明.zh.txt", "statement.en.txt"]);
    assert_eq!((id.len(), id.bytes().all(|byte| byte.is_ascii_hexdigit())), (64, true), "{id}");
    assert_eq!(desk.done(&["add", "声明.zh.txt", "statement.en.txt"]), id);
    assert_eq!(desk.done(&["add", "statement.en.txt", "声明.zh.txt"]), id);
    let both = desk.done(&["add", "both.txt"]);
    let listed = desk.list(&[]);
    assert_eq!(listed.len(), 2);
    let keys: Vec<&String> = listed[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["added", "id", "kind", "notes", "rows", "title"]);
    assert_eq!((&listed[0]["id"], &listed[1]["id"]), (&id.as_str().into(), &both.as_str().into()));
    assert_eq!((&listed[0]["kind"], &listed[0]["notes"], &listed[0]["rows"]), (&"plain".into(), &0.into(), &2.into()));
    assert!(listed[0]["added"].as_str().is_some_and(|added| added.ends_with('Z') && added.len() == 20));
    let text = desk.done(&["list"]);
    assert_eq!(text.lines().count(), 2);
    assert!(text.starts_with(short(&id, 12)) && text.contains("2 rows"), "{text}");
    assert!(desk.done(&["verify"]).starts_with("sound: 2 documents"));
}

#[test]
fn the_environment_names_the_library_and_the_option_wins() {
    let desk = Desk::new();
    let (one, other) = (desk.path("一"), desk.path("二"));
    let run = |arguments: &[&OsStr]| outcome(desk.program().env("DUIZHAO_LIBRARY", &one).args(arguments));
    let words = ["library", "add", "both.txt"].map(OsStr::new);
    assert_eq!(run(&words).status, 0);
    assert!(one.is_file() && !other.exists());
    assert_eq!(run(&[&[OsStr::new("--library"), other.as_os_str()], &words[..]].concat()).status, 0);
    assert!(other.is_file());
    // Where neither says anything it is the platform's folder.
    if cfg!(target_os = "linux") {
        let data = desk.path("数据");
        let done = outcome(desk.program().env("XDG_DATA_HOME", &data).env("DUIZHAO_LIBRARY", "").args(words));
        assert_eq!(done.status, 0, "{}", done.stderr);
        assert!(data.join("duizhao/library.duizhao").is_file());
    }
}

#[test]
fn a_removed_document_can_come_back_until_the_bin_is_emptied() {
    let desk = Desk::new();
    let id = desk.done(&["add", "声明.zh.txt"]);
    let other = desk.done(&["add", "both.txt"]);
    for back in [id.as_str(), short(&id, 6), "声明.zh.txt", "聲明"] {
        assert_eq!(desk.done(&["remove", &id]), "");
        assert_eq!((desk.list(&[]).len(), desk.list(&["--bin"]).len()), (1, 1));
        assert_eq!(desk.done(&["restore", back]), id, "{back}");
        assert_eq!((desk.list(&[]).len(), desk.list(&["--bin"]).len()), (2, 0));
    }
    assert_eq!(desk.done(&["remove", "both.txt"]), "");
    assert_eq!(desk.done(&["add", "both.txt"]), other, "adding it again takes it back");
    assert_eq!(desk.done(&["remove", "both.txt"]), "");
    let emptied = desk.run(&["empty-bin"]);
    assert_eq!((emptied.status, emptied.stdout.as_str()), (0, ""));
    assert_eq!((desk.list(&[]).len(), desk.list(&["--bin"]).len()), (1, 0));
    assert_refused(&desk.run(&["restore", other.as_str()]), &["no document in the bin"]);
    assert!(desk.done(&["verify"]).starts_with("sound: 1 documents"));
}

#[test]
fn a_backup_brings_the_library_back() {
    let desk = Desk::new();
    let id = desk.done(&["add", "声明.zh.txt"]);
    let copy = PathBuf::from(desk.done(&["backup"]));
    assert!(copy.starts_with(desk.path("架子/backups")) && copy.is_file(), "{}", copy.display());
    assert_eq!(desk.done(&["backup", "--output", "一.duizhao"]), "一.duizhao");
    desk.done(&["add", "both.txt"]);
    let restored = desk.run(&["restore", "一.duizhao"]);
    assert_eq!((restored.status, restored.stdout.as_str()), (0, ""), "{}", restored.stderr);
    let kept = restored.stderr.trim_end().rsplit(' ').next().expect("it names the file");
    assert_eq!(desk.list(&[]).len(), 1);
    // What was there before is a library too, and can come back.
    assert_eq!(desk.run(&["restore", kept]).status, 0);
    assert_eq!(desk.list(&[]).len(), 2);
    // A library that can no longer be read is put aside, not lost.
    let damaged = b"SQLite format 3\0 then nothing".to_vec();
    fs::write(desk.library(), &damaged).expect("it is ours");
    assert_refused(&desk.run(&["list"]), &["cut short", "restore"]);
    let restored = desk.run(&["restore", "一.duizhao"]);
    assert_eq!(restored.status, 0, "{}", restored.stderr);
    let kept = restored.stderr.trim_end().rsplit(' ').next().expect("it names the file");
    assert_eq!(fs::read(kept).expect("it was kept"), damaged);
    assert_eq!(desk.list(&[])[0]["id"], id);
    // Into a place where there is none.
    fs::remove_dir_all(desk.path("架子")).expect("it is ours");
    assert_eq!(desk.run(&["restore", "一.duizhao"]).status, 0);
    assert_eq!(desk.list(&[])[0]["id"], id);
}

#[test]
fn adding_makes_the_backup_of_the_day() {
    let desk = Desk::new();
    desk.done(&["add", "声明.zh.txt"]);
    desk.done(&["add", "both.txt"]);
    let names: Vec<PathBuf> = fs::read_dir(desk.path("架子/backups"))
        .expect("the folder was made")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn what_cannot_be_done_is_said_on_one_line_with_status_1() {
    let desk = Desk::new();
    desk.write("empty.txt", "");
    desk.write("binary.bin", [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0].repeat(64));
    desk.done(&["add", "声明.zh.txt"]);
    desk.done(&["add", "both.txt"]);
    for (arguments, expected) in [
        (&["add", "没有.txt"][..], &["没有.txt", "no such file"][..]),
        (&["add", "empty.txt"], &["empty.txt", "empty"]),
        (&["add", "binary.bin"], &["binary.bin", "not like text"]),
        (&["add", "声明.zh.txt", "binary.bin"], &["binary.bin"]),
        (&["add", "声明.zh.txt", "both2.txt"], &["both2.txt", "no such file"]),
        (&["add", "."], &["folder"]),
        (&["remove", "没有"], &["没有", "list"]),
        (&["remove", "abcdef"], &["No document"]),
        (&["remove", "empty.txt"], &["No document"]),
        (&["remove", ""], &["No document"]),
        (&["restore", "没有"], &["没有", "no backup"]),
        (&["restore", "声明.zh.txt"], &["声明.zh.txt", "no library"]),
        (&["restore", "架子/书库.duizhao"], &["the library itself"]),
        (&["backup", "--output", "架子/书库.duizhao"], &["the library itself"]),
        (&["backup", "--output", "声明.zh.txt"], &["声明.zh.txt", "no library"]),
        (&["backup", "--output", "声明.zh.txt/备份"], &["备份"]),
    ] {
        assert_refused(&desk.run(arguments), expected);
    }
    assert_eq!(fs::read_to_string(desk.path("声明.zh.txt")).expect("it is there"), CHINESE);
    assert_eq!(desk.list(&[]).len(), 2, "nothing was removed or added");
}

#[test]
fn misuse_ends_with_status_2() {
    let desk = Desk::new();
    for arguments in [
        &[][..],
        &["lend"],
        &["add"],
        &["add", "a", "b", "c"],
        &["remove"],
        &["restore"],
        &["list", "--as", "csv"],
        &["verify", "now"],
        &["backup", "--output"],
    ] {
        let Outcome { status, stdout, stderr } = desk.run(arguments);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
    }
    assert!(!desk.library().exists());
}

#[test]
fn a_file_that_is_no_library_is_left_alone() {
    let desk = Desk::new();
    desk.done(&["add", "声明.zh.txt"]);
    let whole = fs::read(desk.library()).expect("it is there");
    let newer = [&whole[..60], &77_u32.to_be_bytes(), &whole[64..]].concat();
    let folder = desk.path("别处");
    fs::create_dir(&folder).expect("the folder is writable");
    for (bytes, expected) in [
        (CHINESE.as_bytes().to_vec(), "no library"),
        (whole[..whole.len() - 4096].to_vec(), "cut short"),
        (whole[..200].to_vec(), "cut short"),
        (newer, "newer"),
    ] {
        let path = folder.join("书库");
        fs::write(&path, &bytes).expect("the folder is writable");
        for task in [&["list"][..], &["add", "both.txt"], &["verify"], &["backup"], &["remove", "x"], &["empty-bin"]] {
            let run = outcome(desk.program().arg("--library").arg(&path).arg("library").args(task));
            assert_refused(&run, &["书库", expected]);
        }
        assert_eq!(fs::read(&path).expect("it is there"), bytes);
        assert_eq!(fs::read_dir(&folder).expect("it can be listed").count(), 1, "nothing was put beside it");
    }
    let run = outcome(desk.program().arg("--library").arg(&folder).args(["library", "list"]));
    assert_refused(&run, &["folder"]);
    for task in ["verify", "backup", "empty-bin"] {
        let path = desk.path("没有/书库");
        let run = outcome(desk.program().arg("--library").arg(&path).args(["library", task]));
        assert_refused(&run, &["no library here"]);
        assert!(!desk.path("没有").exists());
    }
}

#[test]
fn damage_is_found_and_told() {
    let desk = Desk::new();
    desk.done(&["add", "声明.zh.txt"]);
    let mut bytes = fs::read(desk.library()).expect("it is there");
    let text = CHINESE.as_bytes();
    let at = bytes.windows(text.len()).position(|window| window == text).expect("the file is kept as it came");
    bytes[at] ^= 1;
    fs::write(desk.library(), &bytes).expect("it is ours");
    let Outcome { status, stdout, stderr } = desk.run(&["verify"]);
    assert_eq!(status, 1);
    assert!(stdout.contains("not those that came") && stderr.contains("not sound"), "{stdout} {stderr}");
}

/// As someone who may read the library but not write to it.
#[cfg(target_os = "linux")]
#[test]
fn a_library_that_may_not_be_written_to_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;
    let desk = Desk::new();
    let id = desk.done(&["add", "声明.zh.txt"]);
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    let as_nobody = |arguments: &[&str]| {
        let mut program = desk.program();
        program.uid(NOBODY).arg("--library").arg(desk.library()).arg("library").args(arguments);
        program.output().ok().filter(|output| output.status.code().is_some()).map(|output| Outcome {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    };
    mode(desk.folder.path(), 0o755);
    mode(&desk.path("架子"), 0o755);
    mode(&desk.library(), 0o644);
    let Some(listed) = as_nobody(&["list", "--as", "json"]) else {
        return shared::skipped("a library of somebody else, since this needs to become somebody else");
    };
    let before = fs::read(desk.library()).expect("it is ours");
    assert_eq!((listed.status, listed.stdout.contains(&id)), (0, true), "{}", listed.stderr);
    assert_eq!(as_nobody(&["verify"]).expect("it ran before").status, 0);
    for task in [&["add", "both.txt"][..], &["remove", &id], &["empty-bin"], &["restore", &id]] {
        let refused = as_nobody(task).expect("it ran before");
        let expected = if task[0] == "restore" { "no document in the bin" } else { "may only be read" };
        assert_refused(&refused, &[expected]);
    }
    // The file may be written to, the folder not: SQLite could not keep its log.
    mode(&desk.library(), 0o666);
    assert_eq!(as_nobody(&["list"]).expect("it ran before").status, 0);
    assert_refused(&as_nobody(&["add", "both.txt"]).expect("it ran before"), &["may only be read"]);
    // Not even read.
    mode(&desk.library(), 0o600);
    assert_refused(&as_nobody(&["list"]).expect("it ran before"), &["may not read"]);
    // No leave to make one.
    mode(&desk.path("架子"), 0o755);
    let other = desk.path("架子/新");
    let run = outcome(desk.program().uid(NOBODY).arg("--library").arg(&other).args(["library", "add", "both.txt"]));
    assert_refused(&run, &["新", "may only be read"]);
    assert_eq!(fs::read(desk.library()).expect("it is ours"), before);
    assert_eq!(desk.list(&[]).len(), 1);
}

/// On a disk of one megabyte.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_harms_nothing() {
    let desk = Desk::new();
    let mount = desk.path("盘");
    fs::create_dir(&mount).expect("the folder is writable");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&mount).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        return shared::skipped("a full disk, since this needs leave to mount one");
    }
    let run = |arguments: &[&str]| {
        outcome(desk.program().arg("--library").arg(mount.join("书库")).arg("library").args(arguments))
    };
    let first = run(&["add", "声明.zh.txt"]);
    let large = desk.write("大.txt", CHINESE.repeat(8_000));
    let full = run(&["add", large.to_str().expect("it is UTF-8")]);
    let (listed, verified) = (run(&["list", "--as", "json"]), run(&["verify"]));
    // Not even the file fits by which programs share the library: what is in it can be read all the same.
    let filled = fs::write(mount.join("满"), vec![0; 2 << 20]);
    let exported = outcome(desk.program().arg("--library").arg(mount.join("书库")).args([
        "notes",
        "export",
        first.stdout.trim_end(),
        "--as",
        "markdown",
    ]));
    let (still_listed, still_full) = (run(&["list", "--as", "json"]), run(&["remove", first.stdout.trim_end()]));
    // The disk goes before anything can fail here.
    let unmounted = Command::new("umount").arg(&mount).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!(first.status, 0, "{}", first.stderr);
    assert_refused(&full, &["disk is full", "Make room"]);
    assert!(listed.stdout.contains(first.stdout.trim_end()), "{}", listed.stderr);
    assert_eq!(verified.status, 0, "{}", verified.stdout);
    assert!(filled.is_err(), "the disk is full");
    assert_eq!(exported.status, 0, "{}", exported.stderr);
    assert_eq!(still_listed.stdout, listed.stdout, "{}", still_listed.stderr);
    assert_refused(&still_full, &["disk is full", "Make room"]);
}

#[test]
fn the_shared_documents_are_kept_and_verified() {
    let desk = Desk::new();
    let names = ["soviet-statement-1962.archive.txt", "xinjiang-exodus.zh.wikitext", "yining-incident.zh.wikitext"];
    let Some(paths) = names.iter().map(|name| shared::document(name)).collect::<Option<Vec<_>>>() else { return };
    for path in &paths {
        desk.done(&[OsStr::new("add"), path.as_os_str()]);
    }
    assert_eq!(desk.list(&[]).len(), paths.len());
    assert!(desk.done(&["verify"]).starts_with("sound: 3 documents"));
}
