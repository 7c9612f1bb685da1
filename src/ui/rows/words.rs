//! The word at a place of a text: by the dictionary in Chinese, by Unicode elsewhere.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::dictionary::Dictionary;
use crate::text::fold::fold_char;
use crate::text::script::is_han;

/// How far back, in characters, the cutting into words starts: no word is longer, and a cut that started wrong has
/// found its way by then.
const REACH: usize = 24;
/// Longest word outside Chinese that is looked for, in characters.
const LONGEST_WORD: usize = 100;

/// The bytes of the word that holds byte `at` of `text`; a run of blanks or marks counts as one.
pub(crate) fn word_at(text: &str, at: usize) -> Range<usize> {
    let Some((before, after)) = text.split_at_checked(at) else { return at..at };
    let Some(here) = after.chars().next().or_else(|| before.chars().next_back()) else { return at..at };
    if is_han(here) { chinese_word(before, after) } else { other_word(before, after) }
}

/// Cuts the run of Han around the place into words, the longest first from the left, and takes the one at the place.
fn chinese_word(before: &str, after: &str) -> Range<usize> {
    let back: usize = before.chars().rev().take_while(|&char| is_han(char)).take(REACH).map(char::len_utf8).sum();
    let run = before.chars().rev().take_while(|&char| is_han(char)).take(REACH).collect::<Vec<_>>().into_iter().rev();
    let chars: Vec<char> = run.chain(after.chars().take_while(|&char| is_han(char)).take(REACH)).collect();
    let folded: Vec<char> = chars.iter().copied().map(fold_char).collect();
    let at = before.len();
    // At the very end of a text the last character counts.
    let target = if after.is_empty() { at.saturating_sub(1) } else { at };
    let mut start = at - back;
    let mut nth = 0;
    while nth < chars.len() {
        let rest: String = folded.get(nth..).unwrap_or_default().iter().collect();
        let word = Dictionary::shared().longest(&rest).and_then(|bytes| rest.get(..bytes));
        let count = word.map_or(1, |word| word.chars().count().max(1));
        let bytes: usize = chars.iter().skip(nth).take(count).map(|char| char.len_utf8()).sum();
        if target < start + bytes {
            return start..start + bytes;
        }
        start += bytes;
        nth += count;
    }
    at..at
}

fn other_word(before: &str, after: &str) -> Range<usize> {
    let bounded = |char: &char| !is_han(*char);
    let back: usize = before.chars().rev().take_while(bounded).take(LONGEST_WORD).map(char::len_utf8).sum();
    let ahead: usize = after.chars().take_while(bounded).take(LONGEST_WORD).map(char::len_utf8).sum();
    let start = before.len() - back;
    let around = format!("{}{}", before.get(start..).unwrap_or_default(), after.get(..ahead).unwrap_or_default());
    let target = if after.is_empty() { back.saturating_sub(1) } else { back };
    let word = around.split_word_bound_indices().find(|(at, word)| target < at + word.len());
    word.map_or(before.len()..before.len(), |(at, word)| start + at..start + at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_both_languages() {
        for (text, part, expected) in [
            ("第7条：苏联政府声明", "政", "政府"),
            ("第7条：蘇聯政府聲明", "聯", "蘇聯"),
            ("The border isn't here", "sn't", "isn't"),
            ("来自 USSR 的", "SR", "USSR"),
            ("他们——", "—", "—"),
        ] {
            let at = text.find(part).unwrap();
            assert_eq!(text.get(word_at(text, at)), Some(expected), "{text} at {part}");
        }
        assert_eq!(word_at("边界", 6), 0..6);
        assert_eq!(word_at("", 0), 0..0);
    }
}
