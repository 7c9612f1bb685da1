//! Where the sentences of a passage end.
//!
//! The cutting habits are those of hand-aligned texts: a quotation's last sentence ends after its closing mark, even
//! where “he said” follows in Chinese (“……？”汪某问。 are two); a semicolon ends nothing; what stands in brackets is not
//! cut. An empty line always cuts. Everything here is linear in the text.

mod brackets;
mod chinese;
mod english;

use std::ops::Range;

use super::Language;
use super::script::is_latin;
use brackets::Brackets;

/// The sentences of `text` as ranges of bytes that, end to end, cover it; the blanks after a sentence belong to it, and
/// the blanks at the start of the text to the first one. No range is empty; an empty text has none.
pub fn split(text: &str, language: Language) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut at) = (0, 0);
    // A sentence has a letter or a digit: what has none goes to its neighbour.
    let mut has_text = false;
    let mut brackets = Brackets::of(text);
    let mut quote = StraightQuotes::default();
    while let Some(char) = next_char(text, at) {
        let mut end = None;
        if is_ender(char) {
            let run = Run::read(text, at, quote);
            if has_text && run_ends(&Place { text, start, run: &run }, &mut brackets, language) {
                end = Some(run.end);
            }
            if run.closed_straight {
                quote.toggle();
            }
            at = run.closers_end;
        } else {
            if char == '\n' {
                end = empty_line(text, at);
            } else if char == '"' {
                quote.toggle();
            }
            has_text |= char.is_alphanumeric();
            at += char.len_utf8();
        }
        if let Some(end) = end {
            at = end;
            if char == '\n' {
                quote = StraightQuotes::default();
            }
            if has_text {
                sentences.push(start..end);
                start = end;
                has_text = false;
            }
        }
    }
    match sentences.last_mut() {
        _ if start == text.len() => {}
        Some(last) if !has_text => last.end = text.len(),
        _ => sentences.push(start..text.len()),
    }
    sentences
}

/// Whether the end marks at `place` end the sentence.
fn run_ends(place: &Place<'_>, brackets: &mut Brackets, language: Language) -> bool {
    // What is bracketed is not cut, but a sentence that is bracketed as a whole ends like any other.
    let held = brackets
        .around(place.run.start)
        .is_some_and(|part| part.end >= place.run.closers_end || part.start > blanks(place.text, place.start));
    !held
        && match language {
            Language::Chinese => chinese::ends(place),
            Language::English => english::ends(place),
        }
}

/// A place where a sentence may end.
struct Place<'a> {
    text: &'a str,
    /// Where the sentence starts.
    start: usize,
    run: &'a Run,
}

impl<'a> Place<'a> {
    /// The sentence up to the end mark.
    fn before(&self) -> &'a str {
        self.text.get(self.start..self.run.start).unwrap_or_default()
    }

    /// What follows end marks, closing marks and blanks.
    fn after(&self) -> &'a str {
        self.text.get(self.run.end..).unwrap_or_default()
    }

    fn blank_follows(&self) -> bool {
        self.run.end > self.run.closers_end
    }
}

/// End marks that stand together, with the closing marks and the blanks after them.
struct Run {
    start: usize,
    /// The end marks alone: `。`, `?!`, `……`, `. . .`.
    marks_end: usize,
    /// With closing quotes, brackets and note marks.
    closers_end: usize,
    /// With the blanks after them.
    end: usize,
    kind: Kind,
    /// Whether one of the closing marks is a straight double quote.
    closed_straight: bool,
}

/// What the end marks are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// 。, or ？ and ！ in either width: nearly always an end.
    Sure,
    /// One full stop of Latin script: also an abbreviation, a decimal point, an item number.
    Stop,
    /// Dots only, three or more, or …: also a pause.
    Ellipsis,
}

impl Run {
    fn read(text: &str, start: usize, quote: StraightQuotes) -> Self {
        let (mut marks_end, mut kind) = marks(text, start);
        let (mut closers_end, mut closed_straight) = closers(text, marks_end, quote);
        // OCR, and some printers, leave blanks between end marks: ！ ！” and 。” ……
        loop {
            let more = blanks_in_line(text, closers_end);
            if more == closers_end || !next_char(text, more).is_some_and(is_ender) {
                break;
            }
            let (end, more_kind) = marks(text, more);
            if kind == Kind::Ellipsis {
                kind = more_kind;
            }
            let closed = closers(text, end, quote);
            marks_end = end;
            closers_end = closed.0;
            closed_straight |= closed.1;
        }
        Self { start, marks_end, closers_end, end: blanks(text, closers_end), kind, closed_straight }
    }

    /// Whether closing marks follow the end marks.
    fn closed(&self) -> bool {
        self.closers_end > self.marks_end
    }
}

/// The end of the end marks that start at byte `start`, and what they are together.
fn marks(text: &str, start: usize) -> (usize, Kind) {
    let mut end = start;
    let (mut dots, mut ellipses, mut sure) = (0, 0, 0);
    while let Some(char) = next_char(text, end) {
        match char {
            '.' => dots += 1,
            '…' | '⋯' => ellipses += 1,
            _ if is_ender(char) => sure += 1,
            // Dots of an ellipsis may stand apart: `. . .`
            ' ' if dots > 0 && sure == 0 && text.get(end + 1..).is_some_and(|rest| rest.starts_with('.')) => {}
            _ => break,
        }
        end += char.len_utf8();
    }
    let kind = match (sure, ellipses, dots) {
        (1.., _, _) => Kind::Sure,
        (0, 0, 1) => Kind::Stop,
        _ => Kind::Ellipsis,
    };
    (end, kind)
}

/// Whether a straight double quote is open, counted since the last empty line.
#[derive(Clone, Copy, Default)]
struct StraightQuotes {
    open: bool,
}

impl StraightQuotes {
    fn toggle(&mut self) {
        self.open = !self.open;
    }
}

/// Where the closing marks after byte `at` end, and whether a straight double quote is among them.
fn closers(text: &str, at: usize, quote: StraightQuotes) -> (usize, bool) {
    let mut end = at;
    let mut straight = false;
    while let Some(char) = next_char(text, end) {
        let next = next_char(text, end + char.len_utf8());
        let apart = next.is_none_or(|next| next.is_whitespace() || is_closer(next) || ",;:—.".contains(next));
        match char {
            _ if is_closer(char) => {}
            '"' if !straight && (quote.open || apart) => straight = true,
            '\'' if apart || next == Some('"') => {}
            '[' => match note_mark(text, end) {
                Some(after) => {
                    end = after;
                    continue;
                }
                None => break,
            },
            // OCR leaves a blank before a closing quote.
            ' ' | '\u{3000}' if matches!(next, Some('”' | '」' | '』')) || lone_quote(text, end + char.len_utf8()) =>
                {}
            _ => break,
        }
        end += char.len_utf8();
    }
    (end, straight)
}

/// Whether a ’ stands at byte `at` that no Latin letter follows, so that it is no apostrophe.
fn lone_quote(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.strip_prefix('’')).is_some_and(|rest| !rest.starts_with(is_latin))
}

/// The end of a note mark such as `[12]` that starts at byte `at`.
fn note_mark(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).take(4).count();
    (digits > 0 && rest.get(digits..)?.starts_with(']')).then_some(at + digits + 2)
}

fn is_ender(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '｡' | '!' | '?' | '.' | '…' | '⋯' | '‼' | '⁇' | '⁈' | '⁉')
}

fn is_closer(char: char) -> bool {
    matches!(char, '”' | '’' | '」' | '』' | '）' | ')' | '】' | '》' | '〉' | '〕' | ']' | '»' | '¹' | '²' | '³')
}

fn next_char(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The first byte after the blanks that start at byte `at`.
fn blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start().len()
}

/// The first byte after the blanks that start at byte `at`, line ends left out.
fn blanks_in_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len() - rest.trim_start_matches([' ', '\u{3000}']).len()
}

/// Where the text goes on after an empty line, if the line end at byte `at` is followed by one.
fn empty_line(text: &str, at: usize) -> Option<usize> {
    let end = blanks(text, at);
    let between = text.get(at + 1..end)?;
    between.contains('\n').then_some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(language: Language, sentences: &[&str]) {
        let text = sentences.concat();
        let found: Vec<_> = split(&text, language).into_iter().map(|range| text.get(range).unwrap()).collect();
        assert_eq!(found, sentences);
    }

    #[test]
    fn chinese_sentences_end_at_their_marks() {
        for sentences in [
            &["边界局势已稳定下来。", "这是双方措施的结果。"][..],
            &["这不是很明白嗎?", "我們愿意再次說明。"],
            &["“你去哪里？”", "他问。", "“回家。”", "说完就走了。"],
            &["「好！」", "他說。"],
            &["他说：“我……我不知道……”", "大家都笑了。"],
            &["“打倒一切！”的口号到处都是。"],
            &["“都走吧……”，他想。"],
            &["他来了（其实没有来。）又走了。", "完了！！"],
            &["1. 一切都好。", "2. 这是第二点。"],
            &["增加了3.5倍,合1.25万元.", "其余不变."],
            &["他写了《你好吗？》一书。"],
            &["第一句。[12]", "第二句。 ", "第三句"],
            &["赞成 ? 69%,反对 ? 19%。"],
            &["首先,局势稳定了; 其次,人回来了。 ", "好"],
            &["没有标点"],
            &["“反动透顶！ ！”", "她叫道。 ……", "他说：‘好。 ’ ", "走了。"],
        ] {
            check(Language::Chinese, sentences);
        }
    }

    #[test]
    fn chinese_turns_lists_verse_and_nesting_are_cut_as_one_reads() {
        for sentences in [
            &["李先生：我同意。", "主席先生，请继续。"][..],
            &["他来了!", "真的吗?", "我不信!"],
            &["他说：“我听见有人喊‘救命！’，就跑了过去。”", "没有人。"],
            &["他问：“谁说的‘不行’？”", "没人回答。"],
            &["（一）总则。", "（二）罚则。"],
            &["一、边界问题。", "二、人员问题。"],
            &["床前明月光，\n疑是地上霜。\n", "举头望明月，\n低头思故乡。"],
            &["《苏联为什么撒谎？》发表了。", "（完。）"],
            &["他读了〔《去哪里？》〕这一章。", "然后睡了。"],
            &["一九六二年八月九日（星期四）。", "第409号文件。"],
            &["U.S.S.R. 是苏联。", "对。"],
        ] {
            check(Language::Chinese, sentences);
        }
    }

    #[test]
    fn english_sentences_end_at_their_marks() {
        for sentences in [
            &["Isn't this clear? ", "We are ready to explain it again."][..],
            &["Mr. Li met Dr. J. K. Fairbank in St. Louis. ", "They talked."],
            &["See No. 409, vol. 3, p. 12 (cf. Art. 5). ", "It is there."],
            &["\"Where?\" he asked. ", "\"Home.\" ", "She left."],
            &["The U.S.S.R. Government replied. ", "It was in the U.S.S.R. ", "The reply came late."],
            &["1. The first item. ", "2. The second one."],
            &["It cost $1.5 million, i.e. more, e.g. 3.4 per cent. ", "Nobody paid."],
            &["The parenthesis (See p. 5.) ends. ", "(This one stands alone.) ", "So does this."],
            &["He waited . . . and waited. ", "‘Come here!’ ", "‘No.’ ", "I went."],
            &["It failed.[3] ", "It failed again.[4][5] ", "End"],
            &["At 10 a.m. on 8 Aug. 1962 it began. ", "He said \"no.\" ", "We said yes."],
            &["They crossed into Soviet territory.", "This was known."],
            &["It cost $5,505. ", "(a) It is as follows: 1. The first. ", "Done."],
            &["No. ", "I won't."],
            &["It is he and I. ", "They know."],
            &["One\n\n", "Two"],
            &["Visit www.example.org or read main.rs first. ", "Then go."],
        ] {
            check(Language::English, sentences);
        }
    }

    #[test]
    fn english_turns_lists_verse_and_nesting_are_cut_as_one_reads() {
        for sentences in [
            &["MR LEE: Sir, I agree. ", "MR CHEUNG: I do not. ", "They sat down."][..],
            &["MR. MARTIN LEE: Sir, No. 409 is out. ", "So is No. 410."],
            &["It left the U.S.S.R. on 3 May. ", "The U.S. Ambassador saw it."],
            &["J. V. Stalin wrote to N. S. Khrushchev. ", "No answer came."],
            &["He came on the 3rd. ", "On the 4th he left."],
            &["\"I heard him shout 'Stop!' and ran,\" she said. ", "Nobody stopped."],
            &["He asked: \"Who said 'no'?\" ", "Nobody did."],
            &["“Go!” he cried. ", "“Go!” ", "She went."],
            &["(1) The first. ", "(2) The second."],
            &["Note: see fig. 3 (and p. 9), Vol. II, Ch. IV. ", "The rest is lost."],
            &["Before my bed the moonlight lies,\nlike frost upon the ground.\n", "I raise my head."],
            &["Was it Smith & Co. or the P.L.A. that came? ", "Both."],
            &["He paid 3.5 million (U.S.) dollars. ", "She paid 1/2 p.c. more."],
        ] {
            check(Language::English, sentences);
        }
    }

    #[test]
    fn blank_texts_have_one_sentence_or_none() {
        for (text, expected) in [("", 0), (" ", 1), ("。。。", 1), ("\n\n", 1), ("...", 1), (" 好。\n", 1)] {
            for language in [Language::Chinese, Language::English] {
                assert_eq!(split(text, language).len(), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn long_texts_without_sentences_do_not_hang() {
        for part in ["。,", "! ", ". ", "(", "\n ", "[1]", "“", "\"", "。 ’", "a.", "(. ", "...", "1. "] {
            let text = part.repeat(200_000);
            for language in [Language::Chinese, Language::English] {
                let covered: usize = split(&text, language).iter().map(ExactSizeIterator::len).sum();
                assert_eq!(covered, text.len(), "{part:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text(text in "([一是好A-Za-z1.。？！?!…“”\"'()（） \n\\[\\]]|Mr\\.|\\PC){0,60}") {
            for language in [Language::Chinese, Language::English] {
                let sentences = split(&text, language);
                prop_assert_eq!(sentences.iter().map(|range| text.get(range.clone()).unwrap()).collect::<String>(), &*text);
                prop_assert!(sentences.iter().all(|range| !range.is_empty()));
                for pair in sentences.windows(2) {
                    prop_assert!(!text.get(pair[1].clone()).unwrap().starts_with(char::is_whitespace));
                }
            }
        }
    }
}
