//! The bidirectional algorithm (UAX #9): levels of a paragraph, order of a line, mirroring.
//!
//! Levels come from `flat`, which is quick, for nearly all paragraphs, and from `unicode-bidi` for those with
//! embeddings or isolates; what is done per line (L1, L2, L4) is done here, because a line is made
//! of clusters, not of characters: a mark stays with its base.

use std::ops::Range;

use icu_properties::{CodePointMapData, props::BidiMirroringGlyph};
use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData, Level, ParagraphBidiInfo};

use super::Direction;

mod flat;

/// The embedding levels of a paragraph, by byte.
///
/// ```
/// use newsterm::text::bidi::Levels;
///
/// let levels = Levels::new("a א 1", None);
/// assert_eq!(levels.base(), 0);
/// assert_eq!([levels.at(0), levels.at(2), levels.at(5)], [0, 1, 2]);
/// ```
#[derive(Clone, Debug)]
pub struct Levels {
    base: u8,
    /// Empty where every character has the paragraph level.
    by_byte: Vec<u8>,
}

impl Levels {
    /// Resolves the levels of one paragraph (rules P2 to I2); without `base` the first strong character decides.
    ///
    /// ```
    /// use newsterm::text::{Direction, bidi::Levels};
    ///
    /// assert_eq!(Levels::new("abc", Some(Direction::Rtl)).at(0), 2);
    /// ```
    #[must_use]
    pub fn new(paragraph: &str, base: Option<Direction>) -> Self {
        let direction = base.or_else(|| first_strong(paragraph)).unwrap_or_default();
        let base = direction.level();
        let by_byte = if direction == Direction::Rtl && paragraph.chars().all(stays_right_to_left) {
            Vec::new()
        } else {
            flat::levels(paragraph, base).unwrap_or_else(|| nested_levels(paragraph, base))
        };
        Self { base, by_byte }
    }

    /// The paragraph level: 0 or 1.
    ///
    /// ```
    /// assert_eq!(newsterm::text::bidi::Levels::new("אב", None).base(), 1);
    /// ```
    #[must_use]
    pub fn base(&self) -> u8 {
        self.base
    }

    /// The level of the character a byte belongs to; the paragraph level beyond the text.
    ///
    /// ```
    /// assert_eq!(newsterm::text::bidi::Levels::new("אב", None).at(2), 1);
    /// ```
    #[must_use]
    pub fn at(&self, byte: usize) -> u8 {
        self.by_byte.get(byte).copied().unwrap_or(self.base)
    }

    /// Whether every character has the paragraph level.
    pub(super) fn are_all_the_same(&self) -> bool {
        self.by_byte.iter().all(|level| *level == self.base)
    }

    /// Gives a stretch of the paragraph another level.
    pub(super) fn set(&mut self, bytes: Range<usize>, level: u8) {
        if let Some(levels) = self.by_byte.get_mut(bytes) {
            levels.fill(level);
        }
    }
}

/// Resolves the levels of a paragraph with embeddings or isolates, by byte.
fn nested_levels(paragraph: &str, base: u8) -> Vec<u8> {
    let level = if base == 0 {
        Level::ltr()
    } else {
        Level::rtl()
    };
    let info = ParagraphBidiInfo::new_with_data_source(&Classes, paragraph, Some(level));
    info.levels.iter().map(Level::number).collect()
}

/// What rule L1 does with a character.
///
/// ```
/// use newsterm::text::bidi::Role;
///
/// assert_eq!(Role::of('\t'), Role::Separator);
/// assert_eq!(Role::of(' '), Role::Space);
/// assert_eq!(Role::of('x'), Role::Text);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// It keeps its level.
    #[default]
    Text,
    /// White space or an isolate: the paragraph level at the end of the line and before a separator.
    Space,
    /// A segment or paragraph separator: always the paragraph level.
    Separator,
}

impl Role {
    /// Gives the role of a character.
    ///
    /// ```
    /// use newsterm::text::bidi::Role;
    ///
    /// assert_eq!(Role::of('\u{2069}'), Role::Space);
    /// ```
    #[must_use]
    pub fn of(c: char) -> Self {
        if matches!(c, '!'..='~') {
            return Self::Text;
        }
        match class(c) {
            BidiClass::WS | BidiClass::LRI | BidiClass::RLI | BidiClass::FSI | BidiClass::PDI => {
                Self::Space
            }
            BidiClass::S | BidiClass::B => Self::Separator,
            _ => Self::Text,
        }
    }
}

/// Says whether rule X9 takes a character out of the paragraph: embeddings, overrides and their end, and
/// boundary neutrals, all without a place on the line.
///
/// ```
/// assert!(newsterm::text::bidi::is_removed('\u{202a}'));
/// assert!(!newsterm::text::bidi::is_removed('\u{2067}'));
/// ```
#[must_use]
pub fn is_removed(c: char) -> bool {
    matches!(
        class(c),
        BidiClass::LRE
            | BidiClass::RLE
            | BidiClass::LRO
            | BidiClass::RLO
            | BidiClass::PDF
            | BidiClass::BN
    )
}

/// Gives separators, and the white space before them and at the end of the line, the paragraph level (rule L1).
///
/// One level and one role per cluster, in logical order.
///
/// ```
/// use newsterm::text::bidi::{Role, reset_whitespace};
///
/// let mut levels = [1, 1, 1];
/// reset_whitespace(&mut levels, &[Role::Space, Role::Text, Role::Space], 0);
/// assert_eq!(levels, [1, 1, 0]);
/// ```
pub fn reset_whitespace(levels: &mut [u8], roles: &[Role], base: u8) {
    let mut reset = true;
    for (level, role) in levels.iter_mut().zip(roles).rev() {
        match role {
            Role::Separator => reset = true,
            Role::Space => {}
            Role::Text => reset = false,
        }
        if reset {
            *level = base;
        }
    }
}

/// Gives the visual order of a line (rule L2): the logical index of what stands at each place, from the left.
///
/// ```
/// assert_eq!(newsterm::text::bidi::visual_order(&[0, 1, 1, 0]), [0, 2, 1, 3]);
/// ```
#[must_use]
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let lowest_odd = levels
        .iter()
        .copied()
        .filter(|level| level % 2 == 1)
        .min()
        .unwrap_or(highest + 1);
    for level in (lowest_odd..=highest).rev() {
        let mut place = 0;
        for stretch in levels.chunk_by(|a, b| (*a >= level) == (*b >= level)) {
            let end = place + stretch.len();
            if stretch[0] >= level {
                order[place..end].reverse();
            }
            place = end;
        }
    }
    order
}

/// Gives the character drawn instead at an odd level (rule L4), where there is one.
///
/// ```
/// assert_eq!(newsterm::text::bidi::mirrored('('), Some(')'));
/// assert_eq!(newsterm::text::bidi::mirrored('→'), None);
/// ```
#[must_use]
pub fn mirrored(c: char) -> Option<char> {
    CodePointMapData::<BidiMirroringGlyph>::new()
        .get(c)
        .mirroring_glyph
}

/// The bidi classes, with a short way to those of the characters that most text is made of.
struct Classes;

impl BidiDataSource for Classes {
    fn bidi_class(&self, c: char) -> BidiClass {
        class(c)
    }
}

fn class(c: char) -> BidiClass {
    match c {
        'a'..='z' | 'A'..='Z' => BidiClass::L,
        ' ' => BidiClass::WS,
        '0'..='9' => BidiClass::EN,
        '\u{5d0}'..='\u{5ea}' => BidiClass::R,
        '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d5}' => BidiClass::AL,
        '\u{64b}'..='\u{65f}' => BidiClass::NSM,
        ',' | '.' | '/' | ':' | '\u{60c}' => BidiClass::CS,
        '!' | '"' | '&'..='*' | ';'..='@' | '['..='`' | '{'..='~' | '«' | '»' => BidiClass::ON,
        '\u{660}'..='\u{669}' => BidiClass::AN,
        _ => HardcodedBidiData.bidi_class(c),
    }
}

/// Says whether a character has the paragraph level in a right-to-left paragraph of none but its like: letters
/// (L excepted), marks, and what takes the level of the letters around it (N0 to N2).
fn stays_right_to_left(c: char) -> bool {
    matches!(
        class(c),
        BidiClass::R
            | BidiClass::AL
            | BidiClass::NSM
            | BidiClass::WS
            | BidiClass::ON
            | BidiClass::CS
            | BidiClass::ES
            | BidiClass::ET
            | BidiClass::S
    )
}

/// Says whether a character is a strong right-to-left one.
pub(super) fn is_strong_rtl(c: char) -> bool {
    c >= '\u{590}' && matches!(class(c), BidiClass::R | BidiClass::AL)
}

/// Finds the direction of the first strong character outside isolates (rules P2, P3).
pub(super) fn first_strong(text: &str) -> Option<Direction> {
    match unicode_bidi::get_base_direction_full_with_data_source(&Classes, text) {
        unicode_bidi::Direction::Ltr => Some(Direction::Ltr),
        unicode_bidi::Direction::Rtl => Some(Direction::Rtl),
        unicode_bidi::Direction::Mixed => None,
    }
}

/// Counts the strong characters outside isolates: left-to-right ones, and right-to-left ones.
pub(super) fn strong_counts(text: &str) -> (usize, usize) {
    let (mut left, mut right, mut isolates) = (0, 0, 0_usize);
    for c in text.chars() {
        match class(c) {
            BidiClass::L if isolates == 0 => left += 1,
            BidiClass::R | BidiClass::AL if isolates == 0 => right += 1,
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => isolates += 1,
            BidiClass::PDI => isolates = isolates.saturating_sub(1),
            _ => {}
        }
    }
    (left, right)
}

/// Says whether a text needs levels at all: whether anything in it is not plain left-to-right.
pub(super) fn has_rtl(text: &str) -> bool {
    // No character before U+0590 is right-to-left; the first byte of a character rules most others out.
    text.as_bytes()
        .iter()
        .any(|b| matches!(b, 0xd6..=0xdf | 0xe0 | 0xe2 | 0xef | 0xf0))
        && text.chars().any(|c| c >= '\u{590}' && is_rtl(c))
}

fn is_rtl(c: char) -> bool {
    !matches!(
        class(c),
        BidiClass::L
            | BidiClass::EN
            | BidiClass::ES
            | BidiClass::ET
            | BidiClass::CS
            | BidiClass::NSM
            | BidiClass::BN
            | BidiClass::B
            | BidiClass::S
            | BidiClass::WS
            | BidiClass::ON
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_gives_the_classes_of_the_table() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert_eq!(
                class(c),
                unicode_bidi::bidi_class(c),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn text_with_nothing_right_to_left_needs_no_levels() {
        for text in ["", "plain", "naïve “quotes” — 日本語 🇫🇷", "a\u{300} ไทย"]
        {
            assert!(!has_rtl(text), "{text}");
        }
        for text in [
            "א",
            "a ١",
            "\u{200f}",
            "\u{2067}a\u{2069}",
            "\u{10840}",
            "\u{1e900}",
            "ﭖ",
        ] {
            assert!(has_rtl(text), "{text}");
        }
    }
}
