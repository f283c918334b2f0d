//! The reader's marks, set, logged and undone.

use rusqlite::Transaction;

use super::changes::{Changes, Counts};
use super::database::Durability;
use super::lists::Plan;
use super::log::{self, Deed, Done, Stuck};
use super::runs::Runs;
use super::search::{Newest, Sieve};
use super::stories::Stories;
use super::window::within;
use super::{Database, Interrupt, StoreError, tags};
use crate::model::{Action, ActionId, EntryId, Filter, Position, Search, Timestamp};

macro_rules! without {
    ($condition:literal) => {
        concat!(
            "SELECT id, feed, read, saved, hidden FROM entries WHERE id BETWEEN ?1 AND ?2 AND ",
            $condition
        )
    };
}

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
    /// Hid them.
    Hidden,
    /// Showed them again.
    Shown,
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
    pub deed: Deed,
    /// How many entries are as before, or as the action left them.
    pub changed: usize,
    /// The one entry that came back to the lists, and its place in them.
    pub returned: Option<Position>,
}

impl Database {
    /// Does what the reader asks for and logs exactly what it changed; on the disk before it returns.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn perform(&mut self, action: &Action, now: Timestamp) -> Result<Performed, StoreError> {
        self.stuck = Stuck::default();
        self.write(Durability::Marks, |transaction| {
            let (done, changed) = act(transaction, action)?;
            let action = match changed {
                0 => None,
                _ => Some(done.log(transaction, now)?),
            };
            Ok(Performed { action, changed })
        })
    }

    /// Takes back the latest action that is not undone yet: the entries it changed, and no others, are as
    /// before. The last 100 actions can be undone, also those of earlier runs of the program.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        let stuck = self.stuck;
        let undone = self.write(Durability::Marks, |transaction| {
            let Some((action, done)) = log::read(transaction, log::LATEST, stuck)? else {
                return Ok(None);
            };
            let changed = done.revert(transaction)?;
            log::note_undone(transaction, action, Some(now))?;
            let deed = done.deed();
            let returned = done.taken_out(transaction)?.filter(|_| changed > 0);
            Ok(Some(Undone {
                action,
                deed,
                changed,
                returned,
            }))
        })?;
        if undone.is_none() {
            self.stuck = Stuck::default();
        }
        Ok(undone)
    }

    /// Does again what the last undo took back, as long as the reader has done nothing else since.
    ///
    /// # Errors
    /// When the cache cannot be written; then nothing is changed.
    pub fn redo(&mut self) -> Result<Option<Undone>, StoreError> {
        let stuck = self.stuck;
        self.write(Durability::Marks, |transaction| {
            let Some((action, done)) = log::read(transaction, log::LAST_UNDONE, stuck)? else {
                return Ok(None);
            };
            let changed = done.repeat(transaction)?;
            log::note_undone(transaction, action, None)?;
            let deed = done.deed();
            Ok(Some(Undone {
                action,
                deed,
                changed,
                returned: None,
            }))
        })
    }
}

/// Sets a mark on those of some entries that do not have it; says how many those were.
pub(super) fn set(
    transaction: &Transaction<'_>,
    mark: Mark,
    entries: &Runs,
) -> Result<usize, StoreError> {
    let chosen = Changes::without(transaction, mark, entries)?;
    let changed = chosen.len();
    chosen.set(transaction, mark)?;
    Ok(changed)
}

/// Does what the reader asks for; gives what exactly that was, and how many entries it changed.
fn act(transaction: &Transaction<'_>, action: &Action) -> Result<(Done, usize), StoreError> {
    let (mark, entries) = match action {
        Action::MarkRead { entry, read } => {
            let mark = if *read { Mark::Read } else { Mark::Unread };
            (mark, vec![entry.0])
        }
        Action::Save { entry, saved } => {
            let mark = if *saved { Mark::Saved } else { Mark::Unsaved };
            (mark, vec![entry.0])
        }
        Action::Hide { entry, hidden } => {
            let mark = if *hidden { Mark::Hidden } else { Mark::Shown };
            (mark, vec![entry.0])
        }
        Action::Delete { entry } => (Mark::Deleted, vec![entry.0]),
        Action::ReadStory { entry } => {
            let members = Stories::new(transaction).members(entry.0)?;
            let story = members.iter().map(|member| member.id);
            (Mark::Read, story.chain([entry.0]).collect())
        }
        Action::MarkShownRead { entries } => {
            let entries = entries.iter().map(|entry| entry.0);
            (Mark::Read, entries.collect())
        }
        Action::MarkAllRead {
            list,
            query,
            newest,
            now,
            day_start,
        } => {
            let plan = Plan::new(transaction, list, Filter::Unread, *day_start)?;
            let search = Search {
                query: query.clone(),
                best_first: false,
                now: *now,
            };
            let chosen = listed(
                transaction,
                Mark::Read,
                plan,
                &within(list, &search),
                *newest,
            )?;
            return marked(transaction, Mark::Read, chosen);
        }
        Action::ShowAll {
            list,
            query,
            filter,
            newest,
            now,
            day_start,
        } => {
            let plan = Plan::new(transaction, list, *filter, *day_start)?;
            let search = Search {
                query: query.clone(),
                best_first: false,
                now: *now,
            };
            let search = within(list, &search);
            let chosen = if search.query.is_of_hidden() {
                listed(transaction, Mark::Shown, plan, &search, *newest)?
            } else {
                Changes::default()
            };
            return marked(transaction, Mark::Shown, chosen);
        }
        Action::Tag { entry, tags } => {
            let changes = tags::changes(transaction, *entry, tags)?;
            let entries = Runs::of(vec![entry.0]);
            let changed = tags::apply(transaction, &entries, &changes)?;
            return Ok((Done::Tagged(entries, changes), changed));
        }
    };
    let chosen = Changes::without(transaction, mark, &Runs::of(entries))?;
    marked(transaction, mark, chosen)
}

fn marked(
    transaction: &Transaction<'_>,
    mark: Mark,
    chosen: Changes,
) -> Result<(Done, usize), StoreError> {
    let changed = chosen.len();
    Ok((Done::Marked(mark, chosen.set(transaction, mark)?), changed))
}

/// Finds what is in a list, was there to be seen, and answers a search if there is one, to have a mark that nothing there
/// has.
fn listed(
    transaction: &Transaction<'_>,
    mark: Mark,
    plan: Plan,
    search: &Search,
    newest: EntryId,
) -> Result<Changes, StoreError> {
    if search.query.is_empty() {
        return Changes::listed(transaction, mark, &plan, newest, &|_| Ok(true));
    }
    let never = Interrupt::default();
    let sieve = Sieve::new(transaction, &never, plan, search, &[])?;
    let answers = Newest::Walked(sieve.ids()?);
    Changes::listed(transaction, mark, &sieve.plan, newest, &|id| {
        answers.is_answer(id, &sieve)
    })
}

impl Mark {
    const ALL: [Self; 8] = [
        Self::Read,
        Self::Unread,
        Self::Saved,
        Self::Unsaved,
        Self::Deleted,
        Self::Restored,
        Self::Hidden,
        Self::Shown,
    ];

    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Read => Self::Unread,
            Self::Unread => Self::Read,
            Self::Saved => Self::Unsaved,
            Self::Unsaved => Self::Saved,
            Self::Deleted => Self::Restored,
            Self::Restored => Self::Deleted,
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }

    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Saved => "saved",
            Self::Unsaved => "unsaved",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
        }
    }

    pub(super) fn from_column(column: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.column() == column)
    }

    /// Asks which of a run of entries do not have the mark, for their feeds, and for what is counted of them.
    pub(super) const fn without(self) -> &'static str {
        match self {
            Self::Read => without!("hidden & 2 = 0 AND read = 0"),
            Self::Unread => without!("hidden & 2 = 0 AND read = 1"),
            Self::Saved => without!("hidden & 2 = 0 AND saved = 0"),
            Self::Unsaved => without!("hidden & 2 = 0 AND saved = 1"),
            Self::Deleted => without!("hidden & 2 = 0"),
            Self::Restored => without!("hidden & 2"),
            Self::Hidden => without!("hidden & 6 = 0"),
            Self::Shown => without!("hidden & 6 = 4"),
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
            Self::Hidden => {
                "UPDATE OR FAIL entries SET hidden = hidden | 4 WHERE id BETWEEN ?1 AND ?2"
            }
            Self::Shown => {
                "UPDATE OR FAIL entries SET hidden = hidden & ~4 WHERE id BETWEEN ?1 AND ?2"
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
            Self::Deleted | Self::Hidden => Counts::of(-of.total, -of.unread, -of.saved),
            Self::Restored | Self::Shown => of,
        }
    }
}
