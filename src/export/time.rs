//! Moments as ISO 8601 writes them. The calendar is the Gregorian one, the zone is UTC.

use crate::model::Timestamp;

/// `2024-05-01T09:30:00Z`. Years before 0 and after 9999 get the sign and digits that ISO 8601 asks for.
pub(super) fn iso(moment: Timestamp) -> String {
    let seconds = moment.0.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", iso_day(moment), seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `2024-05-01`.
pub(super) fn iso_day(moment: Timestamp) -> String {
    let (year, month, day) = civil(moment.0.div_euclid(86_400));
    if (0..=9999).contains(&year) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:+07}-{month:02}-{day:02}")
    }
}

/// Year, month and day of a day counted from 1970-01-01, by eras of 400 years that start on 1 March, so that the leap
/// day is the last of its year.
fn civil(day: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let from_march_of_year_0 = day.saturating_add(719_468);
    let era = from_march_of_year_0.div_euclid(ERA);
    let of_era = from_march_of_year_0.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_iso_8601() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_210_096, "2024-02-29T12:34:56Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (253_402_300_800, "+010000-01-01T00:00:00Z"),
        ] {
            assert_eq!(iso(Timestamp(seconds)), expected, "{seconds}");
        }
        iso(Timestamp(i64::MAX));
        iso(Timestamp(i64::MIN));
    }
}
