//! A new file put in the place of the cache, the old one moved out of the way: both, whatever happens meanwhile.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::backups::{cannot_move, date, discard};
use super::presence::{Alone, beside};
use super::rescue::forget_damage;
use super::{StoreError, schema};
use crate::model::Timestamp;

/// Why a cache gives way to another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It cannot be used.
    Damaged,
    /// The reader wants a copy in its place.
    Restored,
}

impl Why {
    const ALL: [Self; 2] = [Self::Damaged, Self::Restored];

    /// Where a finished file waits for its place.
    fn waiting(self, cache: &Path) -> PathBuf {
        match self {
            Self::Damaged => beside(cache, ".part.mended"),
            Self::Restored => beside(cache, ".part.restored"),
        }
    }

    /// What the old file is called from then on, before the day.
    const fn aside(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Restored => "replaced",
        }
    }
}

/// Puts a finished file in the place of the cache, which is moved aside; gives its new path, or none where there is none.
/// To be called by who is [`Alone`].
///
/// The file has a name first that tells that it is finished: where the program dies before the end, the next one that
/// opens the cache goes on.
pub(super) fn replace(
    cache: &Path,
    finished: &Path,
    why: Why,
    now: Timestamp,
) -> Result<Option<PathBuf>, StoreError> {
    let waiting = why.waiting(cache);
    put(finished, &waiting).inspect_err(|_| discard(finished))?;
    go_on(cache, why, now).inspect_err(|_| {
        // All is as before. Without a cache there is only this file.
        if cache.exists() {
            discard(&waiting);
        }
    })
}

/// Whether a file waits to be put in the place of the cache: somebody is about to do it, or has died before.
pub(super) fn is_under_way(cache: &Path) -> bool {
    Why::ALL.iter().any(|why| why.waiting(cache).exists())
}

/// Goes on where a program has died that was replacing the cache; gives where the old file is. To be called by who is
/// [`Alone`].
pub(super) fn finish_replacing(cache: &Path) -> Result<Option<PathBuf>, StoreError> {
    let mut aside = None;
    for why in Why::ALL {
        if let Ok(about) = fs::metadata(why.waiting(cache)) {
            let made = about.modified().ok();
            let made = made.and_then(|made| made.duration_since(UNIX_EPOCH).ok());
            let made = made.map_or(0, |made| made.as_secs());
            let moved = go_on(cache, why, Timestamp(made.cast_signed()))?;
            tracing::warn!(
                ?moved,
                "another file is in the place of the cache, as it was to be"
            );
            aside = Some(moved.unwrap_or_else(|| cache.to_owned()));
        }
    }
    Ok(aside)
}

/// The same where nobody else has the cache open; who has is not disturbed.
pub(super) fn finish_alone(cache: &Path) -> Result<(), StoreError> {
    if !is_under_way(cache) {
        return Ok(());
    }
    match Alone::with(cache) {
        Ok(_alone) => finish_replacing(cache).map(drop),
        Err(StoreError::Held { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

fn go_on(cache: &Path, why: Why, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    let aside = move_aside(cache, why, now)?;
    put(&why.waiting(cache), cache)?;
    forget_damage(cache)?;
    Ok(aside)
}

/// Gives a finished file its name, after it is on the disk.
pub(super) fn put(part: &Path, path: &Path) -> Result<(), StoreError> {
    let named = || {
        File::open(part)?.sync_all()?;
        fs::rename(part, path)
    };
    named().map_err(|source| cannot_move(path, source))?;
    // Not every file system can, those of a network above all; the file itself is on the disk.
    let synced = File::open(schema::folder_of(path)).and_then(|folder| folder.sync_all());
    if let Err(error) = synced {
        tracing::debug!(?error, "a folder is not brought to the disk");
    }
    Ok(())
}

/// Moves a cache out of the way with the files that belong to it; gives its new path, or none where there is none.
fn move_aside(cache: &Path, why: Why, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    let why = why.aside();
    let name = |n: u32| match n {
        0 => beside(cache, &format!(".{why}-{}", date(now))),
        n => beside(cache, &format!(".{why}-{}-{n}", date(now))),
    };
    let aside = (0..=u32::MAX)
        .map(name)
        .find(|path| !path.exists())
        .expect("some number is free");
    // The logs first: alone they are nothing, but the cache without one would be another. What takes its place must not
    // find one, be it left of a cache that is gone. That for rolling back is there where a program died that could not
    // have a write-ahead log.
    for (suffix, kept) in [("-wal", true), ("-journal", true), ("-shm", false)] {
        let from = beside(cache, suffix);
        let moved = if kept {
            fs::rename(&from, beside(&aside, suffix))
        } else {
            fs::remove_file(&from)
        };
        match moved {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(cannot_move(&from, error));
            }
            _ => {}
        }
    }
    match fs::rename(cache, &aside) {
        Ok(()) => Ok(Some(aside)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot_move(cache, error)),
    }
}
