//! One character form for all: traditional, obsolete, variant and compatibility characters to the simplified, common
//! one, and full-width letters and digits to plain ones.
//!
//! For comparing and looking up only, never for showing: 后 and 後 become one. It works character by character, so
//! that character counts, though not byte counts, stay what they were. The table is `assets/variants.tsv`; how it was
//! made and from what is told in `assets/recipes/variants.py`.

use std::sync::LazyLock;

/// A character and its folded form on each line, separated by a tab, in code point order.
const TABLE: &str = include_str!("../../assets/variants.tsv");

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::read);

/// The folded form of `text`: as many characters, not always as many bytes.
#[must_use]
pub fn fold(text: &str) -> String {
    let forms = &*FORMS;
    text.chars().map(|char| forms.of(char)).collect()
}

/// The folded form of a character; itself where it has no other. Folding twice changes nothing.
#[must_use]
pub fn fold_char(char: char) -> char {
    FORMS.of(char)
}

struct Forms {
    /// The folded form of every character of the Basic Multilingual Plane, by code point; 0 for "itself".
    plane: Box<[u16]>,
    /// The rarer ones, in code point order.
    beyond: Vec<(char, char)>,
}

impl Forms {
    fn read() -> Self {
        let mut plane = vec![0; 1 << 16].into_boxed_slice();
        let mut beyond = Vec::new();
        for line in TABLE.lines() {
            let mut chars = line.chars();
            if let (Some(from), Some('\t'), Some(to)) = (chars.next(), chars.next(), chars.next()) {
                match plane.get_mut(from as usize) {
                    // The recipe only gives targets of this plane, so that the cast loses nothing.
                    Some(slot) => *slot = to as u16,
                    None => beyond.push((from, to)),
                }
            }
        }
        Self { plane, beyond }
    }

    fn of(&self, char: char) -> char {
        match self.plane.get(char as usize) {
            Some(0) => char,
            Some(&form) => char::from_u32(u32::from(form)).unwrap_or(char),
            None => self.beyond.binary_search_by_key(&char, |pair| pair.0).map_or(char, |nth| self.beyond[nth].1),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn old_and_traditional_forms_meet_the_simplified_one() {
        for (text, expected) in [
            ("蘇聯政府收到了囘信", "苏联政府收到了回信"),
            ("羣衆覩狀", "群众睹状"),
            ("綫裏裡滙鄰峯幷並", "线里里汇邻峰并并"),
            ("乾燥 幹部 干涉", "干燥 干部 干涉"),
            ("發展 頭髮 发", "发展 头发 发"),
            ("皇后 之後 后面", "皇后 之后 后面"),
            ("爲説産強関", "为说产强关"),
            ("１９６２年Ａ", "1962年A"),
            ("，。？！（）", "，。？！（）"),
            ("著名 着手", "著名 着手"),
            ("⼀⻘\u{F9D1}", "一青六"),
            ("USSR 1962", "USSR 1962"),
            ("", ""),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn common_simplified_characters_stay() {
        for char in
            "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出会三要于下得可你年生著藉覆余叶只后干发里面台"
                .chars()
        {
            assert_eq!(fold_char(char), char);
        }
    }

    #[test]
    fn every_folded_form_folds_to_itself() {
        for char in (0..0x3_2000).filter_map(char::from_u32) {
            assert_eq!(fold_char(fold_char(char)), fold_char(char), "{char}");
        }
    }

    proptest! {
        #[test]
        fn folding_keeps_the_number_of_characters(text in "\\PC*") {
            prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
