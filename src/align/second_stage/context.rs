//! All that the features of a stretch of text are computed from.

use std::ops::Range;

use super::super::boundary::Boundaries;
use super::super::cores::Cores;
use super::super::engine::Texts;
use super::super::gains::{Gains, Lift};
use super::super::programme::Link;
use super::super::shape::{MOST_CHINESE, MOST_ENGLISH, Prior};
use super::super::tokens::{TokenKind, Tokens};
use super::lattice::Lattice;
use super::links::Links;

/// What the features look at.
pub(super) struct Context<'a> {
    pub texts: &'a Texts,
    pub lift: &'a Lift,
    pub gains: &'a Gains,
    pub boundaries: &'a Boundaries,
    pub prior: &'a Prior,
    pub document: &'a DocumentView,
    /// Links of the Chinese tokens to English sentences, and of the English ones to Chinese sentences.
    pub links: (Links, Links),
}

/// What is known of the whole document.
pub(super) struct DocumentView {
    /// How much more common each shape is in this document than in others, as a logarithm.
    pub shapes: [[f32; MOST_ENGLISH + 1]; MOST_CHINESE + 1],
    /// The most each Chinese and each English token could be linked by.
    pub surprise: (Vec<f32>, Vec<f32>),
    /// The most each Chinese and each English sentence could be linked by.
    pub weight: (Vec<f32>, Vec<f32>),
    /// Tokens that are numbers, of the Chinese and the English sentences.
    pub numbers: (Numbers, Numbers),
}

/// The numbers among the tokens of each sentence; most have none.
pub(super) struct Numbers {
    first: Vec<u32>,
    tokens: Vec<u32>,
}

impl Numbers {
    fn new(tokens: &Tokens) -> Self {
        let is_number: Vec<_> = tokens.vocabulary.words().map(|(kind, _)| kind == TokenKind::Number).collect();
        let mut numbers = Self { first: vec![0], tokens: Vec::new() };
        for sentence in 0..tokens.sentences() {
            numbers.tokens.extend(tokens.of(sentence).iter().filter(|&&token| is_number[token as usize]));
            numbers.first.push(numbers.tokens.len() as u32);
        }
        numbers
    }

    pub(super) fn of(&self, sentences: Range<usize>) -> &[u32] {
        &self.tokens[self.first[sentences.start] as usize..self.first[sentences.end] as usize]
    }
}

/// Beads that a document's own shapes are smoothed by.
const SMOOTHING: f64 = 100.0;
/// Share of beads without a partner, each way, that the shapes are smoothed by.
const ALONE: f64 = 0.0025;
/// Sentences without a partner in a row after which more of them say nothing of how often one here and there has none:
/// a chapter is missing.
const BLOCK: usize = 10;

impl DocumentView {
    pub(super) fn new(texts: &Texts, links: &[Link], prior: &Prior) -> Self {
        let surprise = |tokens: &Tokens| super::links::surprise(&tokens.vocabulary.shares());
        let surprise = (surprise(&texts.chinese), surprise(&texts.english));
        let weight = |tokens: &Tokens, surprise: &[f32]| -> Vec<f32> {
            let of = |sentence| tokens.of(sentence).iter().map(|&token| surprise[token as usize]).sum();
            (0..tokens.sentences()).map(of).collect()
        };
        Self {
            shapes: shapes(links, prior),
            weight: (weight(&texts.chinese, &surprise.0), weight(&texts.english, &surprise.1)),
            surprise,
            numbers: (Numbers::new(&texts.chinese), Numbers::new(&texts.english)),
        }
    }
}

/// How much more common each shape is among `links` than the prior has it.
fn shapes(links: &[Link], prior: &Prior) -> [[f32; MOST_ENGLISH + 1]; MOST_CHINESE + 1] {
    let mut expected = [[0.0; MOST_ENGLISH + 1]; MOST_CHINESE + 1];
    for (a, row) in expected.iter_mut().enumerate() {
        for (b, share) in row.iter_mut().enumerate() {
            *share = if a == 0 || b == 0 { 0.0 } else { f64::from(prior.of(a, b)).exp() };
        }
    }
    (expected[1][0], expected[0][1]) = (ALONE, ALONE);
    let total: f64 = expected.iter().flatten().sum();
    let mut seen = expected.map(|row| row.map(|share| share / total * SMOOTHING));
    let mut alone = 0;
    for link in links {
        let paired = !link.chinese.is_empty() && !link.english.is_empty();
        alone = if paired { 0 } else { alone + 1 };
        if alone > BLOCK {
            continue;
        }
        let count = seen.get_mut(link.chinese.len()).and_then(|row| row.get_mut(link.english.len()));
        if let Some(count) = count {
            *count += 1.0;
        }
    }
    let all: f64 = seen.iter().flatten().sum();
    std::array::from_fn(|a| {
        std::array::from_fn(|b| {
            let share = expected[a][b] / total;
            if share > 0.0 { (seen[a][b] / all / share).ln() as f32 } else { 0.0 }
        })
    })
}

/// The links that the features of a lattice look at.
pub(super) fn links(texts: &Texts, lift: &Lift, lattice: &Lattice, cores: Cores) -> (Links, Links) {
    let (rows, columns) = (texts.chinese.sentences(), texts.english.sentences());
    let (Some(&first), Some(&last)) = (lattice.nodes.first(), lattice.nodes.last()) else {
        return (Links::none(), Links::none());
    };
    let top = (first.0 as usize).saturating_sub(1);
    let bottom = (last.0 as usize + 1).min(rows);
    // English sentences that beads with each Chinese one, and the cuts beside them, look at.
    let mut windows = vec![(usize::MAX, 0); bottom - top];
    let mut reach = |i: usize, j: Range<usize>| {
        if let Some(window) = i.checked_sub(top).and_then(|i| windows.get_mut(i)) {
            *window = (window.0.min(j.start), window.1.max(j.end.min(columns)));
        }
    };
    for edge in &lattice.edges {
        let ((p, q), (i, j)) = (lattice.nodes[edge.from as usize], lattice.nodes[edge.to as usize]);
        let beside = (q as usize).saturating_sub(1)..j as usize + 1;
        for sentence in (p as usize).saturating_sub(1)..=i as usize {
            reach(sentence, beside.clone());
        }
    }
    // Ends that only grow let both sides be filled in one sweep.
    for i in 1..windows.len() {
        windows[i].1 = windows[i].1.max(windows[i - 1].1);
    }
    for i in (1..windows.len()).rev() {
        windows[i - 1].0 = windows[i - 1].0.min(windows[i].0);
    }
    let windows: Vec<_> = windows.into_iter().map(|(start, end)| start.min(end)..end).collect();
    let start = windows.first().map_or(0, |window| window.start);
    let turned = turn(&windows, top, start..windows.last().map_or(start, |window| window.end));
    let (english, chinese) = lift.tables();
    cores.both(
        || Links::new(&texts.chinese, &texts.english, chinese, top, windows),
        || Links::new(&texts.english, &texts.chinese, english, start, turned),
    )
}

/// The rows whose windows hold each column.
fn turn(windows: &[Range<usize>], top: usize, columns: Range<usize>) -> Vec<Range<usize>> {
    let (mut first, mut end) = (0, 0);
    columns
        .map(|column| {
            while windows.get(first).is_some_and(|window| window.end <= column) {
                first += 1;
            }
            while windows.get(end).is_some_and(|window| window.start <= column) {
                end += 1;
            }
            top + first..top + end.max(first)
        })
        .collect()
}

/// The link of a token; none where the sentences are out of reach.
pub(super) fn at(links: &[f32], token: usize) -> f32 {
    links.get(token).copied().unwrap_or(0.0)
}
