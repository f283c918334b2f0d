//! Columns of a cell's symbol, counted as the screen counts them.

use unicode_width::UnicodeWidthStr;

/// Counts the columns of what is written into one cell, as everything that draws or compares cells does.
///
/// The halfwidth voiced sound marks U+FF9E and U+FF9F take a column of their own on a terminal, though
/// their Unicode width is zero.
#[expect(
    clippy::disallowed_methods,
    reason = "one cluster at a time, after shaping: the trap of lam-alef is gone"
)]
pub(crate) fn symbol_width(symbol: &str) -> usize {
    // ASCII, and the presentation forms of the Arabic alphabet.
    if matches!(
        symbol.as_bytes(),
        [b' '..=b'~'] | [0xef, 0xba, _] | [0xef, 0xbb, ..=0xbc]
    ) {
        return 1;
    }
    let sound_marks = symbol
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    symbol.width() + sound_marks
}
