//! Opening, cancelling, changing sides and remembering, as the window does it but without one.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use duizhao::align::Pin;
use duizhao::model::{Bead, EvidenceKind, Pairing, SideName, Status};
use duizhao::workspace::{
    Base, Command, DocumentId, JobKind, NoticeKind, OpenDocument, Paths, ReadingPlace, Setting, SideFrom, Surroundings,
    Theme, Workspace,
};
use tempfile::TempDir;

const CHINESE: &str = "苏联政府收到了中国政府的声明。\n\n边界局势已经稳定下来。\n\n这不是很清楚的嗎?\n";
const ENGLISH: &str =
    "The Soviet Government received the statement.\n\nThe border has become quiet.\n\nIsn't this clear?\n";

/// A workspace with a folder of its own, and what its workers call.
struct Desk {
    workspace: Workspace,
    woken: Receiver<()>,
    /// The last field, since it must outlive the workspace, which writes into it when it is dropped.
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self::in_folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn in_folder(folder: TempDir) -> Self {
        let (sender, woken) = channel();
        let sender = Mutex::new(sender);
        let wake = move || {
            let sender = sender.lock().expect("no test panics while it wakes");
            sender.send(()).unwrap_or_default();
        };
        let workspace =
            Workspace::new(&Paths::inside(folder.path().join("own")), Arc::new(wake), Surroundings::system());
        Self { workspace, woken, folder }
    }

    /// Ends the program and starts it again.
    fn restarted(self) -> Self {
        let Self { folder, workspace, .. } = self;
        drop(workspace);
        Self::in_folder(folder)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("the folder is writable");
        path
    }

    fn send(&mut self, command: Command) {
        self.workspace.dispatch(command);
    }

    /// Sends a command and waits until all work is done.
    fn carry_out(&mut self, command: Command) {
        self.send(command);
        self.wait_until(Workspace::is_idle);
    }

    fn wait_until(&mut self, done: impl Fn(&Workspace) -> bool) {
        let deadline = Instant::now() + Duration::from_mins(1);
        self.workspace.poll();
        while !done(&self.workspace) {
            let left = deadline.saturating_duration_since(Instant::now());
            self.woken.recv_timeout(left).expect("the workers report in time");
            self.workspace.poll();
        }
    }

    /// The only open document.
    fn only(&self) -> &OpenDocument {
        let [only] = self.workspace.documents.as_slice() else {
            panic!("{} documents are open", self.workspace.documents.len())
        };
        only
    }

    fn titles(&self) -> Vec<String> {
        self.workspace.documents.iter().map(|open| open.origin.name()).collect()
    }

    fn shown(&self) -> Option<String> {
        self.workspace.current_document().map(|open| open.origin.name())
    }

    /// Texts of one side.
    fn passages(&self, id: DocumentId, side: SideName) -> Vec<String> {
        let open = self.workspace.document(id).expect("it is open");
        let side = open.document.side(side).expect("it has that side");
        side.passages.iter().map(|passage| passage.text.text().to_owned()).collect()
    }
}

#[test]
fn a_document_opens_and_is_aligned() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.carry_out(Command::OpenFiles(vec![path.clone()]));
    let open = desk.only();
    assert_eq!(open.origin.base, Base::File(path));
    assert_eq!(desk.workspace.current, Some(open.id));
    assert!(!open.aligning);
    assert!(open.work.alignment.rows.iter().any(|row| row.pairing() == Pairing::Paired));
    assert!(desk.workspace.notices.is_empty(), "{:?}", desk.workspace.notices);
}

#[test]
fn a_file_that_was_cut_off_is_told_of_once_and_stays_in_the_warnings() {
    let whole = "<tmx version=\"1.4\"><header srclang=\"zh\"/><body>\n\
                 <tu><tuv xml:lang=\"zh\"><seg>水位稳定。</seg></tuv><tuv xml:lang=\"en\"><seg>It is stable.</seg></tuv></tu>\n\
                 <tu><tuv xml:lang=\"zh\"><seg>居民回村。</seg></tuv><tuv xml:lang=\"en\"><seg>All are back.</seg></tuv></tu>\n\
                 </body></tmx>\n";
    let mut desk = Desk::new();
    let path = desk.file("全.tmx", whole);
    desk.carry_out(Command::OpenFiles(vec![path]));
    assert!(desk.workspace.notices.is_empty(), "{:?}", desk.workspace.notices);
    let (part, _) = whole.split_once("回村").expect("it is there");
    let path = desk.file("断.tmx", part);
    desk.carry_out(Command::OpenFiles(vec![path.clone()]));
    let told = |desk: &Desk| {
        let notices = desk.workspace.notices.iter();
        notices.map(|told| (told.kind, told.what.clone(), told.path.clone(), told.advice.clone())).collect::<Vec<_>>()
    };
    let what = "Not all of 断.tmx could be read".to_owned();
    let advice = "The file breaks off in line 3, after “居民”, inside of “seg”: what followed is missing.".to_owned();
    assert_eq!(told(&desk), [(NoticeKind::Warning, what, Some(path), advice)]);
    let mut desk = desk.restarted();
    desk.carry_out(Command::RestoreSession);
    assert_eq!(told(&desk), [], "who opens it again knows");
    let opened = desk.workspace.documents.iter();
    let losses = opened.flat_map(|open| &open.document.warnings).filter(|warning| warning.is_loss).count();
    assert_eq!(losses, 1, "and finds it in its details");
}

#[test]
fn a_document_shows_before_it_is_aligned() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.send(Command::OpenFiles(vec![path]));
    desk.wait_until(|workspace| !workspace.documents.is_empty());
    let open = desk.only();
    assert!(open.aligning && !open.work.alignment.rows.is_empty());
    assert!(open.work.alignment.rows.iter().all(|row| row.pairing() != Pairing::Paired));
    let early = open.revision;
    desk.wait_until(Workspace::is_idle);
    assert!(desk.only().revision > early);
}

#[test]
fn what_cannot_be_opened_is_told_and_harms_nothing_else() {
    let mut desk = Desk::new();
    let good = desk.file("好.txt", CHINESE);
    desk.carry_out(Command::OpenFiles(vec![good]));
    let before = desk.only().clone();
    let folder = desk.folder.path().to_owned();
    let empty = desk.file("空.txt", "");
    let binary = desk.file("二进制.bin", [0, 159, 146, 150, 0, 0, 1, 2].repeat(100));
    let missing = folder.join("没有.txt");
    for path in [folder, empty, binary, missing] {
        desk.carry_out(Command::OpenFiles(vec![path.clone()]));
        let notice = desk.workspace.notices.last().expect("there is a notice").clone();
        assert_eq!((notice.kind, notice.path.as_ref()), (NoticeKind::Error, Some(&path)), "{notice:?}");
        assert!(!notice.what.is_empty(), "{notice:?}");
        desk.send(Command::DismissNotice(notice.id));
        assert!(desk.workspace.notices.is_empty());
    }
    let after = desk.only();
    assert_eq!((after.id, after.revision), (before.id, before.revision));
    assert_eq!(desk.workspace.current, Some(before.id));
}

#[test]
fn several_documents_open_in_the_order_they_were_named() {
    let mut desk = Desk::new();
    let names = ["一.txt", "二.txt", "三.txt", "四.txt", "五.txt"];
    // The first is the longest, so that it is read last.
    let file = |(nth, name): (usize, &&str)| desk.file(name, CHINESE.repeat((names.len() - nth) * 200));
    let paths: Vec<PathBuf> = names.iter().enumerate().map(file).collect();
    let missing = desk.folder.path().join("没有.txt");
    desk.carry_out(Command::OpenFiles([paths, vec![missing]].concat()));
    assert_eq!(desk.titles(), names);
    assert_eq!(desk.shown().as_deref(), Some("一.txt"));
    assert_eq!(desk.workspace.notices.len(), 1);

    let missing = desk.folder.path().join("也没有.txt");
    let last = desk.file("六.txt", CHINESE);
    desk.carry_out(Command::OpenFiles(vec![missing, last]));
    assert_eq!(desk.shown().as_deref(), Some("六.txt"), "the first that can be opened is shown");
    desk.send(Command::Close(desk.workspace.documents[5].id));

    let ids: Vec<DocumentId> = desk.workspace.documents.iter().map(|open| open.id).collect();
    desk.send(Command::Show(ids[4]));
    desk.send(Command::Close(ids[4]));
    assert_eq!(desk.shown().as_deref(), Some("四.txt"));
    desk.send(Command::Close(ids[0]));
    assert_eq!(desk.titles(), ["二.txt", "三.txt", "四.txt"]);
    assert_eq!(desk.shown().as_deref(), Some("四.txt"));
    desk.send(Command::Close(ids[0]));
    assert_eq!(desk.workspace.documents.len(), 3, "closing what is closed does nothing");
}

#[test]
fn an_open_file_is_shown_and_read_again_only_when_it_changed() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", CHINESE);
    let other = desk.file("别的.txt", CHINESE);
    desk.carry_out(Command::OpenFiles(vec![path.clone(), other]));
    let first = desk.workspace.documents[0].clone();
    desk.send(Command::Show(desk.workspace.documents[1].id));
    desk.carry_out(Command::OpenFiles(vec![path.clone()]));
    assert_eq!(desk.workspace.current, Some(first.id));
    assert_eq!(desk.workspace.documents[0].revision, first.revision);
    assert!(desk.workspace.notices.is_empty());

    desk.file("声明.txt", "新的一稿，完全不同。\n");
    desk.carry_out(Command::OpenFiles(vec![path.clone()]));
    assert_eq!(desk.passages(first.id, SideName::Source), ["新的一稿，完全不同。"]);
    assert_eq!(desk.workspace.notices[0].kind, NoticeKind::Information);

    fs::remove_file(&path).expect("it is there");
    desk.carry_out(Command::OpenFiles(vec![path]));
    assert_eq!(desk.workspace.notices.last().map(|notice| notice.kind), Some(NoticeKind::Error));
    assert_eq!(desk.passages(first.id, SideName::Source), ["新的一稿，完全不同。"], "what was read stays");
}

#[test]
fn a_pair_is_one_document_in_either_order() {
    let mut desk = Desk::new();
    let (chinese, english) = (desk.file("信.zh", CHINESE), desk.file("letter.en", ENGLISH));
    desk.carry_out(Command::OpenPair { source: english.clone(), translation: chinese.clone() });
    let id = desk.only().id;
    assert!(desk.passages(id, SideName::Source)[0].starts_with("苏联"));
    assert!(desk.passages(id, SideName::Translation)[0].starts_with("The Soviet"));

    desk.carry_out(Command::OpenPair { source: chinese.clone(), translation: desk.folder.path().join("没有") });
    assert_eq!(desk.only().id, id);
    let notice = desk.workspace.notices.last().expect("there is a notice");
    assert!(notice.path.as_ref().is_some_and(|path| path.ends_with("没有")), "{notice:?}");
    let empty = desk.file("空.en", "");
    desk.carry_out(Command::OpenPair { source: chinese, translation: empty.clone() });
    assert_eq!(desk.workspace.notices.last().and_then(|notice| notice.path.clone()), Some(empty));
}

#[test]
fn a_side_is_added_and_replaced_and_the_newest_wins() {
    let mut desk = Desk::new();
    let chinese = desk.file("信.zh", CHINESE);
    let drafts = ["first draft", "second draft", "third draft"].map(|name| {
        let text = format!("This is the {name}.\n\n").repeat(if name == "first draft" { 2000 } else { 1 });
        desk.file(name, text)
    });
    desk.carry_out(Command::OpenFiles(vec![chinese]));
    let id = desk.only().id;
    assert!(desk.only().document.translation.is_none());
    for draft in &drafts {
        desk.send(Command::SetSide { document: id, side: SideName::Translation, file: draft.clone() });
    }
    assert_eq!(desk.workspace.jobs.len(), 1, "older work for the same document is given up");
    desk.wait_until(Workspace::is_idle);
    assert_eq!(desk.passages(id, SideName::Translation), ["This is the third draft."]);
    let [_, _, third] = drafts;
    assert_eq!(desk.only().origin.sides.get(&SideName::Translation), Some(&SideFrom::File(third)));

    desk.carry_out(Command::SetSideText { document: id, side: SideName::Translation, text: ENGLISH.to_owned() });
    assert_eq!(desk.passages(id, SideName::Translation).len(), 3);
    let before = desk.only().revision;
    desk.carry_out(Command::SetSideText { document: id, side: SideName::Translation, text: "  ".to_owned() });
    assert_eq!(desk.only().revision, before, "a side that is no text replaces nothing");
    assert_eq!(desk.workspace.notices.len(), 1);
}

#[test]
fn two_sides_asked_for_at_once_both_arrive() {
    let mut desk = Desk::new();
    desk.carry_out(Command::OpenText(CHINESE.to_owned()));
    let id = desk.only().id;
    let newer = desk.file("新.zh", "另外一份中文文件。\n");
    let english = desk.file("letter.en", ENGLISH);
    desk.send(Command::SetSide { document: id, side: SideName::Source, file: newer });
    desk.carry_out(Command::SetSide { document: id, side: SideName::Translation, file: english });
    assert_eq!(desk.passages(id, SideName::Source), ["另外一份中文文件。"]);
    assert_eq!(desk.passages(id, SideName::Translation).len(), 3);
}

#[test]
fn a_cancelled_alignment_leaves_the_document_and_can_be_asked_for_again() {
    let mut desk = Desk::new();
    let path = desk.file("长.txt", format!("{}\n\n{}", CHINESE.repeat(300), ENGLISH.repeat(300)));
    desk.send(Command::OpenFiles(vec![path]));
    desk.wait_until(|workspace| workspace.jobs.iter().any(|job| job.kind == JobKind::Aligning));
    // Nothing is polled from here on, so the job is still listed, whether its thread is done or not.
    let job = desk.workspace.jobs[0].clone();
    assert_eq!((job.kind, job.document), (JobKind::Aligning, desk.only().id));
    desk.send(Command::CancelJob(job.id));
    desk.send(Command::CancelJob(job.id));
    let open = desk.only();
    assert!(!open.aligning && desk.workspace.is_idle());
    assert!(open.work.alignment.rows.iter().all(|row| row.pairing() != Pairing::Paired));
    assert_eq!(desk.workspace.notices.len(), 1, "it is said once");
    assert!(open.awaits_alignment(), "no row is untranslated because nobody has looked");
    let (id, unaligned) = (open.id, open.revision);

    desk.carry_out(Command::AlignAgain(id));
    assert!(desk.only().revision > unaligned);
    assert!(desk.only().work.alignment.rows.iter().any(|row| row.pairing() == Pairing::Paired));
}

#[test]
fn a_cancelled_opening_opens_nothing() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", CHINESE);
    desk.send(Command::OpenFiles(vec![path]));
    let job = desk.workspace.jobs[0].id;
    desk.send(Command::CancelJob(job));
    assert!(desk.workspace.is_idle());
    desk.carry_out(Command::OpenText("别的文字。".to_owned()));
    assert_eq!(desk.titles(), ["Pasted text"]);
}

#[test]
fn going_to_a_row_is_remembered_through_a_new_alignment() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.carry_out(Command::OpenFiles(vec![path]));
    let id = desk.only().id;
    desk.send(Command::GoTo { document: id, row: 1, pair: Some(0) });
    let jump = desk.only().jump.expect("there is an order to go");
    assert_eq!((jump.row, jump.pair, desk.only().place.row), (1, Some(0), 1));
    desk.send(Command::GoTo { document: id, row: 999, pair: None });
    let last = desk.only().work.alignment.rows.len() - 1;
    assert_eq!(desk.only().place.row, last);
    assert_ne!(desk.only().jump.map(|jump| jump.serial), Some(jump.serial));
    desk.carry_out(Command::AlignAgain(id));
    assert_eq!(desk.only().place.row, last);
}

#[test]
fn what_was_open_comes_back_where_reading_stopped() {
    let mut desk = Desk::new();
    let both = desk.file("两种.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    let chinese = desk.file("信.zh", CHINESE);
    let english = desk.file("letter.en", ENGLISH);
    let closed = desk.file("关.txt", CHINESE);
    desk.carry_out(Command::OpenFiles(vec![both, chinese, closed.clone()]));
    let [first, second, third] = [0, 1, 2].map(|nth| desk.workspace.documents[nth].id);
    desk.carry_out(Command::SetSide { document: second, side: SideName::Translation, file: english.clone() });
    desk.send(Command::SetPlace { document: first, place: ReadingPlace { row: 2, offset: 7.5, pair: None } });
    desk.send(Command::SetPlace { document: third, place: ReadingPlace { row: 1, offset: 2.0, pair: None } });
    desk.send(Command::Close(third));
    desk.send(Command::Show(second));
    desk.send(Command::Set(Setting::Theme(Theme::Paper)));
    desk.send(Command::Set(Setting::TextPercent(1000)));

    let mut desk = desk.restarted();
    assert_eq!((desk.workspace.settings.theme, desk.workspace.settings.text_percent), (Theme::Paper, 300));
    desk.carry_out(Command::RestoreSession);
    assert_eq!(desk.titles(), ["两种.txt", "信.zh"]);
    assert_eq!(desk.shown().as_deref(), Some("信.zh"));
    let [first, second] = [0, 1].map(|nth| &desk.workspace.documents[nth]);
    assert_eq!(first.place, ReadingPlace { row: 2, offset: 7.5, pair: None });
    assert_eq!(second.origin.sides.get(&SideName::Translation), Some(&SideFrom::File(english)));
    assert!(second.document.translation.is_some());

    desk.carry_out(Command::OpenFiles(vec![closed]));
    assert_eq!(desk.workspace.documents[2].place, ReadingPlace { row: 1, offset: 2.0, pair: None });
}

#[test]
fn the_sample_opens_when_there_is_nothing_else() {
    let mut desk = Desk::new();
    desk.carry_out(Command::RestoreSession);
    assert_eq!(desk.only().origin.base, Base::Sample);

    let path = desk.file("声明.txt", CHINESE);
    desk.carry_out(Command::OpenFiles(vec![path.clone()]));
    let sample = desk.workspace.documents[0].id;
    desk.send(Command::Close(sample));
    let mut desk = desk.restarted();
    fs::remove_file(path).expect("it is there");
    desk.carry_out(Command::RestoreSession);
    assert_eq!(desk.only().origin.base, Base::Sample);
    assert_eq!(desk.workspace.notices.len(), 1, "what is gone is told");

    let mut desk = desk.restarted();
    desk.carry_out(Command::RestoreSession);
    assert!(desk.workspace.notices.is_empty(), "but told once");
}

#[test]
fn a_damaged_session_is_no_harm() {
    for damage in
        ["", "对照", "[]", r#"{"documents": 3}"#, r#"{"documents": [{"base": 7}, {"base": "sample", "open": true}]}"#]
    {
        let mut desk = Desk::new();
        let own = desk.folder.path().join("own");
        fs::create_dir_all(&own).expect("the folder is writable");
        fs::write(own.join("session.json"), damage).expect("the folder is writable");
        desk = desk.restarted();
        desk.carry_out(Command::RestoreSession);
        assert_eq!(desk.only().origin.base, Base::Sample, "{damage}");
    }
}

/// Positions of the beads with both sides.
fn paired_beads(open: &OpenDocument) -> Vec<usize> {
    let beads = open.work.alignment.beads.iter().enumerate();
    beads.filter(|(_, bead)| bead.is_paired()).map(|(nth, _)| nth).collect()
}

#[test]
fn what_is_confirmed_stays_when_aligned_again() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.carry_out(Command::OpenFiles(vec![path]));
    let (id, revision, statuses) = (desk.only().id, desk.only().revision, desk.only().statuses);
    let pair = paired_beads(desk.only())[1];
    let bead = desk.only().work.alignment.beads[pair];
    desk.send(Command::SetPlace { document: id, place: ReadingPlace { row: 1, offset: 3.0, pair: None } });
    desk.send(Command::SetStatus { document: id, beads: pair..pair + 1, status: Status::Confirmed });
    let open = desk.only();
    assert_eq!((open.revision, open.work.alignment.beads[pair].status), (revision, Status::Confirmed));
    assert!(open.statuses > statuses);
    // The first sentence is pinned to the one after the confirmed one: that cannot be, and is said.
    let pin = Pin { source: bead.source.start - 1, translation: bead.translation.end };
    desk.carry_out(Command::Pin { document: id, pin });
    let [notice] = desk.workspace.notices.as_slice() else { panic!("{:?}", desk.workspace.notices) };
    assert!(notice.what.contains("could not be aligned again"), "{notice:?}");
    assert_eq!(desk.only().revision, revision);
    desk.carry_out(Command::AlignAgain(id));
    let open = desk.only();
    assert_eq!(open.revision, revision, "the same stands beside the same");
    let kept = open.work.alignment.beads[pair];
    assert_eq!((kept.source, kept.translation, kept.status), (bead.source, bead.translation, Status::Confirmed));
    assert_eq!((open.place.row, open.place.offset), (1, 3.0));
    // Out of range or gone: nothing happens.
    desk.send(Command::SetStatus { document: id, beads: 900..901, status: Status::Confirmed });
    desk.send(Command::Explain { document: id, bead: 900 });
    desk.send(Command::Close(id));
    desk.send(Command::SetStatus { document: id, beads: 0..1, status: Status::Confirmed });
}

#[test]
fn a_pin_brings_two_sentences_together() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.carry_out(Command::OpenFiles(vec![path]));
    let id = desk.only().id;
    let before = desk.only().work.alignment.clone();
    let pin = Pin { source: 0, translation: 1 };
    desk.carry_out(Command::Pin { document: id, pin });
    let holds = |open: &OpenDocument| {
        let held = |bead: &&Bead| bead.source.contains(0) && bead.translation.contains(1);
        open.work.alignment.beads.iter().find(held).map(|bead| bead.status)
    };
    assert_eq!(holds(desk.only()), Some(Status::Corrected), "{:?}", desk.only().work.alignment.beads);
    desk.carry_out(Command::AlignAgain(id));
    assert_eq!(holds(desk.only()), Some(Status::Corrected), "it stays when the rest is aligned again");
    let all = 0..desk.only().work.alignment.beads.len();
    desk.send(Command::SetStatus { document: id, beads: all, status: Status::Proposed });
    desk.carry_out(Command::AlignAgain(id));
    assert_eq!(desk.only().work.alignment.beads, before.beads);
}

#[test]
fn a_status_said_while_aligning_is_not_lost() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.carry_out(Command::OpenFiles(vec![path]));
    let id = desk.only().id;
    let pair = paired_beads(desk.only())[0];
    desk.send(Command::AlignAgain(id));
    desk.send(Command::SetStatus { document: id, beads: pair..pair + 1, status: Status::Review });
    desk.wait_until(|workspace| workspace.jobs.is_empty());
    assert_eq!(desk.only().work.alignment.beads[pair].status, Status::Review);
}

#[test]
fn a_pair_is_explained_and_the_newest_question_wins() {
    let mut desk = Desk::new();
    let path = desk.file("声明.txt", format!("{CHINESE}\n\n{ENGLISH}"));
    desk.carry_out(Command::OpenFiles(vec![path]));
    let id = desk.only().id;
    let pairs = paired_beads(desk.only());
    for &bead in &pairs {
        desk.send(Command::Explain { document: id, bead });
    }
    let last = *pairs.last().expect("there are pairs");
    desk.wait_until(|workspace| {
        let explanation = workspace.documents[0].explanation.as_ref();
        explanation.is_some_and(|explanation| explanation.bead == last)
    });
    let explanation = desk.only().explanation.clone().expect("it is there");
    assert_eq!(explanation.revision, desk.only().revision);
    assert!(explanation.evidence.iter().any(|reason| reason.kind == EvidenceKind::Word), "{explanation:?}");
    let pin = Pin { source: 0, translation: 1 };
    desk.carry_out(Command::Pin { document: id, pin });
    assert_eq!(desk.only().explanation, None, "other rows, other reasons");
}
