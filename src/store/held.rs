//! The file of the cache, held open beside the database engine.

use std::collections::BTreeMap;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps a file open that was looked at, until nobody in this process uses it as a database any more.
///
/// A process that closes a file gives up all its locks on it, those of other openings too (POSIX, `close`). Another
/// program that closes the cache then takes itself for the last, and the write-ahead log away from under us, with
/// what is written to it afterwards (`SQLite` before 3.51 does). So whoever has a connection has one of these, and
/// drops it later.
#[derive(Debug)]
pub(super) struct Held(Identity);

/// Device and number of a file.
type Identity = (u64, u64);

/// The openings of one file, and how many hold it.
#[derive(Debug, Default)]
struct Openings {
    files: Vec<File>,
    holders: usize,
}

/// Never closed but with the last holder, and then under the lock, or a new holder could lose its locks.
static OPEN: Mutex<BTreeMap<Identity, Openings>> = Mutex::new(BTreeMap::new());

fn open() -> MutexGuard<'static, BTreeMap<Identity, Openings>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

impl Held {
    /// Opens the file so.
    pub(super) fn open(path: &Path, options: &OpenOptions) -> io::Result<Self> {
        let mut open = open();
        let file = options.open(path)?;
        let identity = identity(&file.metadata()?);
        let openings = open.entry(identity).or_default();
        openings.files.push(file);
        openings.holders += 1;
        Ok(Self(identity))
    }

    /// Reads the start of the file, as far as it goes.
    pub(super) fn start(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let open = open();
        let files = open.get(&self.0).map_or(&[][..], |held| &held.files);
        let mut read = 0;
        // The first was opened for reading, as all are.
        while let Some(file) = files.first() {
            match file.read_at(&mut buffer[read..], read as u64) {
                Ok(0) => break,
                Ok(count) => read += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(read)
    }
}

impl Clone for Held {
    fn clone(&self) -> Self {
        open().entry(self.0).or_default().holders += 1;
        Self(self.0)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut open = open();
        if let Some(openings) = open.get_mut(&self.0) {
            openings.holders -= 1;
            if openings.holders == 0 {
                open.remove(&self.0);
            }
        }
    }
}
