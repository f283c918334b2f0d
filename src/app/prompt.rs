//! The line being typed.

use crate::text::LineEditor;

/// A line being typed in the status line.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The text and the caret.
    pub editor: LineEditor,
    /// What is asked for.
    pub purpose: Purpose,
}

/// What a line is typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words that titles must hold.
    Search {
        /// What the search was before, for when the reader gives up.
        before: String,
    },
    /// The address of a feed or a site.
    Address,
}
