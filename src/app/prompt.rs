//! The line being typed.

use crate::app::{Place, RequestId};
use crate::model::{EntryId, Headline, List, Query, QueryError};
use crate::text::{CleanText, LineEditor};

/// A line being typed in the status line.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The text and the caret.
    pub editor: LineEditor,
    /// What is asked for.
    pub purpose: Purpose,
}

impl Prompt {
    /// What cannot be understood of a search as it is typed so far.
    #[must_use]
    pub const fn mistake(&self) -> Option<&QueryError> {
        match &self.purpose {
            Purpose::Search { mistake, .. } => mistake.as_ref(),
            _ => None,
        }
    }
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
    /// What the open article is looked through for.
    Find {
        /// Where the reader was.
        from: Place,
        /// It is not in the article.
        missed: bool,
    },
    /// The program that an article is given to.
    Pipe {
        /// Its entry.
        entry: Box<Headline>,
    },
    /// Which program an article is shared with.
    Share {
        /// Its entry.
        entry: Box<Headline>,
    },
    /// The file that an article is written to.
    Export {
        /// Its entry.
        entry: Box<Headline>,
    },
    /// The address of a feed or a site.
    Address,
    /// What a list is called that is made of a search.
    ListName {
        /// What is in the list.
        query: Query,
    },
    /// Whether a feed is to be followed no more.
    Unsubscribe {
        /// Its address in the settings.
        address: String,
        /// What to call it.
        title: String,
    },
    /// The tags of an entry.
    Tags {
        /// The entry.
        entry: EntryId,
        /// The request for the tags there are.
        request: RequestId,
        /// The tags there are, as far as they are known.
        known: Vec<CleanText>,
        /// What the program has completed last, until something is typed.
        completion: Option<Completion>,
    },
}

/// A tag that the program completes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The line as it was typed.
    pub typed: String,
    /// Which of the tags that begin so stands there now.
    pub nth: usize,
}
