//! How quick a large library is: 10,000 documents, one of them with 50,000 notes, one with 20,000 pairs.
//!
//! `cargo bench --bench library` prints milliseconds. It says nothing about disks: a save waits for one sync.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever runs it")]

#[path = "common/shelf.rs"]
mod shelf;

use std::sync::Arc;
use std::time::Instant;

use duizhao::library::{DocumentKey, Library};
use duizhao::model::{
    Alignment, Annotation, AnnotationId, Bead, Document, IndexRange, Items, Row, Segment, Selector, SideName, Span,
    Standing, Target, Work,
};
use duizhao::{align, import};
use shelf::{NOW, milliseconds, put};

const DOCUMENTS: usize = 10_000;
const NOTES: usize = 50_000;
const PAIRS: u32 = 20_000;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("library.duizhao");
    let mut library = Library::open(&path, NOW).expect("it can be made");
    let adding = Instant::now();
    for nth in 0..DOCUMENTS {
        add(&mut library, &format!("第{nth}号文件\n\n苏联政府收到了声明。\n"), |work| work);
    }
    println!("{:>10.1}  add one of {DOCUMENTS} documents", milliseconds(adding.elapsed()) / DOCUMENTS as f64);
    let noted = add(&mut library, "很多笔记\n", |work| Work { annotations: notes(), ..work });
    let paired = add(&mut library, "很多句子\n", |_| Work::of(Arc::new(alignment())));
    drop(library);

    let mut library = timed("open", || Library::open(&path, NOW)).expect("it is there");
    timed("list all documents", || library.list()).expect("it can be read");
    timed("find by title", || library.find("第9999号")).expect("it is there");
    let work = timed("load 50,000 notes", || library.load(&noted)).expect("it is there").work;
    let mut after = work.clone();
    Arc::make_mut(&mut after.annotations).insert(AnnotationId("新".into()), Arc::new(note(0)));
    timed("save one note beside them", || library.save(&noted, &work, &after)).expect("nobody else writes");
    timed("see what changed", || library.changes_since(&noted, 1)).expect("it can be read");

    let work = timed("load 20,000 pairs", || library.load(&paired)).expect("it is there").work;
    let mut after = work.clone();
    Arc::make_mut(&mut after.alignment).rows[5_000].confidence = 1.0;
    timed("save one changed row of them", || library.save(&paired, &work, &after)).expect("nobody else writes");
    timed("back up", || library.backup(&folder.path().join("backup.duizhao"))).expect("there is room");
    let found = timed("verify, without parsing", || library.verify(|_| Ok(()))).expect("it can be read");
    println!("{} documents, {} notes, {:?}", found.documents, found.notes, found.problems);
    println!("{:>10.1} MB", std::fs::metadata(&path).map_or(0.0, |file| file.len() as f64 / 1e6));
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{:>10.1}  {what}", milliseconds(start.elapsed()));
    done
}

fn add(library: &mut Library, text: &str, change: impl FnOnce(Work) -> Work) -> DocumentKey {
    let document: Document = import::read_text(text, "文件.txt").expect("it is text");
    let work = change(Work::of(Arc::new(align::unaligned(&document))));
    put(library, &document, &work)
}

fn notes() -> Arc<Items<AnnotationId, Annotation>> {
    Arc::new((0..NOTES).map(note).map(|note| (note.id.clone(), Arc::new(note))).collect())
}

fn note(nth: usize) -> Annotation {
    let context = "边界局势已经稳定下来，双方代表就领土问题交换了意见并达成协议。".to_owned();
    let selector =
        Selector { start: 0, end: 4, exact: "边界局势".to_owned(), prefix: context.clone(), suffix: context };
    Annotation {
        targets: vec![Target { side: SideName::Source, selector, standing: Standing::Sure }],
        ..shelf::note(&format!("urn:uuid:00000000-0000-4000-8000-{nth:012}"))
    }
}

/// One sentence a pair, two pairs a row.
fn alignment() -> Alignment {
    let range = |start: u32, len: u32| IndexRange { start, end: start + len };
    let row = |nth: u32| Row {
        number: nth + 1,
        source: range(nth, 1),
        translation: range(nth, 1),
        beads: range(nth * 2, 2),
        confidence: 0.5,
    };
    let bead = |nth: u32| Bead::proposed(range(nth, 1), range(nth, 1), 0.9);
    let segment =
        |nth: u32| Segment { passage: nth / 2, at: Span::new(nth as usize % 2 * 60, nth as usize % 2 * 60 + 60) };
    Alignment {
        rows: (0..PAIRS / 2).map(row).collect(),
        beads: (0..PAIRS).map(bead).collect(),
        source: (0..PAIRS).map(segment).collect(),
        translation: (0..PAIRS).map(segment).collect(),
        ..Alignment::default()
    }
}
