//! How sure the aligner is of pairs, taken over from one alignment to another that has the same pairs. It is the aligner's
//! figure and nobody's decision: what stands beside what, and what a person said of it, stays as it is.

use std::collections::BTreeMap;

use super::is_same;
use crate::model::{Alignment, Bead, IndexRange, RunnerUp, SideName, Status, row_confidence};

impl Alignment {
    /// The same pairs, as sure as `other` is of those that both have and that nobody settled, with what would stand in
    /// their place if they were wrong. Nothing where that changes nothing, or the sentences are not the same.
    pub fn weighed_as(&self, other: &Self) -> Option<Self> {
        if self.source != other.source || self.translation != other.translation {
            return None;
        }
        let found: Vec<Option<&Bead>> = self.beads.iter().map(|bead| weighed(bead, other)).collect();
        let mut weighed = self.clone();
        for (bead, found) in weighed.beads.iter_mut().zip(&found) {
            bead.confidence = found.map_or(bead.confidence, |found| found.confidence);
        }
        weighed.runners_up = runners_up(self, other, &found);
        for (nth, row) in weighed.rows.iter_mut().enumerate() {
            let range = row.beads.range();
            let (own, was) = (weighed.beads.get(range.clone()), self.beads.get(range));
            if own != was {
                row.confidence = row_confidence(own.unwrap_or_default(), self.rows[nth].pairing());
            }
        }
        (weighed != *self).then_some(weighed)
    }

    /// Whether `other` differs in nothing but how sure it is of its pairs.
    pub fn differs_in_weights_alone(&self, other: &Self) -> bool {
        let statuses = |alignment: &Self| alignment.beads.iter().map(|bead| bead.status).collect::<Vec<_>>();
        self.stands_as(other) && statuses(self) == statuses(other)
    }
}

/// The same bead in `other`, where neither was settled.
fn weighed<'a>(bead: &Bead, other: &'a Alignment) -> Option<&'a Bead> {
    let side = SideName::BOTH.into_iter().find(|side| !bead.part(*side).is_empty())?;
    let found = other.beads.get(other.bead_of(side, bead.part(side).start as usize)?)?;
    let is_open = |bead: &Bead| bead.status == Status::Proposed;
    (is_same(bead, found) && is_open(bead) && is_open(found)).then_some(found)
}

/// What would stand in the place of beads: for each that was `found`, what the other has; for the rest, what there was.
fn runners_up(ours: &Alignment, other: &Alignment, found: &[Option<&Bead>]) -> Vec<RunnerUp> {
    let name = |bead: &Bead| (bead.source, bead.translation);
    let key = |(source, translation): (IndexRange, IndexRange)| {
        [source.start, source.end, translation.start, translation.end]
    };
    let mut all: BTreeMap<[u32; 4], RunnerUp> = ours.runners_up.iter().map(|one| (key(one.instead_of), *one)).collect();
    for (bead, found) in ours.beads.iter().zip(found) {
        let Some(found) = found else { continue };
        all.remove(&key(name(bead)));
        if let Some(one) = other.runner_up(found) {
            all.insert(key(name(bead)), RunnerUp { instead_of: name(bead), ..*one });
        }
    }
    let mut all: Vec<RunnerUp> = all.into_values().collect();
    all.sort_by_key(|one| (one.instead_of.0.start, one.instead_of.1.start));
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::comparing::tests::any_beads;
    use crate::model::correcting::notation::{check, document, read, write};

    #[test]
    fn what_both_have_is_as_sure_as_the_other_says_and_nothing_else_changes() {
        let mut ours = read("甲|a / 乙|b! / 丙|c ¶ 丁| / |d");
        let mut other = read("甲|a / 乙|b / 丙| / |c ¶ 丁| / |d");
        for bead in &mut ours.beads {
            bead.confidence = 0.001;
        }
        for bead in &mut other.beads {
            bead.confidence = 0.9;
        }
        let instead = |alignment: &Alignment, nth: usize, confidence| RunnerUp {
            instead_of: (alignment.beads[nth].source, alignment.beads[nth].translation),
            source: IndexRange::new(0, 1),
            translation: IndexRange::new(0, 2),
            confidence,
        };
        ours.runners_up = vec![instead(&ours, 0, 0.3), instead(&ours, 2, 0.3)];
        other.runners_up = vec![instead(&other, 0, 0.1)];
        let weighed = ours.weighed_as(&other).expect("it is surer");
        let confidences: Vec<f32> = weighed.beads.iter().map(|bead| bead.confidence).collect();
        assert_eq!(confidences, [0.9, 0.001, 0.001, 0.9, 0.9], "{}", write(&weighed));
        let runners_up: Vec<f32> = weighed.runners_up.iter().map(|one| one.confidence).collect();
        assert_eq!(runners_up, [0.1, 0.3]);
        assert!(weighed.rows[0].confidence > ours.rows[0].confidence);
        assert!(weighed.differs_in_weights_alone(&ours) && !ours.differs_in_weights_alone(&other));
        assert_eq!(weighed.weighed_as(&other), None, "once is enough");
        assert_eq!(ours.weighed_as(&read("甲乙|a")), None);
    }

    proptest! {
        #[test]
        fn weighing_moves_nothing(ours in any_beads(8, 9), other in any_beads(8, 9), sure in 0.1..0.9_f32) {
            let (ours, mut other) = (read(&ours), read(&other));
            for bead in &mut other.beads {
                bead.confidence = sure;
            }
            let weighed = ours.weighed_as(&other).unwrap_or_else(|| ours.clone());
            check(&document(&ours), &weighed);
            prop_assert!(weighed.differs_in_weights_alone(&ours));
            for (bead, was) in weighed.beads.iter().zip(&ours.beads) {
                let both_have = other.beads.iter().any(|other| is_same(other, bead));
                let expected = if both_have { sure } else { was.confidence };
                prop_assert!((bead.confidence - expected).abs() < f32::EPSILON);
            }
        }
    }
}
