//! An electronic book (EPUB 3): the pair of a row under each other on a narrow page, beside each other on a wide one, and
//! never parted by a page break. Chapters begin at headings.

use super::page::{row_marks, said, write_known, write_side};
use super::view::{RowView, View};
use crate::export::archive::archive;
use crate::export::{names, xml};
use crate::model::SideName;

/// The most rows of a chapter: readers load a chapter at once.
const LONGEST: usize = 200;
/// The deepest heading that begins a chapter.
const DEEPEST: [&str; 2] = ["heading-1", "heading-2"];

/// EPUB wants to know when a book was changed, and a book is the same whenever it is made: so it says this of each.
const MODIFIED: &str = "2000-01-01T00:00:00Z";

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"#;

const STYLE: &str = include_str!("book.css");

/// The document as a book. `key` is its name in the library.
pub(super) fn epub(view: &View<'_>, key: &str) -> Vec<u8> {
    let chapters = chapters(view);
    let names: Vec<String> = (1..=chapters.len()).map(|nth| format!("chapter-{nth}.xhtml")).collect();
    let texts: Vec<String> = chapters.iter().map(|chapter| chapter_page(view, chapter)).collect();
    let paths: Vec<String> = names.iter().map(|name| format!("OEBPS/{name}")).collect();
    let (list, contents, about) = (package(view, key, &names), contents(view, &chapters, &names), about(view));
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", &list),
        ("OEBPS/nav.xhtml", &contents),
        ("OEBPS/style.css", STYLE),
        ("OEBPS/about.xhtml", &about),
    ];
    parts.extend(paths.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    // What a file is shall be told by its first bytes.
    archive(&parts, 1)
}

/// A chapter: its title, and positions of its rows.
struct Chapter {
    title: String,
    rows: std::ops::Range<usize>,
}

fn chapters(view: &View<'_>) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for (nth, row) in view.rows.iter().enumerate() {
        let heads = row.kinds.iter().any(|kinds| kinds.split(' ').next().is_some_and(|first| DEEPEST.contains(&first)));
        match chapters.last_mut().filter(|last| last.rows.len() < LONGEST && (!heads || is_only_headings(view, last))) {
            Some(last) => last.rows.end = nth + 1,
            None => chapters.push(Chapter { title: title(view, nth, row, heads), rows: nth..nth + 1 }),
        }
    }
    chapters
}

/// Whether nothing but headings is in a chapter yet: a title and a subtitle are no two chapters.
fn is_only_headings(view: &View<'_>, chapter: &Chapter) -> bool {
    view.rows
        .get(chapter.rows.clone())
        .unwrap_or_default()
        .iter()
        .all(|row| row.kinds.iter().flat_map(|kinds| kinds.split_whitespace()).any(|kind| kind.starts_with("heading")))
}

/// What a chapter is called: its heading in both languages, or the address where it starts.
fn title(view: &View<'_>, nth: usize, row: &RowView, heads: bool) -> String {
    let texts = SideName::BOTH.map(|side| view.row_flow(nth, side).text);
    let texts: Vec<String> = texts.iter().map(|text| short(text)).filter(|text| !text.is_empty()).collect();
    if heads && !texts.is_empty() { texts.join(" · ") } else { row.address().to_string() }
}

/// A heading on one line of a table of contents.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn page(title: &str, inside: &str) -> String {
    let title = xml::escaped(title);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\" xml:lang=\"en\">\n<head>\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n{inside}</body>\n</html>\n"
    )
}

/// The first page: what the document is.
fn about(view: &View<'_>) -> String {
    let mut inside = format!("<h1 dir=\"auto\">{}</h1>\n", xml::escaped(view.title()));
    write_known(&mut inside, view);
    page(view.title(), &inside)
}

fn chapter_page(view: &View<'_>, chapter: &Chapter) -> String {
    let mut inside = String::new();
    for nth in chapter.rows.clone() {
        let Some(row) = view.rows.get(nth) else { continue };
        put!(inside, "<section {}>\n<p class=\"address\">{}", row_marks(view, row), row.address());
        if let Some(said) = said(row) {
            put!(inside, " {said}");
        }
        inside.push_str("</p>\n<div class=\"pair\">\n");
        for (side, code) in view.sides().zip(view.codes()) {
            let side_name = names::side(side);
            put!(
                inside,
                "<div class=\"side\" lang=\"{code}\" xml:lang=\"{code}\" dir=\"auto\" data-side=\"{side_name}\">"
            );
            write_side(&mut inside, view, nth, side);
            inside.push_str("</div>\n");
        }
        inside.push_str("</div>\n</section>\n");
    }
    page(&chapter.title, &inside)
}

/// The table of contents.
fn contents(view: &View<'_>, chapters: &[Chapter], names: &[String]) -> String {
    let mut inside = String::from("<nav epub:type=\"toc\">\n<h1>Contents</h1>\n<ol>\n");
    put!(inside, "<li><a href=\"about.xhtml\">{}</a></li>\n", xml::escaped(view.title()));
    for (chapter, name) in chapters.iter().zip(names) {
        put!(inside, "<li><a href=\"{name}\">{}</a></li>\n", xml::escaped(&chapter.title));
    }
    inside.push_str("</ol>\n</nav>\n");
    page("Contents", &inside)
}

/// The list of the parts, with what is known about the book.
fn package(view: &View<'_>, key: &str, names: &[String]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"en\">\n",
    );
    out.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    let key = if key.is_empty() { "document" } else { key };
    put!(out, "<dc:identifier id=\"id\">urn:duizhao:{}</dc:identifier>\n", xml::escaped(key));
    for (name, value) in view.known() {
        let value = xml::escaped(value.trim());
        match name {
            _ if value.is_empty() => {}
            "title" => put!(out, "<dc:title>{value}</dc:title>\n"),
            "date" => put!(out, "<dc:date>{value}</dc:date>\n"),
            "address" => put!(out, "<dc:source>{value}</dc:source>\n"),
            "summary" => put!(out, "<dc:description>{value}</dc:description>\n"),
            "citation" => put!(out, "<meta property=\"dcterms:bibliographicCitation\">{value}</meta>\n"),
            _ => {}
        }
    }
    let [first, second] = view.codes();
    put!(out, "<dc:language>{first}</dc:language>\n");
    if second != first && view.sides().count() == 2 {
        put!(out, "<dc:language>{second}</dc:language>\n");
    }
    put!(out, "<meta property=\"dcterms:modified\">{MODIFIED}</meta>\n</metadata>\n<manifest>\n");
    out.push_str("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
    out.push_str("<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n");
    let pages: Vec<&str> = std::iter::once("about.xhtml").chain(names.iter().map(String::as_str)).collect();
    for (nth, name) in pages.iter().enumerate() {
        put!(out, "<item id=\"page-{nth}\" href=\"{name}\" media-type=\"application/xhtml+xml\"/>\n");
    }
    out.push_str("</manifest>\n<spine>\n");
    for nth in 0..pages.len() {
        put!(out, "<itemref idref=\"page-{nth}\"/>\n");
    }
    out.push_str("</spine>\n</package>\n");
    out
}
