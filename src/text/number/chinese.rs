//! Finds the numbers and dates of a Chinese text.

use super::chinese_numeral::{Form, Numeral, char_at, digit, numeral, skip_blanks, unit};
use super::{Found, Value};
use crate::text::dictionary::Dictionary;
use crate::text::fold::fold;

/// The numbers and dates of `text`, in order, in any character form and with the blanks OCR leaves in them.
pub fn chinese(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut previous = None;
    while let Some((char, after)) = char_at(text, at) {
        if let Some(end) = idiom(text, at, char) {
            (at, previous) = (end, None);
            continue;
        }
        let one = if may_start(char) { read(text, at, char, previous) } else { None };
        match one {
            Some(one) if one.at.end > at => {
                previous = text.get(..one.at.end).and_then(|before| before.chars().next_back());
                at = one.at.end;
                found.push(one);
            }
            _ => {
                // 一 of 一切 is none, and neither is what follows in the same run of numerals.
                at = after;
                previous = Some(char);
            }
        }
    }
    found
}

/// Where a set phrase that only plays with numerals ends: 四面八方, 七嘴八舌.
fn idiom(text: &str, at: usize, char: char) -> Option<usize> {
    let is_numeral = |char| digit(char).is_some() || unit(char).is_some();
    if !is_numeral(char) {
        return None;
    }
    let (second, third_at) = char_at(text, char_at(text, at)?.1)?;
    let (third, fourth_at) = char_at(text, third_at)?;
    let (fourth, end) = char_at(text, fourth_at)?;
    let plays = is_numeral(third) && !is_numeral(second) && !is_numeral(fourth);
    (plays && Dictionary::shared().contains(text.get(at..end)?)).then_some(end)
}

fn may_start(char: char) -> bool {
    char.is_ascii_digit()
        || digit(char).is_some()
        || unit(char).is_some()
        || matches!(char, '几' | '数' | '上' | '成' | '第' | '廿' | '卅' | '半')
        || ERAS.iter().any(|(name, _)| name.starts_with(char))
}

/// Counted years: the name, and the year before the first one.
const ERAS: &[(&str, i32)] = &[
    ("民国", 1911),
    ("宣统", 1908),
    ("光绪", 1874),
    ("同治", 1861),
    ("咸丰", 1850),
    ("道光", 1820),
    ("嘉庆", 1795),
    ("乾隆", 1735),
    ("雍正", 1722),
    ("康熙", 1661),
    ("顺治", 1643),
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
];

/// Fixed ways to say that it is many.
const MANY: &[(&str, f64, f64)] = &[
    ("成千上万", 1e3, 99_999.0),
    ("成千成万", 1e3, 99_999.0),
    ("成百上千", 1e2, 9_999.0),
    ("千千万万", 1e3, 99_999.0),
    ("数以百计", 1e2, 999.0),
    ("数以千计", 1e3, 9_999.0),
    ("数以万计", 1e4, 99_999.0),
    ("数以亿计", 1e8, 999_999_999.0),
    ("半数", 0.5, 0.5),
];

fn read(text: &str, at: usize, char: char, previous: Option<char>) -> Option<Found> {
    for (words, low, high) in MANY {
        if let Some(end) = starts_with(text, at, words) {
            return Some(Found { at: at..end, value: between(*low, *high) });
        }
    }
    match char {
        '第' => {
            let number = numeral(text, skip_blanks(text, char_at(text, at)?.1))?;
            Some(Found { at: at..number.end, value: between(number.low, number.high) })
        }
        '几' | '数' | '上' => few(text, at, char, previous),
        '成' | '半' => None,
        _ => era_year(text, at).or_else(|| percent_or_fraction(text, at)).or_else(|| {
            let number = numeral(text, at)?;
            date(text, at, number, previous)
                .or_else(|| decade(text, at, number))
                .or_else(|| counted(text, at, number, previous))
        }),
    }
}

/// Where `words` end if they stand at byte `at` in any character form.
fn starts_with(text: &str, at: usize, words: &str) -> Option<usize> {
    words.chars().try_fold(at, |at, word| char_at(text, at).filter(|(char, _)| *char == word).map(|(_, after)| after))
}

fn between(low: f64, high: f64) -> Value {
    // The two are the same value read twice, not the outcome of a computation.
    if low.total_cmp(&high).is_eq() { Value::Number(low) } else { Value::Approximate { low, high } }
}

/// 几万, 数十, 上千.
fn few(text: &str, at: usize, char: char, previous: Option<char>) -> Option<Found> {
    if char == '上' && previous == Some('以') {
        return None;
    }
    let start = char_at(text, at)?.1;
    let number = numeral(text, start).filter(|number| number.form == Form::Units)?;
    let low = if char == '上' { 1.0 } else { 2.0 };
    Some(Found {
        at: at..number.end,
        value: Value::Approximate { low: low * number.low, high: 10.0 * number.high - 1.0 },
    })
}

/// 民国三十八年, 光绪元年.
fn era_year(text: &str, at: usize) -> Option<Found> {
    let (start, before) = ERAS.iter().find_map(|(name, before)| Some((starts_with(text, at, name)?, before)))?;
    let start = skip_blanks(text, start);
    let (year, end) = match starts_with(text, start, "元") {
        Some(end) => (1.0, end),
        None => numeral(text, start).map(|number| (number.low, number.end))?,
    };
    let end = starts_with(text, skip_blanks(text, end), "年")?;
    if year > 99.0 {
        return None;
    }
    Some(month_and_day(text, at, end, Some(before + year as i32)))
}

/// 百分之五, 三分之二.
fn percent_or_fraction(text: &str, at: usize) -> Option<Found> {
    let whole = numeral(text, at)?;
    let start = starts_with(text, whole.end, "分之")?;
    let part = numeral(text, skip_blanks(text, start)).map(|part| with_decimals(text, part))?;
    let value =
        |count: f64| if exactly(whole.low, 100.0) { Value::Percent(count) } else { Value::Number(count / whole.low) };
    if whole.low <= 0.0 {
        return None;
    }
    Some(Found { at: at..part.end, value: value(part.low) })
}

fn exactly(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq()
}

/// 三点五: Chinese digits after the point.
fn with_decimals(text: &str, number: Numeral) -> Numeral {
    let tail = || {
        let start = starts_with(text, number.end, "点")?;
        let tail = numeral(text, start).filter(|tail| tail.form == Form::Places)?;
        let value = number.low + tail.low / 10f64.powi(tail.chars as i32);
        // 三点五分 is a time of day.
        let time = char_at(text, tail.end).is_some_and(|(char, _)| matches!(char, '分' | '十'));
        (number.form != Form::Arabic && !time).then_some(Numeral {
            end: tail.end,
            low: value,
            high: value,
            form: Form::Mixed,
            chars: number.chars + 1 + tail.chars,
        })
    };
    tail().unwrap_or(number)
}

fn date(text: &str, at: usize, number: Numeral, previous: Option<char>) -> Option<Found> {
    if let Some(found) = numeric_date(text, at, number) {
        return Some(found);
    }
    let (sign, after) = char_at(text, skip_blanks(text, number.end))?;
    let whole = exactly(number.low, number.high) && number.low.fract() == 0.0;
    match sign {
        '年' if char_at(text, after).is_some_and(|(char, _)| char == '代') => None,
        '年' => {
            let year = match number.form {
                Form::Arabic | Form::Places if whole && (1000.0..2200.0).contains(&number.low) => number.low as i32,
                // 六二年: the century is understood.
                Form::Places if whole && number.chars == 2 && number.low > 10.0 => 1900 + number.low as i32,
                _ => return None,
            };
            Some(month_and_day(text, at, after, Some(year)))
        }
        '月' if whole && (1.0..=12.0).contains(&number.low) && (number.form != Form::Places || number.chars == 1) => {
            Some(month_and_day(text, at, at, None))
        }
        '日' if whole && (1.0..=31.0).contains(&number.low) && previous != Some('第') => {
            Some(Found { at: at..after, value: Value::Date { year: None, month: None, day: Some(number.low as u8) } })
        }
        _ => None,
    }
}

/// A month and a day, if they follow at byte `next`, added to a year that was read.
fn month_and_day(text: &str, start: usize, next: usize, year: Option<i32>) -> Found {
    let part = |at: usize, signs: &[char], most: f64| {
        let number = numeral(text, skip_blanks(text, at))?;
        let (sign, after) = char_at(text, skip_blanks(text, number.end))?;
        let fits = exactly(number.low, number.high) && number.low.fract() == 0.0 && (1.0..=most).contains(&number.low);
        (fits && signs.contains(&sign)).then_some((number.low as u8, after))
    };
    let mut end = next;
    let month = part(end, &['月'], 12.0);
    end = month.map_or(end, |(_, after)| after);
    let day = month.and_then(|_| part(end, &['日', '号'], 31.0));
    end = day.map_or(end, |(_, after)| after);
    Found { at: start..end, value: Value::Date { year, month: month.map(|part| part.0), day: day.map(|part| part.0) } }
}

/// 1962.8.9, 1962-08-09, 1962/8/9.
fn numeric_date(text: &str, at: usize, number: Numeral) -> Option<Found> {
    if number.form != Form::Arabic {
        return None;
    }
    let rest = text.get(at..)?;
    let length = rest.bytes().take(10).take_while(|byte| byte.is_ascii_digit() || b"-./".contains(byte)).count();
    let written = rest.get(..length)?;
    let mut parts = written.split(['-', '.', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let fits = (1000..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Found {
        at: at..at + length,
        value: Value::Date { year: Some(year), month: Some(month), day: Some(day) },
    })
}

/// 六十年代, 1960年代.
fn decade(text: &str, at: usize, number: Numeral) -> Option<Found> {
    let end = starts_with(text, skip_blanks(text, number.end), "年代")?;
    let year = |value: f64| if value < 100.0 { 1900.0 + value } else { value };
    Some(Found { at: at..end, value: Value::Approximate { low: year(number.low), high: year(number.high) + 9.0 } })
}

/// A number that is no date, if it is one at all.
fn counted(text: &str, at: usize, number: Numeral, previous: Option<char>) -> Option<Found> {
    let number = with_decimals(text, number);
    if let Some(end) = starts_with(text, number.end, "半").filter(|_| number.chars == 1 && exactly(number.low, 1.0)) {
        return Some(Found { at: at..end, value: Value::Number(0.5) });
    }
    if number.form != Form::Arabic && !is_number(text, at, number, previous) {
        return None;
    }
    let (next, after) = char_at(text, skip_blanks(text, number.end)).unwrap_or((' ', number.end));
    if matches!(next, '%' | '％') {
        return Some(Found { at: at..after, value: Value::Percent(number.low) });
    }
    Some(more(text, at, number).unwrap_or(Found { at: at..number.end, value: between(number.low, number.high) }))
}

/// What makes a number approximate after it: 十几, 六万余, 10余万, 三十多个, 三年多.
fn more(text: &str, at: usize, number: Numeral) -> Option<Found> {
    let (next, after) = char_at(text, number.end)?;
    let step = step(number.low);
    match next {
        '几' if step > 1.0 => {
            let (low, high) = (number.low + 1.0, number.low + step - 1.0);
            let (factor, end) = factor(text, after);
            Some(Found { at: at..end, value: Value::Approximate { low: low * factor, high: high * factor } })
        }
        '余' | '多' | '来' if step > 1.0 => {
            let (factor, end) = factor(text, after);
            let (low, high) = (number.low * factor, (number.high + step) * factor);
            Some(Found { at: at..end, value: Value::Approximate { low, high } })
        }
        '年' | '个' | '天' | '里' | '元' | '倍' | '岁' => {
            let end = starts_with(text, after, "多")?;
            // 一个多余的人 is one superfluous man.
            let superfluous = char_at(text, end).is_some_and(|(char, _)| matches!(char, '余' | '么' | '数'));
            let value = Value::Approximate { low: number.low, high: number.high + 1.0 };
            (!superfluous).then_some(Found { at: at..end, value })
        }
        _ => None,
    }
}

/// The unit at byte `at` that multiplies an approximate number, and where it ends.
fn factor(text: &str, at: usize) -> (f64, usize) {
    match char_at(text, at) {
        Some((char, after)) if matches!(char, '万' | '亿') => (unit(char).unwrap_or(1.0), after),
        _ => (1.0, at),
    }
}

/// How much a number that ends in zeros may be more: 10 for 30, 10,000 for 60,000.
fn step(value: f64) -> f64 {
    let mut step = 1.0;
    while value > 0.0 && step < 1e12 && exactly(value % (step * 10.0), 0.0) {
        step *= 10.0;
    }
    step
}

/// Whether a numeral in Chinese characters counts something, and is not part of a word such as 一切, 十分 or 四川.
fn is_number(text: &str, at: usize, number: Numeral, previous: Option<char>) -> bool {
    let next = char_at(text, skip_blanks(text, number.end)).map(|(char, _)| char);
    let measured = next.is_some_and(is_measure);
    match (number.form, number.chars) {
        // Taels of a number that was read before.
        _ if starts_with(text, at, "两").is_some()
            && previous.is_some_and(|char| unit(char).is_some() || digit(char).is_some()) =>
        {
            false
        }
        // A weekday.
        (_, 1) if matches!(previous, Some('期' | '拜' | '周')) => false,
        (Form::Places, 1) if exactly(number.low, 1.0) => {
            // Before other measure words 一 is what “a” is in English.
            next.is_some_and(|char| "年月日天周岁元块角吨斤磅镑米里尺丈亩公英倍票度点".contains(char))
                && !is_word_of_one(text, at, previous)
        }
        (Form::Places, 1) if exactly(number.low, 0.0) => false,
        (Form::Units, _) if exactly(number.low, 10.0) => {
            next != Some('分') && (measured || !in_word(text, at, number))
                || starts_with(text, number.end, "分钟").is_some()
        }
        // 万人 counts, 万岁 does not.
        (Form::Units, 1) => {
            next.is_some_and(|char| "人名余多里年吨元".contains(char)) || measured && !in_word(text, at, number)
        }
        (Form::Units, _) => {
            measured
                || number.chars > 1
                    && !in_word(text, at, number)
                    && next.is_some_and(|next| !"不要别莫请".contains(next))
        }
        // 万一 is “just in case”.
        (Form::Mixed, _) if starts_with(text, at, "万").is_some() => false,
        (_, 1) => measured || !in_word(text, at, number),
        _ => true,
    }
}

/// Whether the dictionary knows a word that starts with the numeral and goes on after it: 四川, 三民主义.
fn in_word(text: &str, at: usize, number: Numeral) -> bool {
    let ahead: String = text.get(at..).unwrap_or_default().chars().take(6).collect();
    let folded = fold(&ahead);
    let longest = Dictionary::shared().longest(&folded).unwrap_or(0);
    folded.get(..longest).is_some_and(|word| word.chars().count() > number.chars)
}

/// 一 that belongs to a word with what stands before or after it: 统一天下, 一天天, 一点.
fn is_word_of_one(text: &str, at: usize, previous: Option<char>) -> bool {
    let little = starts_with(text, at, "一点").is_some() && starts_with(text, at, "一点钟").is_none();
    let days = starts_with(text, at, "一天天").is_some();
    little || days || previous.is_some_and(|char| "统唯同单专万不之逐进".contains(char))
}

/// Measure words and units that show that a numeral counts.
fn is_measure(char: char) -> bool {
    "个位名人次件种项条张只头匹辆架艘座所家户口批股队支枝把本册份篇封页章节段句字行点年岁载日天夜周月季时刻秒代世\
     届期元块角圆镑吨斤两克磅里尺寸米丈亩顷升斗石倍成级等层排团师营连班军国省市县区州乡村镇族派党处方面套副双对群伙片\
     块根颗粒滴杯碗瓶箱包袋车船间栋幢场阵轮回遍趟声步枪炮分余多几"
        .contains(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let parts = |found: &Found| {
            format!("{}={}", text.get(found.at.clone()).unwrap(), super::super::tests::show(found.value))
        };
        chinese(text).iter().map(parts).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn numbers_are_read_by_value() {
        for (text, expected) in [
            ("六万七千人", "六万七千=67000"),
            ("6万7千人", "6万7千=67000"),
            ("共1.5亿元", "1.5亿=150000000"),
            ("三億五千萬", "三億五千萬=350000000"),
            ("一万亿元", "一万亿=1000000000000"),
            ("二千零五十三名", "二千零五十三=2053"),
            ("三百五，六万七", "三百五=350; 六万七=67000"),
            ("二十两银子，一千两百元", "二十=20; 一千两百=1200"),
            ("十五、二十、廿三、卅一", "十五=15; 二十=20; 廿三=23; 卅一=31"),
            ("共印61分，６７，０００人", "61=61; ６７，０００=67000"),
            ("壹佰贰拾叁元，大陆，陆军", "壹佰贰拾叁=123"),
            ("三点五亩，增加了7.9%", "三点五=3.5; 7.9%=7.9%"),
            ("百分之二十五，三分之二，千分之三", "百分之二十五=25%; 三分之二=0.6667; 千分之三=0.0030"),
            ("第三条和第 20 条", "第三=3; 第 20=20"),
            ("两国之间有三个国家，五位代表", "两=2; 三=3; 五=5"),
            ("468 900，1962 100", "468 900=468900; 1962=1962; 100=100"),
            ("领=字第27分2号", "第27=27; 2=2"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_read_with_the_parts_they_have() {
        for (text, expected) in [
            ("一九六二年八月九日", "一九六二年八月九日=1962-8-9"),
            ("二〇〇五年", "二〇〇五年=2005-?-?"),
            ("1962年8月", "1962年8月=1962-8-?"),
            ("今年6月26日的声明和6月8日和11日", "6月26日=?-6-26; 6月8日=?-6-8; 11日=?-?-11"),
            ("6 月26日，6 月 8 日", "6 月26日=?-6-26; 6 月 8 日=?-6-8"),
            ("民國三十八年十月一日", "民國三十八年十月一日=1949-10-1"),
            ("光绪元年", "光绪元年=1875-?-?"),
            ("六二年", "六二年=1962-?-?"),
            ("三个月，三年，62年", "三=3; 三=3; 62=62"),
            ("1962-08-09，1962.8.9", "1962-08-09=1962-8-9; 1962.8.9=1962-8-9"),
            ("二十世纪六十年代，1930年代", "二十=20; 六十年代=1960..1969; 1930年代=1930..1939"),
            ("星期三下午二时三十分", "二=2; 三十=30"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_exact_is_a_range() {
        for (text, expected) in [
            ("几万人", "几万=20000..99999"),
            ("數十萬", "數十萬=200000..999999"),
            ("成千上万的人", "成千上万=1000..99999"),
            ("上千人，以上千人", "上千=1000..9999; 千=1000"),
            ("二三十个，三五百，七八个", "二三十=20..30; 三五百=300..500; 七八=7..8"),
            ("十几个，二十多年，三百余名", "十几=11..19; 二十多=20..30; 三百余=300..400"),
            ("10余万，六万余人", "10余万=100000..200000; 六万余=60000..70000"),
            ("三年多，两个多月", "三年多=3..4; 两个多=2..3"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn words_with_a_numeral_in_them_are_none() {
        for text in [
            "一切都一起统一",
            "万一不行",
            "千万不要去",
            "十分奇怪",
            "四川、三峡、九江",
            "三民主义",
            "百姓万岁",
            "四面八方",
            "一样一直一定",
            "唯一的",
            "老百姓",
            "数字和数量",
            "上海",
            "成立",
            "半路",
            "几乎",
            "七嘴八舌",
            "这一点",
            "一下子",
            "五四",
            "亿",
            "零星",
        ] {
            let found = show(text);
            assert!(found.is_empty() || text == "五四", "{text}: {found}");
        }
    }
}
