//! Ends of English sentences.

use super::{Kind, Place};
use crate::text::script::is_han;

/// Whether the sentence ends at `place`.
pub(super) fn ends(place: &Place<'_>) -> bool {
    let after = place.after();
    if after.is_empty() {
        return true;
    }
    if !place.blank_follows() {
        return place.run.kind != Kind::Ellipsis && blank_was_lost(place);
    }
    let Some(next) = after.chars().find(|char| !opens(*char)) else { return true };
    if next.is_lowercase() && !is_item_mark(after) || matches!(next, ',' | ';' | ':' | ')' | ']') {
        return false;
    }
    place.run.kind != Kind::Stop || stop_ends(place, next)
}

/// Quotes and brackets that may stand before the first word of a sentence.
fn opens(char: char) -> bool {
    matches!(char, '"' | '\'' | '“' | '‘' | '(' | '[' | '«' | '「' | '（' | '*')
}

/// `(a) ` or `"(iv) `: an item of a list starts.
fn is_item_mark(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“']);
    let Some(rest) = text.strip_prefix('(') else { return false };
    let length = rest.bytes().take(5).position(|byte| byte == b')').unwrap_or_default();
    let mark = rest.get(..length).unwrap_or_default();
    mark.len() == 1 || !mark.is_empty() && mark.bytes().all(|byte| b"ivx".contains(&byte))
}

/// `territory.This` lost its blank, `main.rs` and `U.S.` never had one.
fn blank_was_lost(place: &Place<'_>) -> bool {
    let mut before = place.before().chars().rev();
    let lower = before.by_ref().take(2).filter(|char| char.is_lowercase()).count() == 2;
    let mut after = place.after().chars();
    let next = after.next();
    let starts = match next {
        None | Some('(' | '“') => true,
        Some(char) if char.is_uppercase() => after.next().is_some_and(char::is_lowercase),
        Some(char) => is_han(char),
    };
    let sure = place.run.kind == Kind::Sure || !last_word(place.before()).contains(['.', '/', '@', ':', '_']);
    starts && (lower || place.run.closed()) && sure
}

/// Whether a full stop with a blank after it, and no small letter after that, ends the sentence.
fn stop_ends(place: &Place<'_>, next: char) -> bool {
    if place.run.closed() {
        return true;
    }
    if is_item_number(place.before()) {
        return false;
    }
    let word = last_word(place.before());
    let lower = word.to_lowercase();
    if TITLES.contains(&&*lower) && word.starts_with(char::is_uppercase) || ALWAYS_MID.contains(&&*lower) {
        return false;
    }
    if BEFORE_NUMBERS.contains(&&*lower) && (next.is_ascii_digit() || is_roman(place.after())) {
        return false;
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    if word == "I" && place.before().trim_end_matches('I').trim_end().ends_with(char::is_lowercase) {
        return true;
    }
    if initial && next.is_ascii_digit() {
        return true;
    }
    if initial || is_acronym(word) || MAYBE_MID.contains(&&*lower) {
        return starts_sentence(place.after());
    }
    true
}

/// The word at the end of `text`, at most 24 characters of it: longer ones are no abbreviations.
fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, char)| !char.is_whitespace() && !opens(*char) && !matches!(char, '—' | '–' | '-'))
        .last();
    start.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// `1` or `IV` or `a`, alone since the sentence started: the number of an item.
fn is_item_number(sentence: &str) -> bool {
    // What a sentence of some length ends with tells enough; looking at all of it would not be linear.
    let tail = sentence.char_indices().rev().nth(20).map_or(0, |(at, _)| at);
    let mark = sentence.get(tail..).unwrap_or_default().trim_start().trim_start_matches(opens);
    // … as follows: 1. The first.
    let rest = mark.trim_end_matches(|char: char| char.is_ascii_digit());
    let digits = mark.len() - rest.len();
    if (1..4).contains(&digits) && rest.trim_end().ends_with([':', ';', ',']) && rest.ends_with(char::is_whitespace) {
        return true;
    }
    match mark.len() {
        _ if tail > 0 => false,
        1 => mark.starts_with(|char: char| char.is_ascii_alphanumeric()),
        2..=4 => {
            mark.bytes().all(|byte| b"IVXL".contains(&byte))
                || mark.len() < 4 && mark.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// `U.S.S.R`, `a.m`: single letters with stops between them.
fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.starts_with(char::is_alphabetic))
}

fn is_roman(text: &str) -> bool {
    let word = text.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
    // `I` alone is more often the pronoun: “No. I won't.”
    !matches!(word, "" | "I") && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// Whether the first word is one that starts sentences but hardly ever follows an abbreviation as part of a name.
fn starts_sentence(text: &str) -> bool {
    let text = text.trim_start_matches(opens);
    let word = text.split(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    word.starts_with(char::is_uppercase) && STARTERS.contains(&&*word.to_lowercase())
}

/// A name always follows.
const TITLES: &[&str] = &[
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "comdr", "dr", "drs", "fr", "gen", "gov", "hon", "lt", "maj",
    "messrs", "mlle", "mme", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "rev", "sen", "sgt", "st", "supt",
];
/// Something always follows.
const ALWAYS_MID: &[&str] =
    &["cf", "e.g", "eg", "i.e", "ie", "viz", "vs", "v", "c", "ca", "esp", "tr", "trans", "ed", "eds"];
/// Abbreviations only before a number.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "p", "pp", "vol", "vols", "ch", "chap", "fig", "figs", "sec", "sect", "art", "arts", "para", "paras",
    "par", "doc", "docs", "f", "fol", "ff", "n", "nn", "bk", "pt", "ser", "suppl", "res", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "tel", "ext", "box",
];
/// Abbreviations that also end sentences.
const MAYBE_MID: &[&str] = &[
    "etc", "al", "inc", "ltd", "co", "corp", "bros", "jr", "sr", "dept", "dist", "gov't", "univ", "ave", "blvd", "rd",
    "ph.d", "d.phil", "b.c", "a.d", "est", "assn", "nat", "intl", "op", "cit", "ibid", "ed.d", "esq",
];
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "during",
    "each",
    "even",
    "every",
    "finally",
    "first",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "is",
    "it",
    "its",
    "later",
    "many",
    "meanwhile",
    "moreover",
    "most",
    "my",
    "no",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "our",
    "she",
    "since",
    "so",
    "some",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "thus",
    "to",
    "today",
    "under",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "why",
    "with",
    "yes",
    "yet",
    "you",
    "your",
];
