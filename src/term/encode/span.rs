//! The profile `span`: right-to-left stretches turned back, because the terminal orders them.

use std::ops::Range;

use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use ratatui::buffer::{Cell, CellWidth};
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo};

use super::{base, class, is_right_to_left, plain};

/// Whether the terminal mirrors brackets that it shows right-to-left (UAX #9 L4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mirroring {
    Yes,
    No,
}

/// Puts each right-to-left stretch into the order from which a left-to-right paragraph comes out as
/// the row is given.
///
/// A number to the right of the letters has no such order unless something strong stands between; where
/// there is not even a space to make it from ("kg5" in Arabic letters), the number comes out wrong.
pub(super) fn turn_back(row: &mut [Cell]) {
    turn_stretches(row, Mirroring::Yes);
}

/// Does the same for a terminal that mirrors nothing.
pub(super) fn turn_back_unmirrored(row: &mut [Cell]) {
    turn_stretches(row, Mirroring::No);
    // Konsole joins letters by itself and leaves no form as it is.
    plain::unshape_for_joining(row);
}

fn turn_stretches(row: &mut [Cell], mirroring: Mirroring) {
    let given = row.to_vec();
    let units = units(&given);
    let mut place = row.iter_mut();
    for stretch in units.chunk_by(|a, b| !(a.is_strong_left() || b.is_strong_left())) {
        for unit in logical(stretch, mirroring) {
            let mut glyph = unit.glyph;
            for (cell, into) in unit.cells.iter().zip(place.by_ref()) {
                into.clone_from(cell);
                if let Some(glyph) = glyph.take() {
                    into.set_char(glyph);
                }
            }
        }
    }
}

/// A symbol with the cells it covers, which stay together and carry their style.
#[derive(Clone, Copy, Debug)]
struct Unit<'a> {
    cells: &'a [Cell],
    class: BidiClass,
    is_letter: bool,
    /// What stands in place of its symbol, in the first of its cells.
    glyph: Option<char>,
}

impl<'a> Unit<'a> {
    fn new(cells: &'a [Cell]) -> Self {
        let first = &cells[0];
        Self {
            cells,
            class: class(first),
            is_letter: is_right_to_left(first),
            glyph: None,
        }
    }

    fn symbol(&self) -> &'a str {
        self.cells[0].symbol()
    }

    fn base(&self) -> char {
        self.glyph.unwrap_or_else(|| base(&self.cells[0]))
    }

    fn is_number(&self) -> bool {
        matches!(self.class, BidiClass::EN | BidiClass::AN)
    }

    fn is_strong_left(&self) -> bool {
        self.class == BidiClass::L
    }

    fn mirror(&mut self) {
        self.glyph = mirrored(self.base()).or(self.glyph);
    }
}

fn units(row: &[Cell]) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(row.len());
    let mut rest = row;
    while let Some(first) = rest.first() {
        let width = usize::from(first.symbol().cell_width()).clamp(1, rest.len());
        let (cells, others) = rest.split_at(width);
        units.push(Unit::new(cells));
        rest = others;
    }
    units
}

/// The order to send a stretch without strong left-to-right characters in.
fn logical<'a>(shown: &[Unit<'a>], mirroring: Mirroring) -> Vec<Unit<'a>> {
    let turned = ranges(shown).map(|range| {
        let mut units = shown.to_vec();
        turn(&mut units[range], mirroring);
        units
    });
    let mut turned = turned.peekable();
    let Some(widest) = turned.peek().cloned() else {
        return shown.to_vec();
    };
    turned
        .find(|units| !has_lone_bracket(units) && is_shown_as(units, shown, mirroring))
        .or_else(|| parted(shown, mirroring))
        .unwrap_or(widest)
}

/// Looks like a space and is a strong left-to-right character (UAX #9 table 4, class L).
pub(super) const STRONG_BLANK: char = '\u{2800}';

/// Parts a stretch at a space, best where a number begins behind the letters, by a blank that works as
/// the left-to-right mark which these terminals ignore.
fn parted<'a>(shown: &[Unit<'a>], mirroring: Mirroring) -> Option<Vec<Unit<'a>>> {
    let is_space = |unit: &Unit| unit.symbol() == " ";
    let letters = shown.iter().rposition(|unit| unit.is_letter)?;
    let behind = shown[letters..].iter().position(is_space);
    let space = behind
        .map(|offset| letters + offset)
        .or_else(|| shown.iter().rposition(is_space))?;
    let blank = Unit {
        glyph: Some(STRONG_BLANK),
        ..shown[space]
    };
    let mut units = logical(&shown[..space], mirroring);
    units.push(blank);
    units.extend(logical(&shown[space + 1..], mirroring));
    Some(units)
}

/// What may be turned in a stretch, the likeliest first: all from the first letter or number to the
/// last, then without the numbers and brackets at either edge or both. Nothing without letters.
fn ranges(shown: &[Unit]) -> impl Iterator<Item = Range<usize>> {
    let letter = |unit: &Unit| unit.is_letter;
    let either = |unit: &Unit| unit.is_letter || unit.is_number();
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
            unit.mirror();
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
        let separator = matches!(unit.class, BidiClass::CS | BidiClass::ES);
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
        let c = unit.base();
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

fn mirrored(c: char) -> Option<char> {
    brackets().get(c).mirroring_glyph
}

/// Whether the terminal shows units as others are given: UAX #9 with a left-to-right paragraph.
fn is_shown_as(units: &[Unit], given: &[Unit], mirroring: Mirroring) -> bool {
    let mut text = String::with_capacity(units.len() * 4);
    let mut offsets = Vec::with_capacity(units.len());
    for unit in units {
        offsets.push(text.len());
        match unit.glyph {
            Some(glyph) => text.push(glyph),
            None => text.push_str(unit.symbol()),
        }
    }
    let info = ParagraphBidiInfo::new(&text, Some(Level::ltr()));
    let all = info.reordered_levels(0..text.len());
    let level = |offset: &usize| all.get(*offset).copied().unwrap_or(Level::ltr());
    let levels: Vec<Level> = offsets.iter().map(level).collect();
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    let mut given = given.iter();
    order.into_iter().all(|index| {
        let unit = &units[index];
        let turned = levels[index].is_rtl() && mirroring == Mirroring::Yes;
        let glyph = turned
            .then(|| mirrored(unit.base()))
            .flatten()
            .or(unit.glyph);
        given.next().is_some_and(|given| match glyph {
            Some(glyph) => given.symbol().chars().eq([glyph]),
            None => given.symbol() == unit.symbol(),
        })
    })
}
