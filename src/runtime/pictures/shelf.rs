//! Pictures on the disk, as they came.
//!
//! A file is called by the hash of the picture's address, so that no server names one; they are for the reader alone.
//! What has not been looked at for longest goes when there is no more room.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::runtime::clock;
use crate::runtime::digest;

/// The ending of a file that is being written.
const UNDONE: &str = "new";

/// A folder of pictures.
#[derive(Debug)]
pub(in crate::runtime) struct Shelf {
    folder: PathBuf,
    /// Bytes that all pictures may take together.
    room: u64,
    /// One at a time makes room.
    sweeping: Mutex<()>,
}

impl Shelf {
    /// Keeps pictures in a folder, which is made with the first of them; no more than `room` bytes.
    pub(in crate::runtime) fn new(folder: PathBuf, room: u64) -> Self {
        Self {
            folder,
            room,
            sweeping: Mutex::default(),
        }
    }

    /// The picture of an address, where it is kept.
    pub(super) fn get(&self, url: &str) -> Option<Vec<u8>> {
        let file = File::open(self.folder.join(digest::of_address(url))).ok()?;
        if let Err(error) = file.set_modified(now()) {
            tracing::info!(?error, "a picture is older than it seems");
        }
        let mut bytes = Vec::new();
        file.take(self.room).read_to_end(&mut bytes).ok()?;
        (!bytes.is_empty()).then_some(bytes)
    }

    /// Keeps a picture, in place of those not looked at for longest. Where that fails it is fetched again next time.
    pub(super) fn put(&self, url: &str, bytes: &[u8]) {
        if bytes.len() as u64 > self.room {
            return;
        }
        let kept = self
            .write(&digest::of_address(url), bytes)
            .and_then(|()| self.sweep());
        if let Err(error) = kept {
            tracing::warn!(?error, "a picture is not kept");
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)?;
        // Another program may write the same picture at the same time.
        let beside = format!("{name}.{}.{UNDONE}", std::process::id());
        let beside = self.folder.join(beside);
        // One that was not written to its end; and never through a link.
        let _ = fs::remove_file(&beside);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let written = options
            .open(&beside)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&beside, self.folder.join(name)));
        if written.is_err() {
            // It may not have been made at all.
            let _ = fs::remove_file(&beside);
        }
        written
    }

    /// Removes what is too much.
    fn sweep(&self) -> io::Result<()> {
        // Who panicked while it swept has left nothing undone that the next sweep does not find.
        let _alone = self.sweeping.lock();
        let mut files = self.files()?;
        files.sort_unstable_by_key(|(_, used, _)| std::cmp::Reverse(*used));
        let mut taken = 0_u64;
        for (path, _, size) in files {
            taken = taken.saturating_add(size);
            if taken > self.room {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// The pictures, when each was last looked at, and its bytes.
    fn files(&self) -> io::Result<Vec<(PathBuf, SystemTime, u64)>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !is_ours(&entry.path()) {
                continue;
            }
            // One that another program has just removed is not there.
            if let Ok(known) = entry.metadata()
                && known.is_file()
            {
                files.push((entry.path(), known.modified()?, known.len()));
            }
        }
        Ok(files)
    }
}

/// The time now, as files have it.
fn now() -> SystemTime {
    let seconds = u64::try_from(clock::now().0).unwrap_or_default();
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// Whether a file is called as pictures are, or as those that were not written to their end.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let stem = name.and_then(|name| name.split('.').next());
    stem.is_some_and(|stem| stem.len() == 64 && stem.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const ROOM: u64 = 1000;

    fn shelf() -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().join("cache/pictures"), ROOM);
        (folder, shelf)
    }

    /// Lets a picture look as if it had not been looked at for some hours.
    fn age(shelf: &Shelf, url: &str, hours: u64) {
        let file = File::open(shelf.folder.join(digest::of_address(url))).unwrap();
        let then = now() - Duration::from_hours(hours);
        file.set_modified(then).unwrap();
    }

    #[test]
    fn a_picture_is_kept_under_a_name_no_server_chose_and_for_the_reader_alone() {
        let (_folder, shelf) = shelf();
        let url = "https://a.example/../../etc/passwd?\u{1b}[0m";
        assert_eq!(shelf.get(url), None);
        shelf.put(url, b"picture");
        assert_eq!(shelf.get(url).as_deref(), Some(&b"picture"[..]));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let files: Vec<_> = fs::read_dir(&shelf.folder).unwrap().flatten().collect();
        assert_eq!(files.len(), 1);
        assert!(is_ours(&files[0].path()));
        assert_eq!(mode(&files[0].path()), 0o600);
        assert_eq!(mode(&shelf.folder), 0o700);
    }

    #[test]
    fn the_one_not_looked_at_for_longest_makes_room() {
        let (_folder, shelf) = shelf();
        for (n, url) in ["a", "b", "c"].into_iter().enumerate() {
            shelf.put(url, &[0; 300]);
            age(&shelf, url, 9 - n as u64);
        }
        assert!(shelf.get("a").is_some());
        shelf.put("d", &[0; 300]);
        let kept = ["a", "b", "c", "d"].map(|url| shelf.get(url).is_some());
        assert_eq!(kept, [true, false, true, true]);
    }

    #[test]
    fn one_that_is_larger_than_all_the_room_is_not_kept_and_takes_nothing_from_others() {
        let (_folder, shelf) = shelf();
        shelf.put("a", &[0; 300]);
        shelf.put("b", &[0; 1001]);
        assert_eq!(shelf.get("b"), None);
        assert!(shelf.get("a").is_some());
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let (folder, shelf) = shelf();
        shelf.put("a", b"picture");
        let mine = folder.path().join("mine");
        fs::write(&mine, "mine").unwrap();
        for link in [
            digest::of_address("b"),
            format!(
                "{}.{}.{UNDONE}",
                digest::of_address("b"),
                std::process::id()
            ),
        ] {
            std::os::unix::fs::symlink(&mine, shelf.folder.join(link)).unwrap();
        }
        shelf.put("b", b"another");
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
        assert_eq!(shelf.get("b").as_deref(), Some(&b"another"[..]));
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        let (_folder, shelf) = shelf();
        shelf.put("a", &[0; 900]);
        let other = shelf.folder.join("holiday.png");
        fs::write(&other, [0; 900]).unwrap();
        shelf.put("b", &[0; 900]);
        assert!(other.exists());
    }
}
