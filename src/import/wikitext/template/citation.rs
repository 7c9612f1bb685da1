//! `{{cite …}}` as one line: who, what, where it appeared, when, which pages, its numbers, its address.
//!
//! The order is always the same, whatever order the parts are written in; it follows the wiki's own.

use super::{Argument, Template};
use crate::import::wikitext::inline;
use crate::import::wikitext::links;
use crate::import::wikitext::page::Page;
use crate::import::wikitext::writer::Writer;
use crate::model::{MarkStyle, Span};

/// A part of a citation: the names it goes by, what stands before and after it.
struct Part {
    keys: &'static [&'static str],
    before: &'static str,
    after: &'static str,
}

const fn part(keys: &'static [&'static str], before: &'static str, after: &'static str) -> Part {
    Part { keys, before, after }
}

/// What follows the title, in order.
const PARTS: [Part; 31] = [
    part(&["trans-title", "trans title", "transtitle"], " [", "]"),
    part(&["chapter", "contribution", "article", "entry", "section", "章", "章节"], ". ", ""),
    part(&["editor", "editors", "editor-last", "editor1-last", "编辑", "主编"], ". ", "编"),
    part(&["translator", "translators", "translator-last", "others", "译者"], ". ", "译"),
    part(
        &[
            "journal",
            "work",
            "newspaper",
            "website",
            "magazine",
            "periodical",
            "encyclopedia",
            "encyclopaedia",
            "期刊",
            "杂志",
            "报纸",
        ],
        ". ",
        "",
    ),
    part(&["series", "script-series", "丛书"], ". ", ""),
    part(&["edition", "版本"], ". ", ""),
    part(&["volume", "卷"], ", ", ""),
    part(&["issue", "number", "期"], " (", ")"),
    part(&["location", "place", "publication-place", "出版地"], ". ", ""),
    part(&["publisher", "agency", "institution", "school", "出版社", "出版者"], ". ", ""),
    part(&["via"], ". ", ""),
    part(&["date", "year", "日期", "年份"], ", ", ""),
    part(&["page", "pages", "at", "页", "页码", "頁"], ": ", ""),
    part(&["isbn"], ". ISBN ", ""),
    part(&["issn"], ". ISSN ", ""),
    part(&["doi"], ". doi:", ""),
    part(&["oclc"], ". OCLC ", ""),
    part(&["lccn"], ". LCCN ", ""),
    part(&["pmid"], ". PMID ", ""),
    part(&["jstor"], ". JSTOR ", ""),
    part(&["bibcode"], ". ", ""),
    part(&["arxiv"], ". arXiv:", ""),
    part(&["asin"], ". ASIN ", ""),
    part(&["id"], ". ", ""),
    part(&["type", "format"], ". ", ""),
    part(&["quote", "quotation", "引文"], ". “", "”"),
    part(&["url", "chapter-url", "网址", "網址"], ". ", ""),
    part(&["archiveurl", "archive-url", "存档网址"], ". 存档：", ""),
    part(&["archivedate", "archive-date"], " (", ")"),
    part(&["accessdate", "access-date", "access-time", "访问日期"], ". 查阅于 ", ""),
];

/// Writes the citation.
pub(super) fn write(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let started = out.text().len();
    let mut line = Line { page, out, template, depth, started, title_target: None, after_address: false };
    line.authors();
    line.title();
    for part in &PARTS {
        line.part(part);
    }
    line.language();
}

/// Writes a copy of a cited page: where it is kept, and since when.
pub(super) fn write_archive(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let started = out.text().len();
    let mut line = Line { page, out, template, depth, started, title_target: None, after_address: false };
    line.part(&part(&["title"], "", ""));
    line.part(&part(&["url", "1", "archiveurl"], "存档：", ""));
    line.part(&part(&["date", "2", "archivedate"], " (", ")"));
}

struct Line<'p, 's, 'w> {
    page: &'p mut Page<'s>,
    out: &'p mut Writer<'w>,
    template: &'p Template<'p>,
    depth: u8,
    /// How much was written before the citation.
    started: usize,
    /// Where the title leads: the same address written out is not a link of its own.
    title_target: Option<String>,
    /// Whether an address was written last: a mark behind it would look like a part of it.
    after_address: bool,
}

impl Line<'_, '_, '_> {
    fn is_empty(&self) -> bool {
        self.out.text().len() == self.started
    }

    /// What stands between two parts; a full stop is not doubled.
    fn between(&mut self, text: &str, lead: Span) {
        if self.is_empty() {
            let text = text.trim_start_matches(['.', ',', ':', ' ']);
            return self.out.replacement(text, lead);
        }
        if self.after_address {
            self.after_address = false;
            return self.out.replacement(&format!(" {}", text.trim_start_matches(['.', ',', ' '])), lead);
        }
        let ends = self.out.text().ends_with(['.', '。', '？', '！', '?', '!']);
        let text = if ends { text.strip_prefix(['.', ',', ':']).unwrap_or(text) } else { text };
        self.out.replacement(text, lead);
    }

    fn value(&mut self, argument: Argument) {
        inline::write_apart(self.page, self.out, argument.value, self.depth + 1);
    }

    fn part(&mut self, part: &Part) {
        let Some(argument) = self.template.named(part.keys).or_else(|| {
            let place = part.keys.iter().find_map(|key| key.parse().ok());
            place.and_then(|place| self.template.nth(place))
        }) else {
            return;
        };
        let raw = self.template.raw(argument);
        // Place and publisher belong together: `北京: 中华书局`.
        let has_place = || self.template.named(&["location", "place", "publication-place", "出版地"]).is_some();
        let before = if part.keys.contains(&"publisher") && has_place() { ": " } else { part.before };
        self.between(before, argument.lead);
        if part.keys.iter().any(|key| key.ends_with("url")) {
            self.address(argument);
        } else if part.keys.contains(&"journal") {
            let mark = self.out.open(MarkStyle::Italic);
            self.value(argument);
            self.out.close(mark);
        } else {
            self.value(argument);
        }
        let said =
            part.after.is_empty() || raw.ends_with(part.after) || raw.contains(part.after) && part.after.len() > 2;
        if !said || part.after.len() == 1 {
            self.out.replacement(part.after, Span::empty(argument.value.end as usize));
        }
    }

    fn address(&mut self, argument: Argument) {
        let raw = self.template.raw(argument);
        let target = links::full_address(raw);
        let mark = (self.title_target.as_ref() != Some(&target)).then(|| self.out.open(MarkStyle::Link { target }));
        if raw.starts_with("//") {
            self.out.replacement("https:", Span::empty(argument.value.start as usize));
        }
        self.out.verbatim(argument.value);
        if let Some(mark) = mark {
            self.out.close(mark);
        }
        self.after_address = true;
    }

    /// Authors are `author`, or `last` and `first`, each perhaps numbered.
    fn authors(&mut self) {
        for nth in 0..=30 {
            let number = if nth == 0 { String::new() } else { nth.to_string() };
            let key = |name: &str| format!("{name}{number}");
            let (author, last, surname, chinese) = (key("author"), key("last"), key("surname"), key("作者"));
            let found = self.template.named(&[
                author.as_str(),
                &last,
                &surname,
                &chinese,
                if nth == 0 { "authors" } else { "" },
            ]);
            let Some(name) = found else { continue };
            if !self.is_empty() {
                self.out.replacement("、", name.lead);
            }
            self.value(name);
            let (first, given) = (key("first"), key("given"));
            if let Some(first) = self.template.named(&[first.as_str(), &given]) {
                self.out.replacement(", ", first.lead);
                self.value(first);
            }
        }
    }

    /// The title leads to the page, if that is still there, or else to its copy.
    fn title(&mut self) {
        let Some(title) = self.template.named(&["title", "script-title", "标题", "標題", "书名", "書名"])
        else {
            return;
        };
        let dead = self.template.named(&["deadurl", "dead-url", "url-status"]);
        let dead = dead.is_some_and(|dead| ["yes", "true", "dead", "y"].contains(&self.template.raw(dead)));
        let (url, copy): (&[&str], &[&str]) =
            (&["url", "chapter-url", "网址", "網址"], &["archiveurl", "archive-url", "存档网址"]);
        let target = if dead {
            self.template.named(copy).or_else(|| self.template.named(url))
        } else {
            self.template.named(url)
        };
        self.between(". ", title.lead);
        let target = target.map(|target| links::full_address(self.template.raw(target)));
        self.title_target.clone_from(&target);
        let mark = target.map(|target| self.out.open(MarkStyle::Link { target }));
        self.value(title);
        if let Some(mark) = mark {
            self.out.close(mark);
        }
    }

    fn language(&mut self) {
        let Some(language) = self.template.named(&["language", "lang", "语言", "語言"]) else { return };
        let name = super::render::language_name(self.template.raw(language)).map(str::to_owned);
        let name = name.unwrap_or_else(|| inline::plain(self.page, language.value, self.depth));
        let blank = if self.after_address { " " } else { "" };
        self.out.replacement(&format!("{blank}（{name}）"), Span { end: language.value.end, ..language.lead });
    }
}
