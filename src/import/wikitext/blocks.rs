//! Cuts a page into blocks, a line at a time: headings, lists, tables, files, templates that stand alone, and the
//! paragraphs between them.

use super::inline;
use super::lexer;
use super::links::{self, LinkKind};
use super::page::{DEEPEST, Page};
use super::scan::{self, Group, Kind};
use super::template::{self, Family};
use super::writer::{Lines, Writer};
use super::{infobox, table, tags};
use crate::model::{PassageKind, Span};

/// What is being read.
struct State<'a> {
    depth: u8,
    /// What running text is here: a paragraph, or a quotation.
    kind: PassageKind,
    /// How many `<blockquote>` are open.
    quotations: u32,
    /// The running text so far.
    paragraph: Option<Writer<'a>>,
    /// What line ends become in running text.
    lines: Lines,
}

/// Reads the blocks of `span` into the page's passages.
pub(super) fn read(page: &mut Page<'_>, span: Span, kind: PassageKind, lines: Lines, depth: u8) {
    let mut state = State { depth, kind, quotations: 0, paragraph: None, lines };
    let mut line_start = span.start;
    for index in tokens_of(page, span) {
        let Some(token) = page.tokens.get(index).copied() else { continue };
        if !matches!(token.kind, Kind::Newline | Kind::Break) {
            continue;
        }
        line(page, &mut state, Span { start: line_start, end: token.start.max(line_start) });
        if token.kind == Kind::Break {
            end_paragraph(page, &mut state);
        }
        line_start = page.token_span(index).end.min(span.end);
    }
    line(page, &mut state, Span { start: line_start, end: span.end });
    end_paragraph(page, &mut state);
}

/// The tokens that stand directly in `span`: of each group only the one that opens it.
pub(super) fn tokens_of(page: &Page<'_>, span: Span) -> Vec<usize> {
    let mut found = Vec::new();
    if span.is_empty() {
        return found;
    }
    let mut index = scan::token_at(&page.tokens, span.start);
    while let Some(token) = page.tokens.get(index).filter(|token| token.start < span.end) {
        let starts_before = token.start < span.start && matches!(token.kind, Kind::Open(_));
        if !starts_before {
            found.push(index);
        }
        index = match token.kind {
            Kind::Open(_) if !starts_before => (token.after as usize).max(index + 1),
            _ => index + 1,
        };
    }
    found
}

fn line<'a>(page: &mut Page<'a>, state: &mut State<'a>, whole: Span) {
    let mut span = page.trimmed(whole);
    // Comments at the start of a line do not hide what it is.
    while page.text(span).starts_with("<!--")
        && let Some(token) = page.tokens.get(scan::token_at(&page.tokens, span.start))
        && token.kind == Kind::Silent
    {
        let end = page.token_span(scan::token_at(&page.tokens, span.start)).end;
        span = page.trimmed(Span { start: end.min(span.end), end: span.end });
    }
    let text = page.text(span);
    if text.is_empty() {
        return;
    }
    if text.starts_with('=') && lexer::starts_heading(page.source, span.start as usize) {
        return heading(page, state, span);
    }
    if redirect(page, state, span) {
        return;
    }
    match text.as_bytes() {
        [b'*' | b'#' | b':' | b';', ..] => list_item(page, state, span),
        [b'-', b'-', b'-', b'-', ..] => {
            end_paragraph(page, state);
            let start = span.end - text.trim_start_matches('-').len() as u32;
            segments(page, state, Span { start, ..span });
        }
        [b'|' | b'!', ..] => stray_row(page, state, span),
        _ => running_text(page, state, span),
    }
}

fn running_text<'a>(page: &mut Page<'a>, state: &mut State<'a>, span: Span) {
    if let Some(paragraph) = &mut state.paragraph {
        // Blanks that start a line are no part of it: the line end stands before them.
        let before = page.source.get(..span.start as usize).unwrap_or_default();
        let before = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
        paragraph
            .newline(Span::new(before.trim_end_matches('\n').len().max(before.len().saturating_sub(1)), before.len()));
    }
    segments(page, state, span);
    if let Some(paragraph) = &mut state.paragraph {
        inline::end_line(page, paragraph, span.end);
    }
}

/// Reads a line of running text: what stands apart from it (files, tables, templates about the page), and the text.
fn segments<'a>(page: &mut Page<'a>, state: &mut State<'a>, span: Span) {
    let tokens = tokens_of(page, span);
    let alone = tokens.iter().all(|index| stands_alone(page, *index));
    let strays: Vec<_> = tokens.iter().copied().filter(|index| is_stray_link_end(page, *index)).collect();
    let mut start = span.start;
    for index in &tokens {
        let Some(token) = page.tokens.get(*index).copied().filter(|token| token.start >= start) else { continue };
        let before = Span { start, end: token.start };
        let end = match token.kind {
            Kind::Open(_) => scan::whole(&page.tokens, *index).end,
            _ => page.token_span(*index).end.min(span.end),
        };
        let block = match token.kind {
            Kind::Open(Group::Link) if links::kind(page, *index) == LinkKind::File => {
                if alone {
                    // A picture on a line of its own ends the paragraph before it.
                    end_paragraph(page, state);
                }
                let stray = strays.get(strays.partition_point(|stray| stray < index)).copied();
                if let Some(after) = file(page, state, *index, stray, alone, span) {
                    text(page, state, before);
                    start = after.max(end);
                }
                continue;
            }
            Kind::Open(Group::Template) => Block::of_template(page, *index, alone),
            Kind::Open(Group::Table) => Some(Block::Table),
            Kind::Open(Group::Container) => Some(Block::Container),
            Kind::Tag => Block::of_tag(page, *index),
            Kind::Raw => Block::of_raw(page, *index),
            _ => None,
        };
        if let Some(block) = block {
            text(page, state, before);
            start = end;
            block.read(page, state, *index);
        }
    }
    text(page, state, Span { start: start.min(span.end), end: span.end });
}

/// Adds to the running text.
fn text<'a>(page: &mut Page<'a>, state: &mut State<'a>, span: Span) {
    if span.is_empty() {
        return;
    }
    let mut paragraph = state.paragraph.take().unwrap_or_else(|| Writer::new(page.source_text(), state.lines));
    inline::write(page, &mut paragraph, span, state.depth);
    state.paragraph = Some(paragraph);
}

fn end_paragraph<'a>(page: &mut Page<'a>, state: &mut State<'a>) {
    if let Some(paragraph) = state.paragraph.take() {
        let kind = if state.quotations > 0 { PassageKind::Quotation } else { state.kind };
        page.passage(kind, 0, paragraph.finish());
    }
}

/// Whether a line of nothing but such tokens has no text of its own.
fn stands_alone(page: &Page<'_>, index: usize) -> bool {
    match page.tokens.get(index).map(|token| token.kind) {
        Some(Kind::Open(Group::Template) | Kind::Silent | Kind::Stray | Kind::Tag) => true,
        Some(Kind::Open(Group::Link)) => {
            matches!(links::kind(page, index), LinkKind::File | LinkKind::Category | LinkKind::Language)
        }
        Some(Kind::Text) => page.text(page.token_span(index)).trim().is_empty(),
        _ => false,
    }
}

/// Whether the token is a `]]` that closes no link.
fn is_stray_link_end(page: &Page<'_>, index: usize) -> bool {
    let is_stray = page.tokens.get(index).is_some_and(|token| token.kind == Kind::Stray);
    is_stray && page.text(page.token_span(index)).starts_with("]]")
}

/// Whether the token opens a template that is shown by its name.
fn is_chip(page: &Page<'_>, index: usize) -> bool {
    let is_template = page.tokens.get(index).is_some_and(|token| token.kind == Kind::Open(Group::Template));
    is_template && matches!(template::family_of(&template::parse(page, index)), Family::Unknown | Family::Function)
}

/// Something that is no running text.
enum Block {
    Table,
    Container,
    /// A tag that only parts blocks.
    Border,
    Quotation {
        opens: bool,
    },
    Preformatted,
    Infobox,
    Hatnote(&'static str),
    Quoted,
    /// Several pictures: their captions.
    Pictures,
    /// A template without any text.
    Silent,
    /// A template nobody knows, alone on its line.
    Unknown,
}

impl Block {
    fn of_template(page: &Page<'_>, index: usize, alone: bool) -> Option<Self> {
        let template = template::parse(page, index);
        match template::family_of(&template) {
            Family::Infobox => Some(Self::Infobox),
            Family::Hatnote(words) => Some(Self::Hatnote(words)),
            Family::Quotation => Some(Self::Quoted),
            Family::Pictures => Some(Self::Pictures),
            Family::Flag(_) | Family::Issues => Some(Self::Silent),
            Family::Nothing | Family::NoteList | Family::Title if alone => Some(Self::Silent),
            Family::Unknown if is_side_table(page, &template) => Some(Self::Infobox),
            Family::Unknown | Family::Function if alone => Some(Self::Unknown),
            _ => None,
        }
    }

    fn of_tag(page: &Page<'_>, index: usize) -> Option<Self> {
        let tag = tags::parse(page.text(page.token_span(index)))?;
        match tag.name.as_str() {
            "blockquote" => Some(Self::Quotation { opens: !tag.closing }),
            "div" | "center" | "p" | "table" | "ul" | "ol" | "li" | "dl" | "dd" | "dt" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "hr" | "tr" => Some(Self::Border),
            _ => None,
        }
    }

    fn of_raw(page: &Page<'_>, index: usize) -> Option<Self> {
        let (name, _) = inline::raw_content(page, page.token_span(index))?;
        matches!(name.as_str(), "pre" | "syntaxhighlight" | "source").then_some(Self::Preformatted)
    }

    fn read<'a>(self, page: &mut Page<'a>, state: &mut State<'a>, index: usize) {
        let depth = state.depth;
        // A template without text, such as a rule of conversion, does not part a paragraph.
        if !matches!(self, Self::Silent) {
            end_paragraph(page, state);
        }
        match self {
            Self::Table => table::read(page, index, depth + 1),
            Self::Container => container(page, index, depth),
            Self::Border => {}
            Self::Quotation { opens } => {
                state.quotations = if opens { state.quotations + 1 } else { state.quotations.saturating_sub(1) };
            }
            Self::Preformatted => {
                let mut out = Writer::new(page.source_text(), Lines::Kept);
                inline::write(page, &mut out, page.token_span(index), depth);
                page.passage(PassageKind::Other, 0, out.finish());
            }
            Self::Infobox => infobox::read(page, &template::parse(page, index), depth),
            Self::Hatnote(words) => {
                let mut out = Writer::new(page.source_text(), Lines::Single);
                template::write_hatnote(page, &mut out, &template::parse(page, index), words, depth);
                page.passage(PassageKind::MetadataLine, 0, out.finish());
            }
            Self::Quoted => {
                let mut out = Writer::new(page.source_text(), Lines::Kept);
                template::quotation(page, &mut out, &template::parse(page, index), depth);
                page.passage(PassageKind::Quotation, 0, out.finish());
            }
            Self::Pictures => {
                let template = template::parse(page, index);
                for picture in template::captions(&template).collect::<Vec<_>>() {
                    let mut out = Writer::new(page.source_text(), Lines::Single);
                    inline::write(page, &mut out, picture.value, depth + 1);
                    page.passage(PassageKind::Caption, 0, out.finish());
                }
            }
            Self::Silent => {
                let mut out = Writer::new(page.source_text(), Lines::Single);
                template::write(page, &mut out, index, depth);
            }
            Self::Unknown => {
                let mut out = Writer::new(page.source_text(), Lines::Single);
                template::chip(page, &mut out, &template::parse(page, index), depth);
                page.passage(PassageKind::Other, 0, out.finish());
            }
        }
    }
}

/// Whether a template of an unknown name is a side table: before the first heading, with a line for each of its
/// fields. Every wiki has many of them whose names say nothing.
fn is_side_table(page: &Page<'_>, template: &template::Template<'_>) -> bool {
    let named = template.arguments.iter().filter(|argument| argument.key.is_some()).count();
    let own_lines =
        page.text(template.whole).matches("\n|").count() + page.text(template.whole).matches("\n |").count();
    !page.has_heading && named >= 3 && own_lines >= 3
}

fn container(page: &mut Page<'_>, index: usize, depth: u8) {
    let content = scan::content(&page.tokens, index);
    let tag = tags::parse(page.text(page.token_span(index)));
    match tag.map(|tag| tag.name).as_deref() {
        Some("poem") if depth < DEEPEST => read(page, content, PassageKind::Quotation, Lines::Kept, depth + 1),
        Some("gallery") => gallery(page, content, depth),
        _ => {
            // Lists of notes and templates' own parts leave no text behind.
            let mut out = Writer::new(page.source_text(), Lines::Single);
            inline::write(page, &mut out, page.token_span(index), depth);
            if let Some((group, _)) = Some(inline::reference_names(page, index)) {
                inline::define_references(page, content, &group);
            }
        }
    }
}

/// A line a picture: `File:name.jpg|caption`.
fn gallery(page: &mut Page<'_>, content: Span, depth: u8) {
    let mut at = content.start;
    for line in page.text(content).split_inclusive('\n') {
        let span = Span { start: at, end: at + line.len() as u32 };
        at = span.end;
        let Some(bar) = line.find('|') else { continue };
        let mut caption = Span { start: span.start + bar as u32 + 1, ..span };
        while let Some((option, _)) = page.text(caption).split_once('|')
            && ["alt=", "link=", "page="].iter().any(|key| option.trim_start().starts_with(key))
        {
            caption.start += option.len() as u32 + 1;
        }
        let mut out = Writer::new(page.source_text(), Lines::Single);
        inline::write(page, &mut out, page.trimmed(caption), depth + 1);
        page.passage(PassageKind::Caption, 0, out.finish());
    }
}

/// Reads a file link's caption, if the file stands apart from the text; the byte after all of it.
///
/// A bracket pair too many is the commonest mistake in these lines: `[[File:a.svg|thumb]]势力范围]]`. Then the caption
/// is what stands before the second pair.
fn file(
    page: &mut Page<'_>,
    state: &State<'_>,
    index: usize,
    stray: Option<usize>,
    alone: bool,
    line: Span,
) -> Option<u32> {
    let file = links::file(page, index);
    let mut caption = file.caption;
    let mut after = scan::whole(&page.tokens, index).end;
    if let Some(stray) = stray.filter(|_| caption.is_empty()) {
        let stray = page.token_span(stray);
        caption = Span { start: after, end: stray.start };
        after = stray.end.min(line.end);
    } else if !file.framed && !alone && state.paragraph.is_some() {
        return None;
    }
    let mut out = Writer::new(page.source_text(), Lines::Single);
    inline::write(page, &mut out, caption, state.depth + 1);
    page.passage(PassageKind::Caption, 0, out.finish());
    Some(after)
}

fn heading<'a>(page: &mut Page<'a>, state: &mut State<'a>, span: Span) {
    end_paragraph(page, state);
    state.quotations = 0;
    let (inner, level, rest) = heading_parts(page, span);
    let mut out = Writer::new(page.source_text(), Lines::Single);
    inline::write(page, &mut out, inner, state.depth);
    page.passage(PassageKind::Heading, level, out.finish());
    page.has_heading = true;
    if !page.trimmed(rest).is_empty() {
        running_text(page, state, page.trimmed(rest));
    }
}

/// The inside of a heading, its level, and what stands behind it on its line.
fn heading_parts(page: &mut Page<'_>, span: Span) -> (Span, u8, Span) {
    let text = page.text(span);
    let opening = text.len() - text.trim_start_matches('=').len();
    let inner_start = span.start + opening as u32;
    // The closing marks are the last ones that stand directly in the line.
    let closing = tokens_of(page, span).into_iter().rev().find_map(|index| {
        let token = page.tokens.get(index).filter(|token| token.kind == Kind::Text)?;
        let at = Span {
            start: token.start.max(inner_start),
            end: page.token_span(index).end.min(span.end).max(inner_start),
        };
        let text = page.text(at);
        let last = text.rfind('=')? + 1;
        let first = text.get(..last)?.trim_end_matches('=').len();
        (first < last).then_some(Span::new(first, last).shifted(at.start as usize))
    });
    let Some(closing) = closing.filter(|closing| closing.len() > 1 || opening == 1) else {
        page.warn(span.start, "This heading is never closed; it was read as its whole line.");
        let bare = page.text(Span { start: inner_start, ..span }).trim_end_matches('=').len();
        let inner = Span::new(0, bare).shifted(inner_start as usize);
        return (inner, opening.min(6) as u8, Span::empty(span.end as usize));
    };
    let rest = Span { start: closing.end, end: span.end };
    let level = opening.min(closing.len()).clamp(1, 6) as u8;
    (Span { start: inner_start, end: closing.start }, level, rest)
}

fn list_item<'a>(page: &mut Page<'a>, state: &mut State<'a>, span: Span) {
    end_paragraph(page, state);
    let text = page.text(span);
    let depth = inline::list_prefix(text, &['*', '#', ':', ';']);
    let is_term = text.get(..depth).is_some_and(|prefix| prefix.ends_with(';'));
    let body = page.trimmed(Span { start: span.start + depth as u32, ..span });
    let level = u8::try_from(depth).unwrap_or(u8::MAX);
    let first = page.tokens.get(scan::token_at(&page.tokens, body.start)).copied();
    if first.is_some_and(|token| token.start == body.start && token.kind == Kind::Open(Group::Table)) {
        return segments(page, state, body);
    }
    let apart = !body.is_empty()
        && tokens_of(page, body).into_iter().all(|index| stands_alone(page, index) && !is_chip(page, index));
    if apart {
        segments(page, state, body);
        if let Some(paragraph) = state.paragraph.take() {
            page.passage(PassageKind::ListItem, level, paragraph.finish());
        }
        return;
    }
    let definition = if is_term { definition(page, body) } else { None };
    let term_end = definition.unwrap_or(body.end);
    item(page, state, Span { end: term_end, ..body }, level);
    if definition.is_some() {
        item(page, state, Span { start: term_end + 1, ..body }, level);
    }
}

fn item(page: &mut Page<'_>, state: &State<'_>, span: Span, level: u8) {
    let mut out = Writer::new(page.source_text(), Lines::Flow);
    inline::write(page, &mut out, span, state.depth);
    inline::end_line(page, &mut out, span.end);
    page.passage(PassageKind::ListItem, level, out.finish());
}

/// The `:` that parts a term from its definition.
fn definition(page: &Page<'_>, body: Span) -> Option<u32> {
    tokens_of(page, body).into_iter().find_map(|index| {
        page.tokens.get(index).filter(|token| token.kind == Kind::Text)?;
        let at = page.token_span(index);
        let at = Span { start: at.start.max(body.start), end: at.end.min(body.end) };
        page.text(at).find(':').map(|colon| at.start + colon as u32)
    })
}

/// A line of a table without a table around it: its cells are read, its marks are not.
fn stray_row<'a>(page: &mut Page<'a>, state: &mut State<'a>, span: Span) {
    page.warn(span.start, "This line of a table stands outside every table.");
    end_paragraph(page, state);
    let text = page.text(span);
    if text.starts_with("|-") || text.starts_with("|}") {
        return;
    }
    let marks = text.len() - text.trim_start_matches(['|', '!', '+']).len();
    let mut out = Writer::new(page.source_text(), Lines::Single);
    table::write_stray_row(page, &mut out, Span { start: span.start + marks as u32, ..span }, state.depth);
    page.passage(state.kind, 0, out.finish());
}

/// `#REDIRECT [[page]]` on the first line.
fn redirect(page: &mut Page<'_>, state: &State<'_>, span: Span) -> bool {
    let text = page.text(span);
    let words = ["#redirect", "#重定向", "#重新導向"];
    let is_first = page.passages.is_empty();
    let lower: String = text.chars().take(12).collect::<String>().to_lowercase();
    let Some(word) = words.iter().find(|word| is_first && lower.starts_with(**word)) else { return false };
    let mut out = Writer::new(page.source_text(), Lines::Single);
    let name = Span { start: span.start, end: span.start + word.len() as u32 };
    out.replacement("重定向到：", name);
    let rest = page.trimmed(Span { start: name.end, ..span });
    let rest = if page.text(rest).starts_with(':') { Span { start: rest.start + 1, ..rest } } else { rest };
    inline::write(page, &mut out, rest, state.depth);
    page.passage(PassageKind::MetadataLine, 0, out.finish());
    true
}
