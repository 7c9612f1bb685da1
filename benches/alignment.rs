//! How right and how fast the aligner is, on the hand-aligned texts and on a book made of them.
//!
//! `cargo bench --bench alignment` prints for each set precision, recall, strict and lax F with the parameters as
//! shipped, the strict F with the boundary table fitted on the other texts (the weights of the second stage saw all of
//! them: `fit_alignment` leaves texts out), milliseconds, peak memory, recall by shape and how far confidences can be
//! trusted. With `-- all` it has a line for each text.
//! `-- book` aligns books of 25,000, 50,000 and 100,000 sentences a side instead, or of as many as a number after it
//! says. Peak memory is that of the whole program so far, so measure one length at a time where that matters.
//! `-- fit` prints the boundary table fitted on all texts.
//! The texts are found in `$DUIZHAO_SHARED/gold` or `../shared/gold`; without them it says so and does nothing.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench talks to whoever runs it")]

use std::time::Duration;

use duizhao::align::second_stage::Weights;
use duizhao::align::{Boundaries, align_segments_with};
use duizhao::model::{Bead, Progress};

#[path = "common/book.rs"]
mod book;
#[path = "common/gold.rs"]
mod gold;
#[path = "common/measure.rs"]
mod measure;

use gold::{Counts, Gold, Links, boundaries, count};
use measure::{Score, cost};

/// Shapes of which a set has fewer beads say nothing of how well they are found.
const LEAST_OF_SHAPE: usize = 8;

fn main() {
    let sets = gold::read();
    let all: Vec<&Gold> = sets.iter().flat_map(|(_, set)| set).collect();
    if all.is_empty() {
        eprintln!("skipped: no hand-aligned texts in {}", gold::folder().display());
        return;
    }
    if asked("fit") {
        println!("{:#?}", boundaries(&all));
    } else if asked("book") {
        books(&all);
    } else {
        for (name, set) in &sets {
            measure(name, set, &all);
        }
    }
}

fn asked(word: &str) -> bool {
    std::env::args().any(|argument| argument == word)
}

/// A line for each length of book, shortest first, as the memory of a shorter one hides behind that of a longer one.
fn books(all: &[&Gold]) {
    let wanted = std::env::args().find_map(|argument| argument.parse().ok());
    println!("{:<28} {:>7} {:>7} {:>9} {:>9}", "", "strict", "lax", "ms", "peak MB");
    for sentences in wanted.map_or_else(|| vec![25_000, 50_000, 100_000], |wanted: usize| vec![wanted]) {
        let book = book::book(all, sentences);
        let (beads, time, peak) = cost(|| align(&book, &Boundaries::fitted()));
        let mut score = Score::default();
        score.add(&book.links, &beads);
        let (strict, lax) = score.f();
        println!("{:<28} {strict:>7.4} {lax:>7.4} {:>9.0} {peak:>9.0}", book.name, milliseconds(time));
    }
}

fn measure(name: &str, set: &[Gold], all: &[&Gold]) {
    println!(
        "{name:<16} {:>7} {:>7} {:>7} {:>7} {:>8} {:>7} {:>8}",
        "P", "R", "strict", "lax", "left-out", "ms", "peak MB"
    );
    let (mut total, mut score) = (Line::default(), Score::default());
    let mut sure = Reliability::default();
    for gold in set {
        let (beads, time, peak) = cost(|| align(gold, &Boundaries::fitted()));
        let others: Vec<&Gold> = all.iter().copied().filter(|other| other.name != gold.name).collect();
        let left_out = align(gold, &boundaries(&others));
        let mut line = Line { time, peak, ..Line::default() };
        line.counts = count(&gold.links, &beads);
        line.left_out = count(&gold.links, &left_out);
        if asked("all") {
            let mut score = Score::default();
            score.add(&gold.links, &beads);
            line.print(&gold.name, &score);
        }
        score.add(&gold.links, &beads);
        sure.add(&gold.links, &left_out);
        total.add(&line);
    }
    total.print("all", &score);
    println!("  recall {}", score.recall(LEAST_OF_SHAPE));
    sure.print();
}

/// A line of the table.
#[derive(Default)]
struct Line {
    counts: Counts,
    left_out: Counts,
    time: Duration,
    /// The most megabytes so far.
    peak: f64,
}

impl Line {
    fn add(&mut self, other: &Self) {
        self.counts = self.counts.plus(&other.counts);
        self.left_out = self.left_out.plus(&other.left_out);
        self.time += other.time;
        self.peak = self.peak.max(other.peak);
    }

    fn print(&self, name: &str, score: &Score) {
        let ((p, r, _), (strict, lax)) = (self.counts.scores(), score.f());
        let (left_out, time, peak) = (self.left_out.scores().2, milliseconds(self.time), self.peak);
        println!("{name:<16} {p:>7.4} {r:>7.4} {strict:>7.4} {lax:>7.4} {left_out:>8.4} {time:>7.1} {peak:>8.0}");
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
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

fn align(gold: &Gold, table: &Boundaries) -> Vec<Bead> {
    let (chinese, english) = gold.sentences();
    align_segments_with(&chinese, &english, table, &Weights::fitted(), &Progress::default()).expect("nobody cancels")
}
