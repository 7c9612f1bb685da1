//! The dictionary and the names of a document as a table of its Chinese tokens by its English ones.

use rustc_hash::FxHashMap;

use super::names::Names;
use super::sparse::{Scratch, Sparse};
use super::tokens::{TokenKind, Tokens, Vocabulary};
use super::values::Values;
use crate::text::dictionary::Dictionary;
use crate::text::number::Value;
use crate::text::romanise;
use crate::text::stem::stem;
use crate::text::synonyms;

/// Weight of the glosses of a word's single characters beside those of the word itself; twice that without the latter.
const CHARACTERS: f32 = 0.6;
/// Weight of the synonyms of a gloss.
const SYNONYMS: f32 = 0.1;
/// Cells of less than this are left out: a third of the table for no visible loss.
const LEAST: f32 = 0.002;
/// Words that say nothing of the meaning of a gloss.
const FUNCTION_WORDS: [&str; 22] = [
    "a", "an", "and", "as", "be", "by", "eg", "esp", "etc", "for", "from", "ie", "in", "into", "of", "on", "one", "or",
    "sb", "sth", "the", "to",
];

/// A word of a gloss, as far as this document is concerned.
#[derive(Debug, Default)]
struct GlossWord {
    /// The English token it is.
    token: Option<u32>,
    /// The English tokens that are its synonyms, weighted.
    synonyms: Vec<(u32, f32)>,
}

/// Looks glosses up, each word of them only once.
struct Glosses<'a> {
    english: &'a Vocabulary,
    /// Index into `words` by the word as the dictionary writes it.
    known: FxHashMap<&'static str, u32>,
    /// Index into `words` by stem.
    stems: FxHashMap<String, u32>,
    words: Vec<GlossWord>,
    headwords: FxHashMap<Box<str>, Vec<(u32, f32)>>,
}

/// The translation table of a document.
pub(super) fn table(chinese: &Tokens, english: &Tokens, names: &Names) -> Sparse {
    let numbers: FxHashMap<u32, Value> = chinese.values().into_iter().collect();
    let values = Values::new(english.values());
    let english = &english.vocabulary;
    let mut glosses = Glosses {
        english,
        known: FxHashMap::default(),
        stems: FxHashMap::default(),
        words: Vec::new(),
        headwords: FxHashMap::default(),
    };
    let mut row = Scratch::new(english.len());
    let mut table = Sparse::new();
    for (token, (kind, text)) in chinese.vocabulary.words().enumerate() {
        if let Some(value) = numbers.get(&(token as u32)) {
            for (same, agreement) in values.agreeing(*value) {
                row.add(same, agreement);
            }
        } else if let Some(same) = english.find(kind, text) {
            row.add(same, 1.0);
        }
        if kind == TokenKind::Word {
            glosses.add_word(text, &mut row);
            for &name in names.spelled(text) {
                row.add(name, 1.0);
            }
            for form in romanise::established(text) {
                glosses.add_form(form, &mut row);
            }
        }
        table.push_row(row.take().into_iter().filter(|&(_, value)| value >= LEAST));
    }
    table
}

impl Glosses<'_> {
    /// Adds the translations of a Chinese word.
    fn add_word(&mut self, word: &str, row: &mut Scratch) {
        let found = self.add_headword(word, 1.0, row);
        let length = word.chars().count();
        if length > 1 {
            let weight = if found { CHARACTERS } else { 2.0 * CHARACTERS } / length as f32;
            let mut buffer = [0; 4];
            for c in word.chars() {
                self.add_headword(c.encode_utf8(&mut buffer), weight, row);
            }
        }
    }

    /// Adds the words of an established form of a name, such as Chiang Kai-shek.
    fn add_form(&self, form: &str, row: &mut Scratch) {
        let words: Vec<_> = form.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        for word in &words {
            if let Some(token) = self.english.find(TokenKind::Word, &stem(&word.to_lowercase())) {
                row.add(token, 1.0 / words.len() as f32);
            }
        }
    }

    /// Adds the glosses of a headword, and says whether there are any.
    fn add_headword(&mut self, word: &str, weight: f32, row: &mut Scratch) -> bool {
        if !self.headwords.contains_key(word) {
            let found = self.look_up(word);
            self.headwords.insert(word.into(), found);
        }
        let Some(found) = self.headwords.get(word) else { return false };
        for &(gloss, share) in found {
            let gloss = &self.words[gloss as usize];
            if let Some(token) = gloss.token {
                row.add(token, weight * share);
            }
            for &(token, near) in &gloss.synonyms {
                row.add(token, weight * share * SYNONYMS * near);
            }
        }
        !found.is_empty()
    }

    /// The words of all glosses of a headword, with their shares, which add up to 1.
    fn look_up(&mut self, headword: &str) -> Vec<(u32, f32)> {
        let mut found = Vec::new();
        let mut total = 0.0;
        for gloss in Dictionary::shared().entries(headword).flat_map(|entry| entry.glosses()) {
            for (parts, weight) in parts(gloss) {
                let share = weight / parts.len() as f32;
                total += weight;
                for part in parts {
                    found.push((self.word(part), share));
                }
            }
        }
        for (_, share) in &mut found {
            *share /= total;
        }
        found
    }

    /// The index of a gloss word.
    fn word(&mut self, written: &'static str) -> u32 {
        if let Some(&known) = self.known.get(written) {
            return known;
        }
        let stem = stem(&written.to_ascii_lowercase());
        let next = self.words.len() as u32;
        let index = *self.stems.entry(stem).or_insert_with_key(|stem| {
            let near = synonyms::of(stem)
                .filter_map(|(near, weight)| self.english.find(TokenKind::Word, near).map(|token| (token, weight)));
            self.words.push(GlossWord { token: self.english.find(TokenKind::Word, stem), synonyms: near.collect() });
            next
        });
        self.known.insert(written, index);
        index
    }
}

/// The words of the parts of a gloss that may each translate the headword, with the weight of the part.
///
/// Measure words and references to other entries translate nothing; what stands in brackets explains.
fn parts(gloss: &'static str) -> Vec<(Vec<&'static str>, f32)> {
    let gloss = gloss.trim_start();
    if ["CL:", "variant of", "old variant", "see also", "see "].iter().any(|start| gloss.starts_with(start)) {
        return Vec::new();
    }
    if let Some(name) = gloss.strip_prefix("surname ") {
        return words(name).into_iter().next().map(|name| (vec![name], 0.5)).into_iter().collect();
    }
    let mut parts = Vec::new();
    let mut part = Vec::new();
    for piece in outside_brackets(gloss) {
        let mut rest = piece;
        while let Some((before, after)) = rest.split_once([';', ',', '/']) {
            part.extend(words(before));
            parts.push(std::mem::take(&mut part));
            rest = after;
        }
        part.extend(words(rest));
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
        .into_iter()
        .map(|part| {
            let telling: Vec<_> = part.iter().copied().filter(|word| !is_function_word(word)).collect();
            (if telling.is_empty() { part } else { telling }, 1.0)
        })
        .collect()
}

fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.iter().any(|function| word.eq_ignore_ascii_case(function))
}

/// The pieces of a gloss that no bracket holds.
fn outside_brackets(gloss: &'static str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    let mut rest = gloss;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        pieces.push(before);
        let Some((_, after)) = after.split_once([')', ']']) else { return pieces };
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// The runs of Latin letters and the runs of digits.
fn words(text: &'static str) -> Vec<&'static str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_fall_into_their_parts() {
        for (gloss, expected) in [
            ("to flee; to run away", vec![vec!["flee"], vec!["run", "away"]]),
            ("border (of 国家 a country), frontier", vec![vec!["border"], vec!["frontier"]]),
            ("CL:條|条[tiao2]", vec![]),
            ("surname Ji (姬)", vec![vec!["Ji"]]),
            ("to be", vec![vec!["to", "be"]]),
            ("26 (number)", vec![vec!["26"]]),
        ] {
            assert_eq!(parts(gloss).into_iter().map(|(words, _)| words).collect::<Vec<_>>(), expected, "{gloss}");
        }
    }
}
