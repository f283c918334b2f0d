//! Copies of the cache, and what can be saved of one that is damaged.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::upkeep::quick_check;
use super::*;

const PAGE: usize = 16 * 1024;

/// A closed cache of two feeds with 1,200 entries each; of the first 600 every third read, every seventh saved.
fn marked(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("newsterm.db");
    let mut cache = Database::open(&path).unwrap();
    cache
        .subscribe(&[subscription("a"), subscription("b")])
        .unwrap();
    for state in cache.poll_states().unwrap() {
        let entries = (0..1200).map(|n| long(&format!("{}-{n}", state.feed.0), n));
        let update = FeedUpdate {
            entries: entries.collect(),
            ..FeedUpdate::default()
        };
        cache.record_update(state.feed, &update, NOW).unwrap();
    }
    for entry in (1..=600).map(EntryId) {
        if entry.0 % 3 == 0 {
            let read = Action::MarkRead { entry, read: true };
            cache.perform(&read, NOW).unwrap();
        }
        if entry.0 % 7 == 0 {
            let save = Action::Save { entry, saved: true };
            cache.perform(&save, NOW).unwrap();
        }
        if entry.0 % 11 == 0 {
            let tags = tags_in("قراءة, Later");
            cache.perform(&Action::Tag { entry, tags }, NOW).unwrap();
        }
    }
    path
}

/// An entry with a text.
fn long(title: &str, age: i64) -> NewEntry {
    let words: String = (0..50)
        .map(|n| format!("{title}/{} ", n * n * 7919))
        .collect();
    NewEntry {
        body: Body {
            kind: BodyKind::Html,
            content: words,
        },
        ..entry(title, age)
    }
}

/// The headlines of a whole cache, each with its marks.
fn entries(path: &Path) -> Vec<Headline> {
    let database = Database::open(path).unwrap();
    assert!(database.check().unwrap().is_empty());
    let reader = database.reader().unwrap();
    let everything = WindowRequest {
        reach: 3000,
        ..request(List::All)
    };
    reader.window(&everything).unwrap().rows
}

/// The entries that are as they were before, and how many have other marks.
fn compare(before: &[Headline], after: &[Headline]) -> (usize, usize) {
    let same = after.iter().filter(|row| before.contains(row)).count();
    let known = |row: &&Headline| before.iter().any(|old| old.title == row.title);
    let changed = after.iter().filter(known).count() - same;
    (same, changed)
}

fn database_error(path: &Path) -> StoreError {
    match Database::open(path).map(|database| database.check()) {
        Err(error) | Ok(Err(error)) => error,
        Ok(Ok(faults)) => panic!("it opens: {faults:?}"),
    }
}

#[test]
fn a_backup_is_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let copy = folder.path().join("copy.db");
    // Also of a cache that is open, with what is only in its write-ahead log.
    let mut open = Database::open(&path).unwrap();
    let last = Action::Save {
        entry: EntryId(1),
        saved: true,
    };
    open.perform(&last, NOW).unwrap();
    back_up(&path, &copy, &|| true).unwrap();
    let alone = tempfile::tempdir().unwrap();
    let moved = alone.path().join("moved.db");
    fs::rename(&copy, &moved).unwrap();
    drop(open);
    assert_eq!(entries(&moved), entries(&path));
}

#[test]
fn a_backup_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let error = back_up(&path, &folder.path().join("copy.db"), &|| false).unwrap_err();
    assert!(matches!(error, StoreError::Interrupted), "{error}");
    let files = fs::read_dir(folder.path()).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.find(|name| name.starts_with("copy")), None);
}

#[test]
fn writing_goes_on_while_a_backup_is_made_of_one_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let copy = folder.path().join("copy.db");
    let database = std::cell::RefCell::new(Database::open(&path).unwrap());
    let write = || {
        let action = Action::Save {
            entry: EntryId(2),
            saved: true,
        };
        let mut database = database.borrow_mut();
        database.perform(&action, NOW).unwrap();
        true
    };
    back_up(&path, &copy, &write).unwrap();
    assert_eq!(entries(&copy), before);
}

#[test]
fn a_damaged_cache_is_not_backed_up_in_place_of_a_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    assert!(backups.make_daily(NOW, 2, &|| true).unwrap());
    break_page(&path, 40);
    let tomorrow = NOW.plus_seconds(DAY);
    let error = backups.make_daily(tomorrow, 1, &|| true).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert_eq!(backups.list(), [backups.path(NOW)]);
}

#[test]
fn there_is_a_backup_a_day_and_the_newest_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    let day = |n: i64| NOW.plus_seconds(n * DAY);
    fs::create_dir(folder.path().join("backups")).unwrap();
    let mine = folder.path().join("backups/newsterm-before-holidays.db");
    fs::write(&mine, "").unwrap();
    for n in 0..4 {
        assert!(backups.make_daily(day(n), 2, &|| true).unwrap());
        assert!(
            !backups.make_daily(day(n), 2, &|| true).unwrap(),
            "once a day"
        );
    }
    assert_eq!(backups.list(), [backups.path(day(3)), backups.path(day(2))]);
    assert!(mine.exists(), "what others put there stays");
    assert!(!backups.make_daily(day(5), 0, &|| true).unwrap());
}

#[test]
fn a_large_backup_does_not_give_way_to_a_small_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    let day = |n: i64| NOW.plus_seconds(n * DAY);
    backups.make_daily(day(0), 1, &|| true).unwrap();
    fs::remove_file(&path).unwrap();
    drop(Database::open(&path).unwrap());
    for n in 1..4 {
        backups.make_daily(day(n), 1, &|| true).unwrap();
    }
    assert_eq!(backups.list(), [backups.path(day(3)), backups.path(day(0))]);
}

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

/// Fills a page of a file with noise.
pub(super) fn break_page(path: &Path, page: usize) {
    let mut bytes = fs::read(path).unwrap();
    let place = page * PAGE..(page + 1) * PAGE;
    for (n, byte) in bytes[place].iter_mut().enumerate() {
        *byte = (n * 131 % 251).to_le_bytes()[0];
    }
    fs::write(path, bytes).unwrap();
}

/// The page, counted from 0, from which all others of a table are found.
pub(super) fn root_page(path: &Path, table: &str) -> usize {
    let connection = rusqlite::Connection::open(path).unwrap();
    let asked = "SELECT rootpage - 1 FROM sqlite_schema WHERE name = ?1";
    let root: i64 = connection
        .query_row(asked, [table], |row| row.get(0))
        .unwrap();
    usize::try_from(root).unwrap()
}

#[test]
fn of_a_cache_with_a_bad_page_the_rest_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / PAGE;
    let mut lost = 0;
    // The first page has the schema, the second the feeds, two others what leads to all entries and their headlines:
    // without them there is only the backup.
    let roots = ["entries", "headlines"].map(|table| root_page(&path, table));
    for page in (3..pages).step_by(4).filter(|page| !roots.contains(page)) {
        fs::write(&path, &whole).unwrap();
        break_page(&path, page);
        let broken = fs::read(&path).unwrap();
        let rescued = rescue(&path, NOW).unwrap();
        assert_eq!(fs::read(&rescued.aside).unwrap(), broken, "kept as it was");
        let after = entries(&path);
        let (same, changed) = compare(&before, &after);
        // A leaf of the narrow table of marks holds the most.
        assert!(
            same + 1200 >= before.len(),
            "page {page}: {same} are as before"
        );
        assert!(
            same + changed + 480 >= before.len(),
            "page {page}: {same} and {changed}"
        );
        lost += before.len() - same;
    }
    assert!(lost > 0, "no page mattered");
}

#[test]
fn a_cut_off_cache_gives_what_is_left_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() * 3 / 4 / PAGE * PAGE]).unwrap();
    let error = database_error(&path);
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    let rescued = rescue(&path, NOW).unwrap();
    let after = entries(&path);
    assert_eq!(rescued.entries, after.len() as u64);
    assert!(after.len() * 2 > before.len(), "{} are left", after.len());
}

#[test]
fn what_cannot_be_read_comes_from_the_last_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    backups.make_daily(NOW, 2, &|| true).unwrap();
    // Done since: one mark more.
    let mut database = Database::open(&path).unwrap();
    let entry = EntryId(1);
    database
        .perform(&Action::MarkRead { entry, read: true }, NOW)
        .unwrap();
    drop(database);
    let before = entries(&path);
    let whole = fs::read(&path).unwrap();
    for damage in [&whole[..whole.len() / 2], b"", &[7; 5000]] {
        fs::write(&path, damage).unwrap();
        let rescued = rescue(&path, NOW).unwrap();
        assert_eq!(rescued.backup, Some(backups.path(NOW)));
        let (same, changed) = compare(&before, &entries(&path));
        assert!(same >= before.len() - 1, "{same}");
        assert!(changed <= 1, "all but the last mark: {changed}");
    }
    // And of every single bad page.
    for page in (1..whole.len() / PAGE).step_by(31) {
        fs::write(&path, &whole).unwrap();
        break_page(&path, page);
        rescue(&path, NOW).unwrap();
        let (same, changed) = compare(&before, &entries(&path));
        assert!(
            same + changed == before.len() && changed <= 1,
            "page {page}"
        );
    }
}

#[test]
fn the_backup_of_another_cache_is_not_mixed_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (before, whole) = (entries(&path), fs::read(&path).unwrap());
    fs::remove_file(&path).unwrap();
    let mut other = Database::open(&path).unwrap();
    other.subscribe(&[subscription("z")]).unwrap();
    let feed = other.poll_states().unwrap()[0].feed;
    let update = FeedUpdate {
        entries: vec![entry("of another cache", 1)],
        ..FeedUpdate::default()
    };
    other.record_update(feed, &update, NOW).unwrap();
    drop(other);
    Backups::of(&path).make_daily(NOW, 1, &|| true).unwrap();
    fs::write(&path, &whole).unwrap();
    let rescued = rescue(&path, NOW).unwrap();
    assert_eq!(rescued.backup, None);
    assert_eq!(entries(&path), before);
}

#[test]
fn undo_still_works_in_a_mended_cache() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    rescue(&path, NOW).unwrap();
    let mut database = Database::open(&path).unwrap();
    let mut undone = 0;
    while let Some(action) = database.undo(NOW).unwrap() {
        assert_eq!(action.changed, 1);
        undone += 1;
    }
    assert_eq!(undone, 100);
    let feed = database.poll_states().unwrap()[0].feed;
    let update = FeedUpdate {
        entries: vec![long(&format!("{}-1", feed.0), 1), entry("new", 0)],
        ..FeedUpdate::default()
    };
    let sighting = database.record_update(feed, &update, NOW).unwrap();
    assert_eq!(sighting, seen(1, 0));
}

#[test]
fn flipped_bits_are_found_or_harmless_and_what_is_found_can_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let whole = fs::read(&path).unwrap();
    let mut found = 0;
    for turn in 0..24_usize {
        let mut bytes = whole.clone();
        let any = 2 * PAGE + turn.wrapping_mul(2_654_435_761) % (bytes.len() - 2 * PAGE);
        // Most of the file is text; every other bit is one of a page's header.
        let place = if turn % 2 == 0 {
            any / PAGE * PAGE + turn % 8
        } else {
            any
        };
        bytes[place] ^= 1 << (turn % 8);
        fs::write(&path, &bytes).unwrap();
        let is_whole = Database::open(&path)
            .and_then(|database| database.reader())
            .and_then(|reader| reader.is_whole());
        if !is_whole.unwrap_or(false) {
            found += 1;
            rescue(&path, NOW).unwrap();
            assert!(entries(&path).len() > 1200, "byte {place}");
        }
        for file in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{file}", path.display()));
        }
    }
    assert!(found > 0);
}

#[test]
fn a_bad_last_page_of_headlines_takes_no_others_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let cache = Database::open(&path).unwrap();
    let root: u32 = cache
        .connection()
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'headlines'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    drop(cache);
    let mut bytes = fs::read(&path).unwrap();
    let start_of = |page: u32| (page as usize - 1) * PAGE;
    // The number of the last page below stands in the header of an inner one, how many rows there are in that of a
    // leaf (SQLite file format, section 1.6).
    let inner = &bytes[start_of(root)..][..12];
    assert_eq!(inner[0], 5);
    let last = u32::from_be_bytes(inner[8..].try_into().unwrap());
    let leaf = start_of(last);
    assert_eq!(bytes[leaf], 13);
    // One row too many, which is not there.
    bytes[leaf + 4] += 1;
    fs::write(&path, &bytes).unwrap();
    rescue(&path, NOW).unwrap();
    assert!(entries(&path).len() > 2000);
}

#[test]
fn an_entry_of_a_feed_that_never_was_goes_back_to_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA foreign_keys = OFF; UPDATE entries SET feed = 77 WHERE id = 5")
        .unwrap();
    other.close().unwrap();
    rescue(&path, NOW).unwrap();
    assert_eq!(entries(&path), before);
}

#[test]
fn a_cache_that_somebody_has_open_is_not_moved() {
    let cache = Cache::new();
    let error = rescue(&cache.path, NOW).unwrap_err();
    assert!(matches!(error, StoreError::Held { .. }), "{error}");
    assert!(quick_check(cache.database.connection()).unwrap());
}

#[test]
fn damage_that_was_found_is_noted_until_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    assert!(!was_damaged(&path));
    note_damage(&path);
    assert!(was_damaged(&path));
    rescue(&path, NOW).unwrap();
    assert!(!was_damaged(&path));
}

/// Breaks a page of the texts, so that the cache has to be made anew.
fn break_texts(path: &Path) {
    break_page(path, root_page(path, "bodies"));
}

#[test]
fn a_tag_taken_away_since_the_backup_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    Backups::of(&path).make_daily(NOW, 2, &|| true).unwrap();
    let mut database = Database::open(&path).unwrap();
    for (entry, tags) in [(11, ""), (22, "Later, new"), (33, "قراءة")] {
        let (entry, tags) = (EntryId(entry), tags_in(tags));
        let action = Action::Tag { entry, tags };
        database.perform(&action, NOW).unwrap();
    }
    drop(database);
    let before = entries(&path);
    break_texts(&path);
    assert!(rescue(&path, NOW).unwrap().backup.is_some());
    assert_eq!(compare(&before, &entries(&path)), (before.len(), 0));
}

#[test]
fn tags_that_cannot_all_be_read_are_not_taken_from_those_of_the_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    Backups::of(&path).make_daily(NOW, 2, &|| true).unwrap();
    let before = entries(&path);
    for table in ["tagged", "tagged_by_name"] {
        break_page(&path, root_page(&path, table));
        assert!(rescue(&path, NOW).unwrap().backup.is_some());
        assert_eq!(compare(&before, &entries(&path)), (before.len(), 0));
    }
}

#[test]
fn what_was_deleted_for_good_since_the_backup_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    Backups::of(&path).make_daily(NOW, 2, &|| true).unwrap();
    let mut database = Database::open(&path).unwrap();
    let entry = EntryId(77);
    database.perform(&Action::Delete { entry }, NOW).unwrap();
    for turn in 0..100 {
        let (entry, read) = (EntryId(1), turn % 2 == 0);
        let mark = Action::MarkRead { entry, read };
        database.perform(&mark, NOW).unwrap();
    }
    let mut tidying = database.tidying(NOW).unwrap();
    while database.tidy(&mut tidying).unwrap() {}
    assert_eq!(tidying.removed(), 1);
    drop(database);
    let before = entries(&path);
    break_texts(&path);
    assert!(rescue(&path, NOW).unwrap().backup.is_some());
    assert_eq!(entries(&path), before);
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

#[test]
fn backups_of_days_to_come_do_not_keep_those_of_today_from_being_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    let day = |n: i64| NOW.plus_seconds(n * DAY);
    // The clock was wrong for some days.
    for n in 9_000..9_003 {
        backups.make_daily(day(n), 3, &|| true).unwrap();
    }
    for n in 0..3 {
        assert!(backups.make_daily(day(n), 3, &|| true).unwrap());
        assert!(backups.path(day(n)).exists());
    }
    assert_eq!(backups.list(), [2, 1, 0].map(|n| backups.path(day(n))));
}

#[test]
fn a_cache_is_not_mended_by_a_backup_of_a_day_to_come_where_there_are_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    backups
        .make_daily(NOW.plus_seconds(9_000 * DAY), 3, &|| true)
        .unwrap();
    backups.make_daily(NOW, 3, &|| true).unwrap();
    fs::write(&path, "").unwrap();
    let rescued = rescue(&path, NOW).unwrap();
    assert_eq!(rescued.backup, Some(backups.path(NOW)));
}

#[test]
#[cfg(target_os = "linux")]
fn of_two_who_back_up_at_once_the_second_waits() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (copy, turn) = (
        folder.path().join("copy.db"),
        folder.path().join("newsterm.db.copying"),
    );
    std::thread::scope(|scope| {
        let second = std::cell::OnceCell::new();
        let go_on = || {
            let second = second.get_or_init(|| scope.spawn(|| back_up(&path, &copy, &|| true)));
            while !second.is_finished() && !is_waited_for(&turn) {
                std::thread::yield_now();
            }
            true
        };
        back_up(&path, &copy, &go_on).unwrap();
        second.into_inner().unwrap().join().unwrap().unwrap();
    });
    assert_eq!(entries(&copy), entries(&path));
}

#[test]
fn a_backup_of_another_cache_does_not_stand_before_one_of_this() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (backups, mine) = (Backups::of(&path), folder.path().join("mine.db"));
    backups.make_daily(NOW, 2, &|| true).unwrap();
    let before = entries(&path);
    fs::rename(&path, &mine).unwrap();
    let mut other = Database::open(&path).unwrap();
    other.subscribe(&[subscription("z")]).unwrap();
    let feed = other.poll_states().unwrap()[0].feed;
    let update = FeedUpdate {
        entries: vec![entry("of another cache", 1)],
        ..FeedUpdate::default()
    };
    other.record_update(feed, &update, NOW).unwrap();
    drop(other);
    let tomorrow = NOW.plus_seconds(DAY);
    backups.make_daily(tomorrow, 2, &|| true).unwrap();
    fs::rename(&mine, &path).unwrap();
    break_texts(&path);
    let rescued = rescue(&path, tomorrow).unwrap();
    assert_eq!(rescued.backup, Some(backups.path(NOW)));
    assert_eq!(entries(&path), before);
}

#[test]
fn marks_of_which_only_indexes_tell_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    break_page(&path, root_page(&path, "entries"));
    let later = NOW.plus_seconds(DAY);
    assert_eq!(rescue(&path, later).unwrap().backup, None);
    assert_eq!(entries(&path), before);
    let database = Database::open(&path).unwrap();
    let came: i64 = database
        .connection()
        .query_row("SELECT min(seen_at) FROM entries", [], |row| row.get(0))
        .unwrap();
    assert_eq!(came, later.0, "they are kept as if they had just come");
}

#[test]
fn marks_since_the_backup_of_which_only_indexes_tell_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    Backups::of(&path).make_daily(NOW, 2, &|| true).unwrap();
    let mut database = Database::open(&path).unwrap();
    for entry in (1..=40).map(EntryId) {
        let read = entry.0 % 3 != 0;
        database
            .perform(&Action::MarkRead { entry, read }, NOW)
            .unwrap();
        let saved = entry.0 % 7 != 0;
        database
            .perform(&Action::Save { entry, saved }, NOW)
            .unwrap();
    }
    drop(database);
    let before = entries(&path);
    break_page(&path, root_page(&path, "entries"));
    assert!(rescue(&path, NOW).unwrap().backup.is_some());
    assert_eq!(entries(&path), before);
}

#[test]
fn texts_and_marks_of_entries_without_their_headlines_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    break_page(&path, root_page(&path, "headlines"));
    rescue(&path, NOW).unwrap();
    let marks = |rows: &[Headline]| -> Vec<_> {
        rows.iter()
            .map(|row| (row.id, row.feed, row.read, row.saved, row.tags.clone()))
            .collect()
    };
    assert_eq!(marks(&entries(&path)), marks(&before));
    let mut database = Database::open(&path).unwrap();
    let reader = database.reader().unwrap();
    let text = reader.body(before[0].id).unwrap().unwrap().body.content;
    assert!(text.contains(before[0].title.as_str()), "{text}");
    // What the feeds still carry is called as before with the next poll.
    for state in database.poll_states().unwrap() {
        let entries = (0..1200).map(|n| long(&format!("{}-{n}", state.feed.0), n));
        let update = FeedUpdate {
            entries: entries.collect(),
            ..FeedUpdate::default()
        };
        let sighting = database.record_update(state.feed, &update, NOW).unwrap();
        assert_eq!(sighting, seen(0, 1200));
    }
    drop((database, reader));
    assert_eq!(entries(&path), before);
}

#[test]
fn feeds_of_which_only_the_index_tells_keep_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    break_page(&path, root_page(&path, "feeds"));
    rescue(&path, NOW).unwrap();
    let mut database = Database::open(&path).unwrap();
    let listed = ["a", "b"].map(subscription);
    database.subscribe(&listed).unwrap();
    drop(database);
    assert_eq!(entries(&path), before);
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

#[test]
fn what_is_left_of_a_backup_with_which_the_program_ended_goes_with_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    fs::create_dir(folder.path().join("backups")).unwrap();
    let file = |name: &str| folder.path().join("backups").join(name);
    let left = [
        "newsterm-2026-05-01.db.part",
        "newsterm-2026-05-01.db.part-journal",
    ]
    .map(file);
    let mine = ["newsterm-mine.db.part", "notes.part"].map(file);
    for file in left.iter().chain(&mine) {
        fs::write(file, "half").unwrap();
    }
    backups.make_daily(NOW, 2, &|| true).unwrap();
    assert!(!left.iter().any(|file| file.exists()));
    assert!(
        mine.iter().all(|file| file.exists()),
        "what others put there stays"
    );
}

#[test]
fn a_backup_that_is_far_ahead_of_what_was_restored_since_is_not_mixed_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (backups, tomorrow) = (Backups::of(&path), NOW.plus_seconds(DAY));
    let bring = |names: std::ops::Range<i64>, tags: &str| {
        let mut database = Database::open(&path).unwrap();
        let feed = database.poll_states().unwrap()[0].feed;
        let update = FeedUpdate {
            entries: names.map(|n| entry(&n.to_string(), 1)).collect(),
            ..FeedUpdate::default()
        };
        database.record_update(feed, &update, NOW).unwrap();
        let (entry, tags) = (EntryId(2401), tags_in(tags));
        database.perform(&Action::Tag { entry, tags }, NOW).unwrap();
    };
    backups.make_daily(NOW, 2, &|| true).unwrap();
    bring(0..1100, "of the other line");
    backups.make_daily(tomorrow, 2, &|| true).unwrap();
    restore(&backups.path(NOW), &path, tomorrow).unwrap();
    bring(5000..5003, "");
    let before = entries(&path);
    break_texts(&path);
    let rescued = rescue(&path, tomorrow).unwrap();
    assert_eq!(rescued.backup, Some(backups.path(NOW)));
    assert_eq!(entries(&path), before);
}

#[test]
fn damage_that_a_write_meets_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    break_texts(&path);
    let mut database = Database::open(&path).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    let update = FeedUpdate {
        entries: vec![long("new", 1)],
        ..FeedUpdate::default()
    };
    let error = database.record_update(feed, &update, NOW).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(was_damaged(&path));
}

#[test]
fn texts_that_cannot_be_read_come_again_with_the_next_poll() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let poll = |database: &mut Database| {
        for state in database.poll_states().unwrap() {
            assert_eq!(state.validators, Validators::default(), "all is asked for");
            let entries = (0..1200).map(|n| long(&format!("{}-{n}", state.feed.0), n));
            let update = FeedUpdate {
                entries: entries.collect(),
                validators: Validators {
                    etag: Some("\"1\"".to_owned()),
                    ..Validators::default()
                },
                ..FeedUpdate::default()
            };
            database.record_update(state.feed, &update, NOW).unwrap();
        }
    };
    poll(&mut Database::open(&path).unwrap());
    break_texts(&path);
    rescue(&path, NOW).unwrap();
    assert_eq!(entries(&path), before);
    let mut database = Database::open(&path).unwrap();
    poll(&mut database);
    let reader = database.reader().unwrap();
    for row in &before {
        let text = reader.body(row.id).unwrap().unwrap().body.content;
        assert!(text.contains(row.title.as_str()), "{text}");
    }
    drop((database, reader));
    assert_eq!(entries(&path), before);
}
