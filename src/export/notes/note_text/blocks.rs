//! A note as a flat list of blocks: how deep a block stands in lists and quotations is a number, so nothing recurses.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{LONGEST, may_link};

/// The deepest list or quotation that is shown as such.
const DEEPEST: u8 = 6;

/// A paragraph, or what counts as one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Block {
    /// What it looks like.
    pub shape: Shape,
    /// How many lists it stands in.
    pub list: u8,
    /// How many quotations it stands in.
    pub quote: u8,
    /// What stands before it, where it is the first of a list item: `•` or `3.`.
    pub marker: Option<String>,
    /// Its text.
    pub text: Vec<Inline>,
}

/// What a block looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shape {
    /// Running text.
    #[default]
    Text,
    /// A heading inside the note.
    Heading,
    /// Code: blanks and line ends count.
    Code,
    /// Text as it was typed: blanks and line ends count, too.
    AsTyped,
}

/// Text of one style.
#[expect(clippy::struct_excessive_bools, reason = "text may have any mixture of these styles")]
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Inline {
    /// The text; `\n` starts a new line.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
    /// Code.
    pub code: bool,
    /// Where it leads, http, https or mailto.
    pub link: Option<String>,
}

/// The blocks of a note; of text that is no Markdown, one block as it was typed.
pub fn blocks(text: &str, markdown: bool) -> Vec<Block> {
    if !markdown || text.len() > LONGEST {
        let typed = Inline { text: text.to_owned(), ..Inline::default() };
        return vec![Block { shape: Shape::AsTyped, text: vec![typed], ..Block::default() }];
    }
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        reader.read(event);
    }
    reader.end_block();
    reader.blocks
}

/// What is open while events come in.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Block,
    /// The next number of each open list; nothing for a list of bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    bold: usize,
    italic: usize,
    struck: usize,
    /// Targets of the open links.
    links: Vec<Option<String>>,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text, false),
            Event::Code(text) => self.push(&text, true),
            Event::SoftBreak | Event::HardBreak => self.push("\n", false),
            Event::Rule => {
                self.end_block();
                self.push("⁂", false);
                self.end_block();
            }
            // Extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.push(&text, false);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.links.push(Some(format!("mailto:{dest_url}")));
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(may_link(&dest_url).then(|| dest_url.to_string()));
            }
            Tag::Heading { .. } => {
                self.end_block();
                self.open.shape = Shape::Heading;
            }
            Tag::CodeBlock(_) => {
                self.end_block();
                self.open.shape = Shape::Code;
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                self.open.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}.");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "•".to_owned(),
                });
            }
            _ => self.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => {
                self.links.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Item => {
                // An item without text still has its marker.
                self.end_item();
            }
            _ => self.end_block(),
        }
    }

    fn push(&mut self, text: &str, code: bool) {
        let style = Inline {
            text: String::new(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            struck: self.struck > 0,
            code,
            link: self.links.iter().rev().flatten().next().cloned(),
        };
        match self.open.text.last_mut() {
            Some(last) if last.style() == style => last.text.push_str(text),
            _ => self.open.text.push(Inline { text: text.to_owned(), ..style }),
        }
    }

    fn end_item(&mut self) {
        if self.open.marker.is_some() && self.open.text.is_empty() {
            self.push("", false);
        }
        self.end_block();
    }

    /// Ends the open block, if it has text. A marker waits for the text that follows it.
    fn end_block(&mut self) {
        if self.open.text.is_empty() {
            return;
        }
        let depth = |count: usize| (count.min(usize::from(DEEPEST))) as u8;
        let mut block = std::mem::take(&mut self.open);
        (block.list, block.quote) = (depth(self.lists.len()), depth(self.quotes));
        if let Some(last) = block.text.last_mut().filter(|_| block.shape == Shape::Code) {
            last.text.truncate(last.text.trim_end_matches('\n').len());
        }
        self.blocks.push(block);
    }
}

impl Inline {
    /// The same style without the text.
    fn style(&self) -> Self {
        Self { text: String::new(), link: self.link.clone(), ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks in a notation of one line each: depth, marker, then text with its styles.
    fn written(text: &str) -> String {
        let inline = |one: &Inline| {
            let mut out = one.text.replace('\n', "⏎");
            for (is, mark) in [(one.bold, '*'), (one.italic, '/'), (one.struck, '~'), (one.code, '`')] {
                if is {
                    out = format!("{mark}{out}{mark}");
                }
            }
            one.link.as_ref().map_or(out.clone(), |link| format!("[{out}→{link}]"))
        };
        let line = |block: &Block| {
            let text: String = block.text.iter().map(inline).collect();
            let marker = block.marker.as_deref().unwrap_or_default();
            format!(
                "{:?}{}{}{}|{text}",
                block.shape,
                "l".repeat(block.list.into()),
                ">".repeat(block.quote.into()),
                marker
            )
        };
        blocks(text, true).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn markdown_becomes_blocks() {
        for (text, expected) in [
            ("领土**主权**和*边境*", "Text|领土*主权*和/边境/"),
            ("# 一\n\n二\n三", "Heading|一\nText|二⏎三"),
            ("- 一\n  - 二\n- 三\n\n  四", "Textl•|一\nTextll•|二\nTextl•|三\nTextl|四"),
            ("3. 三\n4. 四", "Textl3.|三\nTextl4.|四"),
            ("> 引\n> > 文", "Text>|引\nText>>|文"),
            ("```\na  b\n```", "Code|a  b"),
            ("~~错~~ `x`", "Text|~错~ `x`"),
            ("[页](https://a.org) [恶](javascript:x)", "Text|[页→https://a.org] 恶"),
            ("<a@b.org>", "Text|[a@b.org→mailto:a@b.org]"),
            ("![图](https://a.org/t.png)", "Text|[图→https://a.org/t.png]"),
            ("<script>alert(1)</script>\n\n文", "Text|<script>alert(1)</script>⏎\nText|文"),
            ("文 <b onclick=x>粗</b>", "Text|文 <b onclick=x>粗</b>"),
            ("- \n- 二", "Textl•|\nTextl•|二"),
            ("", ""),
        ] {
            assert_eq!(written(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_nests_without_end_and_long_text_is_as_typed() {
        let deep = format!("{}文", "> ".repeat(5000));
        assert_eq!(blocks(&deep, true).iter().map(|block| block.quote).max(), Some(DEEPEST));
        let long = "**文**".repeat(LONGEST);
        assert_eq!(blocks(&long, true).first().map(|block| block.shape), Some(Shape::AsTyped));
        assert_eq!(blocks("**文**", false)[0].text[0].text, "**文**");
    }
}
