//! Places where a line may break (UAX #14).

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

static RULES: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// The rules, and dictionaries of Thai, Lao, Khmer and Burmese, which are loaded where these are written. The
/// models that the library has for them too take twenty times as long, and the screen would wait.
static RULES_AND_WORDS: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// Gives the bytes before which a line may break, in order, without the start and the end of the text.
///
/// Words of scripts written without spaces are found in a dictionary.
///
/// ```
/// use newsterm::text::line_breaks;
///
/// assert_eq!(line_breaks("one two-three"), [4, 8]);
/// assert_eq!(line_breaks("日本"), [3]);
/// ```
#[must_use]
pub fn line_breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    if has_unspaced_script(text) {
        push_breaks(*RULES_AND_WORDS, text, 0, &mut breaks);
    } else {
        by_stretches(text, &mut breaks);
    }
    breaks
}

/// Applies a segmenter to a stretch of text that begins at byte `at`.
fn push_breaks(
    segmenter: LineSegmenterBorrowed,
    stretch: &str,
    at: usize,
    breaks: &mut Vec<usize>,
) {
    let inside = segmenter
        .segment_str(stretch)
        .filter(|&end| end > 0 && end < stretch.len());
    breaks.extend(inside.map(|end| at + end));
}

/// What a character is to the shortest way through the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Class AL or HL, of the alphabets most text is written in.
    Letter,
    /// Class IS.
    Stop,
    /// U+0020.
    Space,
    Other,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' => Self::Letter,
            ',' | '.' => Self::Stop,
            ' ' => Self::Space,
            _ => Self::Other,
        }
    }
}

/// Breaks stretch by stretch: where a letter, perhaps a stop, one space and a letter follow one another there
/// is a break whatever stands around them (rule LB18), and a stretch that is only that has none inside.
fn by_stretches(text: &str, breaks: &mut Vec<usize>) {
    let mut start = 0;
    let mut plain = true;
    let (mut before, mut last) = (Kind::Other, Kind::Space);
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        let begins_word =
            at == 0 || (last == Kind::Space && matches!(before, Kind::Letter | Kind::Stop));
        if kind == Kind::Letter && begins_word && at > 0 {
            if !plain {
                push_breaks(RULES, &text[start..at], start, breaks);
            }
            breaks.push(at);
            (start, plain) = (at, true);
        }
        plain &= match kind {
            Kind::Letter => begins_word || last == Kind::Letter,
            Kind::Stop => last == Kind::Letter,
            Kind::Space => matches!(last, Kind::Letter | Kind::Stop),
            Kind::Other => false,
        };
        (before, last) = (last, kind);
    }
    if !plain {
        push_breaks(RULES, &text[start..], start, breaks);
    }
}

/// Says whether there are letters of line breaking class SA.
fn has_unspaced_script(text: &str) -> bool {
    // All of them begin with one of these bytes in UTF-8.
    text.as_bytes().iter().any(|b| matches!(b, 0xe0 | 0xe1 | 0xea | 0xf0))
        && text.chars().any(|c| {
            matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
                || matches!(c, '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}' | '\u{a9e0}'..='\u{a9ff}')
                || matches!(c, '\u{aa60}'..='\u{aadf}' | '\u{11700}'..='\u{1174f}')
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_breaks_as_the_rules_do(
            text in "([a-zأبא]{1,3}[,. ]{1,2}){0,6}|[ab א بَ1,.!?;:/%$(){}\"'«»“”‘’…—–\u{a0}\u{200b}\u{2060}\u{301}日。-]{0,24}",
        ) {
            let mut expected = Vec::new();
            push_breaks(RULES, &text, 0, &mut expected);
            prop_assert_eq!(line_breaks(&text), expected);
        }
    }
}
