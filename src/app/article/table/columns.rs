//! The columns of a table: which a cell takes, and how wide they are.

use std::ops::Range;

use crate::model::TableCell;
use crate::text::{Cell, Line};

/// The columns that cells of the rows above still take.
#[derive(Default)]
pub(super) struct Places {
    /// Rows each column is still taken for.
    taken: Vec<u16>,
    at: usize,
    /// Columns of the whole table so far.
    pub(super) columns: usize,
}

impl Places {
    /// Goes to the first column of the next row.
    pub(super) fn begin_row(&mut self) {
        self.at = 0;
        for rows in &mut self.taken {
            *rows = rows.saturating_sub(1);
        }
    }

    /// Gives the columns of the next cell of the row.
    pub(super) fn take(&mut self, cell: &TableCell) -> Range<usize> {
        while self.taken.get(self.at).is_some_and(|rows| *rows > 0) {
            self.at += 1;
        }
        let columns = self.at..self.at + usize::from(cell.columns.max(1));
        if self.taken.len() < columns.end {
            self.taken.resize(columns.end, 0);
        }
        self.taken[columns.clone()].fill(cell.rows.max(1));
        self.at = columns.end;
        self.columns = self.columns.max(columns.end);
        columns
    }
}

/// Columns together.
pub(super) fn sum(widths: &[u16]) -> u32 {
    widths.iter().map(|&width| u32::from(width)).sum()
}

/// Gives every column what it needs, and shares the rest of the room by what they wish.
pub(super) fn shared(wished: &[u16], least: &[u16], room: u16) -> Vec<u16> {
    let mut widths = least.to_vec();
    let mut rest = u32::from(room).saturating_sub(sum(least));
    let missing: Vec<u32> = wished
        .iter()
        .zip(least)
        .map(|(wish, least)| u32::from(wish.saturating_sub(*least)))
        .collect();
    let all: u32 = missing.iter().sum();
    let share = rest;
    for (width, missing) in widths.iter_mut().zip(&missing) {
        let more = (u64::from(share) * u64::from(*missing) / u64::from(all.max(1)))
            .min(u64::from(*missing));
        let more = u32::try_from(more).unwrap_or(0).min(rest);
        *width += u16::try_from(more).unwrap_or(0);
        rest -= more;
    }
    for (width, wish) in widths.iter_mut().zip(wished) {
        if rest > 0 && *width < *wish {
            *width += 1;
            rest -= 1;
        }
    }
    widths
}

/// Columns of the longest stretch without a blank.
pub(super) fn longest_word(line: &Line) -> u16 {
    let words = line.cells.split(|cell| cell.symbol.trim().is_empty());
    let width = |word: &[Cell]| word.iter().map(|cell| u16::from(cell.width)).sum();
    words.map(width).max().unwrap_or(0)
}

/// Whether a text is a number with its signs and unit: 12, −3.5 %, 1,200 km, ١٢٫٥.
pub(super) fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.starts_with(|c: char| {
        c.is_numeric()
            || matches!(
                c,
                '-' | '−' | '+' | '$' | '€' | '£' | '¥' | '~' | '<' | '>' | '.'
            )
    }) && digits > 0
        && letters <= 3
        && !text.contains('\n')
        || matches!(text, "-" | "–" | "—" | "−")
}
