//! The profile `lrm`: marks that hold every cell in its place.

use compact_str::CompactString;
use ratatui::buffer::Cell;

use super::is_right_to_left;

pub(in crate::term) const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Whether a cell of a row that has right-to-left text gets a left-to-right mark: each right-to-left cell does, for in a
/// left-to-right paragraph it parts the cell from the next (UAX #9 N1, L2), so that there is nothing to reorder.
///
/// The first cell of the row gets one too, where it is not right-to-left itself: a terminal that takes
/// the direction from the first strong character (UAX #9 P2) shall find that one.
pub(in crate::term) fn is_marked(column: usize, cell: &Cell) -> bool {
    column == 0 || is_right_to_left(cell)
}

/// Appends a mark to a cell.
pub(super) fn mark(cell: &mut Cell) {
    let mut symbol = CompactString::from(cell.symbol());
    symbol.push(LEFT_TO_RIGHT_MARK);
    cell.set_symbol(&symbol);
}
