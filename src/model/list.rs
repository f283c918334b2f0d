//! Lists of entries, and windows over them.

use super::{EntryId, FeedId, Headline, Query, Timestamp};
use crate::text::CleanText;

/// Names a list of entries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Every entry.
    All,
    /// Every entry not read.
    Unread,
    /// Every entry saved.
    Saved,
    /// Every entry since the start of the reader's day.
    Today,
    /// The entries of the feeds in a folder.
    Folder(CleanText),
    /// The entries of one feed.
    Feed(FeedId),
    /// The entries that answer a query of the settings.
    Smart(SmartList),
}

/// A list that a query makes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SmartList {
    /// What it is called.
    pub name: CleanText,
    /// What its entries must be.
    pub query: Query,
}

/// Narrows a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Nothing is left out.
    #[default]
    All,
    /// Only entries not read, and those read since the list was opened.
    Unread,
}

/// The place of an entry in every list: newest first, and of one instant the highest number first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The instant the entry is sorted by.
    pub sorted_at: Timestamp,
    /// The entry, which decides between equal instants.
    pub entry: EntryId,
}

/// Asks for a stretch of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRequest {
    /// The list.
    pub list: List,
    /// What is left out of it.
    pub filter: Filter,
    /// What it is searched for.
    pub search: Search,
    /// Where the stretch lies.
    pub anchor: Anchor,
    /// How many rows before the anchor are wanted.
    pub before: usize,
    /// How many rows after it are.
    pub after: usize,
    /// Entries that stay in the list although they are read now: those read since it was opened.
    pub kept: Vec<EntryId>,
    /// The start of the reader's day, for [`List::Today`].
    pub day_start: Timestamp,
    /// Entries under which those that they stand for are shown, as rows that are nested.
    pub expanded: Vec<EntryId>,
}

/// Asks for the next unread entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadRequest {
    /// The list.
    pub list: List,
    /// Where to begin; at the first or last entry when absent.
    pub from: Option<Position>,
    /// Towards the last entry, or towards the first.
    pub forward: bool,
    /// The start of the reader's day, for [`List::Today`].
    pub day_start: Timestamp,
    /// The time now, for lists that ask for an age.
    pub now: Timestamp,
}

/// What a list is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What entries must be; empty for every entry.
    pub query: Query,
    /// Those that answer words best come first, and no more than a window of them; otherwise the newest do.
    pub best_first: bool,
    /// The time now, for ages.
    pub now: Timestamp,
}

/// Says where a window lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At the first row.
    First,
    /// At the last row.
    Last,
    /// Around a row, or where it would be.
    Around(Position),
}

/// A stretch of a list, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The rows, first to last.
    pub rows: Vec<Headline>,
    /// There are rows before the first.
    pub more_before: bool,
    /// There are rows after the last.
    pub more_after: bool,
    /// The last entry that had come to the cache when the rows were read.
    pub newest: Option<EntryId>,
}

/// How many entries the smart lists hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCounts {
    /// All entries.
    pub total: u64,
    /// All unread entries.
    pub unread: u64,
    /// Saved entries.
    pub saved: u64,
    /// Unread entries since the start of the reader's day.
    pub today_unread: u64,
}

impl List {
    /// Whether it is of many feeds, and shows a story that several of them tell once. What the reader saved is all
    /// there.
    #[must_use]
    pub const fn shows_stories_once(&self) -> bool {
        !matches!(self, Self::Feed(_) | Self::Saved)
    }

    /// What its entries must be besides being of a listed feed, where a query says it.
    #[must_use]
    pub const fn query(&self) -> Option<&Query> {
        match self {
            Self::Smart(list) => Some(&list.query),
            _ => None,
        }
    }
}

impl Headline {
    /// The place of this entry in every list.
    #[must_use]
    pub const fn position(&self) -> Position {
        Position {
            sorted_at: self.sorted_at,
            entry: self.id,
        }
    }
}
