//! Cells for terminals that cannot take presentation forms or invisible characters.

use icu_normalizer::ComposingNormalizer;
use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;
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

/// Does the same to a row in logical order for a terminal that joins letters by itself: a zero width
/// non-joiner keeps two letters apart that would join and whose forms do not.
pub(super) fn unshape_for_joining(row: &mut [Cell]) {
    let forms: Vec<char> = row.iter().map(base).collect();
    unshape(row);
    for (cell, pair) in row.iter_mut().zip(forms.windows(2)) {
        if !joins_next(pair[0]) && would_join(pair[0], pair[1]) {
            let symbol = format!("{}\u{200c}", cell.symbol());
            cell.set_symbol(&symbol);
        }
    }
}

/// Whether a presentation form has a stroke to the next letter: it is initial or medial.
///
/// Unicode lists the forms of a letter as isolated, final, initial, medial; U+FBE8 and U+FBE9 stand
/// alone.
fn joins_next(form: char) -> bool {
    let isolated_or_final = char::from_u32(u32::from(form).saturating_sub(2)).and_then(letter_of);
    matches!(form, '\u{fbe8}' | '\u{fbe9}') || isolated_or_final == letter_of(form)
}

/// Whether the letter of a form joins the letter of the next by itself.
fn would_join(form: char, next: char) -> bool {
    let is_ligature = matches!(next, '\u{fef5}'..='\u{fefc}');
    let joining = |c| CodePointMapData::<JoiningType>::new().get(c);
    letter_of(form).map(joining) == Some(JoiningType::DualJoining)
        && (is_ligature
            || matches!(
                joining(letter_of(next).unwrap_or(next)),
                JoiningType::DualJoining | JoiningType::RightJoining
            ))
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
