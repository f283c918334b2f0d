//! The cells of the terminal: what it shows, and the frame that takes its place.

mod changes;
mod fingerprint;
mod scroll;

use std::io;
use std::ops::Range;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::encode::{adapted, is_by_cell, marks};
use super::hyperlink::Links;
use super::pen::{Pen, say};
use super::tty;
use crate::config::Profile;
use changes::{Changes, Row};
use fingerprint::Fingerprint;
use scroll::Scroll;

/// Synchronized output (DEC private mode 2026): the terminal shows the frame when it is whole.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
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
    pub(super) buffer: &'a Buffer,
    /// Rows that did not change, but for what was moved, are `false`.
    pub(super) changed: &'a [bool],
    /// What was moved down by some rows, or up, one after the other, before rows were changed.
    pub(super) moved: &'a [(Rect, i32)],
    /// Pictures say of some of them whether they are written.
    pub(super) dressed: bool,
    /// How they are adapted to the terminal.
    pub(super) profile: Profile,
}

impl<'a> Cells<'a> {
    fn width(&self) -> usize {
        usize::from(self.buffer.area.width).max(1)
    }

    /// The rows, as they were drawn.
    fn rows(&self) -> impl Iterator<Item = &'a [Cell]> + use<'a> {
        self.buffer.content.chunks(self.width())
    }
}

/// What the terminal shows, and the frame that takes its place.
///
/// Only what differs is written, and nothing for a frame without changes.
#[derive(Default)]
pub(super) struct Surface {
    area: Rect,
    /// The rows of the frame that may be others than those shown.
    changed: Vec<bool>,
    /// The rows of the frame that are adapted to the terminal as wholes.
    adapted: Vec<Option<Vec<Cell>>>,
    /// The cells of the frame as they are compared, and those that are shown.
    fingerprints: Vec<Fingerprint>,
    shown: Vec<Fingerprint>,
    /// The rows of the frame that have links.
    linked: Vec<u16>,
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
        let mut out = String::new();
        self.unknown |= self.area != cells.buffer.area;
        self.note_changed(cells, links);
        self.take_fingerprints(cells, links);
        if std::mem::take(&mut self.unknown) {
            self.shown.fill(Fingerprint::BLANK);
            say(&Clear(ClearType::All), &mut out);
        } else if !cells.dressed {
            self.scroll(cells, &mut out);
        }
        self.write(cells, links, &mut out);
        self.pen.put_down(&mut out);
        self.place_cursor(cursor, &mut out);
        out
    }

    /// Finds the rows that may be others than those shown.
    fn note_changed(&mut self, cells: Cells, links: &Links) {
        let whole = self.unknown || cells.dressed;
        self.area = cells.buffer.area;
        self.changed.clear();
        let rows = 0..usize::from(self.area.height);
        let told = rows.map(|row| cells.changed.get(row) != Some(&false));
        self.changed.extend(told.map(|changed| changed || whole));
        // The links of a row may be others though its cells are the same.
        let now = links.keys().map(|(_, row)| *row);
        for row in self.linked.drain(..).chain(now.clone()) {
            if let Some(changed) = self.changed.get_mut(usize::from(row)) {
                *changed = true;
            }
        }
        self.linked.extend(now);
        self.linked.sort_unstable();
        self.linked.dedup();
    }

    fn take_fingerprints(&mut self, cells: Cells, links: &Links) {
        let count = cells.buffer.content.len();
        self.fingerprints.resize(count, Fingerprint::BLANK);
        self.shown.resize(count, Fingerprint::BLANK);
        let width = cells.width();
        for (place, down) in cells.moved {
            if is_by_cell(cells.profile) {
                self.follow(*place, *down);
            } else {
                self.changed[rows_of(*place)].fill(true);
            }
        }
        self.adapted.resize(self.changed.len(), None);
        let rows = self.fingerprints.chunks_mut(width).zip(cells.rows());
        let rows = rows.zip(&mut self.adapted).zip(&self.changed);
        for (((fingerprints, row), own), _) in rows.filter(|(_, changed)| **changed) {
            *own = adapted(row, cells.profile);
            let row = own.as_deref().unwrap_or(row);
            for (fingerprint, cell) in fingerprints.iter_mut().zip(row) {
                *fingerprint = Fingerprint::of(cell);
            }
        }
        self.note_marks(cells);
        for ((column, row), begin) in links {
            let mut rows = self.fingerprints.chunks_mut(width);
            let row = rows.nth(usize::from(*row)).unwrap_or_default();
            if let Some(fingerprint) = row.get_mut(usize::from(*column)) {
                fingerprint.lead(begin);
            }
        }
    }

    /// The first cell of a row may get a mark for another that was moved there.
    fn note_marks(&mut self, cells: Cells) {
        if cells.profile != Profile::Lrm {
            return;
        }
        let moved = |row: usize| {
            let mut places = cells.moved.iter();
            places.any(|(place, _)| rows_of(*place).contains(&row))
        };
        let rows = self
            .fingerprints
            .chunks_mut(cells.width())
            .zip(cells.rows());
        let rows = rows.zip(&self.changed).enumerate();
        for (_, ((fingerprints, row), _)) in rows.filter(|(n, (_, changed))| **changed || moved(*n))
        {
            if let Some(first) = fingerprints.first_mut() {
                first.set_mark(marks(row, cells.profile));
            }
        }
    }

    /// Moves what stands for the cells of a place as these were moved.
    fn follow(&mut self, place: Rect, down: i32) {
        let width = usize::from(self.area.width);
        let columns = usize::from(place.left())..usize::from(place.right());
        let rows = rows_of(place);
        let by = usize::try_from(down.unsigned_abs()).unwrap_or(usize::MAX);
        let mut carry = |from: usize, to: usize| {
            let from = from * width;
            let cells = from + columns.start..from + columns.end;
            self.fingerprints
                .copy_within(cells, to * width + columns.start);
        };
        let still = rows.len().saturating_sub(by);
        if down < 0 {
            (rows.start..rows.start + still).for_each(|to| carry(to + by, to));
        } else {
            (rows.start..rows.start + still)
                .rev()
                .for_each(|from| carry(from, from + by));
        }
    }

    /// Has the terminal move the rows that stand elsewhere in the frame.
    fn scroll(&mut self, cells: Cells, out: &mut String) {
        let width = cells.width();
        let changed = self.changed.iter().filter(|changed| **changed).count();
        let scroll = match cells.moved {
            // It is known what it would find.
            [(place, down)] if is_by_cell(cells.profile) => Scroll::told(*place, *down, width),
            [] if changed <= scroll::LEAST => None,
            _ => Scroll::find(&self.fingerprints, &self.shown, width),
        };
        if let Some(scroll) = scroll {
            scroll.word(out);
            scroll.carry_out(&mut self.shown, width);
        }
    }

    fn write(&mut self, cells: Cells, links: &Links, out: &mut String) {
        let mut changes = Changes::new(out, &mut self.pen, links);
        let width = cells.width();
        let now = self.fingerprints.chunks(width);
        let shown = self.shown.chunks_mut(width);
        let rows = cells.rows().zip(&self.adapted).zip(now.zip(shown));
        for (number, ((row, own), (now, before))) in (0..).zip(rows) {
            if now != before || cells.dressed {
                let there = Row {
                    cells: own.as_deref().unwrap_or(row),
                    now,
                    before,
                    marked: now.first().is_some_and(|first| first.has_mark()),
                    dressed: cells.dressed,
                };
                changes.row(number, there);
                before.copy_from_slice(now);
            }
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
            say(&MoveTo(cursor.at.x, cursor.at.y), out);
        }
        self.cursor = wanted;
    }
}

fn rows_of(place: Rect) -> Range<usize> {
    usize::from(place.top())..usize::from(place.bottom())
}

#[cfg(test)]
mod tests;
