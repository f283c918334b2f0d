//! Two programs on one cache.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Barrier;
use std::thread;

use newsterm::model::{Action, EntryId};
use rusqlite::{Connection, TransactionBehavior};

use super::{NOW, entry, open, subscription, update};

/// Names the cache to the child.
const CACHE: &str = "NEWSTERM_TEST_SHARED_CACHE";

fn with_one_entry(path: &Path) {
    let mut database = open(path);
    database.subscribe(&[subscription("a", None)]).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    let one = update(vec![entry("1", "one", NOW)]);
    database.record_update(feed, &one, NOW).unwrap();
}

fn save(path: &Path) -> Action {
    let _ = path;
    Action::Save {
        entry: EntryId(1),
        saved: true,
    }
}

#[test]
fn another_program_that_ends_does_not_take_the_log_of_this_one_away() {
    // The other program is this test program too, and comes in by this door.
    if let Some(cache) = env::var_os(CACHE) {
        return drop(open(Path::new(&cache)).reader().unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    with_one_entry(&path);
    let mut database = open(&path);
    let reader = database.reader().unwrap();
    let _second = reader.try_clone().unwrap();
    let status = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "store::sharing::another_program_that_ends_does_not_take_the_log_of_this_one_away",
        ])
        .env(CACHE, &path)
        .status();
    assert!(status.unwrap().success());
    database.perform(&save(&path), NOW).unwrap();
    // What a death now would leave.
    let left = tempfile::tempdir().unwrap();
    for file in ["cache.db", "cache.db-wal"] {
        fs::copy(folder.path().join(file), left.path().join(file)).unwrap();
    }
    let found = open(&left.path().join("cache.db")).reader().unwrap();
    assert!(found.entry(EntryId(1)).unwrap().unwrap().saved);
}

#[test]
fn a_mark_waits_for_another_program_that_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    with_one_entry(&path);
    let mut other = Connection::open(&path).unwrap();
    let held = other
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    held.execute("UPDATE feeds SET title = 'held'", []).unwrap();
    let mut database = open(&path);
    let begun = Barrier::new(2);
    thread::scope(|scope| {
        let marking = scope.spawn(|| {
            begun.wait();
            database.perform(&save(&path), NOW)
        });
        begun.wait();
        held.commit().unwrap();
        assert_eq!(marking.join().unwrap().unwrap().changed, 1);
    });
}
