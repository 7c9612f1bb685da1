//! How much better each side explains the words of the other than chance does: the first and strongest term.
//!
//! For a group of sentences of one side and a token `w` of the other, the gain is
//! `ln((λ·p(w) + (1 - λ)·mean of t(w|v) over the tokens v of the group) / p(w))`, IBM Model 1 in form (Brown et al.
//! 1993). Merging unrelated text dilutes the mean, so long beads need no other penalty. The gain of a sentence is the
//! sum over its tokens, and the gain of a bead the sum over its sentences, so a table of sentence against group makes
//! every bead cheap.

use std::ops::Range;

use super::band::Band;
use super::shape::{MOST_CHINESE, MOST_ENGLISH};
use super::sparse::{Scratch, Sparse};
use super::tokens::Tokens;

/// Share of chance in the mixture.
pub(super) const CHANCE: f32 = 0.4;

/// Translation probabilities, divided by the share of the word in its own side, both ways.
#[derive(Debug)]
pub(super) struct Lift {
    /// Rows: Chinese tokens; cells: `t(english|chinese) / p(english)`.
    english: Sparse,
    /// Rows: English tokens; cells: `t(chinese|english) / p(chinese)`.
    chinese: Sparse,
}

impl Lift {
    /// Normalises a translation table of Chinese rows and English columns.
    pub(super) fn new(table: &Sparse, chinese_shares: &[f32], english_shares: &[f32]) -> Self {
        let columns = english_shares.len();
        let row_sums = table.row_sums();
        let column_sums = table.column_sums(columns);
        let weighted = table.map(|row, _, value| value * chinese_shares[row]);
        let weighted_sums = weighted.column_sums(columns);
        let english = table.map(|row, column, value| value / row_sums[row].max(1.0) / english_shares[column as usize]);
        let chinese = weighted.map(|row, column, value| {
            let column = column as usize;
            value / weighted_sums[column].max(1e-12) * column_sums[column].min(1.0) / chinese_shares[row]
        });
        Self { english, chinese: chinese.transposed(columns) }
    }

    /// English tokens with how much more often each is met beside a Chinese token than by chance.
    pub(super) fn english_row(&self, chinese: u32) -> &[(u32, f32)] {
        self.english.row(chinese as usize)
    }

    /// How much more often the Chinese token is met beside the English one than by chance.
    pub(super) fn chinese(&self, chinese: u32, english: u32) -> f32 {
        self.chinese.get(english as usize, chinese)
    }
}

/// Gains of sentences against groups, for the cells of a band.
#[derive(Debug)]
pub(super) struct Gains {
    cells: Band,
    /// For each cell `(i, j)` and each width `a`, the gain of English sentence `j` from Chinese `i + 1 - a..=i`.
    english: Vec<[f32; MOST_CHINESE]>,
    /// For each cell `(i, j)` and each width `b`, the gain of Chinese sentence `i` from English `j + 1 - b..=j`.
    chinese: Vec<[f32; MOST_ENGLISH]>,
}

impl Gains {
    /// Computes the gains that beads inside `band` need, the two directions on a core each.
    pub(super) fn new(chinese: &Tokens, english: &Tokens, lift: &Lift, band: &Band) -> Self {
        let cells = band.cells(MOST_CHINESE);
        let (of_english, of_chinese) = std::thread::scope(|scope| {
            let other = std::thread::Builder::new()
                .name("align gains".to_owned())
                .spawn_scoped(scope, || chinese_gains(chinese, english, lift, &cells));
            let mine = english_gains(chinese, english, lift, &cells);
            // Where no thread can be had, or it died, the work is done here.
            let theirs = other.ok().and_then(|other| other.join().ok());
            (mine, theirs.unwrap_or_else(|| chinese_gains(chinese, english, lift, &cells)))
        });
        Self { cells, english: of_english, chinese: of_chinese }
    }

    /// Gain of English sentence `j` from the `a` Chinese sentences that end with `i`.
    pub(super) fn english(&self, i: usize, j: usize, a: usize) -> f32 {
        self.english[self.cells.index(i, j)][a - 1]
    }

    /// Gain of Chinese sentence `i` from the `b` English sentences that end with `j`.
    pub(super) fn chinese(&self, i: usize, j: usize, b: usize) -> f32 {
        self.chinese[self.cells.index(i, j)][b - 1]
    }
}

fn english_gains(chinese: &Tokens, english: &Tokens, lift: &Lift, cells: &Band) -> Vec<[f32; MOST_CHINESE]> {
    let mut gains = vec![[0.0; MOST_CHINESE]; cells.nodes()];
    let windows: Vec<_> = (0..chinese.sentences()).map(|i| cells.row(i)).collect();
    of_groups((chinese, MOST_CHINESE), english, &lift.english, &windows, |i, j, a, gain| {
        gains[cells.index(i, j)][a - 1] = gain
    });
    gains
}

fn chinese_gains(chinese: &Tokens, english: &Tokens, lift: &Lift, cells: &Band) -> Vec<[f32; MOST_ENGLISH]> {
    let n = chinese.sentences();
    let mut gains = vec![[0.0; MOST_ENGLISH]; cells.nodes()];
    // The rows whose cells hold column `j`; both ends only grow with `j`.
    let (mut first, mut last) = (0, 0);
    let windows: Vec<_> = (0..english.sentences())
        .map(|j| {
            while first < n && cells.row(first).end <= j {
                first += 1;
            }
            while last < n && cells.row(last).start <= j {
                last += 1;
            }
            first..last.max(first)
        })
        .collect();
    of_groups((english, MOST_ENGLISH), chinese, &lift.chinese, &windows, |j, i, b, gain| {
        gains[cells.index(i, j)][b - 1] = gain
    });
    gains
}

/// What a sentence lets expect of each token of a stretch of the other side.
#[derive(Default)]
struct Expected {
    /// Position of the first token of the stretch.
    start: usize,
    /// Lift over chance of each, summed over the tokens of the sentence.
    lifts: Vec<f32>,
}

/// Computes the gain of every sentence of `others` in `windows[last]` from the groups of one to `most` sentences of
/// `groups` that end with `last`, and hands it on with the last sentence, the other sentence and the width.
///
/// What each sentence lets expect is worked out once and summed over the groups it is in. Both ends of the windows only
/// grow.
fn of_groups(
    (groups, most): (&Tokens, usize),
    others: &Tokens,
    lift: &Sparse,
    windows: &[Range<usize>],
    mut put: impl FnMut(usize, usize, usize, f32),
) {
    let mut scratch = Scratch::new(others.vocabulary.len());
    let mut recent: Vec<Expected> = (0..most).map(|_| Expected::default()).collect();
    let mut sum = Vec::new();
    for (last, window) in windows.iter().enumerate() {
        // Groups that end further on need this sentence too.
        let reach = windows.get(last + most - 1).or(windows.last()).map_or(window.end, |window| window.end);
        recent[last % most].fill(groups.of(last), others, window.start..reach, lift, &mut scratch);
        let positions = others.positions(window.clone());
        sum.clear();
        sum.resize(positions.len(), 0.0);
        let mut tokens = 0;
        for width in 1..=most.min(last + 1) {
            tokens += groups.of(last + 1 - width).len();
            recent[(last + 1 - width) % most].add_to(&mut sum, positions.start);
            let share = (1.0 - CHANCE) / tokens.max(1) as f32;
            for other in window.clone() {
                let of_other = others.positions(other..other + 1);
                let lifts = &sum[of_other.start - positions.start..of_other.end - positions.start];
                put(last, other, width, gain(lifts, share));
            }
        }
    }
}

impl Expected {
    fn fill(&mut self, tokens: &[u32], others: &Tokens, window: Range<usize>, lift: &Sparse, scratch: &mut Scratch) {
        for &token in tokens {
            for &(other, value) in lift.row(token as usize) {
                scratch.add(other, value);
            }
        }
        self.start = others.positions(window.clone()).start;
        self.lifts.clear();
        self.lifts.extend(others.between(window).iter().map(|&other| scratch.get(other)));
        scratch.clear();
    }

    /// Adds the lifts of the tokens from position `start` on.
    fn add_to(&self, sum: &mut [f32], start: usize) {
        let mine = self.lifts.get(start - self.start..).unwrap_or_default();
        for (sum, lift) in sum.iter_mut().zip(mine) {
            *sum += lift;
        }
    }
}

/// Sum of the logarithms of the mixtures of all tokens of a sentence.
///
/// Logarithms are dear and products are cheap, so factors are collected for as long as the product cannot leave the
/// range of `f64`: each one lies between `CHANCE` and some millions.
fn gain(lifts: &[f32], share: f32) -> f32 {
    let mut sum = 0.0;
    for run in lifts.chunks(32) {
        let factor = |lift: f32| f64::from(CHANCE + share * lift);
        let (lanes, rest) = run.as_chunks::<4>();
        // Four products at a time, which the processor does at once.
        let mut products = [1.0; 4];
        for lane in lanes {
            for (product, &lift) in products.iter_mut().zip(lane) {
                *product *= factor(lift);
            }
        }
        let product: f64 = products.iter().product::<f64>() * rest.iter().map(|&lift| factor(lift)).product::<f64>();
        sum += product.ln();
    }
    sum as f32
}
