//! What a frame of the window costs with 50,000 notes in its list: scrolling, choosing, filtering, editing, standing
//! still; and how long the list takes to be made.
//!
//! Headless: the whole window runs as in the tests, with the accessibility tree on, and nothing is painted.
//! `cargo bench --bench note_list` prints a table; times of frames are of this thread's work, times of lists by the clock.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]

#[path = "common/clock.rs"]
mod clock;
#[path = "common/han.rs"]
mod han;
#[path = "common/numbers.rs"]
mod numbers;
#[path = "common/wheel.rs"]
mod wheel;

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clock::work;
use duizhao::export::notes::json_ld;
use duizhao::library::Library;
use duizhao::model::Progress;
use duizhao::ui::App;
use duizhao::workspace::{Command, Paths, Setting, Surroundings, Workspace, library_tasks, notes_tasks};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use han::sentence;
use numbers::Numbers;
use serde_json::{Value, json};
use wheel::wheel;

const NOTES: usize = 50_000;
const PASSAGES: usize = 3_000;

/// A text of passages, none like another.
fn text(numbers: &mut Numbers) -> String {
    let passage = |numbers: &mut Numbers| {
        let length = 40 + numbers.next(120);
        sentence(numbers, length) + "\n\n"
    };
    (0..PASSAGES).map(|_| passage(numbers)).collect()
}

/// Notes on stretches of the text, each surely found; one in five answers another.
fn notes(text: &str, numbers: &mut Numbers) -> Vec<Value> {
    let passages: Vec<Vec<char>> =
        text.lines().filter(|line| !line.is_empty()).map(|line| line.chars().collect()).collect();
    let note = |nth: usize| {
        let (name, tag) = (["王", "李", "Reviewer"][numbers.next(3)], ["数字", "地名", "人名"][numbers.next(3)]);
        let words = "核对原文：figure differs from the record, 见词表。".repeat(1 + numbers.next(4));
        let mut note = json!({
            "id": format!("urn:x:{nth:06}"), "type": "Annotation", "motivation": "commenting",
            "created": "2026-11-12T09:30:00Z", "creator": {"name": name},
            "body": [{"type": "TextualBody", "value": format!("{words} {nth}")},
                     {"type": "TextualBody", "purpose": "tagging", "value": tag}],
        });
        if nth % 5 == 4 {
            note["motivation"] = "replying".into();
            note["target"] = format!("urn:x:{:06}", nth - 1 - numbers.next(4)).into();
        } else {
            let passage = &passages[numbers.next(passages.len())];
            let start = numbers.next(passage.len() - 20);
            let piece = |from: usize, to: usize| passage[from..to.min(passage.len())].iter().collect::<String>();
            note["target"] = json!({"source": "urn:x", "selector": {
                "type": "TextQuoteSelector", "exact": piece(start, start + 8),
                "prefix": piece(start.saturating_sub(20), start), "suffix": piece(start + 8, start + 28)
            }});
        }
        note
    };
    (0..NOTES).map(note).collect()
}

/// Where the pointer is while the wheel turns: over the list.
const AT: Pos2 = pos2(1280.0, 600.0);

/// The window in memory.
struct Bench {
    harness: Harness<'static, App>,
}

impl Bench {
    /// What a frame with these events costs.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        for event in events {
            self.harness.event(event);
        }
        let start = work();
        self.harness.step();
        work().saturating_sub(start)
    }

    fn frames(&mut self, count: usize, events: impl Fn(usize) -> Vec<Event>) -> Vec<Duration> {
        (0..count).map(|nth| self.frame(events(nth))).collect()
    }

    /// Draws frames until `done`; how long that took by the clock, and what each frame cost.
    fn until(&mut self, done: impl Fn(&Harness<'static, App>) -> bool) -> (Duration, Vec<Duration>) {
        let (start, mut costs) = (Instant::now(), Vec::new());
        while !done(&self.harness) {
            costs.push(self.frame(Vec::new()));
            std::thread::sleep(Duration::from_millis(2));
            assert!(start.elapsed() < Duration::from_mins(10), "it takes too long");
        }
        (start.elapsed(), costs)
    }
}

fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn report(name: &str, costs: &[Duration]) {
    let mut all: Vec<f64> = costs.iter().map(|cost| cost.as_secs_f64() * 1e6).collect();
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    println!("{name:<46}{mean:7.0} {:7.0} {:7.0} {:7.0}", at(0.5), at(0.95), at(1.0));
}

fn said(name: &str, took: Duration) {
    println!("{name:<46}{:7.0} ms by the clock", took.as_secs_f64() * 1e3);
}

/// A library with the document and its notes, and a window on it.
fn window(folder: &std::path::Path) -> (Bench, Duration) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (file, paths) = (folder.join("书.txt"), Paths::inside(folder.join("own")));
    let text = text(&mut numbers);
    fs::write(&file, &text).expect("the folder is writable");
    fs::create_dir_all(paths.library.parent().expect("a folder")).expect("the folder is writable");
    let mut library = Library::open(&paths.library, library_tasks::now()).expect("it can be made");
    let progress = Progress::default();
    let added = library_tasks::add_files(&mut library, &file, None, library_tasks::now(), &progress);
    let key = added.unwrap_or_else(|problem| panic!("{problem}")).key;
    let read = json_ld::read(&Value::from(notes(&text, &mut numbers)).to_string()).expect("they are notes");
    let start = Instant::now();
    let imported = notes_tasks::import_notes(&mut library, &key, &read, &progress);
    let took = start.elapsed();
    println!("{:?}", imported.unwrap_or_else(|problem| panic!("{problem}")).counts);
    drop(library);
    let harness = Harness::builder().with_size(vec2(1440.0, 900.0)).with_max_steps(64).build_eframe(move |creation| {
        let mut workspace = Workspace::new(&paths, Arc::new(|| {}), Surroundings::system());
        workspace.dispatch(Command::Set(Setting::Author("王".to_owned())));
        workspace.dispatch(Command::OpenFiles(vec![file]));
        App::new(&creation.egui_ctx, workspace)
    });
    (Bench { harness }, took)
}

fn has_cards(harness: &Harness<'static, App>) -> bool {
    harness.query_all_by_role(Role::ListItem).next().is_some()
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut bench, imported) = window(folder.path());
    said("importing, without the window", imported);
    let (opened, costs) = bench.until(has_cards);
    println!("{NOTES} notes, microseconds a frame{:>20}", "mean p50 p95 max");
    report("frames while it opens", &costs);
    said("until the list is there", opened);
    bench.frames(60, |_| Vec::new());
    report("standing still", &bench.frames(300, |_| Vec::new()));
    report("wheel, 60 points a frame", &bench.frames(2_000, |_| wheel(AT, 60.0)));
    report("wheel, 600 points a frame", &bench.frames(500, |_| wheel(AT, 600.0)));
    report("wheel up, 60 points a frame", &bench.frames(1_000, |_| wheel(AT, -60.0)));
    bench.harness.key_press_modifiers(Modifiers::ALT, Key::Num1);
    bench.frames(4, |_| Vec::new());
    report("arrow down, each chooses the next note", &bench.frames(300, |_| vec![key(Key::ArrowDown)]));
    report("to the end and to the start", &bench.frames(40, |nth| vec![key([Key::End, Key::Home][nth % 2])]));
    bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    bench.frames(4, |_| Vec::new());
    for text in ["数字", "4999"] {
        bench.harness.get_by_role_and_label(Role::TextInput, "Filter the notes").type_text(text);
        // Until the list is there, all notes are counted.
        let is_found = |harness: &Harness<'static, App>| {
            let says = |text: &str| harness.query_by_label_contains(text).is_some();
            says(" of 40,000 notes") && !says("40,000 of 40,000 notes")
        };
        let (took, costs) = bench.until(is_found);
        report(&format!("frames while {text} is looked for"), &costs);
        said("until it is found", took);
        bench.harness.get_by_label("Clear the filter").click();
        bench.frames(60, |_| Vec::new());
        bench.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
        bench.frames(4, |_| Vec::new());
    }
    bench.harness.key_press_modifiers(Modifiers::ALT, Key::Num1);
    bench.frames(4, |_| vec![key(Key::ArrowDown)]);
    bench.frame(vec![key(Key::E)]);
    bench.frames(4, |_| Vec::new());
    // A pause of a second between letters: each is kept, and the list made anew.
    report(
        "typing, kept at a pause",
        &bench.frames(120, |nth| if nth % 12 == 0 { vec![Event::Text("改".to_owned())] } else { Vec::new() }),
    );
}
