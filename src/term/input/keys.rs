//! Which key a byte, a letter or a number stands for.

use crate::config::{Key, Modifiers};

/// The key of a byte below 0x80 other than `ESC`, and whether Control makes it.
pub(super) fn ascii(byte: u8) -> (Key, bool) {
    let control = |c: u8| (Key::Char(char::from(c)), true);
    match byte {
        0 => control(b' '),
        b'\t' => (Key::Tab, false),
        b'\r' => (Key::Enter, false),
        // Terminals disagree which of the two Backspace sends; no one sends the other for a letter.
        0x08 | 0x7f => (Key::Backspace, false),
        1..=26 => control(byte - 1 + b'a'),
        27..=31 => control(byte + 0x40),
        _ => (Key::Char(char::from(byte)), false),
    }
}

/// The key of `ESC O` and a letter (application mode).
pub(super) fn ss3(byte: u8) -> Option<Key> {
    match byte {
        b'M' => Some(Key::Enter),
        _ => letter(byte),
    }
}

/// The key of `CSI` and a letter.
pub(super) fn letter(byte: u8) -> Option<Key> {
    Some(match byte {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::Function(byte - b'P' + 1),
        _ => return None,
    })
}

/// The key of `CSI number ~` (DEC and xterm).
pub(super) fn number(number: u16) -> Option<Key> {
    Some(match number {
        1 | 7 => Key::Home,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11 => Key::Function(1),
        12 => Key::Function(2),
        13 => Key::Function(3),
        14 => Key::Function(4),
        15 => Key::Function(5),
        17 => Key::Function(6),
        18 => Key::Function(7),
        19 => Key::Function(8),
        20 => Key::Function(9),
        21 => Key::Function(10),
        23 => Key::Function(11),
        24 => Key::Function(12),
        _ => return None,
    })
}

/// The function key of `CSI [` and a letter (Linux console).
pub(super) fn linux_function(byte: u8) -> Option<Key> {
    matches!(byte, b'A'..=b'E').then(|| Key::Function(byte - b'A' + 1))
}

/// The key of a code point in `CSI code u` (xterm's `formatOtherKeys`, kitty's protocol).
pub(super) fn code_point(code: u32) -> Option<Key> {
    Some(match code {
        9 => Key::Tab,
        13 => Key::Enter,
        27 => Key::Esc,
        8 | 127 => Key::Backspace,
        // Below are other controls; from U+E000 kitty numbers keys that are no characters.
        32..0xe000 => Key::Char(char::from_u32(code)?),
        _ => return None,
    })
}

/// The modifiers of xterm's parameter: 1 and the sum of Shift 1, Alt 2, Control 4.
pub(super) fn modifiers(parameter: u16) -> Modifiers {
    let bits = parameter.saturating_sub(1);
    Modifiers {
        shift: bits & 1 != 0,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    }
}
