//! The pairs of a document at one level, as Align mode lists them: what each holds of both sides, and which cross.
//!
//! Made once for each revision. A cell is a sentence or a passage, by the level: a position among the segments or the
//! passages of its side.

use crate::model::{Address, Alignment, Bead, Document, IndexRange, SideName, Span, Status};
use crate::workspace::AlignLevel;

/// Pairs that cross each other over more pairs than this are shown one by one: nobody sees such a knot at once.
const WIDEST_KNOT: usize = 16;

/// One pair: a bead of sentences, or a row of passages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pair {
    /// Position of its row among the alignment's `rows`.
    pub(crate) row: usize,
    /// Positions of its beads among the alignment's `beads`.
    pub(crate) beads: IndexRange,
    /// Whether it is the first of a row of several.
    pub(crate) opens_row: bool,
    source: IndexRange,
    translation: IndexRange,
}

impl Pair {
    /// Its cells of `side`.
    pub(crate) fn part(&self, side: SideName) -> IndexRange {
        match side {
            SideName::Source => self.source,
            SideName::Translation => self.translation,
        }
    }

    /// Whether it has cells of both sides.
    pub(crate) fn is_paired(&self) -> bool {
        !self.source.is_empty() && !self.translation.is_empty()
    }

    /// How many cells of each side it has: `2 : 3`.
    pub(crate) fn shape(&self) -> String {
        format!("{} : {}", self.source.len(), self.translation.len())
    }
}

/// All pairs of a document at one level.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Pairs {
    /// What is paired.
    pub(crate) level: AlignLevel,
    list: Vec<Pair>,
    /// Ranges of pairs that are shown together, in order: one pair, or several that cross each other.
    blocks: Vec<IndexRange>,
    /// For each cell of a side the pair that holds it.
    owners: [Vec<u32>; 2],
}

impl Pairs {
    /// The pairs of `alignment`.
    pub(crate) fn of(alignment: &Alignment, level: AlignLevel) -> Self {
        let list = match level {
            AlignLevel::Sentences => sentences(alignment),
            AlignLevel::Paragraphs => passages(alignment),
        };
        let owners = SideName::BOTH.map(|side| owners(&list, side));
        let blocks = blocks(&list);
        Self { level, list, blocks, owners }
    }

    /// How many pairs there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The pair at a position.
    pub(crate) fn get(&self, nth: usize) -> Option<Pair> {
        self.list.get(nth).copied()
    }

    /// All pairs, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Pair> + '_ {
        self.list.iter().copied()
    }

    /// How many blocks there are.
    pub(crate) fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The pairs of a block.
    pub(crate) fn block(&self, nth: usize) -> IndexRange {
        self.blocks.get(nth).copied().unwrap_or_default()
    }

    /// The block that holds a pair; the last one for a pair that is not there.
    pub(crate) fn block_of(&self, pair: usize) -> usize {
        let nth = self.blocks.partition_point(|block| block.end as usize <= pair);
        nth.min(self.blocks.len().saturating_sub(1))
    }

    /// Whether a pair crosses another one.
    pub(crate) fn crosses(&self, pair: usize) -> bool {
        if self.block(self.block_of(pair)).len() > 1 {
            return true;
        }
        // What crosses from afar is a block of its own, and out of step with a neighbour.
        let out_of_step = |one: usize, other: usize| {
            let both = self.get(one).zip(self.get(other));
            both.is_some_and(|(one, other)| SideName::BOTH.into_iter().any(|side| !in_step(&one, &other, side)))
        };
        out_of_step(pair, pair + 1) || pair.checked_sub(1).is_some_and(|above| out_of_step(above, pair))
    }

    /// The pair that holds a cell.
    pub(crate) fn owner(&self, side: SideName, cell: usize) -> Option<usize> {
        let owner = self.owners[side as usize].get(cell).map(|&pair| pair as usize)?;
        self.get(owner).is_some_and(|pair| pair.part(side).contains(cell)).then_some(owner)
    }

    /// How many cells a side has.
    pub(crate) fn cells(&self, side: SideName) -> usize {
        self.owners[side as usize].len()
    }

    /// The pair that holds a bead.
    pub(crate) fn of_bead(&self, bead: usize) -> Option<usize> {
        let nth = self.list.partition_point(|pair| pair.beads.end as usize <= bead);
        self.get(nth).is_some_and(|pair| pair.beads.contains(bead)).then_some(nth)
    }

    /// The first pair of a row.
    pub(crate) fn first_of_row(&self, row: usize) -> Option<usize> {
        let nth = self.list.partition_point(|pair| pair.row < row);
        self.get(nth).is_some_and(|pair| pair.row == row).then_some(nth)
    }

    /// Where a cell stands: its passage, and its bytes of that passage's reading text.
    pub(crate) fn place(
        &self,
        document: &Document,
        alignment: &Alignment,
        side: SideName,
        cell: usize,
    ) -> Option<(usize, Span)> {
        match self.level {
            AlignLevel::Sentences => {
                let segment = alignment.segments(side).get(cell)?;
                Some((segment.passage as usize, segment.at))
            }
            AlignLevel::Paragraphs => {
                let passage = document.side(side)?.passages.get(cell)?;
                Some((cell, Span::new(0, passage.text.text().len())))
            }
        }
    }

    /// The text of a cell.
    pub(crate) fn text<'a>(
        &self,
        document: &'a Document,
        alignment: &Alignment,
        side: SideName,
        cell: usize,
    ) -> &'a str {
        let found = self.place(document, alignment, side, cell).and_then(|(passage, at)| {
            let passage = document.side(side)?.passages.get(passage)?;
            at.of(passage.text.text())
        });
        found.unwrap_or_default().trim_end()
    }

    /// The cell that holds byte `at` of a passage.
    pub(crate) fn cell_at(&self, alignment: &Alignment, side: SideName, passage: usize, at: usize) -> Option<usize> {
        match self.level {
            AlignLevel::Sentences => alignment.segment_at(side, passage, at),
            AlignLevel::Paragraphs => (passage < self.cells(side)).then_some(passage),
        }
    }

    /// The name of a pair.
    pub(crate) fn address(&self, alignment: &Alignment, nth: usize) -> Option<Address> {
        let pair = self.get(nth)?;
        let row = alignment.rows.get(pair.row)?;
        let is_one_of_many = self.level == AlignLevel::Sentences && row.beads.len() > 1;
        let of_row = is_one_of_many.then(|| pair.beads.start.saturating_sub(row.beads.start) + 1);
        Some(Address { row: row.number, pair: of_row })
    }
}

/// What a person said of a pair.
pub(crate) fn status(alignment: &Alignment, pair: &Pair) -> Status {
    match beads(alignment, pair) {
        [bead] => bead.status,
        _ => alignment.rows.get(pair.row).map_or(Status::Proposed, |row| alignment.row_status(row)),
    }
}

/// The beads of a pair.
pub(crate) fn beads<'a>(alignment: &'a Alignment, pair: &Pair) -> &'a [Bead] {
    alignment.beads.get(pair.beads.range()).unwrap_or_default()
}

fn sentences(alignment: &Alignment) -> Vec<Pair> {
    let mut list = Vec::with_capacity(alignment.beads.len());
    for (row, shown) in alignment.rows.iter().enumerate() {
        for nth in shown.beads.range() {
            let Some(bead) = alignment.beads.get(nth) else { continue };
            list.push(Pair {
                row,
                beads: IndexRange::new(nth, nth + 1),
                opens_row: nth == shown.beads.start as usize && shown.beads.len() > 1,
                source: bead.source,
                translation: bead.translation,
            });
        }
    }
    list
}

fn passages(alignment: &Alignment) -> Vec<Pair> {
    let rows = alignment.rows.iter().enumerate();
    rows.map(|(row, shown)| Pair {
        row,
        beads: shown.beads,
        opens_row: false,
        source: shown.source,
        translation: shown.translation,
    })
    .collect()
}

fn owners(list: &[Pair], side: SideName) -> Vec<u32> {
    let cells = list.iter().map(|pair| pair.part(side).end as usize).max().unwrap_or(0);
    let mut owners = vec![0; cells];
    for (nth, pair) in list.iter().enumerate() {
        for owner in owners.get_mut(pair.part(side).range()).unwrap_or_default() {
            *owner = nth as u32;
        }
    }
    owners
}

/// Whether what `one` has of a side stands before what `other` has.
fn in_step(one: &Pair, other: &Pair, side: SideName) -> bool {
    let (one, other) = (one.part(side), other.part(side));
    one.is_empty() || other.is_empty() || one.end <= other.start
}

/// Parts the pairs where all before stand before all after, on both sides.
fn blocks(list: &[Pair]) -> Vec<IndexRange> {
    // The first cell of each side that any later pair has.
    let mut later = vec![[u32::MAX; 2]; list.len() + 1];
    for (nth, pair) in list.iter().enumerate().rev() {
        later[nth] = SideName::BOTH.map(|side| {
            let (part, after) = (pair.part(side), later[nth + 1][side as usize]);
            if part.is_empty() { after } else { after.min(part.start) }
        });
    }
    let mut blocks = Vec::with_capacity(list.len());
    let (mut start, mut reach) = (0, [0; 2]);
    for (nth, pair) in list.iter().enumerate() {
        for side in SideName::BOTH {
            let part = pair.part(side);
            if !part.is_empty() {
                reach[side as usize] = part.end.max(reach[side as usize]);
            }
        }
        let is_end = SideName::BOTH.into_iter().all(|side| reach[side as usize] <= later[nth + 1][side as usize]);
        if !is_end {
            continue;
        }
        if nth + 1 - start > WIDEST_KNOT {
            blocks.extend((start..=nth).map(|one| IndexRange::new(one, one + 1)));
        } else {
            blocks.push(IndexRange::new(start, nth + 1));
        }
        start = nth + 1;
    }
    blocks
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Row, Segment};

    /// An alignment whose beads hold these cells, one row for every inner list, one segment a passage.
    pub(crate) fn alignment(rows: &[&[(std::ops::Range<usize>, std::ops::Range<usize>)]]) -> Alignment {
        let mut alignment = Alignment::default();
        for (nth, beads) in rows.iter().enumerate() {
            let start = alignment.beads.len();
            for (source, translation) in beads.iter().cloned() {
                alignment.beads.push(Bead::proposed(source.into(), translation.into(), 0.9));
            }
            let part = |side: SideName| {
                let parts = alignment.beads[start..].iter().map(|bead| bead.part(side));
                let parts: Vec<IndexRange> = parts.filter(|part| !part.is_empty()).collect();
                let (first, last) =
                    (parts.iter().map(|part| part.start).min(), parts.iter().map(|part| part.end).max());
                IndexRange { start: first.unwrap_or(0), end: last.unwrap_or(0) }
            };
            alignment.rows.push(Row {
                number: nth as u32 + 1,
                source: part(SideName::Source),
                translation: part(SideName::Translation),
                beads: IndexRange::new(start, alignment.beads.len()),
                confidence: 0.9,
            });
        }
        for side in SideName::BOTH {
            let cells = alignment.beads.iter().map(|bead| bead.part(side).end).max().unwrap_or(0);
            let segments = (0..cells).map(|passage| Segment { passage, at: Span::new(0, 3) }).collect();
            match side {
                SideName::Source => alignment.source = segments,
                SideName::Translation => alignment.translation = segments,
            }
        }
        alignment
    }

    #[test]
    fn pairs_that_cross_stand_together() {
        for (what, beads, expected) in [
            ("顺", &[(0..1, 0..1), (1..2, 1..3)][..], &[(0, 1), (1, 2)][..]),
            ("交叉", &[(0..1, 1..2), (1..2, 0..1), (2..3, 2..3)], &[(0, 2), (2, 3)]),
            ("隔一个", &[(0..1, 2..3), (1..2, 1..2), (2..3, 0..1)], &[(0, 3)]),
            ("缺", &[(0..1, 0..0), (1..2, 0..1), (2..2, 1..2)], &[(0, 1), (1, 2), (2, 3)]),
            ("缺在交叉中", &[(0..1, 1..2), (1..2, 0..0), (2..3, 0..1)], &[(0, 3)]),
            ("原文不顺", &[(1..2, 0..1), (0..1, 1..2)], &[(0, 2)]),
            ("空", &[], &[]),
        ] {
            let pairs = Pairs::of(&alignment(&[beads]), AlignLevel::Sentences);
            let blocks: Vec<(u32, u32)> = pairs.blocks.iter().map(|block| (block.start, block.end)).collect();
            assert_eq!(blocks, expected, "{what}");
            for side in SideName::BOTH {
                for (nth, pair) in pairs.iter().enumerate() {
                    assert!(pair.part(side).range().all(|cell| pairs.owner(side, cell) == Some(nth)), "{what}");
                }
            }
        }
    }

    #[test]
    fn a_wide_knot_is_shown_pair_by_pair_and_says_that_it_crosses() {
        let many = WIDEST_KNOT + 2;
        let beads: Vec<_> = (0..many).map(|nth| (nth..nth + 1, many - 1 - nth..many - nth)).collect();
        let pairs = Pairs::of(&alignment(&[&beads]), AlignLevel::Sentences);
        assert_eq!(pairs.block_count(), many);
        assert!((0..many).all(|pair| pairs.crosses(pair)));
        let straight = Pairs::of(&alignment(&[&[(0..1, 0..1), (1..2, 1..2)]]), AlignLevel::Sentences);
        assert!(!straight.crosses(0) && !straight.crosses(1));
    }

    #[test]
    fn addresses_count_the_pairs_of_a_row_of_several() {
        let alignment = alignment(&[&[(0..1, 0..1)], &[(1..2, 1..2), (2..3, 2..4)]]);
        let sentences = Pairs::of(&alignment, AlignLevel::Sentences);
        let names = |pairs: &Pairs| -> Vec<String> {
            (0..pairs.len()).filter_map(|nth| pairs.address(&alignment, nth)).map(|name| name.to_string()).collect()
        };
        assert_eq!(names(&sentences), ["¶1", "¶2.1", "¶2.2"]);
        assert_eq!(names(&Pairs::of(&alignment, AlignLevel::Paragraphs)), ["¶1", "¶2"]);
        assert_eq!(sentences.iter().map(|pair| pair.opens_row).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(sentences.get(2).map(|pair| pair.shape()), Some("1 : 2".to_owned()));
        assert_eq!((sentences.first_of_row(1), sentences.of_bead(2)), (Some(1), Some(2)));
    }
}
