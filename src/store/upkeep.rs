//! What the reader can ask of the cache as a file: whether it is whole, how large it is, to make it smaller.

use rusqlite::Connection;

use super::{Database, StoreError};

/// What is wrong with the cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// What the database engine finds, in its own words; at most a hundred.
    pub damage: Vec<String>,
    /// Feeds whose counts are not those of their entries.
    pub miscounted: u64,
}

impl Faults {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.damage.is_empty() && self.miscounted == 0
    }
}

/// How large the cache is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Feeds listed, and those no longer.
    pub feeds: [u64; 2],
    /// Entries, deleted ones aside.
    pub entries: u64,
    /// Entries that the reader deleted and can still bring back.
    pub deleted: u64,
    /// Entries that are gone and must not come back.
    pub graves: u64,
    /// Actions that can be undone.
    pub actions: u64,
    /// Texts as they are stored: bytes.
    pub texts: u64,
    /// The whole file: bytes.
    pub file: u64,
    /// Of the file, what is free for new entries: bytes.
    pub free: u64,
}

const MISCOUNTED: &str = "
    SELECT count(*) FROM feeds WHERE (total, unread, saved) IS NOT
    (SELECT count(*), count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE saved)
     FROM entries WHERE feed = feeds.id AND hidden < 2)";

/// Makes the counts of all feeds those of their entries.
pub(super) const RECOUNT: &str = "
    UPDATE feeds SET (total, unread, saved) =
    (SELECT count(*), count(*) FILTER (WHERE NOT read), count(*) FILTER (WHERE saved)
     FROM entries WHERE feed = feeds.id AND hidden < 2)";

const STATS: &str = "
    SELECT (SELECT count(*) FROM feeds WHERE place IS NOT NULL),
           (SELECT count(*) FROM feeds WHERE place IS NULL),
           (SELECT count(*) FROM entries WHERE hidden & 2 = 0),
           (SELECT count(*) FROM entries WHERE hidden & 2),
           (SELECT count(*) FROM graves),
           (SELECT count(*) FROM actions WHERE undone_at IS NULL),
           (SELECT coalesce(sum(octet_length(content)), 0)
            FROM (SELECT content FROM bodies UNION ALL SELECT content FROM pages)),
           (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size),
           (SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size)";

impl Database {
    /// Looks at every part of the file, and counts everything anew.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Faults, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
        let damage: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let miscounted: i64 = connection.query_row(MISCOUNTED, [], |row| row.get(0))?;
        Ok(Faults {
            damage: damage.into_iter().filter(|line| line != "ok").collect(),
            miscounted: miscounted.unsigned_abs(),
        })
    }

    /// Writes the file anew, as small as it can be.
    ///
    /// # Errors
    /// When the cache cannot be written, or another program is reading it.
    pub fn vacuum(&mut self) -> Result<(), StoreError> {
        self.connection().execute_batch("VACUUM")?;
        self.connection()
            .pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        Ok(())
    }

    /// Says how large the cache is; it reads much of it.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let count = |row: &rusqlite::Row<'_>, column| super::codes::count(row, column);
        Ok(self.connection().query_row(STATS, [], |row| {
            Ok(Stats {
                feeds: [count(row, 0)?, count(row, 1)?],
                entries: count(row, 2)?,
                deleted: count(row, 3)?,
                graves: count(row, 4)?,
                actions: count(row, 5)?,
                texts: count(row, 6)?,
                file: count(row, 7)?,
                free: count(row, 8)?,
            })
        })?)
    }
}

/// Whether `SQLite` finds the file whole.
pub(super) fn quick_check(connection: &Connection) -> Result<bool, StoreError> {
    let found: rusqlite::Result<String> =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match found.map_err(StoreError::from) {
        Ok(found) => Ok(found == "ok"),
        Err(StoreError::Damaged { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
