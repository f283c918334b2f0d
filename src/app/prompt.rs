//! The line being typed.

use crate::model::{List, QueryError};
use crate::text::LineEditor;

/// A line being typed in the status line.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The text and the caret.
    pub editor: LineEditor,
    /// What the search was before, for when the reader gives up.
    pub before: String,
    /// The list that was open before.
    pub list: List,
    /// What cannot be understood of the text.
    pub mistake: Option<QueryError>,
}
