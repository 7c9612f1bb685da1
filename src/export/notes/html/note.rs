//! A note in the margin: what it is, who wrote it and when, what it stands on, what it says.

use super::row::{colour, short_quote};
use super::{anchor, isolated, text_of};
use crate::export::notes::note_text::{Block, Inline, Shape, blocks};
use crate::export::notes::view::{Entry, NotesView, PlaceView, Standing};
use crate::export::shown::shown_on_one_line;
use crate::export::time::{iso, iso_day};
use crate::model::{SideName, Timestamp};

/// The entries of each row, each followed by its replies.
pub(super) fn threads_by_row(view: &NotesView) -> Vec<Vec<&Entry>> {
    let mut rows = vec![Vec::new(); view.rows.len()];
    let mut row = None;
    for entry in &view.placed {
        if entry.depth == 0 {
            row = entry.row;
        }
        if let Some(entries) = row.and_then(|row: usize| rows.get_mut(row)) {
            entries.push(entry);
        }
    }
    rows
}

pub(super) fn write(out: &mut String, view: &NotesView, entry: &Entry) {
    let depth = match entry.depth {
        0 => String::new(),
        depth => format!(" reply d{}", depth.min(3)),
    };
    let draft = if entry.is_draft() { " draft" } else { "" };
    let anchor = anchor(entry);
    put!(out, "<article class=\"note c-{}{depth}{draft}\" id=\"{anchor}\">\n", colour(entry));
    put!(out, "<h3>{}</h3>\n", heading(view, entry));
    write_by(out, entry);
    for place in &entry.places {
        write_place(out, view, entry, place);
    }
    write_text(out, &blocks(&entry.text, entry.is_markdown()));
    if !entry.tags.is_empty() {
        let tags = entry.tags.iter().map(|tag| format!("<li>{}</li>", isolated(&shown_on_one_line(tag))));
        put!(out, "<ul class=\"tags\" aria-label=\"Tags\">{}</ul>\n", tags.collect::<String>());
    }
    out.push_str("</article>\n");
}

/// Number, kind, and the ways back to what it stands on.
fn heading(view: &NotesView, entry: &Entry) -> String {
    let label = entry.label();
    let kind = isolated(&shown_on_one_line(entry.kind_in_words()));
    let mut parts = vec![format!("{label} {kind}")];
    let placed = entry.depth == 0;
    let standing = entry.places.iter().enumerate().filter(|(_, place)| placed && place.standing != Standing::Lost);
    for (nth, place) in standing {
        let Some(address) = place.address else { continue };
        let side = view.side_name(place.side);
        parts.push(format!(
            "<a href=\"#r{label}-{nth}\" aria-label=\"Note {label} in the {side} text\">{side} {address}</a>"
        ));
    }
    if entry.resolved {
        parts.push("resolved".to_owned());
    }
    parts.join(" · ")
}

fn write_by(out: &mut String, entry: &Entry) {
    let author = shown_on_one_line(&entry.author);
    let mut parts = Vec::new();
    if !author.is_empty() {
        parts.push(isolated(&author));
    }
    parts.extend(entry.created.map(time));
    parts.extend(entry.modified.map(|at| format!("changed {}", time(at))));
    if !parts.is_empty() {
        put!(out, "<p class=\"by\">{}</p>\n", parts.join(" · "));
    }
}

fn time(at: Timestamp) -> String {
    format!("<time datetime=\"{}\">{}</time>", iso(at), iso_day(at))
}

/// What it stands on: in short where the text beside it is marked, before and after where that is in doubt.
fn write_place(out: &mut String, view: &NotesView, entry: &Entry, place: &PlaceView) {
    let lang = view.language_code(place.side);
    let mut quote = |text: &str| put!(out, "<p class=\"quote\" lang=\"{lang}\">{text}</p>\n");
    match (&place.was, place.standing) {
        (Some(was), Standing::ToConfirm) => {
            quote(&format!(
                "<span lang=\"en\" class=\"doubt\">Moved, please confirm. Before:</span> {}",
                isolated(was)
            ));
            quote(&format!("<span lang=\"en\">Now:</span> {}", isolated(&place.quote)));
        }
        (_, Standing::Lost) if !place.quote.is_empty() => {
            quote(&format!("<span lang=\"en\" class=\"doubt\">Not found. Before:</span> {}", isolated(&place.quote)));
        }
        _ if place.quote.is_empty()
            || (entry.depth == 0 && place.side == SideName::Translation && entry.is_on(SideName::Source)) => {}
        _ => quote(&short_quote(&place.quote)),
    }
}

/// The text of a note. Lists and quotations open and close as the depth of the blocks asks.
fn write_text(out: &mut String, blocks: &[Block]) {
    if blocks.iter().all(|block| block.text.iter().all(|inline| inline.text.trim().is_empty())) {
        return;
    }
    out.push_str("<div class=\"text\" dir=\"auto\">");
    let mut open = Vec::new();
    for block in blocks {
        settle(out, &mut open, block);
        let text: String = block.text.iter().map(inline).collect();
        match block.shape {
            Shape::Heading => put!(out, "<p dir=\"auto\"><strong>{text}</strong></p>"),
            Shape::Code => put!(out, "<pre dir=\"auto\"><code>{text}</code></pre>"),
            Shape::AsTyped => put!(out, "<p class=\"typed\" dir=\"auto\">{text}</p>"),
            Shape::Text => put!(out, "<p dir=\"auto\">{text}</p>"),
        }
    }
    open.iter().rev().for_each(|close: &&str| out.push_str(close));
    out.push_str("</div>\n");
}

/// Closes and opens elements until the block stands as deep as it says.
fn settle(out: &mut String, open: &mut Vec<&'static str>, block: &Block) {
    const QUOTE: &str = "</blockquote>";
    let lists = |open: &[&str]| open.iter().filter(|close| **close != QUOTE).count();
    let quotes = |open: &[&str]| open.len() - lists(open);
    let (list, quote) = (usize::from(block.list), usize::from(block.quote));
    while lists(open) > list || quotes(open) > quote {
        out.push_str(open.pop().unwrap_or_default());
    }
    if let (Some(_), true) = (&block.marker, lists(open) == list && list > 0) {
        // The next item of the list that is open.
        while open.last().is_some_and(|close| *close == QUOTE) {
            out.push_str(open.pop().unwrap_or_default());
        }
        out.push_str("</li>");
        out.push_str(&item(block));
    }
    while lists(open) < list {
        let (start, close) = if ordered(block) { ("<ol>", "</li></ol>") } else { ("<ul>", "</li></ul>") };
        out.push_str(start);
        out.push_str(&item(block));
        open.push(close);
    }
    while quotes(open) < quote {
        out.push_str("<blockquote>");
        open.push(QUOTE);
    }
}

fn ordered(block: &Block) -> bool {
    block.marker.as_deref().is_some_and(|marker| marker.ends_with('.'))
}

fn item(block: &Block) -> String {
    let number = block.marker.as_deref().and_then(|marker| marker.strip_suffix('.'));
    number.map_or("<li>".to_owned(), |number| format!("<li value=\"{number}\">"))
}

fn inline(one: &Inline) -> String {
    let mut out = text_of(&one.text);
    for (is, element) in [(one.code, "code"), (one.struck, "del"), (one.italic, "em"), (one.bold, "strong")] {
        if is {
            out = format!("<{element}>{out}</{element}>");
        }
    }
    match &one.link {
        Some(target) if !one.text.is_empty() => {
            let target = text_of(target);
            format!("<a href=\"{target}\" rel=\"noopener noreferrer nofollow\"><bdi>{out}</bdi></a>")
        }
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_of_notes_is_html_without_its_html() {
        for (text, expected) in [
            ("**领土**", "<p dir=\"auto\"><strong>领土</strong></p>"),
            (
                "<script>alert('领土')</script>",
                "<p dir=\"auto\">&lt;script&gt;alert(&#39;领土&#39;)&lt;/script&gt;</p>",
            ),
            ("[文](javascript:alert(1))", "<p dir=\"auto\">文</p>"),
            (
                "- 一\n  1. 二\n- 三",
                "<ul><li><p dir=\"auto\">一</p><ol><li value=\"1\"><p dir=\"auto\">二</p></li></ol></li><li><p dir=\"auto\">三</p></li></ul>",
            ),
            ("> 引\n\n文", "<blockquote><p dir=\"auto\">引</p></blockquote><p dir=\"auto\">文</p>"),
            (
                "[页](https://a.org/?a=1&b=\"2\")",
                "<p dir=\"auto\"><a href=\"https://a.org/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer nofollow\"><bdi>页</bdi></a></p>",
            ),
        ] {
            let mut out = String::new();
            write_text(&mut out, &blocks(text, true));
            let inside =
                out.strip_prefix("<div class=\"text\" dir=\"auto\">").and_then(|out| out.strip_suffix("</div>\n"));
            assert_eq!(inside, Some(expected), "{text}");
        }
    }
}
