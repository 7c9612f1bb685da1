//! What the dictionary says of a line: which words it is made of, and whether a cut went through one.

use crate::text::dictionary::Dictionary;
use crate::text::fold::fold;
use crate::text::script::is_han;

/// The words of the dictionary, as the rules of this folder ask for them.
#[derive(Clone, Copy)]
pub(super) struct Words {
    dictionary: &'static Dictionary,
}

/// A stretch of Chinese text: a word of the dictionary, or a character that starts none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    Word(&'a str),
    Single(char),
}

impl Words {
    pub(super) fn new() -> Self {
        Self { dictionary: Dictionary::shared() }
    }

    /// Whether a word of two to four characters starts in the last of `before` and ends in the first of `after`.
    pub(super) fn cross(self, before: &str, after: &str) -> bool {
        let tail: Vec<char> = before.chars().rev().take(3).take_while(|c| is_han(*c)).collect();
        let head: String = after.chars().take(3).take_while(|c| is_han(*c)).collect();
        (1..=tail.len()).any(|left| {
            let start: String = tail.iter().take(left).rev().collect();
            let folded = fold(&(start.clone() + &head));
            self.dictionary.longest(&folded).is_some_and(|length| length > fold(&start).len())
        })
    }

    /// The words and characters of the Chinese in `folded`, longest word first; what is not Chinese is passed over.
    pub(super) fn tokens(self, folded: &str) -> Vec<Token<'_>> {
        let mut tokens = Vec::new();
        let mut rest = folded;
        while let Some(c) = rest.chars().next() {
            let word = if is_han(c) { self.dictionary.longest(rest) } else { None };
            let (token, after) = match word.and_then(|length| rest.split_at_checked(length)) {
                Some((word, after)) => (Some(Token::Word(word)), after),
                None => (is_han(c).then_some(Token::Single(c)), rest.get(c.len_utf8()..).unwrap_or_default()),
            };
            tokens.extend(token);
            rest = after;
        }
        tokens
    }
}
