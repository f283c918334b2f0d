//! How rows in visual order are sent to a terminal, so that it shows them as they are.
//!
//! It works on whole rows, never on a widget's output. Symbols are exchanged and invisible characters added; no cell
//! becomes wider or narrower. What is compared with the screen is either what is sent, or decides it: some profiles adapt
//! a row as a whole before ([`adapted`]), and with every one each cell is [`disarmed`], and may get a mark ([`marks`]),
//! as it is written.

pub(super) mod lrm;
mod plain;
mod span;
mod wordflip;

use ratatui::buffer::{Buffer, Cell};
use unicode_bidi::BidiClass;

use crate::config::Profile;
use crate::text::GridRow;

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
/// Whatever the profile, no control character and no directional formatting gets past.
pub fn encode_row(row: &mut [Cell], profile: Profile) {
    let marked = marks(row.iter(), profile);
    if let Some(own) = adapted((&*row).into(), profile) {
        row.clone_from_slice(&own);
    }
    for (column, cell) in row.iter_mut().enumerate() {
        disarm(cell);
        if marked && lrm::is_marked(column, cell) {
            lrm::mark(cell);
        }
    }
}

/// Whether a cell is one for which a row is adapted.
type Concerns = fn(&Cell) -> bool;
type Adapt = fn(&mut [Cell]);

/// A row in the form in which it is compared and written, for terminals to which it has to be adapted as a whole; `None`
/// where that is the row as it was drawn.
pub(super) fn adapted(row: GridRow<'_, Cell>, profile: Profile) -> Option<Vec<Cell>> {
    let (concerns, adapt): (Concerns, Adapt) = match profile {
        Profile::Visual | Profile::Explicit | Profile::Konsole | Profile::Off | Profile::Lrm => {
            return None;
        }
        // Persian digits are turned too, which are not right-to-left.
        Profile::WordFlip => (wordflip::is_flipped, wordflip::flip),
        Profile::Mlterm => (is_right_to_left, plain::drop_invisible),
        Profile::VisualPlain => (is_right_to_left, plain::unshape),
        Profile::Span => (is_right_to_left, span::turn_back),
        Profile::SpanUnmirrored => (is_right_to_left, span::turn_back_unmirrored),
    };
    row.iter().any(concerns).then(|| {
        let mut own: Vec<Cell> = row.iter().cloned().collect();
        own.iter_mut().for_each(disarm);
        adapt(&mut own);
        own
    })
}

/// Whether what is sent of a cell does not depend on others in its row, but for the mark of the first.
pub(super) const fn is_by_cell(profile: Profile) -> bool {
    matches!(
        profile,
        Profile::Visual | Profile::Explicit | Profile::Konsole | Profile::Off | Profile::Lrm
    )
}

/// Whether cells of a row get marks.
pub(super) fn marks<'a>(mut row: impl Iterator<Item = &'a Cell>, profile: Profile) -> bool {
    profile == Profile::Lrm && row.any(is_right_to_left)
}

/// Whether the cells of a row stay where they are when it is encoded. In a word that kitty turns round only the letters
/// move: styles and links belong to its columns.
pub(super) fn keeps_order<'a>(mut row: impl Iterator<Item = &'a Cell>, profile: Profile) -> bool {
    match profile {
        Profile::Span | Profile::SpanUnmirrored => !row.any(is_right_to_left),
        _ => true,
    }
}

/// A symbol, or what stands for one that would be more than a picture: a control character, or directional formatting.
///
/// Text is cleaned long before; this is the last door before the terminal obeys.
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
