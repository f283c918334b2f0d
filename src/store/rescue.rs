//! A cache that cannot be used gives way to a new one, which gets all that can be saved.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::backups::{Backups, cannot_move, discard};
use super::database::connect;
use super::presence::{Alone, beside};
use super::replacing::{Why, finish_replacing, replace};
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

/// Whether nothing is left of a cache of which there are backups: a disk that lost power may give a file no length. Where
/// there is no file, the reader may want to begin anew.
pub(super) fn was_emptied(cache: &Path) -> bool {
    fs::metadata(cache).is_ok_and(|file| file.is_file() && file.len() == 0)
        && !Backups::of(cache).list().is_empty()
}

/// Takes the note back: it was of a file that has given way to another.
pub(super) fn forget_damage(cache: &Path) -> Result<(), StoreError> {
    let note = beside(cache, ".damaged");
    match fs::remove_file(&note) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(cannot_move(&note, error)),
        _ => Ok(()),
    }
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
    if let Some(aside) = finish_replacing(cache)? {
        return Ok(Rescued {
            aside,
            backup: None,
            entries: count(&schema::open_to_read(cache)?)?,
        });
    }
    let part = beside(cache, ".part");
    let made = build(cache, &part, now);
    if made.is_err() {
        discard(&part);
    }
    let (backup, entries) = made?;
    let aside = replace(cache, &part, Why::Damaged, now)?;
    Ok(Rescued {
        aside: aside.unwrap_or_else(|| cache.to_owned()),
        backup,
        entries,
    })
}

fn count(cache: &Connection) -> Result<u64, StoreError> {
    let entries: i64 = cache.query_row("SELECT count(*) FROM entries", [], |row| row.get(0))?;
    Ok(entries.unsigned_abs())
}

/// Builds the new cache beside the old one; gives the backup it began with, and how many entries it has.
fn build(cache: &Path, part: &Path, now: Timestamp) -> Result<(Option<PathBuf>, u64), StoreError> {
    let old = open_old(cache)?;
    let mut backups = Backups::of(cache).last_first(now).into_iter();
    let backup = backups.find(|backup| is_usable(backup, old.as_ref()));
    discard(part);
    if let Some(backup) = &backup {
        fs::copy(backup, part).map_err(|source| cannot_move(part, source))?;
    }
    schema::claim(part)?;
    let new = connect(part)?;
    new.pragma_update(None, "foreign_keys", false)?;
    if let Some(old) = &old {
        salvage(old, &new, now)?;
    }
    mend(&new, now)?;
    let entries = count(&new)?;
    // One file, to be moved.
    new.pragma_update(None, "journal_mode", "DELETE")?;
    Ok((backup, entries))
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
    take_back_half_a_change(cache);
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

/// Has `SQLite` undo what a program had not finished that died where there can be no write-ahead log: a file with half a
/// change in it is not read by who cannot write it.
fn take_back_half_a_change(cache: &Path) {
    if !fs::metadata(beside(cache, "-journal")).is_ok_and(|journal| journal.len() > 0) {
        return;
    }
    let read = |connection: Connection| {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
    };
    if let Err(error) = Connection::open(cache).and_then(read) {
        tracing::warn!(?error, "half a change of the damaged cache stays in it");
    }
}

/// Whether a backup is whole, and one of the old cache: a copy of what once was in its place would mix two caches up.
fn is_usable(backup: &Path, old: Option<&Connection>) -> bool {
    let usable = || {
        let connection = schema::open_to_read(backup)?;
        schema::require_ours(&connection, backup)?;
        schema::known_version(&connection)?;
        let same = |old| is_same_line(old, &connection);
        Ok(upkeep::quick_check(&connection)? && old.is_none_or(same))
    };
    usable().unwrap_or_else(|error: StoreError| {
        tracing::warn!(?backup, ?error, "a backup cannot be used");
        false
    })
}
