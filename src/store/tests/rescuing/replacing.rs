//! A file put in the place of the cache, whatever happens meanwhile.

use super::*;

#[test]
fn what_is_restored_takes_the_place_of_the_cache_which_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (before, copy) = (entries(&path), folder.path().join("copy.db"));
    back_up(&path, &copy, &|| true).unwrap();
    let mut database = Database::open(&path).unwrap();
    while database.undo(NOW).unwrap().is_some() {}
    let held = restore(&copy, &path, NOW).unwrap_err();
    assert!(matches!(held, StoreError::Held { .. }), "{held}");
    drop(database);
    let undone = entries(&path);
    let aside = restore(&copy, &path, NOW).unwrap().unwrap();
    assert_eq!(entries(&path), before);
    assert_eq!(entries(&aside), undone);
}

#[test]
fn a_cache_that_somebody_has_open_is_not_moved() {
    let cache = Cache::new();
    let error = rescue(&cache.path, NOW).unwrap_err();
    assert!(matches!(error, StoreError::Held { .. }), "{error}");
    assert!(quick_check(cache.database.connection()).unwrap());
}

#[test]
fn damage_of_a_cache_that_gave_way_to_a_copy_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let copy = folder.path().join("copy.db");
    back_up(&path, &copy, &|| true).unwrap();
    note_damage(&path);
    restore(&copy, &path, NOW).unwrap();
    assert!(!was_damaged(&path), "the copy is whole");
}

/// Leaves a cache as a program leaves it that could have no write-ahead log and died in the middle of a change.
fn half_changed(path: &Path) {
    let journal = format!("{}-journal", path.display());
    let dying = rusqlite::Connection::open(path).unwrap();
    dying.pragma_update(None, "journal_mode", "DELETE").unwrap();
    // Too few pages for the change, which then is in the file before it is whole.
    dying.pragma_update(None, "cache_size", 2).unwrap();
    dying
        .execute_batch("BEGIN; UPDATE headlines SET title = 'half'; UPDATE entries SET saved = 0")
        .unwrap();
    let left = [path, Path::new(&journal)].map(|file| (file, fs::read(file).unwrap()));
    drop(dying);
    for (file, bytes) in left {
        fs::write(file, bytes).unwrap();
    }
}

#[test]
fn half_a_change_is_taken_back_before_a_cache_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    half_changed(&path);
    rescue(&path, NOW).unwrap();
    assert_eq!(compare(&before, &entries(&path)), (before.len(), 0));
}

#[test]
fn half_a_change_of_a_cache_is_not_taken_back_in_the_copy_that_is_put_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let other = Cache::with_feeds(&["z"]);
    let copy = folder.path().join("copy.db");
    back_up(&other.path, &copy, &|| true).unwrap();
    half_changed(&path);
    let aside = restore(&copy, &path, NOW).unwrap().unwrap();
    assert_eq!(entries(&path), []);
    assert_eq!(entries(&aside), before, "what was half changed is whole");
}

/// Leaves the files as a program leaves them that died while it put a finished file in the place of the cache.
fn died_while_replacing(path: &Path, finished: &Path, waiting: &str, moved: &[&str]) {
    fs::rename(finished, format!("{}{waiting}", path.display())).unwrap();
    for suffix in moved {
        let aside = path.with_file_name(format!("aside.db{suffix}"));
        fs::rename(format!("{}{suffix}", path.display()), aside).unwrap();
    }
}

#[test]
fn who_dies_while_a_cache_is_replaced_leaves_it_to_the_next_to_go_on() {
    for (waiting, moved) in [
        (".part.mended", &[""] as &[_]),
        (".part.mended", &[]),
        (".part.restored", &[""]),
        (".part.restored", &[]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = marked(&folder);
        let (copy, before) = (folder.path().join("copy.db"), entries(&path));
        back_up(&path, &copy, &|| true).unwrap();
        let mut database = Database::open(&path).unwrap();
        database.undo(NOW).unwrap();
        drop(database);
        if waiting == ".part.mended" {
            note_damage(&path);
        }
        died_while_replacing(&path, &copy, waiting, moved);
        assert_eq!(entries(&path), before, "{waiting} {moved:?}");
        assert!(!was_damaged(&path));
        assert!(entries(&path) == before, "once is enough");
    }
}

#[test]
fn who_dies_while_a_cache_is_mended_leaves_it_to_the_next_who_mends() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (copy, before) = (folder.path().join("copy.db"), entries(&path));
    back_up(&path, &copy, &|| true).unwrap();
    note_damage(&path);
    died_while_replacing(&path, &copy, ".part.mended", &[""]);
    let rescued = rescue(&path, NOW).unwrap();
    assert_eq!(rescued.entries, before.len() as u64);
    assert!(!was_damaged(&path));
    assert_eq!(entries(&path), before);
}

#[test]
fn what_a_cache_that_is_gone_left_behind_is_not_written_into_the_copy_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let other = Cache::with_feeds(&["z"]);
    let copy = folder.path().join("copy.db");
    back_up(&other.path, &copy, &|| true).unwrap();
    let mut dying = Database::open(&path).unwrap();
    dying.undo(NOW).unwrap();
    let log = format!("{}-wal", path.display());
    let left = fs::read(&log).unwrap();
    drop(dying);
    fs::remove_file(&path).unwrap();
    fs::write(&log, left).unwrap();
    assert_eq!(restore(&copy, &path, NOW).unwrap(), None);
    assert_eq!(entries(&path), []);
}
