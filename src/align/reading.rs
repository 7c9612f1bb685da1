//! Cutting the sentences of both sides into tokens.

use crate::model::Span;
use crate::text::dictionary::Dictionary;
use crate::text::fold::fold_char;
use crate::text::number::{self, Found};
use crate::text::script::is_han;
use crate::text::stem::stem;

use super::cores::Cores;
use super::names::{NameReader, Names};
use super::quotes;
use super::tokens::{TokenKind, Tokens, mark_class};

/// Sentences of a part that is worth a thread of its own.
const LEAST_PART: usize = 64;

/// Parts of a side to be read on a core each; what is read does not depend on where they are cut.
fn parts<'a, 'b>(sentences: &'a [&'b str], cores: Cores) -> Vec<&'a [&'b str]> {
    sentences.chunks(sentences.len().div_ceil(cores.count()).max(LEAST_PART)).collect()
}

/// The tokens of parts, put together.
fn joined(parts: impl Iterator<Item = Tokens>) -> Tokens {
    parts
        .reduce(|mut all, part| {
            all.append(&part);
            all
        })
        .unwrap_or_else(Tokens::new)
}

/// The tokens of the English side, and the names among them.
pub(super) fn english(sentences: &[&str], cores: Cores) -> (Tokens, Names) {
    let (tokens, words): (Vec<_>, Vec<_>) = cores.map(parts(sentences, cores), english_part).into_iter().unzip();
    let tokens = joined(tokens.into_iter());
    let names = Names::new(words.into_iter().flatten(), &tokens.vocabulary);
    (tokens, names)
}

/// The tokens of a part, and its words as they are written.
fn english_part<'a>(sentences: &[&'a str]) -> (Tokens, Vec<&'a str>) {
    let mut tokens = Tokens::new();
    let mut words = Vec::new();
    let mut stems = Stems::default();
    for sentence in sentences {
        read_english(sentence, &mut tokens, &mut words, &mut stems);
        tokens.end_sentence();
    }
    (tokens, words)
}

/// Stems already known, as stemming is the dearest part of reading.
type Stems<'a> = rustc_hash::FxHashMap<&'a str, String>;

fn read_english<'a>(sentence: &'a str, tokens: &mut Tokens, words: &mut Vec<&'a str>, stems: &mut Stems<'a>) {
    let mut numbers = number::english(sentence).into_iter().peekable();
    let mut before = None;
    let mut rest = sentence.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        while numbers.peek().is_some_and(|found| found.at.start <= start) {
            let Some(found) = numbers.next() else { break };
            push_number(&found, tokens);
        }
        if c.is_alphabetic() {
            let mut end = start + c.len_utf8();
            while let Some(&(at, next)) = rest.peek() {
                let inner = matches!(next, '\'' | '’')
                    && sentence.get(at + next.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
                if !next.is_alphabetic() && !inner {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            if let Some(word) = sentence.get(start..end) {
                words.push(word);
                let stem = stems.entry(word).or_insert_with(|| stem_of(word));
                tokens.push(TokenKind::Word, stem, Span::new(start, end));
            }
            before = Some('a');
            continue;
        }
        let after = rest.peek().map(|&(_, c)| c);
        let plain = quotes::plain(before, c, after);
        before = Some(c);
        let double = |mark| after == Some(mark);
        if c == '-' && double('-') || c == '.' && double('.') {
            // Two hyphens are a dash, and two full stops or more an ellipsis.
            let mut end = start + 1;
            while rest.next_if(|&(_, next)| next == c).is_some() {
                end += 1;
            }
            tokens.push(TokenKind::Mark, if c == '-' { "--" } else { "..." }, Span::new(start, end));
        } else if let Some(class) = mark_class(plain) {
            tokens.push(TokenKind::Mark, class, Span::new(start, start + c.len_utf8()));
        }
    }
}

/// The stem of an English word as it is written.
fn stem_of(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    stem(word.strip_suffix("'s").unwrap_or(&word))
}

/// The tokens of the Chinese side; remembers the names that it spells.
///
/// Words are the longest that the dictionary or a name of the other side gives, read in the folded character form.
pub(super) fn chinese(sentences: &[&str], names: &mut Names, cores: Cores) -> Tokens {
    let read = |part: &[&str]| {
        let mut tokens = Tokens::new();
        let mut reader = names.reader();
        let mut text = Folded::default();
        for sentence in part {
            text.fill(sentence);
            read_chinese(&text, &mut reader, &mut tokens);
            tokens.end_sentence();
        }
        (tokens, reader.found())
    };
    let (tokens, found): (Vec<_>, Vec<_>) = cores.map(parts(sentences, cores), read).into_iter().unzip();
    names.remember(found.into_iter());
    joined(tokens.into_iter())
}

/// A sentence in folded characters, with the bytes each of them has in the folded and in the written text.
#[derive(Default)]
struct Folded {
    text: String,
    chars: Vec<char>,
    /// Byte of `text` of each character, and its length at the end.
    at: Vec<u32>,
    /// Byte of the sentence of each character, and its length at the end.
    written: Vec<u32>,
}

impl Folded {
    fn fill(&mut self, sentence: &str) {
        self.text.clear();
        self.chars.clear();
        self.at.clear();
        self.written.clear();
        for (byte, c) in sentence.char_indices() {
            let folded = fold_char(c);
            self.at.push(self.text.len() as u32);
            self.written.push(byte as u32);
            self.chars.push(folded);
            self.text.push(folded);
        }
        self.at.push(self.text.len() as u32);
        self.written.push(sentence.len() as u32);
    }

    fn part(&self, start: usize, end: usize) -> &str {
        self.text.get(self.at[start] as usize..self.at[end] as usize).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.written[start], end: self.written[end] }
    }

    /// The character that starts at or after a byte of the folded text.
    fn character(&self, byte: usize) -> usize {
        self.at.partition_point(|&at| (at as usize) < byte).min(self.chars.len())
    }
}

fn read_chinese(text: &Folded, names: &mut NameReader<'_>, tokens: &mut Tokens) {
    let dictionary = Dictionary::shared();
    let mut numbers = number::chinese(&text.text).into_iter().peekable();
    let mut i = 0;
    while let Some(&c) = text.chars.get(i) {
        let byte = text.at[i] as usize;
        if let Some(found) = numbers.next_if(|found| found.at.start <= byte) {
            let end = text.character(found.at.end);
            // A single 一 or 三 is more often part of a word than a number.
            if end > i && (end - i > 1 || c.is_ascii_digit()) {
                let found = Found { at: text.written[i] as usize..text.written[end] as usize, ..found };
                push_number(&found, tokens);
                i = end;
                continue;
            }
        }
        if let Some(class) = mark_class(c) {
            let run = if matches!(c, '—' | '…') { run_of(c, &text.chars[i..]) } else { 1 };
            tokens.push(TokenKind::Mark, class, text.span(i, i + run));
            i += run;
        } else if c.is_ascii_alphabetic() {
            let length = text.chars[i..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
            let word = stem(&text.part(i, i + length).to_ascii_lowercase());
            tokens.push(TokenKind::Word, &word, text.span(i, i + length));
            i += length;
        } else if is_han(c) {
            let rest = text.part(i, text.chars.len());
            let word = dictionary.longest(rest).map_or(1, |bytes| text.character(byte + bytes) - i);
            let length = word.max(names.longest(&text.chars[i..]).unwrap_or(1));
            tokens.push(TokenKind::Word, text.part(i, i + length), text.span(i, i + length));
            i += length;
        } else {
            i += 1;
        }
    }
}

fn run_of(c: char, chars: &[char]) -> usize {
    chars.iter().take_while(|&&next| next == c).count()
}

/// A number is one token, whatever it is written with.
fn push_number(found: &Found, tokens: &mut Tokens) {
    tokens.push_number(found.value, Span::from(found.at.clone()));
}
