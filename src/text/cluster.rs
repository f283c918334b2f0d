//! Grapheme clusters: what a reader takes for one character.

use std::iter;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Cuts text into extended grapheme clusters (UAX #29), as ranges of bytes that cover it all.
///
/// ```
/// use newsterm::text::clusters;
///
/// let ranges: Vec<_> = clusters("e\u{301}a").collect();
/// assert_eq!(ranges, [0..3, 3..4]);
/// ```
pub fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    iter::from_fn(move || {
        let start = at;
        at += first_length(&text[start..])?;
        Some(start..at)
    })
}

/// Gives the bytes of the first cluster of a text.
fn first_length(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if stands_alone(first) && chars.next().is_none_or(stands_alone) {
        return Some(first.len_utf8());
    }
    text.graphemes(true).next().map(str::len)
}

/// Says whether a character is one of the letters, digits and signs that neither extend a cluster nor, before one
/// of their own kind, are extended (`Grapheme_Cluster_Break` Other); most text is made of them.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{5d0}'..='\u{5ea}' | '\u{60c}' | '\u{61b}' | '\u{61f}'..='\u{64a}')
        || matches!(c, '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6ee}'..='\u{6ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_cuts_as_the_long_way_does(
            text in "[ -~א-תء-ۿ\u{300}\u{200c}\u{200d}]{0,20}|\\PC{0,10}|[a👍🏽🇸🇦\u{200d}ক্ষ가각\u{600}]{0,12}",
        ) {
            let long: Vec<&str> = text.graphemes(true).collect();
            let short: Vec<&str> = clusters(&text).map(|cluster| &text[cluster]).collect();
            prop_assert_eq!(short, long);
        }
    }
}
