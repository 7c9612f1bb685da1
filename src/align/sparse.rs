//! A table of which most cells are zero: only the others are kept, row by row.

/// Rows of `(column, value)` cells, each row ordered by column.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    /// Position of the first cell of each row, and the number of cells at the end.
    first: Vec<u32>,
    cells: Vec<(u32, f32)>,
}

impl Sparse {
    /// A table without rows.
    pub(super) fn new() -> Self {
        Self { first: vec![0], cells: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn push_row(&mut self, cells: impl IntoIterator<Item = (u32, f32)>) {
        let start = self.cells.len();
        self.cells.extend(cells);
        if let Some(row) = self.cells.get_mut(start..) {
            row.sort_unstable_by_key(|&(column, _)| column);
        }
        self.first.push(self.cells.len() as u32);
    }

    /// Adds a row as it comes: nothing can be looked up in it by column.
    pub(super) fn push_unordered_row(&mut self, cells: impl IntoIterator<Item = (u32, f32)>) {
        self.cells.extend(cells);
        self.first.push(self.cells.len() as u32);
    }

    /// The rows of some tables, one after another.
    pub(super) fn end_to_end(tables: &[Self]) -> Self {
        let mut all = Self::new();
        all.cells.reserve_exact(tables.iter().map(|table| table.cells.len()).sum());
        for table in tables {
            let cells = all.cells.len() as u32;
            all.cells.extend_from_slice(&table.cells);
            all.first.extend(table.first.iter().skip(1).map(|first| cells + first));
        }
        all
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.first.len() - 1
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: usize) -> &[(u32, f32)] {
        &self.cells[self.first[row] as usize..self.first[row + 1] as usize]
    }

    /// The value of a cell; 0 where none is kept.
    pub(super) fn get(&self, row: usize, column: u32) -> f32 {
        let cells = self.row(row);
        cells.binary_search_by_key(&column, |&(column, _)| column).map_or(0.0, |at| cells[at].1)
    }

    /// All cells, as `(row, column, value)`.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, u32, f32)> {
        (0..self.rows()).flat_map(|row| self.row(row).iter().map(move |&(column, value)| (row, column, value)))
    }

    /// The same table with its values replaced by what `change` makes of row, column and value.
    pub(super) fn map(&self, change: impl Fn(usize, u32, f32) -> f32) -> Self {
        let cells = self.cells().map(|(row, column, value)| (column, change(row, column, value))).collect();
        Self { first: self.first.clone(), cells }
    }

    /// The sum of each row.
    pub(super) fn row_sums(&self) -> Vec<f32> {
        (0..self.rows()).map(|row| self.row(row).iter().map(|&(_, value)| value).sum()).collect()
    }

    /// The sum of each of `columns` columns.
    pub(super) fn column_sums(&self, columns: usize) -> Vec<f32> {
        let mut sums = vec![0.0; columns];
        for &(column, value) in &self.cells {
            sums[column as usize] += value;
        }
        sums
    }

    /// Rows and columns exchanged, with the values replaced by what `change` makes of row, column and value of this
    /// table; `columns` is how many columns there are.
    pub(super) fn transposed(&self, columns: usize, change: impl Fn(usize, u32, f32) -> f32) -> Self {
        let mut first = vec![0_u32; columns + 1];
        for &(column, _) in &self.cells {
            first[column as usize + 1] += 1;
        }
        for column in 0..columns {
            first[column + 1] += first[column];
        }
        let mut next = first.clone();
        let mut cells = vec![(0, 0.0); self.cells.len()];
        for (row, column, value) in self.cells() {
            let at = &mut next[column as usize];
            cells[*at as usize] = (row as u32, change(row, column, value));
            *at += 1;
        }
        Self { first, cells }
    }

    /// This table plus `weight` times another of as many rows.
    pub(super) fn plus(&self, other: &Self, weight: f32) -> Self {
        let cells = Vec::with_capacity(self.cells.len() + other.cells.len());
        let mut sum = Self { first: vec![0], cells };
        for row in 0..self.rows() {
            if other.row(row).is_empty() {
                sum.cells.extend_from_slice(self.row(row));
                sum.first.push(sum.cells.len() as u32);
                continue;
            }
            let (mut mine, mut theirs) = (self.row(row).iter().peekable(), other.row(row).iter().peekable());
            loop {
                let cell = match (mine.peek(), theirs.peek()) {
                    (Some(&&(a, x)), Some(&&(b, y))) if a == b => {
                        mine.next();
                        theirs.next();
                        (a, x + weight * y)
                    }
                    (Some(&&(a, x)), theirs) if theirs.is_none_or(|&&(b, _)| a < b) => {
                        mine.next();
                        (a, x)
                    }
                    (_, Some(&&(b, y))) => {
                        theirs.next();
                        (b, weight * y)
                    }
                    (Some(_) | None, None) => break,
                };
                sum.cells.push(cell);
            }
            sum.first.push(sum.cells.len() as u32);
        }
        sum
    }
}

/// A row spread out over all columns, which remembers what it touched so that it can be emptied again at little cost.
#[derive(Debug)]
pub(super) struct Scratch {
    values: Vec<f32>,
    touched: Vec<u32>,
}

impl Scratch {
    /// All zero.
    pub(super) fn new(columns: usize) -> Self {
        Self { values: vec![0.0; columns], touched: Vec::new() }
    }

    /// Adds to a column.
    pub(super) fn add(&mut self, column: u32, value: f32) {
        let cell = &mut self.values[column as usize];
        if *cell == 0.0 {
            self.touched.push(column);
        }
        *cell += value;
    }

    /// The value of a column.
    pub(super) fn get(&self, column: u32) -> f32 {
        self.values[column as usize]
    }

    /// Back to all zero.
    pub(super) fn clear(&mut self) {
        for column in self.touched.drain(..) {
            self.values[column as usize] = 0.0;
        }
    }

    /// The cells that were added to, and back to all zero.
    pub(super) fn take(&mut self) -> Vec<(u32, f32)> {
        let mut cells = Vec::with_capacity(self.touched.len());
        for column in self.touched.drain(..) {
            let cell = &mut self.values[column as usize];
            if *cell != 0.0 {
                cells.push((column, *cell));
                *cell = 0.0;
            }
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_transposes_keep_every_cell() {
        let mut a = Sparse::new();
        a.push_row([(2, 1.0), (0, 0.5)]);
        a.push_row([]);
        let mut b = Sparse::new();
        b.push_row([(1, 1.0), (2, 1.0)]);
        b.push_row([(0, 4.0)]);
        let sum = a.plus(&b, 0.5);
        assert_eq!(sum.cells().collect::<Vec<_>>(), [(0, 0, 0.5), (0, 1, 0.5), (0, 2, 1.5), (1, 0, 2.0)]);
        assert_eq!(
            sum.transposed(3, |_, _, value| value).cells().collect::<Vec<_>>(),
            [(0, 0, 0.5), (0, 1, 2.0), (1, 0, 0.5), (2, 0, 1.5)]
        );
        assert!((sum.get(0, 2) - 1.5).abs() < 1e-6 && sum.get(1, 2) == 0.0);
    }

    #[test]
    fn a_scratch_row_is_empty_after_use() {
        let mut scratch = Scratch::new(4);
        scratch.add(3, 1.0);
        scratch.add(1, 2.0);
        scratch.add(3, 1.0);
        assert_eq!(scratch.take(), [(3, 2.0), (1, 2.0)]);
        assert!(scratch.take().is_empty() && scratch.get(3) == 0.0);
    }
}
