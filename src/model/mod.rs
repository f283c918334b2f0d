//! The nouns of the program: accounts, feeds, entries, lists, queries, documents, instants.
//!
//! Plain values without behaviour of their own: no file, no clock, no terminal.
//! Whatever came from outside is [`CleanText`](crate::text::CleanText) here, except a body,
//! which stays as published until it is made a [`Document`].

mod action;
mod address;
mod condition;
mod document;
mod entry;
mod export;
mod feed;
mod feed_details;
mod id;
mod list;
mod outline;
pub mod query;
mod rule;
mod story;
mod tag;
mod time;

pub use action::Action;
pub use address::{file_in_address, shown_host, unescaped, without_password};
pub use condition::{Condition, Encoding, EncodingReason, Fault, Warning};
pub use document::{
    AnchorIndex, Block, CellAlign, Definition, Document, EmbedKind, Link, LinkIndex, ListItem,
    ListStyle, Paragraph, Span, SpanKind, Table, TableCell, TableRow,
};
pub use entry::{
    Author, Body, BodyKind, Details, Enclosure, EntryIdentity, ForeignEntry, Headline, LeftAt,
    MarkedEntry, NewEntry, Sighting,
};
pub use export::{Exported, Format};
pub use feed::{
    Cadence, DirectionSetting, Feed, FeedHealth, FeedSource, FeedUpdate, Keeping, Setback,
    Subscription, Unchanged, Validators,
};
pub use feed_details::{FeedDetails, FeedRecord, NextPoll, PollReason};
pub use id::{AccountId, ActionId, EntryId, FeedId};
pub use list::{
    Anchor, Filter, List, ListCounts, Position, Search, SmartList, UnreadRequest, Window,
    WindowRequest,
};
pub use outline::{Candidate, Extras, Found, Outline, Preview, Wanted};
pub use query::{FactText, Facts, Published, Query, QueryError, QueryProblem};
pub use rule::{Rule, Verdict};
pub use story::{Features, Glance, SIGNATURE_VERSION, Signature, canonical_link, same_story};
pub use tag::{tag_begins, tag_key, tags_in};
pub use time::Timestamp;
