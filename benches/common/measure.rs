//! Strict and lax precision and recall, recall by shape, and what work costs.

use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, Instant};

use duizhao::model::Bead;

use crate::gold::Links;

/// Of some beads those that are right: strictly, and where at least two of their sentences belong together.
#[derive(Clone, Copy, Default)]
struct Hits {
    strict: usize,
    lax: usize,
    all: usize,
}

/// What F is made of, and how often each shape was found; as `score.py` of the field has it.
#[derive(Clone, Default)]
pub(crate) struct Score {
    precision: Hits,
    recall: Hits,
    /// Right beads of each shape, and how many of them were found.
    shapes: BTreeMap<(usize, usize), (usize, usize)>,
}

impl Score {
    /// Adds a text. Beads without a partner count in precision and not in recall.
    pub(crate) fn add(&mut self, gold: &Links, beads: &[Bead]) {
        let beads: Links =
            beads.iter().map(|bead| (bead.source.range().collect(), bead.translation.range().collect())).collect();
        let paired = |links: &Links| -> Links {
            links.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).cloned().collect()
        };
        self.precision.add(&beads, gold);
        self.recall.add(&paired(gold), &paired(&beads));
        let found: HashSet<_> = beads.iter().collect();
        for bead in gold {
            let shape = self.shapes.entry((bead.0.len(), bead.1.len())).or_default();
            shape.0 += 1;
            shape.1 += usize::from(found.contains(bead));
        }
    }

    /// Strict and lax F.
    pub(crate) fn f(&self) -> (f64, f64) {
        let share = |hits: usize, all: usize| hits as f64 / all.max(1) as f64;
        let f = |p: f64, r: f64| 2.0 * p * r / (p + r).max(1e-9);
        let (p, r) = (self.precision, self.recall);
        (f(share(p.strict, p.all), share(r.strict, r.all)), f(share(p.lax, p.all), share(r.lax, r.all)))
    }

    /// Recall of each shape that occurs at least `least` times, as text.
    pub(crate) fn recall(&self, least: usize) -> String {
        let shapes = self.shapes.iter().filter(|(_, (all, _))| *all >= least);
        let line = |((a, b), (all, found)): (&(usize, usize), &(usize, usize))| {
            format!("{a}:{b} {:.2} of {all}", *found as f64 / *all as f64)
        };
        shapes.map(line).collect::<Vec<_>>().join(", ")
    }
}

impl Hits {
    fn add(&mut self, beads: &Links, right: &Links) {
        let exact: HashSet<_> = right.iter().collect();
        let linked: HashSet<(usize, usize)> =
            right.iter().flat_map(|(s, t)| s.iter().flat_map(move |&i| t.iter().map(move |&j| (i, j)))).collect();
        for bead in beads {
            let strict = exact.contains(bead);
            let lax = bead.0.iter().any(|&i| bead.1.iter().any(|&j| linked.contains(&(i, j))));
            self.all += 1;
            self.strict += usize::from(strict);
            self.lax += usize::from(strict || lax);
        }
    }
}

/// What a piece of work gave, how long it took, and the most memory that the program has used so far, in megabytes.
pub(crate) fn cost<T>(work: impl FnOnce() -> T) -> (T, Duration, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed(), peak())
}

/// The most memory the program has used, in megabytes; 0 where the system does not say.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
