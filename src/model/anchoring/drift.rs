//! Where a place of the old text is to be expected in the new one, told by places known in both.

/// Pairs of code points, one of the old text and one of the new, both rising.
pub(super) struct Drift(Vec<(u32, u32)>);

/// Where something is to be expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Expected {
    /// The likeliest code point.
    pub(super) at: u32,
    /// It cannot be before this one unless the text was rearranged.
    pub(super) low: u32,
    /// Nor after this one.
    pub(super) high: u32,
    /// Whether the places known before and after it are as far from each other as they were.
    pub(super) steady: bool,
}

/// The longest part of `pairs` that rises in the new text too; they are in the order of the old one.
pub(in crate::model) fn rising(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (nth, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *new);
        before.push(length.checked_sub(1).map(|one| ends[one]));
        match ends.get_mut(length) {
            Some(end) => *end = nth,
            None => ends.push(nth),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(nth) = next {
        rising.push(pairs[nth]);
        next = before[nth];
    }
    rising.reverse();
    rising
}

impl Drift {
    /// What `pairs` tell, which rise on both sides.
    pub(super) fn new(pairs: Vec<(u32, u32)>) -> Self {
        Self(pairs)
    }

    /// Where the old code point `old` is to be expected in a new text of `len` code points; nothing where nothing is
    /// known of the two texts.
    pub(super) fn expect(&self, old: u32, len: u32) -> Option<Expected> {
        if self.0.is_empty() {
            return None;
        }
        let next = self.0.partition_point(|(known, _)| *known <= old);
        let before = next.checked_sub(1).map(|one| self.0[one]);
        let after = self.0.get(next).copied();
        let (low, high) = (before.map_or(0, |pair| pair.1), after.map_or(len, |pair| pair.1));
        let at = match (before, after) {
            (Some((from, to)), Some((_, bound))) => (to + (old - from)).min(bound),
            (Some((from, to)), None) => to + (old - from),
            (None, Some((from, to))) => to.saturating_sub(from - old),
            (None, None) => old,
        };
        let steady = before.zip(after).is_some_and(|(before, after)| after.0 - before.0 == after.1 - before.1);
        Some(Expected { at: at.min(len), low, high, steady })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_known_places_is_expected_there() {
        let drift = Drift::new(rising(&[(10, 15), (20, 400), (30, 35), (50, 45)]));
        for (old, expected) in
            [(5, (10, 0, 15, false)), (12, (17, 15, 35, true)), (40, (45, 35, 45, false)), (60, (55, 45, 99, false))]
        {
            let found = drift.expect(old, 99).expect("something is known");
            assert_eq!((found.at, found.low, found.high, found.steady), expected, "{old}");
        }
        assert_eq!(Drift::new(Vec::new()).expect(3, 9), None);
    }
}
