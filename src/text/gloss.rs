//! What a gloss of the dictionary says in words that may stand in a translation.
//!
//! The build script reads all glosses with it, once and for all; nothing else may be used here but the standard library.

/// Words that say nothing of the meaning of a gloss.
const FUNCTION_WORDS: [&str; 22] = [
    "a", "an", "and", "as", "be", "by", "eg", "esp", "etc", "for", "from", "ie", "in", "into", "of", "on", "one", "or",
    "sb", "sth", "the", "to",
];

/// The words of the parts of a gloss that may each translate the headword, with the weight of the part.
///
/// Measure words and references to other entries translate nothing; what stands in brackets explains.
pub fn parts(gloss: &str) -> Vec<(Vec<&str>, f32)> {
    let gloss = gloss.trim_start();
    if ["CL:", "variant of", "old variant", "see also", "see "].iter().any(|start| gloss.starts_with(start)) {
        return Vec::new();
    }
    if let Some(name) = gloss.strip_prefix("surname ") {
        return words(name).into_iter().next().map(|name| (vec![name], 0.5)).into_iter().collect();
    }
    let mut parts = Vec::new();
    let mut part = Vec::new();
    for piece in outside_brackets(gloss) {
        let mut rest = piece;
        while let Some((before, after)) = rest.split_once([';', ',', '/']) {
            part.extend(words(before));
            parts.push(std::mem::take(&mut part));
            rest = after;
        }
        part.extend(words(rest));
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
        .into_iter()
        .map(|part| {
            let telling: Vec<_> = part.iter().copied().filter(|word| !is_function_word(word)).collect();
            (if telling.is_empty() { part } else { telling }, 1.0)
        })
        .collect()
}

fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.iter().any(|function| word.eq_ignore_ascii_case(function))
}

/// The pieces of a gloss that no bracket holds.
fn outside_brackets(gloss: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = gloss;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        pieces.push(before);
        let Some((_, after)) = after.split_once([')', ']']) else { return pieces };
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// The runs of Latin letters and the runs of digits.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_fall_into_their_parts() {
        for (gloss, expected) in [
            ("to flee; to run away", vec![vec!["flee"], vec!["run", "away"]]),
            ("border (of 国家 a country), frontier", vec![vec!["border"], vec!["frontier"]]),
            ("CL:條|条[tiao2]", vec![]),
            ("surname Ji (姬)", vec![vec!["Ji"]]),
            ("to be", vec![vec!["to", "be"]]),
            ("26 (number)", vec![vec!["26"]]),
        ] {
            assert_eq!(parts(gloss).into_iter().map(|(words, _)| words).collect::<Vec<_>>(), expected, "{gloss}");
        }
    }
}
