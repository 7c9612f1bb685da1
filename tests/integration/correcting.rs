//! Correcting an alignment as the window asks for it, but without one: what is kept, taken back, seen elsewhere, carried to
//! a new version of the text, and proposed.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use duizhao::library::{Library, Most, NewDocument, StoredFile};
use duizhao::model::{
    Alignment, Bead, Called, Correction, FurnitureKind, HunkState, Level, PassageKind, Progress, Refusal, Scene,
    SideName, SidePlace, SideText, Standing, Status, Target, TextKind, Timestamp, Unit, Work, fits,
};
use duizhao::text::search::Query;
use duizhao::workspace::{Command, NoticeKind, Workspace};
use duizhao::workspace::{library_tasks, read_document};
use duizhao::{align, import, library};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::unseen::Window;

pub(crate) const TEXT: &str = "关于牧民过河放牧的备忘录\n\n\
    1961年5月12日，我们收到了地方政府的来信。来信说，有二百三十名牧民赶着牛羊过了河。当地居民对此很不满意。\n\n\
    他们要求派人调查，并且要求牧民返回。这难道不合理吗？\n\n\
    我们建议双方代表在7月以前会面，商量一个公平的办法。\n\n\
    Memorandum on the Herdsmen Who Crossed the River to Graze\n\n\
    On 12 May 1961 we received a letter from the local government. The letter said that 230 herdsmen had crossed the \
    river with their cattle and sheep. The local residents are very dissatisfied with this.\n\n\
    They demand that someone be sent to investigate and that the herdsmen return. Isn't this reasonable?\n\n\
    We suggest that the representatives of both sides meet before July and discuss a fair solution.\n";

impl Window {
    pub(crate) fn alignment(&self) -> &Alignment {
        &self.only().work.alignment
    }

    /// Makes a gesture: the pair to go on with, or why not.
    pub(crate) fn correct(&mut self, correction: Correction) -> Result<Unit, Refusal> {
        let before = self.only().answer.map_or(0, |answer| answer.serial);
        self.workspace.dispatch(Command::Correct { document: self.id(), correction });
        let answer = self.only().answer.expect("every gesture is answered");
        assert!(answer.serial > before);
        assert!(fits(&self.only().document, self.alignment()));
        answer.outcome
    }

    fn passages(&self, side: SideName) -> Vec<String> {
        let side = self.only().document.side(side).expect("both are there");
        side.passages.iter().map(|passage| passage.text.text().to_owned()).collect()
    }
}

pub(crate) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("备忘录.txt");
    fs::write(&path, TEXT).expect("the folder is writable");
    (folder, path)
}

/// A row of several pairs, by its position.
fn paragraph(alignment: &Alignment) -> usize {
    alignment.rows.iter().position(|row| row.beads.len() >= 3).expect("there is a paragraph of three pairs")
}

#[test]
fn a_gesture_is_one_step_that_can_be_taken_back() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let (start, id) = (window.only().work.clone(), window.id());
    let row = window.alignment().rows[paragraph(window.alignment())];
    let second = row.beads.start as usize + 1;
    let revision = window.only().revision;
    assert_eq!(window.correct(Correction::MergeUp(Unit::Bead(second))), Ok(Unit::Bead(second - 1)));
    assert!(window.only().revision > revision);
    let label = format!("merge of ¶{0}.1 and ¶{0}.2", row.number);
    assert_eq!(window.only().history.undo_label(), Some(label.as_str()));
    assert_eq!(window.alignment().beads[second - 1].status, Status::Corrected);
    window.workspace.dispatch(Command::Undo(id));
    assert_eq!(window.only().work, start);
    assert_eq!(window.only().answer.map(|answer| answer.outcome), Some(Ok(Unit::Bead(second - 1))));
    window.workspace.dispatch(Command::Redo(id));
    // What makes no sense is no step and no notice: it is answered.
    let steps = window.only().history.clone();
    assert!(matches!(window.correct(Correction::MergeUp(Unit::Bead(0))), Err(Refusal::NothingAbove(_))));
    assert_eq!(window.correct(Correction::Swap(Unit::Bead(900))), Err(Refusal::Gone));
    assert_eq!((window.only().history.clone(), window.workspace.notices.len()), (steps, 0));
    // Confirming a pair confirms what is above, but not what wants a look.
    let review = Correction::Say(0..1, Status::Review);
    window.correct(review).expect("it is there");
    window.correct(Correction::ConfirmUpTo(2)).expect("it is there");
    let statuses: Vec<Status> = window.alignment().beads.iter().take(4).map(|bead| bead.status).collect();
    assert_eq!(statuses, [Status::Review, Status::Confirmed, Status::Confirmed, Status::Proposed]);
}

#[test]
fn text_with_a_draft_of_its_own_does_not_become_furniture() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let document = window.id();
    let source = SideText::new(&window.only().document.source);
    let last = window.only().document.source.passages.len() - 1;
    let start = source.position(SidePlace { passage: last as u32, at: 0 }).expect("it is there");
    let target = |start, end| Target {
        side: SideName::Source,
        selector: source.selector(start, end).expect("it is in the text"),
        standing: Standing::Sure,
    };
    let put = |window: &mut Window, target| {
        let text = "我们建议会面".to_owned();
        window.workspace.dispatch(Command::PutDraft { document, draft: None, target, text, typing: false });
    };
    let called = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
    let call = Correction::Call { side: SideName::Source, passage: last, called };
    put(&mut window, target(start + 1, start + 4));
    assert_eq!(window.correct(call.clone()), Err(Refusal::Noted));
    window.workspace.dispatch(Command::Undo(document));
    // What stands on more than that has a place left.
    put(&mut window, target(start - 4, start + 4));
    window.correct(call).expect("nothing stands on it alone");
}

/// Cuts the paragraph, makes a heading of its second half, and sets the last paragraph of the source aside.
fn restructure(window: &mut Window) {
    let paragraph = paragraph(window.alignment());
    let row = window.alignment().rows[paragraph];
    window.correct(Correction::CutRow(row.beads.start as usize + 1)).expect("the pairs are in order");
    let passage = row.source.start as usize + 1;
    let called = Called::Text(TextKind { kind: PassageKind::Heading, level: 2 });
    window.correct(Correction::Call { side: SideName::Source, passage, called }).expect("it is a paragraph");
    let last = window.only().document.source.passages.len() - 1;
    let called = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
    window.correct(Correction::Call { side: SideName::Source, passage: last, called }).expect("there are others");
}

#[test]
fn what_was_cut_and_called_is_there_after_a_restart() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let text = |window: &Window| SideText::new(&window.only().document.source);
    let (before, rows) = (text(&window), window.alignment().rows.len());
    restructure(&mut window);
    assert_eq!(text(&window).text(), before.text(), "notes stand where they stood");
    assert_eq!(window.alignment().rows.len(), rows + 1);
    assert_eq!(window.only().document.source.furniture.len(), 1);
    window.settle();
    let (work, passages) = (window.only().work.clone(), window.passages(SideName::Source));
    let key = window.only().key.clone().expect("it is kept");
    drop(window);
    let mut window = Window::on(&folder);
    window.workspace.dispatch(Command::RestoreSession);
    window.settle();
    assert_eq!(window.only().work, work);
    assert_eq!(window.passages(SideName::Source), passages);
    let headings = window.only().document.source.passages.iter().filter(|one| one.kind == PassageKind::Heading);
    assert_eq!(headings.filter(|one| one.continues).count(), 1);
    drop(window);
    // The command line reads the same.
    let library = Library::open(&folder.path().join("own").join("library.duizhao"), Timestamp(0));
    let library = library.unwrap_or_else(|error| panic!("{error}"));
    let loaded = library_tasks::load_document(&library, &key, &Progress::default()).expect("it is there");
    assert_eq!(loaded.work, loaded.stored.work);
    assert_eq!(loaded.document.source.passages.len(), passages.len());
    assert!(library_tasks::verify(&library).expect("it can be read").0.is_sound());
    // What was cut is found as it is read now; what was set aside is no text any more.
    let found = |typed: &str| {
        let most = Most { documents: 9, hits: 9 };
        let found = library.search(&Query::new(typed), most, &Progress::default()).expect("it can be read");
        let hits = found.expect("nobody cancels").documents.into_iter().flat_map(|one| one.hits);
        hits.map(|hit| (hit.address.map(|address| address.row), hit.text)).collect::<Vec<_>>()
    };
    let heading = work.alignment.rows.iter().find(|row| {
        let first = &loaded.document.source.passages[row.source.start as usize];
        first.kind == PassageKind::Heading && first.continues
    });
    let number = heading.map(|row| row.number);
    assert_eq!(found("二百三十名"), [(number, "来信说，有二百三十名牧民赶着牛羊过了河。".to_owned())]);
    assert_eq!(found("公平的办法"), []);
}

#[test]
fn another_window_sees_it_and_collides_with_it() {
    let (folder, path) = folder();
    let (mut one, mut other) = (Window::on(&folder), Window::on(&folder));
    one.open(&path);
    other.open(&path);
    restructure(&mut one);
    one.settle();
    let passages = one.passages(SideName::Source);
    other.wait_until("the other window sees it", |workspace| {
        let source = &workspace.documents[0].document.source;
        source.furniture.len() == 1
            && source.passages.iter().any(|one| one.kind == PassageKind::Heading && one.continues)
    });
    assert_eq!(other.passages(SideName::Source), passages);
    assert_eq!(other.only().work, one.only().work);
    // Both at once: one of them is taken, and undo brings the other back with its passages.
    let last = one.alignment().rows.len() - 1;
    one.correct(Correction::Unpair(Unit::Row(last - 2))).expect("it is a pair");
    let join = |window: &Window| {
        let passages = &window.only().document.source.passages;
        let passage = passages.iter().position(|one| one.continues).expect("it was cut");
        Correction::JoinPassage { side: SideName::Source, passage }
    };
    let correction = join(&other);
    other.correct(correction).expect("it was cut");
    for window in [&mut one, &mut other] {
        window.settle();
    }
    let collided = |window: &Window| window.workspace.notices.iter().any(|one| one.kind == NoticeKind::Warning);
    let loser = if collided(&one) { &mut one } else { &mut other };
    assert!(collided(loser), "one of the two was told");
    let id = loser.id();
    assert!(fits(&loser.only().document, loser.alignment()));
    loser.workspace.dispatch(Command::Undo(id));
    assert!(fits(&loser.only().document, loser.alignment()));
}

#[test]
fn a_corrected_text_keeps_what_was_cut_and_called() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    restructure(&mut window);
    window.settle();
    let before = window.only().document.source.passages.len();
    fs::write(&path, TEXT.replace("备忘录\n", "备忘录（草案）\n")).expect("the folder is writable");
    window.open(&path);
    let source = &window.only().document.source;
    assert!(source.passages[0].text.text().contains("草案"));
    assert_eq!(source.passages.len(), before);
    assert!(source.passages.iter().any(|one| one.continues && one.kind == PassageKind::Heading));
    assert_eq!(source.furniture.len(), 1);
    assert!(fits(&window.only().document, window.alignment()));
}

#[test]
fn the_rest_is_aligned_again_as_a_proposal() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let (good, id) = (window.only().work.alignment.clone(), window.id());
    window.workspace.dispatch(Command::Propose(id));
    window.wait_until("it is proposed", |workspace| workspace.documents[0].proposal.is_some());
    let proposal = window.only().proposal.clone().expect("it was just there");
    assert_eq!(proposal.hunks, [], "it would find the same");
    assert_eq!(window.workspace.notices.len(), 1);
    // Two places are spoilt, of which nobody says anything.
    let row = window.alignment().rows[paragraph(window.alignment())];
    let first = row.beads.start as usize;
    let last = window.alignment().rows.len() - 1;
    window.correct(Correction::FirstUp(Unit::Bead(first + 1), SideName::Source)).expect("there is one above");
    window.correct(Correction::Unpair(Unit::Row(last))).expect("it is a pair");
    let all = 0..window.alignment().beads.len();
    window.correct(Correction::Say(all, Status::Proposed)).expect("they are there");
    let spoilt = window.only().work.alignment.clone();
    window.workspace.dispatch(Command::Propose(id));
    window.wait_until("it is proposed", |workspace| workspace.documents[0].proposal.is_some());
    assert!(window.alignment().differs_in_weights_alone(&spoilt), "a proposal stands beside the work");
    let states = |window: &Window| window.only().proposal.as_ref().expect("it is there").states.clone();
    assert_eq!(states(&window), [HunkState::Open; 2]);
    window.workspace.dispatch(Command::LeaveHunk { document: id, hunk: 1, left: true });
    window.workspace.dispatch(Command::TakeHunk { document: id, hunk: 0 });
    assert_eq!(states(&window), [HunkState::Taken, HunkState::Left]);
    assert!(window.only().history.undo_label().is_some_and(|label| label.starts_with("new pairs at ¶")));
    window.workspace.dispatch(Command::Undo(id));
    assert_eq!(states(&window), [HunkState::Open, HunkState::Left]);
    window.workspace.dispatch(Command::LeaveHunk { document: id, hunk: 1, left: false });
    window.workspace.dispatch(Command::TakeHunks(id));
    assert_eq!(states(&window), [HunkState::Taken; 2]);
    let pairs = |alignment: &Alignment| {
        alignment.beads.iter().map(|bead| (bead.source.len(), bead.translation.len())).collect::<Vec<_>>()
    };
    assert_eq!(pairs(window.alignment()), pairs(&good));
    window.workspace.dispatch(Command::Undo(id));
    window.correct(Correction::MergeUp(Unit::Bead(first + 1))).expect("there is one above");
    assert_eq!(states(&window), [HunkState::Outdated, HunkState::Open]);
    window.workspace.dispatch(Command::DropProposal(id));
    assert_eq!(window.only().proposal, None);
}

/// Pushes a column of the paragraph down and pulls it up again: pairs as before, of which nobody knows how sure they are.
fn loosen(window: &mut Window) {
    let row = window.alignment().rows[paragraph(window.alignment())];
    let second = row.beads.start as usize + 1;
    let push = Correction::Push(Unit::Bead(second), SideName::Translation);
    window.correct(push).expect("there is something to push");
    window.correct(Correction::Pull(Unit::Bead(second + 1), SideName::Translation)).expect("there is a gap");
}

fn propose(window: &mut Window) {
    window.workspace.dispatch(Command::Propose(window.id()));
    window.wait_until("it is proposed", |workspace| workspace.documents[0].proposal.is_some());
}

/// How many pairs nobody has weighed.
fn loose(alignment: &Alignment) -> usize {
    alignment.beads.iter().filter(|bead| bead.is_paired() && bead.confidence < 0.01).count()
}

#[test]
fn why_a_pair_stands_so_is_told_anew_when_it_is_weighed_again() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    loosen(&mut window);
    let is_loose = |bead: &Bead| bead.is_paired() && bead.confidence < 0.01;
    let bead = window.alignment().beads.iter().position(is_loose).expect("nobody knows how sure some are");
    let told = |workspace: &Workspace| workspace.documents[0].explanation.clone().filter(|told| told.bead == bead);
    window.workspace.dispatch(Command::Explain { document: window.id(), bead });
    window.wait_until("it is explained", |workspace| told(workspace).is_some());
    let (before, revision) = (told(&window.workspace).expect("it was just there"), window.only().revision);
    propose(&mut window);
    window
        .wait_until("it is explained anew", |workspace| told(workspace).is_some_and(|now| now.serial > before.serial));
    let after = told(&window.workspace).expect("it was just there");
    assert_eq!(window.only().revision, revision, "the pairs are the same");
    assert_eq!(after.evidence, align::evidence(&window.only().document, window.alignment(), bead));
}

#[test]
fn how_sure_the_aligner_is_of_what_it_finds_again_is_taken_over_and_kept() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let (start, id) = (window.only().work.clone(), window.id());
    loosen(&mut window);
    window.correct(Correction::Say(0..1, Status::Confirmed)).expect("it is there");
    let (loosened, steps) = (window.only().work.alignment.clone(), window.only().history.clone());
    assert!(loose(&loosened) > 1 && loose(&start.alignment) == 0);
    propose(&mut window);
    assert_eq!(loose(window.alignment()), 0);
    assert!(window.alignment().differs_in_weights_alone(&loosened), "nothing else has changed");
    assert_eq!(window.alignment().beads[0], loosened.beads[0], "what is confirmed stays so");
    assert_eq!(window.only().history, steps, "it is no step");
    window.settle();
    let weighed = window.only().work.clone();
    let mut another = Window::on(&folder);
    another.open(&path);
    assert_eq!(another.only().work, weighed);
    for _ in 0..3 {
        window.workspace.dispatch(Command::Undo(id));
    }
    assert_eq!(window.only().work, start);
    for _ in 0..3 {
        window.workspace.dispatch(Command::Redo(id));
    }
    assert_eq!(window.only().work, weighed);
}

#[test]
fn leaving_every_proposal_changes_nothing_and_taking_all_can_be_taken_back() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let id = window.id();
    loosen(&mut window);
    window.correct(Correction::Swap(Unit::Bead(0))).expect("there is one below");
    let all = 0..window.alignment().beads.len();
    window.correct(Correction::Say(all, Status::Proposed)).expect("they are there");
    propose(&mut window);
    let (start, steps) = (window.only().work.clone(), window.only().history.clone());
    let many = window.only().proposal.as_ref().map_or(0, |proposal| proposal.hunks.len());
    assert!(many > 0);
    for hunk in 0..many {
        window.workspace.dispatch(Command::LeaveHunk { document: id, hunk, left: true });
    }
    assert_eq!((&window.only().work, &window.only().history), (&start, &steps));
    for hunk in 0..many {
        window.workspace.dispatch(Command::LeaveHunk { document: id, hunk, left: false });
        window.workspace.dispatch(Command::TakeHunk { document: id, hunk });
    }
    let taken = window.only().work.clone();
    for _ in 0..many {
        window.workspace.dispatch(Command::Undo(id));
    }
    assert_eq!(window.only().work, start);
    window.workspace.dispatch(Command::TakeHunks(id));
    assert!(window.alignment().differs_in_weights_alone(&taken.alignment), "at once or one by one");
    window.workspace.dispatch(Command::Undo(id));
    assert_eq!(window.only().work, start);
}

#[test]
fn how_sure_the_aligner_is_takes_no_work_from_another_window() {
    let (folder, path) = folder();
    let (mut one, mut other) = (Window::on(&folder), Window::on(&folder));
    one.open(&path);
    loosen(&mut one);
    one.settle();
    other.open(&path);
    let id = other.id();
    other.correct(Correction::Say(1..2, Status::Review)).expect("it is there");
    other.settle();
    let said = other.only().work.clone();
    one.wait_until("it is seen", |workspace| workspace.documents[0].work.alignment == said.alignment);
    propose(&mut one);
    one.settle();
    let weighed = one.only().work.clone();
    assert_eq!(loose(&weighed.alignment), 0);
    other.wait_until("it is seen", |workspace| workspace.documents[0].work == weighed);
    other.workspace.dispatch(Command::Undo(id));
    assert_eq!(other.alignment().beads[1].status, Status::Proposed, "what was done before can be taken back");
    other.settle();
    // Both at once: the gesture stands, and nobody is told of anything.
    let loosened = other.only().work.alignment.clone();
    one.wait_until("it is seen", |workspace| workspace.documents[0].work.alignment == loosened);
    propose(&mut one);
    one.settle();
    other.correct(Correction::MergeUp(Unit::Bead(2))).expect("there is one above");
    let merged = other.only().work.alignment.clone();
    other.settle();
    one.wait_until("it is seen", |workspace| workspace.documents[0].work.alignment.stands_as(&merged));
    assert!(other.alignment().stands_as(&merged) && loose(other.alignment()) < loose(&merged));
    let warned = |window: &Window| window.workspace.notices.iter().any(|one| one.kind == NoticeKind::Warning);
    assert!(!warned(&one) && !warned(&other), "{:?}", other.workspace.notices);
}

#[test]
fn paragraphs_that_were_put_together_are_aligned_inside() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let (id, nth) = (window.id(), paragraph(window.alignment()));
    let good = window.alignment().rows[nth];
    for _ in 0..2 {
        window.correct(Correction::Swap(Unit::Row(nth))).expect("two pairs");
    }
    assert_eq!(window.alignment().rows[nth].beads.len(), 1);
    window.workspace.dispatch(Command::AlignRow { document: id, row: nth });
    // Something else is done meanwhile, and is not lost.
    window.correct(Correction::Say(0..1, Status::Confirmed)).expect("it is there");
    window.settle();
    let row = window.alignment().rows[nth];
    assert_eq!((row.number, row.beads.len()), (good.number, good.beads.len()));
    assert_eq!(window.alignment().beads[0].status, Status::Confirmed);
    let label = format!("alignment of the sentences of ¶{}", row.number);
    assert_eq!(window.only().history.undo_label(), Some(label.as_str()));
}

#[test]
fn text_of_one_side_can_be_corrected() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("文.txt");
    fs::write(&path, "第一章\n\n边界稳定下来了。群众囘来了。\n").expect("the folder is writable");
    let mut window = Window::on(&folder);
    window.open(&path);
    let called = Called::Text(TextKind { kind: PassageKind::Note, level: 1 });
    let heading = Correction::Call { side: SideName::Source, passage: 0, called };
    window.correct(heading).expect("it is something else");
    let at = "边界稳定下来了。".len();
    window.correct(Correction::CutPassage { side: SideName::Source, passage: 1, at }).expect("a sentence ends there");
    assert_eq!(window.passages(SideName::Source), ["第一章", "边界稳定下来了。", "群众囘来了。"]);
    window.settle();
    drop(window);
    let mut window = Window::on(&folder);
    window.open(&path);
    assert_eq!(window.passages(SideName::Source).len(), 3);
    assert_eq!(window.only().document.source.passages[0].kind, PassageKind::Note);
}

/// Any gesture, of which the numbers may name what is not there.
fn any_correction() -> impl Strategy<Value = Correction> {
    let side = prop::sample::select(SideName::BOTH.to_vec());
    (0..14_u8, 0..12_usize, 0..12_usize, side, any::<bool>()).prop_map(|(what, nth, other, side, rows)| {
        let unit = if rows { Unit::Row(nth) } else { Unit::Bead(nth) };
        match what {
            0 => Correction::MergeUp(unit),
            1 => Correction::Push(unit, side),
            2 => Correction::Pull(unit, side),
            3 => Correction::FirstUp(unit, side),
            4 => Correction::LastDown(unit, side),
            5 => Correction::Unpair(unit),
            6 => Correction::Swap(unit),
            7 => Correction::Pair { level: Level::Sentences, source: nth, translation: other },
            8 => Correction::CutRow(nth),
            9 => Correction::CutSentence { side, passage: nth % 4, at: 3 * other },
            10 => Correction::CutPassage { side, passage: nth % 6, at: 3 * other },
            11 => Correction::Call {
                side,
                passage: nth % 6,
                called: Called::Furniture { kind: FurnitureKind::Noise, row: None },
            },
            12 => Correction::JoinPassage { side, passage: nth % 6 },
            _ => Correction::Say(nth..nth + 1, Status::Review),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_was_done_comes_back_from_the_library(corrections in prop::collection::vec(any_correction(), 1..16)) {
        let (folder, path) = folder();
        let parsed = read_document(&path).expect("it is text");
        let alignment = align::align(&parsed, &Progress::default()).expect("nobody cancels");
        let mut work = Work::of(Arc::new(alignment));
        let mut library = Library::open(&folder.path().join("x.duizhao"), Timestamp(0)).expect("it can be made");
        let bytes = TEXT.as_bytes().into();
        let file = StoredFile { role: library::FileRole::Document, name: "备忘录.txt".to_owned(), bytes };
        let new = NewDocument { files: vec![file], document: &parsed, work: &work, added: Timestamp(0) };
        let key = library.add(&new).expect("there is room");
        for correction in corrections {
            let document = work.alignment.structure.apply(&parsed);
            let scene = Scene { parsed: &parsed, document: &document, work: &work };
            let Ok(corrected) = correction.apply(&scene) else { continue };
            let after = Work { alignment: corrected.alignment, ..work.clone() };
            library.save(&key, &work, &after).expect("nobody else writes");
            work = after;
        }
        let stored = library.load(&key).expect("it is there");
        prop_assert_eq!(&stored.work, &work);
        let loaded = library_tasks::load_document(&library, &key, &Progress::default()).expect("it is text");
        prop_assert!(fits(&loaded.document, &stored.work.alignment));
        prop_assert_eq!(&loaded.work, &work);
        let (verified, remarks) = library_tasks::verify(&library).expect("it can be read");
        prop_assert!(verified.is_sound() && remarks.is_empty(), "{:?}", verified.problems);
        prop_assert_eq!(import::read(TEXT.as_bytes(), "备忘录.txt").expect("it is text").source, parsed.source);
    }
}
