//! Which lines of a text with two languages belong to which.

use super::lines::{Line, Weight, language};
use crate::text::Language;

/// Less than this share of a text is no side of its own: names, quotations, what OCR made of a stamp.
const SMALLEST_SIDE: f32 = 0.06;
/// How many times longer a text is, at least, than a passage of the other language that it quotes.
const INSET: u32 = 4;
/// With no more than this share on the wrong side of one cut, the languages stand in two blocks.
const STRAY: f32 = 0.05;

/// Parts lines by language: Chinese first, English second, each in order.
///
/// Where one language follows the other as a block, strays stay where they stand: an English sentence quoted in the
/// Chinese text belongs to the Chinese text. Where the languages take turns, each line goes to its own.
pub(super) fn part(text: &str, lines: &[Line]) -> (Vec<Line>, Vec<Line>) {
    let weights: Vec<Weight> = lines.iter().map(|line| Weight::of(line.span.of(text).unwrap_or_default())).collect();
    let languages = match whole(&weights) {
        Some(language) => vec![language; lines.len()],
        None => blocks(text, lines, &weights).unwrap_or_else(|| turns(text, lines)),
    };
    let mut sides = (Vec::new(), Vec::new());
    let mut previous = None;
    for (line, language) in lines.iter().zip(languages) {
        // Lines of one language that met only because the other one was taken out are not one paragraph.
        let line = Line { apart: line.apart || previous != Some(language), ..*line };
        match language {
            Language::Chinese => sides.0.push(line),
            Language::English => sides.1.push(line),
        }
        previous = Some(language);
    }
    sides
}

/// Parts the lines of a text that somebody typed: as [`part`], but a passage of one language that stands inside a much
/// longer text of the other is quoted there, and no translation.
pub(super) fn part_plain(text: &str, lines: &[Line]) -> (Vec<Line>, Vec<Line>) {
    let (chinese, english) = part(text, lines);
    match inset(text, lines, &chinese, &english) {
        Some(Language::Chinese) => (lines.to_vec(), Vec::new()),
        Some(Language::English) => (Vec::new(), lines.to_vec()),
        None => (chinese, english),
    }
}

/// The language of a text in which the lines of the other one are few and stand together between its own.
fn inset(text: &str, lines: &[Line], chinese: &[Line], english: &[Line]) -> Option<Language> {
    let weigh = |lines: &[Line]| {
        let weights = lines.iter().map(|line| Weight::of(line.span.of(text).unwrap_or_default()));
        weights.map(|weight| weight.chinese + weight.english).sum::<u32>()
    };
    let english_is_less = weigh(english) < weigh(chinese);
    let (language, own, other) =
        if english_is_less { (Language::Chinese, chinese, english) } else { (Language::English, english, chinese) };
    let (first, last) = (other.first()?.span, other.last()?.span);
    let between = lines.iter().filter(|line| line.span.start >= first.start && line.span.end <= last.end).count();
    let (before, after) = (lines.first()?.span.start < first.start, lines.last()?.span.end > last.end);
    let small = weigh(other) * INSET < weigh(own) && other.len() * INSET as usize <= own.len();
    (before && after && between == other.len() && small).then_some(language)
}

/// The one language of a text that has no other worth a side.
fn whole(weights: &[Weight]) -> Option<Language> {
    let chinese: f32 = weights.iter().map(|weight| weight.chinese as f32).sum();
    let english: f32 = weights.iter().map(|weight| weight.english as f32).sum();
    let all = chinese + english;
    if english <= all * SMALLEST_SIDE && (chinese > 0.0 || english > 0.0) {
        return Some(Language::Chinese);
    }
    if chinese <= all * SMALLEST_SIDE {
        return Some(Language::English);
    }
    None
}

/// The languages of the lines when one cut parts them, or nothing.
fn blocks(text: &str, lines: &[Line], weights: &[Weight]) -> Option<Vec<Language>> {
    let (order, cut, stray) = [(Language::Chinese, Language::English), (Language::English, Language::Chinese)]
        .into_iter()
        .map(|order| {
            let (cut, stray) = best_cut(text, lines, weights, order.0);
            (order, cut, stray)
        })
        .min_by_key(|(_, _, stray)| *stray)?;
    let all: u32 = weights.iter().map(|weight| weight.chinese + weight.english).sum();
    if stray as f32 > all as f32 * STRAY {
        return None;
    }
    Some((0..lines.len()).map(|nth| if nth < cut { order.0 } else { order.1 }).collect())
}

/// Where to cut so that least stands on the wrong side, and how much that is.
fn best_cut(text: &str, lines: &[Line], weights: &[Weight], first: Language) -> (usize, u32) {
    let wrong = |weight: &Weight, language: Language| match language {
        Language::Chinese => weight.english,
        Language::English => weight.chinese,
    };
    let second = if first == Language::Chinese { Language::English } else { Language::Chinese };
    let mut cost: u32 = weights.iter().map(|weight| wrong(weight, second)).sum();
    let (mut low, mut high, mut best) = (0, 0, cost);
    for (nth, weight) in weights.iter().enumerate() {
        cost = cost + wrong(weight, first) - wrong(weight, second);
        if cost < best {
            (low, high, best) = (nth + 1, nth + 1, cost);
        } else if cost == best && high == nth {
            high = nth + 1;
        }
    }
    // Lines of neither language between the two: numbers go with what stands before them, as page numbers do;
    // the bracketed marks of an editor go with the English.
    let bracketed =
        |nth: &usize| lines.get(*nth).and_then(|line| line.span.of(text)).is_some_and(|line| line.starts_with('['));
    let cut = if first == Language::Chinese { (low..high).find(bracketed).unwrap_or(high) } else { high };
    (cut, best)
}

/// The language of each line by itself; a line of neither goes with the one before.
fn turns(text: &str, lines: &[Line]) -> Vec<Language> {
    let own: Vec<Option<Language>> =
        lines.iter().map(|line| language(line.span.of(text).unwrap_or_default())).collect();
    let mut last = own.iter().flatten().next().copied().unwrap_or(Language::Chinese);
    own.into_iter()
        .map(|language| {
            last = language.unwrap_or(last);
            last
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;
    use crate::model::Span;

    fn parted(text: &str) -> (String, String) {
        let (chinese, english) = part(text, &lines(text, Span::new(0, text.len())));
        let joined =
            |lines: Vec<Line>| lines.iter().map(|line| line.span.of(text).unwrap()).collect::<Vec<_>>().join("|");
        (joined(chinese), joined(english))
    }

    #[test]
    fn languages_are_parted_whatever_their_order() {
        for (text, chinese, english) in [
            (
                "水位已經稳定。\n7\n[...]\nThe level is stable now.",
                "水位已經稳定。|7",
                "[...]|The level is stable now.",
            ),
            (
                "[...]\nThe level is stable now.\n12\n\n水位已經稳定。",
                "水位已經稳定。",
                "[...]|The level is stable now.|12",
            ),
            ("河口\nThe mouth\n水位稳定。\nThe level is stable.", "河口|水位稳定。", "The mouth|The level is stable."),
            ("只有中文。\n他叫 John。", "只有中文。|他叫 John。", ""),
            ("Only English.\n1962", "", "Only English.|1962"),
        ] {
            assert_eq!(parted(text), (chinese.to_owned(), english.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_passage_inside_a_longer_text_is_quoted_there() {
        let english = "The river is alive, and it remembers.";
        let chinese = "这条河是有生命的，两岸发生的一切它都记得。";
        for (paragraphs, quoted) in [
            (vec![chinese, chinese, english, chinese, chinese], true),
            (vec![chinese, english, chinese], false),
            (vec![chinese, chinese, chinese, chinese, english], false),
            (vec![chinese, english, chinese, english, chinese, chinese, chinese, chinese, chinese], false),
        ] {
            let text = paragraphs.join("\n\n");
            let (_, second) = part_plain(&text, &lines(&text, Span::new(0, text.len())));
            assert_eq!(second.is_empty(), quoted, "{text}");
        }
    }

    #[test]
    fn a_quotation_stays_in_its_block() {
        let chinese = "水位已經稳定，报告写得很清楚，大家都同意这个看法，没有人反对。\n".repeat(5);
        let english = "The level is stable, the report is clear, all agree with it, and nobody objects.\n".repeat(5);
        let text = format!("{chinese}It is so.\n{chinese}{english}");
        let (first, second) = parted(&text);
        assert!(first.contains("It is so."));
        assert!(!second.contains("It is so."));
    }
}
