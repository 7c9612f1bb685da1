//! Lines of the source to the text people read.
//!
//! Blanks and line ends that typesetting or OCR left inside Chinese sentences are not read; those between the items
//! of a list, and between the words of other scripts, are. Nothing else is changed: no mark, no character, and none of
//! those that are not seen themselves, such as what joins the parts of an emoji.

use super::characters::{SENTENCE_ENDS, is_blank, is_letter, is_unseen, is_wide_mark};
use crate::model::{ReadingText, Span};
use crate::text::Language;
use crate::text::script::is_han;

/// Words that tie others together. Where one stands at a blank, the text goes on through it.
const TIES: &str = "的了和与及在是于之就所被把对向为而以並并與對於為從从由也都又";

/// What the divisions of documents are called.
const DIVISIONS: &[char] = &['章', '节', '節', '条', '條', '款', '部', '回', '卷', '编', '編', '篇', '集', '幕'];

/// Blanks between two characters of a passage.
struct Gap {
    /// The blanks, or all that stands between two lines: it may hold furniture.
    at: Span,
    /// Whether it parts two lines.
    line_end: bool,
    before: char,
    after: char,
    /// The last letter, digit or Chinese character before the gap: it says which script a mark belongs to.
    word: char,
    /// Whether the gap stands in a list.
    in_list: bool,
    /// Whether nothing stands before it but the number of a division: 第二章 对岸.
    after_number: bool,
}

/// The reading text of a passage that stands on `lines` of `source`, in order and without their outer blanks.
pub(super) fn reading(source: &str, lines: &[Span], language: Language) -> ReadingText {
    let mut reading = ReadingText::default();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return reading };
    let mut at = first.start;
    for gap in gaps(source, lines) {
        let (kept, closed_up) = (keeps(&gap, language), Span { start: at, end: gap.at.start });
        if kept && !gap.line_end {
            reading.push_verbatim(source, Span { start: at, end: gap.at.end });
        } else {
            reading.push_verbatim(source, closed_up);
            if kept {
                let blank = gap.at.of(source).is_some_and(|between| between.chars().all(is_blank));
                reading.push_replacement(" ", if blank { gap.at } else { Span { end: gap.at.start, ..gap.at } });
            }
        }
        at = gap.at.end;
    }
    reading.push_verbatim(source, Span { start: at, end: last.end });
    reading
}

/// Whether a text is a list: many short items parted by marks, and no sentence.
pub(super) fn is_list(text: &str, language: Language) -> bool {
    let text = text.trim_matches(is_blank);
    if text.contains(|c| SENTENCE_ENDS.contains(&c) && c != '.') {
        return false;
    }
    if language == Language::English {
        let marks = text.matches(is_separator).count();
        let words = text.split_whitespace().count();
        return marks >= 4 && words <= 3 * (marks + 1) && !text.ends_with('.');
    }
    let mut stretch = Stretch::default();
    let (mut previous, mut blank) = (' ', false);
    for c in text.chars() {
        if is_blank(c) {
            blank = true;
            continue;
        }
        if is_unseen(c) {
            continue;
        }
        if std::mem::take(&mut blank) {
            stretch.gap(previous, c);
        }
        stretch.add(c);
        previous = c;
    }
    stretch.is_enumeration()
}

/// Whether the blanks of a gap are read.
fn keeps(gap: &Gap, language: Language) -> bool {
    if language == Language::English {
        // A word that the line's end cut keeps its hyphen and closes up.
        return !(gap.line_end && gap.before == '-' && is_letter(gap.word) && gap.after.is_lowercase());
    }
    if gap.in_list {
        return !(is_separator(gap.after) || (gap.line_end && is_separator(gap.before)));
    }
    if gap.after_number {
        return true;
    }
    let (before, after) = (script(gap.before, gap.word), script(gap.after, gap.word));
    match (before, after) {
        (Script::Latin | Script::Digit, Script::Latin | Script::Digit) => true,
        (Script::Chinese, Script::Latin) | (Script::Latin, Script::Chinese) => {
            !gap.line_end && !is_wide_mark(gap.before) && !is_wide_mark(gap.after)
        }
        (Script::Chinese, Script::Chinese | Script::Digit) | (Script::Digit, Script::Chinese) => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Chinese,
    Latin,
    Digit,
}

/// What a character counts as beside a blank; a mark of ASCII belongs to the script of the word before it.
fn script(c: char, word: char) -> Script {
    if is_han(c) || is_wide_mark(c) {
        Script::Chinese
    } else if is_letter(c) {
        Script::Latin
    } else if c.is_numeric() {
        Script::Digit
    } else if is_letter(word) {
        Script::Latin
    } else {
        Script::Chinese
    }
}

/// The gaps of a passage, those of each stretch between two sentence ends judged together.
fn gaps(source: &str, lines: &[Span]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut stretch = Stretch::default();
    let mut first_of_stretch = 0;
    let (mut before, mut word) = (' ', ' ');
    // Where blanks began, and whether a line ended there.
    let mut open: Option<(usize, bool)> = None;
    // Blanks whose end was met, but not yet what is seen after them.
    let mut parted: Vec<(Span, bool)> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        if let Some(previous) = nth.checked_sub(1).and_then(|previous| lines.get(previous)) {
            open = Some((previous.end as usize, true));
        }
        for (offset, c) in line.of(source).unwrap_or_default().char_indices() {
            let here = line.start as usize + offset;
            if is_blank(c) {
                open = open.or(Some((here, false)));
                continue;
            }
            parted.extend(open.take().map(|(from, line_end)| (Span::new(from, here), line_end)));
            if is_unseen(c) {
                // What it stands between is told by what is seen.
                continue;
            }
            if !parted.is_empty() {
                stretch.gap(before, c);
            }
            for (at, line_end) in parted.drain(..) {
                let head = lines.first().and_then(|first| source.get(first.start as usize..at.start as usize));
                let after_number = gaps.is_empty() && !line_end && head.is_some_and(is_division);
                gaps.push(Gap { at, line_end, before, after: c, word, in_list: false, after_number });
            }
            stretch.add(c);
            if SENTENCE_ENDS.contains(&c) && c != '.' {
                judge(&mut gaps, first_of_stretch, &stretch);
                first_of_stretch = gaps.len();
                stretch = Stretch::default();
            }
            word = if !is_wide_mark(c) && c.is_alphanumeric() { c } else { word };
            before = c;
        }
    }
    judge(&mut gaps, first_of_stretch, &stretch);
    gaps
}

/// Whether a text is the number of a division of a document and nothing else: 第一章, 第12条.
fn is_division(text: &str) -> bool {
    let number = text.strip_prefix('第').and_then(|rest| rest.strip_suffix(DIVISIONS));
    number.is_some_and(|number| {
        !number.is_empty()
            && number.len() <= 24
            && number.chars().all(|c| super::characters::is_chinese_digit(c) || c.is_ascii_digit())
    })
}

fn judge(gaps: &mut [Gap], first: usize, stretch: &Stretch) {
    let in_list = stretch.is_enumeration() || stretch.is_row_of_items();
    for gap in gaps.iter_mut().skip(first) {
        gap.in_list = in_list;
    }
}

/// What is counted between two sentence ends, to tell a list from a sentence.
#[derive(Default)]
struct Stretch {
    /// Characters that are no blank.
    characters: u32,
    /// Marks that part items or clauses.
    marks: u32,
    /// Blanks that stand alone between two items.
    gaps: u32,
    ended: bool,
    /// Characters since the last blank, and the most there were between two.
    part: u32,
    longest_part: u32,
    tied: bool,
}

impl Stretch {
    fn add(&mut self, c: char) {
        self.characters += 1;
        self.marks += u32::from(is_separator(c));
        self.ended |= SENTENCE_ENDS.contains(&c) && c != '.';
        self.part += 1;
        self.longest_part = self.longest_part.max(self.part);
    }

    fn gap(&mut self, before: char, after: char) {
        self.gaps += u32::from(!is_separator(before));
        self.part = 0;
        self.tied |= TIES.contains(before) || TIES.contains(after);
    }

    /// Four items or more of five characters on the average: no sentence has its clauses so short for so long.
    /// Most items are parted by marks, or it is a sentence that OCR parted everywhere.
    fn is_enumeration(&self) -> bool {
        self.marks >= 3 && self.gaps <= self.marks && self.characters <= 5 * (self.marks + self.gaps) + 5
    }

    /// Nothing but short items between blanks: 机密 文 409.
    fn is_row_of_items(&self) -> bool {
        self.gaps > 0 && !self.ended && !self.tied && self.longest_part <= 6
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '、' | ',' | '，' | '､' | ';' | '；')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    fn clean(source: &str, language: Language) -> String {
        let lines: Vec<Span> = lines(source, Span::new(0, source.len())).iter().map(|line| line.span).collect();
        reading(source, &lines, language).text().to_owned()
    }

    #[test]
    fn blanks_inside_chinese_sentences_are_not_read() {
        for (source, expected) in [
            ("非法越界进 入領土的情况已基本停止。", "非法越界进入領土的情况已基本停止。"),
            ("在 6 月26日的声明 中, \"慣例\"", "在6月26日的声明中,\"慣例\""),
            ("他說, \"現在还有 人\"(按当时 記录)。", "他說,\"現在还有人\"(按当时記录)。"),
            ("水文站\n設在河 口，\n　　每日 观测。", "水文站設在河口，每日观测。"),
            (
                "一九五九年三月四日总領事館 代理館員面交的便函 的譯文",
                "一九五九年三月四日总領事館代理館員面交的便函的譯文",
            ),
            ("乘 Victoria 号輪船，共 40 人。", "乘 Victoria 号輪船，共40人。"),
            ("全文(見 New York Times 第 3 版)。", "全文(見 New York Times 第3版)。"),
            ("甲 說：请 坐。", "甲說：请坐。"),
            ("第二章 对岸", "第二章 对岸"),
            ("第十二条　双方同 意互不侵犯。", "第十二条　双方同意互不侵犯。"),
            ("第二天 对岸的人", "第二天对岸的人"),
            (
                "他 👨\u{200D}👩\u{200D}👧 来了 🏳\u{FE0F}\u{200D}🌈。",
                "他👨\u{200D}👩\u{200D}👧来了🏳\u{FE0F}\u{200D}🌈。",
            ),
            ("葛\u{E0100} 城在\u{2060} 此", "葛\u{E0100}城在\u{2060}此"),
            ("乘 \u{200E}Victoria\u{200E} 号", "乘 \u{200E}Victoria\u{200E} 号"),
            ("他們\u{200B}說\u{FEFF}過了，我們 \u{202A} 是好的。", "他們說過了，我們\u{202A}是好的。"),
            ("می\u{200C}خواهم 好", "می\u{200C}خواهم 好"),
        ] {
            assert_eq!(clean(source, Language::Chinese), expected, "{source}");
        }
    }

    #[test]
    fn blanks_between_items_are_read() {
        for source in [
            "机密 文 409",
            "KP 19/8",
            "林业厅 水利厅 存档",
            "抄送: 省长、秘书长、水利厅(2)、林业厅 外事处、档案室(4) 总务科、存档3分 共印12分",
        ] {
            assert_eq!(clean(source, Language::Chinese), source);
        }
        assert_eq!(
            clean("抄送：省长、秘书长、水利厅\n林业厅(2)、外事处", Language::Chinese),
            "抄送：省长、秘书长、水利厅 林业厅(2)、外事处"
        );
        assert_eq!(
            clean("省长、秘书长、\n水利厅\n、林业厅(2)、外事处", Language::Chinese),
            "省长、秘书长、水利厅、林业厅(2)、外事处"
        );
    }

    #[test]
    fn english_lines_are_parted_by_one_blank() {
        for (source, expected) in [
            ("The survey party\nof 关系 left.", "The survey party of 关系 left."),
            ("a well-\nknown  river", "a well-known  river"),
            ("by boat -\n- or not", "by boat - - or not"),
        ] {
            assert_eq!(clean(source, Language::English), expected, "{source}");
        }
    }

    #[test]
    fn a_list_is_told_from_a_sentence() {
        for (text, expected) in [
            ("抄送: 主任、科长、水利厅(2)、林业厅 外事处、档案室", true),
            ("首先应該指出,河口地区的水位近来已在很大程度上稳定,居民已逐漸返回", false),
            ("外交部文件", false),
        ] {
            assert_eq!(is_list(text, Language::Chinese), expected, "{text}");
        }
    }
}
