//! Cells for terminals that cannot take presentation forms or invisible characters.

use icu_normalizer::ComposingNormalizer;
use ratatui::buffer::Cell;

use super::{base, is_right_to_left};

/// Puts the plain letter in the place of each presentation form.
///
/// A ligature of two letters stays, for the letters would take two columns.
pub(super) fn unshape(row: &mut [Cell]) {
    for cell in row {
        if let Some(letter) = letter_of(base(cell)) {
            let marks = cell.symbol().chars().skip(1);
            let symbol: String = std::iter::once(letter).chain(marks).collect();
            cell.set_symbol(&symbol);
        }
    }
}

/// The letter that an Arabic presentation form shows (its compatibility decomposition, if of one
/// character).
fn letter_of(form: char) -> Option<char> {
    if !matches!(form, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') {
        return None;
    }
    let mut buffer = [0; 4];
    let letters = ComposingNormalizer::new_nfkc().normalize(form.encode_utf8(&mut buffer));
    let mut letters = letters.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// Removes joiners and directional marks from right-to-left cells: mlterm draws each in a column of
/// its own. Cells of other scripts keep theirs, which hold emoji together.
pub(super) fn drop_invisible(row: &mut [Cell]) {
    for cell in row.iter_mut().filter(|cell| is_right_to_left(cell)) {
        if cell.symbol().contains(is_invisible) {
            let symbol = cell.symbol().replace(is_invisible, "");
            cell.set_symbol(&symbol);
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
