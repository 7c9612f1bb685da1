//! Links: to pages, to the web, to files and categories.

use super::inline;
use super::lexer;
use super::page::Page;
use super::scan;
use super::writer::Writer;
use crate::model::{MarkStyle, Span};

/// No namespace has more bytes, blanks and all.
const LONGEST_NAMESPACE: usize = 256;

/// What `[[…]]` is, by its namespace.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LinkKind {
    /// To a page, or to another wiki in running text.
    Page,
    /// A file shown in its place.
    File,
    /// A category of the page.
    Category,
    /// The same page on the wiki of another language.
    Language,
    /// An address in the wrong brackets.
    Address,
}

/// A file link taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct File {
    /// Its caption, which may be empty.
    pub(super) caption: Span,
    /// Whether it stands apart from the text, with its caption below.
    pub(super) framed: bool,
}

/// What the link that opens at token `index` is.
pub(super) fn kind(page: &Page<'_>, index: usize) -> LinkKind {
    let content = page.text(scan::content(&page.tokens, index)).trim_start();
    if lexer::scheme_length(content).is_some() || content.starts_with("//") {
        return LinkKind::Address;
    }
    // A link that is never closed may hold the rest of the page: only its start can be a namespace.
    let start = content.get(..content.floor_char_boundary(LONGEST_NAMESPACE)).unwrap_or(content);
    let target = start.split(['|', '\n']).next().unwrap_or_default();
    let Some((namespace, _)) = target.split_once(':') else { return LinkKind::Page };
    let namespace = namespace.trim();
    if is_file_namespace(namespace) {
        LinkKind::File
    } else if ["category", "分类", "分類", "cat"].contains(&namespace.to_lowercase().as_str()) {
        LinkKind::Category
    } else if is_language(namespace) {
        LinkKind::Language
    } else {
        LinkKind::Page
    }
}

/// Whether links of this namespace show a file.
pub(super) fn is_file_namespace(name: &str) -> bool {
    ["file", "image", "文件", "图像", "圖像", "图片", "圖片", "檔案", "档案", "media"]
        .contains(&name.trim().to_lowercase().as_str())
}

/// Whether `prefix` is the code of a language with a wiki of its own.
fn is_language(prefix: &str) -> bool {
    const LONG: [&str; 14] = [
        "zh-yue",
        "zh-classical",
        "zh-min-nan",
        "simple",
        "be-tarask",
        "be-x-old",
        "roa-rup",
        "roa-tara",
        "nds-nl",
        "map-bms",
        "bat-smg",
        "cbk-zam",
        "fiu-vro",
        "tokipona",
    ];
    let is_code = matches!(prefix.len(), 2 | 3) && prefix.bytes().all(|byte| byte.is_ascii_lowercase());
    // Prefixes of other projects and of namespaces look the same.
    LONG.contains(&prefix) || is_code && !["mw", "voy", "wmf", "wp", "wt", "mos", "foo", "doi", "rfc"].contains(&prefix)
}

/// Writes what is read of the link that opens at token `index`.
pub(super) fn write(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    match kind(page, index) {
        LinkKind::Page => write_page(page, out, index, depth),
        LinkKind::Address => write_external(page, out, index, depth),
        LinkKind::File => {
            let caption = file(page, index).caption;
            inline::write_apart(page, out, caption, depth + 1);
        }
        LinkKind::Category => category(page, index),
        LinkKind::Language => {}
    }
}

fn write_page(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    let parts = inline::arguments(page, index);
    let Some((target, labels)) = parts.split_first() else { return };
    let target = page.trimmed(*target);
    let closed = page.tokens.get(index).is_some_and(|token| token.closed);
    // What a link that is never closed leads to is anybody's guess.
    let name = if closed { target_name(page.text(target)) } else { String::new() };
    let mark = (!name.is_empty()).then(|| out.open(MarkStyle::Link { target: name }));
    let labels: Vec<_> = labels.iter().filter(|label| !page.text(**label).trim().is_empty()).collect();
    match labels.as_slice() {
        [] => write_target(page, out, target, parts.len() > 1, depth),
        labels => {
            for (nth, label) in labels.iter().enumerate() {
                if nth > 0 {
                    out.replacement(" ", Span::empty(label.start as usize));
                }
                inline::write(page, out, **label, depth + 1);
            }
        }
    }
    if let Some(mark) = mark {
        out.close(mark);
    }
}

/// A link without a label shows its target; one with an empty label shows the short form of it.
fn write_target(page: &mut Page<'_>, out: &mut Writer<'_>, target: Span, short: bool, depth: u8) {
    let text = page.text(target);
    let shown = text.trim_start_matches([':', ' ']);
    let mut span = Span { start: target.end - shown.len() as u32, ..target };
    if short {
        let (from, length) = short_form(shown);
        span = Span::new(span.start as usize + from, span.start as usize + from + length);
    }
    let shown = page.text(span);
    if shown.contains('_') && !shown.contains(['{', '<', '&', '-']) {
        out.replacement(&shown.replace('_', " "), span);
    } else {
        inline::write(page, out, span, depth + 1);
    }
}

/// Where the short form of a title starts, and its length: no namespace, no brackets, no place after a comma.
fn short_form(title: &str) -> (usize, usize) {
    let from = title.find(':').map_or(0, |at| at + 1);
    let rest = title.get(from..).unwrap_or_default();
    let end = [" (", "_(", "（", ", "].iter().filter_map(|mark| rest.find(mark)).filter(|at| *at > 0).min();
    (from, end.unwrap_or(rest.len()))
}

/// The title that a link leads to, as the wiki writes it.
pub(super) fn target_name(raw: &str) -> String {
    let name = raw.trim().trim_start_matches(':').replace('_', " ");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn category(page: &mut Page<'_>, index: usize) {
    let parts = inline::arguments(page, index);
    let Some(target) = parts.first() else { return };
    let name = page.text(*target).split_once(':').map_or("", |(_, name)| name);
    let name = target_name(name);
    if !name.is_empty() {
        page.categories.push(name);
    }
}

/// Takes the file link that opens at token `index` apart.
pub(super) fn file(page: &Page<'_>, index: usize) -> File {
    let parts = inline::arguments(page, index);
    let mut found = File { caption: Span::empty(scan::content(&page.tokens, index).end as usize), framed: false };
    for part in parts.iter().skip(1) {
        let part = page.trimmed(*part);
        match file_option(page.text(part)) {
            Some(framed) => found.framed |= framed,
            None if part.is_empty() => {}
            None => found.caption = part,
        }
    }
    found
}

/// Whether an option of a file sets it apart from the text; nothing when it is no option but a caption.
fn file_option(option: &str) -> Option<bool> {
    let option = option.to_lowercase();
    match option.as_str() {
        "thumb" | "thumbnail" | "frame" | "framed" | "缩略图" | "縮圖" | "缩图" | "有框" => Some(true),
        "left" | "right" | "center" | "centre" | "none" | "左" | "右" | "居中" | "置中" | "无" | "無" | "frameless"
        | "border" | "upright" | "baseline" | "middle" | "sub" | "super" | "top" | "text-top" | "bottom"
        | "text-bottom" | "无框" | "無框" | "边框" | "邊框" | "右上" => Some(false),
        _ => {
            let size = option.strip_suffix("px").or_else(|| option.strip_suffix("像素"));
            let is_size = size.is_some_and(|size| size.chars().all(|c| c.is_ascii_digit() || c == 'x' || c == ' '));
            let is_named = option.split_once('=').is_some_and(|(key, _)| {
                let key = key.trim();
                [
                    "alt",
                    "link",
                    "lang",
                    "page",
                    "class",
                    "upright",
                    "thumb",
                    "thumbtime",
                    "替代文本",
                    "替代文字",
                    "链接",
                    "連結",
                ]
                .contains(&key)
            });
            (is_size || is_named).then_some(false)
        }
    }
}

/// Writes what is read of a link to the web: its text, or its address where it has none.
pub(super) fn write_external(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    let content = page.trimmed(scan::content(&page.tokens, index));
    let text = page.text(content);
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '[' | ']' | '"' | '|');
    let length = text.find(ends).unwrap_or(text.len());
    let length =
        text.get(..length).and_then(|address| address.find("''").or_else(|| address.find("{{"))).unwrap_or(length);
    let (address, label) = (Span::new(0, length), Span::new(length, text.len()));
    let (address, mut label) = (address.shifted(content.start as usize), label.shifted(content.start as usize));
    if page.text(label).starts_with('|') {
        label.start += 1;
    }
    let label = page.trimmed(label);
    let mark = out.open(MarkStyle::Link { target: full_address(page.text(address)) });
    let before = out.text().len();
    inline::write_apart(page, out, label, depth + 1);
    if out.text().len() == before {
        out.verbatim(address);
    }
    out.close(mark);
}

/// The address with its scheme: `//host` means the wiki's own.
pub(super) fn full_address(address: &str) -> String {
    let address = address.trim().replace("&amp;", "&");
    if address.starts_with("//") { format!("https:{address}") } else { address }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_a_short_form() {
        for (title, expected) in
            [("新疆省 (中華民國)", "新疆省"), ("Wikipedia:首页", "首页"), ("伦敦, 安大略", "伦敦"), ("(甲)", "(甲)")]
        {
            let (from, length) = short_form(title);
            assert_eq!(title.get(from..from + length), Some(expected), "{title}");
        }
    }

    #[test]
    fn options_of_files_are_no_captions() {
        for (option, expected) in [
            ("thumb", Some(true)),
            ("縮圖", Some(true)),
            ("200px", Some(false)),
            ("200x150px", Some(false)),
            ("alt=国旗", Some(false)),
            ("势力范围", None),
            ("a = b", None),
        ] {
            assert_eq!(file_option(option), expected, "{option}");
        }
    }
}
