//! What can be saved of a cache that is damaged.

mod backing_up;
mod indexes;
mod replacing;

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
        let update = all_of(state.feed);
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

/// What a feed of that cache carries.
fn all_of(feed: FeedId) -> FeedUpdate {
    let entries = (0..1200).map(|n| long(&format!("{}-{n}", feed.0), n));
    FeedUpdate {
        entries: entries.collect(),
        ..FeedUpdate::default()
    }
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
        after: 3000,
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
            let update = FeedUpdate {
                validators: Validators {
                    etag: Some("\"1\"".to_owned()),
                    ..Validators::default()
                },
                ..all_of(state.feed)
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
