//! How many sentences of each side a bead may hold, and how often each shape is right.

/// The most Chinese sentences in a bead.
pub(super) const MOST_CHINESE: usize = 4;
/// The most English sentences in a bead.
pub(super) const MOST_ENGLISH: usize = 7;

/// Share of the beads of each shape, as `(Chinese, English, share)`.
///
/// Fitted on the six MAC-Dev chapters of `gold/novels`, smoothed by hand where fewer than five were seen.
const SHARES: [(usize, usize, f32); 20] = [
    (1, 1, 0.615),
    (1, 2, 0.21),
    (1, 3, 0.057),
    (2, 1, 0.046),
    (1, 4, 0.025),
    (2, 2, 0.016),
    (2, 3, 0.01),
    (3, 2, 0.0045),
    (1, 5, 0.004),
    (3, 1, 0.004),
    (2, 4, 0.002),
    (3, 3, 0.0015),
    (1, 6, 0.0015),
    (4, 1, 0.001),
    (3, 4, 0.0008),
    (2, 5, 0.0005),
    (4, 2, 0.0005),
    (3, 5, 0.0003),
    (4, 3, 0.0003),
    (4, 4, 0.0002),
];

/// Rare shapes that only the second stage looks at, where few beads are left to choose from.
const WIDE_SHARES: [(usize, usize, f32); 2] = [(1, 7, 0.0008), (2, 6, 0.0003)];

/// Log share of each shape, by Chinese and English count; `-inf` for shapes that are not looked at.
#[derive(Clone, Debug)]
pub(super) struct Prior {
    table: [[f32; MOST_ENGLISH + 1]; MOST_CHINESE + 1],
    /// The most Chinese and the most English sentences of a bead.
    pub reach: (usize, usize),
}

impl Prior {
    /// The prior as fitted.
    pub(super) fn fitted() -> Self {
        Self::of_shares(&SHARES)
    }

    /// The prior with the rare shapes.
    pub(super) fn wide() -> Self {
        Self::of_shares(&[&SHARES[..], &WIDE_SHARES].concat())
    }

    fn of_shares(shares: &[(usize, usize, f32)]) -> Self {
        let mut table = [[f32::NEG_INFINITY; MOST_ENGLISH + 1]; MOST_CHINESE + 1];
        let mut reach = (0, 0);
        for &(chinese, english, share) in shares {
            table[chinese][english] = share.ln();
            reach = (chinese.max(reach.0), english.max(reach.1));
        }
        Self { table, reach }
    }

    /// Log share of beads of `chinese` and `english` sentences.
    pub(super) fn of(&self, chinese: usize, english: usize) -> f32 {
        self.table[chinese][english]
    }
}
