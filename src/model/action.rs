//! What the reader did, as values that can be logged, undone and one day replayed to a server.

use super::{EntryId, List, Timestamp};

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
    /// Marked everything in a list read.
    MarkAllRead {
        /// The list.
        list: List,
        /// Entries that came to the cache after this instant stay as they are: the reader has not seen them.
        seen_until: Timestamp,
        /// The start of the reader's day, for [`List::Today`].
        day_start: Timestamp,
    },
}
