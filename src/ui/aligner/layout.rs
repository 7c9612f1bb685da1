//! A block of pairs, laid out: which boxes stand where, and the line above a row. Draws nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{FontId, Galley};

use super::pairs::{Pair, Pairs};
use super::standing::Standing;
use crate::model::{Address, Alignment, Document, SideName, Span};
use crate::text::Language;
use crate::ui::palette::Palette;
use crate::ui::rows::sought::Found;
use crate::ui::rows::{Sizes, Sought, TextBlock, typeset};
use crate::workspace::AlignLevel;

/// Blank between the edge of a box and its text.
pub(super) const PADDING: [f32; 2] = [10.0, 6.0];
/// Blank between two boxes of a pair.
const BOX_GAP: f32 = 5.0;
/// Blank above and below a block.
const BLOCK_GAP: f32 = 4.5;
/// Height of the line above a row of several pairs.
const HEADING: f32 = 24.0;
/// Height of a box that holds nothing.
const EMPTY_BOX: f32 = 30.0;
/// Longest text of a box in bytes. What is longer is cut: a text without sentence ends may be a book.
const LONGEST: usize = 6_000;

/// A cell's text, by what it is made of: side, passage, bytes.
type CellKey = (SideName, u32, u32, u32);

/// Texts of cells that are laid out. They outlive a change of the pairs: moving a sentence sets no text again.
#[derive(Default)]
pub(super) struct Cells {
    texts: BTreeMap<CellKey, Arc<TextBlock>>,
}

impl Cells {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
    }

    /// Forgets what no block holds.
    pub(super) fn prune(&mut self) {
        self.texts.retain(|_, text| Arc::strong_count(text) > 1);
    }
}

/// A block that is laid out. All places count from its upper edge.
pub(super) struct LaidBlock {
    /// From its upper to its lower edge.
    pub(super) height: f32,
    /// The line above a row, if a row of several pairs begins here.
    pub(super) heading: Option<Arc<Galley>>,
    /// Its pairs, in order.
    pub(super) pairs: Vec<LaidPair>,
    /// Its boxes, each side from top to bottom.
    pub(super) boxes: Vec<LaidBox>,
    /// What was searched for when it was looked through last, by its serial.
    pub(super) looked_for: Option<u64>,
}

/// A pair in a block.
pub(super) struct LaidPair {
    /// Its position among the pairs; what is not in the list (a proposal) counts from 0.
    pub(super) nth: usize,
    /// What it is.
    pub(super) pair: Pair,
    /// Where its first box begins.
    pub(super) top: f32,
    /// Where its last box ends.
    pub(super) bottom: f32,
    /// Where its address stands: beside its first box of the source, if it has one.
    pub(super) head: f32,
}

/// A box in a block.
pub(super) struct LaidBox {
    /// The pair it belongs to, by its position among the pairs.
    pub(super) pair: usize,
    /// Its column.
    pub(super) side: SideName,
    /// Which cell it holds; none where the pair has nothing on this side.
    pub(super) cell: Option<usize>,
    /// Its upper edge.
    pub(super) top: f32,
    /// From its upper to its lower edge.
    pub(super) height: f32,
    /// Its text, if it holds any.
    pub(super) text: Option<Arc<TextBlock>>,
    /// What stands below the text, or in the place of one that is not there.
    pub(super) remark: Option<Arc<Galley>>,
    /// What of its text is searched for.
    pub(super) found: Vec<Found>,
}

/// Everything that laying out blocks needs.
pub(super) struct Setter<'a, 'fonts> {
    /// The text engine.
    pub(super) fonts: &'a mut FontsView<'fonts>,
    /// Texts that are laid out already.
    pub(super) cells: &'a mut Cells,
    /// The document.
    pub(super) document: &'a Document,
    /// How its sides meet, or would meet.
    pub(super) alignment: &'a Alignment,
    /// What is paired.
    pub(super) pairs: &'a Pairs,
    /// Widths of the two columns.
    pub(super) widths: [f32; 2],
    /// Sizes of the text.
    pub(super) sizes: Sizes,
    /// The colours.
    pub(super) palette: &'a Palette,
}

impl LaidBlock {
    /// Brings what is marked of its texts in step with what is searched for.
    pub(super) fn look_for(&mut self, sought: Option<&Sought>, ground: (&Document, &Alignment)) {
        let serial = sought.map(Sought::serial);
        if self.looked_for == serial {
            return;
        }
        self.looked_for = serial;
        let mut places = [Vec::new(), Vec::new()];
        let sought = sought.filter(|sought| !sought.is_empty());
        if let Some(sought) = sought {
            let beads = |pair: &LaidPair| ground.1.beads.get(pair.pair.beads.range()).unwrap_or_default();
            places = sought.places(ground, self.pairs.iter().flat_map(beads));
        }
        for one in &mut self.boxes {
            let marked = one.text.as_ref().zip(sought);
            one.found = marked.map_or(Vec::new(), |(text, sought)| sought.in_text(ground.0, one.side, text, &places));
        }
    }
}

impl Setter<'_, '_> {
    /// Lays out some pairs as one block; `numbered` gives the position of each among the pairs.
    pub(super) fn block(&mut self, numbered: &[(usize, Pair)]) -> LaidBlock {
        let heading = numbered.iter().find(|(_, pair)| pair.opens_row).and_then(|(_, pair)| self.heading(pair.row));
        let start = BLOCK_GAP + if heading.is_some() { HEADING } else { 0.0 };
        let mut boxes = Vec::new();
        let mut bottom = start;
        for side in SideName::BOTH {
            let mut top = start;
            for (pair, cell) in column(numbered, side) {
                let laid = self.laid_box(numbered, pair, side, cell, top);
                top += laid.height + BOX_GAP;
                boxes.push(laid);
            }
            bottom = bottom.max(top - BOX_GAP);
        }
        let pairs = numbered.iter().map(|&(nth, pair)| {
            let own = boxes.iter().filter(|one| one.pair == nth);
            let reach = own.map(|one| (one.top, one.top + one.height)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            let (top, bottom) = reach.unwrap_or((start, bottom));
            let of = |side| boxes.iter().find(|one| one.pair == nth && one.side == side).map(|one: &LaidBox| one.top);
            let head = of(SideName::Source).or(of(SideName::Translation)).unwrap_or(top);
            LaidPair { nth, pair, top, bottom, head }
        });
        LaidBlock { height: bottom + BLOCK_GAP, heading, pairs: pairs.collect(), boxes, looked_for: None }
    }

    fn laid_box(
        &mut self,
        numbered: &[(usize, Pair)],
        pair: usize,
        side: SideName,
        cell: Option<usize>,
        top: f32,
    ) -> LaidBox {
        let (text, remark) = if let Some(cell) = cell {
            self.text(side, cell)
        } else {
            let shown = numbered.iter().find(|(nth, _)| *nth == pair).map(|(_, pair)| *pair);
            let says = absent(self.document, self.alignment, shown, side);
            (None, Some(self.remark(says, self.palette.muted)))
        };
        let inner = text.as_ref().map_or(0.0, |text| text.galley.rect.height())
            + remark.as_ref().map_or(0.0, |remark| remark.rect.height());
        let height = (inner + 2.0 * PADDING[1]).max(EMPTY_BOX);
        LaidBox { pair, side, cell, top, height, text, remark, found: Vec::new() }
    }

    /// The text of a cell, and what is said of it where it is cut.
    fn text(&mut self, side: SideName, cell: usize) -> (Option<Arc<TextBlock>>, Option<Arc<Galley>>) {
        let Some((passage, at)) = self.pairs.place(self.document, self.alignment, side, cell) else {
            return (None, None);
        };
        let key = (side, passage as u32, at.start, at.end);
        let shown = self.document.side(side).and_then(|side| side.passages.get(passage).zip(Some(side)));
        let Some((found, of)) = shown else { return (None, None) };
        let cut = cut(found.text.text(), at);
        let remark = (cut != at).then(|| {
            let rest =
                Span { start: cut.end, end: at.end }.of(found.text.text()).map_or(0, |rest| rest.chars().count());
            self.remark(&format!("… and {rest} more characters"), self.palette.muted)
        });
        if let Some(text) = self.cells.texts.get(&key) {
            return (Some(Arc::clone(text)), remark);
        }
        let style = typeset::style(found, of.language, self.sizes, self.palette);
        let width = (self.widths[side as usize] - 2.0 * PADDING[0]).max(40.0);
        let empty = self.fonts.layout_job(LayoutJob::default());
        let text = typeset::set(self.fonts, &empty, (of, passage, cut), &style, width, self.palette).map(Arc::new);
        if let Some(text) = &text {
            self.cells.texts.insert(key, Arc::clone(text));
        }
        (text, remark)
    }

    fn remark(&mut self, says: &str, color: eframe::egui::Color32) -> Arc<Galley> {
        let format = TextFormat { italics: true, ..TextFormat::simple(FontId::proportional(13.0), color) };
        let mut job = LayoutJob::single_section(says.to_owned(), format);
        job.wrap.max_width = self.widths.into_iter().fold(f32::INFINITY, f32::min) - 2.0 * PADDING[0];
        self.fonts.layout_job(job)
    }

    /// The line above a row of several pairs: ¶5 · 9 Chinese sentences, 10 English.
    fn heading(&mut self, row: usize) -> Option<Arc<Galley>> {
        let says = heading(self.document, self.alignment, row)?;
        Some(self.fonts.layout_no_wrap(says, FontId::proportional(12.0), self.palette.muted))
    }
}

/// The cells of a side from top to bottom, each with its pair. A pair that stands alone has a place on both sides.
fn column(numbered: &[(usize, Pair)], side: SideName) -> Vec<(usize, Option<usize>)> {
    if let [(nth, pair)] = numbered
        && pair.part(side).is_empty()
    {
        return vec![(*nth, None)];
    }
    let cells = numbered.iter().flat_map(|(nth, pair)| pair.part(side).range().map(move |cell| (*nth, Some(cell))));
    let mut cells: Vec<_> = cells.collect();
    cells.sort_by_key(|(_, cell)| *cell);
    cells
}

/// What of a cell is shown: all of it, or as much as anybody reads.
fn cut(text: &str, at: Span) -> Span {
    if at.len() <= LONGEST {
        return at;
    }
    let limit = at.start as usize + LONGEST;
    let end = (0..4).map(|back| limit - back).find(|&end| text.is_char_boundary(end)).unwrap_or(limit);
    Span::new(at.start as usize, end)
}

/// What stands in the place of a text that is not there.
fn absent(document: &Document, alignment: &Alignment, pair: Option<Pair>, side: SideName) -> &'static str {
    let standing = pair.map(|pair| Standing::of(alignment, &pair));
    let language = document.side(side).map(|side| side.language);
    match (standing, language) {
        (Some(Standing::LeftOut), _) => "Left out on purpose",
        (Some(Standing::Confirmed), _) => "Nothing, and that is right",
        (_, Some(Language::Chinese)) => "No Chinese for this",
        (_, Some(Language::English)) => "No English for this",
        (_, None) => "Nothing for this",
    }
}

/// The line above a row of several pairs.
fn heading(document: &Document, alignment: &Alignment, row: usize) -> Option<String> {
    let shown = alignment.rows.get(row)?;
    let beads = alignment.beads.get(shown.beads.range())?;
    let [source, translation] =
        SideName::BOTH.map(|side| beads.iter().map(|bead| bead.part(side).len()).sum::<usize>());
    let name = |side| document.side(side).map_or("", |side| language_name(side.language));
    let sentences = if source == 1 { "sentence" } else { "sentences" };
    let address = Address { row: shown.number, pair: None };
    let (first, second) = (name(SideName::Source), name(SideName::Translation));
    Some(format!("{address} · {source} {first} {sentences}, {translation} {second}"))
}

/// What people call a language.
pub(super) fn language_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "Chinese",
        Language::English => "English",
    }
}

/// About how high a block will be, from the bytes of its texts.
pub(super) fn estimate(setter: (&Document, &Alignment, &Pairs), block: usize, widths: [f32; 2], sizes: Sizes) -> f32 {
    let (document, alignment, pairs) = setter;
    let mut heights = [0.0f32; 2];
    let mut opens = false;
    for nth in pairs.block(block).range() {
        let Some(pair) = pairs.get(nth) else { continue };
        opens |= pair.opens_row && pairs.level == AlignLevel::Sentences;
        for side in SideName::BOTH {
            let Some(of) = document.side(side) else { continue };
            for cell in pair.part(side).range() {
                let length = pairs.place(document, alignment, side, cell).map_or(0, |(_, at)| at.len().min(LONGEST));
                let width = (widths[side as usize] - 2.0 * PADDING[0]).max(40.0);
                let text = sizes.text_height(length, of.language, width);
                heights[side as usize] += text + 2.0 * PADDING[1] + BOX_GAP;
            }
        }
    }
    let [source, translation] = heights;
    source.max(translation).max(EMPTY_BOX + BOX_GAP) - BOX_GAP + 2.0 * BLOCK_GAP + if opens { HEADING } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::aligner::pairs::tests::alignment;

    #[test]
    fn the_cells_of_a_knot_stand_in_the_order_of_the_text() {
        let alignment = alignment(&[&[(0..1, 1..3), (1..2, 0..1), (2..3, 3..3)]]);
        let pairs = Pairs::of(&alignment, AlignLevel::Sentences);
        let numbered: Vec<(usize, Pair)> = pairs.iter().enumerate().collect();
        let translation = SideName::Translation;
        assert_eq!(column(&numbered[..2], translation), [(1, Some(0)), (0, Some(1)), (0, Some(2))]);
        assert_eq!(column(&numbered[2..], translation), [(2, None)]);
        assert_eq!(column(&numbered, SideName::Source).len(), 3);
    }

    #[test]
    fn endless_texts_are_cut_between_characters() {
        let text = "边".repeat(4000);
        let whole = Span::new(0, text.len());
        let shown = cut(&text, whole);
        assert!(shown.of(&text).is_some() && shown.len() <= LONGEST);
        assert_eq!(cut(&text, Span::new(0, 30)), Span::new(0, 30));
    }
}
