//! What damage does to the aligner: hand-aligned texts with chapters missing, blocks moved, prefaces, wrong
//! translations, extracts and spoiled characters, made by a seeded generator, so that a run can be repeated.
//!
//! `cargo bench --no-default-features --bench damage` prints a table; `-- chapter moved …` only the kinds named.
//! The texts are found in `$DUIZHAO_SHARED/gold` or `../shared/gold`; without them it says so and does nothing.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench talks to whoever runs it")]

#[path = "common/gold.rs"]
#[expect(dead_code, reason = "what the other benches count and learn with is not needed here")]
mod gold;
#[path = "common/spoil.rs"]
mod spoil;

use std::time::Instant;

use duizhao::align::{Boundaries, Lexicon, align_segments, describe};
use duizhao::model::{Bead, Progress};

use spoil::{Random, Side, Spoil, Text};

/// Confidence under which a bead is shown as unsure.
const UNSURE: f32 = 0.5;

/// The kinds of damage, as they are asked for.
const KINDS: [&str; 8] = ["chapter", "replaced", "moved", "preface", "spoiled", "extract", "wrong", "odd"];

fn main() {
    let sets = gold::read();
    let texts: Vec<(&'static str, Text)> =
        sets.iter().flat_map(|(set, texts)| texts.iter().map(|gold| (*set, Text::new(gold)))).collect();
    if texts.is_empty() {
        eprintln!("skipped: no hand-aligned texts in {}", gold::folder().display());
        return;
    }
    let (novels, official): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(set, _)| *set == "novels");
    let [novels, official] = [novels, official].map(|set| set.into_iter().map(|(_, text)| text).collect::<Vec<_>>());
    let all = KINDS.iter().all(|kind| !asked(kind));
    let asked = |kind: &str| all || asked(kind);
    println!("{:<34} {:>5} {:>7} {:>8} {:>8} {:>6} {:>6}", "", "runs", "F rest", "change", "worst", "alone", "least");
    if asked("chapter") {
        chapters("novels", &novels.iter().take(10).collect::<Vec<_>>());
        chapters("mixed", &official[..2].iter().chain(&novels[10..]).collect::<Vec<_>>());
    }
    if asked("replaced") {
        replaced("novels", &novels.iter().take(10).collect::<Vec<_>>(), &novels[10..]);
        replaced("official", &official.iter().chain(&novels[..6]).collect::<Vec<_>>(), &novels[6..]);
    }
    if asked("moved") {
        moved(&[&novels[..10], &official[..]]);
    }
    if asked("preface") {
        prefaces("preface, novels", &novels, &novels);
        prefaces("preface, official", &official, &official);
        prefaces("preface, other kind", &official, &novels);
    }
    if asked("spoiled") {
        for (name, spoil) in Spoil::ALL {
            spoiled(&format!("{name}, novels"), &novels, spoil);
            spoiled(&format!("{name}, official"), &official, spoil);
        }
    }
    if asked("extract") {
        extracts("novels", &novels);
        extracts("official", &official);
    }
    if asked("wrong") {
        wrong("novel, other novel", &novels, &novels);
        wrong("novel, official", &novels, &official);
        wrong("official, novel", &official, &novels);
        wrong("official, other official", &official, &official);
    }
    if asked("odd") {
        odd(&novels, &official);
    }
}

/// Whether a word is among the arguments.
fn asked(word: &str) -> bool {
    std::env::args().any(|argument| argument == word)
}

/// How many right beads the lattices do not hold.
fn missing(text: &Text) -> usize {
    let (chinese, english) = text.sides();
    let described = describe(&chinese, &english, &Boundaries::fitted(), Lexicon::fitted(), &Progress::default());
    let described = described.expect("nobody cancels");
    let mut held = std::collections::BTreeSet::new();
    for lattice in described.iter().map(|described| &described.lattice) {
        for edge in lattice.edges.iter().filter(|edge| edge.is_paired()) {
            held.insert((lattice.nodes[edge.from as usize], lattice.nodes[edge.to as usize]));
        }
    }
    let cuts = |(s, t): &(Vec<usize>, Vec<usize>)| {
        let cut = |i: usize, j: usize| (i as u32, j as u32);
        Some((cut(*s.first()?, *t.first()?), cut(s.last()? + 1, t.last()? + 1)))
    };
    text.links.iter().filter_map(cuts).filter(|bead| !held.contains(bead)).count()
}

fn align(text: &Text) -> Vec<Bead> {
    let (chinese, english) = text.sides();
    align_segments(&chinese, &english, &Progress::default()).expect("nobody cancels")
}

/// What came of the runs of one kind of damage.
#[derive(Default)]
struct Summary {
    runs: usize,
    f: f64,
    change: f64,
    worst: f64,
    /// Sentences without a partner, those that came out so, and the least share of a run.
    lost: usize,
    alone: usize,
    least: f64,
    /// Those that came out with a partner, but unsure.
    unsure: usize,
    /// Right beads that could not be chosen, as no lattice holds them.
    missing: usize,
}

impl Summary {
    /// Adds a run: the text undamaged with its beads, and damaged. Sentences lost in either are left out of F.
    fn add(&mut self, before: (&Text, &[Bead]), after: &Text) {
        let beads = align(after);
        let (whole, rest) = (before.0.f(before.1), after.f(&beads));
        let (lost, alone, unsure) = after.alone(&beads, UNSURE);
        self.missing += if asked("lattice") { missing(after) } else { 0 };
        if asked("each") {
            println!("  {whole:.4} {rest:.4} {alone} of {lost}, {unsure} unsure");
        }
        self.least = if self.runs == 0 { 1.0 } else { self.least };
        self.runs += 1;
        self.f += rest;
        self.change += rest - whole;
        self.worst = self.worst.min(rest - whole);
        (self.lost, self.alone, self.unsure) = (self.lost + lost, self.alone + alone, self.unsure + unsure);
        if lost > 0 {
            self.least = self.least.min(alone as f64 / lost as f64);
        }
    }

    fn print(&self, name: &str) {
        let mean = |sum: f64| sum / self.runs.max(1) as f64;
        print!("{name:<34} {:>5} {:>7.4} {:>+8.4} {:>+8.4}", self.runs, mean(self.f), mean(self.change), self.worst);
        if self.lost > 0 {
            let share = |count: usize| count as f64 / self.lost as f64;
            print!(" {:>6.3} {:>6.3}, unsure {:.3}", share(self.alone), self.least, share(self.unsure));
        }
        if asked("lattice") {
            print!(" {} not in the lattice", self.missing);
        }
        println!();
    }
}

/// Every third chapter of a book missing on either side, from the first to the last.
fn chapters(name: &str, chapters: &[&Text]) {
    let book = Text::book(chapters);
    let beads = align(&book);
    for side in [Side::Chinese, Side::English] {
        let mut summary = Summary::default();
        for chapter in (0..chapters.len()).step_by(3) {
            let lost = spoil::chapter(chapters, chapter);
            summary.add((&book.losing(&lost), &beads), &book.without(&lost, side));
        }
        summary.print(&format!("chapter missing, {name}, {side:?}"));
    }
}

/// Every third chapter of a book with another text on one side.
fn replaced(name: &str, chapters: &[&Text], guests: &[Text]) {
    let book = Text::book(chapters);
    let beads = align(&book);
    for side in [Side::Chinese, Side::English] {
        let mut summary = Summary::default();
        for chapter in (0..chapters.len()).step_by(3) {
            let lost = spoil::chapter(chapters, chapter);
            let guest = guests[chapter % guests.len()].some(side, usize::MAX);
            summary.add((&book.losing(&lost), &beads), &book.replacing(&lost, side, guest));
        }
        summary.print(&format!("chapter replaced, {name}, {side:?}"));
    }
}

/// A block of fifty beads moved from one quarter of a book to another on one side.
fn moved(sets: &[&[Text]]) {
    for (set, name) in sets.iter().zip(["novels", "official"]) {
        let book = Text::book(&set.iter().collect::<Vec<_>>());
        let beads = align(&book);
        for side in [Side::Chinese, Side::English] {
            let mut summary = Summary::default();
            for (from, to) in [(1, 3), (3, 1), (2, 3), (3, 2), (0, 4), (1, 2)] {
                let (lost, after) = book.moving(side, from, to, 50);
                summary.add((&book.losing(&lost), &beads), &after);
            }
            summary.print(&format!("block moved, {name}, {side:?}"));
        }
    }
}

/// Forty sentences of another text at the start, in the middle and at the end of one side.
fn prefaces(name: &str, hosts: &[Text], guests: &[Text]) {
    for quarter in [0, 2, 4] {
        let mut summary = Summary::default();
        for (nth, host) in hosts.iter().enumerate() {
            let beads = align(host);
            for side in [Side::Chinese, Side::English] {
                let guest = &guests[(nth + 1) % guests.len()];
                summary.add((host, &beads), &host.inserting(side, quarter, guest.some(side, 40)));
            }
        }
        summary.print(&format!("{name}, at {quarter}/4"));
    }
}

/// All texts with spoiled characters.
fn spoiled(name: &str, texts: &[Text], spoil: Spoil) {
    let mut random = Random(7);
    let common = spoil::common_characters(texts);
    let mut summary = Summary::default();
    for text in texts {
        summary.add((text, &align(text)), &text.spoiled(spoil, &common, &mut random));
    }
    summary.print(name);
}

/// English of a few beads only: of every thirtieth, or of a number of them spread over the text.
fn extracts(name: &str, texts: &[Text]) {
    println!("{:<34} {:>5} {:>7} {:>7} {:>8} {:>8}", "extracts", "runs", "paired", "right", "sure of", "wrong");
    let kinds: [(&str, &dyn Fn(usize) -> usize); 4] =
        [("every 30th", &|beads| beads.div_ceil(30)), ("10", &|_| 10), ("3", &|_| 3), ("1", &|_| 1)];
    for (kind, count) in kinds {
        for side in [Side::Chinese, Side::English] {
            let (mut runs, mut wanted, mut paired, mut right, mut sure) = (0, 0, 0, 0, [(0, 0.0); 2]);
            for text in texts {
                let after = text.extract(side, count(text.links.len()));
                let beads = align(&after);
                runs += 1;
                wanted += after.links.len();
                for bead in beads.iter().filter(|bead| bead.is_paired()) {
                    let is_right = after.touches(bead);
                    paired += 1;
                    right += usize::from(is_right);
                    let of = &mut sure[usize::from(is_right)];
                    *of = (of.0 + 1, of.1 + f64::from(bead.confidence));
                }
            }
            let mean = |(count, sum): (usize, f64)| sum / f64::from(u32::try_from(count.max(1)).unwrap_or(1));
            println!(
                "{:<34} {runs:>5} {paired:>3}/{wanted:<3} {right:>7} {:>8.3} {:>8.3}",
                format!("  {kind}, {name}, {side:?} left"),
                mean(sure[1]),
                mean(sure[0]),
            );
        }
    }
}

/// The Chinese of one text beside the English of another.
fn wrong(name: &str, chinese: &[Text], english: &[Text]) {
    let (mut runs, mut sum, mut most, mut paired, mut all) = (0, 0.0, 0.0_f64, 0, 0);
    for (nth, one) in chinese.iter().enumerate() {
        for step in 1..english.len().min(4) {
            let other = &english[(nth + step) % english.len()];
            if one.chinese == other.chinese {
                continue;
            }
            let beads = align(&one.beside(other));
            let mean = beads.iter().map(|bead| f64::from(bead.confidence)).sum::<f64>() / beads.len().max(1) as f64;
            (runs, sum, most) = (runs + 1, sum + mean, most.max(mean));
            paired += beads.iter().filter(|bead| bead.is_paired()).count();
            all += beads.len();
        }
    }
    println!(
        "wrong translation: {name:<30} {runs:>3} runs, confidence mean {:.3}, most {most:.3}; paired {:.3}",
        sum / f64::from(runs.max(1)),
        paired as f64 / f64::from(u32::try_from(all.max(1)).unwrap_or(1)),
    );
}

/// Unequal and senseless sides: how long an answer takes.
fn odd(novels: &[Text], official: &[Text]) {
    let all: Vec<&Text> = novels.iter().chain(official).collect();
    let book = Text::book(&all.iter().copied().cycle().take(60).collect::<Vec<_>>());
    let cut = |chinese: usize, english: usize| Text {
        chinese: book.chinese[..chinese.min(book.chinese.len())].to_vec(),
        english: book.english[..english.min(book.english.len())].to_vec(),
        ..Text::default()
    };
    let of = |chinese: &[&str], english: &[&str]| Text {
        chinese: chinese.iter().map(|&text| text.to_owned()).collect(),
        english: english.iter().map(|&text| text.to_owned()).collect(),
        ..Text::default()
    };
    let (long, long_english) = ("边界局势，".repeat(200_000), "the border situation, ".repeat(50_000));
    let cases = [
        ("100 against 10,000", cut(100, 10_000)),
        ("10,000 against 100", cut(10_000, 100)),
        ("10,000 against 10,000", cut(10_000, 10_000)),
        ("1 against 1,000", cut(1, 1000)),
        ("1,000 against 1", cut(1000, 1)),
        ("empty against 1,000", cut(0, 1000)),
        ("a line of a million characters", of(&[&long], &["He came to the border."])),
        ("the same in English", of(&["他来到边界。"], &[&long_english])),
        ("both", of(&[&long], &[&long_english])),
        ("only marks", of(&vec!["。，？！……"; 2000], &vec!["...,?!"; 2000])),
        ("only numbers", of(&vec!["12345"; 2000], &vec!["12345"; 2000])),
        ("one sentence 2,000 times", of(&vec!["他来到边界。"; 2000], &vec!["He came to the border."; 2000])),
        ("2,000 empty lines", of(&vec![""; 2000], &vec![""; 2000])),
    ];
    for (name, text) in cases {
        let start = Instant::now();
        let beads = align(&text);
        let paired = beads.iter().filter(|bead| bead.is_paired()).count();
        println!("{name:<34} {:>8.1} ms, {} beads, {paired} paired", start.elapsed().as_secs_f64() * 1e3, beads.len());
    }
}
