//! The beads that the first stage leaves to choose from: those that a path nearly as good as the best one goes through.
//!
//! A bead stays when the best path through it (its max-marginal, Sixtus and Ortmanns 1999) is within `KEPT` of the best
//! path of all. That is about thirty beads a Chinese sentence, and all but a handful of the right ones.

use super::super::plan::{Plan, Room};
use super::super::programme::{ALONE, EITHER, PAIRED, PLACES, Scores};

/// How much worse than the best path a bead's own best path may be, in nats.
const KEPT: f32 = 34.5;

/// A bead that may be chosen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Edge {
    /// Number of the node where it starts.
    pub from: u32,
    /// Number of the node where it ends.
    pub to: u32,
    /// Its Chinese sentences.
    pub chinese: u8,
    /// Its English sentences.
    pub english: u8,
    /// What passages and their kinds add to its score.
    pub fixed: f32,
}

impl Edge {
    /// Whether both sides have a sentence.
    pub fn is_paired(&self) -> bool {
        self.chinese > 0 && self.english > 0
    }
}

/// Beads between cuts; every path through them is an alignment.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lattice {
    /// The cuts as the numbers of the sentences after them, Chinese first, in order.
    pub nodes: Vec<(u32, u32)>,
    /// The beads, ordered by the node where they end; that is always after the one where they start.
    pub edges: Vec<Edge>,
}

/// A step of the first stage, kept small.
struct Step {
    from: u32,
    to: u32,
    score: f32,
    chinese: u8,
    english: u8,
}

/// The beads of a stretch worth looking at.
pub(super) fn prune(scores: &Scores<'_>, plan: &Plan, stretch: Room) -> Lattice {
    let band = scores.band;
    let rows = stretch.from.0..=stretch.to.0;
    let base = band.index(stretch.from.0, band.row(stretch.from.0).start) * PLACES;
    let end = band.index(stretch.to.0, band.row(stretch.to.0).end - 1) * PLACES + PLACES - base;
    let place = |(i, j): (usize, usize)| band.index(i, j) * PLACES - base;
    let mut forward = vec![f32::NEG_INFINITY; end];
    forward[place(stretch.from) + PAIRED] = 0.0;
    forward[place(stretch.from) + EITHER] = 0.0;
    let mut steps = Vec::new();
    // Where the steps into each node start.
    let mut into = Vec::new();
    for i in rows {
        for j in stretch.columns(band, i) {
            if (i, j) == stretch.from || !plan.allows(i, j) {
                continue;
            }
            let first = steps.len();
            scores.steps_into(i, j, |step| {
                // Steps from before the stretch end in the places before it.
                if i - step.a < stretch.from.0 || j - step.b < stretch.from.1 {
                    return;
                }
                let (from, to) = (step.from - base, step.to - base);
                if forward[from] == f32::NEG_INFINITY {
                    return;
                }
                let score = step.score as f32;
                forward[to] = forward[to].max(forward[from] + score);
                steps.push(Step {
                    from: from as u32,
                    to: to as u32,
                    score,
                    chinese: step.a as u8,
                    english: step.b as u8,
                });
            });
            let node = place((i, j));
            forward[node + EITHER] = forward[node + PAIRED].max(forward[node + ALONE]);
            into.push((i as u32, j as u32, first, steps.len()));
        }
    }
    keep(scores, stretch, &steps, &into, &forward, place)
}

/// Goes back from the end and keeps what is good enough.
fn keep(
    scores: &Scores<'_>,
    stretch: Room,
    steps: &[Step],
    into: &[(u32, u32, usize, usize)],
    forward: &[f32],
    place: impl Fn((usize, usize)) -> usize,
) -> Lattice {
    let mut backward = vec![f32::NEG_INFINITY; forward.len()];
    let end = place(stretch.to);
    backward[end + EITHER] = 0.0;
    let least = forward[end + EITHER] - KEPT;
    // Kept beads backwards, by the cut where they end.
    let mut kept: Vec<((u32, u32), u8, u8)> = Vec::new();
    for &(i, j, first, after_last) in into.iter().rev() {
        let node = place((i as usize, j as usize));
        backward[node + PAIRED] = backward[node + PAIRED].max(backward[node + EITHER]);
        backward[node + ALONE] = backward[node + ALONE].max(backward[node + EITHER]);
        for step in steps[first..after_last].iter().rev() {
            let after = backward[step.to as usize] + step.score;
            let from = step.from as usize;
            if forward[from] + after < least {
                continue;
            }
            backward[from] = backward[from].max(after);
            let bead = ((i, j), step.chinese, step.english);
            // Beads without a partner are two steps in a row.
            if kept.last() != Some(&bead) {
                kept.push(bead);
            }
        }
    }
    kept.reverse();
    kept.sort_by_key(|&(to, ..)| to);
    // The two steps of a bead without a partner may have been parted by those of another.
    kept.dedup();
    number(scores, stretch, &kept)
}

fn number(scores: &Scores<'_>, stretch: Room, kept: &[((u32, u32), u8, u8)]) -> Lattice {
    let start = (stretch.from.0 as u32, stretch.from.1 as u32);
    let mut nodes: Vec<_> = std::iter::once(start).chain(kept.iter().map(|&(to, ..)| to)).collect();
    nodes.dedup();
    let number = |cut: (u32, u32)| nodes.binary_search(&cut).ok().map(|node| node as u32);
    let edge = |&((i, j), a, b): &((u32, u32), u8, u8)| {
        let (p, q) = (i - u32::from(a), j - u32::from(b));
        let fixed = scores.structure.map_or(0.0, |structure| {
            let (chinese, english) = (p as usize..i as usize, q as usize..j as usize);
            if a > 0 && b > 0 { structure.bead(chinese, english) } else { structure.alone(chinese, english) }
        });
        Some(Edge { from: number((p, q))?, to: number((i, j))?, chinese: a, english: b, fixed: fixed as f32 })
    };
    let edges = kept.iter().filter_map(edge).collect();
    Lattice { nodes, edges }
}
