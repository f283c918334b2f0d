//! Feeds, the reader's ties to them, and what a poll of one brings.

use std::time::Duration;

use super::{AccountId, Author, Condition, FeedId, NewEntry, Timestamp, without_password};
use crate::text::{CleanText, Direction};

/// Says how the base direction of a feed's text is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DirectionSetting {
    /// From the markup, the language and the text itself.
    #[default]
    Auto,
    /// Always this direction.
    Always(Direction),
}

/// Says where the bytes of a feed come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FeedSource {
    /// An absolute `http` or `https` URL.
    Url(String),
    /// A feed compiled into the program, by its name (`newsterm:welcome`); never fetched from the network.
    BuiltIn(String),
    /// What a command of the settings prints, by a name made of it (`exec:["command","argument"]`); the
    /// settings alone say what is run.
    Command(String),
}

impl FeedSource {
    /// The scheme of feeds compiled into the program.
    pub const BUILT_IN_SCHEME: &str = "newsterm:";
    /// What the names of commands begin with.
    pub const COMMAND_SCHEME: &str = "exec:";

    /// Reads a source as the settings write it.
    #[must_use]
    pub fn new(address: &str) -> Self {
        if address.starts_with(Self::BUILT_IN_SCHEME) {
            Self::BuiltIn(address.to_owned())
        } else if address.starts_with(Self::COMMAND_SCHEME) {
            Self::Command(address.to_owned())
        } else {
            Self::Url(address.to_owned())
        }
    }

    /// The source as the settings write it; the key of a feed within its account.
    #[must_use]
    pub fn address(&self) -> &str {
        match self {
            Self::Url(address) | Self::BuiltIn(address) | Self::Command(address) => address,
        }
    }

    /// The source as people may see it: without a password, and of a command the program alone.
    ///
    /// ```
    /// use newsterm::model::FeedSource;
    /// let source = FeedSource::new(r#"exec:["curl","--user","ann:secret"]"#);
    /// assert_eq!(source.shown(), "exec:curl");
    /// ```
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Url(address) => without_password(address),
            Self::BuiltIn(address) => address.clone(),
            Self::Command(address) => {
                let words = address.strip_prefix(Self::COMMAND_SCHEME);
                let argv = words.and_then(|words| serde_json::from_str::<Vec<String>>(words).ok());
                let program = argv.and_then(|argv| argv.into_iter().next());
                format!("{}{}", Self::COMMAND_SCHEME, program.unwrap_or_default())
            }
        }
    }
}

/// Says which entries of a feed are kept. Saved ones always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keeping {
    /// For how many days after an entry came, or was published if that is later; 0 for ever.
    pub days: u32,
    /// How many of the newest; 0 for all.
    pub entries: u32,
    /// Entries not read are kept whatever their age and number.
    pub unread: bool,
}

impl Keeping {
    /// Everything, for ever.
    pub const ALL: Self = Self {
        days: 0,
        entries: 0,
        unread: true,
    };
}

/// The reader's tie to a feed, as the settings say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The account that keeps the marks.
    pub account: AccountId,
    /// Where the feed comes from.
    pub source: FeedSource,
    /// The reader's own title; the publisher's when absent.
    pub title: Option<CleanText>,
    /// The folder that shows the feed; at the top level when absent.
    pub folder: Option<CleanText>,
    /// The time from one poll to the next.
    pub interval: Duration,
    /// How the base direction of the feed's text is found.
    pub direction: DirectionSetting,
    /// Which of its entries are kept.
    pub keeping: Keeping,
}

/// Tokens of an earlier response that make the next request conditional, verbatim (RFC 9110 section 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag` header field, quotes and weakness mark included.
    pub etag: Option<String>,
    /// The `Last-Modified` header field.
    pub last_modified: Option<String>,
    /// The URL that gave them, without user information; they mean nothing to another.
    pub of: Option<String>,
}

/// Whose trouble a failed poll was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setback {
    /// The feed's own: it is not there, or no feed.
    #[default]
    Feed,
    /// The host's, or the network's: other feeds of the host would fare no better.
    Host,
    /// The server told us how long to stay away.
    Told {
        /// From the time of the poll.
        wait: Duration,
    },
    /// Another server, where the feed's own leads, told us how long to stay away; no other feed rests for it.
    ToldElsewhere {
        /// From the time of the poll.
        wait: Duration,
    },
    /// The publisher has ended the feed.
    Gone,
}

/// How the last poll of a feed went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FeedHealth {
    /// Not polled yet.
    #[default]
    Unknown,
    /// The last poll brought the feed, or word that it has not changed.
    Well,
    /// The last polls failed.
    Failing {
        /// The failure in words for people, made when it happened.
        reason: CleanText,
        /// How many polls failed in a row.
        times: u32,
    },
}

/// A feed as the lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Our number for it.
    pub id: FeedId,
    /// The tie that brought it here.
    pub subscription: Subscription,
    /// What to call it: the reader's title, else the publisher's, else the address.
    pub title: CleanText,
    /// The direction of the feed's language, where the publisher names a language.
    pub language_direction: Option<Direction>,
    /// The publisher's page, an absolute `http` or `https` URL.
    pub home: Option<String>,
    /// Entries not read.
    pub unread: u64,
    /// All entries kept.
    pub total: u64,
    /// How the last poll went.
    pub health: FeedHealth,
    /// When it was last polled, whatever came of it.
    pub polled_at: Option<Timestamp>,
    /// Where it has moved for good, while the settings have its old address.
    pub moved_to: Option<String>,
}

/// How often a publisher asks to be polled, and when not at all.
///
/// RSS 2.0 `ttl`, `skipHours` and `skipDays`; RSS 1.0 module Syndication, whose period counts as a time to live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cadence {
    /// The time a copy of the feed stays good.
    pub ttl: Option<Duration>,
    /// Hours of the day, in UTC, in which nothing new comes: bit 0 is the hour from midnight.
    pub skip_hours: u32,
    /// Days of the week, in UTC, on which nothing new comes: bit 0 is Monday.
    pub skip_days: u8,
}

/// What a successful poll brings to the cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedUpdate {
    /// The publisher's title.
    pub title: CleanText,
    /// The publisher's page, an absolute `http` or `https` URL.
    pub home: Option<String>,
    /// The language tag the publisher names (BCP 47), as published.
    pub language: Option<String>,
    /// Tokens for the next request.
    pub validators: Validators,
    /// A number for how the document was read, as far as the reader has a say in it; 0 for as it is.
    pub reading: u64,
    /// How long the server calls the answer fresh.
    pub fresh_for: Option<Duration>,
    /// Where the feed has moved for good.
    pub moved_to: Option<String>,
    /// How often the publisher asks to be polled.
    pub cadence: Cadence,
    /// The publisher's own identifier of the feed (RFC 4287 section 4.2.6), as published.
    pub id: Option<String>,
    /// What the feed is about, one line.
    pub description: CleanText,
    /// Who answers for the feed.
    pub author: Author,
    /// Who holds which rights to it, one line.
    pub rights: CleanText,
    /// A picture that stands for the feed, an absolute `http` or `https` URL.
    pub image: Option<String>,
    /// When the feed was last changed, as the publisher says.
    pub updated: Option<Timestamp>,
    /// What the publisher files it under.
    pub categories: Vec<CleanText>,
    /// The condition its document was in; `None` where there was none.
    pub condition: Option<Condition>,
    /// The entries, in the order published.
    pub entries: Vec<NewEntry>,
}

/// What an answer says that brings no document: the feed has not changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unchanged {
    /// Tokens for the next request.
    pub validators: Validators,
    /// How long the server calls the answer fresh.
    pub fresh_for: Option<Duration>,
    /// Where the feed has moved for good.
    pub moved_to: Option<String>,
}
