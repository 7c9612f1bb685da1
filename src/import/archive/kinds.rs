//! What each passage of a body is, and what each piece of furniture is.

use rustc_hash::FxHashMap;

use super::date;
use super::joining::Part;
use super::shape::{Shape, has_word};
use crate::import::characters::{ends_closed, starts_item};
use crate::import::lines::Weight;
use crate::model::{FurnitureKind, PassageKind};
use crate::text::fold::fold;
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

/// What documents call themselves, folded.
const DOCUMENT_WORDS: &[&str] = &[
    "关于",
    "声明",
    "报告",
    "记录",
    "纪要",
    "备忘录",
    "便函",
    "公函",
    "复函",
    "来函",
    "信",
    "电报",
    "来电",
    "复电",
    "通知",
    "通报",
    "指示",
    "意见",
    "建议",
    "决定",
    "决议",
    "说明",
    "提要",
    "摘要",
    "总结",
    "计划",
    "方案",
    "讲话",
    "谈话",
    "照会",
    "公报",
    "协定",
    "条约",
    "日记",
    "会谈",
    "请示",
    "批复",
    "简报",
    "译文",
];

/// The same in English, in lower case.
const ENGLISH_DOCUMENT_WORDS: &[&str] = &[
    "statement",
    "report",
    "record",
    "minutes",
    "memorandum",
    "memo",
    "note",
    "letter",
    "telegram",
    "cable",
    "notice",
    "directive",
    "instructions",
    "decision",
    "resolution",
    "explanation",
    "outline",
    "summary",
    "plan",
    "speech",
    "talk",
    "conversation",
    "communiqué",
    "agreement",
    "treaty",
    "diary",
    "request",
    "reply",
    "bulletin",
    "proposal",
    "translation",
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
    let office = sketches.iter().skip(last + 1).position(is_office).map_or(usize::MAX, |nth| last + 1 + nth);
    let heading = title_line(sketches.get(..first).unwrap_or_default(), title);
    let kind = |(nth, sketch): (usize, &Sketch)| match sketch.shape {
        Shape::Running => (PassageKind::Paragraph, 0),
        Shape::Clause if nth > first => (PassageKind::Paragraph, 0),
        Shape::Editorial => (PassageKind::Editorial, 0),
        _ if heading == Some(nth) => (PassageKind::Heading, 1),
        Shape::Short | Shape::List if is_office_line(sketch.text) => (PassageKind::MetadataLine, 0),
        _ if nth < last && is_heading(sketch, sketches.get(nth + 1), nth < first) => (PassageKind::Heading, 2),
        // What stands behind the lines of an office, after the text has ended, is theirs too.
        _ if nth > office => (PassageKind::MetadataLine, 0),
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
            .filter(|(_, sketch)| could_be_title(sketch.text))
            .map(|(nth, sketch)| (nth, names_a_document(sketch.text), size(sketch)))
            .filter(|(_, named, size)| *size >= 5 || (*named && *size >= 2))
            .max_by_key(|(nth, named, size)| (*named, *size, std::cmp::Reverse(*nth)))
            .map(|(nth, ..)| nth)
    };
    recorded.map(|(nth, _)| nth).or_else(longest)
}

/// Whether a line may be a title: not of the office, no date, no salutation, no label with its value.
fn could_be_title(text: &str) -> bool {
    !has_label(text) && !is_office_line(text) && !ends_closed(text) && date::iso(text).is_none() && !starts_item(text)
}

/// Whether a line starts with a label: 时间：…, Place: ….
fn has_label(text: &str) -> bool {
    text.find([':', '：']).is_some_and(|at| at <= 24)
}

/// Whether a line says what sort of document it heads.
fn names_a_document(text: &str) -> bool {
    let (folded, lower) = (fold(text), text.to_lowercase());
    DOCUMENT_WORDS.iter().any(|word| folded.contains(word))
        || lower.split(|c: char| !c.is_alphabetic()).any(|word| ENGLISH_DOCUMENT_WORDS.contains(&word))
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
fn is_heading(sketch: &Sketch, next: Option<&Sketch>, front: bool) -> bool {
    if has_label(sketch.text) || sketch.text.starts_with(['(', '（', '[', '【']) && !starts_item(sketch.text) {
        return false;
    }
    let followed = next.is_some_and(|next| next.shape == Shape::Running);
    let plain = !front && has_word(sketch.text) && size(sketch) <= 12 && !ends_closed(sketch.text);
    followed && (plain || starts_item(sketch.text)) && !ends_closed(sketch.text)
}

/// What a piece of furniture is.
pub(super) fn furniture_kind(text: &str, shape: Shape) -> FurnitureKind {
    let digits = text.chars().filter(char::is_ascii_digit).count();
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
/// The first of them is text.
pub(super) fn repeated_headings(parts: &[Part]) -> Vec<bool> {
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (nth, part) in parts.iter().enumerate() {
        if part.shape == Shape::Short && has_word(&part.text) && !ends_closed(&part.text) {
            let letters = fold(&part.text).chars().filter(|c| c.is_alphabetic()).collect();
            places.entry(letters).or_default().push(nth);
        }
    }
    let is_number = |nth: usize| parts.get(nth).is_some_and(|part| part.shape == Shape::PageNumber);
    let beside_number = |nth: &usize| is_number(nth + 1) || nth.checked_sub(1).is_some_and(is_number);
    let mut repeated = vec![false; parts.len()];
    let headings = places
        .into_values()
        .filter(|same| same.len() > 1 && same.iter().filter(|nth| beside_number(nth)).count() * 2 >= same.len());
    for nth in headings.flat_map(|same| same.into_iter().skip(1)) {
        if let Some(place) = repeated.get_mut(nth) {
            *place = true;
        }
    }
    repeated
}
