//! The profile `span`: right-to-left stretches turned back, because the terminal orders them.

use std::ops::Range;

use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use ratatui::buffer::{Cell, CellWidth};
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo};

use super::{base, class, is_right_to_left, plain};

/// Whether the terminal mirrors brackets that it shows right-to-left (UAX #9 L4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mirroring {
    Yes,
    No,
}

/// Puts each right-to-left stretch into the order from which a left-to-right paragraph comes out as
/// the row is given.
///
/// A number to the right of the letters has no such order unless something strong stands between; where
/// there is not even a space to make it from ("kg5" in Arabic letters), the number comes out wrong.
pub(super) fn turn_back(row: &mut [Cell], mirroring: Mirroring) {
    let units = units(row);
    let mut turned = Vec::with_capacity(units.len());
    for stretch in units.chunk_by(|a, b| !(is_strong_left(a) || is_strong_left(b))) {
        turned.extend(logical(stretch, mirroring));
    }
    let cells = turned.into_iter().flat_map(|unit| unit.cells);
    for (place, cell) in row.iter_mut().zip(cells) {
        *place = cell;
    }
    if mirroring == Mirroring::No {
        // Konsole joins letters by itself and leaves no form as it is.
        plain::unshape_for_joining(row);
    }
}

/// A symbol with the cells it covers, which stay together and carry their style.
#[derive(Clone, Debug)]
struct Unit {
    cells: Vec<Cell>,
}

impl Unit {
    fn first(&self) -> &Cell {
        &self.cells[0]
    }

    fn class(&self) -> BidiClass {
        class(self.first())
    }

    fn is_number(&self) -> bool {
        matches!(self.class(), BidiClass::EN | BidiClass::AN)
    }
}

fn is_strong_left(unit: &Unit) -> bool {
    unit.class() == BidiClass::L
}

fn units(row: &[Cell]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(row.len());
    let mut rest = row;
    while let Some(first) = rest.first() {
        let width = usize::from(first.symbol().cell_width()).clamp(1, rest.len());
        let (cells, others) = rest.split_at(width);
        let cells = cells.to_vec();
        units.push(Unit { cells });
        rest = others;
    }
    units
}

/// The order to send a stretch without strong left-to-right characters in.
fn logical(shown: &[Unit], mirroring: Mirroring) -> Vec<Unit> {
    let turned = ranges(shown).map(|range| {
        let mut units = shown.to_vec();
        turn(&mut units[range], mirroring);
        units
    });
    let mut turned = turned.peekable();
    let Some(widest) = turned.peek().cloned() else {
        return shown.to_vec();
    };
    let wanted = symbols(shown);
    turned
        .find(|units| !has_lone_bracket(units) && as_shown(units, mirroring) == wanted)
        .or_else(|| parted(shown, mirroring))
        .unwrap_or(widest)
}

/// Looks like a space and is a strong left-to-right character (UAX #9 table 4, class L).
pub(super) const STRONG_BLANK: char = '\u{2800}';

/// Parts a stretch at a space, best where a number begins behind the letters, by a blank that works as
/// the left-to-right mark which these terminals ignore.
fn parted(shown: &[Unit], mirroring: Mirroring) -> Option<Vec<Unit>> {
    let is_space = |unit: &Unit| unit.first().symbol() == " ";
    let letters = shown
        .iter()
        .rposition(|unit| is_right_to_left(unit.first()))?;
    let behind = shown[letters..].iter().position(is_space);
    let space = behind
        .map(|offset| letters + offset)
        .or_else(|| shown.iter().rposition(is_space))?;
    let mut blank = shown[space].clone();
    blank.cells[0].set_char(STRONG_BLANK);
    let mut units = logical(&shown[..space], mirroring);
    units.push(blank);
    units.extend(logical(&shown[space + 1..], mirroring));
    Some(units)
}

/// What may be turned in a stretch, the likeliest first: all from the first letter or number to the
/// last, then without the numbers and brackets at either edge or both. Nothing without letters.
fn ranges(shown: &[Unit]) -> impl Iterator<Item = Range<usize>> {
    let letter = |unit: &Unit| is_right_to_left(unit.first());
    let either = |unit: &Unit| letter(unit) || unit.is_number();
    let first = shown.iter().position(either);
    let last = shown.iter().rposition(either);
    let first_letter = shown.iter().position(letter);
    let last_letter = shown.iter().rposition(letter);
    let found = first.zip(last).zip(first_letter.zip(last_letter));
    found.into_iter().flat_map(|((first, last), (from, to))| {
        [first..last + 1, from..last + 1, first..to + 1, from..to + 1]
    })
}

fn turn(units: &mut [Unit], mirroring: Mirroring) {
    units.reverse();
    if mirroring == Mirroring::Yes {
        for unit in &mut *units {
            mirror(&mut unit.cells[0]);
        }
    }
    let mut start = 0;
    while start < units.len() {
        let length = number_length(&units[start..]);
        units[start..start + length].reverse();
        start += length.max(1);
    }
}

/// The length of the number a slice begins with, single separators between digits included
/// (UAX #9 W4).
fn number_length(units: &[Unit]) -> usize {
    let mut length = 0;
    while let Some(unit) = units.get(length) {
        let separator = matches!(unit.class(), BidiClass::CS | BidiClass::ES);
        let inside = separator && length > 0 && units.get(length + 1).is_some_and(Unit::is_number);
        if !unit.is_number() && !inside {
            break;
        }
        length += 1;
    }
    length
}

/// Whether a bracket has no partner in the stretch. It might find one in another stretch of the row,
/// and with it another direction (UAX #9 BD16, N0).
fn has_lone_bracket(units: &[Unit]) -> bool {
    let mut open = Vec::new();
    for unit in units {
        let c = base(unit.first());
        let bracket = brackets().get(c);
        match bracket.paired_bracket_type {
            BidiPairedBracketType::Open => open.push(bracket.mirroring_glyph),
            BidiPairedBracketType::Close if open.pop() != Some(Some(c)) => return true,
            _ => {}
        }
    }
    !open.is_empty()
}

fn brackets() -> CodePointMapDataBorrowed<'static, BidiMirroringGlyph> {
    CodePointMapData::new()
}

fn mirror(cell: &mut Cell) {
    if let Some(glyph) = mirrored(base(cell)) {
        cell.set_char(glyph);
    }
}

fn mirrored(c: char) -> Option<char> {
    brackets().get(c).mirroring_glyph
}

fn symbols(units: &[Unit]) -> Vec<String> {
    let symbol = |unit: &Unit| unit.first().symbol().to_owned();
    units.iter().map(symbol).collect()
}

/// The symbols as the terminal shows them: UAX #9 with a left-to-right paragraph.
fn as_shown(units: &[Unit], mirroring: Mirroring) -> Vec<String> {
    let symbols = symbols(units);
    let text = symbols.concat();
    let info = ParagraphBidiInfo::new(&text, Some(Level::ltr()));
    let all = info.reordered_levels(0..text.len());
    let mut offset = 0;
    let mut levels = Vec::with_capacity(units.len());
    for symbol in &symbols {
        levels.push(all.get(offset).copied().unwrap_or(Level::ltr()));
        offset += symbol.len();
    }
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    let glyph = |index: usize| {
        let symbol = &symbols[index];
        let turned = levels[index].is_rtl() && mirroring == Mirroring::Yes;
        let glyph = symbol.chars().next().filter(|_| turned).and_then(mirrored);
        glyph.map_or_else(|| symbol.clone(), String::from)
    };
    order.into_iter().map(glyph).collect()
}
