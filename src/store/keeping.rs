//! What is not kept for ever: entries past what their feed keeps, and deleted ones past recall.
//!
//! It goes in small steps, each a transaction of its own, so that the reader's actions come between. What an
//! action in the log changed is spared: it could be taken back.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::database::Durability;
use super::graves::bury;
use super::runs::Runs;
use super::walk::BOTTOM;
use super::{Database, StoreError};
use crate::model::{EntryId, Keeping, Position, Timestamp};

/// Entries looked at in a step.
const STEP: u32 = 256;

const DAY: i64 = 86_400;

macro_rules! oldest {
    ($index:literal, $which:literal) => {
        concat!(
            "SELECT id, sorted_at, seen_at, read,
                    saved OR EXISTS (SELECT 1 FROM tagged WHERE tagged.entry = entries.id)
             FROM entries ",
            $index,
            " WHERE ",
            $which,
            " AND feed = :feed
                AND (sorted_at, id) > (:sorted_at, :id COLLATE BINARY) AND sorted_at <= :until
              ORDER BY sorted_at, id LIMIT :limit"
        )
    };
}

/// The entries of a feed, oldest first, up to a place; a tagged one counts as saved.
pub(super) const OLDEST: &str = oldest!("INDEXED BY entries_by_feed", "hidden = 0");

/// The same of those that a rule or the reader has hidden.
pub(super) const OLDEST_HIDDEN: &str = oldest!("INDEXED BY entries_hidden_by_feed", "hidden = 4");

/// The place of the newest entry of a feed that is one too many.
pub(super) const ONE_TOO_MANY: &str = "
    SELECT sorted_at, id FROM entries INDEXED BY entries_by_feed
    WHERE hidden = 0 AND feed = :feed ORDER BY sorted_at DESC, id DESC LIMIT 1 OFFSET :entries";

pub(super) const DELETED: &str = "
    SELECT id FROM entries INDEXED BY entries_deleted WHERE hidden & 2 AND id > ?1 ORDER BY id LIMIT ?2";

/// What is still to be gone through.
#[derive(Debug)]
pub struct Tidying {
    now: Timestamp,
    /// Through feeds that do not keep everything; the last is under way.
    rounds: Vec<Round>,
    /// How far the feed gone through now, or the deleted entries after all feeds, have been.
    at: Position,
    finished: bool,
    removed: usize,
}

impl Tidying {
    /// How many entries are gone.
    #[must_use]
    pub const fn removed(&self) -> usize {
        self.removed
    }

    /// Keeps what is only too old: the clock may be wrong.
    #[must_use]
    pub fn whatever_its_age(mut self) -> Self {
        for round in &mut self.rounds {
            round.keeping.days = 0;
        }
        self
    }

    /// Finds some entries that may go, and the place to go on from; none when the feed, or all, is done.
    fn past(&self, connection: &Connection) -> Result<(Vec<i64>, Option<Position>), StoreError> {
        let (mut entries, at) = match self.rounds.last() {
            Some(round) => round.past(connection, self.now, self.at)?,
            None => deleted(connection, self.at)?,
        };
        let spared = logged(connection)?;
        entries.retain(|entry| !spared.iter().any(|runs| runs.contains(*entry)));
        Ok((entries, at))
    }
}

/// Once through a feed, by what it keeps.
#[derive(Clone, Copy, Debug)]
struct Round {
    feed: i64,
    keeping: Keeping,
    /// It is for the hidden entries of the feed; those in the lists are gone through after them.
    hidden: bool,
}

/// What that comes to for the entries of the feed.
struct Limits {
    keeping: Keeping,
    /// What was published and came before it is too old.
    age: Timestamp,
    /// It and what is older is too many.
    number: Position,
}

struct Candidate {
    position: Position,
    seen_at: Timestamp,
    read: bool,
    /// Or tagged.
    saved: bool,
}

impl Database {
    /// Begins to tidy the cache; nothing is done yet.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn tidying(&self, now: Timestamp) -> Result<Tidying, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, keep_days, keep_entries, keep_unread FROM feeds
             WHERE place IS NOT NULL AND (keep_days > 0 OR keep_entries > 0)",
        )?;
        let rounds = statement.query_map([], |row| {
            let keeping = Keeping {
                days: row.get(1)?,
                entries: row.get(2)?,
                unread: row.get(3)?,
            };
            let feed = row.get(0)?;
            Ok([false, true].map(|hidden| Round {
                feed,
                keeping,
                hidden,
            }))
        })?;
        let rounds: Vec<[Round; 2]> = rounds.collect::<Result<_, _>>()?;
        Ok(Tidying {
            now,
            rounds: rounds.into_iter().flatten().collect(),
            at: BOTTOM,
            finished: false,
            removed: 0,
        })
    }

    /// Does one small step; says whether there is more to do.
    ///
    /// # Errors
    /// When the cache cannot be written; then the step is not done.
    pub fn tidy(&mut self, tidying: &mut Tidying) -> Result<bool, StoreError> {
        if tidying.finished {
            return Ok(false);
        }
        let (entries, mut at) = tidying.past(self.connection())?;
        if !entries.is_empty() {
            // Looked at again where nobody else can write: another newsterm may have saved one of them meanwhile.
            let (gone, next) = self.write(Durability::Fetched, |transaction| {
                let (entries, next) = tidying.past(transaction)?;
                bury(transaction, &entries, tidying.now)?;
                Ok((entries.len(), next))
            })?;
            tidying.removed += gone;
            at = next;
        }
        if let Some(at) = at {
            tidying.at = at;
        } else {
            tidying.at = BOTTOM;
            tidying.finished = tidying.rounds.pop().is_none();
        }
        Ok(!tidying.finished)
    }
}

impl Round {
    /// Finds some entries past what the feed keeps, and the place to go on from; none when the feed is done.
    fn past(
        self,
        connection: &Connection,
        now: Timestamp,
        from: Position,
    ) -> Result<(Vec<i64>, Option<Position>), StoreError> {
        let limits = self.limits(connection, now)?;
        let oldest = if self.hidden { OLDEST_HIDDEN } else { OLDEST };
        let mut statement = connection.prepare_cached(oldest)?;
        let candidates = statement.query_map(
            named_params! {
                ":feed": self.feed,
                ":sorted_at": from.sorted_at.0,
                ":id": from.entry.0,
                ":until": limits.age.max(limits.number.sorted_at).0,
                ":limit": STEP,
            },
            candidate,
        )?;
        let candidates = candidates.collect::<Result<Vec<_>, _>>()?;
        let past = candidates.iter().filter(|one| limits.pass(one));
        let more = candidates.len() == STEP as usize;
        let next = candidates.last().filter(|_| more).map(|one| one.position);
        Ok((past.map(|one| one.position.entry.0).collect(), next))
    }

    fn limits(self, connection: &Connection, now: Timestamp) -> Result<Limits, StoreError> {
        let Self { feed, keeping, .. } = self;
        let number = if keeping.entries == 0 {
            None
        } else {
            connection
                .prepare_cached(ONE_TOO_MANY)?
                .query_row(
                    named_params! { ":feed": feed, ":entries": keeping.entries },
                    |row| {
                        Ok(Position {
                            sorted_at: Timestamp(row.get(0)?),
                            entry: EntryId(row.get(1)?),
                        })
                    },
                )
                .optional()?
        };
        Ok(Limits {
            keeping,
            age: match keeping.days {
                0 => Timestamp(i64::MIN),
                days => now.plus_seconds(-i64::from(days) * DAY),
            },
            number: number.unwrap_or(BOTTOM),
        })
    }
}

impl Limits {
    fn pass(&self, one: &Candidate) -> bool {
        let old = one.position.sorted_at < self.age && one.seen_at < self.age;
        !one.saved && (one.read || !self.keeping.unread) && (old || one.position <= self.number)
    }
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        position: Position {
            entry: EntryId(row.get(0)?),
            sorted_at: Timestamp(row.get(1)?),
        },
        seen_at: Timestamp(row.get(2)?),
        read: row.get(3)?,
        saved: row.get(4)?,
    })
}

/// Finds some entries that the reader deleted, and the place to go on from.
fn deleted(
    connection: &Connection,
    from: Position,
) -> Result<(Vec<i64>, Option<Position>), StoreError> {
    let mut statement = connection.prepare_cached(DELETED)?;
    let entries = statement.query_map((from.entry.0, STEP), |row| row.get(0))?;
    let entries = entries.collect::<Result<Vec<i64>, _>>()?;
    let more = entries.len() == STEP as usize;
    let next = entries.last().filter(|_| more).map(|entry| Position {
        entry: EntryId(*entry),
        ..BOTTOM
    });
    Ok((entries, next))
}

/// What each action in the log changed.
fn logged(connection: &Connection) -> Result<Vec<Runs>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT entries FROM actions")?;
    let logged = statement.query_map([], |row| Ok(Runs::from_bytes(row.get_ref(0)?.as_blob()?)))?;
    Ok(logged.collect::<Result<_, _>>()?)
}
