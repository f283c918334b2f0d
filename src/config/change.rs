//! A text file changed as a whole or not at all.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::ConfigError;
use super::load::read_text;

/// How often a change begins anew because somebody else has written in between.
const ATTEMPTS: usize = 8;

/// How many links one after the other lead to a file (as Linux: `path_resolution(7)`).
const LINKS: usize = 40;

/// Waits a while before the next try, being told how often it was tried in vain; says whether to try at all.
pub type Wait<'a> = &'a dyn Fn(usize) -> bool;

/// What an edit makes of a text: the new text, where it is to be written, and what came of it.
pub(super) struct Edited<T> {
    pub text: Option<String>,
    pub result: T,
}

/// Changes the text of a file by `edit`, which is given `None` where there is no file.
///
/// The new text stands in a file of its own, on the disk, before that takes the place of the old one: whatever
/// happens, one of the two is there and whole. Links are followed, and rights are kept. Two programs that change
/// the file by this function wait for each other; where another program, an editor above all, has written
/// in between, the edit begins anew.
pub(super) fn change<T>(
    path: &Path,
    wait: Wait<'_>,
    edit: impl Fn(Option<&str>) -> Result<Edited<T>, ConfigError>,
) -> Result<T, ConfigError> {
    let target = target(path);
    let failed = |source| ConfigError::NotWritten {
        path: path.to_owned(),
        source,
    };
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder).map_err(failed)?;
    let folder = Held(File::open(&folder).map_err(failed)?);
    // A file system without locks leaves the comparison below.
    for tries in 1.. {
        match folder.0.try_lock() {
            Err(TryLockError::WouldBlock) if wait(tries) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(ConfigError::Locked {
                    path: path.to_owned(),
                });
            }
            Ok(()) | Err(TryLockError::Error(_)) => break,
        }
    }
    for _ in 0..ATTEMPTS {
        let before = read(&target)?;
        let Edited { text, result } = edit(before.as_deref())?;
        let Some(text) = text else {
            return Ok(result);
        };
        let beside = write_beside(&target, &text).map_err(failed)?;
        if read(&target)? != before {
            let _ = fs::remove_file(&beside);
            continue;
        }
        fs::rename(&beside, &target).map_err(|source| {
            let _ = fs::remove_file(&beside);
            failed(source)
        })?;
        // Not every file system can; the file itself is on the disk.
        let _ = folder.0.sync_all();
        return Ok(result);
    }
    Err(not_edited(path))
}

/// A folder that is held until this is dropped. Closing it would not do: a program that is being started has it open
/// for a moment as well (`flock(2)`).
struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // Fails where there are no locks.
        let _ = self.0.unlock();
    }
}

/// The file cannot be changed so that all else in it stays as it is.
pub(super) fn not_edited(path: &Path) -> ConfigError {
    ConfigError::NotEdited {
        path: path.to_owned(),
    }
}

/// The file that a path leads to, by way of links; it need not be there.
fn target(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&path) else {
            break;
        };
        path = match path.parent() {
            Some(folder) => folder.join(next),
            None => next,
        };
    }
    path
}

fn read(path: &Path) -> Result<Option<String>, ConfigError> {
    match read_text(path) {
        Ok(text) => Ok(Some(text)),
        Err(ConfigError::Missing { .. } | ConfigError::FolderMissing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a text to a new file beside another, with its rights, and brings it to the disk.
fn write_beside(path: &Path, text: &str) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    // One left behind by a program that was killed.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    let written = match fs::metadata(path) {
        // A file that nobody may write is not to be got around by putting another in its place.
        Ok(about) if about.permissions().readonly() => Err(ErrorKind::PermissionDenied.into()),
        Ok(about) => file.set_permissions(about.permissions()),
        Err(_) => Ok(()),
    };
    let written = written
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all());
    if let Err(error) = written {
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    Ok(beside)
}
