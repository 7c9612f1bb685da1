//! How right and how fast the aligner is: strict and lax F on the hand-aligned texts, milliseconds a document.
//!
//! `cargo bench --bench alignment` prints a table for each set with the parameters as shipped, and the strict F with
//! the boundary table fitted on the other documents. `-- fit` prints the boundary table fitted on all of them.
//! The texts are found in `$DUIZHAO_SHARED/gold` or `../shared/gold`; without them it says so and does nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duizhao::align::{Boundaries, Edges, align_segments_with};
use duizhao::model::{Bead, Progress};

type Links = Vec<(Vec<usize>, Vec<usize>)>;

struct Gold {
    name: String,
    chinese: String,
    english: String,
    links: Links,
}

fn main() {
    let shared = std::env::var_os("DUIZHAO_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let sets: Vec<_> =
        ["novels", "official"].iter().map(|set| (*set, read_set(&shared.join("gold").join(set)))).collect();
    let all: Vec<&Gold> = sets.iter().flat_map(|(_, set)| set).collect();
    if all.is_empty() {
        eprintln!("skipped: no hand-aligned texts in {}", shared.display());
        return;
    }
    if std::env::args().any(|argument| argument == "fit") {
        println!("{:#?}", fit(&all));
        return;
    }
    for (name, set) in &sets {
        measure(name, set, &all);
    }
}

fn measure(name: &str, set: &[Gold], all: &[&Gold]) {
    println!("{name:<16} {:>7} {:>7} {:>7} {:>7} {:>7}", "P", "R", "F", "left-out", "ms");
    let (mut total, mut total_out) = (Counts::default(), Counts::default());
    let mut time = Duration::ZERO;
    let verbose = std::env::args().any(|argument| argument == "all");
    for gold in set {
        let start = Instant::now();
        let counts = count(&gold.links, &align(gold, &Boundaries::fitted()));
        let spent = start.elapsed();
        time += spent;
        let others: Vec<&Gold> = all.iter().copied().filter(|other| other.name != gold.name).collect();
        let left_out = count(&gold.links, &align(gold, &fit(&others)));
        if verbose {
            print_line(&gold.name, &counts, &left_out, spent);
        }
        total = total.plus(&counts);
        total_out = total_out.plus(&left_out);
    }
    print_line("all", &total, &total_out, time);
}

fn print_line(name: &str, counts: &Counts, left_out: &Counts, time: Duration) {
    let (p, r, f) = counts.scores();
    println!("{name:<16} {p:>7.4} {r:>7.4} {f:>7.4} {:>7.4} {:>7.1}", left_out.scores().2, time.as_secs_f64() * 1e3);
}

fn align(gold: &Gold, boundaries: &Boundaries) -> Vec<Bead> {
    let chinese: Vec<&str> = gold.chinese.lines().collect();
    let english: Vec<&str> = gold.english.lines().collect();
    align_segments_with(&chinese, &english, boundaries, &Progress::default()).expect("nobody cancels")
}

fn fit(set: &[&Gold]) -> Boundaries {
    let mut beads = Vec::new();
    for gold in set {
        let chinese: Vec<_> = gold.chinese.lines().map(Edges::of_chinese).collect();
        let english: Vec<_> = gold.english.lines().map(Edges::of_english).collect();
        for (s, t) in &gold.links {
            if let (Some(&a), Some(&b), Some(&c), Some(&d)) = (s.first(), s.last(), t.first(), t.last()) {
                beads.push([chinese[a], chinese[b], english[c], english[d]]);
            }
        }
    }
    Boundaries::learn(beads.into_iter())
}

#[derive(Default)]
struct Counts {
    hits: usize,
    proposed: usize,
    found: usize,
    wanted: usize,
}

impl Counts {
    fn plus(&self, other: &Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            proposed: self.proposed + other.proposed,
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
        }
    }

    fn scores(&self) -> (f64, f64, f64) {
        let p = self.hits as f64 / self.proposed.max(1) as f64;
        let r = self.found as f64 / self.wanted.max(1) as f64;
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    }
}

/// Strict counts as in the field's `score.py`: null beads count in precision and not in recall.
fn count(gold: &Links, beads: &[Bead]) -> Counts {
    let paired = |(s, t): &&(Vec<usize>, Vec<usize>)| !s.is_empty() && !t.is_empty();
    let beads: Links =
        beads.iter().map(|bead| (bead.source.range().collect(), bead.translation.range().collect())).collect();
    let wanted: Vec<_> = gold.iter().filter(paired).collect();
    Counts {
        hits: beads.iter().filter(|bead| gold.contains(bead)).count(),
        proposed: beads.len(),
        found: wanted.iter().filter(|bead| beads.contains(bead)).count(),
        wanted: wanted.len(),
    }
}

fn read_set(folder: &Path) -> Vec<Gold> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        files.filter_map(|file| file.ok()?.file_name().to_str()?.strip_suffix(".gold").map(str::to_owned)).collect();
    names.sort_unstable();
    let read = |name: &str, end: &str| fs::read_to_string(folder.join(format!("{name}.{end}"))).unwrap_or_default();
    names
        .into_iter()
        .map(|name| Gold {
            chinese: read(&name, "zh"),
            english: read(&name, "en"),
            links: read(&name, "gold").lines().filter_map(link).collect(),
            name,
        })
        .collect()
}

/// Reads `[0,1]:[0]`.
fn link(line: &str) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut sides = line.split(':').map(|side| {
        side.trim_matches(['[', ']', ' ']).split(',').filter_map(|number| number.trim().parse().ok()).collect()
    });
    Some((sides.next()?, sides.next()?))
}
