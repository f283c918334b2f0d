//! The profile `wordflip`: words turned round, because kitty turns them again.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use super::{base, is_right_to_left};

/// What makes kitty take another font, and so begin another run.
const FONT: Modifier = Modifier::BOLD.union(Modifier::ITALIC);

/// Reverses the letters of each right-to-left word, without their marks; the styles stay, for kitty colours by column.
///
/// kitty shapes a stretch of cells in one font at once and turns it round as a whole if its first
/// letter is right-to-left. What touches a word without a space between is therefore given another
/// font: bold where the word is not, or the other way round.
pub(super) fn flip(row: &mut [Cell]) {
    let words = words(row);
    for word in &words {
        drop_marks(&mut row[word.clone()]);
        reverse_symbols(&mut row[word.clone()]);
    }
    for word in words {
        if let Some(before) = word.start.checked_sub(1) {
            set_apart(row, before);
        }
        set_apart(row, word.end);
    }
}

/// The stretches of right-to-left letters and digits in one font.
fn words(row: &[Cell]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (column, cell) in row.iter().enumerate() {
        if !is_flipped(cell) {
            continue;
        }
        match words.last_mut() {
            Some(word) if word.end == column && font(&row[column - 1]) == font(cell) => {
                word.end += 1;
            }
            _ => words.push(column..column + 1),
        }
    }
    words
}

/// Whether the cell belongs to a right-to-left script: punctuation shared by scripts does not.
pub(super) fn is_flipped(cell: &Cell) -> bool {
    let shared = [Script::Common, Script::Inherited, Script::Unknown];
    let digit = matches!(base(cell), '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    digit || is_right_to_left(cell) && !shared.contains(&CodePointMapData::new().get(base(cell)))
}

fn font(cell: &Cell) -> Modifier {
    cell.modifier.intersection(FONT)
}

/// Leaves only the letters: kitty gives a mark in a turned word a column of its own and loses a letter.
fn drop_marks(word: &mut [Cell]) {
    for cell in word {
        cell.set_char(base(cell));
    }
}

fn reverse_symbols(word: &mut [Cell]) {
    let symbols: Vec<String> = word.iter().map(|cell| cell.symbol().to_owned()).collect();
    for (cell, symbol) in word.iter_mut().zip(symbols.iter().rev()) {
        cell.set_symbol(symbol);
    }
}

/// Gives the cell at a column a font that no word beside it has, unless it is a space or a word.
fn set_apart(row: &mut [Cell], column: usize) {
    let Some(cell) = row.get(column) else {
        return;
    };
    if cell.symbol().trim().is_empty() || is_flipped(cell) {
        return;
    }
    let beside = [column.checked_sub(1), Some(column + 1)];
    let taken: Vec<Modifier> = beside
        .into_iter()
        .filter_map(|column| row.get(column?))
        .filter(|cell| is_flipped(cell))
        .map(font)
        .collect();
    let before = font(cell);
    let changes = [Modifier::empty(), Modifier::BOLD, Modifier::ITALIC, FONT];
    let free = changes
        .into_iter()
        .map(|change| before.symmetric_difference(change))
        .find(|font| !taken.contains(font))
        .unwrap_or(before);
    let cell = &mut row[column];
    cell.modifier = cell.modifier.difference(FONT).union(free);
}
