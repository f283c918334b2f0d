//! The feeds of the settings, and what the poller must know of them.

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use rusqlite::{Connection, Transaction, named_params};

use super::database::Durability;
use super::{Database, StoreError, codes};
use crate::model::{Feed, FeedId, FeedSource, Subscription, Timestamp, Validators};
use crate::text::CleanText;

/// What the poller must know of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollState {
    /// The feed.
    pub feed: FeedId,
    /// Where its bytes come from.
    pub source: FeedSource,
    /// Tokens for the next request.
    pub validators: Validators,
    /// The time from one poll to the next.
    pub interval: Duration,
    /// When it was last polled, whatever came of it.
    pub polled_at: Option<Timestamp>,
    /// How many polls failed in a row.
    pub failures: u32,
}

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
        let mut keys = HashSet::new();
        let wanted: Vec<_> = subscriptions
            .iter()
            .filter(|subscription| {
                keys.insert((subscription.account, subscription.source.address()))
            })
            .collect();
        // Most starts find the settings as they were, and need not wait for another writer.
        let listed = feeds(self.connection())?;
        if listed
            .iter()
            .map(|feed| &feed.subscription)
            .eq(wanted.iter().copied())
        {
            return Ok(());
        }
        self.write(Durability::Fetched, |transaction| {
            let before = shown(transaction)?;
            transaction.execute("UPDATE feeds SET place = NULL", [])?;
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
        let mut statement = self.connection().prepare_cached(
            "SELECT id, address, etag, last_modified, interval, polled_at, failures
             FROM feeds WHERE place IS NOT NULL ORDER BY place",
        )?;
        let states = statement.query_map([], |row| {
            Ok(PollState {
                feed: FeedId(row.get(0)?),
                source: FeedSource::new(row.get_ref(1)?.as_str()?),
                validators: Validators {
                    etag: row.get(2)?,
                    last_modified: row.get(3)?,
                },
                interval: codes::seconds(row.get(4)?),
                polled_at: row.get::<_, Option<i64>>(5)?.map(Timestamp),
                failures: row.get(6)?,
            })
        })?;
        Ok(states.collect::<Result<_, _>>()?)
    }
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
