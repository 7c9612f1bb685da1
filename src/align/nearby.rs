//! A stretch of one side as what a part of the other side looks at: its tokens numbered among themselves, and the rows
//! of a table cut down to them.
//!
//! Most cells of a row are words that are nowhere near. Rows are cut down once for many sentences, and sums over the
//! few hundred words that are left stay in the fastest memory, however large the vocabulary is.

use super::sparse::Sparse;

/// Tokens of a stretch, and rows of a table that has them as columns.
pub(super) struct Nearby<'a> {
    table: &'a Sparse,
    /// For each token of the vocabulary one more than its number here; 0 for those that the stretch does not have.
    numbers: Vec<u32>,
    /// Numbers of the tokens of the stretch, in order.
    tokens: Vec<u32>,
    /// How many different ones there are.
    different: usize,
    /// For each row of the table one more than its number in `starts`; 0 for those that nobody asked for.
    rows: Vec<u32>,
    /// First cell of each row that was asked for, and the number of cells at the end.
    starts: Vec<u32>,
    cells: Vec<(u32, f32)>,
}

impl<'a> Nearby<'a> {
    /// Numbers the tokens of a stretch; `columns` is how many the table has.
    pub(super) fn new(stretch: &[u32], columns: usize, table: &'a Sparse) -> Self {
        let mut numbers = vec![0; columns];
        let mut different = 0;
        let mut number = |&token: &u32| {
            let number: &mut u32 = &mut numbers[token as usize];
            if *number == 0 {
                different += 1;
                *number = different;
            }
            *number - 1
        };
        let tokens = stretch.iter().map(&mut number).collect();
        let rows = vec![0; table.rows()];
        Self { table, numbers, tokens, different: different as usize, rows, starts: vec![0], cells: Vec::new() }
    }

    /// Numbers of the tokens of the stretch, in order; each is less than [`Self::different`].
    pub(super) fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// How many different tokens there are.
    pub(super) fn different(&self) -> usize {
        self.different
    }

    /// The cells of a row whose columns the stretch has, by their numbers here, in the order of the table.
    pub(super) fn row(&mut self, row: u32) -> &[(u32, f32)] {
        let at = row as usize;
        if self.rows[at] == 0 {
            for &(column, value) in self.table.row(at) {
                let number = self.numbers[column as usize];
                if number > 0 {
                    self.cells.push((number - 1, value));
                }
            }
            self.rows[at] = self.starts.len() as u32;
            self.starts.push(self.cells.len() as u32);
        }
        let nth = self.rows[at] as usize;
        &self.cells[self.starts[nth - 1] as usize..self.starts[nth] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_what_is_near() {
        // 边 means 1 and 3, 界 means 0 and 3.
        let mut table = Sparse::new();
        table.push_row([(1, 0.5), (3, 1.0)]);
        table.push_row([(0, 2.0), (3, 4.0)]);
        let mut nearby = Nearby::new(&[3, 2, 3, 0], 4, &table);
        assert_eq!((nearby.tokens(), nearby.different()), (&[0, 1, 0, 2][..], 3));
        for _ in 0..2 {
            assert_eq!(nearby.row(1), [(2, 2.0), (0, 4.0)]);
            assert_eq!(nearby.row(0), [(0, 1.0)]);
        }
    }
}
