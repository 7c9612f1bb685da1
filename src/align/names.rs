//! Names of the English side that a few Chinese characters spell.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tokens::{TokenKind, Vocabulary};
use crate::text::romanise;
use crate::text::stem::stem;

/// The most characters that spell one word.
const MOST_CHARACTERS: usize = 3;

/// The capitalised words of the English side, and the Chinese words that were found to spell them.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Lower-case letters of each name with the number of its English token, ordered.
    letters: Vec<(String, u32)>,
    /// Whether a name starts with two letters, by `first * 26 + second`.
    starts: Vec<bool>,
    /// English tokens by the Chinese word that spells them.
    spelled: FxHashMap<Box<str>, Vec<u32>>,
}

impl Names {
    /// Collects the names among the words of the English side, given as they are written.
    ///
    /// A word that the text also writes in lower case is no name: only a sentence starts with it.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>, english: &Vocabulary) -> Self {
        let mut cased: FxHashMap<String, bool> = FxHashMap::default();
        for word in words {
            let word = word.strip_suffix("'s").unwrap_or(word);
            let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
            let capital = letters.starts_with(|c: char| c.is_ascii_uppercase());
            let always = cased.entry(letters.to_ascii_lowercase()).or_insert(true);
            *always &= capital;
        }
        let mut names: Vec<_> = cased
            .into_iter()
            .filter(|(letters, capital)| *capital && letters.len() > 1)
            .filter_map(|(letters, _)| {
                let token = english.find(TokenKind::Word, &stem(&letters))?;
                Some((letters, token))
            })
            .collect();
        names.sort_unstable();
        let mut starts = vec![false; 26 * 26];
        for (letters, _) in &names {
            if let Some(start) = start_of(letters).and_then(|start| starts.get_mut(start)) {
                *start = true;
            }
        }
        Self { letters: names, starts, spelled: FxHashMap::default() }
    }

    /// The length in characters of the longest start of `text` that spells a name; remembers all it finds.
    pub(super) fn longest(&mut self, text: &[char]) -> Option<usize> {
        let mut found = Vec::new();
        for spelling in [Spelling::Pinyin, Spelling::WadeGiles] {
            self.spell(text, 0, "", spelling, &mut found);
        }
        let longest = found.iter().map(|&(length, _)| length).max();
        for (length, token) in found {
            let word: String = text[..length].iter().collect();
            let tokens = self.spelled.entry(word.into()).or_default();
            if !tokens.contains(&token) {
                tokens.push(token);
            }
        }
        longest
    }

    /// The English tokens that a Chinese word spells.
    pub(super) fn spelled(&self, word: &str) -> &[u32] {
        self.spelled.get(word).map_or(&[], Vec::as_slice)
    }

    fn spell(&self, text: &[char], at: usize, sofar: &str, spelling: Spelling, found: &mut Vec<(usize, u32)>) {
        let Some(&c) = text.get(at).filter(|_| at < MOST_CHARACTERS) else { return };
        for pinyin in romanise::syllables(c) {
            let syllable = match spelling {
                Spelling::Pinyin => pinyin,
                Spelling::WadeGiles => WADE_GILES.get(pinyin).map_or(pinyin, String::as_str),
            };
            if at == 0 && start_of(syllable).is_some_and(|start| self.starts.get(start) == Some(&false)) {
                continue;
            }
            let letters = format!("{sofar}{syllable}");
            let from = self.letters.partition_point(|(name, _)| *name < letters);
            let Some((name, token)) = self.letters.get(from).filter(|(name, _)| name.starts_with(&letters)) else {
                continue;
            };
            // One character spells a name only if there is something to it: 何 is no "He".
            if *name == letters && (at > 0 || letters.len() > 2) {
                found.push((at + 1, *token));
            }
            self.spell(text, at + 1, &letters, spelling, found);
        }
    }
}

/// How a name is spelled, one way throughout.
#[derive(Clone, Copy)]
enum Spelling {
    Pinyin,
    WadeGiles,
}

/// Makes ready what names are looked up in, so that it can be done beside other work.
pub(super) fn get_ready() {
    LazyLock::force(&WADE_GILES);
}

/// The letters of each pinyin syllable in Wade-Giles.
static WADE_GILES: LazyLock<FxHashMap<&'static str, String>> = LazyLock::new(|| {
    let mut spelled = FxHashMap::default();
    for pinyin in romanise::all_syllables() {
        spelled.insert(pinyin, romanise::letters(&romanise::wade_giles(pinyin)));
    }
    spelled
});

/// The place of the first two letters among all pairs; nothing where there are fewer.
fn start_of(letters: &str) -> Option<usize> {
    let mut letters = letters.bytes();
    let first = letters.next()?.checked_sub(b'a')?;
    let second = letters.next()?.checked_sub(b'a')?;
    Some(usize::from(first) * 26 + usize::from(second))
}
