//! Dates of records, to ISO 8601. They are written by archivists: in words or in numbers, often only a month or year.

use crate::import::characters::is_chinese_digit;
use crate::text::number::MONTHS;

/// The ISO 8601 date that a whole line is: `1962-08-10`, `1962-08` or `1962`. Nothing if the line is not a date.
///
/// Of a period (`August 10-12, 1962`) the first day is taken, as archives sort by it.
pub(super) fn iso(line: &str) -> Option<String> {
    let line = line.trim().trim_end_matches(['.', '。']);
    if line.chars().count() > 40 {
        return None;
    }
    parts(line).and_then(|(year, month, day)| written(year, month, day))
}

/// The first date that stands in `text` between commas, as in a citation.
pub(super) fn find(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split(',').map(str::trim).collect();
    let pairs = fields.windows(2).filter_map(|pair| iso(&pair.join(", ")));
    let singles = fields.iter().filter_map(|field| iso(field));
    pairs.chain(singles).max_by_key(String::len)
}

fn written(year: u32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    if !(1..=2999).contains(&year) {
        return None;
    }
    match (month, day) {
        (None, _) => Some(format!("{year:04}")),
        (Some(month), _) if !(1..=12).contains(&month) => None,
        (Some(month), None) => Some(format!("{year:04}-{month:02}")),
        (Some(_), Some(day)) if !(1..=31).contains(&day) => None,
        (Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
    }
}

/// Year, month and day of a date.
type Parts = (u32, Option<u32>, Option<u32>);

fn parts(line: &str) -> Option<Parts> {
    if line.contains('年') { chinese(line) } else { numeric(line).or_else(|| words(line)) }
}

/// 1962年8月10日, 一九六二年八月十日.
fn chinese(line: &str) -> Option<Parts> {
    let (year, rest) = line.split_once('年')?;
    let year = chinese_number(year)?;
    let (month, rest) = match rest.split_once('月') {
        Some((month, rest)) => (Some(chinese_number(month)?), rest),
        None => (None, rest),
    };
    let day = match rest.trim() {
        "" => None,
        rest => Some(chinese_number(rest.strip_suffix(['日', '号', '號'])?)?),
    };
    (month.is_some() || day.is_none()).then_some((year, month, day))
}

/// A number of digits, of Chinese digits one by one (一九六二), or with tens (二十八, 十).
fn chinese_number(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    if !text.chars().all(is_chinese_digit) || text.chars().count() > 4 {
        return None;
    }
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().position(|digit| digit == c).map(|nth| nth as u32 + 1),
    };
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
        let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
        return Some(tens * 10 + ones);
    }
    text.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?))
}

/// 1962-08-10, 1962/8/10, 10.8.1962, 1962.
fn numeric(line: &str) -> Option<Parts> {
    let separator = line.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else {
        return (line.len() == 4).then_some(()).and_then(|()| Some((line.parse().ok()?, None, None)));
    };
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let numbers: Option<Vec<u32>> = line.split(separator).map(|part| part.parse().ok()).collect();
    match (numbers?.as_slice(), separator) {
        ([year @ 1000..=2999, month, day], _) | ([day, month, year @ 1000..=2999], '.') => {
            Some((*year, Some(*month), Some(*day)))
        }
        ([year @ 1000..=2999, month], _) => Some((*year, Some(*month), None)),
        _ => None,
    }
}

/// August 10, 1962; 10 August 1962; Aug. 1962; circa 1962.
fn words(line: &str) -> Option<Parts> {
    let (mut year, mut month, mut day) = (None, None, None);
    let lower = line.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = word.strip_prefix(digits).unwrap_or_default();
        if let (Ok(number), "" | "st" | "nd" | "rd" | "th" | "s") = (digits.parse::<u32>(), suffix) {
            match (number, digits.len()) {
                (1000..=2999, 4) => year = year.or(Some(number)),
                (1..=31, 1..=2) => day = day.or(Some(number)),
                _ => return None,
            }
        } else if let Some(nth) = month_of(word) {
            month = month.or(Some(nth));
        } else if !is_filler(word) {
            return None;
        }
    }
    Some((year?, month, day.filter(|_| month.is_some())))
}

fn month_of(word: &str) -> Option<u32> {
    let short = (3..=4).contains(&word.len());
    MONTHS.iter().position(|month| *month == word || (short && month.starts_with(word))).map(|nth| nth as u32 + 1)
}

fn is_filler(word: &str) -> bool {
    const FILLERS: &[&str] = &[
        "c",
        "ca",
        "circa",
        "about",
        "approximately",
        "before",
        "after",
        "between",
        "early",
        "late",
        "mid",
        "the",
        "of",
        "and",
        "to",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
    ];
    FILLERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_records_become_iso() {
        for (line, expected) in [
            ("August 10, 1962", Some("1962-08-10")),
            ("10 August 1962", Some("1962-08-10")),
            ("Sept. 3, 1958", Some("1958-09-03")),
            ("August 1962", Some("1962-08")),
            ("May 10-12, 1962", Some("1962-05-10")),
            ("c. 1962", Some("1962")),
            ("1962-08-10", Some("1962-08-10")),
            ("10.08.1962", Some("1962-08-10")),
            ("1962年8月10日", Some("1962-08-10")),
            ("一九六二年八月二十八日", Some("1962-08-28")),
            ("一九五八年十月", Some("1958-10")),
            ("108月10日", None),
            ("August 45, 1962", None),
            ("Statement of August 10, 1962", None),
            ("118-01767-01", None),
            ("7", None),
        ] {
            assert_eq!(iso(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_citation_holds_its_date() {
        let citation = "\"Note on Water, Salt, and Trees\", March 4, 1959, An Archive, 12-3, 7-11. https://a.example/2";
        assert_eq!(find(citation).as_deref(), Some("1959-03-04"));
    }
}
