//! The lexicon that the document itself teaches: words that keep meeting in its beads.

use super::programme::Link;
use super::sparse::{Scratch, Sparse};
use super::tokens::Tokens;

/// The least share of their beads that two words must have together (Dice).
const LEAST_DICE: f32 = 0.3;
/// How often two words must meet at least.
const LEAST_TOGETHER: f32 = 2.0;
/// How many times more often than by chance.
const LEAST_LIFT: f32 = 2.0;

/// Chinese tokens with the English ones that they keep meeting, valued by the Dice coefficient over beads, discounted
/// for pairs seen only a few times.
pub(super) fn lexicon(chinese: &Tokens, english: &Tokens, links: &[Link]) -> Sparse {
    let beads: Vec<_> = links.iter().filter(|link| !link.chinese.is_empty() && !link.english.is_empty()).collect();
    let words_of = |tokens: &Tokens, sentences: std::ops::Range<usize>| {
        let mut words: Vec<u32> = sentences.flat_map(|sentence| tokens.of(sentence)).copied().collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let english_words: Vec<_> = beads.iter().map(|bead| words_of(english, bead.english.clone())).collect();
    let mut english_beads = vec![0.0_f32; english.vocabulary.len()];
    for &word in english_words.iter().flatten() {
        english_beads[word as usize] += 1.0;
    }
    let mut beads_of_word = vec![Vec::new(); chinese.vocabulary.len()];
    for (nth, bead) in beads.iter().enumerate() {
        for word in words_of(chinese, bead.chinese.clone()) {
            beads_of_word[word as usize].push(nth as u32);
        }
    }
    let mut together = Scratch::new(english.vocabulary.len());
    let mut lexicon = Sparse::new();
    for of_word in beads_of_word {
        let chinese_beads = of_word.len() as f32;
        if chinese_beads >= LEAST_TOGETHER {
            for &word in of_word.iter().flat_map(|&bead| &english_words[bead as usize]) {
                together.add(word, 1.0);
            }
        }
        lexicon.push_row(together.take().into_iter().filter_map(|(word, met)| {
            let english_beads = english_beads[word as usize];
            let dice = 2.0 * met / (chinese_beads + english_beads);
            let by_chance = chinese_beads * english_beads / beads.len() as f32;
            let good = met >= LEAST_TOGETHER && dice > LEAST_DICE && met > LEAST_LIFT * by_chance;
            good.then(|| (word, dice * (met - 1.0) / met))
        }));
    }
    lexicon
}
