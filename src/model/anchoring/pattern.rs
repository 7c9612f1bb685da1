//! What is looked for: a quotation and its context in comparable form.

use super::plain::{Plain, plain, plain_char};
use crate::model::{CONTEXT, Selector};

/// A quotation longer than this is found by its head and its tail, this many characters of each at most.
pub(super) const LONG: usize = 512;

/// A quotation with its context, in comparable characters.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What stands before, at most [`CONTEXT`] characters.
    pub(super) prefix: Vec<char>,
    /// What is looked for; never empty.
    pub(super) quote: Vec<char>,
    /// What stands after, at most [`CONTEXT`] characters.
    pub(super) suffix: Vec<char>,
    /// How many characters of the prefix belong to the sentence that the quotation begins in.
    pub(super) left: usize,
    /// How many characters of the suffix belong to the sentence that the quotation ends in.
    pub(super) right: usize,
    /// Where it stood, in code points, if that is known.
    pub(super) stood: Option<(u32, u32)>,
    /// A place between characters is looked for by what follows or precedes it.
    pub(super) edge: Option<Edge>,
}

/// Which end of the quotation is the place looked for, if it is not the whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    /// Its start.
    Start,
    /// Its end.
    End,
}

impl Pattern {
    /// What to look for to find `selector` again; nothing where it quotes nothing.
    pub(super) fn new(selector: &Selector) -> Option<Self> {
        Self::with_context(selector, CONTEXT)
    }

    /// The sentences that a quotation is a part of, as far as the context of `selector` goes, and nothing around them.
    pub(super) fn in_sentence(selector: &Selector) -> Option<Self> {
        let mut pattern = Self::with_context(selector, usize::MAX)?;
        pattern.prefix.drain(..pattern.prefix.len() - pattern.left);
        pattern.suffix.truncate(pattern.right);
        Some(pattern)
    }

    fn with_context(selector: &Selector, most: usize) -> Option<Self> {
        let mut prefix: Vec<char> = selector.prefix.chars().rev().filter_map(plain_char).take(most).collect::<Vec<_>>();
        prefix.reverse();
        let suffix: Vec<char> = selector.suffix.chars().filter_map(plain_char).take(most).collect();
        let stood = (selector.end > selector.start).then_some((selector.start, selector.end));
        let quote = plain(&selector.exact);
        let pattern = Self { prefix, quote, suffix, left: 0, right: 0, stood, edge: None };
        if !pattern.quote.is_empty() {
            let left = sentence_before(&selector.prefix).min(pattern.prefix.len());
            let right = sentence_after(&selector.exact, &selector.suffix).min(pattern.suffix.len());
            return Some(Self { left, right, ..pattern });
        }
        let stood = Some((selector.start, selector.end));
        if pattern.suffix.is_empty() {
            let quote = pattern.prefix;
            return (!quote.is_empty()).then_some(Self {
                prefix: Vec::new(),
                quote,
                stood,
                edge: Some(Edge::End),
                ..pattern
            });
        }
        let quote = pattern.suffix;
        Some(Self { quote, suffix: Vec::new(), stood, edge: Some(Edge::Start), ..pattern })
    }

    /// Context, quotation, context.
    pub(super) fn whole(&self) -> Vec<char> {
        [self.prefix.as_slice(), &self.quote, &self.suffix].concat()
    }

    /// The first or the last characters of a long quotation as a pattern of their own.
    pub(super) fn ends(&self) -> (Self, Self) {
        let half = LONG / 2;
        let (head, rest) = self.quote.split_at(half.min(self.quote.len()));
        let (before, tail) = self.quote.split_at(self.quote.len().saturating_sub(half));
        let head = Self {
            quote: head.to_vec(),
            suffix: rest.iter().copied().take(CONTEXT).collect(),
            right: 0,
            ..self.clone()
        };
        let context = before.get(before.len().saturating_sub(CONTEXT)..).unwrap_or_default();
        let stood = self.stood.map(|(start, end)| (end.saturating_sub(half as u32).max(start), end));
        let tail = Self { prefix: context.to_vec(), quote: tail.to_vec(), left: 0, stood, ..self.clone() };
        (head, tail)
    }

    /// The code points of `text` that a match of the quotation at `start..end` stands for. Blanks that the quotation
    /// begins or ends with belong to it where they are there.
    pub(super) fn place(&self, text: &Plain, selector: &Selector, start: usize, end: usize) -> (u32, u32) {
        let (first, last) = text.span(start, end);
        match self.edge {
            Some(Edge::Start) => return (first, first),
            Some(Edge::End) => return (last, last),
            None => (),
        }
        let blanks = |one: &char| plain_char(*one).is_none();
        let lead = selector.exact.chars().take_while(blanks).count() as u32;
        let trail = selector.exact.chars().rev().take_while(blanks).count() as u32;
        let wider = (first.checked_sub(lead), last + trail);
        if let (Some(from), to) = wider {
            let held = text.raw.get(from as usize..to as usize);
            if held.is_some_and(|held| held.iter().copied().eq(selector.exact.chars())) {
                return (from, to);
            }
        }
        (first, last)
    }
}

/// How many comparable characters at the end of `prefix` belong to the sentence that goes on after it.
fn sentence_before(prefix: &str) -> usize {
    let mut count = 0;
    let mut after: Option<char> = None;
    for char in prefix.chars().rev() {
        if ends_sentence(char, after) {
            break;
        }
        count += usize::from(plain_char(char).is_some());
        after = Some(char);
    }
    count
}

/// How many comparable characters at the start of `suffix` belong to the sentence that `quote` breaks off.
fn sentence_after(quote: &str, suffix: &str) -> usize {
    let first = suffix.chars().next();
    let closing = |char: &char| "”’」』）)\"'".contains(*char);
    if quote.chars().rev().find(|char| !closing(char)).is_some_and(|char| ends_sentence(char, first)) {
        return 0;
    }
    let mut count = 0;
    let mut rest = suffix.chars().peekable();
    while let Some(char) = rest.next() {
        count += usize::from(plain_char(char).is_some());
        if ends_sentence(char, rest.peek().copied()) {
            break;
        }
    }
    count
}

fn ends_sentence(char: char, after: Option<char>) -> bool {
    match char {
        '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n' => true,
        '.' => after.is_none_or(char::is_whitespace),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_around_a_quotation_is_known() {
        for (prefix, exact, suffix, expected) in [
            ("来了。会议", "通过", "张三。会议", ("会议", "张三.")),
            ("来了。", "会议通过张三。", "会议通过李四。", ("", "")),
            ("in 1962. The ", "council", " met Li. It", ("The", "metLi.")),
            ("of 3.5 per cent ", "of", " all", ("of3.5percent", "all")),
            ("", "他說：「好。」", "又", ("", "")),
        ] {
            let selector =
                Selector { start: 3, end: 9, exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() };
            let pattern = Pattern::new(&selector).expect("it quotes something");
            let before: String = pattern.prefix[pattern.prefix.len() - pattern.left..].iter().collect();
            let after: String = pattern.suffix[..pattern.right].iter().collect();
            assert_eq!((before.as_str(), after.as_str()), expected, "{prefix}|{exact}|{suffix}");
        }
    }
}
