//! What can be wrong with a query, as facts.

use std::ops::Range;

/// Tells why a query cannot be understood, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct QueryError {
    /// The bytes of the query that are wrong; never empty, but for an empty query.
    pub span: Range<usize>,
    /// What is wrong with them.
    pub problem: QueryProblem,
}

/// What is wrong at a place of a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryProblem {
    /// A quotation mark has no counterpart.
    #[error("quotation without end")]
    OpenQuote,
    /// A regular expression has no second slash.
    #[error("pattern without end")]
    OpenPattern,
    /// A regular expression stands behind a field that is not searched by any.
    #[error("patterns stand behind `title:`, `author:` and `feed:`, or alone")]
    NoPattern,
    /// A regular expression is none.
    #[error("not a regular expression: {detail}")]
    BadPattern {
        /// What is wrong with it, in English.
        detail: String,
    },
    /// An opening bracket has no counterpart.
    #[error("bracket without end")]
    OpenBracket,
    /// A closing bracket has no counterpart.
    #[error("bracket without beginning")]
    StrayBracket,
    /// Something has nothing behind it: a minus, a colon, an `OR`, an opening bracket.
    #[error("nothing behind `{sign}`")]
    NothingBehind {
        /// What stands before the gap.
        sign: String,
    },
    /// An `OR` begins the query or a bracket.
    #[error("nothing before OR")]
    NothingBefore,
    /// The name before a colon means nothing.
    #[error("no field `{name}`")]
    UnknownField {
        /// The name.
        name: String,
    },
    /// The word behind `has:` or `is:` means nothing.
    #[error("`{value}` is none of {}", known.join(", "))]
    UnknownValue {
        /// The word.
        value: String,
        /// The words there are.
        known: &'static [&'static str],
    },
    /// What stands behind `age:` tells no length of time.
    #[error("`{value}` is no age")]
    BadAge {
        /// What stands there.
        value: String,
    },
    /// What stands behind `words:` is no number with `<` or `>`.
    #[error("`{value}` is no number of words")]
    BadCount {
        /// What stands there.
        value: String,
    },
    /// What stands behind `score:` is no number with `<` or `>`.
    #[error("`{value}` is no score")]
    BadScore {
        /// What stands there.
        value: String,
    },
    /// What stands behind `lang:` is no language tag.
    #[error("`{value}` is no language")]
    BadLanguage {
        /// What stands there.
        value: String,
    },
    /// No letter or digit is in the query, where it must ask for something.
    #[error("nothing is asked for")]
    AsksForNothing,
    /// The query is longer than anybody types, or nested deeper.
    #[error("the query is too large")]
    TooLarge,
}
