//! The hand-aligned texts, and strict precision and recall against them.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::align::{Boundaries, Edges};
use duizhao::model::Bead;

/// Beads as the numbers of their sentences, Chinese first.
pub type Links = Vec<(Vec<usize>, Vec<usize>)>;

/// A hand-aligned text.
pub struct Gold {
    /// Its file name without the ending.
    pub name: String,
    /// The Chinese sentences, one a line.
    pub chinese: String,
    /// The English sentences, one a line.
    pub english: String,
    /// The beads.
    pub links: Links,
}

impl Gold {
    /// The sentences of both sides.
    pub fn sentences(&self) -> (Vec<&str>, Vec<&str>) {
        (self.chinese.lines().collect(), self.english.lines().collect())
    }
}

impl Gold {
    /// The same text with runs of one to eight beads left out of one side, about one bead in eight: what real texts
    /// lack in places, and hand-aligned ones too seldom to learn from.
    pub fn damaged(&self) -> Self {
        let (chinese, english) = self.sentences();
        let mut lost = (vec![false; chinese.len()], vec![false; english.len()]);
        let mut random = self.name.bytes().fold(7_u64, |seed, byte| seed * 31 + u64::from(byte));
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize % below
        };
        let mut at = next(30);
        while at < self.links.len() {
            let (run, of_chinese) = (1 + next(8), next(2) == 0);
            for (s, t) in self.links.iter().skip(at).take(run) {
                if of_chinese {
                    s.iter().for_each(|&i| lost.0[i] = true);
                } else {
                    t.iter().for_each(|&j| lost.1[j] = true);
                }
            }
            at += run + 15 + next(30);
        }
        let kept = |sentences: &[&str], lost: &[bool]| -> String {
            sentences.iter().zip(lost).filter(|(_, lost)| !**lost).flat_map(|(text, _)| [*text, "\n"]).collect()
        };
        let renumber = |numbers: &[usize], lost: &[bool]| -> Vec<usize> {
            let kept = numbers.iter().filter(|&&number| !lost[number]);
            kept.map(|&number| lost[..number].iter().filter(|lost| !**lost).count()).collect()
        };
        let mut links = Links::new();
        for (s, t) in &self.links {
            let (s, t) = (renumber(s, &lost.0), renumber(t, &lost.1));
            if s.is_empty() || t.is_empty() {
                links.extend(s.into_iter().map(|i| (vec![i], vec![])));
                links.extend(t.into_iter().map(|j| (vec![], vec![j])));
            } else {
                links.push((s, t));
            }
        }
        let (chinese, english) = (kept(&chinese, &lost.0), kept(&english, &lost.1));
        Self { name: self.name.clone(), chinese, english, links }
    }
}

/// Where the texts are looked for.
pub fn folder() -> PathBuf {
    let shared = std::env::var_os("DUIZHAO_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    shared.join("gold")
}

/// The two sets; empty ones where the texts are missing.
pub fn read() -> [(&'static str, Vec<Gold>); 2] {
    ["novels", "official"].map(|set| (set, read_set(&folder().join(set))))
}

/// The boundary table of some texts.
pub fn boundaries(set: &[&Gold]) -> Boundaries {
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
pub struct Counts {
    hits: usize,
    proposed: usize,
    found: usize,
    wanted: usize,
}

impl Counts {
    /// Of two texts together.
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            proposed: self.proposed + other.proposed,
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
        }
    }

    /// Precision, recall and F.
    pub fn scores(&self) -> (f64, f64, f64) {
        let p = self.hits as f64 / self.proposed.max(1) as f64;
        let r = self.found as f64 / self.wanted.max(1) as f64;
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    }
}

/// Strict counts as in the field's `score.py`: null beads count in precision and not in recall.
pub fn count(gold: &Links, beads: &[Bead]) -> Counts {
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
