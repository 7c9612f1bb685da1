//! Builds the reading text of one block: blanks made one, line ends as Chinese reads them, styles as marks.
//!
//! Knows no wikitext. Blanks wait until something follows them, so that no block starts or ends with any.

use crate::model::{Mark, MarkStyle, ReadingText, Span};

/// What a line end of the source becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lines {
    /// Nothing between Chinese characters, a blank elsewhere; a forced line end stays one.
    Flow,
    /// A line end, always.
    Kept,
    /// A blank, whatever forced it: the block is one line.
    Single,
}

/// A mark that is open, to be handed back when it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct MarkId(usize);

/// What waits to be written before the next text.
#[derive(Clone, Copy, Debug)]
enum Gap {
    Blank(Span),
    /// A line end that only joins two lines of the source.
    Join(Span),
    /// A line end to read, and how many blanks the next line starts with.
    Line(Span, usize),
    /// Blanks that are not read.
    Nothing,
}

struct OpenMark {
    style: Option<MarkStyle>,
    start: Option<u32>,
}

/// The styles of apostrophes and tags that are open.
#[derive(Clone, Default, Debug)]
pub(super) struct Styles {
    pub(super) bold: Option<MarkId>,
    pub(super) italic: Option<MarkId>,
    pub(super) tags: Vec<(String, MarkId)>,
}

/// A block being written.
pub(super) struct Writer<'a> {
    source: &'a str,
    lines: Lines,
    text: ReadingText,
    gap: Option<Gap>,
    opened: Vec<OpenMark>,
    /// Marks opened since the last text: they start with the next.
    waiting: Vec<usize>,
    marks: Vec<Mark>,
    pub(super) styles: Styles,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str, lines: Lines) -> Self {
        Self {
            source,
            lines,
            text: ReadingText::default(),
            gap: None,
            opened: Vec::new(),
            waiting: Vec::new(),
            marks: Vec::new(),
            styles: Styles::default(),
        }
    }

    /// What line ends become.
    pub(super) fn lines(&self) -> Lines {
        self.lines
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text so far, without what waits behind it.
    pub(super) fn text(&self) -> &str {
        self.text.text()
    }

    /// Writes a piece of the source, its blanks made one.
    pub(super) fn verbatim(&mut self, span: Span) {
        let Some(text) = span.of(self.source) else { return };
        let mut at = span.start as usize;
        let mut rest = text;
        while !rest.is_empty() {
            let blanks = rest.len() - rest.trim_start().len();
            if blanks > 0 {
                self.blank(Span::new(at, at + blanks));
            }
            at += blanks;
            rest = rest.get(blanks..).unwrap_or_default();
            let words = words_length(rest);
            if words > 0 {
                self.flush(rest.chars().next());
                self.text.push_verbatim(self.source, Span::new(at, at + words));
            }
            at += words;
            rest = rest.get(words..).unwrap_or_default();
        }
    }

    /// Writes a piece of the source exactly as it stands, blanks and line ends too.
    pub(super) fn preformatted(&mut self, span: Span) {
        if let Some(text) = span.of(self.source) {
            self.flush(text.chars().next());
            self.text.push_verbatim(self.source, span);
        }
    }

    /// Writes `text` in the place of `span`. Blanks at its start are kept where text stands before.
    pub(super) fn replacement(&mut self, text: &str, span: Span) {
        let trimmed = text.trim_matches(' ');
        if text.starts_with(' ') || trimmed.is_empty() && !text.is_empty() {
            self.blank(span);
        }
        if trimmed.is_empty() {
            return;
        }
        self.flush(trimmed.chars().next());
        self.text.push_replacement(trimmed, span);
        if text.ends_with(' ') {
            self.blank(span);
        }
    }

    /// Parts two cells of a table.
    pub(super) fn tab(&mut self, span: Span) {
        self.gap = None;
        self.text.push_replacement("\t", span);
    }

    /// A blank, if text stands before and after.
    pub(super) fn blank(&mut self, span: Span) {
        self.gap = Some(match self.gap {
            None => Gap::Blank(span),
            Some(Gap::Blank(before) | Gap::Join(before)) if before == span => Gap::Blank(span),
            Some(Gap::Blank(before)) if before.end == span.start => Gap::Blank(before.union(span)),
            Some(other) => other,
        });
    }

    /// Joins what follows to what was written, whatever blanks stand between.
    pub(super) fn join(&mut self) {
        self.gap = Some(Gap::Nothing);
    }

    /// A line end of the source.
    pub(super) fn newline(&mut self, span: Span) {
        match (self.lines, self.gap) {
            (Lines::Kept, _) => self.line(span, 0),
            (_, Some(Gap::Line(..) | Gap::Nothing)) => {}
            _ => self.gap = Some(Gap::Join(span)),
        }
    }

    /// A line end to read, and how many blanks the next line starts with.
    pub(super) fn line(&mut self, span: Span, indent: usize) {
        self.gap = Some(if self.lines == Lines::Single { Gap::Blank(span) } else { Gap::Line(span, indent) });
    }

    /// Forgets a blank that waits: the mark of a note stands close to its word.
    pub(super) fn drop_blank(&mut self) {
        self.gap = self.gap.filter(|gap| matches!(gap, Gap::Line(..)));
    }

    /// Opens a mark over the text that follows.
    pub(super) fn open(&mut self, style: MarkStyle) -> MarkId {
        self.opened.push(OpenMark { style: Some(style), start: None });
        self.waiting.push(self.opened.len() - 1);
        MarkId(self.opened.len() - 1)
    }

    /// Closes a mark. One that holds no text leaves nothing.
    pub(super) fn close(&mut self, id: MarkId) {
        self.close_at(id, self.text.text().len());
    }

    fn close_at(&mut self, id: MarkId, end: usize) {
        let Some(mark) = self.opened.get_mut(id.0) else { return };
        let Some(style) = mark.style.take() else { return };
        if let Some(start) = mark.start.map(|start| start as usize).filter(|start| *start < end) {
            self.marks.push(Mark { at: Span::new(start, end), style });
        }
    }

    /// Lengthens a mark that was closed last over `span`, which follows it in the source without a gap.
    pub(super) fn lengthen_last_mark(&mut self, span: Span) {
        let before = self.text.text().len() as u32;
        if self.gap.is_none() && self.marks.last().is_some_and(|mark| mark.at.end == before) {
            self.verbatim(span);
            let end = self.text.text().len() as u32;
            if let Some(mark) = self.marks.last_mut() {
                mark.at.end = end;
            }
        } else {
            self.verbatim(span);
        }
    }

    /// The reading text and its marks, ordered by where they start, the longer one first.
    pub(super) fn finish(mut self) -> (ReadingText, Vec<Mark>) {
        for id in 0..self.opened.len() {
            self.close(MarkId(id));
        }
        self.marks.sort_by_key(|mark| (mark.at.start, std::cmp::Reverse(mark.at.end)));
        (self.text, self.marks)
    }

    /// Writes what waits, now that text starting with `next` follows.
    fn flush(&mut self, next: Option<char>) {
        if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
            let after_break = self.text.text().ends_with(['\n', '\t']);
            match gap {
                Gap::Line(span, indent) => self.text.push_replacement(&format!("\n{}", " ".repeat(indent)), span),
                Gap::Nothing => {}
                _ if after_break => {}
                Gap::Blank(span) if span.of(self.source).is_some_and(|text| matches!(text, " " | "\u{3000}")) => {
                    self.text.push_verbatim(self.source, span);
                }
                Gap::Blank(span) => self.text.push_replacement(" ", span),
                Gap::Join(span) => {
                    let last = self.text.text().chars().next_back();
                    if !(last.is_some_and(is_wide) && next.is_some_and(is_wide)) {
                        self.text.push_replacement(" ", span);
                    }
                }
            }
        }
        let start = self.text.text().len() as u32;
        for waiting in self.waiting.drain(..) {
            if let Some(mark) = self.opened.get_mut(waiting) {
                mark.start = Some(start);
            }
        }
    }
}

/// The length of the words at the start of `text` that single blanks part, and that can be read as they stand.
fn words_length(text: &str) -> usize {
    let mut blank = None;
    for (at, c) in text.char_indices() {
        match blank {
            None if c == ' ' => blank = Some(at),
            None if c.is_whitespace() => return at,
            None => {}
            Some(before) if c.is_whitespace() => return before,
            Some(_) => blank = None,
        }
    }
    blank.unwrap_or(text.len())
}

/// Whether a character is written without blanks around it: Chinese characters and their punctuation.
pub(super) fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_line_ends_are_read_as_chinese_reads_them() {
        for (source, lines, expected) in [
            ("  中国 \t 人民  ", Lines::Flow, "中国 人民"),
            ("中国\n人民", Lines::Flow, "中国人民"),
            ("in\nChina", Lines::Flow, "in China"),
            ("中国\nChina", Lines::Flow, "中国 China"),
            ("中国\n人民", Lines::Kept, "中国\n人民"),
            ("中国\n人民", Lines::Single, "中国人民"),
        ] {
            let mut writer = Writer::new(source, lines);
            for (nth, line) in source.split('\n').enumerate() {
                let start = line.as_ptr() as usize - source.as_ptr() as usize;
                if nth > 0 {
                    writer.newline(Span::new(start - 1, start));
                }
                writer.verbatim(Span::new(start, start + line.len()));
            }
            assert_eq!(writer.finish().0.text(), expected, "{source:?}");
        }
    }

    #[test]
    fn marks_hold_text_and_no_blanks_around_it() {
        let source = "在 中国 人民";
        let mut writer = Writer::new(source, Lines::Flow);
        writer.verbatim(Span::new(0, 3));
        let bold = writer.open(MarkStyle::Bold);
        writer.verbatim(Span::new(3, 11));
        writer.close(bold);
        let nothing = writer.open(MarkStyle::Italic);
        writer.close(nothing);
        writer.verbatim(Span::new(11, 17));
        let (text, marks) = writer.finish();
        let bold = marks.first().and_then(|mark| mark.at.of(text.text()));
        assert_eq!((bold, marks.len()), (Some("中国"), 1));
    }
}
