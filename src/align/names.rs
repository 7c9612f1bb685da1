//! Names of the English side that a few Chinese characters spell.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tokens::{TokenKind, Vocabulary};
use crate::text::romanise;
use crate::text::stem::stem;
use crate::text::translations;

/// The most characters that spell one word.
const MOST_CHARACTERS: usize = 3;

/// The capitalised words of the English side, and the Chinese words that were found to spell them.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Lower-case letters of each name with the number of its English token, ordered.
    letters: Vec<(String, u32)>,
    /// Whether a name starts with two letters, by `first * 26 + second`.
    starts: Vec<bool>,
    /// What was found in the Chinese side.
    spelled: Spelled,
}

/// Whether WordNet knows another word for one.
fn has_neighbours(letters: &str) -> bool {
    translations::number(&stem(letters)).is_some_and(|stem| translations::near(stem).len() > 0)
}

impl Names {
    /// Collects the names among the words of the English side, given as they are written.
    ///
    /// A word that the text also writes in lower case is no name: only a sentence starts with it.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>, english: &Vocabulary) -> Self {
        let mut cased: FxHashMap<String, bool> = FxHashMap::default();
        let (mut capitals, mut all) = (0_usize, 0_usize);
        for word in words {
            let word = word.strip_suffix("'s").unwrap_or(word);
            let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
            let capital = letters.starts_with(|c: char| c.is_ascii_uppercase());
            capitals += usize::from(capital);
            all += 1;
            let always = cased.entry(letters.to_ascii_lowercase()).or_insert(true);
            *always &= capital;
        }
        // Where nearly all words are written one way, capitals do not tell; a word that WordNet has no other for does.
        let caseless = capitals * 200 < all || (all - capitals) * 5 < all;
        let is_name = |letters: &str, capital: bool| {
            if caseless { letters.len() > 3 && !has_neighbours(letters) } else { capital }
        };
        let mut names: Vec<_> = cased
            .into_iter()
            .filter(|(letters, capital)| letters.len() > 1 && is_name(letters, *capital))
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
        Self { letters: names, starts, spelled: Spelled::default() }
    }

    /// Reads text for names.
    pub(super) fn reader(&self) -> NameReader<'_> {
        NameReader { names: self, spelled: Spelled::default(), known: FxHashMap::default() }
    }

    /// Remembers what readers found.
    pub(super) fn remember(&mut self, found: impl Iterator<Item = Spelled>) {
        for spelled in found {
            for (word, tokens) in sorted(spelled) {
                let known = self.spelled.entry(word).or_default();
                for token in tokens {
                    if !known.contains(&token) {
                        known.push(token);
                    }
                }
            }
        }
    }

    /// The English tokens that a Chinese word spells.
    pub(super) fn spelled(&self, word: &str) -> &[u32] {
        self.spelled.get(word).map_or(&[], Vec::as_slice)
    }

    /// Finds the names that go on with the characters of `search` from `at`, after the letters of those before.
    fn spell(&self, search: &mut Search<'_>, at: usize, letters: &mut String, spelling: Spelling) {
        let Some(&c) = search.text.get(at).filter(|_| at < MOST_CHARACTERS) else { return };
        search.deepest = search.deepest.max(at);
        let before = letters.len();
        for pinyin in romanise::syllables(c) {
            let syllable = match spelling {
                Spelling::Pinyin => pinyin,
                Spelling::WadeGiles => WADE_GILES.get(pinyin).map_or(pinyin, String::as_str),
            };
            if at == 0 && start_of(syllable).is_some_and(|start| self.starts.get(start) == Some(&false)) {
                continue;
            }
            letters.truncate(before);
            letters.push_str(syllable);
            let from = self.letters.partition_point(|(name, _)| *name < *letters);
            let Some((name, token)) = self.letters.get(from).filter(|(name, _)| name.starts_with(&**letters)) else {
                continue;
            };
            // One character spells a name only if there is something to it: 何 is no "He".
            if *name == *letters && (at > 0 || letters.len() > 2) {
                search.found.push((at + 1, *token));
            }
            self.spell(search, at + 1, letters, spelling);
        }
        letters.truncate(before);
    }
}

/// Finds the names that Chinese text spells; several may read parts of a text at once.
#[derive(Debug)]
pub(super) struct NameReader<'a> {
    names: &'a Names,
    spelled: Spelled,
    /// The longest name that starts with two characters, for those after which no third one matters.
    known: FxHashMap<(char, char), Option<usize>>,
}

/// English tokens by the Chinese word that spells them.
pub(super) type Spelled = FxHashMap<Box<str>, Vec<u32>>;

impl NameReader<'_> {
    /// The length in characters of the longest start of `text` that spells a name; remembers all it finds.
    pub(super) fn longest(&mut self, text: &[char]) -> Option<usize> {
        let first = *text.first()?;
        let pair = (first, text.get(1).copied().unwrap_or(' '));
        if let Some(known) = self.known.get(&pair) {
            return *known;
        }
        let mut search = Search { text, found: Vec::new(), deepest: 0 };
        for spelling in [Spelling::Pinyin, Spelling::WadeGiles] {
            self.names.spell(&mut search, 0, &mut String::new(), spelling);
        }
        let longest = search.found.iter().map(|&(length, _)| length).max();
        for (length, token) in search.found {
            let word: String = text[..length].iter().collect();
            let tokens = self.spelled.entry(word.into()).or_default();
            if !tokens.contains(&token) {
                tokens.push(token);
            }
        }
        if search.deepest < 2 {
            self.known.insert(pair, longest);
        }
        longest
    }

    /// What was found.
    pub(super) fn found(self) -> Spelled {
        self.spelled
    }
}

/// A search for names that start a text.
struct Search<'a> {
    text: &'a [char],
    /// Characters and English token of each name.
    found: Vec<(usize, u32)>,
    /// The character furthest on that was looked at.
    deepest: usize,
}

fn sorted(spelled: Spelled) -> Vec<(Box<str>, Vec<u32>)> {
    let mut sorted: Vec<_> = spelled.into_iter().collect();
    sorted.sort_unstable();
    sorted
}

/// How a name is spelled, one way throughout.
#[derive(Clone, Copy)]
enum Spelling {
    Pinyin,
    WadeGiles,
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
