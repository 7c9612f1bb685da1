//! English stems that a Chinese word may be translated with: those of its glosses in CC-CEDICT, and those that WordNet
//! puts near them, which a translator might have chosen instead.
//!
//! Made by the build script from `assets/cedict.tsv` and `assets/synonyms.tsv`; `assets/recipes` tells how those were
//! made. A stem is a number here, so that a document looks up each of its words once and compares no strings after.

use super::dictionary::Dictionary;
use super::packed::{Numbers, packed};

/// All stems in order, end to end.
const STEMS: &str = include_str!(concat!(env!("OUT_DIR"), "/stems.text"));
/// First byte of every stem, and the end of the last.
const STEM_STARTS: Numbers = packed!("stems.starts");
/// First of the stems of every line of the dictionary, and how many there are. The first line of a headword has all.
const TRANSLATIONS: Numbers = packed!("translations.starts");
/// A stem in the upper half, its share of the headword in the lower.
const SHARES: Numbers = packed!("translations.cells");
/// First of the neighbours of every stem, and how many there are.
const NEAR: Numbers = packed!("near.starts");
/// A stem in the upper half, in the lower how near it is in percent.
const NEIGHBOURS: Numbers = packed!("near.cells");

/// How many stems there are; their numbers are less.
pub fn stems() -> usize {
    STEM_STARTS.len() - 1
}

/// The number of a stem made by [`stem`](super::stem::stem), if any word leads to it.
pub fn number(stem: &str) -> Option<u16> {
    let (mut low, mut high) = (0, stems());
    while low < high {
        let middle = usize::midpoint(low, high);
        match text(middle).cmp(stem) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle as u16),
        }
    }
    None
}

fn text(number: usize) -> &'static str {
    STEMS.get(STEM_STARTS.at(number) as usize..STEM_STARTS.at(number + 1) as usize).unwrap_or_default()
}

/// The stems of the glosses of a word in folded characters, with their shares, which add up to 1.
pub fn of(folded: &str) -> impl ExactSizeIterator<Item = (u16, f32)> + use<> {
    let line = Dictionary::shared().first_line(folded).unwrap_or(usize::MAX - 1);
    let cells = SHARES.between(TRANSLATIONS.at(line), TRANSLATIONS.at(line + 1));
    cells.map(|cell| ((cell >> 16) as u16, (cell & 0xffff) as f32 / f32::from(u16::MAX)))
}

/// Stems that may stand for another, each with how likely it does, 0.1 to 1, best first.
///
/// Only stems that gloss a Chinese word have any.
pub fn near(stem: u16) -> impl ExactSizeIterator<Item = (u16, f32)> + use<> {
    let stem = usize::from(stem);
    let cells = NEIGHBOURS.between(NEAR.at(stem), NEAR.at(stem + 1));
    cells.map(|cell| ((cell >> 16) as u16, (cell & 0xffff) as f32 / 100.0))
}

#[cfg(test)]
mod tests {
    use super::super::stem::stem;
    use super::*;

    const SYNONYMS: &str = include_str!("../../assets/synonyms.tsv");

    #[test]
    fn the_synonyms_are_sorted_ascii_of_stems_and_percents() {
        assert!(SYNONYMS.is_ascii());
        let keys: Vec<_> = SYNONYMS.lines().filter_map(|line| line.split('\t').next()).collect();
        assert!(keys.is_sorted() && keys.len() > 15_000);
        for key in keys {
            let found: Vec<_> = near(number(key).expect(key)).collect();
            assert!(!found.is_empty(), "{key}");
            assert!(found.iter().all(|(_, weight)| (0.1..=1.0).contains(weight)), "{key}");
            assert!(found.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{key}");
        }
    }

    #[test]
    fn translators_words_are_near() {
        for (word, expected) in [("begin", "commenced"), ("border", "boundaries"), ("flee", "flying")] {
            // 边境 is glossed "border", 开始 "begin", 逃 "flee".
            let expected = number(&stem(expected));
            assert!(near(number(&stem(word)).unwrap()).any(|(found, _)| Some(found) == expected), "{word}");
        }
        for word in ["", "苏联", "zzzz", "\u{0}", "~"] {
            assert_eq!(number(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_leads_to_the_stems_of_its_glosses() {
        for (word, expected) in [("银行", "bank"), ("边境", "frontier"), ("苏联", "soviet"), ("逃", "run")] {
            let found: Vec<_> = of(word).collect();
            let share = found.iter().find(|(stem, _)| text(usize::from(*stem)) == expected);
            assert!(share.is_some_and(|(_, share)| *share > 0.05), "{word} {found:?}");
            let all: f32 = found.iter().map(|(_, share)| share).sum();
            assert!((all - 1.0).abs() < 0.001, "{word} {all}");
        }
        for word in ["", "苏联政府收到", "𠮷", "abc"] {
            assert_eq!(of(word).len(), 0, "{word}");
        }
    }
}
