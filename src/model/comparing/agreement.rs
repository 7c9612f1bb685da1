//! How far two alignments of the same sentences agree, in the figures that reports give.

use super::super::{Alignment, Bead, SideName};

/// How many beads two alignments have, and have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Beads of ours.
    pub ours: usize,
    /// Beads of theirs.
    pub theirs: usize,
    /// Beads that both have, exactly so.
    pub same: usize,
}

impl Counts {
    /// The share of theirs that we have too: precision, where ours is what is right.
    pub fn precision(self) -> Option<f64> {
        (self.theirs > 0).then(|| self.same as f64 / self.theirs as f64)
    }

    /// The share of ours that they have too: recall, where ours is what is right.
    pub fn recall(self) -> Option<f64> {
        (self.ours > 0).then(|| self.same as f64 / self.ours as f64)
    }

    /// The harmonic mean of the two: strict F, the same whichever of the two is taken as right.
    pub fn f(self) -> Option<f64> {
        let all = self.ours + self.theirs;
        (all > 0).then(|| 2.0 * self.same as f64 / all as f64)
    }
}

/// How far two alignments agree.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Agreement {
    /// All beads.
    pub beads: Counts,
    /// Those with both sides.
    pub pairs: Counts,
    /// Cohen's kappa of what both decided between each two neighbouring sentences of a side: that a pair ends there, or
    /// that it goes on. It takes off what they would agree on by chance. Nothing where that is all there is: with no
    /// decisions, or all of one kind.
    pub kappa: Option<f64>,
}

impl Agreement {
    /// How far `ours` and `theirs` agree; nothing where their sentences are not the same.
    pub fn of(ours: &Alignment, theirs: &Alignment) -> Option<Self> {
        let held = SideName::BOTH.map(|side| vec![true; ours.segments(side).len()]);
        Self::over(ours, theirs, &held)
    }

    /// The same over the sentences that are `held` of each side: of the others one of the two says nothing.
    pub fn over(ours: &Alignment, theirs: &Alignment, held: &[Vec<bool>; 2]) -> Option<Self> {
        if ours.source != theirs.source || ours.translation != theirs.translation {
            return None;
        }
        let is_told = |bead: &Bead| {
            let told = |side: SideName| bead.part(side).range().any(|at| held[side as usize].get(at) == Some(&true));
            SideName::BOTH.into_iter().any(told)
        };
        let count = |counts: fn(&Bead) -> bool| {
            let told = |alignment: &Alignment| -> Vec<Bead> {
                alignment.beads.iter().filter(|bead| counts(bead) && is_told(bead)).copied().collect()
            };
            let (ours, theirs_told) = (told(ours), told(theirs));
            let same = ours.iter().filter(|bead| has(theirs, bead)).count();
            Counts { ours: ours.len(), theirs: theirs_told.len(), same }
        };
        Some(Self { beads: count(|_| true), pairs: count(Bead::is_paired), kappa: kappa(ours, theirs, held) })
    }
}

/// Whether an alignment has that bead.
fn has(alignment: &Alignment, bead: &Bead) -> bool {
    let side = SideName::BOTH.into_iter().find(|side| !bead.part(*side).is_empty());
    let nth = side.and_then(|side| alignment.bead_of(side, bead.part(side).start as usize));
    nth.is_some_and(|nth| super::is_same(&alignment.beads[nth], bead))
}

/// Cohen's kappa (1960) over the boundaries of both sides that stand between sentences which are held.
fn kappa(ours: &Alignment, theirs: &Alignment, held: &[Vec<bool>; 2]) -> Option<f64> {
    let ends = |alignment: &Alignment, side: SideName| {
        let mut ends = vec![false; alignment.segments(side).len()];
        for part in alignment.beads.iter().map(|bead| bead.part(side)).filter(|part| !part.is_empty()) {
            ends[part.end as usize - 1] = true;
        }
        // Where the side ends nobody decides.
        ends.pop();
        ends
    };
    let (mut both, mut one, mut other, mut all) = (0_u32, 0_u32, 0_u32, 0_u32);
    for side in SideName::BOTH {
        let decided = held[side as usize].windows(2).map(|two| two == [true, true]);
        let ends = ends(ours, side).into_iter().zip(ends(theirs, side)).zip(decided);
        for ((we, they), _) in ends.filter(|(_, decided)| *decided) {
            all += 1;
            both += u32::from(we == they);
            one += u32::from(we);
            other += u32::from(they);
        }
    }
    let share = |count: u32| f64::from(count) / f64::from(all);
    let chance = share(one) * share(other) + (1.0 - share(one)) * (1.0 - share(other));
    (all > 0 && chance < 1.0).then(|| (share(both) - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::correcting::notation::read;

    #[test]
    fn agreement_is_counted() {
        for (ours, theirs, beads, pairs, f, kappa) in [
            ("甲|a / 乙|b / 丙|c", "甲|a / 乙|b / 丙|c", (3, 3, 3), (3, 3, 3), Some(1.0), None),
            ("甲|a / 乙丙|b", "甲|a / 乙丙|b", (2, 2, 2), (2, 2, 2), Some(1.0), Some(1.0)),
            ("甲|a / 乙|b / 丙|c", "甲|a / 乙丙|bc", (3, 2, 1), (3, 2, 1), Some(0.4), Some(0.0)),
            ("甲|a / 乙| / 丙丁|b", "甲|a / 乙丙|b / 丁|", (3, 3, 1), (2, 2, 1), Some(1.0 / 3.0), Some(-1.0 / 3.0)),
            ("甲|b / 乙|a", "甲|b / 乙|a", (2, 2, 2), (2, 2, 2), Some(1.0), None),
        ] {
            let found = Agreement::of(&read(ours), &read(theirs)).expect("the sentences are the same");
            let counts = |counts: Counts| (counts.ours, counts.theirs, counts.same);
            assert_eq!((counts(found.beads), counts(found.pairs)), (beads, pairs), "{ours} and {theirs}");
            let close = |one: Option<f64>, other: Option<f64>| match (one, other) {
                (Some(one), Some(other)) => (one - other).abs() < 1e-9,
                (one, other) => one == other,
            };
            assert!(close(found.beads.f(), f) && close(found.kappa, kappa), "{ours} and {theirs}: {found:?}");
        }
        // Of the last two sentences they say nothing.
        let (ours, theirs) = (read("甲|a / 乙|b / 丙|c"), read("甲|a / 乙丙|bc"));
        let held = SideName::BOTH.map(|_| vec![true, false, false]);
        let found = Agreement::over(&ours, &theirs, &held).expect("the sentences are the same");
        assert_eq!((found.pairs, found.kappa), (Counts { ours: 1, theirs: 1, same: 1 }, None));
        let counts = Counts { ours: 4, theirs: 2, same: 1 };
        assert_eq!((counts.precision(), counts.recall()), (Some(0.5), Some(0.25)));
        assert_eq!(Agreement::of(&read("甲|a"), &read("甲乙|a")), None);
    }
}
