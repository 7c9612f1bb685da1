//! How much better each side explains the words of the other than chance does: the first and strongest term.
//!
//! For a group of sentences of one side and a token `w` of the other, the gain is
//! `ln((λ·p(w) + (1 - λ)·mean of t(w|v) over the tokens v of the group) / p(w))`, IBM Model 1 in form (Brown et al.
//! 1993). Merging unrelated text dilutes the mean, so long beads need no other penalty. The gain of a sentence is the
//! sum over its tokens, and the gain of a bead the sum over its sentences, so a table of sentence against group makes
//! every bead cheap.

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
        let english =
            table.map(|row, column, value| value / row_sums[row].max(1.0) / english_shares[column as usize]);
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
    let mut scratch = Scratch::new(english.vocabulary.len());
    for i in 0..chinese.sentences() {
        let mut tokens = 0;
        for a in 1..=MOST_CHINESE.min(i + 1) {
            let added = chinese.of(i + 1 - a);
            tokens += added.len();
            for &token in added {
                for &(column, value) in lift.english.row(token as usize) {
                    scratch.add(column, value);
                }
            }
            let share = (1.0 - CHANCE) / tokens.max(1) as f32;
            for j in cells.row(i) {
                gains[cells.index(i, j)][a - 1] = gain(english.of(j), &scratch, share);
            }
        }
        scratch.clear();
    }
    gains
}

fn chinese_gains(chinese: &Tokens, english: &Tokens, lift: &Lift, cells: &Band) -> Vec<[f32; MOST_ENGLISH]> {
    let n = chinese.sentences();
    let mut gains = vec![[0.0; MOST_ENGLISH]; cells.nodes()];
    let mut scratch = Scratch::new(chinese.vocabulary.len());
    // The rows whose cells hold column `j`; both ends only grow with `j`.
    let (mut first, mut last) = (0, 0);
    for j in 0..english.sentences() {
        while first < n && cells.row(first).end <= j {
            first += 1;
        }
        while last < n && cells.row(last).start <= j {
            last += 1;
        }
        let mut tokens = 0;
        for b in 1..=MOST_ENGLISH.min(j + 1) {
            let added = english.of(j + 1 - b);
            tokens += added.len();
            for &token in added {
                for &(column, value) in lift.chinese.row(token as usize) {
                    scratch.add(column, value);
                }
            }
            let share = (1.0 - CHANCE) / tokens.max(1) as f32;
            for i in first..last {
                gains[cells.index(i, j)][b - 1] = gain(chinese.of(i), &scratch, share);
            }
        }
        scratch.clear();
    }
    gains
}

/// Sum of the logarithms of the mixtures of all tokens.
///
/// Logarithms are dear and products are cheap, so factors are collected for as long as the product cannot leave the
/// range of `f64`: each one lies between `CHANCE` and a million or so.
fn gain(tokens: &[u32], scratch: &Scratch, share: f32) -> f32 {
    let mut sum = 0.0;
    for run in tokens.chunks(32) {
        let product: f64 = run.iter().map(|&token| f64::from(CHANCE + share * scratch.get(token))).product();
        sum += product.ln();
    }
    sum as f32
}
