//! The reader's marks, the log of what the reader did, and undo.

use rusqlite::{OptionalExtension, Transaction};

use super::changes::{Changes, Counts};
use super::database::Durability;
use super::lists::Plan;
use super::runs::Runs;
use super::search::Sieve;
use super::stories::Stories;
use super::{Database, Interrupt, StoreError};
use crate::model::{Action, ActionId, Filter, Query, Search, Timestamp};

macro_rules! without {
    ($condition:literal) => {
        concat!(
            "SELECT id, feed, read, saved FROM entries WHERE id BETWEEN ?1 AND ?2 AND ",
            $condition
        )
    };
}

/// How many actions can be undone.
const KEPT_ACTIONS: i64 = 100;

/// What an action did to the entries it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Marked them read.
    Read,
    /// Marked them unread.
    Unread,
    /// Saved them.
    Saved,
    /// Let them go.
    Unsaved,
    /// Deleted them.
    Deleted,
    /// Brought them back.
    Restored,
}

/// What came of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Performed {
    /// Its place in the log; `None` when it changed nothing and there is nothing to undo.
    pub action: Option<ActionId>,
    /// How many entries it changed.
    pub changed: usize,
}

/// What an undo took back, or a redo did again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The action.
    pub action: ActionId,
    /// What the action had done.
    pub mark: Mark,
    /// How many entries are as before, or as the action left them.
    pub changed: usize,
}

impl Database {
    /// Does what the reader asks for and logs exactly what it changed; on the disk before it returns.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn perform(&mut self, action: &Action, now: Timestamp) -> Result<Performed, StoreError> {
        self.write(Durability::Marks, |transaction| {
            let (mark, chosen) = choose(transaction, action)?;
            let changed = chosen.len();
            if changed == 0 {
                let action = None;
                return Ok(Performed { action, changed });
            }
            let runs = chosen.set(transaction, mark)?;
            let action = Some(log(transaction, mark, &runs, now)?);
            Ok(Performed { action, changed })
        })
    }

    /// Takes back the latest action that is not undone yet: the entries it changed, and no others, are as
    /// before. The last 100 actions can be undone, also those of earlier runs of the program.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        self.write(Durability::Marks, |transaction| {
            let Some((action, mark, runs)) = logged(transaction, LATEST)? else {
                return Ok(None);
            };
            let changed = set(transaction, mark.opposite(), &runs)?;
            note_undone(transaction, action, Some(now))?;
            Ok(Some(Undone {
                action,
                mark,
                changed,
            }))
        })
    }

    /// Does again what the last undo took back, as long as the reader has done nothing else since.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn redo(&mut self) -> Result<Option<Undone>, StoreError> {
        self.write(Durability::Marks, |transaction| {
            let Some((action, mark, runs)) = logged(transaction, LAST_UNDONE)? else {
                return Ok(None);
            };
            let changed = set(transaction, mark, &runs)?;
            note_undone(transaction, action, None)?;
            Ok(Some(Undone {
                action,
                mark,
                changed,
            }))
        })
    }
}

/// Sets a mark on those of some entries that do not have it; says how many those were.
fn set(transaction: &Transaction<'_>, mark: Mark, runs: &Runs) -> Result<usize, StoreError> {
    let mut chosen = Changes::default();
    for run in runs.iter() {
        chosen.add(transaction, mark, run)?;
    }
    let changed = chosen.len();
    chosen.set(transaction, mark)?;
    Ok(changed)
}

fn note_undone(
    transaction: &Transaction<'_>,
    action: ActionId,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE actions SET undone_at = ?2 WHERE id = ?1")?
        .execute((action.0, at.map(|at| at.0)))?;
    Ok(())
}

/// Finds what an action does, and to which entries.
fn choose(transaction: &Transaction<'_>, action: &Action) -> Result<(Mark, Changes), StoreError> {
    let (mark, entry) = match action {
        Action::MarkRead { entry, read: true } => (Mark::Read, entry.0),
        Action::MarkRead { entry, read: false } => (Mark::Unread, entry.0),
        Action::Save { entry, saved: true } => (Mark::Saved, entry.0),
        Action::Save {
            entry,
            saved: false,
        } => (Mark::Unsaved, entry.0),
        Action::Delete { entry } => (Mark::Deleted, entry.0),
        Action::ReadStory { entry } => {
            let mut chosen = Changes::default();
            let members = Stories::new(transaction).members(entry.0)?;
            let others = members.iter().map(|member| member.id);
            for one in others.filter(|other| *other != entry.0).chain([entry.0]) {
                chosen.add(transaction, Mark::Read, &(one..=one))?;
            }
            return Ok((Mark::Read, chosen));
        }
        Action::MarkAllRead {
            list,
            seen_until,
            day_start,
        } => {
            let plan = Plan::new(transaction, list, Filter::Unread, *day_start)?;
            let unread = match list.query() {
                None => Changes::unread(transaction, &plan, *seen_until, &|_| Ok(true))?,
                Some(query) => unread_answers(transaction, plan, query, *seen_until)?,
            };
            return Ok((Mark::Read, unread));
        }
    };
    let mut chosen = Changes::default();
    chosen.add(transaction, mark, &(entry..=entry))?;
    Ok((mark, chosen))
}

/// Finds what is unread in a list that a query makes.
fn unread_answers(
    transaction: &Transaction<'_>,
    plan: Plan,
    query: &Query,
    seen_until: Timestamp,
) -> Result<Changes, StoreError> {
    let search = Search {
        query: query.clone(),
        best_first: false,
        now: seen_until,
    };
    let never = Interrupt::default();
    let sieve = Sieve::new(transaction, &never, plan, &search, &[])?;
    let ids = sieve.ids()?;
    Changes::unread(transaction, &sieve.plan, seen_until, &|id| {
        Ok(ids.as_ref().is_none_or(|ids| ids.contains(id)) && sieve.passes(id)?)
    })
}

impl Mark {
    const ALL: [Self; 6] = [
        Self::Read,
        Self::Unread,
        Self::Saved,
        Self::Unsaved,
        Self::Deleted,
        Self::Restored,
    ];

    const fn opposite(self) -> Self {
        match self {
            Self::Read => Self::Unread,
            Self::Unread => Self::Read,
            Self::Saved => Self::Unsaved,
            Self::Unsaved => Self::Saved,
            Self::Deleted => Self::Restored,
            Self::Restored => Self::Deleted,
        }
    }

    const fn column(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Saved => "saved",
            Self::Unsaved => "unsaved",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
        }
    }

    fn from_column(column: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.column() == column)
    }

    /// Asks which of a run of entries do not have the mark, for their feeds, and for what is counted of them.
    pub(super) const fn without(self) -> &'static str {
        match self {
            Self::Read => without!("hidden < 2 AND read = 0"),
            Self::Unread => without!("hidden < 2 AND read = 1"),
            Self::Saved => without!("hidden < 2 AND saved = 0"),
            Self::Unsaved => without!("hidden < 2 AND saved = 1"),
            Self::Deleted => without!("hidden < 2"),
            Self::Restored => without!("hidden >= 2"),
        }
    }

    /// Sets the mark on a run of entries, none of which is deleted unless that is what changes.
    ///
    /// After a failure the whole transaction is undone; `OR FAIL` spares `SQLite` the notes for undoing the one statement,
    /// which are copies of every page that it changes.
    pub(super) const fn statement(self) -> &'static str {
        match self {
            Self::Read => "UPDATE OR FAIL entries SET read = 1 WHERE id BETWEEN ?1 AND ?2",
            Self::Unread => "UPDATE OR FAIL entries SET read = 0 WHERE id BETWEEN ?1 AND ?2",
            Self::Saved => "UPDATE OR FAIL entries SET saved = 1 WHERE id BETWEEN ?1 AND ?2",
            Self::Unsaved => "UPDATE OR FAIL entries SET saved = 0 WHERE id BETWEEN ?1 AND ?2",
            Self::Deleted => {
                "UPDATE OR FAIL entries SET hidden = hidden | 2 WHERE id BETWEEN ?1 AND ?2"
            }
            Self::Restored => {
                "UPDATE OR FAIL entries SET hidden = hidden & ~2 WHERE id BETWEEN ?1 AND ?2"
            }
        }
    }

    /// What the mark, newly set on entries of a feed, adds to the counts of the feed.
    pub(super) const fn counts(self, of: Counts) -> Counts {
        match self {
            Self::Read => Counts::of(0, -of.total, 0),
            Self::Unread => Counts::of(0, of.total, 0),
            Self::Saved => Counts::of(0, 0, of.total),
            Self::Unsaved => Counts::of(0, 0, -of.total),
            Self::Deleted => Counts::of(-of.total, -of.unread, -of.saved),
            Self::Restored => of,
        }
    }
}

/// The latest action that is not undone.
const LATEST: &str = "
    SELECT id, mark, entries FROM actions WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1";

/// The action undone last: undoing goes back from the latest, so of those undone since it is the first.
const LAST_UNDONE: &str = "
    SELECT id, mark, entries FROM actions
    WHERE id > coalesce((SELECT max(id) FROM actions WHERE undone_at IS NULL), 0)
    ORDER BY id LIMIT 1";

/// Writes an action to the log, and forgets those that are too old to be undone.
fn log(
    transaction: &Transaction<'_>,
    mark: Mark,
    entries: &Runs,
    now: Timestamp,
) -> Result<ActionId, StoreError> {
    transaction
        .prepare_cached("INSERT INTO actions (at, mark, entries) VALUES (?1, ?2, ?3)")?
        .execute((now.0, mark.column(), entries.to_bytes()))?;
    let action = transaction.last_insert_rowid();
    transaction
        .prepare_cached("DELETE FROM actions WHERE id <= ?1")?
        .execute([action - KEPT_ACTIONS])?;
    Ok(ActionId(action))
}

fn logged(
    transaction: &Transaction<'_>,
    which: &str,
) -> Result<Option<(ActionId, Mark, Runs)>, StoreError> {
    let mut statement = transaction.prepare_cached(which)?;
    let logged = statement.query_row([], |row| {
        let mark = Mark::from_column(row.get_ref(1)?.as_str()?);
        let runs = Runs::from_bytes(row.get_ref(2)?.as_blob()?);
        Ok((ActionId(row.get(0)?), mark, runs))
    });
    // What a later version logged this one cannot take back, nor anything before it.
    Ok(logged
        .optional()?
        .and_then(|(action, mark, runs)| Some((action, mark?, runs))))
}
