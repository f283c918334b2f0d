//! What the reader did, as values that can be logged, undone and one day replayed to a server.

use super::{EntryId, Filter, List, Query, Timestamp};
use crate::text::CleanText;

/// Something the reader did to entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Marked one entry read, or unread.
    MarkRead {
        /// The entry.
        entry: EntryId,
        /// Read, or unread.
        read: bool,
    },
    /// Read one entry, and with it the others that tell the same story.
    ReadStory {
        /// The entry.
        entry: EntryId,
    },
    /// Saved one entry, or let it go.
    Save {
        /// The entry.
        entry: EntryId,
        /// Saved, or not.
        saved: bool,
    },
    /// Deleted one entry.
    Delete {
        /// The entry.
        entry: EntryId,
    },
    /// Gave one entry these tags, and no others.
    Tag {
        /// The entry.
        entry: EntryId,
        /// Its tags from now on.
        tags: Vec<CleanText>,
    },
    /// Hid one entry from the lists, or showed again what a rule had hidden.
    Hide {
        /// The entry.
        entry: EntryId,
        /// Hidden, or not.
        hidden: bool,
    },
    /// Marked these read: of a search whose best answers alone are shown, the answers shown.
    MarkShownRead {
        /// The entries.
        entries: Vec<EntryId>,
    },
    /// Marked everything in a list read that answers a query, or everything.
    MarkAllRead {
        /// The list.
        list: List,
        /// What the list is searched for; empty for nothing.
        query: Query,
        /// Entries that came to the cache after this one stay as they are: the reader has not seen them. Clocks are
        /// set, so this is no instant.
        newest: EntryId,
        /// The time now, for queries that ask for an age.
        now: Timestamp,
        /// The start of the reader's day, for [`List::Today`].
        day_start: Timestamp,
    },
    /// Showed again everything hidden in a list that answers a query, which asks for what is hidden.
    ShowAll {
        /// The list.
        list: List,
        /// What the list is searched for.
        query: Query,
        /// What is left out of the list.
        filter: Filter,
        /// As for [`Action::MarkAllRead`].
        newest: EntryId,
        /// The time now, for queries that ask for an age.
        now: Timestamp,
        /// The start of the reader's day, for [`List::Today`].
        day_start: Timestamp,
    },
}
