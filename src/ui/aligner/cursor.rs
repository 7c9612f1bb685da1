//! Which pair is chosen, which box in it, and which pairs together. Data and movement only.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::pairs::Pairs;
use crate::model::SideName;

/// The chosen pair, and in it a box on each side, one of which has the hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Cursor {
    /// Position of the pair.
    pub(crate) pair: usize,
    /// The side that keys act on.
    pub(crate) side: SideName,
    /// For each side the chosen cell among the pair's, from 0.
    nth: [usize; 2],
    /// Where the choice of several pairs began, if there are several.
    anchor: Option<usize>,
}

impl Default for Cursor {
    fn default() -> Self {
        Self::at(0, SideName::Source)
    }
}

/// A movement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// To the box below or above on the same side, over the end of the pair into the next one.
    Box(i32),
    /// To the pair below or above.
    Pair(i32),
    /// To a side.
    Side(SideName),
    /// To the first pair.
    First,
    /// To the last pair.
    Last,
    /// To that pair, as when a page has been turned.
    To(usize),
    /// Choose one more pair below or above.
    Extend(i32),
}

impl Cursor {
    /// The first boxes of a pair.
    pub(crate) fn at(pair: usize, side: SideName) -> Self {
        Self { pair, side, nth: [0; 2], anchor: None }
    }

    /// The same with a cell of a side chosen, and that side in hand.
    pub(crate) fn on_cell(pairs: &Pairs, side: SideName, cell: usize) -> Option<Self> {
        let pair = pairs.owner(side, cell)?;
        let mut cursor = Self::at(pair, side);
        cursor.nth[side as usize] = cell - pairs.get(pair)?.part(side).start as usize;
        Some(cursor)
    }

    /// The chosen cell of a side; nothing where the pair has none there.
    pub(crate) fn cell(&self, pairs: &Pairs, side: SideName) -> Option<usize> {
        let part = pairs.get(self.pair)?.part(side);
        let last = part.len().checked_sub(1)?;
        Some(part.start as usize + self.nth[side as usize].min(last))
    }

    /// The chosen cell of the side in hand.
    pub(crate) fn here(&self, pairs: &Pairs) -> Option<usize> {
        self.cell(pairs, self.side)
    }

    /// Which of the pair's cells of a side is chosen, from 0.
    pub(crate) fn nth(&self, side: SideName) -> usize {
        self.nth[side as usize]
    }

    /// The chosen pairs.
    pub(crate) fn pairs(&self) -> RangeInclusive<usize> {
        let anchor = self.anchor.unwrap_or(self.pair);
        anchor.min(self.pair)..=anchor.max(self.pair)
    }

    /// Whether several pairs are chosen.
    pub(crate) fn is_wide(&self) -> bool {
        self.anchor.is_some_and(|anchor| anchor != self.pair)
    }

    /// The same with one pair chosen.
    pub(crate) fn narrow(mut self) -> Self {
        self.anchor = None;
        self
    }

    /// The same with the pairs to `pair` chosen too.
    pub(crate) fn extended_to(self, pair: usize) -> Self {
        Self { anchor: self.anchor.or(Some(self.pair)), ..Self::at(pair, self.side) }
    }

    /// Chooses another cell of the same pair without taking its side in hand.
    pub(crate) fn with_cell(mut self, pairs: &Pairs, side: SideName, cell: usize) -> Self {
        if let Some(pair) = pairs.get(self.pair)
            && pair.part(side).contains(cell)
        {
            self.nth[side as usize] = cell - pair.part(side).start as usize;
        }
        self
    }

    /// The same with a side in hand.
    pub(crate) fn with_side(mut self, side: SideName) -> Self {
        self.side = side;
        self
    }

    /// The same with the side in hand on which there is likely something to do: what a pair of one side lacks, else what
    /// it has more of, else what its neighbours have more of.
    pub(crate) fn with_hand(self, pairs: &Pairs) -> Self {
        let longer = |nth: usize| {
            let [source, translation] =
                SideName::BOTH.map(|side| pairs.get(nth).map_or(0, |pair| pair.part(side).len()));
            match source.cmp(&translation) {
                Ordering::Greater => Some(SideName::Source),
                Ordering::Less => Some(SideName::Translation),
                Ordering::Equal => None,
            }
        };
        let above = || self.pair.checked_sub(1).and_then(longer);
        let own = longer(self.pair).map(|side| match pairs.get(self.pair) {
            Some(pair) if !pair.is_paired() => side.other(),
            _ => side,
        });
        let hand = own.or_else(|| longer(self.pair + 1)).or_else(above);
        self.with_side(hand.unwrap_or(self.side))
    }

    /// Brings the cursor into the pairs there are.
    pub(crate) fn within(mut self, pairs: &Pairs) -> Self {
        let last = pairs.len().saturating_sub(1);
        self.pair = self.pair.min(last);
        self.anchor = self.anchor.map(|anchor| anchor.min(last));
        self
    }

    /// The cursor after a movement.
    pub(crate) fn step(self, pairs: &Pairs, step: Step) -> Self {
        let last = pairs.len().saturating_sub(1);
        let moved = |by: i32| self.pair.saturating_add_signed(by as isize).min(last);
        match step {
            Step::Side(side) => Self { side, ..self }.narrow(),
            Step::First => Self::at(0, self.side),
            Step::Last => Self::at(last, self.side),
            Step::To(pair) => Self::at(pair.min(last), self.side),
            Step::Pair(by) => Self::at(moved(by), self.side),
            Step::Extend(by) => self.extended_to(moved(by)),
            Step::Box(by) => self.box_step(pairs, by, last),
        }
    }

    fn box_step(self, pairs: &Pairs, by: i32, last: usize) -> Self {
        let count = |pair: usize| pairs.get(pair).map_or(0, |pair| pair.part(self.side).len());
        let here = self.nth(self.side).min(count(self.pair).saturating_sub(1));
        let wanted = here as i64 + i64::from(by.signum());
        let mut next = self.narrow();
        if (0..count(self.pair) as i64).contains(&wanted) {
            next.nth[self.side as usize] = wanted as usize;
            return next;
        }
        let pair = self.pair.saturating_add_signed(by.signum() as isize).min(last);
        if pair == self.pair {
            return next;
        }
        next = Self::at(pair, self.side);
        if by < 0 {
            next.nth[self.side as usize] = count(pair).saturating_sub(1);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::aligner::pairs::tests::alignment;
    use crate::workspace::AlignLevel;

    #[test]
    fn the_hand_comes_to_the_side_where_there_is_something_to_do() {
        let (source, translation) = (SideName::Source, SideName::Translation);
        let pairs = Pairs::of(
            &alignment(&[&[
                (0..1, 0..1),
                (1..2, 1..3),
                (2..4, 3..4),
                (4..5, 4..5),
                (5..6, 5..6),
                (6..7, 6..7),
                (7..8, 7..7),
            ]]),
            AlignLevel::Sentences,
        );
        for (pair, side, expected) in [
            (0, source, translation),
            (1, source, translation),
            (2, translation, source),
            (3, translation, source),
            (4, translation, translation),
            (5, translation, source),
            (6, source, translation),
        ] {
            assert_eq!(Cursor::at(pair, side).with_hand(&pairs).side, expected, "pair {pair}");
        }
    }

    #[test]
    fn keys_go_from_box_to_box_and_from_pair_to_pair() {
        let pairs = Pairs::of(&alignment(&[&[(0..2, 0..1), (2..2, 1..2)], &[(2..3, 2..5)]]), AlignLevel::Sentences);
        let source = SideName::Source;
        let walk = |steps: &[Step]| {
            let end = steps.iter().fold(Cursor::default(), |cursor, step| cursor.step(&pairs, *step));
            (end.pair, end.side, end.here(&pairs))
        };
        for (steps, expected) in [
            (&[Step::Box(1)][..], (0, source, Some(1))),
            (&[Step::Box(1), Step::Box(1)], (1, source, None)),
            (&[Step::Box(1), Step::Box(1), Step::Box(1)], (2, source, Some(2))),
            (&[Step::Last, Step::Box(1)], (2, source, Some(2))),
            (&[Step::Last, Step::Box(-1), Step::Box(-1)], (0, source, Some(1))),
            (&[Step::Pair(1)], (1, source, None)),
            (&[Step::Pair(9)], (2, source, Some(2))),
            (&[Step::Pair(-1)], (0, source, Some(0))),
            (&[Step::Last, Step::Side(SideName::Translation), Step::Box(1)], (2, SideName::Translation, Some(3))),
        ] {
            assert_eq!(walk(steps), expected, "{steps:?}");
        }
    }

    #[test]
    fn several_pairs_are_chosen_from_where_it_began() {
        let pairs = Pairs::of(&alignment(&[&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]]), AlignLevel::Sentences);
        let mut cursor = Cursor::at(1, SideName::Source);
        assert!(!cursor.is_wide());
        for (step, expected) in [
            (Step::Extend(1), 1..=2),
            (Step::Extend(1), 1..=2),
            (Step::Extend(-1), 1..=1),
            (Step::Extend(-1), 0..=1),
            (Step::Side(SideName::Translation), 0..=0),
        ] {
            cursor = cursor.step(&pairs, step);
            assert_eq!(cursor.pairs(), expected, "{step:?}");
        }
    }
}
