//! Templates: `{{name|value|key=value}}` taken apart, and what is read of each family.

mod citation;
mod family;
mod names;
mod render;

use super::inline;
use super::page::Page;
use super::scan::{self, Kind};
use crate::model::Span;

pub(super) use family::{Family, of as family_of};
pub(super) use render::{chip, quotation, write, write_hatnote};

/// An argument of a template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    /// Its name, where it has one.
    pub(super) key: Option<Span>,
    /// Its value, without blanks at the ends.
    pub(super) value: Span,
    /// From the bar before it to its value.
    pub(super) lead: Span,
}

/// A template taken apart.
pub(super) struct Template<'a> {
    source: &'a str,
    /// All of it, with its braces.
    pub(super) whole: Span,
    /// Its name as written.
    pub(super) name_span: Span,
    /// Its name in lower case, without namespace, underscores and doubled blanks.
    pub(super) name: String,
    /// Its arguments, in order.
    pub(super) arguments: Vec<Argument>,
}

/// Takes the template that opens at token `index` apart.
pub(super) fn parse<'a>(page: &Page<'a>, index: usize) -> Template<'a> {
    let parts = inline::arguments(page, index);
    let first = parts.first().copied().unwrap_or_default();
    let mut name_span = name_span(page, first);
    let mut arguments = Vec::new();
    // A function has its first argument behind a colon: `{{#if:…}}`, `{{DEFAULTSORT:…}}`.
    if let Some((head, _)) = page.text(name_span).split_once([':', '：'])
        && family::is_function(head)
    {
        let colon =
            page.text(name_span).get(head.len()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let lead = Span::new(head.len(), head.len() + colon).shifted(name_span.start as usize);
        let value = page.trimmed(Span { start: lead.end, end: first.end });
        arguments.push(Argument { key: None, value, lead });
        name_span.end = lead.start;
    }
    arguments.extend(parts.iter().skip(1).map(|part| argument(page, *part)));
    let name = normalised(page.text(name_span));
    Template { source: page.source, whole: scan::whole(&page.tokens, index), name_span, name, arguments }
}

/// The name in the first part of a template, without comments around it.
fn name_span(page: &Page<'_>, first: Span) -> Span {
    let mut span = page.trimmed(first);
    while page.text(span).starts_with("<!--") {
        let Some(end) = page.text(span).find("-->") else { break };
        span = page.trimmed(Span { start: span.start + end as u32 + 3, ..span });
    }
    if let Some(comment) = page.text(span).find("<!--") {
        span = page.trimmed(Span { end: span.start + comment as u32, ..span });
    }
    span
}

fn normalised(name: &str) -> String {
    let name = name.trim().replace('_', " ").to_lowercase();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let prefixes = ["template:", "模板:", "樣板:", "样板:", "t:", "subst:", "safesubst:"];
    let bare = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix));
    bare.map_or(name.clone(), |bare| bare.trim().to_owned())
}

fn argument(page: &Page<'_>, part: Span) -> Argument {
    let bar = Span { start: part.start.saturating_sub(1), end: part.start };
    let (key, value) = match equals_sign(page, part) {
        Some(at) => (Some(page.trimmed(Span { end: at, ..part })), Span { start: at + 1, ..part }),
        None => (None, part),
    };
    let value = page.trimmed(value);
    Argument { key, value, lead: Span { start: bar.start, end: value.start } }
}

/// The `=` behind the name of an argument. Text that happens to hold one is no name.
fn equals_sign(page: &Page<'_>, part: Span) -> Option<u32> {
    let mut index = scan::token_at(&page.tokens, part.start);
    while let Some(token) = page.tokens.get(index).filter(|token| token.start < part.end) {
        let whole = page.token_span(index);
        let at = Span { start: whole.start.max(part.start), end: whole.end.min(part.end) };
        match token.kind {
            Kind::Text => {
                if let Some(sign) = page.text(at).find('=') {
                    let sign = at.start + sign as u32;
                    let key = page.text(Span { start: part.start, end: sign }).trim();
                    return (!key.is_empty() && key.chars().count() <= 60).then_some(sign);
                }
                let so_far = page.text(Span { start: part.start, end: at.end });
                if so_far.trim().len() > 240 {
                    return None;
                }
            }
            Kind::Newline | Kind::Break | Kind::Silent => {}
            _ => return None,
        }
        index += 1;
    }
    None
}

impl Template<'_> {
    /// The name of an argument, as written; empty where it has none.
    pub(super) fn key(&self, argument: &Argument) -> &str {
        argument.key.and_then(|key| key.of(self.source)).unwrap_or_default()
    }

    /// The first argument called one of `keys` that is not empty; the order of `keys` counts.
    pub(super) fn named(&self, keys: &[&str]) -> Option<Argument> {
        keys.iter().find_map(|key| {
            let is_it =
                |argument: &&Argument| !argument.value.is_empty() && self.key(argument).eq_ignore_ascii_case(key);
            self.arguments.iter().find(is_it).copied()
        })
    }

    /// The argument number `nth`, from 1, by place or by number; nothing where it is empty.
    pub(super) fn nth(&self, nth: usize) -> Option<Argument> {
        let by_place = self.arguments.iter().filter(|argument| argument.key.is_none()).nth(nth.checked_sub(1)?);
        by_place.copied().filter(|argument| !argument.value.is_empty()).or_else(|| self.named(&[&nth.to_string()]))
    }

    /// All arguments by place or by number that are not empty.
    pub(super) fn positional(&self) -> impl Iterator<Item = Argument> {
        let is_positional = |argument: &&Argument| {
            let key = self.key(argument);
            !argument.value.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
        };
        self.arguments.iter().filter(is_positional).copied()
    }

    /// The source of an argument's value.
    pub(super) fn raw(&self, argument: Argument) -> &str {
        argument.value.of(self.source).unwrap_or_default()
    }
}
