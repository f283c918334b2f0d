//! The digits a reader wants to see.

use super::paragraph::Piece;

/// Says which digits are shown in right-to-left paragraphs.
///
/// Only the picture changes: order, source and search stay. Digits in a word with a letter of a
/// left-to-right script (`H2O`, a URL) stay as they are written.
///
/// ```
/// use newsterm::text::{CleanText, Digits, Direction, Options, layout_line};
///
/// let options = Options { base: Direction::Rtl, digits: Digits::Arabic, ..Options::default() };
/// let line = layout_line(&CleanText::line("عام 2026"), &[], 20, &options);
/// assert!(line.to_string().starts_with("٢٠٢٦"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// As they are written.
    #[default]
    Source,
    /// European: 0 to 9.
    Latin,
    /// Arabic-Indic, from U+0660.
    Arabic,
    /// Extended Arabic-Indic, as in Persian and Urdu, from U+06F0.
    Persian,
}

/// The value of a digit as a keyboard types it: European, Arabic-Indic or Persian.
///
/// ```
/// use newsterm::text::digit;
///
/// assert_eq!("3٣۳x".chars().map(digit).collect::<Vec<_>>(), [Some(3), Some(3), Some(3), None]);
/// ```
#[must_use]
pub fn digit(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(u32::from(character) - u32::from(zero))
}

impl Digits {
    fn zero(self) -> Option<u32> {
        match self {
            Self::Source => None,
            Self::Latin => Some(0x30),
            Self::Arabic => Some(0x660),
            Self::Persian => Some(0x6f0),
        }
    }
}

/// Redraws the digits of a paragraph, word by word.
pub(super) fn redraw(pieces: &mut [Piece], digits: Digits) {
    let Some(zero) = digits.zero() else {
        return;
    };
    for word in pieces.split_mut(Piece::is_blank) {
        if word
            .iter()
            .any(|piece| piece.first().is_alphabetic() && piece.cell.level % 2 == 0)
        {
            continue;
        }
        for piece in word {
            let digit = value(piece.first()).and_then(|value| char::from_u32(zero + value));
            if let Some(digit) = digit {
                let marks = piece.cell.symbol.chars().skip(1);
                piece.cell.symbol = std::iter::once(digit).chain(marks).collect();
            }
        }
    }
}

fn value(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}
