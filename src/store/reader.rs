//! The cache as the screen reads it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::held::Held;
use super::{StoreError, codes, details, schema, subscriptions};
use crate::model::{
    Body, Details, DirectionSetting, EntryId, Feed, Headline, ListCounts, Timestamp,
};
use crate::text::Direction;

/// How long a reader waits; in a write-ahead log readers wait only for recovery after an unclean end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The cache, open for reading; writers do not make it wait, and it makes none wait.
#[derive(Debug)]
pub struct Reader {
    pub(super) connection: Connection,
    pub(super) interrupt: Interrupt,
    path: PathBuf,
    /// Dropped after the connection.
    held: Held,
}

/// Stops a query of a [`Reader`] from another thread.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

/// The text of an entry, with what is needed to make a document of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBody {
    /// The text as published: untrusted.
    pub body: Body,
    /// The page of the entry, the first base for relative links.
    pub link: Option<String>,
    /// The publisher's page, the second base.
    pub home: Option<String>,
    /// The direction of the entry's own language, where it names one.
    pub entry_language: Option<Direction>,
    /// The direction of the feed's language, where it names one.
    pub feed_language: Option<Direction>,
    /// What the settings say about the feed.
    pub direction: DirectionSetting,
}

impl Reader {
    /// Opens the cache at `path`, which a [`Database`](super::Database) has made.
    ///
    /// # Errors
    /// When the file is missing, is not ours, is newer than this program or is damaged.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        match schema::inspect(path)? {
            Some(held) => Self::beside(path, held),
            None => Err(StoreError::CannotOpen {
                path: path.to_owned(),
                source: ErrorKind::NotFound.into(),
            }),
        }
    }

    /// Opens the cache at `path`, which somebody holds already.
    pub(super) fn beside(path: &Path, held: Held) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        schema::known_version(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        schema::keep_statements(&connection)?;
        Ok(Self {
            connection,
            interrupt: Interrupt::default(),
            path: path.to_owned(),
            held,
        })
    }

    /// Opens the same cache once more, for another thread.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn try_clone(&self) -> Result<Self, StoreError> {
        Self::beside(&self.path, self.held.clone())
    }

    /// Gives what stops a running [`Reader::window`] or [`Reader::next_unread`] from another thread.
    #[must_use]
    pub fn interrupt_handle(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// Reads the listed feeds, in the order of the settings.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        subscriptions::feeds(&self.connection)
    }

    /// Counts the smart lists, over the listed feeds; `day_start` is the start of the reader's day.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn counts(&self, day_start: Timestamp) -> Result<ListCounts, StoreError> {
        let mut statement = self.connection.prepare_cached(COUNTS)?;
        Ok(statement.query_row([day_start.0], |row| {
            Ok(ListCounts {
                total: codes::count(row, 0)?,
                unread: codes::count(row, 1)?,
                saved: codes::count(row, 2)?,
                today_unread: codes::count(row, 3)?,
            })
        })?)
    }

    /// Reads one entry, of whatever feed.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn entry(&self, entry: EntryId) -> Result<Option<Headline>, StoreError> {
        let mut statement = self.connection.prepare_cached(codes::ENTRY)?;
        Ok(statement.query_row([entry.0], codes::headline).optional()?)
    }

    /// Reads what one entry comes with besides its text.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn details(&self, entry: EntryId) -> Result<Details, StoreError> {
        details::read(&self.connection, entry.0)
    }

    /// Reads the text of one entry.
    ///
    /// # Errors
    /// When the cache cannot be read, or holds the text in a format of a later version.
    pub fn body(&self, entry: EntryId) -> Result<Option<StoredBody>, StoreError> {
        let mut statement = self.connection.prepare_cached(BODY)?;
        let mut rows = statement.query([entry.0])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let format = row.get(1)?;
        if format != 0 {
            return Err(StoreError::UnknownFormat { format });
        }
        Ok(Some(StoredBody {
            body: Body {
                kind: codes::body_kind_from(row.get(0)?),
                content: row.get(2)?,
            },
            link: row.get(3)?,
            home: row.get(4)?,
            entry_language: codes::language(row, 5)?,
            feed_language: codes::language(row, 6)?,
            direction: codes::direction_from(row.get(7)?),
        }))
    }
}

/// The sums are over feeds, not entries; only today's unread entries are counted one by one.
pub(super) const COUNTS: &str = "
    SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0), coalesce(sum(saved), 0),
           (SELECT count(*) FROM entries INDEXED BY entries_unread
            WHERE hidden = 0 AND read = 0 AND sorted_at >= ?1)
    FROM feeds WHERE place IS NOT NULL";

pub(super) const BODY: &str = "
    SELECT kind, format, content, link, home, headlines.language, feeds.language, direction
    FROM bodies
    JOIN headlines USING (entry)
    JOIN feeds ON feeds.id = headlines.feed
    WHERE entry = ?1";

impl Interrupt {
    /// Stops the query that runs now; it fails with [`StoreError::Interrupted`]. When none runs, nothing happens.
    pub fn interrupt(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Forgets interrupts meant for queries before this one.
    pub(super) fn begin(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.0.load(Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        Ok(())
    }
}
