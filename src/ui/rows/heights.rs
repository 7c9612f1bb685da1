//! How high each row is, estimated or measured, and where each row begins: both in logarithmic time.
//!
//! Sums are kept in f64: a hundred thousand rows are some twenty million points, where an f32 has lost its fraction.

/// The heights of all rows in points, with their running sums in a Fenwick tree.
#[derive(Default)]
pub(crate) struct Heights {
    rows: Vec<f32>,
    measured: Vec<bool>,
    /// `sums[nth - 1]` holds the sum of the heights of the rows `nth - (nth & -nth) .. nth`.
    sums: Vec<f64>,
}

impl Heights {
    /// Heights that are all estimates yet.
    pub(crate) fn estimated(heights: Vec<f32>) -> Self {
        let mut sums: Vec<f64> = heights.iter().copied().map(f64::from).collect();
        for nth in 1..=sums.len() {
            let parent = nth + lowest_bit(nth);
            let sum = sums.get(nth - 1).copied().unwrap_or_default();
            if let Some(above) = sums.get_mut(parent - 1) {
                *above += sum;
            }
        }
        Self { measured: vec![false; heights.len()], rows: heights, sums }
    }

    /// The same with some of them known: `known` says the height of a row and whether it is the true one, if it is known.
    pub(crate) fn with_known(mut estimates: Vec<f32>, known: impl Fn(usize) -> Option<(f32, bool)>) -> Self {
        let mut measured = vec![false; estimates.len()];
        for (nth, (height, is_true)) in estimates.iter_mut().zip(&mut measured).enumerate() {
            if let Some(found) = known(nth) {
                (*height, *is_true) = found;
            }
        }
        Self { measured, ..Self::estimated(estimates) }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The height of a row; 0 where there is none.
    pub(crate) fn height(&self, row: usize) -> f32 {
        self.rows.get(row).copied().unwrap_or_default()
    }

    /// Whether the height of a row is the true one.
    pub(crate) fn is_measured(&self, row: usize) -> bool {
        self.measured.get(row).copied().unwrap_or_default()
    }

    /// Replaces the estimate of a row by its true height.
    pub(crate) fn measure(&mut self, row: usize, height: f32) {
        let (Some(old), Some(measured)) = (self.rows.get_mut(row), self.measured.get_mut(row)) else { return };
        let difference = f64::from(height) - f64::from(*old);
        *old = height;
        *measured = true;
        if difference == 0.0 {
            return;
        }
        let mut nth = row + 1;
        while let Some(sum) = self.sums.get_mut(nth - 1) {
            *sum += difference;
            nth += lowest_bit(nth);
        }
    }

    /// Where a row begins: the sum of all heights before it.
    pub(crate) fn top(&self, row: usize) -> f64 {
        let mut nth = row.min(self.len());
        let mut top = 0.0;
        while nth > 0 {
            top += self.sums.get(nth - 1).copied().unwrap_or_default();
            nth -= lowest_bit(nth);
        }
        top
    }

    /// The sum of all heights.
    pub(crate) fn total(&self) -> f64 {
        self.top(self.len())
    }

    /// The row at `y`, and how far below its top that is. Above all rows the first, below all the last.
    pub(crate) fn row_at(&self, y: f64) -> (usize, f64) {
        let mut step = self.len().next_power_of_two();
        let (mut row, mut rest) = (0, y.max(0.0));
        while step > 0 {
            if let Some(&sum) = self.sums.get(row + step - 1)
                && sum <= rest
            {
                row += step;
                rest -= sum;
            }
            step /= 2;
        }
        match self.len().checked_sub(1) {
            Some(last) if row > last => (last, rest + f64::from(self.height(last))),
            _ => (row, rest),
        }
    }
}

/// The value of the lowest bit that is set.
fn lowest_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_are_found_by_place() {
        let mut heights = Heights::estimated(vec![10.0, 20.0, 30.0]);
        heights.measure(1, 25.0);
        assert!(heights.is_measured(1) && !heights.is_measured(0));
        for (y, expected) in [
            (-5.0, (0, 0.0)),
            (0.0, (0, 0.0)),
            (10.0, (1, 0.0)),
            (34.0, (1, 24.0)),
            (35.0, (2, 0.0)),
            (70.0, (2, 35.0)),
        ] {
            assert_eq!(heights.row_at(y), expected, "{y}");
        }
        assert_eq!(Heights::default().row_at(3.0).0, 0);
    }

    proptest! {
        #[test]
        fn sums_are_those_of_a_plain_list(
            mut plain in proptest::collection::vec(1u16..500, 1..200),
            changes in proptest::collection::vec((0usize..200, 1u16..500), 0..50),
        ) {
            let mut heights = Heights::estimated(plain.iter().map(|&height| f32::from(height)).collect());
            for (row, height) in changes {
                heights.measure(row, f32::from(height));
                if let Some(old) = plain.get_mut(row) {
                    *old = height;
                }
            }
            let mut top = 0.0;
            for (row, &height) in plain.iter().enumerate() {
                prop_assert!((heights.top(row) - top).abs() < 1e-6);
                prop_assert_eq!(heights.row_at(top), (row, 0.0));
                prop_assert_eq!(heights.row_at(top + f64::from(height) - 0.5).0, row);
                top += f64::from(height);
            }
            prop_assert!((heights.total() - top).abs() < 1e-6);
        }
    }
}
