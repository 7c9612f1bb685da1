//! How right and how fast the aligner is: strict and lax F on the hand-aligned texts, milliseconds a document.
//!
//! `cargo bench --bench alignment` prints a table for each set with the parameters as shipped, and the strict F with
//! the boundary table fitted on the other documents; the weights of the second stage saw all of them
//! (`fit_alignment` leaves texts out). `-- fit` prints the boundary table fitted on all of them.
//! The texts are found in `$DUIZHAO_SHARED/gold` or `../shared/gold`; without them it says so and does nothing.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench talks to whoever runs it")]

use std::time::{Duration, Instant};

use duizhao::align::second_stage::Weights;
use duizhao::align::{Boundaries, align_segments_with};
use duizhao::model::{Bead, Progress};

#[path = "common/gold.rs"]
mod gold;

use gold::{Counts, Gold, Links, boundaries, count};

fn main() {
    let sets = gold::read();
    let all: Vec<&Gold> = sets.iter().flat_map(|(_, set)| set).collect();
    if all.is_empty() {
        eprintln!("skipped: no hand-aligned texts in {}", gold::folder().display());
        return;
    }
    if std::env::args().any(|argument| argument == "fit") {
        println!("{:#?}", boundaries(&all));
        return;
    }
    for (name, set) in &sets {
        measure(name, set, &all);
    }
}

fn measure(name: &str, set: &[Gold], all: &[&Gold]) {
    println!("{name:<16} {:>7} {:>7} {:>7} {:>7} {:>7}", "P", "R", "F", "left-out", "ms");
    let (mut total, mut total_out) = (Counts::default(), Counts::default());
    let mut sure = Reliability::default();
    let mut time = Duration::ZERO;
    let verbose = std::env::args().any(|argument| argument == "all");
    for gold in set {
        let start = Instant::now();
        let counts = count(&gold.links, &align(gold, &Boundaries::fitted()));
        let spent = start.elapsed();
        time += spent;
        let others: Vec<&Gold> = all.iter().copied().filter(|other| other.name != gold.name).collect();
        let beads = align(gold, &boundaries(&others));
        let left_out = count(&gold.links, &beads);
        sure.add(&gold.links, &beads);
        if verbose {
            print_line(&gold.name, &counts, &left_out, spent);
        }
        total = total.plus(&counts);
        total_out = total_out.plus(&left_out);
    }
    print_line("all", &total, &total_out, time);
    sure.print();
}

/// How many of the beads of about the same confidence are right.
#[derive(Default)]
struct Reliability([(usize, f32, usize); 8]);

/// Where the bins of confidence end.
const BINS: [f32; 8] = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01];

impl Reliability {
    fn add(&mut self, gold: &Links, beads: &[Bead]) {
        for bead in beads {
            let bin = &mut self.0[BINS.partition_point(|&end| end <= bead.confidence).min(7)];
            bin.0 += 1;
            bin.1 += bead.confidence;
            bin.2 += usize::from(gold.contains(&(bead.source.range().collect(), bead.translation.range().collect())));
        }
    }

    fn print(&self) {
        for (end, (count, confidence, right)) in BINS.iter().zip(self.0) {
            let mean = |sum: f64| sum / count.max(1) as f64;
            println!(
                "  below {end:.2} {count:>6} beads, mean {:.3}, right {:.3}",
                mean(confidence.into()),
                mean(right as f64)
            );
        }
    }
}

fn print_line(name: &str, counts: &Counts, left_out: &Counts, time: Duration) {
    let (p, r, f) = counts.scores();
    println!("{name:<16} {p:>7.4} {r:>7.4} {f:>7.4} {:>7.4} {:>7.1}", left_out.scores().2, time.as_secs_f64() * 1e3);
}

fn align(gold: &Gold, table: &Boundaries) -> Vec<Bead> {
    let (chinese, english) = gold.sentences();
    align_segments_with(&chinese, &english, table, &Weights::fitted(), &Progress::default()).expect("nobody cancels")
}
