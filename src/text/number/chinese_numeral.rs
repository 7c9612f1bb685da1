//! Reads one Chinese numeral: digits, units, and both mixed.

use crate::text::fold::fold_char;

/// A numeral as it was read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Numeral {
    /// First byte after it.
    pub end: usize,
    /// What it is worth: the same twice, or the range of an approximate one (二三十, 十几, 几万, 三十多).
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// What it is made of.
    pub form: Form,
    /// How many characters it has.
    pub chars: usize,
}

/// What a numeral is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Arabic digits alone.
    Arabic,
    /// Chinese digits alone, place by place: 一九六二.
    Places,
    /// Units without any digit: 十, 千万.
    Units,
    /// Digits with units.
    Mixed,
}

/// The character at byte `at`, folded, and the byte after it.
pub(super) fn char_at(text: &str, at: usize) -> Option<(char, usize)> {
    let char = text.get(at..)?.chars().next()?;
    Some((fold_char(char), at + char.len_utf8()))
}

/// The byte after the blanks that OCR left at byte `at`.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len()
}

/// The value of a Chinese digit.
pub(super) fn digit(char: char) -> Option<u8> {
    Some(match char {
        '零' | '〇' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a unit that multiplies what stands before it.
pub(super) fn unit(char: char) -> Option<f64> {
    Some(match char {
        '十' | '拾' => 1e1,
        '百' | '佰' => 1e2,
        '千' | '仟' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

/// Digits of cheques, most of which are common words too: they count only together with their units.
fn is_formal(char: char) -> bool {
    matches!(char, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

/// The sum under way, by the least and the most it may be.
#[derive(Default)]
struct Sum {
    /// Whole groups of 万 and 亿.
    total: [f64; 2],
    /// The group under way, under 万.
    group: [f64; 2],
    /// Digits that wait for their unit.
    pending: Option<[f64; 2]>,
    /// The last unit, while no 零 followed it: 三百五 is 350.
    last_unit: Option<f64>,
}

impl Sum {
    fn take_unit(&mut self, unit: f64) {
        let pending = self.pending.take();
        for side in 0..2 {
            let count = pending.map(|pending| pending[side]);
            if unit < 1e4 {
                self.group[side] += count.unwrap_or(1.0) * unit;
                continue;
            }
            let group = self.group[side] + count.unwrap_or(0.0);
            self.group[side] = 0.0;
            let nothing = self.total[side] == 0.0 && group == 0.0;
            self.total[side] = match unit {
                _ if nothing => unit,
                // 三亿五千万: the 万 only counts what follows the 亿.
                1e4 if self.total[side] >= 1e8 => self.total[side] + group * unit,
                _ => (self.total[side] + group) * unit,
            };
        }
        self.last_unit = Some(unit);
    }

    fn value(&self) -> [f64; 2] {
        // 六万七 is 67,000, 三百五 is 350; 十五 is 15.
        let place = self.last_unit.filter(|unit| *unit >= 100.0).map_or(1.0, |unit| unit / 10.0);
        [0, 1].map(|side| {
            let single = self.pending.map_or(0.0, |pending| pending[side]);
            self.total[side] + self.group[side] + if single < 10.0 { single * place } else { single }
        })
    }
}

/// No numeral has more characters; without an end, a long row of them would be read again from each one.
const LONGEST: usize = 40;

/// The numeral that starts at byte `at`, if one does.
pub(super) fn numeral(text: &str, at: usize) -> Option<Numeral> {
    let mut sum = Sum::default();
    let (mut end, mut chars) = (at, 0);
    let (mut digits, mut units, mut arabic, mut formal, mut places) = (0, 0, 0, 0, 0);
    while let Some((char, after)) = char_at(text, end).filter(|_| chars < LONGEST) {
        if char.is_ascii_digit() && sum.pending.is_none() {
            let (value, after) = arabic_number(text, end)?;
            sum.pending = Some([value; 2]);
            (end, arabic) = (after, arabic + 1);
        } else if let Some(value) = digit(char).filter(|_| arabic == 0 || units > 0) {
            if char == '○' && chars == 0 {
                return None;
            }
            // 二十两 are twenty taels, 一千两百 is 1,200.
            if char == '两' && chars > 0 && char_at(text, after).is_none_or(|(char, _)| unit(char).is_none()) {
                break;
            }
            if value == 0 && units > 0 {
                sum.last_unit = None;
            }
            sum.pending = Some(join_digit(sum.pending, f64::from(value), &mut places));
            (end, digits) = (after, digits + 1);
            formal += i32::from(is_formal(char));
        } else if matches!(char, '廿' | '卅') && sum.pending.is_none() {
            sum.group = sum.group.map(|group| group + if char == '廿' { 20.0 } else { 30.0 });
            (end, units, digits) = (after, units + 1, digits + 1);
        } else if let Some(value) = unit(char).filter(|_| places < 3) {
            sum.pending = sum.pending.map(|pending| if places == 2 { apart(pending) } else { pending });
            sum.take_unit(value);
            (end, units, places) = (after, units + 1, 0);
            formal += i32::from(is_formal(char));
        } else if char == ' ' && sum.pending.is_some() && arabic > 0 && blank_before_unit(text, after) {
            end = after;
            continue;
        } else {
            break;
        }
        chars += 1;
    }
    let form = match (digits, units, arabic) {
        (0, 0, 0) => return None,
        (0, 0, _) => Form::Arabic,
        (_, 0, _) => Form::Places,
        (0, _, 0) => Form::Units,
        _ => Form::Mixed,
    };
    if formal > 0 && (units == 0 || chars < 2) {
        return None;
    }
    let [low, high] = match (form, sum.pending) {
        // 七八个: seven or eight.
        (Form::Places, Some(pending)) if digits == 2 && is_next(pending[0]) => apart(pending),
        _ => sum.value(),
    };
    Some(Numeral { end, low, high, form, chars })
}

/// A digit after digits: 一九 is 19.
fn join_digit(pending: Option<[f64; 2]>, value: f64, places: &mut usize) -> [f64; 2] {
    *places += 1;
    pending.map_or([value; 2], |pending| pending.map(|pending| pending * 10.0 + value))
}

/// Two digits before a unit are a range: 二三十, 三五百.
fn apart(pending: [f64; 2]) -> [f64; 2] {
    let (first, second) = ((pending[0] / 10.0).floor(), pending[0] % 10.0);
    if first > 0.0 && first < second { [first, second] } else { pending }
}

fn is_next(pending: f64) -> bool {
    let first = (pending / 10.0).floor();
    first > 0.0 && (pending % 10.0).total_cmp(&(first + 1.0)).is_eq()
}

fn blank_before_unit(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|(char, _)| matches!(char, '万' | '亿' | '千' | '百'))
}

/// Arabic digits with group commas and a decimal point, in either width.
fn arabic_number(text: &str, at: usize) -> Option<(f64, usize)> {
    let mut written = String::new();
    let mut end = at;
    let mut grouped = false;
    while let Some((char, after)) = char_at(text, end) {
        let digits_follow = |at: usize| {
            let mut at = at;
            std::iter::from_fn(move || {
                let (char, after) = char_at(text, at).filter(|(char, _)| char.is_ascii_digit())?;
                at = after;
                Some(char)
            })
        };
        match char {
            '0'..='9' => written.push(char),
            ',' | '，' if !written.contains('.') && digits_follow(after).take(4).count() == 3 => {}
            // 468 900, as the United Nations write it.
            ' ' if (1..4).contains(&written.len()) | grouped && digits_follow(after).take(4).count() == 3 => {
                grouped = true;
            }
            '.' | '．' if !written.contains('.') && digits_follow(after).next().is_some() => written.push('.'),
            _ => break,
        }
        end = after;
    }
    Some((written.parse().ok()?, end))
}
