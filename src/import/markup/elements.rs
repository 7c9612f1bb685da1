//! What the elements of HTML are to who reads them, by their names in small letters.

/// Elements that hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements nothing of which is read.
pub(super) const UNREAD: &[&str] = &[
    "head", "title", "script", "style", "template", "noscript", "svg", "math", "canvas", "audio", "video", "iframe",
    "object", "select", "textarea", "button", "input", "rt", "rp",
];

/// Elements that stand on lines of their own and never in a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Elements that stand on lines of their own too, but end no paragraph: what is around all, and parts of blocks.
const PARTS: &[&str] = &[
    "body", "caption", "dd", "dialog", "dt", "hgroup", "html", "legend", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr",
];

/// Elements whose end is written, by whoever writes HTML.
pub(super) const ALWAYS_ENDED: &[&str] = &[
    "article",
    "blockquote",
    "div",
    "dl",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "main",
    "nav",
    "ol",
    "pre",
    "script",
    "section",
    "style",
    "table",
    "ul",
];

/// Whether nothing stands in it.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether it stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    ends_paragraph(name) || PARTS.contains(&name)
}

/// Whether its start ends a paragraph that is open.
pub(super) fn ends_paragraph(name: &str) -> bool {
    BLOCKS.contains(&name)
}
