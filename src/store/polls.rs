//! What polls bring.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::arrivals::Arrivals;
use super::identity::Arrival;
use super::rules::Judge;
use super::{Database, Parcel, StoreError, codes, documents};
use crate::model::{FeedId, FeedUpdate, Setback, Sighting, Timestamp, Unchanged};
use crate::text::CleanText;

/// Who reads documents now.
const READER: &str = env!("CARGO_PKG_VERSION");

/// Who reads documents now, and how: the number follows where it is not 0.
pub(super) fn read_by(reading: u64) -> String {
    match reading {
        0 => READER.to_owned(),
        _ => format!("{READER} {reading:016x}"),
    }
}

/// How a document was read; `None` when that was by another version of this program.
pub(super) fn reading(read_by: &str) -> Option<u64> {
    match read_by.strip_prefix(READER)? {
        "" => Some(0),
        reading => u64::from_str_radix(reading.strip_prefix(' ')?, 16).ok(),
    }
}

const UPDATE_FEED: &str = "
    UPDATE feeds
    SET title = iif(:title = '', title, :title), home = :home, language = :language,
        etag = :etag, last_modified = :last_modified, validators_of = :validators_of,
        read_by = :read_by,
        moved_to = nullif(coalesce(:moved_to, moved_to), address),
        fresh_for = :fresh_for, ttl = :ttl, skip_hours = :skip_hours, skip_days = :skip_days,
        polled_at = :now, failures = 0, failure = NULL, setback = 0, not_before = NULL
    WHERE id = :feed
    RETURNING place IS NULL, NOT EXISTS (SELECT 1 FROM headlines WHERE feed = :feed)";

const NOTE_UNCHANGED: &str = "
    UPDATE feeds
    SET etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified),
        moved_to = nullif(coalesce(:moved_to, moved_to), address), fresh_for = :fresh_for,
        polled_at = :now, failures = 0, failure = NULL, setback = 0, not_before = NULL
    WHERE id = :feed";

/// Seconds within which two failures of a host are one trouble: who asks again and again while the network is away must
/// not wait the longer once it is back.
const ONE_TROUBLE: i64 = 300;

const NOTE_FAILURE: &str = "
    UPDATE feeds
    SET failures = failures + NOT
            (:of_host AND failures > 0 AND setback = :setback AND abs(:now - polled_at) < :one_trouble),
        polled_at = :now, failure = :reason, setback = :setback, not_before = :not_before
    WHERE id = :feed";

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
        self.record(feed, update, now, || {
            update.entries.iter().map(Arrival::new).collect()
        })
    }

    /// The same, of what was made ready before.
    ///
    /// # Errors
    /// As [`Database::record_update`] has them.
    pub fn record_parcel(
        &mut self,
        feed: FeedId,
        parcel: &Parcel,
        now: Timestamp,
    ) -> Result<Sighting, StoreError> {
        self.record(feed, &parcel.update, now, || parcel.arrivals())
    }

    fn record<'a>(
        &mut self,
        feed: FeedId,
        update: &FeedUpdate,
        now: Timestamp,
        arriving: impl FnOnce() -> Vec<Arrival<'a>>,
    ) -> Result<Sighting, StoreError> {
        let book = self.rules.clone();
        self.write_fetched(|connection| {
            let (hidden, empty) = update_feed(connection, feed, update, now)?;
            if let Some(condition) = &update.condition {
                documents::write(connection, feed, condition)?;
            }
            let judge = match &book {
                Some(book) => Some(Judge::new(connection, book, feed)?),
                None => None,
            };
            let arrivals = Arrivals {
                connection,
                feed,
                hidden,
                empty,
                judge: judge.as_ref(),
                now,
            };
            arrivals.take(&arriving())
        })
    }

    /// Notes that a poll brought word that the feed has not changed.
    ///
    /// Tokens that the answer repeats or renews are taken over; the others stay (RFC 9111 section 3.2), and so
    /// does what the document said.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written.
    pub fn record_unchanged(
        &mut self,
        feed: FeedId,
        unchanged: &Unchanged,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_fetched(|connection| {
            let changed = connection
                .prepare_cached(NOTE_UNCHANGED)?
                .execute(named_params! {
                    ":feed": feed.0,
                    ":etag": unchanged.validators.etag,
                    ":last_modified": unchanged.validators.last_modified,
                    ":moved_to": unchanged.moved_to,
                    ":fresh_for": unchanged.fresh_for.map(codes::seconds_column),
                    ":now": now.0,
                })?;
            known(feed, changed)
        })
    }

    /// Notes that a poll failed, whose trouble it was, and the reason in words for people; the entries stay.
    ///
    /// # Errors
    /// When the cache has no such feed or cannot be written.
    pub fn record_failure(
        &mut self,
        feed: FeedId,
        reason: &CleanText,
        setback: Setback,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_fetched(|connection| {
            let of_host = setback == Setback::Host;
            let (setback, not_before) = codes::setback_columns(setback, now);
            let changed = connection
                .prepare_cached(NOTE_FAILURE)?
                .execute(named_params! {
                    ":feed": feed.0,
                    ":reason": reason.as_str(),
                    ":setback": setback,
                    ":not_before": not_before,
                    ":now": now.0,
                    ":of_host": of_host,
                    ":one_trouble": ONE_TROUBLE,
                })?;
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
        ":validators_of": update.validators.of,
        ":read_by": read_by(update.reading),
        ":moved_to": update.moved_to,
        ":fresh_for": update.fresh_for.map(codes::seconds_column),
        ":ttl": update.cadence.ttl.map(codes::seconds_column),
        ":skip_hours": update.cadence.skip_hours,
        ":skip_days": update.cadence.skip_days,
        ":now": now.0,
    };
    connection
        .prepare_cached(UPDATE_FEED)?
        .query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(StoreError::UnknownFeed { feed })
}
