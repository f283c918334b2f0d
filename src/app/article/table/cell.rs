//! The cells of a table, laid out one by one.

use std::ops::Range;

use crate::app::TextStyle;
use crate::app::article::piece::{DirectionHints, Marks};
use crate::app::article::styled::{StyledText, styled};
use crate::config::Role;
use crate::model::{CellAlign, TableCell};
use crate::text::{CleanText, ColumnAlign, Direction, Justify, Line, Options, StyleRun, layout};

/// A cell of a table.
#[derive(Clone, Debug)]
pub(super) struct GridCell {
    pub(super) text: CleanText,
    runs: Vec<StyleRun>,
    /// Where the text begins in that of the row, in bytes.
    offset: usize,
    pub(super) base: Direction,
    pub(super) align: Option<ColumnAlign>,
    pub(super) header: bool,
    /// The columns it takes.
    pub(super) columns: Range<usize>,
}

impl GridCell {
    /// Prepares a cell whose text begins `offset` bytes into that of its row; gives as well what is where in its text.
    pub(super) fn new(
        cell: &TableCell,
        offset: usize,
        columns: Range<usize>,
        direction: Direction,
        hints: DirectionHints,
        numbered: bool,
    ) -> (Self, Marks) {
        let StyledText { text, runs, marks } = styled(&cell.text, plain(cell.header), numbered);
        let mirrored = direction == Direction::Rtl;
        let align = cell.align.map(|align| match align {
            CellAlign::Middle => ColumnAlign::Middle,
            CellAlign::Left if mirrored => ColumnAlign::End,
            CellAlign::Right if mirrored => ColumnAlign::Start,
            CellAlign::Start | CellAlign::Left => ColumnAlign::Start,
            CellAlign::End | CellAlign::Right => ColumnAlign::End,
        });
        let cell = Self {
            base: hints.resolve_in(&text, cell.text.direction, direction),
            text,
            runs,
            offset,
            align,
            header: cell.header,
            columns,
        };
        (cell, marks)
    }

    pub(super) fn lines(&self, width: u16, options: Options) -> Vec<Line> {
        let base = self.base;
        self.labelled(None, width, Options { base, ..options })
    }

    /// The lines of the cell with a name before them; what shows the name has no source. A cell of one line keeps
    /// its own order beside the name (UAX #9, FSI and PDI).
    pub(super) fn labelled(
        &self,
        name: Option<&CleanText>,
        width: u16,
        options: Options,
    ) -> Vec<Line> {
        let text = self.text.as_str();
        let (before, after) = match name {
            Some(_) if !text.contains('\n') => ("\u{2068}", "\u{2069}"),
            _ => ("", ""),
        };
        let label = name.map_or_else(String::new, |name| format!("{}: {before}", one_line(name)));
        let whole = CleanText::block(&format!("{label}{text}{after}"));
        let shift = |at: usize| at + label.len();
        let plain = StyleRun {
            range: 0..whole.as_str().len(),
            style: plain(self.header).pack(),
        };
        let named = StyleRun {
            range: 0..label.len(),
            style: TextStyle::plain(Role::Caption).pack(),
        };
        let mut runs = vec![plain, named];
        runs.extend(self.runs.iter().map(|run| StyleRun {
            range: shift(run.range.start)..shift(run.range.end),
            style: run.style,
        }));
        let options = Options {
            justify: Justify::Off,
            ..options
        };
        let mut lines = layout(&whole, &runs, width.max(1), &options);
        let place = |at: u32| {
            let at = (at as usize).saturating_sub(label.len()).min(text.len()) + self.offset;
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        for line in &mut lines {
            line.source = place(line.source.start)..place(line.source.end);
            for cell in &mut line.cells {
                cell.source = place(cell.source.start)..place(cell.source.end);
            }
        }
        lines
    }
}

fn plain(header: bool) -> TextStyle {
    TextStyle {
        strong: header,
        ..TextStyle::plain(Role::Text)
    }
}

fn one_line(text: &CleanText) -> String {
    text.as_str().replace('\n', " ")
}
