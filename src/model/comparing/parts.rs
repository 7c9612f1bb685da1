//! A stretch of two lists of beads that hold the same sentences, in parts: each with a difference, and as small as can be.
//!
//! What both have is no difference, wherever it stands among the others. Beads of both that share a sentence belong
//! together, and so do parts that would cross if one were taken and the other left.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Bead, SideName};

/// The parts, in the order of what one has: that, and what the other has instead.
pub(super) fn parts(ours: &[Bead], theirs: &[Bead]) -> Vec<[Vec<Bead>; 2]> {
    let lists = [without(ours, theirs), without(theirs, ours)];
    // Each with how far it and all before it reach.
    let mut joined: Vec<(Part, [u32; 2])> = Vec::new();
    for mut part in connected(&lists) {
        // Whatever it would cross becomes one with it.
        while let Some((last, _)) = joined.pop_if(|(_, ends)| part.begins_before(*ends)) {
            part.join(last);
        }
        let before = joined.last().map_or([0; 2], |(_, ends)| *ends);
        let ends = [0, 1].map(|side| part.reach[side].as_ref().map_or(0, |reach| reach.end).max(before[side]));
        joined.push((part, ends));
    }
    joined.into_iter().map(|(part, _)| part.beads).collect()
}

/// The beads that the other list does not have.
fn without(beads: &[Bead], other: &[Bead]) -> Vec<Bead> {
    let name = |bead: &Bead| {
        SideName::BOTH
            .map(|side| Some(bead.part(side)).filter(|part| !part.is_empty()).map(|part| (part.start, part.end)))
    };
    let names: BTreeSet<_> = other.iter().map(name).collect();
    beads.iter().filter(|bead| !names.contains(&name(bead))).copied().collect()
}

/// Beads of both lists that belong together.
#[derive(Default)]
struct Part {
    beads: [Vec<Bead>; 2],
    reach: [Option<Range<u32>>; 2],
}

impl Part {
    fn add(&mut self, list: usize, bead: Bead) {
        for side in SideName::BOTH {
            let part = bead.part(side);
            if !part.is_empty() {
                self.extend(side, part.start..part.end);
            }
        }
        self.beads[list].push(bead);
    }

    fn extend(&mut self, side: SideName, by: Range<u32>) {
        let reach = &mut self.reach[side as usize];
        *reach = Some(match reach.take() {
            Some(had) => had.start.min(by.start)..had.end.max(by.end),
            None => by,
        });
    }

    /// Puts the beads of a part before its own.
    fn join(&mut self, before: Self) {
        for side in SideName::BOTH {
            if let Some(reach) = before.reach[side as usize].clone() {
                self.extend(side, reach);
            }
        }
        for (own, mut before) in self.beads.iter_mut().zip(before.beads) {
            before.append(own);
            *own = before;
        }
    }

    /// Whether it has a sentence of either side before such an end.
    fn begins_before(&self, ends: [u32; 2]) -> bool {
        self.reach.iter().zip(ends).any(|(reach, end)| reach.as_ref().is_some_and(|reach| reach.start < end))
    }
}

/// Beads of two lists put together where they share a sentence, in the order of the first list.
fn connected(lists: &[Vec<Bead>; 2]) -> Vec<Part> {
    let all: Vec<(usize, Bead)> =
        lists.iter().enumerate().flat_map(|(list, beads)| beads.iter().map(move |bead| (list, *bead))).collect();
    let mut group: Vec<usize> = (0..all.len()).collect();
    let mut holder: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (nth, (_, bead)) in all.iter().enumerate() {
        for side in SideName::BOTH {
            for sentence in bead.part(side).range() {
                let first = *holder.entry((side as usize, sentence)).or_insert(nth);
                let (one, other) = (root(&mut group, first), root(&mut group, nth));
                group[other.max(one)] = one.min(other);
            }
        }
    }
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    for (nth, (list, bead)) in all.iter().enumerate() {
        parts.entry(root(&mut group, nth)).or_default().add(*list, *bead);
    }
    parts.into_values().collect()
}

/// The first of those that belong together with `nth`.
fn root(group: &mut [usize], mut nth: usize) -> usize {
    while group[nth] != nth {
        group[nth] = group[group[nth]];
        nth = group[nth];
    }
    nth
}
