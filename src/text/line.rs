//! A line as it is drawn, and the ways between its columns and the bytes of its source.

use std::fmt;
use std::ops::Range;

use compact_str::CompactString;

use super::{Direction, StyleId};

/// One grapheme cluster, or one ligature, as it is drawn.
///
/// A cluster of more than two columns (an Indic conjunct) is drawn as several cells that break and move
/// together; a tab is drawn as several blanks, all with the tab's source.
///
/// ```
/// use newsterm::text::{CleanText, Direction, Options, layout_line};
///
/// let options = Options { base: Direction::Rtl, ..Options::default() };
/// let line = layout_line(&CleanText::line("لا"), &[], 10, &options);
/// assert_eq!(line.cells.len(), 1);
/// assert_eq!(line.cells[0].symbol, "ﻻ");
/// assert_eq!(line.cells[0].source, 0..4);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is written into the grid: a base, then the marks on it.
    pub symbol: CompactString,
    /// Columns it takes: 1 or 2.
    pub width: u8,
    /// Its embedding level (UAX #9); odd is right-to-left.
    pub level: u8,
    /// The style of its first byte.
    pub style: StyleId,
    /// The bytes of the source text it shows; empty for what is not in the source, as an ellipsis.
    pub source: Range<u32>,
}

/// One line of laid-out text: cells in visual order, left to right.
///
/// ```
/// use newsterm::text::{CleanText, Options, layout_line};
///
/// let line = layout_line(&CleanText::line("日本"), &[], 10, &Options::default());
/// assert_eq!(line.width, 4);
/// assert_eq!(line.columns(3..6), [2..4]);
/// assert_eq!(line.byte_at(3), Some(3));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The cells, leftmost first, without padding.
    pub cells: Vec<Cell>,
    /// The bytes of the source text the line shows, trailing spaces included.
    pub source: Range<u32>,
    /// The base direction of the paragraph.
    pub base: Direction,
    /// The columns all cells take together.
    pub width: u16,
}

impl Line {
    /// Gives the cells that show any of some bytes of the source, as indexes into [`Line::cells`], leftmost first.
    ///
    /// ```
    /// use newsterm::text::{CleanText, Options, layout_line};
    ///
    /// let line = layout_line(&CleanText::line("a אב"), &[], 10, &Options::default());
    /// let alef: Vec<usize> = line.cells_of(2..4).collect();
    /// assert_eq!(alef, [3], "the first Hebrew letter is the rightmost cell");
    /// ```
    pub fn cells_of(&self, bytes: Range<usize>) -> impl Iterator<Item = usize> {
        self.cells
            .iter()
            .enumerate()
            .filter(move |(_, cell)| {
                let source = cell.source_bytes();
                !source.is_empty() && source.start < bytes.end && bytes.start < source.end
            })
            .map(|(index, _)| index)
    }

    /// Gives the stretches of columns that show any of some bytes of the source, leftmost first.
    ///
    /// A stretch of logical text may lie in several places of the line; all of them are given.
    ///
    /// ```
    /// use newsterm::text::{CleanText, Options, layout_line};
    ///
    /// let line = layout_line(&CleanText::line("ab אב"), &[], 10, &Options::default());
    /// assert_eq!(line.columns(1..5), [1..3, 4..5], "b, the space, and the first Hebrew letter");
    /// ```
    #[must_use]
    pub fn columns(&self, bytes: Range<usize>) -> Vec<Range<u16>> {
        let mut stretches: Vec<Range<u16>> = Vec::new();
        let mut wanted = self.cells_of(bytes).peekable();
        let mut column = 0;
        for (index, cell) in self.cells.iter().enumerate() {
            let end = column + u16::from(cell.width);
            if wanted.next_if_eq(&index).is_some() {
                match stretches.last_mut() {
                    Some(last) if last.end == column => last.end = end,
                    _ => stretches.push(column..end),
                }
            }
            column = end;
        }
        stretches
    }

    /// Gives the cell at a column counted from the left end of the line, as an index into [`Line::cells`].
    ///
    /// ```
    /// use newsterm::text::{CleanText, Options, layout_line};
    ///
    /// let line = layout_line(&CleanText::line("日本"), &[], 10, &Options::default());
    /// assert_eq!(line.cell_at(3), Some(1));
    /// assert_eq!(line.cell_at(4), None);
    /// ```
    #[must_use]
    pub fn cell_at(&self, column: u16) -> Option<usize> {
        let mut end = 0;
        self.cells.iter().position(|cell| {
            end += u16::from(cell.width);
            column < end
        })
    }

    /// Gives the first byte of the source shown at a column counted from the left end of the line.
    ///
    /// `None` beside the line, and on a cell that shows no source.
    ///
    /// ```
    /// use newsterm::text::{CleanText, Options, layout_line};
    ///
    /// let line = layout_line(&CleanText::line("אב"), &[], 10, &Options::default());
    /// assert_eq!(line.byte_at(0), Some(2), "the second letter is the leftmost");
    /// ```
    #[must_use]
    pub fn byte_at(&self, column: u16) -> Option<usize> {
        let source = self.cells[self.cell_at(column)?].source_bytes();
        (!source.is_empty()).then_some(source.start)
    }
}

impl Line {
    /// Gives the bytes of the source shown by the cell nearest to a column counted from the left end of the line,
    /// which may lie beside the line; `None` where the line shows no source.
    ///
    /// ```
    /// use newsterm::text::{CleanText, Options, layout_line};
    ///
    /// let line = layout_line(&CleanText::line("אב"), &[], 10, &Options::default());
    /// assert_eq!(line.bytes_near(-3), Some(2..4), "the second letter is the leftmost");
    /// assert_eq!(line.bytes_near(99), Some(0..2));
    /// ```
    #[must_use]
    pub fn bytes_near(&self, column: i32) -> Option<Range<usize>> {
        let mut end = 0;
        let shown = self.cells.iter().filter_map(|cell| {
            let start = end;
            end += i32::from(cell.width);
            let distance = (start - column).max(column - (end - 1)).max(0);
            let source = cell.source_bytes();
            (!source.is_empty()).then_some((distance, source))
        });
        let nearest = shown.min_by_key(|(distance, _)| *distance);
        nearest.map(|(_, source)| source)
    }
}

impl Line {
    /// Leaves out a sign with which the line ends, and the blanks before it.
    ///
    /// ```
    /// use newsterm::text::{CleanText, Direction, Options, layout_line};
    ///
    /// let rtl = Options { base: Direction::Rtl, ..Options::default() };
    /// let mut line = layout_line(&CleanText::line("אב ·"), &[], 10, &rtl);
    /// line.drop_end("·");
    /// assert_eq!((line.to_string().as_str(), line.width), ("בא", 2));
    /// ```
    pub fn drop_end(&mut self, sign: &str) {
        let end = |cells: &[Cell], base| match base {
            Direction::Ltr => cells.len().checked_sub(1),
            Direction::Rtl => (!cells.is_empty()).then_some(0),
        };
        let mut left_out = sign;
        while let Some(at) = end(&self.cells, self.base)
            && self.cells[at].symbol == left_out
        {
            self.width -= u16::from(self.cells.remove(at).width);
            left_out = " ";
        }
    }
}

impl Cell {
    /// Gives the bytes of the source text as a range to slice it with.
    ///
    /// ```
    /// use newsterm::text::{CleanText, Options, layout_line};
    ///
    /// let text = CleanText::line("héhé");
    /// let line = layout_line(&text, &[], 10, &Options::default());
    /// assert_eq!(&text.as_str()[line.cells[1].source_bytes()], "é");
    /// ```
    #[must_use]
    pub fn source_bytes(&self) -> Range<usize> {
        self.source.start as usize..self.source.end as usize
    }
}

impl fmt::Display for Line {
    /// Writes the symbols in visual order, without padding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cells
            .iter()
            .try_for_each(|cell| f.write_str(&cell.symbol))
    }
}
