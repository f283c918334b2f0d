//! How values of the model are written in columns.

use std::time::Duration;

use rusqlite::Row;

use super::lists::HIDDEN;
use super::{StoreError, packing};
use crate::model::{
    AccountId, Body, BodyKind, DirectionSetting, EntryId, EntryIdentity, Feed, FeedHealth, FeedId,
    FeedSource, Headline, Keeping, Setback, Subscription, Timestamp,
};
use crate::text::{CleanText, Direction, language_direction};

/// Asks for the listed feeds in the order of the settings, as [`feed`] reads them.
pub(super) const FEEDS: &str = "
    SELECT id, account, address, own_title, folder, interval, direction, title, home, language,
           polled_at, failures, failure, total, unread, moved_to,
           keep_days, keep_entries, keep_unread
    FROM feeds WHERE place IS NOT NULL ORDER BY place";

/// Asks for an entry, as [`headline`] reads it.
pub(super) const ENTRY: &str = "
    SELECT id, entries.feed, title, author, link, sorted_at, language, read, saved, hidden,
           (SELECT group_concat(name, char(10) ORDER BY folded) FROM tagged WHERE tagged.entry = entries.id)
    FROM entries JOIN headlines ON entry = id
    WHERE id = ?1";

/// Reads a row of [`FEEDS`].
pub(super) fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    let subscription = Subscription {
        account: AccountId(row.get(1)?),
        source: FeedSource::new(row.get_ref(2)?.as_str()?),
        title: line(row, 3)?,
        folder: line(row, 4)?,
        interval: seconds(row.get(5)?),
        direction: direction_from(row.get(6)?),
        keeping: Keeping {
            days: row.get(16)?,
            entries: row.get(17)?,
            unread: row.get(18)?,
        },
    };
    let published = CleanText::line(row.get_ref(7)?.as_str()?);
    Ok(Feed {
        id: FeedId(row.get(0)?),
        title: feed_title(&subscription, published),
        subscription,
        home: row.get(8)?,
        language_direction: language(row, 9)?,
        polled_at: row.get::<_, Option<i64>>(10)?.map(Timestamp),
        health: health(row)?,
        total: count(row, 13)?,
        unread: count(row, 14)?,
        moved_to: row.get(15)?,
    })
}

fn feed_title(subscription: &Subscription, published: CleanText) -> CleanText {
    match &subscription.title {
        Some(own) => own.clone(),
        None if published.is_empty() => CleanText::line(&subscription.source.shown()),
        None => published,
    }
}

fn health(row: &Row<'_>) -> rusqlite::Result<FeedHealth> {
    let polled: Option<i64> = row.get(10)?;
    let times: u32 = row.get(11)?;
    Ok(match (polled, times) {
        (None, _) => FeedHealth::Unknown,
        (Some(_), 0) => FeedHealth::Well,
        (Some(_), times) => FeedHealth::Failing {
            reason: line(row, 12)?.unwrap_or_default(),
            times,
        },
    })
}

/// Reads a row of [`ENTRY`].
pub(super) fn headline(row: &Row<'_>) -> rusqlite::Result<Headline> {
    Ok(Headline {
        id: EntryId(row.get(0)?),
        feed: FeedId(row.get(1)?),
        title: CleanText::line(row.get_ref(2)?.as_str()?),
        author: line(row, 3)?,
        link: row.get(4)?,
        sorted_at: Timestamp(row.get(5)?),
        language_direction: language(row, 6)?,
        read: row.get(7)?,
        saved: row.get(8)?,
        others: 0,
        nested: false,
        hidden: row.get::<_, i64>(9)? & HIDDEN != 0,
        tags: match row.get_ref(10)?.as_str_or_null()? {
            Some(tags) => tags.lines().map(CleanText::line).collect(),
            None => Vec::new(),
        },
    })
}

/// Reads one line of text that may be absent.
pub(super) fn line(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<CleanText>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.map(CleanText::line))
}

/// Reads the direction of a language tag that may be absent.
pub(super) fn language(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Direction>> {
    let tag = row.get_ref(column)?.as_str_or_null()?;
    Ok(tag.and_then(language_direction))
}

/// Reads a count, which is never negative.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// A count as a column holds it.
pub(super) fn count_column(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Seconds as a column holds them; a negative number is none.
pub(super) fn seconds(column: i64) -> Duration {
    Duration::from_secs(u64::try_from(column).unwrap_or(0))
}

/// A duration as a column holds it.
pub(super) fn seconds_column(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// A direction setting as a column holds it.
pub(super) const fn direction_column(setting: DirectionSetting) -> i64 {
    match setting {
        DirectionSetting::Auto => 0,
        DirectionSetting::Always(Direction::Ltr) => 1,
        DirectionSetting::Always(Direction::Rtl) => 2,
    }
}

/// A direction setting from its column.
pub(super) const fn direction_from(column: i64) -> DirectionSetting {
    match column {
        1 => DirectionSetting::Always(Direction::Ltr),
        2 => DirectionSetting::Always(Direction::Rtl),
        _ => DirectionSetting::Auto,
    }
}

/// The kind of a body as a column holds it.
pub(super) const fn body_kind_column(kind: BodyKind) -> i64 {
    match kind {
        BodyKind::Html => 0,
        BodyKind::Plain => 1,
    }
}

/// The kind of a body from its column.
pub(super) const fn body_kind_from(column: i64) -> BodyKind {
    match column {
        1 => BodyKind::Plain,
        _ => BodyKind::Html,
    }
}

/// Reads a body: its kind, its format and its content, from three columns.
///
/// The outer error is the engine's; the inner one says that the text is damaged, or that a later version wrote it.
pub(super) fn body(row: &Row<'_>, first: usize) -> rusqlite::Result<Result<Body, StoreError>> {
    let kind = body_kind_from(row.get(first)?);
    let content = packing::unpack(row.get(first + 1)?, row.get_ref(first + 2)?);
    Ok(content.map(|content| Body { kind, content }))
}

/// An identity as a column holds it: its kind is part of it, for a link may look like a GUID.
pub(super) fn identity_column(identity: &EntryIdentity) -> String {
    match identity {
        EntryIdentity::Guid(guid) => format!("guid:{guid}"),
        EntryIdentity::Link(link) => format!("link:{link}"),
        EntryIdentity::Hash(hash) => format!("hash:{hash:016x}"),
    }
}

/// A setback as its columns hold it: its kind, and the end of the time we were told to wait.
pub(super) fn setback_columns(setback: Setback, now: Timestamp) -> (i64, Option<i64>) {
    match setback {
        Setback::Feed => (0, None),
        Setback::Host => (1, None),
        Setback::Told { wait } => (2, Some(now.0.saturating_add(seconds_column(wait)))),
        Setback::Gone => (3, None),
        Setback::ToldElsewhere { wait } => (4, Some(now.0.saturating_add(seconds_column(wait)))),
    }
}

/// A setback from its columns, after a poll at `at`.
pub(super) fn setback(kind: i64, not_before: Option<i64>, at: Option<Timestamp>) -> Setback {
    let wait = |until: i64, at: Timestamp| seconds(until.saturating_sub(at.0));
    match (kind, not_before, at) {
        (1, _, _) => Setback::Host,
        (2, Some(until), Some(at)) => Setback::Told {
            wait: wait(until, at),
        },
        (4, Some(until), Some(at)) => Setback::ToldElsewhere {
            wait: wait(until, at),
        },
        (3, _, _) => Setback::Gone,
        _ => Setback::Feed,
    }
}
