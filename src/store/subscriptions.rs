//! The feeds of the settings, and what the poller must know of them.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::{Transaction, named_params};

use super::database::Durability;
use super::{Database, StoreError, codes};
use crate::model::{FeedId, FeedSource, Subscription, Timestamp, Validators};

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
    INSERT INTO feeds (account, address, place, own_title, folder, interval, direction)
    VALUES (:account, :address, :place, :own_title, :folder, :interval, :direction)
    ON CONFLICT (account, address) DO UPDATE
    SET place = excluded.place, own_title = excluded.own_title, folder = excluded.folder,
        interval = excluded.interval, direction = excluded.direction
    WHERE (place, own_title, folder, interval, direction) IS NOT
        (excluded.place, excluded.own_title, excluded.folder, excluded.interval, excluded.direction)";

impl Database {
    /// Brings the feeds in line with the settings, in their order.
    ///
    /// A feed that is no longer listed is hidden with its entries, never deleted: listed again, it comes back
    /// with every mark. Of two subscriptions with one account and address the first counts.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn subscribe(&mut self, subscriptions: &[Subscription]) -> Result<(), StoreError> {
        self.write(Durability::Fetched, |transaction| {
            let mut unlisted = known_feeds(transaction)?;
            let mut place = 0;
            for subscription in subscriptions {
                let key = (
                    subscription.account.0,
                    subscription.source.address().to_owned(),
                );
                let known = match unlisted.get_mut(&key) {
                    Some(Known { listed: true, .. }) => continue,
                    Some(known) => {
                        known.listed = true;
                        Some(*known)
                    }
                    None => None,
                };
                write_subscription(transaction, subscription, place)?;
                place += 1;
                match known {
                    Some(known) if !known.shown => set_hidden(transaction, known.feed, false)?,
                    Some(_) => {}
                    None => {
                        let feed = FeedId(transaction.last_insert_rowid());
                        unlisted.insert(
                            key,
                            Known {
                                feed,
                                shown: true,
                                listed: true,
                            },
                        );
                    }
                }
            }
            for known in unlisted
                .values()
                .filter(|known| known.shown && !known.listed)
            {
                transaction.execute(
                    "UPDATE feeds SET place = NULL WHERE id = ?1",
                    [known.feed.0],
                )?;
                set_hidden(transaction, known.feed, true)?;
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

/// A feed in the cache, while the settings are gone through.
#[derive(Clone, Copy)]
struct Known {
    feed: FeedId,
    /// It was listed before.
    shown: bool,
    /// It is listed now.
    listed: bool,
}

fn known_feeds(transaction: &Transaction<'_>) -> Result<HashMap<(i64, String), Known>, StoreError> {
    let mut statement =
        transaction.prepare("SELECT account, address, id, place IS NOT NULL FROM feeds")?;
    let feeds = statement.query_map([], |row| {
        let known = Known {
            feed: FeedId(row.get(2)?),
            shown: row.get(3)?,
            listed: false,
        };
        Ok(((row.get(0)?, row.get(1)?), known))
    })?;
    Ok(feeds.collect::<Result<_, _>>()?)
}

fn write_subscription(
    transaction: &Transaction<'_>,
    subscription: &Subscription,
    place: i64,
) -> Result<(), StoreError> {
    let text = |text: &Option<crate::text::CleanText>| text.as_ref().map(|t| t.as_str().to_owned());
    transaction
        .prepare_cached(SUBSCRIBE)?
        .execute(named_params! {
            ":account": subscription.account.0,
            ":address": subscription.source.address(),
            ":place": place,
            ":own_title": text(&subscription.title),
            ":folder": text(&subscription.folder),
            ":interval": codes::seconds_column(subscription.interval),
            ":direction": codes::direction_column(subscription.direction),
        })?;
    Ok(())
}

/// Takes the entries of a feed out of every list, or puts them back.
fn set_hidden(transaction: &Transaction<'_>, feed: FeedId, hidden: bool) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE entries SET hidden = ?2 WHERE feed = ?1 AND hidden <> ?2",
        (feed.0, hidden),
    )?;
    Ok(())
}
