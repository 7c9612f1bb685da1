//! Pairs the brackets of wikitext, however broken they are, and says what was broken.
//!
//! The result is a flat list of tokens that tile the source. A token that opens a group knows the token after its
//! group; groups nest and never overlap. A group that nobody closes ends with its line, so that it cannot swallow the
//! page. One pass with a bounded stack: linear, and no recursion.

use std::collections::BTreeMap;

use super::lexer::{Lexeme, Lexer, starts_heading};
use super::pairs::{self, CONTAINERS, Ending};
use super::tags;
use crate::model::{Span, Warning};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Text to read as it stands.
    Text,
    /// One line end.
    Newline,
    /// The end of a paragraph.
    Break,
    /// `|`
    Pipe,
    /// Two or more apostrophes.
    Quotes,
    /// A tag that is no group.
    Tag,
    /// A character entity.
    Entity,
    /// A tag with content that is no wikitext.
    Raw,
    /// A web address in running text.
    Address,
    /// A comment or a magic word: nothing to read.
    Silent,
    /// Markup that belongs to nothing. Not read; a warning says so.
    Stray,
    /// The start of a group.
    Open(Group),
    /// The end of a group.
    Close,
}

/// What a group is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Group {
    /// `{{…}}`
    Template,
    /// `{{{…}}}`
    Parameter,
    /// `[[…]]`
    Link,
    /// `[address …]`
    External,
    /// `-{…}-`
    Variant,
    /// `{|…|}`
    Table,
    /// `<ref>…</ref>`
    Reference,
    /// Another tag that holds wikitext of its own.
    Container,
}

/// A stretch of the source; it ends where the next token starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its first byte.
    pub(super) start: u32,
    /// For an opening token, the token after its group.
    pub(super) after: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// For an opening token, whether its group has a closing token.
    pub(super) closed: bool,
}

/// The tokens of a source, ended by an empty one, and what was wrong with it.
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    pub(super) warnings: Vec<Warning>,
}

/// Deeper than any page; what opens beyond it is not read as a group.
const DEEPEST: usize = 400;

/// More warnings than this are not collected.
pub(super) const MOST_WARNINGS: usize = 1000;

/// A group that is open.
#[derive(Clone, Copy)]
struct Frame {
    token: usize,
    group: Group,
    /// For a tag, the byte where its closing tag starts.
    closes_at: Option<u32>,
    nearest: Nearest,
}

/// The innermost open group of each kind that a closing mark may reach: one more than its place on the stack, or 0.
#[derive(Clone, Copy, Default)]
struct Nearest {
    braces: usize,
    link: usize,
    external: usize,
    variant: usize,
    table: usize,
}

struct Scanner<'a> {
    source: &'a str,
    lexer: Lexer<'a>,
    tokens: Vec<Token>,
    stack: Vec<Frame>,
    /// How many opening marks found the stack full.
    overflow: usize,
    endings: BTreeMap<u32, Ending>,
    warnings: Vec<Warning>,
}

/// Pairs the brackets of `source`.
pub(super) fn scan(source: &str) -> Scan {
    let mut scanner = Scanner {
        source,
        lexer: Lexer::new(source),
        tokens: Vec::new(),
        stack: Vec::new(),
        overflow: 0,
        endings: pairs::endings(source),
        warnings: Vec::new(),
    };
    while let Some((lexeme, start, end)) = scanner.lexer.next() {
        scanner.take(lexeme, start, end);
    }
    scanner.close_down_to(0);
    scanner.push(Kind::Silent, source.len());
    Scan { tokens: scanner.tokens, warnings: scanner.warnings }
}

impl Scanner<'_> {
    fn take(&mut self, lexeme: Lexeme, start: usize, end: usize) {
        match lexeme {
            Lexeme::Text => self.push(Kind::Text, start),
            Lexeme::Pipe => self.push(Kind::Pipe, start),
            Lexeme::Quotes => self.push(Kind::Quotes, start),
            Lexeme::Entity => self.push(Kind::Entity, start),
            Lexeme::Raw => self.push(Kind::Raw, start),
            Lexeme::Address => self.push(Kind::Address, start),
            Lexeme::Comment | Lexeme::Magic => self.push(Kind::Silent, start),
            Lexeme::OpenComment => self.stray(start, "This comment is never closed; the rest of its line is left out."),
            Lexeme::Broken => self.stray(start, "This markup is broken and was left out."),
            Lexeme::Newline | Lexeme::Break => self.line_end(lexeme, start, end),
            Lexeme::OpenBraces => self.open_braces(start, end),
            Lexeme::CloseBraces => self.close_braces(start, end),
            Lexeme::OpenBrackets => self.open_brackets(start, end),
            Lexeme::CloseBrackets => self.close_brackets(start, end),
            Lexeme::OpenExternal => self.open(Group::External, start, None),
            Lexeme::OpenVariant => self.open(Group::Variant, start, None),
            Lexeme::OpenTable => self.open(Group::Table, start, None),
            Lexeme::CloseTable => match self.nearest().table {
                0 => self.stray(start, "This `|}` closes no table."),
                frame => self.close(frame - 1, start),
            },
            Lexeme::Tag => self.tag(start, end),
        }
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { start: start as u32, after: 0, kind, closed: false });
    }

    fn warn(&mut self, at: usize, message: &str) {
        // A page of nothing but brackets would otherwise cost a sentence for each of them.
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(Warning::new(at as u32, message));
        }
    }

    fn stray(&mut self, start: usize, message: &str) {
        self.warn(start, message);
        self.push(Kind::Stray, start);
    }

    fn nearest(&self) -> Nearest {
        self.stack.last().map_or_else(Nearest::default, |frame| frame.nearest)
    }

    fn open(&mut self, group: Group, start: usize, closes_at: Option<u32>) {
        if self.stack.len() >= DEEPEST {
            self.overflow += 1;
            return self.stray(start, "Markup is nested too deep here and was left out.");
        }
        let place = self.stack.len() + 1;
        let mut nearest = self.nearest();
        match group {
            Group::Template | Group::Parameter => {
                nearest = Nearest { braces: place, table: nearest.table, ..Nearest::default() };
            }
            Group::Link => nearest.link = place,
            Group::External => nearest.external = place,
            Group::Variant => nearest.variant = place,
            Group::Table => nearest = Nearest { braces: nearest.braces, table: place, ..Nearest::default() },
            // What is closed for certain keeps everything inside; what is not must not hide the marks around it.
            Group::Reference | Group::Container if closes_at.is_some() => nearest = Nearest::default(),
            Group::Reference | Group::Container => {}
        }
        self.stack.push(Frame { token: self.tokens.len(), group, closes_at, nearest });
        self.push(Kind::Open(group), start);
    }

    /// Closes the group at `frame` of the stack with a token at byte `start`, and before it all that is open inside.
    fn close(&mut self, frame: usize, start: usize) {
        self.close_down_to(frame + 1);
        self.push(Kind::Close, start);
        let after = self.tokens.len() as u32;
        if let Some(token) = self.stack.pop().and_then(|frame| self.tokens.get_mut(frame.token)) {
            token.after = after;
            token.closed = true;
        }
    }

    /// Ends the groups from `depth` on that nobody closed.
    fn close_down_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(frame) = self.stack.pop() else { return };
            let in_table = self.nearest().table != 0;
            let after = self.implied_end(frame, in_table);
            let what = match frame.group {
                Group::Template | Group::Parameter => "template",
                Group::Link | Group::External => "link",
                Group::Variant => "conversion",
                Group::Table => "table",
                Group::Reference => "reference",
                Group::Container => "tag",
            };
            if let Some(token) = self.tokens.get_mut(frame.token) {
                token.after = after as u32;
                let at = token.start as usize;
                self.warn(at, &format!("This {what} is never closed; it was ended with its line."));
            }
        }
    }

    /// The token before which a group ends that nobody closed: the end of its line, mostly.
    fn implied_end(&self, frame: Frame, in_table: bool) -> usize {
        let mut at = frame.token + 1;
        while let Some(token) = self.tokens.get(at) {
            let ends = match token.kind {
                Kind::Newline | Kind::Break => self.ends_at(frame.group, at, in_table),
                // An address or a citation is what a reference is for; what follows is text.
                Kind::Open(_) if frame.group == Group::Reference && at == frame.token + 1 => {
                    return (token.after as usize).max(at + 1);
                }
                _ => false,
            };
            if ends {
                return at;
            }
            at = match token.kind {
                Kind::Open(_) => (token.after as usize).max(at + 1),
                _ => at + 1,
            };
        }
        self.tokens.len()
    }

    /// Whether a group of this kind that nobody closes ends at the line end that is token `at`.
    fn ends_at(&self, group: Group, at: usize, in_table: bool) -> bool {
        let next = self.tokens.get(at + 1).map_or(self.source.len(), |token| token.start as usize);
        let rest = self.source.get(next..).unwrap_or_default();
        let is_break = self.tokens.get(at).is_some_and(|token| token.kind == Kind::Break);
        match group {
            Group::Template => in_table || is_break || !rest.starts_with(['|', '}']),
            Group::Table => is_break && !rest.starts_with(['|', '!', '{']) || starts_heading(self.source, next),
            _ => true,
        }
    }

    fn line_end(&mut self, lexeme: Lexeme, start: usize, end: usize) {
        let heading = starts_heading(self.source, end);
        let is_break = lexeme == Lexeme::Break;
        // A page goes on after its mistakes: a heading ends whatever is still open, save a reference that does close.
        let certain = self.stack.iter().rposition(|frame| frame.closes_at.is_some_and(|at| at as usize > end));
        let keep = if heading { certain.map_or(0, |frame| frame + 1) } else { self.kept_over_line_end(is_break) };
        self.close_down_to(keep);
        if self.stack.is_empty() {
            self.overflow = 0;
        }
        self.push(if is_break { Kind::Break } else { Kind::Newline }, start);
    }

    /// How much of the stack stays open over a line end.
    fn kept_over_line_end(&self, is_break: bool) -> usize {
        let mut keep = self.stack.len();
        while let Some(frame) = keep.checked_sub(1).and_then(|at| self.stack.get(at)) {
            let ends = match frame.group {
                Group::External => true,
                Group::Link => is_break || !self.is_file(frame.token),
                Group::Variant => is_break,
                Group::Reference | Group::Container => frame.closes_at.is_none(),
                Group::Template | Group::Parameter | Group::Table => false,
            };
            if !ends {
                break;
            }
            keep -= 1;
        }
        keep
    }

    /// Whether the link that opens at `token` shows a file: its caption may have several lines.
    fn is_file(&self, token: usize) -> bool {
        let start = self.tokens.get(token).map_or(0, |token| token.start as usize + 2);
        self.source.get(start..).is_some_and(|rest| {
            let name: String = rest.chars().take(16).take_while(|c| *c != ':').collect();
            super::links::is_file_namespace(&name)
        })
    }

    fn open_braces(&mut self, start: usize, end: usize) {
        let run = end - start;
        if run > 6 {
            return self.stray(start, "So many braces open nothing; they were left out.");
        }
        let mut at = start;
        while at < end {
            let (group, length) = match end - at {
                3 | 5 if at > start || run == 3 => (Group::Parameter, 3),
                6 => (Group::Parameter, 3),
                1 => break,
                _ => (Group::Template, 2),
            };
            self.open(group, at, None);
            at += length;
        }
    }

    fn close_braces(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let (left, nearest) = (end - at, self.nearest());
            let variant_ends = left == 1 && self.source.as_bytes().get(end) == Some(&b'-');
            if left >= 2 && self.overflow > 0 {
                self.overflow -= 1;
                self.push(Kind::Stray, at);
                at += 2;
            } else if left >= 2 && nearest.braces > 0 {
                let frame = nearest.braces - 1;
                let wide = left >= 3 && self.stack.get(frame).is_some_and(|frame| frame.group == Group::Parameter);
                self.close(frame, at);
                at += if wide { 3 } else { 2 };
            } else if variant_ends && nearest.variant > 0 {
                self.close(nearest.variant - 1, at);
                self.lexer.take_byte();
                return;
            } else if left == 1 {
                self.push(Kind::Text, at);
                return;
            } else {
                return self.stray(at, "These braces close nothing.");
            }
        }
    }

    fn open_brackets(&mut self, start: usize, end: usize) {
        let run = end - start;
        if run > 4 {
            return self.stray(start, "So many brackets open nothing; they were left out.");
        }
        let mut at = start;
        if run == 3 {
            self.push(Kind::Text, at);
            at += 1;
        }
        while at < end {
            self.open(Group::Link, at, None);
            at += 2;
        }
    }

    fn close_brackets(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let (left, nearest) = (end - at, self.nearest());
            let external_is_inner = nearest.external > nearest.link;
            if nearest.external > 0 && (left == 1 || external_is_inner && (left != 2 || nearest.link == 0)) {
                self.close(nearest.external - 1, at);
                at += 1;
            } else if left >= 2 && nearest.link > 0 {
                self.close(nearest.link - 1, at);
                at += 2;
            } else if left == 1 {
                self.push(Kind::Text, at);
                return;
            } else {
                return self.stray(at, "These brackets close no link.");
            }
        }
    }

    fn tag(&mut self, start: usize, end: usize) {
        let Some(tag) = self.source.get(start..end).and_then(tags::parse) else {
            return self.stray(start, "This tag is broken and was left out.");
        };
        if !CONTAINERS.contains(&tag.name.as_str()) {
            return self.push(Kind::Tag, start);
        }
        let ending = self.endings.get(&(start as u32)).copied();
        let group = if tag.name == "ref" { Group::Reference } else { Group::Container };
        match ending {
            Some(Ending::At(close)) => self.open(group, start, Some(close)),
            Some(Ending::Never) if group == Group::Reference => {
                self.end_unclosed_reference();
                self.open(group, start, None);
            }
            Some(Ending::Never) => self.stray(start, "This tag is never closed and was left out."),
            Some(Ending::Use) => {
                self.warn(start, "This reference is never closed; it was read as one that only names another.");
                self.push(Kind::Tag, start);
            }
            Some(Ending::Closer) => {
                self.warn(start, "This tag was read as the end of the reference before it.");
                self.closing_tag(start);
            }
            None if tag.closing => self.closing_tag(start),
            None => self.push(Kind::Tag, start),
        }
    }

    fn closing_tag(&mut self, start: usize) {
        self.end_unclosed_reference();
        match self.stack.iter().rposition(|frame| frame.closes_at == Some(start as u32)) {
            Some(frame) => self.close(frame, start),
            None => self.stray(start, "This closing tag closes nothing."),
        }
    }

    /// A reference does not reach over another one.
    fn end_unclosed_reference(&mut self) {
        let is_unclosed = |frame: &Frame| frame.group == Group::Reference && frame.closes_at.is_none();
        if self.stack.last().is_some_and(is_unclosed) {
            self.close_down_to(self.stack.len() - 1);
        }
    }
}

/// The index of the token that holds byte `at`.
pub(super) fn token_at(tokens: &[Token], at: u32) -> usize {
    tokens.partition_point(|token| token.start <= at).saturating_sub(1)
}

/// The span between the marks of the group that opens at token `index`.
pub(super) fn content(tokens: &[Token], index: usize) -> Span {
    let start_of = |index: usize| tokens.get(index).map_or(0, |token| token.start);
    let Some(token) = tokens.get(index) else { return Span::default() };
    let start = start_of(index + 1);
    let after = (token.after as usize).max(index + 1);
    let end = if token.closed { start_of(after - 1) } else { start_of(after) };
    Span { start, end: end.max(start) }
}

/// The whole group that opens at token `index`, with its marks.
pub(super) fn whole(tokens: &[Token], index: usize) -> Span {
    let start_of = |index: usize| tokens.get(index).map_or(0, |token| token.start);
    let after = tokens.get(index).map_or(0, |token| token.after as usize).max(index + 1);
    Span { start: start_of(index), end: start_of(after) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The groups of `text`, each as it stands, in order of their start.
    fn groups(text: &str) -> Vec<&str> {
        let found = scan(text);
        (0..found.tokens.len())
            .filter(|index| matches!(found.tokens[*index].kind, Kind::Open(_)))
            .map(|index| whole(&found.tokens, index).of(text).unwrap())
            .collect()
    }

    #[test]
    fn brackets_find_each_other() {
        for (text, expected) in [
            ("甲[[乙|丙]]丁", vec!["[[乙|丙]]"]),
            ("{{甲|{{乙}}}}", vec!["{{甲|{{乙}}}}", "{{乙}}"]),
            ("{{甲|{{{1}}}}}", vec!["{{甲|{{{1}}}}}", "{{{1}}}"]),
            ("-{ {{甲}}}-", vec!["-{ {{甲}}}-", "{{甲}}"]),
            ("[[File:a|[http://b c]]]", vec!["[[File:a|[http://b c]]]", "[http://b c]"]),
            ("{|\n|甲\n|}\n乙", vec!["{|\n|甲\n|}"]),
            ("{{甲|乙=\n|}}丙", vec!["{{甲|乙=\n|}}"]),
        ] {
            assert_eq!(groups(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_never_closed_ends_with_its_line() {
        for (text, expected) in [
            ("甲{{乙|丙\n丁", vec!["{{乙|丙"]),
            ("{{甲\n|乙=丙\n|丁=戊\n\n己", vec!["{{甲\n|乙=丙\n|丁=戊"]),
            ("[[甲\n乙]]", vec!["[[甲"]),
            ("{{甲|[[乙}}丙", vec!["{{甲|[[乙}}", "[[乙"]),
            ("<ref>{{甲}}乙\n丙", vec!["<ref>{{甲}}", "{{甲}}"]),
            ("<ref>{{甲|乙</ref>丙", vec!["<ref>{{甲|乙</ref>", "{{甲|乙"]),
            ("{{甲\n== 乙 ==\n}}", vec!["{{甲"]),
            ("{|\n|甲\n\n乙", vec!["{|\n|甲"]),
            ("-{甲\n\n乙", vec!["-{甲"]),
        ] {
            assert_eq!(groups(text), expected, "{text}");
            assert!(!scan(text).warnings.is_empty(), "{text}");
        }
    }
}
