//! The cache as the screen reads it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use super::{
    Interrupt, PollState, StoreError, codes, details, documents, schema, stories, subscriptions,
    upkeep,
};
use crate::model::{
    Body, Details, DirectionSetting, EntryId, Feed, FeedId, FeedRecord, Headline, ListCounts,
    Timestamp,
};
use crate::text::{CleanText, Direction};

/// How long a reader waits; in a write-ahead log readers wait only for recovery after an unclean end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The cache, open for reading; writers do not make it wait, and it makes none wait.
#[derive(Debug)]
pub struct Reader {
    pub(super) connection: Connection,
    pub(super) interrupt: Interrupt,
    /// A story that several feeds tell is one row.
    pub(super) stories_once: bool,
    path: PathBuf,
    unwritable: bool,
}

/// The text of an entry, with what is needed to make a document of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// The address of the feed in the settings.
    pub feed: String,
}

impl Reader {
    /// Opens the cache at `path`, which a [`Database`](super::Database) has made.
    ///
    /// # Errors
    /// When the file is missing, is not ours, is newer than this program or is damaged.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::CannotOpen {
                path: path.to_owned(),
                source: ErrorKind::NotFound.into(),
            });
        }
        Self::on(schema::open_to_read(path)?, path, false)
    }

    /// Opens a cache that cannot be written, as it is now.
    pub(super) fn open_unwritable(path: &Path) -> Result<Self, StoreError> {
        Self::on(schema::open_unwritable(path)?, path, true)
    }

    fn on(connection: Connection, path: &Path, unwritable: bool) -> Result<Self, StoreError> {
        connection.busy_timeout(PATIENCE)?;
        schema::require_ours(&connection, path)?;
        schema::known_version(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        schema::keep_statements(&connection)?;
        Ok(Self {
            interrupt: Interrupt::of(&connection),
            connection,
            stories_once: false,
            path: path.to_owned(),
            unwritable,
        })
    }

    /// Says whether lists of many feeds show a story that several of them tell once; at first they do not.
    pub fn show_stories_once(&mut self, once: bool) {
        self.stories_once = once;
    }

    /// The feeds in which the story of an entry is told besides its own, the first to tell it first.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn also_in(&self, entry: EntryId) -> Result<Vec<FeedId>, StoreError> {
        if !self.stories_once {
            return Ok(Vec::new());
        }
        stories::also_in(&self.connection, entry)
    }

    /// Opens the same cache once more, for another thread.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn try_clone(&self) -> Result<Self, StoreError> {
        let mut other = if self.unwritable {
            Self::open_unwritable(&self.path)?
        } else {
            Self::open(&self.path)?
        };
        other.stories_once = self.stories_once;
        Ok(other)
    }

    /// Whether the cache could not be written when this was opened: what others write since is not seen as it is.
    #[must_use]
    pub const fn is_unwritable(&self) -> bool {
        self.unwritable
    }

    /// Whether the file is whole: it reads all of it, so this takes seconds for a large cache.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn is_whole(&self) -> Result<bool, StoreError> {
        upkeep::quick_check(&self.connection)
    }

    /// Gives what stops a running [`Reader::window`], or whatever else this reads, from another thread.
    #[must_use]
    pub fn interrupt_handle(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// Holds one state of the cache for all the queries of an order.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(super) fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        self.let_go()?;
        self.connection.execute_batch("BEGIN")?;
        Ok(Snapshot(self))
    }

    /// Lets go of a state that is held: that can be interrupted like any other statement, and then it is still there.
    fn let_go(&self) -> Result<(), StoreError> {
        while !self.connection.is_autocommit() {
            let ended = self.connection.execute_batch("ROLLBACK");
            match ended.map_err(StoreError::from) {
                Ok(()) | Err(StoreError::Interrupted) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads the listed feeds, in the order of the settings.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        subscriptions::feeds(&self.connection)
    }

    /// Gives what the poller must know of each listed feed, in the order of the settings.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn poll_states(&self) -> Result<Vec<PollState>, StoreError> {
        subscriptions::poll_states(&self.connection)
    }

    /// Reads what the cache keeps of a feed besides what lists show.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn record(&self, feed: FeedId) -> Result<Option<FeedRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(RECORD)?;
        let record = statement.query_row([feed.0], |row| {
            Ok(FeedRecord {
                published_title: CleanText::line(row.get_ref(0)?.as_str()?),
                saved: codes::count(row, 1)?,
                brought_at: row.get::<_, Option<i64>>(2)?.map(Timestamp),
                condition: None,
            })
        });
        let Some(record) = record.optional()? else {
            return Ok(None);
        };
        Ok(Some(FeedRecord {
            condition: documents::read(&self.connection, feed)?,
            ..record
        }))
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
        Ok(Some(StoredBody {
            body: codes::body(row, 0)??,
            link: row.get(3)?,
            home: row.get(4)?,
            entry_language: codes::language(row, 5)?,
            feed_language: codes::language(row, 6)?,
            direction: codes::direction_from(row.get(7)?),
            feed: row.get(8)?,
        }))
    }
}

/// One state of the cache, held until this is dropped: what is read then is read as it is then.
pub(super) struct Snapshot<'a>(&'a Reader);

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.let_go() {
            tracing::warn!(?error, "a state of the cache is held on to");
        }
    }
}

/// The newest entry has the highest number, which the index of identities tells.
pub(super) const RECORD: &str = "
    SELECT title, saved,
           (SELECT seen_at FROM entries WHERE id = (SELECT max(entry) FROM headlines WHERE feed = ?1))
    FROM feeds WHERE id = ?1";

/// The sums are over feeds, not entries; only today's unread entries are counted one by one.
pub(super) const COUNTS: &str = "
    SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0), coalesce(sum(saved), 0),
           (SELECT count(*) FROM entries INDEXED BY entries_unread
            WHERE hidden = 0 AND read = 0 AND sorted_at >= ?1)
    FROM feeds WHERE place IS NOT NULL";

pub(super) const BODY: &str = "
    SELECT kind, format, content, link, home, headlines.language, feeds.language, direction, address
    FROM bodies
    JOIN headlines USING (entry)
    JOIN feeds ON feeds.id = headlines.feed
    WHERE entry = ?1";
