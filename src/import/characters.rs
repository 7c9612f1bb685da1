//! What the rules of this layer ask of a single character, and of the first and last ones of a text.
//!
//! Facts that more than one layer needs belong to `text`.

use crate::text::script::is_han;

/// Marks that end a sentence in either language.
pub(super) const SENTENCE_ENDS: &[char] = &['。', '！', '？', '!', '?', '…', '.', '．', '｡'];

/// Opening marks with their closing ones, full-width and ASCII.
const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('（', '）'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('【', '】'),
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
];

/// Whether the character parts what stands beside it and nothing else: white space, a place where a line may break, and
/// the mark of an encoding that joining files left in a text. These are what cleaning may leave out.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// Whether nothing is seen of the character alone, but perhaps of what it does to its neighbours: joiners (an emoji of
/// several parts), variation selectors, marks of direction, places where a line may not break or may. All of them are
/// kept; only a text that is nothing else is no text.
pub(super) fn is_unseen(c: char) -> bool {
    is_blank(c)
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200C}'..='\u{200F}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
        || matches!(c, '\u{E0100}'..='\u{E01EF}')
}

/// Whether the character ends a line. A form feed ends a page and so a line too.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether it is a letter that is not Chinese.
pub(super) fn is_letter(c: char) -> bool {
    // Asking Unicode's tables is dear; most of what is not ASCII here is Chinese.
    c.is_ascii_alphabetic() || (!c.is_ascii() && !is_han(c) && !is_wide_mark(c) && c.is_alphabetic())
}

/// Whether it is a mark as Chinese typesetting knows it, as wide as a character of Chinese.
pub(super) fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{301F}' | '\u{3030}' | '\u{303D}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Whether it closes a quotation or a bracket. The ASCII quotes open and close alike and count.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '’') || PAIRS.iter().any(|pair| pair.1 == c)
}

/// Whether a text ends as a sentence or a clause before a list does, looking behind closing marks.
pub(super) fn ends_closed(text: &str) -> bool {
    let text = without_note_mark(text.trim_end_matches(is_blank));
    let bare = text.trim_end_matches(is_closing);
    bare.ends_with(SENTENCE_ENDS) || bare.ends_with(['：', ':', '；', ';'])
}

/// The number in square brackets at the start of a text, and the text behind it: how notes are marked.
pub(super) fn note_number(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['[', '［', '〔'])?;
    let digits = inner.chars().take(4).take_while(char::is_ascii_digit).count();
    let (number, rest) = inner.split_at_checked(digits)?;
    let rest = rest.strip_prefix([']', '］', '〕'])?;
    (1..=3).contains(&digits).then_some((number, rest))
}

/// A text without the marks of notes at its end: 依据。〔1〕, the sides.[12], 依据。③
fn without_note_mark(mut text: &str) -> &str {
    loop {
        let bare = text.trim_end_matches(|c| matches!(c, '①'..='⑳' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
        let mark = bare.rfind(['[', '［', '〔']).filter(|at| {
            let mark = bare.get(*at..).unwrap_or_default();
            note_number(mark).is_some_and(|(_, rest)| rest.is_empty())
        });
        match mark.and_then(|at| bare.get(..at)) {
            Some(before) if !before.is_empty() => text = before.trim_end_matches(is_blank),
            _ => return if bare.is_empty() { text } else { bare },
        }
    }
}

/// Whether a bracket or a quotation of `text` is still open at its end.
///
/// ASCII quotes count as one pair: an odd number of them leaves one open. A closing mark without its opening one
/// closes nothing: OCR loses marks.
pub(super) fn has_open_pair(text: &str) -> bool {
    let mut depth = [0_u32; PAIRS.len()];
    let mut quotes = 0;
    for c in text.chars().filter(|c| !is_han(*c) && !c.is_ascii_alphanumeric()) {
        quotes += u32::from(c == '"');
        for (nth, pair) in PAIRS.iter().enumerate() {
            if c == pair.0 {
                depth[nth] += 1;
            } else if c == pair.1 {
                depth[nth] = depth[nth].saturating_sub(1);
            }
        }
    }
    quotes % 2 == 1 || depth.iter().any(|open| *open > 0)
}

/// Whether the text starts with the number or the dot of an item: 一、 （三） 第二条 2. (b) • -.
pub(super) fn starts_item(text: &str) -> bool {
    let mut rest = text.trim_start_matches(is_blank);
    if rest.starts_with(['•', '●', '○', '■', '◆', '※', '△', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
    {
        return true;
    }
    if let Some(after) = rest.strip_prefix(['-', '*', '–']) {
        return after.starts_with(is_blank);
    }
    let ordinal = rest.strip_prefix('第');
    let bracketed = rest.strip_prefix(['(', '（']);
    rest = ordinal.or(bracketed).unwrap_or(rest);
    let number: String = rest.chars().take_while(|c| is_chinese_digit(*c) || c.is_ascii_digit()).collect();
    let after = rest.strip_prefix(number.as_str()).unwrap_or(rest);
    let letter = number.is_empty() && bracketed.is_some() && after.chars().next().is_some_and(is_letter);
    if letter {
        return after.chars().nth(1).is_some_and(|c| matches!(c, ')' | '）'));
    }
    if number.is_empty() || number.chars().count() > 3 {
        return false;
    }
    let mut following = after.chars();
    match (following.next(), following.next()) {
        (Some(')' | '）'), _) => true,
        (Some(c), _) if ordinal.is_some() => "章节節条條款项項部回卷编編".contains(c),
        (Some('、' | '．'), _) => true,
        (Some('.'), next) => next.is_none_or(|c| !c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether the character is a digit of a Chinese number.
pub(super) fn is_chinese_digit(c: char) -> bool {
    "〇○零一二三四五六七八九十百".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_end_is_seen_behind_quotes_and_brackets() {
        for (text, expected) in [
            ("双方都有利。", true),
            ("采取了一定措施……\"", true),
            ("这不是很清楚的吗？）", true),
            ("代表团成员如下：", true),
            ("应該滿意地指出,", false),
            ("本公署", false),
            ("所謂\"慣例\"", false),
            ("taken certain actions.", true),
            ("lest it would", false),
            ("双方边界的依据。〔1〕", true),
            ("between the two sides.[1] [12]", true),
            ("双方边界的依据③", false),
            ("他們說：②", true),
            ("〔1〕", false),
        ] {
            assert_eq!(ends_closed(text), expected, "{text}");
        }
    }

    #[test]
    fn an_open_pair_is_one_without_its_other_half() {
        for (text, expected) in [
            ("他說(按当时", true),
            ("他說(按当时記录)", false),
            ("他說: \"現在", true),
            ("《水文年鑑》和「記录」", false),
            ("“我們", true),
            ("記录)之后", false),
        ] {
            assert_eq!(has_open_pair(text), expected, "{text}");
        }
    }

    #[test]
    fn items_are_told_from_numbers() {
        for (text, expected) in [
            ("一、边境", true),
            ("（三）水文", true),
            ("第二章 河流", true),
            ("第二天早晨", false),
            ("2. Rivers", true),
            ("(b) Rivers", true),
            ("2.5 公里", false),
            ("1962年8月", false),
            ("一九六二年", false),
            ("十、其他", true),
            ("- 其他", true),
            ("-其他", false),
        ] {
            assert_eq!(starts_item(text), expected, "{text}");
        }
    }
}
