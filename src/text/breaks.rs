//! Places where a line may break (UAX #14).

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

static RULES: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// The rules, and a model of the words of Thai, Lao, Khmer and Burmese; slower, so only where they are written.
static RULES_AND_WORDS: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// Gives the bytes before which a line may break, in order, without the start and the end of the text.
///
/// Words of scripts written without spaces are found by a language model.
///
/// ```
/// use newsterm::text::line_breaks;
///
/// assert_eq!(line_breaks("one two-three"), [4, 8]);
/// assert_eq!(line_breaks("日本"), [3]);
/// ```
#[must_use]
pub fn line_breaks(text: &str) -> Vec<usize> {
    let segmenter = if has_unspaced_script(text) {
        *RULES_AND_WORDS
    } else {
        RULES
    };
    segmenter
        .segment_str(text)
        .filter(|&at| at > 0 && at < text.len())
        .collect()
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
