//! Copies of the settings file, of the days on which it was another.
//!
//! newsterm changes it as a whole or not at all, but others do not: an editor on a full disk may leave nothing of it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::error::ConfigError;
use super::load::{Config, read_text};

/// What the names of copies begin and end with, around the day.
const NAME: [&str; 2] = ["config-", ".toml"];

/// Copies the settings into a folder as they are on a day, as `2026-11-25`, unless there is a copy of that day, the last
/// one is the same, or they are empty or have mistakes. Of the copies the newest `kept` stay, and older ones that are more than twice
/// as large as the new one. Says whether a copy was made.
///
/// # Errors
/// When the copy cannot be written; then every older one stays.
pub fn copy_settings(
    settings: &Path,
    folder: &Path,
    day: &str,
    kept: usize,
) -> Result<bool, ConfigError> {
    let today = folder.join(day_name(day));
    copy(settings, &today, kept).map_err(|source| ConfigError::NotWritten {
        path: today,
        source,
    })
}

/// The last copy in a folder, where nothing is left of the settings themselves; `day` is today.
#[must_use]
pub fn copy_of_emptied(settings: &Path, folder: &Path, day: &str) -> Option<PathBuf> {
    let emptied = fs::metadata(settings).is_ok_and(|file| file.is_file() && file.len() == 0);
    let copies = emptied.then(|| last_first(&folder.join(day_name(day))));
    copies?.into_iter().next()
}

fn day_name(day: &str) -> String {
    NAME.join(day)
}

fn copy(settings: &Path, today: &Path, kept: usize) -> io::Result<bool> {
    let Ok(text) = read_text(settings) else {
        return Ok(false);
    };
    let copies = last_first(today);
    let same = |copy: &PathBuf| fs::read(copy).is_ok_and(|copy| copy == text.as_bytes());
    let usable = !text.is_empty() && Config::parse(&text, settings).is_ok();
    if kept == 0 || !usable || today.exists() || copies.first().is_some_and(same) {
        return Ok(false);
    }
    if let Some(folder) = today.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = today.with_file_name("config.part");
    let _ = fs::remove_file(&part);
    // Its rights too: there may be passwords in it.
    fs::copy(settings, &part)
        .and_then(|_| File::open(&part)?.sync_all())
        .and_then(|()| fs::rename(&part, today))
        .inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })?;
    let least = text.len().saturating_mul(2) as u64;
    for old in copies.iter().skip(kept - 1) {
        if fs::metadata(old)?.len() <= least {
            fs::remove_file(old)?;
        }
    }
    Ok(true)
}

/// The copies beside that of today, the last first; those of days to come were made when the clock was wrong.
fn last_first(today: &Path) -> Vec<PathBuf> {
    let folder = today.parent().map(fs::read_dir);
    let files = folder.into_iter().flatten().flatten().flatten();
    let is_copy = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(NAME[0]) && name.ends_with(NAME[1]))
    };
    let mut copies: Vec<_> = files.map(|file| file.path()).filter(is_copy).collect();
    copies.sort_unstable_by(|a, b| (a.as_path() > today, b).cmp(&(b.as_path() > today, a)));
    copies
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn settings_are_copied_on_days_on_which_they_are_others() {
        let home = tempfile::tempdir().unwrap();
        let (settings, folder) = (home.path().join("config.toml"), home.path().join("backups"));
        let copies = || {
            let files = fs::read_dir(&folder).into_iter().flatten().flatten();
            let mut names: Vec<_> = files
                .map(|file| file.file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        let copy = |day| copy_settings(&settings, &folder, day, 2).unwrap();
        assert!(!copy("2026-11-20"), "there are none");
        let write = |text: &str| fs::write(&settings, text).unwrap();
        write("# one\n");
        fs::set_permissions(&settings, PermissionsExt::from_mode(0o600)).unwrap();
        assert!(copy("2026-11-21"));
        write("# two\n");
        assert!(!copy("2026-11-21"), "one a day");
        assert!(copy("2026-11-22"));
        assert!(!copy("2026-11-23"), "they are the same");
        // On a full disk.
        write("");
        let last = |settings| copy_of_emptied(settings, &folder, "2026-11-24");
        assert_eq!(last(&settings), Some(folder.join("config-2026-11-22.toml")));
        assert_eq!(last(&home.path().join("other.toml")), None, "there is none");
        assert!(!copy("2026-11-24"));
        write("[[feeds]\n");
        assert!(!copy("2026-11-24"), "this is not TOML");
        assert_eq!(
            copies(),
            ["config-2026-11-21.toml", "config-2026-11-22.toml"]
        );
        write("# three\n");
        assert_eq!(copy_of_emptied(&settings, &folder, "2026-11-25"), None);
        assert!(copy("2026-11-25"));
        assert_eq!(
            copies(),
            ["config-2026-11-22.toml", "config-2026-11-25.toml"]
        );
        let last = folder.join("config-2026-11-25.toml");
        assert_eq!(fs::read_to_string(&last).unwrap(), "# three\n");
        let rights = fs::metadata(&last).unwrap().permissions();
        assert_eq!(rights.mode() & 0o777, 0o600);
    }

    #[test]
    fn what_was_much_longer_stays() {
        let home = tempfile::tempdir().unwrap();
        let settings = home.path().join("config.toml");
        for (day, text) in ["# many feeds\n# and more\n", "#1\n", "#2\n", "#3\n"]
            .into_iter()
            .enumerate()
        {
            fs::write(&settings, text).unwrap();
            let day = format!("2026-11-0{}", day + 1);
            assert!(copy_settings(&settings, home.path(), &day, 1).unwrap());
        }
        let left = |day| home.path().join(day_name(day)).exists();
        let days = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"];
        assert_eq!(days.map(left), [true, false, false, true]);
    }

    #[test]
    fn a_copy_of_a_day_to_come_is_older_than_others() {
        let home = tempfile::tempdir().unwrap();
        let settings = home.path().join("config.toml");
        for (text, day) in [
            ("#1\n", "2056-01-01"),
            ("#2\n", "2026-11-01"),
            ("#3\n", "2026-11-02"),
        ] {
            fs::write(&settings, text).unwrap();
            assert!(copy_settings(&settings, home.path(), day, 2).unwrap());
        }
        let left = |day| home.path().join(day_name(day)).exists();
        let days = ["2056-01-01", "2026-11-01", "2026-11-02"];
        assert_eq!(days.map(left), [false, true, true]);
    }
}
