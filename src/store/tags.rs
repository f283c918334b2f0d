//! The tags of entries.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::runs::Runs;
use super::{Reader, StoreError, codes};
use crate::model::{EntryId, tag_key};
use crate::text::CleanText;

/// How an action changed the tags of entries: names put, and names taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TagChanges {
    pub(super) put: Vec<String>,
    pub(super) taken: Vec<String>,
}

impl TagChanges {
    pub(super) fn reversed(&self) -> Self {
        Self {
            put: self.taken.clone(),
            taken: self.put.clone(),
        }
    }

    /// A line for each name, with `+` before those put and `-` before those taken away.
    pub(super) fn to_column(&self) -> String {
        let put = self.put.iter().map(|name| format!("+{name}"));
        let taken = self.taken.iter().map(|name| format!("-{name}"));
        put.chain(taken).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn from_column(column: &str) -> Self {
        let mut changes = Self::default();
        for line in column.lines() {
            if let Some(name) = line.strip_prefix('+') {
                changes.put.push(name.to_owned());
            } else if let Some(name) = line.strip_prefix('-') {
                changes.taken.push(name.to_owned());
            }
        }
        changes
    }
}

/// Finds how an entry's tags have to change to be these; nothing where there is no such entry.
pub(super) fn changes(
    connection: &Connection,
    entry: EntryId,
    wanted: &[CleanText],
) -> Result<TagChanges, StoreError> {
    let there = connection
        .prepare_cached("SELECT 1 FROM entries WHERE id = ?1 AND hidden & 2 = 0")?
        .exists([entry.0])?;
    if !there {
        return Ok(TagChanges::default());
    }
    let tags = of(connection, entry.0)?;
    let keys = |tags: &[CleanText]| -> Vec<String> {
        tags.iter().map(|tag| tag_key(tag.as_str())).collect()
    };
    let (old, new) = (keys(&tags), keys(wanted));
    let taken = tags.iter().zip(&old).filter(|(_, key)| !new.contains(key));
    let mut put = Vec::new();
    for (tag, key) in wanted.iter().zip(&new) {
        if !key.is_empty() && !old.contains(key) {
            put.push(spelling(connection, key)?.unwrap_or_else(|| tag.as_str().to_owned()));
        }
    }
    Ok(TagChanges {
        put,
        taken: taken.map(|(tag, _)| tag.as_str().to_owned()).collect(),
    })
}

/// Changes the tags of entries; says how many are otherwise than before.
pub(super) fn apply(
    transaction: &Transaction<'_>,
    entries: &Runs,
    changes: &TagChanges,
) -> Result<usize, StoreError> {
    let mut changed = 0;
    for entry in entries.iter().cloned().flatten() {
        let mut rows = 0;
        for name in &changes.taken {
            rows += transaction
                .prepare_cached("DELETE FROM tagged WHERE entry = ?1 AND folded = ?2")?
                .execute((entry, tag_key(name)))?;
        }
        for name in &changes.put {
            rows += put(transaction, entry, name)?;
        }
        changed += usize::from(rows > 0);
    }
    Ok(changed)
}

/// Tags an entry, where there is one and it has no such tag; says how many tags it has got.
pub(super) fn put(connection: &Connection, entry: i64, name: &str) -> Result<usize, StoreError> {
    Ok(connection
        .prepare_cached(
            "INSERT OR IGNORE INTO tagged (entry, folded, name)
             SELECT id, ?2, ?3 FROM entries WHERE id = ?1",
        )?
        .execute(params![entry, tag_key(name), name])?)
}

/// How a tag is written on the entries that have it.
pub(super) fn spelling(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT name FROM tagged WHERE folded = ?1 ORDER BY entry LIMIT 1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// The tags of an entry, in the order of their folded names.
fn of(connection: &Connection, entry: i64) -> Result<Vec<CleanText>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT name FROM tagged WHERE entry = ?1 ORDER BY folded")?;
    let tags = statement.query_map([entry], |row| {
        Ok(CleanText::line(row.get_ref(0)?.as_str()?))
    })?;
    Ok(tags.collect::<Result<_, _>>()?)
}

/// The next tag in the order of their folded names: one step in the index for each, however many entries have it.
pub(super) const NEXT: &str = "
    SELECT folded, name FROM tagged INDEXED BY tagged_by_name WHERE folded > ?1 ORDER BY folded, entry LIMIT 1";

impl Reader {
    /// Reads every tag there is, each once, in the order of their folded names.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn tags(&self) -> Result<Vec<CleanText>, StoreError> {
        let mut statement = self.connection.prepare_cached(NEXT)?;
        let mut tags = Vec::new();
        let mut last = String::new();
        while let Some((folded, name)) = statement
            .query_row([&last], |row| Ok((row.get(0)?, codes::line(row, 1)?)))
            .optional()?
        {
            last = folded;
            tags.extend(name);
        }
        Ok(tags)
    }
}
