//! All passes over two lists of sentences, from their text to their beads.

use super::boundary::{Boundaries, Edges};
use super::gains::{Gains, Lift};
use super::length::Lengths;
use super::names::Names;
use super::programme::{self, Link, Scores};
use super::shape::Prior;
use super::sparse::Sparse;
use super::structure::Structure;
use super::tokens::Tokens;
use super::{band::Band, coarse, glosses, learned, reading};
use crate::model::{Cancelled, Progress};

/// How often the programme runs; each time but the first it knows the lexicon that the last beads taught.
const PASSES: usize = 3;
/// Sentences on either side of the last path that the next pass looks at.
const MARGIN: usize = 8;

/// The two sides as the aligner sees them: sentences, tokens and a translation table.
#[derive(Debug)]
pub(super) struct Texts<'a> {
    pub chinese: &'a [&'a str],
    pub english: &'a [&'a str],
    pub chinese_tokens: Tokens,
    pub english_tokens: Tokens,
    pub names: Names,
    /// What the dictionary and the names say, Chinese tokens by English ones.
    pub table: Sparse,
}

impl<'a> Texts<'a> {
    /// Reads both sides.
    pub(super) fn read(chinese: &'a [&'a str], english: &'a [&'a str]) -> Self {
        let (english_tokens, mut names) = reading::english(english);
        let chinese_tokens = reading::chinese(chinese, &mut names);
        let table = glosses::table(&chinese_tokens, &english_tokens, &names);
        Self { chinese, english, chinese_tokens, english_tokens, names, table }
    }

    /// The lift of a translation table over chance.
    pub(super) fn lift(&self, table: &Sparse) -> Lift {
        Lift::new(table, &self.chinese_tokens.vocabulary.shares(), &self.english_tokens.vocabulary.shares())
    }
}

/// Aligns the sentences of two sides.
pub(super) fn align(
    texts: &Texts<'_>,
    structure: Option<&Structure>,
    boundaries: &Boundaries,
    progress: &Progress,
) -> Result<Vec<Link>, Cancelled> {
    progress.report(0.1)?;
    let lengths = Lengths::new(texts.chinese, texts.english);
    let prior = Prior::fitted();
    let chinese_edges: Vec<_> = texts.chinese.iter().map(|sentence| Edges::of_chinese(sentence)).collect();
    let english_edges: Vec<_> = texts.english.iter().map(|sentence| Edges::of_english(sentence)).collect();
    let mut band = coarse::band(&texts.chinese_tokens, &texts.english_tokens, &texts.table);
    let mut links: Vec<Link> = Vec::new();
    for pass in 0..PASSES {
        let at = |part: f32| 0.2 + 0.8 * (pass as f32 + part) / PASSES as f32;
        progress.report(at(0.0))?;
        let lift = if pass == 0 {
            texts.lift(&texts.table)
        } else {
            let learned = learned::lexicon(&texts.chinese_tokens, &texts.english_tokens, &links);
            texts.lift(&texts.table.plus(&learned, 1.0))
        };
        let gains = Gains::new(&texts.chinese_tokens, &texts.english_tokens, &lift, &band);
        progress.report(at(0.5))?;
        let scores = Scores {
            band: &band,
            gains: &gains,
            lengths: &lengths,
            prior: &prior,
            boundaries,
            edges: (&chinese_edges, &english_edges),
            structure,
        };
        links = programme::best_path(&scores, progress, at(0.5)..at(0.8))?;
        if pass + 1 == PASSES {
            programme::weigh(&scores, &mut links, progress, at(0.8)..1.0)?;
        } else {
            band = Band::around(&corners(&links), texts.chinese.len(), texts.english.len(), MARGIN);
        }
    }
    Ok(links)
}

/// The outer corners of all beads.
fn corners(links: &[Link]) -> Vec<(u32, u32)> {
    let corner = |i: usize, j: usize| (i as u32, j as u32);
    links
        .iter()
        .flat_map(|Link { chinese, english, .. }| {
            [
                corner(chinese.start, english.start),
                corner(chinese.start, english.end),
                corner(chinese.end, english.start),
                corner(chinese.end, english.end),
            ]
        })
        .collect()
}
