//! English words to stems, so that forms of one word meet: went and goes, men and man, negotiated and negotiations.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// A base form, a tab and its irregular forms on each line. The recipe of the synonyms reads the same file.
const IRREGULAR: &str = include_str!("../../assets/irregular.tsv");

static BASES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = IRREGULAR.lines().filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(base, forms)| forms.split(' ').map(move |form| (form, base))).collect()
});

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The stem of an English word: its base form where it is irregular, then what Snowball's English algorithm makes of it.
///
/// `word` is in lower case; a curly apostrophe counts as a straight one and a possessive `'s` is dropped. Anything but
/// ASCII comes back as it is.
#[must_use]
pub fn stem(word: &str) -> String {
    let straight;
    let mut word = word;
    if word.contains('’') {
        straight = word.replace('’', "'");
        word = &straight;
    }
    if !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(base) = BASES.get(word) {
        return SNOWBALL.stem(base).into_owned();
    }
    let word = word.strip_suffix("'s").filter(|rest| !rest.is_empty()).unwrap_or(word);
    SNOWBALL.stem(BASES.get(word).copied().unwrap_or(word)).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_of_one_word_meet() {
        for (one, other) in [
            ("went", "goes"),
            ("was", "being"),
            ("men", "man"),
            ("women's", "woman"),
            ("china’s", "china"),
            ("children", "child"),
            ("negotiated", "negotiating"),
            ("refugees", "refugee"),
            ("countries", "country"),
            ("wrote", "writing"),
            ("better", "good"),
            ("crises", "crisis"),
        ] {
            assert_eq!(stem(one), stem(other));
        }
    }

    #[test]
    fn odd_words_come_back() {
        for (word, expected) in [("", ""), ("苏联", "苏联"), ("café", "café"), ("'s", "be"), ("1962", "1962")] {
            assert_eq!(stem(word), expected);
        }
    }

    #[test]
    fn no_form_is_irregular_twice() {
        let forms: usize = IRREGULAR.lines().map(|line| line.split(['\t', ' ']).count() - 1).sum();
        assert_eq!(BASES.len(), forms);
    }

    proptest! {
        #[test]
        fn any_text_has_a_stem(word in "\\PC*") {
            prop_assert!(stem(&word).len() <= word.len() + 8);
        }
    }
}
