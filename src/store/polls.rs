//! What polls bring.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::arrivals::Arrivals;
use super::{Database, StoreError};
use crate::model::{FeedId, FeedUpdate, Sighting, Timestamp, Validators};
use crate::text::CleanText;

const UPDATE_FEED: &str = "
    UPDATE feeds
    SET title = iif(:title = '', title, :title), home = :home, language = :language,
        etag = :etag, last_modified = :last_modified,
        polled_at = :now, failures = 0, failure = NULL
    WHERE id = :feed
    RETURNING place IS NULL, total = 0";

impl Database {
    /// Takes in what a successful poll brought, in one transaction.
    ///
    /// Entries are told apart by feed and identity. A new one is sorted by the date published, or updated where
    /// there is none; a date in the future or before 1970 gives way to `now`. One that the publisher edited is
    /// written over, and keeps its marks and its place; one that is the same, but for its dates, is not written.
    /// Entries that share one identity are told apart by their text, title and link.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written; then nothing of the poll is kept.
    pub fn record_update(
        &mut self,
        feed: FeedId,
        update: &FeedUpdate,
        now: Timestamp,
    ) -> Result<Sighting, StoreError> {
        self.write_fetched(|connection| {
            let (hidden, empty) = update_feed(connection, feed, update, now)?;
            let arrivals = Arrivals {
                connection,
                feed,
                hidden,
                empty,
                now,
            };
            arrivals.take(&update.entries)
        })
    }

    /// Notes that a poll brought word that the feed has not changed.
    ///
    /// Tokens that the answer repeats or renews are taken over; the others stay (RFC 9111 section 3.2).
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written.
    pub fn record_unchanged(
        &mut self,
        feed: FeedId,
        validators: &Validators,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_fetched(|connection| {
            let changed = connection
                .prepare_cached(
                    "UPDATE feeds
                     SET etag = coalesce(?2, etag), last_modified = coalesce(?3, last_modified),
                         polled_at = ?4, failures = 0, failure = NULL
                     WHERE id = ?1",
                )?
                .execute((feed.0, &validators.etag, &validators.last_modified, now.0))?;
            known(feed, changed)
        })
    }

    /// Notes that a poll failed, with the reason in words for people; the entries stay.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written.
    pub fn record_failure(
        &mut self,
        feed: FeedId,
        reason: &CleanText,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_fetched(|connection| {
            let changed = connection
                .prepare_cached(
                    "UPDATE feeds SET polled_at = ?2, failures = failures + 1, failure = ?3 WHERE id = ?1",
                )?
                .execute((feed.0, now.0, reason.as_str()))?;
            known(feed, changed)
        })
    }
}

fn known(feed: FeedId, changed: usize) -> Result<(), StoreError> {
    if changed == 0 {
        return Err(StoreError::UnknownFeed { feed });
    }
    Ok(())
}

/// Writes what the publisher says of the feed itself; returns whether the feed is hidden, and whether it has no entries.
fn update_feed(
    connection: &Connection,
    feed: FeedId,
    update: &FeedUpdate,
    now: Timestamp,
) -> Result<(bool, bool), StoreError> {
    let parameters = named_params! {
        ":feed": feed.0,
        ":title": update.title.as_str(),
        ":home": update.home,
        ":language": update.language,
        ":etag": update.validators.etag,
        ":last_modified": update.validators.last_modified,
        ":now": now.0,
    };
    connection
        .prepare_cached(UPDATE_FEED)?
        .query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(StoreError::UnknownFeed { feed })
}
