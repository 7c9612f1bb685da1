//! Writes the inside of a block: text, styles, links, notes, templates, each in reading form with its source span.
//!
//! Recursion is bounded: deeper groups than `page::DEEPEST` are read as flat text.

use super::page::{DEEPEST, Page};
use super::references::Content;
use super::scan::{self, Group, Kind};
use super::writer::{Lines, Styles, Writer};
use super::{entities, links, table, tags, template, variants};
use crate::model::{MarkStyle, Span};

/// Writes what is read of `span`. Styles that are open at its end stay open.
pub(super) fn write(page: &mut Page<'_>, out: &mut Writer<'_>, span: Span, depth: u8) {
    if depth > DEEPEST {
        return flat(page, out, span);
    }
    let mut index = scan::token_at(&page.tokens, span.start);
    let mut from = span.start;
    if out.lines() == Lines::Kept {
        from += list_prefix(page.text(span), &['*', '#']) as u32;
    }
    while let Some(token) = page.tokens.get(index).copied().filter(|token| token.start < span.end) {
        let whole = page.token_span(index);
        let at = Span { start: whole.start.max(from).min(span.end), end: whole.end.min(span.end).max(from) };
        index += 1;
        if at.is_empty() {
            continue;
        }
        match token.kind {
            Kind::Newline | Kind::Break => from = line_end(page, out, at, span),
            // A bar at the start of a block is what is left of a table or a template.
            Kind::Pipe if out.is_empty() => {}
            Kind::Text | Kind::Pipe => out.verbatim(at),
            Kind::Quotes => quotes(out, at),
            Kind::Entity => entity(page, out, at),
            Kind::Address => {
                let target = page.text(at).to_owned();
                let mark = out.open(MarkStyle::Link { target });
                out.verbatim(at);
                out.close(mark);
            }
            Kind::Tag => tag(page, out, at),
            Kind::Raw => raw(page, out, at),
            Kind::Open(group) => {
                group_at(page, out, index - 1, group, depth);
                index = (token.after as usize).max(index);
                if group == Group::Link {
                    from = suffix(page, out, index, span);
                }
            }
            Kind::Silent | Kind::Stray | Kind::Close => {}
        }
    }
}

/// Writes what is read of `span`, a text of its own: styles do not reach in or out.
pub(super) fn write_apart(page: &mut Page<'_>, out: &mut Writer<'_>, span: Span, depth: u8) {
    let outer = std::mem::take(&mut out.styles);
    let item = list_prefix(page.text(span), &['*']) as u32;
    write(page, out, Span { start: span.start + item, ..span }, depth);
    end_styles(out);
    out.styles = outer;
}

/// What is read of `span` as one line without marks.
pub(super) fn plain(page: &mut Page<'_>, span: Span, depth: u8) -> String {
    let mut out = Writer::new(page.source, Lines::Single);
    write(page, &mut out, span, depth + 1);
    out.finish().0.text().to_owned()
}

/// Closes what apostrophes and tags opened. The line that did not close bold or italic ends them, as on the wiki.
pub(super) fn end_styles(out: &mut Writer<'_>) -> bool {
    let Styles { bold, italic, tags } = std::mem::take(&mut out.styles);
    let unbalanced = bold.is_some() || italic.is_some();
    for id in bold.into_iter().chain(italic).chain(tags.into_iter().map(|(_, id)| id)) {
        out.close(id);
    }
    unbalanced
}

/// Ends the apostrophes of a line; tags may go on.
pub(super) fn end_line(page: &mut Page<'_>, out: &mut Writer<'_>, at: u32) {
    let unclosed = out.styles.bold.take().into_iter().chain(out.styles.italic.take());
    let mut any = false;
    for id in unclosed {
        out.close(id);
        any = true;
    }
    if any {
        page.warn(at, "Bold or italic is never closed on this line; it ends with it.");
    }
}

/// Text without any nesting, for what is nested deeper than anybody reads.
fn flat(page: &mut Page<'_>, out: &mut Writer<'_>, span: Span) {
    let mut index = scan::token_at(&page.tokens, span.start);
    while let Some(token) = page.tokens.get(index).copied().filter(|token| token.start < span.end) {
        let whole = page.token_span(index);
        let at = Span { start: whole.start.max(span.start), end: whole.end.min(span.end) };
        match token.kind {
            Kind::Text | Kind::Address => out.verbatim(at),
            Kind::Entity => entity(page, out, at),
            Kind::Newline | Kind::Break | Kind::Pipe => out.blank(at),
            _ => {}
        }
        index += 1;
    }
}

/// A line end inside a block: the byte where reading goes on, behind the markup of a list.
fn line_end(page: &mut Page<'_>, out: &mut Writer<'_>, at: Span, span: Span) -> u32 {
    end_line(page, out, at.start);
    let rest = Span { start: at.end, end: span.end.max(at.end) };
    let prefix = list_prefix(page.text(rest), &['*', '#', ':', ';']);
    match out.lines() {
        Lines::Kept => out.line(at, prefix.saturating_sub(1) * 2),
        // Items of a list are not one word, even in Chinese.
        _ if prefix > 0 => out.blank(at),
        _ => out.newline(at),
    }
    at.end + prefix as u32
}

/// How many marks of a list stand at the start of `text`.
pub(super) fn list_prefix(text: &str, marks: &[char]) -> usize {
    text.len() - text.trim_start_matches(marks).len()
}

fn quotes(out: &mut Writer<'_>, at: Span) {
    let count = at.len();
    if count == 4 {
        out.verbatim(Span { end: at.start + 1, ..at });
    }
    let is_bold = count != 2;
    let is_italic = count == 2 || count >= 5;
    if is_italic {
        match out.styles.italic.take() {
            Some(id) => out.close(id),
            None => out.styles.italic = Some(out.open(MarkStyle::Italic)),
        }
    }
    if is_bold {
        match out.styles.bold.take() {
            Some(id) => out.close(id),
            None => out.styles.bold = Some(out.open(MarkStyle::Bold)),
        }
    }
}

fn entity(page: &Page<'_>, out: &mut Writer<'_>, at: Span) {
    match entities::decode(page.text(at)) {
        Some(character) if character.is_whitespace() => out.blank(at),
        Some(character) => out.replacement(character.encode_utf8(&mut [0; 4]), at),
        None => out.verbatim(at),
    }
}

fn tag(page: &mut Page<'_>, out: &mut Writer<'_>, at: Span) {
    let Some(tag) = tags::parse(page.text(at)) else { return };
    let style = match tag.name.as_str() {
        "br" | "hr" | "p" | "li" | "ul" | "ol" | "dl" | "dd" | "dt" | "table" | "tr" => return out.line(at, 0),
        "td" | "th" if !tag.closing => return out.blank(at),
        "rt" => return ruby_bracket(page, out, at, tag.closing),
        "ref" if !tag.closing => {
            let group = tag.attribute("group").unwrap_or_default();
            let name = tag.attribute("name");
            if name.is_some() {
                note_mark(page, out, &group, name.as_deref(), None, at);
            }
            return;
        }
        "b" | "strong" => MarkStyle::Bold,
        "i" | "em" | "cite" | "dfn" | "var" => MarkStyle::Italic,
        "small" | "sup" | "sub" => MarkStyle::Small,
        "s" | "del" | "strike" => MarkStyle::Struck,
        _ => return,
    };
    if tag.closing {
        if let Some(nth) = out.styles.tags.iter().rposition(|(name, _)| *name == tag.name) {
            let (_, id) = out.styles.tags.remove(nth);
            out.close(id);
        }
    } else if !tag.empty {
        let id = out.open(style);
        out.styles.tags.push((tag.name, id));
    }
}

/// The reading of a character stands in brackets, unless the page gives it some.
fn ruby_bracket(page: &Page<'_>, out: &mut Writer<'_>, at: Span, closing: bool) {
    let before = page.text(Span { start: 0, end: at.start });
    let after = page.text(Span { start: at.end, end: page.source.len() as u32 });
    match closing {
        true if !after.starts_with("<rp") => out.replacement("）", at),
        false if !before.ends_with("</rp>") => out.replacement("（", at),
        _ => {}
    }
}

/// A tag whose content is no wikitext: what of it is text.
fn raw(page: &Page<'_>, out: &mut Writer<'_>, at: Span) {
    let Some((name, inner)) = raw_content(page, at) else { return };
    match name.as_str() {
        "nowiki" | "math" | "chem" | "ce" => out.verbatim(inner),
        "pre" | "syntaxhighlight" | "source" => out.preformatted(page.trimmed(inner)),
        _ => {}
    }
}

/// The name of a raw tag, and its content.
pub(super) fn raw_content(page: &Page<'_>, at: Span) -> Option<(String, Span)> {
    let text = page.text(at);
    let name = tags::known_name(text)?.to_ascii_lowercase();
    let start = text.find('>')? + 1;
    let end = text.rfind("</").filter(|end| *end >= start)?;
    Some((name, Span::new(start, end).shifted(at.start as usize)))
}

fn group_at(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, group: Group, depth: u8) {
    match group {
        Group::Template => template::write(page, out, index, depth),
        Group::Parameter => {
            if let Some(default) = arguments(page, index).get(1) {
                write_apart(page, out, *default, depth + 1);
            }
        }
        Group::Link => links::write(page, out, index, depth),
        Group::External => links::write_external(page, out, index, depth),
        Group::Variant => variants::write(page, out, index, depth),
        Group::Table => table::write_flat(page, out, index, depth),
        Group::Reference => reference(page, out, index),
        Group::Container => container(page, out, index, depth),
    }
}

/// The parts of a group, parted by the bars that stand directly in it.
pub(super) fn arguments(page: &Page<'_>, index: usize) -> Vec<Span> {
    let content = scan::content(&page.tokens, index);
    let mut parts = Vec::new();
    let mut start = content.start;
    let mut at = index + 1;
    while let Some(token) = page.tokens.get(at).filter(|token| token.start < content.end) {
        if token.kind == Kind::Pipe {
            parts.push(Span { start, end: token.start });
            start = token.start + 1;
        }
        at = if matches!(token.kind, Kind::Open(_)) { (token.after as usize).max(at + 1) } else { at + 1 };
    }
    parts.push(Span { start, end: content.end });
    parts
}

/// Chinese has no endings to join, but its pages hold English words: `[[bus]]es` is one link.
fn suffix(page: &Page<'_>, out: &mut Writer<'_>, next: usize, span: Span) -> u32 {
    let Some(token) = page.tokens.get(next).filter(|token| token.start < span.end) else { return span.start };
    let at = Span { start: token.start, end: page.token_span(next).end.min(span.end) };
    let length = page.text(at).bytes().take_while(u8::is_ascii_lowercase).count();
    if token.kind != Kind::Text || length == 0 || !out.text().ends_with(|c: char| c.is_ascii_alphabetic()) {
        return span.start;
    }
    let end = at.start + length as u32;
    out.lengthen_last_mark(Span { end, ..at });
    end
}

fn reference(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize) {
    let whole = scan::whole(&page.tokens, index);
    let content = page.trimmed(scan::content(&page.tokens, index));
    let (group, name) = reference_names(page, index);
    let content = (!content.is_empty()).then_some(Content::Source(content));
    if content.is_some() || name.is_some() {
        note_mark(page, out, &group, name.as_deref(), content, whole);
    }
}

/// The group and the name of the reference that opens at token `index`.
pub(super) fn reference_names(page: &Page<'_>, index: usize) -> (String, Option<String>) {
    let tag = tags::parse(page.text(page.token_span(index)));
    let group = tag.as_ref().and_then(|tag| tag.attribute("group")).unwrap_or_default();
    (group, tag.as_ref().and_then(|tag| tag.attribute("name")))
}

/// Writes the mark of a note over `span`.
pub(super) fn note_mark(
    page: &mut Page<'_>,
    out: &mut Writer<'_>,
    group: &str,
    name: Option<&str>,
    content: Option<Content>,
    span: Span,
) {
    out.drop_blank();
    let (note, mark) = page.references.cite(group, name, content, span.start);
    let id = out.open(MarkStyle::NoteMark { note });
    out.replacement(&format!("[{mark}]"), span);
    out.close(id);
}

fn container(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    let content = scan::content(&page.tokens, index);
    let tag = page.text(page.token_span(index));
    match tags::parse(tag).map(|tag| tag.name).as_deref() {
        Some("references") => define_references(page, content, &reference_names(page, index).0),
        Some("includeonly") => {}
        _ => write(page, out, content, depth + 1),
    }
}

/// Takes the references of `span`, a list of references, as definitions.
pub(super) fn define_references(page: &mut Page<'_>, span: Span, list_group: &str) {
    let mut index = scan::token_at(&page.tokens, span.start);
    while let Some(token) = page.tokens.get(index).copied().filter(|token| token.start < span.end) {
        if token.kind == Kind::Open(Group::Reference) && token.start >= span.start {
            let content = page.trimmed(scan::content(&page.tokens, index));
            if let (group, Some(name)) = reference_names(page, index) {
                let group = if group.is_empty() { list_group } else { &group };
                page.references.define(group, &name, content);
            }
        }
        index += 1;
    }
}
