//! Finds the numbers and dates of an English text.

use std::ops::Range;

use super::english_words::{Word, month, word};
use super::{Found, Value};

/// The numbers and dates of `text`, in order.
pub fn english(text: &str) -> Vec<Found> {
    let tokens = Tokens { text, all: tokenise(text) };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        match date(&tokens, at).or_else(|| number(&tokens, at)) {
            Some((value, next)) => {
                found.push(Found { at: tokens.range(at, next), value });
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// A word of letters or a number of digits.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    /// What the digits say; none for a word.
    number: Option<f64>,
    /// What the word says about a number.
    kind: Option<Word>,
}

struct Tokens<'a> {
    text: &'a str,
    all: Vec<Token>,
}

impl<'a> Tokens<'a> {
    fn word(&self, nth: usize) -> &'a str {
        self.all.get(nth).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    fn lower(&self, nth: usize) -> String {
        self.word(nth).to_ascii_lowercase()
    }

    fn digits(&self, nth: usize) -> Option<f64> {
        self.all.get(nth)?.number
    }

    fn kind(&self, nth: usize) -> Option<Word> {
        self.all.get(nth)?.kind
    }

    /// What stands between a token and the one before it.
    fn gap(&self, nth: usize) -> &'a str {
        let span = nth.checked_sub(1).and_then(|before| Some(self.all.get(before)?.end..self.all.get(nth)?.start));
        span.and_then(|span| self.text.get(span)).unwrap_or("\u{0}")
    }

    /// Whether a token follows the one before it in the same phrase: after blanks or a hyphen.
    fn joined(&self, nth: usize) -> bool {
        let gap = self.gap(nth);
        matches!(gap, " " | "-" | "\u{2010}" | "\u{2011}") || !gap.is_empty() && gap.chars().all(char::is_whitespace)
    }

    fn range(&self, first: usize, next: usize) -> Range<usize> {
        let start = self.all.get(first).map_or(0, |token| token.start);
        let end = next.checked_sub(1).and_then(|last| self.all.get(last)).map_or(start, |token| token.end);
        // The sign belongs to its number.
        let rest = self.text.get(end..).unwrap_or_default();
        let sign = rest.len() - rest.trim_start_matches(' ').len();
        let percent = rest.get(sign..).is_some_and(|rest| rest.starts_with('%')) && self.digits(next - 1).is_some();
        start..if percent { end + sign + 1 } else { end }
    }

    fn percent_follows(&self, next: usize) -> bool {
        let Some(last) = next.checked_sub(1).and_then(|last| self.all.get(last)) else { return false };
        last.number.is_some()
            && self.text.get(last.end..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('%'))
    }
}

fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, char)) = chars.peek() {
        if char.is_ascii_digit() {
            let (number, length) = digits(text.get(start..).unwrap_or_default());
            tokens.push(Token { start, end: start + length, number: Some(number), kind: None });
            while chars.next_if(|(at, _)| *at < start + length).is_some() {}
        } else if char.is_alphabetic() {
            let mut end = start;
            while let Some((at, char)) = chars.next_if(|(_, char)| char.is_alphabetic()) {
                end = at + char.len_utf8();
            }
            let kind = text.get(start..end).and_then(word);
            tokens.push(Token { start, end, number: None, kind });
        } else {
            chars.next();
        }
    }
    tokens
}

/// Digits with group commas and a decimal point: what they say, and how many bytes they are.
fn digits(text: &str) -> (f64, usize) {
    let bytes = text.as_bytes();
    let run = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(0);
    // 468,900, or 468 900 as the United Nations write it.
    let group =
        |end: usize| (1..5).take_while(|ahead| bytes.get(end + ahead).is_some_and(u8::is_ascii_digit)).count() == 3;
    let separator = bytes.get(end).copied().filter(|byte| b", ".contains(byte) && end < 4);
    while separator.is_some() && bytes.get(end).copied() == separator && group(end) {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end += 1 + run(end + 1);
    }
    let written: String =
        text.get(..end).unwrap_or_default().chars().filter(|char| !matches!(char, ',' | ' ')).collect();
    (written.parse().unwrap_or_default(), end)
}

/// A date that starts at token `at`, and the token after it.
fn date(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    month_first(tokens, at).or_else(|| day_first(tokens, at)).or_else(|| iso_date(tokens, at))
}

/// June 26th, 1962; June 1962; June.
fn month_first(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    let named = month(tokens.word(at))?;
    let near =
        |nth: usize| matches!(tokens.gap(nth).trim_start_matches('.').trim(), "" | ",") && !tokens.gap(nth).is_empty();
    if let Some((day, next)) = day(tokens, at + 1).filter(|_| near(at + 1)) {
        let year = year(tokens, next).filter(|_| near(next));
        return Some((date_value(year, Some(named), Some(day)), next + usize::from(year.is_some())));
    }
    let of = usize::from(tokens.word(at + 1) == "of");
    if let Some(year) = year(tokens, at + 1 + of).filter(|_| near(at + 1 + of)) {
        return Some((date_value(Some(year), Some(named), None), at + 2 + of));
    }
    // May, March and the short forms are words and names too.
    let alone = tokens.word(at).len() > 3 && tokens.word(at) != "March" && tokens.word(at) != "Sept";
    alone.then_some((date_value(None, Some(named), None), at + 1))
}

/// 26 June 1962; the 8th of June.
fn day_first(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    let (day, next) = day(tokens, at)?;
    let of = usize::from(tokens.word(next) == "of" && tokens.joined(next));
    let named = month(tokens.word(next + of)).filter(|_| tokens.joined(next + of))?;
    let next = next + of + 1;
    let near = matches!(tokens.gap(next).trim_start_matches('.').trim(), "" | ",");
    let year = year(tokens, next).filter(|_| near);
    Some((date_value(year, Some(named), Some(day)), next + usize::from(year.is_some())))
}

/// 1962-08-09.
fn iso_date(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    let year = year(tokens, at)?;
    let part = |nth: usize, most: f64| {
        let number = tokens.digits(nth).filter(|number| (1.0..=most).contains(number) && number.fract() == 0.0);
        number.filter(|_| matches!(tokens.gap(nth), "-" | "/")).map(|number| number as u8)
    };
    Some((date_value(Some(year), Some(part(at + 1, 12.0)?), Some(part(at + 2, 31.0)?)), at + 3))
}

fn date_value(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Value {
    Value::Date { year, month, day }
}

fn year(tokens: &Tokens<'_>, at: usize) -> Option<i32> {
    let number = tokens.digits(at)?;
    (tokens.word(at).len() == 4 && (1000.0..2200.0).contains(&number)).then_some(number as i32)
}

/// A day of the month in digits or as an ordinal word, and the token after it.
fn day(tokens: &Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let (value, next) = if let Some(number) = tokens.digits(at) {
        (number, at + 1 + usize::from(ordinal_ending(tokens, at + 1)))
    } else {
        let phrase = cardinal(tokens, at).filter(|phrase| phrase.ordinal)?;
        (phrase.value, phrase.next)
    };
    (value.fract() == 0.0 && (1.0..=31.0).contains(&value)).then_some((value as u8, next))
}

fn ordinal_ending(tokens: &Tokens<'_>, nth: usize) -> bool {
    tokens.gap(nth).is_empty() && matches!(tokens.word(nth), "st" | "nd" | "rd" | "th")
}

/// A number that starts at token `at`, and the token after it.
fn number(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    if let Some(found) = decade(tokens, at).or_else(|| many(tokens, at)).or_else(|| several(tokens, at)) {
        return Some(found);
    }
    let phrase = half(tokens, at).or_else(|| cardinal(tokens, at))?;
    if phrase.next == at + 1 && !counts_alone(tokens, at) {
        return None;
    }
    let next = phrase.next;
    if tokens.percent_follows(next) {
        return Some((Value::Percent(phrase.value), next));
    }
    let percent = match (&*tokens.lower(next), &*tokens.lower(next + 1)) {
        ("percent", _) => 1,
        ("per", "cent") => 2,
        _ => return Some((Value::Number(phrase.value), next)),
    };
    Some((Value::Percent(phrase.value), next + percent))
}

/// 1960s, the sixties, '60s.
fn decade(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    let (start, next) = match (tokens.digits(at), tokens.kind(at)) {
        (Some(number), _)
            if number % 10.0 == 0.0 && matches!(tokens.gap(at + 1), "" | "'" | "’") && tokens.word(at + 1) == "s" =>
        {
            match number {
                1000.0..2200.0 => (number, at + 2),
                20.0..100.0 => (1900.0 + number, at + 2),
                _ => return None,
            }
        }
        (None, Some(Word::Decade(start))) => (start, at + 1),
        _ => return None,
    };
    Some((Value::Approximate { low: start, high: start + 9.0 }, next))
}

/// Dozens, tens of thousands.
fn many(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    let Some(Word::Many(mut low, mut high)) = tokens.kind(at) else { return None };
    let mut next = at + 1;
    while tokens.word(next) == "of" && tokens.joined(next) && tokens.joined(next + 1) {
        let Some(Word::Many(unit, _)) = tokens.kind(next + 1) else { break };
        (low, high) = (low * unit / 2.0, (high + 1.0) * unit / 2.0 - 1.0);
        next += 2;
    }
    // “Tens” alone are marks at school.
    (next > at + 1 || tokens.lower(at) != "tens").then_some((Value::Approximate { low, high }, next))
}

/// Several hundred, a few thousand.
fn several(tokens: &Tokens<'_>, at: usize) -> Option<(Value, usize)> {
    if !matches!(&*tokens.lower(at), "several" | "few") || !tokens.joined(at + 1) {
        return None;
    }
    let mut unit = 1.0;
    let mut next = at + 1;
    while let Some(Word::Scale(scale)) = tokens.kind(next).filter(|_| tokens.joined(next)) {
        (unit, next) = (unit * scale, next + 1);
    }
    (next > at + 1).then_some((Value::Approximate { low: 2.0 * unit, high: 10.0 * unit - 1.0 }, next))
}

/// A number phrase.
struct Phrase {
    value: f64,
    next: usize,
    ordinal: bool,
}

/// Half, a half, half a million.
fn half(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    if tokens.lower(at) != "half" {
        return None;
    }
    let article = usize::from(matches!(tokens.word(at + 1), "a" | "an") && tokens.joined(at + 1));
    let next = at + 1 + article;
    match tokens.kind(next).filter(|_| tokens.joined(next)) {
        Some(Word::Scale(scale)) => Some(Phrase { value: scale / 2.0, next: next + 1, ordinal: false }),
        _ => Some(Phrase { value: 0.5, next: at + 1, ordinal: false }),
    }
}

/// The number under way.
#[derive(Default)]
struct Sum {
    total: f64,
    group: f64,
    last: Option<Word>,
}

impl Sum {
    /// Adds a word; false where it does not go on with the number.
    fn take(&mut self, word: Word) -> bool {
        let counted = if self.group > 0.0 { self.group } else { 1.0 };
        match (word, self.last) {
            (Word::Small(value) | Word::Tens(value), None | Some(Word::Scale(_))) => self.group += value,
            (Word::Small(value), Some(Word::Tens(_))) if (1.0..10.0).contains(&value) => self.group += value,
            // Nineteen sixty-two.
            (Word::Tens(value), Some(Word::Small(century))) if (11.0..20.0).contains(&century) && self.total == 0.0 => {
                self.group = self.group * 100.0 + value;
            }
            (Word::Scale(scale), _) if scale < 1e3 => self.group = counted * scale,
            // Two thousand million.
            (Word::Scale(scale), _) if self.group == 0.0 && self.total > 0.0 => self.total *= scale,
            (Word::Scale(scale), _) => {
                self.total += counted * scale;
                self.group = 0.0;
            }
            _ => return false,
        }
        self.last = Some(word);
        true
    }
}

/// Digits or number words that start at token `at`.
fn cardinal(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    let mut sum = Sum::default();
    let mut next = at;
    if let Some(number) = tokens.digits(at) {
        if ordinal_ending(tokens, at + 1) {
            return Some(Phrase { value: number, next: at + 2, ordinal: true });
        }
        sum.group = number;
        sum.last = Some(Word::Parts(0.0));
        next += 1;
    } else if matches!(&*tokens.lower(at), "a" | "an") {
        // A hundred, a third of.
        if !tokens.joined(at + 1) {
            return None;
        }
        match tokens.kind(at + 1) {
            Some(Word::Scale(_)) => {}
            Some(Word::Ordinal(parts)) if parts > 2.0 && tokens.word(at + 2) == "of" => {
                return Some(Phrase { value: 1.0 / parts, next: at + 2, ordinal: false });
            }
            Some(Word::Parts(parts)) if tokens.word(at + 2) == "of" => {
                return Some(Phrase { value: 1.0 / parts, next: at + 2, ordinal: false });
            }
            _ => return None,
        }
        next += 1;
    }
    loop {
        let started = next > at;
        if started && sum.last.is_some() && !tokens.joined(next) {
            break;
        }
        let and = usize::from(
            tokens.word(next) == "and" && matches!(sum.last, Some(Word::Scale(_))) && tokens.joined(next + 1),
        );
        match tokens.kind(next + and) {
            Some(Word::Ordinal(value)) if matches!(sum.last, None | Some(Word::Tens(_) | Word::Scale(_))) => {
                return Some(Phrase { value: sum.total + sum.group + value, next: next + and + 1, ordinal: true });
            }
            // Two-thirds, one third.
            Some(Word::Parts(parts) | Word::Ordinal(parts))
                if parts > 2.0 && and == 0 && is_count(&sum, tokens.kind(next)) =>
            {
                return Some(Phrase { value: sum.group / parts, next: next + 1, ordinal: false });
            }
            Some(word) if sum.take(word) => next += and + 1,
            _ => break,
        }
    }
    sum.last?;
    // Two and a half, with or without a million after it.
    let halved =
        sum.total == 0.0 && ["and", "a", "half"].iter().enumerate().all(|(nth, word)| tokens.word(next + nth) == *word);
    if halved {
        (sum.group, next) = (sum.group + 0.5, next + 3);
        if let Some(word @ Word::Scale(_)) = tokens.kind(next).filter(|_| tokens.joined(next)) {
            sum.take(word);
            next += 1;
        }
    }
    Some(Phrase { value: sum.total + sum.group, next, ordinal: false })
}

/// Whether the number so far can count the parts that follow: one third, two thirds.
fn is_count(sum: &Sum, parts: Option<Word>) -> bool {
    let one = matches!(sum.last, Some(Word::Small(1.0)));
    let more = matches!(sum.last, Some(Word::Small(_)));
    sum.total == 0.0 && if matches!(parts, Some(Word::Ordinal(_))) { one } else { more }
}

/// Whether a number word of its own counts something: one person does, “no one” and “one of them” do not.
fn counts_alone(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|_| tokens.joined(at)).map(|before| tokens.lower(before)).unwrap_or_default();
    let after = tokens.lower(at + 1);
    match &*tokens.lower(at) {
        "one" => {
            !NO_COUNT_BEFORE.contains(&&*before)
                && !NO_COUNT_AFTER.contains(&&*after)
                && !after.is_empty()
                && tokens.joined(at + 1)
        }
        "second" => {
            matches!(&*before, "the" | "a" | "his" | "her" | "its" | "their" | "our")
                || tokens.gap(at + 1).starts_with(',')
        }
        "hundred" | "thousand" | "dozen" | "quarter" => false,
        _ => true,
    }
}

const NO_COUNT_BEFORE: &[&str] =
    &["no", "any", "every", "some", "each", "this", "that", "which", "another", "the", "only", "good", "a", "not"];

const NO_COUNT_AFTER: &[&str] = &[
    "of", "another", "s", "who", "can", "could", "may", "might", "must", "should", "would", "will", "has", "had", "is",
    "was", "and", "or", "to", "else", "that", "which", "by", "in", "at", "on", "with", "does", "did", "cannot", "then",
    "ever", "never",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let parts = |found: &Found| {
            format!("{}={}", text.get(found.at.clone()).unwrap(), super::super::tests::show(found.value))
        };
        english(text).iter().map(parts).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn numbers_are_read_by_value() {
        for (text, expected) in [
            ("sixty-seven thousand people", "sixty-seven thousand=67000"),
            ("67,000 and 1.5 million", "67,000=67000; 1.5 million=1500000"),
            ("one hundred and five men", "one hundred and five=105"),
            (
                "a hundred men, half a million, two and a half million",
                "a hundred=100; half a million=500000; two and a half million=2500000",
            ),
            ("two dozen, twelve hundred", "two dozen=24; twelve hundred=1200"),
            ("the twenty-first and the 3rd", "twenty-first=21; 3rd=3"),
            ("two-thirds, one third, a quarter of it", "two-thirds=0.6667; one third=0.3333; a quarter=0.2500"),
            ("5%, 5 per cent, five percent, 7.9 %", "5%=5%; 5 per cent=5%; five percent=5%; 7.9 %=7.9%"),
            ("no one, one of them, one another, one man", "one=1"),
            ("two million three hundred thousand", "two million three hundred thousand=2300000"),
            ("nineteen sixty-two", "nineteen sixty-two=1962"),
            ("three, four; 67 000; 1962, 100", "three=3; four=4; 67 000=67000; 1962=1962; 100=100"),
            ("First, we note", "First=1"),
            ("a second later he waited seconds", "second=2"),
            ("新疆 60,000 人", "60,000=60000"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_both_orders() {
        for (text, expected) in [
            ("9 August 1962", "9 August 1962=1962-8-9"),
            ("August 9, 1962, and August 9th", "August 9, 1962=1962-8-9; August 9th=?-8-9"),
            ("On 26 June, the Government", "26 June=?-6-26"),
            ("the 8th of June; the ninth of August, 1962", "8th of June=?-6-8; ninth of August, 1962=1962-8-9"),
            ("in June 1962, in June of 1962", "June 1962=1962-6-?; June of 1962=1962-6-?"),
            ("In April he may march. May 4th. March 8", "April=?-4-?; May 4th=?-5-4; March 8=?-3-8"),
            ("Aug. 9, 1962", "Aug. 9, 1962=1962-8-9"),
            ("8 June and 11 June", "8 June=?-6-8; 11 June=?-6-11"),
            ("1962-08-09", "1962-08-09=1962-8-9"),
            ("the twenty-sixth of June", "twenty-sixth of June=?-6-26"),
            ("the 1960s, the sixties, '60s", "1960s=1960..1969; sixties=1960..1969; 60s=1960..1969"),
            ("(April 1966)", "April 1966=1966-4-?"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_exact_is_a_range() {
        for (text, expected) in [
            ("tens of thousands of people", "tens of thousands=20000..99999"),
            ("dozens; hundreds; thousands of men", "dozens=24..99; hundreds=200..999; thousands=2000..9999"),
            ("several hundred, a few thousand", "several hundred=200..999; few thousand=2000..9999"),
            ("hundreds of thousands", "hundreds of thousands=200000..999999"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
