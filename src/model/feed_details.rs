//! Everything that is known of a feed, for those who look at it.

use super::{Condition, Feed, Timestamp};
use crate::text::CleanText;

/// What the cache keeps of a feed besides what lists show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRecord {
    /// The publisher's title; empty where there is none.
    pub published_title: CleanText,
    /// Entries saved.
    pub saved: u64,
    /// When the newest of its entries came.
    pub brought_at: Option<Timestamp>,
    /// The condition its last document was in.
    pub condition: Option<Condition>,
}

/// When a feed is polled next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextPoll {
    /// When the reader asks, and not before: the publisher has ended it.
    Asked,
    /// At a time, or as soon as something polls after it.
    At {
        /// The time.
        at: Timestamp,
        /// Why then.
        why: PollReason,
    },
}

/// Why a feed is polled when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollReason {
    /// It never was.
    New,
    /// Its interval is over then.
    Interval,
    /// The server calls its last answer fresh until then.
    Fresh,
    /// The document asks for so long a rest.
    Wished,
    /// Before that are hours or days that the document leaves out.
    Skipped,
    /// It rests longer the more often it failed.
    Failures,
    /// Its server is down, and is tried again then.
    HostDown,
    /// The server asked for a pause until then.
    Told,
}

/// Everything that is known of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedDetails {
    /// What lists show of it.
    pub feed: Feed,
    /// What the cache keeps besides.
    pub record: FeedRecord,
    /// When it is polled next.
    pub next: NextPoll,
    /// What the settings say of it otherwise than the built-in ones: keys and values as they write them.
    pub settings: Vec<(&'static str, String)>,
}
