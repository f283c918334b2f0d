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
    /// What is written, while what stands there and where it came from is as it was, in the order of the rows.
    runs: Vec<Run>,
}

/// Rows that are put back one after the other: they are kept as one text, for what is kept row by row lies in as many
/// places.
#[derive(Debug)]
struct Run {
    /// The rows, by their places in [`Scroll::steps`].
    steps: Range<usize>,
    words: Words,
}

impl Beside {
    /// Begins with a place, and forgets what was written for another.
    fn begin(&mut self, columns: Range<usize>, scroll: &Scroll) {
        if self.columns != columns || self.scroll.as_ref() != Some(scroll) {
            *self = Self {
                columns,
                scroll: Some(scroll.clone()),
                runs: Vec::new(),
            };
        }
    }

    /// Forgets what is written for what changed in a row: there, and in the row that it is moved to.
    pub(super) fn forget(&mut self, row: usize, changed: &Range<usize>) {
        if is_within(changed, &self.columns) {
            return;
        }
        let steps = self.scroll.iter().flat_map(Scroll::steps).enumerate();
        for (step, (to, from)) in steps {
            if to == row || from == Some(row) {
                self.runs.retain(|run| !run.steps.contains(&step));
            }
        }
    }

    /// Keeps what was written after what was kept last.
    fn keep(&mut self, run: Run) {
        if let Some(last) = self.runs.last_mut()
            && last.steps.end == run.steps.start
            && last.words.join(&run.words)
        {
            last.steps.end = run.steps.end;
        } else {
            self.runs.push(run);
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
    /// Moves what stands for the cells of a place as these were moved, and finds the rows that are written besides; gives
    /// those that are to have marks whatever they show.
    pub(super) fn follow(
        &mut self,
        columns: &Range<usize>,
        scroll: &Scroll,
        cells: Cells,
    ) -> Range<usize> {
        scroll.carry_out(&mut self.shown, columns.clone());
        let rows = scroll.rows();
        let marked = rows.clone().any(|row| self.gets_mark(row, cells));
        for (to, from) in scroll.steps() {
            if from.is_none() {
                self.changed[to] = both(&self.changed[to], columns);
            }
            // Their first cells are moved too.
            if columns.start == 0 {
                self.marked[to] = from.is_some_and(|from| self.marked[from]);
            }
        }
        if !marked {
            return 0..0;
        }
        for row in rows.clone().filter(|row| !self.marked[*row]) {
            self.changed[row] = both(&self.changed[row], &(0..1));
        }
        rows
    }

    /// Whether a row has a mark, or is to get one for what changed there.
    fn gets_mark(&self, row: usize, cells: Cells) -> bool {
        let marks = || marks(cells.grid.row(row).iter(), cells.profile);
        self.marked[row] || !self.changed[row].is_empty() && marks()
    }

    /// Writes what stood beside what the terminal moved. Where that is to change, the row is left to be written as a whole.
    pub(super) fn put_back(
        &mut self,
        columns: &Range<usize>,
        scroll: &Scroll,
        cells: Cells,
        links: &Links,
        out: &mut String,
    ) {
        let mut changes = Changes::new(out, &mut self.pen, links);
        self.beside.begin(columns.clone(), scroll);
        let steps: Vec<_> = scroll.steps().collect();
        let mut known = std::mem::take(&mut self.beside.runs).into_iter().peekable();
        let stays = |changed: &[Range<usize>], row: usize| is_within(&changed[row], columns);
        let mut next = 0;
        while let Some(&(to, from)) = steps.get(next) {
            if let Some(run) = known.next_if(|run| run.steps.start == next) {
                changes.again(&run.words);
                next = run.steps.end;
                self.beside.keep(run);
                continue;
            }
            let before = moved(&self.shown, columns, (to, from));
            if stays(&self.changed, to) {
                let mut now = vec![Fingerprint::BLANK; before.len()];
                self.shown.row(to).copy_to(&mut now);
                let row = Row {
                    cells: cells.grid.row(to),
                    now: &now,
                    before: &before,
                    marked: self.marked[to],
                    dressed: false,
                };
                let sides = [0..columns.start, columns.end..before.len()];
                let words = changes.alone(to, row, sides);
                // It was written over what stood beside the row that came from there: another time something else may.
                if from.is_none_or(|from| stays(&self.changed, from)) {
                    let steps = next..next + 1;
                    self.beside.keep(Run { steps, words });
                }
            } else {
                self.shown.set_row(to, &before);
                self.changed[to] = 0..self.size.0;
            }
            next += 1;
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
