//! What an edit costs on a document with 50,000 notes: on the thread of the window, and until it is on the disk.
//!
//! `cargo bench --no-default-features --bench notes` prints milliseconds, median and greatest of the edits of a kind.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever runs it")]

#[path = "common/memory.rs"]
mod memory;
#[path = "common/shelf.rs"]
mod shelf;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use duizhao::library::{DocumentKey, Library};
use duizhao::model::{
    Annotation, AnnotationId, Document, Edit, History, Motivation, SideName, SideText, Standing, Target, Work,
};
use duizhao::workspace::{
    Command, DocumentId, NewNote, NoteChange, NotePlaces, Paths, Saving, Surroundings, Workspace,
};
use duizhao::{align, import};
use memory::resident;
use shelf::{NOW, milliseconds, put};

const PASSAGES: usize = 10_000;
const NOTES: usize = 50_000;
const EDITS: usize = 100;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let line = |nth| format!("第{nth}号来文说，边界局势已经稳定下来，双方代表就领土问题交换了意见，没有达成协议。\n\n");
    let text = (0..PASSAGES).map(line).collect::<Vec<_>>().concat();
    let document = import::read_text(&text, "来文.txt").expect("it is text");
    let work = noted(&document);
    let paths = Paths::inside(folder.path().to_owned());
    let mut library = Library::open(&paths.library, NOW).expect("it can be made");
    let key = put(&mut library, &document, &work);
    parts(&mut library, &key, &work, &SideText::new(&document.source));
    drop(library);

    let (sender, woken) = channel();
    let wake = move || sender.send(()).unwrap_or_default();
    let mut workspace = Workspace::new(&paths, Arc::new(wake), Surroundings::system());
    let opening = Instant::now();
    workspace.dispatch(Command::OpenStored { key, title: "来文".to_owned() });
    let mut polls = Times::default();
    wait(&mut workspace, &woken, &mut polls);
    println!("open, until it is all there: {:.0} ms", milliseconds(opening.elapsed()));
    polls.print("poll while opening");
    let mut desk = Desk { workspace, woken, places: NotePlaces::default() };
    desk.run();
}

/// The parts of an edit, each alone.
fn parts(library: &mut Library, key: &DocumentKey, work: &Work, text: &SideText) {
    let (mut apply, mut compare, mut remember, mut save) =
        (Times::default(), Times::default(), Times::default(), Times::default());
    let mut history = History::default();
    let mut now = work.clone();
    for nth in 0..EDITS {
        let edit = Edit::AddAnnotation(Arc::new(note(text, nth, NOTES + nth)));
        let next = apply.time(|| edit.apply(&now)).expect("it is new");
        assert!(compare.time(|| next != now));
        remember.time(|| history.remember(now.clone(), edit.label(&now)));
        save.time(|| library.save(key, &now, &next)).expect("nobody else writes");
        now = next;
    }
    for (what, times) in [("Edit::apply", apply), ("Work ==", compare), ("History", remember), ("Library::save", save)]
    {
        times.print(what);
    }
}

struct Desk {
    workspace: Workspace,
    woken: Receiver<()>,
    places: NotePlaces,
}

impl Desk {
    fn run(&mut self) {
        let document = self.workspace.documents[0].id;
        let mut first = Times::default();
        first.time(|| self.places.follow(&self.workspace.documents[0].document, &self.workspace.documents[0].work));
        first.print("NotePlaces, all anew");
        let text = SideText::new(&self.workspace.documents[0].document.source);
        let memory = resident();
        let new = |nth: usize| NewNote {
            motivation: Motivation::Commenting,
            targets: vec![target(&text, nth % PASSAGES, nth % 5)],
            text: "数字不同".to_owned(),
            tags: Vec::new(),
            colour: None,
        };
        self.each("add a note", document, |_, nth| Command::AddNote { document, note: new(nth * 97) });
        self.each("change a note", document, |work, nth| Command::ChangeNote {
            document,
            note: some(work, nth),
            change: NoteChange::Text(format!("改 {nth}")),
        });
        self.each("reply", document, |work, nth| Command::Reply {
            document,
            to: some(work, nth),
            text: "对".to_owned(),
            typing: false,
        });
        self.each("remove a note", document, |work, nth| Command::RemoveNotes {
            document,
            notes: vec![some(work, nth)],
        });
        self.each("undo", document, |_, _| Command::Undo(document));
        self.each("redo", document, |_, _| Command::Redo(document));
        println!("{:.1} MB more after {} edits", resident() - memory, 6 * EDITS);
    }

    fn each(&mut self, what: &str, document: DocumentId, command: impl Fn(&Work, usize) -> Command) {
        let (mut dispatch, mut follow, mut saved, mut polls) =
            (Times::default(), Times::default(), Times::default(), Times::default());
        for nth in 0..EDITS {
            let command = command(&self.workspace.document(document).expect("it is open").work, nth);
            let start = Instant::now();
            dispatch.time(|| self.workspace.dispatch(command));
            let open = self.workspace.document(document).expect("it is open");
            follow.time(|| self.places.follow(&open.document, &open.work));
            wait(&mut self.workspace, &self.woken, &mut polls);
            saved.0.push(start.elapsed());
        }
        println!("{what}");
        for (part, times) in
            [("  dispatch", dispatch), ("  follow", follow), ("  poll", polls), ("  saved after", saved)]
        {
            times.print(part);
        }
    }
}

/// Polls until all is done and kept.
fn wait(workspace: &mut Workspace, woken: &Receiver<()>, polls: &mut Times) {
    let is_done = |workspace: &Workspace| {
        let kept =
            |open: &duizhao::workspace::OpenDocument| open.key.is_some() && workspace.saving(open.id) == Saving::Saved;
        workspace.is_idle() && !workspace.documents.is_empty() && workspace.documents.iter().all(kept)
    };
    while !is_done(workspace) {
        woken.recv_timeout(Duration::from_mins(1)).expect("the workers report in time");
        polls.time(|| workspace.poll());
    }
}

fn some(work: &Work, nth: usize) -> AnnotationId {
    AnnotationId(format!("urn:uuid:{:05}", (nth * 479 + work.annotations.len()) % NOTES).into())
}

fn noted(document: &Document) -> Work {
    let text = SideText::new(&document.source);
    let notes = (0..NOTES).map(|nth| note(&text, nth / 5, nth)).map(|note| (note.id.clone(), Arc::new(note)));
    Work { annotations: Arc::new(notes.collect()), ..Work::of(Arc::new(align::unaligned(document))) }
}

fn target(text: &SideText, passage: usize, nth: usize) -> Target {
    let place = duizhao::model::SidePlace { passage: passage as u32, at: 0 };
    let start = text.position(place).expect("it is there") + 2 * nth as u32;
    let selector = text.selector(start, (start + 4).min(text.len())).unwrap_or_default();
    Target { side: SideName::Source, selector, standing: Standing::Sure }
}

fn note(text: &SideText, passage: usize, nth: usize) -> Annotation {
    Annotation { targets: vec![target(text, passage, nth % 5)], ..shelf::note(&format!("urn:uuid:{nth:05}")) }
}

#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.0.push(start.elapsed());
        done
    }

    fn print(mut self, what: &str) {
        self.0.sort_unstable();
        let median = self.0.get(self.0.len() / 2).copied().unwrap_or_default();
        let greatest = self.0.last().copied().unwrap_or_default();
        println!("{:>9.3} {:>9.3}  {what}", milliseconds(median), milliseconds(greatest));
    }
}
