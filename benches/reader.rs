//! What a frame of the reader costs at 100,000 rows: scrolling by wheel, jumping, and standing still; without notes, and
//! with 50,000 of them; and a keystroke in a draft.
//!
//! Headless: egui runs and tessellates as in the window, with the accessibility tree on, and nothing is painted.
//! `cargo bench --bench reader` prints a table; times are of this thread's work in one frame.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]

#[path = "common/clock.rs"]
mod clock;
#[path = "common/han.rs"]
mod han;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/numbers.rs"]
mod numbers;
#[path = "common/wheel.rs"]
mod wheel;

use std::sync::Arc;
use std::time::Duration;

use clock::work;
use duizhao::model::{
    Alignment, Annotation, AnnotationId, Bead, Colour, Document, DocumentKind, IndexRange, Motivation, Passage,
    PassageKind, ReadingText, Row, Segment, Side, SideName, SidePlace, SourceText, Span, Timestamp, Work,
};
use duizhao::text::Language;
use duizhao::ui::palette::Palette;
use duizhao::ui::reader::{DraftWish, ReaderState, ReaderView, Sought, reader_ui};
use duizhao::workspace::{ChosenNote, Command, DocumentId, Jump, NotePlaces, ReadingPlace, Settings};
use eframe::egui::{Context, Event, Pos2, RawInput, Rect, pos2};
use memory::resident;
use numbers::Numbers;
use wheel::wheel;

const ROWS: usize = 100_000;
const NOTES: usize = 50_000;
/// As many notes stand in the first of these rows as in all others.
const DENSE: usize = 2_500;
const SIZE: [f32; 2] = [1200.0, 800.0];

const ENGLISH: &str = "the herdsmen of valley moved their winter pasture before first snow and commune secretary reported that \
    canal had been repaired water was shared among villages according to acreage a survey party mapped pass between two \
    stations telegraph line reached county seat in spring teachers opened an evening school where forty people learned to \
    read accounts cooperative were checked wool hides salt tea horses camels counted grain ration supplement agreed";

fn english_sentence(numbers: &mut Numbers, words: &[&str], count: usize) -> String {
    let chosen: Vec<&str> = (0..count).map(|_| words[numbers.next(words.len())]).collect();
    chosen.join(" ") + ". "
}

/// Two sentences a passage on each side, 40 to 199 Han and 20 to 99 words.
fn document() -> (Document, Alignment) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let words: Vec<&str> = ENGLISH.split_whitespace().collect();
    let source_text = Arc::new(SourceText::new("", ""));
    let mut source = Side::empty(Language::Chinese, Arc::clone(&source_text));
    let mut translation = Side::empty(Language::English, source_text);
    let mut alignment = Alignment::default();
    for nth in 0..ROWS {
        let (chinese, english) = (40 + numbers.next(160), 20 + numbers.next(80));
        let split = |count: usize, numbers: &mut Numbers| {
            let first = 10 + numbers.next(count - 15);
            [first, count - first]
        };
        let chinese = split(chinese, &mut numbers).map(|count| han::sentence(&mut numbers, count));
        let english = split(english, &mut numbers).map(|count| english_sentence(&mut numbers, &words, count));
        push(&mut source, &mut alignment.source, nth, &chinese);
        push(&mut translation, &mut alignment.translation, nth, &english);
        for sentence in [2 * nth, 2 * nth + 1] {
            let range = IndexRange::new(sentence, sentence + 1);
            alignment.beads.push(Bead::proposed(range, range, 0.9));
        }
        let only = IndexRange::new(nth, nth + 1);
        let beads = IndexRange::new(2 * nth, 2 * nth + 2);
        let confidence = if numbers.next(10) == 0 { 0.3 } else { 0.9 };
        let number = nth as u32 + 1;
        let row = Row { number, source: only, translation: only, beads, confidence };
        alignment.rows.push(row);
    }
    let document = Document::new(DocumentKind::Plain, "Bench", source, Some(translation));
    (document, alignment)
}

fn push(side: &mut Side, segments: &mut Vec<Segment>, nth: usize, sentences: &[String; 2]) {
    let [first, second] = sentences;
    let text = format!("{first}{second}");
    let (middle, end) = (first.len(), text.len());
    for at in [Span::new(0, middle), Span::new(middle, end)] {
        segments.push(Segment { passage: nth as u32, at });
    }
    side.passages.push(Passage::new(PassageKind::Paragraph, ReadingText::verbatim(&text, Span::new(0, end))));
}

/// The reader in a window that is not there.
struct Bench {
    context: Context,
    document: Arc<Document>,
    alignment: Arc<Alignment>,
    notes: NotePlaces,
    /// Grows with every change of the notes.
    notes_revision: u64,
    chosen: Option<ChosenNote>,
    sought: Option<Sought>,
    settings: Settings,
    state: ReaderState,
    jump: Option<Jump>,
    time: f64,
}

/// What one frame cost.
#[derive(Clone, Copy)]
struct Cost {
    ui: Duration,
    with_triangles: Duration,
}

impl Bench {
    fn frame(&mut self, events: Vec<Event>) -> Cost {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE.into())),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let mut commands: Vec<Command> = Vec::new();
        let start = work();
        let context = self.context.clone();
        let mut output = context.run_ui(input, |ui| {
            let view = ReaderView {
                id: DocumentId(1),
                document: &self.document,
                alignment: &self.alignment,
                revision: 1,
                place: ReadingPlace::default(),
                jump: self.jump,
                aligning: false,
                statuses: 0,
                notes: &self.notes,
                notes_revision: self.notes_revision,
                chosen: self.chosen.as_ref(),
                sought: self.sought.as_ref(),
                settings: &self.settings,
                palette: &Palette::LIGHT,
            };
            reader_ui(ui, &view, &mut self.state, &mut commands);
        });
        let ui = work().saturating_sub(start);
        let triangles = context.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let with_triangles = work().saturating_sub(start);
        assert!(!triangles.is_empty() && output.platform_output.accesskit_update.is_some());
        output.textures_delta.clear();
        Cost { ui, with_triangles }
    }

    /// Frames while the wheel turns, `by` points each.
    fn scroll(&mut self, frames: usize, by: f32) -> Vec<Cost> {
        (0..frames).map(|_| self.frame(wheel(pos2(400.0, 400.0), by))).collect()
    }

    fn jump_to(&mut self, serial: u64, row: usize) -> Cost {
        self.jump = Some(Jump { serial, row, pair: Some(0) });
        self.frame(Vec::new())
    }
}

/// Frames while another wording of a row is typed, which begins with the words there are and `more`.
fn type_draft(bench: &mut Bench, serial: u64, more: &str) -> Vec<Cost> {
    bench.jump_to(serial, DENSE + serial as usize);
    bench.state.wish_draft(DraftWish::Wording);
    bench.frame(Vec::new());
    bench.frame(vec![Event::Paste(more.to_owned())]);
    (0..300).map(|_| bench.frame(vec![Event::Text("a".to_owned())])).collect()
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn report(name: &str, costs: &[Cost]) {
    let line = |of: &dyn Fn(&Cost) -> Duration| {
        let mut all: Vec<f64> = costs.iter().map(|cost| micros(of(cost))).collect();
        all.sort_by(f64::total_cmp);
        let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        format!("{mean:7.0} {:7.0} {:7.0} {:7.0} {:7.0}", at(0.5), at(0.95), at(0.99), at(1.0))
    };
    println!("{name:<34}{}   {}", line(&|cost| cost.ui), line(&|cost| cost.with_triangles));
}

/// 50,000 notes of all kinds and colours, many of them over each other and some on both sides.
fn work_with_notes(document: &Arc<Document>, alignment: &Arc<Alignment>) -> Work {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut work = Work::of(Arc::clone(alignment));
    let mut places = NotePlaces::default();
    places.follow(document, &work);
    let annotations = Arc::make_mut(&mut work.annotations);
    for nth in 0..NOTES {
        let row = numbers.next(if nth % 2 == 0 { DENSE } else { ROWS });
        let mut target = |side: SideName| {
            let text = document.side(side)?.passages.get(row)?.text.text();
            let at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let first = numbers.next(at.len() - 1);
            let last = (first + 1 + numbers.next(40)).min(at.len() - 1);
            let place = |nth: usize| SidePlace { passage: row as u32, at: at[nth] as u32 };
            places.target(side, place(first), place(last))
        };
        let sides: &[SideName] = match nth % 4 {
            0 => &SideName::BOTH,
            1 => &[SideName::Translation],
            _ => &[SideName::Source],
        };
        let targets = sides.iter().filter_map(|side| target(*side)).collect();
        let motivation = match nth % 10 {
            0..5 => Motivation::Highlighting,
            5..7 => Motivation::Commenting,
            7 => Motivation::Questioning,
            8 => Motivation::Assessing,
            _ => Motivation::Bookmarking,
        };
        let id = AnnotationId(format!("urn:uuid:{nth:08}").into());
        let text = if nth % 10 < 5 { String::new() } else { format!("第{nth}条：边界问题，请再核对。") };
        let note = Annotation {
            targets,
            text,
            colour: Some(Colour::ALL[nth % 5]),
            author: "王编辑".to_owned(),
            created: Some(Timestamp(nth as i64)),
            ..Annotation::new(id.clone(), motivation)
        };
        annotations.insert(id, Arc::new(note));
    }
    work
}

/// Frames while one note after another is changed, as when somebody types.
fn change_notes(bench: &mut Bench, work: &mut Work) -> Vec<Cost> {
    let frame = |nth: u64| {
        let id = AnnotationId(format!("urn:uuid:{:08}", nth * 14 + 5).into());
        if let Some(note) = Arc::make_mut(&mut work.annotations).get_mut(&id) {
            Arc::make_mut(note).text.push('字');
        }
        let start = crate::work();
        bench.notes.follow(&bench.document, work);
        bench.notes_revision += 1;
        bench.chosen = Some(ChosenNote { serial: 1, note: id, edit: true });
        let followed = crate::work().saturating_sub(start);
        let cost = bench.frame(Vec::new());
        Cost { ui: cost.ui + followed, with_triangles: cost.with_triangles + followed }
    };
    (0..300).map(frame).collect()
}

/// The cases, from the first row on.
fn measure(bench: &mut Bench, serial: u64) {
    bench.jump_to(serial, 0);
    bench.scroll(200, 60.0);
    report("wheel, 60 points a frame", &bench.scroll(5_000, 60.0));
    report("wheel, 600 points a frame", &bench.scroll(1_000, 600.0));
    report("wheel up, 60 points a frame", &bench.scroll(1_000, -60.0));
    let jumps: Vec<Cost> = (1..500).map(|nth| bench.jump_to(serial + nth, (nth as usize * 7919) % ROWS)).collect();
    report("jump to any row", &jumps);
    bench.jump_to(serial + 500, DENSE / 2);
    for _ in 0..30 {
        bench.frame(Vec::new());
    }
    let still: Vec<Cost> = (0..500).map(|_| bench.frame(Vec::new())).collect();
    report("standing still", &still);
}

fn main() {
    let (document, alignment) = document();
    let (document, alignment) = (Arc::new(document), Arc::new(alignment));
    let text = resident();
    let settings = Settings::default();
    let context = Context::default();
    context.enable_accesskit();
    duizhao::ui::fonts::install(&context, &settings);
    let mut bench = Bench {
        context,
        document,
        alignment,
        notes: NotePlaces::default(),
        notes_revision: 0,
        chosen: None,
        sought: None,
        settings,
        state: ReaderState::default(),
        jump: None,
        time: 0.0,
    };
    println!(
        "{ROWS} rows, microseconds a frame{:>42}{:>42}",
        "reader: mean p50 p95 p99 max", "with triangles: the same"
    );
    report("first frame", &[bench.frame(Vec::new())]);
    measure(&mut bench, 1);
    println!("memory: {text:.0} MB with the text, {:.0} MB more with the reader", resident() - text);
    let mut work = work_with_notes(&bench.document, &bench.alignment);
    let start = crate::work();
    bench.notes.follow(&bench.document, &work);
    bench.notes_revision = 1;
    let placed = micros(crate::work().saturating_sub(start)) / 1e3;
    println!("\n{NOTES} notes, placed in {placed:.0} ms");
    report("first frame", &[bench.frame(Vec::new())]);
    measure(&mut bench, 1_000);
    bench.sought = Some(Sought::new("边 the", 1));
    bench.jump_to(1_900, 0);
    report("wheel, 60 points, marking a search", &bench.scroll(2_000, 60.0));
    bench.sought = None;
    report("a note changes", &change_notes(&mut bench, &mut work));
    report("a keystroke in a draft", &type_draft(&mut bench, 2_000, ""));
    report("in one of 19,000 characters", &type_draft(&mut bench, 2_001, &"The border is quiet. ".repeat(890)));
    println!("memory: {:.0} MB more with the reader and the notes", resident() - text);
}
