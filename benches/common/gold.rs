//! The hand-aligned texts, and strict precision and recall against them.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::align::{Boundaries, Edges};
use duizhao::model::Bead;

/// Beads as the numbers of their sentences, Chinese first.
pub(crate) type Links = Vec<(Vec<usize>, Vec<usize>)>;

/// A hand-aligned text.
pub(crate) struct Gold {
    /// Its file name without the ending.
    pub(crate) name: String,
    /// The Chinese sentences, one a line.
    pub(crate) chinese: String,
    /// The English sentences, one a line.
    pub(crate) english: String,
    /// The beads.
    pub(crate) links: Links,
}

impl Gold {
    /// The sentences of both sides.
    pub(crate) fn sentences(&self) -> (Vec<&str>, Vec<&str>) {
        (self.chinese.lines().collect(), self.english.lines().collect())
    }
}

/// Where the texts are looked for.
pub(crate) fn folder() -> PathBuf {
    let shared = std::env::var_os("DUIZHAO_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    shared.join("gold")
}

/// The two sets; empty ones where the texts are missing.
pub(crate) fn read() -> [(&'static str, Vec<Gold>); 2] {
    ["novels", "official"].map(|set| (set, read_set(&folder().join(set))))
}

/// The boundary table of some texts.
pub(crate) fn boundaries(set: &[&Gold]) -> Boundaries {
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

/// What precision and recall are made of.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    hits: usize,
    proposed: usize,
    found: usize,
    wanted: usize,
}

impl Counts {
    /// Of two texts together.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            proposed: self.proposed + other.proposed,
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
        }
    }

    /// Precision, recall and F.
    pub(crate) fn scores(&self) -> (f64, f64, f64) {
        let p = self.hits as f64 / self.proposed.max(1) as f64;
        let r = self.found as f64 / self.wanted.max(1) as f64;
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    }
}

/// Strict counts as in the field's `score.py`: null beads count in precision and not in recall.
pub(crate) fn count(gold: &Links, beads: &[Bead]) -> Counts {
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
