//! Tables on the page: columns as wide as their content asks for, or where they have no room a record a row.

use std::collections::HashMap;
use std::ops::Range;

use super::columns::{Places, is_figure, longest_word, shared, sum};
use super::piece::{DirectionHints, Marks};
use super::styled::{StyledText, styled};
use crate::app::TextStyle;
use crate::config::Role;
use crate::model::{CellAlign, Table, TableCell};
use crate::text::{
    CleanText, Column, ColumnAlign, Direction, Justify, Line, Options, StyleRun, beside, layout,
};

/// Between two columns.
const BETWEEN: &str = " │ ";
const BETWEEN_WIDTH: u16 = 3;
/// Rows that say how wide the columns are; a table of a hundred thousand cells opens as fast as a short one.
const ROWS_MEASURED: usize = 200;
/// Columns of a cell's longest word that count: a longer one is cut rather than crowd out the others.
const LONGEST_WORD: u16 = 18;

/// Cells of a table with names for its columns that would take more lines are read row by row.
const MOST_LINES: u16 = 4;

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

#[derive(Clone, Debug)]
struct GridCell {
    text: CleanText,
    runs: Vec<StyleRun>,
    /// Where the text begins in that of the row, in bytes.
    offset: usize,
    base: Direction,
    align: Option<ColumnAlign>,
    header: bool,
    /// The columns it takes.
    columns: Range<usize>,
}

#[derive(Clone, Debug)]
enum Fit {
    /// The width of each column, and whether rows are set apart.
    Columns { widths: Vec<u16>, apart: bool },
    /// A line for each cell.
    Records,
}

/// What a row of the table is called by the page: its text, and the row.
pub(super) struct RowText {
    pub(super) text: CleanText,
    pub(super) header: bool,
    pub(super) marks: Marks,
}

impl Grid {
    /// Prepares a table; gives the text of each row, cells parted by tabs.
    pub(super) fn new(
        table: &Table,
        hints: DirectionHints,
        numbered: bool,
    ) -> (Self, Vec<RowText>) {
        let mut places = Places::default();
        let direction = direction(table, hints);
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
                let (cell, inner) = grid_cell(cell, at, columns, direction, hints, numbered);
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

    fn fit_for(&self, width: u16, options: Options) -> Fit {
        let gaps = u16::try_from(self.columns.saturating_sub(1)).unwrap_or(u16::MAX);
        let gaps = BETWEEN_WIDTH.saturating_mul(gaps);
        if gaps >= width {
            return Fit::Records;
        }
        let mut wished = vec![1_u16; self.columns];
        let mut least = vec![1_u16; self.columns];
        let measured = self.rows.iter().take(ROWS_MEASURED);
        for cell in measured.flat_map(|row| &row.cells) {
            if cell.columns.len() != 1 {
                continue;
            }
            let column = cell.columns.start;
            let lines = cell.lines(u16::MAX, options);
            let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
            wished[column] = wished[column].max(widest);
            let word = lines.iter().map(longest_word).max().unwrap_or(0);
            least[column] = least[column].max(word.min(LONGEST_WORD));
        }
        self.widen_for_spans(&mut wished, width - gaps, options);
        let room = width - gaps;
        let (wish, need) = (sum(&wished), sum(&least));
        if wish <= u32::from(room) {
            return Fit::Columns {
                widths: wished,
                apart: false,
            };
        }
        if need > u32::from(room) {
            return Fit::Records;
        }
        let widths = shared(&wished, &least, room);
        // Sentences a word or two wide are read sooner where they are lines of their own.
        let narrow = |(wish, width): (&u16, &u16)| *wish > width.saturating_mul(MOST_LINES);
        let named = self.rows.first().is_some_and(|row| row.header);
        if named && wished.iter().zip(&widths).any(narrow) {
            return Fit::Records;
        }
        Fit::Columns {
            widths,
            apart: true,
        }
    }

    /// Lets the columns of a cell that spans several grow to what the cell wishes, while there is room.
    fn widen_for_spans(&self, wished: &mut [u16], room: u16, options: Options) {
        let measured = self.rows.iter().take(ROWS_MEASURED);
        for cell in measured.flat_map(|row| &row.cells) {
            if cell.columns.len() < 2 {
                continue;
            }
            let lines = cell.lines(u16::MAX, options);
            let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
            let inner = &wished[cell.columns.clone()];
            let gaps = BETWEEN_WIDTH * u16::try_from(inner.len() - 1).unwrap_or(0);
            let missing = u32::from(widest).saturating_sub(sum(inner) + u32::from(gaps));
            let more = missing.min(u32::from(room).saturating_sub(sum(wished)));
            let count = u32::try_from(cell.columns.len()).unwrap_or(1);
            for (n, column) in (0..).zip(cell.columns.clone()) {
                let share = more / count + u32::from(n < more % count);
                wished[column] += u16::try_from(share).unwrap_or(0);
            }
        }
    }

    fn lines(&self, row: &GridRow, widths: &[u16], apart: bool, options: Options) -> Vec<Line> {
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

impl GridCell {
    fn plain(&self) -> TextStyle {
        TextStyle {
            strong: self.header,
            ..TextStyle::plain(Role::Text)
        }
    }

    fn lines(&self, width: u16, options: Options) -> Vec<Line> {
        let base = self.base;
        self.labelled(None, width, Options { base, ..options })
    }

    /// The lines of the cell with a name before them; what shows the name has no source. A cell of one line keeps
    /// its own order beside the name (UAX #9, FSI and PDI).
    fn labelled(&self, name: Option<&CleanText>, width: u16, options: Options) -> Vec<Line> {
        let text = self.text.as_str();
        let (before, after) = match name {
            Some(_) if !text.contains('\n') => ("\u{2068}", "\u{2069}"),
            _ => ("", ""),
        };
        let label = name.map_or_else(String::new, |name| format!("{}: {before}", one_line(name)));
        let whole = CleanText::block(&format!("{label}{text}{after}"));
        let shift = |at: usize| at + label.len();
        let plain = StyleRun {
            range: 0..whole.as_str().len(),
            style: self.plain().pack(),
        };
        let named = StyleRun {
            range: 0..label.len(),
            style: TextStyle::plain(Role::Caption).pack(),
        };
        let mut runs = vec![plain, named];
        runs.extend(self.runs.iter().map(|run| StyleRun {
            range: shift(run.range.start)..shift(run.range.end),
            style: run.style,
        }));
        let options = Options {
            justify: Justify::Off,
            ..options
        };
        let mut lines = layout(&whole, &runs, width.max(1), &options);
        let place = |at: u32| {
            let at = (at as usize).saturating_sub(label.len()).min(text.len()) + self.offset;
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        for line in &mut lines {
            line.source = place(line.source.start)..place(line.source.end);
            for cell in &mut line.cells {
                cell.source = place(cell.source.start)..place(cell.source.end);
            }
        }
        lines
    }
}

fn grid_cell(
    cell: &TableCell,
    offset: usize,
    columns: Range<usize>,
    direction: Direction,
    hints: DirectionHints,
    numbered: bool,
) -> (GridCell, Marks) {
    let plain = TextStyle {
        strong: cell.header,
        ..TextStyle::plain(Role::Text)
    };
    let StyledText { text, runs, marks } = styled(&cell.text, plain, numbered);
    let mirrored = direction == Direction::Rtl;
    let align = cell.align.map(|align| match align {
        CellAlign::Middle => ColumnAlign::Middle,
        CellAlign::Left if mirrored => ColumnAlign::End,
        CellAlign::Right if mirrored => ColumnAlign::Start,
        CellAlign::Start | CellAlign::Left => ColumnAlign::Start,
        CellAlign::End | CellAlign::Right => ColumnAlign::End,
    });
    let cell = GridCell {
        base: hints.resolve_in(&text, cell.text.direction, direction),
        text,
        runs,
        offset,
        align,
        header: cell.header,
        columns,
    };
    (cell, marks)
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
fn direction(table: &Table, hints: DirectionHints) -> Direction {
    const ROWS: usize = 5;
    let cells = table.rows.iter().take(ROWS).flat_map(|row| &row.cells);
    let words: Vec<&str> = cells.map(|cell| cell.text.text.as_str()).collect();
    hints.resolve(&CleanText::block(&words.join(" ")), table.direction)
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

fn one_line(text: &CleanText) -> String {
    text.as_str().replace('\n', " ")
}
