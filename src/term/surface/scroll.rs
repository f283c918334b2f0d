//! Rows that stand elsewhere than they stood: the terminal moves them for a few bytes.

use std::ops::Range;

use ratatui::layout::Rect;

use super::cursor;
use super::fingerprint::Fingerprint;
use super::rows_of;
use crate::text::{Grid, GridRow};

/// How far rows are looked for: a step of a key, a step of the wheel.
const STEPS: [[Step; 2]; 2] = [[Step::Down(1), Step::Up(1)], [Step::Down(3), Step::Up(3)]];
/// So many rows at least have to be spared, besides those that the step brings.
pub(super) const LEAST: usize = 2;

/// Where rows went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Up(usize),
    Down(usize),
}

impl Step {
    const fn rows(self) -> usize {
        match self {
            Self::Up(rows) | Self::Down(rows) => rows,
        }
    }

    /// The row that stands at `row` now, where it stood; `None` where that is not among the rows that take part.
    fn source(self, row: usize, region: &Range<usize>) -> Option<usize> {
        let source = match self {
            Self::Up(rows) => row.checked_add(rows),
            Self::Down(rows) => row.checked_sub(rows),
        };
        source.filter(|row| region.contains(row))
    }
}

/// Rows that are to be moved by the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The rows that take part, of which some go and blank ones come.
    region: Range<usize>,
    step: Step,
}

impl Scroll {
    /// What the terminal has to move where it is told that a place was, by some rows; nothing where there is more beside it,
    /// on rows of `width` cells, than in it.
    pub(super) fn told(place: Rect, down: i32, width: usize) -> Option<Self> {
        let by = usize::try_from(down.unsigned_abs()).ok()?;
        let region = rows_of(place);
        let step = if down < 0 {
            Step::Up(by)
        } else {
            Step::Down(by)
        };
        let pays = usize::from(place.width) * 2 > width && region.len() > 2 * by + LEAST;
        pays.then_some(Self { region, step })
    }

    /// The rows that take part.
    pub(super) fn rows(&self) -> Range<usize> {
        self.region.clone()
    }

    /// Each row that takes part, and the one that it shows now, in such an order that no row has come where another is yet
    /// to go; blank rows come in the place of `None`.
    pub(super) fn steps(&self) -> impl Iterator<Item = (usize, Option<usize>)> + use<> {
        let Self { region, step } = self.clone();
        let last = region.start + region.end.saturating_sub(1);
        region.clone().map(move |row| {
            let row = match step {
                Step::Up(_) => row,
                Step::Down(_) => last - row,
            };
            (row, step.source(row, &region))
        })
    }

    /// Finds what the terminal has to move so that the least is to be written; nothing where that is little. There is a row
    /// of the frame, and the one that is shown, for each row.
    pub(super) fn find(rows: &[(GridRow<Fingerprint>, GridRow<Fingerprint>)]) -> Option<Self> {
        let height = rows.len();
        let width = rows.first().map_or(0, |(now, _)| now.len());
        let alike = |at: usize, from: usize| alike(rows[at].0, rows[from].1);
        let same: Vec<isize> = (0..height).map(|at| alike(at, at)).collect();
        // Most steps move nothing but what lights up a row.
        if same.iter().sum::<isize>() * 8 > signed(height * width * 7) {
            return None;
        }
        let gain = |at: usize, step: Step| {
            let from = step.source(at, &(0..height));
            from.map_or(0, |from| alike(at, from)) - same[at]
        };
        STEPS.into_iter().find_map(|steps| {
            let found =
                steps.map(|step| (best_stretch((0..height).map(|at| gain(at, step))), step));
            let ((spared, rows), step) =
                found.into_iter().max_by_key(|((spared, _), _)| *spared)?;
            let region = match step {
                Step::Up(by) => rows.start..(rows.end + by).min(height),
                Step::Down(by) => rows.start.saturating_sub(by)..rows.end,
            };
            (spared > signed(width * (LEAST + step.rows()))).then_some(Self { region, step })
        })
    }

    /// Has the terminal move them: the lines of a region are deleted at its top, or put in there (DECSTBM, DL and IL; VT102),
    /// which every terminal knows.
    pub(super) fn word(&self, out: &mut String) {
        let (top, bottom) = (self.region.start + 1, self.region.end);
        let (rows, order) = match self.step {
            Step::Up(rows) => (rows, 'M'),
            Step::Down(rows) => (rows, 'L'),
        };
        out.push_str("\x1b[");
        cursor::say_number(top, out);
        out.push(';');
        cursor::say_number(bottom, out);
        out.push('r');
        cursor::move_to(0, self.region.start, out);
        out.push_str("\x1b[");
        cursor::say_number(rows, out);
        out.push(order);
        out.push_str("\x1b[r");
    }

    /// Does to some columns of what is shown what the terminal does to all.
    pub(super) fn carry_out(&self, shown: &mut Grid<Fingerprint>, columns: Range<usize>) {
        let (Step::Up(rows) | Step::Down(rows)) = self.step;
        let rows = i32::try_from(rows).unwrap_or(i32::MAX);
        let down = match self.step {
            Step::Up(_) => -rows,
            Step::Down(_) => rows,
        };
        shown.turn(columns.clone(), self.region.clone(), down);
        for (to, _) in self.steps().filter(|(_, from)| from.is_none()) {
            shown.part_mut(to, columns.clone()).fill(Fingerprint::BLANK);
        }
    }
}

/// How many cells of two rows are the same.
fn alike(now: GridRow<Fingerprint>, shown: GridRow<Fingerprint>) -> isize {
    let alike = now.iter().zip(shown.iter());
    signed(alike.filter(|(now, shown)| now == shown).count())
}

fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

/// The stretch with the largest sum, and that.
fn best_stretch(gains: impl Iterator<Item = isize>) -> (isize, Range<usize>) {
    let (mut best, mut stretch) = (0, 0..0);
    let (mut sum, mut start) = (0, 0);
    for (at, gain) in gains.enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += gain;
        if sum > best {
            (best, stretch) = (sum, start..at + 1);
        }
    }
    (best, stretch)
}
