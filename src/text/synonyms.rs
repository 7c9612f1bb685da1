//! English words that a translator might have chosen instead, from WordNet.
//!
//! The file, `assets/synonyms.tsv`, is searched where it lies; `assets/recipes/synonyms.py` tells how it was made.

use std::sync::LazyLock;

const DATA: &str = include_str!("../../assets/synonyms.tsv");

/// Stems that may stand for `stem`, each with how likely it does, 0.1 to 1, best first.
///
/// `stem` and what comes back are made by [`stem`](super::stem::stem). Only words that gloss a Chinese word in the
/// dictionary have any.
pub fn of(stem: &str) -> impl Iterator<Item = (&'static str, f32)> + use<> {
    let mut fields = line(stem).unwrap_or_default().split(' ');
    std::iter::from_fn(move || {
        let synonym = fields.next().filter(|field| !field.is_empty())?;
        let percent: u8 = fields.next()?.parse().ok()?;
        Some((synonym, f32::from(percent) / 100.0))
    })
}

/// First byte of every line.
static LINES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut start = 0;
    let mut lines = Vec::with_capacity(1 << 15);
    for line in DATA.split_inclusive('\n') {
        lines.push(start);
        start += line.len() as u32;
    }
    lines
});

/// What follows the tab on the line of `stem`, by binary search over the lines of the sorted file.
fn line(stem: &str) -> Option<&'static str> {
    let rest = |start: u32| DATA.get(start as usize..).unwrap_or_default();
    let before = |start: &u32| rest(*start).bytes().take_while(|byte| *byte != b'\t').lt(stem.bytes());
    let found = rest(*LINES.get(LINES.partition_point(before))?).strip_prefix(stem)?.strip_prefix('\t')?;
    found.split('\n').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stem::stem;

    #[test]
    fn the_file_is_sorted_ascii_of_stems_and_percents() {
        assert!(DATA.is_ascii());
        let keys: Vec<_> = DATA.lines().filter_map(|line| line.split('\t').next()).collect();
        assert!(keys.is_sorted() && keys.len() > 15_000);
        for key in keys {
            let found: Vec<_> = of(key).collect();
            assert!(!found.is_empty(), "{key}");
            assert!(found.iter().all(|(word, weight)| !word.is_empty() && (0.1..=1.0).contains(weight)), "{key}");
            assert!(found.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{key}");
        }
    }

    #[test]
    fn translators_words_are_near() {
        for (word, near) in [("begin", "commenced"), ("border", "boundaries"), ("flee", "flying")] {
            // 边境 is glossed "border", 开始 "begin", 逃 "flee".
            let near = stem(near);
            assert!(of(&stem(word)).any(|(found, _)| found == near), "{word} {near}");
        }
        for word in ["", "苏联", "zzzz", "\u{0}", "~"] {
            assert_eq!(of(word).count(), 0, "{word}");
        }
    }
}
