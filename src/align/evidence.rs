//! Why a bead is as sure as it is: the words, names, numbers, marks and lengths that met, as written in the document.

mod strays;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::boundary::Boundaries;
use super::cores::Cores;
use super::document::{chinese_side, sentences};
use super::engine::Texts;
use super::gains::{CHANCE, Lift};
use super::lexicon::Lexicon;
use super::programme::{BOUNDARIES, ENGLISH, LENGTH, Link, WORDS};
use super::sparse::Sparse;
use super::tokens::{TokenKind, Tokens};
use crate::model::{Alignment, Bead, Document, Evidence, EvidenceKind, RunnerUp, Segment, Side, SideName, Span};

/// Two tokens that count for less than this are no reason.
const LEAST_WEIGHT: f32 = 0.1;
/// How sure the document must be of a word pair that no dictionary knows: pairs that met twice only are often chance.
const SURE_ENOUGH: f32 = 0.6;
/// The most tokens of a side that are looked at: what comes after tells a reader nothing.
const MOST_TOKENS: usize = 1000;

/// What the beads of a document are judged by, read once and asked about each.
#[derive(Debug)]
pub struct Reasons {
    chinese: SideName,
    texts: Texts,
    /// What the beads of the document taught.
    learned: Sparse,
    lift: Lift,
    boundaries: Boundaries,
}

/// The reasons for one bead of an alignment. For more than one, [`Reasons`] reads the document only once.
pub fn evidence(document: &Document, alignment: &Alignment, bead: usize) -> Vec<Evidence> {
    Reasons::new(document, alignment).of(document, alignment, bead)
}

/// A token of a bead: its number, and where it stands.
#[derive(Clone, Copy)]
struct Placed {
    number: u32,
    /// Its sentence among those of the bead.
    sentence: usize,
    at: Span,
}

impl Reasons {
    /// Reads the document; a second's work on a long book.
    pub fn new(document: &Document, alignment: &Alignment) -> Self {
        let chinese = chinese_side(document);
        let source = sentences(&document.source, &alignment.source);
        let translation =
            document.translation.as_ref().map(|side| sentences(side, &alignment.translation)).unwrap_or_default();
        let texts = match chinese {
            SideName::Source => Texts::read(&source, &translation, Lexicon::fitted(), Cores::new(None)),
            SideName::Translation => Texts::read(&translation, &source, Lexicon::fitted(), Cores::new(None)),
        };
        let links: Vec<_> = alignment.beads.iter().map(|bead| link(bead, chinese)).collect();
        let learned = texts.learn(&links);
        let lift = texts.lift(&learned, 1.0);
        Self { chinese, texts, learned, lift, boundaries: Boundaries::fitted() }
    }

    /// The reasons for a bead: what met, the weightiest first, marks, lengths, and the runner-up; for a bead of one side
    /// the last alone.
    pub fn of(&self, document: &Document, alignment: &Alignment, bead: usize) -> Vec<Evidence> {
        let Some(bead) = alignment.beads.get(bead) else { return Vec::new() };
        let mut reasons = self.what_met(document, alignment, bead);
        reasons.extend(runner_up(document, alignment, bead));
        reasons
    }

    fn what_met(&self, document: &Document, alignment: &Alignment, bead: &Bead) -> Vec<Evidence> {
        let Some(translation) = document.translation.as_ref().filter(|_| bead.is_paired()) else { return Vec::new() };
        let link = link(bead, self.chinese);
        let mut sides = [(&document.source, &alignment.source), (translation, &alignment.translation)];
        if self.chinese == SideName::Translation {
            sides.reverse();
        }
        let texts = [part(sides[0], &link.chinese), part(sides[1], &link.english)];
        let mut reasons = self.words(&link, &texts);
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        reasons.push(self.marks(&link, &texts));
        reasons.push(self.lengths(&link, &texts));
        if self.chinese == SideName::Translation {
            for reason in &mut reasons {
                std::mem::swap(&mut reason.source, &mut reason.translation);
            }
        }
        reasons
    }

    /// The pairs of tokens that met, each token in one pair, the best pairs first served.
    fn words(&self, link: &Link, texts: &[Vec<&str>; 2]) -> Vec<Evidence> {
        let chinese = placed(&self.texts.chinese, link.chinese.clone());
        let english = placed(&self.texts.english, link.english.clone());
        let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (nth, token) in english.iter().enumerate() {
            places.entry(token.number).or_default().push(nth);
        }
        let share = |tokens: &[Placed]| (1.0 - CHANCE) / tokens.len().max(1) as f32;
        let (of_chinese, of_english) = (share(&chinese), share(&english));
        let gain = |share: f32, lift: f32| f64::from(((CHANCE + share * lift) / CHANCE).ln());
        let mut pairs = Vec::new();
        for (nth, token) in chinese.iter().enumerate() {
            for &(word, lift) in self.lift.english_row(token.number) {
                let Some(met) = places.get(&word) else { continue };
                if !self.convinces(token.number, word) {
                    continue;
                }
                let back = gain(of_english, self.lift.chinese(token.number, word));
                let weight = (WORDS * (ENGLISH * gain(of_chinese, lift) + back)) as f32;
                if weight >= LEAST_WEIGHT {
                    pairs.extend(met.iter().map(|&other| (weight, nth, other)));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut taken = (vec![false; chinese.len()], vec![false; english.len()]);
        let mut reasons = Vec::new();
        for (weight, nth, other) in pairs {
            if taken.0[nth] || taken.1[other] {
                continue;
            }
            (taken.0[nth], taken.1[other]) = (true, true);
            let (from, to) = (chinese[nth], english[other]);
            reasons.push(Evidence {
                kind: self.kind(from.number, to.number),
                source: written(&texts[0], from),
                translation: written(&texts[1], to),
                weight,
            });
        }
        reasons
    }

    /// Whether the dictionary or enough beads vouch for a pair.
    fn convinces(&self, chinese: u32, english: u32) -> bool {
        let row = chinese as usize;
        self.texts.table.get(row, english) > 0.0 || self.learned.get(row, english) >= SURE_ENOUGH
    }

    fn kind(&self, chinese: u32, english: u32) -> EvidenceKind {
        let (kind, text) = self.texts.chinese.vocabulary.word(chinese);
        match kind {
            TokenKind::Number => EvidenceKind::Number,
            TokenKind::Mark => EvidenceKind::Punctuation,
            TokenKind::Word if self.texts.names.spelled(text).contains(&english) => EvidenceKind::Name,
            TokenKind::Word if self.texts.table.get(chinese as usize, english) > 0.0 => EvidenceKind::Word,
            TokenKind::Word => EvidenceKind::Learned,
        }
    }

    /// How both sides start and end.
    fn marks(&self, link: &Link, texts: &[Vec<&str>; 2]) -> Evidence {
        let (chinese, english) = &self.texts.edges;
        let start = self.boundaries.starting(chinese[link.chinese.start], english[link.english.start]);
        let end = self.boundaries.ending(chinese[link.chinese.end - 1], english[link.english.end - 1]);
        let mark = |text: &str| {
            let last = text.trim_end().char_indices().rev().take_while(|(_, c)| !c.is_alphanumeric()).last();
            last.and_then(|(at, _)| text.trim_end().get(at..)).unwrap_or_default().to_owned()
        };
        Evidence {
            kind: EvidenceKind::Punctuation,
            source: mark(texts[0].last().copied().unwrap_or_default()),
            translation: mark(texts[1].last().copied().unwrap_or_default()),
            weight: BOUNDARIES as f32 * (start + end),
        }
    }

    /// How many characters both sides have.
    fn lengths(&self, link: &Link, texts: &[Vec<&str>; 2]) -> Evidence {
        let count = |texts: &[&str]| texts.iter().map(|text| text.trim().chars().count()).sum::<usize>().to_string();
        let (p, i, q, j) = (link.chinese.start, link.chinese.end, link.english.start, link.english.end);
        Evidence {
            kind: EvidenceKind::Length,
            source: count(&texts[0]),
            translation: count(&texts[1]),
            weight: (-LENGTH * self.texts.lengths.distance(p, i, q, j)) as f32,
        }
    }
}

/// What would stand there if the bead were wrong, with its sentences end to end.
fn runner_up(document: &Document, alignment: &Alignment, bead: &Bead) -> Option<Evidence> {
    let RunnerUp { source, translation, confidence, .. } = *alignment.runner_up(bead)?;
    let other = document.translation.as_ref()?;
    Some(Evidence {
        kind: EvidenceKind::RunnerUp,
        source: part((&document.source, &alignment.source), &source.range()).concat(),
        translation: part((other, &alignment.translation), &translation.range()).concat(),
        weight: confidence,
    })
}

/// The texts of some sentences of a side.
fn part<'a>((side, segments): (&'a Side, &'a Vec<Segment>), range: &Range<usize>) -> Vec<&'a str> {
    sentences(side, segments.get(range.clone()).unwrap_or_default())
}

fn link(bead: &Bead, chinese: SideName) -> Link {
    let (source, translation) = (bead.source.range(), bead.translation.range());
    let (chinese, english) = match chinese {
        SideName::Source => (source, translation),
        SideName::Translation => (translation, source),
    };
    Link { chinese, english, confidence: bead.confidence }
}

fn placed(tokens: &Tokens, sentences: Range<usize>) -> Vec<Placed> {
    sentences
        .enumerate()
        .flat_map(|(nth, sentence)| {
            let of_sentence = tokens.of(sentence).iter().zip(tokens.places(sentence));
            of_sentence.map(move |(&number, &at)| Placed { number, sentence: nth, at })
        })
        .take(MOST_TOKENS)
        .collect()
}

fn written(texts: &[&str], token: Placed) -> String {
    texts.get(token.sentence).and_then(|text| token.at.of(text)).unwrap_or_default().to_owned()
}
