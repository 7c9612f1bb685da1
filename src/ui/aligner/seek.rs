//! Going through the work: which pairs a person looks for, the next one of them, and how many there are.

use super::noted;
use super::pairs::{Pair, Pairs};
use super::standing::Standing;
use crate::model::{Alignment, Document, SideName};
use crate::workspace::{AlignLevel, NotePlaces, Strays, Wanted};

/// What the search looks at.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// The document.
    pub(crate) document: &'a Document,
    /// How its sides meet.
    pub(crate) alignment: &'a Alignment,
    /// Its pairs.
    pub(crate) pairs: &'a Pairs,
    /// Where its notes stand.
    pub(crate) notes: &'a NotePlaces,
    /// Where a number or a name went astray, if that is known.
    pub(crate) strays: Option<&'a Strays>,
}

impl Ground<'_> {
    /// Whether a pair is one of those `wanted`.
    pub(crate) fn is_wanted(&self, nth: usize, wanted: Wanted) -> bool {
        let Some(pair) = self.pairs.get(nth) else { return false };
        let standing = Standing::of(self.alignment, &pair);
        match wanted {
            Wanted::ToReview => standing.wants_a_look(),
            Wanted::Unsure => standing.is_unsure(),
            Wanted::Unconfirmed => !standing.is_settled(),
            Wanted::NotOneToOne => SideName::BOTH.into_iter().any(|side| pair.part(side).len() != 1),
            Wanted::Unpaired => !pair.is_paired() && standing != Standing::LeftOut,
            Wanted::Strays => !standing.is_settled() && self.has_stray(&pair),
            Wanted::Noted => self.has_note(&pair),
        }
    }

    /// The next pair of those `wanted` after `from`, or before it; round the end where there is none.
    pub(crate) fn next(&self, from: usize, wanted: Wanted, forward: bool) -> Option<usize> {
        let many = self.pairs.len();
        let nth = |step: usize| if forward { (from + step) % many } else { (from + many - step) % many };
        (1..=many).map(nth).find(|&nth| self.is_wanted(nth, wanted))
    }

    fn has_stray(&self, pair: &Pair) -> bool {
        let beads = self.alignment.beads.get(pair.beads.range()).unwrap_or_default();
        self.strays.is_some_and(|strays| beads.iter().any(|bead| strays.are_in(bead)))
    }

    fn has_note(&self, pair: &Pair) -> bool {
        SideName::BOTH.into_iter().any(|side| {
            pair.part(side).range().any(|cell| {
                let place = self.pairs.place(self.document, self.alignment, side, cell);
                place.is_some_and(|(passage, at)| noted::on(self.notes, side, passage, at).next().is_some())
            })
        })
    }
}

/// How many pairs there are of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    /// All of them, those of one side too.
    pub(crate) pairs: usize,
    /// Those that a person confirmed.
    pub(crate) confirmed: usize,
    /// Those that a person left out on purpose: as settled as the others, but nothing that was translated.
    pub(crate) left_out: usize,
    /// Those that somebody should look at.
    pub(crate) to_review: usize,
    /// Whether they are pairs of sentences or rows of paragraphs.
    pub(crate) level: AlignLevel,
}

impl Tally {
    /// Counts the pairs of an alignment.
    pub(crate) fn of(alignment: &Alignment, pairs: &Pairs) -> Self {
        let mut tally = Self { level: pairs.level, ..Self::default() };
        for pair in pairs.iter() {
            let standing = Standing::of(alignment, &pair);
            tally.pairs += 1;
            tally.confirmed += usize::from(standing == Standing::Confirmed);
            tally.left_out += usize::from(standing == Standing::LeftOut);
            tally.to_review += usize::from(standing.wants_a_look());
        }
        tally
    }

    /// The share of the pairs that is settled, in whole percent; all only where all are.
    pub(crate) fn percent(&self) -> usize {
        ((self.confirmed + self.left_out) * 100).checked_div(self.pairs).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{DocumentKind, Side, SourceText, Status};
    use crate::text::Language;
    use crate::ui::aligner::pairs::tests::alignment;

    fn nothing() -> Document {
        let source = Arc::new(SourceText::new("", ""));
        Document::new(DocumentKind::Plain, "对照", Side::empty(Language::Chinese, source), None)
    }

    #[test]
    fn each_kind_is_found_and_the_search_goes_round() {
        let mut alignment = alignment(&[&[(0..1, 0..1), (1..2, 1..3), (2..3, 3..3), (3..4, 3..4), (4..5, 4..5)]]);
        alignment.beads[0].status = Status::Confirmed;
        alignment.beads[3].confidence = 0.1;
        alignment.beads[4].status = Status::Review;
        let pairs = Pairs::of(&alignment, AlignLevel::Sentences);
        let strays = Strays { side: SideName::Source, sentences: vec![0, 1, 3] };
        let (document, notes) = (nothing(), NotePlaces::default());
        let ground =
            Ground { document: &document, alignment: &alignment, pairs: &pairs, notes: &notes, strays: Some(&strays) };
        for (wanted, found) in [
            (Wanted::ToReview, &[2, 3, 4][..]),
            (Wanted::Unsure, &[3]),
            (Wanted::Unconfirmed, &[1, 2, 3, 4]),
            (Wanted::NotOneToOne, &[1, 2]),
            (Wanted::Unpaired, &[2]),
            (Wanted::Strays, &[1, 3]),
            (Wanted::Noted, &[]),
        ] {
            let all: Vec<usize> = (0..pairs.len()).filter(|&nth| ground.is_wanted(nth, wanted)).collect();
            assert_eq!(all, found, "{wanted:?}");
            assert_eq!(ground.next(4, wanted, true), found.first().copied(), "{wanted:?} round the end");
            assert_eq!(ground.next(0, wanted, false), found.last().copied(), "{wanted:?} round the start");
        }
        let expected = Tally { pairs: 5, confirmed: 1, to_review: 3, ..Tally::default() };
        assert_eq!((Tally::of(&alignment, &pairs), expected.percent()), (expected, 20));
        alignment.beads[2].status = Status::LeftOut;
        let expected = Tally { pairs: 5, confirmed: 1, left_out: 1, to_review: 2, ..Tally::default() };
        assert_eq!((Tally::of(&alignment, &pairs), expected.percent()), (expected, 40));
    }
}
