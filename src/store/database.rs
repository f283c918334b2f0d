//! The one writer.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{Reader, StoreError, schema};
use crate::model::Body;

/// How long a writer waits for another one: longer than any transaction of ours takes.
const PATIENCE: Duration = Duration::from_secs(15);

/// The cache, open for writing.
///
/// Several may be open on one file, in one process or in many; they wait for one another.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    path: PathBuf,
    durability: Option<Durability>,
    /// `PRAGMA data_version`, which the commits of this connection leave as it is.
    seen_version: i64,
    /// How the text of a body is read, for the index of words.
    pub(super) text_of: Option<fn(&Body) -> String>,
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
        schema::inspect(path)?;
        schema::claim(path)?;
        let connection = connect(path).map_err(|error| schema::while_opening(path, error))?;
        let mut database = Self {
            connection,
            path: path.to_owned(),
            durability: None,
            seen_version: 0,
            text_of: None,
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
        Reader::open(&self.path)
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
        if self.durability != Some(durability) {
            self.connection
                .pragma_update(None, "synchronous", durability.synchronous())?;
            self.durability = Some(durability);
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let outcome = work(&transaction)?;
        transaction.commit()?;
        Ok(outcome)
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Before the write-ahead log is switched on, so that a killed first start leaves no file that does not
    // yet say whose it is.
    schema::migrate(&mut connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    schema::keep_statements(&connection)?;
    Ok(connection)
}
