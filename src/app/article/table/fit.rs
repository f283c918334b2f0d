//! How wide the columns of a table are in a page, and whether it has room for them.

use super::columns::{longest_word, shared, sum};
use super::{BETWEEN_WIDTH, Grid, ROWS_MEASURED};
use crate::text::Options;

/// Columns of a cell's longest word that count: a longer one is cut rather than crowd out the others.
const LONGEST_WORD: u16 = 18;

/// Cells of a table with names for its columns that would take more lines are read row by row.
const MOST_LINES: u16 = 4;

/// How a table stands in a page of some width.
#[derive(Clone, Debug)]
pub(super) enum Fit {
    /// The width of each column, and whether rows are set apart.
    Columns { widths: Vec<u16>, apart: bool },
    /// A line for each cell.
    Records,
}

impl Grid {
    /// Finds out how the table stands in a page of `width` columns.
    pub(super) fn fit_for(&self, width: u16, options: Options) -> Fit {
        let gaps = u16::try_from(self.columns.saturating_sub(1)).unwrap_or(u16::MAX);
        let gaps = BETWEEN_WIDTH.saturating_mul(gaps);
        if gaps >= width {
            return Fit::Records;
        }
        let room = width - gaps;
        let (mut wished, least) = self.measured(options);
        self.widen_for_spans(&mut wished, room, options);
        let (wish, need) = (sum(&wished), sum(&least));
        if wish <= u32::from(room) {
            return Fit::Columns {
                widths: wished,
                apart: false,
            };
        }
        if need > u32::from(room) {
            return Fit::Records;
        }
        let widths = shared(&wished, &least, room);
        // Sentences a word or two wide are read sooner where they are lines of their own.
        let narrow = |(wish, width): (&u16, &u16)| *wish > width.saturating_mul(MOST_LINES);
        let named = self.rows.first().is_some_and(|row| row.header);
        if named && wished.iter().zip(&widths).any(narrow) {
            return Fit::Records;
        }
        Fit::Columns {
            widths,
            apart: true,
        }
    }

    /// Measures what each column wishes, and what it needs, by the cells that are in no other.
    fn measured(&self, options: Options) -> (Vec<u16>, Vec<u16>) {
        let mut wished = vec![1_u16; self.columns];
        let mut least = vec![1_u16; self.columns];
        let measured = self.rows.iter().take(ROWS_MEASURED);
        for cell in measured.flat_map(|row| &row.cells) {
            if cell.columns.len() != 1 {
                continue;
            }
            let column = cell.columns.start;
            let lines = cell.lines(u16::MAX, options);
            let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
            wished[column] = wished[column].max(widest);
            let word = lines.iter().map(longest_word).max().unwrap_or(0);
            least[column] = least[column].max(word.min(LONGEST_WORD));
        }
        (wished, least)
    }

    /// Lets the columns of a cell that spans several grow to what the cell wishes, while there is room.
    fn widen_for_spans(&self, wished: &mut [u16], room: u16, options: Options) {
        let measured = self.rows.iter().take(ROWS_MEASURED);
        for cell in measured.flat_map(|row| &row.cells) {
            if cell.columns.len() < 2 {
                continue;
            }
            let lines = cell.lines(u16::MAX, options);
            let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
            let inner = &wished[cell.columns.clone()];
            let gaps = BETWEEN_WIDTH * u16::try_from(inner.len() - 1).unwrap_or(0);
            let missing = u32::from(widest).saturating_sub(sum(inner) + u32::from(gaps));
            let more = missing.min(u32::from(room).saturating_sub(sum(wished)));
            let count = u32::try_from(cell.columns.len()).unwrap_or(1);
            for (n, column) in (0..).zip(cell.columns.clone()) {
                let share = more / count + u32::from(n < more % count);
                wished[column] += u16::try_from(share).unwrap_or(0);
            }
        }
    }
}
