//! The log of what the reader did: what can be taken back, and done again.

use rusqlite::{OptionalExtension, Transaction};

use super::database::Durability;
use super::marks::{self, Mark};
use super::runs::Runs;
use super::tags::TagChanges;
use super::{Database, StoreError, tags};
use crate::model::{ActionId, EntryId, Position, Timestamp};

/// How many actions can be undone.
const KEPT_ACTIONS: i64 = 100;

/// What kind of thing an action did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Set a mark.
    Marked(Mark),
    /// Put tags and took some away.
    Tagged,
    /// Ended a subscription.
    Unsubscribed,
}

/// What an action did, in full.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Done {
    Marked(Mark, Runs),
    Tagged(Runs, TagChanges),
    /// What the settings need to have the feed again.
    Unsubscribed(String),
}

/// The latest action that is not undone, but for ends of subscriptions from `?1` on.
pub(super) const LATEST: &str = "
    SELECT id, mark, entries, detail FROM actions
    WHERE undone_at IS NULL AND (mark <> 'unsubscribed' OR id < ?1) ORDER BY id DESC LIMIT 1";

/// The action undone last: undoing goes back from the latest, so of those undone since it is the first. Ends of
/// subscriptions from `?1` on that are not undone were passed over.
pub(super) const LAST_UNDONE: &str = "
    SELECT id, mark, entries, detail FROM actions
    WHERE undone_at IS NOT NULL AND id > coalesce((
        SELECT max(id) FROM actions WHERE undone_at IS NULL AND (mark <> 'unsubscribed' OR id < ?1)), 0)
    ORDER BY id LIMIT 1";

/// Ends of subscriptions that cannot be undone as the settings are now.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stuck {
    /// The one that failed last, and has failed once.
    once: Option<ActionId>,
    /// This and later ones are passed over.
    from: Option<ActionId>,
}

impl Stuck {
    /// The parameter of [`LATEST`] and [`LAST_UNDONE`].
    pub(super) fn passed(self) -> i64 {
        self.from.map_or(i64::MAX, |action| action.0)
    }
}

impl Done {
    pub(super) const fn deed(&self) -> Deed {
        match self {
            Self::Marked(mark, _) => Deed::Marked(*mark),
            Self::Tagged(..) => Deed::Tagged,
            Self::Unsubscribed(_) => Deed::Unsubscribed,
        }
    }

    /// The one entry that it took out of lists, and its place in them.
    pub(super) fn taken_out(
        &self,
        transaction: &Transaction<'_>,
    ) -> Result<Option<Position>, StoreError> {
        let Self::Marked(Mark::Deleted | Mark::Hidden | Mark::Shown, runs) = self else {
            return Ok(None);
        };
        let Some(entry) = runs.only() else {
            return Ok(None);
        };
        let mut statement =
            transaction.prepare_cached("SELECT sorted_at FROM entries WHERE id = ?1")?;
        let sorted_at = statement.query_row([entry], |row| row.get(0)).optional()?;
        Ok(sorted_at.map(|sorted_at| Position {
            sorted_at: Timestamp(sorted_at),
            entry: EntryId(entry),
        }))
    }

    /// Takes it back; says how many entries are as before. What the settings say is not in the cache.
    pub(super) fn revert(&self, transaction: &Transaction<'_>) -> Result<usize, StoreError> {
        match self {
            Self::Marked(mark, runs) => marks::set(transaction, mark.opposite(), runs),
            Self::Tagged(runs, changes) => tags::apply(transaction, runs, &changes.reversed()),
            Self::Unsubscribed(_) => Ok(0),
        }
    }

    /// Does it again; says how many entries are as it left them.
    pub(super) fn repeat(&self, transaction: &Transaction<'_>) -> Result<usize, StoreError> {
        match self {
            Self::Marked(mark, runs) => marks::set(transaction, *mark, runs),
            Self::Tagged(runs, changes) => tags::apply(transaction, runs, changes),
            Self::Unsubscribed(_) => Ok(0),
        }
    }

    /// Writes it to the log, and forgets what is too old to be undone, and what was undone and cannot be done again now.
    pub(super) fn log(
        &self,
        transaction: &Transaction<'_>,
        now: Timestamp,
    ) -> Result<ActionId, StoreError> {
        let (kind, entries, detail) = match self {
            Self::Marked(mark, runs) => (mark.column(), runs.to_bytes(), None),
            Self::Tagged(runs, changes) => (TAGGED, runs.to_bytes(), Some(changes.to_column())),
            Self::Unsubscribed(feed) => (UNSUBSCRIBED, Vec::new(), Some(feed.clone())),
        };
        transaction
            .prepare_cached("DELETE FROM actions WHERE undone_at IS NOT NULL")?
            .execute([])?;
        transaction
            .prepare_cached(
                "INSERT INTO actions (at, mark, entries, detail) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((now.0, kind, entries, detail))?;
        let action = transaction.last_insert_rowid();
        transaction
            .prepare_cached(
                "DELETE FROM actions
                 WHERE id <= (SELECT id FROM actions ORDER BY id DESC LIMIT 1 OFFSET ?1)",
            )?
            .execute([KEPT_ACTIONS])?;
        Ok(ActionId(action))
    }

    fn from_columns(kind: &str, entries: &[u8], detail: Option<&str>) -> Option<Self> {
        let runs = Runs::from_bytes(entries);
        match kind {
            TAGGED => Some(Self::Tagged(runs, TagChanges::from_column(detail?))),
            UNSUBSCRIBED => Some(Self::Unsubscribed(detail?.to_owned())),
            _ => Some(Self::Marked(Mark::from_column(kind)?, runs)),
        }
    }
}

const TAGGED: &str = "tagged";
const UNSUBSCRIBED: &str = "unsubscribed";

/// Reads an action of the log, one of [`LATEST`] and [`LAST_UNDONE`].
pub(super) fn read(
    connection: &rusqlite::Connection,
    which: &str,
    stuck: Stuck,
) -> Result<Option<(ActionId, Done)>, StoreError> {
    let mut statement = connection.prepare_cached(which)?;
    let logged = statement.query_row([stuck.passed()], |row| {
        let (kind, entries) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_blob()?);
        let done = Done::from_columns(kind, entries, row.get_ref(3)?.as_str_or_null()?);
        Ok((ActionId(row.get(0)?), done))
    });
    // What a later version logged this one cannot take back, nor anything before it.
    Ok(logged
        .optional()?
        .and_then(|(action, done)| Some((action, done?))))
}

pub(super) fn note_undone(
    transaction: &Transaction<'_>,
    action: ActionId,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE actions SET undone_at = ?2 WHERE id = ?1")?
        .execute((action.0, at.map(|at| at.0)))?;
    Ok(())
}

impl Database {
    /// Logs that the reader ends a subscription, with what the settings need to have it again; on the disk before it
    /// returns. The feed itself is taken out of the settings, then by [`Database::subscribe`] out of the lists; its
    /// entries stay, whatever is undone or not.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn log_unsubscription(
        &mut self,
        feed: &str,
        now: Timestamp,
    ) -> Result<ActionId, StoreError> {
        self.stuck = Stuck::default();
        self.write(Durability::Marks, |transaction| {
            Done::Unsubscribed(feed.to_owned()).log(transaction, now)
        })
    }

    /// Notes that a subscription could not be had again. When that happens twice in a row, [`Database::undo`] goes past
    /// its end to what was done before, until the reader does something else, nothing is left to undo, or newsterm
    /// starts again.
    pub fn note_stuck(&mut self, action: ActionId) {
        let again = self.stuck.once == Some(action);
        self.stuck.once = Some(action).filter(|_| !again);
        if again {
            self.stuck.from = Some(action);
        }
    }

    /// Notes that a subscription is about to be ended again, with what the settings say of it now; on the disk before
    /// it returns. Says whether that is so: not when the reader has done something else since.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn redo_unsubscription(
        &mut self,
        action: ActionId,
        feed: &str,
    ) -> Result<bool, StoreError> {
        let stuck = self.stuck;
        self.write(Durability::Marks, |transaction| {
            match read(transaction, LAST_UNDONE, stuck)? {
                Some((last, Done::Unsubscribed(_))) if last == action => {}
                _ => return Ok(false),
            }
            transaction
                .prepare_cached("UPDATE actions SET detail = ?2 WHERE id = ?1")?
                .execute((action.0, feed))?;
            note_undone(transaction, action, None)?;
            Ok(true)
        })
    }

    /// Takes back [`Database::redo_unsubscription`], when the subscription could not be ended.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn forget_redo(&mut self, action: ActionId, now: Timestamp) -> Result<(), StoreError> {
        self.write(Durability::Marks, |transaction| {
            note_undone(transaction, action, Some(now))
        })
    }

    /// Forgets an action that was logged and then could not be done.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn forget_action(&mut self, action: ActionId) -> Result<(), StoreError> {
        self.write(Durability::Marks, |transaction| {
            transaction.execute("DELETE FROM actions WHERE id = ?1", [action.0])?;
            Ok(())
        })
    }

    /// The subscription that [`Database::undo`] would be about, with what was logged of it. To undo its end is first a
    /// matter of the settings.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn unsubscription_to_undo(&self) -> Result<Option<(ActionId, String)>, StoreError> {
        self.unsubscription(LATEST)
    }

    /// The subscription that [`Database::redo`] would be about, as [`Database::unsubscription_to_undo`].
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn unsubscription_to_redo(&self) -> Result<Option<(ActionId, String)>, StoreError> {
        self.unsubscription(LAST_UNDONE)
    }

    fn unsubscription(&self, which: &str) -> Result<Option<(ActionId, String)>, StoreError> {
        Ok(match read(self.connection(), which, self.stuck)? {
            Some((action, Done::Unsubscribed(feed))) => Some((action, feed)),
            _ => None,
        })
    }
}
