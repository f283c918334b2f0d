//! The cells of the terminal: what it shows, and the frame that takes its place.

mod fingerprint;
mod scroll;

use std::io;
use std::ops::Range;

use crossterm::cursor::{Hide, MoveTo, MoveToColumn, Show};
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};

use super::hyperlink::{self, Links};
use super::pen::{Look, Pen, say};
use super::tty;
use fingerprint::Fingerprint;
use scroll::Scroll;

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
    /// The cells of the frame as they are compared, and those that are shown.
    fingerprints: Vec<Fingerprint>,
    shown: Vec<Fingerprint>,
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
        let mut out = String::new();
        self.fingerprints.clear();
        self.fingerprints
            .extend(self.frame.content.iter().map(Fingerprint::of));
        if std::mem::take(&mut self.unknown) {
            self.shown.clear();
            self.shown
                .resize(self.fingerprints.len(), Fingerprint::BLANK);
            self.links.clear();
            say(&Clear(ClearType::All), &mut out);
        } else {
            self.scroll(&mut out);
        }
        hyperlink::renew(&mut self.frame, &self.links, &links);
        let mut changes = Changes {
            out: &mut out,
            pen: &mut self.pen,
            links: &links,
            link: None,
            at: None,
        };
        let width = usize::from(self.frame.area.width).max(1);
        let cells = self.frame.content.chunks(width);
        let fingerprints = self
            .fingerprints
            .chunks(width)
            .zip(self.shown.chunks(width));
        for (row, (cells, (now, before))) in (0..).zip(cells.zip(fingerprints)) {
            changes.row(row, Row { cells, now, before });
        }
        self.pen.put_down(&mut out);
        self.place_cursor(cursor, &mut out);
        self.links = links;
        std::mem::swap(&mut self.fingerprints, &mut self.shown);
        out
    }

    /// Has the terminal move the rows that stand elsewhere in the frame, unless a picture, which is not in the cells, would
    /// move with them.
    fn scroll(&mut self, out: &mut String) {
        let by_itself = |cell: &Cell| cell.diff_option == CellDiffOption::None;
        let width = usize::from(self.frame.area.width);
        if width == 0 || !self.frame.content.iter().all(by_itself) {
            return;
        }
        let Some(scroll) = Scroll::find(&self.fingerprints, &self.shown, width) else {
            return;
        };
        scroll.word(out);
        scroll.carry_out(&mut self.shown, width);
        let links = std::mem::take(&mut self.links).into_iter();
        let moved = links.filter_map(|((column, row), link)| {
            let row = scroll.place_of(usize::from(row))?;
            Some(((column, u16::try_from(row).ok()?), link))
        });
        self.links = moved.collect();
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

/// A row of the frame: its cells, how they are compared, and what is shown.
#[derive(Clone, Copy)]
struct Row<'a> {
    cells: &'a [Cell],
    now: &'a [Fingerprint],
    before: &'a [Fingerprint],
}

impl<'a> Changes<'a> {
    fn row(&mut self, number: u16, row: Row<'_>) {
        let mut column = 0;
        // What reached over the cells before this column is gone: they are written though they are as they were.
        let mut broken = 0;
        while let (Some(now), Some(before)) = (row.now.get(column), row.before.get(column)) {
            let next = (column + now.columns()).min(row.now.len());
            let option = row.cells[column].diff_option;
            let is_new = now != before || option == CellDiffOption::AlwaysUpdate;
            if option != CellDiffOption::Skip && (is_new || column < broken) {
                for (at, covered) in (column..).zip(&row.before[column..next]) {
                    broken = broken.max(at + covered.columns());
                }
                self.cell(number, column..next, row);
            }
            column = next;
        }
        self.lead(None);
    }

    fn cell(&mut self, number: u16, place: Range<usize>, row: Row<'_>) {
        let symbol = row.cells[place.start].symbol();
        if !self.links.is_empty() {
            let column = u16::try_from(place.start).unwrap_or(u16::MAX);
            self.lead(self.links.get(&(column, number)).map(AsRef::as_ref));
        }
        self.go_to(number, place.start, row);
        self.pen.take(Look::of(&row.cells[place.start]), self.out);
        // Some terminals draw it narrower than it is, and leave what stood there.
        if place.len() > 1 && symbol.contains('\u{fe0f}') {
            self.out.extend(std::iter::repeat_n(' ', place.len()));
            self.at = Some((number, None));
            self.go_to(number, place.start, row);
        }
        self.out.push_str(symbol);
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

    fn go_to(&mut self, number: u16, column: usize, row: Row<'_>) {
        let there = u16::try_from(column).unwrap_or(u16::MAX);
        let at = self.at;
        match at {
            Some((at, Some(from))) if at == number && self.passes(from..column, row) => {}
            Some((at, _)) if at == number => say(&MoveToColumn(there), self.out),
            _ => say(&MoveTo(there, number), self.out),
        }
    }

    /// Writes the cells again that lie before the next, where that is less than to move the cursor.
    fn passes(&mut self, between: Range<usize>, row: Row<'_>) -> bool {
        if between.is_empty() {
            return true;
        }
        let (Some(fingerprints), Some(cells)) =
            (row.now.get(between.clone()), row.cells.get(between))
        else {
            return false;
        };
        let alike = |(fingerprint, cell): (&Fingerprint, &Cell)| {
            fingerprint.is_ascii()
                && self.pen.suits(Look::of(cell))
                && cell.diff_option != CellDiffOption::Skip
        };
        let passes = fingerprints.len() <= PASSED_OVER
            && self.links.is_empty()
            && fingerprints.iter().zip(cells).all(alike);
        if passes {
            self.out.extend(cells.iter().map(Cell::symbol));
        }
        passes
    }
}

#[cfg(test)]
mod tests;
