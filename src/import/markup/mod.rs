//! Markup to a tree whose texts know where they stand in the source text: XML by `quick-xml`, HTML by `html5gum`.
//!
//! Nothing is expanded but characters that stand for themselves (`&amp;`, `&#20013;`): what a document type declares is
//! left as it is written, so that no file can grow while it is read.

mod blocks;
mod elements;
mod html;
mod text;
mod xml;

use crate::model::{Span, Warning};

pub(super) use blocks::{blocks, passages};
pub(super) use html::html;
pub(super) use text::{Character, Text};
pub(super) use xml::{root_name, xml};

/// How many characters of the text before a break are quoted, so that it is found again.
const QUOTED: usize = 16;

/// How deep elements stand in each other, as browsers take them too: what is deeper stands beside what it is in. So no
/// file that is made to be slow is, and none that people write is read otherwise.
pub(super) const DEEPEST: usize = 512;

/// Names and values of attributes, in the order of the file, their prefixes kept.
type Attributes = Box<[(Box<str>, Box<str>)]>;

/// A document as its markup nests it. Nodes stand in the order of the text, each before what is inside it.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    /// What was not understood, ordered by place.
    pub(super) warnings: Vec<Warning>,
}

#[derive(Debug)]
struct Node {
    /// The first node that is not inside this one.
    end: u32,
    what: What,
}

#[derive(Debug)]
enum What {
    /// An element: where its name stands, without prefix, and its attributes.
    Element { name: Span, attributes: Attributes },
    /// Text as it is written.
    Verbatim(Span),
    /// A character that stands in the place of what is written.
    Replaced(char, Span),
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

/// The warning of a text that breaks off at byte `at` in the middle of its markup, inside of that element.
fn broken_off(tree: &Tree<'_>, at: usize, inside: Option<usize>) -> Warning {
    let line = line_of(tree.source, at);
    let last = tree.nodes.iter().rev().find_map(|node| match &node.what {
        // The last character may have been cut in two.
        What::Verbatim(span) => {
            let text = span.of(tree.source).map(|text| text.trim_end_matches('\u{fffd}').trim());
            text.filter(|text| !text.is_empty())
        }
        What::Replaced(..) | What::Element { .. } => None,
    });
    let after = last.map_or("before any text".to_owned(), |text| {
        let skipped = text.chars().count().saturating_sub(QUOTED);
        let quoted: String = text.chars().skip(skipped).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        format!("after “{}{quoted}”", if skipped > 0 { "…" } else { "" })
    });
    let inside = inside.map_or(String::new(), |at| format!(", inside of “{}”", Element { tree, at }.name()));
    Warning::of_loss(
        at as u32,
        format!("The file breaks off in line {line}, {after}{inside}: what followed is missing."),
    )
}

/// The line in which a byte stands, counted from 1; the end of the text stands in its last line that holds something.
fn line_of(source: &str, at: usize) -> usize {
    let before = source.get(..at).filter(|before| before.len() < source.len()).unwrap_or(source.trim_end());
    before.matches('\n').count() + 1
}

impl<'a> Tree<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, ..Self::default() }
    }

    fn push(&mut self, what: What) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node { end: at as u32 + 1, what });
        at
    }

    fn close(&mut self, at: usize) {
        self.nodes[at].end = self.nodes.len() as u32;
    }

    fn is_element(&self, at: usize) -> bool {
        self.nodes.get(at).is_some_and(|node| matches!(node.what, What::Element { .. }))
    }

    /// All elements of that name, in order, wherever they stand.
    pub(super) fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = Element<'t>> {
        self.elements().filter(move |element| element.is(name))
    }

    /// All elements, in order.
    pub(super) fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.nodes.len()).filter(|at| self.is_element(*at)).map(|at| Element { tree: self, at })
    }

    /// The outermost element, the first where there are several.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        self.elements().next()
    }
}

impl<'t> Element<'t> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &'t str {
        match &self.tree.nodes[self.at].what {
            What::Element { name, .. } => name.of(self.tree.source).unwrap_or_default(),
            What::Verbatim(_) | What::Replaced(..) => "",
        }
    }

    /// Whether it is called that, in whatever letters.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// Whether it is called one of these.
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// Byte of the source text where its name stands.
    pub(super) fn place(&self) -> u32 {
        match &self.tree.nodes[self.at].what {
            What::Element { name, .. } => name.start,
            What::Verbatim(span) | What::Replaced(_, span) => span.start,
        }
    }

    /// The value of an attribute, its name with its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&'t str> {
        let What::Element { attributes, .. } = &self.tree.nodes[self.at].what else { return None };
        attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// Positions of what is right inside it from `start` on: elements and texts.
    fn inside_from(&self, start: usize) -> impl Iterator<Item = usize> + use<'t> {
        let tree = self.tree;
        let end = tree.nodes[self.at].end as usize;
        let mut next = start;
        std::iter::from_fn(move || {
            let at = next;
            (at < end).then(|| {
                next = (tree.nodes[at].end as usize).max(at + 1);
                at
            })
        })
    }

    /// The elements right inside it.
    pub(super) fn children(&self) -> impl Iterator<Item = Self> + use<'t> {
        let tree = self.tree;
        self.inside_from(self.at + 1).filter(|at| tree.is_element(*at)).map(|at| Self { tree, at })
    }

    /// The first element of that name right inside it.
    pub(super) fn child(&self, name: &str) -> Option<Self> {
        self.children().find(|child| child.is(name))
    }

    /// All elements inside it, however deep, in order.
    pub(super) fn descendants(&self) -> impl Iterator<Item = Self> + use<'t> {
        let tree = self.tree;
        let range = self.at + 1..tree.nodes[self.at].end as usize;
        range.filter(|at| tree.is_element(*at)).map(|at| Self { tree, at })
    }

    /// Whether it stands inside another element, however deep.
    pub(super) fn is_inside(&self, other: Self) -> bool {
        other.at < self.at && self.at < other.tree.nodes[other.at].end as usize
    }

    /// Shows the elements inside it to `visit`, in order, but those inside of one for which it says no.
    pub(super) fn walk(&self, mut visit: impl FnMut(Self) -> bool) {
        let tree = self.tree;
        let end = tree.nodes[self.at].end as usize;
        let mut at = self.at + 1;
        while at < end {
            let goes_in = !tree.is_element(at) || visit(Self { tree, at });
            at = if goes_in { at + 1 } else { tree.nodes[at].end as usize };
        }
    }

    /// The elements of that name inside it that stand in no other of that name.
    pub(super) fn outermost(&self, name: &str) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        self.walk(|element| {
            let is_it = element.is(name);
            if is_it {
                found.push(element);
            }
            !is_it
        });
        found
    }

    /// What is right inside it, elements and stretches of text in turn.
    pub(super) fn content(&self) -> impl Iterator<Item = Content<'t>> + use<'t> {
        self.content_from(self.at + 1)
    }

    /// What is right inside it after another element that is.
    pub(super) fn content_after(&self, element: Self) -> impl Iterator<Item = Content<'t>> + use<'t> {
        self.content_from(self.tree.nodes[element.at].end as usize)
    }

    fn content_from(&self, start: usize) -> impl Iterator<Item = Content<'t>> + use<'t> {
        let tree = self.tree;
        self.inside_from(start).map(move |at| match &tree.nodes[at].what {
            What::Element { .. } => Content::Element(Self { tree, at }),
            What::Verbatim(span) => Content::Verbatim(*span),
            What::Replaced(character, span) => Content::Replaced(*character, *span),
        })
    }

    /// All text inside it, but that of elements for which `skips` holds.
    pub(super) fn text_without(&self, skips: impl Fn(&Self) -> bool) -> Text {
        let tree = self.tree;
        let end = tree.nodes[self.at].end as usize;
        let mut text = Text::default();
        let mut at = self.at + 1;
        while at < end {
            match &tree.nodes[at].what {
                What::Element { .. } if skips(&Self { tree, at }) => {
                    at = tree.nodes[at].end as usize;
                    continue;
                }
                What::Element { .. } => {}
                What::Verbatim(span) => text.push_verbatim(*span),
                What::Replaced(character, span) => text.push_replaced(*character, *span),
            }
            at += 1;
        }
        text
    }

    /// All text inside it.
    pub(super) fn text(&self) -> Text {
        self.text_without(|_| false)
    }

    /// All text inside it as a string, without the blanks around.
    pub(super) fn string(&self) -> String {
        self.text().string(self.tree.source).trim().to_owned()
    }

    /// The text its tree is of.
    pub(super) fn source(&self) -> &'t str {
        self.tree.source
    }
}

/// What stands right inside an element.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content<'t> {
    /// An element.
    Element(Element<'t>),
    /// Text as it is written.
    Verbatim(Span),
    /// A character in the place of what is written.
    Replaced(char, Span),
}
