//! Entries that are gone for good, and must not come back while their feed still carries them.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;
use super::changes::Counts;
use super::identity::{Arrival, Group};
use crate::model::{EntryIdentity, FeedId, Timestamp};

/// How often it is noted that a feed still carries an entry: seconds.
const NOTED_EVERY: i64 = 86_400;

/// How long a feed may be without an entry until that is forgotten: seconds. Some feeds take items out and put
/// them in again.
const REMEMBERED: i64 = 60 * 86_400;

/// The graves of a feed.
pub(super) struct Graves {
    feed: FeedId,
    by_identity: HashMap<String, Vec<Grave>>,
}

#[derive(Clone, Copy)]
struct Grave {
    content_hash: i64,
    carried_at: Timestamp,
}

impl Graves {
    /// Reads the graves of a feed; most have none.
    pub(super) fn read(connection: &Connection, feed: FeedId) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(
            "SELECT identity, content_hash, carried_at FROM graves WHERE feed = ?1",
        )?;
        let mut rows = statement.query([feed.0])?;
        let mut by_identity: HashMap<String, Vec<Grave>> = HashMap::new();
        while let Some(row) = rows.next()? {
            by_identity.entry(row.get(0)?).or_default().push(Grave {
                content_hash: row.get(1)?,
                carried_at: Timestamp(row.get(2)?),
            });
        }
        Ok(Self { feed, by_identity })
    }

    /// Whether an entry of a document is one that is gone, or an edited form of it; that the feed carries it is
    /// noted. `group` is what the cache has under the identity.
    pub(super) fn hold(
        &self,
        connection: &Connection,
        arrival: &Arrival<'_>,
        group: &Group,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let Some((identity, graves)) = self.of(arrival) else {
            return Ok(false);
        };
        let same = graves
            .iter()
            .find(|grave| grave.content_hash == arrival.content_hash);
        let grave = match (same, graves) {
            (Some(grave), _) => grave,
            (None, [grave]) if group.is_sole() && !grave.is_followed_by(arrival) => grave,
            (None, _) => return Ok(false),
        };
        let edited = grave.content_hash != arrival.content_hash;
        if edited || now.seconds_since(grave.carried_at) >= NOTED_EVERY {
            connection
                .prepare_cached(
                    "UPDATE OR REPLACE graves SET content_hash = ?4, carried_at = ?5
                     WHERE feed = ?1 AND identity = ?2 AND content_hash = ?3",
                )?
                .execute((
                    self.feed.0,
                    identity,
                    grave.content_hash,
                    arrival.content_hash,
                    now.0,
                ))?;
        }
        Ok(true)
    }

    /// The graves of the identity of an entry, or else of the other one under which it may have been here. A title is not
    /// enough for that: some feeds have one for all they bring.
    fn of(&self, arrival: &Arrival<'_>) -> Option<(&str, &[Grave])> {
        let of = |identity: &str| self.by_identity.get_key_value(identity);
        let other = || match arrival.entry.identity {
            EntryIdentity::Hash(_) => None,
            _ => arrival.other_identity(),
        };
        let found = of(&arrival.identity).or_else(|| of(&other()?))?;
        Some((found.0, found.1))
    }

    /// Forgets the graves of what the feed has not carried for long.
    pub(super) fn forget(self, connection: &Connection, now: Timestamp) -> Result<(), StoreError> {
        let oldest = now.plus_seconds(-REMEMBERED);
        let mut graves = self.by_identity.values().flatten();
        if graves.any(|grave| grave.carried_at < oldest) {
            connection
                .prepare_cached("DELETE FROM graves WHERE feed = ?1 AND carried_at < ?2")?
                .execute((self.feed.0, oldest.0))?;
        }
        Ok(())
    }
}

impl Grave {
    /// Whether an entry is not an edited form of the one that is gone, but the next under its link: it was published when
    /// that one had last been seen.
    fn is_followed_by(self, arrival: &Arrival<'_>) -> bool {
        let entry = arrival.entry;
        matches!(entry.identity, EntryIdentity::Link(_))
            && entry.published.is_some_and(|at| at > self.carried_at)
    }
}

/// Takes entries out of the cache for good, with all that belongs to them.
pub(super) fn bury(
    transaction: &Transaction<'_>,
    entries: &[i64],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut by_feed: HashMap<i64, Counts> = HashMap::new();
    for entry in entries {
        let found = transaction
            .prepare_cached("SELECT feed, read, saved, hidden FROM entries WHERE id = ?1")?
            .query_row([entry], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, i64>(3)?))
            })
            .optional()?;
        let Some((feed, read, saved, hidden)) = found else {
            continue;
        };
        // What was deleted or hidden was counted out then.
        if hidden < 2 {
            by_feed.entry(feed).or_default().add(read, saved);
        }
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO graves (feed, identity, content_hash, carried_at)
                 SELECT feed, identity, content_hash, ?2 FROM headlines WHERE entry = ?1",
            )?
            .execute((entry, now.0))?;
        transaction
            .prepare_cached("DELETE FROM entries WHERE id = ?1")?
            .execute([entry])?;
    }
    for (feed, gone) in by_feed {
        Counts::of(-gone.total, -gone.unread, -gone.saved).write(transaction, feed)?;
    }
    Ok(())
}
