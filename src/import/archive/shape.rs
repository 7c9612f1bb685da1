//! What a paragraph of a body looks like, before its neighbours are asked.

use crate::import::characters::{
    ends_closed, has_open_pair, is_blank, is_closing, is_letter, is_wide_mark, starts_item,
};
use crate::import::clean::is_list;
use crate::import::lines::Weight;
use crate::text::Language;
use crate::text::script::is_han;

/// So many characters with a comma among them are a part of a sentence.
const CHINESE_PART: u32 = 10;
/// So many words with a comma among them are a part of a sentence.
const ENGLISH_PART: u32 = 14;
/// Page numbers have no more digits.
const PAGE_DIGITS: usize = 4;
/// The longest line that a page carries beside its text, in characters.
const MARGINAL: usize = 28;

/// What a paragraph looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// Sentences, the last one perhaps cut.
    Running,
    /// What may be a part of a sentence: clauses without an end. It may be a long heading as well.
    Clause,
    /// Names, offices, copies: items without a sentence.
    List,
    /// The mark of an editor, in brackets.
    Editorial,
    /// The number of a page.
    PageNumber,
    /// Neither letters nor digits.
    Marks,
    /// A line that is no sentence: heading, address, date, stamp.
    Short,
}

/// What `text`, a paragraph as it is read, looks like.
pub(super) fn shape(text: &str, language: Language) -> Shape {
    if is_page_number(text) {
        return Shape::PageNumber;
    }
    if is_editorial(text) {
        return Shape::Editorial;
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Shape::Marks;
    }
    match (is_list(text, language), sentence(text, language)) {
        (_, Some(true)) => Shape::Running,
        (true, _) => Shape::List,
        (_, Some(false)) => Shape::Clause,
        (_, None) => Shape::Short,
    }
}

/// Whether a paragraph stops before its sentence does.
pub(super) fn is_open(text: &str) -> bool {
    !ends_closed(text) || (has_open_pair(text) && !text.ends_with(['"', '”', '」']))
}

/// Whether a line is such as a page carries beside its text: short, no sentence, no item of a list.
pub(super) fn is_marginal(text: &str, shape: Shape) -> bool {
    match shape {
        Shape::PageNumber | Shape::Marks => true,
        Shape::Short => text.chars().count() <= MARGINAL && !ends_closed(text) && !starts_item(text),
        Shape::Running | Shape::Clause | Shape::List | Shape::Editorial => false,
    }
}

/// Whether a text has the end of a sentence in it, or else the marks or the length of a part of one.
fn sentence(text: &str, language: Language) -> Option<bool> {
    let weight = Weight::of(text);
    let size = weight.chinese.max(weight.english);
    let (small, part) = if language == Language::Chinese { (2, CHINESE_PART) } else { (3, ENGLISH_PART) };
    let (mut ends, mut commas, mut colons) = (false, false, false);
    let mut characters = text.trim_matches(is_blank).chars().peekable();
    let mut letters = 0;
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        // A full stop after a few letters (No. 409, Dr. Lin) ends no sentence, unless the text ends with it.
        let stop = c == '.' && next.is_none_or(|next| is_closing(next) || is_blank(next));
        ends |= matches!(c, '。' | '！' | '？' | '!' | '?' | '｡');
        ends |= stop && weight.english >= 3 && (letters >= 4 || (next.is_none() && weight.english >= 4));
        commas |= matches!(c, '，' | ',' | '；' | ';' | '(' | '（');
        colons |= matches!(c, '：' | ':') && next.is_some();
        letters = if is_letter(c) { letters + 1 } else { 0 };
    }
    if ends && size >= small {
        return Some(true);
    }
    let long = (commas && size >= part) || (colons && size >= 2 * part) || size >= 6 * part;
    long.then_some(false)
}

/// `7`, `- 7 -`, `(7)`, `p. 7`, `Page 7`, `第7页`, `7/12`, and all of them in brackets.
pub(super) fn is_page_number(text: &str) -> bool {
    let core = text.trim_matches(|c: char| {
        is_blank(c) || matches!(c, '-' | '—' | '–' | '·' | '.' | '(' | ')' | '（' | '）' | '[' | ']')
    });
    let lower = core.to_lowercase();
    let named = ["page", "pg.", "p.", "第"].iter().find_map(|name| lower.strip_prefix(name));
    let core = named.unwrap_or(&lower).trim().trim_end_matches(['页', '頁']).trim();
    let number = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.len() <= PAGE_DIGITS && part.chars().all(|c| c.is_ascii_digit())
    };
    let chinese = named.is_some() && !core.is_empty() && core.chars().all(crate::import::characters::is_chinese_digit);
    match core.split_once('/').or_else(|| core.split_once(" of ")) {
        Some((page, all)) => number(page) && number(all),
        None => number(core) || (chinese && text.contains(['页', '頁'])),
    }
}

/// Whether the text is nothing but remarks in square brackets.
fn is_editorial(text: &str) -> bool {
    let mut depth = 0_u32;
    for c in text.trim_matches(is_blank).chars() {
        match c {
            '[' | '［' | '【' => depth += 1,
            ']' | '］' | '】' if depth > 0 => depth -= 1,
            _ if depth == 0 && !is_blank(c) => return false,
            _ => {}
        }
    }
    depth == 0 && text.starts_with(['[', '［', '【'])
}

/// Whether the text has a word of either language in it: two Chinese characters or three letters in a row.
pub(super) fn has_word(text: &str) -> bool {
    let (mut letters, mut han) = (0, 0);
    text.chars().filter(|c| !is_wide_mark(*c)).any(|c| {
        letters = if is_letter(c) { letters + 1 } else { 0 };
        han = if is_han(c) { han + 1 } else { 0 };
        letters >= 3 || han >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_by_their_marks() {
        use Language::{Chinese, English};
        for (text, language, expected) in [
            ("两省派遣的水文考察队已于三月到达河口。", Chinese, Shape::Running),
            ("当地居民給了考察队很多帮助,但是由于水位", Chinese, Shape::Clause),
            ("关于河口考察队的工作,水利厅致外事处的便函", Chinese, Shape::Clause),
            ("应的协議。", Chinese, Shape::Running),
            ("請水利厅、林业厅商办", Chinese, Shape::Short),
            ("水利厅文件", Chinese, Shape::Short),
            ("1962年8月9日收到", Chinese, Shape::Short),
            ("机密 文 409", Chinese, Shape::Short),
            ("总領事閣下:", Chinese, Shape::Short),
            ("抄送: 省长、秘书长、水利厅(2)、林业厅 外事处、档案室(4)", Chinese, Shape::List),
            ("[...]", English, Shape::Editorial),
            ("[Illegible signature] [stamp]", English, Shape::Editorial),
            ("[以下缺一頁]", Chinese, Shape::Editorial),
            ("[The party] arrived in March.", English, Shape::Running),
            ("7", Chinese, Shape::PageNumber),
            ("— 12 —", Chinese, Shape::PageNumber),
            ("第3頁", Chinese, Shape::PageNumber),
            ("[Page 4]", English, Shape::PageNumber),
            ("三", Chinese, Shape::Short),
            ("19621", Chinese, Shape::Short),
            ("* * *", English, Shape::Marks),
            ("Confidential File No. 409", English, Shape::Short),
            ("The party arrived.", English, Shape::Running),
        ] {
            assert_eq!(shape(text, language), expected, "{text}");
        }
    }
}
