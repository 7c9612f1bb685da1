//! Markdown (CommonMark with tables): its blocks, and a table of two languages as pairs.

use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::bitext::{Cell, LINE_END, Table, metadata_field, status};
use super::flow::{self, Block, Flow, Item};
use super::markup::{Text, blocks, html};
use crate::model::{Document, DocumentKind, PassageKind, SourceText, Span};

/// How the header of the table begins that `export` writes.
const OURS: &str = "\n| ¶ | ";

/// Whether a text has the table that `export` writes.
pub(super) fn is_own(text: &str) -> bool {
    text.starts_with(OURS.trim_start()) || text.contains(OURS)
}

/// Reads Markdown.
pub(super) fn read(source: &Arc<SourceText>) -> Document {
    let text = &*source.text;
    let mut reader = Reader { source: text, items: Vec::new(), open: Vec::new(), text: Text::default(), table: None };
    for (event, range) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        reader.event(event, Span::from(range));
    }
    let mut flow = Flow { items: reader.items, ..Flow::new(DocumentKind::Markdown) };
    if is_own(text) {
        take_record(&mut flow, text);
    }
    flow::document(source, flow)
}

/// Moves what `export` writes before the table into the metadata: the title, and a list of what is known.
fn take_record(flow: &mut Flow, source: &str) {
    let Some(table) = flow.items.iter().position(|item| matches!(item, Item::Table(_))) else { return };
    for item in flow.items.drain(..table) {
        let Item::Block(block) = item else { continue };
        let line = block.text.string(source);
        match (block.kind, line.split_once(": ")) {
            (PassageKind::Heading, _) => metadata_field(&mut flow.metadata, "title", &line),
            (PassageKind::ListItem, Some((label, value))) => metadata_field(&mut flow.metadata, label, value),
            _ => {}
        }
    }
    flow.ours = true;
}

struct Reader<'a> {
    source: &'a str,
    items: Vec<Item>,
    /// What is open, innermost last.
    open: Vec<Shape>,
    text: Text,
    table: Option<Table>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Block(PassageKind, u8),
    List,
    Quote,
    Item,
    Other,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: Span) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.html(at),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text, at),
            Event::SoftBreak => self.text.push_replaced('\n', at),
            Event::HardBreak => self.text.push_replaced(LINE_END, at),
            Event::InlineHtml(html) if is_break(&html) => self.text.push_replaced(LINE_END, at),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, at: Span) {
        let written = at.of(self.source).unwrap_or_default();
        match written.find(text) {
            // The marks around code are no text.
            Some(start) => self.text.push_verbatim(Span::new(0, text.len()).shifted(at.start as usize + start)),
            None => text.chars().for_each(|c| self.text.push_replaced(c, at)),
        }
    }

    /// The blocks of HTML that stands between those of Markdown.
    fn html(&mut self, at: Span) {
        let tree = html(self.source, at.range(), false);
        self.items.extend(blocks(&tree));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let shape = match tag {
            Tag::Heading { level, .. } => Shape::Block(PassageKind::Heading, level_of(*level)),
            Tag::List(_) => {
                self.flush();
                Shape::List
            }
            Tag::Item => Shape::Item,
            Tag::BlockQuote(_) => Shape::Quote,
            Tag::Table(_) => {
                self.table = Some(Table::default());
                Shape::Other
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
                Shape::Other
            }
            Tag::Paragraph | Tag::CodeBlock(_) => Shape::Block(PassageKind::Paragraph, 0),
            _ => return,
        };
        self.open.push(shape);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock => self.flush(),
            TagEnd::TableCell => {
                self.cell();
                return;
            }
            TagEnd::Table => self.items.extend(self.table.take().map(Item::Table)),
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::TableHead | TagEnd::TableRow => {}
            _ => return,
        }
        self.open.pop();
    }

    /// Ends a block.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text).collapsed(self.source);
        if text.is_blank(self.source) {
            return;
        }
        let depth = self.open.iter().filter(|shape| **shape == Shape::List).count();
        let told = self.open.iter().rev().find_map(|shape| match shape {
            Shape::Block(PassageKind::Paragraph, _) | Shape::List | Shape::Other => None,
            Shape::Block(kind, level) => Some((*kind, *level)),
            Shape::Item => Some((PassageKind::ListItem, u8::try_from(depth.clamp(1, 9)).unwrap_or(1))),
            Shape::Quote => Some((PassageKind::Quotation, 0)),
        });
        let (kind, level) = told.unwrap_or((PassageKind::Paragraph, 0));
        self.items.push(Item::Block(Block { kind, level, text }));
    }

    /// Ends a cell: two line ends in it part passages.
    fn cell(&mut self) {
        let text = std::mem::take(&mut self.text).collapsed(self.source);
        let mut cell = Cell::default();
        let mut characters = text.characters(self.source).peekable();
        while let Some(character) = characters.next() {
            match character.c {
                LINE_END if characters.next_if(|next| next.c == LINE_END).is_some() => {
                    cell.text.push(character.read_as('\n'));
                }
                _ => cell.text.push(character),
            }
        }
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            // The first cell of a row may say its status after its address.
            if row.is_empty() {
                cell.text = status_on_its_own_line(&cell.text, self.source);
            }
            row.push(cell);
        }
    }
}

/// An address, and a status after it on a line of its own.
fn status_on_its_own_line(text: &Text, source: &str) -> Text {
    let whole = text.string(source);
    let parted = whole.split_once([' ', LINE_END]).filter(|(_, name)| status(name).is_some());
    let Some((address, _)) = parted else { return text.clone() };
    let mut out = Text::default();
    for (nth, character) in text.characters(source).enumerate() {
        out.push(if nth == address.chars().count() { character.read_as('\n') } else { character });
    }
    out
}

fn is_break(html: &str) -> bool {
    html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Document {
        read(&Arc::new(SourceText::new("文.md", text)))
    }

    #[test]
    fn blocks_are_read() {
        let document = read_text(
            "# 水位\n\n水位**稳定**。\n居民&amp;\\*回村。  \n二\n\n- 甲\n  - 乙\n\n> 引文\n\n```\n码\n```\n\n<p>页</p>\n",
        );
        let found: Vec<String> = document
            .source
            .passages
            .iter()
            .map(|passage| format!("{:?} {} {}", passage.kind, passage.level, passage.text.text().replace('\n', "/")))
            .collect();
        assert_eq!(
            found,
            [
                "Heading 1 水位",
                "Paragraph 0 水位稳定。居民&*回村。/二",
                "ListItem 1 甲",
                "ListItem 2 乙",
                "Quotation 0 引文",
                "Paragraph 0 码",
                "Paragraph 0 页",
            ]
        );
    }

    #[test]
    fn a_table_of_two_languages_has_pairs() {
        let document = read_text(
            "| 中文 | English |\n| --- | --- |\n| 水位 \\| 稳定。<br>甲<br><br>乙 | Level \\| one. |\n| 村 | Village |\n",
        );
        let texts: Vec<&str> = document.source.passages.iter().map(|passage| passage.text.text()).collect();
        assert_eq!(texts, ["水位 | 稳定。\n甲", "乙", "村"]);
        let pairing = document.pairing.as_ref().expect("it has pairs");
        assert!(crate::model::fits(&document, pairing) && pairing.rows.len() == 2);
    }
}
