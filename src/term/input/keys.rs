//! Which key a byte, a letter or a number stands for.

use crate::term::chord::{Chord, Key};

/// A key without modifiers.
pub(super) fn plain(key: Key) -> Chord {
    Chord {
        key,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

/// The key of a byte below 0x80 other than `ESC`.
pub(super) fn ascii(byte: u8) -> Chord {
    let control = |c: u8| Chord {
        ctrl: true,
        ..plain(Key::Char(char::from(c)))
    };
    match byte {
        0 => control(b' '),
        b'\t' => plain(Key::Tab),
        b'\r' => plain(Key::Enter),
        // Terminals disagree which of the two Backspace sends; no one sends the other for a letter.
        0x08 | 0x7f => plain(Key::Backspace),
        1..=26 => control(byte - 1 + b'a'),
        27..=31 => control(byte + 0x40),
        _ => plain(Key::Char(char::from(byte))),
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
        b'P'..=b'S' => Key::F(byte - b'P' + 1),
        b'Z' => Key::BackTab,
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
        11 => Key::F(1),
        12 => Key::F(2),
        13 => Key::F(3),
        14 => Key::F(4),
        15 => Key::F(5),
        17 => Key::F(6),
        18 => Key::F(7),
        19 => Key::F(8),
        20 => Key::F(9),
        21 => Key::F(10),
        23 => Key::F(11),
        24 => Key::F(12),
        _ => return None,
    })
}

/// The function key of `CSI [` and a letter (Linux console).
pub(super) fn linux_function(byte: u8) -> Option<Key> {
    matches!(byte, b'A'..=b'E').then(|| Key::F(byte - b'A' + 1))
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

/// A key with xterm's modifier parameter: 1 and the sum of Shift 1, Alt 2, Control 4.
pub(super) fn modified(key: Key, parameter: u16) -> Chord {
    let bits = parameter.saturating_sub(1);
    let (shift, alt, ctrl) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
    let (key, shift) = match key {
        Key::Char(c) if ctrl => (Key::Char(c.to_ascii_lowercase()), false),
        Key::Char(c) if shift => (Key::Char(c.to_uppercase().next().unwrap_or(c)), false),
        Key::Tab if shift => (Key::BackTab, false),
        Key::BackTab => (Key::BackTab, false),
        key => (key, shift),
    };
    Chord {
        key,
        ctrl,
        alt,
        shift,
    }
}
