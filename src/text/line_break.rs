//! Where a line of Chinese, of English, or of both may end, and filling lines to a width.
//!
//! After the "Requirements for Chinese Text Layout" (W3C CLREQ, section 3.1.6) and UAX #14, cut down to two languages:
//! no closing mark starts a line, no opening mark ends one, dashes and ellipses stay whole, numbers and Latin words
//! are not cut. Knows characters and widths, no font and no window.

use super::line_class::{Class, classify};

/// How good a place is for a line to end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Chance {
    /// Never: it would part a character from its marks or put a mark at the wrong end of a line.
    Never,
    /// Only where nothing else fits: inside a word or a number that is wider than the line.
    Emergency,
    /// Inside an address or a path, where it has no better place.
    Reluctant,
    /// Good.
    Good,
}

/// For each character of `text`, how good it is for a line to end after it.
pub fn chances(text: &str) -> Vec<Chance> {
    let chars: Vec<char> = text.chars().collect();
    let classes = classify(&chars);
    let mut reading = Reading::default();
    classes
        .iter()
        .enumerate()
        .map(|(nth, &class)| {
            let before = nth.checked_sub(1).and_then(|before| classes.get(before)).copied();
            reading.read(class);
            match classes.get(nth + 1) {
                Some(&next) => reading.chance(before, class, next),
                None => Chance::Good,
            }
        })
        .collect()
}

/// What was read so far, as far as it decides what may follow.
#[derive(Default)]
struct Reading {
    /// The last class that is not blank.
    solid: Option<Class>,
    /// The last ideograph, letter or digit.
    core: Option<Class>,
    /// How many letters stand together.
    letters: usize,
}

impl Reading {
    fn read(&mut self, class: Class) {
        if class != Class::Blank && class != Class::Attached {
            self.solid = Some(class);
        }
        if matches!(class, Class::Ideograph | Class::Letter | Class::Digit) {
            self.core = Some(class);
        }
        match class {
            Class::Letter => self.letters += 1,
            Class::Hyphen | Class::Attached => {}
            _ => self.letters = 0,
        }
    }

    /// The chance between `class` and `next`, where `before` stands before `class`.
    fn chance(&self, before: Option<Class>, class: Class, next: Class) -> Chance {
        use Class::{Attached, Blank, Close, Dash, Glue, Hyphen, Ideograph, Open, Prefix, Slash, ZeroWidth};
        if matches!(next, Attached | Glue | Blank) || class == Glue {
            return Chance::Never;
        }
        if class == ZeroWidth {
            return Chance::Good;
        }
        if matches!(next, Close { .. } | Dash | Slash) {
            return Chance::Never;
        }
        if next == Hyphen && class != Blank {
            return Chance::Never;
        }
        match class {
            Blank => match self.solid {
                None | Some(Open { .. }) => Chance::Never,
                Some(_) => Chance::Good,
            },
            Open { .. } => Chance::Never,
            Close { wide } => self.after_close(wide, before, next),
            Dash => self.after_dash(next),
            Hyphen => self.after_hyphen(before, next),
            Slash => match (before, next) {
                (Some(Class::Digit), Class::Digit) => Chance::Emergency,
                (_, Ideograph) => Chance::Good,
                _ => Chance::Reluctant,
            },
            Prefix => Chance::Emergency,
            Ideograph => Chance::Good,
            _ => match next {
                Ideograph | Open { wide: true } | ZeroWidth => Chance::Good,
                _ => Chance::Emergency,
            },
        }
    }

    fn after_close(&self, wide: bool, before: Option<Class>, next: Class) -> Chance {
        match next {
            Class::Ideograph | Class::Open { wide: true } => Chance::Good,
            Class::Digit if wide && before == Some(Class::Digit) => Chance::Emergency,
            _ if wide || self.core == Some(Class::Ideograph) => Chance::Good,
            _ => Chance::Emergency,
        }
    }

    fn after_dash(&self, next: Class) -> Chance {
        if next == Class::Digit && self.core == Some(Class::Digit) { Chance::Emergency } else { Chance::Good }
    }

    /// A hyphen parts compounds (Soviet-China), but not numbers (118-01767-01), signs (-5) or initials (e-mail).
    fn after_hyphen(&self, before: Option<Class>, next: Class) -> Chance {
        match (before, next) {
            (_, Class::Ideograph) if before.is_some() => Chance::Good,
            (Some(Class::Letter | Class::Attached), Class::Letter) if self.letters > 1 => Chance::Good,
            _ => Chance::Emergency,
        }
    }
}

/// Where a character stands on an endless line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Advance {
    /// Its left edge.
    pub start: f32,
    /// Its right edge.
    pub end: f32,
    /// Whether it may hang over the end of a line unseen.
    pub blank: bool,
}

/// Fills lines of `width` with the characters that stand at `advances`, one chance each.
///
/// Returns for each line the number of the first character after it; the last is the number of characters. A line
/// is wider than `width` only where no chance at all was on it.
pub fn fill(chances: &[Chance], advances: &[Advance], width: f32) -> Vec<usize> {
    let count = chances.len().min(advances.len());
    let mut ends = Vec::new();
    let mut line = Line::starting_at(0);
    let mut nth = 0;
    while nth < count {
        let (Some(advance), Some(&chance), Some(first)) =
            (advances.get(nth), chances.get(nth), advances.get(line.first))
        else {
            break;
        };
        let reached = advance.end - first.start;
        if !advance.blank
            && reached > width
            && nth > line.first
            && let Some(end) = line.best(reached > 2.0 * width + MERCY)
        {
            ends.push(end);
            line = Line::starting_at(end);
            nth = end;
            continue;
        }
        line.offer(nth + 1, chance);
        nth += 1;
    }
    if count > line.first || ends.is_empty() {
        ends.push(count);
    }
    ends
}

/// How far over twice the width a line without any chance may run before it is cut all the same.
const MERCY: f32 = 40.0;

/// A line that is being filled: its first character and the last place of each chance.
struct Line {
    first: usize,
    good: Option<usize>,
    reluctant: Option<usize>,
    emergency: Option<usize>,
    last: Option<usize>,
}

impl Line {
    fn starting_at(first: usize) -> Self {
        Self { first, good: None, reluctant: None, emergency: None, last: None }
    }

    fn offer(&mut self, end: usize, chance: Chance) {
        match chance {
            Chance::Good => self.good = Some(end),
            Chance::Reluctant => self.reluctant = Some(end),
            Chance::Emergency => self.emergency = Some(end),
            Chance::Never => {}
        }
        self.last = Some(end);
    }

    fn best(&self, desperate: bool) -> Option<usize> {
        self.good.or(self.reluctant).or(self.emergency).or(if desperate { self.last } else { None })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Closing marks and others that may not start a line, written out again so that the test has its own list.
    const NO_START: &str = "。，、；：？！）》」』】〉〕”’…％—·,.;:?!)]}%";
    const NO_END: &str = "（《「『【〈〔“‘([{";

    const TEXTS: &[&str] = &[
        "会议于一九五八年三月（即“春耕”之前）召开,到会的有“三人小组”和《边界公报》的记者。",
        "他说：“这——正如《水利志》（卷三）所载——不是问题。”随后……众人散去！",
        "全区共修渠67,000米,用工1,234.5个,增产30%；另见档案118-01767-01号（第7页）。",
        "The Soviet-Chinese survey of 1962 (see “Annual Report”, p. 17) counted 67,000 head, i.e. 3.5% more … than before.",
        "参见 USSR 与 Mongolia 的 《条约》 （一九四六年）,及约瑟夫·斯大林致电。",
        "“《（「「测」试」）》”“《（「「测」试」）》”“《（「「测」试」）》”",
        "见 https://example.org/archive/records/118-01767-01?language=zh&page=7 的记录。",
        "𠀀𠮷㐀〇々龘,𠀀（𠮷）“㐀”〇々龘𠀀𠮷㐀〇々龘𠀀𠮷㐀〇々龘",
        "He said \"no\" and 他说\"不\",又说'行'。Isn't it? Don’t. (a) [b] {c}",
        "１９６２年８月,６７，０００人；１．５倍。5—7月,1962–1965年间",
    ];

    fn advances(text: &str) -> Vec<Advance> {
        let mut x = 0.0;
        text.chars()
            .map(|char| {
                let start = x;
                x += if char.is_ascii() { 9.0 } else { 18.0 };
                Advance { start, end: x, blank: char.is_whitespace() }
            })
            .collect()
    }

    fn lines(text: &str, width: f32) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut start = 0;
        fill(&chances(text), &advances(text), width)
            .into_iter()
            .map(|end| chars[std::mem::replace(&mut start, end)..end].iter().collect())
            .collect()
    }

    #[test]
    fn no_line_starts_or_ends_wrongly_at_any_width() {
        for text in TEXTS {
            for width in (60..500).step_by(7) {
                let lines = lines(text, width as f32);
                assert_eq!(lines.concat(), *text);
                for line in lines.iter().skip(1) {
                    let first = line.chars().next().unwrap();
                    assert!(!NO_START.contains(first), "{line} starts with {first} at {width}");
                }
                for line in &lines[..lines.len() - 1] {
                    let last = line.trim_end().chars().next_back().unwrap();
                    assert!(!NO_END.contains(last), "{line} ends with {last} at {width}");
                }
            }
        }
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        let wholes = [
            ("全区共修渠67,000米,用工1,234.5个", &["67,000", "1,234.5"][..]),
            ("档案118-01767-01号,增产30%", &["118-01767-01", "30%"]),
            ("他说不是——正是……如此", &["——", "……"]),
            ("人口６７，０００人,１．５倍", &["６７，０００", "１．５"]),
            ("between 1962–1965 Isn't don’t", &["1962–1965", "Isn't", "don’t"]),
            ("价值$300,温度-5℃,见§12", &["$300", "-5℃", "§12"]),
        ];
        for (text, parts) in wholes {
            for width in (130..400).step_by(7) {
                let lines = lines(text, width as f32);
                for part in parts {
                    assert!(lines.iter().any(|line| line.contains(part)), "{part} at {width}: {lines:?}");
                }
            }
        }
    }

    #[test]
    fn lines_end_where_people_end_them() {
        for (text, width, expected) in [
            ("苏中边界局势", 54.0, &["苏中边", "界局势"][..]),
            ("局势稳定。这首先", 72.0, &["局势稳", "定。这首", "先"]),
            ("他读《边界》一文", 54.0, &["他读", "《边", "界》一", "文"]),
            ("the Soviet-China border", 100.0, &["the Soviet-", "China ", "border"]),
            ("指出,USSR来电", 56.0, &["指出,", "USSR来", "电"]),
            ("word  word", 36.0, &["word  ", "word"]),
            ("", 50.0, &[""]),
        ] {
            assert_eq!(lines(text, width), expected, "{text} at {width}");
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        assert_eq!(lines("abcdefghij", 45.0), ["abcde", "fghij"]);
        assert_eq!(lines("见https://a.org/bcdef", 130.0), ["见", "https://a.org/", "bcdef"]);
    }

    #[test]
    fn a_line_of_marks_alone_is_cut_in_the_end() {
        let marks = "。".repeat(1000);
        let lines = lines(&marks, 90.0);
        assert!(lines.len() > 50, "{}", lines.len());
        assert_eq!(lines.concat(), marks);
    }

    proptest! {
        #[test]
        fn every_character_is_on_one_line(text in "[ 中文字，。《》“”（）…—·a-f0-9,.()'\"/\u{301}\u{3000}\u{a0}-]{0,60}", width in 20.0f32..400.0) {
            let lines = lines(&text, width);
            prop_assert_eq!(lines.concat(), text);
            prop_assert!(lines.len() == 1 || lines.iter().all(|line| !line.is_empty()));
        }

        #[test]
        fn a_line_is_too_wide_only_without_a_chance(text in "[中文字，。《》a-f0-9, ]{0,60}", width in 60.0f32..400.0) {
            let (chances, advances) = (chances(&text), advances(&text));
            let mut start = 0;
            for end in fill(&chances, &advances, width) {
                let solid = (start..end).rev().find(|&nth| !advances[nth].blank);
                if let Some(last) = solid && advances[last].end - advances[start].start > width {
                    let inside = (start..last).take_while(|&nth| advances[nth].end - advances[start].start <= width);
                    prop_assert!(inside.clone().all(|nth| chances[nth] == Chance::Never), "{:?}", inside);
                }
                start = end;
            }
        }
    }
}
