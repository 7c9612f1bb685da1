//! What a page, a book or a Word document is: blocks and tables, one after the other. From them comes a document: one of
//! pairs where tables hold two languages side by side, one of one or two sides where not.

use std::sync::Arc;

use super::bitext::{Bitext, Table, Unit, document as document_of_pairs, of_text, units_of_tables};
use super::lines::{Line, Weight};
use super::markup::Text;
use super::{naming, sides};
use crate::model::{
    Document, DocumentKind, Metadata, Passage, PassageKind, ReadingText, Side, SourceText, Span, Warning,
};
use crate::text::Language;

/// What stands for a line end inside a block.
pub(super) use super::bitext::LINE_END;

/// A block or a table.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A paragraph, a heading, an item of a list.
    Block(Block),
    /// A table.
    Table(Table),
}

/// A block of text, without blanks around it. [`LINE_END`] ends a line inside it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What kind of passage it is.
    pub kind: PassageKind,
    /// Level of a heading, depth of a list item.
    pub level: u8,
    /// Its text.
    pub text: Text,
}

/// Everything that is read of a file of blocks and tables.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// What the file is.
    pub kind: DocumentKind,
    /// Its blocks and tables, in order.
    pub items: Vec<Item>,
    /// What is known about it.
    pub metadata: Metadata,
    /// What was not understood.
    pub warnings: Vec<Warning>,
    /// Whether this program wrote it: then what stands beside the tables is no text.
    pub ours: bool,
}

impl Flow {
    /// Nothing yet of a file of that kind.
    pub(super) fn new(kind: DocumentKind) -> Self {
        Self { kind, items: Vec::new(), metadata: Metadata::default(), warnings: Vec::new(), ours: false }
    }
}

/// The document that blocks and tables make.
pub(super) fn document(source: &Arc<SourceText>, flow: Flow) -> Document {
    match pairs(source, &flow) {
        Some(bitext) => document_of_pairs(source, bitext),
        None => document_of_sides(source, flow),
    }
}

/// The pairs of the tables, if those hold two languages and most of the text; blocks between them stand alone.
fn pairs(source: &SourceText, flow: &Flow) -> Option<Bitext> {
    let text = &*source.text;
    let tables: Vec<&Table> = flow
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Table(table) => Some(table),
            Item::Block(_) => None,
        })
        .collect();
    let mut bitext = Bitext::new(flow.kind);
    let mut units = units_of_tables(&tables, text, &mut bitext)?;
    let blocks = flow.items.iter().filter_map(|item| match item {
        Item::Block(block) => Some(weight(&block.text, text)),
        Item::Table(_) => None,
    });
    let of_units = units.iter().flatten().flat_map(|unit| &unit.sides).map(|side| weight(&side.text, text));
    if !flow.ours && blocks.sum::<u32>() > of_units.sum::<u32>() {
        return None;
    }
    let mut units = units.drain(..);
    for item in &flow.items {
        match item {
            Item::Table(_) => bitext.units.extend(units.next().into_iter().flatten()),
            Item::Block(_) if flow.ours => {}
            Item::Block(block) => {
                bitext.numbered = false;
                bitext.units.push(alone(block, text, bitext.languages));
            }
        }
    }
    if !bitext.numbered {
        (1..).zip(&mut bitext.units).for_each(|(nth, unit)| unit.row = nth);
    }
    bitext.passages = true;
    bitext.metadata = flow.metadata.clone();
    bitext.warnings.extend(flow.warnings.clone());
    Some(bitext)
}

fn weight(text: &Text, source: &str) -> u32 {
    let weight = Weight::of(&text.string(source));
    weight.chinese + weight.english
}

/// A block without a partner, on the side of its language.
fn alone(block: &Block, source: &str, languages: [Option<Language>; 2]) -> Unit {
    let language = of_text(std::iter::once(&block.text), source);
    let second = language.is_some() && languages[1] == language;
    let mut unit = Unit::plain(0, Default::default());
    let side = &mut unit.sides[usize::from(second)];
    side.text = block.text.clone();
    side.kinds = vec![(block.kind, block.level)];
    unit
}

/// A document of one side, or of two whose blocks stand one after the other or in turn.
fn document_of_sides(source: &Arc<SourceText>, flow: Flow) -> Document {
    let text = &*source.text;
    let blocks: Vec<Block> = flow
        .items
        .into_iter()
        .flat_map(|item| match item {
            Item::Block(block) => vec![block],
            Item::Table(table) => lines_of(&table),
        })
        .filter(|block| !block.text.is_blank(text))
        .collect();
    let (chinese, english) = parted(&blocks, text);
    let side = |language, nths: &[usize]| {
        let passages = nths.iter().filter_map(|nth| blocks.get(*nth)).map(|block| passage(block, text)).collect();
        Side { passages, ..Side::empty(language, Arc::clone(source)) }
    };
    let (source_side, translation) = match (chinese.is_empty(), english.is_empty()) {
        (true, false) => (side(Language::English, &english), None),
        (_, true) => (side(Language::Chinese, &chinese), None),
        (false, false) => (side(Language::Chinese, &chinese), Some(side(Language::English, &english))),
    };
    let mut warnings = flow.warnings;
    if source_side.passages.is_empty() {
        warnings.push(Warning::new(0, "There is no text in it to read."));
    }
    warnings.sort_by_key(|warning| warning.at);
    let title = flow.metadata.title.clone().unwrap_or_else(|| naming::title(&source_side, &source.name));
    Document { metadata: flow.metadata, warnings, ..Document::new(flow.kind, title, source_side, translation) }
}

/// The rows of a table of one language, its cells parted by tabs.
fn lines_of(table: &Table) -> Vec<Block> {
    let line = |row: &Vec<super::bitext::Cell>| {
        let mut text = Text::default();
        for (nth, cell) in row.iter().enumerate() {
            if nth > 0 {
                let at = cell.text.place().or(text.place()).unwrap_or_default();
                text.push_replaced('\t', Span::empty(at as usize));
            }
            text.append(&cell.text);
        }
        Block { kind: PassageKind::Table, level: 0, text }
    };
    table.rows.iter().map(line).collect()
}

/// Positions of the blocks of either language, as lines of a text are told apart.
fn parted(blocks: &[Block], source: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut text, mut lines) = (String::new(), Vec::new());
    for block in blocks {
        let start = text.len();
        text.extend(block.text.characters(source).map(|character| if character.c == '\n' { ' ' } else { character.c }));
        lines.push(Line { span: Span::new(start, text.len()), apart: true, indented: false });
        text.push('\n');
    }
    let (chinese, english) = sides::part_plain(&text, &lines);
    let nth = |line: &Line| lines.binary_search_by_key(&line.span.start, |line| line.span.start).ok();
    (chinese.iter().filter_map(nth).collect(), english.iter().filter_map(nth).collect())
}

fn passage(block: &Block, source: &str) -> Passage {
    let mut reading = ReadingText::default();
    for character in block.text.characters(source) {
        let c = if character.c == LINE_END { '\n' } else { character.c };
        character.read_as(c).push_to(&mut reading, source);
    }
    Passage { level: block.level, ..Passage::new(block.kind, reading) }
}
