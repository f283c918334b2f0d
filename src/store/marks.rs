//! The reader's marks, the log of what the reader did, and undo.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Rows, Transaction, named_params};

use super::database::Durability;
use super::lists::{Plan, Section};
use super::runs::Runs;
use super::{Database, StoreError};
use crate::model::{Action, ActionId, EntryId, Filter, Timestamp};

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
}

/// What came of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Performed {
    /// Its place in the log; `None` when it changed nothing and there is nothing to undo.
    pub action: Option<ActionId>,
    /// How many entries it changed.
    pub changed: usize,
}

/// What an undo took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The action.
    pub action: ActionId,
    /// What the action had done.
    pub mark: Mark,
    /// How many entries are as before.
    pub changed: usize,
}

impl Database {
    /// Does what the reader asks for and logs exactly what it changed; on the disk before it returns.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn perform(&mut self, action: &Action, now: Timestamp) -> Result<Performed, StoreError> {
        self.write(Durability::Marks, |transaction| {
            let (mark, done) = match action {
                Action::MarkRead { entry, read } => {
                    let mark = if *read { Mark::Read } else { Mark::Unread };
                    (mark, mark_one(transaction, mark, *entry)?)
                }
                Action::Save { entry, saved } => {
                    let mark = if *saved { Mark::Saved } else { Mark::Unsaved };
                    (mark, mark_one(transaction, mark, *entry)?)
                }
                Action::MarkAllRead {
                    list,
                    seen_until,
                    day_start,
                } => {
                    let plan = Plan::new(transaction, list, Filter::Unread, *day_start)?;
                    (Mark::Read, mark_all_read(transaction, &plan, *seen_until)?)
                }
            };
            let changed = done.entries.len();
            if changed == 0 {
                return Ok(Performed {
                    action: None,
                    changed,
                });
            }
            done.count(transaction, mark)?;
            let action = log(transaction, mark, &Runs::of(done.entries), now)?;
            Ok(Performed {
                action: Some(action),
                changed,
            })
        })
    }

    /// Takes back the latest action that is not undone yet: the entries it changed, and no others, are as
    /// before. The last 100 actions can be undone, also those of earlier runs of the program.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        self.write(Durability::Marks, |transaction| {
            let Some((action, mark, runs)) = latest(transaction)? else {
                return Ok(None);
            };
            let mut done = Changes::default();
            for run in runs.iter() {
                done.set(transaction, mark.opposite(), *run.start(), *run.end())?;
            }
            done.count(transaction, mark.opposite())?;
            transaction
                .prepare_cached("UPDATE actions SET undone_at = ?2 WHERE id = ?1")?
                .execute((action.0, now.0))?;
            let changed = done.entries.len();
            Ok(Some(Undone {
                action,
                mark,
                changed,
            }))
        })
    }
}

impl Mark {
    const fn opposite(self) -> Self {
        match self {
            Self::Read => Self::Unread,
            Self::Unread => Self::Read,
            Self::Saved => Self::Unsaved,
            Self::Unsaved => Self::Saved,
        }
    }

    const fn column(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Saved => "saved",
            Self::Unsaved => "unsaved",
        }
    }

    fn from_column(column: &str) -> Option<Self> {
        [Self::Read, Self::Unread, Self::Saved, Self::Unsaved]
            .into_iter()
            .find(|mark| mark.column() == column)
    }

    /// Sets the mark on a run of entries, where it is not set.
    const fn statement(self) -> &'static str {
        match self {
            Self::Read => {
                "UPDATE entries SET read = 1 WHERE id BETWEEN ?1 AND ?2 AND read = 0 RETURNING id, feed"
            }
            Self::Unread => {
                "UPDATE entries SET read = 0 WHERE id BETWEEN ?1 AND ?2 AND read = 1 RETURNING id, feed"
            }
            Self::Saved => {
                "UPDATE entries SET saved = 1 WHERE id BETWEEN ?1 AND ?2 AND saved = 0 RETURNING id, feed"
            }
            Self::Unsaved => {
                "UPDATE entries SET saved = 0 WHERE id BETWEEN ?1 AND ?2 AND saved = 1 RETURNING id, feed"
            }
        }
    }

    /// Brings the counts of a feed in line with a mark newly set on some of its entries.
    const fn count_statement(self) -> &'static str {
        match self {
            Self::Read => "UPDATE feeds SET unread = unread - ?2 WHERE id = ?1",
            Self::Unread => "UPDATE feeds SET unread = unread + ?2 WHERE id = ?1",
            Self::Saved => "UPDATE feeds SET saved = saved + ?2 WHERE id = ?1",
            Self::Unsaved => "UPDATE feeds SET saved = saved - ?2 WHERE id = ?1",
        }
    }
}

/// The entries that an action really changed.
#[derive(Default)]
struct Changes {
    entries: Vec<i64>,
    by_feed: BTreeMap<i64, i64>,
}

impl Changes {
    fn set(
        &mut self,
        transaction: &Transaction<'_>,
        mark: Mark,
        first: i64,
        last: i64,
    ) -> Result<(), StoreError> {
        let mut statement = transaction.prepare_cached(mark.statement())?;
        self.gather(statement.query((first, last))?)
    }

    /// Takes rows of an entry and its feed.
    fn gather(&mut self, mut rows: Rows<'_>) -> Result<(), StoreError> {
        while let Some(row) = rows.next()? {
            self.entries.push(row.get(0)?);
            *self.by_feed.entry(row.get(1)?).or_default() += 1;
        }
        Ok(())
    }

    fn count(&self, transaction: &Transaction<'_>, mark: Mark) -> Result<(), StoreError> {
        let mut statement = transaction.prepare_cached(mark.count_statement())?;
        for change in &self.by_feed {
            statement.execute(change)?;
        }
        Ok(())
    }
}

fn mark_one(
    transaction: &Transaction<'_>,
    mark: Mark,
    entry: EntryId,
) -> Result<Changes, StoreError> {
    let mut changes = Changes::default();
    changes.set(transaction, mark, entry.0, entry.0)?;
    Ok(changes)
}

fn mark_all_read(
    transaction: &Transaction<'_>,
    plan: &Plan,
    seen_until: Timestamp,
) -> Result<Changes, StoreError> {
    let mut changes = Changes::default();
    for section in &plan.sections {
        let mut statement = transaction.prepare_cached(&mark_section_read(*section))?;
        let floor = plan.floor.0;
        let rows = match section.feed() {
            Some(feed) => statement.query(
                named_params! { ":feed": feed, ":floor": floor, ":seen_until": seen_until.0 },
            )?,
            None => {
                statement.query(named_params! { ":floor": floor, ":seen_until": seen_until.0 })?
            }
        };
        changes.gather(rows)?;
    }
    Ok(changes)
}

/// The statement that marks what is unread on a section.
pub(super) fn mark_section_read(section: Section) -> String {
    let (table, condition) = section.source(true);
    format!(
        "UPDATE {table} SET read = 1 WHERE {condition} AND sorted_at >= :floor AND seen_at <= :seen_until
         RETURNING id, feed"
    )
}

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

fn latest(transaction: &Transaction<'_>) -> Result<Option<(ActionId, Mark, Runs)>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, mark, entries FROM actions WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1",
    )?;
    let latest = statement.query_row([], |row| {
        let mark =
            Mark::from_column(row.get_ref(1)?.as_str()?).expect("the table holds these marks only");
        let runs = Runs::from_bytes(row.get_ref(2)?.as_blob()?);
        Ok((ActionId(row.get(0)?), mark, runs))
    });
    Ok(latest.optional()?)
}
