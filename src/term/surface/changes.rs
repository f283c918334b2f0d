//! What is written of the rows of a frame.

use std::ops::Range;

use ratatui::buffer::{Cell, CellDiffOption};

use super::cursor;
use super::fingerprint::Fingerprint;
use crate::term::encode::{disarmed, lrm};
use crate::term::hyperlink::{self, Links};
use crate::term::pen::{Look, Pen};
use crate::text::GridRow;

/// Cells that are as they were are written again rather than passed over where there are no more of them: to move the
/// cursor takes more bytes.
const PASSED_OVER: usize = 4;

/// What is written for the changes of a frame.
pub(super) struct Changes<'a> {
    out: &'a mut String,
    pen: &'a mut Pen,
    /// How the cell looked that was written last.
    look: Option<u64>,
    links: &'a Links,
    /// Where what is written now leads.
    link: Option<&'a str>,
    /// The row, and the column that the next cell is written into; `None` behind a wide one, for terminals count
    /// differently.
    at: Option<(usize, Option<usize>)>,
}

/// What was written of rows, wherever the cursor was.
#[derive(Clone, Debug)]
pub(super) struct Words {
    text: String,
    /// What the terminal wrote in before it, and after it.
    from: Look,
    to: Look,
}

/// A row of the frame: its cells, how they are compared, and what is shown.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) cells: GridRow<'a, Cell>,
    pub(super) now: &'a [Fingerprint],
    pub(super) before: &'a [Fingerprint],
    /// Some of its cells get marks.
    pub(super) marked: bool,
    /// Pictures say of some cells whether they are written.
    pub(super) dressed: bool,
}

impl Words {
    /// Adds what was written after it, where that began in the look that this left; tells whether it did.
    pub(super) fn join(&mut self, next: &Self) -> bool {
        let follows = self.to == next.from;
        if follows {
            self.text.push_str(&next.text);
            self.to = next.to;
        }
        follows
    }
}

impl Row<'_> {
    /// Where to begin so that no cell is looked at that another reaches over.
    fn start(&self, column: usize) -> usize {
        let reaches = |at: &usize| {
            let cells = [self.now, self.before].map(|row| row[*at]);
            cells.iter().any(|cell| at + cell.columns() > column)
        };
        let near = column.saturating_sub(Fingerprint::MOST_COLUMNS)..column;
        near.into_iter().find(reaches).unwrap_or(column)
    }

    /// A cell, what stands for it, and for the one that is shown.
    fn get(&self, column: usize) -> Option<(&'_ Cell, Fingerprint, Fingerprint)> {
        let (now, before) = (self.now.get(column)?, self.before.get(column)?);
        Some((self.cells.get(column)?, *now, *before))
    }

    /// The next column, from one on and before another, whose cell is another than the one shown, or is before `broken`; any
    /// cell where pictures say which are written.
    fn next_looked_at(&self, mut column: usize, end: usize, broken: usize) -> Option<usize> {
        while column < end.max(broken)
            && let (Some(now), Some(before)) = (self.now.get(column), self.before.get(column))
        {
            if now != before || column < broken || self.dressed {
                return Some(column);
            }
            column += now.columns();
        }
        None
    }
}

impl<'a> Changes<'a> {
    pub(super) fn new(out: &'a mut String, pen: &'a mut Pen, links: &'a Links) -> Self {
        Self {
            out,
            pen,
            look: None,
            links,
            link: None,
            at: None,
        }
    }

    /// Writes what is new in some columns of a row so that it can be written again at any time, and gives it.
    pub(super) fn alone<const N: usize>(
        &mut self,
        number: usize,
        row: Row<'_>,
        columns: [Range<usize>; N],
    ) -> Words {
        self.at = None;
        let (start, from) = (self.out.len(), self.pen.look());
        for columns in columns {
            self.row(number, row, columns);
        }
        self.at = None;
        Words {
            text: self.out[start..].to_owned(),
            from,
            to: self.pen.look(),
        }
    }

    /// Writes it again.
    pub(super) fn again(&mut self, words: &Words) {
        self.pen.take(words.from, self.out);
        self.out.push_str(&words.text);
        self.pen.left_with(words.to);
        (self.at, self.look) = (None, None);
    }

    /// Writes what is new in some columns of a row.
    pub(super) fn row(&mut self, number: usize, row: Row<'_>, columns: Range<usize>) {
        if columns.is_empty() {
            return;
        }
        let mut from = row.start(columns.start);
        // What reached over the cells before this column is gone: they are written though they are as they were.
        let mut broken = 0;
        while let Some(column) = row.next_looked_at(from, columns.end, broken)
            && let Some((cell, now, before)) = row.get(column)
        {
            let next = (column + now.columns()).min(row.now.len());
            let option = if row.dressed {
                cell.diff_option
            } else {
                CellDiffOption::None
            };
            let is_new = now != before || column < broken;
            let is_new = is_new || option == CellDiffOption::AlwaysUpdate;
            if is_new && option != CellDiffOption::Skip {
                for (at, covered) in (column..).zip(&row.before[column..next]) {
                    broken = broken.max(at + covered.columns());
                }
                self.cell(number, column..next, row, cell);
            }
            from = next;
        }
        self.lead(None);
    }

    fn cell(&mut self, number: usize, place: Range<usize>, row: Row<'_>, cell: &Cell) {
        let symbol = disarmed(cell.symbol());
        if !self.links.is_empty() {
            let at = (screen(place.start), screen(number));
            self.lead(self.links.get(&at).map(AsRef::as_ref));
        }
        self.go_to(number, place.start, row);
        let look = Some(row.now[place.start].look());
        if self.look != look {
            self.look = look;
            self.pen.take(Look::of(cell), self.out);
        }
        // Some terminals draw it narrower than it is, and leave what stood there.
        if place.len() > 1 && symbol.contains('\u{fe0f}') {
            self.out.extend(std::iter::repeat_n(' ', place.len()));
            self.at = Some((number, None));
            self.go_to(number, place.start, row);
        }
        self.out.push_str(symbol);
        if row.marked && lrm::is_marked(place.start, cell) {
            self.out.push(lrm::LEFT_TO_RIGHT_MARK);
        }
        self.at = Some((number, (place.len() == 1).then_some(place.end)));
    }

    fn lead(&mut self, link: Option<&'a str>) {
        if self.link == link {
            return;
        }
        if self.link.is_some() {
            self.out.push_str(hyperlink::END);
        }
        self.out.push_str(link.unwrap_or_default());
        self.link = link;
    }

    fn go_to(&mut self, number: usize, column: usize, row: Row<'_>) {
        let at = self.at;
        match at {
            Some((at, Some(from))) if at == number && self.passes(from..column, row) => {}
            Some((at, _)) if at == number => cursor::move_to_column(column, self.out),
            _ => cursor::move_to(column, number, self.out),
        }
    }

    /// Writes the cells again that lie before the next, where that is less than to move the cursor.
    fn passes(&mut self, between: Range<usize>, row: Row<'_>) -> bool {
        if between.is_empty() {
            return true;
        }
        if between.len() > PASSED_OVER || !self.links.is_empty() {
            return false;
        }
        let cells = row.cells.part(between.clone());
        let mut alike = cells.clone().zip(&row.now[between]);
        let passes = alike.all(|(cell, fingerprint)| {
            fingerprint.is_ascii()
                && self.pen.suits(Look::of(cell))
                && cell.diff_option != CellDiffOption::Skip
        });
        if passes {
            self.out.extend(cells.map(|cell| disarmed(cell.symbol())));
        }
        passes
    }
}

/// A column or row as terminals count them.
fn screen(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
