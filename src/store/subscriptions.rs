//! The feeds of the settings, and what the poller must know of them.

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::database::Durability;
use super::polls::reading;
use super::{Database, StoreError, codes};
use crate::model::{
    AccountId, Cadence, Feed, FeedId, FeedSource, Setback, Subscription, Timestamp, Validators,
};
use crate::text::CleanText;

/// Asks for what [`poll_state`] reads.
macro_rules! poll_columns {
    () => {
        "SELECT id, address, moved_to, etag, last_modified, validators_of, interval, polled_at, failures,
                setback, not_before, fresh_for, ttl, skip_hours, skip_days, read_by
         FROM feeds"
    };
}

/// What the poller must know of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollState {
    /// The feed.
    pub feed: FeedId,
    /// Where its bytes come from, as the settings have it.
    pub source: FeedSource,
    /// Where it has moved for good since: polls ask there.
    pub moved_to: Option<String>,
    /// Tokens for the next request.
    pub validators: Validators,
    /// How the document they stand for was read, as [`FeedUpdate::reading`](crate::model::FeedUpdate::reading) has it.
    pub reading: u64,
    /// The time from one poll to the next that the reader wants.
    pub interval: Duration,
    /// The last poll.
    pub last: LastPoll,
}

/// What the last poll of a feed left behind for the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastPoll {
    /// When it was, whatever came of it; `None` before the first.
    pub at: Option<Timestamp>,
    /// How many polls failed in a row.
    pub failures: u32,
    /// Whose trouble the last failure was; the wait it tells begins with the poll.
    pub setback: Setback,
    /// How long the server called its last answer fresh.
    pub fresh_for: Option<Duration>,
    /// What the document says of its rhythm.
    pub cadence: Cadence,
}

const POLL_STATES: &str = concat!(poll_columns!(), " WHERE place IS NOT NULL ORDER BY place");
const POLL_STATE: &str = concat!(poll_columns!(), " WHERE id = ?1");

const SUBSCRIBE: &str = "
    INSERT INTO feeds (account, address, place, own_title, folder, interval, direction,
                       keep_days, keep_entries, keep_unread)
    VALUES (:account, :address, :place, :own_title, :folder, :interval, :direction,
            :keep_days, :keep_entries, :keep_unread)
    ON CONFLICT (account, address) DO UPDATE
    SET place = excluded.place, own_title = excluded.own_title, folder = excluded.folder,
        interval = excluded.interval, direction = excluded.direction,
        keep_days = excluded.keep_days, keep_entries = excluded.keep_entries,
        keep_unread = excluded.keep_unread";

impl Database {
    /// Brings the feeds in line with the settings, in their order.
    ///
    /// A feed that is no longer listed is hidden with its entries, never deleted: listed again, it comes back
    /// with every mark. Of two subscriptions with one account and address the first counts.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn subscribe(&mut self, subscriptions: &[Subscription]) -> Result<(), StoreError> {
        self.subscribe_to_newest(subscriptions, || None)
    }

    /// The same, where others may have changed the settings since they were read: before anything is written, `newest`
    /// gives them as they are now, if they are others. Nobody else can write meanwhile, so of several programs the last
    /// that brings the feeds in line has read the settings last.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn subscribe_to_newest(
        &mut self,
        subscriptions: &[Subscription],
        newest: impl FnOnce() -> Option<Vec<Subscription>>,
    ) -> Result<(), StoreError> {
        // Most starts find the settings as they were, and need not wait for another writer.
        let listed = feeds(self.connection())?;
        let listed = listed.iter().map(|feed| &feed.subscription);
        if listed.eq(wanted(subscriptions).0) {
            return Ok(());
        }
        self.write(Durability::Fetched, |transaction| {
            let newest = newest();
            let (wanted, keys) = wanted(newest.as_deref().unwrap_or(subscriptions));
            let before = shown(transaction)?;
            transaction.execute("UPDATE feeds SET place = NULL", [])?;
            for subscription in &wanted {
                follow(transaction, subscription, &keys)?;
            }
            for (place, subscription) in wanted.into_iter().enumerate() {
                write_subscription(transaction, subscription, place)?;
            }
            let after = shown(transaction)?;
            for feed in before.symmetric_difference(&after) {
                set_hidden(transaction, *feed, before.contains(feed))?;
            }
            Ok(())
        })
    }

    /// Gives what the poller must know of each listed feed, in the order of the settings.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn poll_states(&self) -> Result<Vec<PollState>, StoreError> {
        poll_states(self.connection())
    }

    /// Gives what the poller must know of one feed.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be read.
    pub fn poll_state(&self, feed: FeedId) -> Result<PollState, StoreError> {
        let mut statement = self.connection().prepare_cached(POLL_STATE)?;
        let state = statement.query_row([feed.0], poll_state).optional()?;
        state.ok_or(StoreError::UnknownFeed { feed })
    }
}

/// What tells subscriptions apart.
type Keys<'a> = HashSet<(AccountId, &'a str)>;

/// The subscriptions that count, and what tells them apart.
fn wanted(subscriptions: &[Subscription]) -> (Vec<&Subscription>, Keys<'_>) {
    let mut keys = HashSet::new();
    let mut wanted = Vec::new();
    for subscription in subscriptions {
        if keys.insert((subscription.account, subscription.source.address())) {
            wanted.push(subscription);
        }
    }
    (wanted, keys)
}

/// Reads what the poller must know of each listed feed, in the order of the settings.
pub(super) fn poll_states(connection: &Connection) -> Result<Vec<PollState>, StoreError> {
    let mut statement = connection.prepare_cached(POLL_STATES)?;
    let states = statement.query_map([], poll_state)?;
    Ok(states.collect::<Result<_, _>>()?)
}

fn poll_state(row: &Row<'_>) -> rusqlite::Result<PollState> {
    let at = row.get::<_, Option<i64>>(7)?.map(Timestamp);
    let seconds = |column| {
        let column: rusqlite::Result<Option<i64>> = row.get(column);
        column.map(|seconds| seconds.map(codes::seconds))
    };
    let reading = row.get_ref(15)?.as_str_or_null()?.and_then(reading);
    Ok(PollState {
        feed: FeedId(row.get(0)?),
        source: FeedSource::new(row.get_ref(1)?.as_str()?),
        moved_to: row.get(2)?,
        // None where another version of this program read what they stand for.
        validators: match reading {
            Some(_) => validators(row)?,
            None => Validators::default(),
        },
        reading: reading.unwrap_or_default(),
        interval: codes::seconds(row.get(6)?),
        last: LastPoll {
            at,
            failures: row.get(8)?,
            setback: codes::setback(row.get(9)?, row.get(10)?, at),
            fresh_for: seconds(11)?,
            cadence: Cadence {
                ttl: seconds(12)?,
                skip_hours: row.get(13)?,
                skip_days: row.get(14)?,
            },
        },
    })
}

/// The tokens of the last answer.
fn validators(row: &Row<'_>) -> rusqlite::Result<Validators> {
    Ok(Validators {
        etag: row.get(3)?,
        last_modified: row.get(4)?,
        of: row.get(5)?,
    })
}

/// Reads the listed feeds, in the order of the settings.
pub(super) fn feeds(connection: &Connection) -> Result<Vec<Feed>, StoreError> {
    let mut statement = connection.prepare_cached(codes::FEEDS)?;
    let feeds = statement.query_map([], codes::feed)?;
    Ok(feeds.collect::<Result<_, _>>()?)
}

/// The feeds whose entries are in the lists.
fn shown(transaction: &Transaction<'_>) -> Result<BTreeSet<FeedId>, StoreError> {
    let mut statement = transaction.prepare("SELECT id FROM feeds WHERE place IS NOT NULL")?;
    let feeds = statement.query_map([], |row| row.get(0).map(FeedId))?;
    Ok(feeds.collect::<Result<_, _>>()?)
}

/// Gives a feed that has moved, or whose scheme the reader has changed, the address that the settings have now, so that
/// it keeps entries and marks.
fn follow(
    transaction: &Transaction<'_>,
    subscription: &Subscription,
    listed: &Keys<'_>,
) -> Result<(), StoreError> {
    let (account, address) = (subscription.account, subscription.source.address());
    let mut known =
        transaction.prepare_cached("SELECT 1 FROM feeds WHERE account = ?1 AND address = ?2")?;
    if known.exists((account.0, address))? {
        return Ok(());
    }
    let mut moved = transaction.prepare_cached(
        "SELECT id, address FROM feeds WHERE account = ?1 AND (moved_to = ?2 OR address = ?3)
         ORDER BY moved_to IS ?2 DESC",
    )?;
    let moved = moved.query_map((account.0, address, twin(address)), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    for feed in moved {
        let (feed, old): (i64, String) = feed?;
        // Who lists both addresses wants both.
        if !listed.contains(&(account, &*old)) {
            transaction.execute(
                "UPDATE feeds SET address = ?2, moved_to = NULL WHERE id = ?1",
                (feed, address),
            )?;
            return Ok(());
        }
    }
    Ok(())
}

/// The same address by the other scheme of the web; none where a port says which server is meant.
fn twin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let other = match scheme {
        "http" => "https",
        "https" => "http",
        _ => return None,
    };
    let authority = rest.split(['/', '?']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.contains(':')).then(|| format!("{other}://{rest}"))
}

fn write_subscription(
    transaction: &Transaction<'_>,
    subscription: &Subscription,
    place: usize,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(SUBSCRIBE)?
        .execute(named_params! {
            ":account": subscription.account.0,
            ":address": subscription.source.address(),
            ":place": codes::count_column(place),
            ":own_title": subscription.title.as_ref().map(CleanText::as_str),
            ":folder": subscription.folder.as_ref().map(CleanText::as_str),
            ":interval": codes::seconds_column(subscription.interval),
            ":direction": codes::direction_column(subscription.direction),
            ":keep_days": subscription.keeping.days,
            ":keep_entries": subscription.keeping.entries,
            ":keep_unread": subscription.keeping.unread,
        })?;
    Ok(())
}

/// Takes the entries of a feed out of every list, or puts them back.
fn set_hidden(transaction: &Transaction<'_>, feed: FeedId, hidden: bool) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE entries SET hidden = (hidden & ~1) | ?2
         WHERE id IN (SELECT entry FROM headlines WHERE feed = ?1)",
        (feed.0, hidden),
    )?;
    Ok(())
}
