//! Tells tables of data from tables that only lay out a page.

use super::flat::flat;
use super::tag::CellTag;
use crate::model::{Block, Paragraph, Table, TableCell, TableRow};
use crate::text::Direction;

/// Text longer than this is not in a cell of data, unless the table names its columns; in bytes.
const LONGEST_CELL: usize = 300;
/// Text longer than this is in no cell at all; in bytes.
const LONGEST_NAMED: usize = 8 * 1024;
/// A single row with longer text than this is the page's layout; in bytes.
const LONGEST_ALONE: usize = 60;

/// A table as it was read.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    pub(super) presentational: bool,
    pub(super) direction: Option<Direction>,
    pub(super) caption: Vec<Block>,
    pub(super) rows: Vec<RawRow>,
}

/// A row as it was read.
#[derive(Debug)]
pub(super) struct RawRow {
    pub(super) header: bool,
    pub(super) cells: Vec<(CellTag, Vec<Block>)>,
}

/// The blocks of a table: a table of data, else what its cells hold, one after the other.
pub(super) fn blocks(mut raw: RawTable) -> Vec<Block> {
    raw.rows
        .retain(|row| row.cells.iter().any(|(_, blocks)| !blocks.is_empty()));
    if raw.rows.is_empty() {
        return raw.caption;
    }
    if let Some(rows) = rows(&raw) {
        return vec![Block::Table(Table {
            caption: raw.caption,
            rows,
            direction: raw.direction,
        })];
    }
    let cells = raw.rows.into_iter().flat_map(|row| row.cells);
    let held = cells.flat_map(|(_, blocks)| blocks);
    raw.caption.into_iter().chain(held).collect()
}

/// The rows of a table of data.
fn rows(raw: &RawTable) -> Option<Vec<TableRow>> {
    if raw.presentational || raw.rows.iter().all(|row| row.cells.len() < 2) {
        return None;
    }
    let mut rows = Vec::with_capacity(raw.rows.len());
    let mut in_head = true;
    for row in &raw.rows {
        let cells: Option<Vec<TableCell>> = row
            .cells
            .iter()
            .map(|(tag, blocks)| Some(cell(*tag, flat(blocks)?)))
            .collect();
        let cells = cells?;
        in_head &= row.header || cells.iter().all(|cell| cell.header);
        rows.push(TableRow {
            header: in_head,
            cells,
        });
    }
    let holds = |wanted: fn(&Block) -> bool| {
        let mut cells = raw.rows.iter().flat_map(|row| &row.cells);
        cells.any(|(_, blocks)| blocks.iter().any(wanted))
    };
    let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
    let is_image = |block: &Block| matches!(block, Block::Image { .. });
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    let has_names = cells.any(|cell| cell.header);
    // A table of nothing but code sets it beside its numbers.
    let is_code = |block: &Block| matches!(block, Block::Preformatted { .. });
    if holds(is_heading) || (rows.len() == 1 && holds(is_image)) || (!has_names && holds(is_code)) {
        return None;
    }
    let named = has_names || !raw.caption.is_empty();
    let longest = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.text.text.as_str().len())
        .max();
    let bound = if rows.len() == 1 {
        LONGEST_ALONE
    } else {
        LONGEST_CELL
    };
    let bound = if named { LONGEST_NAMED } else { bound };
    longest
        .is_some_and(|longest| longest <= bound)
        .then_some(rows)
}

const fn cell(tag: CellTag, text: Paragraph) -> TableCell {
    TableCell {
        text,
        header: tag.header,
        align: tag.align,
        columns: tag.columns,
        rows: tag.rows,
    }
}
