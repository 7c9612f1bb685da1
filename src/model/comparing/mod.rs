//! Two alignments of the same texts beside each other: where they differ, and how far they agree.
//!
//! Differences are told in hunks: as few beads of both as hold a difference and deal with the same sentences. So each can
//! be taken or left by itself, whatever becomes of the others.

mod agreement;
mod by_text;
mod parts;
mod weighing;

use std::ops::Range;

pub use agreement::{Agreement, Counts};
pub use by_text::{BeadPositions, BeadText, Theirs, from_positions, from_texts};

use super::regroup::{self, Listed};
use super::{Alignment, Bead, IndexRange, Row, RunnerUp, SideName, Status};

/// What differs in a hunk.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum HunkKind {
    /// What stands beside what.
    Pairs,
    /// What was said of pairs that both have. Both lists are the same pairs, in the same order.
    Statuses,
}

/// A stretch where two alignments differ.
#[derive(Clone, PartialEq, Debug)]
pub struct Hunk {
    /// What differs.
    pub kind: HunkKind,
    /// What one has there.
    pub ours: Vec<Bead>,
    /// What the other has.
    pub theirs: Vec<Bead>,
    /// What would stand in the place of theirs, where that is known.
    pub runners_up: Vec<RunnerUp>,
}

/// What became of a hunk.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum HunkState {
    /// The alignment still has what it had: it can be taken or left.
    Open,
    /// It has what the other one has.
    Taken,
    /// A person said that it is to stay as it is.
    Left,
    /// It has something else by now: the hunk says nothing any more.
    Outdated,
}

impl Hunk {
    /// The sentences of `side` that it is about: the first and the last of them, and what stands between.
    pub fn part(&self, side: SideName) -> IndexRange {
        let parts = self.ours.iter().map(|bead| bead.part(side)).filter(|part| !part.is_empty());
        let hull = |one: IndexRange, other: IndexRange| IndexRange {
            start: one.start.min(other.start),
            end: one.end.max(other.end),
        };
        parts.reduce(hull).unwrap_or_default()
    }

    /// Whether `alignment` still has what one had, or has what the other one has; nothing where it has neither.
    pub fn state(&self, alignment: &Alignment) -> HunkState {
        if self.kind == HunkKind::Statuses {
            return self.state_of_statuses(alignment);
        }
        if Self::stands(alignment, &self.ours).is_some() {
            HunkState::Open
        } else if Self::stands(alignment, &self.theirs).is_some() {
            HunkState::Taken
        } else {
            HunkState::Outdated
        }
    }

    fn state_of_statuses(&self, alignment: &Alignment) -> HunkState {
        let Some(places) = Self::stands(alignment, &self.ours) else { return HunkState::Outdated };
        let is_said = |beads: &[Bead]| {
            places
                .iter()
                .zip(beads)
                .all(|(nth, bead)| alignment.beads.get(*nth).map(|is| is.status) == Some(bead.status))
        };
        match (is_said(&self.theirs), is_said(&self.ours)) {
            (true, _) => HunkState::Taken,
            (false, true) => HunkState::Open,
            (false, false) => HunkState::Outdated,
        }
    }

    /// The alignment with the hunk taken: theirs in the place of ours. Nothing where ours is no longer there.
    pub fn take(&self, alignment: &Alignment) -> Option<Alignment> {
        Self::take_all(&[self], alignment)
    }

    /// The alignment with hunks of one comparison taken, in the order of the source. Nothing where there is none, or ours
    /// is no longer there.
    pub fn take_all(hunks: &[&Self], alignment: &Alignment) -> Option<Alignment> {
        hunks.first()?;
        let (pairs, statuses): (Vec<&Self>, Vec<&Self>) = hunks.iter().partition(|hunk| hunk.kind == HunkKind::Pairs);
        let mut taken = if pairs.is_empty() { alignment.clone() } else { Self::take_pairs(&pairs, alignment)? };
        for hunk in statuses {
            for (nth, bead) in Self::stands(&taken, &hunk.ours)?.into_iter().zip(&hunk.theirs) {
                taken.beads.get_mut(nth)?.status = bead.status;
            }
        }
        Some(taken)
    }

    fn take_pairs(hunks: &[&Self], alignment: &Alignment) -> Option<Alignment> {
        // Which hunk takes the place of each bead, and of which it takes the first.
        let mut goes: Vec<bool> = vec![false; alignment.beads.len()];
        let mut comes: Vec<Option<&Self>> = vec![None; alignment.beads.len()];
        for hunk in hunks {
            let places = Self::stands(alignment, &hunk.ours)?;
            comes[*places.iter().min()?] = Some(*hunk);
            for place in places {
                goes[place] = true;
            }
        }
        let mut list: Vec<Listed> = Vec::with_capacity(alignment.beads.len());
        for (nth, bead) in alignment.beads.iter().enumerate() {
            let theirs = comes[nth].map_or(&[][..], |hunk| &hunk.theirs);
            list.extend(theirs.iter().map(|bead| Listed { bead: *bead, was: None }));
            if !goes[nth] {
                list.push(Listed { bead: *bead, was: Some(nth) });
            }
        }
        let mut taken = regroup::with_beads(alignment, list, &[]);
        taken.runners_up.extend(hunks.iter().flat_map(|hunk| hunk.runners_up.iter().copied()));
        taken.runners_up.sort_by_key(|one| (one.instead_of.0.start, one.instead_of.1.start));
        taken.runners_up.dedup_by_key(|one| one.instead_of);
        Some(taken)
    }

    /// Where ours stand in `alignment`, by their positions; nothing where one of them is not there any more.
    pub fn places(&self, alignment: &Alignment) -> Option<Vec<usize>> {
        Self::stands(alignment, &self.ours)
    }

    /// Where these beads stand; nothing where one of them is not there.
    fn stands(alignment: &Alignment, beads: &[Bead]) -> Option<Vec<usize>> {
        let find = |bead: &Bead| {
            let side = SideName::BOTH.into_iter().find(|side| !bead.part(*side).is_empty())?;
            let nth = alignment.bead_of(side, bead.part(side).start as usize)?;
            is_same(alignment.beads.get(nth)?, bead).then_some(nth)
        };
        beads.iter().map(find).collect()
    }
}

/// Where two alignments of the same sentences differ, in the order of the source. Nothing where the sentences are not
/// the same: then there is no comparing them ([`from_texts`] makes them the same).
pub fn differences(ours: &Alignment, theirs: &Alignment) -> Option<Vec<Hunk>> {
    if ours.source != theirs.source || ours.translation != theirs.translation {
        return None;
    }
    let blocks = blocks(&ours.beads, &theirs.beads).into_iter();
    let parts = blocks.flat_map(|(one, other)| parts::parts(&ours.beads[one], &theirs.beads[other]));
    let hunk = |[ours, others]: [Vec<Bead>; 2]| Hunk {
        kind: HunkKind::Pairs,
        ours,
        runners_up: others.iter().filter_map(|bead| theirs.runner_up(bead).copied()).collect(),
        theirs: others,
    };
    Some(parts.map(hunk).collect())
}

impl Theirs {
    /// Where they differ from `ours`, in its order: in what stands beside what, and where they settled what both have
    /// otherwise. Who takes a pair vouches for it: it is corrected at least. Nothing where the sentences are not the
    /// same.
    pub fn differences(&self, ours: &Alignment) -> Option<Vec<Hunk>> {
        let mut hunks = differences(ours, &self.alignment)?;
        for bead in hunks.iter_mut().flat_map(|hunk| &mut hunk.theirs) {
            if bead.status == Status::Proposed && self.tells_of(bead) {
                (bead.status, bead.confidence) = (Status::Corrected, 1.0);
            }
        }
        hunks.extend(self.statuses(ours));
        let place = |hunk: &Hunk| {
            let first = hunk.ours.first();
            first.and_then(|bead| Hunk::stands(ours, &[*bead])).and_then(|places| places.first().copied())
        };
        hunks.sort_by_cached_key(place);
        Some(hunks)
    }

    /// How far they agree with `ours`, on what they speak of. Where they pair paragraphs, pairs are those; nobody
    /// decided then where pairs of sentences end. Nothing where the sentences are not the same.
    pub fn agreement(&self, ours: &Alignment) -> Option<Agreement> {
        let Some(paragraphs) = &self.paragraphs else { return Agreement::over(ours, &self.alignment, &self.held) };
        let whole = |row: &Row| {
            let beads = ours.beads.get(row.beads.range()).unwrap_or_default().iter();
            let hull = |side: SideName| {
                let parts = beads.clone().map(|bead| bead.part(side)).filter(|part| !part.is_empty());
                parts.reduce(|one, other| IndexRange { start: one.start.min(other.start), end: one.end.max(other.end) })
            };
            let [source, translation] = SideName::BOTH.map(|side| hull(side).unwrap_or_default());
            Bead::proposed(source, translation, row.confidence)
        };
        let rows: Vec<Bead> = ours.rows.iter().map(whole).filter(|row| self.tells_of(row)).collect();
        let count = |counts: fn(&Bead) -> bool| {
            let theirs: Vec<&Bead> = paragraphs.iter().filter(|bead| counts(bead)).collect();
            let same = theirs.iter().filter(|bead| rows.iter().any(|row| is_same(row, bead))).count();
            Counts { ours: rows.iter().filter(|row| counts(row)).count(), theirs: theirs.len(), same }
        };
        Some(Agreement { beads: count(|_| true), pairs: count(Bead::is_paired), kappa: None })
    }

    /// Whether they say something of what a bead holds.
    fn tells_of(&self, bead: &Bead) -> bool {
        let told = |side: SideName| bead.part(side).range().any(|at| self.held[side as usize].get(at) == Some(&true));
        SideName::BOTH.into_iter().any(told)
    }

    /// Where they settled pairs otherwise that both have: a hunk for what follows each other in a row with the same word.
    fn statuses(&self, ours: &Alignment) -> Vec<Hunk> {
        let told = |bead: &Bead| {
            let nth = *Hunk::stands(&self.alignment, &[*bead])?.first()?;
            let status = self.alignment.beads.get(nth)?.status;
            let is_word = matches!(status, Status::Confirmed | Status::Review | Status::LeftOut);
            (is_word && status != bead.status && self.tells_of(bead)).then_some(status)
        };
        let mut hunks = Vec::new();
        for row in &ours.rows {
            let beads = ours.beads.get(row.beads.range()).unwrap_or_default();
            let said: Vec<(Bead, Option<Status>)> = beads.iter().map(|bead| (*bead, told(bead))).collect();
            for run in said.chunk_by(|one, next| one.1 == next.1) {
                let Some((_, Some(status))) = run.first() else { continue };
                let ours: Vec<Bead> = run.iter().map(|(bead, _)| *bead).collect();
                let theirs = ours.iter().map(|bead| Bead { status: *status, ..*bead }).collect();
                hunks.push(Hunk { kind: HunkKind::Statuses, ours, theirs, runners_up: Vec::new() });
            }
        }
        hunks
    }
}

/// Whether two beads hold the same, whatever was said of them.
pub(super) fn is_same(one: &Bead, other: &Bead) -> bool {
    SideName::BOTH.into_iter().all(|side| {
        let (one, other) = (one.part(side), other.part(side));
        one == other || one.is_empty() && other.is_empty()
    })
}

/// The stretches of two lists of beads that hold the same sentences, as short as they can be.
fn blocks(ours: &[Bead], theirs: &[Bead]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut blocks = Vec::new();
    let (mut one, mut other) = (0, 0);
    let (mut from, mut sums) = ((0, 0), [Held::default(); 2]);
    while one < ours.len() || other < theirs.len() {
        // Whoever has dealt with fewer sentences goes on.
        let ours_next = one < ours.len() && (other == theirs.len() || sums[0].count <= sums[1].count);
        if ours_next {
            sums[0].add(&ours[one]);
            one += 1;
        } else {
            sums[1].add(&theirs[other]);
            other += 1;
        }
        if sums[0] == sums[1] {
            blocks.push((from.0..one, from.1..other));
            from = (one, other);
        }
    }
    blocks
}

/// Which sentences have been dealt with: how many, and a sum that no other set of them is likely to have.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Held {
    count: usize,
    sum: u128,
}

impl Held {
    fn add(&mut self, bead: &Bead) {
        for side in SideName::BOTH {
            for nth in bead.part(side).range() {
                self.count += 1;
                self.sum = self.sum.wrapping_add(scattered((nth as u64) << 1 | side as u64));
            }
        }
    }
}

/// A number for a number that looks like none: the finaliser of SplitMix64 (Steele, Lea and Flood 2014), twice.
fn scattered(number: u64) -> u128 {
    let scatter = |seed: u64| {
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let low = scatter(number);
    u128::from(scatter(low ^ number)) << 64 | u128::from(low)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::correcting::notation::{check, document, read, write};

    fn hunks(ours: &str, theirs: &str) -> Vec<String> {
        let found = differences(&read(ours), &read(theirs)).expect("the sentences are the same");
        let beads = |beads: &[Bead], of: &str| {
            let alignment = Alignment { beads: beads.to_vec(), ..read(of) };
            let rows = vec![crate::model::Row { beads: IndexRange::new(0, beads.len()), ..alignment.rows[0] }];
            write(&Alignment { rows, ..alignment })
        };
        found.iter().map(|hunk| format!("{} → {}", beads(&hunk.ours, ours), beads(&hunk.theirs, theirs))).collect()
    }

    #[test]
    fn each_difference_is_told_by_itself() {
        for (ours, theirs, expected) in [
            ("甲|a / 乙|b", "甲|a! / 乙|b?", &[][..]),
            ("甲| / |a / 乙|b", "|a / 甲| / 乙|b", &[]),
            ("甲|a / 乙|b / 丙|c / 丁|d", "甲乙|ab / 丙|c / 丁| / |d", &["甲|a / 乙|b → 甲乙|ab", "丁|d → 丁| / |d"]),
            ("甲|a / 乙|b / 丙|", "甲| / 乙|a / 丙|b", &["甲|a / 乙|b / 丙| → 甲| / 乙|a / 丙|b"]),
            // What crosses in both is no difference, and holds nothing else up.
            ("甲|c / 乙|a / 丙|b", "甲|c / 乙|ab / 丙|", &["乙|a / 丙|b → 乙|ab / 丙|"]),
            // Nor does what has no partner in either, in whatever order it stands.
            ("|a / 甲| / 乙|b / 丙|c", "甲| / |a / 乙|bc / 丙|", &["乙|b / 丙|c → 乙|bc / 丙|"]),
            // A run that is shifted has no place where both have dealt with the same.
            (
                "甲|a / 乙|b / 丙|c / 丁|",
                "甲| / 乙|a / 丙|b / 丁|c",
                &["甲|a / 乙|b / 丙|c / 丁| → 甲| / 乙|a / 丙|b / 丁|c"],
            ),
            ("甲|c / 乙|a / 丙|b", "甲| / 乙|a / 丙|b / |c", &["甲|c → 甲| / |c"]),
        ] {
            assert_eq!(hunks(ours, theirs), expected, "{ours} and {theirs}");
        }
        assert_eq!(differences(&read("甲|a"), &read("甲乙|a")), None);
    }

    /// An alignment of so many sentences, as pairs of counts; what does not fit is left out, what is left stands alone.
    pub(in super::super) fn any_beads(source: usize, translation: usize) -> impl Strategy<Value = String> {
        prop::collection::vec((0..3_usize, 0..3_usize), 1..12).prop_map(move |sizes| {
            let mut chinese = "甲乙丙丁戊己庚辛壬癸".chars().take(source).peekable();
            let mut english = ('a'..='z').take(translation).peekable();
            let mut beads = Vec::new();
            for (a, b) in sizes.into_iter().chain([(source, 0), (0, translation)]) {
                let (one, other): (String, String) =
                    (chinese.by_ref().take(a).collect(), english.by_ref().take(b).collect());
                if !one.is_empty() || !other.is_empty() {
                    beads.push(format!("{one}|{other}"));
                }
            }
            beads.join(" / ")
        })
    }

    proptest! {
        #[test]
        fn with_every_hunk_taken_it_is_the_other(ours in any_beads(8, 9), theirs in any_beads(8, 9), order in any::<bool>()) {
            let (ours, theirs) = (read(&ours), read(&theirs));
            let mut hunks = differences(&ours, &theirs).expect("the sentences are the same");
            if order {
                hunks.reverse();
            }
            let mut now = ours.clone();
            for (nth, hunk) in hunks.iter().enumerate() {
                prop_assert_eq!(hunk.state(&now), HunkState::Open);
                now = hunk.take(&now).expect("it is open");
                check(&document(&now), &now);
                prop_assert_eq!(hunk.state(&now), HunkState::Taken);
                for other in &hunks[nth + 1..] {
                    prop_assert_eq!(other.state(&now), HunkState::Open, "one hunk leaves the others alone");
                }
            }
            prop_assert_eq!(differences(&now, &theirs), Some(Vec::new()));
            for hunk in differences(&now, &ours).expect("the sentences are the same") {
                now = hunk.take(&now).expect("it is open");
            }
            prop_assert_eq!(differences(&now, &ours), Some(Vec::new()));
        }
    }

    proptest! {
        #[test]
        fn any_mix_of_taking_and_leaving_covers_both_sides_once(
            ours in any_beads(8, 9),
            theirs in any_beads(8, 9),
            taken in prop::collection::vec(any::<bool>(), 17),
        ) {
            let (ours, theirs) = (read(&ours), read(&theirs));
            let hunks = differences(&ours, &theirs).expect("the sentences are the same");
            let chosen: Vec<&Hunk> = hunks.iter().zip(taken).filter(|(_, taken)| *taken).map(|(hunk, _)| hunk).collect();
            let mixed = Hunk::take_all(&chosen, &ours).unwrap_or_else(|| ours.clone());
            check(&document(&mixed), &mixed);
            prop_assert!(mixed.crossings.beads.positions().next().is_none(), "nothing crosses: {}", write(&mixed));
            let mut one_by_one = ours.clone();
            for hunk in chosen.iter().rev() {
                one_by_one = hunk.take(&one_by_one).expect("it is open");
            }
            prop_assert!(one_by_one.beads.len() == mixed.beads.len() && differences(&one_by_one, &mixed) == Some(Vec::new()));
            for hunk in &hunks {
                let is_taken = chosen.iter().any(|one| std::ptr::eq(*one, hunk));
                let expected = if is_taken { HunkState::Taken } else { HunkState::Open };
                prop_assert_eq!(hunk.state(&mixed), expected);
                // As small as can be: nothing in it stands on both sides.
                prop_assert!(hunk.ours.iter().all(|one| hunk.theirs.iter().all(|other| !is_same(one, other))));
            }
        }
    }

    #[test]
    fn what_they_said_of_pairs_that_both_have_can_be_taken() {
        let ours = read("甲|a / 乙|b / 丙|c / 丁|d! ¶ 戊|e / 己|");
        let document = document(&ours);
        let mut pairs = BeadText::all_of(&document, &ours);
        let said =
            [Status::Confirmed, Status::Confirmed, Status::Proposed, Status::Review, Status::LeftOut, Status::LeftOut];
        for (pair, status) in pairs.iter_mut().zip(said) {
            pair.status = status;
        }
        let theirs = from_texts(&document, &ours, &pairs);
        let hunks = theirs.differences(&ours).expect("the sentences are the same");
        let counts: Vec<usize> = hunks.iter().map(|hunk| hunk.theirs.len()).collect();
        assert_eq!(counts, [2, 1, 1], "a pair cannot be left out");
        let mut now = ours.clone();
        for hunk in &hunks {
            assert_eq!((hunk.kind, hunk.state(&now)), (HunkKind::Statuses, HunkState::Open));
            now = hunk.take(&now).expect("it is open");
            assert_eq!(hunk.state(&now), HunkState::Taken);
        }
        assert!(now.stands_as(&ours));
        let statuses: Vec<Status> = now.beads.iter().map(|bead| bead.status).collect();
        let left = Status::Proposed;
        assert_eq!(statuses, [said[0], said[1], left, said[3], left, said[5]]);
        let all: Vec<&Hunk> = hunks.iter().collect();
        assert_eq!(Hunk::take_all(&all, &ours), Some(now));
    }

    proptest! {
        #[test]
        fn with_every_hunk_taken_it_is_theirs_wherever_it_was_placed(
            ours in any_beads(8, 9),
            theirs in any_beads(8, 9),
            kept in prop::collection::vec(any::<bool>(), 17),
        ) {
            let (ours, theirs) = (read(&ours), read(&theirs));
            let document = document(&ours);
            let all = BeadText::all_of(&document, &theirs);
            let some: Vec<BeadText> = all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).collect();
            let found = from_texts(&document, &ours, &some);
            prop_assume!(found.paragraphs.is_none());
            prop_assert_eq!((&found.unmatched, found.tied), (&Vec::new(), 0));
            let hunks = found.differences(&ours).expect("the sentences are the same");
            let half: Vec<&Hunk> = hunks.iter().step_by(2).collect();
            let mixed = Hunk::take_all(&half, &ours).unwrap_or_else(|| ours.clone());
            check(&document, &mixed);
            for (nth, hunk) in hunks.iter().enumerate() {
                prop_assert_eq!(hunk.state(&mixed), if nth % 2 == 0 { HunkState::Taken } else { HunkState::Open });
            }
            let taken = Hunk::take_all(&hunks.iter().collect::<Vec<_>>(), &ours);
            let taken = taken.unwrap_or_else(|| ours.clone());
            check(&document, &taken);
            let pairs = |alignment: &Alignment| {
                let all = BeadText::all_of(&document, alignment).into_iter();
                all.map(|pair| pair.texts).collect::<Vec<_>>()
            };
            let taken_pairs = pairs(&taken);
            for pair in &some {
                prop_assert!(taken_pairs.contains(&pair.texts), "{:?} in {}", pair.texts, write(&taken));
            }
            // What no pair of theirs touches is as it was.
            let touched = |bead: &Bead| found.tells_of(bead);
            for bead in ours.beads.iter().filter(|bead| !touched(bead)) {
                prop_assert!(taken.beads.iter().any(|other| is_same(other, bead)));
            }
            let again = Agreement::over(&taken, &found.alignment, &found.held).expect("the sentences are the same");
            prop_assert_eq!(again.beads.same, again.beads.ours);
        }
    }

    #[test]
    fn a_hunk_says_nothing_of_what_was_changed_since() {
        let (ours, theirs) = (read("甲|a / 乙|b / 丙|c"), read("甲乙|ab / 丙|c"));
        let hunk = differences(&ours, &theirs).expect("the same").pop().expect("there is one");
        assert_eq!(hunk.state(&read("甲|ab / 乙| / 丙|c")), HunkState::Outdated);
        assert_eq!(hunk.take(&read("甲|ab / 乙| / 丙|c")), None);
        assert_eq!(hunk.state(&read("甲|a! / 乙|b / 丙| / |c")), HunkState::Open);
        assert_eq!(
            (hunk.part(SideName::Source), hunk.part(SideName::Translation)),
            (IndexRange::new(0, 2), IndexRange::new(0, 2))
        );
    }
}
