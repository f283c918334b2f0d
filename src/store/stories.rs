//! Entries of several feeds that tell the same: found when there is nothing better to do, a little at a time.
//!
//! Each new entry of the last days gets a signature, and keys by which others that tell the same are found in an
//! index. What is found is grouped anew each time, so that the groups do not depend on what came first.

mod grouping;
mod memory;
mod shown;
mod signatures;

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::database::Durability;
use super::{Database, StoreError, codes};
use crate::model::{Body, EntryId, FeedId, SIGNATURE_VERSION};

#[cfg(test)]
pub(super) use grouping::BY_KEY;
use grouping::Grouping;
pub(super) use memory::Memory;
#[cfg(test)]
pub(super) use shown::MEMBERS;
pub(super) use shown::{Member, Place, Stories};
use signatures::{is_current, prepare};

/// Entries taken at a time, if the time allows.
const PIECE: usize = 256;

/// Entries taken at a time where even three times the time allows: the pages of the keys, which are all over the place,
/// are written with each step.
const LEAST: usize = 32;

/// Numbers looked through at a time for entries that are new enough.
const STRETCH: i64 = 50_000;

/// Rows of keys and signatures forgotten at a time.
const FORGOTTEN: usize = 2048;

const DAY: i64 = 86_400;

/// Days whose keys lie together.
const SPAN: i64 = 4 * DAY;

/// What came of a step of grouping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// There is more to do.
    pub more: bool,
    /// Entries have come to a story, or left one.
    pub changed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    version: i64,
    days: i64,
    high: i64,
}

/// Which entries come next.
struct Due {
    entries: Vec<i64>,
    /// How far this is when all of them have been looked at, unless they were edited.
    high: Option<i64>,
}

impl Database {
    /// Lets stories be found whose entries are at most so many days apart; with 0, and without
    /// [`Database::read_texts_with`], none are looked for.
    pub fn find_stories_within(&mut self, days: u32) {
        self.story_days = i64::from(days);
    }

    /// Looks for what some new and edited entries have in common with others, for about as long as `time`, or up to three
    /// times as long where there is time for few.
    ///
    /// # Errors
    /// When the cache cannot be written; then the same entries come next.
    pub fn group_stories(&mut self, time: Duration) -> Result<Grouped, StoreError> {
        let days = self.story_days;
        let Some(text_of) = self.text_of.filter(|_| days > 0 && !self.is_unwritable()) else {
            return Ok(Grouped::default());
        };
        // What fails is undone, and with it what is remembered of it.
        let mut memory = std::mem::take(&mut self.story_memory);
        let step = self.group_some(days, text_of, time, &mut memory)?;
        if step.more {
            self.story_memory = memory;
        }
        Ok(step)
    }

    fn group_some(
        &mut self,
        days: i64,
        text_of: fn(&Body) -> String,
        time: Duration,
        memory: &mut Memory,
    ) -> Result<Grouped, StoreError> {
        let begun = Instant::now();
        let state = state(self.connection())?;
        if (state.version, state.days) != (SIGNATURE_VERSION, days) {
            *memory = Memory::default();
            self.begin_stories(days)?;
            return Ok(Grouped {
                more: true,
                changed: false,
            });
        }
        let oldest = oldest(self.connection(), days)?;
        let due = due(self.connection(), state.high, oldest)?;
        if due.is_done() {
            *memory = Memory::default();
            return self.forget_stories(oldest);
        }
        let mut prepared = memory.ahead(self.connection(), &due.entries)?;
        // Hardly more than there will be time for.
        let most = memory.taken + memory.taken / 4 + LEAST;
        for entry in due.entries.iter().take(most).skip(prepared.len()) {
            if is_over(prepared.len(), begun.elapsed(), time / 2) {
                break;
            }
            prepared.push(prepare(self.connection(), *entry, oldest, text_of)?);
        }
        self.write(Durability::Fetched, |transaction| {
            // Another newsterm may have been faster, or have edited what was read.
            memory.refresh(transaction)?;
            let mut changed = false;
            if self::state(transaction)? == state {
                let mut grouping = Grouping::new(transaction, memory, days)?;
                let mut taken = 0;
                while let Some(one) = prepared.get(taken)
                    && !is_over(taken, begun.elapsed(), time)
                    && is_current(transaction, one.as_ref())?
                {
                    changed |= grouping.take(one.as_ref())?;
                    taken += 1;
                }
                due.note(transaction, taken)?;
                memory.taken = taken;
                memory.keep_ahead(prepared.drain(taken..));
            }
            Ok(Grouped {
                more: true,
                changed,
            })
        })
    }

    /// Begins anew, for signatures are made in another way, or compared over other days. From the first entry on: those
    /// of the last days may be anywhere, and what is hidden now may be shown again.
    fn begin_stories(&mut self, days: i64) -> Result<(), StoreError> {
        self.write(Durability::Fetched, |transaction| {
            forget(transaction)?;
            transaction.execute(
                "INSERT OR REPLACE INTO story_state (id, version, days, high) VALUES (1, ?1, ?2, 0)",
                (SIGNATURE_VERSION, days),
            )?;
            Ok(())
        })
    }

    /// Forgets signatures and keys of entries that are too old to have anything in common with what comes.
    fn forget_stories(&mut self, oldest: i64) -> Result<Grouped, StoreError> {
        let limit = codes::count_column(FORGOTTEN);
        let span = oldest.div_euclid(SPAN);
        let connection = self.connection();
        let there = |query: &str, bound: i64| -> Result<bool, StoreError> {
            Ok(connection.prepare_cached(query)?.exists([bound])?)
        };
        if !there(
            "SELECT 1 FROM signatures WHERE sorted_at < ?1 LIMIT 1",
            oldest,
        )? && !there("SELECT 1 FROM story_keys WHERE span < ?1 LIMIT 1", span)?
        {
            return Ok(Grouped::default());
        }
        self.write(Durability::Fetched, |transaction| {
            transaction
                .prepare_cached(
                    "DELETE FROM signatures WHERE entry IN
                     (SELECT entry FROM signatures WHERE sorted_at < ?1 LIMIT ?2)",
                )?
                .execute((oldest, limit))?;
            transaction
                .prepare_cached(
                    "DELETE FROM story_keys WHERE (span, key, entry) IN
                     (SELECT span, key, entry FROM story_keys WHERE span < ?1 LIMIT ?2)",
                )?
                .execute((span, limit))?;
            Ok(Grouped {
                more: true,
                changed: false,
            })
        })
    }
}

/// Whether a step that has so many entries ends.
fn is_over(entries: usize, elapsed: Duration, time: Duration) -> bool {
    match entries {
        0 => false,
        1..LEAST => elapsed >= 3 * time,
        _ => elapsed >= time,
    }
}

/// Forgets all that is made again of entries of the last days. Older ones, of which nothing is made any more, stay with
/// their stories.
pub(super) fn forget(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DELETE FROM story_members WHERE entry IN (SELECT entry FROM signatures);
         DELETE FROM signatures;
         DELETE FROM story_keys;
         DELETE FROM story_edited;
         UPDATE story_state SET version = 0;",
    )?;
    Ok(())
}

/// Notes that an entry may tell something else now.
pub(super) fn note_edited(connection: &Connection, entry: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO story_edited (entry)
             SELECT entry FROM signatures WHERE entry = ?1",
        )?
        .execute([entry])?;
    Ok(())
}

fn state(connection: &Connection) -> Result<State, StoreError> {
    let mut statement = connection.prepare_cached("SELECT version, days, high FROM story_state")?;
    let state = statement.query_row([], |row| {
        Ok(State {
            version: row.get(0)?,
            days: row.get(1)?,
            high: row.get(2)?,
        })
    });
    Ok(state.optional()?.unwrap_or(State {
        version: 0,
        days: 0,
        high: 0,
    }))
}

/// The instant before which entries are not looked at: twice the days before the last arrival.
fn oldest(connection: &Connection, days: i64) -> Result<i64, StoreError> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT seen_at FROM entries ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0).saturating_sub(2 * days * DAY))
}

fn due(connection: &Connection, high: i64, oldest: i64) -> Result<Due, StoreError> {
    let limit = codes::count_column(PIECE);
    let edited: Vec<i64> = connection
        .prepare_cached("SELECT entry FROM story_edited LIMIT ?1")?
        .query_map([limit], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if !edited.is_empty() {
        return Ok(Due {
            entries: edited,
            high: None,
        });
    }
    let last: i64 = connection
        .prepare_cached("SELECT coalesce(max(id), 0) FROM entries")?
        .query_row([], |row| row.get(0))?;
    let end = last.min(high.saturating_add(STRETCH));
    let entries: Vec<i64> = connection
        .prepare_cached(
            "SELECT id FROM entries WHERE id > ?1 AND id <= ?2 AND sorted_at >= ?3
             ORDER BY id LIMIT ?4",
        )?
        .query_map((high, end, oldest, limit), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let all = entries.len() < PIECE;
    let reached = if all {
        Some(end)
    } else {
        entries.last().copied()
    };
    Ok(Due {
        high: reached.filter(|reached| *reached > high),
        entries,
    })
}

impl Due {
    const fn is_done(&self) -> bool {
        self.entries.is_empty() && self.high.is_none()
    }

    /// Notes that the first `taken` have been looked at.
    fn note(&self, transaction: &Transaction<'_>, taken: usize) -> Result<(), StoreError> {
        let mut done = transaction.prepare_cached("DELETE FROM story_edited WHERE entry = ?1")?;
        for entry in &self.entries[..taken] {
            done.execute([entry])?;
        }
        let reached = match taken.checked_sub(1) {
            _ if taken == self.entries.len() => self.high,
            Some(last) => self.high.map(|_| self.entries[last]),
            None => None,
        };
        if let Some(high) = reached {
            transaction
                .prepare_cached("UPDATE story_state SET high = ?1")?
                .execute([high])?;
        }
        Ok(())
    }
}

/// The feeds that an entry's story is told in besides its own: those of listed, undeleted entries, oldest first.
pub(super) fn also_in(connection: &Connection, entry: EntryId) -> Result<Vec<FeedId>, StoreError> {
    let mut members = Stories::new(connection).members(entry.0)?;
    members.retain(|member| member.id != entry.0);
    members.sort_unstable_by_key(|member| (member.sorted_at, member.id));
    Ok(members.iter().map(|member| FeedId(member.feed)).collect())
}
