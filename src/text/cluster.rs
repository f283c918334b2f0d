//! Grapheme clusters: what a reader takes for one character.

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
#[must_use]
pub fn clusters(text: &str) -> impl DoubleEndedIterator<Item = Range<usize>> {
    text.grapheme_indices(true)
        .map(|(at, cluster)| at..at + cluster.len())
}
