//! Copies of the cache: those the program makes every day, and those the reader asks for.
//!
//! A copy is taken on a connection of its own, from one state of the cache, page by page: nobody waits for it. It
//! is one file that needs no other, and has its name only when it is whole and on the disk.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::presence::{Alone, Copying, beside};
use super::replacing::{Why, finish_replacing, put, replace};
use super::{StoreError, schema, upkeep};
use crate::model::Timestamp;

/// Pages copied at a time; between two the copy can be given up.
const STEP: i32 = 64;

/// Memory for pages of each of the two files, as `PRAGMA cache_size` wants it: negative, kilobytes. Each page is read
/// once, and written once.
const PAGES: i64 = -512;

/// How much room a disk must have left beside the copy: bytes.
const ROOM: u64 = 256 * 1024 * 1024;

/// The folder of the copies that the program makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backups {
    cache: PathBuf,
    folder: PathBuf,
}

impl Backups {
    /// The copies of the cache at a path, in the folder `backups` beside it.
    #[must_use]
    pub fn of(cache: &Path) -> Self {
        Self {
            cache: cache.to_owned(),
            folder: schema::folder_of(cache).join("backups"),
        }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the day of an instant is called in the names of copies: that of UTC.
    #[must_use]
    pub fn day(instant: Timestamp) -> String {
        date(instant)
    }

    /// Where the copy of a day is, or would be.
    #[must_use]
    pub fn path(&self, day: Timestamp) -> PathBuf {
        self.folder.join(format!("newsterm-{}.db", date(day)))
    }

    /// The copies there are, the newest first.
    #[must_use]
    pub fn list(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut copies: Vec<_> = files
            .map(|file| file.path())
            .filter(|path| is_copy(path))
            .collect();
        copies.sort_unstable_by(|a, b| b.cmp(a));
        copies
    }

    /// The copies there are, the last first. One of a day that is yet to come was made when the clock was wrong: it may be
    /// of any age, and must not stand before those that are made now for years.
    pub(super) fn last_first(&self, now: Timestamp) -> Vec<PathBuf> {
        let (today, mut copies) = (self.path(now), self.list());
        copies.sort_by_key(|copy| *copy > today);
        copies
    }

    /// Makes the copy of today unless there is one, and lets go of those beyond the newest `kept`. An older one that
    /// is more than twice as large as today's stays: something may have been lost since.
    ///
    /// Returns whether a copy was made. `go_on` is asked again and again; once it says no, nothing has changed.
    ///
    /// # Errors
    /// When the cache cannot be read or is damaged, or the copy cannot be written; then every older one stays.
    pub fn make_daily(
        &self,
        now: Timestamp,
        kept: usize,
        go_on: &dyn Fn() -> bool,
    ) -> Result<bool, StoreError> {
        let today = self.path(now);
        if kept == 0 {
            return Ok(false);
        }
        let turn = Copying::enter(&self.cache);
        self.clear_away();
        if today.exists() || !self.has_room() {
            return Ok(false);
        }
        copy_to(&turn, &self.cache, &today, go_on)?;
        let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let least = size(&today).saturating_mul(2);
        for old in self.last_first(now).into_iter().skip(kept) {
            if size(&old) <= least {
                fs::remove_file(&old).map_err(|source| cannot_move(&old, source))?;
            }
        }
        Ok(true)
    }

    /// Removes what is left of copies with which the program ended: the next would take their place only on the same day.
    fn clear_away(&self) {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let is_left = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str());
            let copy = name.and_then(|name| name.split_once(".part"));
            copy.is_some_and(|(copy, _)| is_copy(Path::new(copy)))
        };
        for left in files.map(|file| file.path()).filter(is_left) {
            if let Err(error) = fs::remove_file(&left) {
                tracing::warn!(?left, ?error, "what is left of a copy stays");
            }
        }
    }

    /// Whether the disk has room for a copy, and for the cache to go on beside it.
    fn has_room(&self) -> bool {
        let need = fs::metadata(&self.cache).map_or(0, |file| file.len()) + ROOM;
        let folder = schema::folder_of(&self.cache);
        rustix::fs::statvfs(&folder)
            .is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= need)
    }
}

/// Whether a file has the name of a copy that the program made.
fn is_copy(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let day = name.and_then(|name| name.strip_prefix("newsterm-")?.strip_suffix(".db"));
    day.is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

/// The day of an instant, UTC, as `2026-11-25`.
pub(super) fn date(instant: Timestamp) -> String {
    jiff::Timestamp::from_second(instant.0)
        .unwrap_or_default()
        .strftime("%Y-%m-%d")
        .to_string()
}

/// Copies the cache to a file, which takes the place of one that is there; waits for others who are copying it.
///
/// `go_on` is asked after every few pages; once it says no, there is no copy.
///
/// # Errors
/// When the cache cannot be read or is damaged, [`StoreError::Interrupted`], and when the copy cannot be written.
pub fn back_up(cache: &Path, to: &Path, go_on: &dyn Fn() -> bool) -> Result<(), StoreError> {
    copy_to(&Copying::enter(cache), cache, to, go_on)
}

/// Copies the cache in one's turn: two would write to one file beside the copy, and one of them give it its name while
/// it is only half there.
fn copy_to(
    _turn: &Copying,
    cache: &Path,
    to: &Path,
    go_on: &dyn Fn() -> bool,
) -> Result<(), StoreError> {
    schema::create_folder(to)?;
    let part = beside(to, ".part");
    let made = copy(cache, &part, go_on).and_then(|()| put(&part, to));
    if made.is_err() {
        discard(&part);
    }
    made
}

/// Puts a copy in the place of the cache; the cache that is there is moved aside, and its new path given.
///
/// # Errors
/// When the copy is no whole cache of ours, another newsterm has the cache open, or the files cannot be written.
/// Then the cache is as before.
pub fn restore(
    copy_file: &Path,
    cache: &Path,
    now: Timestamp,
) -> Result<Option<PathBuf>, StoreError> {
    schema::create_folder(cache)?;
    if !schema::inspect(copy_file)? {
        return Err(StoreError::CannotOpen {
            path: copy_file.to_owned(),
            source: ErrorKind::NotFound.into(),
        });
    }
    let _alone = Alone::with(cache)?;
    finish_replacing(cache)?;
    let part = beside(cache, ".part");
    let made = copy(copy_file, &part, &|| true);
    if made.is_err() {
        discard(&part);
    }
    made?;
    replace(cache, &part, Why::Restored, now)
}

/// Copies a cache, and looks whether the copy is whole.
fn copy(from: &Path, to: &Path, go_on: &dyn Fn() -> bool) -> Result<(), StoreError> {
    discard(to);
    let source = schema::open_to_read(from)?;
    schema::require_ours(&source, from)?;
    schema::known_version(&source)?;
    source.pragma_update(None, "cache_size", PAGES)?;
    // One state of the cache for the whole copy: otherwise it would begin anew after every change.
    let snapshot = source.unchecked_transaction()?;
    snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let mut target = Connection::open(to)?;
    // It is put on the disk once, at the end.
    target.pragma_update(None, "synchronous", "OFF")?;
    target.pragma_update(None, "cache_size", PAGES)?;
    {
        let backup = Backup::new(&source, &mut target)?;
        while backup.step(STEP)? != StepResult::Done {
            if !go_on() {
                return Err(StoreError::Interrupted);
            }
        }
    }
    // A single file, with no write-ahead log beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    if upkeep::quick_check(&target)? {
        return Ok(());
    }
    let damaged = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(damaged, None).into())
}

/// Removes what is left of a file that was not finished.
pub(super) fn discard(part: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        // Mostly there is none.
        let _ = fs::remove_file(beside(part, suffix));
    }
}

pub(super) fn cannot_move(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::CannotMove {
        path: path.to_owned(),
        source,
    }
}
