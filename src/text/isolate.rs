//! Parts of a line whose order does not depend on one another.

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Keeps a part of a line from reordering what stands beside it, and that from reordering the part (UAX #9 section
/// 2.4, FSI and PDI).
///
/// ```
/// use newsterm::text::isolated;
///
/// assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
/// ```
#[must_use]
pub fn isolated(part: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{part}{POP_ISOLATE}")
}

/// Joins the parts of a line again, as it is read where it leaves the screen.
///
/// ```
/// use newsterm::text::{isolated, without_isolates};
///
/// assert_eq!(without_isolates(&isolated("שלום")), "שלום");
/// ```
#[must_use]
pub fn without_isolates(line: &str) -> String {
    line.replace([FIRST_STRONG_ISOLATE, POP_ISOLATE], "")
}
