//! XML to a tree. What is not well formed is read as far as it makes sense, and said.

use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::{DEEPEST, Tree, What, broken_off, line_of};
use crate::model::{Span, Warning};

/// How many entities that are not known are named one by one.
const NAMED_WARNINGS: usize = 10;

/// The name of the outermost element of an XML text, without prefix; nothing for what is no XML.
pub(in crate::import) fn root_name(text: &str) -> Option<&str> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !start.starts_with('<') {
        return None;
    }
    let offset = text.len() - start.len();
    let mut reader = reader(start);
    loop {
        let before = reader.buffer_position() as usize;
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = name_span(&tag, offset + before);
                return name.of(text);
            }
            Event::Eof => return None,
            // Text before the first element: it is no XML.
            Event::Text(text) if !text.trim().is_empty() => return None,
            _ => {}
        }
    }
}

/// Reads XML.
pub(in crate::import) fn xml(source: &str) -> Tree<'_> {
    let mut tree = Tree::new(source);
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let mut reader = reader(source.get(start..).unwrap_or_default());
    let mut open: Vec<usize> = Vec::new();
    let mut unknown = 0;
    loop {
        let from = start + reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            // What begins and never ends takes all that follows with it: the text was cut off inside of it.
            Err(Error::Syntax(unended)) if unended != SyntaxError::InvalidBangMarkup => {
                let at = start + reader.error_position() as usize;
                tree.warnings.push(broken_off(&tree, at, open.last().copied()));
                break;
            }
            Err(error) => {
                let at = start + reader.error_position() as usize;
                let line = line_of(source, at);
                let message = format!("The XML is broken in line {line} ({error}); what follows is not read.");
                tree.warnings.push(Warning::of_loss(at as u32, message));
                break;
            }
        };
        let span = Span::new(from, start + reader.buffer_position() as usize);
        match event {
            Event::Start(tag) if open.len() < DEEPEST => open.push(element(&mut tree, &tag, from)),
            Event::Start(tag) | Event::Empty(tag) => drop(element(&mut tree, &tag, from)),
            Event::End(tag) => end(&mut tree, &mut open, local(tag.name().as_ref())),
            Event::Text(_) => drop(tree.push(What::Verbatim(span))),
            // `<![CDATA[` and `]]>` stand around it.
            Event::CData(_) => drop(tree.push(What::Verbatim(Span { start: span.start + 9, end: span.end - 3 }))),
            Event::GeneralRef(reference) => {
                let read = character(&reference).map_or(What::Verbatim(span), |c| What::Replaced(c, span));
                unknown += usize::from(matches!(read, What::Verbatim(_)));
                if matches!(read, What::Verbatim(_)) && unknown <= NAMED_WARNINGS {
                    let message = "This entity is not known; it is read as it is written.";
                    tree.warnings.push(Warning::new(span.start, message));
                }
                tree.push(read);
            }
            Event::Eof => {
                if let Some(inside) = open.last() {
                    tree.warnings.push(broken_off(&tree, source.len(), Some(*inside)));
                }
                break;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    for at in open.into_iter().rev() {
        tree.close(at);
    }
    tree
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// Adds an element that starts at byte `from`.
fn element(tree: &mut Tree<'_>, tag: &BytesStart<'_>, from: usize) -> usize {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let raw = &*attribute.value;
        let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
        (attribute.key.as_ref().into(), value.into_boxed_str())
    });
    let attributes = attributes.collect();
    tree.push(What::Element { name: name_span(tag, from), attributes })
}

/// Where the name without prefix of a tag stands, which starts at byte `from`.
fn name_span(tag: &BytesStart<'_>, from: usize) -> Span {
    let name = tag.name();
    let (whole, local) = (name.as_ref().len(), local(name.as_ref()).len());
    Span::new(from + 1 + whole - local, from + 1 + whole)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Closes the innermost open element of that name, and what is still open inside it. One that none is open for ends
/// nothing.
fn end(tree: &mut Tree<'_>, open: &mut Vec<usize>, name: &str) {
    let is_it = |at: &usize| super::Element { tree, at: *at }.name() == name;
    let Some(from) = open.iter().rposition(is_it) else { return };
    for at in open.drain(from..).rev() {
        tree.close(at);
    }
}

/// The character of a reference: a number, or one of the five names that XML itself has.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten().filter(|c| *c != '\0');
    }
    quick_xml::escape::resolve_xml_entity(reference)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_through_markup() {
        for (source, expected) in [
            ("<a>领&amp;土<b/>&#x4E2D;</a>", "领&土中"),
            ("<a><![CDATA[<领土> & ]]]]></a>", "<领土> & ]]"),
            ("<a>&nbsp;领&amp;amp;</a>", "&nbsp;领&amp;"),
            ("<!DOCTYPE a [<!ENTITY x \"领土领土\">]><a>&x;</a>", "&x;"),
            ("<a>领<b>土</a>之后", "领土"),
            ("<a>a & b</a>", "a & b"),
            ("<a>一\r\n二</a>", "一\n二"),
            ("\u{feff}<?xml version=\"1.0\"?>\n<a>领</a>", "领"),
        ] {
            let tree = xml(source);
            let text = tree.root().map(|root| root.string()).unwrap_or_default();
            assert_eq!(text, expected, "{source}");
        }
    }

    #[test]
    fn what_is_broken_is_said() {
        for (source, text, said) in [
            (
                "<a>领土<b x=\"",
                "领土",
                "The file breaks off in line 1, after “领土”, inside of “a”: what followed is missing.",
            ),
            ("<a>\n<b>界", "界", "The file breaks off in line 2, after “界”, inside of “b”: what followed is missing."),
            ("<a>界</a>\n<!-- 注", "界", "The file breaks off in line 2, after “界”: what followed is missing."),
            (
                "<a><b>疆</b>\n",
                "疆",
                "The file breaks off in line 1, after “疆”, inside of “a”: what followed is missing.",
            ),
            (
                "<x:a><![CDATA[甲",
                "",
                "The file breaks off in line 1, before any text, inside of “a”: what followed is missing.",
            ),
        ] {
            let tree = xml(source);
            assert_eq!(tree.root().map(|root| root.string()).unwrap_or_default().trim(), text, "{source}");
            let warnings: Vec<(bool, &str)> =
                tree.warnings.iter().map(|warning| (warning.is_loss, warning.message.as_str())).collect();
            assert_eq!(warnings, [(true, said)], "{source}");
        }
        for whole in ["<a>领<br>土</a>", "<a>界</a>\n\n", "<a/>", "领土", ""] {
            assert!(xml(whole).warnings.is_empty(), "{whole}");
        }
    }

    #[test]
    fn the_root_tells_what_a_file_is() {
        for (text, expected) in [
            ("<?xml version='1.0'?><!-- 领 --><!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">", Some("tmx")),
            ("<x:xliff xmlns:x=\"a\">", Some("xliff")),
            ("领 <tmx>", None),
            ("< 领土", None),
            ("", None),
        ] {
            assert_eq!(root_name(text), expected, "{text}");
        }
    }
}
