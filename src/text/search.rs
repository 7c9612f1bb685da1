//! How texts are searched: what counts as a word, and what a person who types something looks for.
//!
//! A Chinese character is a word of its own, in its folded form ([`fold`](super::fold)); so is a character of any other
//! script that writes without blanks. Of other letters and digits the longest run is a word: in small letters, without
//! marks, as its stem ([`stem`](super::stem)). Nothing else is compared: no punctuation, and no blanks, so those that
//! OCR left between two characters part nothing.
//!
//! The library's index holds what is made here: a change of it is a new form of the library.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::fold::fold_char;
use super::script::is_han;
use super::stem::stem;

/// Letters of a word that are compared. What is longer is no word of any language.
const MOST_LETTERS: usize = 64;
/// Words of a query that count: more than a sentence has, however long what was pasted is.
const MOST_WORDS: usize = 256;
/// Terms of a query that count.
const MOST_TERMS: usize = 64;

/// Reads the words of texts, one text after the other. It remembers stems: the words of a text are few, and each stands
/// in it often.
#[derive(Default)]
pub struct Reader {
    stems: FxHashMap<String, String>,
}

/// What a character does to the word it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It is a word.
    Alone,
    /// It belongs to a word.
    Letter,
    /// It belongs to a word if a letter follows.
    Apostrophe,
    /// It is as good as not there.
    Nothing,
    /// It ends a word.
    Between,
}

impl Reader {
    /// Gives `take` each word of `text` in order: what is compared, and the bytes of the text where it stands. Only
    /// letters, digits and characters are ever compared.
    pub fn each(&mut self, text: &str, mut take: impl FnMut(&str, Range<usize>)) {
        let mut letters = String::new();
        let mut at = 0;
        while let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let start = at;
            at += char.len_utf8();
            match role(char) {
                Role::Alone => take(fold_char(char).encode_utf8(&mut [0; 4]), start..at),
                Role::Letter => {
                    at = start + read_letters(text.get(start..).unwrap_or_default(), &mut letters);
                    let word = self.compared(&letters);
                    if !word.is_empty() {
                        take(word, start..at);
                    }
                }
                Role::Apostrophe | Role::Nothing | Role::Between => (),
            }
        }
    }

    /// A word of letters as it is compared.
    fn compared(&mut self, letters: &str) -> &str {
        // The key is only copied for a word that was not seen before.
        if !self.stems.contains_key(letters) {
            self.stems.insert(letters.to_owned(), compared(letters));
        }
        self.stems.get(letters).map_or("", String::as_str)
    }
}

/// Reads the letters of the word that `rest` starts with into `letters`, and gives the bytes it takes up.
fn read_letters(rest: &str, letters: &mut String) -> usize {
    letters.clear();
    let mut end = 0;
    for (at, char) in rest.char_indices() {
        match role(char) {
            Role::Letter => {
                push_plain(letters, char);
                end = at + char.len_utf8();
            }
            // One that no letter follows is cut off below.
            Role::Apostrophe => letters.push('\''),
            Role::Nothing => (),
            Role::Alone | Role::Between => break,
        }
    }
    letters.truncate(letters.trim_end_matches('\'').len());
    end
}

fn role(char: char) -> Role {
    if char.is_ascii() {
        return match char {
            '\'' => Role::Apostrophe,
            _ if char.is_ascii_alphanumeric() => Role::Letter,
            _ => Role::Between,
        };
    }
    let folded = fold_char(char);
    match folded {
        '’' | '‘' | 'ʼ' | '＇' => Role::Apostrophe,
        // A soft hyphen, and what only says how its neighbours join.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Role::Nothing,
        _ if is_combining_mark(folded) => Role::Nothing,
        _ if is_han(folded) => Role::Alone,
        // Kana, bopomofo and what else writes as Chinese does.
        _ if folded.is_alphanumeric() && folded >= '\u{2e80}' => Role::Alone,
        _ if folded.is_alphanumeric() => Role::Letter,
        _ => Role::Between,
    }
}

/// Adds a letter, small and without marks.
fn push_plain(letters: &mut String, char: char) {
    if char.is_ascii() {
        letters.push(char.to_ascii_lowercase());
        return;
    }
    decompose_canonical(fold_char(char), |part| {
        if !is_combining_mark(part) {
            letters.extend(part.to_lowercase().filter(|part| !is_combining_mark(*part)));
        }
    });
}

/// A word as it is compared.
fn compared(letters: &str) -> String {
    let is_long = letters.chars().nth(MOST_LETTERS).is_some();
    let stemmed = if is_long { letters.to_owned() } else { stem(letters) };
    stemmed.chars().filter(|char| char.is_alphanumeric()).take(MOST_LETTERS).collect()
}

/// What a person looks for: terms, all of which have to be met. Nothing that can be typed is an error, and nothing in
/// it is an operator.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    terms: Vec<Vec<String>>,
}

/// Where a text meets a query.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    /// Bytes of the text, in order; none overlaps another.
    pub at: Vec<Range<usize>>,
    /// The terms that are met, one bit each.
    terms: u64,
}

impl Query {
    /// What `typed` asks for: each part between blanks is a term, its words to stand one after the other.
    pub fn new(typed: &str) -> Self {
        let mut words = Reader::default();
        let mut terms: Vec<Vec<String>> = Vec::new();
        let mut left = MOST_WORDS;
        for part in typed.split_whitespace() {
            let mut term = Vec::new();
            words.each(part, |word, _| term.push(word.to_owned()));
            term.truncate(left);
            if term.is_empty() || terms.contains(&term) {
                continue;
            }
            left -= term.len();
            terms.push(term);
            if left == 0 || terms.len() == MOST_TERMS {
                break;
            }
        }
        Self { terms }
    }

    /// Whether there is nothing in it to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms: words that have to stand one after the other.
    pub fn terms(&self) -> &[Vec<String>] {
        &self.terms
    }
}

/// Looks for a query in texts, one after the other.
pub struct Finder<'a> {
    query: &'a Query,
    /// The words of the query, each once, in order; a word of a text is known by its number here.
    known: Vec<&'a str>,
    /// The terms as numbers of words.
    terms: Vec<Vec<usize>>,
    words: Reader,
}

impl<'a> Finder<'a> {
    /// Looks for `query`.
    pub fn new(query: &'a Query) -> Self {
        let mut known: Vec<&str> = query.terms.iter().flatten().map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        let number = |word: &String| known.partition_point(|other| *other < word.as_str());
        let terms = query.terms.iter().map(|term| term.iter().map(number).collect()).collect();
        Self { query, known, terms, words: Reader::default() }
    }

    /// Where `text` meets the query.
    pub fn marks(&mut self, text: &str) -> Marks {
        let Self { known, terms, words, .. } = self;
        let mut found: Vec<(Option<usize>, Range<usize>)> = Vec::new();
        words.each(text, |word, at| found.push((known.binary_search(&word).ok(), at)));
        let mut marks = Marks::default();
        for (nth, term) in terms.iter().enumerate() {
            for window in found.windows(term.len()) {
                if window.iter().zip(term).all(|((word, _), wanted)| *word == Some(*wanted)) {
                    marks.terms |= 1 << nth;
                    let ((_, first), (_, last)) = (&window[0], &window[window.len() - 1]);
                    marks.at.push(first.start..last.end);
                }
            }
        }
        marks.join();
        marks
    }

    /// Whether texts that belong together, each with its marks, meet all of the query.
    pub fn is_met(&self, by: &[&Marks]) -> bool {
        let met = by.iter().fold(0, |met, marks| met | marks.terms);
        !self.query.is_empty() && met.count_ones() as usize == self.terms.len()
    }
}

impl Marks {
    /// Puts them in order, and makes one of those that meet.
    fn join(&mut self) {
        self.at.sort_by_key(|at| (at.start, at.end));
        self.at.dedup_by(|next, last| {
            let meets = next.start <= last.end;
            if meets {
                last.end = last.end.max(next.end);
            }
            meets
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<(String, Range<usize>)> {
        let mut words = Vec::new();
        Reader::default().each(text, |word, at| words.push((word.to_owned(), at)));
        words
    }

    fn compared_words(text: &str) -> String {
        words(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn characters_and_stems_are_words() {
        for (text, expected) in [
            ("", ""),
            ("领土", "领 土"),
            ("領土問題，羣眾。", "领 土 问 题 群 众"),
            ("局势 近来\n穩定", "局 势 近 来 稳 定"),
            ("𠮷野家 〇々", "𠮷 野 家 〇 々"),
            ("葛\u{e0100}城 ｢アキラ｣", "葛 城 ア キ ラ"),
            ("１９６２年8月", "1962 年 8 月"),
            ("Borders, BORDERED; bordering", "border border border"),
            ("He went; she goes", "he go she go"),
            ("China’s peoples' own isn't", "china peopl own be"),
            ("Xi'an Ürümqi café Běijīng I\u{307}stanbul", "xian urumqi cafe beij istanbul"),
            ("cafe\u{301} co\u{ad}operate", "cafe cooper"),
            ("No. 118-01767-01 / 67,000", "no 118 01767 01 67 000"),
            ("'quoted' ‘quoted’", "quot quot"),
            ("Правда и мир", "правда и мир"),
            ("\"AND\" NEAR( * ^ : - + {a}", "and near a"),
            ("🎉\u{202e}\u{0}…—", ""),
        ] {
            assert_eq!(compared_words(text), expected, "{text:?}");
        }
        let long = "苏".to_owned() + &"长a".repeat(3) + &"b".repeat(1000);
        assert_eq!(words(&long).iter().map(|(word, _)| word.chars().count()).max(), Some(MOST_LETTERS));
    }

    #[test]
    fn whatever_is_typed_is_words_to_look_for() {
        for (typed, expected) in [
            ("领", "领"),
            ("領土", "领+土"),
            ("边界 border", "边+界|border"),
            ("边界border", "边+界+border"),
            ("\u{3000}边界\tborders  边界 ", "边+界|border"),
            ("\"边界 谈判\"", "边+界|谈+判"),
            ("border AND NOT (frontier OR \"line*\")", "border|and|not|frontier|or|line"),
            ("NEAR(a b, 10)", "near+a|b|10"),
            ("words:边 ^边 -边 边*", "word+边|边"),
            ("💥 \u{202e} \" '' ; --", ""),
            ("", ""),
        ] {
            let query = Query::new(typed);
            let terms: Vec<String> = query.terms().iter().map(|term| term.join("+")).collect();
            assert_eq!(terms.join("|"), expected, "{typed:?}");
            assert_eq!(query.is_empty(), expected.is_empty());
        }
        let numbers: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
        for typed in ["界".repeat(10_000), "界 a ".repeat(5_000), numbers.join(" ")] {
            let query = Query::new(&typed);
            let words: usize = query.terms().iter().map(Vec::len).sum();
            assert!((1..=MOST_WORDS).contains(&words) && query.terms().len() <= MOST_TERMS);
        }
    }

    #[test]
    fn marks_stand_where_the_words_stand() {
        for (typed, text, expected) in [
            ("领土", "領土問題。领 土", &["領土", "领 土"][..]),
            ("羣", "群众 羣眾", &["群", "羣"]),
            ("𠮷", "a𠮷b", &["𠮷"]),
            ("边界 border", "The borders of 邊界", &["borders", "邊界"]),
            ("界边 边界", "界边界", &["界边界"]),
            ("界界", "界界界", &["界界界"]),
            ("来这", "稳定下来。这不是", &["来。这"]),
            ("go", "China’s men went", &["went"]),
            ("china", "China’s men", &["China’s"]),
            ("land", "领土", &[]),
        ] {
            let query = Query::new(typed);
            let marks = Finder::new(&query).marks(text);
            let found: Vec<&str> = marks.at.iter().filter_map(|at| text.get(at.clone())).collect();
            assert_eq!(found, expected, "{typed} / {text}");
        }
        let query = Query::new("边界 border 1962");
        let mut finder = Finder::new(&query);
        let (one, other) = (finder.marks("一九六二年边界"), finder.marks("The border in 1962"));
        assert!(!finder.is_met(&[&one]) && !finder.is_met(&[&other]) && finder.is_met(&[&one, &other]));
        assert!(!Finder::new(&Query::new("…")).is_met(&[&Marks::default()]));
    }

    proptest! {
        #[test]
        fn words_are_parts_of_the_text_in_order(text in "\\PC{0,40}") {
            let mut end = 0;
            for (word, at) in words(&text) {
                prop_assert!(end <= at.start && at.start < at.end);
                prop_assert!(text.get(at.clone()).is_some());
                prop_assert!(!word.is_empty() && word.chars().all(|char| char.is_alphanumeric() || is_han(char)));
                end = at.end;
            }
        }

        #[test]
        fn any_two_to_four_characters_are_found(text in "[领土邊羣囘𠮷，。 ]{0,12}", from in 0..12_usize, many in 2..5_usize) {
            let part: String = text.chars().skip(from).take(many).filter(|char| !char.is_whitespace()).collect();
            let query = Query::new(&part);
            let mut finder = Finder::new(&query);
            let marks = finder.marks(&text);
            prop_assert!(query.is_empty() || finder.is_met(&[&marks]), "{} in {}", part, text);
        }
    }
}
