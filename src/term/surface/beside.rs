//! A place that the terminal is told to move, and what stands beside it, which is put back.

use std::ops::Range;

use ratatui::layout::Rect;

use super::changes::{Changes, Row, Words};
use super::fingerprint::Fingerprint;
use super::scroll::Scroll;
use super::{Cells, Surface, both};
use crate::term::encode::{is_by_cell, marks};
use crate::term::hyperlink::Links;
use crate::text::Grid;

/// What is written to put back what stands beside a place that the terminal moved, remembered: with each step in a list
/// that is the same.
#[derive(Debug, Default)]
pub(super) struct Beside {
    columns: Range<usize>,
    scroll: Option<Scroll>,
    /// For each row of the screen what is written, while what stands there and where it came from is as it was.
    words: Vec<Option<Words>>,
}

impl Beside {
    /// Begins with a place, and forgets what was written for another.
    fn begin(&mut self, columns: Range<usize>, scroll: &Scroll) {
        if self.columns != columns || self.scroll.as_ref() != Some(scroll) {
            *self = Self {
                columns,
                scroll: Some(scroll.clone()),
                words: vec![None; scroll.rows().end],
            };
        }
    }

    /// Forgets what is written for what changed in a row: there, and in the row that it is moved to.
    pub(super) fn forget(&mut self, row: usize, changed: &Range<usize>) {
        if is_within(changed, &self.columns) {
            return;
        }
        let there = |(to, from): &(usize, Option<usize>)| *to == row || *from == Some(row);
        let steps = self.scroll.iter().flat_map(Scroll::steps);
        for (to, _) in steps.filter(there) {
            self.words[to] = None;
        }
    }
}

/// What the terminal is told to move: the columns of the place, and its rows.
pub(super) fn told(cells: Cells) -> Option<(Range<usize>, Scroll)> {
    let [(place, down)] = *cells.moved else {
        return None;
    };
    let is_told = is_by_cell(cells.profile) && !cells.dressed;
    let scroll = Scroll::told(place, down, cells.grid.width()).filter(|_| is_told)?;
    Some((columns_of(place), scroll))
}

fn is_within(changed: &Range<usize>, columns: &Range<usize>) -> bool {
    changed.is_empty() || columns.start <= changed.start && changed.end <= columns.end
}

pub(super) fn columns_of(place: Rect) -> Range<usize> {
    usize::from(place.left())..usize::from(place.right())
}

impl Surface {
    /// Moves what stands for the cells of a place as these were moved, and finds the rows that are written besides.
    pub(super) fn follow(&mut self, columns: &Range<usize>, scroll: &Scroll, cells: Cells) {
        scroll.carry_out(&mut self.shown, columns.clone());
        for (to, from) in scroll.steps() {
            if from.is_none() {
                self.changed[to] = 0..self.size.0;
            }
            // The first cell of a row may get a mark for another that was moved there, or lose it.
            let first = self.shown.row(to).get(0);
            let marked = first.is_some_and(|first| first.has_mark());
            if marks(cells.grid.row(to).iter(), cells.profile) != marked {
                self.changed[to] = both(&self.changed[to], &(0..1));
            }
        }
    }

    /// Writes what stood beside what the terminal moved. Rows that changed are left to be written as wholes.
    pub(super) fn put_back(
        &mut self,
        columns: &Range<usize>,
        scroll: &Scroll,
        cells: Cells,
        links: &Links,
        out: &mut String,
    ) {
        let (width, _) = self.size;
        let mut changes = Changes::new(out, &mut self.pen, links);
        self.beside.begin(columns.clone(), scroll);
        for (to, from) in scroll.steps() {
            let words = &mut self.beside.words[to];
            let stays = self.changed[to].is_empty();
            if let Some(words) = words.as_ref().filter(|_| stays) {
                changes.again(words);
                continue;
            }
            let before = moved(&self.shown, columns, (to, from));
            if !stays {
                self.shown.set_row(to, &before);
                self.changed[to] = 0..width;
                continue;
            }
            let mut now = vec![Fingerprint::BLANK; width];
            self.shown.row(to).copy_to(&mut now);
            let row = Row {
                cells: cells.grid.row(to),
                now: &now,
                before: &before,
                marked: now.first().is_some_and(|first| first.has_mark()),
                dressed: false,
            };
            let sides = [0..columns.start, columns.end..width];
            let written = changes.alone(to, row, sides);
            // It was written over what stood beside the row that came from there: another time something else may.
            let stands = from.is_some_and(|from| is_within(&self.changed[from], columns));
            *words = Some(written).filter(|_| stands);
        }
    }
}

/// What the terminal shows in a row that it moved, where only a place of what is shown was.
fn moved(
    shown: &Grid<Fingerprint>,
    columns: &Range<usize>,
    (to, from): (usize, Option<usize>),
) -> Vec<Fingerprint> {
    let mut row = vec![Fingerprint::BLANK; shown.width()];
    if let Some(from) = from {
        shown.row(to).copy_to(&mut row);
        for columns in [0..columns.start, columns.end..shown.width()] {
            let beside = shown.row(from).part(columns.clone());
            row[columns]
                .iter_mut()
                .zip(beside)
                .for_each(|(cell, beside)| *cell = *beside);
        }
    }
    row
}
