//! The line being typed.

use crate::model::{List, Query, QueryError};
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
    /// What the list is searched for.
    Search {
        /// What the search was before, for when the reader gives up.
        before: String,
        /// The list that was open before.
        list: List,
        /// What cannot be understood of the text.
        mistake: Option<QueryError>,
    },
    /// The address of a feed or a site.
    Address,
    /// What a list is called that is made of a search.
    ListName {
        /// What is in the list.
        query: Query,
    },
}
