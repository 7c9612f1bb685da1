//! The names of the rows of the index: one number says which document, and which text of it.

use std::ops::RangeInclusive;

use crate::model::{Alignment, Bead, SideName};

/// Bits of a number that are not the document's.
const OF_SLOT: u32 = 32;
/// Bits of a slot that are not its kind's.
const OF_NUMBER: u32 = 29;

/// A text of a document that has a row in the index.
///
/// Numbers have 29 bits. A document that has more sentences than that is larger than a file may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Slot {
    /// Its title.
    Title,
    /// A pair of sentences, named by the first sentence of the source that is in it, or of the translation where it
    /// has none of the source: a position in the alignment's segments.
    Pair(SideName, u32),
    /// A passage, where the alignment is not one of the texts.
    Passage(SideName, u32),
    /// A note or a draft, by its row in the table of items.
    Item(i64),
    /// A footnote, or something that is known about the document, by its number among them.
    Detail(u32),
}

impl Slot {
    /// The slot of a bead.
    pub(super) fn of_bead(bead: &Bead) -> Self {
        if bead.source.is_empty() {
            Self::Pair(SideName::Translation, bead.translation.start)
        } else {
            Self::Pair(SideName::Source, bead.source.start)
        }
    }

    /// The row of the index that has the text.
    pub(super) fn row(self, document: i64) -> i64 {
        let (kind, number) = match self {
            Self::Title => (0, 0),
            Self::Pair(SideName::Source, number) => (1, i64::from(number)),
            Self::Pair(SideName::Translation, number) => (2, i64::from(number)),
            Self::Passage(SideName::Source, number) => (3, i64::from(number)),
            Self::Passage(SideName::Translation, number) => (4, i64::from(number)),
            Self::Item(id) => (5, id),
            Self::Detail(number) => (6, i64::from(number)),
        };
        document << OF_SLOT | kind << OF_NUMBER | number & ((1 << OF_NUMBER) - 1)
    }

    /// The text that a row of the index has; nothing for a row that no text of this program has.
    pub(super) fn of_row(row: i64) -> Option<Self> {
        let number = row & ((1 << OF_NUMBER) - 1);
        Some(match row >> OF_NUMBER & ((1 << (OF_SLOT - OF_NUMBER)) - 1) {
            0 => Self::Title,
            1 => Self::Pair(SideName::Source, number as u32),
            2 => Self::Pair(SideName::Translation, number as u32),
            3 => Self::Passage(SideName::Source, number as u32),
            4 => Self::Passage(SideName::Translation, number as u32),
            5 => Self::Item(number),
            6 => Self::Detail(number as u32),
            _ => return None,
        })
    }
}

/// The document that a row of the index belongs to.
pub(super) fn document_of(row: i64) -> i64 {
    row >> OF_SLOT
}

/// All rows of a document.
pub(super) fn rows_of(document: i64) -> RangeInclusive<i64> {
    document << OF_SLOT..=(document << OF_SLOT) + ((1 << OF_SLOT) - 1)
}

/// The rows that hold the reading texts of a document, as pairs or as passages.
pub(super) fn text_rows_of(document: i64) -> RangeInclusive<i64> {
    Slot::Pair(SideName::Source, 0).row(document)..=Slot::Item(0).row(document) - 1
}

/// The rows that hold the passages of a document whose alignment is not one of its texts.
pub(super) fn passage_rows_of(document: i64) -> RangeInclusive<i64> {
    Slot::Passage(SideName::Source, 0).row(document)..=Slot::Item(0).row(document) - 1
}

/// The rows that hold the footnotes of a document, and what is known about it.
pub(super) fn detail_rows_of(document: i64) -> RangeInclusive<i64> {
    Slot::Detail(0).row(document)..=Slot::Detail(u32::MAX).row(document)
}

/// The beads of an alignment by slot, in the order of slots.
pub(super) fn beads_by_slot(alignment: &Alignment) -> Vec<(Slot, &Bead)> {
    let mut beads: Vec<(Slot, &Bead)> = alignment.beads.iter().map(|bead| (Slot::of_bead(bead), bead)).collect();
    beads.sort_unstable_by_key(|(slot, _)| *slot);
    beads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_have_rows_of_their_own_in_their_order() {
        use SideName::{Source, Translation};
        let last = (1 << OF_NUMBER) - 1;
        let slots = [
            Slot::Title,
            Slot::Pair(Source, 0),
            Slot::Pair(Source, last),
            Slot::Pair(Translation, 0),
            Slot::Pair(Translation, 7),
            Slot::Passage(Source, 0),
            Slot::Passage(Translation, last),
            Slot::Item(1),
            Slot::Item(i64::from(last)),
            Slot::Detail(0),
            Slot::Detail(last),
        ];
        for document in [1, 2, 1 << 30] {
            let rows = slots.map(|slot| slot.row(document));
            assert!(rows.is_sorted_by(|one, next| one < next), "{rows:?}");
            for (slot, row) in slots.iter().zip(rows) {
                assert_eq!(Slot::of_row(row), Some(*slot));
                assert_eq!(document_of(row), document);
                assert!(rows_of(document).contains(&row));
                let is_text = matches!(slot, Slot::Pair(..) | Slot::Passage(..));
                assert_eq!(text_rows_of(document).contains(&row), is_text, "{slot:?}");
                assert_eq!(passage_rows_of(document).contains(&row), matches!(slot, Slot::Passage(..)), "{slot:?}");
                assert_eq!(detail_rows_of(document).contains(&row), matches!(slot, Slot::Detail(_)), "{slot:?}");
            }
            assert!(!rows_of(document + 1).contains(&rows[10]) && !rows_of(document).contains(&(rows[0] - 1)));
        }
        assert_eq!(Slot::of_row(7 << OF_NUMBER), None);
    }
}
