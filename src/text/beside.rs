//! Lines set side by side, as the cells of a table are.

use compact_str::CompactString;

use super::layout::BLANK;
use super::{Cell, Direction, Line, StyleId};

/// Says where the lines of a column stand in it.
///
/// ```
/// use newsterm::text::ColumnAlign;
/// assert_eq!(ColumnAlign::default(), ColumnAlign::Start);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColumnAlign {
    /// Where the whole begins.
    #[default]
    Start,
    /// Where the whole ends.
    End,
    /// In the middle.
    Middle,
}

/// Lines that stand in one column, and the column.
///
/// ```
/// use newsterm::text::{CleanText, Column, ColumnAlign, Options, layout};
///
/// let lines = layout(&CleanText::line("7"), &[], 3, &Options::default());
/// let column = Column { lines, width: 3, align: ColumnAlign::End };
/// assert_eq!(column.width, 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The lines, none wider than the column.
    pub lines: Vec<Line>,
    /// Columns of the screen it takes.
    pub width: u16,
    /// Where the lines stand in it.
    pub align: ColumnAlign,
}

/// Sets columns side by side, the first where the `base` direction begins, with `between` from one to the next.
///
/// As many lines come of it as the longest column has; what is put in shows no source. The source of a line
/// begins with the first byte of its cells and ends behind the last.
///
/// ```
/// use newsterm::text::{CleanText, Column, ColumnAlign, Direction, Options, StyleId, beside, layout};
///
/// let column = |text, align| Column {
///     lines: layout(&CleanText::line(text), &[], 4, &Options::default()),
///     width: 4,
///     align,
/// };
/// let columns = [column("one two", ColumnAlign::Start), column("7", ColumnAlign::End)];
/// let rows = beside(&columns, "|", StyleId(0), Direction::Ltr);
/// assert_eq!(rows[0].to_string(), "one |   7");
/// assert_eq!(rows[1].to_string(), "two |    ");
/// let rows = beside(&columns, "|", StyleId(0), Direction::Rtl);
/// assert_eq!(rows[0].to_string(), "7   | one");
/// ```
#[must_use]
pub fn beside(columns: &[Column], between: &str, style: StyleId, base: Direction) -> Vec<Line> {
    let height = columns.iter().map(|column| column.lines.len()).max();
    (0..height.unwrap_or(0))
        .map(|row| joined(columns, row, between, style, base))
        .collect()
}

fn joined(columns: &[Column], row: usize, between: &str, style: StyleId, base: Direction) -> Line {
    let mut whole = Line {
        base,
        ..Line::default()
    };
    let ordered: Vec<&Column> = match base {
        Direction::Ltr => columns.iter().collect(),
        Direction::Rtl => columns.iter().rev().collect(),
    };
    let mut source: Option<(u32, u32)> = None;
    for (index, column) in ordered.into_iter().enumerate() {
        if index > 0 {
            for sign in between.chars() {
                whole
                    .cells
                    .push(inserted(CompactString::from_iter([sign]), style));
            }
        }
        let line = column.lines.get(row);
        let width = line.map_or(0, |line| line.width.min(column.width));
        let (before, after) = room(column.width - width, column.align, base);
        whole.cells.extend(blanks(before));
        for cell in line.into_iter().flat_map(|line| &line.cells) {
            if cell.source.start < cell.source.end {
                let (start, end) = source.unwrap_or((cell.source.start, cell.source.end));
                source = Some((start.min(cell.source.start), end.max(cell.source.end)));
            }
            whole.cells.push(cell.clone());
        }
        whole.cells.extend(blanks(after));
    }
    let (start, end) = source.unwrap_or_default();
    whole.source = start..end;
    whole.width = whole.cells.iter().map(|cell| u16::from(cell.width)).sum();
    whole
}

/// Blanks on the left and on the right of a line that leaves `room` columns.
const fn room(room: u16, align: ColumnAlign, base: Direction) -> (u16, u16) {
    match (align, base) {
        (ColumnAlign::Middle, _) => (room / 2, room - room / 2),
        (ColumnAlign::Start, Direction::Ltr) | (ColumnAlign::End, Direction::Rtl) => (0, room),
        (ColumnAlign::End, Direction::Ltr) | (ColumnAlign::Start, Direction::Rtl) => (room, 0),
    }
}

fn blanks(count: u16) -> impl Iterator<Item = Cell> {
    std::iter::repeat_n(inserted(BLANK, StyleId::default()), count.into())
}

const fn inserted(symbol: CompactString, style: StyleId) -> Cell {
    Cell {
        symbol,
        width: 1,
        level: 0,
        style,
        source: 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CleanText, Options, layout};

    fn column(text: &str, width: u16) -> Column {
        Column {
            lines: layout(&CleanText::block(text), &[], width, &Options::default()),
            width,
            align: ColumnAlign::Middle,
        }
    }

    #[test]
    fn every_line_is_as_wide_as_all_columns_and_what_is_between() {
        let columns = [column("日本 語", 5), column("a\nb\nc", 3)];
        for base in [Direction::Ltr, Direction::Rtl] {
            let lines = beside(&columns, " │ ", StyleId(7), base);
            assert_eq!(lines.len(), 3);
            assert!(lines.iter().all(|line| line.width == 5 + 3 + 3));
        }
    }

    #[test]
    fn nothing_beside_nothing_has_no_lines() {
        assert!(beside(&[], "|", StyleId(0), Direction::Ltr).is_empty());
    }
}
