//! Text of others, in every field that others can write, does nothing in any format.

use duizhao::export::notes::{csv, docx, html, markdown};
use duizhao::model::{Colour, Motivation};

use super::sample::{Desk, SOURCE, TRANSLATION};
use super::{part, view};

const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "＝1＋1",
    "\t=1\r\n=2",
    "领土\u{202e}gnp.exe\u{2066}",
    "]]> <![CDATA[ --> <!--",
    "\u{0}\u{7}\u{1b}[31m\u{9b}\u{fffe}\u{ffff}",
    "[x](javascript:alert(1)) ![t](https://example.org/track.png)",
    "# 领土\n\n---\n\n### 9. ¶1.1 · Comment\n\n> 伪\n\n- **Li Wei** · reply\n\n```\n<b>",
    "javascript:alert(1)",
    "</w:t></w:r></w:comment>&amp;&#x0;",
];

/// A document and a note that are hostile in every field.
fn desk(text: &str) -> Desk {
    let mut desk = Desk::memo();
    desk.document.title = text.to_owned();
    desk.document.metadata.citation = Some(text.to_owned());
    desk.document.metadata.address = Some(text.to_owned());
    let targets = vec![desk.at(SOURCE, "来信"), desk.at(TRANSLATION, "letter")];
    let note = desk.note("note", Motivation::Other(text.into()), targets, text);
    note.author = text.to_owned();
    note.tags = vec![text.to_owned()];
    note.colour = Some(Colour::Red);
    let mut lost = desk.at(SOURCE, "来信");
    lost.selector.exact = text.to_owned();
    desk.note("lost", Motivation::Bookmarking, vec![lost], text);
    desk.reply(text, "note", text).author = text.to_owned();
    let draft = desk.at(TRANSLATION, "letter");
    desk.draft(text, draft, text);
    desk
}

#[test]
fn html_holds_no_element_and_no_link_of_others() {
    let plain = html(&view(&desk("text")));
    let starts = |html: &str, what: &str| html.matches(what).count();
    for text in HOSTILE {
        let html = html(&view(&desk(text)));
        for what in ["<script", "<img", "<b>", "onerror=alert(1)>", "href=\"javascript", "<!--", "<![CDATA"] {
            assert_eq!(starts(&html, what), 0, "{what} in {text:?}");
        }
        assert_eq!(starts(&html, "<article"), starts(&plain, "<article"), "{text:?}");
        assert!(!html.contains(|c: char| (c.is_control() && c != '\n' && c != '\t') || is_direction(c)), "{text:?}");
        assert!(html.contains("default-src 'none'"));
    }
}

#[test]
fn csv_cells_start_no_formula() {
    for text in HOSTILE {
        let csv = csv(&view(&desk(text)));
        let cells = cells(csv.strip_prefix('\u{feff}').expect("a byte order mark"));
        assert_eq!(cells.len(), 5, "{text:?}");
        for cell in cells.iter().flatten() {
            let first = cell.trim_start().chars().next();
            assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{cell:?}");
            assert!(!cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
            assert!(!cell.contains(is_direction), "{cell:?}");
        }
        assert!(cells.iter().all(|line| line.len() == cells[0].len()), "{text:?}");
    }
}

/// Reads RFC 4180: quoted cells alone.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut rest) = (Vec::new(), Vec::new(), csv);
    while let Some(inside) = rest.strip_prefix('"') {
        let mut cell = String::new();
        let mut parts = inside;
        loop {
            let (before, after) = parts.split_once('"').expect("a cell ends");
            cell.push_str(before);
            match after.strip_prefix('"') {
                Some(more) => {
                    cell.push('"');
                    parts = more;
                }
                None => break rest = after,
            }
        }
        line.push(cell);
        match rest.strip_prefix("\r\n") {
            Some(next) => {
                lines.push(std::mem::take(&mut line));
                rest = next;
            }
            None => rest = rest.strip_prefix(',').expect("a comma or a line end"),
        }
    }
    assert_eq!(rest, "");
    lines
}

#[test]
fn markdown_holds_no_html_and_keeps_every_note_in_its_place() {
    use pulldown_cmark::{Event, Parser, Tag};
    let shape = |text: &str| {
        let written = markdown(&view(&desk(text)));
        let (mut depth, mut shape) = (0, Vec::new());
        for event in Parser::new(&written) {
            match &event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in {text:?}"),
                Event::Start(Tag::Image { .. }) => panic!("an image in {text:?}"),
                Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with("https://"), "{dest_url}"),
                Event::Start(Tag::BlockQuote(_)) => depth += 1,
                Event::End(pulldown_cmark::TagEnd::BlockQuote(_)) => depth -= 1,
                // What a note holds is in a quotation; around it nothing may differ.
                Event::Start(tag @ (Tag::Heading { .. } | Tag::List(_) | Tag::Item)) if depth == 0 => {
                    shape.push(format!("{tag:?}"));
                }
                _ => {}
            }
        }
        assert!(!written.contains(is_direction));
        shape
    };
    let plain = shape("text");
    for text in HOSTILE {
        let found = shape(text);
        // A line says how many characters are shown by their numbers, where there are some.
        let headings = |shape: &[String]| shape.iter().filter(|tag| tag.starts_with("Heading")).count();
        assert_eq!(headings(&found), headings(&plain), "{text:?}");
        assert!((0..=1).contains(&(found.len() - plain.len())), "{text:?}: {found:?}");
    }
}

#[test]
fn docx_is_xml_whatever_it_holds() {
    let plain = part(&docx(&view(&desk("text"))), "word/comments.xml");
    for text in HOSTILE {
        let bytes = docx(&view(&desk(text)));
        let comments = part(&bytes, "word/comments.xml");
        for name in
            ["word/document.xml", "word/commentsExtended.xml", "docProps/core.xml", "word/_rels/document.xml.rels"]
        {
            let part = part(&bytes, name);
            assert!(!part.contains(|c: char| (c.is_control() && c != '\n') || is_direction(c)), "{name} {text:?}");
            assert!(!part.contains("javascript:alert(1)\" TargetMode"), "{text:?}");
        }
        assert_eq!(comments.matches("<w:comment ").count(), plain.matches("<w:comment ").count(), "{text:?}");
    }
    let document = part(&docx(&view(&desk("a\u{0}b"))), "word/document.xml");
    assert!(document.contains("Shown by number: ") && document.contains("a⟨U+0000⟩b"));
}

#[test]
fn a_note_of_a_megabyte_leaves_whole() {
    let long = "领土主权 <b>*territory*</b> ".repeat(30_000);
    let mut desk = Desk::memo();
    let target = desk.at(SOURCE, "来信");
    desk.note("long", Motivation::Commenting, vec![target], &long);
    let view = view(&desk);
    let bytes = docx(&view);
    for text in [csv(&view), html(&view), markdown(&view), part(&bytes, "word/comments.xml")] {
        assert_eq!(text.matches("领土主权").count(), 30_000);
    }
}

#[test]
fn thousands_of_notes_on_one_sentence_stay_linear() {
    let mut desk = Desk::memo();
    let target = desk.at(TRANSLATION, "very dissatisfied with this");
    for nth in 0..5_000 {
        desk.note(&format!("{nth:05}"), Motivation::Highlighting, vec![target.clone()], "");
    }
    let view = view(&desk);
    assert_eq!(html(&view).matches("<article").count(), 5_000);
    assert!(docx(&view).len() > 10_000);
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
