//! What indexes still tell of rows that cannot be read: they are on pages of their own.
//!
//! Each query is answered from its index alone. What a table can still tell goes over it afterwards.

use std::collections::HashSet;

use rusqlite::{Connection, Row, params};

use crate::model::Timestamp;
use crate::store::StoreError;

const FEEDS: &str = "
    SELECT id, account, address FROM feeds INDEXED BY sqlite_autoindex_feeds_1 ORDER BY account";

/// Where it can be had again, all else of a feed is: from the settings, and with the next poll.
const KEEP_FEED: &str = "
    INSERT OR IGNORE INTO feeds (id, account, address, interval, direction) VALUES (?1, ?2, ?3, 3600, 0)";

const HEADLINES: &str = "
    SELECT entry, feed, identity, nth FROM headlines INDEXED BY sqlite_autoindex_headlines_1 ORDER BY feed";

/// Without it text and marks would belong to nothing. No text has such a hash, so the next poll writes the rest.
const KEEP_HEADLINE: &str = "
    INSERT OR IGNORE INTO headlines (entry, feed, identity, nth, title, content_hash)
    VALUES (?1, ?2, ?3, ?4, '', ?1)";

const LISTED: &str = "
    SELECT id, feed, sorted_at FROM entries INDEXED BY entries_by_feed WHERE hidden = 0 ORDER BY feed";
const HIDDEN: &str = "
    SELECT id, feed, sorted_at FROM entries INDEXED BY entries_hidden_by_feed WHERE hidden = 4 ORDER BY feed";
const UNREAD: &str = "
    SELECT id FROM entries INDEXED BY entries_unread WHERE hidden = 0 AND read = 0 ORDER BY sorted_at";
const SAVED: &str = "
    SELECT id FROM entries INDEXED BY entries_saved WHERE hidden = 0 AND saved = 1 ORDER BY sorted_at";

/// Of what is not known the backup's word counts; without one it is not read, and not saved, and came just now.
const KEEP_ENTRY: &str = "
    INSERT INTO entries (id, feed, sorted_at, seen_at, read, saved, hidden)
    VALUES (?1, ?2, ?3, ?7, coalesce(?4, 0), coalesce(?5, 0), ?6)
    ON CONFLICT (id) DO UPDATE
    SET read = coalesce(?4, read), saved = coalesce(?5, saved), hidden = excluded.hidden";

/// Of an index that is damaged itself: there is no such entry.
const LEAVE_STRAYS: &str = "
    DELETE FROM headlines WHERE title = '' AND content_hash = entry AND entry NOT IN (SELECT id FROM entries)";

/// Whether the indexes of a table tell enough of its rows.
pub(super) fn tell_of(table: &str) -> bool {
    ["feeds", "headlines", "entries"].contains(&table)
}

/// Takes out what only an index knew, after all that tables tell is in the new cache.
pub(super) fn leave_strays(new: &Connection) -> Result<(), StoreError> {
    new.execute(LEAVE_STRAYS, [])?;
    Ok(())
}

/// Brings into a table of the new cache what its indexes in the old one tell.
pub(super) fn take(
    old: &Connection,
    new: &Connection,
    table: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    match table {
        "feeds" => feeds(old, new),
        "headlines" => headlines(old, new),
        "entries" => entries(old, new, now),
        _ => Ok(()),
    }
}

fn feeds(old: &Connection, new: &Connection) -> Result<(), StoreError> {
    let mut keep = new.prepare(KEEP_FEED)?;
    read(old, FEEDS, |row| {
        let feed: (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        keep.execute(feed)
    })?;
    Ok(())
}

fn headlines(old: &Connection, new: &Connection) -> Result<(), StoreError> {
    let mut keep = new.prepare(KEEP_HEADLINE)?;
    read(old, HEADLINES, |row| {
        let identity: String = row.get(2)?;
        let [entry, feed, nth]: [i64; 3] = [row.get(0)?, row.get(1)?, row.get(3)?];
        keep.execute((entry, feed, identity, nth))
    })?;
    Ok(())
}

fn entries(old: &Connection, new: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let mut keep = new.prepare(KEEP_ENTRY)?;
    let numbers = |query| -> Result<(HashSet<i64>, bool), StoreError> {
        let mut numbers = HashSet::new();
        let whole = read(old, query, |row| {
            Ok(usize::from(numbers.insert(row.get(0)?)))
        })?;
        Ok((numbers, whole))
    };
    let (unread, all_unread) = numbers(UNREAD)?;
    let (saved, all_saved) = numbers(SAVED)?;
    for (query, hidden) in [(LISTED, 0), (HIDDEN, 4)] {
        // Of those that are hidden no index tells their marks.
        let told = |with: bool, all: bool| (hidden == 0 && (with || all)).then_some(with);
        read(old, query, |row| {
            let [id, feed, sorted_at]: [i64; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
            let is_read = told(unread.contains(&id), all_unread).map(|unread| !unread);
            let is_saved = told(saved.contains(&id), all_saved);
            keep.execute(params![
                id, feed, sorted_at, is_read, is_saved, hidden, now.0
            ])
        })?;
    }
    Ok(())
}

/// Reads an index from its start, and where that breaks off from its end as well; says whether all of it was read. What
/// is wrong with the new cache is an error.
fn read(
    old: &Connection,
    query: &str,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<usize>,
) -> Result<bool, StoreError> {
    if read_on(old, query, &mut take)? {
        return Ok(true);
    }
    read_on(old, &format!("{query} DESC"), &mut take)?;
    Ok(false)
}

/// Says whether the end was reached.
fn read_on(
    old: &Connection,
    query: &str,
    take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<usize>,
) -> Result<bool, StoreError> {
    let Ok(mut statement) = old.prepare(query) else {
        return Ok(false);
    };
    let Ok(mut rows) = statement.query([]) else {
        return Ok(false);
    };
    loop {
        match rows.next() {
            Ok(Some(row)) => match take(row).map_err(StoreError::from) {
                // A row that is damaged, and no other.
                Ok(_) | Err(StoreError::Sqlite { .. }) => {}
                Err(error) => return Err(error),
            },
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        }
    }
}
