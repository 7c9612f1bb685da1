//! The countries that flags stand for, by the codes that pages write instead of names.
//!
//! Data only. Codes are those of ISO 3166 and the International Olympic Committee, and the usual short names of states
//! that documents of the twentieth century speak of. What is not here is read as it is written.

/// Codes and the names they stand for.
const CODES: &[(&str, &str)] = &[
    ("ROC", "Republic of China"),
    ("ROC-TW", "Republic of China"),
    ("TWN", "Republic of China"),
    ("PRC", "China"),
    ("CHN", "China"),
    ("HKG", "Hong Kong"),
    ("MAC", "Macau"),
    ("USSR", "Soviet Union"),
    ("URS", "Soviet Union"),
    ("SUN", "Soviet Union"),
    ("RUS", "Russia"),
    ("RSFSR", "Russian SFSR"),
    ("USA", "United States"),
    ("US", "United States"),
    ("UK", "United Kingdom"),
    ("GBR", "United Kingdom"),
    ("FRA", "France"),
    ("DEU", "Germany"),
    ("GER", "Germany"),
    ("DDR", "East Germany"),
    ("GDR", "East Germany"),
    ("GDR-1949", "East Germany"),
    ("FRG", "West Germany"),
    ("ITA", "Italy"),
    ("ESP", "Spain"),
    ("PRT", "Portugal"),
    ("NLD", "Netherlands"),
    ("BEL", "Belgium"),
    ("POL", "Poland"),
    ("CZE", "Czech Republic"),
    ("TCH", "Czechoslovakia"),
    ("CSK", "Czechoslovakia"),
    ("HUN", "Hungary"),
    ("ROU", "Romania"),
    ("ROM", "Romania"),
    ("BGR", "Bulgaria"),
    ("BUL", "Bulgaria"),
    ("ALB", "Albania"),
    ("YUG", "Yugoslavia"),
    ("UKR", "Ukraine"),
    ("JPN", "Japan"),
    ("JAP", "Japan"),
    ("KOR", "South Korea"),
    ("ROK", "South Korea"),
    ("PRK", "North Korea"),
    ("DPRK", "North Korea"),
    ("VNM", "Vietnam"),
    ("VIE", "Vietnam"),
    ("DRV", "North Vietnam"),
    ("MNG", "Mongolia"),
    ("MGL", "Mongolia"),
    ("MPR", "Mongolia"),
    ("IND", "India"),
    ("PAK", "Pakistan"),
    ("BUR", "Burma"),
    ("MMR", "Myanmar"),
    ("MYA", "Myanmar"),
    ("NPL", "Nepal"),
    ("LAO", "Laos"),
    ("KHM", "Cambodia"),
    ("THA", "Thailand"),
    ("IDN", "Indonesia"),
    ("INA", "Indonesia"),
    ("PHL", "Philippines"),
    ("PHI", "Philippines"),
    ("MYS", "Malaysia"),
    ("MAS", "Malaysia"),
    ("SGP", "Singapore"),
    ("SIN", "Singapore"),
    ("AFG", "Afghanistan"),
    ("IRN", "Iran"),
    ("TUR", "Turkey"),
    ("EGY", "Egypt"),
    ("UAR", "United Arab Republic"),
    ("ISR", "Israel"),
    ("KAZ", "Kazakhstan"),
    ("KGZ", "Kyrgyzstan"),
    ("UZB", "Uzbekistan"),
    ("TJK", "Tajikistan"),
    ("TKM", "Turkmenistan"),
    ("CUB", "Cuba"),
    ("CAN", "Canada"),
    ("AUS", "Australia"),
    ("NZL", "New Zealand"),
    ("BRA", "Brazil"),
    ("MEX", "Mexico"),
    ("UN", "United Nations"),
    ("UNO", "United Nations"),
    ("EU", "European Union"),
];

/// The name of the country that `code` stands for. Codes are written in capitals; a name is no code.
pub(super) fn name(code: &str) -> Option<&'static str> {
    let code = code.trim();
    CODES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_names() {
        for (code, expected) in [
            ("ROC", Some("Republic of China")),
            (" USSR ", Some("Soviet Union")),
            ("Soviet Union", None),
            ("中华民国", None),
            ("roc", None),
            ("", None),
        ] {
            assert_eq!(name(code), expected, "{code}");
        }
    }
}
