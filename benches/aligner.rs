//! What a gesture of Align mode costs at 20,000 pairs, with the frame that shows what came of it, in the whole window.
//!
//! Headless: the window runs as in a test, with the accessibility tree on, and nothing is painted. Times are of this
//! thread's work: the gesture, the frame, and the triangles of the frame. `cargo bench --bench aligner` prints a table;
//! it aligns the text first, which takes a while. With words behind `--`, only gestures are measured whose names hold one
//! of them.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]

#[path = "common/clock.rs"]
mod clock;
#[path = "common/numbers.rs"]
mod numbers;
#[path = "common/wanted.rs"]
mod wanted;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use clock::work;
use duizhao::model::Alignment;
use duizhao::ui::App;
use duizhao::workspace::{Command, Mode, Paths, Setting, Surroundings, Workspace};
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use numbers::Numbers;
use tempfile::TempDir;
use wanted::is_wanted;

const PAIRS: usize = 20_000;
const WORDS: [(&str, &str); 24] = [
    ("边界", "border"),
    ("牧民", "herdsmen"),
    ("粮食", "grain"),
    ("公社", "commune"),
    ("县委", "county committee"),
    ("水渠", "canal"),
    ("铁路", "railway"),
    ("桥梁", "bridge"),
    ("学校", "school"),
    ("教师", "teacher"),
    ("医院", "hospital"),
    ("药品", "medicine"),
    ("仓库", "warehouse"),
    ("棉布", "cotton cloth"),
    ("盐", "salt"),
    ("茶叶", "tea"),
    ("羊毛", "wool"),
    ("马匹", "horses"),
    ("骆驼", "camels"),
    ("大雪", "heavy snow"),
    ("洪水", "flood"),
    ("工人", "workers"),
    ("代表", "delegates"),
    ("档案", "archive"),
];

/// Paragraphs of four sentences, each followed by its translation. A number in each sentence says what meets what.
fn text() -> String {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut text = String::new();
    for paragraph in 0..PAIRS / 4 {
        let (mut chinese, mut english) = (String::new(), String::new());
        for nth in 0..4 {
            let number = 4 * paragraph + nth + 1000;
            write!(chinese, "第{number}号报告说").unwrap_or_default();
            write!(english, "Report No. {number} says that").unwrap_or_default();
            for _ in 0..4 + numbers.next(10) {
                let (one, other) = WORDS[numbers.next(WORDS.len())];
                write!(chinese, "{one}和").unwrap_or_default();
                write!(english, " the {other} and").unwrap_or_default();
            }
            chinese.push_str("人口都在增加。");
            english.push_str(" the population are growing. ");
        }
        write!(text, "{chinese}\n\n{}\n\n", english.trim_end()).unwrap_or_default();
    }
    text
}

struct Bench {
    harness: Harness<'static, App>,
    /// Is there as long as the bench.
    _folder: TempDir,
}

impl Bench {
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let paths = Paths::inside(folder.path().to_owned());
        let harness = Harness::builder().with_size(vec2(1440.0, 900.0)).build_eframe(move |creation| {
            let mut workspace = Workspace::new(&paths, Arc::new(|| {}), Surroundings::system());
            workspace.dispatch(Command::Set(Setting::Mode(Mode::Align)));
            workspace.dispatch(Command::OpenText(text()));
            App::new(&creation.egui_ctx, workspace)
        });
        let mut bench = Self { harness, _folder: folder };
        while !bench.harness.state().workspace().current_document().is_some_and(|open| open.aligned) {
            bench.harness.step();
            std::thread::sleep(Duration::from_millis(50));
        }
        bench.settle();
        bench
    }

    /// Lets workers end and the view come to rest.
    fn settle(&mut self) {
        for _ in 0..400 {
            self.harness.step();
            if self.harness.state().workspace().is_idle() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn alignment(&self) -> Arc<Alignment> {
        let open = self.harness.state().workspace().current_document();
        open.map(|open| open.work.alignment.clone()).unwrap_or_default()
    }

    /// Presses a key, and gives what the frame with the gesture and the frame after it cost, the dearer of them.
    fn press(&mut self, modifiers: Modifiers, key: Key) -> Duration {
        self.harness.key_press_modifiers(modifiers, key);
        let dearest = (0..3).map(|_| self.frame()).max();
        dearest.unwrap_or_default()
    }

    fn frame(&mut self) -> Duration {
        let start = work();
        self.harness.step();
        let output = self.harness.output();
        let shapes = output.shapes.clone();
        let triangles = self.harness.ctx.tessellate(shapes, output.pixels_per_point);
        assert!(!triangles.is_empty());
        work().saturating_sub(start)
    }

    /// A gesture at many places of the document, each taken back. Where it cannot be made nothing is measured.
    fn gesture(&mut self, name: &str, to: &[(Modifiers, Key)], modifiers: Modifiers, key: Key) {
        if !is_wanted(name) {
            return;
        }
        let (mut costs, mut back) = (Vec::new(), Vec::new());
        for round in 0..24 {
            for _ in 0..(round * 7) % 5 {
                self.press(Modifiers::NONE, Key::PageDown);
            }
            for &(modifiers, key) in to {
                self.press(modifiers, key);
            }
            let before = self.alignment();
            let cost = self.press(modifiers, key);
            if !Arc::ptr_eq(&before, &self.alignment()) {
                costs.push(cost);
                back.push(self.press(Modifiers::COMMAND, Key::Z));
            }
            self.press(Modifiers::NONE, Key::Escape);
        }
        assert!(!costs.is_empty(), "{name} did nothing");
        report(&format!("{name} ({})", costs.len()), &costs);
        report("  its undo", &back);
    }
}

fn report(name: &str, costs: &[Duration]) {
    let mut all: Vec<f64> = costs.iter().map(|cost| cost.as_secs_f64() * 1e3).collect();
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all.get(((all.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or_default();
    let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
    println!("{name:<34}{mean:7.2} {:7.2} {:7.2} {:7.2}", at(0.5), at(0.95), at(1.0));
}

fn main() {
    let mut bench = Bench::open();
    println!("{} pairs, milliseconds a gesture with its frames: mean p50 p95 max", bench.alignment().beads.len());
    let still: Vec<Duration> = (0..60).map(|_| bench.frame()).collect();
    report("standing still", &still);
    let steps: Vec<Duration> = (0..120).map(|_| bench.press(Modifiers::NONE, Key::J)).collect();
    report("pair below", &steps);
    let pages: Vec<Duration> = (0..60).map(|_| bench.press(Modifiers::NONE, Key::PageDown)).collect();
    report("page down", &pages);
    let far: Vec<Duration> =
        (0..20).map(|nth| bench.press(Modifiers::NONE, if nth % 2 == 0 { Key::End } else { Key::Home })).collect();
    report("from end to end", &far);
    let none = Modifiers::NONE;
    let (right, down, cut) = ((none, Key::ArrowRight), (none, Key::J), (none, Key::C));
    bench.gesture("merge up", &[down], none, Key::Backspace);
    bench.gesture("first up", &[down, right], Modifiers::COMMAND, Key::ArrowUp);
    bench.gesture("last down", &[right], Modifiers::COMMAND, Key::ArrowDown);
    bench.gesture("push down", &[right], none, Key::Enter);
    bench.gesture("column down", &[right], Modifiers::ALT, Key::ArrowDown);
    bench.gesture("unpair", &[], none, Key::U);
    bench.gesture("swap", &[], none, Key::X);
    let (left, mark) = ((none, Key::ArrowLeft), (none, Key::Space));
    bench.gesture("pair with the next", &[left, mark, down, right], none, Key::Space);
    bench.gesture("pair over rows", &[left, mark, down, down, down, down, down, down, right], none, Key::Space);
    let page = (none, Key::PageDown);
    bench.gesture("pair at a distance", &[left, mark, page, page, page, page, page, right], none, Key::Space);
    bench.gesture("confirm", &[], none, Key::A);
    bench.gesture("cut a sentence", &[cut], none, Key::Enter);
    bench.gesture("cut a paragraph", &[cut], none, Key::P);
    bench.gesture("begin a row", &[down, down], Modifiers::SHIFT, Key::S);
    let levels: Vec<Duration> = (0..20).map(|_| bench.press(none, Key::P)).collect();
    report("sentences or paragraphs", &levels);
}
