//! How quick corrections are on a document of 20,000 pairs: what the window thread waits for at each gesture, with all
//! that the workspace does around it.
//!
//! `cargo bench --bench operations` prints for each gesture the median and the longest of its runs, in milliseconds.
//! Saving goes on elsewhere; each run waits until it is done, so that it is not measured. With words behind `--`, only
//! gestures are measured whose names hold one of them.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever runs it")]

#[path = "common/wanted.rs"]
mod wanted;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use duizhao::library::{FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{
    Alignment, Annotation, AnnotationId, Bead, Called, Correction, Crossings, Document, FurnitureKind, IndexRange,
    Items, Level, Motivation, PassageKind, Row, SideName, SideText, Standing, Status, Target, TextKind, Timestamp,
    Unit, Work,
};
use duizhao::workspace::{Command, DocumentId, NotePlaces, OpenDocument, Paths, Saving, Surroundings, Workspace};
use duizhao::{align, import};
use wanted::is_wanted;

const ROWS: usize = 10_000;
const NOTES: usize = 2_000;
const RUNS: usize = 40;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut bench = Bench::new(&Paths::inside(folder.path().to_owned()));
    let open = bench.open();
    println!("{} pairs, {} rows, {NOTES} notes", open.work.alignment.beads.len(), open.work.alignment.rows.len());
    println!("{:>8} {:>8}  milliseconds", "median", "longest");
    for (name, correction) in corrections().into_iter().filter(|(name, _)| is_wanted(name)) {
        bench.measure(name, &correction);
    }
    bench.measure_following();
}

type Make = Box<dyn Fn(&OpenDocument, usize) -> Correction>;

/// A gesture of each kind near a pair.
fn corrections() -> Vec<(&'static str, Make)> {
    use SideName::{Source, Translation};
    let bead = |make: fn(Unit) -> Correction| -> Make { Box::new(move |_, nth| make(Unit::Bead(nth))) };
    let row = |make: fn(Unit) -> Correction| -> Make { Box::new(move |_, nth| make(Unit::Row(nth / 2))) };
    let passage = |make: fn(usize) -> Correction| -> Make { Box::new(move |_, nth| make(nth / 2)) };
    let heading = Called::Text(TextKind { kind: PassageKind::Heading, level: 2 });
    let stamp = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
    vec![
        ("merge up", bead(Correction::MergeUp)),
        ("push down, to the end", bead(|unit| Correction::Push(unit, Translation))),
        ("pull up, to the end", bead(|unit| Correction::Pull(unit, Translation))),
        ("first sentence up", bead(|unit| Correction::FirstUp(unit, Source))),
        ("last sentence down", bead(|unit| Correction::LastDown(unit, Translation))),
        ("shift by 3, to the end", bead(|unit| Correction::Shift(unit, Source, 3))),
        ("unpair", bead(Correction::Unpair)),
        ("swap", bead(Correction::Swap)),
        (
            "pair with the next but one",
            Box::new(|_, nth| Correction::Pair { level: Level::Sentences, source: nth, translation: nth + 2 }),
        ),
        (
            "pair at a distance of 9,000",
            Box::new(|_, nth| Correction::Pair {
                level: Level::Sentences,
                source: nth,
                translation: (nth + 9_000) % (2 * ROWS),
            }),
        ),
        ("confirm", Box::new(|_, nth| Correction::Say(nth..nth + 1, Status::Confirmed))),
        ("confirm all above", Box::new(|_, nth| Correction::ConfirmUpTo(nth))),
        ("merge rows", row(Correction::MergeUp)),
        ("push rows, to the end", row(|unit| Correction::Push(unit, Translation))),
        ("swap rows", row(Correction::Swap)),
        (
            "split a row",
            row(|unit| Correction::Split { unit, side: Source, at: unit.nth() + 1, other: Some(unit.nth()) }),
        ),
        ("cut a sentence", passage(|passage| Correction::CutSentence { side: Source, passage, at: 6 })),
        (
            "join two sentences, merged before",
            Box::new(|open, nth| {
                let segment = open.work.alignment.beads[nth].source.start as usize;
                Correction::JoinSentences { side: Source, segment: segment / 2 * 2 }
            }),
        ),
        ("cut a paragraph", passage(|passage| Correction::CutPassage { side: Source, passage, at: 6 })),
        ("cut a row", Box::new(|_, nth| Correction::CutRow(nth | 1))),
        (
            "call a paragraph a heading",
            Box::new(move |_, nth| Correction::Call { side: Source, passage: nth / 2, called: heading }),
        ),
        (
            "call a paragraph furniture",
            Box::new(move |_, nth| Correction::Call { side: Source, passage: nth / 2, called: stamp }),
        ),
    ]
}

/// A window without a window, with one document.
struct Bench {
    workspace: Workspace,
    woken: Receiver<()>,
    document: DocumentId,
    places: NotePlaces,
    following: Vec<f64>,
}

impl Bench {
    fn new(paths: &Paths) -> Self {
        let (chinese, english) = texts();
        let document = import::read_pair((chinese.as_bytes(), "书.zh.txt"), (english.as_bytes(), "书.en.txt"));
        let document = document.expect("it is text");
        let mut library = Library::open(&paths.library, Timestamp(0)).expect("it can be made");
        let file =
            |role, name: &str, text: &str| StoredFile { role, name: name.to_owned(), bytes: text.as_bytes().into() };
        let files =
            vec![file(FileRole::Source, "书.zh.txt", &chinese), file(FileRole::Translation, "书.en.txt", &english)];
        let work = Work { annotations: Arc::new(notes(&document)), ..Work::of(Arc::new(alignment(&document))) };
        let new = NewDocument { files, document: &document, work: &work, added: Timestamp(0) };
        let key = library.add(&new).expect("there is room");
        drop(library);
        let (sender, woken) = channel();
        let wake = move || sender.send(()).unwrap_or_default();
        let mut workspace = Workspace::new(paths, Arc::new(wake), Surroundings::system());
        workspace.dispatch(Command::OpenStored { key, title: "书".to_owned() });
        let mut bench =
            Self { workspace, woken, document: DocumentId(0), places: NotePlaces::default(), following: Vec::new() };
        bench.wait_until(|workspace| workspace.documents.iter().any(|open| open.aligned));
        bench.document = bench.workspace.documents[0].id;
        bench.follow();
        bench.following.clear();
        bench
    }

    fn open(&self) -> &OpenDocument {
        self.workspace.document(self.document).expect("nobody closes it")
    }

    fn wait_until(&mut self, done: impl Fn(&Workspace) -> bool) {
        self.workspace.poll();
        while !done(&self.workspace) {
            self.woken.recv_timeout(Duration::from_mins(5)).expect("the workers report in time");
            self.workspace.poll();
        }
    }

    fn saved(&mut self) {
        let document = self.document;
        self.wait_until(|workspace| workspace.saving(document) == Saving::Saved);
    }

    /// How long a command holds up the window, in milliseconds.
    fn timed(&mut self, command: Command) -> f64 {
        let start = Instant::now();
        self.workspace.dispatch(command);
        let took = start.elapsed().as_secs_f64() * 1000.0;
        self.saved();
        self.follow();
        took
    }

    /// Lets the places of notes follow, as a window does that shows notes.
    fn follow(&mut self) {
        let open = self.workspace.document(self.document).expect("nobody closes it");
        let start = Instant::now();
        self.places.follow(&open.document, &open.work);
        self.following.push(start.elapsed().as_secs_f64() * 1000.0);
    }

    fn measure(&mut self, name: &str, make: &Make) {
        let (document, mut times, mut undone, mut refused) = (self.document, Vec::new(), Vec::new(), 0);
        let count = self.open().work.alignment.beads.len();
        for run in 0..RUNS {
            let nth = 4 + run * 7919 % (count - 8);
            let joins = name.starts_with("join");
            if joins {
                self.timed(Command::Correct { document, correction: Correction::MergeUp(Unit::Bead(nth | 1)) });
            }
            let correction = make(self.open(), nth);
            let steps = self.open().history.undo_label().map(str::to_owned);
            let before = self.open().statuses;
            times.push(self.timed(Command::Correct { document, correction }));
            if self.open().statuses == before {
                refused += 1;
                times.pop();
            } else {
                undone.push(self.timed(Command::Undo(document)));
            }
            if joins {
                self.timed(Command::Undo(document));
            }
            assert_eq!(self.open().history.undo_label().map(str::to_owned), steps.filter(|_| !joins), "all is undone");
        }
        line(name, times);
        line(
            &format!("  its undo{}", if refused > 0 { format!(" ({refused} refused)") } else { String::new() }),
            undone,
        );
    }

    fn measure_following(&mut self) {
        let following = std::mem::take(&mut self.following);
        line("places of notes, after each of them", following);
    }
}

fn line(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    if let (Some(median), Some(longest)) = (times.get(times.len() / 2), times.last()) {
        println!("{median:>8.2} {longest:>8.2}  {name}");
    }
}

/// Two sentences a paragraph.
fn texts() -> (String, String) {
    let chinese = |nth: usize| {
        format!("第{nth}天他们谈到了边界局势和牧民的草场。双方代表在{nth}号帐篷里交换了意见，没有达成协议。\n\n")
    };
    let english = |nth: usize| {
        format!(
            "On day {nth} they spoke of the situation at the border and of the herdsmen's pastures. The representatives of \
             both sides exchanged views in tent {nth} and did not reach an agreement.\n\n"
        )
    };
    ((0..ROWS).map(chinese).collect(), (0..ROWS).map(english).collect())
}

/// A pair a sentence, a row a paragraph.
fn alignment(document: &Document) -> Alignment {
    let Alignment { source, translation, .. } = align::unaligned(document);
    assert_eq!((source.len(), translation.len()), (2 * ROWS, 2 * ROWS), "two sentences a paragraph");
    let range = |from: usize, len: usize| IndexRange::new(from, from + len);
    let row = |nth: usize| Row {
        number: nth as u32 + 1,
        source: range(nth, 1),
        translation: range(nth, 1),
        beads: range(2 * nth, 2),
        confidence: 0.9,
    };
    let beads: Vec<Bead> = (0..2 * ROWS).map(|nth| Bead::proposed(range(nth, 1), range(nth, 1), 0.9)).collect();
    let rows: Vec<Row> = (0..ROWS).map(row).collect();
    let crossings = Crossings::of(&rows, &beads);
    Alignment { rows, beads, source, translation, crossings, ..Alignment::default() }
}

fn notes(document: &Document) -> Items<AnnotationId, Annotation> {
    let text = SideText::new(&document.source);
    let note = |nth: usize| {
        let start = (nth * 373) as u32 % (text.len() - 10);
        let selector = text.selector(start, start + 5).expect("it is inside");
        let note = Annotation {
            targets: vec![Target { side: SideName::Source, selector, standing: Standing::Sure }],
            text: "哪一天？".to_owned(),
            ..Annotation::new(
                AnnotationId(format!("urn:uuid:00000000-0000-4000-8000-{nth:012}").into()),
                Motivation::Commenting,
            )
        };
        (note.id.clone(), Arc::new(note))
    };
    (0..NOTES).map(note).collect()
}
