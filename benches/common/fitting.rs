//! Fitting the weights of the second stage: the log-likelihood of the right alignments, and its greatest value.

use duizhao::align::second_stage::{
    BEAD_FEATURES, CUT_FEATURES, Described, Edge, Posterior, TALKS, Weights, beliefs, decode, posteriors,
};
use duizhao::align::{Boundaries, Lexicon, describe};
use duizhao::model::{Bead, IndexRange, Progress};

use crate::gold::{Gold, Links};
use crate::optimise::minimise;

/// Features of a bead, of a cut, and of a bead after one without a partner.
pub(crate) const ALL: usize = BEADS + CUTS + TALKS + 3;
/// Where the last three start.
pub(crate) const AFTER: usize = BEADS + CUTS + TALKS;
pub(crate) const BEADS: usize = BEAD_FEATURES.len();
pub(crate) const CUTS: usize = CUT_FEATURES.len();
/// Weight of the squares of the weights, counted in standard deviations from where they start.
const RIDGE: f64 = 5.0;
/// How much an official text counts beside a chapter of a novel: there are only four.
const OFFICIAL: f64 = 2.0;
/// Features that hardly vary are not blown up beyond this deviation.
const LEAST_DEVIATION: f64 = 0.25;
/// The table of speech has a weight for each of its places, so each of them must count for less: as if it varied so
/// many times as much.
const SPEECH: f64 = 2.0;
/// What a bead that is not right scores less when only right alignments are summed; finite because some texts have
/// right beads that the lattice does not hold.
const WRONG: f64 = 100.0;

/// A text with its features and what is right.
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) set: &'static str,
    pub(crate) gold: Links,
    /// How much it counts.
    pub(crate) weight: f64,
    stretches: Vec<(Described, Vec<bool>)>,
}

/// Describes a text with a boundary table that did not see it.
pub(crate) fn item(set: &'static str, gold: &Gold, table: &Boundaries, lexicon: &Lexicon) -> Item {
    let (chinese, english) = gold.sentences();
    let described = describe(&chinese, &english, table, lexicon, &Progress::default()).expect("nobody cancels");
    let stretches = described.into_iter().map(|stretch| {
        let right = right(&stretch, &gold.links);
        (stretch, right)
    });
    Item { name: gold.name.clone(), set, gold: gold.links.clone(), weight: 1.0, stretches: stretches.collect() }
}

impl Item {
    /// How improbable the right alignments are: the negative logarithm.
    pub(crate) fn loss(&self, weights: &Weights) -> f64 {
        self.stretches.iter().map(|(described, right)| losses(described, right, weights).0).sum()
    }

    /// The beads that are chosen with some weights.
    pub(crate) fn beads(&self, weights: &Weights) -> Vec<Bead> {
        let of_stretch = |(described, _): &(Described, Vec<bool>)| {
            let (_, posteriors) = posteriors(&described.lattice, &weights.scores(described));
            let totals = beliefs(&described.lattice, &posteriors);
            let bead = |nth: usize| {
                let ((p, q), (i, j)) = ends(described, &described.lattice.edges[nth]);
                Bead::proposed(IndexRange::from(p..i), IndexRange::from(q..j), totals[nth] as f32)
            };
            decode(&described.lattice, &totals).into_iter().map(bead).collect::<Vec<_>>()
        };
        self.stretches.iter().flat_map(of_stretch).collect()
    }

    /// How many beads the lattice holds.
    pub(crate) fn edges(&self) -> usize {
        self.stretches.iter().map(|(described, _)| described.lattice.edges.len()).sum()
    }

    /// The right beads that it does not hold.
    pub(crate) fn missing(&self) -> usize {
        let holds = |bead: &&(Vec<usize>, Vec<usize>)| {
            self.stretches.iter().any(|(described, _)| {
                described.lattice.edges.iter().any(|edge| {
                    let ((p, q), (i, j)) = ends(described, edge);
                    bead.0.iter().copied().eq(p..i) && bead.1.iter().copied().eq(q..j)
                })
            })
        };
        self.gold.iter().filter(|(a, b)| !a.is_empty() && !b.is_empty()).filter(|bead| !holds(bead)).count()
    }
}

fn ends(described: &Described, edge: &Edge) -> ((usize, usize), (usize, usize)) {
    let cut = |node: u32| {
        let (i, j) = described.lattice.nodes[node as usize];
        (i as usize, j as usize)
    };
    (cut(edge.from), cut(edge.to))
}

/// Which beads a right alignment may go through. Where the right beads are none of the lattice's (sides in another
/// order, more sentences than a bead may hold), any beads over their sentences may stand in.
fn right(described: &Described, gold: &Links) -> Vec<bool> {
    let in_a_row = |numbers: &[usize]| numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let mut held: Vec<[usize; 4]> = described
        .lattice
        .edges
        .iter()
        .filter(|edge| edge.is_paired())
        .map(|edge| {
            let ((p, q), (i, j)) = ends(described, edge);
            [p, i, q, j]
        })
        .collect();
    held.sort_unstable();
    let mut beads: Vec<[usize; 4]> = gold
        .iter()
        .filter(|(s, t)| !s.is_empty() && !t.is_empty() && in_a_row(s) && in_a_row(t))
        .map(|(s, t)| [s[0], s[s.len() - 1] + 1, t[0], t[t.len() - 1] + 1])
        .filter(|bead| held.binary_search(bead).is_ok())
        .collect();
    beads.sort_unstable();
    let beads = in_order(&beads);
    let (rows, columns) = described.lattice.nodes.last().map_or((0, 0), |&(i, j)| (i as usize, j as usize));
    let mut taken = (vec![false; rows], vec![false; columns]);
    let mut alone = (vec![false; rows], vec![false; columns]);
    for &[p, i, q, j] in &beads {
        taken.0[p..i].fill(true);
        taken.1[q..j].fill(true);
    }
    for (s, t) in gold {
        match (s.as_slice(), t.as_slice()) {
            ([one], []) => alone.0[*one] = true,
            ([], [one]) => alone.1[*one] = true,
            _ => {}
        }
    }
    let is_right = |edge: &Edge| {
        let ((p, q), (i, j)) = ends(described, edge);
        match (i > p, j > q) {
            (true, true) => {
                beads.binary_search(&[p, i, q, j]).is_ok()
                    || !(p..i).any(|i| taken.0[i] || alone.0[i]) && !(q..j).any(|j| taken.1[j] || alone.1[j])
            }
            (true, false) => !taken.0[p],
            _ => !taken.1[q],
        }
    };
    described.lattice.edges.iter().map(is_right).collect()
}

/// The longest run of beads that do not cross.
fn in_order(beads: &[[usize; 4]]) -> Vec<[usize; 4]> {
    let mut best: Vec<(usize, usize)> = Vec::new();
    for (nth, bead) in beads.iter().enumerate() {
        let before = (nth.saturating_sub(60)..nth)
            .filter(|&before| beads[before][1] <= bead[0] && beads[before][3] <= bead[2])
            .map(|before| (best[before].0 + 1, before))
            .max_by_key(|&(length, _)| length);
        best.push(before.unwrap_or((1, usize::MAX)));
    }
    let mut at = (0..best.len()).max_by_key(|&nth| best[nth].0).unwrap_or(usize::MAX);
    let mut chosen = Vec::new();
    while at < best.len() {
        chosen.push(beads[at]);
        at = best[at].1;
    }
    chosen.reverse();
    chosen
}

/// Loss, and for each bead how much more probable it is than it should be.
fn losses(described: &Described, right: &[bool], weights: &Weights) -> (f64, Vec<Posterior>) {
    let mut scores = weights.scores(described);
    let (all, mut too_much) = posteriors(&described.lattice, &scores);
    for (score, right) in scores.iter_mut().zip(right) {
        if !right {
            score.paired -= WRONG;
            score.alone -= WRONG;
        }
    }
    let (good, wanted) = posteriors(&described.lattice, &scores);
    for (posterior, wanted) in too_much.iter_mut().zip(&wanted) {
        posterior.paired -= wanted.paired;
        posterior.alone -= wanted.alone;
    }
    (all - good, too_much)
}

/// The loss of a text, and its gradient added to `gradient`.
fn slope(item: &Item, weights: &Weights, gradient: &mut [f64]) -> f64 {
    let mut loss = 0.0;
    for (described, right) in &item.stretches {
        let (of_stretch, too_much) = losses(described, right, weights);
        loss += of_stretch;
        let mut at_cut = vec![0.0_f32; described.cuts.len()];
        let mut sums = [0.0_f32; BEADS];
        for ((edge, row), posterior) in described.lattice.edges.iter().zip(&described.beads).zip(&too_much) {
            let total = posterior.total() as f32;
            if total.abs() + (posterior.alone as f32).abs() < 1e-7 {
                continue;
            }
            for (sum, feature) in sums.iter_mut().zip(row) {
                *sum += total * feature;
            }
            at_cut[edge.to as usize] += total;
            let kind = if edge.english == 0 {
                0
            } else if edge.chinese == 0 {
                1
            } else {
                2
            };
            gradient[AFTER + kind] += posterior.alone;
            at_cut[edge.from as usize] -= edge.surplus * posterior.alone as f32;
        }
        for (gradient, sum) in gradient.iter_mut().zip(sums) {
            *gradient += f64::from(sum);
        }
        for (&turn, &total) in described.turns.iter().zip(&at_cut) {
            gradient[BEADS + CUTS + usize::from(turn)] += f64::from(total);
        }
        for (row, total) in described.cuts.iter().zip(at_cut) {
            for (gradient, feature) in gradient[BEADS..].iter_mut().zip(row) {
                *gradient += f64::from(total * feature);
            }
        }
    }
    loss
}

/// The standard deviation of every feature over the beads of some texts.
pub(crate) fn deviations(items: &[&Item]) -> Vec<f64> {
    let (mut sums, mut squares, mut count) = (vec![0.0; ALL], vec![0.0; ALL], 0.0);
    for (described, _) in items.iter().flat_map(|item| &item.stretches) {
        for (edge, row) in described.lattice.edges.iter().zip(&described.beads) {
            count += 1.0;
            let turn = BEADS + CUTS + usize::from(described.turns[edge.to as usize]);
            sums[turn] += 1.0;
            squares[turn] += 1.0;
            for (nth, &feature) in row.iter().chain(&described.cuts[edge.to as usize]).enumerate() {
                sums[nth] += f64::from(feature);
                squares[nth] += f64::from(feature * feature);
            }
        }
    }
    let of = |(nth, (sum, square)): (usize, (&f64, &f64))| {
        let deviation = (square / count - (sum / count) * (sum / count)).max(0.0).sqrt().max(LEAST_DEVIATION);
        if (BEADS + CUTS..AFTER).contains(&nth) { SPEECH * deviation } else { deviation }
    };
    sums.iter().zip(&squares).enumerate().map(of).collect()
}

/// The weights that make the right alignments of `items` most probable, from `from`; those not `kept` stay 0.
pub(crate) fn fit(items: &[&Item], kept: &[bool], deviations: &[f64], from: &[f64], iterations: usize) -> Vec<f64> {
    let start = flat(&Weights::start());
    let scaled = |weights: &[f64]| -> Vec<f64> {
        (0..ALL).map(|nth| if kept[nth] { weights[nth] * deviations[nth] } else { 0.0 }).collect()
    };
    let anchor = scaled(&start);
    let mut x = scaled(from);
    let unscaled = |x: &[f64]| -> Vec<f64> { (0..ALL).map(|nth| x[nth] / deviations[nth]).collect() };
    minimise(&mut x, iterations, |x, gradient| {
        let weights = weights(&unscaled(x));
        let (half, rest) = items.split_at(items.len() / 2);
        let sum = |part: &[&Item]| {
            let mut gradient = vec![0.0; ALL];
            let mut loss = 0.0;
            for item in part {
                let mut of_item = vec![0.0; ALL];
                let w = item.weight * if item.set == "official" { OFFICIAL } else { 1.0 };
                loss += w * slope(item, &weights, &mut of_item);
                for (a, b) in gradient.iter_mut().zip(&of_item) {
                    *a += w * b;
                }
            }
            (loss, gradient)
        };
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(|| sum(rest));
            (sum(half), other.join().expect("sums do not panic"))
        });
        let mut loss = one.0 + other.0;
        for nth in 0..ALL {
            let away = x[nth] - anchor[nth];
            let pull = (one.1[nth] + other.1[nth]) / deviations[nth] + 2.0 * RIDGE * away;
            gradient[nth] = if kept[nth] { pull } else { 0.0 };
            loss += RIDGE * away * away;
        }
        loss
    });
    unscaled(&x)
}

/// Weights in the order of the features.
pub(crate) fn flat(weights: &Weights) -> Vec<f64> {
    weights
        .beads
        .iter()
        .chain(&weights.cuts)
        .chain(&weights.turns)
        .chain(&weights.after_alone)
        .map(|&weight| f64::from(weight))
        .collect()
}

/// The same the other way round.
pub(crate) fn weights(flat: &[f64]) -> Weights {
    let at = |nth: usize| flat[nth] as f32;
    Weights {
        beads: std::array::from_fn(at),
        cuts: std::array::from_fn(|nth| at(BEADS + nth)),
        turns: std::array::from_fn(|nth| at(BEADS + CUTS + nth)),
        after_alone: std::array::from_fn(|nth| at(AFTER + nth)),
    }
}
