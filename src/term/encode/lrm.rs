//! The profile `lrm`: marks that hold every cell in its place.

use compact_str::CompactString;
use ratatui::buffer::Cell;

use super::is_right_to_left;

pub(in crate::term) const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Appends a left-to-right mark to each right-to-left cell: in a left-to-right paragraph it parts the
/// cell from the next (UAX #9 N1, L2), so that there is nothing to reorder.
///
/// The first cell of the row gets one too, where it is not right-to-left itself: a terminal that takes
/// the direction from the first strong character (UAX #9 P2) shall find that one.
pub(super) fn mark(row: &mut [Cell]) {
    for (column, cell) in row.iter_mut().enumerate() {
        if is_marked(column, cell) {
            append(cell);
        }
    }
}

/// Whether a cell of a row that has right-to-left text gets a mark.
pub(in crate::term) fn is_marked(column: usize, cell: &Cell) -> bool {
    column == 0 || is_right_to_left(cell)
}

fn append(cell: &mut Cell) {
    let mut symbol = CompactString::from(cell.symbol());
    symbol.push(LEFT_TO_RIGHT_MARK);
    cell.set_symbol(&symbol);
}
