//! The part of a file that has come, and the notes by which it goes on.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::DownloadError;
use super::name::{file_name, numbered};
use crate::feed::fetch::Part;
use crate::runtime::digest;

/// What a part is called: the name of the file, and this.
const PART: &str = ".part";
/// And its notes.
const NOTES: &str = ".part.json";
/// And its notes until they are written to their end.
const NEW: &str = ".new";
/// The longest notes that are read, in bytes.
const LONGEST_NOTES: u64 = 64 * 1024;
/// So many files of one name may be there.
const NAMESAKES: u32 = 10_000;

/// What is known of a file of which a part is here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Notes {
    /// The hash of its address, which may have a password in it.
    pub(super) address: String,
    /// What it will be called, if nothing else is.
    pub(super) name: String,
    /// What tells it from another at the same address.
    pub(super) validator: Option<String>,
    /// Its length in bytes.
    pub(super) total: Option<u64>,
    /// It is a web page itself.
    #[serde(default)]
    pub(super) page: bool,
}

/// A part that nobody else writes meanwhile; an empty one does not stay.
#[derive(Debug)]
pub(super) struct PartFile {
    file: File,
    path: PathBuf,
    notes: Notes,
    length: u64,
    finished: bool,
}

impl PartFile {
    /// Takes up the part of a file where there is one, else makes one of this name.
    pub(super) fn take(folder: &Path, url: &str, name: &str) -> Result<Self, DownloadError> {
        let failed = |source| failed(folder, source);
        fs::create_dir_all(folder).map_err(failed)?;
        let address = digest::of_address(url);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Some(path) = part_of_notes(&path) else {
                continue;
            };
            if notes(&path).is_some_and(|notes| notes.address == address)
                && let Some(part) = Self::found(path)?
            {
                return Ok(part);
            }
        }
        Self::made(folder, address, name)
    }

    /// Takes up a part; `None` where it has become something else meanwhile.
    fn found(path: PathBuf) -> Result<Option<Self>, DownloadError> {
        let file = match OpenOptions::new().read(true).write(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.map_err(|source| failed(&path, source))?,
        };
        lock(&file, &path)?;
        // Who held it may have finished it between opening and locking.
        let (Ok(opened), Ok(there)) = (file.metadata(), fs::symlink_metadata(&path)) else {
            return Ok(None);
        };
        let same = (opened.dev(), opened.ino()) == (there.dev(), there.ino());
        let Some(notes) = notes(&path).filter(|_| same && opened.is_file()) else {
            return Ok(None);
        };
        let mut part = Self {
            length: opened.len(),
            file,
            path,
            notes,
            finished: false,
        };
        let more = part.notes.total.is_some_and(|total| part.length > total);
        if more {
            part.empty()?;
        }
        let end = part.file.seek(SeekFrom::End(0));
        end.map_err(|source| failed(&part.path, source))?;
        Ok(Some(part))
    }

    fn made(folder: &Path, address: String, name: &str) -> Result<Self, DownloadError> {
        let (path, file) = first_free(folder, name, PART, |path| {
            // Notes without their part are of another file.
            fs::symlink_metadata(beside(path)).is_err()
        })?;
        lock(&file, &path)?;
        let part = Self {
            file,
            path,
            notes: Notes {
                address,
                name: name.to_owned(),
                ..Notes::default()
            },
            length: 0,
            finished: false,
        };
        part.note()?;
        Ok(part)
    }

    /// What the server is to be told of it.
    pub(super) fn known(&self) -> Part {
        Part {
            length: self.length,
            validator: self.notes.validator.clone(),
            total: self.notes.total,
        }
    }

    /// What the file will be called, if nothing else is.
    pub(super) fn name(&self) -> &str {
        &self.notes.name
    }

    /// Its length in bytes.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// The length of the whole in bytes, where it is known.
    pub(super) const fn total(&self) -> Option<u64> {
        self.notes.total
    }

    /// Whether a web page in its place is another file: it has come in part, and is none.
    pub(super) const fn is_no_page(&self) -> bool {
        self.length > 0 && !self.notes.page
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes note of the length of the whole, where that was not known.
    pub(super) fn learn(&mut self, total: Option<u64>) {
        self.notes.total = self.notes.total.or(total);
    }

    /// Whether nothing is lacking, as far as that is known.
    pub(super) fn is_whole(&self) -> bool {
        self.notes.total == Some(self.length)
    }

    /// Begins with another file.
    pub(super) fn begin(mut self, notes: Notes) -> Result<Self, DownloadError> {
        // The bytes go before the notes: whatever happens between, no notes stand for the bytes of another file.
        self.empty()?;
        self.notes = notes;
        self.note()?;
        Ok(self)
    }

    fn empty(&mut self) -> Result<(), DownloadError> {
        let emptied = self
            .file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            .map_err(|source| failed(&self.path, source));
        self.length = 0;
        emptied
    }

    /// Writes what comes next.
    pub(super) fn append(mut self, bytes: &[u8]) -> Result<Self, DownloadError> {
        let written = self.file.write_all(bytes);
        // A full disk takes what it has room for; that belongs to the file as well.
        self.length = if written.is_ok() {
            self.length + bytes.len() as u64
        } else {
            let taken = self.file.metadata().map_or(0, |file| file.len());
            self.length.max(taken)
        };
        written.map_err(|source| failed(&self.path, source))?;
        Ok(self)
    }

    /// Gives the file its name, one that no file has yet, and tells it.
    pub(super) fn finish(mut self) -> Result<PathBuf, DownloadError> {
        let synced = self.file.sync_all();
        synced.map_err(|source| failed(&self.path, source))?;
        let folder = self.path.parent().unwrap_or(Path::new("")).to_owned();
        // Notes are a file that anybody can have written.
        let name = file_name(Some(&self.notes.name), "", None);
        let (path, reserved) = first_free(&folder, &name, "", |_| true)?;
        if let Err(source) = fs::rename(&self.path, &path) {
            drop(reserved);
            let _ = fs::remove_file(&path);
            return Err(failed(&self.path, source));
        }
        self.finished = true;
        // Notes without their part say nothing.
        let _ = fs::remove_file(beside(&self.path));
        if let Ok(folder) = File::open(&folder) {
            let _ = folder.sync_all();
        }
        Ok(path)
    }

    /// Throws away what has come.
    pub(super) fn discard(mut self) {
        self.length = 0;
    }

    /// Writes the notes, as a whole or not at all; over no file that is there and through no link.
    fn note(&self) -> Result<(), DownloadError> {
        let path = beside(&self.path);
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let name = self.path.file_name().and_then(OsStr::to_str);
        let (new, mut file) = first_free(folder, name.unwrap_or(PART), NEW, |_| true)?;
        let written = serde_json::to_vec(&self.notes)
            .map_err(io::Error::from)
            .and_then(|notes| file.write_all(&notes))
            .and_then(|()| fs::rename(&new, &path));
        written.map_err(|source| {
            let _ = fs::remove_file(&new);
            failed(&path, source)
        })
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if self.length == 0 && !self.finished {
            // In this order: notes without their part say nothing.
            let _ = fs::remove_file(&self.path);
            let _ = fs::remove_file(beside(&self.path));
        }
    }
}

/// Makes a file of a name, or of one with a number, that is not there yet.
fn first_free(
    folder: &Path,
    name: &str,
    suffix: &str,
    fits: impl Fn(&Path) -> bool,
) -> Result<(PathBuf, File), DownloadError> {
    for n in 1..=NAMESAKES {
        let path = folder.join(numbered(name, n) + suffix);
        if !fits(&path) {
            continue;
        }
        let made = OpenOptions::new().write(true).create_new(true).open(&path);
        match made {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(failed(&path, source)),
        }
    }
    Err(failed(&folder.join(name), ErrorKind::AlreadyExists.into()))
}

/// Keeps others from a part as long as it is open. A file system without locks has none to keep.
fn lock(file: &File, path: &Path) -> Result<(), DownloadError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(DownloadError::Busy {
            path: path.to_owned(),
        }),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// The notes of a part, where there are any that can be read.
fn notes(part: &Path) -> Option<Notes> {
    let mut text = Vec::new();
    let path = beside(part);
    // A pipe would be waited for without end.
    fs::symlink_metadata(&path)
        .ok()
        .filter(fs::Metadata::is_file)?;
    let file = File::open(path).ok()?;
    file.take(LONGEST_NOTES).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// Where the notes of a part are.
fn beside(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

/// The part that notes belong to; `None` for a file that is none.
fn part_of_notes(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(NOTES)?;
    (!name.is_empty()).then(|| path.with_file_name(name.to_owned() + PART))
}

fn failed(path: &Path, source: io::Error) -> DownloadError {
    DownloadError::Write {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;
