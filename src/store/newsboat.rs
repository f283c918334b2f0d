//! The cache of newsboat, read and never written.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::{StoreError, schema};
use crate::model::{ForeignEntry, Timestamp};

/// Entries read at a time: each may be long.
const PIECE: usize = 200;

/// The cache of newsboat (format 2.11, of newsboat 2.21, and those since).
#[derive(Debug)]
pub struct NewsboatCache {
    connection: Connection,
    entries: String,
}

/// A feed in newsboat's cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignFeed {
    /// Its address as newsboat has it, which may be a command.
    pub address: String,
    /// The publisher's title; not cleaned.
    pub title: String,
}

impl NewsboatCache {
    /// Whether a file that begins with these bytes is a database at all.
    #[must_use]
    pub fn is_database(start: &[u8]) -> bool {
        start.starts_with(schema::MAGIC)
    }

    /// Opens the cache for reading.
    ///
    /// # Errors
    /// When the file cannot be read, or is not newsboat's.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = schema::open_to_read(path)?;
        // The file is not ours: what its schema defines must not call functions that do something.
        connection.pragma_update(None, "trusted_schema", false)?;
        let feeds = columns(&connection, "rss_feed")?;
        let items = columns(&connection, "rss_item")?;
        let has = |columns: &[String], wanted: &[&str]| {
            wanted
                .iter()
                .all(|wanted| columns.iter().any(|column| column == wanted))
        };
        let known = [
            "guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread",
        ];
        if !has(&feeds, &["rssurl", "title"]) || !has(&items, &known) {
            return Err(StoreError::NotNewsboat {
                path: path.to_owned(),
            });
        }
        // Older formats lack these.
        let or = |column, otherwise| {
            if has(&items, &[column]) {
                column
            } else {
                otherwise
            }
        };
        let (flags, deleted) = (or("flags", "''"), or("deleted", "0"));
        let (file, kind) = (or("enclosure_url", "''"), or("enclosure_type", "''"));
        let entries = format!(
            "SELECT id, guid, title, author, url, pubDate, content, unread, {flags}, {deleted},
                    {file}, {kind}
             FROM rss_item WHERE feedurl = ?1 AND id > ?2 ORDER BY id LIMIT {PIECE}"
        );
        Ok(Self {
            connection,
            entries,
        })
    }

    /// Reads the feeds, in the order newsboat came to know them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feeds(&self) -> Result<Vec<ForeignFeed>, StoreError> {
        let mut statement = self
            .connection
            .prepare("SELECT rssurl, title FROM rss_feed ORDER BY rowid")?;
        let feeds = statement.query_map([], |row| {
            Ok(ForeignFeed {
                address: text(row, 0)?,
                title: text(row, 1)?,
            })
        })?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }

    /// Reads entries of a feed, oldest first, a few hundred after the number `after`; gives the number to go on
    /// from, and nothing at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entries(
        &self,
        address: &str,
        after: i64,
    ) -> Result<(Vec<ForeignEntry>, i64), StoreError> {
        let mut statement = self.connection.prepare_cached(&self.entries)?;
        let mut rows = statement.query((address, after))?;
        let (mut entries, mut last) = (Vec::new(), after);
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            entries.push(entry(row)?);
        }
        Ok((entries, last))
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<ForeignEntry> {
    let unread = number(row, 7)? != 0;
    // What the reader has thrown away is still in the feed, and must not come back as news.
    let deleted = number(row, 9)? != 0;
    Ok(ForeignEntry {
        guid: text(row, 1)?,
        title: text(row, 2)?,
        author: text(row, 3)?,
        link: text(row, 4)?,
        published: Timestamp(number(row, 5)?),
        content: text(row, 6)?,
        enclosure: text(row, 10)?,
        enclosure_type: text(row, 11)?,
        read: !unread || deleted,
        saved: !text(row, 8)?.is_empty() && !deleted,
    })
}

/// The names of the columns of a table; none where there is no such table.
fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// A text of any type; bytes that are not UTF-8 are replaced, for newsboat checks nothing.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Null | ValueRef::Real(_) => String::new(),
    })
}

/// A number of any type; 0 where there is none.
fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => number,
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).trim().parse().unwrap_or(0),
        _ => 0,
    })
}
