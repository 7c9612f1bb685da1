//! What hand-aligned texts teach of words that no dictionary explains well: pronouns, verbs of saying, particles.
//!
//! Word pairs with the probability of the English word beside the Chinese one, learned by expectation maximisation
//! over the beads of many texts (IBM Model 1 with an empty word; Brown et al. 1993), starting from the dictionary.
//! Only pairs that several texts bear out are kept, so hardly anything is learned of the story or the people of one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cores::Cores;
use super::engine::Texts;
use super::sparse::Sparse;
use super::tokens::{TokenKind, Vocabulary};

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 6;
/// How much the dictionary counts beside what was seen, in occurrences.
const DICTIONARY: f32 = 2.0;
/// Texts that must bear a pair out.
const TEXTS: usize = 3;
/// Occurrences of a pair in a text that bear it out.
const BORNE_OUT: f32 = 0.5;
/// Pairs less probable than this are dropped.
const LEAST: f32 = 0.03;
/// Beads of more words than this on a side teach little and cost much.
const LONGEST: usize = 120;

/// Pairs of words with the probability of the English one.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// English stems by Chinese word.
    pub rows: FxHashMap<Box<str>, Vec<(Box<str>, f32)>>,
}

impl Lexicon {
    /// The lexicon as fitted on all hand-aligned texts.
    pub fn fitted() -> &'static Self {
        static FITTED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("../../assets/lexicon.tsv")));
        &FITTED
    }

    /// Reads lines of a Chinese word and English stems with per mille, separated by tabs and blanks.
    fn parse(data: &str) -> Self {
        let line = |line: &str| {
            let (word, rest) = line.split_once('\t')?;
            let mut fields = rest.split(' ');
            let pair = || Some((fields.next()?.into(), fields.next()?.parse::<f32>().ok()? / 1000.0));
            Some((word.into(), std::iter::from_fn(pair).collect()))
        };
        Self { rows: data.lines().filter_map(line).collect() }
    }

    /// The pairs as the lines that [`Lexicon::fitted`] reads, ordered.
    pub fn written(&self) -> String {
        let mut lines: Vec<String> = Vec::with_capacity(self.rows.len());
        #[expect(clippy::iter_over_hash_type, reason = "the lines are sorted")]
        for (word, pairs) in &self.rows {
            let pairs: Vec<_> = pairs.iter().map(|(stem, share)| format!("{stem} {:.0}", share * 1000.0)).collect();
            lines.push(format!("{word}\t{}\n", pairs.join(" ")));
        }
        lines.sort_unstable();
        lines.concat()
    }

    /// The pairs of words that both sides have, Chinese tokens by English ones.
    pub(super) fn table(&self, chinese: &Vocabulary, english: &Vocabulary) -> Sparse {
        let mut table = Sparse::new();
        for (kind, word) in chinese.words() {
            let pairs = if kind == TokenKind::Word { self.rows.get(word) } else { None };
            let found = |(stem, share): &(Box<str>, f32)| Some((english.find(TokenKind::Word, stem)?, *share));
            table.push_row(pairs.into_iter().flatten().filter_map(found));
        }
        table
    }
}

/// The beads of hand-aligned texts as numbered words.
#[derive(Debug, Default)]
pub struct Lessons {
    chinese: Numbering,
    english: Numbering,
    /// Numbers of the pairs of words that meet, and what the dictionary says of each.
    pairs: FxHashMap<(u32, u32), u32>,
    words: Vec<(u32, u32)>,
    dictionary: Vec<f32>,
    texts: Vec<Vec<Lesson>>,
}

/// A bead.
#[derive(Debug)]
struct Lesson {
    english: Vec<u32>,
    chinese: Vec<u32>,
    /// Pair numbers, English word by English word.
    pairs: Vec<u32>,
}

#[derive(Debug, Default)]
struct Numbering {
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Numbering {
    fn number(&mut self, word: &str) -> u32 {
        *self.numbers.entry(word.into()).or_insert_with_key(|word| {
            self.words.push(word.clone());
            self.words.len() as u32 - 1
        })
    }
}

impl Lessons {
    /// Adds a text with its beads as the numbers of their sentences, Chinese first.
    pub fn add(&mut self, chinese: &[&str], english: &[&str], beads: &[(Vec<usize>, Vec<usize>)]) {
        let texts = Texts::read(chinese, english, &Lexicon::default(), Cores::one());
        let mut lessons = Vec::new();
        for (s, t) in beads.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()) {
            let words = |tokens: &super::tokens::Tokens, sentences: &[usize]| -> Vec<u32> {
                let all = sentences.iter().flat_map(|&nth| tokens.of(nth)).copied();
                all.filter(|&token| tokens.vocabulary.word(token).0 == TokenKind::Word).collect()
            };
            let (of_chinese, of_english) = (words(&texts.chinese, s), words(&texts.english, t));
            if of_chinese.len() > LONGEST || of_english.len() > LONGEST {
                continue;
            }
            let c: Vec<u32> =
                of_chinese.iter().map(|&token| self.chinese.number(texts.chinese.vocabulary.word(token).1)).collect();
            let e: Vec<u32> =
                of_english.iter().map(|&token| self.english.number(texts.english.vocabulary.word(token).1)).collect();
            let mut pairs = Vec::with_capacity(c.len() * e.len());
            for (&english, &word) in of_english.iter().zip(&e) {
                for (&chinese, &other) in of_chinese.iter().zip(&c) {
                    let next = self.words.len() as u32;
                    let pair = *self.pairs.entry((other, word)).or_insert(next);
                    if pair == next {
                        self.words.push((other, word));
                        self.dictionary.push(0.0);
                    }
                    let given = &mut self.dictionary[pair as usize];
                    *given = given.max(texts.table.get(chinese as usize, english));
                    pairs.push(pair);
                }
            }
            lessons.push(Lesson { english: e, chinese: c, pairs });
        }
        self.texts.push(lessons);
    }

    /// What the texts teach for which `taught` holds.
    pub fn learn(&self, taught: impl Fn(usize) -> bool) -> Lexicon {
        let kept: Vec<&Vec<Lesson>> =
            self.texts.iter().enumerate().filter(|(nth, _)| taught(*nth)).map(|(_, text)| text).collect();
        let mut sums = vec![0.0_f32; self.chinese.words.len()];
        for (&(chinese, _), given) in self.words.iter().zip(&self.dictionary) {
            sums[chinese as usize] += given;
        }
        let dictionary: Vec<f32> =
            self.words.iter().zip(&self.dictionary).map(|(&(c, _), given)| given / sums[c as usize].max(1.0)).collect();
        let mut probable: Vec<f32> = dictionary.iter().map(|given| 0.5 * given + 0.01).collect();
        let mut nothing = vec![0.01_f32; self.english.words.len()];
        for _ in 0..ROUNDS {
            let mut counts = vec![0.0_f32; probable.len()];
            let mut unexplained = vec![0.0_f32; nothing.len()];
            for lesson in kept.iter().copied().flatten() {
                lesson.expect(&probable, &nothing, &mut counts, Some(&mut unexplained));
            }
            let mut totals = vec![0.0_f32; self.chinese.words.len()];
            for (&(c, _), count) in self.words.iter().zip(&counts) {
                totals[c as usize] += count;
            }
            for (nth, &(c, _)) in self.words.iter().enumerate() {
                probable[nth] = (counts[nth] + DICTIONARY * dictionary[nth]) / (totals[c as usize] + DICTIONARY);
            }
            let all: f32 = unexplained.iter().sum();
            for (nothing, count) in nothing.iter_mut().zip(&unexplained) {
                *nothing = count / all.max(1.0);
            }
        }
        self.keep(&kept, &probable, &nothing)
    }

    /// The pairs that enough texts bear out.
    fn keep(&self, kept: &[&Vec<Lesson>], probable: &[f32], nothing: &[f32]) -> Lexicon {
        let mut texts = vec![0_usize; probable.len()];
        let mut counts = vec![0.0_f32; probable.len()];
        for text in kept {
            let mut of_text = vec![0.0_f32; probable.len()];
            for lesson in *text {
                lesson.expect(probable, nothing, &mut of_text, None);
            }
            for (nth, count) in of_text.iter().enumerate().filter(|(_, count)| **count > 0.0) {
                counts[nth] += count;
                texts[nth] += usize::from(*count >= BORNE_OUT);
            }
        }
        let mut totals = vec![0.0_f32; self.chinese.words.len()];
        for (&(c, _), count) in self.words.iter().zip(&counts) {
            totals[c as usize] += count;
        }
        let mut lexicon = Lexicon::default();
        for (nth, &(c, e)) in self.words.iter().enumerate() {
            let share = counts[nth] / (totals[c as usize] + DICTIONARY);
            if texts[nth] >= TEXTS && share >= LEAST {
                let (chinese, english) = (&self.chinese.words[c as usize], &self.english.words[e as usize]);
                lexicon.rows.entry(chinese.clone()).or_default().push((english.clone(), share));
            }
        }
        lexicon
    }
}

impl Lesson {
    /// Adds how often each pair is expected to translate each other in this bead.
    fn expect(&self, probable: &[f32], nothing: &[f32], counts: &mut [f32], mut unexplained: Option<&mut Vec<f32>>) {
        for (&word, pairs) in self.english.iter().zip(self.pairs.chunks(self.chinese.len().max(1))) {
            let empty = nothing[word as usize];
            let sum: f32 = empty + pairs.iter().map(|&pair| probable[pair as usize]).sum::<f32>();
            if sum <= 0.0 {
                continue;
            }
            for &pair in pairs {
                counts[pair as usize] += probable[pair as usize] / sum;
            }
            if let Some(unexplained) = unexplained.as_deref_mut() {
                unexplained[word as usize] += empty / sum;
            }
        }
    }
}
