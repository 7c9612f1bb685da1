//! English words that a translator might have chosen instead, from WordNet.
//!
//! The file, `assets/synonyms.tsv`, is searched where it lies; `assets/recipes/synonyms.py` tells how it was made.

const DATA: &str = include_str!("../../assets/synonyms.tsv");

/// Stems that may stand for `stem`, each with how likely it does, 0.1 to 1, best first.
///
/// `stem` and what comes back are made by [`stem`](super::stem::stem). Only words that gloss a Chinese word in the
/// dictionary have any.
pub fn of(stem: &str) -> impl Iterator<Item = (&'static str, f32)> + use<> {
    let mut fields = line(stem).unwrap_or_default().split([' ', '\n']);
    std::iter::from_fn(move || {
        let synonym = fields.next().filter(|field| !field.is_empty())?;
        let percent: u8 = fields.next()?.parse().ok()?;
        Some((synonym, f32::from(percent) / 100.0))
    })
}

/// What follows the tab on the line of `stem`, by binary search over the bytes of the sorted file.
fn line(stem: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, DATA.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        // `middle` may be anywhere; the file is ASCII, so every byte is a character.
        let start = DATA.get(low..middle)?.rfind('\n').map_or(low, |at| low + at + 1);
        let end = DATA.get(middle..high)?.find('\n').map_or(high, |at| middle + at + 1);
        let (key, rest) = DATA.get(start..end)?.split_once('\t')?;
        match key.cmp(stem) {
            std::cmp::Ordering::Less => low = end,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => return Some(rest),
        }
    }
    None
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
