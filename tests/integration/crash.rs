//! A program that is killed while it writes: the library opens, is sound, and holds every edit that was acknowledged.
//!
//! The test starts itself again as children that make a thousand edits and say so after each save, one or two at a
//! time, kills them at a random moment, and looks. Ten rounds, killed in the first second, or as many as
//! `DUIZHAO_CRASH_ROUNDS` says, killed at any moment of the thousand edits; all on one library.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use duizhao::library::{DocumentKey, FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{
    Annotation, AnnotationId, Document, Draft, DraftId, Edit, Motivation, Progress, Selector, SideName, Standing,
    Target, Timestamp, Work,
};
use duizhao::{align, import};

/// Says to a child who it is, which round it is, and where the library is.
const CHILD: &str = "DUIZHAO_CRASH_CHILD";
/// How many edits a child makes if nobody stops it.
const EDITS: u64 = 1_000;
const NOW: Timestamp = Timestamp(1_795_278_783);
const TEXT: &str = "苏联政府收到了声明。\n\n边界局势稳定下来。\n\nThe Soviet Government received the statement.\n\n\
                    The border has become quiet.\n";

#[test]
fn what_was_acknowledged_survives_a_kill() {
    if let Some(child) = std::env::var_os(CHILD) {
        let child = child.into_string().expect("it is UTF-8");
        let mut words = child.splitn(3, ' ');
        let mut number = || words.next().expect("a number").parse().expect("a number");
        let (who, round) = (number(), number());
        return edit_until_killed(Path::new(words.next().expect("a path")), who, round);
    }
    let asked = std::env::var("DUIZHAO_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let rounds = asked.unwrap_or(10);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("书库.duizhao");
    let mut chance = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").subsec_nanos();
    let (mut work, mut was_added, mut all, mut furthest) = (first_work(), false, 0, 0);
    // How long the thousand edits of a child take, as the rounds before went.
    let mut whole = Duration::from_secs(1);
    for round in 0..rounds {
        // A linear congruence is chance enough for a moment to kill at (Numerical Recipes, 7.1).
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let children: Vec<Child> = (0..=round % 2).map(|who| start(&path, who, round)).collect();
        let moment = whole.mul_f64(f64::from(chance) / f64::from(u32::MAX));
        thread::sleep(moment);
        let said: Vec<Vec<String>> = children.into_iter().map(kill).collect();
        was_added |= said.iter().any(|said| !said.is_empty());

        let library = Library::open(&path, NOW).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let verified = library.verify(|_| Ok(())).unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert!(verified.is_sound(), "round {round}: {:?}", verified.problems);
        let found = match library.load(&key()) {
            Ok(stored) => stored.work,
            Err(error) => {
                assert!(!was_added, "round {round}: {error}");
                continue;
            }
        };
        let counts: Vec<u64> = said.iter().map(|said| said.len().saturating_sub(1) as u64).collect();
        all += counts.iter().sum::<u64>();
        let most = counts.iter().copied().max().unwrap_or_default();
        furthest = furthest.max(most);
        if asked.is_some() && most > 100 {
            whole = moment.mul_f64(EDITS as f64 / most as f64).min(Duration::from_secs(20));
        }
        assert!(is_one_of(&found, &work, round, &counts), "round {round}: {counts:?} edits were acknowledged");
        work = found;
    }
    assert!(all > 0, "no edit was made at all");
    let said = format!("{rounds} kills, {all} edits acknowledged, none lost; up to {furthest} in one run");
    writeln!(std::io::stderr(), "{said}").unwrap_or_default();
}

/// Whether `found` is `before` with the edits that each child was told are saved. The next one of each may have been
/// saved just before the end, or not.
fn is_one_of(found: &Work, before: &Work, round: u64, counts: &[u64]) -> bool {
    let mut possible = vec![before.clone()];
    for (who, count) in (0..).zip(counts) {
        possible = possible
            .iter()
            .flat_map(|work| {
                let least = (0..*count).fold(work.clone(), |work, nth| edited(&work, who, round, nth));
                let most = edited(&least, who, round, *count);
                [least, most]
            })
            .collect();
    }
    possible.contains(found)
}

fn start(path: &Path, who: u64, round: u64) -> Child {
    let name = concat!(module_path!(), "::what_was_acknowledged_survives_a_kill");
    let name = name.split_once("::").expect("the first is the test binary").1;
    Command::new(std::env::current_exe().expect("this runs"))
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{who} {round} {}", path.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts again")
}

/// Kills a child with SIGKILL, or what the system has for it, and gives the whole lines in which it said what was saved.
fn kill(mut child: Child) -> Vec<String> {
    child.kill().expect("it is ours");
    let said = BufReader::new(child.stdout.take().expect("it is piped"));
    let lines = said.lines().map_while(Result::ok).filter(|line| line.starts_with("saved ") && line.ends_with('.'));
    let lines = lines.collect();
    child.wait().expect("it is ours");
    lines
}

/// What a child does.
fn edit_until_killed(path: &Path, who: u64, round: u64) {
    let mut library = Library::open(path, NOW).expect("it can be opened");
    let document = document();
    let new = NewDocument { files: files(), document: &document, work: &first_work(), added: NOW };
    let key = library.add(&new).expect("it can be added");
    // The test runner left its line open.
    drop(writeln!(std::io::stdout()));
    say("the document");
    let mut work = library.load(&key).expect("it was added").work;
    for nth in 0..EDITS {
        let after = edited(&work, who, round, nth);
        library.save(&key, &work, &after).expect("each child edits what is its own");
        say(&nth.to_string());
        work = after;
    }
}

fn say(what: &str) {
    let mut stdout = std::io::stdout().lock();
    // Nobody may be left to listen.
    drop(writeln!(stdout, "saved {what}.").and_then(|()| stdout.flush()));
}

/// The work with the edit number `nth` of a child in a round done: of every kind in turn.
fn edited(work: &Work, who: u64, round: u64, nth: u64) -> Work {
    let id = |nth: u64| AnnotationId(format!("urn:笔记:{who}:{round}:{}", nth / 6).into());
    let edit = match nth % 6 {
        0 => Edit::AddAnnotation(note(id(nth), "第一稿".to_owned())),
        1 => Edit::ChangeAnnotation(note(id(nth), format!("𠮷 {}", "改".repeat(nth as usize % 700)))),
        2 => Edit::PutDraft(draft(format!("urn:译:{who}"), format!("Draft {round} {nth}"))),
        3 => Edit::Dismiss { key: format!("{who} {}", nth % 7), dismissed: nth % 4 == 1 },
        // The alignment is saved as a whole, so only one of two may change it.
        4 if who == 0 => {
            let mut alignment = work.alignment.clone();
            Arc::make_mut(&mut alignment).rows[0].confidence = nth as f32 / 1000.0;
            Edit::Align { alignment, label: "确认".to_owned() }
        }
        // Of three notes two go again, so that a library of many rounds does not grow too long to look at.
        5 if nth % 18 != 5 => Edit::RemoveAnnotations(vec![id(nth)]),
        _ => Edit::PutDraft(draft(format!("urn:译:{who}:二"), nth.to_string())),
    };
    edit.apply(work).expect("it makes sense")
}

fn note(id: AnnotationId, text: String) -> Arc<Annotation> {
    Arc::new(Annotation {
        targets: vec![target()],
        text,
        tags: vec!["数字".to_owned()],
        author: "审校".to_owned(),
        created: Some(NOW),
        ..Annotation::new(id, Motivation::Commenting)
    })
}

fn draft(id: String, text: String) -> Arc<Draft> {
    Arc::new(Draft::new(DraftId(id.into()), target(), text))
}

fn target() -> Target {
    let selector = Selector { start: 0, end: 2, exact: "苏联".to_owned(), ..Selector::default() };
    Target { side: SideName::Source, selector, standing: Standing::Sure }
}

fn files() -> Vec<StoredFile> {
    vec![StoredFile { role: FileRole::Document, name: "声明.txt".to_owned(), bytes: TEXT.as_bytes().into() }]
}

fn key() -> DocumentKey {
    DocumentKey::of(&files())
}

fn document() -> Document {
    import::read_text(TEXT, "声明.txt").expect("it is text")
}

fn first_work() -> Work {
    Work::of(align::align(&document(), &Progress::default()).expect("nobody cancels").into())
}
