//! A cache that cannot be used gives way to a new one, which gets all that can be saved.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::backups::{Backups, cannot_move, discard, move_aside, put, settle};
use super::database::connect;
use super::presence::{Alone, beside};
use super::salvage::{is_same_line, mend, salvage};
use super::{StoreError, schema, upkeep};
use crate::model::Timestamp;

/// What became of a cache that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// Where the file is now, as it was.
    pub aside: PathBuf,
    /// The automatic backup that the new cache began with.
    pub backup: Option<PathBuf>,
    /// How many entries the new cache has.
    pub entries: u64,
}

/// Notes that the cache was found damaged, for the next start to mend it.
pub fn note_damage(cache: &Path) {
    if let Err(error) = fs::write(beside(cache, ".damaged"), "") {
        tracing::warn!(?error, "that the cache is damaged could not be noted");
    }
}

/// Whether the cache was found damaged since it was made.
#[must_use]
pub fn was_damaged(cache: &Path) -> bool {
    beside(cache, ".damaged").exists()
}

/// Makes a new cache of the last automatic backup and of what can be read of the old file, and moves that aside.
///
/// What the old file has goes before what the backup has. Row by row, what lies on a page that cannot be read is
/// left out. A file that is no cache of ours is moved aside, whatever it is.
///
/// # Errors
/// When another newsterm has the cache open, the file is of a newer version, or the new one cannot be written.
/// Then the file is where it was.
pub fn rescue(cache: &Path, now: Timestamp) -> Result<Rescued, StoreError> {
    if cache.is_dir() {
        return Err(StoreError::NotADatabase {
            path: cache.to_owned(),
        });
    }
    let _alone = Alone::with(cache)?;
    let part = beside(cache, ".part");
    let made = build(cache, &part, now).and_then(|made| settle(&part).map(|()| made));
    if made.is_err() {
        discard(&part);
    }
    let (backup, entries) = made?;
    let aside = move_aside(cache, "damaged", now)?.unwrap_or_else(|| cache.to_owned());
    put(&part, cache)?;
    let note = beside(cache, ".damaged");
    if note.exists() {
        fs::remove_file(&note).map_err(|source| cannot_move(&note, source))?;
    }
    Ok(Rescued {
        aside,
        backup,
        entries,
    })
}

/// Builds the new cache beside the old one; gives the backup it began with, and how many entries it has.
fn build(cache: &Path, part: &Path, now: Timestamp) -> Result<(Option<PathBuf>, u64), StoreError> {
    let old = open_old(cache)?;
    let mut backup = Backups::of(cache)
        .list()
        .into_iter()
        .find(|backup| is_usable(backup));
    if let (Some(file), Some(old)) = (&backup, &old) {
        // A copy of what was once put in the place of this cache would mix two caches up.
        if !is_same_line(old, &schema::open_to_read(file)?)? {
            backup = None;
        }
    }
    discard(part);
    if let Some(backup) = &backup {
        fs::copy(backup, part).map_err(|source| cannot_move(part, source))?;
    }
    schema::claim(part)?;
    let new = connect(part)?;
    new.pragma_update(None, "foreign_keys", false)?;
    if let Some(old) = &old {
        salvage(old, &new)?;
    }
    mend(&new, now)?;
    let entries: i64 = new.query_row("SELECT count(*) FROM entries", [], |row| row.get(0))?;
    // One file, to be moved.
    new.pragma_update(None, "journal_mode", "DELETE")?;
    Ok((backup, entries.unsigned_abs()))
}

/// Opens the old file, where there is something of ours to read in it.
fn open_old(cache: &Path) -> Result<Option<Connection>, StoreError> {
    match schema::inspect(cache) {
        Ok(true) => {}
        Ok(false) | Err(StoreError::NotADatabase { .. } | StoreError::Foreign { .. }) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    }
    let old = schema::open_to_read(cache)?;
    // Then SQLite reads of a file that was cut off what is left of it.
    old.pragma_update(None, "writable_schema", true)?;
    match schema::known_version(&old) {
        Ok(_) => Ok(Some(old)),
        Err(error @ StoreError::Newer { .. }) => Err(error),
        Err(error) => {
            tracing::warn!(?error, "nothing of the damaged cache can be read");
            Ok(None)
        }
    }
}

fn is_usable(backup: &Path) -> bool {
    let usable = || {
        let connection = schema::open_to_read(backup)?;
        schema::require_ours(&connection, backup)?;
        schema::known_version(&connection)?;
        upkeep::quick_check(&connection)
    };
    usable().unwrap_or(false)
}
