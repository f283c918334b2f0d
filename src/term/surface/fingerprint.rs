//! What is compared of a cell.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::Cell;
use ratatui::style::Color;

use crate::text::symbol_width;

/// A cell as it is compared: with the cells themselves, two strings would be for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// The symbol itself up to eight bytes; of a longer one, and of one that leads somewhere, a number that stands for it.
    symbol: u64,
    /// Its colours, its modifiers, whether it gets a mark for its row, and in the last four bits its columns.
    look: u64,
}

/// Where the modifiers, the mark and the columns begin.
const MODIFIERS: u32 = 50;
const MARK: u32 = 59;
const COLUMNS: u32 = 60;

impl Fingerprint {
    /// A cell that nothing was written into.
    pub(super) const BLANK: Self = Self {
        symbol: b' ' as u64,
        look: 1 << COLUMNS,
    };

    /// The columns of the widest.
    pub(super) const MOST_COLUMNS: usize = 15;

    pub(super) fn of(cell: &Cell) -> Self {
        let symbol = cell.symbol();
        let modifiers = u64::from(cell.modifier.bits()) << MODIFIERS;
        let look = color(cell.fg) | color(cell.bg) << 25 | modifiers;
        Self {
            symbol: number(symbol.as_bytes()),
            look: look | columns(symbol) << COLUMNS,
        }
    }

    /// Notes where the cell leads.
    pub(super) fn lead(&mut self, link: &str) {
        let mut hasher = DefaultHasher::new();
        (self.symbol, link).hash(&mut hasher);
        self.symbol = hasher.finish();
    }

    /// Notes whether the cell gets a mark for what else is in its row.
    pub(super) fn set_mark(&mut self, marked: bool) {
        self.look = self.look & !(1 << MARK) | u64::from(marked) << MARK;
    }

    /// Its colours and modifiers, as a number.
    pub(super) const fn look(self) -> u64 {
        self.look & ((1 << MARK) - 1)
    }

    /// The columns it takes.
    pub(super) const fn columns(self) -> usize {
        (self.look >> COLUMNS) as usize
    }

    /// Whether it is one of the characters that every terminal takes for one column.
    pub(super) const fn is_ascii(self) -> bool {
        matches!(self.symbol, 0x20..=0x7e)
    }
}

/// A number of 25 bits for each colour; 0 for that of the terminal.
fn color(color: Color) -> u64 {
    match color {
        Color::Reset => 0,
        Color::Black => 1,
        Color::Red => 2,
        Color::Green => 3,
        Color::Yellow => 4,
        Color::Blue => 5,
        Color::Magenta => 6,
        Color::Cyan => 7,
        Color::Gray => 8,
        Color::DarkGray => 9,
        Color::LightRed => 10,
        Color::LightGreen => 11,
        Color::LightYellow => 12,
        Color::LightBlue => 13,
        Color::LightMagenta => 14,
        Color::LightCyan => 15,
        Color::White => 16,
        Color::Indexed(index) => 0x100 | u64::from(index),
        Color::Rgb(red, green, blue) => {
            0x100_0000 | u64::from(u32::from_be_bytes([0, red, green, blue]))
        }
    }
}

fn number(symbol: &[u8]) -> u64 {
    match *symbol {
        [one] => u64::from(one),
        [one, two] => u64::from_le_bytes([one, two, 0, 0, 0, 0, 0, 0]),
        [one, two, three] => u64::from_le_bytes([one, two, three, 0, 0, 0, 0, 0]),
        ref short if short.len() <= 8 => {
            let mut bytes = [0; 8];
            bytes[..short.len()].copy_from_slice(short);
            u64::from_le_bytes(bytes)
        }
        ref long => {
            let mut hasher = DefaultHasher::new();
            long.hash(&mut hasher);
            hasher.finish()
        }
    }
}

/// The columns of a symbol, from 1, as four bits hold them.
fn columns(symbol: &str) -> u64 {
    if symbol.len() == 1 {
        return 1;
    }
    u64::try_from(symbol_width(symbol))
        .unwrap_or(1)
        .clamp(1, Fingerprint::MOST_COLUMNS as u64)
}
