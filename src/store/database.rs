//! The one writer.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::held::Held;
use super::{Reader, StoreError, schema};

/// How long a writer waits for another one: longer than any transaction of ours takes.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long a refused opening waits until it is tried again.
const PAUSE: Duration = Duration::from_millis(10);

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
    /// Dropped after the connection.
    held: Held,
    durability: Option<Durability>,
    /// While fetched feeds are written together: whether all went well so far.
    together: Option<bool>,
    /// `PRAGMA data_version`, which the commits of this connection leave as it is.
    seen_version: i64,
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
        let inspected = schema::inspect(path)?;
        let held = schema::claim(path)?;
        drop(inspected);
        let connection =
            connect_patiently(path).map_err(|error| schema::while_opening(path, error))?;
        let mut database = Self {
            connection,
            path: path.to_owned(),
            held,
            durability: None,
            together: None,
            seen_version: 0,
        };
        database.changed_elsewhere()?;
        Ok(database)
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

    /// Opens the same cache for reading.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn reader(&self) -> Result<Reader, StoreError> {
        Reader::beside(&self.path, self.held.clone())
    }

    /// The connection, for reading.
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Does `work` in one transaction: all of it is kept, or nothing when it fails.
    pub(super) fn write<T>(
        &mut self,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.set_durability(durability)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let outcome = work(&transaction)?;
        transaction.commit()?;
        Ok(outcome)
    }

    /// Does the `work` of a fetched feed in one transaction of its own, or in that of [`Database::together`].
    pub(super) fn write_fetched<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let Some(well) = self.together else {
            return self.write(Durability::Fetched, |transaction| work(transaction));
        };
        let outcome = work(&self.connection);
        self.together = Some(well && outcome.is_ok());
        outcome
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

/// Opens the cache as often as another program, which is just making it, is in the way.
///
/// The change to a write-ahead log does not wait: it begins as a reader, and `SQLite` refuses at once, rather than
/// waits, whom it lets read already (`sqlite3BtreeBeginTrans`).
fn connect_patiently(path: &Path) -> Result<Connection, StoreError> {
    let begun = Instant::now();
    loop {
        match connect(path) {
            Err(StoreError::Busy { .. }) if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
            outcome => return outcome,
        }
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
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
    schema::keep_statements(&connection)?;
    Ok(connection)
}
