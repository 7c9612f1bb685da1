//! The strip of the grid of sentences that the programme looks at, so that its cost grows with the text and not with
//! its square.
//!
//! A node `(i, j)` is the cut before Chinese sentence `i` and English sentence `j`; the last node is `(n, m)`.

use std::ops::Range;

/// For every Chinese cut the range of English cuts that may stand beside it.
///
/// Both ends of the ranges only grow, the first range starts at 0 and the last one ends after the last English cut,
/// so a monotone path always exists inside.
#[derive(Clone, Debug)]
pub(super) struct Band {
    low: Vec<u32>,
    /// First English cut after the range.
    high: Vec<u32>,
    /// Number of the first node of each row, and the number of nodes at the end.
    first: Vec<usize>,
}

impl Band {
    /// All nodes within `margin` sentences of a monotone path of `points`, from `(0, 0)` to `(n, m)`.
    pub(super) fn around(points: &[(u32, u32)], n: usize, m: usize, margin: usize) -> Self {
        let mut low = vec![u32::MAX; n + 1];
        let mut high = vec![0_u32; n + 1];
        for &(i, j) in points.iter().chain(&[(0, 0), (n as u32, m as u32)]) {
            let row = (i as usize).min(n);
            low[row] = low[row].min(j);
            high[row] = high[row].max(j);
        }
        // Rows that a step of several sentences jumps over take part in it.
        for row in (0..n).rev() {
            low[row] = low[row].min(low[row + 1]);
        }
        for row in 1..=n {
            high[row] = high[row].max(high[row - 1]);
        }
        // `low` now says "at least one point at or after this row is as far left", so spread from the row before.
        let spread_low = (0..=n).map(|row| low[row.saturating_sub(margin + 1)].saturating_sub(margin as u32)).collect();
        let spread_high =
            (0..=n).map(|row| (high[(row + margin).min(n)] + margin as u32).min(m as u32) + 1).collect::<Vec<_>>();
        Self::new(spread_low, spread_high)
    }

    fn new(low: Vec<u32>, high: Vec<u32>) -> Self {
        let mut first = Vec::with_capacity(low.len() + 1);
        let mut total = 0;
        for (low, high) in low.iter().zip(&high) {
            first.push(total);
            total += (high - low) as usize;
        }
        first.push(total);
        Self { low, high, first }
    }

    /// The same nodes by column: for each of `columns` columns the rows that hold it.
    pub(super) fn turned(&self, columns: usize) -> Self {
        let (mut first, mut last) = (0, 0);
        let (mut low, mut high) = (Vec::with_capacity(columns), Vec::with_capacity(columns));
        for column in 0..columns as u32 {
            // Both ends only grow with the column.
            while self.high.get(first).is_some_and(|&high| high <= column) {
                first += 1;
            }
            while self.low.get(last).is_some_and(|&low| low <= column) {
                last += 1;
            }
            low.push(first as u32);
            high.push(last.max(first) as u32);
        }
        Self::new(low, high)
    }

    /// How many rows (Chinese cuts) there are.
    pub(super) fn rows(&self) -> usize {
        self.low.len()
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    /// The English cuts of row `i`.
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.low[i] as usize..self.high[i] as usize
    }

    /// The number of node `(i, j)`, if it is inside.
    pub(super) fn node(&self, i: usize, j: usize) -> Option<usize> {
        let row = self.row(i);
        row.contains(&j).then(|| self.first[i] + j - row.start)
    }

    /// The number of node `(i, j)`, which must be inside.
    pub(super) fn index(&self, i: usize, j: usize) -> usize {
        self.first[i] + j - self.low[i] as usize
    }

    /// The cells (pairs of sentences) that beads of at most `reach` Chinese sentences inside this band can hold, as a
    /// band over sentences.
    pub(super) fn cells(&self, reach: usize) -> Self {
        let n = self.rows() - 1;
        let m = self.high[n] - 1;
        let low = (0..n).map(|i| self.low[(i + 1).saturating_sub(reach)]).collect();
        let high = (0..n).map(|i| (self.high[(i + reach).min(n)] - 1).min(m)).collect::<Vec<_>>();
        Self::new(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_holds_its_path_and_its_margin() {
        let band = Band::around(&[(0, 0), (1, 2), (3, 3), (4, 3)], 4, 3, 1);
        assert_eq!((0..5).map(|row| band.row(row)).collect::<Vec<_>>(), [0..4, 0..4, 0..4, 1..4, 2..4]);
        let far = Band::around(&(0..=100).map(|k| (k, 2 * k)).collect::<Vec<_>>(), 100, 200, 5);
        for row in 0..=100 {
            assert!(far.node(row, 2 * row).is_some(), "{row}");
            assert!(far.row(row).len() <= 36, "{row}");
        }
    }

    #[test]
    fn a_turned_band_holds_the_same_nodes() {
        let band = Band::around(&[(0, 0), (1, 2), (3, 3), (4, 3)], 4, 3, 1);
        let turned = band.turned(4);
        assert_eq!((turned.rows(), turned.nodes()), (4, band.nodes()));
        for (row, column) in (0..5).flat_map(|row| (0..4).map(move |column| (row, column))) {
            assert_eq!(band.node(row, column).is_some(), turned.node(column, row).is_some(), "{row} {column}");
        }
    }

    #[test]
    fn an_empty_side_is_one_row_or_one_column() {
        assert_eq!(Band::around(&[], 0, 7, 2).row(0), 0..8);
        let column = Band::around(&[], 7, 0, 2);
        assert!((0..=7).all(|row| column.row(row) == (0..1)));
    }
}
