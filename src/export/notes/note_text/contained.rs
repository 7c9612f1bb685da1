//! A note's Markdown that may stand in a file of others: what would act or reach beyond its place is escaped.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::{LONGEST, may_link};
use crate::export::show::markdown_escaped as escaped;

/// How often a text is read again because escaping changed how it reads.
const ROUNDS: usize = 4;

/// The note as Markdown in which HTML, images, definitions of links and footnotes, and links to anywhere but http,
/// https and mailto read as text. The rest is as it was typed. It is for a place of its own, such as a list item:
/// headings and lists in it stay headings and lists.
pub(in crate::export::notes) fn contained(text: &str, markdown: bool) -> String {
    if !markdown || text.len() > LONGEST {
        return hard_lines(&escaped(text));
    }
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let at = to_escape(&text);
        if at.is_empty() {
            return text;
        }
        text = with_backslashes(&text, &at);
    }
    // Text that changes its meaning at every reading was made to.
    hard_lines(&escaped(&text))
}

/// The bytes before which a backslash makes text of what acts, in order.
fn to_escape(text: &str) -> Vec<usize> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(text, options);
    let mut at: Vec<usize> = parser.reference_definitions().iter().map(|(_, found)| found.span.start).collect();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                let html = text.get(range.clone()).unwrap_or_default();
                at.extend(html.match_indices('<').map(|(found, _)| range.start + found));
            }
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => at.push(range.start),
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if link_type != LinkType::Email && !may_link(&dest_url) =>
            {
                at.push(range.start);
            }
            _ => {}
        }
    }
    at.sort_unstable();
    at.dedup();
    at
}

fn with_backslashes(text: &str, at: &[usize]) -> String {
    let mut out = String::with_capacity(text.len() + at.len());
    let mut from = 0;
    for at in at {
        out.push_str(text.get(from..*at).unwrap_or_default());
        out.push('\\');
        from = *at;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Line ends that stay line ends.
fn hard_lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).collect::<Vec<_>>();
    let mut out = String::with_capacity(text.len());
    for (nth, line) in lines.iter().enumerate() {
        let next = lines.get(nth + 1);
        out.push_str(line);
        match next {
            Some(next) if !next.is_empty() && !line.is_empty() => out.push_str("\\\n"),
            Some(_) => out.push('\n'),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_the_rest_is_kept() {
        for (text, expected) in [
            ("# 领土\n\n- **一**\n- `<b>`", "# 领土\n\n- **一**\n- `<b>`"),
            ("文 <b>粗</b>", "文 \\<b>粗\\</b>"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            ("<!-- 文 -->", "\\<!-- 文 -->"),
            ("<https://a.org>", "<https://a.org>"),
            ("<a@b.org>", "<a@b.org>"),
            ("<javascript:alert(1)>", "\\<javascript:alert(1)>"),
            ("[页](https://a.org)", "[页](https://a.org)"),
            ("[恶](javascript:x)", "\\[恶](javascript:x)"),
            ("![图](https://a.org/t.png)", "\\![图](https://a.org/t.png)"),
            ("[页]\n\n[页]: https://a.org", "[页]\n\n\\[页]: https://a.org"),
            ("文[^1]\n\n[^1]: 注", "文[^1]\n\n\\[^1]: 注"),
        ] {
            assert_eq!(contained(text, true), expected, "{text}");
        }
        assert_eq!(contained("# 一\n二", false), "\\# 一\\\n二");
    }

    #[test]
    fn escaping_one_thing_does_not_wake_another() {
        let text = "<div>\n```\n</div>\n\n```\n<script>x</script>\n```\n\n```\n<b>\n";
        let html = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
        assert!(!Parser::new(&contained(text, true)).any(|event| html(&event)));
        let long = "<b>".repeat(LONGEST);
        assert!(!Parser::new(&contained(&long, true)).any(|event| html(&event)));
        let link = |event: &Event<'_>| matches!(event, Event::Start(Tag::Link { .. }));
        assert!(!Parser::new(&contained("[a](java&#115;cript:x)", true)).any(|event| link(&event)));
    }
}
