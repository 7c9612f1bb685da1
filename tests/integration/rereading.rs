//! A document whose text is another one than before: corrected in its file, or read otherwise by this program. What a
//! person settled comes along where that is beyond doubt, and nothing is lost without a word.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use duizhao::align::{self, Pin};
use duizhao::library::{DocumentKey, FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{
    Annotation, AnnotationId, Bead, Correction, Document, Motivation, Passage, PassageKind, Progress, ReadingText,
    SideName, SideText, Span, Standing, Status, Timestamp, Unit, Work,
};
use duizhao::workspace::{Command, Notice, Paths, library_tasks};
use tempfile::TempDir;

use crate::quoted::place_of;
use crate::unseen::Window;

const NOW: Timestamp = Timestamp(1_795_278_783);

const CHINESE: [&str; 6] = [
    "苏联驻伊宁领事馆收到了中国政府四月二十四日的声明。",
    "边境地区的居民在四月间成批离开家乡，牲畜损失很大。",
    "外交部副部长在北京会见了苏联大使，谈了两个小时。",
    "双方同意派代表到当地调查六万七千人外逃的原因。",
    "这难道不是很清楚的嗎，怎么还要调查呢？",
    "会谈没有得到任何结果，双方约定秋后再谈。",
];
const ENGLISH: [&str; 6] = [
    "The Soviet consulate in Yining received the statement of the Chinese Government of 24 April.",
    "In April the residents of the border area left their homes in groups, and many cattle were lost.",
    "In Beijing the Vice Foreign Minister met the Soviet ambassador, and they talked for two hours.",
    "Both sides agreed to send representatives to find out why 67,000 people had fled.",
    "Isn't this very clear, and why should it still be investigated?",
    "The talks brought no result, and both sides agreed to talk again after the autumn.",
];

fn text(chinese: &[&str], english: &[&str]) -> String {
    format!("{}\n\n{}\n", chinese.join("\n\n"), english.join("\n\n"))
}

impl Window {
    fn say(&mut self, chinese: &str, status: Status) {
        let bead = self.bead_of(chinese).expect("it is there");
        self.workspace.dispatch(Command::SetStatus { document: self.only().id, beads: bead..bead + 1, status });
        self.settle();
    }

    /// The bead that holds a sentence of the source.
    fn bead_of(&self, sentence: &str) -> Option<usize> {
        let open = self.only();
        let passages = &open.document.source.passages;
        let (passage, at) =
            (0..).zip(passages).find_map(|(nth, passage)| Some((nth, passage.text.text().find(sentence)?)))?;
        open.work.alignment.bead_at(SideName::Source, passage, at)
    }

    /// What is settled: the texts of both sides, and what was said.
    fn settled(&self) -> Vec<(String, String, Status)> {
        let Work { alignment, .. } = &self.only().work;
        let settled = alignment.beads.iter().filter(|bead| bead.status != Status::Proposed);
        settled
            .map(|bead| (self.side_of(bead, SideName::Source), self.side_of(bead, SideName::Translation), bead.status))
            .collect()
    }

    fn side_of(&self, bead: &Bead, side: SideName) -> String {
        let open = self.only();
        let passages = &open.document.side(side).expect("it is there").passages;
        let segments = &open.work.alignment.segments(side)[bead.part(side).range()];
        segments.iter().filter_map(|one| one.at.of(passages[one.passage as usize].text.text())).collect()
    }

    /// The number of the row that a sentence of the source is in.
    fn number_of(&self, sentence: &str) -> Option<u32> {
        let alignment = &self.only().work.alignment;
        Some(alignment.rows[alignment.row_of_bead(self.bead_of(sentence)?)?].number)
    }

    fn notices(&self) -> String {
        let said = |notice: &Notice| format!("{}. {}", notice.what, notice.advice);
        self.workspace.notices.iter().map(said).collect::<Vec<_>>().join("\n")
    }
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("声明.txt");
    fs::write(&path, text(&CHINESE, &ENGLISH)).expect("the folder is writable");
    (folder, path)
}

#[test]
fn pairs_that_cross_come_along_when_a_file_is_corrected() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    let (document, bead) = (window.only().id, window.bead_of(CHINESE[1]).expect("it is there"));
    window.workspace.dispatch(Command::Correct { document, correction: Correction::Swap(Unit::Bead(bead)) });
    window.settle();
    let before = window.settled();
    assert!(!window.only().work.alignment.crossings.is_empty());
    drop(window);
    let chinese = CHINESE.map(|sentence| sentence.replace("六万七千", "六万八千"));
    let chinese: Vec<&str> = chinese.iter().map(String::as_str).collect();
    fs::write(&path, text(&chinese, &ENGLISH)).expect("the folder is writable");
    let mut window = Window::on(&folder);
    window.open(&path);
    let pair = |chinese: &str, english: &str| (chinese.to_owned(), english.to_owned(), Status::Corrected);
    assert_eq!(before, [pair(CHINESE[1], ENGLISH[2]), pair(CHINESE[2], ENGLISH[1])]);
    assert_eq!(window.settled(), before);
    assert!(window.only().document.source.passages[3].text.text().contains("六万八千"));
    assert!(!window.only().work.alignment.crossings.is_empty());
}

#[test]
fn settled_pairs_come_along_when_a_file_is_corrected() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    for (chinese, status) in [
        (CHINESE[0], Status::Confirmed),
        (CHINESE[2], Status::Review),
        (CHINESE[3], Status::Confirmed),
        (CHINESE[5], Status::Confirmed),
    ] {
        window.say(chinese, status);
    }
    let before = CHINESE.map(|sentence| window.number_of(sentence));
    drop(window);
    // A paragraph before all, a number corrected, a sentence taken out.
    let changed = CHINESE[3].replace("六万七千", "六万八千");
    let chinese = ["前言：这是一份新的抄件，由档案馆校对。", CHINESE[0], CHINESE[1], CHINESE[2], &changed, CHINESE[4]];
    let english = [
        "Preface: this is a new copy, checked by the archive.",
        ENGLISH[0],
        ENGLISH[1],
        ENGLISH[2],
        ENGLISH[3],
        ENGLISH[4],
    ];
    fs::write(&path, text(&chinese, &english)).expect("the folder is writable");
    let mut window = Window::on(&folder);
    window.open(&path);
    let pair = |chinese: &str, english: &str, status| (chinese.to_owned(), english.to_owned(), status);
    assert_eq!(
        window.settled(),
        [
            pair(CHINESE[0], ENGLISH[0], Status::Confirmed),
            pair(CHINESE[2], ENGLISH[2], Status::Review),
            pair(&changed, ENGLISH[3], Status::Review),
        ]
    );
    let notices = window.notices();
    assert!(
        notices.contains("1 settled pair is to be reviewed since its text changed, 1 was not found again (¶6)"),
        "{notices}"
    );
    assert!(notices.contains("2 stand as before") && notices.contains("in the bin"), "{notices}");
    for (nth, sentence) in CHINESE.iter().enumerate().take(3) {
        assert_eq!(window.number_of(sentence), before[nth], "rows keep their numbers");
    }
    assert_eq!(window.number_of(&changed), before[3]);
    let new = window.number_of(chinese[0]).expect("it is there");
    assert!(!before.contains(&Some(new)), "a new row has a new number: {new}");

    // The older state is in the bin with all that was said of it, and comes back with that when the file does.
    window.say(CHINESE[1], Status::Confirmed);
    fs::write(&path, text(&CHINESE, &ENGLISH)).expect("the folder is writable");
    window.open(&path);
    let said: Vec<_> = window.settled().into_iter().map(|(chinese, _, status)| (chinese, status)).collect();
    let expected = [
        (CHINESE[0], Status::Confirmed),
        (CHINESE[1], Status::Confirmed),
        (CHINESE[2], Status::Review),
        (CHINESE[3], Status::Review),
        (CHINESE[5], Status::Confirmed),
    ];
    assert_eq!(said, expected.map(|(chinese, status)| (chinese.to_owned(), status)));
    assert_eq!(CHINESE.map(|sentence| window.number_of(sentence)), before);
}

#[test]
fn what_is_settled_comes_along_in_an_open_window_with_what_was_put_together() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    window.say(CHINESE[1], Status::Confirmed);
    let document = window.only().id;
    window.workspace.dispatch(Command::Pin { document, pin: Pin { source: 4, translation: 4 } });
    window.settle();
    let settled = [
        (CHINESE[1].to_owned(), ENGLISH[1].to_owned(), Status::Confirmed),
        (CHINESE[4].to_owned(), ENGLISH[4].to_owned(), Status::Corrected),
    ];
    assert_eq!(window.settled(), settled);
    let chinese = [CHINESE[1], CHINESE[2], CHINESE[3], CHINESE[4], CHINESE[5]];
    let english = [ENGLISH[1], ENGLISH[2], ENGLISH[3], ENGLISH[4], ENGLISH[5]];
    fs::write(&path, text(&chinese, &english)).expect("the folder is writable");
    window.open(&path);
    assert_eq!(window.settled(), settled);
    // It is kept at once, not only when the aligner is done.
    drop(window);
    let mut window = Window::on(&folder);
    window.open(&path);
    assert_eq!(window.settled(), settled);
}

#[test]
fn sentences_that_crossed_are_told_of() {
    let (folder, path) = folder();
    let mut window = Window::on(&folder);
    window.open(&path);
    for chinese in [CHINESE[0], CHINESE[1], CHINESE[2], CHINESE[5]] {
        window.say(chinese, Status::Confirmed);
    }
    // The last Chinese paragraph goes to the top, its translation stays where it is.
    let mut chinese = CHINESE;
    chinese.rotate_right(1);
    fs::write(&path, text(&chinese, &ENGLISH)).expect("the folder is writable");
    window.open(&path);
    let kept: Vec<String> = window.settled().into_iter().map(|(chinese, ..)| chinese).collect();
    assert_eq!(kept, [CHINESE[0], CHINESE[1], CHINESE[2]]);
    assert!(window.notices().contains("was not found again (¶6), 3 stand as before"), "{}", window.notices());
}

fn note(document: &Document, quote: &str) -> Annotation {
    Annotation {
        targets: vec![place_of(document, SideName::Source, quote)],
        text: "指哪里？".to_owned(),
        created: Some(NOW),
        ..Annotation::new(AnnotationId("urn:uuid:一".into()), Motivation::Commenting)
    }
}

/// The document as a program read it that took a line for a passage which this one does not read at all, and read blanks
/// in what was its second passage.
fn as_another_reads_it(document: &Document) -> Document {
    let mut other = document.clone();
    let text = &document.source.source.text;
    let head = ReadingText::verbatim(text, Span::new(0, "苏联驻伊宁领".len()));
    let mut blanks = ReadingText::default();
    blanks.push_replacement("边境 地区 的居民在四月间成批离开家乡，牲畜损失很大。", Span::new(0, 3));
    other.source.passages[1].text = blanks;
    other.source.passages.insert(0, Passage::new(PassageKind::Paragraph, head));
    other
}

/// A library that such a program made, and whether it knows what was read.
fn read_otherwise(folder: &TempDir, texts_known: bool) -> (PathBuf, DocumentKey) {
    let path = folder.path().join("声明.txt");
    let content = text(&CHINESE, &ENGLISH);
    fs::write(&path, &content).expect("the folder is writable");
    let file = StoredFile { role: FileRole::Document, name: "声明.txt".to_owned(), bytes: content.as_bytes().into() };
    let document = library_tasks::parse(std::slice::from_ref(&file)).expect("it is text");
    let other = as_another_reads_it(&document);
    let mut alignment = align::align(&other, &Progress::default()).expect("nobody cancels");
    for passage in [2, 3, 5] {
        let bead = alignment.bead_at(SideName::Source, passage, 0).expect("it is there");
        alignment.beads[bead].status = Status::Confirmed;
    }
    let note = note(&other, "谈了两个小时");
    let work = Work {
        annotations: Arc::new([(note.id.clone(), Arc::new(note))].into_iter().collect()),
        ..Work::of(Arc::new(alignment))
    };
    let paths = Paths::inside(folder.path().join("own"));
    let mut library = Library::open(&paths.library, NOW).expect("it can be made");
    let read = if texts_known { &other } else { &document };
    let new = NewDocument { files: vec![file], document: read, work: &work, added: NOW };
    let key = library.add(&new).expect("there is room");
    (paths.library, key)
}

/// What the only note quotes, and whether it has a place in the text.
fn quoted(document: &Document, work: &Work) -> (String, bool) {
    let target = work.annotations.values().next().expect("it is kept").targets[0].clone();
    let text = SideText::new(&document.source);
    assert!(text.holds(&target.selector), "{:?}", target.selector);
    (target.selector.exact, target.standing != Standing::Lost)
}

fn remarks(path: &Path) -> Vec<String> {
    let library = Library::open(path, NOW).expect("it is there");
    let (verified, remarks) = library_tasks::verify(&library).expect("it can be read");
    assert!(verified.is_sound(), "{:?}", verified.problems);
    remarks
}

#[test]
fn a_document_that_is_read_otherwise_is_no_damage_and_loses_nothing() {
    // Where the texts of the time are not known, what was said of the passage that had another length is told of.
    for (texts_known, kept, told) in [
        (true, &[CHINESE[1], CHINESE[2], CHINESE[4]][..], None),
        (false, &[CHINESE[2], CHINESE[4]], Some("1 settled pair was not found again (¶3), 2 stand as before")),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, key) = read_otherwise(&folder, texts_known);
        let said = remarks(&path);
        assert!(said.len() == 1 && said[0].contains("reads its text otherwise"), "{said:?}");
        let library = Library::open(&path, NOW).expect("it is there");
        let loaded = library_tasks::load_document(&library, &key, &Progress::default()).expect("it can be read");
        assert_eq!(quoted(&loaded.document, &loaded.work), ("谈了两个小时".to_owned(), true));
        drop(library);

        let mut window = Window::on(&folder);
        window.open(&folder.path().join("声明.txt"));
        let open = window.only();
        assert_eq!(quoted(&open.document, &open.work), ("谈了两个小时".to_owned(), true));
        let settled: Vec<String> = window.settled().into_iter().map(|(chinese, ..)| chinese).collect();
        assert_eq!(settled, kept);
        assert_eq!(window.number_of(CHINESE[2]), Some(4), "numbers stay too");
        let notices = window.notices();
        assert!(notices.contains("otherwise than it was read before"), "{notices}");
        assert!(told.is_none_or(|told| notices.contains(told)), "{notices}");
        assert_eq!(notices.contains("settled pair"), told.is_some(), "{notices}");
        drop(window);
        assert!(remarks(&path).is_empty());
    }
}
