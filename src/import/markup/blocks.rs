//! The blocks and tables of HTML, as a reader sees them: without scripts, styles and what is hidden.

use super::{Element, Text, Tree, What, elements};
use crate::import::bitext::{Cell, LINE_END, Table};
use crate::import::flow::{Block, Item};
use crate::model::{PassageKind, Span};

/// The blocks and tables inside the nodes of a tree.
pub(in crate::import) fn blocks(tree: &Tree<'_>) -> Vec<Item> {
    let mut walker = Walker::new(tree);
    walker.walk(0, tree.nodes.len());
    walker.items
}

/// The texts of the blocks of an element, each with its kind; what stands in a table as any other.
pub(in crate::import) fn passages(element: Element<'_>) -> Cell {
    let mut walker = Walker::new(element.tree);
    walker.cells = Some(Vec::new());
    walker.open.push(Open { end: element.tree.nodes[element.at].end as usize, shape: Shape::Cell });
    walker.begin_cell();
    walker.walk(element.at + 1, element.tree.nodes[element.at].end as usize);
    walker.cells.and_then(|mut cells| cells.pop()).unwrap_or_default()
}

/// An element that is open, by what its end means.
struct Open {
    end: usize,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A block of that kind and level.
    Block(PassageKind, u8),
    /// A block that is what is around it.
    Plain,
    /// A block whose blanks count.
    Pre,
    List,
    Table,
    Row,
    Cell,
}

struct Walker<'t> {
    tree: &'t Tree<'t>,
    items: Vec<Item>,
    open: Vec<Open>,
    text: Text,
    /// The rows of the table that is open.
    table: Option<Table>,
    /// The cells of its row that is open.
    cells: Option<Vec<Cell>>,
}

impl<'t> Walker<'t> {
    fn new(tree: &'t Tree<'t>) -> Self {
        Self { tree, items: Vec::new(), open: Vec::new(), text: Text::default(), table: None, cells: None }
    }

    fn walk(&mut self, start: usize, end: usize) {
        let tree = self.tree;
        let mut at = start;
        while at < end {
            self.close_until(at);
            match &tree.nodes[at].what {
                What::Verbatim(span) => self.text.push_verbatim(*span),
                What::Replaced(c, span) => self.text.push_replaced(*c, *span),
                What::Element { .. } => {
                    let element = Element { tree, at };
                    if is_unread(element) {
                        at = tree.nodes[at].end as usize;
                        continue;
                    }
                    self.enter(element);
                }
            }
            at += 1;
        }
        self.close_until(end);
        self.flush();
    }

    fn enter(&mut self, element: Element<'_>) {
        let name = element.name().to_ascii_lowercase();
        if name == "br" {
            self.text.push_replaced(LINE_END, Span::empty(element.place() as usize));
        }
        if !elements::is_block(&name) {
            return;
        }
        self.flush();
        let is_table = self.table.is_some();
        let shape = match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                Shape::Block(PassageKind::Heading, name.as_bytes().get(1).map_or(1, |digit| digit - b'0'))
            }
            "li" | "dd" => Shape::Block(PassageKind::ListItem, self.depth()),
            "blockquote" => Shape::Block(PassageKind::Quotation, 0),
            "figcaption" | "caption" => Shape::Block(PassageKind::Caption, 0),
            "p" | "div" => ours(element).map_or(Shape::Plain, |(kind, level)| Shape::Block(kind, level)),
            "pre" => Shape::Pre,
            "ul" | "ol" | "dl" | "menu" => Shape::List,
            // A table around others is there for the looks of the page.
            "table" if !is_table && self.cells.is_none() && !element.descendants().any(|inner| inner.is("table")) => {
                self.table = Some(Table::default());
                Shape::Table
            }
            "tr" if is_table => {
                self.cells = Some(Vec::new());
                Shape::Row
            }
            "td" | "th" if is_table && self.cells.is_some() => {
                self.begin_cell();
                Shape::Cell
            }
            _ => Shape::Plain,
        };
        self.open.push(Open { end: element.tree.nodes[element.at].end as usize, shape });
    }

    /// How deep the list item that begins stands.
    fn depth(&self) -> u8 {
        let lists = self.open.iter().filter(|open| open.shape == Shape::List).count();
        u8::try_from(lists.clamp(1, 9)).unwrap_or(1)
    }

    fn begin_cell(&mut self) {
        if let Some(cells) = &mut self.cells {
            cells.push(Cell::default());
        }
    }

    /// Ends the elements that end before node `at`.
    fn close_until(&mut self, at: usize) {
        while let Some(open) = self.open.pop_if(|open| open.end <= at) {
            // What is open around it still says what kind of block its text is.
            self.open.push(open);
            self.flush();
            let Some(open) = self.open.pop() else { return };
            match open.shape {
                Shape::Row => {
                    if let (Some(cells), Some(table)) = (self.cells.take(), &mut self.table) {
                        table.rows.push(cells);
                    }
                }
                Shape::Table => self.items.extend(self.table.take().map(Item::Table)),
                _ => {}
            }
        }
    }

    /// Ends the text that is open.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let source = self.tree.source;
        let preserved = self.open.iter().any(|open| open.shape == Shape::Pre);
        let text = if preserved { in_lines(&text, source) } else { text.collapsed(source) };
        let text = without_ends(&text, source);
        if text.is_blank(source) {
            return;
        }
        let told = self.open.iter().rev().find_map(|open| match open.shape {
            Shape::Block(kind, level) => Some((kind, level)),
            Shape::Cell => Some((PassageKind::Paragraph, 0)),
            _ => None,
        });
        let (kind, level) = told.unwrap_or((PassageKind::Paragraph, 0));
        match (&mut self.cells, &self.table) {
            (Some(cells), _) => {
                let Some(cell) = cells.last_mut() else { return };
                if !cell.text.is_empty() {
                    let at = text.place().unwrap_or_default();
                    cell.text.push_replaced('\n', Span::empty(at as usize));
                }
                cell.text.append(&text);
                cell.kinds.push((kind, level));
            }
            _ => self.items.push(Item::Block(Block { kind, level, text })),
        }
    }
}

/// The kind of a passage that this program wrote, by its class.
fn ours(element: Element<'_>) -> Option<(PassageKind, u8)> {
    let class = element.attribute("data-kind")?;
    crate::import::bitext::kinds(class).into_iter().next()
}

/// Whether nothing of an element is read.
fn is_unread(element: Element<'_>) -> bool {
    element.is_one_of(elements::UNREAD)
        || element.attribute("hidden").is_some()
        || element.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
}

/// A text whose blanks count, its line ends as those of a block.
fn in_lines(text: &Text, source: &str) -> Text {
    let mut out = Text::default();
    for character in text.characters(source) {
        out.push(if character.c == '\n' { character.read_as(LINE_END) } else { character });
    }
    out
}

/// A text without blanks and line ends around it.
fn without_ends(text: &Text, source: &str) -> Text {
    let all: Vec<_> = text.characters(source).collect();
    let is_end = |c: char| matches!(c, ' ' | LINE_END);
    let start = all.iter().position(|character| !is_end(character.c)).unwrap_or(all.len());
    let end = all.iter().rposition(|character| !is_end(character.c)).map_or(start, |last| last + 1);
    let mut out = Text::default();
    all.get(start..end).unwrap_or_default().iter().for_each(|character| out.push(*character));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markup::html;

    fn shown(source: &str) -> Vec<String> {
        let tree = html(source, 0..source.len(), false);
        let line = |item: Item| match item {
            Item::Block(Block { kind, level, text }) => {
                format!("{kind:?} {level} {}", text.string(source).replace(LINE_END, "/"))
            }
            Item::Table(table) => {
                let row = |row: &Vec<Cell>| {
                    row.iter().map(|cell| cell.text.string(source).replace('\n', "/")).collect::<Vec<_>>().join("|")
                };
                format!("Table {}", table.rows.iter().map(row).collect::<Vec<_>>().join(" "))
            }
        };
        blocks(&tree).into_iter().map(line).collect()
    }

    #[test]
    fn blocks_are_those_that_a_reader_sees() {
        for (source, expected) in [
            (
                "<html><head><title>不</title></head><body>一<p>二<br>三<br></p>四</body>",
                vec!["Paragraph 0 一", "Paragraph 0 二/三", "Paragraph 0 四"],
            ),
            (
                "<h2>题</h2><ul><li>甲<ul><li>乙</li></ul></li></ul><blockquote><p>引</p></blockquote>",
                vec!["Heading 2 题", "ListItem 1 甲", "ListItem 2 乙", "Quotation 0 引"],
            ),
            (
                "<table><tr><th>中</th><th>En</th></tr><tr><td><p>甲</p><p>乙</p><td>A</table>后",
                vec!["Table 中|En 甲/乙|A", "Paragraph 0 后"],
            ),
            (
                "<table><tr><td><table><tr><td>内</td></tr></table></td><td>外</td></tr></table>",
                vec!["Table 内", "Paragraph 0 外"],
            ),
            (
                "<p>水位\n稳定</p><pre>a\n b</pre><script>x</script><p hidden>y</p><p style='display: none'>z</p>",
                vec!["Paragraph 0 水位稳定", "Paragraph 0 a/ b"],
            ),
            ("<ruby>水<rp>(</rp><rt>shuǐ</rt><rp>)</rp></ruby>位", vec!["Paragraph 0 水位"]),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }
}
