//! The cells of the terminal: what it shows, and the frame that takes its place.

mod beside;
mod changes;
mod cursor;
mod fingerprint;
mod scroll;

use std::io;
use std::ops::Range;

use crossterm::cursor::{Hide, Show};
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect};

use super::encode::{adapted, is_by_cell, marks};
use super::hyperlink::Links;
use super::pen::{Pen, say};
use super::tty;
use crate::config::Profile;
use crate::text::{Grid, GridRow};
use beside::{Beside, columns_of, told};
use changes::{Changes, Row};
use fingerprint::Fingerprint;
use scroll::Scroll;

/// Synchronized output (DEC private mode 2026): the terminal shows the frame when it is whole.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// Bytes that hold what a step in a list writes.
const ROOM: usize = 4096;

/// Where the cursor of the terminal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The column and the row, from 0.
    pub at: Position,
    /// Whether it is shown; programs that read the screen aloud, and braille displays, follow a hidden one as well.
    pub shown: bool,
}

/// The cells of a frame, of the size of the terminal, in visual order.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) grid: &'a Grid<Cell>,
    /// The columns of each row that may be others than in the frame before, but for what was moved; all of a row that is
    /// missing.
    pub(super) changed: &'a [Range<u16>],
    /// What was moved down by some rows, or up, one after the other, before rows were changed.
    pub(super) moved: &'a [(Rect, i32)],
    /// Pictures say of some of them whether they are written.
    pub(super) dressed: bool,
    /// How they are adapted to the terminal.
    pub(super) profile: Profile,
}

/// What the terminal shows, and the frame that takes its place.
///
/// Only what differs is written, and nothing for a frame without changes.
#[derive(Default)]
pub(super) struct Surface {
    /// Its columns and rows.
    size: (usize, usize),
    /// The columns of each row of the frame that may be others than those shown.
    changed: Vec<Range<usize>>,
    /// The rows of the frame that are adapted to the terminal as wholes.
    adapted: Vec<Option<Vec<Cell>>>,
    /// The cells that are shown, as they are compared.
    shown: Grid<Fingerprint>,
    /// Those of the frame, in the rows that changed.
    wanted: Vec<Fingerprint>,
    /// The rows of the frame that have links.
    linked: Vec<u16>,
    /// Whether the cells of each row have marks: those of the frame, or those shown where it did not change.
    marked: Vec<bool>,
    /// What puts back what stands beside a place that is moved.
    beside: Beside,
    /// Where the cursor is; `None` while it is hidden somewhere.
    cursor: Option<Cursor>,
    /// Nothing is known of what is shown: it is cleared first.
    unknown: bool,
    pen: Pen,
}

impl Surface {
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

    /// Writes what a frame changes, then `after`, which leaves the cursor and its style as they are, and puts the cursor
    /// where it is wanted. One of another size than the frame before is drawn on a cleared screen.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub(super) fn present(
        &mut self,
        cells: Cells,
        links: &Links,
        cursor: Option<Cursor>,
        after: &[u8],
    ) -> io::Result<()> {
        let mut bytes = self.changes(cells, links, cursor).into_bytes();
        bytes.extend_from_slice(after);
        if bytes.is_empty() {
            return Ok(());
        }
        bytes.splice(..0, BEGIN.bytes());
        bytes.extend_from_slice(END.as_bytes());
        tty::write_all(&bytes)
    }

    /// What makes what is shown the frame, which it is from now on.
    fn changes(&mut self, cells: Cells, links: &Links, cursor: Option<Cursor>) -> String {
        let mut out = String::with_capacity(ROOM);
        self.unknown |= self.size != (cells.grid.width(), cells.grid.height());
        self.note_changed(cells, links);
        if std::mem::take(&mut self.unknown) {
            self.beside = Beside::default();
            let (width, height) = self.size;
            self.shown.clear(width, height, Fingerprint::BLANK);
            say(&Clear(ClearType::All), &mut out);
            self.take_fingerprints(cells, links, &(0..0));
        } else if let Some((columns, scroll)) = told(cells) {
            let marked = self.follow(&columns, &scroll, cells);
            self.take_fingerprints(cells, links, &marked);
            scroll.word(&mut out);
            self.put_back(&columns, &scroll, cells, links, &mut out);
        } else {
            self.note_moved(cells);
            self.take_fingerprints(cells, links, &(0..0));
            self.scroll(cells, &mut out);
        }
        self.write(cells, links, &mut out);
        self.pen.put_down(&mut out);
        self.place_cursor(cursor, &mut out);
        out
    }

    /// Finds what may be another than what is shown, but for what was moved.
    fn note_changed(&mut self, cells: Cells, links: &Links) {
        let whole = self.unknown || cells.dressed;
        self.size = (cells.grid.width(), cells.grid.height());
        let (columns, rows) = self.size;
        let told = |row| cells.changed.get(row).filter(|_| !whole);
        self.changed.clear();
        self.changed.extend((0..rows).map(|row| {
            told(row).map_or(0..columns, |columns| {
                columns.start.into()..columns.end.into()
            })
        }));
        // The links of a row may be others though its cells are the same.
        let now = links.keys().map(|(_, row)| *row);
        for row in self.linked.drain(..).chain(now.clone()) {
            if let Some(changed) = self.changed.get_mut(usize::from(row)) {
                *changed = 0..columns;
            }
        }
        self.linked.extend(now);
        self.linked.sort_unstable();
        self.linked.dedup();
        if !is_by_cell(cells.profile) {
            let changed = self.changed.iter_mut();
            for changed in changed.filter(|changed| changed.start < changed.end) {
                *changed = 0..columns;
            }
        }
    }

    /// What was moved may be another too, where the terminal is not told of it.
    fn note_moved(&mut self, cells: Cells) {
        let (columns, _) = self.size;
        for (place, _) in cells.moved {
            let moved = if is_by_cell(cells.profile) {
                columns_of(*place)
            } else {
                0..columns
            };
            for changed in &mut self.changed[rows_of(*place)] {
                *changed = both(changed, &moved);
            }
        }
    }

    /// Takes what stands for the cells of the rows that changed, of which some are `marked` whatever they show. A mark means
    /// nothing to a row without right-to-left text; but where rows with and without it go on, each would else get and lose
    /// it with every step, and what stands beside them would be written anew.
    fn take_fingerprints(&mut self, cells: Cells, links: &Links, marked: &Range<usize>) {
        let (width, height) = self.size;
        self.wanted.resize(width * height, Fingerprint::BLANK);
        self.adapted.resize(height, None);
        self.marked.resize(height, false);
        for (number, columns) in self.changed.iter().enumerate() {
            if columns.is_empty() {
                continue;
            }
            self.beside.forget(number, columns);
            let wanted = &mut self.wanted[number * width..][..width];
            self.shown.row(number).copy_to(wanted);
            let row = cells.grid.row(number);
            let own = &mut self.adapted[number];
            *own = adapted(row, cells.profile);
            let there = own.as_deref().map_or(row, GridRow::from);
            let changed = wanted[columns.clone()].iter_mut();
            for (fingerprint, cell) in changed.zip(there.part(columns.clone())) {
                *fingerprint = Fingerprint::of(cell);
            }
            let marks = marked.contains(&number) || marks(row.iter(), cells.profile);
            if std::mem::replace(&mut self.marked[number], marks) != marks {
                self.beside.forget(number, &(0..1));
            }
            if let Some(first) = wanted.first_mut() {
                first.set_mark(marks);
            }
        }
        for ((column, row), begin) in links {
            let at = usize::from(*row) * width + usize::from(*column);
            if let Some(fingerprint) = self.wanted.get_mut(at) {
                fingerprint.lead(begin);
            }
        }
    }

    /// Has the terminal move the rows that stand elsewhere in the frame, where there are such.
    fn scroll(&mut self, cells: Cells, out: &mut String) {
        let (width, height) = self.size;
        let changed = self.changed.iter().filter(|columns| !columns.is_empty());
        if cells.dressed || changed.count() <= scroll::LEAST {
            return;
        }
        let shown = (0..height).map(|row| self.shown.row(row));
        let wanted = self.wanted.chunks(width).map(GridRow::from);
        let rows: Vec<_> = shown
            .zip(wanted.zip(&self.changed))
            .map(|(shown, (wanted, columns))| {
                (if columns.is_empty() { shown } else { wanted }, shown)
            })
            .collect();
        let Some(scroll) = Scroll::find(&rows) else {
            return;
        };
        for row in scroll.rows() {
            if self.changed[row].is_empty() {
                let wanted = &mut self.wanted[row * width..][..width];
                self.shown.row(row).copy_to(wanted);
            }
            self.changed[row] = 0..width;
        }
        scroll.word(out);
        scroll.carry_out(&mut self.shown, 0..width);
    }

    /// Writes what is new in the rows that changed, which is shown from now on.
    fn write(&mut self, cells: Cells, links: &Links, out: &mut String) {
        let mut changes = Changes::new(out, &mut self.pen, links);
        let (width, _) = self.size;
        let mut before = vec![Fingerprint::BLANK; width];
        for (number, columns) in self.changed.iter().enumerate() {
            if columns.is_empty() {
                continue;
            }
            self.shown.row(number).copy_to(&mut before);
            let now = &self.wanted[number * width..][..width];
            let row = Row {
                cells: self.adapted[number]
                    .as_deref()
                    .map_or_else(|| cells.grid.row(number), GridRow::from),
                now,
                before: &before,
                marked: self.marked[number],
                dressed: cells.dressed,
            };
            // The mark of the first cell is for the whole row.
            let first = 0..usize::from(columns.start > 0);
            for columns in [first, columns.clone()] {
                changes.row(number, row, columns);
            }
            self.shown.set_row(number, now);
        }
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
            cursor::move_to(cursor.at.x.into(), cursor.at.y.into(), out);
        }
        self.cursor = wanted;
    }
}

/// The columns from the first of two stretches to the last.
fn both(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    if one.is_empty() {
        return other.clone();
    }
    one.start.min(other.start)..one.end.max(other.end)
}

fn rows_of(place: Rect) -> Range<usize> {
    usize::from(place.top())..usize::from(place.bottom())
}

#[cfg(test)]
mod tests;
