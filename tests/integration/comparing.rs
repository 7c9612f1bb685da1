//! Comparing with a colleague's file, below the window: what is read, what differs, taken or left one by one, and what is
//! said of files that do not fit.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::export::bitext::{Form, Level, written};
use duizhao::model::{
    Alignment, BeadText, Correction, Document, HunkKind, HunkState, Scene, SideName, Status, Unit, Work,
};
use duizhao::workspace::{Command, Comparison, NoticeKind, Proposal, ProposedBy};

use super::correcting::{TEXT, folder};
use super::unseen::Window;

/// The pairs of a document as a colleague has them after some gestures.
fn colleague(document: &Document, alignment: &Alignment, corrections: &[Correction]) -> Alignment {
    let mut alignment = alignment.clone();
    for correction in corrections {
        let work = Work::of(alignment.clone().into());
        let scene = Scene { parsed: document, document, work: &work };
        let corrected = correction.apply(&scene).unwrap_or_else(|refusal| panic!("{correction:?}: {refusal}"));
        alignment = Alignment::clone(&corrected.alignment);
    }
    alignment
}

/// Two gestures far from each other, and two words.
fn gestures(alignment: &Alignment) -> [Correction; 4] {
    let row = alignment.rows.iter().find(|row| row.beads.len() >= 3).expect("there is a paragraph of three pairs");
    let last = alignment.beads.len() - 1;
    [
        Correction::Say(0..1, Status::Confirmed),
        Correction::MergeUp(Unit::Bead(row.beads.start as usize + 1)),
        Correction::Say(last - 1..last, Status::Review),
        Correction::FirstUp(Unit::Bead(last - 1), SideName::Translation),
    ]
}

/// The texts that stand beside each other.
fn pairs(document: &Document, alignment: &Alignment) -> Vec<[String; 2]> {
    let clean = |text: &String| text.trim().to_owned();
    BeadText::all_of(document, alignment).iter().map(|pair| [clean(&pair.texts[0]), clean(&pair.texts[1])]).collect()
}

fn compare(window: &mut Window, file: &Path) {
    let (document, before) = (window.id(), window.workspace.notices.len());
    window.workspace.dispatch(Command::Compare { document, file: file.to_owned() });
    window.wait_until("it is compared", |workspace| {
        workspace.jobs.is_empty() && (workspace.documents[0].proposal.is_some() || workspace.notices.len() > before)
    });
}

fn proposal(window: &Window) -> &Proposal {
    window.only().proposal.as_ref().expect("something differs")
}

fn comparison(window: &Window) -> &Comparison {
    match &proposal(window).by {
        ProposedBy::File(comparison) => comparison,
        ProposedBy::Aligner => panic!("it was the file"),
    }
}

/// A window on the document, the pairs that a colleague has of it, and where a file of them goes.
fn desk(extension: &str) -> (tempfile::TempDir, Window, Alignment, PathBuf) {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let theirs = colleague(&window.only().document, window.alignment(), &gestures(window.alignment()));
    let file = folder.path().join(format!("同事.{extension}"));
    (folder, window, theirs, file)
}

#[test]
fn differences_with_a_file_of_any_form_can_be_taken() {
    for (form, level) in [
        (Form::Tmx, None),
        (Form::Xliff, None),
        (Form::Html, None),
        (Form::Epub, None),
        (Form::Tei, None),
        (Form::Csv, Some(Level::Pair)),
        (Form::Beads, None),
    ] {
        let (_folder, mut window, theirs, file) = desk(form.extension());
        let (document, start, id) = (window.only().document.clone(), window.only().work.clone(), window.id());
        fs::write(&file, written(form, level, &document, &theirs, "").bytes).expect("the folder is writable");
        compare(&mut window, &file);
        assert_eq!(window.only().work, start, "{form:?}: nothing has changed yet");
        let kinds: Vec<HunkKind> = proposal(&window).hunks.iter().map(|hunk| hunk.kind).collect();
        let words = form != Form::Beads;
        let expected: &[HunkKind] = if words {
            &[HunkKind::Statuses, HunkKind::Pairs, HunkKind::Pairs]
        } else {
            &[HunkKind::Pairs, HunkKind::Pairs]
        };
        assert_eq!(kinds, expected, "{form:?}");
        let found = comparison(&window);
        assert_eq!((found.pairs, found.unplaced, found.tied), (theirs.beads.len(), 0, 0), "{form:?}");
        assert!(found.agreement.pairs.f().is_some_and(|f| 0.3 < f && f < 1.0), "{form:?}: {found:?}");
        window.workspace.dispatch(Command::TakeHunks(id));
        assert_eq!(pairs(&document, window.alignment()), pairs(&document, &theirs), "{form:?}");
        assert!(proposal(&window).states.iter().all(|state| *state == HunkState::Taken), "{form:?}");
        assert_eq!(window.alignment().beads[0].status == Status::Confirmed, words, "{form:?}");
        assert_eq!(window.only().history.undo_label(), Some(format!("pairs of 同事.{}", form.extension()).as_str()));
        window.workspace.dispatch(Command::Undo(id));
        assert_eq!(window.only().work, start, "{form:?}");
    }
}

#[test]
fn each_difference_is_a_step_that_leaves_the_others_alone() {
    let (_folder, mut window, theirs, file) = desk("tmx");
    let (document, start, id) = (window.only().document.clone(), window.only().work.clone(), window.id());
    fs::write(&file, written(Form::Tmx, None, &document, &theirs, "").bytes).expect("the folder is writable");
    compare(&mut window, &file);
    let states = |window: &Window| proposal(window).states.clone();
    window.workspace.dispatch(Command::TakeHunk { document: id, hunk: 2 });
    window.workspace.dispatch(Command::LeaveHunk { document: id, hunk: 1, left: true });
    window.workspace.dispatch(Command::TakeHunk { document: id, hunk: 0 });
    assert_eq!(states(&window), [HunkState::Taken, HunkState::Left, HunkState::Taken]);
    assert_eq!(window.only().history.undo_label(), Some("what 同事.tmx says at ¶1"));
    let steps = window.only().history.clone();
    window.workspace.dispatch(Command::TakeHunk { document: id, hunk: 0 });
    assert_eq!(window.only().history, steps, "what is taken is not taken again");
    // What somebody took stays when the rest is aligned again.
    assert!(window.alignment().beads.iter().any(|bead| bead.status == Status::Corrected));
    let report = proposal(&window).report("备忘录").expect("a file was compared");
    for line in ["“备忘录” compared with 同事.tmx", "Taken from the file: 2", "Left as in the document: 1"] {
        assert!(report.lines().any(|found| found == line), "{report}");
    }
    for _ in 0..2 {
        window.workspace.dispatch(Command::Undo(id));
    }
    assert_eq!(
        (&window.only().work, states(&window)),
        (&start, vec![HunkState::Open, HunkState::Left, HunkState::Open])
    );
    // All left is nothing changed.
    for hunk in [0, 2] {
        window.workspace.dispatch(Command::LeaveHunk { document: id, hunk, left: true });
    }
    window.workspace.dispatch(Command::DropProposal(id));
    assert_eq!((&window.only().work, &window.only().proposal), (&start, &None));
}

#[test]
fn what_changed_while_the_file_was_read_is_compared_too() {
    let (_folder, mut window, theirs, file) = desk("xlf");
    let (document, id) = (window.only().document.clone(), window.id());
    fs::write(&file, written(Form::Xliff, None, &document, &theirs, "").bytes).expect("the folder is writable");
    window.workspace.dispatch(Command::Compare { document: id, file });
    let [_, merge, ..] = gestures(window.alignment());
    window.correct(merge).expect("the aligner had it otherwise");
    window.wait_until("it is compared", |workspace| workspace.documents[0].proposal.is_some());
    assert_eq!(proposal(&window).states, vec![HunkState::Open; 2], "one of the differences is gone by now");
    window.workspace.dispatch(Command::TakeHunks(id));
    assert_eq!(pairs(&document, window.alignment()), pairs(&document, &theirs));
}

#[test]
fn what_is_not_of_this_text_is_counted_and_nothing_else_is_touched() {
    let (_folder, mut window, theirs, file) = desk("tmx");
    let (document, id) = (window.only().document.clone(), window.id());
    let tmx = String::from_utf8(written(Form::Tmx, None, &document, &theirs, "").bytes).expect("it is UTF-8");
    // The first pair says something else, and the second half is missing.
    let units: Vec<&str> = tmx.split_inclusive("</tu>").collect();
    let half = format!("{}\n</body></tmx>", units[..4].concat().replace("备忘录", "照会"));
    fs::write(&file, half).expect("the folder is writable");
    compare(&mut window, &file);
    let found = comparison(&window);
    assert_eq!((found.pairs, found.unplaced), (4, 1));
    assert_eq!(found.remarks(), ["1 of its 4 pairs is not in this text."]);
    let before = pairs(&document, window.alignment());
    window.workspace.dispatch(Command::TakeHunks(id));
    let after = pairs(&document, window.alignment());
    assert_ne!(after, before);
    assert_eq!(after.last(), before.last(), "of the rest the file says nothing");
    assert_eq!(window.alignment().beads[0].status, Status::Proposed, "nor of what is not this text");
}

#[test]
fn the_same_pairs_are_no_proposal() {
    let (folder, mut window, _, _) = desk("");
    let document = window.only().document.clone();
    for (form, level) in
        [(Form::Tmx, Some(Level::Row)), (Form::Tsv, None), (Form::Tei, None), (Form::Beads, Some(Level::Row))]
    {
        let file = folder.path().join(format!("一样.{}", form.extension()));
        fs::write(&file, written(form, level, &document, window.alignment(), "").bytes)
            .expect("the folder is writable");
        compare(&mut window, &file);
        assert_eq!(window.only().proposal, None, "{form:?}");
        let notice = window.workspace.notices.last().expect("it was said");
        assert!(notice.what.contains("nothing differs"), "{form:?}: {notice:?}");
        assert_eq!(notice.advice.contains("pairs paragraphs"), form != Form::Tei, "{form:?}: {notice:?}");
    }
}

#[test]
fn files_that_do_not_fit_are_told_of_and_change_nothing() {
    let (folder, mut window, _, _) = desk("");
    let start = window.only().work.clone();
    let other = "<tmx version=\"1.4\"><header srclang=\"zh\"/><body><tu><tuv xml:lang=\"zh\"><seg>水位稳定。</seg></tuv>\
                 <tuv xml:lang=\"en\"><seg>The level is stable.</seg></tuv></tu></body></tmx>";
    for (name, text, expected) in [
        ("原文.txt", TEXT, "does not say what stands beside what"),
        ("别的.tmx", other, "None of its pairs is in the text"),
        ("位置.beads", "[0]:[0]:0.9\n[1]:[1]:0.9\n", "this document has 7 and 7"),
        ("坏.beads", "[0]:[0]:0.9\n边界\n", "Line 2 is no pair of positions"),
        ("空.tmx", "", "empty"),
        ("二进制.tmx", "\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0\0", "not like text"),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, text).expect("the folder is writable");
        compare(&mut window, &file);
        let notice = window.workspace.notices.last().expect("it was said");
        assert!(notice.what.contains(expected), "{name}: {notice:?}");
        assert_eq!((notice.kind, notice.path.as_deref()), (NoticeKind::Error, Some(file.as_path())));
        assert!(!notice.advice.is_empty() || name == "空.tmx", "{name}: {notice:?}");
    }
    compare(&mut window, &folder.path().join("没有.tmx"));
    assert!(window.workspace.notices.last().is_some_and(|notice| notice.what.contains("no such file")));
    assert_eq!((&window.only().work, &window.only().proposal), (&start, &None));
}
