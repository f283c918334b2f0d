//! Files that are made, opened, shared and refused.

use std::fs;
use std::path::Path;
use std::sync::Barrier;
use std::thread;

use rusqlite::{Connection, TransactionBehavior};

use super::super::presence::Alone;
use super::*;

/// Opens a file that must be refused, and makes sure that nothing in its folder changed.
fn refused(path: &Path) -> StoreError {
    let folder = || {
        let files = fs::read_dir(path.parent().unwrap()).unwrap();
        let mut files: Vec<_> = files
            .map(|file| file.unwrap().path())
            .map(|file| (fs::read(&file).ok(), file))
            .collect();
        files.sort();
        files
    };
    let before = folder();
    let error = Database::open(path).unwrap_err();
    assert!(folder() == before, "{error}: a file has changed");
    error
}

/// The path of a closed cache that holds one feed with some entries.
fn closed(folder: &TempDir) -> std::path::PathBuf {
    let path = folder.path().join("cache.db");
    let mut database = Database::open(&path).unwrap();
    database.subscribe(&[subscription("a")]).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    let update = FeedUpdate {
        entries: (0..200).map(|n| entry(&n.to_string(), n)).collect(),
        ..FeedUpdate::default()
    };
    database.record_update(feed, &update, NOW).unwrap();
    path
}

#[test]
fn the_folder_and_the_file_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("share/newsterm/cache.db");
    Database::open(&path).unwrap();
    assert!(path.is_file());
}

#[test]
fn a_cache_is_as_it_was_when_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let reader = Database::open(&path).unwrap().reader().unwrap();
    assert_eq!(reader.feeds().unwrap()[0].total, 200);
    assert_eq!(reader.window(&request(List::All)).unwrap().rows.len(), 101);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    for content in ["A", "Dear cache,\n", &"all work and no play ".repeat(99)] {
        fs::write(&path, content).unwrap();
        assert!(
            matches!(refused(&path), StoreError::NotADatabase { path: named } if named == path)
        );
    }
}

#[test]
fn an_empty_file_becomes_a_cache() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    fs::write(&path, "").unwrap();
    let reader = Database::open(&path).unwrap().reader().unwrap();
    assert_eq!(reader.feeds().unwrap(), []);
}

#[test]
fn the_database_of_another_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.sqlite");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE places (url)").unwrap();
    other.close().unwrap();
    let error = refused(&path);
    assert!(
        matches!(
            error,
            StoreError::Foreign {
                application_id: 0,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_cache_of_a_newer_version_is_refused_with_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "user_version", 99).unwrap();
    other.close().unwrap();
    for error in [refused(&path), Reader::open(&path).unwrap_err()] {
        let newer = matches!(error, StoreError::Newer { found: 99, .. });
        assert!(newer, "{error}");
    }
}

#[test]
fn a_cut_off_cache_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let error = refused(&path);
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    fs::write(&path, &whole[..50]).unwrap();
    let error = refused(&path);
    assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
}

#[test]
fn a_read_only_file_or_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    for read_only in [path.as_path(), folder.path()] {
        let writable = fs::metadata(read_only).unwrap().permissions();
        let mut permissions = writable.clone();
        permissions.set_readonly(true);
        fs::set_permissions(read_only, permissions).unwrap();
        let error = refused(&path);
        fs::set_permissions(read_only, writable).unwrap();
        assert!(matches!(error, StoreError::ReadOnly { path } if path == read_only));
    }
}

#[test]
fn a_path_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("cache.db");
    fs::create_dir(&inner).unwrap();
    let error = refused(&inner);
    assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
    fs::remove_dir(&inner).unwrap();
    let file = closed(&folder);
    let error = Database::open(&file.join("cache.db")).unwrap_err();
    assert!(
        matches!(error, StoreError::CannotCreateFolder { .. }),
        "{error}"
    );
}

#[test]
fn a_reader_makes_no_cache() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    let error = Reader::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::CannotOpen { .. }), "{error}");
    assert!(!path.exists());
}

#[test]
fn two_programs_share_a_cache() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 10)]);
    let mut other = Database::open(&cache.path).unwrap();
    let mark = Action::Save {
        entry: cache.entry("one").id,
        saved: true,
    };
    assert!(!cache.database.changed_elsewhere().unwrap());
    other.perform(&mark, NOW).unwrap();
    assert!(cache.database.changed_elsewhere().unwrap());
    assert!(!cache.database.changed_elsewhere().unwrap(), "told once");
    assert!(
        !other.changed_elsewhere().unwrap(),
        "its own mark is nothing new to it"
    );
    assert_eq!(cache.titles(List::Saved), ["one"]);
    cache.bring("a", vec![entry("two", 5)]);
    let seen = other.reader().unwrap().window(&request(List::All)).unwrap();
    assert_eq!(titles(&seen), ["two", "one"]);
}

/// What tells another program that it is not the last to use the cache (`SQLite` source, `os.h`, `SHARED_FIRST`).
#[cfg(target_os = "linux")]
fn is_locked(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = format!(
        ":{} {} {}",
        fs::metadata(path).unwrap().ino(),
        0x4000_0002_u32,
        0x4000_01ff_u32
    );
    let locks = fs::read_to_string("/proc/locks").unwrap();
    locks.lines().any(|lock| lock.ends_with(&file))
}

#[test]
#[cfg(target_os = "linux")]
fn an_open_cache_stays_locked_whoever_else_looks_at_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    assert!(!is_locked(&path));
    let database = Database::open(&path).unwrap();
    let reader = database.reader().unwrap();
    assert!(is_locked(&path), "beside a reader");
    drop(Reader::open(&path).unwrap());
    drop(reader.try_clone().unwrap());
    drop(reader);
    assert!(is_locked(&path), "after others have closed it");
    let reader = database.reader().unwrap();
    drop(database);
    assert!(is_locked(&path), "for a reader alone");
    drop(reader);
    assert!(!is_locked(&path));
}

#[test]
fn many_may_make_one_cache_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..5 {
        let path = folder.path().join(format!("{round}.db"));
        let start = Barrier::new(6);
        let open = || {
            start.wait();
            Database::open(&path).map(drop)
        };
        thread::scope(|scope| {
            let threads = [(); 6].map(|()| scope.spawn(open));
            for thread in threads {
                thread.join().unwrap().unwrap();
            }
        });
    }
}

#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 10)]);
    let connection = cache.database.connection();
    let pages: i64 = connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    // SQLite gives the answer of a full disk when the file would outgrow this.
    connection
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .unwrap();
    let before = cache.feed("a");
    let update = FeedUpdate {
        title: line("Renamed"),
        entries: (0..500).map(|n| entry(&n.to_string(), n)).collect(),
        ..FeedUpdate::default()
    };
    let error = cache
        .database
        .record_update(before.id, &update, NOW)
        .unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert_eq!(cache.feed("a"), before);
    assert_eq!(cache.titles(List::All), ["one"]);
}

#[test]
fn two_programs_write_at_once() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", (0..60).map(|n| entry(&n.to_string(), n)).collect());
    let rows = cache.window(List::All).rows;
    let mut other = Database::open(&cache.path).unwrap();
    let save = |database: &mut Database, rows: &[Headline]| {
        for row in rows {
            let action = Action::Save {
                entry: row.id,
                saved: true,
            };
            database.perform(&action, NOW).unwrap();
        }
    };
    let (ours, theirs) = rows.split_at(30);
    thread::scope(|scope| {
        scope.spawn(|| save(&mut other, theirs));
        save(&mut cache.database, ours);
    });
    assert_eq!(cache.counts().saved, 60);
}

#[test]
fn a_cache_that_another_program_holds_is_in_use() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 1)]);
    let mut other = Connection::open(&cache.path).unwrap();
    let _held = other
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let writer = cache.database.connection();
    writer.busy_timeout(Duration::ZERO).unwrap();
    let action = Action::Save {
        entry: cache.entry("one").id,
        saved: true,
    };
    let error = cache.database.perform(&action, NOW).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    assert_eq!(cache.titles(List::All), ["one"], "readers go on");
}

#[test]
fn damage_is_told_and_nothing_is_made_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let mut content = fs::read(&path).unwrap();
    // The first page tells what tables there are; the others hold them.
    content[4096..].fill(0xff);
    fs::write(&path, &content).unwrap();
    let reader = Reader::open(&path).unwrap();
    let error = reader.window(&request(List::All)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

/// Leaves a cache as it was before there were stories.
const WITHOUT_STORIES: &str = "
    DROP TABLE positions;
    DROP TABLE pages;
    DROP TABLE signatures; DROP TABLE story_keys; DROP TABLE story_members;
    DROP TABLE story_state; DROP TABLE story_edited; DROP TABLE documents;";

#[test]
fn a_cache_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let old = Connection::open(&path).unwrap();
    old.execute_batch(WITHOUT_STORIES).unwrap();
    old.execute_batch(
        "DROP TABLE tagged; DROP TABLE scores;
         DROP INDEX entries_hidden; DROP INDEX entries_hidden_by_feed;
         DROP TRIGGER entries_lost;
         DROP TABLE found; DROP TABLE indexed; DROP TABLE index_state; DROP TABLE index_edited;
         DROP TABLE details; DROP TABLE enclosures; DROP TABLE graves; DROP INDEX entries_deleted;
          ALTER TABLE feeds DROP COLUMN keep_days;
          ALTER TABLE feeds DROP COLUMN keep_entries;
          ALTER TABLE feeds DROP COLUMN keep_unread;
         ALTER TABLE feeds DROP COLUMN moved_to;
         ALTER TABLE feeds DROP COLUMN validators_of;
         ALTER TABLE feeds DROP COLUMN read_by;
         ALTER TABLE feeds DROP COLUMN fresh_for;
         ALTER TABLE feeds DROP COLUMN ttl;
         ALTER TABLE feeds DROP COLUMN skip_hours;
         ALTER TABLE feeds DROP COLUMN skip_days;
         ALTER TABLE feeds DROP COLUMN setback;
         ALTER TABLE feeds DROP COLUMN not_before;
         UPDATE feeds SET etag = '\"1\"';
         PRAGMA user_version = 1",
    )
    .unwrap();
    old.close().unwrap();

    let database = Database::open(&path).unwrap();
    let reader = database.reader().unwrap();
    let rows = reader.window(&request(List::All)).unwrap().rows;
    assert!(!rows.is_empty());
    assert_eq!(reader.details(rows[0].id).unwrap(), Details::default());
    // Which URL gave its tokens nobody knows any more.
    let state = database.poll_states().unwrap().remove(0);
    assert_eq!(state.validators, Validators::default());
    assert_eq!(state.last.setback, Setback::Feed);
}

#[test]
fn a_cache_without_stories_gets_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let old = Connection::open(&path).unwrap();
    old.execute_batch(WITHOUT_STORIES).unwrap();
    old.execute_batch("PRAGMA user_version = 6").unwrap();
    old.close().unwrap();
    let mut database = Database::open(&path).unwrap();
    database.read_texts_with(|body| body.content.clone());
    database.find_stories_within(3);
    while database.group_stories(Duration::from_mins(1)).unwrap().more {}
    let missed = database
        .connection()
        .prepare("SELECT id FROM entries EXCEPT SELECT entry FROM signatures")
        .unwrap()
        .exists([])
        .unwrap();
    assert!(!missed, "each of its entries was looked at");
    assert!(database.check().unwrap().is_empty());
}

#[test]
fn an_end_that_was_not_clean_is_seen_at_the_next_start_and_only_then() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let first = Database::open(&path).unwrap();
    assert!(!first.ended_badly(), "it was closed");
    // Readers may outlive the writer, as the threads of the screen do.
    let reader = first.reader().unwrap();
    reader.window(&request(List::All)).unwrap();
    drop(first);
    assert!(!Database::open(&path).unwrap().ended_badly());
    drop(reader);

    let mut second = Database::open(&path).unwrap();
    let feed = second.poll_states().unwrap()[0].feed;
    assert!(
        !Database::open(&path).unwrap().ended_badly(),
        "it is still open"
    );
    second
        .record_failure(feed, &line("no answer"), Setback::Feed, NOW)
        .unwrap();
    let dead = tempfile::tempdir().unwrap();
    for file in ["cache.db", "cache.db-wal"] {
        fs::copy(folder.path().join(file), dead.path().join(file)).unwrap();
    }
    let path = dead.path().join("cache.db");
    let third = Database::open(&path).unwrap();
    assert!(third.ended_badly());
    assert!(third.reader().unwrap().is_whole().unwrap());
    drop(third);
    assert!(!Database::open(&path).unwrap().ended_badly());
}

#[test]
fn a_cache_that_cannot_be_written_is_shown_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let before = fs::read(&path).unwrap();
    let mut database = Database::open_unwritable(&path).unwrap();
    let reader = database.reader().unwrap().try_clone().unwrap();
    assert_eq!(reader.window(&request(List::All)).unwrap().rows.len(), 101);
    let read = Action::MarkRead {
        entry: EntryId(1),
        read: true,
    };
    let error = database.perform(&read, NOW).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    drop((database, reader));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn of_feeds_written_together_a_full_disk_leaves_nothing_either() {
    let mut cache = Cache::with_feeds(&["a", "b"]);
    cache.bring("a", vec![entry("one", 10)]);
    let connection = cache.database.connection();
    let pages: i64 = connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    connection
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .unwrap();
    let update = |entries| FeedUpdate {
        entries,
        ..FeedUpdate::default()
    };
    let large = update((0..500).map(|n| entry(&n.to_string(), n)).collect());
    let small = update(vec![entry("two", 20)]);
    let (a, b) = (cache.id("a"), cache.id("b"));
    let kept = cache.database.together(|database| {
        assert!(database.record_update(a, &large, NOW).is_err());
        let _ = database.record_update(b, &small, NOW);
        true
    });
    assert!(!kept);
    assert_eq!(cache.titles(List::All), ["one"]);
    // Then each alone.
    assert!(cache.database.record_update(a, &large, NOW).is_err());
    cache.database.record_update(b, &small, NOW).unwrap();
    assert_eq!(cache.titles(List::All), ["one", "two"]);
}

#[test]
#[cfg(target_os = "linux")]
fn who_opens_a_cache_that_is_being_replaced_gets_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed(&folder);
    let new = folder.path().join("new.db");
    let mut database = Database::open(&new).unwrap();
    database.subscribe(&[subscription("b")]).unwrap();
    drop(database);
    let alone = Alone::with(&path).unwrap();
    let states = thread::scope(|scope| {
        let opening = scope.spawn(|| Database::open(&path).unwrap().poll_states().unwrap());
        while !is_waited_for(&folder.path().join("cache.db.lock")) {
            thread::yield_now();
        }
        fs::rename(&path, folder.path().join("aside.db")).unwrap();
        fs::rename(&new, &path).unwrap();
        drop(alone);
        opening.join().unwrap()
    });
    let addresses: Vec<_> = states.iter().map(|state| state.source.address()).collect();
    assert_eq!(addresses, [address("b")]);
}
