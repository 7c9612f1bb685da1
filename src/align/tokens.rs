//! Sentences as tokens: words, numbers by value and marks, numbered by a vocabulary of the document.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::Span;
use crate::text::number::Value;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum TokenKind {
    /// A Chinese word or character, or the stem of an English word.
    Word,
    /// A number or a date, by value.
    Number,
    /// A mark, by class.
    Mark,
}

/// The different tokens of one side.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Number of each token, a table for each kind so that looking up needs no key of its own.
    numbers: [FxHashMap<Box<str>, u32>; 3],
    words: Vec<(TokenKind, Box<str>)>,
    /// How often each occurs.
    counts: Vec<u32>,
}

impl Vocabulary {
    /// The number of a token, new if need be, counted once more.
    fn count(&mut self, kind: TokenKind, text: &str) -> u32 {
        let number = self.find(kind, text).unwrap_or_else(|| {
            let next = self.words.len() as u32;
            self.numbers[kind as usize].insert(text.into(), next);
            self.words.push((kind, text.into()));
            self.counts.push(0);
            next
        });
        self.counts[number as usize] += 1;
        number
    }

    /// Adds the tokens of another vocabulary with their counts, and gives the number here of each of them.
    fn merge(&mut self, other: &Self) -> Vec<u32> {
        let number = |((kind, text), &count): (&(TokenKind, Box<str>), &u32)| {
            let number = self.count(*kind, text);
            self.counts[number as usize] += count - 1;
            number
        };
        other.words.iter().zip(&other.counts).map(number).collect()
    }

    /// The number of a token, if the side has it.
    pub(super) fn find(&self, kind: TokenKind, text: &str) -> Option<u32> {
        self.numbers[kind as usize].get(text).copied()
    }

    /// All tokens, by number.
    pub(super) fn words(&self) -> impl ExactSizeIterator<Item = (TokenKind, &str)> {
        self.words.iter().map(|(kind, text)| (*kind, &**text))
    }

    /// The token of a number.
    pub(super) fn word(&self, number: u32) -> (TokenKind, &str) {
        let (kind, text) = &self.words[number as usize];
        (*kind, text)
    }

    /// How often a token occurs.
    pub(super) fn count_of(&self, number: u32) -> usize {
        self.counts.get(number as usize).map_or(0, |count| *count as usize)
    }

    /// How many different tokens there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Share of each token in the side, smoothed by half an occurrence.
    ///
    /// A few sentences do not show how rare their words are, so they count as a part of a longer text.
    pub(super) fn shares(&self) -> Vec<f32> {
        const LEAST_TOTAL: f32 = 1500.0;
        let total: f32 = self.counts.iter().map(|&count| count as f32 + 0.5).sum();
        let total = total.max(LEAST_TOTAL);
        self.counts.iter().map(|&count| (count as f32 + 0.5) / total).collect()
    }
}

/// The tokens of all sentences of one side.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The different tokens.
    pub vocabulary: Vocabulary,
    /// What the tokens that are numbers are worth.
    values: FxHashMap<u32, Value>,
    /// Numbers of the tokens, in order.
    numbers: Vec<u32>,
    /// Bytes of the sentence each token stands on.
    places: Vec<Span>,
    /// Position of the first token of each sentence, and the number of tokens at the end.
    first: Vec<u32>,
}

impl Tokens {
    /// No sentence yet.
    pub(super) fn new() -> Self {
        Self { first: vec![0], ..Self::default() }
    }

    /// Adds a token to the sentence that is being read.
    pub(super) fn push(&mut self, kind: TokenKind, text: &str, at: Span) {
        let number = self.vocabulary.count(kind, text);
        self.numbers.push(number);
        self.places.push(at);
    }

    /// Adds a number to the sentence that is being read.
    pub(super) fn push_number(&mut self, value: Value, at: Span) {
        let text = format!("{value:?}");
        self.push(TokenKind::Number, &text, at);
        if let Some(&number) = self.numbers.last() {
            self.values.entry(number).or_insert(value);
        }
    }

    /// The numbers among the tokens, with their values, by token.
    pub(super) fn values(&self) -> Vec<(u32, Value)> {
        let mut values: Vec<_> = self.values.iter().map(|(&token, &value)| (token, value)).collect();
        values.sort_unstable_by_key(|&(token, _)| token);
        values
    }

    /// Adds the sentences of another part of the side, which was read apart from this one.
    pub(super) fn append(&mut self, other: &Self) {
        let numbers = self.vocabulary.merge(&other.vocabulary);
        let before = self.numbers.len() as u32;
        self.numbers.extend(other.numbers.iter().map(|&number| numbers[number as usize]));
        self.places.extend_from_slice(&other.places);
        self.first.extend(other.first.iter().skip(1).map(|first| before + first));
        for (number, value) in other.values() {
            self.values.entry(numbers[number as usize]).or_insert(value);
        }
    }

    /// Ends the sentence that is being read.
    pub(super) fn end_sentence(&mut self) {
        self.first.push(self.numbers.len() as u32);
    }

    /// How many sentences there are.
    pub(super) fn sentences(&self) -> usize {
        self.first.len() - 1
    }

    /// The tokens of a sentence, by number.
    pub(super) fn of(&self, sentence: usize) -> &[u32] {
        &self.numbers[self.first[sentence] as usize..self.first[sentence + 1] as usize]
    }

    /// Positions of the tokens of some sentences among all tokens.
    pub(super) fn positions(&self, sentences: Range<usize>) -> Range<usize> {
        self.first[sentences.start] as usize..self.first[sentences.end] as usize
    }

    /// The tokens of some sentences, by number.
    pub(super) fn between(&self, sentences: Range<usize>) -> &[u32] {
        &self.numbers[self.positions(sentences)]
    }

    /// Where the tokens of a sentence stand in it.
    pub(super) fn places(&self, sentence: usize) -> &[Span] {
        &self.places[self.first[sentence] as usize..self.first[sentence + 1] as usize]
    }
}

/// The class of a mark that both languages use, written as in English; nothing for marks that say nothing of the
/// translation, such as commas and full stops.
pub(super) fn mark_class(c: char) -> Option<&'static str> {
    Some(match c {
        '"' | '“' | '”' | '「' | '」' | '『' | '』' | '„' | '«' | '»' => "\"",
        '?' | '？' => "?",
        '!' | '！' => "!",
        ';' | '；' => ";",
        ':' | '：' => ":",
        '—' => "--",
        '…' => "...",
        '(' | '（' => "(",
        ')' | '）' => ")",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentences: &[&str]) -> Tokens {
        let mut tokens = Tokens::new();
        for sentence in sentences {
            for c in sentence.chars() {
                tokens.push(TokenKind::Word, c.encode_utf8(&mut [0; 4]), Span::default());
            }
            tokens.end_sentence();
        }
        tokens
    }

    #[test]
    fn parts_read_apart_are_the_same_as_the_whole() {
        let sentences = ["边界边界", "", "世界", "边疆世"];
        let whole = read(&sentences);
        for at in 0..=sentences.len() {
            let mut parts = read(&sentences[..at]);
            parts.append(&read(&sentences[at..]));
            assert_eq!(parts.numbers, whole.numbers, "{at}");
            assert_eq!(parts.first, whole.first, "{at}");
            assert_eq!(parts.vocabulary.counts, whole.vocabulary.counts, "{at}");
            assert_eq!(parts.vocabulary.words, whole.vocabulary.words, "{at}");
        }
    }
}
