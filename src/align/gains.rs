//! How much better each side explains the words of the other than chance does: the first and strongest term.
//!
//! For a group of sentences of one side and a token `w` of the other, the gain is
//! `ln((λ·p(w) + (1 - λ)·mean of t(w|v) over the tokens v of the group) / p(w))`, IBM Model 1 in form (Brown et al.
//! 1993). Merging unrelated text dilutes the mean, so long beads need no other penalty. The gain of a sentence is the
//! sum over its tokens, and the gain of a bead the sum over its sentences, so a table of sentence against group makes
//! every bead cheap.

use std::ops::Range;

use super::band::Band;
use super::cores::Cores;
use super::nearby::Nearby;
use super::sparse::Sparse;
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
        let (mut column_sums, mut weighted_sums) = (vec![0.0_f32; columns], vec![0.0_f32; columns]);
        for (row, column, value) in table.cells() {
            column_sums[column as usize] += value;
            weighted_sums[column as usize] += value * chinese_shares[row];
        }
        let english = table.map(|row, column, value| value / row_sums[row].max(1.0) / english_shares[column as usize]);
        let chinese = table.transposed(columns, |row, column, value| {
            let (share, column) = (chinese_shares[row], column as usize);
            value * share / weighted_sums[column].max(1e-12) * column_sums[column].min(1.0) / share
        });
        Self { english, chinese }
    }

    /// English tokens with how much more often each is met beside a Chinese token than by chance.
    pub(super) fn english_row(&self, chinese: u32) -> &[(u32, f32)] {
        self.english.row(chinese as usize)
    }

    /// How much more often the English token is met beside the Chinese one than by chance.
    pub(super) fn english(&self, chinese: u32, english: u32) -> f32 {
        self.english.get(chinese as usize, english)
    }

    /// Both tables: Chinese rows of English cells, and English rows of Chinese cells.
    pub(super) fn tables(&self) -> (&Sparse, &Sparse) {
        (&self.english, &self.chinese)
    }

    /// How much more often the Chinese token is met beside the English one than by chance.
    pub(super) fn chinese(&self, chinese: u32, english: u32) -> f32 {
        self.chinese.get(english as usize, chinese)
    }
}

/// Gains of sentences against groups, for the cells of a band.
#[derive(Debug)]
pub(super) struct Gains {
    /// English sentences by each Chinese one.
    rows: Band,
    /// Chinese sentences by each English one: the same cells.
    columns: Band,
    /// The most Chinese and the most English sentences of a group.
    reach: (usize, usize),
    /// For each cell `(i, j)` and each width `a`, the gain of English sentence `j` from Chinese `i + 1 - a..=i`.
    english: Vec<f32>,
    /// For each cell `(j, i)` and each width `b`, the gain of Chinese sentence `i` from English `j + 1 - b..=j`.
    chinese: Vec<f32>,
}

/// Gains to be computed: of the sentences of one side from groups of the other.
struct Task<'a> {
    /// The side of the groups, and the most sentences of a group.
    groups: (&'a Tokens, usize),
    others: &'a Tokens,
    /// Rows: tokens of the groups; columns: tokens of the others.
    lift: &'a Sparse,
    /// The others that each sentence of the groups meets.
    cells: &'a Band,
    /// The last sentences of the groups.
    part: Range<usize>,
    /// Where the gains of their cells go.
    gains: &'a mut [f32],
}

impl Gains {
    /// Computes the gains that beads inside `band` need.
    pub(super) fn new(
        texts: (&Tokens, &Tokens),
        lift: &Lift,
        band: &Band,
        reach: (usize, usize),
        cores: Cores,
    ) -> Self {
        let (chinese, english) = texts;
        let rows = band.cells(reach.0);
        let columns = rows.turned(english.sentences());
        let mut of_english = vec![0.0; rows.nodes() * reach.0];
        let mut of_chinese = vec![0.0; columns.nodes() * reach.1];
        let mut tasks = Vec::new();
        for (part, gains) in parts(&columns, reach.1, &mut of_chinese) {
            let (groups, lift) = ((english, reach.1), &lift.chinese);
            tasks.push(Task { groups, others: chinese, lift, cells: &columns, part, gains });
        }
        for (part, gains) in parts(&rows, reach.0, &mut of_english) {
            let (groups, lift) = ((chinese, reach.0), &lift.english);
            tasks.push(Task { groups, others: english, lift, cells: &rows, part, gains });
        }
        cores.map(tasks, of_groups);
        Self { rows, columns, reach, english: of_english, chinese: of_chinese }
    }

    /// Gain of English sentence `j` from the `a` Chinese sentences that end with `i`.
    pub(super) fn english(&self, i: usize, j: usize, a: usize) -> f32 {
        self.english[self.rows.index(i, j) * self.reach.0 + a - 1]
    }

    /// Gains of English sentences from groups that end with Chinese sentence `i`: the gain of sentence `j` from `a`
    /// sentences is at `(j - start) * width + a - 1`, where `start` and `width` come with the gains.
    pub(super) fn english_row(&self, i: usize) -> (&[f32], usize, usize) {
        let (row, width) = (self.rows.row(i), self.reach.0);
        let first = self.rows.index(i, row.start) * width;
        (&self.english[first..first + row.len() * width], row.start, width)
    }

    /// Gains of Chinese sentences from groups that end with English sentence `j`, in the same way.
    pub(super) fn chinese_column(&self, j: usize) -> (&[f32], usize, usize) {
        let (column, width) = (self.columns.row(j), self.reach.1);
        let first = self.columns.index(j, column.start) * width;
        (&self.chinese[first..first + column.len() * width], column.start, width)
    }

    /// Gains of a pair of sentences alone, the English one first, if the pair is inside the band.
    pub(super) fn pair(&self, i: usize, j: usize) -> Option<(f32, f32)> {
        let cell = if i < self.rows.rows() { self.rows.node(i, j)? } else { return None };
        Some((self.english[cell * self.reach.0], self.chinese[self.columns.index(j, i) * self.reach.1]))
    }

    /// Gain of Chinese sentence `i` from the `b` English sentences that end with `j`.
    pub(super) fn chinese(&self, i: usize, j: usize, b: usize) -> f32 {
        self.chinese[self.columns.index(j, i) * self.reach.1 + b - 1]
    }
}

/// Sentences of a part: enough for rows of the table to be used many times, few enough for their words to be few.
const PART: usize = 64;

/// Parts of the rows of a band, with the `width` values of each of their cells.
fn parts<'a>(cells: &Band, width: usize, mut values: &'a mut [f32]) -> Vec<(Range<usize>, &'a mut [f32])> {
    let mut parts = Vec::with_capacity(cells.rows() / PART + 1);
    for start in (0..cells.rows()).step_by(PART) {
        let part = start..(start + PART).min(cells.rows());
        let count = part.clone().map(|row| cells.row(row).len()).sum::<usize>() * width;
        let (mine, rest) = values.split_at_mut(count);
        parts.push((part, mine));
        values = rest;
    }
    parts
}

/// What a sentence lets expect of each token of a stretch of the other side.
#[derive(Default)]
struct Expected {
    /// Position of the first token of the stretch.
    start: usize,
    /// Lift over chance of each, summed over the tokens of the sentence.
    lifts: Vec<f32>,
}

/// Computes the gains of a task: for each sentence of its part, of every sentence it meets, from the groups of one and
/// more sentences that end with it.
///
/// What each sentence lets expect is worked out once and summed over the groups it is in.
fn of_groups(task: Task<'_>) {
    let Task { groups: (groups, most), others, lift, cells, part, gains } = task;
    // The first groups of the part reach back before it, and groups that end after a sentence need it too.
    let first = part.start.saturating_sub(most - 1);
    let window = |last: usize| cells.row(last).start..cells.row((last + most - 1).min(cells.rows() - 1)).end;
    let stretch = window(first).start..window(part.end - 1).end;
    let offset = others.positions(stretch.clone()).start;
    let mut nearby = Nearby::new(others.between(stretch), others.vocabulary.len(), lift);
    let mut lifts = vec![0.0; nearby.different()];
    let mut recent: Vec<Expected> = (0..most).map(|_| Expected::default()).collect();
    let mut sum = Vec::new();
    // Where the gains of the sentence at hand start.
    let mut start = 0;
    for last in first..part.end {
        lifts.fill(0.0);
        for &token in groups.of(last) {
            for &(other, value) in nearby.row(token) {
                lifts[other as usize] += value;
            }
        }
        let positions = others.positions(window(last));
        let tokens = &nearby.tokens()[positions.start - offset..positions.end - offset];
        recent[last % most].fill(positions.start, tokens, &lifts);
        if last < part.start {
            continue;
        }
        let window = cells.row(last);
        let positions = others.positions(window.clone());
        sum.clear();
        sum.resize(positions.len(), 0.0);
        let mut tokens = 0;
        for width in 1..=most.min(last + 1) {
            tokens += groups.of(last + 1 - width).len();
            recent[(last + 1 - width) % most].add_to(&mut sum, positions.start);
            let share = (1.0 - CHANCE) / tokens.max(1) as f32;
            for (nth, other) in window.clone().enumerate() {
                let of_other = others.positions(other..other + 1);
                let lifts = &sum[of_other.start - positions.start..of_other.end - positions.start];
                gains[start + nth * most + width - 1] = gain(lifts, share);
            }
        }
        start += window.len() * most;
    }
}

impl Expected {
    /// Takes the lifts of the tokens of a stretch that starts at a position.
    fn fill(&mut self, start: usize, tokens: &[u32], lifts: &[f32]) {
        self.start = start;
        self.lifts.clear();
        self.lifts.extend(tokens.iter().map(|&token| lifts[token as usize]));
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
