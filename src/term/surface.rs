//! The cells of the terminal: what it shows, and the frame that takes its place.

use std::io;
use std::ops::Range;

use crossterm::cursor::{Hide, MoveTo, MoveToColumn, Show};
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};

use super::hyperlink::{self, Links};
use super::pen::{Pen, say};
use super::tty;
use crate::text::symbol_width;

/// Synchronized output (DEC private mode 2026): the terminal shows the frame when it is whole.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
/// Cells that are as they were are written again rather than passed over where there are no more of them: to move the
/// cursor takes more bytes.
const PASSED_OVER: usize = 4;

/// Where the cursor of the terminal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The column and the row, from 0.
    pub at: Position,
    /// Whether it is shown; programs that read the screen aloud, and braille displays, follow a hidden one as well.
    pub shown: bool,
}

/// What the terminal shows, and the frame that takes its place.
///
/// Only what differs is written, and nothing for a frame without changes.
#[derive(Default)]
pub(super) struct Surface {
    frame: Buffer,
    shown: Buffer,
    /// Where the cells that are shown lead.
    links: Links,
    /// Where the cursor is; `None` while it is hidden somewhere.
    cursor: Option<Cursor>,
    /// Nothing is known of what is shown: it is cleared first.
    unknown: bool,
    pen: Pen,
}

impl Surface {
    /// Begins a frame of blank cells; of another size than the one before it is drawn on a cleared screen.
    pub(super) fn begin(&mut self, (columns, rows): (u16, u16)) -> &mut Buffer {
        let area = Rect::new(0, 0, columns, rows);
        if self.frame.area != area {
            self.frame.resize(area);
            self.shown.resize(area);
            self.unknown = true;
        }
        self.frame.reset();
        &mut self.frame
    }

    /// Forgets what is shown: the next frame is drawn on a cleared screen.
    pub(super) fn forget(&mut self) {
        self.unknown = true;
    }

    /// Forgets the cursor as well, for the screen was entered anew.
    pub(super) fn reset(&mut self) {
        self.forget();
        self.cursor = None;
        self.pen = Pen::default();
    }

    /// Writes what the frame that was begun changes, then `after`, which leaves the cursor and its style as they are, and
    /// puts the cursor where it is wanted.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub(super) fn present(
        &mut self,
        links: Links,
        cursor: Option<Cursor>,
        after: &[u8],
    ) -> io::Result<()> {
        let mut bytes = self.changes(links, cursor).into_bytes();
        bytes.extend_from_slice(after);
        if bytes.is_empty() {
            return Ok(());
        }
        bytes.splice(..0, BEGIN.bytes());
        bytes.extend_from_slice(END.as_bytes());
        tty::write_all(&bytes)
    }

    /// What makes what is shown the frame, which it is from now on.
    fn changes(&mut self, links: Links, cursor: Option<Cursor>) -> String {
        hyperlink::renew(&mut self.frame, &self.links, &links);
        let mut out = String::new();
        if std::mem::take(&mut self.unknown) {
            self.shown.reset();
            say(&Clear(ClearType::All), &mut out);
        }
        let mut changes = Changes {
            out: &mut out,
            pen: &mut self.pen,
            links: &links,
            link: None,
            at: None,
        };
        let width = usize::from(self.frame.area.width).max(1);
        let rows = self.frame.content.chunks(width);
        let before = self.shown.content.chunks(width);
        for (row, (now, before)) in (0..).zip(rows.zip(before)) {
            changes.row(row, now, before);
        }
        self.pen.put_down(&mut out);
        self.place_cursor(cursor, &mut out);
        self.links = links;
        std::mem::swap(&mut self.frame, &mut self.shown);
        out
    }

    fn place_cursor(&mut self, wanted: Option<Cursor>, out: &mut String) {
        let is_shown = |cursor: &Cursor| cursor.shown;
        let (was, is) = (
            self.cursor.as_ref().is_some_and(is_shown),
            wanted.as_ref().is_some_and(is_shown),
        );
        if was && !is {
            say(&Hide, out);
        }
        // Anything drawn in this frame has moved the cursor.
        if let Some(cursor) = wanted.filter(|_| !out.is_empty() || self.cursor != wanted) {
            if is && !was {
                say(&Show, out);
            }
            say(&MoveTo(cursor.at.x, cursor.at.y), out);
        }
        self.cursor = wanted;
    }
}

/// What is written for the changes of a frame.
struct Changes<'a> {
    out: &'a mut String,
    pen: &'a mut Pen,
    links: &'a Links,
    /// Where what is written now leads.
    link: Option<&'a str>,
    /// The row, and the column that the next cell is written into; `None` behind a wide one, for terminals count
    /// differently.
    at: Option<(u16, Option<usize>)>,
}

impl<'a> Changes<'a> {
    fn row(&mut self, row: u16, now: &[Cell], before: &[Cell]) {
        let mut column = 0;
        // What reached over the cells before this column is gone: they are written though they are as they were.
        let mut broken = 0;
        while let Some(cell) = now.get(column) {
            let (symbol, old) = (cell.symbol(), before[column].symbol());
            let next = (column + columns(symbol)).min(now.len());
            let is_new = symbol != old || look_differs(cell, &before[column]);
            if is_written(cell, is_new || column < broken) {
                broken = broken.max(column + columns(old));
                // Only a wide cell covers more.
                for (at, covered) in (column + 1..).zip(&before[column + 1..next]) {
                    broken = broken.max(at + columns(covered.symbol()));
                }
                self.cell(row, column..next, symbol, now);
            }
            column = next;
        }
        self.lead(None);
    }

    fn cell(&mut self, row: u16, place: Range<usize>, symbol: &str, now: &[Cell]) {
        if !self.links.is_empty() {
            let column = u16::try_from(place.start).unwrap_or(u16::MAX);
            self.lead(self.links.get(&(column, row)).map(AsRef::as_ref));
        }
        self.go_to(row, place.start, now);
        self.pen.take(&now[place.start], self.out);
        // Some terminals draw it narrower than it is, and leave what stood there.
        if place.len() > 1 && symbol.contains('\u{fe0f}') {
            self.out.extend(std::iter::repeat_n(' ', place.len()));
            self.at = Some((row, None));
            self.go_to(row, place.start, now);
        }
        self.out.push_str(symbol);
        self.at = Some((row, (place.len() == 1).then_some(place.end)));
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

    fn go_to(&mut self, row: u16, column: usize, now: &[Cell]) {
        let there = u16::try_from(column).unwrap_or(u16::MAX);
        let at = self.at;
        match at {
            Some((at, Some(from))) if at == row && self.passes(from..column, now) => {}
            Some((at, _)) if at == row => say(&MoveToColumn(there), self.out),
            _ => say(&MoveTo(there, row), self.out),
        }
    }

    /// Writes the cells again that lie before the next, where that is less than to move the cursor.
    fn passes(&mut self, between: Range<usize>, now: &[Cell]) -> bool {
        let between = now.get(between).unwrap_or_default();
        let alike = |cell: &Cell| cell.symbol().len() == 1 && self.pen.suits(cell);
        let short = between.len() <= PASSED_OVER && self.links.is_empty();
        let passes = between.is_empty()
            || short && between.iter().all(|cell| !is_skipped(cell) && alike(cell));
        if passes {
            self.out.extend(between.iter().map(Cell::symbol));
        }
        passes
    }
}

fn is_written(cell: &Cell, is_new: bool) -> bool {
    !is_skipped(cell) && (is_new || cell.diff_option == CellDiffOption::AlwaysUpdate)
}

fn is_skipped(cell: &Cell) -> bool {
    cell.diff_option == CellDiffOption::Skip
}

fn look_differs(cell: &Cell, before: &Cell) -> bool {
    (cell.fg, cell.bg, cell.modifier) != (before.fg, before.bg, before.modifier)
}

/// The columns that a symbol takes.
fn columns(symbol: &str) -> usize {
    if symbol.len() == 1 {
        return 1;
    }
    symbol_width(symbol).max(1)
}

#[cfg(test)]
mod tests;
