//! HTML to a tree, as forgiving as a browser in what it takes, simpler in what it makes of it: no element is moved to
//! another place than it is written in.

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};

use super::{DEEPEST, Element, Tree, What, broken_off, elements};
use crate::model::Span;

/// Elements that end others of the first list, when they start, up to the nearest of the second.
const ENDS_OTHERS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr", "td", "th"], &["table", "tbody", "thead", "tfoot"]),
    (&["tbody", "thead", "tfoot"], &["tbody", "thead", "tfoot", "tr", "td", "th"], &["table"]),
    (&["option"], &["option"], &["select"]),
];

/// Reads HTML that stands at some bytes of the source text; `xhtml` says that an element may be closed in its own tag,
/// whatever it is.
pub(in crate::import) fn html(source: &str, at: Range<usize>, xhtml: bool) -> Tree<'_> {
    let written = source.get(at.clone()).unwrap_or_default();
    let mut reader = HtmlReader { tree: Tree::new(source), open: Vec::new(), at: at.clone(), xhtml };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // What stands in scripts, styles and titles is no markup in HTML; in XHTML it is.
    emitter.naively_switch_states(!xhtml);
    for token in Tokenizer::new_with_emitter(written, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => reader.start(&tag),
            Ok(Token::EndTag(tag)) => reader.end(&tag.name),
            Ok(Token::String(text)) => reader.text(&text.value, span(text.span).shifted(at.start)),
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    reader.finish()
}

struct HtmlReader<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    /// Bytes of the source text where the HTML stands.
    at: Range<usize>,
    xhtml: bool,
}

impl<'a> HtmlReader<'a> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = utf8(&tag.name);
        if elements::ends_paragraph(&name) {
            self.close(&["p"], &["td", "th", "table", "button", "object"]);
        }
        for (starting, ended, within) in ENDS_OTHERS {
            if starting.contains(&name.as_str()) {
                self.close(ended, within);
            }
        }
        let at = self.at.start + tag.span.start;
        let named = Span::new(at + 1, at + 1 + tag.name.len());
        let is_name = named.of(self.tree.source).is_some_and(|found| found.eq_ignore_ascii_case(&name));
        let attribute = |(key, value): (&HtmlString, &html5gum::Spanned<HtmlString, usize>)| {
            (utf8(key).into_boxed_str(), utf8(&value.value).into_boxed_str())
        };
        let attributes = tag.attributes.iter().map(attribute).collect();
        let name_span = if is_name { named } else { Span::empty(at) };
        let node = self.tree.push(What::Element { name: name_span, attributes });
        let holds_nothing = elements::is_void(&name) || (self.xhtml && tag.self_closing);
        if !holds_nothing && self.open.len() < DEEPEST {
            self.open.push(node);
        }
    }

    fn end(&mut self, name: &HtmlString) {
        let name = utf8(name);
        if name == "br" {
            return;
        }
        // A stray end tag inside a cell does not end the table around it.
        let within: &[&str] =
            if matches!(name.as_str(), "table" | "tr" | "td" | "th" | "body" | "html") { &[] } else { &["td", "th"] };
        if let Some(at) = self.find(&[&name], within) {
            self.close_from(at);
        }
    }

    fn text(&mut self, value: &HtmlString, span: Span) {
        let read = utf8(value);
        let start = self.tree.nodes.len();
        let Some(written) = span.of(self.tree.source) else { return self.replaced(&read, span) };
        if written == read {
            self.tree.push(What::Verbatim(span));
            return;
        }
        let mut at = span.start as usize;
        for chunk in chunks(written) {
            self.chunk(chunk, at);
            at += chunk.len();
        }
        if self.read_since(start) != read {
            // The tokenizer saw another thing there: it is right, and the whole stands for the whole.
            self.tree.nodes.truncate(start);
            self.replaced(&read, span);
        }
    }

    /// Text up to the next reference, with a reference at its start if it starts with one.
    fn chunk(&mut self, chunk: &str, at: usize) {
        let whole = Span::new(at, at + chunk.len());
        let decoded = if chunk.starts_with('&') { decode(chunk) } else { chunk.to_owned() };
        let same: usize = chunk
            .chars()
            .rev()
            .zip(decoded.chars().rev())
            .take_while(|(written, read)| written == read)
            .map(|(written, _)| written.len_utf8())
            .sum();
        let reference = Span { end: whole.end - same as u32, ..whole };
        for c in decoded.get(..decoded.len() - same).unwrap_or_default().chars() {
            self.tree.push(What::Replaced(c, reference));
        }
        if same > 0 {
            self.tree.push(What::Verbatim(Span { start: reference.end, ..whole }));
        }
    }

    fn replaced(&mut self, read: &str, span: Span) {
        for c in read.chars() {
            self.tree.push(What::Replaced(c, span));
        }
    }

    /// What is read of the nodes from `start` on.
    fn read_since(&self, start: usize) -> String {
        let mut text = super::Text::default();
        for node in self.tree.nodes.get(start..).unwrap_or_default() {
            match node.what {
                What::Verbatim(span) => text.push_verbatim(span),
                What::Replaced(c, span) => text.push_replaced(c, span),
                What::Element { .. } => {}
            }
        }
        text.string(self.tree.source).replace('\0', "\u{fffd}")
    }

    /// The innermost open element that is called one of `names`, inside the nearest one of `within`.
    fn find(&self, names: &[&str], within: &[&str]) -> Option<usize> {
        let element = |at: &usize| Element { tree: &self.tree, at: *at };
        let inner = self.open.iter().rposition(|at| element(at).is_one_of(within)).map_or(0, |at| at + 1);
        let found = self.open.get(inner..)?.iter().rposition(|at| element(at).is_one_of(names))?;
        Some(inner + found)
    }

    /// Closes all open elements called one of `names` inside the nearest one of `within`, with what is in them.
    fn close(&mut self, names: &[&str], within: &[&str]) {
        while let Some(at) = self.find(names, within) {
            self.close_from(at);
        }
    }

    fn close_from(&mut self, open: usize) {
        for at in self.open.drain(open..).rev() {
            let end = self.tree.nodes.len() as u32;
            self.tree.nodes[at].end = end;
        }
    }

    /// Closes all that is open. Many an element may be left open in HTML; a page that begins and never ends, with one
    /// open that nobody leaves so, was cut off.
    fn finish(mut self) -> Tree<'a> {
        let inside = self.find(&["html", "body"], &[]).and_then(|_| self.find(elements::ALWAYS_ENDED, &[]));
        if let Some(inside) = inside.and_then(|inside| self.open.get(inside)) {
            let warning = broken_off(&self.tree, self.at.end, Some(*inside));
            self.tree.warnings.push(warning);
        }
        self.close_from(0);
        self.tree
    }
}

fn span(span: html5gum::Span<usize>) -> Span {
    Span::new(span.start, span.end.max(span.start))
}

fn utf8(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// The text cut before every `&`.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.get(1..).and_then(|after| after.find('&')).map_or(rest.len(), |at| at + 1);
        let end = if rest.is_char_boundary(1) { end } else { rest.find('&').unwrap_or(rest.len()) };
        let (chunk, after) = rest.split_at_checked(end)?;
        rest = after;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// Text as it is read where it starts with a reference.
fn decode(chunk: &str) -> String {
    let strings = Tokenizer::new(chunk).filter_map(|token| match token {
        Ok(Token::String(text)) => Some(utf8(&text.value)),
        _ => None,
    });
    strings.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shape(element: Element<'_>) -> String {
        let inside: String = element
            .content()
            .map(|content| match content {
                super::super::Content::Element(child) => shape(child),
                super::super::Content::Verbatim(span) => span.of(element.source()).unwrap_or("?").to_owned(),
                super::super::Content::Replaced(c, _) => c.to_string(),
            })
            .collect();
        format!("{}({inside})", element.name())
    }

    #[test]
    fn a_page_that_was_cut_off_is_told_from_one_that_leaves_ends_out() {
        for (source, said) in [
            (
                "<html><body><table>\n<tr><td>水位稳定。<td>The level",
                Some("The file breaks off in line 2, after “The level”, inside of “table”: what followed is missing."),
            ),
            (
                "<html>\n<body><div>边界<p cla",
                Some("The file breaks off in line 2, after “边界”, inside of “div”: what followed is missing."),
            ),
            ("<html><body><p>水位<li>稳定", None),
            ("<html><body><div>水位</body></html>\n", None),
            ("<div>水位", None),
        ] {
            let warnings = html(source, 0..source.len(), false).warnings;
            assert_eq!(warnings.first().map(|warning| warning.message.as_str()), said, "{source}");
        }
    }

    #[test]
    fn soup_is_read_as_a_browser_nests_it() {
        for (source, xhtml, expected) in [
            ("<div><p>一<p>二</div>", false, "div(p(一)p(二))"),
            ("<ul><li>一<li>二<ul><li>三</ul></ul>", false, "ul(li(一)li(二ul(li(三))))"),
            ("<table><tr><td>一<td>二<tr><td>三</table>", false, "table(tr(td(一)td(二))tr(td(三)))"),
            ("<p>一<br>二<img src=x>三</p>", false, "p(一br()二img()三)"),
            ("<div>&#19968;&amp;&nbsp;&amp;amp;&mdash;二&nosuch;</div>", false, "div(一&\u{a0}&amp;—二&nosuch;)"),
            (
                "<body><title>一 & <b></title><script>if (a<b) {}</script>二</body>",
                false,
                "body(title(一 & <b>)script(if (a<b) {})二)",
            ),
            ("<body><title/>一<a id=\"x\"/>二</body>", true, "body(title()一a()二)"),
            ("<DIV>一</b></DIV>", false, "DIV(一)"),
        ] {
            let tree = html(source, 0..source.len(), xhtml);
            assert_eq!(tree.root().map(shape).unwrap_or_default(), expected, "{source}");
        }
    }

    #[test]
    fn attributes_are_read() {
        let source = "<td LANG=zh data-row=\"1&amp;2\" title='领土'>";
        let tree = html(source, 0..source.len(), false);
        let cell = tree.root().expect("there is one");
        assert_eq!(
            ["lang", "data-row", "title", "id"].map(|name| cell.attribute(name)),
            [Some("zh"), Some("1&2"), Some("领土"), None]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(source in "([<>/&;pabdtr=\"'! \r\n-]|领|&amp;|<p>|<td>|</p>|\u{0}|&#x4e2d;|<!--|<script>){0,40}") {
            for xhtml in [false, true] {
                let tree = html(&source, 0..source.len(), xhtml);
                // A name with a character that no name has is none, and every text is inside the source.
                for element in tree.elements() {
                    prop_assert!(element.name().is_empty() || source.contains(element.name()));
                    prop_assert!(element.text().string(&source).len() <= 4 * source.len());
                }
            }
        }

        #[test]
        fn plain_text_stays(text in "[领土 a-z&#;\n—𠮷🏳]{0,30}") {
            let source = format!("<p>{}</p>", text.replace('&', "&amp;"));
            let tree = html(&source, 0..source.len(), false);
            prop_assert_eq!(tree.root().map(|root| root.text().string(&source)).unwrap_or_default(), text);
        }
    }
}
