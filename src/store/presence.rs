//! Which newsterms have the cache open: a lock on a file beside it, which the system takes back from the dead.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::StoreError;

/// How long a lock is waited for that somebody seems to hold: a process that is just being started has all files of
/// the one that starts it, and so its locks, until it runs its own program.
const BIRTH: Duration = Duration::from_millis(500);

/// The pause before another try.
const BREATH: Duration = Duration::from_millis(5);

/// Held while the cache is open; any number may hold one.
#[derive(Debug)]
pub(super) struct Presence {
    /// `None` where the file system has no such locks.
    _lock: Option<File>,
    /// Nobody else had the cache open.
    pub(super) first: bool,
}

/// Held by one who takes the place of all others.
#[derive(Debug)]
pub(super) struct Alone {
    /// `None` where the file system has no such locks.
    _lock: Option<File>,
}

/// Held while the cache is copied, by one at a time.
#[derive(Debug)]
pub(super) struct Copying {
    /// `None` where the file system has no such locks, or the folder cannot be written.
    _lock: Option<File>,
}

impl Copying {
    /// Waits for others who are copying the cache.
    pub(super) fn enter(cache: &Path) -> Self {
        let lock = lock_file(cache, ".copying");
        if let Some(Err(error)) = lock.as_ref().map(File::lock) {
            tracing::debug!(?error, "that the cache is being copied cannot be marked");
        }
        Self { _lock: lock }
    }
}

impl Presence {
    /// Makes known that the cache is open here.
    pub(super) fn enter(cache: &Path) -> Self {
        let Some(lock) = lock_file(cache, ".lock") else {
            return Self {
                _lock: None,
                first: false,
            };
        };
        let first = lock.try_lock().is_ok();
        if let Err(error) = lock.lock_shared() {
            tracing::debug!(?error, "the cache cannot be marked as open");
            return Self {
                _lock: None,
                first: false,
            };
        }
        Self {
            _lock: Some(lock),
            first,
        }
    }
}

impl Alone {
    /// Makes sure that nobody else has the cache open, nor opens it before this is dropped.
    ///
    /// # Errors
    /// [`StoreError::Held`] when somebody has.
    pub(super) fn with(cache: &Path) -> Result<Self, StoreError> {
        let Some(lock) = lock_file(cache, ".lock") else {
            return Ok(Self { _lock: None });
        };
        match try_patiently(&lock) {
            Ok(()) => Ok(Self { _lock: Some(lock) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Held {
                path: cache.to_owned(),
            }),
            Err(TryLockError::Error(error)) => {
                tracing::debug!(?error, "the cache cannot be locked");
                Ok(Self { _lock: None })
            }
        }
    }
}

fn try_patiently(lock: &File) -> Result<(), TryLockError> {
    let since = Instant::now();
    loop {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) if since.elapsed() < BIRTH => thread::sleep(BREATH),
            tried => return tried,
        }
    }
}

fn lock_file(cache: &Path, suffix: &str) -> Option<File> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .open(beside(cache, suffix))
        .ok()
}

/// The path of a file beside the cache.
pub(super) fn beside(cache: &Path, suffix: &str) -> PathBuf {
    let mut path = cache.as_os_str().to_owned();
    path.push(suffix);
    path.into()
}

/// Whether the write-ahead log holds what is not yet in the cache: nobody has closed it well, or it is open.
pub(super) fn has_log(cache: &Path) -> bool {
    std::fs::metadata(beside(cache, "-wal")).is_ok_and(|log| log.len() > 0)
}
