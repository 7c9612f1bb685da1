//! All passes over two lists of sentences, from their text to their beads.

use super::boundary::{self, Boundaries, Edges};
use super::cores::Cores;
use super::gains::{Gains, Lift};
use super::length::Lengths;
use super::lexicon::Lexicon;
use super::names::Names;
use super::plan::{self, Plan, Room};
use super::programme::{self, Forgiven, Link, Scores};
use super::second_stage::marks::Marks;
use super::second_stage::{self, Chosen, Described, Stage, Weights};
use super::shape::{MOST_CHINESE, MOST_ENGLISH, Prior};
use super::sparse::Sparse;
use super::structure::Structure;
use super::tokens::Tokens;
use super::{band::Band, glosses, learned, reading};
use crate::model::{Cancelled, Progress};

/// How often the programme runs; each time but the first it knows the lexicon that the last beads taught.
const PASSES: usize = 2;
/// Weight of what the document taught in the second stage.
const LEARNED: f32 = 0.5;
/// Weight of what hand-aligned texts taught beside the dictionary.
const GENERAL: f32 = 1.0;
/// Sentences on either side of the last path that the next pass looks at.
const MARGIN: usize = 5;

/// The two sides as the aligner sees them: sentences as tokens, their edges and lengths, and a translation table.
#[derive(Debug)]
pub(super) struct Texts {
    pub chinese: Tokens,
    pub english: Tokens,
    /// How the Chinese and how the English sentences start and end.
    pub edges: (Vec<Edges>, Vec<Edges>),
    pub lengths: Lengths,
    /// Marks, clauses and first words of both sides.
    pub marks: (Marks, Marks),
    pub names: Names,
    /// What the dictionary and the names say, Chinese tokens by English ones.
    pub table: Sparse,
    /// How many threads may work on them.
    pub cores: Cores,
}

impl Texts {
    /// Reads both sides.
    pub(super) fn read(chinese: &[&str], english: &[&str], lexicon: &Lexicon, cores: Cores) -> Self {
        let (english_tokens, mut names) = reading::english(english, cores);
        let chinese_tokens = reading::chinese(chinese, &mut names, cores);
        let of_chinese = || {
            let edges: Vec<_> = chinese.iter().map(|sentence| Edges::of_chinese(sentence)).collect();
            (edges, Marks::of_chinese(chinese, &chinese_tokens))
        };
        let of_english = || {
            let edges: Vec<_> = english.iter().map(|sentence| Edges::of_english(sentence)).collect();
            (edges, Marks::of_english(english, &english_tokens))
        };
        let (of_chinese, of_english) = cores.both(of_chinese, of_english);
        let (mut edges, mut marks) = ((of_chinese.0, of_english.0), (of_chinese.1, of_english.1));
        boundary::forget_lone_quotes(&mut edges.0, &mut edges.1);
        marks.0.forget_lone_kinds(&mut marks.1);
        let general = lexicon.table(&chinese_tokens.vocabulary, &english_tokens.vocabulary);
        let table = glosses::table(&chinese_tokens, &english_tokens, &names, cores).plus(&general, GENERAL);
        let lengths = Lengths::new(chinese, english);
        Self { chinese: chinese_tokens, english: english_tokens, edges, lengths, marks, names, table, cores }
    }

    /// The lexicon that `links` teach.
    pub(super) fn learn(&self, links: &[Link]) -> Sparse {
        learned::lexicon(&self.chinese, &self.english, links)
    }

    /// The lift over chance of the table with a lexicon that the document taught.
    pub(super) fn lift(&self, learned: &Sparse, weight: f32) -> Lift {
        let table = self.table.plus(learned, weight);
        Lift::new(&table, &self.chinese.vocabulary.shares(), &self.english.vocabulary.shares())
    }
}

/// Aligns the sentences of two sides.
pub(super) fn align(
    texts: &mut Texts,
    structure: Option<&Structure>,
    plan: &Plan,
    boundaries: &Boundaries,
    weights: &Weights,
    progress: &Progress,
) -> Result<Vec<Chosen>, Cancelled> {
    let chosen = look_closely(texts, structure, plan, boundaries, progress, |described| {
        second_stage::choose(&described, weights)
    })?;
    let (links, mut others): (Vec<_>, Vec<_>) = chosen.into_iter().flatten().unzip();
    let starts: Vec<_> = links.iter().map(start).collect();
    let mut links = plan.with_walls(links);
    doubt(&mut links, (texts.chinese.sentences(), texts.english.sentences()));
    // Walls have no runner-up here: nothing else was looked at.
    let mut next = starts.iter().zip(&mut others).peekable();
    let chosen = |link: Link| {
        let runner_up = next.next_if(|(of, _)| **of == start(&link)).and_then(|(_, other)| other.take());
        (link, runner_up)
    };
    Ok(links.into_iter().map(chosen).collect())
}

/// Where a bead starts.
fn start(link: &Link) -> (usize, usize) {
    (link.chinese.start, link.english.start)
}

/// Share of the sentences of a side that must surely have a partner for two texts to be taken as translations of each
/// other.
const SURE_SHARE: f32 = 0.2;

/// Lowers all confidences where hardly anything corresponds: then the texts are hardly translations of each other, and
/// nothing said of them is sure, not even that a sentence has no partner.
///
/// One side that corresponds is enough: the other may be an extract, or may go on. Pairs that are themselves unsure
/// hardly count, as there are always some: each counts by how likely four like it would all be right.
fn doubt(links: &mut [Link], (chinese, english): (usize, usize)) {
    if chinese == 0 || english == 0 {
        return;
    }
    let mut sure = (0.0, 0.0);
    for link in links.iter().filter(|link| !link.chinese.is_empty() && !link.english.is_empty()) {
        let counts = link.confidence.powi(4);
        sure.0 += counts * link.chinese.len() as f32;
        sure.1 += counts * link.english.len() as f32;
    }
    let share = f32::max(sure.0 / chinese as f32, sure.1 / english as f32);
    let trust = (share / SURE_SHARE).min(1.0).powi(2);
    for link in links {
        link.confidence *= trust;
    }
}

/// The beads worth looking at, with all that the second stage knows of them.
pub(super) fn describe(
    texts: &mut Texts,
    structure: Option<&Structure>,
    plan: &Plan,
    boundaries: &Boundaries,
    progress: &Progress,
) -> Result<Vec<Described>, Cancelled> {
    look_closely(texts, structure, plan, boundaries, progress, |described| described)
}

/// Runs the first stage, and hands what the second one sees of each stretch of the texts to `judge`.
fn look_closely<T: Send>(
    texts: &mut Texts,
    structure: Option<&Structure>,
    plan: &Plan,
    boundaries: &Boundaries,
    progress: &Progress,
    judge: impl Fn(Described) -> T + Sync,
) -> Result<Vec<T>, Cancelled> {
    progress.report(0.1)?;
    let prior = Prior::fitted();
    let (of_chinese, of_english) = texts.lengths.surplus();
    let forgiven = (Forgiven::of_share(of_chinese), Forgiven::of_share(of_english));
    let mut band = plan.band(texts);
    let mut links = plan.sure();
    for pass in 0..PASSES {
        let at = |part: f32| 0.2 + 0.5 * (pass as f32 + part) / PASSES as f32;
        progress.report(at(0.0))?;
        let lift = texts.lift(&texts.learn(&links), 1.0);
        progress.report(at(0.2))?;
        let gains = Gains::new((&texts.chinese, &texts.english), &lift, &band, prior.reach, texts.cores);
        let scores = Scores { texts, band: &band, gains: &gains, prior: &prior, boundaries, structure, forgiven };
        links = programme::best_path(&scores, plan, progress, at(0.5)..at(1.0))?;
        band = Band::around(&corners(&links), texts.chinese.sentences(), texts.english.sentences(), MARGIN);
        texts.lengths.rescale(&links);
    }
    let lift = texts.lift(&texts.learn(&links), LEARNED);
    let reach = second_stage::prior().reach;
    let gains = Gains::new((&texts.chinese, &texts.english), &lift, &band, reach, texts.cores);
    progress.report(0.8)?;
    let links = &links[..];
    let stage = Stage { texts, band: &band, lift: &lift, gains: &gains, boundaries, structure, forgiven, plan, links };
    second_stage::each_stretch(&stage, progress, 0.8..1.0, judge)
}

/// The outer corners of all beads. Of those larger than any that is looked for, which a person made, the diagonal.
fn corners(links: &[Link]) -> Vec<(u32, u32)> {
    let mut corners = Vec::with_capacity(4 * links.len());
    for Link { chinese, english, .. } in links {
        let ((p, q), (i, j)) = ((chinese.start, english.start), (chinese.end, english.end));
        if chinese.len() > MOST_CHINESE || english.len() > MOST_ENGLISH {
            corners.extend(plan::diagonal(Room { from: (p, q), to: (i, j) }));
        } else {
            corners.extend([(p, q), (p, j), (i, q), (i, j)].map(|(i, j)| (i as u32, j as u32)));
        }
    }
    corners
}
