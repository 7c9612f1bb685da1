//! Where roughly the two sides meet: blocks of sentences against blocks of sentences, by the words they share.
//!
//! The path over blocks gives the band in which sentences are aligned exactly. Large texts are looked at in large
//! blocks first and then in ever smaller ones near the path, so that time and memory grow with the text.

use std::ops::Range;

use super::band::Band;
use super::sparse::{Scratch, Sparse};
use super::tokens::Tokens;

/// Sentences of the smallest blocks.
const BLOCK: usize = 8;
/// Blocks a side up to which all pairs of blocks are compared.
const ALL_PAIRS: usize = 192;
/// Blocks on either side of the path that the next finer look may use.
const BLOCK_MARGIN: usize = 4;
/// Sentences on either side of the path over the smallest blocks.
pub(super) const MARGIN: usize = 8;

/// The band in which the two sides are to be aligned.
pub(super) fn band(chinese: &Tokens, english: &Tokens, table: &Sparse) -> Band {
    let (n, m) = (chinese.sentences(), english.sentences());
    Band::around(&points((chinese, 0..n), (english, 0..m), table), n, m, MARGIN)
}

/// Cuts along which some sentences of the two sides roughly meet.
pub(super) fn points(
    (chinese, rows_of): (&Tokens, Range<usize>),
    (english, columns_of): (&Tokens, Range<usize>),
    table: &Sparse,
) -> Vec<(u32, u32)> {
    let (n, m) = (rows_of.len(), columns_of.len());
    let mut size = BLOCK;
    while n.max(m).div_ceil(size) > ALL_PAIRS {
        size *= 4;
    }
    let mut path = Vec::new();
    loop {
        let (chinese_blocks, english_blocks) =
            (Blocks::new(chinese, &rows_of, size), Blocks::new(english, &columns_of, size));
        let (rows, columns) = (chinese_blocks.len(), english_blocks.len());
        if rows == 0 || columns == 0 {
            return Vec::new();
        }
        let blocks = if path.is_empty() {
            Band::around(&[(0, columns as u32 - 1)], rows - 1, columns - 1, rows)
        } else {
            Band::around(&path, rows - 1, columns - 1, BLOCK_MARGIN)
        };
        path = best_path(&blocks, &likeness(&chinese_blocks, &english_blocks, table, &blocks));
        if size == BLOCK {
            break;
        }
        size /= 4;
        path = finer(&path, n.div_ceil(size) as u32 - 1, m.div_ceil(size) as u32 - 1);
    }
    let mut points = in_sentences(&path, n as u32, m as u32);
    for point in &mut points {
        *point = (point.0 + rows_of.start as u32, point.1 + columns_of.start as u32);
    }
    points
}

/// The corners of the blocks of a path, four blocks for each.
fn finer(path: &[(u32, u32)], last_row: u32, last_column: u32) -> Vec<(u32, u32)> {
    corners(path, 4, last_row, last_column)
}

/// The corners of the blocks of a path, in sentences.
fn in_sentences(path: &[(u32, u32)], n: u32, m: u32) -> Vec<(u32, u32)> {
    corners(path, BLOCK as u32, n, m)
}

/// Both outer corners of every block: what lies between is inside the band that is laid around them.
fn corners(path: &[(u32, u32)], scale: u32, last_row: u32, last_column: u32) -> Vec<(u32, u32)> {
    let mut corners = Vec::with_capacity(path.len() * 3 * scale as usize);
    for &(row, column) in path {
        for step in 0..=scale {
            let row = (row * scale + step).min(last_row);
            corners.push((row, (column * scale).min(last_column)));
            corners.push((row, ((column + 1) * scale).min(last_column)));
        }
    }
    corners
}

/// The different words of each block, each counted at most twice.
struct Blocks {
    words: Sparse,
    /// How rare each word is: logarithm of one over the share of the blocks that have it.
    rarity: Vec<f32>,
}

impl Blocks {
    fn new(tokens: &Tokens, sentences: &Range<usize>, size: usize) -> Self {
        let mut scratch = Scratch::new(tokens.vocabulary.len());
        let mut words = Sparse::new();
        let mut blocks_with = vec![0_u32; tokens.vocabulary.len()];
        for start in sentences.clone().step_by(size) {
            for sentence in start..(start + size).min(sentences.end) {
                for &token in tokens.of(sentence) {
                    if scratch.get(token) < 2.0 {
                        scratch.add(token, 1.0);
                    }
                }
            }
            let row = scratch.take();
            for &(token, _) in &row {
                blocks_with[token as usize] += 1;
            }
            words.push_row(row);
        }
        let blocks = words.rows() as f32;
        let rarity = blocks_with.iter().map(|&with| (blocks / with.max(1) as f32).ln()).collect();
        Self { words, rarity }
    }

    fn len(&self) -> usize {
        self.words.rows()
    }
}

/// How much more than chance the blocks of each cell of the band share, about -1 to 10.
fn likeness(chinese: &Blocks, english: &Blocks, table: &Sparse, band: &Band) -> Vec<f32> {
    // What each Chinese block lets expect of each English word.
    let mut scratch = Scratch::new(english.rarity.len());
    let mut expected = Sparse::new();
    for block in 0..chinese.len() {
        for &(token, count) in chinese.words.row(block) {
            let weight = count * chinese.rarity[token as usize];
            if weight > 0.0 {
                for &(word, value) in table.row(token as usize) {
                    scratch.add(word, weight * value.min(1.0) * english.rarity[word as usize]);
                }
            }
        }
        expected.push_row(scratch.take());
    }
    // Means of the rows and columns of the full product, which is never made.
    let english_total = english.words.column_sums(english.rarity.len());
    let expected_total = expected.column_sums(english.rarity.len());
    let mean = |row: &[(u32, f32)], totals: &[f32], count: usize| {
        row.iter().map(|&(word, value)| value * totals[word as usize]).sum::<f32>() / count as f32
    };
    let columns: Vec<_> =
        (0..english.len()).map(|column| mean(english.words.row(column), &expected_total, chinese.len())).collect();
    let mut likeness = vec![0.0; band.nodes()];
    for row in 0..chinese.len() {
        for &(word, value) in expected.row(row) {
            scratch.add(word, value);
        }
        let row_mean = mean(expected.row(row), &english_total, english.len());
        for column in band.row(row) {
            let words = english.words.row(column);
            let product: f32 = words.iter().map(|&(word, count)| count * scratch.get(word)).sum();
            likeness[band.index(row, column)] = product / (row_mean * columns[column] + 1e-6).sqrt() - 1.0;
        }
        scratch.clear();
    }
    likeness
}

/// The best path through the cells, by steps down, right and both; a step in both directions counts its cell twice.
fn best_path(band: &Band, likeness: &[f32]) -> Vec<(u32, u32)> {
    let mut best = vec![f32::NEG_INFINITY; band.nodes()];
    let mut came = vec![(0_u8, 0_u8); band.nodes()];
    for i in 0..band.rows() {
        for j in band.row(i) {
            let node = band.index(i, j);
            if i + j == 0 {
                best[node] = likeness[node];
                continue;
            }
            for (a, b, weight) in [(1, 1, 2.0), (1, 0, 1.0), (0, 1, 1.0)] {
                let before = i.checked_sub(a).zip(j.checked_sub(b)).and_then(|(p, q)| band.node(p, q));
                let Some(before) = before else { continue };
                let score = best[before] + weight * likeness[node];
                if score > best[node] {
                    best[node] = score;
                    came[node] = (a as u8, b as u8);
                }
            }
        }
    }
    let (mut i, mut j) = (band.rows() - 1, band.row(band.rows() - 1).end - 1);
    let mut path = vec![(i as u32, j as u32)];
    while i + j > 0 {
        let (a, b) = came[band.index(i, j)];
        (i, j) = (i - usize::from(a), j - usize::from(b));
        path.push((i as u32, j as u32));
    }
    path.reverse();
    path
}
