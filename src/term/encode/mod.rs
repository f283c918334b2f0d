//! The last pass over a finished buffer, before it is compared with the one on the screen.
//!
//! It runs on whole rows, never on a widget's output, so that what is compared is what is sent. It
//! exchanges symbols and adds invisible characters; no cell becomes wider or narrower.

pub(super) mod lrm;
mod plain;
mod span;
mod wordflip;

use ratatui::buffer::{Buffer, Cell};
use unicode_bidi::BidiClass;

use self::span::Mirroring;
use crate::config::Profile;

/// Adapts every row of a buffer in visual order to the terminal.
///
/// A view should keep column 0 free of right-to-left cells: a terminal that takes the direction of a
/// row from its first strong character turns such a row round, and the mark that prevents it needs a
/// cell to stand in.
pub fn encode(buffer: &mut Buffer, profile: Profile) {
    let width = usize::from(buffer.area.width);
    if width > 0 {
        for row in buffer.content.chunks_mut(width) {
            encode_row(row, profile);
        }
    }
}

/// Adapts one row of cells in visual order to the terminal. A row without right-to-left text stays
/// as it is and costs one look at each cell.
///
/// Whatever the profile, no control character and no directional formatting gets past: text is cleaned
/// long before, and this is the last door before the terminal obeys.
pub fn encode_row(row: &mut [Cell], profile: Profile) {
    row.iter_mut().for_each(disarm);
    match profile {
        Profile::Visual | Profile::Explicit | Profile::Konsole | Profile::Off => {}
        Profile::WordFlip => wordflip::flip(row),
        _ if !row.iter().any(is_right_to_left) => {}
        Profile::Lrm => lrm::mark(row),
        Profile::Mlterm => plain::drop_invisible(row),
        Profile::VisualPlain => plain::unshape(row),
        Profile::Span => span::turn_back(row, Mirroring::Yes),
        Profile::SpanUnmirrored => span::turn_back(row, Mirroring::No),
    }
}

/// A row as the terminal is sent it, where that is not done with each cell when it is written: it is [`disarmed`] then, and
/// gets its mark in rows with [`marks`].
pub(super) fn adapted(row: &[Cell], profile: Profile) -> Option<Vec<Cell>> {
    if is_by_cell(profile) || !row.iter().any(is_right_to_left) {
        return None;
    }
    let mut row = row.to_vec();
    encode_row(&mut row, profile);
    Some(row)
}

/// Whether what is sent of a cell does not depend on others in its row, but for the mark of the first.
pub(super) const fn is_by_cell(profile: Profile) -> bool {
    matches!(
        profile,
        Profile::Visual | Profile::Explicit | Profile::Konsole | Profile::Off | Profile::Lrm
    )
}

/// Whether cells of a row get marks.
pub(super) fn marks(row: &[Cell], profile: Profile) -> bool {
    profile == Profile::Lrm && row.iter().any(is_right_to_left)
}

/// Whether the cells of a row stay where they are when it is encoded. In a word that kitty turns round only the letters
/// move: styles and links belong to its columns.
pub(super) fn keeps_order(buffer: &Buffer, row: u16, profile: Profile) -> bool {
    match profile {
        Profile::Span | Profile::SpanUnmirrored => {
            let width = usize::from(buffer.area.width);
            let start = usize::from(row) * width;
            let row = buffer.content.get(start..start + width).unwrap_or_default();
            !row.iter().any(is_right_to_left)
        }
        _ => true,
    }
}

/// A symbol, or what stands for one that would be more than a picture.
pub(super) fn disarmed(symbol: &str) -> &str {
    if matches!(symbol.as_bytes(), [b' '..=b'~']) {
        return symbol;
    }
    let directs = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if symbol.contains(|c: char| c.is_control() || directs(c)) {
        "\u{fffd}"
    } else {
        symbol
    }
}

fn disarm(cell: &mut Cell) {
    if disarmed(cell.symbol()) != cell.symbol() {
        cell.set_char(char::REPLACEMENT_CHARACTER);
    }
}

/// The visible character of a cell.
fn base(cell: &Cell) -> char {
    cell.symbol().chars().next().unwrap_or(' ')
}

fn class(cell: &Cell) -> BidiClass {
    unicode_bidi::bidi_class(base(cell))
}

/// Whether a terminal would treat the cell as right-to-left text: letters and Arabic numbers.
fn is_right_to_left(cell: &Cell) -> bool {
    match base(cell) {
        // Looking the class up costs more than comparing: none before the Hebrew block or among the
        // symbols, and the joined forms of Arabic all are.
        '\0'..'\u{590}' | '\u{2010}'..='\u{abff}' => false,
        '\u{fe70}'..='\u{fefc}' => true,
        _ => matches!(class(cell), BidiClass::R | BidiClass::AL | BidiClass::AN),
    }
}

#[cfg(test)]
mod tests;
