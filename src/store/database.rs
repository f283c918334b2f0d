//! The one writer.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::log::Stuck;
use super::presence::{Presence, has_log};
use super::replacing::{finish_alone, is_under_way};
use super::rescue::was_emptied;
use super::rules::RuleBook;
use super::stories::Memory as StoryMemory;
use super::{Reader, StoreError, note_damage, schema};
use crate::model::Body;

/// How long a writer waits for another one: longer than any transaction of ours takes.
const PATIENCE: Duration = Duration::from_secs(15);

/// Memory for pages, as `PRAGMA cache_size` wants it: negative, kilobytes. With the 2 MB of the default the indexes
/// that a "mark all read" of thousands goes through do not fit, and are written out and read again.
const PAGES: i64 = -8_000;

/// How far the write-ahead log grows before its pages are put into the file: bytes. That happens within a commit,
/// and four times the default make it four times as rare.
const LOG: i64 = 16 * 1024 * 1024;

/// The pause before another try to open the cache.
const BREATH: Duration = Duration::from_millis(10);

/// How long closing waits for readers, to put the write-ahead log into the file.
const FAREWELL: Duration = Duration::from_millis(200);

/// Bytes of a page of the file. Texts of entries are of some kilobytes: in pages of 4096 bytes, which would be the
/// default, there is room for one, and many reach over into others.
const PAGE: u32 = 16 * 1024;

/// The cache, open for writing.
///
/// Several may be open on one file, in one process or in many; they wait for one another.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    path: PathBuf,
    /// `None` when the cache cannot be written.
    presence: Option<Presence>,
    /// The last to have the cache open did not close it.
    ended_badly: bool,
    durability: Option<Durability>,
    /// While fetched feeds are written together: whether all went well so far.
    together: Option<bool>,
    /// `PRAGMA data_version`, which the commits of this connection leave as it is.
    seen_version: i64,
    /// How the text of a body is read, for the index of words.
    pub(super) text_of: Option<fn(&Body) -> String>,
    /// How many days entries of one story may be apart; 0 to look for none.
    pub(super) story_days: i64,
    /// What grouping remembers from one step to the next.
    pub(super) story_memory: StoryMemory,
    /// What becomes of entries on their arrival.
    pub(super) rules: Option<RuleBook>,
    pub(super) stuck: Stuck,
}

/// Says what a commit outlives. The death of the program loses nothing in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// May be lost when the machine dies: the next poll brings it again.
    Fetched,
    /// On the disk before the call returns: nobody could make it again.
    Marks,
}

impl Durability {
    /// The value of `PRAGMA synchronous` that gives this with a write-ahead log.
    const fn synchronous(self) -> &'static str {
        match self {
            Self::Fetched => "NORMAL",
            Self::Marks => "FULL",
        }
    }
}

impl Database {
    /// Opens the cache at `path`, made where there is none, and brings its schema to the newest version.
    ///
    /// # Errors
    /// When the file is not ours, is newer than this program, is damaged, or cannot be made or written.
    /// No such file is changed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        schema::create_folder(path)?;
        if was_emptied(path) {
            return Err(StoreError::NotADatabase {
                path: path.to_owned(),
            });
        }
        let presence = enter(path)?;
        let unclosed = has_log(path);
        let connection = connect(path).map_err(|error| schema::while_opening(path, error))?;
        let ended_badly = unclosed && presence.first;
        let mut database = Self::on(connection, path, Some(presence));
        database.ended_badly = ended_badly;
        database.changed_elsewhere()?;
        Ok(database)
    }

    /// Opens a cache that cannot be written, as it is: it is shown, and every change is refused.
    ///
    /// # Errors
    /// When the file is not ours, is of another version, is damaged or cannot be read.
    pub fn open_unwritable(path: &Path) -> Result<Self, StoreError> {
        if !schema::inspect(path)? {
            return Err(StoreError::ReadOnly {
                path: path.to_owned(),
            });
        }
        let connection = schema::open_unwritable(path)?;
        schema::require_newest(&connection, path)?;
        schema::keep_statements(&connection)?;
        Ok(Self::on(connection, path, None))
    }

    fn on(connection: Connection, path: &Path, presence: Option<Presence>) -> Self {
        Self {
            connection,
            path: path.to_owned(),
            presence,
            ended_badly: false,
            durability: None,
            together: None,
            seen_version: 0,
            text_of: None,
            story_days: 0,
            story_memory: StoryMemory::default(),
            rules: None,
            stuck: Stuck::default(),
        }
    }

    /// Whether the cache can only be shown.
    #[must_use]
    pub const fn is_unwritable(&self) -> bool {
        self.presence.is_none()
    }

    /// Whether the program that had the cache open before this one died, or the machine did. Nothing should be
    /// wrong with it then, but [`Reader::is_whole`] tells.
    #[must_use]
    pub const fn ended_badly(&self) -> bool {
        self.ended_badly
    }

    /// Whether anybody else, another program above all, has written to the cache since the last call, or
    /// since it was opened.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        let version = self
            .connection
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?;
        Ok(std::mem::replace(&mut self.seen_version, version) != version)
    }

    /// Gives memory back that was of use for what is done now.
    pub(super) fn rest(&mut self) {
        if let Err(error) = self.connection.release_memory() {
            tracing::debug!(?error, "memory cannot be given back");
        }
    }

    /// Opens the same cache for reading.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn reader(&self) -> Result<Reader, StoreError> {
        if self.is_unwritable() {
            return Reader::open_unwritable(&self.path);
        }
        Reader::open(&self.path)
    }

    /// The connection, for reading.
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The connection, to listen to it.
    #[cfg(test)]
    pub(super) const fn connection_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Does `work` in one transaction: all of it is kept, or nothing when it fails.
    pub(super) fn write<T>(
        &mut self,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.is_unwritable() {
            return Err(StoreError::ReadOnly {
                path: self.path.clone(),
            });
        }
        self.set_durability(durability)?;
        let written = in_transaction(&mut self.connection, work);
        self.heed(written)
    }

    /// Notes damage that was met, for the next start to mend it: this one may go on for long without meeting it again.
    fn heed<T>(&self, written: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(StoreError::Damaged { .. }) = written {
            note_damage(&self.path);
        }
        written
    }

    /// Does the `work` of a fetched feed in one transaction of its own, or in that of [`Database::together`].
    pub(super) fn write_fetched<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let Some(well) = self.together else {
            return self.write(Durability::Fetched, |transaction| work(transaction));
        };
        if !well {
            // What failed may have ended the transaction, as a full disk does: each statement would be kept alone.
            return Err(StoreError::Interrupted);
        }
        let outcome = work(&self.connection);
        self.together = Some(outcome.is_ok());
        self.heed(outcome)
    }

    /// Writes several fetched feeds in one transaction, for they share most pages of the indexes.
    ///
    /// Returns whether they are kept. When one of the writes fails, or `work` says so, none is: then each is to be
    /// written alone, so that it can fail alone.
    pub(super) fn together(&mut self, work: impl FnOnce(&mut Self) -> bool) -> bool {
        if let Err(error) = self.begin() {
            tracing::debug!(?error, "fetched feeds cannot be written together");
            return false;
        }
        self.together = Some(true);
        let wanted = work(self);
        let kept = wanted && self.together == Some(true);
        self.together = None;
        if kept && self.connection.execute_batch("COMMIT").is_ok() {
            return true;
        }
        // Where the failure itself has undone everything there is nothing left to undo.
        let _ = self.connection.execute_batch("ROLLBACK");
        false
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.set_durability(Durability::Fetched)?;
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn set_durability(&mut self, durability: Durability) -> Result<(), StoreError> {
        if self.durability != Some(durability) {
            self.connection
                .pragma_update(None, "synchronous", durability.synchronous())?;
            self.durability = Some(durability);
        }
        Ok(())
    }
}

impl Drop for Database {
    /// Leaves no write-ahead log behind: one that is found at the next start tells of a bad end.
    fn drop(&mut self) {
        let farewell = || {
            self.connection.busy_timeout(FAREWELL)?;
            self.connection
                .pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))
        };
        if !self.is_unwritable()
            && let Err(error) = farewell()
        {
            tracing::debug!(?error, "the write-ahead log stays");
        }
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let outcome = work(&transaction)?;
    transaction.commit()?;
    Ok(outcome)
}

/// Makes known that the cache is opened here, and makes sure that it can be.
///
/// This waits for who puts another file in its place: one that is open by then would be that which is moved aside, and
/// all that is written to it with it.
fn enter(path: &Path) -> Result<Presence, StoreError> {
    let look = || {
        finish_alone(path)?;
        schema::inspect(path)?;
        schema::claim(path)
    };
    look()?;
    let mut presence = Presence::enter(path);
    if is_under_way(path) {
        // Who was waited for has died.
        drop(presence);
        look()?;
        presence = Presence::enter(path);
    }
    schema::inspect(path)?;
    schema::claim(path)?;
    Ok(presence)
}

/// Opens a connection that writes, and brings the schema to the newest version.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let since = Instant::now();
    loop {
        match try_to_connect(path) {
            // SQLite waits for others by itself, but not where two of them change the file to a write-ahead log, or
            // back at the end, at one time.
            Err(StoreError::Busy { .. }) if since.elapsed() < PATIENCE => thread::sleep(BREATH),
            connected => return connected,
        }
    }
}

fn try_to_connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Of a file that has pages already they stay as they are.
    connection.pragma_update(None, "page_size", PAGE)?;
    // Before the write-ahead log is switched on, so that a killed first start leaves no file that does not
    // yet say whose it is.
    schema::migrate(&mut connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "cache_size", PAGES)?;
    let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", LOG / page, |_| Ok(()))?;
    schema::keep_statements(&connection)?;
    Ok(connection)
}
