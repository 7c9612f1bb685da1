//! Moments as ISO 8601 writes them. The calendar is Hinnant's `days_from_civil` (2013), which is right for every year.

use crate::model::Timestamp;

const DAY: i64 = 86_400;

/// `1962-08-09T00:00:00Z`.
pub(super) fn write(moment: Timestamp) -> String {
    let (days, second) = (moment.0.div_euclid(DAY), moment.0.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let sign = if year < 0 { "-" } else { "" };
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{sign}{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", year.abs())
}

/// The moment that a text names: a date, with or without a time and its distance from Greenwich. Parts of a second are
/// left out.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (date, time) = digits.split_once(['T', 't', ' ']).unwrap_or((digits, ""));
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(4..=12).contains(&year.len()) {
        return None;
    }
    let year = number(year)? * if negative { -1 } else { 1 };
    let (month, day) = (number(month)?, number(day)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let second = if time.is_empty() { 0 } else { time_of_day(time)? };
    let midnight = days(year, month, day) * DAY;
    Some(Timestamp(midnight + second))
}

/// Seconds since midnight in Greenwich.
fn time_of_day(text: &str) -> Option<i64> {
    let at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(at)?;
    let clock = clock.split(['.', ',']).next()?;
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().map_or(Some(0), number)?;
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let sign = match zone.chars().next() {
        None | Some('Z' | 'z') => 0,
        Some('-') => -1,
        Some(_) => 1,
    };
    let ahead = if sign == 0 { 0 } else { distance(zone.get(1..)?)? };
    Some(hour * 3600 + minute * 60 + second - sign * ahead)
}

fn distance(zone: &str) -> Option<i64> {
    let digits = zone.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2)?;
    Some(number(hours)? * 3600 + if minutes.is_empty() { 0 } else { number(minutes)? * 60 })
}

fn number(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_are_read_in_every_usual_form() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1962-08-09T12:30:00+08:00", Some(-233_436_600)),
            ("2024-02-29T23:59:59.123456+00:00", Some(1_709_251_199)),
            ("2024-02-29", Some(1_709_164_800)),
            ("2024-02-29 00:00-0130", Some(1_709_170_200)),
            ("2024-13-01T00:00:00Z", None),
            ("一九六二年八月九日", None),
            ("", None),
            ("99999999999999-01-01", None),
        ] {
            assert_eq!(read(text).map(|moment| moment.0), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(second in -200_000_000_000_i64..400_000_000_000) {
            prop_assert_eq!(read(&write(Timestamp(second))), Some(Timestamp(second)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9T:Z+. -]{0,30}|\\PC*") {
            prop_assert!(read(&text).is_none_or(|moment| moment.0 != i64::MIN));
        }
    }
}
