//! Cuts wikitext into lexemes: runs of markup characters, tags, entities, addresses, and the text between them.
//!
//! Knows no nesting: which bracket closes which is for `scan`. Every byte of the text is in exactly one lexeme, in
//! order, and the whole pass is linear, whatever the text.

use super::tags;

/// What a stretch of wikitext is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lexeme {
    /// Anything that is not markup.
    Text,
    /// One line end.
    Newline,
    /// Line ends with at least one blank line between them.
    Break,
    /// `|`
    Pipe,
    /// Two or more apostrophes.
    Quotes,
    /// One or more `{` that may open templates.
    OpenBraces,
    /// One or more `}`.
    CloseBraces,
    /// Two or more `[`.
    OpenBrackets,
    /// One or more `]`.
    CloseBrackets,
    /// A single `[` before an address.
    OpenExternal,
    /// `{|` at the start of a line.
    OpenTable,
    /// `|}` at the start of a line.
    CloseTable,
    /// `-{`
    OpenVariant,
    /// A tag of a known name.
    Tag,
    /// The start of a tag that never ends, or table markup in the middle of a line.
    Broken,
    /// `<!-- … -->`
    Comment,
    /// A comment that is never closed, as far as its line goes.
    OpenComment,
    /// `&name;` or `&#number;`
    Entity,
    /// A tag whose content is no wikitext, with its content and its closing tag.
    Raw,
    /// `__TOC__` and the like.
    Magic,
    /// A web address in running text.
    Address,
}

/// A lexeme and the byte after it.
type Cut = (Lexeme, usize);

/// Walks over a text, a lexeme at a time.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// A lexeme found behind text that had to be given first.
    ready: Option<Cut>,
    /// Closing marks that do not occur any more: looking for each of them once keeps the pass linear.
    missing: Vec<&'static str>,
}

/// The longest tag that is looked at, in bytes.
const LONGEST_TAG: usize = 2000;

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, ready: None, missing: Vec::new() }
    }

    /// The next lexeme: what it is, its first byte, the byte after it.
    pub(super) fn next(&mut self) -> Option<(Lexeme, usize, usize)> {
        let start = self.at;
        if let Some((lexeme, end)) = self.ready.take() {
            self.at = end;
            return Some((lexeme, start, end));
        }
        let bytes = self.text.as_bytes();
        let mut cursor = start;
        while let Some(step) = bytes.get(cursor..).and_then(|rest| rest.iter().position(|byte| is_special(*byte))) {
            cursor += step;
            let Some((lexeme, end)) = self.special(cursor) else {
                cursor += 1;
                continue;
            };
            if cursor == start {
                self.at = end;
                return Some((lexeme, start, end));
            }
            self.ready = Some((lexeme, end));
            self.at = cursor;
            return Some((Lexeme::Text, start, cursor));
        }
        self.at = bytes.len();
        (start < bytes.len()).then_some((Lexeme::Text, start, bytes.len()))
    }

    /// Takes one more byte, an ASCII character, into the lexeme given last.
    pub(super) fn take_byte(&mut self) {
        self.at += 1;
        self.ready = None;
    }

    /// The markup that starts at byte `at`, if it is any.
    fn special(&mut self, at: usize) -> Option<Cut> {
        let bytes = self.text.as_bytes();
        let run = |byte: u8| bytes.iter().skip(at).take_while(|other| **other == byte).count();
        match bytes.get(at)? {
            b'\n' | b'\r' => Some(line_ends(bytes, at)),
            b'|' if bytes.get(at + 1) == Some(&b'}') && bytes.get(at + 2) != Some(&b'}') && starts_line(bytes, at) => {
                Some((Lexeme::CloseTable, at + 2))
            }
            b'|' if bytes.get(at + 1) == Some(&b'}') && !matches!(bytes.get(at + 2), Some(b'}' | b'-')) => {
                Some((Lexeme::Broken, at + 2))
            }
            b'|' => Some((Lexeme::Pipe, at + 1)),
            b'\'' => (run(b'\'') > 1).then(|| (Lexeme::Quotes, at + run(b'\''))),
            b'{' => open_brace(bytes, at, run(b'{')),
            b'}' => Some((Lexeme::CloseBraces, at + run(b'}'))),
            b'[' if run(b'[') > 1 => Some((Lexeme::OpenBrackets, at + run(b'['))),
            b'[' => opens_address(self.text.get(at + 1..)?).then_some((Lexeme::OpenExternal, at + 1)),
            b']' => Some((Lexeme::CloseBrackets, at + run(b']'))),
            b'-' => {
                let braces = bytes.iter().skip(at + 1).take(4).take_while(|byte| **byte == b'{').count();
                matches!(braces, 1 | 3).then_some((Lexeme::OpenVariant, at + 2))
            }
            b'<' => self.angle(at),
            b'&' => super::entities::length(self.text.get(at..)?).map(|length| (Lexeme::Entity, at + length)),
            b'_' => magic_word(self.text.get(at..)?).map(|length| (Lexeme::Magic, at + length)),
            _ => address(self.text, at).map(|end| (Lexeme::Address, end)),
        }
    }

    fn angle(&mut self, at: usize) -> Option<Cut> {
        let rest = self.text.get(at..)?;
        if rest.starts_with("<!--") {
            let close = self.find_once(at + 4, "-->", |rest| rest.find("-->"));
            return Some(match close {
                Some(close) => (Lexeme::Comment, close + 3),
                None => (Lexeme::OpenComment, at + rest.find(['\n', '\r']).unwrap_or(rest.len())),
            });
        }
        let name = tags::known_name(rest)?;
        if let Some(length) = unfinished_closing_tag(rest) {
            return Some((Lexeme::Tag, at + length));
        }
        let Some(length) = tag_length(rest) else {
            return Some((Lexeme::Broken, at + rest.find(name).unwrap_or(1) + name.len()));
        };
        let tag = tags::parse(rest.get(..length)?)?;
        let end = at + length;
        if tag.closing || tag.empty {
            return Some((Lexeme::Tag, end));
        }
        let Some(raw_name) = tags::raw_name(&tag.name) else { return Some((Lexeme::Tag, end)) };
        let close = self.find_once(end, raw_name, |rest| tags::find_closing(rest, raw_name));
        let Some(close) = close else { return Some((Lexeme::Tag, end)) };
        let after = self.text.get(close..).and_then(|rest| rest.find('>')).map_or(self.text.len(), |to| close + to + 1);
        Some((Lexeme::Raw, after))
    }

    /// What `find` finds from byte `from` on, unless it is known that there is no more of it.
    fn find_once(&mut self, from: usize, what: &'static str, find: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        if self.missing.contains(&what) {
            return None;
        }
        let found = self.text.get(from..).and_then(find);
        if found.is_none() {
            self.missing.push(what);
        }
        found.map(|at| from + at)
    }
}

fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b'\n' | b'\r' | b'|' | b'\'' | b'{' | b'}' | b'[' | b']' | b'-' | b'<' | b'&' | b'_' | b'h' | b'H' | b'f'
    )
}

/// A run of line ends, with the blanks of the empty lines between them.
fn line_ends(bytes: &[u8], at: usize) -> Cut {
    let (mut end, mut count, mut cursor) = (at, 0, at);
    while let Some(byte) = bytes.get(cursor) {
        match byte {
            b'\r' if bytes.get(cursor + 1) == Some(&b'\n') => cursor += 1,
            b'\n' | b'\r' => {
                cursor += 1;
                end = cursor;
                count += 1;
            }
            b' ' | b'\t' => cursor += 1,
            _ => break,
        }
    }
    (if count > 1 { Lexeme::Break } else { Lexeme::Newline }, end)
}

fn open_brace(bytes: &[u8], at: usize, run: usize) -> Option<Cut> {
    if run == 1 && bytes.get(at + 1) == Some(&b'|') {
        let lexeme = if starts_line(bytes, at) { Lexeme::OpenTable } else { Lexeme::Broken };
        return Some((lexeme, at + 2));
    }
    (run > 1).then_some((Lexeme::OpenBraces, at + run))
}

/// Whether nothing but indentation stands before byte `at` on its line.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    // Nobody indents deeper; the bound keeps the pass linear.
    let from = at.saturating_sub(64);
    let before = bytes.get(from..at).unwrap_or_default();
    match before.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b':' | b'*' | b'#' | b';')) {
        Some(last) => matches!(before.get(last), Some(b'\n' | b'\r')),
        None => from == 0,
    }
}

/// The length of a closing tag whose `>` was forgotten: nothing but its name, then the end of the line.
fn unfinished_closing_tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("</")?;
    let name = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let ends = inner.get(name..)?.chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
    (name > 0 && ends).then_some(name + 2)
}

/// The length of the tag at the start of `text`, if it ends.
fn tag_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let bytes = bytes.get(..bytes.len().min(LONGEST_TAG))?;
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(*byte),
            (byte, Some(open)) if *byte == open => quote = None,
            (b'>', None) => return Some(at + 1),
            (b'<', None) | (b'\n', Some(_)) => break,
            _ => {}
        }
    }
    // A quote that is never closed hides the end of the tag: then the first `>` is the end.
    let at = bytes.iter().position(|byte| *byte == b'>')?;
    (!bytes.get(1..at)?.contains(&b'<')).then_some(at + 1)
}

fn opens_address(text: &str) -> bool {
    text.starts_with("//") || text.starts_with("mailto:") || scheme_length(text).is_some()
}

/// The length of `http://` and the like at the start of `text`.
pub(super) fn scheme_length(text: &str) -> Option<usize> {
    ["http://", "https://", "ftp://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        .map(str::len)
}

/// The end of the address that starts at byte `at` of running text.
///
/// Chinese is written without blanks, so the first character that is not ASCII ends the address.
fn address(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let rest = text.get(at..)?;
    let scheme = scheme_length(rest)?;
    let is_part = |byte: &u8| byte.is_ascii_graphic() && !b"[]{}<>|\"".contains(byte);
    let mut length = rest.bytes().take_while(|byte| is_part(byte)).count();
    length = rest.get(..length)?.find("''").unwrap_or(length);
    let url = rest.get(..length)?;
    let closing: &[char] =
        if url.contains('(') { &['.', ',', ';', ':', '!', '?'] } else { &['.', ',', ';', ':', '!', '?', ')'] };
    let length = url.trim_end_matches(closing).len();
    (length > scheme).then_some(at + length)
}

/// The length of a magic word such as `__TOC__` at the start of `text`.
fn magic_word(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("__")?;
    let length: usize = inner.chars().take(24).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    (length > 0 && inner.get(length..)?.starts_with("__")).then_some(length + 4)
}

/// Whether a heading starts at byte `at`, the start of a line.
pub(super) fn starts_heading(text: &str, at: usize) -> bool {
    let Some(rest) = text.get(at..).filter(|rest| rest.starts_with('=')) else { return false };
    let mut line = rest.split(['\n', '\r']).next().unwrap_or(rest).trim_end();
    while let Some(at) = line.strip_suffix("-->").and_then(|line| line.rfind("<!--")) {
        line = line.get(..at).unwrap_or_default().trim_end();
    }
    line.len() > 2 && line.ends_with('=') || line.starts_with("==")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexemes(text: &str) -> Vec<(Lexeme, &str)> {
        let mut lexer = Lexer::new(text);
        let mut found = Vec::new();
        while let Some((lexeme, start, end)) = lexer.next() {
            found.push((lexeme, text.get(start..end).unwrap()));
        }
        found
    }

    #[test]
    fn markup_is_told_from_text() {
        use Lexeme::*;
        for (text, expected) in [
            ("中国 a-b", vec![(Text, "中国 a-b")]),
            ("'''伊宁'''", vec![(Quotes, "'''"), (Text, "伊宁"), (Quotes, "'''")]),
            ("甲\n乙\n \n丙", vec![(Text, "甲"), (Newline, "\n"), (Text, "乙"), (Break, "\n \n"), (Text, "丙")]),
            ("甲<ref name=\"a>b\"/>", vec![(Text, "甲"), (Tag, "<ref name=\"a>b\"/>")]),
            ("<nowiki>[[</nowiki>]", vec![(Raw, "<nowiki>[[</nowiki>"), (CloseBrackets, "]")]),
            ("<ref 甲", vec![(Broken, "<ref"), (Text, " 甲")]),
            ("<甲>", vec![(Text, "<甲>")]),
            ("甲</ref\n", vec![(Text, "甲"), (Tag, "</ref"), (Newline, "\n")]),
            ("甲</ref", vec![(Text, "甲"), (Tag, "</ref")]),
            ("甲 |} 乙", vec![(Text, "甲 "), (Broken, "|}"), (Text, " 乙")]),
            ("<!-- 甲", vec![(OpenComment, "<!-- 甲")]),
            ("见http://a.cn/b。", vec![(Text, "见"), (Address, "http://a.cn/b"), (Text, "。")]),
            ("-{zh:甲}-", vec![(OpenVariant, "-{"), (Text, "zh:甲"), (CloseBraces, "}"), (Text, "-")]),
            ("{|\n|}", vec![(OpenTable, "{|"), (Newline, "\n"), (CloseTable, "|}")]),
            ("&nbsp;&甲", vec![(Entity, "&nbsp;"), (Text, "&甲")]),
            ("__目录__", vec![(Magic, "__目录__")]),
        ] {
            assert_eq!(lexemes(text), expected, "{text}");
        }
    }
}
