//! Rows of cells, of which some go up or down without being moved.

use std::ops::Range;

/// Cells in rows of the same width. A place in it whose rows go up or down, as those of a list do, costs nothing: they stay
/// where they are kept, and are found from where they stand.
#[derive(Clone, Debug)]
pub struct Grid<T> {
    cells: Vec<T>,
    width: usize,
    height: usize,
    turned: Turned,
}

/// The place whose rows were moved last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Turned {
    columns: Range<usize>,
    rows: Range<usize>,
    /// Each row is kept so many further down than it stands, and the last ones from the top.
    by: usize,
}

/// A row of a grid, in the pieces in which it is kept.
#[derive(Debug)]
pub struct GridRow<'a, T>([&'a [T]; 3]);

impl<T> Clone for GridRow<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for GridRow<'_, T> {}

impl<'a, T> From<&'a [T]> for GridRow<'a, T> {
    fn from(cells: &'a [T]) -> Self {
        Self([cells, &[], &[]])
    }
}

impl<'a, T> GridRow<'a, T> {
    /// The columns.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.iter().map(|piece| piece.len()).sum()
    }

    /// Whether it has no columns.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The cell in a column, from the left.
    #[must_use]
    pub fn get(self, column: usize) -> Option<&'a T> {
        let Self([first, second, third]) = self;
        let behind = column.checked_sub(first.len());
        let Some(column) = behind else {
            return first.get(column);
        };
        match column.checked_sub(second.len()) {
            None => second.get(column),
            Some(column) => third.get(column),
        }
    }

    /// The cells, from the left.
    pub fn iter(self) -> impl Iterator<Item = &'a T> + Clone {
        self.0.into_iter().flatten()
    }

    /// Puts the cells in the place of others, of which there are as many.
    ///
    /// # Panics
    ///
    /// When there are not.
    pub fn copy_to(self, mut cells: &mut [T])
    where
        T: Clone,
    {
        for piece in self.0 {
            let (here, behind) = cells.split_at_mut(piece.len());
            here.clone_from_slice(piece);
            cells = behind;
        }
    }

    /// The cells in some columns, from the left; fewer where the row ends before.
    pub fn part(self, columns: Range<usize>) -> impl Iterator<Item = &'a T> + Clone {
        let mut before = 0;
        self.0.into_iter().flat_map(move |piece| {
            let ends =
                [columns.start, columns.end].map(|end| end.saturating_sub(before).min(piece.len()));
            before += piece.len();
            &piece[ends[0]..ends[1].max(ends[0])]
        })
    }
}

impl Turned {
    /// Where a row of the place is kept.
    fn kept(&self, row: usize) -> usize {
        let from_top = row - self.rows.start;
        self.rows.start + (from_top + self.by) % self.rows.len()
    }

    /// Whether some columns of a row, not all of them in the place, are kept elsewhere than they stand.
    fn breaks(&self, row: usize, columns: &Range<usize>) -> bool {
        let apart = columns.end <= self.columns.start || self.columns.end <= columns.start;
        self.by > 0 && self.rows.contains(&row) && !apart && !self.holds(columns)
    }

    fn holds(&self, columns: &Range<usize>) -> bool {
        self.columns.start <= columns.start && columns.end <= self.columns.end
    }

    /// Where some columns of a row are kept that are not broken.
    fn place(&self, row: usize, columns: &Range<usize>) -> usize {
        if self.rows.contains(&row) && self.holds(columns) {
            self.kept(row)
        } else {
            row
        }
    }
}

impl<T> Default for Grid<T> {
    fn default() -> Self {
        Self {
            cells: Vec::new(),
            width: 0,
            height: 0,
            turned: Turned::default(),
        }
    }
}

impl<T: Clone> Grid<T> {
    /// Cells, row after row, of a width.
    #[must_use]
    pub fn of(cells: Vec<T>, width: usize) -> Self {
        Self {
            height: cells.len().checked_div(width).unwrap_or_default(),
            cells,
            width,
            turned: Turned::default(),
        }
    }

    /// Makes all of it blank, in a size of columns and rows.
    pub fn clear(&mut self, width: usize, height: usize, blank: T) {
        self.cells.clear();
        self.cells.resize(width * height, blank);
        (self.width, self.height) = (width, height);
        self.turned = Turned::default();
    }

    /// The columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// A row, from the top.
    ///
    /// # Panics
    ///
    /// When there is none.
    #[must_use]
    pub fn row(&self, row: usize) -> GridRow<'_, T> {
        let stands = &self.cells[row * self.width..][..self.width];
        let Turned { columns, rows, by } = &self.turned;
        if *by == 0 || !rows.contains(&row) {
            return GridRow([stands, &[], &[]]);
        }
        let kept = &self.cells[self.turned.kept(row) * self.width..][..self.width];
        GridRow([
            &stands[..columns.start],
            &kept[columns.clone()],
            &stands[columns.end..],
        ])
    }

    /// Some columns of a row, from the left, to be changed.
    ///
    /// # Panics
    ///
    /// When there are none such.
    pub fn part_mut(&mut self, row: usize, columns: Range<usize>) -> &mut [T] {
        if self.turned.breaks(row, &columns) {
            self.settle();
        }
        let start = self.turned.place(row, &columns) * self.width;
        &mut self.cells[start + columns.start..start + columns.end]
    }

    /// Puts a row in the place of another.
    ///
    /// # Panics
    ///
    /// When there is no such row, or the other is of another width.
    pub fn set_row(&mut self, row: usize, cells: &[T]) {
        let Range { start, end } = self.turned.columns;
        for columns in [0..start, start..end, end..self.width] {
            self.part_mut(row, columns.clone())
                .clone_from_slice(&cells[columns]);
        }
    }

    /// Moves the rows of a place down, or up where that is negative. What leaves it comes in again at its other end.
    ///
    /// # Panics
    ///
    /// When there is no such place.
    pub fn turn(&mut self, columns: Range<usize>, rows: Range<usize>, down: i32) {
        assert!(columns.end <= self.width && rows.end <= self.height);
        if rows.is_empty() {
            return;
        }
        if (&self.turned.columns, &self.turned.rows) != (&columns, &rows) {
            self.settle();
            let by = 0;
            self.turned = Turned { columns, rows, by };
        }
        let height = self.turned.rows.len();
        let steps = usize::try_from(down.unsigned_abs()).unwrap_or_default() % height;
        let up = if down < 0 { steps } else { height - steps };
        self.turned.by = (self.turned.by + up) % height;
    }

    /// Keeps all rows where they stand.
    fn settle(&mut self) {
        let Turned { columns, rows, by } = std::mem::take(&mut self.turned);
        if by == 0 {
            return;
        }
        let place = |row: usize| row * self.width + columns.start..row * self.width + columns.end;
        let kept: Vec<T> = rows
            .clone()
            .flat_map(|row| self.cells[place(row)].to_vec())
            .collect();
        let width = columns.len().max(1);
        let from_top = kept.chunks(width).cycle().skip(by);
        for (row, cells) in rows.zip(from_top) {
            let start = row * self.width + columns.start;
            self.cells[start..start + columns.len()].clone_from_slice(cells);
        }
    }
}

#[cfg(test)]
mod tests;
