//! Tables on the page: columns as wide as their content asks for, or where they have no room a record a row.

mod cell;
mod columns;
mod fit;

use std::collections::HashMap;
use std::ops::Range;

use self::cell::GridCell;
use self::columns::{Places, is_figure};
use self::fit::Fit;
use super::piece::{DirectionHints, Marks};
use crate::app::TextStyle;
use crate::config::Role;
use crate::model::Table;
use crate::text::{CleanText, Column, ColumnAlign, Direction, Line, Options, beside, layout};

/// Between two columns.
const BETWEEN: &str = " │ ";
const BETWEEN_WIDTH: u16 = 3;
/// Rows that say how wide the columns are; a table of a hundred thousand cells opens as fast as a short one.
const ROWS_MEASURED: usize = 200;

/// A table of the page.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    rows: Vec<GridRow>,
    columns: usize,
    direction: Direction,
    /// Whether all that stands in some columns is figures.
    figures: HashMap<Range<usize>, bool>,
    /// How it stands in a page of some width.
    fitted: Option<(u16, Fit)>,
}

#[derive(Clone, Debug)]
struct GridRow {
    header: bool,
    cells: Vec<GridCell>,
}

/// What a row of the table is called by the page: its text, and the row.
pub(super) struct RowText {
    pub(super) text: CleanText,
    pub(super) header: bool,
    pub(super) marks: Marks,
}

impl Grid {
    /// Prepares a table in text of the direction `around`; gives the text of each row, cells parted by tabs.
    pub(super) fn new(
        table: &Table,
        (hints, around): (DirectionHints, Direction),
        numbered: bool,
    ) -> (Self, Vec<RowText>) {
        let mut places = Places::default();
        let direction = direction(table, hints, around);
        let mut rows = Vec::with_capacity(table.rows.len());
        let mut texts = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut text = String::new();
            let mut marks = Marks::default();
            let mut cells = Vec::with_capacity(row.cells.len());
            places.begin_row();
            for cell in &row.cells {
                if !text.is_empty() {
                    text.push('\t');
                }
                let columns = places.take(cell);
                let at = text.len();
                let (cell, inner) = GridCell::new(cell, at, columns, direction, hints, numbered);
                marks.extend(inner.moved(at));
                text.push_str(cell.text.as_str());
                cells.push(cell);
            }
            texts.push(RowText {
                text: CleanText::block(&text),
                header: row.header,
                marks,
            });
            rows.push(GridRow {
                header: row.header,
                cells,
            });
        }
        let grid = Self {
            figures: figures(&rows),
            columns: places.columns,
            rows,
            direction,
            fitted: None,
        };
        (grid, texts)
    }

    /// The direction of its columns.
    pub(super) const fn direction(&self) -> Direction {
        self.direction
    }

    /// Lays a row out in `width` columns.
    pub(super) fn row(&mut self, row: usize, width: u16, options: Options) -> Vec<Line> {
        self.fit(width, options);
        let Some((_, fit)) = &self.fitted else {
            return Vec::new();
        };
        match fit {
            Fit::Columns { widths, apart } => {
                let follows = row > 0 && !self.rows[row - 1].header;
                self.lines(&self.rows[row], widths, *apart && follows, options)
            }
            Fit::Records => self.record(row, width, options),
        }
    }

    /// The line under the head.
    pub(super) fn rule(&mut self, width: u16, options: Options) -> Vec<Line> {
        self.fit(width, options);
        let Some((_, Fit::Columns { widths, .. })) = &self.fitted else {
            return Vec::new();
        };
        let style = TextStyle::plain(Role::Border).pack();
        let columns: Vec<Column> = widths.iter().map(|&width| dashes(width)).collect();
        let mut lines = beside(&columns, "─┼─", style, self.direction);
        for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
            (cell.style, cell.source) = (style, 0..0);
        }
        lines
    }

    fn fit(&mut self, width: u16, options: Options) {
        if self
            .fitted
            .as_ref()
            .is_some_and(|(known, _)| *known == width)
        {
            return;
        }
        self.fitted = Some((width, self.fit_for(width, options)));
    }

    /// Sets the lines of the cells of a row side by side; `apart`, a blank one stands before them.
    fn lines(&self, row: &GridRow, widths: &[u16], apart: bool, options: Options) -> Vec<Line> {
        let columns = self.filled(row, widths, options);
        let style = TextStyle::plain(Role::Border).pack();
        let mut lines = Vec::new();
        if apart {
            let blank: Vec<Column> = columns
                .iter()
                .map(|column| Column {
                    lines: vec![Line::default()],
                    ..empty(column.width)
                })
                .collect();
            lines.extend(beside(&blank, BETWEEN, style, self.direction));
        }
        lines.extend(beside(&columns, BETWEEN, style, self.direction));
        lines
    }

    /// The columns of a row with the lines of its cells; those that no cell stands in are empty.
    fn filled(&self, row: &GridRow, widths: &[u16], options: Options) -> Vec<Column> {
        let mut columns = Vec::with_capacity(widths.len());
        let mut at = 0;
        for cell in &row.cells {
            columns.extend(
                widths[at.min(widths.len())..cell.columns.start]
                    .iter()
                    .map(|&width| empty(width)),
            );
            let inner = &widths[cell.columns.clone()];
            let gaps = BETWEEN_WIDTH * u16::try_from(inner.len().saturating_sub(1)).unwrap_or(0);
            let width = inner.iter().sum::<u16>() + gaps;
            columns.push(Column {
                lines: cell.lines(width, options),
                width,
                align: cell.align.unwrap_or_else(|| self.usual(cell)),
            });
            at = cell.columns.end;
        }
        columns.extend(
            widths[at.min(widths.len())..]
                .iter()
                .map(|&width| empty(width)),
        );
        columns
    }

    /// Where cells stand that do not say: figures on the right, so that their places are under one another.
    fn usual(&self, cell: &GridCell) -> ColumnAlign {
        let figures = self.figures.get(&cell.columns) == Some(&true);
        // The places of figures count from the right in every direction.
        if figures && self.direction == Direction::Ltr {
            ColumnAlign::End
        } else {
            ColumnAlign::Start
        }
    }

    /// A row as lines of `column: text`.
    fn record(&self, row: usize, width: u16, options: Options) -> Vec<Line> {
        let source = &self.rows[row];
        let body = self.rows.iter().position(|row| !row.header);
        if source.header && body.is_some() {
            return Vec::new();
        }
        let mut lines = Vec::new();
        // The line before the first took its space from the head, which is not shown.
        if row > 0 {
            lines.push(Line {
                base: self.direction,
                ..Line::default()
            });
        }
        for cell in source.cells.iter().filter(|cell| !cell.text.is_empty()) {
            let name = self.name_of(cell).filter(|_| !cell.header);
            let base = match name {
                Some(_) => self.direction,
                None => cell.base,
            };
            lines.extend(cell.labelled(name, width, Options { base, ..options }));
        }
        lines
    }

    /// What the last row of the head says over a cell.
    fn name_of(&self, cell: &GridCell) -> Option<&CleanText> {
        let heads = self.rows.iter().take_while(|row| row.header);
        heads
            .filter_map(|row| {
                let over = |head: &&GridCell| head.columns.contains(&cell.columns.start);
                row.cells.iter().find(over)
            })
            .map(|head| &head.text)
            .filter(|text| !text.is_empty())
            .last()
    }
}

/// Finds in the rows that are measured in which columns all is figures.
fn figures(rows: &[GridRow]) -> HashMap<Range<usize>, bool> {
    let mut figures = HashMap::new();
    let body = rows.iter().filter(|row| !row.header).take(ROWS_MEASURED);
    let cells = body.flat_map(|row| &row.cells);
    for cell in cells.filter(|cell| !cell.text.is_empty()) {
        let all = figures.entry(cell.columns.clone()).or_insert(true);
        *all = *all && is_figure(cell.text.as_str());
    }
    figures
}

/// The direction of the columns: by markup, else by most of what stands in the first rows.
fn direction(table: &Table, hints: DirectionHints, around: Direction) -> Direction {
    const ROWS: usize = 5;
    let cells = table.rows.iter().take(ROWS).flat_map(|row| &row.cells);
    let words: Vec<&str> = cells.map(|cell| cell.text.text.as_str()).collect();
    hints.resolve_in(&CleanText::block(&words.join(" ")), table.direction, around)
}

fn empty(width: u16) -> Column {
    Column {
        width,
        ..Column::default()
    }
}

fn dashes(width: u16) -> Column {
    let text = CleanText::line(&"─".repeat(width.into()));
    Column {
        lines: layout(&text, &[], width.max(1), &Options::default()),
        width,
        ..Column::default()
    }
}
