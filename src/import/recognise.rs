//! What kind of text a file holds: by its content first, by its name second.

use super::characters::is_line_end;
use super::lines::lines;
use super::{archive, markdown, markup, separated};
use crate::model::{DocumentKind, Span};

/// How much of a text is looked at; what a file is shows at its start, and the rest may be 50 MB.
const SAMPLE: usize = 256 * 1024;

/// Recognises a text called `name`.
pub(super) fn recognise(text: &str, name: &str) -> DocumentKind {
    let markup_name = [".html", ".htm", ".xhtml"].iter().any(|extension| name.to_lowercase().ends_with(extension));
    if let Some(kind) = markup_kind(text, markup_name) {
        return kind;
    }
    if separated::is_own(text) {
        return DocumentKind::Table;
    }
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let labels = archive::known_labels(sample, &lines(sample, Span::new(0, sample.len())));
    let markup = markup(sample);
    let name = name.to_lowercase();
    let named = |extensions: &[&str]| extensions.iter().any(|extension| name.ends_with(extension));
    let wiki_name = named(&[".wikitext", ".wiki", ".mediawiki"]);
    if labels >= 2 && labels > markup {
        DocumentKind::ArchivePage
    } else if markup >= 2 || wiki_name {
        DocumentKind::Wikitext
    } else if named(&[".archive.txt", ".archive"]) {
        DocumentKind::ArchivePage
    } else if named(&[".md", ".markdown"]) || markdown::is_own(sample) {
        DocumentKind::Markdown
    } else if separated::separator(text, &name).is_some() {
        DocumentKind::Table
    } else {
        DocumentKind::Plain
    }
}

/// What a text is by its outermost element; `is_page` where its name says that it is a web page.
fn markup_kind(text: &str, is_page: bool) -> Option<DocumentKind> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !start.starts_with('<') {
        return None;
    }
    let doctype = start.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
    match markup::root_name(text).unwrap_or_default().to_ascii_lowercase().as_str() {
        "tmx" => Some(DocumentKind::Tmx),
        "xliff" => Some(DocumentKind::Xliff),
        "tei" | "teicorpus" | "linkgrp" | "cesalign" | "cesdoc" => Some(DocumentKind::Tei),
        "html" | "head" | "body" => Some(DocumentKind::Html),
        _ => (doctype || is_page).then_some(DocumentKind::Html),
    }
}

/// How many kinds of MediaWiki markup a text has, those that other texts have too only where there are several.
fn markup(text: &str) -> usize {
    let count = |mark: &str| text.matches(mark).take(4).count();
    let heading = text.split(is_line_end).any(|line| {
        let line = line.trim();
        line.len() > 4 && line.starts_with("==") && line.ends_with("==") && line.contains(|c: char| c != '=')
    });
    let lower = text.to_lowercase();
    let namespaces = ["category:", "file:", "image:", "分类:", "分類:", "文件:", "檔案:"];
    let linked = |namespace: &&str| {
        lower.match_indices(*namespace).any(|(at, _)| lower.get(..at).is_some_and(|before| before.ends_with("[[")))
    };
    let kinds = [
        count("[[") > 0 && count("]]") > 0,
        count("{{") > 0,
        count("'''") >= 2,
        heading,
        lower.contains("<ref"),
        lower.contains("\n{|"),
        namespaces.iter().any(linked),
        lower.starts_with("#redirect") || lower.starts_with("#重定向"),
        // Links alone make a wiki page where there are many of them.
        count("[[") >= 4,
    ];
    kinds.iter().filter(|kind| **kind).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_before_the_name() {
        use DocumentKind::{ArchivePage, Plain, Wikitext};
        for (text, name, expected) in [
            (
                "March 4, 1959\n\nNote\n\nCitation:\n\n\"Note\"\n\nSummary:\n\nWater.\n\n水位稳定。",
                "a.txt",
                ArchivePage,
            ),
            ("'''河口'''是一个[[城市]]。\n== 历史 ==\n{{来源}}", "a.txt", Wikitext),
            ("'''河口'''是一个[[城市]]。", "a.wikitext", Wikitext),
            ("'''河口'''是一个[[城市]]。", "a.txt", Wikitext),
            ("See [[1]] and {1}.", "a.txt", Plain),
            ("{{Infobox\n|name=河", "a.wikitext", Wikitext),
            ("水位稳定。", "a.archive.txt", ArchivePage),
            ("<!DOCTYPE html><p>水位", "a.txt", DocumentKind::Html),
            ("<p>水位", "a.HTM", DocumentKind::Html),
            ("<p>水位", "a.txt", Plain),
            ("# 水位", "a.md", DocumentKind::Markdown),
            ("| ¶ | Chinese | English |\n", "", DocumentKind::Markdown),
            ("水位稳定。", "a.txt", Plain),
            ("Summary: the [river] is stable.", "", Plain),
            ("", "", Plain),
        ] {
            assert_eq!(recognise(text, name), expected, "{name}: {text}");
        }
    }
}
