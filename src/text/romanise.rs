//! How Chinese names are spelled in Latin letters: pinyin, Wade-Giles, and the established forms that no rule gives.
//!
//! All spellings are for comparing: small letters without tones, apostrophes, hyphens and dots over ü.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::{fold, fold_char};

/// A toneless syllable, a tab and the folded characters that are read so; from CC-CEDICT by `assets/recipes/cedict.py`.
const SYLLABLES: &str = include_str!("../../assets/syllables.tsv");

/// A folded name, a tab and its established English forms, separated by `/`; by hand, sorted.
const NAMES: &str = include_str!("../../assets/names.tsv");

/// Characters and their readings, in character order.
static READINGS: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let lines = SYLLABLES.lines().filter_map(|line| line.split_once('\t'));
    let mut readings: Vec<_> = lines.flat_map(|(read, chars)| chars.chars().map(move |char| (char, read))).collect();
    readings.sort_unstable();
    readings
});

static ESTABLISHED: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| NAMES.lines().filter_map(|line| line.split_once('\t')).collect());

/// Characters of the longest established name.
static LONGEST_NAME: LazyLock<usize> =
    LazyLock::new(|| ESTABLISHED.keys().map(|name| name.chars().count()).max().unwrap_or_default());

/// All readings of a character in toneless pinyin; nü both as `nu` and `nv`.
pub fn syllables(char: char) -> impl Iterator<Item = &'static str> + use<> {
    let char = fold_char(char);
    let start = READINGS.partition_point(|reading| reading.0 < char);
    READINGS.iter().skip(start).take_while(move |reading| reading.0 == char).map(|reading| reading.1)
}

/// All syllables of toneless pinyin.
pub fn all_syllables() -> impl Iterator<Item = &'static str> {
    SYLLABLES.lines().filter_map(|line| line.split_once('\t')).map(|(syllable, _)| syllable)
}

/// The established English forms of a name in any character form, if it has any: 蒋介石 gives Chiang Kai-shek.
pub fn established(name: &str) -> impl Iterator<Item = &'static str> + use<> {
    ESTABLISHED.get(&*fold(name)).into_iter().flat_map(|forms| forms.split('/'))
}

/// Length in bytes of the longest established name that `folded` starts with.
pub fn longest_established(folded: &str) -> Option<usize> {
    let ends = folded.char_indices().map(|(at, char)| at + char.len_utf8()).take(*LONGEST_NAME);
    ends.filter(|end| folded.get(..*end).is_some_and(|start| ESTABLISHED.contains_key(start))).last()
}

/// Whether `word` may spell the characters of `name` in pinyin or in Wade-Giles, one or the other throughout.
///
/// Letter case, apostrophes, hyphens, blanks and the dots of ü do not count: 恩来 is spelled by Enlai, En-lai and enlai.
pub fn spells(word: &str, name: &str) -> bool {
    let word = letters(word);
    !word.is_empty() && !name.is_empty() && (spelled(&word, name, pinyin) || spelled(&word, name, wade_giles))
}

/// A spelling as the functions here compare it: small letters and nothing else.
pub fn letters(spelling: &str) -> String {
    let plain = spelling.chars().flat_map(char::to_lowercase).map(|char| match char {
        'ü' | 'ǚ' | 'ǜ' | 'û' => 'u',
        'ê' | 'é' | 'ě' | 'è' => 'e',
        _ => char,
    });
    plain.filter(char::is_ascii_lowercase).collect()
}

/// Where the spellings of the characters one after another can end in `word`, from every place they can start.
fn spelled(word: &str, name: &str, spell: fn(&str) -> String) -> bool {
    let mut ends = vec![0];
    for char in name.chars() {
        let mut next = Vec::new();
        for syllable in syllables(char) {
            let syllable = spell(syllable);
            next.extend(
                ends.iter().filter_map(|end| word.get(*end..)?.starts_with(&*syllable).then_some(end + syllable.len())),
            );
        }
        next.sort_unstable();
        next.dedup();
        ends = next;
    }
    ends.contains(&word.len())
}

fn pinyin(syllable: &str) -> String {
    syllable.to_owned()
}

/// The Wade-Giles spelling of a pinyin syllable, without its apostrophe and its dots: `zhang` gives `chang`, `xu` `hsu`.
///
/// By the rules of the standard table (Giles 1912): one change of the initial, one of the final, and whole syllables
/// where it has its own.
#[must_use]
pub fn wade_giles(syllable: &str) -> String {
    if let Some((_, whole)) = WHOLE.iter().find(|(pinyin, _)| *pinyin == syllable) {
        return (*whole).to_owned();
    }
    let (initial, rest) = INITIALS
        .iter()
        .find_map(|(pinyin, wade)| syllable.strip_prefix(pinyin).map(|rest| ((*pinyin, *wade), rest)))
        .unwrap_or((("", ""), syllable));
    let final_part = match (initial.0, rest) {
        ("g" | "k", "ui") => "uei",
        ("g" | "k" | "h" | "sh", "uo") => "uo",
        ("g" | "k" | "h", "e") | (_, "uo") => "o",
        (_, "ian") => "ien",
        (_, "ie") => "ieh",
        (_, "iong") => "iung",
        (_, "ong") => "ung",
        (_, "ue" | "ve") => "ueh",
        (_, "v") => "u",
        (_, rest) => rest,
    };
    format!("{}{final_part}", initial.1)
}

/// Initials that change, longer ones first; the aspirated ones lose their apostrophe.
const INITIALS: &[(&str, &str)] = &[
    ("zh", "ch"),
    ("ch", "ch"),
    ("sh", "sh"),
    ("b", "p"),
    ("p", "p"),
    ("m", "m"),
    ("f", "f"),
    ("d", "t"),
    ("t", "t"),
    ("n", "n"),
    ("l", "l"),
    ("g", "k"),
    ("k", "k"),
    ("h", "h"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("r", "j"),
    ("z", "ts"),
    ("c", "ts"),
    ("s", "s"),
];

/// Syllables that change as a whole.
const WHOLE: &[(&str, &str)] = &[
    ("zhi", "chih"),
    ("chi", "chih"),
    ("shi", "shih"),
    ("ri", "jih"),
    ("zi", "tzu"),
    ("ci", "tzu"),
    ("si", "ssu"),
    ("er", "erh"),
    ("yi", "i"),
    ("ye", "yeh"),
    ("yan", "yen"),
    ("you", "yu"),
    ("yong", "yung"),
    ("yue", "yueh"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_all_their_readings() {
        for (char, expected) in [
            ('蒋', &["jiang"][..]),
            ('蔣', &["jiang"]),
            ('女', &["nu", "nv", "ru"]),
            ('重', &["chong", "zhong"]),
            ('a', &[]),
        ] {
            let found: Vec<_> = syllables(char).collect();
            assert!(expected.iter().all(|syllable| found.contains(syllable)), "{char} {found:?}");
        }
    }

    #[test]
    fn wade_giles_follows_the_table() {
        for (pinyin, expected) in [
            ("zhang", "chang"),
            ("xin", "hsin"),
            ("jiang", "chiang"),
            ("qing", "ching"),
            ("zhou", "chou"),
            ("mao", "mao"),
            ("ze", "tse"),
            ("dong", "tung"),
            ("deng", "teng"),
            ("xiao", "hsiao"),
            ("ping", "ping"),
            ("guo", "kuo"),
            ("jie", "chieh"),
            ("shi", "shih"),
            ("si", "ssu"),
            ("ren", "jen"),
            ("bai", "pai"),
            ("lin", "lin"),
            ("biao", "piao"),
            ("he", "ho"),
            ("yan", "yen"),
            ("xue", "hsueh"),
            ("luo", "lo"),
            ("gui", "kuei"),
            ("hui", "hui"),
            ("xiong", "hsiung"),
            ("er", "erh"),
            ("lve", "lueh"),
            ("tian", "tien"),
            ("cao", "tsao"),
        ] {
            assert_eq!(wade_giles(pinyin), expected, "{pinyin}");
        }
    }

    #[test]
    fn names_are_known_by_their_spelling() {
        for (word, name) in [
            ("Pengfei", "鹏飞"),
            ("Enlai", "恩来"),
            ("En-lai", "恩來"),
            ("Tse-tung", "泽东"),
            ("Hsüeh-liang", "学良"),
            ("Xi'an", "西安"),
            ("Chongqing", "重庆"),
            ("Lü", "吕"),
            ("Hanfu", "汉夫"),
            ("Chang", "章"),
            ("Zhang", "章"),
        ] {
            assert!(spells(word, name), "{word} {name}");
        }
        for (word, name) in
            [("Enla", "恩来"), ("Enlai", "恩"), ("", "恩"), ("Enlai", ""), ("Moscow", "莫斯科"), ("a", "b")]
        {
            assert!(!spells(word, name), "{word} {name}");
        }
    }

    #[test]
    fn established_names_are_found_in_any_form() {
        for (name, expected) in
            [("蒋介石", "Chiang Kai-shek"), ("蔣介石", "Chiang Kai-shek"), ("迪化", "Tihwa"), ("蘇聯", "Soviet Union")]
        {
            assert!(established(name).any(|form| form == expected), "{name}");
        }
        assert_eq!(established("没有").count(), 0);
        assert_eq!(longest_established("中华人民共和国政府"), Some("中华人民共和国".len()));
        assert_eq!(longest_established("政府"), None);
        for line in NAMES.lines() {
            let (name, forms) = line.split_once('\t').expect("two fields");
            assert_eq!(name, fold(name));
            assert!(forms.split('/').all(|form| form.is_ascii() && !form.trim().is_empty()), "{line}");
        }
        assert_eq!(ESTABLISHED.len(), NAMES.lines().count());
    }
}
