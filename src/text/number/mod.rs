//! Numbers and dates by what they are worth, however either language writes them.
//!
//! 一九六二年八月九日 and 9 August 1962 become the same date, 六万七千 and 67,000 the same number, 几万 and tens of
//! thousands ranges that meet. Words that only hold a numeral (一切, 十分, 千万 “by all means”, “no one”) are none.

mod chinese;
mod chinese_numeral;
mod english;
mod english_words;

use std::ops::Range;

pub use chinese::chinese;
pub use english::english;
pub use english_words::MONTHS;

/// A number in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Bytes of the text that make it, with what belongs to it: 第, 百分之, 年, %.
    pub at: Range<usize>,
    /// What it is worth.
    pub value: Value,
}

/// What a number is worth.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    /// A number: a count, an ordinal, a fraction.
    Number(f64),
    /// Parts of a hundred: 5 for 5%.
    Percent(f64),
    /// A date or what is said of one; at least one part is there.
    Date {
        /// Year of the common era.
        year: Option<i32>,
        /// 1 to 12.
        month: Option<u8>,
        /// 1 to 31.
        day: Option<u8>,
    },
    /// Somewhere between the two, both included: 几万, dozens, the 1960s.
    Approximate {
        /// The least it may be.
        low: f64,
        /// The most it may be.
        high: f64,
    },
}

/// How well two values agree: 1 where they are the same, 0 where they have nothing to do with each other.
///
/// The same on either order. Dates agree as far as they go: no part may differ, and the more they share the better.
pub fn agreement(one: Value, other: Value) -> f32 {
    use Value::{Approximate, Date, Number, Percent};
    match (one, other) {
        (Number(a), Number(b)) | (Percent(a), Percent(b)) => exact(a, b),
        (Percent(a), Number(b)) | (Number(b), Percent(a)) => exact(a / 100.0, b).max(0.5 * exact(a, b)),
        (Date { year, month, day }, Date { year: other_year, month: other_month, day: other_day }) => dates(
            [year, month.map(i32::from), day.map(i32::from)],
            [other_year, other_month.map(i32::from), other_day.map(i32::from)],
        ),
        (date @ Date { .. }, Number(number)) | (Number(number), date @ Date { .. }) => date_as_number(date, number),
        (Approximate { low, high }, Approximate { low: other_low, high: other_high }) => {
            ranges((low, high), (other_low, other_high))
        }
        (Approximate { low, high }, Number(number) | Percent(number))
        | (Number(number) | Percent(number), Approximate { low, high }) => {
            if low <= number && number <= high {
                0.7
            } else {
                0.0
            }
        }
        (Approximate { low, high }, Date { year: Some(year), month: None, .. })
        | (Date { year: Some(year), month: None, .. }, Approximate { low, high }) => {
            if low <= f64::from(year) && f64::from(year) <= high { 0.4 } else { 0.0 }
        }
        (Percent(_) | Approximate { .. }, Date { .. }) | (Date { .. }, Percent(_) | Approximate { .. }) => 0.0,
    }
}

fn exact(a: f64, b: f64) -> f32 {
    // 三分之二 and .6667 are the same number; 67,000 and 66,987 are not.
    if (a - b).abs() <= 1e-4 * a.abs().max(b.abs()) * if a.fract() == 0.0 && b.fract() == 0.0 { 1e-6 } else { 1.0 } {
        1.0
    } else {
        0.0
    }
}

fn dates(one: [Option<i32>; 3], other: [Option<i32>; 3]) -> f32 {
    let both: Vec<bool> = one.iter().zip(other).filter_map(|(a, b)| Some((*a)? == b?)).collect();
    if both.is_empty() || both.contains(&false) {
        return 0.0;
    }
    let parts = |date: [Option<i32>; 3]| date.iter().flatten().count();
    0.6 + 0.4 * both.len() as f32 / parts(one).max(parts(other)) as f32
}

/// A bare 1962 is a number in English and 1962年 a year in Chinese; “8 and 11 June” leaves 8 a number.
fn date_as_number(date: Value, number: f64) -> f32 {
    let Value::Date { year, month, day } = date else { return 0.0 };
    let same = |part: Option<i32>| part.is_some_and(|part| exact(f64::from(part), number) > 0.0);
    match (year, month.map(i32::from), day.map(i32::from)) {
        (Some(_), None, None) if same(year) => 1.0,
        (None, None, day) if same(day) => 0.8,
        (None, month, None) if same(month) => 0.6,
        (year, _, day) if same(year) || same(day) => 0.5,
        _ => 0.0,
    }
}

/// Ranges of sizes are compared by ratio, as people mean them: 几万 is as near to 20,000 as to 80,000.
fn ranges(one: (f64, f64), other: (f64, f64)) -> f32 {
    let ln = |(low, high): (f64, f64)| (low.max(1.0).ln(), high.max(1.0).ln());
    let (a, b) = (ln(one), ln(other));
    let shared = a.1.min(b.1) - a.0.max(b.0);
    let shorter = (a.1 - a.0).min(b.1 - b.0);
    if shared < 0.0 || one.1 < other.0 || other.1 < one.0 {
        return 0.0;
    }
    0.5 + 0.5 * if shorter > 0.0 { (shared / shorter).min(1.0) as f32 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A value as the tables of the two languages write it.
    pub(super) fn show(value: Value) -> String {
        let number = |number: f64| if number.fract() == 0.0 { format!("{number}") } else { format!("{number:.4}") };
        let part = |part: Option<i32>| part.map_or("?".to_owned(), |part| part.to_string());
        match value {
            Value::Number(one) if one > 1.0 => format!("{one}"),
            Value::Number(one) => number(one),
            Value::Percent(one) => format!("{one}%"),
            Value::Approximate { low, high } => format!("{}..{}", number(low), number(high)),
            Value::Date { year, month, day } => {
                format!("{}-{}-{}", part(year), part(month.map(i32::from)), part(day.map(i32::from)))
            }
        }
    }

    #[track_caller]
    fn agree(chinese_text: &str, english_text: &str) -> f32 {
        let (one, other) = (chinese(chinese_text), english(english_text));
        assert_eq!((one.len(), other.len()), (1, 1), "{chinese_text} {one:?} / {english_text} {other:?}");
        let there = agreement(one[0].value, other[0].value);
        assert!((there - agreement(other[0].value, one[0].value)).abs() < 1e-6);
        there
    }

    #[test]
    fn the_same_in_both_languages_agrees_fully() {
        for (chinese, english) in [
            ("一九六二年八月九日", "9 August 1962"),
            ("1962年8月9日", "August 9, 1962"),
            ("六萬七千人", "67,000 people"),
            ("6万7千人", "sixty-seven thousand people"),
            ("1.5亿", "150 million"),
            ("百分之五", "5 per cent"),
            ("三分之二", "two-thirds"),
            ("第二十一", "the twenty-first"),
            ("1962年", "in 1962"),
            ("民國三十八年", "in 1949"),
            ("几万人", "tens of thousands of people"),
            ("六十年代", "the 1960s"),
            ("一半", "half"),
            ("50%", "half"),
            ("五十万", "half a million"),
        ] {
            assert!(agree(chinese, english) > 0.999, "{chinese} {english}");
        }
    }

    #[test]
    fn what_is_less_exact_agrees_less() {
        for (chinese, english, low, high) in [
            ("6月26日", "26 June 1962", 0.8, 0.9),
            ("11日", "11 June", 0.7, 0.9),
            ("8日", "8", 0.8, 0.8),
            ("成千上万的人", "thousands of people", 0.9, 1.0),
            ("六万余人", "more than 60,000 people", 0.6, 0.8),
            ("几万人", "67,000 people", 0.6, 0.8),
            ("6月26日", "27 June 1962", 0.0, 0.0),
            ("6月26日", "26 July", 0.0, 0.0),
            ("67000", "66,987", 0.0, 0.0),
            ("几百", "tens of thousands", 0.0, 0.0),
        ] {
            let found = agree(chinese, english);
            assert!((low..=high).contains(&found), "{chinese} {english} {found}");
        }
    }

    #[test]
    fn long_rows_of_numerals_do_not_hang() {
        for part in [
            "万",
            "一",
            "陆",
            "两",
            "1",
            "1 234 ",
            "几",
            "第",
            "一分之",
            "1.",
            "twenty ",
            "a ",
            "and ",
            "tens of ",
            "half ",
            "5 ",
        ] {
            let text = part.repeat(20_000);
            assert!(chinese(&text).len() + english(&text).len() <= 80_000, "{part}");
        }
    }

    proptest! {
        #[test]
        fn finding_never_fails(text in "([零一二两三十百千万亿几数第年月日号多余半分之点0-9０-９,. ％%-]|百分之|of |ten|hundred|May|half|a |[a-z ]|\\PC){0,40}") {
            for found in [chinese(&text), english(&text)] {
                for pair in found.windows(2) {
                    prop_assert!(pair[0].at.end <= pair[1].at.start);
                }
                for one in &found {
                    prop_assert!(text.get(one.at.clone()).is_some_and(|part| !part.is_empty()));
                    prop_assert!(agreement(one.value, one.value) >= 0.7, "{:?}", one);
                }
            }
        }
    }
}
