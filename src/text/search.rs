//! How texts are searched: what counts as a word, and what a person who types something looks for.
//!
//! A Chinese character is a word of its own, in its folded form ([`fold`](super::fold)); so is a character of any other
//! script that writes without blanks. Of other letters and digits the longest run is a word: in small letters, without
//! marks, as its stem ([`stem`](super::stem)). Nothing else is compared: no punctuation, and no blanks, so those that
//! OCR left between two characters part nothing.
//!
//! The library's index holds what is made here: a change of it is a new form of the library.

use std::ops::Range;

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

/// A word of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// What is compared: letters, digits and characters only.
    pub text: String,
    /// Where it stands: bytes of the text.
    pub at: Range<usize>,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> impl Iterator<Item = Word> + use<'_> {
    Words { text, at: 0 }
}

struct Words<'a> {
    text: &'a str,
    at: usize,
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

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        loop {
            let start = self.at;
            let char = self.text.get(start..)?.chars().next()?;
            self.at += char.len_utf8();
            match role(char) {
                Role::Alone => {
                    return Some(Word { text: fold_char(char).to_lowercase().collect(), at: start..self.at });
                }
                Role::Letter => {
                    if let Some(word) = self.run(start) {
                        return Some(word);
                    }
                }
                Role::Apostrophe | Role::Nothing | Role::Between => (),
            }
        }
    }
}

impl Words<'_> {
    /// The word that starts at `start`; `self.at` comes to stand behind it.
    fn run(&mut self, start: usize) -> Option<Word> {
        let rest = self.text.get(start..)?;
        let mut letters = String::new();
        let mut end = 0;
        for (at, char) in rest.char_indices() {
            match role(char) {
                Role::Letter => {
                    push_plain(&mut letters, char);
                    end = at + char.len_utf8();
                }
                // One that no letter follows is cut off below.
                Role::Apostrophe => letters.push('\''),
                Role::Nothing => (),
                Role::Alone | Role::Between => break,
            }
        }
        self.at = start + end;
        let text = compared(letters.trim_end_matches('\''));
        (!text.is_empty()).then_some(Word { text, at: start..self.at })
    }
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
        let mut terms: Vec<Vec<String>> = Vec::new();
        let mut left = MOST_WORDS;
        for part in typed.split_whitespace() {
            let term: Vec<String> = words(part).take(left).map(|word| word.text).collect();
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

    /// Where `text` meets it.
    pub fn marks(&self, text: &str) -> Marks {
        let words: Vec<Word> = words(text).collect();
        let mut marks = Marks::default();
        for (nth, term) in self.terms.iter().enumerate() {
            for window in words.windows(term.len()) {
                if window.iter().zip(term).all(|(word, wanted)| word.text == *wanted) {
                    marks.terms |= 1 << nth;
                    let (first, last) = (&window[0], &window[window.len() - 1]);
                    marks.at.push(first.at.start..last.at.end);
                }
            }
        }
        marks.at.sort_by_key(|at| (at.start, at.end));
        marks.at.dedup_by(|next, last| {
            let joins = next.start <= last.end;
            if joins {
                last.end = last.end.max(next.end);
            }
            joins
        });
        marks
    }

    /// Whether texts that belong together, each with its marks, meet all of it.
    pub fn is_met(&self, by: &[&Marks]) -> bool {
        let met = by.iter().fold(0, |met, marks| met | marks.terms);
        !self.is_empty() && met.count_ones() as usize == self.terms.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compared_words(text: &str) -> String {
        words(text).map(|word| word.text).collect::<Vec<_>>().join(" ")
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
        assert_eq!(words(&long).map(|word| word.text.chars().count()).max(), Some(MOST_LETTERS));
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
            let marks = Query::new(typed).marks(text);
            let found: Vec<&str> = marks.at.iter().filter_map(|at| text.get(at.clone())).collect();
            assert_eq!(found, expected, "{typed} / {text}");
        }
        let query = Query::new("边界 border 1962");
        let (one, other) = (query.marks("一九六二年边界"), query.marks("The border in 1962"));
        assert!(!query.is_met(&[&one]) && !query.is_met(&[&other]) && query.is_met(&[&one, &other]));
        assert!(!Query::new("…").is_met(&[&Marks::default()]));
    }

    proptest! {
        #[test]
        fn words_are_parts_of_the_text_in_order(text in "\\PC{0,40}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(end <= word.at.start && word.at.start < word.at.end);
                prop_assert!(text.get(word.at.clone()).is_some());
                prop_assert!(!word.text.is_empty() && word.text.chars().all(|char| char.is_alphanumeric() || is_han(char)));
                end = word.at.end;
            }
        }

        #[test]
        fn any_two_to_four_characters_are_found(text in "[领土邊羣囘𠮷，。 ]{0,12}", from in 0..12_usize, many in 2..5_usize) {
            let part: String = text.chars().skip(from).take(many).filter(|char| !char.is_whitespace()).collect();
            let query = Query::new(&part);
            prop_assert!(query.is_empty() || query.is_met(&[&query.marks(&text)]), "{} in {}", part, text);
        }
    }
}
