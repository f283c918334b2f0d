//! Rows out of a damaged cache.

mod indexes;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Statement, params_from_iter};

use super::{StoreError, index, stories, upkeep};
use crate::model::Timestamp;

/// Queries that may fail before a table is given up: a page that cannot be read fails for every row it held.
const PATIENCE: usize = 200_000;

/// Entries compared to see whether two caches are of one line.
const COMPARED: u32 = 1000;

/// More rows than a page can hold: where nothing else tells how far a table goes, its numbers end here.
const ROWS_OF_A_PAGE: i64 = 1024;

/// A table of the new cache.
struct Table {
    name: String,
    /// It has no numbers to go by.
    without_rowid: bool,
}

/// Copies every row that can be read into the new cache, in place of what that has under the same number.
pub(super) fn salvage(
    old: &Connection,
    new: &Connection,
    now: Timestamp,
) -> Result<(), StoreError> {
    new.execute_batch("BEGIN IMMEDIATE")?;
    for table in tables(new)? {
        let columns = shared_columns(old, new, &table.name)?;
        if columns.is_empty() {
            continue;
        }
        if table.name == "tagged" && is_sound(old, &table.name) {
            // What it has not, the reader has taken away since the backup.
            new.execute("DELETE FROM tagged", [])?;
        }
        if indexes::tell_of(&table.name) && !is_sound(old, &table.name) {
            indexes::take(old, new, &table.name, now)?;
        }
        let copied = copy(old, new, &table, &columns)?;
        tracing::info!(table = table.name, copied, "rows were salvaged");
    }
    indexes::leave_strays(new)?;
    leave_buried(old, new)?;
    new.execute_batch("COMMIT")?;
    Ok(())
}

/// Whether a table and its indexes can be read whole and agree, so that what is not there is known not to be there.
fn is_sound(old: &Connection, table: &str) -> bool {
    let checked = old.query_row(
        &format!("PRAGMA integrity_check({})", quoted(table)),
        [],
        |row| row.get::<_, String>(0),
    );
    checked.is_ok_and(|found| found == "ok")
}

/// Takes out what only the backup still has, and the old cache has a grave of.
fn leave_buried(old: &Connection, new: &Connection) -> Result<(), StoreError> {
    let mut buried = new
        .prepare("SELECT entry FROM headlines JOIN graves USING (feed, identity, content_hash)")?;
    let buried: Vec<i64> = buried
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let Ok(mut there) = old.prepare("SELECT 1 FROM entries NOT INDEXED WHERE id = ?1") else {
        return Ok(());
    };
    for entry in buried {
        if matches!(there.exists([entry]), Ok(false)) {
            new.execute("DELETE FROM headlines WHERE entry = ?1", [entry])?;
            new.execute("DELETE FROM entries WHERE id = ?1", [entry])?;
        }
    }
    Ok(())
}

/// Whether what two caches have under one number is the same entry, as far as the newest of each tell. Of one that took
/// the other's place they may be few, and of the other far ahead.
pub(super) fn is_same_line(old: &Connection, backup: &Connection) -> bool {
    agrees(backup, old) && agrees(old, backup)
}

/// Whether the newest entries of a cache are in another what they are here, if they are there. What cannot be read is no
/// sign of another line.
fn agrees(cache: &Connection, other: &Connection) -> bool {
    let newest = "SELECT entry, feed, identity FROM headlines ORDER BY entry DESC LIMIT ?1";
    let same = "SELECT feed = ?2 AND identity = ?3 FROM headlines NOT INDEXED WHERE entry = ?1";
    let (Ok(mut newest), Ok(mut same)) = (cache.prepare(newest), other.prepare(same)) else {
        return true;
    };
    let Ok(rows) = newest.query_map([COMPARED], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    }) else {
        return true;
    };
    for key in rows.map_while(Result::ok) {
        let key: (i64, i64, String) = key;
        if let Ok(Some(false)) = same.query_row(key, |row| row.get(0)).optional() {
            return false;
        }
    }
    true
}

/// Makes a cache of salvaged rows agree with itself: what is only half there is made whole, or else left out.
pub(super) fn mend(new: &Connection, now: Timestamp) -> Result<(), StoreError> {
    new.execute_batch("BEGIN IMMEDIATE")?;
    // What the old cache says of its index, and of how far it has looked for stories, is not true of this one, where
    // both are made anew.
    index::forget(new)?;
    stories::forget(new)?;
    // Its feed will be listed anew by the settings; these are kept beside it.
    new.execute(
        "INSERT INTO feeds (account, address, interval, direction, id)
         SELECT DISTINCT 1, 'lost:' || feed, 3600, 0, feed FROM headlines
         WHERE feed NOT IN (SELECT id FROM feeds)",
        [],
    )?;
    // Of an entry without its marks it is not known that it was read.
    new.execute(
        "INSERT INTO entries (id, feed, sorted_at, seen_at)
         SELECT entry, feed, coalesce(published, updated, ?1), ?1 FROM headlines
         WHERE entry NOT IN (SELECT id FROM entries)",
        [now.0],
    )?;
    new.execute(
        "DELETE FROM entries WHERE id NOT IN (SELECT entry FROM headlines)",
        [],
    )?;
    // Of a feed that never was: a headline tells the feed as well.
    new.execute(
        "UPDATE entries SET feed = (SELECT headlines.feed FROM headlines WHERE entry = entries.id)
         WHERE feed NOT IN (SELECT id FROM feeds)",
        [],
    )?;
    // Feeds that still carry what was lost bring it again: its text is another than that which is there, and word that
    // nothing has changed would not do.
    new.execute(
        "UPDATE headlines SET content_hash = entry WHERE entry NOT IN (SELECT entry FROM bodies)",
        [],
    )?;
    new.execute(
        "UPDATE feeds SET etag = NULL, last_modified = NULL, validators_of = NULL",
        [],
    )?;
    for (table, row) in orphans(new)? {
        new.execute(
            &format!("DELETE FROM {} WHERE rowid = ?1", quoted(&table)),
            [row],
        )?;
    }
    new.execute(
        "UPDATE entries SET hidden =
             (hidden & ~1) | (SELECT place IS NULL FROM feeds WHERE feeds.id = entries.feed)",
        [],
    )?;
    new.execute(upkeep::RECOUNT, [])?;
    new.execute_batch("COMMIT")?;
    Ok(())
}

/// Rows that refer to rows that are not there. None refers to them: entries and feeds are whole by now.
fn orphans(new: &Connection) -> Result<Vec<(String, i64)>, StoreError> {
    let mut statement = new.prepare(
        "SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tables that hold what cannot be made again; those of indexes over text are of other kinds.
fn tables(new: &Connection) -> Result<Vec<Table>, StoreError> {
    let mut statement = new.prepare(
        "SELECT name, wr FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let tables = statement.query_map([], |row| {
        Ok(Table {
            name: row.get(0)?,
            without_rowid: row.get(1)?,
        })
    })?;
    Ok(tables.collect::<Result<_, _>>()?)
}

/// The columns that a table has in both; none where the old cache does not have it or tell of it.
fn shared_columns(
    old: &Connection,
    new: &Connection,
    table: &str,
) -> Result<Vec<String>, StoreError> {
    let columns = |connection: &Connection| -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        names.collect()
    };
    let known = columns(old).unwrap_or_default();
    let mut shared = columns(new)?;
    shared.retain(|column| known.contains(column));
    Ok(shared)
}

/// Copies the rows of a table; says how many.
fn copy(
    old: &Connection,
    new: &Connection,
    table: &Table,
    columns: &[String],
) -> Result<usize, StoreError> {
    let name = quoted(&table.name);
    let list: Vec<_> = columns.iter().map(|column| quoted(column)).collect();
    let list = list.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = new.prepare(&format!(
        "INSERT OR REPLACE INTO {name} ({list}) VALUES ({marks})"
    ))?;
    let mut copied = 0;
    let mut take = |values: Vec<Value>| match insert.execute(params_from_iter(values)) {
        Ok(_) => {
            copied += 1;
            Ok(())
        }
        Err(error) => match StoreError::from(error) {
            // A row that the table does not take was damaged.
            StoreError::Sqlite { .. } => Ok(()),
            error => Err(error),
        },
    };
    if table.without_rowid {
        let Ok(mut select) = old.prepare(&format!("SELECT {list} FROM {name}")) else {
            return Ok(0);
        };
        read(&mut select, &[], columns.len(), &mut |_, values| {
            take(values)
        })?;
    } else {
        let Ok(mut select) = old.prepare(&format!(
            "SELECT rowid, {list} FROM {name} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid"
        )) else {
            return Ok(0);
        };
        sweep(&mut select, highest(old, &name), columns.len(), &mut take)?;
    }
    Ok(copied)
}

/// Reads the rows of a table in halves of halves, down to the rows that cannot be read.
fn sweep(
    select: &mut Statement<'_>,
    highest: i64,
    columns: usize,
    take: &mut dyn FnMut(Vec<Value>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut ranges = vec![(1, highest)];
    let mut failures = 0;
    while let Some((from, to)) = ranges.pop() {
        let mut next = from;
        let whole = read(select, &[from, to], columns, &mut |number, values| {
            next = number.saturating_add(1);
            take(values)
        })?;
        if whole || next >= to {
            continue;
        }
        failures += 1;
        if failures > PATIENCE {
            return Ok(());
        }
        let middle = next + (to - next) / 2;
        ranges.extend([(middle + 1, to), (next, middle)]);
    }
    Ok(())
}

/// Reads rows until the end or the first that cannot be read; says whether it was the end.
fn read(
    select: &mut Statement<'_>,
    range: &[i64],
    columns: usize,
    take: &mut dyn FnMut(i64, Vec<Value>) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    let numbered = usize::from(!range.is_empty());
    let Ok(mut rows) = select.query(params_from_iter(range)) else {
        return Ok(false);
    };
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        };
        let number = if numbered == 1 { row.get(0)? } else { 0 };
        let values: rusqlite::Result<Vec<Value>> = (numbered..numbered + columns)
            .map(|column| row.get(column))
            .collect();
        // A text that is no UTF-8 is damaged.
        if let Ok(values) = values {
            take(number, values)?;
        }
    }
}

/// The highest number that a row of a table may have.
fn highest(old: &Connection, table: &str) -> i64 {
    let asked = |query: &str| old.query_row(query, [], |row| row.get::<_, i64>(0)).ok();
    let pages = asked("PRAGMA page_count").unwrap_or(1);
    let most = pages.saturating_mul(ROWS_OF_A_PAGE);
    // Where the last page of the table is damaged it may give a number that is far too low.
    let own = asked(&format!("SELECT max(rowid) FROM {table} NOT INDEXED"));
    own.max(asked("SELECT max(seq) FROM sqlite_sequence"))
        .filter(|highest| (0..=most.max(1 << 32)).contains(highest))
        .unwrap_or(most)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
