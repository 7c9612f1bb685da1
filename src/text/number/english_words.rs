//! The number words and month names of English.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word says about a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Word {
    /// zero to nineteen.
    Small(f64),
    /// twenty to ninety.
    Tens(f64),
    /// hundred, thousand, million, billion, trillion; a dozen.
    Scale(f64),
    /// hundreds, thousands, dozens: the least and the most.
    Many(f64, f64),
    /// first to nineteenth, and twentieth to ninetieth.
    Ordinal(f64),
    /// thirds, quarters: the denominator.
    Parts(f64),
    /// twenties to nineties: a decade.
    Decade(f64),
}

/// What `word`, in small or capital letters, says about a number.
pub(super) fn word(word: &str) -> Option<Word> {
    // The longest is seventeenths.
    if word.len() > 12 || !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    WORDS.get(&*lower).copied().or_else(|| {
        let denominator = lower.strip_suffix('s')?;
        match WORDS.get(denominator)? {
            Word::Ordinal(value) if *value > 2.0 => Some(Word::Parts(*value)),
            _ => None,
        }
    })
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let small = SMALL.iter().enumerate().map(|(nth, name)| (*name, Word::Small(nth as f64)));
    let tens = TENS.iter().enumerate().map(|(nth, name)| (*name, Word::Tens(nth as f64 * 10.0 + 20.0)));
    let ordinals = ORDINALS.iter().map(|(name, value)| (*name, Word::Ordinal(*value)));
    small.chain(tens).chain(ordinals).chain(OTHERS.iter().copied()).collect()
});

const OTHERS: &[(&str, Word)] = &[
    ("hundred", Word::Scale(1e2)),
    ("thousand", Word::Scale(1e3)),
    ("million", Word::Scale(1e6)),
    ("billion", Word::Scale(1e9)),
    ("trillion", Word::Scale(1e12)),
    ("dozen", Word::Scale(12.0)),
    ("tens", Word::Many(20.0, 99.0)),
    ("dozens", Word::Many(24.0, 99.0)),
    ("hundreds", Word::Many(200.0, 999.0)),
    ("thousands", Word::Many(2e3, 9_999.0)),
    ("millions", Word::Many(2e6, 9_999_999.0)),
    ("billions", Word::Many(2e9, 9_999_999_999.0)),
    ("halves", Word::Parts(2.0)),
    ("quarter", Word::Parts(4.0)),
    ("quarters", Word::Parts(4.0)),
    ("twenties", Word::Decade(1920.0)),
    ("thirties", Word::Decade(1930.0)),
    ("forties", Word::Decade(1940.0)),
    ("fifties", Word::Decade(1950.0)),
    ("sixties", Word::Decade(1960.0)),
    ("seventies", Word::Decade(1970.0)),
    ("eighties", Word::Decade(1980.0)),
    ("nineties", Word::Decade(1990.0)),
];

/// The month that `word` names, 1 to 12; names and abbreviations, both with a capital letter.
pub(super) fn month(word: &str) -> Option<u8> {
    if !word.starts_with(|char: char| char.is_ascii_uppercase()) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let full = MONTHS.iter().position(|name| *name == lower);
    let short = || MONTHS.iter().position(|name| lower.len() == 3 && name.starts_with(&*lower));
    full.or_else(short).or((lower == "sept").then_some(8)).map(|nth| nth as u8 + 1)
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const ORDINALS: &[(&str, f64)] = &[
    ("first", 1.0),
    ("second", 2.0),
    ("third", 3.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
    ("eleventh", 11.0),
    ("twelfth", 12.0),
    ("thirteenth", 13.0),
    ("fourteenth", 14.0),
    ("fifteenth", 15.0),
    ("sixteenth", 16.0),
    ("seventeenth", 17.0),
    ("eighteenth", 18.0),
    ("nineteenth", 19.0),
    ("twentieth", 20.0),
    ("thirtieth", 30.0),
    ("fortieth", 40.0),
    ("fiftieth", 50.0),
    ("sixtieth", 60.0),
    ("seventieth", 70.0),
    ("eightieth", 80.0),
    ("ninetieth", 90.0),
    ("hundredth", 100.0),
];

/// English names of the months, in lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
