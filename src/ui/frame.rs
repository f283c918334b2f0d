//! The cells of the screen, kept from one frame to the next.

use std::hash::{BuildHasher, Hash};
use std::ops::Range;

use foldhash::fast::RandomState;
use ratatui::buffer::Cell;
use ratatui::layout::Rect;

use crate::app::{Geometry, Interface, Size};
use crate::model::Query;
use crate::text::Grid;

/// What everything on the panes is laid out by: while it stays the same, what stands there can stay.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    pub size: Size,
    pub geometry: Geometry,
    pub interface: Interface,
    /// What is lit up in titles.
    pub query: Query,
}

/// The cells of the screen, and what was painted where.
///
/// What is painted as a piece is left alone in the next frame where it says the same there. The pieces of a frame do not
/// overlap each other, or anything that is painted without one, and cover what was painted in the frame before.
#[derive(Debug, Default)]
pub(super) struct Frame {
    cells: Grid<Cell>,
    /// What was moved in this frame before anything was painted there, and by how many rows down.
    moved: Vec<(Rect, i32)>,
    /// The columns of each row that may be others than in the frame before, besides what was moved.
    changed: Vec<Range<u16>>,
    /// `None` where the next frame is to be painted afresh.
    layout: Option<Layout>,
    pieces: Vec<Piece>,
    /// Those of the frame before; the place in it that is looked at next, for they come in the same order.
    stood: Vec<Piece>,
    next: usize,
    /// Where lists stand, and a number for what their rows are made from; and those of the frame before.
    lists: Vec<(Rect, u64)>,
    stood_lists: Vec<(Rect, u64)>,
    hashing: RandomState,
}

/// Something that was painted.
#[derive(Clone, Copy, Debug)]
struct Piece {
    place: Rect,
    says: Says,
}

/// What a piece says, as numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Says {
    /// Stands for all of it.
    pub whole: u64,
    /// Stands for what it was made from, where that is known: what is made from the same says the same.
    pub origin: Option<u64>,
}

/// What a place showed.
#[derive(Debug)]
pub(super) struct Snapshot {
    place: Rect,
    cells: Vec<Cell>,
    changed: Vec<Range<u16>>,
}

fn rows_of(place: Rect) -> Range<usize> {
    usize::from(place.top())..usize::from(place.bottom())
}

fn columns_of(place: Rect) -> Range<usize> {
    usize::from(place.left())..usize::from(place.right())
}

/// The columns from the first of two stretches to the last.
fn both(one: &Range<u16>, other: &Range<u16>) -> Range<u16> {
    if one.is_empty() {
        return other.clone();
    }
    one.start.min(other.start)..one.end.max(other.end)
}

impl Frame {
    /// Begins the next frame, and tells whether all of it has to be painted: without a layout, with another one than
    /// before, and in the first frame.
    pub(super) fn begin(&mut self, size: Size, layout: Option<Layout>) -> bool {
        let afresh = layout.is_none() || self.layout != layout;
        self.layout = layout;
        self.stood.clear();
        self.stood_lists.clear();
        if afresh {
            self.pieces.clear();
            self.lists.clear();
            let (width, height) = (size.columns.into(), size.rows.into());
            self.cells.clear(width, height, Cell::EMPTY);
        }
        std::mem::swap(&mut self.stood, &mut self.pieces);
        std::mem::swap(&mut self.stood_lists, &mut self.lists);
        self.next = 0;
        self.moved.clear();
        self.changed.clear();
        let whole = if afresh { 0..size.columns } else { 0..0 };
        self.changed.resize(usize::from(size.rows), whole);
        afresh
    }

    /// Has the next frame painted afresh, for something was painted over pieces.
    pub(super) fn forget(&mut self) {
        self.layout = None;
    }

    pub(super) const fn cells(&self) -> &Grid<Cell> {
        &self.cells
    }

    /// The columns.
    pub(super) fn width(&self) -> u16 {
        u16::try_from(self.cells.width()).unwrap_or(u16::MAX)
    }

    /// All of it.
    pub(super) fn area(&self) -> Rect {
        let height = u16::try_from(self.cells.height()).unwrap_or(u16::MAX);
        Rect::new(0, 0, self.width(), height)
    }

    pub(super) fn moved(&self) -> &[(Rect, i32)] {
        &self.moved
    }

    /// The columns of each row, from the top, that may be others than in the frame before, besides what was moved.
    pub(super) fn changed(&self) -> &[Range<u16>] {
        &self.changed
    }

    /// What a piece says, as a number.
    pub(super) fn fingerprint(&self, says: &impl Hash) -> u64 {
        self.hashing.hash_one(says)
    }

    /// Takes note of a piece, and tells whether it stands there already.
    pub(super) fn keeps(&mut self, place: Rect, says: Says) -> bool {
        let piece = Piece { place, says };
        debug_assert!(
            self.pieces
                .iter()
                .all(|other| !other.place.intersects(place)),
            "pieces do not overlap"
        );
        self.pieces.push(piece);
        let same = |stood: &Piece| stood.place == place && stood.says.whole == says.whole;
        let found = if self.stood.get(self.next).is_some_and(same) {
            Some(self.next)
        } else {
            self.stood.iter().position(same)
        };
        // One that is another now stands where one stood.
        self.next = found.unwrap_or(self.next) + 1;
        found.is_some()
    }

    /// Takes note of a list with a number for what its rows are made from, and tells whether it stands there already: then
    /// all its pieces do.
    pub(super) fn keeps_list(&mut self, place: Rect, origin: u64) -> bool {
        let list = (place, origin);
        self.lists.push(list);
        let stands = self.stood_lists.contains(&list);
        if stands {
            let inside = |piece: &Piece| piece.place.intersects(place);
            let pieces = self.stood.iter().copied().filter(inside);
            self.pieces.extend(pieces);
            let last = self.stood.iter().rposition(inside);
            self.next = last.map_or(self.next, |last| last + 1);
        }
        stands
    }

    /// What rows say that are made from what has these numbers, from the top, where that stood anywhere.
    pub(super) fn known(&self, origins: &[u64]) -> Vec<Option<u64>> {
        let mut next = 0;
        let find = |origin: &u64| {
            let same = |stood: &Piece| stood.says.origin == Some(*origin);
            // Those of a list follow each other.
            let found = if self.stood.get(next).is_some_and(same) {
                next
            } else {
                self.stood.iter().position(same)?
            };
            next = found + 1;
            Some(self.stood[found].says.whole)
        };
        origins.iter().map(find).collect()
    }

    /// Moves what a place shows to where the rows of a list stand now: `rows` says what they say, and where, from the top.
    pub(super) fn follow(&mut self, place: Rect, rows: &[(Rect, Says)]) {
        let Some((at, says)) = rows.get(rows.len() / 2) else {
            return;
        };
        let stood = |piece: &&Piece| {
            piece.says.whole == says.whole && (piece.place.x, piece.place.width) == (at.x, at.width)
        };
        let mut stood = self.stood.iter().filter(stood).map(|piece| piece.place.y);
        let Some(from) = stood.clone().find(|y| *y == at.y).or_else(|| stood.next()) else {
            return;
        };
        if from != at.y {
            self.shift(place, i32::from(at.y) - i32::from(from));
        }
    }

    /// Moves what is in a place down by some rows, or up; what would leave it is gone.
    fn shift(&mut self, place: Rect, down: i32) {
        let place = place.intersection(self.area());
        let moved = |y: u16| u16::try_from(i32::from(y) + down).ok();
        let inside = |y: u16| (place.top()..place.bottom()).contains(&y);
        self.cells.turn(columns_of(place), rows_of(place), down);
        self.moved.push((place, down));
        self.stood.retain_mut(|piece| {
            if place.intersection(piece.place).is_empty() {
                return true;
            }
            let last = piece.place.bottom() - 1;
            let to = moved(piece.place.y).filter(|to| inside(*to));
            let stays = to.is_some() && moved(last).is_some_and(inside);
            piece.place.y = to.unwrap_or_default();
            stays
        });
    }

    /// What a place shows, and which of its rows changed, before it is painted without pieces.
    pub(super) fn snapshot(&self, place: Rect) -> Snapshot {
        let place = place.intersection(self.area());
        let rows = rows_of(place).flat_map(|row| self.cells.row(row).part(columns_of(place)));
        Snapshot {
            place,
            cells: rows.cloned().collect(),
            changed: self.changed[rows_of(place)].to_vec(),
        }
    }

    /// Takes note that a place was painted without pieces: of its rows only those changed that show something else.
    pub(super) fn compare(&mut self, before: Snapshot) {
        let Snapshot {
            place,
            cells,
            changed,
        } = before;
        let width = usize::from(place.width).max(1);
        for ((row, before), changed) in rows_of(place).zip(cells.chunks(width)).zip(changed) {
            if self.cells.row(row).part(columns_of(place)).eq(before) {
                self.changed[row] = changed;
            }
        }
    }

    /// Cells of a row, from the left; fewer where they reach over the edge of the screen.
    pub(super) fn row(&mut self, row: u16, left: u16, width: u16) -> &mut [Cell] {
        let end = left.saturating_add(width).min(self.width());
        let row = usize::from(row);
        let Some(changed) = self.changed.get_mut(row).filter(|_| left < end) else {
            return &mut [];
        };
        *changed = both(changed, &(left..end));
        self.cells
            .part_mut(row, usize::from(left)..usize::from(end))
    }
}

#[cfg(test)]
mod tests;
