//! Lines to paragraphs, where a file breaks its lines at a width, at every paragraph, or both.

use super::characters::{ends_closed, starts_item};
use super::lines::Line;
use crate::model::Span;
use crate::text::Language;
use crate::text::script::is_han;

/// Words that no English phrase ends with.
const LEADING_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "its", "not", "of", "on", "or", "our",
    "that", "the", "their", "to", "was", "were", "which", "who", "with",
];

/// A paragraph: its lines, without the blanks around.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Paragraph {
    /// In order; never empty.
    pub lines: Vec<Span>,
    /// Whether its first line is set in.
    pub indented: bool,
}

/// How a text breaks its lines.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Layout {
    /// Characters of a full line.
    width: usize,
    /// Whether lines end where they are full, and not where a paragraph does.
    wrapped: bool,
    /// Whether most lines are set in, so that being set in says nothing.
    set_in: bool,
}

/// The paragraphs that `lines` make up. A line apart always starts one.
pub(super) fn paragraphs(text: &str, lines: &[Line], language: Language) -> Vec<Paragraph> {
    let layout = layout(text, lines, language);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for group in lines.chunk_by(|_, next| !next.apart) {
        let uniform = is_uniform(text, group);
        let mut previous: Option<&Line> = None;
        for line in group {
            let goes_on = previous.is_some_and(|previous| goes_on(text, previous, line, language, layout, uniform));
            match paragraphs.last_mut() {
                Some(last) if goes_on => last.lines.push(line.span),
                _ => paragraphs.push(Paragraph { lines: vec![line.span], indented: line.indented }),
            }
            previous = Some(line);
        }
    }
    paragraphs
}

/// Whether an English text goes on after its end: it stops at a comma or at a word that leads on.
pub(super) fn leads_on(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    text.ends_with([',', '-']) || LEADING_WORDS.contains(&last)
}

/// Whether `line` goes on with the paragraph of `previous`, the line before it.
fn goes_on(text: &str, previous: &Line, line: &Line, language: Language, layout: Layout, uniform: bool) -> bool {
    let before = previous.span.of(text).unwrap_or_default();
    let after = line.span.of(text).unwrap_or_default();
    let closed = ends_closed(before);
    if starts_item(after) || (line.indented && !layout.set_in) {
        return false;
    }
    // Turns of speakers and lines of a form (时间：, 地点：) each stand on their own.
    if starts_label(after) && (closed || starts_label(before)) {
        return false;
    }
    let lower = after.starts_with(char::is_lowercase);
    if !closed && language == Language::English && (lower || leads_on(before)) {
        return true;
    }
    if !closed && before.ends_with(['，', '、', ',']) {
        return true;
    }
    if !closed && uniform && language == Language::Chinese {
        return true;
    }
    let length = before.chars().count();
    let full = if closed { layout.width * 9 / 10 } else { layout.width * 3 / 4 };
    layout.wrapped && length >= full
}

/// Whether a line starts with a few words and a colon: the name of a speaker, the label of a form.
fn starts_label(line: &str) -> bool {
    line.split_once(['：', ':']).is_some_and(|(label, _)| {
        let wide = label.chars().any(is_han);
        let size = if wide { label.chars().count() } else { label.split_whitespace().count() };
        (1..=if wide { 8 } else { 4 }).contains(&size)
            && label.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '.')
    })
}

/// Measures the lines that have another one right after them.
fn layout(text: &str, lines: &[Line], language: Language) -> Layout {
    let followed: Vec<&str> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [line, next] if !next.apart => line.span.of(text),
            _ => None,
        })
        .collect();
    let mut lengths: Vec<usize> = followed.iter().map(|line| line.chars().count()).collect();
    lengths.sort_unstable();
    let width = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0);
    // Where lines end because they are full, most that stop early in a sentence are about as long as the longest.
    let (mut open, mut open_and_full, mut full) = (0, 0, 0);
    for line in &followed {
        let is_full = line.chars().count() * 5 >= width * 4;
        let is_open = !ends_closed(line);
        full += usize::from(is_full);
        open += usize::from(is_open);
        open_and_full += usize::from(is_full && is_open);
    }
    let narrowest = if language == Language::Chinese { 12 } else { 30 };
    let indented = lines.windows(2).filter(|pair| matches!(pair, [_, next] if !next.apart && next.indented)).count();
    Layout {
        width,
        wrapped: width >= narrowest && open_and_full * 2 >= open && open_and_full * 5 >= full * 2,
        set_in: indented * 5 > followed.len() * 3,
    }
}

/// Whether the lines of a group are about as long as each other, but for the last: a heading on several lines.
fn is_uniform(text: &str, group: &[Line]) -> bool {
    let lengths: Vec<usize> = group.iter().map(|line| line.span.of(text).unwrap_or_default().chars().count()).collect();
    let Some((last, full)) = lengths.split_last() else { return false };
    let longest = full.iter().max().copied().unwrap_or(0);
    let shortest = full.iter().min().copied().unwrap_or(0);
    longest >= 12 && shortest * 10 >= longest * 7 && *last <= longest * 6 / 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    fn parted(text: &str, language: Language) -> Vec<String> {
        paragraphs(text, &lines(text, Span::new(0, text.len())), language)
            .iter()
            .map(|paragraph| paragraph.lines.iter().map(|line| line.of(text).unwrap()).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn chinese_lines_make_paragraphs() {
        for (text, expected) in [
            ("第一段。\n\n第二段。", vec!["第一段。", "第二段。"]),
            ("水位近来已經稳定。\n居民都回到村里去了。", vec!["水位近来已經稳定。", "居民都回到村里去了。"]),
            (
                "　　水位近来已經稳定，居民都回到\n村里去了。\n　　河口设了一个站。",
                vec!["水位近来已經稳定，居民都回到|村里去了。", "河口设了一个站。"],
            ),
            (
                "关于两省派遣水文考察队前往\n河口地区进行共同工作的一份\n便函（譯文）",
                vec!["关于两省派遣水文考察队前往|河口地区进行共同工作的一份|便函（譯文）"],
            ),
            ("水利厅\n林业厅\n外事处", vec!["水利厅", "林业厅", "外事处"]),
        ] {
            assert_eq!(parted(text, Language::Chinese), expected, "{text}");
        }
    }

    #[test]
    fn english_lines_make_paragraphs() {
        for (text, expected) in [
            (
                "The level of the river has been stable\nsince the spring of this year, as the\nstation reports.\nThe party leaves tomorrow.",
                vec![
                    "The level of the river has been stable|since the spring of this year, as the|station reports.",
                    "The party leaves tomorrow.",
                ],
            ),
            ("One paragraph.\nAnother one.", vec!["One paragraph.", "Another one."]),
            ("Memorandum of\nConversation", vec!["Memorandum of|Conversation"]),
            ("Director Lin\nForestry Office\nHekou", vec!["Director Lin", "Forestry Office", "Hekou"]),
        ] {
            assert_eq!(parted(text, Language::English), expected, "{text}");
        }
    }
}
