//! Words, names and numbers of a pair that met, found again in its boxes.

use std::collections::BTreeMap;

use super::pairs::{Pair, Pairs};
use crate::model::{Alignment, Document, Evidence, EvidenceKind, SideName, Span};

/// Words that count for less than this tell a person nothing: they meet in every sentence.
const LEAST_WEIGHT: f32 = 0.3;

/// What kind of thing met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A word of the dictionary, or one that the document taught.
    Word,
    /// A name.
    Name,
    /// A number or a date.
    Number,
}

/// Something that met, where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Met {
    /// Its side.
    pub(super) side: SideName,
    /// Its passage.
    pub(super) passage: usize,
    /// Bytes of the passage's reading text.
    pub(super) at: Span,
    /// What it is.
    pub(super) kind: Kind,
}

/// Everything of a pair that met on both sides.
pub(super) fn met(
    document: &Document,
    alignment: &Alignment,
    pairs: &Pairs,
    pair: &Pair,
    evidence: &[Evidence],
) -> Vec<Met> {
    let mut finders = SideName::BOTH.map(|side| Finder::new(document, alignment, pairs, pair, side));
    let mut all = Vec::new();
    for reason in evidence {
        let kind = match reason.kind {
            EvidenceKind::Word | EvidenceKind::Learned if reason.weight >= LEAST_WEIGHT => Kind::Word,
            EvidenceKind::Name => Kind::Name,
            EvidenceKind::Number => Kind::Number,
            _ => continue,
        };
        let [source, translation] = &mut finders;
        // What is found on one side only would point at nothing.
        if let (Some(one), Some(other)) = (source.next(&reason.source), translation.next(&reason.translation)) {
            let sides = [(SideName::Source, one), (SideName::Translation, other)];
            all.extend(sides.map(|(side, (passage, at))| Met { side, passage, at, kind }));
        }
    }
    all
}

/// Finds words in the cells of a side, each time the next place of the same word.
struct Finder<'a> {
    /// Passage, where the cell starts in it, and the cell's text.
    cells: Vec<(usize, usize, &'a str)>,
    /// How many places of a word were given out.
    given: BTreeMap<String, usize>,
}

impl<'a> Finder<'a> {
    fn new(document: &'a Document, alignment: &Alignment, pairs: &Pairs, pair: &Pair, side: SideName) -> Self {
        let cells = pair.part(side).range().filter_map(|cell| {
            let (passage, at) = pairs.place(document, alignment, side, cell)?;
            Some((passage, at.start as usize, pairs.text(document, alignment, side, cell)))
        });
        Self { cells: cells.collect(), given: BTreeMap::new() }
    }

    fn next(&mut self, word: &str) -> Option<(usize, Span)> {
        if word.is_empty() {
            return None;
        }
        let given = self.given.entry(word.to_owned()).or_default();
        let places = self.cells.iter().flat_map(|&(passage, start, text)| {
            let found = text.match_indices(word).filter(|(at, _)| is_whole(text, *at, word));
            found.map(move |(at, _)| (passage, Span::new(start + at, start + at + word.len())))
        });
        let place = places.into_iter().nth(*given)?;
        *given += 1;
        Some(place)
    }
}

/// Whether a word found at `at` is one, and no part of a longer one.
fn is_whole(text: &str, at: usize, word: &str) -> bool {
    let is_letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
    let starts = is_letter(word.chars().next()) && is_letter(before);
    let ends = is_letter(word.chars().next_back()) && is_letter(after);
    !starts && !ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_each_time_it_stands_there_and_whole() {
        let cells = vec![(3, 0, "中国领土，"), (3, 15, "中国的领土。")];
        let mut chinese = Finder { cells, given: BTreeMap::new() };
        assert_eq!(chinese.next("领土"), Some((3, Span::new(6, 12))));
        assert_eq!(chinese.next("领土"), Some((3, Span::new(24, 30))));
        assert_eq!(chinese.next("领土"), None);
        assert_eq!(chinese.next(""), None);
        let cells = vec![(0, 4, "In China, in 1962")];
        let mut english = Finder { cells, given: BTreeMap::new() };
        assert_eq!(english.next("in"), Some((0, Span::new(14, 16))), "not the one in China");
        assert_eq!(english.next("196"), None);
        assert_eq!(english.next("1962"), Some((0, Span::new(17, 21))));
    }
}
