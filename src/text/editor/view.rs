//! The part of a prompt that a field shows.

use std::ops::Range;

use crate::text::{Direction, Line};

/// A prompt as it is drawn.
///
/// ```
/// use newsterm::text::{Direction, LineEditor};
///
/// let view = LineEditor::new("abc").view(10, Direction::Ltr);
/// assert_eq!(view.line.to_string(), "abc ", "a blank for the caret at the end");
/// assert_eq!(view.caret, 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorView {
    /// The part of the text that fits, and a blank cell behind the end of it.
    pub line: Line,
    /// The column of the caret's cell, from the left end of the line.
    pub caret: u16,
}

impl EditorView {
    /// Cuts a line with the caret on one of its cells to what a field of `width` columns shows.
    pub(super) fn new(mut line: Line, cell: usize, width: u16) -> Self {
        let window = window(&line, cell, usize::from(width));
        let caret = if window.contains(&cell) {
            columns(&line, window.start..cell)
        } else {
            0
        };
        line.cells.truncate(window.end);
        line.cells.drain(..window.start);
        line.width = narrow(columns(&line, 0..line.cells.len()));
        line.source = shown(&line);
        Self {
            line,
            caret: narrow(caret),
        }
    }
}

/// Chooses the cells to show: pages of half a field, so that the text stays still while the caret moves a little.
fn window(line: &Line, caret: usize, width: usize) -> Range<usize> {
    let all = columns(line, 0..line.cells.len());
    if all <= width {
        return 0..line.cells.len();
    }
    match line.base {
        Direction::Ltr => {
            let left = scrolled(columns(line, 0..caret), width);
            fitting(line, left..left + width)
        }
        Direction::Rtl => {
            let right = all - scrolled(columns(line, caret + 1..line.cells.len()), width);
            fitting(line, right.saturating_sub(width)..right)
        }
    }
}

/// The columns scrolled away at the start of the text, when the caret is so many columns from it.
///
/// A page leaves room for a wide cell at the end of the field; a field too small for pages follows the caret.
fn scrolled(caret: usize, width: usize) -> usize {
    match width.saturating_sub(1) / 2 {
        0 => caret,
        page => (caret / page).saturating_sub(1) * page,
    }
}

/// The cells that lie wholly in some columns.
fn fitting(line: &Line, field: Range<usize>) -> Range<usize> {
    let mut column = 0;
    let mut fits = line.cells.iter().map(|cell| {
        let start = column;
        column += usize::from(cell.width);
        field.start <= start && column <= field.end
    });
    let start = fits.by_ref().take_while(|fits| !fits).count();
    let more = fits.take_while(|fits| *fits).count();
    let any = start < line.cells.len();
    start..start + more + usize::from(any)
}

fn columns(line: &Line, cells: Range<usize>) -> usize {
    line.cells[cells]
        .iter()
        .map(|cell| usize::from(cell.width))
        .sum()
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// The bytes from the first to the last that some cell shows.
fn shown(line: &Line) -> Range<u32> {
    let start = line.cells.iter().map(|cell| cell.source.start).min();
    let end = line.cells.iter().map(|cell| cell.source.end).max();
    start.unwrap_or(0)..end.unwrap_or(0)
}
