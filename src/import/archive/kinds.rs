//! What each passage of a body is, and what each piece of furniture is.

use rustc_hash::FxHashMap;

use super::shape::{Shape, has_word};
use crate::import::characters::{ends_closed, starts_item};
use crate::import::lines::Weight;
use crate::model::{FurnitureKind, PassageKind};
use crate::text::script::is_han;

/// Words that offices write about a document rather than in it: secrecy, numbers, receipt, printing, distribution.
const OFFICE_WORDS: &[&str] = &[
    "抄送", "抄报", "抄報", "主送", "分送", "送阅", "送閱", "共印", "印发", "印發", "付印", "收到", "收文", "发文",
    "發文", "机密", "機密", "绝密", "絕密", "秘密", "密級", "密级", "内部", "內部", "特急", "加急", "急件", "存档",
    "存檔", "商办", "商辦", "核阅", "核閱", "批示", "字第", "档号", "檔號", "编号", "編號", "卷号", "全宗", "校对",
    "校對", "打字",
];

/// The same in English, in lower case.
const ENGLISH_OFFICE_WORDS: &[&str] = &[
    "confidential",
    "secret",
    "classified",
    "restricted",
    "urgent",
    "file no",
    "file number",
    "document no",
    "doc. no",
    "no.",
    "received",
    "printed",
    "issued",
    "copies",
    "copy to",
    "cc:",
    "distribution",
    "archive",
    "reference",
];

/// A passage as far as its kind needs it.
pub(super) struct Sketch<'a> {
    pub text: &'a str,
    pub shape: Shape,
}

/// The kinds of a body's passages, with the level of headings.
///
/// `title` is the title of the record, in whatever language it is.
pub(super) fn kinds(sketches: &[Sketch], title: Option<&str>) -> Vec<(PassageKind, u8)> {
    let running = |sketch: &Sketch| sketch.shape == Shape::Running;
    let first = sketches.iter().position(running).unwrap_or(sketches.len());
    let last = sketches.iter().rposition(running).unwrap_or(0);
    let heading = title_line(sketches.get(..first).unwrap_or_default(), title);
    let kind = |(nth, sketch): (usize, &Sketch)| match sketch.shape {
        Shape::Running => (PassageKind::Paragraph, 0),
        Shape::Clause if nth > first => (PassageKind::Paragraph, 0),
        Shape::Editorial => (PassageKind::Editorial, 0),
        Shape::List => (PassageKind::MetadataLine, 0),
        _ if heading == Some(nth) => (PassageKind::Heading, 1),
        Shape::Short if is_office_line(sketch.text) => (PassageKind::MetadataLine, 0),
        _ if nth > first && nth < last && is_heading(sketch, sketches.get(nth + 1)) => (PassageKind::Heading, 2),
        // What stands behind the lines of an office, after the text has ended, is theirs too.
        _ if nth > last && sketches.get(last..nth).unwrap_or_default().iter().any(is_office) => {
            (PassageKind::MetadataLine, 0)
        }
        _ if ends_closed(sketch.text) => (PassageKind::Paragraph, 0),
        _ => (PassageKind::Other, 0),
    };
    sketches.iter().enumerate().map(kind).collect()
}

/// Which of the lines before the first paragraph is the title: the record's own, else the longest that could be one.
fn title_line(front: &[Sketch], title: Option<&str>) -> Option<usize> {
    let candidates =
        || front.iter().enumerate().filter(|(_, sketch)| matches!(sketch.shape, Shape::Short | Shape::Clause));
    let recorded = title.and_then(|title| candidates().find(|(_, sketch)| same_words(sketch.text, title)));
    let longest = || {
        candidates()
            .filter(|(_, sketch)| !is_office_line(sketch.text) && !ends_closed(sketch.text))
            .map(|(nth, sketch)| (nth, size(sketch)))
            .filter(|(_, size)| *size >= 5)
            .max_by_key(|(nth, size)| (*size, std::cmp::Reverse(*nth)))
            .map(|(nth, _)| nth)
    };
    recorded.map(|(nth, _)| nth).or_else(longest)
}

/// How long a line is: in words, and in Chinese two characters for one.
fn size(sketch: &Sketch) -> u32 {
    let weight = Weight::of(sketch.text);
    weight.english + weight.chinese / 2
}

/// Whether two texts are the same but for case and marks.
fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && a == b
}

fn is_office(sketch: &Sketch) -> bool {
    sketch.shape == Shape::List || (sketch.shape == Shape::Short && is_office_line(sketch.text))
}

/// Whether a line is about the document.
pub(super) fn is_office_line(text: &str) -> bool {
    let lower = text.to_lowercase();
    OFFICE_WORDS.iter().any(|word| text.contains(word))
        || ENGLISH_OFFICE_WORDS.iter().any(|word| lower.starts_with(word) || lower.contains(&format!(" {word}")))
        || (!has_word(text) && text.chars().filter(char::is_ascii_digit).count() >= 5)
}

/// Whether a short line among paragraphs is a heading: running text follows, and it is numbered or of few words.
fn is_heading(sketch: &Sketch, next: Option<&Sketch>) -> bool {
    let followed = next.is_some_and(|next| next.shape == Shape::Running);
    let plain = has_word(sketch.text) && size(sketch) <= 12 && !ends_closed(sketch.text);
    followed && (plain || starts_item(sketch.text)) && !ends_closed(sketch.text)
}

/// What a piece of furniture is.
pub(super) fn furniture_kind(text: &str, shape: Shape) -> FurnitureKind {
    let digits = text.chars().filter(|c| c.is_ascii_digit()).count();
    let han = text.chars().filter(|c| is_han(*c)).count();
    match shape {
        Shape::PageNumber => FurnitureKind::PageNumber,
        Shape::Marks if text.chars().all(|c| c.is_whitespace() || "*-_=·•—–~＊".contains(c)) => {
            FurnitureKind::Other
        }
        Shape::Marks => FurnitureKind::Noise,
        _ if digits > 0 => FurnitureKind::FileNumber,
        _ if text.chars().count() == han && han <= 4 => FurnitureKind::Stamp,
        _ => FurnitureKind::Other,
    }
}

/// Which short lines are the heading that each page repeats: the same words, digits aside, beside page numbers.
pub(super) fn repeated_headings(texts: &[(&str, Shape)]) -> Vec<bool> {
    let key = |text: &str| -> String { crate::text::fold::fold(text).chars().filter(|c| c.is_alphabetic()).collect() };
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (nth, (text, shape)) in texts.iter().enumerate() {
        if *shape == Shape::Short && has_word(text) && !ends_closed(text) {
            places.entry(key(text)).or_default().push(nth);
        }
    }
    let beside_number = |nth: &usize| {
        let neighbours = [nth.checked_sub(1), Some(nth + 1)];
        neighbours.iter().flatten().any(|at| texts.get(*at).is_some_and(|(_, shape)| *shape == Shape::PageNumber))
    };
    texts
        .iter()
        .enumerate()
        .map(|(nth, (text, _))| {
            let Some(same) = places.get(&key(text)).filter(|same| same.len() > 1 && same.contains(&nth)) else {
                return false;
            };
            same.first() != Some(&nth) && same.iter().filter(|at| beside_number(at)).count() * 2 >= same.len()
        })
        .collect()
}
