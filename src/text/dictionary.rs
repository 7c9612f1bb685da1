//! CC-CEDICT, searched where it lies in the program.
//!
//! Nothing is read ahead: where the lines start is noted by the build script. The file, `assets/cedict.tsv`, is sorted
//! by the folded headword; `assets/recipes/cedict.py` tells how it was made and what its five fields are.

use std::cmp::Ordering;
use std::ops::Range;

use super::fold::fold;
use super::packed::{Numbers, packed};

const DATA: &str = include_str!("../../assets/cedict.tsv");
/// First byte of every line, and the end of the data.
const STARTS: Numbers = packed!("lines.starts");
/// Second character of every line, the tab where the headword is one character: most searches end on it without
/// touching the data.
const SECONDS: Numbers = packed!("lines.seconds");
/// First line of every first character of the Basic Multilingual Plane, of all others, and the number of lines.
const FIRSTS: Numbers = packed!("lines.firsts");
/// Characters of the Basic Multilingual Plane.
const PLANE: u32 = 0x1_0000;

static SHARED: Dictionary = Dictionary { data: DATA };

/// The Chinese to English dictionary.
pub struct Dictionary {
    data: &'static str,
}

/// What the dictionary says of one word in one reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// The word in simplified characters.
    pub simplified: &'a str,
    /// The word in traditional characters.
    pub traditional: &'a str,
    /// Its reading, syllables separated by blanks, with tone numbers and `u:` for ü: `nu:3 er2`.
    pub pinyin: &'a str,
    /// What it means, glosses separated by `/`.
    pub definition: &'a str,
}

impl<'a> Entry<'a> {
    /// What it means, one gloss at a time. A gloss that starts with `CL:` names its measure words.
    pub fn glosses(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.definition.split('/')
    }
}

impl Dictionary {
    /// The one dictionary.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// Length in bytes of the longest headword of two characters or more that `folded` starts with.
    ///
    /// `folded` is text that [`fold`] made; the length counts its bytes, not those of the text before folding.
    pub fn longest(&self, folded: &str) -> Option<usize> {
        let mut chars = folded.chars();
        let (first, second) = (chars.next()?, chars.next()?);
        let lines = Self::starting_with(first, second);
        let mut text = folded;
        // The greatest headword that is not greater than the text is the longest that starts it, or else shares a
        // shorter start with it: then the search goes on with what they share.
        loop {
            let after = self.partition(&lines, |key| key <= text);
            if after == lines.start {
                return None;
            }
            let key = self.key(after - 1);
            let shared = shared_start(key, text);
            if shared == key.len() {
                return Some(shared);
            }
            if shared < first.len_utf8() + second.len_utf8() {
                return None;
            }
            text = folded.get(..shared)?;
        }
    }

    /// Whether `word`, in any character form, is a headword.
    pub fn contains(&self, word: &str) -> bool {
        !self.lines_of(word).is_empty() || !self.lines_of(&fold(word)).is_empty()
    }

    /// The entries of `word` in any character form, names last. Where some are written exactly as `word` is, those.
    pub fn entries(&self, word: &str) -> impl Iterator<Item = Entry<'static>> + use<'_> {
        let lines = self.lines_of(&fold(word));
        let word = word.to_owned();
        let same = move |entry: &Entry<'_>| entry.simplified == word || entry.traditional == word;
        let any_same = lines.clone().filter_map(|line| self.entry(line)).any(|entry| same(&entry));
        lines.filter_map(|line| self.entry(line)).filter(move |entry| !any_same || same(entry))
    }

    /// Lines whose headword starts with these two characters; a tab as the second for headwords of one.
    fn starting_with(first: char, second: char) -> Range<usize> {
        let first = u32::from(first).min(PLANE) as usize;
        let (start, end) = (FIRSTS.at(first) as usize, FIRSTS.at(first + 1) as usize);
        if first == PLANE as usize {
            return start..end;
        }
        let second = u32::from(second);
        let from = SECONDS.partition(start, end, |char| char < second);
        from..SECONDS.partition(from, end, |char| char <= second)
    }

    /// Number of the first line of a folded headword, if there is one.
    pub(super) fn first_line(&self, folded: &str) -> Option<usize> {
        let lines = self.lines_of(folded);
        (!lines.is_empty()).then_some(lines.start)
    }

    fn lines_of(&self, key: &str) -> Range<usize> {
        let mut chars = key.chars();
        let Some(first) = chars.next() else { return 0..0 };
        let lines = Self::starting_with(first, chars.next().unwrap_or('\t'));
        self.partition(&lines, |found| found < key)..self.partition(&lines, |found| found <= key)
    }

    /// The first of `lines` for whose headword `before` does not hold.
    fn partition(&self, lines: &Range<usize>, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (lines.start, lines.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if before(self.key(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn line(&self, nth: usize) -> &'static str {
        self.data.get(STARTS.at(nth) as usize..STARTS.at(nth + 1) as usize).unwrap_or_default()
    }

    fn key(&self, nth: usize) -> &'static str {
        self.line(nth).split('\t').next().unwrap_or_default()
    }

    fn entry(&self, nth: usize) -> Option<Entry<'static>> {
        let mut fields = self.line(nth).trim_end_matches('\n').split('\t');
        let key = fields.next()?;
        let simplified = or(fields.next()?, key);
        let traditional = or(fields.next()?, simplified);
        Some(Entry { simplified, traditional, pinyin: fields.next()?, definition: fields.next()? })
    }
}

fn or<'a>(field: &'a str, instead: &'a str) -> &'a str {
    if field.is_empty() { instead } else { field }
}

/// Bytes of the longest whole-character start that the two share.
fn shared_start(first: &str, second: &str) -> usize {
    let same = first.chars().zip(second.chars()).take_while(|(one, other)| one.cmp(other) == Ordering::Equal);
    same.map(|(char, _)| char.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_headword_is_found() {
        let dictionary = Dictionary::shared();
        for (text, expected) in [
            ("苏联政府收到了", Some("苏联")),
            ("中华人民共和国外交部", Some("中华人民共和国")),
            ("中华人民的", Some("中华")),
            ("随著时间", Some("随著")),
            ("的确如此", Some("的确")),
            ("的人", None),
            ("𠮷野家", None),
            ("一", None),
            ("", None),
            ("abc", None),
        ] {
            assert_eq!(dictionary.longest(text), expected.map(str::len), "{text}");
        }
    }

    #[test]
    fn any_character_form_finds_the_word() {
        let dictionary = Dictionary::shared();
        for (word, expected) in [
            ("苏联", "Su1 lian2"),
            ("蘇聯", "Su1 lian2"),
            ("羣衆", "qun2 zhong4"),
            ("隨著", "sui2 zhe5"),
            ("后", "hou4"),
            ("女儿", "nu:3 er2"),
        ] {
            assert!(dictionary.contains(word), "{word}");
            assert_eq!(dictionary.entries(word).next().map(|entry| entry.pinyin), Some(expected), "{word}");
        }
        assert!(!dictionary.contains("苏联政府收到"));
        assert_eq!(dictionary.entries("").count(), 0);
    }

    #[test]
    fn an_entry_has_both_forms_and_its_glosses() {
        let entries: Vec<_> = Dictionary::shared().entries("银行").collect();
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].simplified, entries[0].traditional), ("银行", "銀行"));
        assert_eq!(entries[0].glosses().next(), Some("bank"));
    }

    #[test]
    fn exactly_written_entries_hide_the_others() {
        let traditional: Vec<_> = Dictionary::shared().entries("後").map(|entry| entry.traditional).collect();
        assert_eq!(traditional, ["後"]);
        let both: Vec<_> = Dictionary::shared().entries("后").map(|entry| entry.traditional).collect();
        assert!(both.contains(&"後") && both.contains(&"后"), "{both:?}");
    }

    #[test]
    fn the_lines_are_sorted_and_whole() {
        let dictionary = Dictionary::shared();
        let lines = STARTS.len() - 1;
        assert!(lines > 120_000);
        for nth in 0..lines {
            assert_eq!(dictionary.line(nth).split('\t').count(), 5, "line {nth}");
            assert_eq!(dictionary.key(nth), fold(dictionary.key(nth)), "line {nth}");
            assert!(nth == 0 || dictionary.key(nth - 1) <= dictionary.key(nth), "line {nth}");
        }
    }

    proptest! {
        #[test]
        fn the_longest_is_a_headword_and_none_is_longer(text in "[一中国人民大不共产党和主义政府军事区域]{0,10}") {
            let dictionary = Dictionary::shared();
            let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).skip(1);
            let longest = ends.filter(|end| !dictionary.lines_of(text.get(..*end).unwrap()).is_empty()).last();
            prop_assert_eq!(dictionary.longest(&text), longest);
        }
    }
}
