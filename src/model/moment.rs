//! Moments as people and files write them: ISO 8601, in UTC.

use std::fmt;

use super::Timestamp;

const DAY: i64 = 86_400;

impl Timestamp {
    /// The day it is in UTC: `1962-08-10`. Years before 0 and after 9999 get the sign and digits that ISO 8601 asks for.
    pub fn day(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        if (0..=9999).contains(&year) {
            format!("{year:04}-{month:02}-{day:02}")
        } else {
            format!("{year:+07}-{month:02}-{day:02}")
        }
    }
}

impl fmt::Display for Timestamp {
    /// `1962-08-10T08:30:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0.rem_euclid(DAY);
        write!(f, "{}T{:02}:{:02}:{:02}Z", self.day(), second / 3600, second / 60 % 60, second % 60)
    }
}

/// Year, month and day of a number of days since 1970-01-01, by counting in eras of 400 years that start in March, so
/// that the odd day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_the_calendar_has_them() {
        // As `date -u -d @N` says, 一九七〇年 and around.
        for (seconds, expected) in [
            (-627_091_200, "1950-02-17T00:00:00Z"),
            (253_402_300_800, "+010000-01-01T00:00:00Z"),
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_278_783, "2026-11-21T16:33:03Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), expected, "{seconds}");
        }
    }
}
