//! Passages that the end of a page cut in two, and the furniture that fell between their halves.
//!
//! A half that stops before its sentence does is joined to the next running text, over marginal lines if there are
//! any. How sure that must be depends on how the text ends its paragraphs elsewhere: where OCR lost the full stops,
//! a missing one means nothing.

use super::kinds::is_office_line;
use super::shape::{Shape, is_marginal, is_open};
use super::words::Words;
use crate::import::characters::{has_open_pair, starts_item};
use crate::import::lines::Weight;
use crate::import::paragraphs::leads_on;
use crate::text::Language;

/// The most marginal lines that are looked over for the second half of a passage.
const MOST_BETWEEN: usize = 14;

/// What joining needs to know of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// As it is read by itself.
    pub text: String,
    pub shape: Shape,
    pub indented: bool,
    /// Whether it is text whatever stands around it (a number that the citation names).
    pub kept: bool,
}

/// A passage: the positions of its parts, and the positions of the furniture between each and the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Joined {
    pub parts: Vec<usize>,
    pub between: Vec<std::ops::Range<usize>>,
}

/// What is the same for all parts of a body.
struct Rules {
    language: Language,
    words: Words,
    /// Whether a missing full stop means that a paragraph goes on.
    reliable: bool,
    /// The first part with a sentence in it. What stands before may be a heading with commas.
    first_sentence: usize,
}

/// Joins parts to passages, in order. Furniture between the halves belongs to the passage it cut.
pub(super) fn join(parts: &[Part], language: Language, words: Words) -> Vec<Joined> {
    let first_sentence = parts.iter().position(|part| part.shape == Shape::Running).unwrap_or(parts.len());
    let rules = Rules { language, words, reliable: ends_are_reliable(parts), first_sentence };
    let mut joined = Vec::new();
    let mut nth = 0;
    while nth < parts.len() {
        let mut passage = Joined { parts: vec![nth], between: Vec::new() };
        while let Some(next) = second_half(parts, nth, &rules) {
            passage.between.push(nth + 1..next);
            passage.parts.push(next);
            nth = next;
        }
        joined.push(passage);
        nth += 1;
    }
    joined
}

/// Whether most paragraphs end with a mark, so that one without is a surprise.
///
/// Those before a marginal line do not count: there a page ended, and a sentence may well go on.
fn ends_are_reliable(parts: &[Part]) -> bool {
    let (mut open, mut all) = (0, 0);
    for (nth, part) in parts.iter().enumerate().filter(|(_, part)| is_text(part)) {
        if parts.get(nth + 1).is_none_or(|next| !is_marginal(&next.text, next.shape)) {
            all += 1;
            open += usize::from(is_open(&part.text));
        }
    }
    open * 5 <= all * 2
}

/// The position of the part that goes on where part `nth` stops, if it stops early.
fn second_half(parts: &[Part], nth: usize, rules: &Rules) -> Option<usize> {
    let first = parts.get(nth)?;
    if !(is_text(first) || is_cut_line(first, nth, rules)) || !is_open(&first.text) {
        return None;
    }
    let between = parts
        .iter()
        .skip(nth + 1)
        .take(MOST_BETWEEN + 1)
        .take_while(|part| is_marginal(&part.text, part.shape) && !part.kept)
        .count();
    let second = parts.get(nth + 1 + between)?;
    if between > MOST_BETWEEN || !is_text(second) || starts_item(&second.text) {
        return None;
    }
    let goes_on = match rules.language {
        Language::Chinese => chinese_goes_on(first, second, nth, between, rules),
        Language::English => english_goes_on(&first.text, &second.text),
    };
    goes_on.then_some(nth + 1 + between)
}

fn is_text(part: &Part) -> bool {
    matches!(part.shape, Shape::Running | Shape::Clause)
}

/// Whether a single line without a comma may be all that the first page has of a passage. In English a small letter
/// after it says enough; in Chinese only a word that the page's end cut will do.
fn is_cut_line(part: &Part, nth: usize, rules: &Rules) -> bool {
    let weight = Weight::of(&part.text);
    let long = match rules.language {
        Language::Chinese => weight.chinese >= 5 && nth > rules.first_sentence,
        Language::English => weight.english >= 5,
    };
    part.shape == Shape::Short && long && !part.kept && !starts_item(&part.text) && !is_office_line(&part.text)
}

fn chinese_goes_on(first: &Part, second: &Part, nth: usize, between: usize, rules: &Rules) -> bool {
    let (before, after) = (first.text.as_str(), second.text.as_str());
    // A paragraph set in as the first half was starts afresh.
    if second.indented && first.indented && !before.ends_with(['，', '、', ',']) {
        return false;
    }
    let starts_low = after.starts_with(['，', '、', ',', '。', '；', '：', ')', '）', '」', '”', '的', '了', '着']);
    let marked = before.ends_with(['，', '、', ',']) || has_open_pair(before) || starts_low;
    // A word may seem to lie across by chance: between neighbours that proves nothing before the text has begun.
    let begun = nth >= rules.first_sentence;
    let sure = marked || ((begun || between > 0) && rules.words.cross(before, after));
    let reliable = rules.reliable && begun;
    if first.shape == Shape::Short {
        return between > 0 && sure;
    }
    // A quotation mark or a bracket may end a paragraph without a full stop: only a page's end speaks against it.
    let half_closed = before.ends_with(['"', '”', '」', '』', ')', '）', '》']) && !has_open_pair(before);
    if half_closed { sure || (between > 0 && reliable) } else { sure || reliable }
}

fn english_goes_on(before: &str, after: &str) -> bool {
    let letters = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    letters.starts_with(char::is_lowercase) || leads_on(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::archive::shape::shape;

    fn joined(texts: &[&str], language: Language) -> Vec<Vec<usize>> {
        let parts: Vec<Part> = texts
            .iter()
            .map(|text| Part {
                text: (*text).to_owned(),
                shape: shape(text, language),
                indented: false,
                kept: *text == "12-3",
            })
            .collect();
        join(&parts, language, Words::new()).into_iter().map(|joined| joined.parts).collect()
    }

    #[test]
    fn a_page_break_is_bridged_and_nothing_else() {
        use Language::{Chinese, English};
        let (whole, other) = ("考察队已于三月到达河口，居民很高兴。", "水位稳定，工作順利。");
        for (texts, language, expected) in [
            (
                vec![whole, "考察队希望繼續留在河口，这", "林", "12", "种願望是好的。", other],
                Chinese,
                vec![vec![0], vec![1, 4], vec![5]],
            ),
            (
                vec![whole, "他說(按照水利厅当时的記录", "其中只有三处)是好的。", other],
                Chinese,
                vec![vec![0], vec![1, 2], vec![3]],
            ),
            (
                vec![whole, "考察队希望繼續留在河口，这", "12-3", other],
                Chinese,
                vec![vec![0], vec![1], vec![2], vec![3]],
            ),
            (
                vec![whole, "考察队希望繼續留在河口，这", "[...]", other],
                Chinese,
                vec![vec![0], vec![1], vec![2], vec![3]],
            ),
            (
                vec![whole, "今年六月林远舟同", "7", "志指出，水位已經稳定。", other],
                Chinese,
                vec![vec![0], vec![1, 3], vec![4]],
            ),
            (vec!["关于考察队工作，水利厅的声", "明天出发。", other], Chinese, vec![vec![0], vec![1], vec![2]]),
            (vec![whole, "工作安排", "7", "考察队明天出发。"], Chinese, vec![vec![0], vec![1], vec![2], vec![3]]),
            (vec![whole, other], Chinese, vec![vec![0], vec![1]]),
            (
                vec!["We closed the station, lest the flood", "12", "carry it away.", "So it is."],
                English,
                vec![vec![0, 2], vec![3]],
            ),
            (vec!["The station is closed, as we said", "The flood came in May."], English, vec![vec![0], vec![1]]),
        ] {
            assert_eq!(joined(&texts, language), expected, "{texts:?}");
        }
    }
}
