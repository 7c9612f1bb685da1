//! Tags in wikitext: which names are tags at all, what a tag says, and its attributes.

/// What a tag says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tag<'a> {
    /// Its name, in lower case.
    pub(super) name: String,
    /// Whether it is a closing tag, `</name>`.
    pub(super) closing: bool,
    /// Whether it closes itself, `<name/>`.
    pub(super) empty: bool,
    /// What stands between the name and the end.
    attributes: &'a str,
}

/// Tags whose content is no wikitext.
const RAW: [&str; 16] = [
    "nowiki",
    "pre",
    "math",
    "chem",
    "ce",
    "syntaxhighlight",
    "source",
    "score",
    "timeline",
    "imagemap",
    "templatedata",
    "graph",
    "mapframe",
    "maplink",
    "hiero",
    "templatestyles",
];

/// All other tags that wikitext knows. Anything else between angle brackets is text.
const KNOWN: [&str; 73] = [
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "data",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "gallery",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "includeonly",
    "indicator",
    "ins",
    "kbd",
    "langconvert",
    "li",
    "link",
    "mark",
    "meta",
    "noinclude",
    "ol",
    "onlyinclude",
    "p",
    "poem",
    "q",
    "rb",
    "ref",
    "references",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// The name of the tag at the start of `text`, as written there, if it is one that wikitext knows.
pub(super) fn known_name(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.bytes().take(20).take_while(u8::is_ascii_alphanumeric).count();
    let name = inner.get(..length)?;
    let ends = inner.as_bytes().get(length).is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    (ends && (KNOWN.iter().chain(&RAW).any(is))).then_some(name)
}

/// The name as listed, if the content of such a tag is no wikitext.
pub(super) fn raw_name(name: &str) -> Option<&'static str> {
    RAW.into_iter().find(|raw| *raw == name)
}

/// Where the closing tag called `name` starts in `text`.
pub(super) fn find_closing(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(|at| text.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
}

/// What `raw`, a whole tag from `<` to `>`, says.
pub(super) fn parse(raw: &str) -> Option<Tag<'_>> {
    let inner = raw.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, closing) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let (inner, empty) = inner.trim_end().strip_suffix('/').map_or((inner, false), |inner| (inner, true));
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, attributes) = inner.split_at_checked(length)?;
    Some(Tag { name: name.to_ascii_lowercase(), closing, empty, attributes })
}

impl Tag<'_> {
    /// The value of an attribute, without quotes of any kind and with its blanks made one.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let (value, after) = attribute_value(after);
            let name = name.trim_start().trim_end();
            let name = name.rsplit(char::is_whitespace).next().unwrap_or(name);
            if name.eq_ignore_ascii_case(wanted) {
                return Some(tidy(value)).filter(|value| !value.is_empty());
            }
            rest = after;
        }
        None
    }

    /// Whether it has no attributes.
    pub(super) fn is_bare(&self) -> bool {
        self.attributes.trim().is_empty()
    }
}

/// The value at the start of `text`, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('”', '”'), ('「', '」'), ('＂', '＂')] {
        if let Some(inner) = text.strip_prefix(open) {
            return inner.split_once(close).unwrap_or((inner, ""));
        }
    }
    match text.find(char::is_whitespace) {
        // A name without quotes may hold blanks; it goes on up to the next attribute.
        Some(_) if !text.contains('=') => (text, ""),
        Some(at) => text.split_at_checked(at).unwrap_or((text, "")),
        None => (text, ""),
    }
}

fn tidy(value: &str) -> String {
    let value = value.trim_matches(|c: char| c.is_whitespace() || "\"'“”＂".contains(c));
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_references_are_read_however_they_are_quoted() {
        for (raw, expected) in [
            ("<ref name=adili/>", Some("adili")),
            ("<ref name=\"Bellér-Hann2007\">", Some("Bellér-Hann2007")),
            ("<ref name = '民國史' />", Some("民國史")),
            ("<ref name=“民國史”>", Some("民國史")),
            ("<ref group=\"注\" name=甲>", Some("甲")),
            ("<ref name=甲 group=注>", Some("甲")),
            ("<REF NAME=\"  a   b \">", Some("a b")),
            ("<ref name=\"甲>", Some("甲")),
            ("<ref group=注>", None),
            ("<ref name=\"\">", None),
        ] {
            let found = parse(raw).and_then(|tag| tag.attribute("name"));
            assert_eq!(found.as_deref(), expected, "{raw}");
        }
    }
}
